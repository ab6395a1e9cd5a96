"""Ce que voit une personne au terminal : les blocs d'une réponse, dans la largeur qu'il a."""

import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from plandev.formats.constats import montrer_les_constats
from plandev.reponses.reponse import (
    Bloc,
    Colonne,
    Fiche,
    Grille,
    Phrases,
    Reponse,
    Segment,
    Support,
    Tableau,
    Ton,
    Variante,
    segments,
    total,
)
from plandev.sorties.ecran import Morceau, Page, Piste, Rangee

_ALIGNEES_JUSQU_A = 40  # colonnes
_LIGNES_DE_RICH = 2_000  # il mesure six fois chaque cellule : au-delà, la réponse se fait attendre
_COULEURS = {Ton.FAVORABLE: "green", Ton.DEFAVORABLE: "magenta"}
_COULEURS_DE_PHRASE = {Ton.FAVORABLE: "bold green", Ton.DEFAVORABLE: "bold red"}


def ecrire(reponse: Reponse) -> Iterator[str]:
    """Rend les blocs de la réponse tels que la sortie les montre, une ligne vide entre eux."""
    return disposer(reponse, Page(sys.stdout))


def disposer(reponse: Reponse, page: Page, *, entiere: bool = False) -> Iterator[str]:
    """Rend les blocs de la réponse tels que cette page les montre, une ligne vide entre eux.

    `entiere` : ce qui n'a sa place que dans un document en est aussi.
    """
    a_dire = (b for b in reponse.blocs if entiere or not _est_d_un_document(b))
    yield "\n".join(filter(None, (_bloc(bloc, page) for bloc in a_dire)))


def _est_d_un_document(bloc: Bloc) -> bool:
    return isinstance(bloc, Phrases) and bloc.support is Support.DOCUMENT


def _bloc(bloc: Bloc, page: Page) -> str:
    if isinstance(bloc, Phrases):
        return _phrases(bloc, page)
    if isinstance(bloc.vue, Grille):
        return _grille(bloc.vue, bloc.a_montrer, page)
    if isinstance(bloc.vue, Fiche):
        return _fiche(bloc.vue, bloc, page)
    if bloc.vue is None:
        return ""
    return montrer_les_constats(bloc.lignes, page)


def _phrases(phrases: Phrases, page: Page) -> str:
    style = _COULEURS_DE_PHRASE.get(phrases.ton) if phrases.ton else None
    lignes = [(ligne, style) if style else ligne for ligne in phrases.lignes]
    puces = (page.phrase("- ", *map(_morceau, segments(puce))) for puce in phrases.puces)
    return page.lignes(*lignes) + "".join(puces)


def _morceau(segment: Segment) -> Morceau:
    return (segment.texte, _COULEURS[segment.ton]) if segment.ton else segment.texte


def _grille(grille: Grille, lignes: Sequence[Any], page: Page) -> str:
    if not lignes:
        return ""
    if grille.une_ligne_chacun and not page.replie:
        return _alignees([colonne.textes(lignes) for colonne in grille.colonnes])
    if len(lignes) > _LIGNES_DE_RICH and not page.replie:
        return _alignees(
            [[colonne.titre, *colonne.textes(lignes), colonne.total] for colonne in grille.colonnes]
        )
    choisie = Variante(0, grille.colonnes)
    for variante in grille.variantes:
        choisie = variante if page.largeur < variante.moins_de else choisie
    rangees = _rangees(choisie.colonnes, grille, lignes)
    tableau = page.tableau(list(map(_piste, choisie.colonnes)), rangees)
    return f"{tableau}\n{page.lignes(*choisie.legende)}" if choisie.legende else tableau


def _alignees(colonnes: Sequence[Sequence[str]]) -> str:
    """Rend une ligne par objet, ses cellules alignées, la dernière à la longueur qu'elle a.

    Une seule longue cellule n'écarte pas celles des autres lignes : elle dépasse.
    """
    larges = [
        min(max(map(len, cellules), default=0), _ALIGNEES_JUSQU_A) for cellules in colonnes[:-1]
    ]
    lignes = []
    for *cellules, derniere in zip(*colonnes, strict=True):
        debut = "".join(f"{c:<{large}}  " for c, large in zip(cellules, larges, strict=True))
        lignes.append(f"{debut}{derniere}\n")
    return "".join(lignes)


def _piste(colonne: Colonne) -> Piste:
    fixe = colonne.fixe or colonne.a_droite
    return Piste(colonne.titre, colonne.a_droite, fixe, "bold" if colonne.forte else "")


def _rangees(
    colonnes: Sequence[Colonne], grille: Grille, lignes: Sequence[Any]
) -> Iterator[Rangee]:
    cellules = zip(*(_cellules(colonne, lignes) for colonne in colonnes), strict=True)
    if grille.section is None:
        yield from map(Rangee, cellules)
        if dernieres := total(colonnes):
            yield Rangee(dernieres, tete=True)
        return
    vides = [""] * (len(colonnes) - 2)
    for (tete, suite), siennes in groupby(lignes, key=grille.section):
        yield Rangee((tete, *vides, suite), tete=True)
        for dit, memes in groupby(siennes, key=grille.sous_section or _sans_partie):
            if dit:
                yield Rangee(("", *vides, dit), tete=True)
            yield from (Rangee(next(cellules)) for _ in memes)


def _sans_partie(_: Any) -> str:
    return ""


def _cellules(colonne: Colonne, lignes: Sequence[Any]) -> Sequence[Morceau]:
    textes = colonne.textes(lignes, "\n")
    if colonne.ton is None:
        return textes
    couleurs = [_COULEURS[colonne.ton(ligne)] for ligne in lignes]
    return list(zip(textes, couleurs, strict=True))


def _fiche(fiche: Fiche, tableau: Tableau, page: Page) -> str:
    titres = [champ.titre for champ in fiche.champs]
    fiches = zip(*(champ.textes(tableau.lignes) for champ in fiche.champs), strict=True)
    pistes = (Piste("", style="bold"), Piste(""))
    return "\n".join(
        page.tableau(
            pistes, (Rangee((t, dit)) for t, dit in zip(titres, textes, strict=True) if dit)
        )
        for textes in fiches
    )
