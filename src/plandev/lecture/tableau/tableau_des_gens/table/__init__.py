"""Étape 1 : trouver le tableau, soit ses feuilles, leur en-tête, et leurs lignes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from plandev.lecture.tableau.brouillon_de_tableau import BrouillonDeTableau
from plandev.lecture.tableau.feuilles.feuille import Cellule, Feuille, Ligne
from plandev.lecture.tableau.feuilles.refus import refuser
from plandev.lecture.tableau.precisions import Precisions
from plandev.lecture.tableau.tableau_des_gens.formes import axe_nomme, en_date, sur_une_ligne
from plandev.lecture.tableau.tableau_des_gens.table.entete import EnTete, trouver_l_en_tete
from plandev.messages.constats import Case, lettres
from plandev.messages.mots import choix, enumerer, plier, redire

_PART_REPETEE = 2 / 3


class Rangee(NamedTuple):
    """Une ligne de la table : ses propres cellules, et les mêmes avec celles qui sont fusionnées.

    D'une cellule fusionnée avec celle du dessus, `ligne` a ce que dit celle qui parle pour toutes.
    """

    feuille: Feuille
    rang: int
    propres: Ligne
    ligne: Ligne

    def case(self, colonne: int) -> Case:
        """Rend la case de cette colonne; d'une cellule fusionnée, de celle qui parle pour elle."""
        ancre = (
            self.rang
            if colonne in self.propres
            else self.feuille.fusions.get((self.rang, colonne), self.rang)
        )
        return self.feuille.case(ancre, colonne)

    @property
    def cases(self) -> list[Case]:
        """Les cases de ses propres cellules."""
        return [self.feuille.case(self.rang, colonne) for colonne in self.propres]

    @property
    def textes(self) -> str:
        """Ce que disent ses propres cellules, à la suite."""
        return " | ".join(sur_une_ligne(c.texte) for c in self.propres.values())


@dataclass(slots=True)
class Table:
    """Les feuilles lues, leur en-tête, et les lignes : avant lui, sous lui, après la dernière.

    `entetes` : les lignes de l'en-tête de chaque feuille, sous son rang; `titres` : celui de chaque
    colonne qui en a un; `colonnes` : celles qui ont un titre ou une cellule.
    """

    feuilles: list[Feuille]
    entetes: dict[int, list[int]] = field(default_factory=dict)
    titres: dict[int, str] = field(default_factory=dict)
    avant: list[Rangee] = field(default_factory=list)
    rangees: list[Rangee] = field(default_factory=list)
    apres: list[Rangee] = field(default_factory=list)
    colonnes: list[int] = field(default_factory=list)

    @property
    def cachees(self) -> set[int]:
        """Les colonnes qu'une des feuilles cache."""
        return set[int]().union(*(feuille.colonnes_cachees for feuille in self.feuilles))

    def en_tete(self, colonne: int) -> Case:
        """Rend la case du titre d'une colonne; sans en-tête, sa première case."""
        feuille = self.feuilles[0]
        rangs = self.entetes[feuille.rang]
        siens = [rang for rang in rangs if colonne in feuille.lignes.get(rang, {})]
        return feuille.case(
            (siens or rangs or [self.rangees[0].rang if self.rangees else 1])[-1], colonne
        )

    def titres_au_dessus(self, feuille: Feuille) -> list[Rangee]:
        """Rend les lignes qui, au-dessus de l'en-tête, nomment un axe ou lui donnent un titre."""
        siennes = [rangee for rangee in self.avant if rangee.feuille is feuille]
        nommes = {r.rang: axe for r in siennes if (axe := axe_nomme(r.textes))}
        return [r for r in siennes if r.rang in nommes or nommes.get(r.rang - 1, (0, "?"))[1] == ""]

    def cellule(self, ou: Case) -> Cellule:
        """Rend la cellule de cette case."""
        feuille = next(feuille for feuille in self.feuilles if feuille.rang == ou.rang)
        return feuille.lignes[ou.ligne][ou.colonne]

    def titre(self, colonne: int) -> str:
        """Rend le titre d'une colonne, ou « Colonne C » si elle n'en a pas."""
        return self.titres.get(colonne) or f"Colonne {lettres(colonne)}"

    def nom(self, colonne: int) -> str:
        """Rend comment une phrase nomme une colonne : sa lettre et son titre."""
        titre = self.titres.get(colonne)
        return f"{lettres(colonne)} {redire(titre)}" if titre else lettres(colonne)

    def est_repete(self, rangee: Rangee) -> bool:
        """Rend vrai d'une ligne dont les deux tiers des cellules répètent l'en-tête."""
        pareilles = sum(
            plier(cellule.texte) in plier(self.titres.get(colonne, "")) and len(cellule.texte) > 1
            for colonne, cellule in rangee.propres.items()
        )
        return pareilles >= max(2, _PART_REPETEE * len(rangee.propres))


