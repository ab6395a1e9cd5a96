"""plandev : lire, valider et équilibrer un plan de déploiement.

    import plandev
    plan = plandev.charger("plan2020.yaml")
    plandev.filtrer(plan, axes=[2], responsables=["DVC"])
    plandev.charges(plan)
    plandev.mesurer(plan).atteint

Chaque nom n'est chargé qu'à son premier emploi, et rien d'autre avant : la commande, elle, règle
d'abord son processus.
"""

TYPE_CHECKING = False  # celui de `typing`, sans avoir à le charger

if TYPE_CHECKING:
    from typing import Any

    from plandev.comptes import Charge as Charge
    from plandev.comptes import Comptage as Comptage
    from plandev.comptes import charges as charges
    from plandev.comptes import compter as compter
    from plandev.constats import Constat as Constat
    from plandev.constats import ErreurPlan as ErreurPlan
    from plandev.constats import Gravite as Gravite
    from plandev.constats import Position as Position
    from plandev.equilibre import CouvertureGroupe as CouvertureGroupe
    from plandev.equilibre import Equilibre as Equilibre
    from plandev.equilibre import EquilibreAxes as EquilibreAxes
    from plandev.equilibre import PartAxe as PartAxe
    from plandev.equilibre import Verdict as Verdict
    from plandev.equilibre import mesurer as mesurer
    from plandev.filtres import filtrer as filtrer
    from plandev.lecture import charger as charger
    from plandev.modele import Action as Action
    from plandev.modele import Axe as Axe
    from plandev.modele import Plan as Plan
    from plandev.modele import Regle as Regle
    from plandev.requetes import Citation as Citation
    from plandev.requetes import citations as citations
    from plandev.requetes import par_groupe as par_groupe
    from plandev.requetes import trouver as trouver

_MODULE_DE = {
    "Action": "modele",
    "Axe": "modele",
    "Charge": "comptes",
    "Citation": "requetes",
    "Comptage": "comptes",
    "Constat": "constats",
    "CouvertureGroupe": "equilibre",
    "Equilibre": "equilibre",
    "EquilibreAxes": "equilibre",
    "ErreurPlan": "constats",
    "Gravite": "constats",
    "PartAxe": "equilibre",
    "Plan": "modele",
    "Position": "constats",
    "Regle": "modele",
    "Verdict": "equilibre",
    "charger": "lecture",
    "charges": "comptes",
    "citations": "requetes",
    "compter": "comptes",
    "filtrer": "filtres",
    "mesurer": "equilibre",
    "par_groupe": "requetes",
    "trouver": "requetes",
}

__all__ = list(_MODULE_DE)


def __getattr__(nom: str) -> "Any":
    if nom in _MODULE_DE:
        from importlib import import_module

        return getattr(import_module(f"plandev.{_MODULE_DE[nom]}"), nom)
    message = f"le module plandev n'a pas de {nom}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted(_MODULE_DE)
