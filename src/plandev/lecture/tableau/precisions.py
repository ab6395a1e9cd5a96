"""Ce qu'une personne dit d'un tableau, et qui ne s'y devine pas."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

_LETTRES = re.compile(r"[A-Z]{1,2}")
_RIEN: Mapping[str, int] = MappingProxyType({})
_SANS_TITRE: Mapping[int, str] = MappingProxyType({})


class Precisions(NamedTuple):
    """Le titre et l'année du plan; la colonne de chaque clé; le titre de chaque axe; la feuille.

    `annee` : une année, ou une période comme 2023-2030; `numeroter` : les actions le sont de 1 à n
    dans leur axe, si le tableau n'a pas leurs codes.
    """

    titre: str | None = None
    annee: str | None = None
    colonnes: Mapping[str, int] = _RIEN
    axes: Mapping[int, str] = _SANS_TITRE
    feuille: str | None = None
    numeroter: bool = False


SANS_PRECISION = Precisions()


def rang_de_colonne(lettres: str) -> int | None:
    """Rend le rang, à partir de 1, de la colonne que nomment ces lettres, ou None."""
    tapees = lettres.strip().upper()
    if not _LETTRES.fullmatch(tapees):
        return None
    rang = 0
    for lettre in tapees:
        rang = 26 * rang + ord(lettre) - ord("A") + 1
    return rang
