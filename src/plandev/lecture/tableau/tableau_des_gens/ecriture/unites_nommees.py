"""Les unités d'une cellule : une, ou plusieurs, séparées comme les gens les séparent."""

import re
from collections.abc import Collection, Iterable

from plandev.lecture.tableau.tableau_des_gens.formes import sur_une_ligne
from plandev.messages.mots import plier

_SIGLE = re.compile(r"[A-ZÀ-Ý][A-ZÀ-Ý0-9&.'/-]{0,14}")
_SIGLE_COURT = re.compile(r"[A-ZÀ-Ý][A-ZÀ-Ý0-9&-]{1,4}")
_TOUJOURS = re.compile(r";|\n(?!\s*[a-zà-ÿ])")  # un nom coupé à la ligne reprend en minuscule
_ENTRE_SIGLES = re.compile(r"\s*[,+]\s*|\s+(?:et|&|/)\s+")
_ENTRE_CONNUES = re.compile(r"\s*[,/+]\s*|\s+et\s+")
_DOUTEUX = re.compile(r"[,+]|\s/\s")


def separer(dit: str, connues: Collection[str] = ()) -> list[str]:
    """Rend les unités que nomme une cellule, chacune une fois.

    Un point-virgule et une fin de ligne les séparent toujours; une virgule ou « et », entre des
    sigles; l'un ou l'autre, ou une barre, entre des unités connues; une espace, entre de courts
    sigles : un nom d'unité peut contenir tout cela.
    """
    morceaux = map(sur_une_ligne, _TOUJOURS.split(dit))
    separes = [unite for morceau in morceaux for unite in _dans(morceau, connues)]
    return list(dict.fromkeys(filter(None, separes)))


def _dans(morceau: str, connues: Collection[str]) -> list[str]:
    if morceau in connues:
        return [morceau]
    for parties, convient in (
        (_ENTRE_SIGLES.split(morceau), _SIGLE.fullmatch),
        (_ENTRE_CONNUES.split(morceau), connues.__contains__),
        (morceau.split(), lambda mot: mot in connues or _SIGLE_COURT.fullmatch(mot)),
    ):
        if len(parties) > 1 and all(map(convient, parties)):
            return parties
    return [morceau]


def est_douteuse(unite: str, connues: Collection[str] = ()) -> bool:
    """Rend vrai d'un nom qui pourrait être celui de plusieurs unités, dont certaines connues."""
    parties = re.split(r"\s*[/,+]\s*|\s+(?:et|-|\u2013)\s+", unite)
    return bool(_DOUTEUX.search(unite)) or (len(parties) > 1 and any(p in connues for p in parties))


def est_inconnue(unite: str) -> bool:
    """Rend vrai de ce qui s'écrit là où l'unité n'est pas encore nommée."""
    return plier(unite).strip(" .") in _PAS_ENCORE


_PAS_ENCORE = {"a determiner", "a confirmer", "a venir", "n/a", "n/d", "na", "nd", "s.o", "s/o"}


def toutes_sures(cellules: Iterable[str]) -> set[str]:
    """Rend les unités que des cellules nomment sans doute possible."""
    unites = {unite for dit in cellules for unite in separer(dit)}
    return {unite for unite in unites if not _ENTRE_CONNUES.search(unite)}
