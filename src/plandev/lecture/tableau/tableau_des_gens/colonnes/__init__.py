"""Étape 2 : la correspondance, c'est-à-dire ce qu'est chaque colonne, et pourquoi.

Une colonne est un rôle, un champ avec sa nature, ou mise de côté par la personne. Son titre
propose, ses cellules peuvent refuser; nommer une colonne ne change qu'elle.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from plandev.lecture.tableau.feuilles.feuille import Cellule
from plandev.lecture.tableau.feuilles.refus import refuser
from plandev.lecture.tableau.precisions import Precisions
from plandev.lecture.tableau.tableau_des_gens.colonnes.titres import ROLES, Reclame, role_du_titre
from plandev.lecture.tableau.tableau_des_gens.formes import (
    en_nombre,
    est_un_code,
    est_un_total,
    est_vide,
)
from plandev.lecture.tableau.tableau_des_gens.table import Rangee, Table
from plandev.messages.constats import lettres
from plandev.messages.mots import plier, redire
from plandev.plan.natures import NATURES

_PAS_DES_CODES = 1 / 5
_ASSEZ = 2  # lignes
_DES_CODES = "ce sont des codes"
_D_UN_ROLE = frozenset(ROLES)
COTE, VIDE = "cote", "vide"


@dataclass(slots=True)
class Colonne:
    """Une colonne : ce qu'elle est lue (un rôle, une nature de champ, COTE ou VIDE), et pourquoi.

    `cle` : celle de son champ; `dite` : la personne l'a décidé; `refusee` : ses
    cellules ne sont pas ce que son titre propose; `publique` : faux, si elle est
    cachée dans la feuille et que personne n'a dit autre chose.
    """

    rang: int
    titre: str
    sens: str = "texte"
    cle: str = ""
    raison: str = ""
    dite: bool = False
    refusee: bool = False
    publique: bool = True

    @property
    def intitule(self) -> str:
        """L'intitulé de son champ : son titre ou, sans titre, la clé qui est dite, ou sa lettre."""
        return self.titre or (self.cle if self.dite else "") or f"Colonne {lettres(self.rang)}"

    @property
    def est_un_champ(self) -> bool:
        """Vrai si elle devient un champ du plan."""
        return self.sens in NATURES


@dataclass(slots=True)
class Correspondance:
    """Les colonnes de la table; `croix` : le rôle de celles que des croix cochent."""

    colonnes: dict[int, Colonne] = field(default_factory=dict)
    croix: dict[int, str] = field(default_factory=dict)

    @property
    def roles(self) -> dict[str, int]:
        """La colonne de chaque rôle."""
        return {c.sens: c.rang for c in self.colonnes.values() if c.sens in _D_UN_ROLE}

    @property
    def champs(self) -> list[Colonne]:
        """Celles qui deviennent des champs, dans l'ordre de la feuille."""
        return [c for c in self.colonnes.values() if c.est_un_champ and c.rang not in self.croix]

    def declares(self, *, numerotes: bool) -> list[Colonne]:
        """Les champs, et la colonne des codes si plandev en donne d'autres."""
        codes = [c for c in self.colonnes.values() if c.sens == "code" and numerotes]
        return [*codes, *self.champs]


def correspondre(table: Table, precisions: Precisions) -> Correspondance:
    """Rend ce que sont les colonnes : ce qui en est dit, puis ce que proposent leurs titres.

    Lève Refus si une colonne qui est dite n'existe pas.
    """
    colonnes = {rang: Colonne(rang, table.titres.get(rang, "")) for rang in table.colonnes}
    rendue = Correspondance(colonnes)
    _prendre_ce_qui_est_dit(rendue, table, precisions)
    if precisions.textes is None:  # des règles disent tout ce que chaque colonne est
        _donner_les_roles(rendue, table)
    if "axe_titre" in rendue.roles and "axe" not in rendue.roles:
        colonnes[rendue.roles["axe_titre"]].sens = "axe"
    _cacher(rendue, table, precisions)
    return rendue


