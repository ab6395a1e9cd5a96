"""Le Markdown de GitHub : un document, nombres à la française."""

import re
from collections.abc import Iterable, Iterator

from plandev.reponses.reponse import Bloc, Lieu, Phrases, Reponse, Tableau, segments, total

_ACTIFS = r"[\\`*_\[\]<>|~&]"
# Ce qui, en tête d'un paragraphe, en ferait un titre, une liste, une règle ou du code.
_EN_TETE = re.compile(r"^([#+\-=:])|^([0-9]{1,9})([.)])|^\s+")


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
    return bloc.vue is not None if isinstance(bloc, Tableau) else bloc.lieu is not Lieu.ECRAN


def _tableau(tableau: Tableau) -> Iterator[str]:
    colonnes = tableau.document or tableau.colonnes
    yield _rangee(_assainir(colonne.titre) for colonne in colonnes)
    yield _rangee("---:" if colonne.a_droite else "---" for colonne in colonnes)
    for cellules in zip(*(c.textes(tableau.a_montrer) for c in colonnes), strict=True):
        yield _rangee(map(_cellule, cellules))
    if dernieres := total(colonnes):
        yield _rangee(f"**{_assainir(cellule)}**" if cellule else "" for cellule in dernieres)


def _phrases(phrases: Phrases) -> Iterator[str]:
    """Rend un paragraphe par phrase, et une liste de ce qu'elles annoncent."""
    marque = "# " if phrases.titre else ""
    assainir = _titre if marque else _paragraphe
    yield "\n".join(f"{marque}{assainir(phrase)}\n" for phrase in phrases.lignes)
    if phrases.puces:
        yield "\n"
        for puce in phrases.puces:
            yield f"- {_paragraphe(''.join(segment.texte for segment in segments(puce)))}\n"


def _rangee(cellules: Iterable[str]) -> str:
    return f"| {' | '.join(cellules)} |\n"


def _cellule(texte: str) -> str:
    return _assainir(texte).replace("\n", "<br>")


def _titre(texte: str) -> str:
    return _assainir(texte).replace("#", r"\#")  # ceux de la fin ne seraient pas du titre


def _paragraphe(texte: str) -> str:
    return _EN_TETE.sub(_desarmer, _assainir(texte), count=1)


def _desarmer(tete: re.Match[str]) -> str:
    signe, nombre, suite = tete.groups()
    if signe or nombre:
        return f"\\{signe}" if signe else f"{nombre}\\{suite}"
    return "&#32;"  # une espace que le Markdown ne compte pas dans le retrait


def _assainir(texte: str) -> str:
    return re.sub(_ACTIFS, r"\\\g<0>", texte)
