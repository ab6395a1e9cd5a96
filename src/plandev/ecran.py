"""Le seul module qui connaît Rich : des tableaux et des lignes -> le texte que montre un flux.

Au terminal, ce texte tient dans la largeur et rien n'y est coupé; un tableau qui n'y entre pas la
dépasse, et le terminal en replie les lignes. Vers un fichier ou un tube, ni couleur ni repli.
"""

import os
import sys
from io import StringIO
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table as Table
    from rich.text import Text as Text

_SANS_REPLI = 100_000  # colonnes : plus que toute ligne à écrire


def tableau(*colonnes: str) -> "Table":
    """Rend un tableau vide qui a ces colonnes; on lui ajoute des lignes, puis on le rend."""
    from rich import box
    from rich.table import Table

    vide = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    for colonne in colonnes:
        vide.add_column(colonne, overflow="fold", min_width=min(len(colonne), 3))
    return vide


def texte(contenu: str, style: str) -> "Text":
    """Rend un texte en couleur, jamais lu comme du balisage."""
    from rich.text import Text

    return Text(contenu, style)


def lignes(*contenus: str) -> str:
    """Rend des lignes de texte, repliées entre les mots au terminal."""
    return "".join(map(rendre, contenus))


def phrase(flux: TextIO, *morceaux: str | tuple[str, str]) -> str:
    """Rend une ligne faite de textes, ou de couples (texte, style), telle que le flux la montre.

    Ailleurs qu'au terminal, elle se compose sans Rich : il peut y en avoir des milliers.
    """
    if not au_terminal(flux) and not os.environ.get("FORCE_COLOR"):
        return "".join(m if isinstance(m, str) else m[0] for m in morceaux) + "\n"
    from rich.text import Text

    return rendre(Text.assemble(*morceaux), flux)


def rendre(objet: "RenderableType", flux: TextIO | None = None) -> str:
    """Rend le texte d'un objet de Rich, tel que ce flux peut le montrer (la sortie, par défaut)."""
    from rich.table import Table

    console = _console(flux or sys.stdout)
    if isinstance(objet, Table) and console.width < _SANS_REPLI:
        _elargir(console, objet)
    with console.capture() as capture:
        console.print(objet)
    return "".join(f"{ligne.rstrip()}\n" for ligne in capture.get().splitlines())


def _elargir(console: "Console", tableau: "Table") -> None:
    """Élargit la console au-delà du terminal là où Rich, sinon, couperait des cellules.

    Mieux vaut que le terminal replie les lignes : des nombres sans leur unité ne disent rien.
    """
    sans_limite = console.options.update(max_width=_SANS_REPLI)
    fixes = [colonne for colonne in tableau.columns if colonne.no_wrap]
    for colonne in fixes:
        cellules = (colonne.header, *colonne.cells)
        larges = [console.measure(cellule, options=sans_limite).maximum for cellule in cellules]
        colonne.min_width = max(larges)
    besoin = console.measure(tableau, options=sans_limite).minimum
    if besoin > console.width:
        console.width = besoin
    else:  # Rich sait mieux répartir la place quand elle suffit
        for colonne in fixes:
            colonne.min_width = None


def neutraliser(contenu: str) -> str:
    """Rend le texte tel que, lu comme du balisage de Rich, il se montre à la lettre."""
    from rich.markup import escape

    return escape(contenu)


def largeur(contenu: str) -> int:
    """Rend le nombre de colonnes qu'un texte occupe au terminal."""
    from rich.cells import cell_len

    return cell_len(contenu)


def colonnes(flux: TextIO) -> int:
    """Rend le nombre de colonnes du terminal, ou plus que toute ligne là où rien ne se replie."""
    return _console(flux).width if au_terminal(flux) else _SANS_REPLI


def au_terminal(flux: TextIO | None) -> bool:
    """Rend vrai si ce flux est un terminal, où les lignes se replient."""
    return flux is not None and flux.isatty()


def _console(flux: TextIO | None) -> "Console":
    from rich.console import Console

    place = None if au_terminal(flux) else _SANS_REPLI
    sortie = flux or StringIO()  # lancé sans cette sortie, plandev n'a personne à qui montrer
    return Console(file=sortie, width=place, markup=False, emoji=False, highlight=False)
