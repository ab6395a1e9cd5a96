"""Le Markdown de GitHub : un document, nombres à la française."""

import re
from collections.abc import Iterable, Iterator

from plandev.reponses.reponse import Bloc, Lieu, Phrases, Reponse, Tableau

_ACTIFS = r"[\\`*_\[\]<>|~&]"


def ecrire(reponse: Reponse) -> Iterator[str]:
    """Rend les blocs de la réponse, une ligne vide entre eux."""
    ecrits = [
        _tableau(b) if isinstance(b, Tableau) else _phrases(b)
        for b in reponse.blocs
        if _a_ecrire(b)
    ]
    for rang, bloc in enumerate(ecrits):
        yield "\n" if rang else ""
        yield from bloc


def _a_ecrire(bloc: Bloc) -> bool:
    return isinstance(bloc, Tableau) or bloc.lieu is not Lieu.ECRAN


def _tableau(tableau: Tableau) -> Iterator[str]:
    colonnes = tableau.document or tableau.colonnes
    yield _rangee(colonne.titre for colonne in colonnes)
    yield _rangee("---:" if colonne.a_droite else "---" for colonne in colonnes)
    for cellules in zip(*(c.textes(tableau.lignes) for c in colonnes), strict=True):
        yield _rangee(map(_assainir, cellules))


def _phrases(phrases: Phrases) -> Iterator[str]:
    """Rend un paragraphe par phrase, et une liste de ce qu'elles annoncent."""
    marque = "# " if phrases.titre else ""
    yield "\n".join(f"{marque}{_assainir(phrase)}\n" for phrase in phrases.lignes)
    if phrases.puces:
        yield "\n"
        yield from (f"- {_assainir(puce)}\n" for puce in phrases.puces)


def _rangee(cellules: Iterable[str]) -> str:
    return f"| {' | '.join(cellules)} |\n"


def _assainir(texte: str) -> str:
    return re.sub(_ACTIFS, r"\\\g<0>", texte)
