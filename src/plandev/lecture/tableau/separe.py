"""Du texte aux valeurs séparées (.csv) -> sa feuille, pour chaque signe qui peut les séparer."""

import csv
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from io import StringIO

from plandev.lecture.tableau.feuille import Cellule, Feuille
from plandev.lecture.tableau.refus import refuser, refuser_si_grand
from plandev.nombres import entier

_SEPARATEURS = (";", ",", "\t")
_CELLULES_MAX = 120_000
_UN_PROGRAMME = "ce n'est pas du texte; enregistrez le tableau en .xlsx, depuis un tableur"


def lectures(octets: bytes) -> list[Feuille]:
    """Rend ce que dit ce texte, s'il est séparé par des points-virgules, virgules ou tabulations.

    Ce qui ne se lit pas séparé ainsi n'y est pas. Lève Refus d'un fichier qui n'est pas du texte,
    ou si aucun de ces signes ne le sépare.
    """
    texte = _decoder(octets)
    lues, raison = list[Feuille](), ""
    for separateur in _SEPARATEURS:
        try:
            lues.append(_lire(texte, separateur))
        except csv.Error as cause:
            raison = str(cause)
    if not lues:
        refuser(_EXPLICATIONS.get(raison, _GUILLEMETS))
    return lues


def _lire(texte: str, separateur: str) -> Feuille:
    lignes: dict[int, dict[int, Cellule]] = {}
    combien = 0
    for rang, champs in enumerate(
        csv.reader(StringIO(texte), delimiter=separateur, strict=True), 1
    ):
        pleines = {colonne: Cellule(dit) for colonne, dit in enumerate(champs, 1) if dit.strip()}
        combien += len(champs)
        if combien > _CELLULES_MAX:
            refuser_si_grand(f"plus de {entier(_CELLULES_MAX)} cellules; ne gardez que le tableau")
        if pleines:
            lignes[rang] = pleines
    return Feuille(0, "", lignes)


_GUILLEMETS = (
    "des guillemets doubles n'y sont pas fermés, ou pas doublés; enregistrez le tableau de nouveau "
    "depuis un tableur"
)
_EXPLICATIONS = {
    "field larger than field limit (131072)": (
        "une valeur y a plus de 131 072 signes; enregistrez le tableau en .xlsx, depuis un tableur"
    )
}


def _decoder(octets: bytes) -> str:
    """Rend le texte : UTF-16 s'il le dit, UTF-8 si c'en est, sinon Windows-1252."""
    try:
        if octets.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            return _en_lignes(octets.decode("utf-16"))
        if b"\0" in octets:
            refuser(_UN_PROGRAMME)
        return _en_lignes(octets.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _en_lignes(octets.decode("cp1252", "replace"))


def _en_lignes(texte: str) -> str:
    return texte.replace("\r\n", "\n").replace("\r", "\n")
