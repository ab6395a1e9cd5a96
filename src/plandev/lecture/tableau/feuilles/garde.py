"""Ce qu'un classeur a le droit de coûter et de contenir, su avant que rien n'en soit lu.

Un classeur est une archive de documents XML : un petit fichier peut y en cacher un immense, ou un
document qui en appelle d'autres.
"""

import re
import zlib
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from io import BytesIO
from itertools import pairwise
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from plandev.lecture.tableau.feuilles.refus import (
    PAS_UN_TABLEAU,
    UN_DOCUMENT,
    refuser,
    refuser_l_abime,
    refuser_l_etranger,
    refuser_la_taille,
    refuser_les_cellules,
)
from plandev.messages.constats import rang_de_colonne
from plandev.messages.nombres import entier

# De quoi lire en moins de deux secondes, dans deux cents Mio.
_MIO_MAX = 32  # tout ce que l'archive contient, une fois décomprimé
_ETENDUE_MAX = 10_000_000  # cellules, les vides comprises : une seule peut être loin du tableau
_CELLULES_ECRITES_MAX = 120_000  # de tout le classeur, celles qui n'ont qu'une mise en forme aussi
_POIDS_D_UNE_LIGNE = 3  # d'une ligne vide, en cellules vides
_LIGNES_MAX = 2**20  # d'une feuille, dans le format de fichier
_BALISES_MAX = 400_000  # de feuilles et de leurs textes
_BALISES_D_AUTRE_CHOSE_MAX = 60_000  # des styles, par exemple, qui coûtent bien plus à lire
_PARTIES_MAX = 2_000
_COMPRESSIONS = {ZIP_STORED, ZIP_DEFLATED}  # celles des tableurs; une autre peut vouloir des Gio
_CHIFFREE = 0x1
_EN_TETE_CENTRAL = b"PK\x01\x02"

_DONNEES = re.compile(rb"<(?:\w+:)?(?:sheetData|sst)[ />]")
_CELLULE = re.compile(rb"<(?:\w+:)?c[ />]")
_REFERENCE = re.compile(rb"<(?:\w+:)?c\b[^<>]*?\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
_RANG_DE_LIGNE = re.compile(rb"<(?:\w+:)?row\b[^<>]*?\br=[\"']([^\"']*)")
_BALISE_SANS_FIN = re.compile(rb"<[^<>]{65536}")
_APPELLE_AILLEURS = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODAGE = re.compile(rb"<\?xml[^>]*encoding=[\"']([^\"']+)")
_ENCODAGES = {b"utf-8", b"us-ascii", b"ascii", b"iso-8859-1"}
# Un document où les signes de XML ne se reconnaîtraient pas.
_AUTREMENT_QU_EN_ASCII = (BOM_UTF16_LE, BOM_UTF16_BE, b"<\x00", b"\x00<")

_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_ENREGISTRER_ORDINAIRE = (
    "c'est un classeur « Strict Open XML »\nenregistrez-le sous « Classeur Excel (.xlsx) »"
)
_NE_GARDER_QUE = "ne gardez que le tableau"


def inspecter(octets: bytes) -> ZipFile:
    """Rend l'archive d'un classeur qui peut être lu. Lève Refus."""
    if octets.count(_EN_TETE_CENTRAL) > _PARTIES_MAX:
        refuser_la_taille(f"plus de {entier(_PARTIES_MAX)} parties\n{_NE_GARDER_QUE}")
    try:
        archive = ZipFile(BytesIO(octets))
        _verifier_la_sorte(archive)
        _verifier_la_taille(archive)
        _verifier_les_documents(archive)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError):
        refuser_l_abime()
    return archive


def _verifier_la_sorte(archive: ZipFile) -> None:
    noms = set(archive.namelist())
    if any(partie.flag_bits & _CHIFFREE for partie in archive.infolist()):
        refuser("cette archive est protégée par un mot de passe\nôtez-le")
    if "xl/workbook.xml" not in noms:
        phrases = (phrase for nom, phrase in _AUTRES_SORTES.items() if nom in noms)
        refuser(next(phrases, PAS_UN_TABLEAU))


_AUTRES_SORTES = {
    "xl/workbook.bin": "c'est un classeur .xlsb\nenregistrez-le en .xlsx",
    "content.xml": "c'est un fichier de LibreOffice (.ods, .odt)\nenregistrez le tableau en .xlsx",
    "Index/Document.iwa": "c'est un classeur de Numbers\nexportez-le en .xlsx",
    "word/document.xml": UN_DOCUMENT,
    "ppt/presentation.xml": UN_DOCUMENT,
}


def _verifier_la_taille(archive: ZipFile) -> None:
    if any(partie.compress_type not in _COMPRESSIONS for partie in archive.infolist()):
        refuser_l_abime()
    if sum(partie.file_size for partie in archive.infolist()) > _MIO_MAX * 2**20:
        refuser_la_taille(f"plus de {_MIO_MAX} Mio, images comprises\n{_NE_GARDER_QUE}")


def _verifier_les_documents(archive: ZipFile) -> None:
    balises = cellules = etendue = autres = 0
    for document in filter(_est_du_xml, map(archive.read, archive.namelist())):
        _verifier_le_xml(document)
        if _STRICT in document:
            refuser(_ENREGISTRER_ORDINAIRE)
        if _DONNEES.search(document):
            balises += document.count(b"<")
            cellules += len(_CELLULE.findall(document))
            etendue += _etendue(document)
        else:
            autres += document.count(b"<")
    if balises > _BALISES_MAX or cellules > _CELLULES_ECRITES_MAX or etendue > _ETENDUE_MAX:
        refuser_les_cellules()
    if autres > _BALISES_D_AUTRE_CHOSE_MAX:
        refuser_la_taille("il a trop de styles\ncopiez le tableau dans un classeur neuf")


def _est_du_xml(document: bytes) -> bool:
    """Rend vrai d'un document XML, dans quelque encodage qu'il soit."""
    debut = document.removeprefix(BOM_UTF8).lstrip()
    return debut.startswith(b"<") or document.startswith(_AUTREMENT_QU_EN_ASCII)


def _verifier_le_xml(document: bytes) -> None:
    """Lève Refus d'un document XML qui cache un piège."""
    en_ascii = not document.startswith(_AUTREMENT_QU_EN_ASCII) and _encodage_connu(document)
    if not en_ascii or _APPELLE_AILLEURS.search(document):
        refuser_l_etranger()
    if _BALISE_SANS_FIN.search(document):
        refuser_l_abime()


def _etendue(document: bytes) -> int:
    """Rend le nombre de cellules, vides comprises, de la première de chaque ligne à la dernière.

    Lève Refus d'une feuille dont les lignes ou les cellules ne sont pas dans l'ordre.
    """
    rangs = [int(rang[:8]) if rang.isdigit() else 0 for rang in _RANG_DE_LIGNE.findall(document)]
    if any(suivant <= rang for rang, suivant in pairwise([0, *rangs, _LIGNES_MAX + 1])):
        refuser_l_abime()
    dernieres: dict[bytes, int] = {}
    for lettres, ligne in _REFERENCE.findall(document):
        colonne = rang_de_colonne(lettres.decode())
        if dernieres.get(ligne, 0) >= colonne:
            refuser_l_abime()
        dernieres[ligne] = colonne
    return sum(dernieres.values()) + _POIDS_D_UNE_LIGNE * (rangs[-1] if rangs else 0)


def _encodage_connu(document: bytes) -> bool:
    declare = _ENCODAGE.search(document[:200])
    return declare is None or declare[1].lower() in _ENCODAGES
