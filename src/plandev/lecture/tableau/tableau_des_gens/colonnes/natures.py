"""La nature de chaque champ : celle que toutes ses cellules ont."""

from collections.abc import Sequence

from plandev.lecture.tableau.feuilles.feuille import Cellule
from plandev.lecture.tableau.feuilles.refus import refuser_la_taille
from plandev.lecture.tableau.tableau_des_gens.colonnes import (
    VIDE,
    Colonne,
    Correspondance,
    cellules_de,
)
from plandev.lecture.tableau.tableau_des_gens.colonnes.titres import nature_du_titre
from plandev.lecture.tableau.tableau_des_gens.formes import (
    en_date,
    en_jour_de_serie,
    en_nombre,
    en_valeur,
)
from plandev.lecture.tableau.tableau_des_gens.table import Rangee
from plandev.messages.mots import plier
from plandev.plan.natures import NATURES
from plandev.plan.tableur import cle_de_champ

_CHAMPS_MAX = 1_000  # bien plus que ceux d'un plan : de quoi les dire tous


# Ce que devient une colonne dont une autre a déjà la nature, que le plan n'admet qu'une fois.
_SINON = {"echeance": "date", "niveau": "texte"}


def donner_les_natures(rendue: Correspondance, lignes: Sequence[Rangee]) -> None:
    """Donne à chaque champ la nature que toutes ses cellules ont, et sa clé."""
    prises = {colonne.sens for colonne in rendue.champs if colonne.dite}
    devinees = [colonne for colonne in rendue.champs if not colonne.dite]
    for colonne in sorted(devinees, key=_rang_d_un_niveau):
        colonne.sens = _nature(colonne, cellules_de(colonne.rang, lignes))
        if colonne.sens in prises:
            colonne.sens = _SINON.get(colonne.sens, colonne.sens)
        prises.add(colonne.sens)
    _nommer_les_champs(rendue)


def _rang_d_un_niveau(colonne: Colonne) -> tuple[bool, int]:
    """Range un sous-axe avant un objectif : un plan n'a qu'un niveau."""
    return "sous" not in plier(colonne.titre), colonne.rang


def _nature(colonne: Colonne, cellules: Sequence[Cellule]) -> str:
    dite = nature_du_titre(colonne.titre) or ""
    if not cellules:
        return VIDE
    if dite == "niveau":
        return "niveau" if _est_un_niveau(colonne, cellules) else "texte"
    if dite in {"date", "echeance"} or any(cellule.nature == "date" for cellule in cellules):
        return _nature_d_une_date(cellules, dite)
    return _nature_d_un_nombre(colonne, cellules, dite)


def _nature_d_une_date(cellules: Sequence[Cellule], dite: str) -> str:
    """Rend la nature de dates; parmi elles, un nombre de jours en est une."""
    autres = [cellule for cellule in cellules if not en_date(cellule)]
    if len(autres) == len(cellules) or not all(map(en_jour_de_serie, autres)):
        return "texte"
    return "echeance" if dite == "echeance" else "date"


def _nature_d_un_nombre(colonne: Colonne, cellules: Sequence[Cellule], dite: str) -> str:
    lus = [lu for lu in map(en_nombre, cellules) if lu]
    if len(lus) < len(cellules):
        return "texte"
    nature = _nature_d_une_unite({unite for _, unite in lus}, colonne.titre, dite)
    return nature if all(en_valeur(nature, cellule) for cellule in cellules) else "texte"


def _nature_d_une_unite(unites: set[str], titre: str, dite: str) -> str:
    if "%" in unites or (unites == {""} and "%" in titre):
        return "pourcentage"
    if "$" in unites or "$" in titre:
        return "montant"
    return "montant" if dite == "montant" and "€" not in titre else "nombre"


def _est_un_niveau(colonne: Colonne, cellules: Sequence[Cellule]) -> bool:
    """Un sous-axe, ou un objectif qui vaut pour plusieurs lignes; court, et d'une ligne."""
    courts = all(NATURES["niveau"].admet(c.texte.strip()) for c in cellules)
    sous_axe = "sous" in plier(colonne.titre)
    return courts and (sous_axe or len({plier(c.texte) for c in cellules}) < len(cellules))


def _nommer_les_champs(rendue: Correspondance) -> None:
    prises: dict[str, None] = dict.fromkeys(c.cle for c in rendue.champs if c.cle)
    if len(rendue.champs) > _CHAMPS_MAX:
        refuser_la_taille("plus de mille colonnes\nne gardez que le tableau")
    for colonne in rendue.declares(numerotes=True):
        if not colonne.cle:
            colonne.cle = cle_de_champ(colonne.intitule, prises)
            prises[colonne.cle] = None
