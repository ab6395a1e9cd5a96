"""Les blocs d'une feuille : des lignes sous un en-tête, qui dit ce qu'est chaque colonne.

Un tableau peut répéter son en-tête, ou en changer d'un axe à l'autre; cet en-tête peut tenir sur
deux lignes, et ne rien dire de la colonne des codes.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from plandev.lecture.tableau.feuilles.feuille import EN_ERREUR, Feuille, Ligne
from plandev.lecture.tableau.tableau_des_gens.entetes import (
    ROLES,
    Reconnu,
    Role,
    axe_nomme,
    est_un_total,
    reconnaitre,
)
from plandev.lecture.tableau.tableau_des_gens.textes import sur_une_ligne
from plandev.plan.valeurs import PATRON_CODE

_INDISPENSABLES: tuple[Role, ...] = ("libelle", "code")
_ROLES_MIN = 2  # d'un en-tête : un seul mot connu peut être celui d'une phrase
_CELLULES_D_UN_TITRE = 3  # d'une ligne qui nomme un axe : son rang, son titre, un en-tête
_LONGUEUR_D_UN_CODE = 12
_CODE = re.compile(PATRON_CODE)


AUCUNE = 0
"""La colonne de ce que le tableau n'a pas, et qui n'y est pas cherché."""


@dataclass(slots=True)
class Bloc:
    """Un en-tête, sur une ou plusieurs lignes, et les lignes qui le suivent.

    `roles` : la colonne de chacun; `rivales` : celles qui se disputent un rôle; `titres` : ceux des
    colonnes, rôle ou non; `illisibles` : les cellules de l'en-tête qui sont en erreur; `rangs` :
    les lignes, axes compris.
    """

    entete: list[int]
    roles: dict[Role, int] = field(default_factory=dict)
    rivales: dict[Role, list[int]] = field(default_factory=dict)
    titres: dict[int, str] = field(default_factory=dict)
    illisibles: list[tuple[int, int]] = field(default_factory=list)
    rangs: list[int] = field(default_factory=list)

    @property
    def debut(self) -> int:
        """La première ligne du bloc, en-tête compris."""
        return (self.entete or self.rangs)[0]

    @property
    def meme_que(self) -> tuple[dict[Role, int], dict[int, str]]:
        """Ce que deux en-têtes qui se répètent ont de pareil."""
        return self.roles, self.titres

    @property
    def manquants(self) -> list[Role]:
        """Les rôles sans quoi il n'est pas lu, et dont la colonne n'est pas connue."""
        return [role for role in _INDISPENSABLES if role not in self.roles]

    def se_passer_des_codes(self) -> None:
        """Fait qu'ils n'y soient pas cherchés, si rien ne dit leur colonne."""
        self.roles.setdefault("code", AUCUNE)


class Decoupage(NamedTuple):
    """Une feuille, les lignes qui y précèdent tout en-tête, et ses blocs."""

    feuille: Feuille
    avant: list[int]
    blocs: list[Bloc]


def decouper(feuille: Feuille, voulues: Mapping[str, int]) -> Decoupage:
    """Rend le découpage d'une feuille. `voulues` : la colonne de clés que la personne a nommées."""
    entetes = _entetes(feuille, voulues)
    rangs = list(feuille.lignes)
    if not entetes and {"code", "libelle"} <= set(voulues):
        premier = next((r for r in rangs if a_un_code(feuille.lignes[r], voulues["code"])), None)
        if premier is not None:
            seul = Bloc([], rangs=[rang for rang in rangs if rang >= premier])
            _nommer(seul, feuille, voulues)
            return Decoupage(feuille, [rang for rang in rangs if rang < premier], [seul])
    blocs = [Bloc(siens) for siens in entetes]
    debuts = [siens[0] for siens in entetes]
    for bloc, (debut, fin) in zip(
        blocs, pairwise([*debuts, max(rangs, default=0) + 1]), strict=True
    ):
        bloc.rangs = rangs[bisect_left(rangs, debut) : bisect_left(rangs, fin)]
        _nommer(bloc, feuille, voulues)
        _nommer_les_sous_titres(bloc, feuille)
    avant = [rang for rang in rangs if not debuts or rang < debuts[0]]
    return Decoupage(feuille, avant, blocs)


def _entetes(feuille: Feuille, voulues: Mapping[str, int]) -> list[list[int]]:
    """Rend les lignes de chaque en-tête : celles que rien d'autre que des axes ne sépare."""
    groupes: list[list[int]] = []
    ouvert = False
    for rang, ligne in feuille.lignes.items():
        if _nomme_des_colonnes(ligne, voulues):
            if ouvert:
                groupes[-1].append(rang)
            else:
                groupes.append([rang])
            ouvert = True
        elif not _nomme_un_axe(ligne):
            ouvert = False
    nommees = len(voulues)
    return [siens for siens in groupes if _roles_de(feuille, siens) + nommees >= _ROLES_MIN]


def _nomme_des_colonnes(ligne: Ligne, voulues: Mapping[str, int]) -> bool:
    """Rend vrai d'un en-tête, ou de la moitié d'un : un mot connu, seul ou près d'un axe."""
    roles = {reconnu.role for _, reconnu in _reconnus(ligne)}
    if len(roles) >= _ROLES_MIN or (roles and voulues and ligne.keys() >= {*voulues.values()}):
        return True
    pres_d_un_axe = len(ligne) <= _CELLULES_D_UN_TITRE and _nomme_un_axe(ligne)
    return bool(roles) and (len(ligne) == 1 or pres_d_un_axe)


def _nomme_un_axe(ligne: Ligne) -> bool:
    return any(axe_nomme(cellule.texte) for cellule in ligne.values())


