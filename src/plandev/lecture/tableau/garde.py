"""Ce qu'un classeur a le droit de coûter et de contenir, su avant que rien n'en soit lu.

Un classeur est une archive de documents XML : un petit fichier peut y en cacher un immense, ou un
document qui en appelle d'autres.
"""

import re
import zlib
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from io import BytesIO
from typing import NoReturn
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from plandev.lecture.tableau.refus import refuser, refuser_si_grand
from plandev.nombres import entier

# De quoi lire en moins de deux secondes, dans deux cents Mio.
_MIO_MAX = 32  # tout ce que l'archive contient, une fois décomprimé
_CELLULES_MAX = 120_000
_BALISES_MAX = 1_000_000
_PARTIES_MAX = 2_000
_COMPRESSIONS = {ZIP_STORED, ZIP_DEFLATED}  # celles des tableurs; une autre peut vouloir des Gio
_CHIFFREE = 0x1
_EN_TETE_CENTRAL = b"PK\x01\x02"

_CELLULE = re.compile(rb"<(?:\w+:)?c[ />]")
_APPELLE_AILLEURS = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODAGE = re.compile(rb"<\?xml[^>]*encoding=[\"']([^\"']+)")
_ENCODAGES = {b"utf-8", b"us-ascii", b"ascii", b"iso-8859-1"}
# Un document où les signes de XML ne se reconnaîtraient pas.
_AUTREMENT_QU_EN_ASCII = (BOM_UTF16_LE, BOM_UTF16_BE, b"<\x00", b"\x00<")

_REENREGISTRER = "ouvrez-le dans un tableur et enregistrez-le de nouveau, en .xlsx"
_NE_GARDER_QUE = "ne gardez que le tableau"


def inspecter(octets: bytes) -> ZipFile:
    """Rend l'archive d'un classeur qui peut être lu. Lève Refus."""
    if octets.count(_EN_TETE_CENTRAL) > _PARTIES_MAX:
        refuser_si_grand(f"plus de {entier(_PARTIES_MAX)} parties; {_NE_GARDER_QUE}")
    try:
        archive = ZipFile(BytesIO(octets))
        _verifier_la_sorte(archive)
        _verifier_la_taille(archive)
        _verifier_les_documents(archive)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError):
        refuser_l_abime()
    return archive


def refuser_l_abime() -> NoReturn:
    """Lève le refus d'un classeur qui ne se lit pas jusqu'au bout."""
    refuser(f"ce classeur est incomplet ou abîmé; {_REENREGISTRER}")


def _verifier_la_sorte(archive: ZipFile) -> None:
    noms = set(archive.namelist())
    if any(partie.flag_bits & _CHIFFREE for partie in archive.infolist()):
        refuser("cette archive est protégée par un mot de passe; ôtez-le")
    if "xl/workbook.xml" not in noms:
        phrases = (phrase for nom, phrase in _AUTRES_SORTES.items() if nom in noms)
        refuser(next(phrases, PAS_UN_TABLEAU))


PAS_UN_TABLEAU = (
    "ce n'est ni un classeur .xlsx ni du texte .csv; enregistrez le tableau en .xlsx, depuis un "
    "tableur"
)
UN_DOCUMENT = (
    "c'est un document, et non un tableau; copiez-en le tableau dans un tableur, et enregistrez-le "
    "en .xlsx"
)
_AUTRES_SORTES = {
    "xl/workbook.bin": "c'est un classeur .xlsb; enregistrez-le en .xlsx",
    "content.xml": "c'est un fichier de LibreOffice (.ods, .odt); enregistrez le tableau en .xlsx",
    "Index/Document.iwa": "c'est un classeur de Numbers; exportez-le en .xlsx",
    "word/document.xml": UN_DOCUMENT,
    "ppt/presentation.xml": UN_DOCUMENT,
}


def _verifier_la_taille(archive: ZipFile) -> None:
    if any(partie.compress_type not in _COMPRESSIONS for partie in archive.infolist()):
        refuser_l_abime()
    if sum(partie.file_size for partie in archive.infolist()) > _MIO_MAX * 2**20:
        refuser_si_grand(f"plus de {_MIO_MAX} Mio, images comprises; {_NE_GARDER_QUE}")


def _verifier_les_documents(archive: ZipFile) -> None:
    balises = cellules = 0
    for nom in archive.namelist():
        document = archive.read(nom)
        if document.startswith(_AUTREMENT_QU_EN_ASCII):
            _refuser_l_etranger()
        if document.removeprefix(BOM_UTF8).lstrip().startswith(b"<"):
            if _APPELLE_AILLEURS.search(document) or not _encodage_connu(document):
                _refuser_l_etranger()
            balises += document.count(b"<")
            cellules += sum(1 for _ in _CELLULE.finditer(document))
    if balises > _BALISES_MAX or cellules > _CELLULES_MAX:
        refuser_si_grand(f"plus de {entier(_CELLULES_MAX)} cellules; {_NE_GARDER_QUE}")


def _encodage_connu(document: bytes) -> bool:
    declare = _ENCODAGE.search(document[:200])
    return declare is None or declare[1].lower() in _ENCODAGES


def _refuser_l_etranger() -> NoReturn:
    phrase = "ce classeur contient ce qu'aucun tableur n'écrit (DOCTYPE, UTF-16)"
    refuser(f"{phrase}; {_REENREGISTRER}")
