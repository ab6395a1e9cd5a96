"""Ce qu'une personne dit d'un tableau, par des options ou des règles, et comment cela se lit."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, NamedTuple

from plandev.messages.constats import rang_de_colonne
from plandev.messages.mots import conseil, enumerer, plier, reconnaitre
from plandev.plan.etats import ETATS, etat_nomme
from plandev.plan.natures import NATURES

_RIEN: Mapping[Any, Any] = MappingProxyType({})
_D_UNE_SEULE = (
    "code", "libelle", "responsables", "groupes", "axe", "axe_titre", "etat", "sous-action",
    *(nom for nom, nature in NATURES.items() if nature.une_seule),
)  # fmt: skip
SENS = tuple(dict.fromkeys((*_D_UNE_SEULE, *NATURES)))
"""Ce qu'une colonne peut être lue : un rôle, ou un champ d'une nature."""
GENRES_DITS = ("action", "titre", "suite", "total", "explication", "cote")
"""Les genres qu'une personne peut dire d'une ligne."""
CROISES = ("responsables", "groupes")
_SOUS_ACTIONS = ("liste", "actions")
_ETENDUE_MAX = 100_000  # lignes
_MAL_TAPE = 0.8  # de ressemblance, sur 1 (`difflib`)

Designation = int | str
"""Une colonne : son rang, à partir de 1, ou son titre."""


class Precisions(NamedTuple):
    """Ce qui est dit du plan (titre, année), de la table (feuille, en-tête, lignes), des colonnes.

    `annee` : une année, ou une période comme 2023-2030; `entete` : 0, s'il n'y en a pas; `lignes` :
    le genre de lignes, sous leur rang; `colonnes` : ce qu'est chacune, rôle, nature ou clé d'un
    champ; `croix` : les colonnes que des croix cochent, sous leur rôle; `etats` : l'état de chaque
    mot, plié; `axes` : le titre de chaque numéro; `numeroter` : de 1 à n dans chaque axe.
    `textes` : les colonnes que des règles connaissent comme des champs de texte, ou None sans
    règles; `tapees` : les options, telles qu'elles se retapent.
    """

    titre: str | None = None
    annee: str | None = None
    feuille: str | None = None
    entete: int | None = None
    premiere_ligne: int | None = None
    derniere_ligne: int | None = None
    lignes: Mapping[str, str] = _RIEN
    colonnes: tuple[tuple[Designation, str], ...] = ()
    sans_colonnes: tuple[Designation, ...] = ()
    publiques: tuple[Designation, ...] = ()
    croix: Mapping[str, tuple[Designation, ...]] = _RIEN
    etats: Mapping[str, str] = _RIEN
    axes: Mapping[int, str] = _RIEN
    axe_unique: str | None = None
    axe_vide: str | None = None
    sous_actions: str | None = None
    separateur: str | None = None
    numeroter: bool = False
    encodage: str | None = None
    textes: tuple[str, ...] | None = None
    tapees: tuple[str, ...] = ()


SANS_PRECISION = Precisions()
_ANNEE = "une année est attendue, ou une période : 2023-2030"
_RANG = "le rang d'une ligne est attendu, comme 3"
_LIGNES = "des lignes et leur genre sont attendus, comme 3=explication ou 12-14=cote"
_LETTRES = "des lettres de colonnes sont attendues, comme G, ou E:K"
_CROIX = "responsables=E:K est attendu, ou groupes=E:K"
_ETAT = 'un mot du tableau et l\'état dont il tient lieu, comme "Complété=réalisée"'
_AXE = 'le numéro d\'un axe et son titre sont attendus, comme "5=Son titre"'


class MalDit(ValueError):
    """Ce qui est tapé n'est pas ce qui est attendu : cela, puis les choix."""

    def __str__(self) -> str:
        """Rend ce qui est attendu, les choix à la ligne."""
        return "\n".join(map(str, self.args))


def une_annee(dit: str) -> str:
    """Rend l'année, ou la période, telle qu'elle est tapée. Lève MalDit."""
    if not re.fullmatch(r"(19|20|21)[0-9]{2}(-(19|20|21)[0-9]{2})?", dit):
        raise MalDit(_ANNEE)
    return dit


def un_rang(dit: str) -> int:
    """Rend le rang d'une ligne. Lève MalDit."""
    if not re.fullmatch("[0-9]{1,7}", dit):
        raise MalDit(_RANG)
    return int(dit)


def des_lignes(dit: str, genre: str) -> Iterator[tuple[str, str]]:
    """Rend le genre de chacune des lignes que nomme « 3 », « 2,5 », « 12-14 » ou « Feuil1!3 »."""
    feuille, _, rangs = dit.rpartition("!")
    connu = reconnaitre(genre, GENRES_DITS)
    if connu is None or not re.fullmatch(r"[0-9]{1,7}(?:[-,][0-9]{1,7})*", rangs):
        raise MalDit(_LIGNES, f"genres : {enumerer(GENRES_DITS)}")
    for morceau in rangs.split(","):
        debut, *fin = map(int, morceau.split("-"))
        for rang in range(debut, min([*fin, debut][0], debut + _ETENDUE_MAX) + 1):
            yield (f"{plier(feuille)}!{rang}" if feuille else str(rang)), connu


def un_sens(dit: str) -> str:
    """Rend ce que peut être une colonne : un rôle, une nature, ou la clé d'un champ.

    Lève MalDit de ce qui n'est qu'un rôle mal tapé.
    """
    connu = reconnaitre(dit, SENS)
    if connu is None and (voisins := get_close_matches(plier(dit), SENS, 1, cutoff=_MAL_TAPE)):
        propose = f"vouliez-vous dire {voisins[0]}?"
        raise MalDit(propose, f"choix possibles : {enumerer(SENS)}")
    return connu or dit


def une_seule_fois(sens: str) -> bool:
    """Rend vrai de ce qu'une seule colonne peut être."""
    return sens in _D_UNE_SEULE or sens not in NATURES


def des_lettres(dit: str) -> tuple[int, ...]:
    """Rend les colonnes que nomment des lettres : G; G,K; E:K. Lève MalDit."""
    rangs: list[int] = []
    for morceau in dit.upper().replace(" ", "").split(","):
        if not re.fullmatch("[A-Z]{1,3}(:[A-Z]{1,3})?", morceau):
            raise MalDit(_LETTRES)
        debut, _, fin = morceau.partition(":")
        rangs += range(rang_de_colonne(debut), rang_de_colonne(fin or debut) + 1)
    return tuple(rangs)


def un_role_croise(dit: str) -> str:
    """Rend le rôle que des croix peuvent dire. Lève MalDit."""
    if dit not in CROISES:
        raise MalDit(_CROIX, conseil(dit, CROISES))
    return dit


def un_etat(mot: str, dit: str) -> tuple[str, str]:
    """Rend un mot plié, et l'état dont il tient lieu. Lève MalDit."""
    if not mot.strip() or not (etat := etat_nomme(dit)):
        raise MalDit(_ETAT, f"états : {enumerer(ETATS)}")
    return plier(mot), etat


def un_axe(numero: str, titre: str) -> tuple[int, str]:
    """Rend le numéro d'un axe et son titre. Lève MalDit."""
    if not re.fullmatch("[1-9][0-9]{0,2}", numero) or not titre.strip():
        raise MalDit(_AXE)
    return int(numero), titre.strip()


def des_sous_actions(dit: str) -> str:
    """Rend ce que sont les sous-actions. Lève MalDit."""
    if dit not in _SOUS_ACTIONS:
        raise MalDit(conseil(dit, _SOUS_ACTIONS))
    return dit
