"""Ce qu'une personne dit d'un tableau, et qui ne s'y devine pas."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

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
