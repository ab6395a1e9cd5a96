"""Les nombres, écrits à la française."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

Nombre = int | float | Decimal | Fraction

_DECIMALES_MAX = 40  # deux fractions que plus de décimales départageraient n'existent pas ici


def pluriel(nombre: Nombre, nom: str) -> str:
    """Rend le nombre, d'une décimale au plus, et son nom, au pluriel à partir de deux."""
    arrondi = round(Fraction(nombre), 1)
    return f"{decimal(arrondi, 1)} {nom}{'s' if arrondi >= 2 else ''}"


def decimal(valeur: Nombre, chiffres: int) -> str:
    """Rend un nombre à la française : `7,2`, et sans zéros inutiles à la fin."""
    texte = fixe(valeur, chiffres)
    return texte.rstrip("0").rstrip(",") if "," in texte else texte


def entier(valeur: int) -> str:
    """Rend un nombre entier à la française, par tranches de trois chiffres : `10 000`."""
    return f"{valeur:,}".replace(",", "\u00a0")


def par_tranches(valeur: int | Decimal, au_moins: int = 0) -> str:
    """Rend un nombre à la française, avec toutes ses décimales, ou tant au moins : `12 000,50`."""
    exact = Decimal(valeur)
    if 0 < -int(exact.as_tuple().exponent) < au_moins:
        exact = exact.quantize(Decimal(1).scaleb(-au_moins))
    return f"{exact:,f}".replace(",", "\u00a0").replace(".", ",")


def fixe(valeur: Nombre, chiffres: int) -> str:
    """Rend un nombre arrondi à tant de décimales, toutes écrites; à égalité, au chiffre pair."""
    rang = round(Fraction(valeur) * 10**chiffres)
    entiers, decimales = divmod(abs(rang), 10**chiffres)
    signe = "-" if rang < 0 else ""
    return f"{signe}{entiers},{decimales:0{chiffres}}" if chiffres else f"{signe}{entiers}"


def alignes(valeurs: Sequence[Nombre], chiffres: int) -> list[str]:
    """Rend des nombres avec autant de décimales les uns que les autres, pour les aligner."""
    utiles = max((len(decimal(v, chiffres).partition(",")[2]) for v in valeurs), default=0)
    return [fixe(valeur, utiles) for valeur in valeurs]


def distincts(valeurs: Sequence[Nombre], limites: Sequence[Nombre], chiffres: int) -> list[str]:
    """Rend des nombres alignés, avec assez de décimales pour qu'aucun ne se lise comme une limite.

    Un nombre égal à une limite s'écrit comme elle; `chiffres` est le moins de décimales.
    """
    for assez in range(chiffres, _DECIMALES_MAX):
        if all(fixe(v, assez) != fixe(x, assez) or v == x for v in valeurs for x in limites):
            break
    return alignes(valeurs, assez)


def tape(valeur: Decimal) -> str:
    """Rend un nombre tel qu'il a été tapé, à la virgule près."""
    return exact(valeur).replace(".", ",")


def exact(valeur: Decimal) -> str:
    """Rend un nombre tel qu'il s'écrit dans un fichier : un point, toutes ses décimales."""
    return f"{valeur:f}"


MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


def jour(quand: date) -> str:
    """Rend une date en lettres : `31 décembre 2020`, `1er mars 2021`."""
    quantieme = "1er" if quand.day == 1 else str(quand.day)
    return f"{quantieme}\u00a0{MOIS[quand.month - 1]} {quand.year}"


def pourcent(part: Nombre) -> str:
    """Rend une part (de 0 à 1) en pour cent, avec une décimale : `12,8 %`."""
    return f"{fixe(100 * Fraction(part), 1)}\u00a0%"


def pourcents(parts: Sequence[Nombre | None]) -> list[str]:
    """Rend des parts (de 0 à 1) en pour cent, avec une décimale; un tiret où il n'y en a pas."""
    return ["—" if part is None else pourcent(part) for part in parts]
