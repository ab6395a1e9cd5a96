"""La nature de chaque champ : celle que toutes ses cellules ont."""

from collections.abc import Sequence

from plandev.lecture.tableau.feuilles.feuille import Cellule
from plandev.lecture.tableau.feuilles.refus import refuser_la_taille
from plandev.lecture.tableau.tableau_des_gens.colonnes import VIDE, Colonne, Correspondance
from plandev.lecture.tableau.tableau_des_gens.colonnes.titres import nature_du_titre
from plandev.lecture.tableau.tableau_des_gens.formes import (
    en_date,
    en_jour_de_serie,
    en_nombre,
    en_valeur,
    est_vide,
)
from plandev.lecture.tableau.tableau_des_gens.table import Rangee
from plandev.messages.mots import plier
from plandev.plan.natures import NATURES
from plandev.plan.tableur import cle_de_champ

_CHAMPS_MAX = 1_000  # bien plus que ceux d'un plan : de quoi les dire tous


def donner_les_natures(rendue: Correspondance, lignes: Sequence[Rangee]) -> None:
    """Donne à chaque champ la nature que toutes ses cellules ont, et sa clé."""
    seules = {"echeance", "niveau"} & {c.sens for c in rendue.champs if c.dite}
    niveaux = [c for c in rendue.champs if not c.dite and nature_du_titre(c.titre) == "niveau"]
    niveaux.sort(key=lambda c: ("sous" not in plier(c.titre), c.rang))
    for colonne in [*niveaux, *(c for c in rendue.champs if c not in niveaux)]:
        cellules = [c for r in lignes if (c := r.ligne.get(colonne.rang)) and not est_vide(c)]
        if not cellules and not colonne.dite:
            colonne.sens = VIDE
        elif not colonne.dite:
            nature = _nature(colonne, cellules)
            colonne.sens = "date" if nature == "echeance" in seules else nature
            colonne.sens = "texte" if nature == "niveau" in seules else colonne.sens
        seules |= {colonne.sens} & {"echeance", "niveau"}
    _nommer_les_champs(rendue)


def _nature(colonne: Colonne, cellules: Sequence[Cellule]) -> str:
    dite = nature_du_titre(colonne.titre) or ""
    if dite == "niveau":
        return "niveau" if _est_un_niveau(colonne, cellules) else "texte"
    if not cellules:
        return "texte"
    de_dates = [c for c in cellules if en_date(c)]
    if dite in {"date", "echeance"} or any(c.nature == "date" for c in cellules):
        serie = [c for c in cellules if de_dates and not en_date(c) and en_jour_de_serie(c)]
        if len(de_dates) + len(serie) == len(cellules):
            return "echeance" if dite == "echeance" else "date"
        return "texte"
    return _nature_d_un_nombre(colonne, cellules, dite)


def _nature_d_un_nombre(colonne: Colonne, cellules: Sequence[Cellule], dite: str) -> str:
    lus = [en_nombre(c) for c in cellules]
    if not all(lus):
        return "texte"
    unites = {lu[1] for lu in lus if lu}
    if "%" in unites or (not unites - {""} and "%" in colonne.titre):
        nature = "pourcentage"
    elif "$" in unites or "$" in colonne.titre or (dite == "montant" and "€" not in colonne.titre):
        nature = "montant"
    else:
        nature = "nombre"
    return nature if all(en_valeur(nature, c) for c in cellules) else "texte"


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
