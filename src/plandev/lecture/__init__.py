"""Un fichier -> le plan, ou toutes ses fautes, à leur place et dans l'ordre du fichier.

Un fichier est lu en un `Brouillon` (des valeurs que rien n'a jugées, et où chacune est écrite), que
la validation éprouve. Une autre sorte de fichier n'a que son brouillon à rendre.
"""

from contextlib import suppress
from itertools import chain, islice
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from plandev.lecture.brouillon import CONSTATS_MAX, Debordement
from plandev.lecture.validation import avertir, en_ordre, valider
from plandev.lecture.yaml.analyse import analyser
from plandev.lecture.yaml.document import ouvrir
from plandev.messages.constats import Constat, ErreurPlan
from plandev.plan.modele import Plan

if TYPE_CHECKING:
    from plandev.lecture.octets import Fichier
    from plandev.lecture.yaml.brouillon_yaml import BrouillonYaml


def charger(chemin: str | PathLike[str]) -> Plan:
    """Rend le plan que contient un fichier.

    Lève ErreurPlan, dont les `constats` disent toutes les fautes à leur place, si le fichier en a,
    est introuvable ou ne peut pas être lu.
    """
    return lire_et_situer(Path(chemin))[0]


def lire_et_situer(fichier: "Fichier") -> "tuple[Plan, BrouillonYaml]":
    """Rend le plan d'un fichier, et son brouillon, de quoi placer un constat dans ce fichier.

    Lève ErreurPlan, comme `charger`.
    """
    brouillon = analyser(ouvrir(fichier))
    plan = None
    with suppress(Debordement):
        plan = valider(brouillon)
    if plan is None:
        raise ErreurPlan(*en_ordre(brouillon.constats))
    return plan, brouillon


def soupconner(brouillon: "BrouillonYaml") -> list[Constat]:
    """Rend, dans l'ordre du fichier, les avertissements qui changent ce qui s'y lit."""
    from plandev.lecture.yaml import soupcons  # l'examen et ce qui se publie s'en servent, seuls

    return en_ordre(islice(soupcons.soupconner(brouillon), CONSTATS_MAX + 1))


def examiner(fichier: "Fichier") -> list[Constat]:
    """Rend les erreurs et les avertissements d'un fichier, dans son ordre.

    D'un fichier qui ne peut pas être ouvert, c'est un constat sans position.
    """
    try:
        brouillon = analyser(ouvrir(fichier))
    except ErreurPlan as erreur:
        return list(erreur.constats)
    with suppress(Debordement):
        avis = chain(avertir(valider(brouillon), brouillon), soupconner(brouillon))
        # Un avertissement, là où une faute est dite, c'est elle qui l'explique.
        fautives = {constat.position for constat in brouillon.constats}
        brouillon.ajouter(un for un in avis if un.position not in fautives)
    return en_ordre(brouillon.constats)