def _donner_les_roles(rendue: Correspondance, table: Table) -> None:
    lignes = _lignes_pleines(table)
    for role in ROLES:
        if role not in rendue.roles:
            _donner(rendue, role, lignes)
    if "code" not in rendue.roles:
        _trouver_les_codes(rendue, lignes)


def _prendre_ce_qui_est_dit(rendue: Correspondance, table: Table, precisions: Precisions) -> None:
    for designation, sens in precisions.colonnes:
        colonne = rendue.colonnes[trouver_la_colonne(table, designation)]
        colonne.dite, colonne.raison = True, "dit par la commande"
        colonne.sens = sens if sens in _D_UN_ROLE or sens in NATURES else "texte"
        colonne.cle = "" if sens in _D_UN_ROLE or sens in NATURES else sens
    for designation in precisions.sans_colonnes:
        colonne = rendue.colonnes[trouver_la_colonne(table, designation)]
        colonne.dite, colonne.sens, colonne.raison = True, COTE, "mise de côté par la commande"
    for role, designations in precisions.croix.items():
        for designation in designations:
            rendue.croix[trouver_la_colonne(table, designation)] = role


def trouver_la_colonne(table: Table, designation: int | str) -> int:
    """Rend le rang d'une colonne nommée par son rang, son titre, ou « Colonne C ». Lève Refus."""
    connues = {plier(titre): rang for rang, titre in table.titres.items()}
    connues |= {f"colonne {lettres(rang).lower()}": rang for rang in table.colonnes}
    rang = designation if isinstance(designation, int) else connues.get(plier(designation), 0)
    if rang not in table.colonnes:
        dit = lettres(rang) if rang else redire(str(designation))
        titres = ", ".join(f"{lettres(r)} {redire(t)}" for r, t in list(table.titres.items())[:40])
        refuser(f"ce tableau n'a pas de colonne {dit}\nses colonnes : {titres or 'sans titre'}")
    return rang


def _lignes_pleines(table: Table) -> list[Rangee]:
    """Rend les lignes d'où se juge une colonne : plusieurs cellules, sauf ce qui suit l'en-tête.

    Ce qui suit une ligne vide peut être autre chose que des actions : le premier bloc suffit.
    """
    pleines = [
        r
        for r in table.rangees
        if len(r.ligne) > 1 and not table.est_repete(r) and not est_un_total([*r.propres.values()])
    ]
    sauts = (n for n, (a, b) in enumerate(pairwise(pleines), 1) if b.rang > a.rang + 1)
    bloc = pleines[: next((n for n in sauts if n > _ASSEZ), None)]
    return bloc[1:] if len(bloc) > 1 else bloc


def _donner(rendue: Correspondance, role: str, lignes: Sequence[Rangee]) -> None:
    """Donne un rôle à la plus sûre des colonnes qui le réclament; dit pourquoi pas aux autres."""
    premiere: Colonne | None = None
    for colonne, reclame in sorted(_candidates(rendue, role), key=lambda c: _surete(c, lignes)):
        if premiere is not None:
            colonne.raison = f"{ROLES[role]} : déjà en {lettres(premiere.rang)}"  # type: ignore[index]
        elif raison := _refus(colonne, reclame, lignes):
            colonne.raison, colonne.refusee = raison, raison != _DES_CODES
        else:
            premiere, colonne.sens = colonne, role


def _candidates(rendue: Correspondance, role: str) -> Iterator[tuple[Colonne, Reclame]]:
    for colonne in rendue.colonnes.values():
        libre = not colonne.dite and colonne.sens == "texte" and colonne.rang not in rendue.croix
        reclame = role_du_titre(colonne.titre) if libre and colonne.titre else None
        if reclame and reclame.role == role:
            yield colonne, reclame


