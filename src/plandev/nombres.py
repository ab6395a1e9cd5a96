"""Les nombres, écrits à la française."""

from collections.abc import Sequence


def pluriel(nombre: float, nom: str) -> str:
    """Rend le nombre, d'une décimale au plus, et son nom, au pluriel à partir de deux."""
    arrondi = round(nombre, 1)
    return f"{decimal(arrondi, 1)} {nom}{'s' if arrondi >= 2 else ''}"


def decimal(valeur: float, chiffres: int) -> str:
    """Rend un nombre à la française : `7,2`, et sans zéros inutiles à la fin."""
    texte = f"{valeur:.{chiffres}f}"
    return texte.rstrip("0").rstrip(".").replace(".", ",") if "." in texte else texte


def alignes(valeurs: Sequence[float], chiffres: int) -> list[str]:
    """Rend des nombres avec autant de décimales les uns que les autres, pour les aligner."""
    utiles = max((len(decimal(v, chiffres).partition(",")[2]) for v in valeurs), default=0)
    return [f"{valeur:.{utiles}f}".replace(".", ",") for valeur in valeurs]


def pourcent(part: float) -> str:
    """Rend une part (de 0 à 1) en pour cent, avec une décimale : `12,8 %`."""
    return f"{100 * part:.1f}".replace(".", ",") + "\u00a0%"


def pourcents(parts: Sequence[float]) -> list[str]:
    """Rend des parts (de 0 à 1) en pour cent, avec une décimale."""
    return list(map(pourcent, parts))
