"""Des actions : la liste de celles qu'on a choisies, ou quelques-unes, entières."""

from collections.abc import Sequence
from functools import partial
from operator import attrgetter

from plandev.messages.nombres import pluriel
from plandev.plan.action import CLES_D_UNE_ACTION, Action
from plandev.plan.champ import Champ
from plandev.plan.modele import DECLARATIONS, Plan, titre_de_la_cle, valeur_par_defaut
from plandev.plan.valeurs import ValeurDeChamp
from plandev.questions.citations import Citation, citations
from plandev.questions.criteres import Criteres
from plandev.reponses.commandes_proposees import dire_le_vide
from plandev.reponses.noms import dire_la_provenance, nommer, nommer_le_plan
from plandev.reponses.reponse import (
    LIANT,
    Bloc,
    Colonne,
    Fiche,
    Grille,
    Nature,
    Phrases,
    Reponse,
    Support,
    Tableau,
    Variante,
)

_ID = Colonne("id", "Action", attrgetter("id"))
_AXE = Colonne("axe", "Axe", attrgetter("axe.numero"))
_TITRE = Colonne("axe_titre", "Titre de l'axe", attrgetter("axe.titre"))
_SIENNES = {
    cle: Colonne(
        cle,
        titre_de_la_cle(Action, cle),
        attrgetter(f"action.{cle}"),
        nature=Nature.LISTE if cle in DECLARATIONS else Nature.TEXTE,
    )
    for cle in CLES_D_UNE_ACTION
}
_LIBELLE, _UNITES, _ETAT = (_SIENNES[cle] for cle in ("libelle", "responsables", "etat"))
_ETAT_DIT = _ETAT._replace(lire=attrgetter("action.etat_dit"))
_MOT = Colonne(
    "etat_du_plan", titre_de_la_cle(Action, "etat_du_plan"), attrgetter("action.etat_du_plan")
)
_TOUJOURS = ("code", "libelle", "responsables", "groupes")
"""Les clés que le JSON promet de toute action; les autres, d'un plan qui les emploie."""

_AJOUTEES = tuple(cle for cle in CLES_D_UNE_ACTION if cle not in {*_TOUJOURS, "etat"})
_UNITE_COURTE = 16  # signes : de noms plus longs, une colonne ne laisserait pas de place au libellé


def liste(citations: Sequence[Citation], plan: Plan, commande: str, *criteres: Criteres) -> Reponse:
    """Rend la réponse qui liste ces actions du plan, et dit ce qui les a choisies."""
    document, vue = _du_document(plan), _vue(plan)
    tableau = Tableau(colonnes(plan), citations, vue, document, nom="Actions")
    compte = _compte(len(citations), plan.nombre_actions)
    note = compte or dire_le_vide(plan, *criteres)
    blocs: list[Bloc] = [
        _titre(plan),
        *dire_la_provenance(plan),
        Phrases((f"{compte or dire_le_vide(plan)} ({commande})",), support=Support.DOCUMENT),
        tableau,
    ]
    return Reponse([*blocs, *_noms_des_unites(citations, plan)], tableau.objets, f"{note}\n")


def colonnes(plan: Plan) -> Sequence[Colonne]:
    """Rend les colonnes d'une action de ce plan, dans tous les formats de données."""
    mot = [_MOT] if plan.etats else []
    return (_ID, _AXE, *(_SIENNES[cle] for cle in _TOUJOURS), *_propres(plan, _ETAT), *mot)


def toutes_les_colonnes(plan: Plan) -> Sequence[Colonne]:
    """Rend les colonnes de tout ce qu'une action peut dire, que ce plan le dise ou non."""
    siennes = (_SIENNES | {"etat": _ETAT_DIT}).values()
    return (_ID, _AXE, *siennes, *_champs(plan))


def entieres(citations: Sequence[Citation], plan: Plan) -> Reponse:
    """Rend la réponse qui montre tout de quelques actions; en données, d'une seule, un objet."""
    id_, axe, *suite = colonnes(plan)
    tableau = Tableau((id_, axe, _TITRE, *suite), citations, Fiche(_fiche(plan)), nom="Actions")
    seule = len(citations) == 1
    return Reponse(
        [_titre(plan), tableau], lambda: tableau.objets()[0] if seule else tableau.objets()
    )


def _titre(plan: Plan) -> Phrases:
    return Phrases((nommer_le_plan(plan),), titre=True, support=Support.DOCUMENT)


def _du_document(plan: Plan) -> Sequence[Colonne]:
    """Rend les colonnes d'un document : l'axe y est un sous-titre, et un groupe a son nom."""
    groupes = [Colonne("groupes", "Groupes", partial(_groupes, plan))] if plan.groupes else []
    etat = [_ETAT_DIT] if plan.a_des_etats else []
    champs = _champs(plan)
    if len(champs) <= _CHAMPS_EN_COLONNES:
        return (_ID, _LIBELLE, _UNITES, *groupes, *etat, *champs)
    libelle = Colonne("libelle", "Libellé, et ce que le plan en dit", partial(_en_entier, champs))
    return (_ID, libelle, _UNITES, *groupes, *etat)