def trouver(
    brouillon: BrouillonDeTableau, feuilles: Sequence[Feuille], precisions: Precisions
) -> Table:
    """Rend la table que sont ces feuilles, et dit celles qui sont laissées de côté. Lève Refus."""
    visibles = _nommee(feuilles, precisions.feuille) or _visibles(brouillon, feuilles)
    entetes = {feuille.rang: trouver_l_en_tete(feuille, precisions) for feuille in visibles}
    if precisions.entete and not any(entete.rangs for entete in entetes.values()):
        refuser(f"la ligne {precisions.entete} est vide : ce n'est pas l'en-tête\nvoyez --apercu")
    lues = _avec_des_actions(brouillon, visibles, entetes)
    titres = dict(entetes[lues[0].rang].titres) if lues else {}
    table = Table(lues, {feuille.rang: entetes[feuille.rang].rangs for feuille in lues}, titres)
    for feuille in lues:
        _ranger(table, feuille, precisions)
    table.colonnes = sorted({*titres}.union(*(rangee.propres for rangee in table.rangees)))
    return table


def _nommee(feuilles: Sequence[Feuille], nom: str | None) -> list[Feuille]:
    siennes = [feuille for feuille in feuilles if plier(feuille.nom) == plier(nom or "")]
    if nom and not siennes:
        refuser(f"aucune feuille {redire(nom)}\n{choix([feuille.nom for feuille in feuilles])}")
    return siennes if nom else []


def _visibles(brouillon: BrouillonDeTableau, feuilles: Sequence[Feuille]) -> list[Feuille]:
    pleines = [feuille for feuille in feuilles if feuille.lignes]
    for feuille in pleines:
        if feuille.cachee:
            _laisser(brouillon, feuille, "elle est cachée")
    return [feuille for feuille in pleines if not feuille.cachee]


def _avec_des_actions(
    brouillon: BrouillonDeTableau, visibles: Sequence[Feuille], entetes: Mapping[int, EnTete]
) -> list[Feuille]:
    """Rend celles qui ont le même en-tête d'actions; s'il y en a deux, demande laquelle."""
    lues = [f for f in visibles if entetes[f.rang].a_un_libelle] or [*visibles]
    for feuille in visibles:
        if feuille not in lues:
            _laisser(brouillon, feuille, "elle n'a pas l'en-tête d'un tableau d'actions")
    if len({entetes[f.rang].signature for f in lues}) <= 1 and not _sont_des_annees(lues):
        return lues
    noms = enumerer([feuille.nom for feuille in lues])
    message = f"plusieurs feuilles ont des actions : {noms}\nnommez celle qu'il faut"
    brouillon.demander("feuille-de-cote", None, message, "--feuille …")
    return lues[:1]


def _laisser(brouillon: BrouillonDeTableau, feuille: Feuille, pourquoi: str) -> None:
    message = f"feuille {redire(feuille.nom)} laissée de côté : {pourquoi}"
    brouillon.avertir("feuille-de-cote", feuille.case(1, 1), message)


def _sont_des_annees(feuilles: Sequence[Feuille]) -> bool:
    """Rend vrai de plusieurs feuilles qui s'appellent d'une année : ce sont plusieurs plans."""
    annees = [f for f in feuilles if en_date(Cellule(f.nom)) or f.nom[-4:].isdecimal()]
    return len(feuilles) > 1 and len(annees) == len(feuilles)


def _ranger(table: Table, feuille: Feuille, precisions: Precisions) -> None:
    entete = table.entetes[feuille.rang]
    premiere = precisions.premiere_ligne or (entete[-1] + 1 if entete else 1)
    fusions = defaultdict[int, list[tuple[int, int]]](list)
    for (rang, colonne), ancre in feuille.fusions.items():
        if ancre >= premiere and colonne in feuille.lignes.get(ancre, {}):
            fusions[rang].append((colonne, ancre))
    for rang, propres in feuille.lignes.items():
        if rang not in entete:
            du_dessus = {c: feuille.lignes[ancre][c] for c, ancre in fusions[rang]}
            rangee = Rangee(feuille, rang, propres, {**du_dessus, **propres})
            _ou(table, rang, premiere, precisions.derniere_ligne).append(rangee)


def _ou(table: Table, rang: int, premiere: int, derniere: int | None) -> list[Rangee]:
    if rang < premiere:
        return table.avant
    return table.apres if derniere and rang > derniere else table.rangees
