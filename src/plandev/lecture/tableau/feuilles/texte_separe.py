"""Du texte aux valeurs séparées (.csv) -> sa feuille, pour chaque signe qui peut les séparer."""

import csv
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator
from io import StringIO

from plandev.lecture.tableau.feuilles.feuille import Cellule, Feuille
from plandev.lecture.tableau.feuilles.refus import CELLULES_MAX, refuser, refuser_les_cellules
from plandev.messages.mots import choix, redire

_SEPARATEURS = (";", ",", "\t")
_ETRANGER = "\ufffd"
_SIGNES_MAX = 8 * 2**20
_LIGNES_MAX = 100_000
_SEPARATEURS_MAX = 600_000  # il y en a aussi dans les textes
_UTF_16_INCOMPLET = "texte UTF-16 incomplet\nenregistrez-le en UTF-8"
_AUTRE_ENCODAGE = (
    "ce texte n'est ni en UTF-8 ni en Windows-1252\ndites son encodage : --encodage mac-roman, par "
    "exemple, ou enregistrez-le en UTF-8"
)


def lectures(octets: bytes, encodage: str | None = None) -> tuple[list[Feuille], str]:
    """Rend ce que dit ce texte, s'il est séparé par des points-virgules, virgules ou tabulations.

    Ce qui ne se lit pas séparé ainsi n'y est pas; une phrase dit alors pourquoi, de la lecture qui
    allait le plus loin. Lève Refus d'un fichier qui n'est pas du texte, ou si rien ne le sépare.
    """
    texte = _en_lignes(_decoder_de(octets, encodage) if encodage else _decoder(octets))
    if len(texte) > _SIGNES_MAX or texte.count("\n") > _LIGNES_MAX:
        refuser_les_cellules()
    lues, raisons = list[Feuille](), list[tuple[int, str]]()
    for separateur in (s for s in _SEPARATEURS if texte.count(s) <= _SEPARATEURS_MAX):
        lu = csv.reader(StringIO(texte), delimiter=separateur, strict=True)
        try:
            lues += _lire(lu)
        except csv.Error as cause:
            coupees = _coupees(texte, separateur, lu.line_num)
            raisons.append((coupees, f"à la ligne {lu.line_num}, {_raison(cause)}"))
    if not (lues or raisons):
        refuser_les_cellules()
    return lues, max(raisons, default=(0, ""))[1]


def _coupees(texte: str, separateur: str, jusque: int) -> int:
    """Rend combien de lignes, jusqu'à celle-là, ont ce séparateur."""
    return sum(separateur in ligne for ligne in texte.split("\n")[:jusque])


def _raison(cause: csv.Error) -> str:
    return _TROP_LONG if "field limit" in str(cause) else _GUILLEMETS


def _lire(lu: Iterable[list[str]]) -> Iterator[Feuille]:
    """Rend la feuille, si elle n'a pas trop de cellules."""
    lignes: dict[int, dict[int, Cellule]] = {}
    combien = 0
    for rang, champs in enumerate(lu, 1):
        if pleines := {c: Cellule(dit) for c, dit in enumerate(champs, 1) if dit.strip()}:
            combien += len(pleines)
            lignes[rang] = pleines
    if combien <= CELLULES_MAX:
        yield Feuille(0, "", lignes)


_GUILLEMETS = (
    "des guillemets doubles ne sont pas fermés, ou pas doublés\nenregistrez le tableau de nouveau "
    "depuis un tableur"
)
_TROP_LONG = (
    "une valeur a plus de 131\u00a0072 signes\nenregistrez le tableau en .xlsx, depuis un tableur"
)


_ENCODAGES = {
    "utf-8": "utf-8-sig", "utf-16": "utf-16", "cp1252": "cp1252", "windows-1252": "cp1252",
    "latin-1": "latin-1", "mac-roman": "mac-roman",
}  # fmt: skip
_ACCENTUEES = frozenset("éèêëàâîïôûùç")
# Ce qu'un texte français n'a pas, et que ses lettres sont en Windows-1252, venues d'un Mac.
_JAMAIS_DU_FRANCAIS = frozenset("ŽžŠšˆ˜”ƒ‡†\x8d\x8f\x90\x9d")


def _decoder_de(octets: bytes, encodage: str) -> str:
    """Rend le texte dans l'encodage que dit la personne. Lève Refus si ce n'en est pas un."""
    nom = _ENCODAGES.get(encodage.lower())
    if nom is None:
        refuser(f"encodage {redire(encodage)} inconnu\n{choix([*_ENCODAGES])}")
    return _essayer(octets, nom) or refuser(
        f"ce texte n'est pas en {encodage}\nessayez-en un autre"
    )


def _decoder(octets: bytes) -> str:
    """Rend le texte : UTF-16 s'il le dit, UTF-8 si c'en est, d'un Mac, sinon Windows-1252."""
    if octets.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return _essayer(octets, "utf-16") or refuser(_UTF_16_INCOMPLET)
    if b"\0" in octets:
        refuser("ce n'est pas du texte\nenregistrez le tableau en .xlsx, depuis un tableur")
    if (lu := _essayer(octets, "utf-8-sig")) is not None:
        return lu
    texte = octets.decode("utf-8", "replace")
    etrangers = texte.count(_ETRANGER)
    if sum(1 for signe in texte if signe > "\x7f") > 2 * etrangers:
        ligne = texte.count("\n", 0, texte.index(_ETRANGER)) + 1
        refuser(f"à la ligne {ligne}, un signe n'est pas en UTF-8, comme les autres\nretapez-le")
    return _essayer(octets, "mac-roman" if _vient_d_un_mac(octets) else "cp1252") or refuser(
        _AUTRE_ENCODAGE
    )


def _vient_d_un_mac(octets: bytes) -> bool:
    """Rend vrai d'un texte qui n'est du français qu'en Mac Roman."""
    sur_mac, ailleurs = octets.decode("mac-roman"), octets.decode("cp1252", "replace")
    etranges = sum(signe in _JAMAIS_DU_FRANCAIS or signe == _ETRANGER for signe in ailleurs)
    francais = sum(signe in _ACCENTUEES for signe in sur_mac)
    return etranges > 0 and francais > sum(signe in _ACCENTUEES for signe in ailleurs)


def _essayer(octets: bytes, encodage: str) -> str | None:
    """Rend le texte que sont ces octets dans cet encodage, ou None si ce n'en est pas un."""
    try:
        return octets.decode(encodage)
    except UnicodeDecodeError:
        return None


def _en_lignes(texte: str) -> str:
    return texte.replace("\r\n", "\n").replace("\r", "\n")