_CHAMPS_EN_COLONNES = 2  # au-delà, une page debout n'a plus de place pour les libellés


def _en_entier(champs: Sequence[Colonne], citation: Citation) -> str:
    dits = ((champ.titre, champ.textes([citation])[0]) for champ in champs)
    return "\n".join([citation.action.libelle, *(f"{titre} : {dit}" for titre, dit in dits if dit)])


def _groupes(plan: Plan, citation: Citation) -> tuple[str, ...]:
    return tuple(plan.groupes[cle] for cle in citation.action.groupes)


def _noms_des_unites(citations: Sequence[Citation], plan: Plan) -> list[Phrases]:
    """Rend le nom complet, une fois chacune, des unités de ces actions qui en ont un."""
    employees = {unite for citation in citations for unite in citation.action.responsables}
    noms = [
        f"{unite} : {nom}" for unite, nom in plan.responsables.items() if nom and unite in employees
    ]
    return [Phrases(("Unités :",), puces=noms, support=Support.DOCUMENT)] if noms else []


def propres(plan: Plan) -> Sequence[Colonne]:
    """Rend les colonnes de ce que dit ce plan et que tous ne disent pas : état, champs, autres."""
    return _propres(plan, _ETAT_DIT)


def _propres(plan: Plan, etat: Colonne) -> Sequence[Colonne]:
    etats = [etat] if plan.a_des_etats else []
    return (*etats, *_champs(plan), *(_SIENNES[cle] for cle in _AJOUTEES if _emploie(plan, cle)))


def _emploie(plan: Plan, cle: str) -> bool:
    return any(getattr(c.action, cle) != valeur_par_defaut(Action, cle) for c in citations(plan))


def _champs(plan: Plan) -> Sequence[Colonne]:
    return [_du_champ(cle, champ) for cle, champ in plan.champs.items()]


def _du_champ(cle: str, champ: Champ) -> Colonne:
    """Rend la colonne d'un champ : ce qu'un programme en lit, et ce qu'une personne en voit."""

    def dire(citation: Citation) -> ValeurDeChamp | None:
        return citation.action.champ(cle)

    nature = champ.sa_nature
    colonne = Colonne(f"champs.{cle}", champ.intitule, dire, facultative=True)
    if nature.cellule is None:
        return colonne
    colonne = colonne._replace(
        lire=lambda citation: nature.valeur(dire(citation)), cellule=nature.cellule
    )
    if (montrer := nature.montrer) is None:
        return colonne
    return colonne._replace(
        nature=Nature.NOMBRE,
        ecrire=lambda valeurs: ["" if valeur is None else montrer(valeur) for valeur in valeurs],
    )


def _vue(plan: Plan) -> Grille:
    """Rend la vue des actions; au terminal, de longs noms d'unités s'y lisent sous le libellé."""
    etat = [_ETAT_DIT] if plan.a_des_etats else []
    libelle = Colonne("libelle", "Libellé [groupes]", _libelle)
    vue = Grille((_ID, _UNITES, *etat, libelle), section=_section, une_ligne_chacun=True)
    if max(map(len, plan.responsables), default=0) <= _UNITE_COURTE:
        return vue
    libelle = Colonne("libelle", "Libellé [groupes], puis unités", _libelle_et_unites)
    return vue._replace(variantes=[Variante(_PARTOUT, (_ID, *etat, libelle))])


_PARTOUT = 2**31  # colonnes : plus que tout terminal


def _fiche(plan: Plan) -> Sequence[Colonne]:
    def unites(citation: Citation) -> tuple[str, ...]:
        nommees = (nommer(u, plan.responsables[u]) for u in citation.action.responsables)
        return tuple(nommees) or ("aucune",)

    def groupes(citation: Citation) -> tuple[str, ...]:
        return _groupes(plan, citation) or ("aucun",)

    return (
        _ID,
        Colonne("axe", "Axe", lambda citation: f"{citation.axe.numero}. {citation.axe.titre}"),
        _LIBELLE,
        _UNITES._replace(lire=unites),
        Colonne("groupes", "Groupes", groupes),
        *propres(plan),
    )


def _section(citation: Citation) -> tuple[str, str]:
    return f"Axe {citation.axe.numero}", citation.axe.titre


def _libelle(citation: Citation) -> str:
    libelle, groupes = citation.action.libelle, citation.action.groupes
    return f"{libelle} [{LIANT.join(groupes)}]" if groupes else libelle


def _libelle_et_unites(citation: Citation) -> str:
    unites = LIANT.join(citation.action.responsables)
    return f"{_libelle(citation)}\n— {unites}" if unites else _libelle(citation)


def _compte(nombre: int, total: int) -> str:
    sur = "" if nombre == total else f" sur {total}"
    return f"{pluriel(nombre, 'action')}{sur}" if nombre else ""
