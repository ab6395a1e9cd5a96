"""Un tableau comme les gens en font -> le brouillon du plan qu'il dit.

Ce qui ne s'y devine pas est demandé, et jamais inventé : ni sigle, ni titre d'axe.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from plandev.lecture.tableau.brouillon_de_tableau import BrouillonDeTableau
from plandev.lecture.tableau.feuilles.feuille import Feuille
from plandev.lecture.tableau.feuilles.refus import refuser
from plandev.lecture.tableau.precisions import Precisions
from plandev.lecture.tableau.tableau_des_gens.axes import AxeLu, AxesLus
from plandev.lecture.tableau.tableau_des_gens.colonnes import ChampsLus
from plandev.lecture.tableau.tableau_des_gens.entetes import axe_d_une_cellule
from plandev.lecture.tableau.tableau_des_gens.lignes import Releve
from plandev.lecture.tableau.tableau_des_gens.mise_en_plan import MiseEnPlan
from plandev.lecture.tableau.tableau_des_gens.titre_et_annee import donner_la_tete
from plandev.messages.mots import choix, citer, enumerer, plier


def remplir(
    brouillon: BrouillonDeTableau, feuilles: Sequence[Feuille], precisions: Precisions
) -> None:
    """Met dans le brouillon ce que disent ces feuilles. Lève Refus, ou Debordement."""
    brouillon.valeur = {}
    axes, champs = AxesLus(brouillon, precisions.axes), ChampsLus()
    releves = [
        Releve(brouillon, feuille, precisions, axes, champs)
        for feuille in _choisies(brouillon, feuilles, precisions)
    ]
    utiles = _utiles(brouillon, releves)
    par_feuille = len(utiles) > 1 and not any(releve.axes_nommes for releve in utiles)
    for releve in utiles:
        releve.relever(_axe_de_la_feuille(axes, releve.feuille) if par_feuille else None)
    if not axes.dernier and not brouillon.constats:
        entete = utiles[0].feuille.case(utiles[0].blocs[0].debut, 1)
        message = "aucune action n'y est lue; il faut un code et un libellé par ligne"
        brouillon.refuser("sans-axe", entete, f"{message}, sous l'en-tête")
    au_dessus = [ecrit for releve in utiles for ecrit in releve.au_dessus]
    donner_la_tete(brouillon, precisions, au_dessus, [releve.feuille.nom for releve in utiles])
    MiseEnPlan(brouillon, champs, precisions).ecrire(axes)


def _choisies(
    brouillon: BrouillonDeTableau, feuilles: Sequence[Feuille], precisions: Precisions
) -> Iterator[Feuille]:
    if precisions.feuille is not None:
        voulue = plier(precisions.feuille)
        siennes = [feuille for feuille in feuilles if plier(feuille.nom) == voulue]
        if not siennes:
            noms = [feuille.nom for feuille in feuilles]
            refuser(f"aucune feuille {citer(precisions.feuille)}; {choix(noms)}")
        yield from siennes
        return
    for feuille in feuilles:
        if feuille.cachee:
            _laisser(brouillon, feuille, "elle est cachée")
        else:
            yield feuille


def _laisser(brouillon: BrouillonDeTableau, feuille: Feuille, pourquoi: str) -> None:
    message = f"feuille {citer(feuille.nom)} laissée de côté : {pourquoi}"
    brouillon.avertir("feuille-de-cote", feuille.case(1, 1), message)


def _utiles(brouillon: BrouillonDeTableau, releves: Sequence[Releve]) -> list[Releve]:
    """Rend les relevés des feuilles qui ont des actions, et dit les autres."""
    utiles = [releve for releve in releves if releve.blocs]
    if not utiles:
        refuser(_SANS_EN_TETE)
    for releve in releves:
        if not releve.blocs and releve.feuille.lignes:
            _laisser(brouillon, releve.feuille, "elle n'a pas d'en-tête d'actions")
    _refuser_des_plans(utiles)
    return utiles


def _refuser_des_plans(utiles: Sequence[Releve]) -> None:
    """Lève Refus si des feuilles nomment les mêmes axes : ce sont plusieurs plans."""
    for releve, autre in combinations(utiles, 2):
        if releve.axes_nommes & autre.axes_nommes:
            noms = enumerer([releve.feuille.nom, autre.feuille.nom])
            refuser(f"plusieurs feuilles ont des actions des mêmes axes : {noms}; {_NOMMER}")


_NOMMER = "nommez celle qu'il faut : --feuille NOM"
_SANS_EN_TETE = (
    "aucun tableau d'actions n'y est reconnu : il y faut une ligne d'en-têtes, comme N°, Action et "
    "Responsable; sans elle, nommez les colonnes : --colonne code=A --colonne libelle=B"
)


def _axe_de_la_feuille(axes: AxesLus, feuille: Feuille) -> AxeLu:
    numero, titre = axe_d_une_cellule(feuille.nom)
    if _NOM_PAR_DEFAUT.fullmatch(titre):
        numero, titre = axes.dernier + 1, ""
    return axes.nommer(numero, titre, feuille.case(1, 1))


# Celui que donne un tableur, et qui ne dit rien de l'axe.
_NOM_PAR_DEFAUT = re.compile(r"(?:feuil|feuille|sheet)[ _]?[0-9]+", re.IGNORECASE)
