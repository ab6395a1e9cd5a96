"""Ce qu'un plan dit de lui-même, tel qu'il s'écrit dans son fichier."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from plandev.messages.nombres import exact
from plandev.plan.modele import Plan


def tete(plan: Plan) -> dict[str, str]:
    """Rend ce que le plan dit de lui-même, sous les clés de son fichier et tel qu'il s'y écrit."""
    dits = {cle: getattr(plan, cle) for cle in ("titre", "annee", "periode", "etat_au")}
    dits["numerotation"] = plan.numerotation if plan.numerotation != "axe" else None
    return _ecrits(dits)


def regle_declaree(plan: Plan) -> dict[str, str]:
    """Rend la règle d'équilibre du plan, telle qu'elle s'écrit; rien s'il n'en déclare pas."""
    return _ecrits(dict(plan.equilibre)) if plan.a_sa_regle else {}


def _ecrits(dits: Mapping[str, Any]) -> dict[str, str]:
    return {
        cle: exact(valeur) if isinstance(valeur, Decimal) else str(valeur)
        for cle, valeur in dits.items()
        if valeur is not None
    }
