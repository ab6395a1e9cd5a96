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

    from plandev.lecture import charger as charger
    from plandev.messages.constats import Constat as Constat
    from plandev.messages.constats import ErreurPlan as ErreurPlan
    from plandev.messages.constats import Gravite as Gravite
    from plandev.messages.constats import Position as Position
    from plandev.plan.action import Action as Action
    from plandev.plan.champ import Champ as Champ
    from plandev.plan.modele import Axe as Axe
    from plandev.plan.modele import Plan as Plan
    from plandev.plan.modele import Regle as Regle
    from plandev.questions.annees import Annees as Annees
    from plandev.questions.annees import annees as annees
    from plandev.questions.bilan import Bilan as Bilan
    from plandev.questions.bilan import bilan as bilan
    from plandev.questions.citations import Citation as Citation
    from plandev.questions.citations import citations as citations
    from plandev.questions.citations import par_groupe as par_groupe
    from plandev.questions.citations import trouver as trouver
    from plandev.questions.comparaison import Comparaison as Comparaison
    from plandev.questions.comparaison import comparer as comparer
    from plandev.questions.comptes import Charge as Charge
    from plandev.questions.comptes import Comptage as Comptage
    from plandev.questions.comptes import charges as charges
    from plandev.questions.comptes import compter as compter
    from plandev.questions.equilibre import CouvertureGroupe as CouvertureGroupe
    from plandev.questions.equilibre import Equilibre as Equilibre
    from plandev.questions.equilibre import EquilibreAxes as EquilibreAxes
    from plandev.questions.equilibre import PartAxe as PartAxe
    from plandev.questions.equilibre import Verdict as Verdict
    from plandev.questions.equilibre import mesurer as mesurer
    from plandev.questions.filtres import filtrer as filtrer

_NOMS_DE = {
    "lecture": ("charger",),
    "messages.constats": ("Constat", "ErreurPlan", "Gravite", "Position"),
    "plan.action": ("Action",),
    "plan.champ": ("Champ",),
    "plan.modele": ("Axe", "Plan", "Regle"),
    "questions.annees": ("Annees", "annees"),
    "questions.bilan": ("Bilan", "bilan"),
    "questions.citations": ("Citation", "citations", "par_groupe", "trouver"),
    "questions.comparaison": ("Comparaison", "comparer"),
    "questions.comptes": ("Charge", "Comptage", "charges", "compter"),
    "questions.equilibre": (
        "CouvertureGroupe", "Equilibre", "EquilibreAxes", "PartAxe", "Verdict", "mesurer",
    ),
    "questions.filtres": ("filtrer",),
}  # fmt: skip
_MODULE_DE = {nom: module for module, noms in _NOMS_DE.items() for nom in noms}

__all__ = list(_MODULE_DE)


def __getattr__(nom: str) -> "Any":
    if nom in _MODULE_DE:
        from importlib import import_module

        return getattr(import_module(f"plandev.{_MODULE_DE[nom]}"), nom)
    message = f"le module plandev n'a pas de {nom}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted(_MODULE_DE)
