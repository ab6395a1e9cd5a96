"""Étape 1, suite : ce qu'est chaque ligne, par où elle se trouve et par ce qui lui manque.

Un genre est une ligne de GENRES : son nom, la phrase qui le dit à une personne, son épreuve. Aucune
épreuve ne sait ce que les autres ont dit, et aucune ne lit le premier mot d'une ligne pleine.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from plandev.lecture.tableau.feuilles.feuille import Cellule
from plandev.lecture.tableau.tableau_des_gens.formes import (
    axe_nomme,
    commence_par_total,
    en_code,
    en_date,
    en_nombre,
    est_un_code,
    est_un_total,
    est_vide,
    forme_d_un_titre,
    premier_mot,
)
from plandev.lecture.tableau.tableau_des_gens.table import Rangee, Table
from plandev.lecture.tableau.tableau_des_gens.table.blocs import blocs_a_part
from plandev.messages.mots import plier
from plandev.plan.etats import etat_nomme

# « Total », « Total général », « Total : 4 actions »; et non « Total respect ».
_TOTAL_SUR = re.compile(
    r"sous[ -]?tota.*|nombre .*|tota(?:l|ux)(?:\W*| general\b.*| (?:de|des|du|d)\b.*|\W+\d.*"
    r"| (?:axe|annee|action|projet|budget)s?\b.*)"
)
_CROIX_MAX = 3  # signes d'une croix, ou d'un oui
_ASSEZ_D_AUTRES = 2  # cellules, pour dire ce qu'une colonne est partout ailleurs


@dataclass(slots=True)
class Vue:
    """Une ligne telle que les épreuves la voient : elle, ses voisines, les rôles des colonnes."""

    rangee: Rangee
    table: Table
    roles: Mapping[str, int]
    premiere: bool  # juste sous l'en-tête
    suivante: Rangee | None
    action_au_dessus: bool

    def propre(self, role: str) -> Cellule | None:
        """Sa propre cellule, dans la colonne de ce rôle, si elle dit quelque chose."""
        cellule = self.rangee.propres.get(self.roles.get(role, 0))
        return None if cellule is None or est_vide(cellule) else cellule

    @property
    def seule(self) -> int | None:
        """La colonne de sa seule cellule, ou None si elle en a plusieurs."""
        return next(iter(self.rangee.propres)) if len(self.rangee.propres) == 1 else None

    @property
    def axe_dit_ailleurs(self) -> bool:
        """Vrai si une colonne dit l'axe."""
        return "axe" in self.roles or "axe_titre" in self.roles


def _explique(vue: Vue) -> bool:
    code = vue.propre("code")
    if not vue.premiere or (code and est_un_code(code.texte)):
        return False
    debuts = Counter(
        debut for colonne in vue.rangee.propres if (debut := _debut_a_part(vue, colonne))
    )
    if debuts and max(debuts.values()) > max(1, len(vue.rangee.propres) / 2):
        return True
    return sum(_y_perd(vue, colonne) for colonne in vue.rangee.propres) >= 2


_SORTES: tuple[Callable[[Cellule], object], ...] = (
    en_date, en_nombre, lambda c: etat_nomme(c.texte), lambda c: est_un_code(c.texte),
)  # fmt: skip


def _debut_a_part(vue: Vue, colonne: int) -> str:
    """Rend le premier mot d'une cellule, si aucune autre de sa colonne ne commence par lui."""
    mot = premier_mot(vue.rangee.propres[colonne])
    autres = (
        r.propres[colonne]
        for r in vue.table.rangees
        if colonne in r.propres and r.feuille is vue.rangee.feuille
    )
    seul = [premier_mot(cellule) for cellule in autres].count(mot) == 1
    return mot if seul and mot.isalpha() and len(mot) > _CROIX_MAX else ""


def _y_perd(vue: Vue, colonne: int) -> bool:
    """Rend vrai d'une colonne qui, dans cette ligne seule, n'est pas ce qu'elle est partout."""
    pleines = [r for r in vue.table.rangees if len(r.propres) > 1 and r is not vue.rangee]
    autres = [r.propres[colonne] for r in pleines if colonne in r.propres]
    ici = vue.rangee.propres[colonne]
    if est_vide(ici) or len(autres) < _ASSEZ_D_AUTRES:
        return False
    return any(all(map(sorte, autres)) and not sorte(ici) for sorte in _SORTES)


def _peut_etre_un_total(vue: Vue) -> bool:
    code = vue.propre("code")
    sans_code = code is None or commence_par_total(code.texte)
    return sans_code and est_un_total([*vue.rangee.propres.values()])


def _total(vue: Vue) -> bool:
    textes = (plier(cellule.texte) for cellule in vue.rangee.propres.values())
    return _peut_etre_un_total(vue) and any(map(_TOTAL_SUR.fullmatch, textes))


def _titre_nomme(vue: Vue) -> bool:
    """« Axe 2 : … » seul, ou « Axe 2 », et son titre à côté."""
    nommes = [axe for c in vue.rangee.propres.values() if (axe := axe_nomme(c.texte))]
    if vue.axe_dit_ailleurs or len(vue.rangee.propres) > 2 or not nommes:
        return False
    return len(vue.rangee.propres) == 1 or not nommes[0][1]


def _titre_seul(vue: Vue) -> bool:
    if vue.seule is None:
        return False
    cellule = vue.rangee.propres[vue.seule]
    if vue.seule == vue.roles.get("libelle"):
        forme = forme_d_un_titre(cellule.texte)
        return not vue.axe_dit_ailleurs and bool(forme) and (" " in forme or "code" in vue.roles)
    du_debut = vue.seule == min(vue.table.colonnes) or vue.seule in {
        vue.roles.get("code"), vue.roles.get("axe"),
    }  # fmt: skip
    un_code = vue.seule == vue.roles.get("code") and est_un_code(cellule.texte)
    return du_debut and not un_code and vue.seule != vue.roles.get("responsables")


