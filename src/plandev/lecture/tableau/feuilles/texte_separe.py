"""Du texte aux valeurs séparées (.csv) -> sa feuille, pour chaque signe qui peut les séparer."""

import csv
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from io import StringIO

from plandev.lecture.tableau.feuilles.feuille import Cellule, Feuille
from plandev.lecture.tableau.feuilles.refus import CELLULES_MAX, refuser, refuser_les_cellules

_SEPARATEURS = (";", ",", "\t")
_ETRANGER = "\ufffd"
_SIGNES_MAX = 8 * 2**20
_LIGNES_MAX = 100_000
_SEPARATEURS_MAX = 600_000  # il y en a aussi dans les textes
_UTF_16_INCOMPLET = "texte UTF-16 incomplet\nenregistrez-le en UTF-8"
_AUTRE_ENCODAGE = "ce texte n'est ni en UTF-8 ni en Windows-1252\nenregistrez-le en UTF-8"


def lectures(octets: bytes) -> tuple[list[Feuille], str]:
    """Rend ce que dit ce texte, s'il est séparé par des points-virgules, virgules ou tabulations.

    Ce qui ne se lit pas séparé ainsi n'y est pas; une phrase dit alors pourquoi. Lève Refus d'un
    fichier qui n'est pas du texte, ou si aucun de ces signes ne le sépare.
    """
    texte = _decoder(octets)
    if len(texte) > _SIGNES_MAX or texte.count("\n") > _LIGNES_MAX:
        refuser_les_cellules()
    lues, raison = list[Feuille](), ""
    for separateur in (s for s in _SEPARATEURS if texte.count(s) <= _SEPARATEURS_MAX):
        try:
            lues += _lire(texte, separateur)
        except csv.Error as cause:
            raison = _TROP_LONG if "field limit" in str(cause) else _GUILLEMETS
    if not (lues or raison):
        refuser_les_cellules()
    return lues, raison


def _lire(texte: str, separateur: str) -> Iterator[Feuille]:
    """Rend la feuille, si elle n'a pas trop de cellules."""
    lignes: dict[int, dict[int, Cellule]] = {}
    combien = 0
    lu = csv.reader(StringIO(texte), delimiter=separateur, strict=True)
    for rang, champs in enumerate(lu, 1):
        combien += len(champs)
        if pleines := {c: Cellule(dit) for c, dit in enumerate(champs, 1) if dit.strip()}:
            lignes[rang] = pleines
    if combien <= CELLULES_MAX:
        yield Feuille(0, "", lignes)


_GUILLEMETS = (
    "des guillemets doubles n'y sont pas fermés, ou pas doublés\nenregistrez le tableau de nouveau "
    "depuis un tableur"
)
_TROP_LONG = (
    "une valeur y a plus de 131\u00a0072 signes\nenregistrez le tableau en .xlsx, depuis un tableur"
)


def _decoder(octets: bytes) -> str:
    """Rend le texte : UTF-16 s'il le dit, UTF-8 si c'en est, sinon Windows-1252."""
    if octets.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return _en_lignes(_essayer(octets, "utf-16") or refuser(_UTF_16_INCOMPLET))
    if b"\0" in octets:
        refuser("ce n'est pas du texte\nenregistrez le tableau en .xlsx, depuis un tableur")
    if (lu := _essayer(octets, "utf-8-sig")) is not None:
        return _en_lignes(lu)
    texte = octets.decode("utf-8", "replace")
    etrangers = texte.count(_ETRANGER)
    if sum(1 for signe in texte if signe > "\x7f") > 2 * etrangers:
        ligne = texte.count("\n", 0, texte.index(_ETRANGER)) + 1
        refuser(f"à la ligne {ligne}, un signe n'est pas en UTF-8, comme les autres\nretapez-le")
    return _en_lignes(_essayer(octets, "cp1252") or refuser(_AUTRE_ENCODAGE))


def _essayer(octets: bytes, encodage: str) -> str | None:
    """Rend le texte que sont ces octets dans cet encodage, ou None si ce n'en est pas un."""
    try:
        return octets.decode(encodage)
    except UnicodeDecodeError:
        return None


def _en_lignes(texte: str) -> str:
    return texte.replace("\r\n", "\n").replace("\r", "\n")
