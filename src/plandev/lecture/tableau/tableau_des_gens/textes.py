"""Ce que dit une cellule d'un tableau, et comment un plan l'écrit."""

import re
from typing import Any, NamedTuple

from plandev.messages.constats import Case

_BLANCS = re.compile(r"[ \t\n]+")
_TIRETS = ("-", "\u2013", "\u2014", "--")  # ce qui se met où il n'y a rien à dire
_VIRGULE_DECIMALE = re.compile(r"(?<=[0-9]),(?=[0-9])")


class Lu(NamedTuple):
    """Ce que dit une cellule, ou ILLISIBLE, et où elle est."""

    texte: Any
    ou: Case


# D'une cellule fusionnée, plusieurs lignes disent la même chose.
LuesUneFois = dict[Lu, None]


def sur_une_ligne(texte: str) -> str:
    """Rend un texte sans fins de ligne ni blancs de trop; les insécables y restent."""
    return _BLANCS.sub(" ", texte).strip()


def est_vide(texte: str) -> bool:
    """Rend vrai de ce qui s'écrit là où il n'y a rien : un blanc, un tiret."""
    return texte.strip() in {"", *_TIRETS}


def en_code(texte: str) -> str:
    """Rend un code tel qu'un plan l'écrit : un point entre ses nombres, aucun à la fin."""
    return _VIRGULE_DECIMALE.sub(".", sur_une_ligne(texte)).rstrip(".)")
