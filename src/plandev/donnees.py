"""Les réponses en données simples : celles du JSON, et les tableaux du CSV et du Markdown.

L'ordre des clés est promis; les colonnes d'un tableau sont les clés du JSON, et `axes.1` y est ce
que la clé `1` de `axes` y tient.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from plandev.constats import Constat
from plandev.modele import Plan
from plandev.requetes import Charge, Citation

if TYPE_CHECKING:
    from plandev.equilibre import Bilan, BilanAxes, CouvertureGroupe, PartAxe

Donnees = dict[str, Any]

_ACTION = ("id", "axe", "code", "libelle", "responsables", "groupes")
_AXE = ("axe", "titre", "actions", "part", "attendu", "indice", "verdict")
_GROUPE = ("groupe", "nom", "actions", "verdict")
_CONSTAT = ("fichier", "ligne", "colonne", "gravite", "message")


Cellule = str | int | float | None


class Tableau(NamedTuple):
    """Des lignes qui ont une cellule par colonne."""

    colonnes: Sequence[str]
    lignes: Iterable[Sequence[Cellule]]


def tableau_d_actions(citations: Iterable[Citation]) -> Tableau:
    """Rend le tableau des actions."""
    return Tableau(_ACTION, map(_ligne_d_action, citations))


def tableau_d_une_action(citation: Citation) -> Tableau:
    """Rend le tableau d'une seule action, avec le titre de son axe."""
    id_, axe, *suite = _ligne_d_action(citation)
    return Tableau(
        (*_ACTION[:2], "axe_titre", *_ACTION[2:]), [(id_, axe, citation.axe.titre, *suite)]
    )


def tableau_de_charges(liste: Iterable[Charge], plan: Plan) -> Tableau:
    """Rend le tableau des charges, une colonne par axe."""
    axes = [f"axes.{axe.numero}" for axe in plan.axes]
    lignes = [(c.sigle, c.nom, *c.par_axe.values(), c.actions) for c in liste]
    return Tableau(("responsable", "nom", *axes, "actions"), lignes)


def tableaux_de_bilan(bilan: "Bilan") -> list[Tableau]:
    """Rend le tableau des axes et celui des groupes, s'ils ont été demandés."""
    donnees = _bilan_en_lignes(bilan)
    return [Tableau(cles, [tuple(ligne.values()) for ligne in lignes]) for cles, lignes in donnees]


def tableau_de_constats(liste: Iterable[Constat]) -> Tableau:
    """Rend le tableau des constats."""
    return Tableau(_CONSTAT, [tuple(constat.values()) for constat in constats(liste)])


def actions(citations: Iterable[Citation]) -> Iterator[Donnees]:
    """Rend chaque action."""
    return map(_action, citations)


def action(citation: Citation) -> Donnees:
    """Rend une action, avec le titre de son axe."""
    donnees = _action(citation)
    id_, axe = donnees.pop("id"), donnees.pop("axe")
    return {"id": id_, "axe": axe, "axe_titre": citation.axe.titre, **donnees}


def charges(liste: Iterable[Charge]) -> Iterator[Donnees]:
    """Rend la charge de chaque unité."""
    for charge in liste:
        yield {
            "responsable": charge.sigle,
            "nom": charge.nom,
            "axes": {str(numero): compte for numero, compte in charge.par_axe.items()},
            "actions": charge.actions,
        }


def bilan(bilan: "Bilan") -> Donnees:
    """Rend un bilan; les clés de ce qui n'a pas été demandé n'y sont pas."""
    axes, groupes = bilan.axes, bilan.groupes
    return {
        "titre": bilan.plan.titre,
        "annee": bilan.plan.annee,
        **(_regle(axes) if axes else {}),
        "actions": bilan.plan.nombre_actions,
        **(_axes(axes) if axes else {}),
        **({"groupes": [_groupe(groupe) for groupe in groupes]} if groupes is not None else {}),
        "equilibre": bilan.equilibre,
    }


def constats(liste: Iterable[Constat]) -> Iterator[Donnees]:
    """Rend chaque constat; la ligne et la colonne sont comptées à partir de 1."""
    for constat in liste:
        position = constat.position
        yield {
            "fichier": constat.fichier,
            "ligne": position and position.ligne,
            "colonne": position and position.colonne,
            "gravite": constat.gravite.value,
            "message": constat.message,
        }


def _bilan_en_lignes(bilan: "Bilan") -> Iterator[tuple[Sequence[str], list[Donnees]]]:
    if bilan.axes:
        yield _AXE, [_part(part) for part in bilan.axes.parts]
    if bilan.groupes is not None:
        yield _GROUPE, [_groupe(groupe) for groupe in bilan.groupes]


def _ligne_d_action(citation: Citation) -> tuple[Cellule, ...]:
    axe, action = citation
    responsables, groupes = " ".join(action.responsables), " ".join(action.groupes)
    return citation.id, axe.numero, action.code, action.libelle, responsables, groupes


def _action(citation: Citation) -> Donnees:
    axe, action = citation
    return {
        "id": citation.id,
        "axe": axe.numero,
        "code": action.code,
        "libelle": action.libelle,
        "responsables": list(action.responsables),
        "groupes": list(action.groupes),
    }


def _regle(axes: "BilanAxes") -> Donnees:
    regle = axes.regle
    return {
        "reference": regle.reference,
        "indice_min": regle.indice_min,
        "indice_max": regle.indice_max,
    }


def _axes(axes: "BilanAxes") -> Donnees:
    return {
        "axes": [_part(part) for part in axes.parts],
        "dissimilarite": axes.dissimilarite,
        "a_deplacer": axes.a_deplacer,
    }


def _part(part: "PartAxe") -> Donnees:
    return {
        "axe": part.numero,
        "titre": part.titre,
        "actions": part.actions,
        "part": part.part,
        "attendu": part.attendu,
        "indice": part.indice,
        "verdict": part.verdict.value,
    }


def _groupe(groupe: "CouvertureGroupe") -> Donnees:
    return {
        "groupe": groupe.cle,
        "nom": groupe.nom,
        "actions": groupe.actions,
        "verdict": groupe.verdict.value,
    }
