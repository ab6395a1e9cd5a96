"""Comment une personne lit une unité, un groupe, ou une autre valeur du plan."""

import re

from plandev.plan.modele import Plan
from plandev.questions.dimensions import Dimension, Valeur


def nommer(cle: str, nom: str | None) -> str:
    """Rend une unité ou un groupe, et son nom complet, s'il est connu."""
    return f"{cle} ({nom})" if nom else cle


def nommer_le_plan(plan: Plan) -> str:
    """Rend le titre d'un plan, et son année ou sa période si le titre ne les dit pas."""
    annees, dites = (set(re.findall(r"\d+", texte)) for texte in (plan.annees, plan.titre))
    return plan.titre if annees <= dites else f"{plan.titre} ({plan.annees})"


def nommer_la_valeur(dimension: Dimension, valeur: Valeur, plan: Plan) -> str:
    """Rend une valeur d'une dimension, son nom complet compris."""
    if valeur is None:
        return dimension.sans
    if isinstance(valeur, int):
        return f"{valeur}. {plan.axes[valeur - 1].titre}"
    if dimension.cle == "groupe":
        return nommer(valeur, plan.groupes[valeur])
    return nommer(valeur, plan.responsables[valeur] if dimension.cle == "responsable" else None)
