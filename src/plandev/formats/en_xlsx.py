"""Le classeur d'un tableur : une feuille par tableau, et une première où se lisent les phrases.

Un texte y reste un texte, quoi qu'il ait l'air d'être; un nombre y est un nombre.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import chain, count
from math import ceil
from typing import Any, NamedTuple

from plandev.messages.constats import Constat, ErreurPlan
from plandev.messages.mots import redire
from plandev.messages.nombres import entier
from plandev.messages.paquets import demander
from plandev.plan.natures import CelluleEnForme
from plandev.plan.tableur import NOM_MAX, PHRASES, PUCE, longueur, propre
from plandev.reponses.reponse import (
    LIANT,
    Colonne,
    Nature,
    Phrases,
    Reponse,
    Support,
    Tableau,
    segments,
    texte,
)

with demander("xlsxwriter", "le format xlsx demande XlsxWriter"):
    from xlsxwriter import Workbook

_UNITES_MAX = 32_767  # d'une cellule, dans le format de fichier, qui compte en UTF-16
# Des colonnes, en caractères : un libellé se lit en quelques lignes, sans prendre toute la place.
_LARGEUR_MIN, _LARGEUR_D_UN_NOM, _LARGEUR_D_UN_LIBELLE = 8, 30, 60
_LONG = 120  # signes : au-delà, un texte est un libellé plutôt qu'un nom
_LARGEUR_DES_PHRASES = 100
_HAUTEUR_D_UNE_LIGNE = 15  # points
_HAUTEUR_MAX = 409
_ENTIER_EXACT = 10**15  # au-delà, un tableur en perd des chiffres : c'est alors un texte
_LETTRE = 1  # le papier, au sens du format de fichier
_DERNIERE = 1_000  # rangée où une liste est proposée : de quoi en ajouter longtemps
# Deux classeurs de la même réponse sont les mêmes à l'octet près : la date du jour n'y est pas.
_SANS_DATE = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_Contenu = str | float | CelluleEnForme | None
_TEXTE, _ENTIER, _DECIMAL, _PART = "@", "0", "0.00", "0.0%"


def ecrire(reponse: Reponse) -> Iterator[bytes]:
    """Rend le classeur; lève ErreurPlan d'un texte plus long que ce qu'une cellule peut tenir."""
    octets = BytesIO()
    with Workbook(octets, {"in_memory": True}) as classeur:
        classeur.set_properties({"created": _SANS_DATE})
        _Classeur(classeur).remplir(reponse)
    yield octets.getvalue()


class _Classeur:
    """Un classeur en cours d'écriture, et ses mises en forme."""

    def __init__(self, classeur: Any) -> None:
        self._classeur = classeur
        self._base = base = {"valign": "top", "text_wrap": True}
        # Le retrait sépare un texte du nombre qui le précède, aligné à droite.
        retrait = {"align": "left", "indent": 1}
        self._formes = {_TEXTE: classeur.add_format({**base, **retrait, "num_format": _TEXTE})}
        entete = {**base, "bold": True, "bottom": 1}
        self._entete = classeur.add_format({**entete, **retrait})
        self._entete_de_nombres = classeur.add_format({**entete, "align": "right"})
        self._lignes: dict[str, int] = {}  # de chaque feuille
        self._titre = classeur.add_format({**base, "bold": True, "font_size": 14})

    def remplir(self, reponse: Reponse) -> None:
        self._phrases([bloc for bloc in reponse.blocs if isinstance(bloc, Phrases)])
        pris = {PHRASES.casefold()}
        for tableau in reponse.tableaux:
            self._tableau(tableau, _nom_de_feuille(tableau.nom, pris))

    def _phrases(self, liste: Iterable[Phrases]) -> None:
        dites = [dite for dite in map(_dire, liste) if dite]
        if not dites:
            return
        feuille = self._feuille(PHRASES)
        feuille.set_column(0, 0, _LARGEUR_DES_PHRASES, self._formes[_TEXTE])
        for rang, (dit, titre) in enumerate(ligne for bloc in dites for ligne in bloc):
            feuille.set_row(rang, _hauteur([dit], [_LARGEUR_DES_PHRASES]))
            _ecrire_un_texte(feuille, rang, 0, dit, self._titre if titre else self._formes[_TEXTE])

    def _tableau(self, tableau: Tableau, nom: str) -> None:
        feuille = self._feuille(nom)
        pistes = [_piste(colonne, tableau.lignes) for colonne in tableau.colonnes]
        for rang, piste in enumerate(pistes):
            feuille.set_column(rang, rang, piste.large, self._forme(piste.forme))
            entete = self._entete if piste.forme == _TEXTE else self._entete_de_nombres
            _ecrire_un_texte(feuille, 0, rang, piste.titre, entete)
        for rang, rangee in enumerate(zip(*(p.cellules for p in pistes), strict=True), 1):
            feuille.set_row(rang, _hauteur(rangee, [piste.large for piste in pistes]))
            for ou, (cellule, piste) in enumerate(zip(rangee, pistes, strict=True)):
                self._cellule(feuille, (rang, ou), cellule, piste.forme)
        derniere = max(1, len(tableau.lignes))
        feuille.autofilter(0, 0, derniere, len(pistes) - 1)
        feuille.freeze_panes(1, 0)
        feuille.repeat_rows(0)
        feuille.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        self._lignes[nom] = len(tableau.lignes)
        for rang, colonne in enumerate(tableau.colonnes):
            if valeurs := self._lignes.get(colonne.choix):
                feuille.data_validation(1, rang, _DERNIERE, rang, _liste(colonne.choix, valeurs))

    def _cellule(self, feuille: Any, ou: tuple[int, int], cellule: _Contenu, forme: str) -> None:
        if isinstance(cellule, str):
            _ecrire_un_texte(feuille, *ou, cellule, self._formes[forme])
        elif cellule is not None:
            valeur, sienne = cellule if isinstance(cellule, CelluleEnForme) else (cellule, forme)
            ecrire = feuille.write_datetime if isinstance(valeur, date) else feuille.write_number
            ecrire(*ou, valeur, self._forme(sienne))

    def _forme(self, forme: str) -> Any:
        """Rend cette forme d'un nombre ou d'un jour, faite une seule fois."""
        if forme not in self._formes:
            self._formes[forme] = self._classeur.add_format({**self._base, "num_format": forme})
        return self._formes[forme]

    def _feuille(self, nom: str) -> Any:
        feuille = self._classeur.add_worksheet(nom)
        feuille.set_landscape()
        feuille.set_paper(_LETTRE)
        feuille.fit_to_pages(1, 0)
        return feuille


