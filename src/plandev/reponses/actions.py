"""Des actions : la liste de celles qu'on a choisies, ou quelques-unes, entières."""

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
_UNITES = Colonne("responsables", "Unités", attrgetter("action.responsables"))
_SUITE = (
    Colonne("code", "Code", attrgetter("action.code")),
    Colonne("libelle", "Libellé", attrgetter("action.libelle")),
    _UNITES,
    Colonne("groupes", "Groupes", attrgetter("action.groupes")),
)
_COLONNES = (_ID, _AXE, *_SUITE)


def liste(citations: Sequence[Citation], plan: Plan) -> Reponse:
    """Rend la réponse qui liste ces actions du plan, axe par axe à l'écran."""
    libelle = Colonne("libelle", "Libellé [groupes]", _libelle)
    vue = Grille((_ID, _UNITES, libelle), section=_section, une_ligne_chacun=True)
    tableau = Tableau(_COLONNES, citations, vue)
    return Reponse([tableau], tableau.objets, _compte(len(citations), plan.nombre_actions))


def entieres(citations: Sequence[Citation], plan: Plan) -> Reponse:
    """Rend la réponse qui montre tout de quelques actions; en données, d'une seule, un objet."""
    tableau = Tableau((_ID, _AXE, _TITRE, *_SUITE), citations, Fiche(_champs(plan)))
    seule = len(citations) == 1
    return Reponse([tableau], lambda: tableau.objets()[0] if seule else tableau.objets())


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
        _UNITES._replace(lire=unites),
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
