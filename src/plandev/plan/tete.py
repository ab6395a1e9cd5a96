"""Ce qu'un plan dit de lui-même, tel qu'il s'écrit dans son fichier."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from plandev.messages.nombres import exact
from plandev.plan.modele import DECLARATIONS, Plan, valeur_par_defaut

A_PART = (*DECLARATIONS, "axes", "equilibre")
"""Les clés d'un plan dont la valeur n'est pas simple."""

CLES_DE_TETE = tuple(cle for cle in Plan.model_fields if cle not in A_PART)
"""Celles d'une valeur simple, dans l'ordre où elles s'écrivent."""


_PROVENANCE = ("organisme", "politique", "source", "licence")


def tete(plan: Plan) -> dict[str, str]:
    """Rend ce que le plan dit de lui-même, sous les clés de son fichier et tel qu'il s'y écrit."""
    dits = {cle: getattr(plan, cle) for cle in CLES_DE_TETE}
    return _ecrits({c: dit for c, dit in dits.items() if dit != valeur_par_defaut(Plan, c)})


def provenance(plan: Plan) -> dict[str, str]:
    """Rend de qui est un plan, ce qu'il déploie et d'où il vient; ce qu'il en dit."""
    return {cle: dit for cle in _PROVENANCE if (dit := getattr(plan, cle))}


def regle_declaree(plan: Plan) -> dict[str, str]:
    """Rend la règle d'équilibre du plan, telle qu'elle s'écrit; rien s'il n'en déclare pas."""
    return _ecrits(dict(plan.equilibre)) if plan.a_sa_regle else {}


def _ecrits(dits: Mapping[str, Any]) -> dict[str, str]:
    return {
        cle: exact(valeur) if isinstance(valeur, Decimal) else str(valeur)
        for cle, valeur in dits.items()
        if valeur is not None
    }