def _roles_de(feuille: Feuille, rangs: Sequence[int]) -> int:
    return len({r.role for rang in rangs for _, r in _reconnus(feuille.lignes[rang])})


def _reconnus(ligne: Ligne) -> Iterator[tuple[int, Reconnu]]:
    for colonne, cellule in ligne.items():
        if cellule.nature not in EN_ERREUR and (reconnu := reconnaitre(cellule.texte)):
            yield colonne, reconnu


def _nommer(bloc: Bloc, feuille: Feuille, voulues: Mapping[str, int]) -> None:
    """Dit le rôle de chaque colonne d'un bloc : nommé, lu dans l'en-tête, ou vu dans les lignes."""
    for role, doutes in _lire_l_entete(bloc, feuille, {*voulues.values()}).items():
        if role not in voulues:
            premiere, *rivales = [c for c in doutes if doutes[c] == min(doutes.values())]
            bloc.roles[role], bloc.rivales[role] = premiere, rivales
    bloc.roles |= {role: voulues[role] for role in voulues if role in ROLES}
    if "axe" not in bloc.roles and "axe_titre" in bloc.roles:
        bloc.roles["axe"] = bloc.roles.pop("axe_titre")
        bloc.rivales["axe"] = bloc.rivales.pop("axe_titre", [])
    _trouver_les_codes(bloc, feuille)


def _lire_l_entete(bloc: Bloc, feuille: Feuille, prises: set[int]) -> dict[Role, dict[int, int]]:
    """Note les titres d'un bloc; rend le doute de chaque colonne, sous le rôle qu'elle peut avoir.

    `prises` : les colonnes dont le rôle est déjà connu.
    """
    candidates: dict[Role, dict[int, int]] = {}
    for rang in bloc.entete:
        ligne = feuille.lignes[rang]
        entier = len({r.role for _, r in _reconnus(ligne)}) >= _ROLES_MIN
        for colonne, cellule in ligne.items():
            if cellule.nature in EN_ERREUR:
                bloc.illisibles.append((rang, colonne))
                continue
            reconnu = reconnaitre(cellule.texte)
            if reconnu and colonne not in prises:
                candidates.setdefault(reconnu.role, {})[colonne] = reconnu.doute
            if (reconnu or entier) and not axe_nomme(cellule.texte):
                bloc.titres[colonne] = sur_une_ligne(cellule.texte)
    return candidates


def _nommer_les_sous_titres(bloc: Bloc, feuille: Feuille) -> None:
    """Complète les titres d'un en-tête dont la ligne d'après détaille quelques colonnes.

    Sous « Échéancier », 2024, 2025 et 2026 : chacune y est « Échéancier 2024 », et ainsi de suite.
    """
    rang = bloc.entete[-1] + 1
    ligne = feuille.lignes.get(rang, {})
    sans_titre = ligne.keys() - bloc.titres.keys()
    if (
        not (sans_titre and bloc.titres)
        or ligne.keys() & {*bloc.roles.values()}
        or _nomme_un_axe(ligne)
    ):
        return
    dessus = dict(bloc.titres)
    for colonne, cellule in ligne.items():
        titre = dessus[max(autre for autre in dessus if autre <= colonne or autre == min(dessus))]
        bloc.titres[colonne] = f"{titre} {sur_une_ligne(cellule.texte)}"
    bloc.entete.append(rang)


def _trouver_les_codes(bloc: Bloc, feuille: Feuille) -> None:
    """Donne la colonne des codes, si rien ne la nomme : à gauche des libellés, ou sous leur nom."""
    libelle = bloc.roles.get("libelle")
    if libelle is None or "code" in bloc.roles:
        return
    sans_titre = [c for c in _colonnes(bloc, feuille) if c not in bloc.titres]
    a_gauche = [c for c in sans_titre if c < libelle and _sont_des_codes(bloc, feuille, c)]
    a_droite = [c for c in sans_titre if c > libelle]
    if a_gauche:
        bloc.roles["code"] = a_gauche[-1]
    elif a_droite and _sont_des_codes(bloc, feuille, libelle):
        bloc.roles |= {"code": libelle, "libelle": a_droite[0]}


def _colonnes(bloc: Bloc, feuille: Feuille) -> list[int]:
    return sorted({c for rang in _actions(bloc, feuille) for c in feuille.lignes[rang]})


def _actions(bloc: Bloc, feuille: Feuille) -> Iterator[int]:
    """Rend les lignes qui ont l'air d'actions : plusieurs cellules, et ni axe ni total."""
    for rang in bloc.rangs:
        ligne = feuille.lignes[rang]
        a_part = _nomme_un_axe(ligne) or est_une_somme(ligne)
        if rang not in bloc.entete and len(ligne) > 1 and not a_part:
            yield rang


def est_une_somme(ligne: Ligne) -> bool:
    """Rend vrai d'une ligne de total."""
    return any(est_un_total(cellule.texte) for cellule in ligne.values())


def _sont_des_codes(bloc: Bloc, feuille: Feuille, colonne: int) -> bool:
    lignes = (feuille.lignes[rang] for rang in _actions(bloc, feuille))
    pleines = [ligne for ligne in lignes if colonne in ligne]
    return bool(pleines) and all(a_un_code(ligne, colonne) for ligne in pleines)


def a_un_code(ligne: Ligne, colonne: int) -> bool:
    """Rend vrai si la cellule de cette colonne a l'air d'un code : court, et avec un chiffre."""
    cellule = ligne.get(colonne)
    if cellule is None or len(cellule.texte) > _LONGUEUR_D_UN_CODE:
        return False
    return bool(_CODE.search(cellule.texte.strip())) and bool(re.search(r"\d", cellule.texte))
