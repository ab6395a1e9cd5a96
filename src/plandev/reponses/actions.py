"""Des actions : la liste de celles qu'on a choisies, ou une seule, entière."""

from collections.abc import Sequence
from operator import attrgetter

from plandev.modele import Plan
from plandev.nombres import pluriel
from plandev.reponses.reponse import Colonne, Fiche, Grille, Reponse, Tableau
from plandev.reponses.unites import nommer
from plandev.requetes import Citation

_ID = Colonne("id", "Action", attrgetter("id"))
_AXE = Colonne("axe", "Axe", attrgetter("axe.numero"))
_TITRE = Colonne("axe_titre", "Titre de l'axe", attrgetter("axe.titre"))
_SUITE = (
    Colonne("code", "Code", attrgetter("action.code")),
    Colonne("libelle", "Libellé", attrgetter("action.libelle")),
    Colonne("responsables", "Responsables", attrgetter("action.responsables")),
    Colonne("groupes", "Groupes", attrgetter("action.groupes")),
)
_COLONNES = (_ID, _AXE, *_SUITE)
_UNITES = Colonne("responsables", "Unités", attrgetter("action.responsables"))


def liste(citations: Sequence[Citation], plan: Plan) -> Reponse:
    """Rend la réponse qui liste ces actions du plan, axe par axe à l'écran."""
    libelle = Colonne("libelle", "Libellé [groupes]", _libelle)
    vue = Grille((_ID, _UNITES, libelle), section=_section, une_ligne_chacun=True)
    tableau = Tableau(_COLONNES, citations, vue)
    return Reponse([tableau], tableau.objets, _compte(len(citations), plan.nombre_actions))


def entiere(citation: Citation, plan: Plan) -> Reponse:
    """Rend la réponse qui montre tout d'une action."""
    tableau = Tableau((_ID, _AXE, _TITRE, *_SUITE), [citation], Fiche(_champs(plan)))
    return Reponse([tableau], lambda: tableau.objets()[0])


def _champs(plan: Plan) -> Sequence[Colonne]:
    def unites(citation: Citation) -> tuple[str, ...]:
        return tuple(
            nommer(unite, plan.responsables[unite]) for unite in citation.action.responsables
        )

    def groupes(citation: Citation) -> tuple[str, ...]:
        return tuple(plan.groupes[cle] for cle in citation.action.groupes) or ("aucun",)

    return (
        _ID,
        Colonne("axe", "Axe", lambda citation: f"{citation.axe.numero}. {citation.axe.titre}"),
        _SUITE[1],
        Colonne("responsables", "Responsables", unites),
        Colonne("groupes", "Groupes", groupes),
    )


def _section(citation: Citation) -> Sequence[str]:
    return f"Axe {citation.axe.numero}", "", citation.axe.titre


def _libelle(citation: Citation) -> str:
    libelle, groupes = citation.action.libelle, citation.action.groupes
    return f"{libelle} [{' '.join(groupes)}]" if groupes else libelle


def _compte(nombre: int, total: int) -> str:
    if not nombre:
        return "Aucune action ne répond à cette demande.\n"
    sur = "" if nombre == total else f" sur {total}"
    return f"{pluriel(nombre, 'action')}{sur}\n"
