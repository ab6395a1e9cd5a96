"""La liste d'actions qu'on a choisies, à l'écran, dans un tube et dans un document."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from plandev.messages.nombres import pluriel
from plandev.plan.modele import Plan
from plandev.questions.citations import Citation, citations
from plandev.questions.filtres.criteres import Criteres
from plandev.reponses.actions import (
    ETAT_DIT,
    ID,
    LIBELLE,
    UNITES,
    champs_de,
    colonnes,
    groupes_de,
    retard,
    titrer,
)
from plandev.reponses.commandes_proposees import dire_le_vide
from plandev.reponses.noms import dire_la_provenance
from plandev.reponses.reponse import (
    LIANT,
    Bloc,
    Colonne,
    Grille,
    Phrases,
    Reponse,
    Support,
    Tableau,
    Variante,
)

if TYPE_CHECKING:
    from plandev.questions.retards import Retards

_AUCUNE = "Aucune des actions choisies n'est"
_UNITE_COURTE = 16  # signes : de noms plus longs, une colonne ne laisserait pas de place au libellé


def liste(
    citations: Sequence[Citation],
    plan: Plan,
    commande: str,
    *criteres: Criteres,
    retards: "Retards | None" = None,
    rangees: bool = False,
) -> Reponse:
    """Rend la réponse qui liste ces actions du plan, et dit ce qui les a choisies.

    `retards` : ce qui est en retard, s'il n'est demandé que cela; `rangees` : elles ne sont plus
    dans l'ordre du plan, et ses axes n'en font pas de parties.
    """
    niveau = None if rangees else plan.champ_de_nature("niveau")
    sur = "" if len(citations) == plan.nombre_actions else f" sur {plan.nombre_actions}"
    compte = f"{pluriel(len(citations), 'action')}{sur}" if citations else ""
    dit = compte or dire_le_vide(plan)
    note = compte or dire_le_vide(plan, *criteres)
    ajoutees: list[Colonne] = []
    if retards:
        from plandev.reponses import retards as dits  # peu de listes s'en servent

        ajoutees = [retard(partial(dits.dire, retards))]
        en_retard = f"{compte or _AUCUNE} en retard {dits.dire_la_date(retards)}"
        note = dit = en_retard if retards.actions else dits.dire_combien(plan, retards)
    vue = _vue(plan, ajoutees, rangees=rangees)
    document = (*_du_document(plan, niveau), *ajoutees)
    tableau = Tableau(colonnes(plan), citations, vue, document, nom="Actions")
    blocs: list[Bloc] = [
        titrer(plan),
        *dire_la_provenance(plan),
        Phrases((f"{dit} ({commande})",), support=Support.DOCUMENT),
        tableau,
    ]
    return Reponse([*blocs, *_noms_des_unites(citations, plan)], tableau.objets, f"{note}\n")


def _du_document(plan: Plan, niveau: str | None) -> Sequence[Colonne]:
    """Rend les colonnes d'un document : axe et niveau y sont des titres; un groupe a son nom."""
    groupes = [Colonne("groupes", "Groupes", partial(groupes_de, plan))] if plan.groupes else []
    etat = [ETAT_DIT] if plan.a_des_etats else []
    champs = [champ for champ in champs_de(plan) if champ.cle != f"champs.{niveau}"]
    if len(champs) <= _CHAMPS_EN_COLONNES:
        return (ID, LIBELLE, UNITES, *groupes, *etat, *champs)
    libelle = Colonne("libelle", "Libellé, et ce que le plan en dit", partial(_en_entier, champs))
    return (ID, libelle, UNITES, *groupes, *etat)


_CHAMPS_EN_COLONNES = 2  # au-delà, une page debout n'a plus de place pour les libellés


def _en_entier(champs: Sequence[Colonne], citation: Citation) -> str:
    dits = ((champ.titre, champ.textes([citation])[0]) for champ in champs)
    return "\n".join([citation.action.libelle, *(f"{titre} : {dit}" for titre, dit in dits if dit)])


def _noms_des_unites(citations: Sequence[Citation], plan: Plan) -> list[Phrases]:
    """Rend le nom complet, une fois chacune, des unités de ces actions qui en ont un."""
    employees = {unite for citation in citations for unite in citation.action.responsables}
    noms = [
        f"{unite} : {nom}" for unite, nom in plan.responsables.items() if nom and unite in employees
    ]
    return [Phrases(("Unités :",), puces=noms, support=Support.DOCUMENT)] if noms else []


def _vue(plan: Plan, ajoutees: Sequence[Colonne], *, rangees: bool) -> Grille:
    """Rend la vue des actions; au terminal, de longs noms d'unités s'y lisent sous le libellé.

    Les colonnes ajoutées sont devant celui-ci; là où il n'y a pas de place, dessous.
    """
    debut = (*([ETAT_DIT] if plan.a_des_etats else []), *ajoutees)
    libelle = Colonne("libelle", "Libellé [groupes]", _libelle)
    section = None if rangees else _section
    longues = max(map(len, plan.responsables), default=0) > _UNITE_COURTE
    unites_dessous = _avec_dessous("Libellé [groupes], puis unités", UNITES)
    variantes = [Variante(_PARTOUT, (ID, *debut, unites_dessous))] if longues else []
    for ajoutee in ajoutees:
        variantes += [Variante(_ETROIT, (ID, _avec_dessous("Libellé, puis retard", ajoutee)))]
    return Grille(
        (ID, UNITES, *debut, libelle), variantes, section, niveau_de(plan), une_ligne_chacun=True
    )


_ETROIT = 60  # colonnes
_PARTOUT = 2**31  # colonnes : plus que tout terminal


def niveau_de(plan: Plan) -> Callable[[Citation], str] | None:
    """Rend de quoi lire le titre que fait, dans un axe, le champ de nature `niveau`; None sans lui.

    D'un axe dont nulle action n'en dit, il n'y en a pas; d'une autre, il dit ce qui lui manque.
    """
    cle = plan.champ_de_nature("niveau")
    if cle is None:
        return None
    sans = f"Sans {plan.champs[cle].intitule.lower()}"
    avec = {axe.numero for axe, action, _ in citations(plan) if action.champ(cle)}
    return lambda citation: str(
        citation.action.champ(cle) or (sans if citation.axe.numero in avec else "")
    )


def _section(citation: Citation) -> tuple[str, str]:
    return f"Axe {citation.axe.numero}", citation.axe.titre


def _libelle(citation: Citation) -> str:
    libelle, groupes = citation.action.libelle, citation.action.groupes
    return f"{libelle} [{LIANT.join(groupes)}]" if groupes else libelle


def _avec_dessous(titre: str, colonne: Colonne) -> Colonne:
    """Rend la colonne des libellés, chacun au-dessus de ce que dit l'autre colonne."""

    def lire(citation: Citation) -> str:
        return "\n— ".join(filter(None, [_libelle(citation), *colonne.textes([citation])]))

    return Colonne("libelle", titre, lire)
