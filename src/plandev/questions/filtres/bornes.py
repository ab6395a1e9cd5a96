"""Ce qu'une valeur d'un champ doit atteindre, ou ne pas dépasser : un nombre, ou une date."""

import operator
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from plandev.messages.constats import Constat
from plandev.messages.mots import EN_TETE, conseil, redire
from plandev.messages.nombres import Nombre
from plandev.plan.modele import Plan
from plandev.plan.natures import jours
from plandev.questions.citations import Citation
from plandev.questions.dimensions import cle_nommee
from plandev.questions.filtres.criteres import Critere

_COMPARER: dict[str, Callable[[Any, Any], bool]] = {
    "au-moins": operator.ge,
    "au-plus": operator.le,
    "echeance-avant": operator.lt,
    "echeance-apres": operator.gt,
}


def _borne(plan: Plan, option: str, cle: str, tape: str, valeur: Any) -> Critere:
    lire, comparer = plan.champs[cle].sa_nature.lire, _COMPARER[option]

    def epreuve(citation: Citation) -> bool:
        dit = citation.action.champ(cle)
        return isinstance(dit, str) and comparer(lire(dit), valeur)

    return Critere(option, tape, "", epreuve)


def bornes_de_nombres(
    plan: Plan, option: str, paires: Iterable[tuple[str, Nombre | str]], erreurs: list[Constat]
) -> Iterator[Critere]:
    """Rend ces bornes, chacune d'un champ de nombres; ajoute une erreur par ce qui n'en est pas."""
    donnees: set[str] = set()
    champs = {cle: str(c) for cle, c in plan.champs.items() if c.sa_nature.de_nombres}
    for saisi, dit in paires:
        cle = cle_nommee(saisi, champs)
        if cle is None:
            aide = conseil(saisi, champs, EN_TETE) if champs else SANS_NOMBRE
            message = f"--{option} {redire(saisi)} : ce n'est pas un champ de nombres\n{aide}"
        elif cle in donnees:
            message = f"--{option} {redire(cle)} : donnée deux fois\ngardez-en une seule"
        elif (valeur := plan.champs[cle].sa_nature.lire(retape := _retape(plan, cle, dit))) is None:
            attendu = plan.champs[cle].sa_nature.attendu
            message = f"--{option} {redire(f'{cle}={dit}')} : {attendu}"
        else:
            donnees.add(cle)
            yield _borne(plan, option, cle, f"{cle}={retape}", valeur)
            continue
        erreurs.append(Constat("demande-inconnue", message))


SANS_NOMBRE = "donnez à l'un d'eux une nature, en tête du plan : {intitule: Coût, nature: montant}"


def _retape(plan: Plan, cle: str, dit: Nombre | str) -> str:
    return plan.champs[cle].sa_nature.retaper(f"{dit}".strip())


def bornes_de_dates(
    plan: Plan, avant: int | str | None, apres: int | str | None, erreurs: list[Constat]
) -> Iterator[Critere]:
    """Rend ces bornes, du champ de nature `echeance`; ajoute une erreur par ce qui n'en est pas."""
    for option, demande, rang in (("echeance-avant", avant, 0), ("echeance-apres", apres, 1)):
        if demande is None:
            continue
        dit = f"{demande}".strip()
        cle, siens = plan.champ_de_nature("echeance"), jours(dit)
        if cle is None:
            message = f"--{option} : ce plan n'a pas de champ de nature echeance\n{SANS_ECHEANCE}"
            erreurs.append(Constat("demande-inconnue", message))
        elif siens is None:
            attendu = plan.champs[cle].sa_nature.attendu
            message = f"--{option} {redire(dit)} : {attendu}"
            erreurs.append(Constat("demande-inconnue", message))
        else:
            yield _borne(plan, option, cle, dit, siens[rang])


SANS_ECHEANCE = (
    "déclarez-le en tête du plan, sous champs : echeance: {intitule: Échéance, nature: echeance}"
)
