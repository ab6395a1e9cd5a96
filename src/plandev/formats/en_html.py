"""La page publique, en HTML : un seul fichier, sans requête, où rien du plan n'est du balisage.

Son gabarit, son style et son programme sont des fichiers du dossier `page`.
"""

from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256
from itertools import zip_longest
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from plandev.formats import FORMATS, Format
from plandev.reponses.equilibre.tableaux import Barre
from plandev.reponses.page import Montre, Page
from plandev.reponses.reponse import Colonne, Phrases, Reponse, Tableau, segments, total

_COURT = 20  # lignes : un tableau qui tient sur une page n'y est pas coupé


class _Cellule(NamedTuple):
    texte: str
    classe: str = ""
    titre: str = ""


class _Presente(NamedTuple):
    """Un bloc tel que le gabarit le lit : des phrases, ou les rangées d'un tableau."""

    classe: str = ""
    lignes: Sequence[str] = ()
    puces: Sequence[str] = ()
    legende: str = ""
    colonnes: Sequence[_Cellule] = ()
    rangees: Sequence[tuple[str, Barre | None, Sequence[_Cellule]]] = ()


class _Donnee(NamedTuple):
    """Des données à emporter : leur fichier, son type, et de quoi en avoir les octets en base64."""

    titre: str
    nom: str
    type: str
    octets: Callable[[], str]


def ecrire(page: Page) -> Iterator[str]:
    """Rend la page, morceau par morceau, la même à l'octet près d'une fois à l'autre."""
    dossier = PackageLoader("plandev.formats", "page")
    gabarits = Environment(loader=dossier, autoescape=True, undefined=StrictUndefined)
    gabarits.filters["presenter"] = _presenter
    style, script = (dossier.get_source(gabarits, nom)[0] for nom in ("page.css", "page.js"))
    yield from gabarits.get_template("page.html").generate(
        page._asdict(),
        sommaire=page.sommaire,
        donnees=_donnees(page),
        style=Markup(style),  # noqa: S704 - c'est un fichier du paquet
        script=Markup(script),  # noqa: S704 - de même
        politique=_politique(style, script),
    )


def _politique(style: str, script: str) -> str:
    """Rend ce que le navigateur a le droit de faire : appliquer ce style, lancer ce programme."""
    regles = {
        "default-src": "'none'",
        "style-src": _empreinte(style),
        "script-src": _empreinte(script),
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{sujet} {permis}" for sujet, permis in regles.items())


def _empreinte(contenu: str) -> str:
    return f"'sha256-{b64encode(sha256(contenu.encode()).digest()).decode()}'"


def _presenter(montre: Montre) -> _Presente:
    if isinstance(montre.bloc, Tableau):
        return _tableau(montre.bloc, montre)
    return _phrases(montre.bloc)


def _phrases(phrases: Phrases) -> _Presente:
    puces = ["".join(segment.texte for segment in segments(puce)) for puce in phrases.puces]
    classe = f"verdict {phrases.ton.name.lower()}" if phrases.ton else ""
    return _Presente(classe, phrases.lignes, puces)


def _tableau(tableau: Tableau, montre: Montre) -> _Presente:
    colonnes = tableau.document or tableau.colonnes
    cellules = zip(*(_cellules(colonne, tableau.a_montrer) for colonne in colonnes), strict=True)
    totaux = (
        _Cellule(texte, _classe(colonne), colonne.titre)
        for colonne, texte in zip(colonnes, total(colonnes), strict=False)
    )
    rangees = [rangee for rangee in (*cellules, tuple(totaux)) if rangee]
    return _Presente(
        "courte" if len(rangees) < _COURT else "",
        legende=montre.legende,
        colonnes=[_Cellule(colonne.titre, _classe(colonne)) for colonne in colonnes],
        rangees=[
            (premiere.texte, barre, suite)
            for (premiere, *suite), barre in zip_longest(rangees, montre.barres)
        ],
    )


def _cellules(colonne: Colonne, lignes: Sequence[Any]) -> Iterator[_Cellule]:
    for texte, ligne in zip(colonne.textes(lignes), lignes, strict=True):
        yield _Cellule(texte, _classe(colonne, ligne), colonne.titre)


def _classe(colonne: Colonne, ligne: Any = None) -> str:
    if colonne.ton and ligne is not None:
        return colonne.ton(ligne).name.lower()
    return "nombre" if colonne.a_droite else ""


def _donnees(page: Page) -> Sequence[_Donnee]:
    return [
        _Donnee(
            titre,
            f"plan{page.annees}{FORMATS[nom].fin}",
            type_,
            partial(_en_base64, page.liste, FORMATS[nom]),
        )
        for nom, (titre, type_) in _A_EMPORTER.items()
    ]


_A_EMPORTER: Mapping[str, tuple[str, str]] = {
    "csv": ("En CSV, pour un tableur", "text/csv;charset=utf-8"),
    "json": ("En JSON, pour un programme", "application/json"),
}


def _en_base64(reponse: Reponse, format_: Format) -> str:
    contenu = "".join(map(str, format_.ecrire(reponse)))
    return b64encode(contenu.encode()).decode()
