"""Le CSV (RFC 4180) : un seul tableau, aux colonnes de tous ceux de la réponse.

Les textes sont entre guillemets, les nombres non : un tableur peut y garder un code en texte.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from plandev.reponses.reponse import Reponse, Tableau, Valeur, texte


def ecrire(reponse: Reponse) -> Iterator[str]:
    """Rend une ligne de titres, puis une par objet; une cellule est vide hors de son tableau."""
    ecrire_ligne = csv.writer(_Echo, quoting=csv.QUOTE_NONNUMERIC).writerow
    tableaux = reponse.tableaux
    cles = list(dict.fromkeys(c.cle for tableau in tableaux for c in tableau.colonnes))
    yield ecrire_ligne(cles)
    for tableau in tableaux:
        for cellules in zip(*_colonnes(tableau, cles), strict=True):
            yield ecrire_ligne(cellules)


class _Echo:
    """Ce qui tient lieu de fichier à `csv.writer` : la ligne écrite est la ligne rendue."""

    @staticmethod
    def write(ligne: str) -> str:
        return ligne


def _colonnes(tableau: Tableau, cles: Sequence[str]) -> Iterator[Iterable[Any]]:
    siennes = {colonne.cle: colonne for colonne in tableau.colonnes}
    for cle in cles:
        vides = [""] * len(tableau.lignes)
        yield map(_simple, map(siennes[cle].lire, tableau.lignes)) if cle in siennes else vides


def _simple(valeur: Valeur) -> Any:
    if type(valeur) is tuple:
        return texte(valeur)
    return float(valeur) if isinstance(valeur, Fraction) else valeur
