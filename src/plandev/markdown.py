"""Le Markdown de GitHub : des tableaux -> un document, nombres à la française."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from plandev.donnees import Tableau
from plandev.nombres import decimal, pourcent


def document(tableaux: Sequence[Tableau], conclusion: Iterable[str]) -> Iterator[str]:
    """Rend les tableaux, une ligne vide entre eux, puis un paragraphe par phrase de conclusion."""
    for rang, tableau in enumerate(tableaux):
        yield "\n" if rang else ""
        yield _rangee(_titre(colonne) for colonne in tableau.colonnes)
        yield _rangee("---:" if colonne in _CHIFFRES else "---" for colonne in tableau.colonnes)
        for ligne in tableau.lignes:
            yield _rangee(map(_cellule, tableau.colonnes, ligne))
    for phrase in conclusion:
        yield f"\n{_echapper(phrase)}\n"


_TITRES = {
    "id": "Action",
    "axe": "Axe",
    "axe_titre": "Titre de l'axe",
    "code": "Code",
    "libelle": "Libellé",
    "responsables": "Responsables",
    "groupes": "Groupes",
    "responsable": "Unité",
    "nom": "Nom",
    "actions": "Actions",
    "titre": "Titre",
    "part": "Part",
    "attendu": "Attendu",
    "indice": "Indice",
    "verdict": "Verdict",
    "groupe": "Groupe",
    "fichier": "Fichier",
    "ligne": "Ligne",
    "colonne": "Colonne",
    "gravite": "Gravité",
    "message": "Message",
}
_NOMBRES: dict[str, Callable[[float], str]] = {
    "part": pourcent,
    "attendu": lambda valeur: decimal(valeur, 2),
    "indice": lambda valeur: decimal(valeur, 3),
}
_CHIFFRES = {"actions", "part", "attendu", "indice", "ligne", "colonne"}
_ACTIFS = r"[\\`*_\[\]<>|~&]"


def _rangee(cellules: Iterable[str]) -> str:
    return f"| {' | '.join(cellules)} |\n"


def _titre(colonne: str) -> str:
    return _TITRES.get(colonne) or colonne.replace("axes.", "Axe ")


def _cellule(colonne: str, valeur: Any) -> str:
    if ecrire := _NOMBRES.get(colonne):
        return ecrire(valeur)
    return "" if valeur is None else _echapper(str(valeur))


def _echapper(texte: str) -> str:
    return re.sub(_ACTIFS, r"\\\g<0>", texte)