def _nom_de_feuille(nom: str, pris: set[str]) -> str:
    """Rend un nom que le format admet, et que nulle autre feuille n'a; il l'ajoute à ceux-là."""
    suites = chain([""], (f" ({rang})" for rang in count(2)))
    candidats = (f"{propre(nom, NOM_MAX - len(suite))}{suite}" for suite in suites)
    libre = next(candidat for candidat in candidats if candidat.casefold() not in pris)
    pris.add(libre.casefold())
    return libre


def _liste(feuille: str, valeurs: int) -> dict[str, Any]:
    """Rend ce qui propose les valeurs de cette feuille, sans refuser qu'on en tape plusieurs."""
    return {
        "validate": "list",
        "source": f"='{feuille}'!$A$2:$A${valeurs + 1}",
        "error_type": "information",
        "error_title": f"Pas dans la feuille {feuille}",
        "error_message": f"Plusieurs valeurs se séparent par « {LIANT.strip()} ».",
    }


class _Piste(NamedTuple):
    """Une colonne d'une feuille : son titre, sa forme, sa largeur en caractères, ses cellules."""

    titre: str
    forme: str
    large: int
    cellules: Sequence[_Contenu]


def _piste(colonne: Colonne, lignes: Sequence[Any]) -> _Piste:
    cellules = [_valeur(colonne, colonne.lire(ligne)) for ligne in lignes]
    titre = colonne.titre or colonne.cle.rpartition(".")[2]
    dits = [str(cellule) for cellule in (titre, *cellules) if isinstance(cellule, str | int)]
    dits += colonne.textes(lignes) if colonne.cellule else []
    textes = [ligne for dit in dits for ligne in dit.split("\n")]
    longueur = max(map(len, textes))
    limite = _LARGEUR_D_UN_LIBELLE if longueur > _LONG else _LARGEUR_D_UN_NOM
    large = min(limite, max(_LARGEUR_MIN, longueur + 2))
    return _Piste(titre, _forme(colonne, cellules), large, cellules)


