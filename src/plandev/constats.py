"""Ce qui est constaté dans un fichier : où, quoi, et avec quelle gravité."""

from enum import StrEnum
from typing import NamedTuple

Chemin = tuple[str | int, ...]
"""L'adresse d'une valeur : `("axes", 0, "actions", 3, "code")`, comme le `loc` de pydantic."""

CLE = "[key]"
"""Ce qui termine le chemin d'une clé plutôt que de sa valeur, comme dans pydantic."""


class Gravite(StrEnum):
    """Ce qu'un constat change au verdict : l'erreur l'empêche, l'avertissement non."""

    ERREUR = "erreur"
    AVERTISSEMENT = "avertissement"


class Position(NamedTuple):
    """Un caractère d'un texte : ligne et colonne, comptées à partir de 1."""

    ligne: int
    colonne: int


class Constat(NamedTuple):
    """Une phrase sur un fichier, à une position, avec la ligne où elle se trouve.

    Sans `position`, le constat porte sur le fichier entier (introuvable, impossible à ouvrir);
    sans `fichier`, sur la commande elle-même.
    """

    message: str
    fichier: str | None = None
    position: Position | None = None
    extrait: str = ""
    gravite: Gravite = Gravite.ERREUR


class ErreurPlan(Exception):
    """La réponse n'est pas possible : les `constats` disent pourquoi, dans l'ordre du fichier."""

    def __init__(self, *constats: Constat) -> None:
        super().__init__("\n".join(constat.message for constat in constats))
        self.constats = constats
