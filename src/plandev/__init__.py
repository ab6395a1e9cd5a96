"""plandev : lire, valider et équilibrer un plan de déploiement.

import plandev
plan = plandev.charger("plan2020.yaml")
plandev.filtrer(plan, axes=[2], responsables=["DVC"])
plandev.charges(plan)
plandev.bilan(plan).equilibre
"""

from os import PathLike
from pathlib import Path

from plandev.constats import Constat, ErreurPlan, Gravite, Position
from plandev.equilibre import Bilan, BilanAxes, CouvertureGroupe, PartAxe, Verdict, bilan
from plandev.lecture import lire
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


def charger(chemin: str | PathLike[str]) -> Plan:
    """Rend le plan que contient un fichier.

    Lève ErreurPlan, dont les `constats` disent toutes les fautes à leur place, si le fichier en a,
    est introuvable ou ne peut pas être lu.
    """
    return lire(Path(chemin))
