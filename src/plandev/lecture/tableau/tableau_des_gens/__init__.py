"""Un tableau comme les gens en font -> le brouillon du plan qu'il dit, en trois étapes visibles.

1. `table` : une feuille, un en-tête, des lignes, chacune d'un genre.
2. `colonnes` : la correspondance, c'est-à-dire ce qu'est chaque colonne.
3. `lignes`, puis `ecriture` : chaque ligne lue selon elle; `compte` : rien n'y est perdu.

Ce qui ne peut pas se savoir est demandé, et jamais inventé : ni sigle, ni titre d'axe, ni état.
"""

from collections.abc import Sequence

from plandev.lecture.tableau.brouillon_de_tableau import BrouillonDeTableau
from plandev.lecture.tableau.feuilles.feuille import Feuille
from plandev.lecture.tableau.feuilles.refus import refuser
from plandev.lecture.tableau.precisions import Precisions
from plandev.lecture.tableau.tableau_des_gens.avis import dire_ce_qui_n_est_pas_lu
from plandev.lecture.tableau.tableau_des_gens.colonnes import correspondre
from plandev.lecture.tableau.tableau_des_gens.colonnes.natures import donner_les_natures
from plandev.lecture.tableau.tableau_des_gens.compte import compter
from plandev.lecture.tableau.tableau_des_gens.demandes import (
    demander_les_colonnes,
    demander_les_lignes,
)
from plandev.lecture.tableau.tableau_des_gens.ecriture import MiseEnPlan
from plandev.lecture.tableau.tableau_des_gens.ecriture.titre_et_annee import donner_la_tete
from plandev.lecture.tableau.tableau_des_gens.lecture import Lecture
from plandev.lecture.tableau.tableau_des_gens.lignes import LecteurDesLignes
from plandev.lecture.tableau.tableau_des_gens.table import trouver
from plandev.lecture.tableau.tableau_des_gens.table.genres import Classement, classer


def remplir(
    brouillon: BrouillonDeTableau, feuilles: Sequence[Feuille], precisions: Precisions
) -> Lecture:
    """Met dans le brouillon ce que disent ces feuilles, et rend comment il y a été lu.

    Lève Refus de ce qui n'est pas un tableau, ou Debordement.
    """
    brouillon.valeur = {}
    table = trouver(brouillon, feuilles, precisions)
    if not table.rangees:
        refuser(_RIEN)
    colonnes = correspondre(table, precisions)
    lecture = Lecture(brouillon, precisions, table, colonnes, Classement())
    demander_les_colonnes(lecture)
    lecture.classement = classer(table, colonnes.roles, precisions.lignes)
    donner_les_natures(colonnes, lecture.classement.de("action", "suite"))
    demander_les_lignes(lecture)
    lecteur = LecteurDesLignes(lecture)
    axes = lecteur.lire()
    dire_ce_qui_n_est_pas_lu(lecture)
    donner_la_tete(brouillon, precisions, table)
    ecrites = MiseEnPlan(lecture).ecrire(axes, lecteur.niveau)
    if not brouillon.constats:
        lecture.bilan = compter(lecture, ecrites)
    return lecture


_RIEN = "il n'y a aucune ligne sous l'en-tête : ce n'est pas un tableau d'actions"
