"""Le Markdown de GitHub : un document, qui garde sa forme dans un traitement de texte."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import Any

from plandev.reponses.reponse import (
    Bloc,
    Colonne,
    Fiche,
    Grille,
    Phrases,
    Reponse,
    Support,
    Tableau,
    segments,
    total,
)

_ACTIFS = r"[\\`*_\[\]<>|~&]"
# Ce qui, en tête d'un paragraphe, en ferait un titre, une liste, une règle ou du code.
_EN_TETE = re.compile(r"^([#+\-=:])|^([0-9]{1,9})([.)])|^\s+")
# Une page d'un traitement de texte, debout, en tirets : un signe chacun.
_PAGE = 84
_MARGE = 3  # de part et d'autre d'une cellule


def ecrire(reponse: Reponse) -> Iterator[str]:
    """Rend les blocs de la réponse, une ligne vide entre eux."""
    ecrits = [
        partie for bloc in reponse.blocs if _a_ecrire(bloc) for partie in _parties(bloc) if partie
    ]
    for rang, partie in enumerate(ecrits):
        yield "\n" if rang else ""
        yield from partie


def _a_ecrire(bloc: Bloc) -> bool:
    return bloc.vue is not None if isinstance(bloc, Tableau) else bloc.support is not Support.ECRAN


def _parties(bloc: Bloc) -> Iterator[Iterable[str]]:
    """Rend un bloc en un ou plusieurs morceaux, qu'une ligne vide sépare."""
    if isinstance(bloc, Phrases):
        yield _phrases(bloc)
    elif isinstance(bloc.vue, Fiche):
        yield from _fiches(bloc.vue, bloc.lignes)
    elif isinstance(bloc.vue, Grille) and bloc.vue.section:
        yield from _sections(bloc, bloc.vue)
    elif bloc.a_montrer:
        yield _tableau(bloc.document or bloc.colonnes, bloc.a_montrer)


def _sections(tableau: Tableau, vue: Grille) -> Iterator[Iterable[str]]:
    """Rend chaque partie d'un tableau sous son titre; toutes ont les mêmes largeurs."""
    colonnes = tableau.document or tableau.colonnes
    tirets = _tirets(colonnes, [colonne.textes(tableau.lignes) for colonne in colonnes])
    for (tete, suite), siennes in groupby(tableau.lignes, key=vue.section):
        yield [f"## {_titre(f'{tete}. {suite}')}\n"]
        for dit, memes in groupby(siennes, key=vue.sous_section or (lambda _: "")):
            if dit:
                yield [f"### {_titre(dit)}\n"]
            yield _tableau(colonnes, list(memes), tirets)


def _fiches(fiche: Fiche, lignes: Sequence[Any]) -> Iterator[Iterable[str]]:
    """Rend chaque objet sous son titre, un champ par puce."""
    premier, *suite = fiche.champs
    textes = [champ.textes(lignes) for champ in suite]
    for titre, *dits in zip(premier.textes(lignes), *textes, strict=True):
        yield [f"## {_titre(f'{premier.titre} {titre}')}\n"]
        yield [
            f"- **{_assainir(champ.titre)}** : {_sur_une_ligne(dit)}\n"
            for champ, dit in zip(suite, dits, strict=True)
            if dit
        ]


def _tableau(
    colonnes: Sequence[Colonne], lignes: Sequence[Any], tirets: Sequence[int] = ()
) -> Iterator[str]:
    cellules = [colonne.textes(lignes) for colonne in colonnes]
    larges = tirets or _tirets(colonnes, cellules)
    yield _rangee(_assainir(colonne.titre) for colonne in colonnes)
    yield _rangee(map(_separer, colonnes, larges))
    for rangee in zip(*cellules, strict=True):
        yield _rangee(map(_sur_une_ligne, rangee))
    if dernieres := total(colonnes):
        yield _rangee(f"**{_assainir(cellule)}**" if cellule else "" for cellule in dernieres)


def _tirets(colonnes: Sequence[Colonne], cellules: Sequence[Sequence[str]]) -> list[int]:
    """Rend la place de chaque colonne, en tirets, dont pandoc tire celle qu'il lui donne.

    Aucune ne coupe ses mots; le reste de la page va aux colonnes dont les textes en demandent, à la
    mesure de ce qu'ils ont de long.
    """
    mots = [
        _MARGE + _plus_large(_insecables(colonne, textes))
        for colonne, textes in zip(colonnes, cellules, strict=True)
    ]
    demandes = [
        max(0, sum(map(len, textes)) - len(textes) * mot)
        for textes, mot in zip(cellules, mots, strict=True)
    ]
    reste, toutes = max(0, _PAGE - sum(mots)), sum(demandes) or 1
    return [mot + reste * sienne // toutes for mot, sienne in zip(mots, demandes, strict=True)]


def _insecables(colonne: Colonne, textes: Sequence[str]) -> Iterable[str]:
    """Rend ce qui ne se coupe pas : un mot, et tout ce que contient une colonne de nombres."""
    a_couper = [colonne.titre] if colonne.a_droite else [colonne.titre, *textes]
    mots = (mot for texte in a_couper for mot in re.split(r"[ \n/-]", texte))
    return chain(mots, textes if colonne.a_droite else ())


def _plus_large(textes: Iterable[str]) -> int:
    """Rend la place du plus large de ces textes : les capitales en prennent un tiers de plus."""
    larges = (len(texte) + sum(map(str.isupper, texte)) // 3 for texte in textes)
    return min(_PAGE, max(larges, default=0))


def _separer(colonne: Colonne, tirets: int) -> str:
    return "-" * max(3, tirets - 1) + (":" if colonne.a_droite else "-")


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


def _sur_une_ligne(texte: str) -> str:
    # L'espace reste là où un traitement de texte ne connaît pas la balise.
    return _assainir(texte).replace("\n", " <br>")


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
