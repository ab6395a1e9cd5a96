"""plandev : lire, valider et équilibrer un plan de déploiement.

    import plandev
    plan = plandev.charger("plan2020.yaml")
    plandev.filtrer(plan, axes=[2], responsables=["DVC"])
    plandev.charges(plan)
    plandev.bilan(plan).equilibre

Chaque nom n'est chargé qu'à son premier emploi : la commande, elle, règle d'abord son processus.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from plandev.constats import Constat, ErreurPlan, Gravite, Position
    from plandev.equilibre import Bilan, BilanAxes, CouvertureGroupe, PartAxe, Verdict, bilan
    from plandev.lecture import charger
    from plandev.modele import Action, Axe, Plan, Regle
    from plandev.requetes import Charge, Citation, charges, citations, filtrer, par_groupe, trouver

__all__ = [
    "Action",
    "Axe",
    "Bilan",
    "BilanAxes",
    "Charge",
    "Citation",
    "Constat",
    "CouvertureGroupe",
    "ErreurPlan",
    "Gravite",
    "PartAxe",
    "Plan",
    "Position",
    "Regle",
    "Verdict",
    "bilan",
    "charger",
    "charges",
    "citations",
    "filtrer",
    "par_groupe",
    "trouver",
]

_MODULES = ("constats", "equilibre", "lecture", "modele", "requetes")


def __getattr__(nom: str) -> Any:
    if nom in __all__:
        for module in map(import_module, (f"plandev.{module}" for module in _MODULES)):
            if getattr(getattr(module, nom, None), "__module__", None) == module.__name__:
                return getattr(module, nom)
    message = f"le module plandev n'a pas de {nom}"
    raise AttributeError(message)