def _forme(colonne: Colonne, cellules: Iterable[_Contenu]) -> str:
    if formes := [cellule.forme for cellule in cellules if isinstance(cellule, CelluleEnForme)]:
        # Une année tapée sous une forme de date deviendrait un jour de 1905.
        return formes[0] if colonne.nature is Nature.NOMBRE else _TEXTE
    nombres = [cellule for cellule in cellules if isinstance(cellule, int | float)]
    if not nombres:
        return _TEXTE
    if colonne.nature is Nature.PART:
        return _PART
    return _ENTIER if all(isinstance(nombre, int) for nombre in nombres) else _DECIMAL


def _valeur(colonne: Colonne, valeur: Any) -> _Contenu:
    """Rend ce que contient la cellule : un texte, un nombre, un jour, ou rien."""
    if colonne.cellule and valeur is not None:
        return colonne.cellule(valeur)
    if valeur is None or isinstance(valeur, str):
        return valeur
    if isinstance(valeur, tuple) and not valeur:
        return None
    if isinstance(valeur, tuple):
        return colonne.ecrire([valeur])[0] if colonne.ecrire else texte(valeur)
    if isinstance(valeur, int):
        return valeur if abs(valeur) < _ENTIER_EXACT else str(valeur)
    return float(valeur)


def _dire(phrases: Phrases) -> list[tuple[str, bool]]:
    if phrases.support is Support.ECRAN:
        return []
    puces = ("".join(segment.texte for segment in segments(puce)) for puce in phrases.puces)
    lignes = [(ligne, phrases.titre) for ligne in phrases.lignes]
    return [*lignes, *((f"{PUCE}{puce}", False) for puce in puces)]


def _hauteur(cellules: Iterable[_Contenu], larges: Sequence[int]) -> int:
    """Rend la hauteur d'une rangée, en points, où chacun de ses textes se lit en entier."""
    lignes = max(
        sum(max(1, ceil(len(ligne) / large)) for ligne in cellule.split("\n"))
        if isinstance(cellule, str)
        else 1  # un nombre ne se replie pas
        for cellule, large in zip(cellules, larges, strict=True)
    )
    return min(_HAUTEUR_MAX, _HAUTEUR_D_UNE_LIGNE * lignes)


def _ecrire_un_texte(feuille: Any, rang: int, colonne: int, dit: str, forme: Any) -> None:
    """Écrit un texte à la lettre : ni formule, ni lien. Lève ErreurPlan s'il est trop long."""
    if (signes := longueur(dit)) > _UNITES_MAX:
        message = (
            f"{redire(dit)} a {entier(signes)} signes; une cellule en a au plus "
            f"{entier(_UNITES_MAX)}. Raccourcissez-le, ou lisez-le par «\u00a0plandev list\u00a0», "
            "en json, csv ou md"
        )
        raise ErreurPlan(Constat("texte-trop-long-pour-un-tableur", message))
    feuille.write_string(rang, colonne, dit, forme)
