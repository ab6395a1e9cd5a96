"""Le seul module qui connaît Rich : des lignes et des tableaux -> le texte que montre un flux.

Au terminal, ce texte tient dans la largeur et rien n'y est coupé; un tableau qui n'y entre pas la
dépasse, et le terminal en replie les lignes. Vers un fichier ou un tube, ni couleur ni repli; une
feuille se replie sans avoir de couleurs.
"""

import os
import sys
from collections.abc import Iterable, Sequence
from functools import cached_property
from io import StringIO
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

# Rich coupe une ligne à toute espace, même insécable : ce non-caractère, qu'Unicode laisse aux
# programmes, en tient lieu le temps que les lignes se replient.
_INSECABLE = "\ufdd0"
_SANS_REPLI = sys.maxsize  # colonnes : plus que toute ligne à écrire
_MOT_COUPE = 20  # colonnes : un mot plus long se coupe plutôt que d'élargir tout un tableau

Morceau = str | tuple[str, str]
"""Un texte, jamais lu comme du balisage; ou un texte et son style (« bold red »)."""


class Piste(NamedTuple):
    """Une colonne d'un tableau à l'écran; `fixe` : ses cellules ne se replient pas."""

    titre: str
    a_droite: bool = False
    fixe: bool = False
    style: str = ""


class Rangee(NamedTuple):
    """Une ligne d'un tableau à l'écran; `tete` : elle ouvre une partie du tableau."""

    cellules: Sequence[Morceau]
    tete: bool = False


class Page:
    """Ce sur quoi un texte se montre : sa largeur, ses couleurs, ses replis.

    Sans `flux`, c'est une feuille, qui n'a jamais de couleurs; `largeur`, en colonnes, est la
    sienne, sans quoi rien ne s'y replie.
    """

    def __init__(self, flux: TextIO | None, largeur: int | None = None) -> None:
        self._flux = flux
        self._voulue = largeur
        self.replie = au_terminal(flux) or largeur is not None

    @property
    def largeur(self) -> int:
        """Le nombre de colonnes, ou plus que toute ligne là où rien ne se replie."""
        return self._console.width if self.replie else _SANS_REPLI

    def lignes(self, *contenus: Morceau) -> str:
        """Rend des lignes de texte, repliées entre les mots au terminal."""
        return "".join(self.phrase(contenu) for contenu in contenus)

    def phrase(self, *morceaux: Morceau) -> str:
        """Rend une ligne faite de plusieurs morceaux.

        Là où rien ne se replie, elle se compose sans Rich : il peut y en avoir des milliers.
        """
        if not self.replie and not (self._flux and os.environ.get("FORCE_COLOR")):
            return "".join(m if isinstance(m, str) else m[0] for m in morceaux) + "\n"
        from rich.text import Text

        lies = [_lier(m) if isinstance(m, str) else (_lier(m[0]), m[1]) for m in morceaux]
        return self._rendre(Text.assemble(*lies), self._console)

    def tableau(self, pistes: Sequence[Piste], rangees: Iterable[Rangee]) -> str:
        """Rend un tableau; sans titre à aucune colonne, il n'a pas d'en-tête."""
        rempli = _tableau(pistes)
        for rangee in rangees:
            if rangee.tete:
                rempli.add_section()
            style = "bold" if rangee.tete else None
            rempli.add_row(*map(_texte, rangee.cellules), style=style)
        return self._rendre(rempli, self._console_assez_large(rempli))

    def _console_assez_large(self, tableau: "Table") -> "Console":
        """Rend une console plus large que le terminal là où Rich, sinon, couperait des cellules.

        Mieux vaut que le terminal replie les lignes : des nombres sans leur unité ne disent rien.
        Ailleurs qu'au terminal, le tableau a toute la place qu'il demande.
        """
        sans_limite = self._console.options.update(max_width=_SANS_REPLI)
        if not self.replie:
            voulue = self._console.measure(tableau, options=sans_limite).maximum
            return self._creer_console(max(1, voulue))
        fixes = [colonne for colonne in tableau.columns if colonne.no_wrap]
        for colonne in fixes:
            cellules = (colonne.header, *colonne.cells)
            mesures = [self._console.measure(c, options=sans_limite).maximum for c in cellules]
            colonne.min_width = max(mesures)
        besoin = self._console.measure(tableau, options=sans_limite).minimum
        if besoin > self._console.width:
            return self._creer_console(max(self._console.width, besoin - self._de_trop(tableau)))
        for colonne in fixes:  # Rich sait mieux répartir la place quand elle suffit
            colonne.min_width = None
        return self._console

    def _de_trop(self, tableau: "Table") -> int:
        """Rend les colonnes que des mots trop longs ajoutent à ce qu'un tableau demande."""
        sans_limite = self._console.options.update(max_width=_SANS_REPLI)
        mots = (
            max(self._console.measure(c, options=sans_limite).minimum for c in colonne.cells)
            for colonne in tableau.columns
            if not colonne.no_wrap
        )
        return sum(max(0, mot - _MOT_COUPE) for mot in mots)

    def _rendre(self, objet: "RenderableType", console: "Console") -> str:
        with console.capture() as capture:
            console.print(objet)
        montre = capture.get().replace(_INSECABLE, "\u00a0")
        return "".join(f"{ligne.rstrip()}\n" for ligne in montre.splitlines())

    @cached_property
    def _console(self) -> "Console":
        return self._creer_console(self._voulue if self.replie else _SANS_REPLI)

    def _creer_console(self, largeur: int | None) -> "Console":
        from rich.console import Console

        reglages: dict[str, Any] = {"markup": False, "emoji": False, "highlight": False}
        if self._flux is None:
            reglages |= {"force_terminal": False, "color_system": None}
        return Console(file=self._flux or StringIO(), width=largeur, **reglages)


def _texte(morceau: Morceau) -> "RenderableType":
    from rich.text import Text

    contenu, style = (morceau, "") if isinstance(morceau, str) else morceau
    return Text(_lier(contenu), style)


def _lier(contenu: str) -> str:
    return contenu.replace("\u00a0", _INSECABLE)


def _tableau(pistes: Sequence[Piste]) -> "Table":
    from rich import box
    from rich.table import Table

    vide = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    vide.show_header = any(piste.titre for piste in pistes)
    for titre, a_droite, fixe, style in pistes:
        vide.add_column(
            titre,
            justify="right" if a_droite else "left",
            no_wrap=fixe,
            overflow="fold",
            min_width=None if fixe else min(len(titre), 3),
            style=style,
        )
    return vide


def assainir_balisage(contenu: str) -> str:
    """Rend le texte tel que, lu comme du balisage de Rich, il se montre à la lettre."""
    from rich.markup import escape

    return escape(contenu)


def largeur_du_texte(contenu: str) -> int:
    """Rend le nombre de colonnes qu'un texte occupe au terminal."""
    from rich.cells import cell_len

    return cell_len(contenu)


def au_terminal(flux: TextIO | None) -> bool:
    """Rend vrai si ce flux est un terminal, où les lignes se replient."""
    return flux is not None and flux.isatty()
