"""Un classeur .xlsx -> ses feuilles, telles que le tableur les montre."""

import posixpath
import re
import warnings
from collections.abc import Iterator
from contextlib import redirect_stdout
from html import unescape
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

from plandev.lecture.tableau.feuilles.feuille import Cellule, Feuille
from plandev.lecture.tableau.feuilles.garde import inspecter
from plandev.lecture.tableau.feuilles.refus import (
    CELLULES_MAX,
    Refus,
    refuser_l_abime,
    refuser_la_taille,
    refuser_les_cellules,
)
from plandev.messages.nombres import entier
from plandev.messages.paquets import demander

with demander("openpyxl", "lire un classeur demande openpyxl"):
    from openpyxl import load_workbook
    from openpyxl.cell.text import Text
    from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
    from openpyxl.xml.functions import iterparse

    from plandev.lecture.tableau.feuilles.cellules import montrer

_CACHE = b"hidden="
_OTE = b"x005F_"
_COLONNES_MAX = 16_384  # d'une feuille, dans le format de fichier
_SIGNES_MAX = 8_000_000
_FUSIONS_MAX = 100_000  # cellules

_BLANC = "FFFFFFFF"
_CIBLE = re.compile(rb"Target=[\"']([^\"']*omments[^\"']*\.xml)[\"']")
_NOTE = re.compile(
    rb"<(?:\w+:)?(?:comment|threadedComment)\b[^<>]*?\bref=[\"']([A-Z]+[0-9]+)[^<>]*>(.*?)"
    rb"</(?:\w+:)?(?:comment|threadedComment)>",
    re.DOTALL,
)
_TEXTE_DE_NOTE = re.compile(rb"<(?:\w+:)?(?:t|text)\b[^<>]*>([^<]*)(?=<)")
_FUSION = re.compile(rb"<(?:\w+:)?mergeCell\b[^<>]*?\bref=[\"']([A-Z]+[0-9]+:[A-Z]+[0-9]+)")
_FORMULE = re.compile(rb"<(?:\w+:)?f[ />]")
# Une formule que rien n'a calculée : openpyxl la rendrait comme une cellule vide.
_SANS_VALEUR = re.compile(
    rb"<(?:\w+:)?c\b([^<>]*)>\s*<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>(?:[^<]|<!\[CDATA\[)*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v\s*></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_LIGNE_CACHEE = re.compile(
    rb"<(?:\w+:)?row\b(?=[^<>]*\bhidden=[\"'](?:1|true))[^<>]*?\br=[\"']([0-9]+)"
)
_COLONNES = re.compile(rb"<(?:\w+:)?col\b(?=[^<>]*\bhidden=[\"'](?:1|true))([^<>]*)>")
_BORNE = re.compile(rb"\b(?:min|max)=[\"']([0-9]{1,5})[\"']")
_REFERENCE = re.compile(rb"\br=[\"']([A-Z]+[0-9]+)")
# La formule a un résultat, et c'est un texte vide.
_TEXTE_VIDE = re.compile(rb"\bt=[\"']str.*<(?:\w+:)?v\s*(?:/>|>)", re.DOTALL)