def _surete(candidate: tuple[Colonne, Reclame], lignes: Sequence[Rangee]) -> tuple[int, int, int]:
    colonne, reclame = candidate
    variete = len({plier(c.texte) for c in cellules_de(colonne.rang, lignes)})
    return reclame.rang, -variete if reclame.role == "libelle" else 0, colonne.rang


def cellules_de(rang: int, lignes: Iterable[Rangee]) -> list[Cellule]:
    """Rend ce que ces lignes disent dans une colonne, les cellules fusionnées comprises."""
    return [r.ligne[rang] for r in lignes if rang in r.ligne and not est_vide(r.ligne[rang])]


def _refus(colonne: Colonne, reclame: Reclame, lignes: Sequence[Rangee]) -> str:
    """Rend pourquoi les cellules d'une colonne refusent ce rôle; vide, si elles l'acceptent."""
    cellules = cellules_de(colonne.rang, lignes)
    if reclame.role == "code":
        return _refus_d_un_code(cellules)
    if reclame.role == "libelle" and cellules and all(map(_peut_etre_un_code, cellules)):
        return _DES_CODES
    if reclame.incertain and len(cellules) < len(lignes):
        return "pas l'axe : des lignes n'en ont pas"
    if reclame.role == "etat" and cellules and all(map(en_nombre, cellules)):
        return f"pas un état : {redire(cellules[0].texte)}"
    return ""


def _refus_d_un_code(cellules: Sequence[Cellule]) -> str:
    autres = [cellule for cellule in cellules if not _peut_etre_un_code(cellule)]
    if len(autres) > _PAS_DES_CODES * len(cellules):
        return f"pas un code : {redire(autres[0].texte)}"
    return ""


def _peut_etre_un_code(cellule: Cellule) -> bool:
    """Rend vrai d'un code, ou d'une cellule dont la faute se dira."""
    return est_un_code(cellule.texte) or cellule.nature in {"date", "erreur", "sans-valeur"}


def _trouver_les_codes(rendue: Correspondance, lignes: Sequence[Rangee]) -> None:
    """Donne la colonne des codes, si aucun titre ne la nomme.

    C'est celle d'un libellé qui n'a que des codes, ou une qui n'a pas de titre, à sa gauche.
    """
    libelle = rendue.roles.get("libelle", 0)
    for colonne in rendue.colonnes.values():
        libre = colonne.sens == "texte" and not colonne.dite
        if libre and (colonne.raison == _DES_CODES or _est_nue(colonne, libelle, lignes)):
            colonne.sens, colonne.raison = "code", "ses cellules sont des codes"
            if not libelle:
                _donner_le_libelle_d_a_cote(rendue, colonne.rang)
            return


def _est_nue(colonne: Colonne, libelle: int, lignes: Sequence[Rangee]) -> bool:
    """Rend vrai d'une colonne de codes sans titre, à gauche des libellés s'ils sont connus."""
    a_gauche = not colonne.titre and (colonne.rang < libelle or not libelle)
    return a_gauche and all(est_un_code(c.texte) for c in cellules_de(colonne.rang, lignes))


def _donner_le_libelle_d_a_cote(rendue: Correspondance, code: int) -> None:
    """Donne le libellé à la colonne qui suit les codes et n'a pas de titre : le leur les couvre."""
    voisine = rendue.colonnes.get(code + 1)
    titree = bool(rendue.colonnes[code].titre)  # sans en-tête, rien ne dit ce qu'elle est
    if titree and voisine and not voisine.titre and voisine.sens == "texte":
        voisine.sens, voisine.raison = "libelle", "sous le titre des codes"


def _cacher(rendue: Correspondance, table: Table, precisions: Precisions) -> None:
    dites = {trouver_la_colonne(table, designation) for designation in precisions.publiques}
    for colonne in rendue.colonnes.values():
        colonne.publique = colonne.rang not in table.cachees or colonne.rang in dites
