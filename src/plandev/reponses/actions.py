"""Les actions : ce qui s'en dit, colonne par colonne, et quelques-unes, entières."""

from collections.abc import Callable, Sequence
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from plandev.plan.action import CLES_D_UNE_ACTION, Action
from plandev.plan.champ import Champ
from plandev.plan.modele import DECLARATIONS, Plan, titre_de_la_cle, valeur_par_defaut
from plandev.questions.citations import Citation, citations
from plandev.reponses.noms import nommer, nommer_le_plan
from plandev.reponses.reponse import (
    Colonne,
    Fiche,
    Nature,
    Phrases,
    Reponse,
    Support,
    Tableau,
)

if TYPE_CHECKING:
    from plandev.questions.retards import Retards

ID = Colonne("id", "Action", attrgetter("id"))
_AXE = Colonne("axe", "Axe", attrgetter("axe.numero"))
_TITRE = Colonne("axe_titre", "Titre de l'axe", attrgetter("axe.titre"))


def _sienne(cle: str) -> Colonne:
    nature = Nature.LISTE if cle in DECLARATIONS else Nature.TEXTE
    return Colonne(cle, titre_de_la_cle(Action, cle), attrgetter(f"action.{cle}"), nature)


_SIENNES = {cle: _sienne(cle) for cle in CLES_D_UNE_ACTION}
LIBELLE, UNITES, _ETAT = (_SIENNES[cle] for cle in ("libelle", "responsables", "etat"))
ETAT_DIT = _ETAT._replace(lire=attrgetter("action.etat_dit"))
_MOT = _sienne("etat_du_plan")
_TOUJOURS = ("code", "libelle", "responsables", "groupes")
"""Les clés que le JSON promet de toute action; les autres, d'un plan qui les emploie."""

_AJOUTEES = tuple(cle for cle in CLES_D_UNE_ACTION if cle not in {*_TOUJOURS, "etat"})


def retard(dire: Callable[[Citation], str | None]) -> Colonne:
    """Rend la colonne qui dit le retard d'une action, ou rien."""
    return Colonne("", "Retard", dire)


def colonnes(plan: Plan) -> Sequence[Colonne]:
    """Rend les colonnes d'une action de ce plan, dans tous les formats de données."""
    mot = [_MOT] if plan.etats else []
    return (ID, _AXE, *(_SIENNES[cle] for cle in _TOUJOURS), *propres(plan, _ETAT), *mot)


def toutes_les_colonnes(plan: Plan) -> Sequence[Colonne]:
    """Rend les colonnes de tout ce qu'une action peut dire, que ce plan le dise ou non."""
    siennes = (_SIENNES | {"etat": ETAT_DIT}).values()
    return (ID, _AXE, *siennes, *champs_de(plan))


def entieres(
    citations: Sequence[Citation], plan: Plan, retards: "Retards | None" = None
) -> Reponse:
    """Rend la réponse qui montre tout de quelques actions; en données, d'une seule, un objet."""
    id_, axe, *suite = colonnes(plan)
    champs = [*_fiche(plan)]
    if retards:
        from plandev.reponses.retards import dire_et_dater

        champs.append(retard(partial(dire_et_dater, retards)))
    tableau = Tableau((id_, axe, _TITRE, *suite), citations, Fiche(champs), nom="Actions")
    seule = len(citations) == 1
    return Reponse(
        [titrer(plan), tableau], lambda: tableau.objets()[0] if seule else tableau.objets()
    )


def titrer(plan: Plan) -> Phrases:
    """Rend le titre d'un document qui en dit des actions."""
    return Phrases((nommer_le_plan(plan),), titre=True, support=Support.DOCUMENT)


def groupes_de(plan: Plan, citation: Citation) -> tuple[str, ...]:
    """Rend le nom des groupes d'une action."""
    return tuple(plan.groupes[cle] for cle in citation.action.groupes)


def propres(plan: Plan, etat: Colonne = ETAT_DIT) -> Sequence[Colonne]:
    """Rend les colonnes de ce que dit ce plan et que tous ne disent pas : état, champs, autres."""
    etats = [etat] if plan.a_des_etats else []
    return (*etats, *champs_de(plan), *(_SIENNES[cle] for cle in _AJOUTEES if _emploie(plan, cle)))


def _emploie(plan: Plan, cle: str) -> bool:
    return any(getattr(c.action, cle) != valeur_par_defaut(Action, cle) for c in citations(plan))


def champs_de(plan: Plan) -> Sequence[Colonne]:
    """Rend la colonne de chaque champ du plan."""
    return [_du_champ(cle, champ) for cle, champ in plan.champs.items()]


def _du_champ(cle: str, champ: Champ) -> Colonne:
    """Rend la colonne d'un champ : ce qu'un programme en lit, et ce qu'une personne en voit."""
    nature, montrer = champ.sa_nature, champ.sa_nature.montrer

    def lire(citation: Citation) -> Any:
        return nature.valeur(citation.action.champ(cle))

    colonne = Colonne(
        f"champs.{cle}", champ.intitule, lire, facultative=True, cellule=nature.cellule
    )
    if montrer is None:
        return colonne
    return colonne._replace(
        nature=Nature.NOMBRE,
        ecrire=lambda valeurs: ["" if valeur is None else montrer(valeur) for valeur in valeurs],
    )


def _fiche(plan: Plan) -> Sequence[Colonne]:
    def unites(citation: Citation) -> tuple[str, ...]:
        nommees = (nommer(u, plan.responsables[u]) for u in citation.action.responsables)
        return tuple(nommees) or ("aucune",)

    def groupes(citation: Citation) -> tuple[str, ...]:
        return groupes_de(plan, citation) or ("aucun",)

    return (
        ID,
        Colonne("axe", "Axe", lambda citation: f"{citation.axe.numero}. {citation.axe.titre}"),
        LIBELLE,
        UNITES._replace(lire=unites),
        Colonne("groupes", "Groupes", groupes),
        *propres(plan),
    )
