"""Ce qu'une valeur d'un champ doit atteindre, ou ne pas dépasser : un nombre, ou une date."""

import operator
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from plandev.messages.constats import Constat
from plandev.messages.mots import EN_TETE, conseil, redire
from plandev.plan.modele import Plan
from plandev.plan.natures import jours
from plandev.questions.citations import Citation
from plandev.questions.dimensions import champs_de_nombres, cle_nommee
from plandev.questions.filtres.criteres import Critere, Reconnu, refus

SANS_NOMBRE = "donnez à l'un d'eux une nature, en tête du plan : {intitule: Coût, nature: montant}"
_COMPARER: dict[str, Callable[[Any, Any], bool]] = {
    "au-moins": operator.ge,
    "au-plus": operator.le,
    "echeance-avant": operator.lt,
    "echeance-apres": operator.gt,
}
_JOURS = {"echeance-avant": 0, "echeance-apres": -1}
"""Celui des jours d'une date à quoi l'échéance se compare."""


def bornes_de_nombres(plan: Plan, demandees: Iterable[tuple[str, str, Any]]) -> Iterator[Reconnu]:
    """Rend ce qui est demandé de champs de nombres : l'option, le champ, puis la borne."""
    champs, donnees = champs_de_nombres(plan), set[tuple[str, str]]()
    for option, saisi, dit in demandees:
        cle = cle_nommee(saisi, champs)
        if cle is None:
            aide = conseil(saisi, champs, EN_TETE) if champs else SANS_NOMBRE
            yield refus(f"--{option} {redire(saisi)} : ce n'est pas un champ de nombres\n{aide}")
        elif (option, cle) in donnees:
            yield refus(f"--{option} {redire(cle)} : donnée deux fois\ngardez-en une seule")
        else:
            donnees.add((option, cle))
            nature = plan.champs[cle].sa_nature
            retape = nature.retaper(f"{dit}".strip())
            valeur = nature.lire(retape)
            tape = f"{cle}={dit if valeur is None else retape}"
            yield _borne(plan, option, cle, tape, valeur)


def borne_de_date(plan: Plan, option: str, dit: str) -> Reconnu:
    """Rend ce qui est demandé du champ de nature `echeance`."""
    cle, siens = plan.champ_de_nature("echeance"), jours(dit)
    if cle is None:
        return sans_echeance(option)
    return _borne(plan, option, cle, dit, siens and siens[_JOURS[option]])


def sans_echeance(option: str) -> Constat:
    """Rend ce qui se dit d'une option qui porte sur l'échéance, là où le plan n'en a pas."""
    declaration = "echeance: {intitule: Échéance, nature: echeance}"
    remede = f"déclarez-le en tête du plan, sous champs : {declaration}"
    return refus(f"--{option} : ce plan n'a pas de champ de nature echeance\n{remede}")


def _borne(plan: Plan, option: str, cle: str, tape: str, valeur: Any) -> Reconnu:
    nature, comparer = plan.champs[cle].sa_nature, _COMPARER[option]
    if valeur is None:
        return refus(f"--{option} {redire(tape)} : {nature.attendu}")

    def epreuve(citation: Citation) -> bool:
        dit = citation.action.champ(cle)
        return isinstance(dit, str) and comparer(nature.lire(dit), valeur)

    return Critere(option, tape, "", epreuve)