def _titre_code(vue: Vue) -> bool:
    code, libelle = vue.propre("code"), vue.propre("libelle")
    if vue.axe_dit_ailleurs or not (code and libelle) or len(vue.rangee.propres) > 2:
        return False
    suivant = vue.suivante.propres.get(vue.roles["code"]) if vue.suivante else None
    sien = en_code(code.texte)
    return suivant is not None and en_code(suivant.texte).startswith((f"{sien}.", f"{sien}-"))


def _suite(vue: Vue) -> bool:
    if vue.propre("code") or vue.propre("libelle") or not vue.action_au_dessus:
        return False
    return vue.propre("axe") is None


def _action(vue: Vue) -> bool:
    fusionne = vue.roles.get("libelle") in vue.rangee.ligne and vue.propre("code") is not None
    return vue.propre("libelle") is not None or fusionne or vue.propre("code") is not None


def _libelle_seul(vue: Vue) -> bool:
    """Un texte seul dans la colonne du libellé, que rien d'autre n'explique."""
    if vue.seule is None or vue.seule != vue.roles.get("libelle"):
        return False
    return not vue.axe_dit_ailleurs or "code" in vue.roles


class Genre(NamedTuple):
    """Un genre de lignes : ce qu'en dit une phrase, l'épreuve d'une ligne."""

    nom: str
    phrase: str
    epreuve: Callable[[Vue], bool]


DEMANDEE = "?"
GENRES = (
    Genre("en-tête", "les deux tiers de ses cellules répètent l'en-tête",
          lambda vue: vue.table.est_repete(vue.rangee)),
    Genre("explication", "sous l'en-tête, elle explique les colonnes : ses cellules commencent par "
          "le même mot, ou deux n'ont pas la forme de leur colonne", _explique),
    Genre("total", "pas de code, un seul texte, qui est « Total », et des nombres", _total),
    Genre(DEMANDEE, "un texte qui commence par « Total », et des nombres", _peut_etre_un_total),
    Genre("titre", "elle nomme un axe, seul ou avec son titre", _titre_nomme),
    Genre("titre", "un texte seul, au début de la ligne", _titre_seul),
    Genre("titre", "un code et un libellé, et le code suivant commence par celui-ci", _titre_code),
    Genre(DEMANDEE, "un texte seul dans la colonne du libellé", _libelle_seul),
    Genre("action", "elle a un libellé ou un code", _action),
    Genre("suite", "ni code ni libellé : elle continue l'action du dessus", _suite),
)  # fmt: skip


@dataclass(slots=True)
class Classement:
    """Le genre de chaque ligne de la table, dans leur ordre, et les blocs qui sont à part."""

    genres: list[tuple[Rangee, Genre]] = field(default_factory=list)
    blocs_a_part: list[list[Rangee]] = field(default_factory=list)

    def de(self, *noms: str) -> list[Rangee]:
        """Rend les lignes de ces genres."""
        return [rangee for rangee, genre in self.genres if genre.nom in noms]


_DIT = "la commande le dit"


def classer(table: Table, roles: Mapping[str, int], dites: Mapping[str, str]) -> Classement:
    """Rend le genre de chaque ligne. `dites` : celui qu'une personne en a dit, sous son rang."""
    classement, action = Classement(), False
    suivantes = [*table.rangees[1:], None]
    for n, (rangee, suivante) in enumerate(zip(table.rangees, suivantes, strict=True)):
        dit = dites.get(f"{plier(rangee.feuille.nom)}!{rangee.rang}") or dites.get(str(rangee.rang))
        premiere = n == 0 or rangee.feuille is not table.rangees[n - 1].feuille
        vue = Vue(rangee, table, roles, premiere, suivante, action)
        genre = Genre(dit, _DIT, _action) if dit else _genre(vue)
        action = genre.nom == "action" or (action and genre.nom == "suite")
        classement.genres.append((rangee, genre))
    if not any(
        genre.nom == "action" or forme_d_un_titre(r.textes) for r, genre in classement.genres
    ):
        _prendre_pour_des_actions(classement)
    _mettre_a_part(classement, table, roles.get("code", 0))
    return classement


def _prendre_pour_des_actions(classement: Classement) -> None:
    """Fait des actions de libellés tous seuls, et sans numéro : ce ne sont pas que des titres."""
    action = Genre("action", "un libellé, comme toutes les autres", _action)
    classement.genres = [
        (r, action if g.epreuve is _libelle_seul else g) for r, g in classement.genres
    ]


def _genre(vue: Vue) -> Genre:
    autre = Genre(DEMANDEE, "ni code ni libellé, et aucune action au-dessus", _action)
    return next((genre for genre in GENRES if genre.epreuve(vue)), autre)


def _mettre_a_part(classement: Classement, table: Table, code: int) -> None:
    """Demande les lignes des blocs que rien de ce qui est dit n'explique."""
    lues = [(rangee, genre.nom in {"action", DEMANDEE}) for rangee, genre in classement.genres]
    dites = {id(rangee) for rangee, genre in classement.genres if genre.phrase == _DIT}
    blocs = blocs_a_part(table, lues, code)
    classement.blocs_a_part = [bloc for bloc in blocs if dites.isdisjoint(map(id, bloc))]
    a_part = {id(rangee) for bloc in classement.blocs_a_part for rangee in bloc}
    demande = Genre(
        DEMANDEE, "après une ligne vide, elle n'est pas faite comme les actions", _action
    )
    classement.genres = [(r, demande if id(r) in a_part else g) for r, g in classement.genres]
