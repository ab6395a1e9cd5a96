"""Un fichier -> le plan, ou toutes ses fautes, à leur place et dans l'ordre du fichier.

Un fichier est lu en un `Brouillon` (des valeurs que rien n'a jugées, et où chacune est écrite), que
la validation éprouve. Une autre sorte de fichier n'a que son brouillon à rendre.
"""

from collections.abc import Callable
from contextlib import suppress
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from plandev.lecture.brouillon import Debordement
from plandev.lecture.validation import avertir, en_ordre, valider
from plandev.lecture.yaml.analyse import analyser
from plandev.lecture.yaml.document import ouvrir
from plandev.messages.constats import Adresse, Code, Constat, ErreurPlan
from plandev.plan.modele import Plan

if TYPE_CHECKING:
    from plandev.lecture.octets import Fichier

Situer = Callable[[Code, Adresse, str], Constat]
"""Ce qui fait d'un message un constat, placé là où la valeur de cette adresse est écrite."""


def charger(chemin: str | PathLike[str]) -> Plan:
    """Rend le plan que contient un fichier.

    Lève ErreurPlan, dont les `constats` disent toutes les fautes à leur place, si le fichier en a,
    est introuvable ou ne peut pas être lu.
    """
    return lire_et_situer(Path(chemin))[0]


def lire_et_situer(fichier: "Fichier") -> tuple[Plan, Situer]:
    """Rend le plan d'un fichier, et de quoi placer un constat dans ce fichier.

    Lève ErreurPlan, comme `charger`.
    """
    brouillon = analyser(ouvrir(fichier))
    plan = valider(brouillon)
    if plan is None:
        raise ErreurPlan(*en_ordre(brouillon.constats))
    return plan, brouillon.situer


def examiner(fichier: "Fichier") -> list[Constat]:
    """Rend les erreurs et les avertissements d'un fichier, dans son ordre.

    D'un fichier qui ne peut pas être ouvert, c'est un constat sans position.
    """
    try:
        brouillon = analyser(ouvrir(fichier))
    except ErreurPlan as erreur:
        return list(erreur.constats)
    if plan := valider(brouillon):
        from plandev.lecture.yaml.soupcons import soupconner  # seul l'examen s'en sert

        with suppress(Debordement):
            brouillon.ajouter(avertir(plan, brouillon))
            brouillon.ajouter(soupconner(plan, brouillon))
    return en_ordre(brouillon.constats)
