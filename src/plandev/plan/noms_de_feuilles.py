"""Les noms qu'un tableur admet pour ses feuilles."""

import re

NOM_MAX = 31
"""Signes du nom d'une feuille."""

_REFUSES = re.compile(r"[\[\]:*?/\\]")


def propre(nom: str) -> str:
    """Rend ce nom sans ce qu'un tableur y refuse, et pas plus long qu'il ne l'admet."""
    return _REFUSES.sub("-", nom)[:NOM_MAX].strip("' ") or "Feuille"