class Classeur:
    """Un classeur ouvert, dont une feuille n'est lue que si on la demande."""

    def __init__(self, octets: bytes) -> None:
        """Lève Refus d'un classeur qui ne peut pas être lu."""
        self._archive = inspecter(octets)
        feuilles = _a_l_abri(lambda: _ouvrir(octets, self._archive))
        self._feuilles = {feuille.title: feuille for feuille in feuilles}
        if len(self._feuilles) < len(feuilles):
            refuser_l_abime()

    @property
    def noms(self) -> list[str]:
        """Les noms de ses feuilles, dans l'ordre."""
        return list(self._feuilles)

    def lire(self, nom: str) -> Feuille:
        """Rend la feuille de ce nom. Lève Refus si elle ne peut pas être lue."""
        feuille = self._feuilles[nom]
        # openpyxl, en lecture seule, ne dit ni les fusions ni les formules sans valeur.
        partie = feuille._worksheet_path  # noqa: SLF001 - il ne dit pas autrement où elle est
        xml = _a_l_abri(lambda: self._archive.read(partie))
        barrees, couleurs = set[tuple[int, int]](), dict[tuple[int, int], str]()
        lignes = _a_l_abri(lambda: _cellules(feuille, barrees, couleurs))
        for ligne, colonne in _a_l_abri(lambda: list(_sans_valeur(xml))):
            lignes.setdefault(ligne, {})[colonne] = Cellule("", "sans-valeur")
        return Feuille(
            rang=self.noms.index(nom),
            nom=nom,
            lignes={rang: dict(sorted(lignes[rang].items())) for rang in sorted(lignes)},
            fusions=_a_l_abri(lambda: _fusions(xml, max(lignes, default=0))),
            cachee=feuille.sheet_state != "visible",
            barrees=barrees,
            couleurs=couleurs,
            notes=_a_l_abri(lambda: dict(_notes(self._archive, partie))),
            en_largeur=_a_l_abri(lambda: _en_largeur(xml)),
            **_a_l_abri(lambda: _cachees(xml) if _CACHE in xml else {}),
        )


def _ouvrir(octets: bytes, archive: ZipFile) -> Any:
    classeur = load_workbook(BytesIO(octets), read_only=True, data_only=True, keep_links=False)
    if textes := list(_textes(archive)):
        for feuille in classeur.worksheets:
            feuille._shared_strings = textes  # noqa: SLF001 - voir `_textes`
    return classeur.worksheets


def _textes(archive: ZipFile) -> Iterator[str]:
    """Rend les textes que les cellules partagent, tels qu'ils sont dans le fichier.

    openpyxl en ôte tout « x005F_ », qui est un signe à rendre (« _ ») et non à perdre.
    """
    for nom in archive.namelist():
        if nom.casefold().endswith("sharedstrings.xml") and _OTE in (xml := archive.read(nom)):
            for _, noeud in iterparse(BytesIO(xml)):
                if noeud.tag.rpartition("}")[2] == "si":
                    yield Text.from_tree(noeud).content
                    noeud.clear()


def _a_l_abri(lire: Any) -> Any:
    """Rend ce que lit openpyxl. Lève Refus d'un classeur dont il ne vient pas à bout."""
    try:
        # Ses avertissements sont en anglais, et il en écrit sur la sortie.
        with warnings.catch_warnings(action="ignore"), redirect_stdout(StringIO()):
            return lire()
    except (MemoryError, Refus):
        raise
    except Exception:  # noqa: BLE001 - d'un classeur abîmé, il en lève de toutes les sortes
        refuser_l_abime()


def _cellules(
    feuille: Any, barrees: set[tuple[int, int]], couleurs: dict[tuple[int, int], str]
) -> dict[int, dict[int, Cellule]]:
    """Rend les cellules pleines; note celles qui sont barrées, et les vides qui sont colorées."""
    lignes: dict[int, dict[int, Cellule]] = {}
    signes = combien = 0
    apparences: dict[int, tuple[bool, str]] = {}
    for cellule in _ecrites(feuille):
        barree, couleur = _apparence(cellule, apparences)
        place = (cellule.row, cellule.column)
        if montree := montrer(cellule):
            combien += 1
            signes += len(montree.texte)
            lignes.setdefault(cellule.row, {})[cellule.column] = montree
            if barree:
                barrees.add(place)
        elif couleur:
            couleurs[place] = couleur
        if signes > _SIGNES_MAX:  # un texte partagé peut l'être par des milliers de cellules
            refuser_la_taille("plus de huit millions de signes\nne gardez que le tableau")
        if combien > CELLULES_MAX:
            refuser_les_cellules()
    return lignes


