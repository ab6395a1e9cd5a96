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
from plandev.lecture.tableau.tableau_des_gens.decoupage import Decoupage
from plandev.lecture.tableau.tableau_des_gens.entetes import axe_d_une_cellule
from plandev.lecture.tableau.tableau_des_gens.lignes import LecteurDeFeuille
from plandev.lecture.tableau.tableau_des_gens.mise_en_plan import MiseEnPlan
from plandev.lecture.tableau.tableau_des_gens.titre_et_annee import donner_la_tete
from plandev.messages.mots import choix, enumerer, plier, redire


def choisir(
    brouillon: BrouillonDeTableau, feuilles: Sequence[Feuille], nom: str | None
) -> list[Feuille]:
    """Rend la feuille de ce nom ou, sans nom, celles qui se voient; dit celles qui sont cachées.

    Lève Refus si aucune n'a ce nom.
    """
    if nom is None:
        for feuille in feuilles:
            if feuille.cachee:
                _laisser(brouillon, feuille, "elle est cachée")
        return [feuille for feuille in feuilles if not feuille.cachee]
    siennes = [feuille for feuille in feuilles if plier(feuille.nom) == plier(nom)]
    if not siennes:
        refuser(f"aucune feuille {redire(nom)}\n{choix([feuille.nom for feuille in feuilles])}")
    return siennes


def remplir(
    brouillon: BrouillonDeTableau, decoupages: Sequence[Decoupage], precisions: Precisions
) -> None:
    """Met dans le brouillon ce que disent ces feuilles. Lève Refus, ou Debordement."""
    brouillon.valeur = {}
    axes, champs = AxesLus(brouillon, precisions.axes), ChampsLus()
    utiles = [
        LecteurDeFeuille(brouillon, decoupage, precisions, axes, champs)
        for decoupage in _utiles(brouillon, decoupages)
    ]
    _refuser_des_plans(utiles)
    par_feuille = len(utiles) > 1 and not any(lecteur.axes_nommes for lecteur in utiles)
    for lecteur in utiles:
        lecteur.lire(_axe_de_la_feuille(axes, lecteur.feuille) if par_feuille else None)
    if not axes.dernier and not brouillon.constats:
        entete = utiles[0].feuille.case(utiles[0].blocs[0].debut, 1)
        message = "aucune action n'y est lue; il faut un code et un libellé par ligne"
        brouillon.signaler("sans-axe", entete, f"{message}, sous l'en-tête")
    au_dessus = [ecrit for lecteur in utiles for ecrit in lecteur.au_dessus]
    donner_la_tete(brouillon, precisions, au_dessus, [lecteur.feuille.nom for lecteur in utiles])
    MiseEnPlan(brouillon, champs, precisions).ecrire(axes)


def _laisser(brouillon: BrouillonDeTableau, feuille: Feuille, pourquoi: str) -> None:
    message = f"feuille {redire(feuille.nom)} laissée de côté : {pourquoi}"
    brouillon.avertir("feuille-de-cote", feuille.case(1, 1), message)


def _utiles(brouillon: BrouillonDeTableau, decoupages: Sequence[Decoupage]) -> Iterator[Decoupage]:
    """Rend les feuilles qui ont des actions, et dit les autres. Lève Refus si aucune n'en a."""
    if not any(decoupage.blocs for decoupage in decoupages):
        refuser(_SANS_EN_TETE)
    for decoupage in decoupages:
        if decoupage.blocs:
            yield decoupage
        elif decoupage.feuille.lignes:
            _laisser(brouillon, decoupage.feuille, "elle n'a pas d'en-tête d'actions")


def _refuser_des_plans(utiles: Sequence[LecteurDeFeuille]) -> None:
    """Lève Refus si des feuilles nomment les mêmes axes : ce sont plusieurs plans."""
    for lecteur, autre in combinations(utiles, 2):
        if lecteur.axes_nommes & autre.axes_nommes:
            noms = enumerer([lecteur.feuille.nom, autre.feuille.nom])
            refuser(f"plusieurs feuilles ont des actions des mêmes axes : {noms}\n{_NOMMER}")


_NOMMER = "nommez celle qu'il faut : --feuille NOM"
_SANS_EN_TETE = (
    "aucun tableau d'actions n'y est reconnu : il y faut une ligne d'en-têtes, comme N°, Action et "
    "Responsable\nsans elle, nommez les colonnes : --colonne code=A --colonne libelle=B"
)


def _axe_de_la_feuille(axes: AxesLus, feuille: Feuille) -> AxeLu:
    numero, titre = axe_d_une_cellule(feuille.nom)
    if _NOM_PAR_DEFAUT.fullmatch(titre):
        numero, titre = axes.dernier + 1, ""
    return axes.nommer(numero, titre, feuille.case(1, 1))


# Celui que donne un tableur, et qui ne dit rien de l'axe.
_NOM_PAR_DEFAUT = re.compile(r"(?:feuil|feuille|sheet)[ _]?[0-9]+", re.IGNORECASE)
