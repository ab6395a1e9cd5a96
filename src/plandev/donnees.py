"""Les réponses en données simples : celles du JSON, dans l'ordre de clés qui est promis."""

from collections.abc import Iterable, Iterator
from typing import Any

from plandev.constats import Constat
from plandev.equilibre import Bilan, BilanAxes, CouvertureGroupe, PartAxe
from plandev.requetes import Charge, Citation

Donnees = dict[str, Any]


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


def bilan(bilan: Bilan) -> Donnees:
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


def _regle(axes: BilanAxes) -> Donnees:
    regle = axes.regle
    return {
        "reference": regle.reference,
        "indice_min": regle.indice_min,
        "indice_max": regle.indice_max,
    }


def _axes(axes: BilanAxes) -> Donnees:
    return {
        "axes": [_part(part) for part in axes.parts],
        "dissimilarite": axes.dissimilarite,
        "a_deplacer": axes.a_deplacer,
    }


def _part(part: PartAxe) -> Donnees:
    return {
        "axe": part.numero,
        "titre": part.titre,
        "actions": part.actions,
        "part": part.part,
        "attendu": part.attendu,
        "indice": part.indice,
        "verdict": part.verdict.value,
    }


def _groupe(groupe: CouvertureGroupe) -> Donnees:
    return {
        "groupe": groupe.cle,
        "nom": groupe.nom,
        "actions": groupe.actions,
        "verdict": groupe.verdict.value,
    }