def _ecrites(feuille: Any) -> Iterator[Any]:
    """Rend les cellules qui ont une valeur ou une apparence."""
    feuille.reset_dimensions()  # celles qu'un classeur déclare peuvent être fausses, ou immenses
    for rangee in feuille.iter_rows():
        yield from (cellule for cellule in rangee if hasattr(cellule, "row"))


def _apparence(cellule: Any, connues: dict[int, tuple[bool, str]]) -> tuple[bool, str]:
    """Rend si une cellule est barrée, et sa couleur de fond; de chaque style, une seule fois."""
    style = cellule._style_id  # noqa: SLF001 - le chercher par la cellule coûte dix fois plus
    if style not in connues:
        fond = cellule.fill
        couleur = str(fond.fgColor.rgb or fond.fgColor.theme) if fond.fill_type == "solid" else ""
        connues[style] = (bool(cellule.font.strike), "" if couleur == _BLANC else couleur)
    return connues[style]


def _notes(archive: ZipFile, partie: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Rend le texte de chaque note, et de chaque commentaire, d'une feuille."""
    dossier, _, nom = partie.lstrip("/").rpartition("/")
    liens = f"{dossier}/_rels/{nom}.rels"
    if liens not in archive.namelist():
        return
    for cible in _CIBLE.findall(archive.read(liens)):
        chemin = posixpath.normpath(posixpath.join(dossier, cible.decode())).lstrip("/")
        if chemin in archive.namelist():
            for reference, dit in _NOTE.findall(archive.read(chemin)):
                texte = " ".join(b"".join(_TEXTE_DE_NOTE.findall(dit)).decode().split())
                yield coordinate_to_tuple(reference.decode()), unescape(texte)


def _en_largeur(xml: bytes) -> set[tuple[int, int]]:
    """Rend les cellules qui couvrent aussi des colonnes, à leur droite."""
    bornes = (range_boundaries(etendue.decode()) for etendue in set(_FUSION.findall(xml)))
    return {(ligne, premiere) for premiere, ligne, derniere, _ in bornes if derniere > premiere}


def _sans_valeur(xml: bytes) -> Iterator[tuple[int, int]]:
    for trouvee in _SANS_VALEUR.finditer(xml) if _FORMULE.search(xml) else ():
        if not _TEXTE_VIDE.search(trouvee[0]):
            place = _REFERENCE.search(trouvee[1])
            if place is None:
                refuser_l_abime()
            yield coordinate_to_tuple(place[1].decode())


def _cachees(xml: bytes) -> dict[str, set[int]]:
    lignes = {int(rang) for rang in _LIGNE_CACHEE.findall(xml)}
    return {"lignes_cachees": lignes, "colonnes_cachees": _colonnes_cachees(xml)}


def _colonnes_cachees(xml: bytes) -> set[int]:
    bornes = {tuple(sorted(map(int, _BORNE.findall(c)))) for c in _COLONNES.findall(xml)}
    cachees: set[int] = set()
    jusque = 0
    for premiere, derniere in sorted(bornes):
        cachees.update(range(max(premiere, jusque + 1), min(derniere, _COLONNES_MAX) + 1))
        jusque = max(jusque, derniere)
    return cachees


def _fusions(xml: bytes, derniere: int) -> dict[tuple[int, int], int]:
    """Rend, de chaque cellule fusionnée avec celle du dessus, la ligne de la première."""
    fusions: dict[tuple[int, int], int] = {}
    for etendue in set(_FUSION.findall(xml)):
        colonne, premiere, _, fin = range_boundaries(etendue.decode())
        siennes = range(premiere + 1, min(fin, derniere) + 1)
        if len(fusions) + len(siennes) > _FUSIONS_MAX:
            trop = f"plus de {entier(_FUSIONS_MAX)} cellules fusionnées"
            refuser_la_taille(f"{trop}\ndéfaites ces fusions")
        fusions |= {(ligne, colonne): premiere for ligne in siennes}
    return fusions
