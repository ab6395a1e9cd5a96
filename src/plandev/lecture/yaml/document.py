"""Le texte d'un fichier : ses octets en UTF-8, et la position de chacun de ses caractères."""

import re
from bisect import bisect_right
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from plandev.lecture.octets import lire, nom_a_citer
from plandev.messages.constats import Code, Constat, ErreurPlan, Gravite, Position
from plandev.messages.mots import redire

if TYPE_CHECKING:
    from plandev.lecture.octets import Fichier

_MIO_MAX = 256  # de quoi tenir un million d'actions

_ARCHIVE = b"PK\x03\x04"  # ce qu'est un classeur .xlsx

# Les fins de ligne de YAML 1.1 : les lignes comptées ici sont celles que YAML compte.
FINS_DE_LIGNE = "\n\r\x85\u2028\u2029"
_FIN_DE_LIGNE = f"\r\n|[{FINS_DE_LIGNE}]"


@dataclass(frozen=True)
class Document:
    """Un fichier lu : le nom sous lequel on le cite, et son texte encodé en UTF-8.

    `marque` : l'indicateur d'ordre des octets qui précédait ce texte, s'il était en UTF-8.
    """

    nom: str
    contenu: bytes
    marque: str = ""

    def constat(
        self, code: Code, decalage: int, message: str, gravite: Gravite = Gravite.ERREUR
    ) -> Constat:
        """Rend un constat placé au caractère de ce décalage (compté à partir de 0)."""
        position = self.position(decalage)
        extrait = self.ligne(position.ligne)
        return Constat(code, message, nom_a_citer(self.nom), position, extrait, gravite)

    def position(self, decalage: int) -> Position:
        """Rend la position du caractère de ce décalage."""
        rang = max(0, bisect_right(self._debuts, decalage) - 1)
        return Position(rang + 1, decalage - self._debuts[rang] + 1)

    def ligne(self, numero: int) -> str:
        """Rend la ligne de ce numéro (à partir de 1), sans ce qui la termine."""
        if numero not in self._extraits:  # mille fautes peuvent tenir sur une longue ligne
            fin = self._debuts[numero] if numero < len(self._debuts) else None
            ligne = self.texte[self._debuts[numero - 1] : fin]
            self._extraits[numero] = ligne.rstrip(FINS_DE_LIGNE)
        return self._extraits[numero]

    @property
    def nombre_lignes(self) -> int:
        """Le nombre de lignes du texte."""
        return len(self._debuts)

    def debut(self, numero: int) -> int:
        """Rend le décalage du premier caractère de la ligne de ce numéro; la fin, au-delà."""
        return self._debuts[numero - 1] if numero <= len(self._debuts) else len(self.texte)

    @cached_property
    def _extraits(self) -> dict[int, str]:
        return {}

    @cached_property
    def texte(self) -> str:
        """Le texte lui-même."""
        return self.contenu.decode()

    @cached_property
    def _debuts(self) -> list[int]:
        return [0, *(fin.end() for fin in re.finditer(_FIN_DE_LIGNE, self.texte))]


def ouvrir(fichier: "Fichier") -> Document:
    """Rend le document d'un fichier, en UTF-8 ou en UTF-16 avec indicateur d'ordre des octets.

    Lève ErreurPlan si le fichier est introuvable, illisible, de plus de 256 Mio, ou dans un autre
    encodage.
    """
    nom, octets = str(fichier), lire(fichier, _MIO_MAX)
    marque = "\ufeff" if octets.startswith(BOM_UTF8) else ""
    return Document(nom, _en_utf8(nom, octets), marque)


def _en_utf8(nom: str, octets: bytes) -> bytes:
    if octets.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return _transcoder(nom, octets)
    if octets.startswith(_ARCHIVE):
        classeur = (
            "c'est un classeur, et non un plan\n«\u00a0plandev importer\u00a0» en fait un plan"
        )
        raise ErreurPlan(Constat("encodage", classeur, nom_a_citer(nom)))
    octets = _sans_indicateur(octets)
    try:
        octets.decode()
    except UnicodeDecodeError as cause:
        raise ErreurPlan(_octet_etranger(nom, octets, cause.start)) from None
    return octets


def _sans_indicateur(octets: bytes) -> bytes:
    # Il peut y en avoir plusieurs (deux fichiers mis bout à bout) : YAML en sauterait un de plus.
    debut = 0
    while octets.startswith(BOM_UTF8, debut):
        debut += len(BOM_UTF8)
    return octets[debut:]


def _transcoder(nom: str, octets: bytes) -> bytes:
    try:
        return _sans_indicateur(octets.decode("utf-16").encode())
    except UnicodeError:
        incomplet = "texte UTF-16 incomplet\nenregistrez le fichier en UTF-8"
        constat = Constat("utf-16-incomplet", incomplet, nom_a_citer(nom), Position(1, 1))
        raise ErreurPlan(constat) from None


def _octet_etranger(nom: str, octets: bytes, rang: int) -> Constat:
    # Le reste du fichier a toute chance d'être du Windows-1252, où chaque octet est un caractère.
    avant = octets[:rang].decode()
    supposition = Document(nom, (avant + octets[rang:].decode("cp1252", "replace")).encode())
    lu = supposition.contenu.decode()[len(avant)]
    message = (
        f"l'octet 0x{octets[rang]:02X} (sans doute {redire(lu)} en Windows-1252) n'est pas de "
        "l'UTF-8\nenregistrez le fichier en UTF-8"
    )
    return supposition.constat("encodage", len(avant), message)
