"""Le classeur que rend `plandev classeur` -> le brouillon du plan, sans rien en perdre.

Chaque feuille y a les colonnes que lui donne `reponses.classeur`; une personne a pu en ajouter, les
changer de place, ou y retaper ce qu'elle voulait.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence

from plandev.lecture.tableau.brouillon_de_tableau import BrouillonDeTableau
from plandev.lecture.tableau.feuilles.feuille import Feuille
from plandev.lecture.tableau.feuilles.refus import refuser
from plandev.lecture.tableau.notre_classeur.reprise import Reprise
from plandev.messages.mots import redire
from plandev.plan.modele import Plan
from plandev.plan.tableur import ACTIONS, AXES, CALCULEES, DECLAREES, PLAN, RELUES, propre

_CONNUES = {*CALCULEES, *(feuille.nom for feuille in RELUES)}
_ASSEZ_POUR_LE_RECONNAITRE = 5  # feuilles


def est_le_notre(noms: Sequence[str]) -> bool:
    """Rend vrai si ces feuilles sont celles du classeur d'un plan entier, ou presque toutes."""
    return ACTIONS.nom in noms and len(_CONNUES & {*noms}) >= _ASSEZ_POUR_LE_RECONNAITRE


def remplir(brouillon: BrouillonDeTableau, noms: list[str], lire: Callable[[str], Feuille]) -> None:
    """Met dans le brouillon ce que disent ces feuilles.

    Lève Refus s'il en manque une ou si elle ne se lit pas, ou Debordement.
    """
    for feuille in RELUES:
        if feuille.nom not in noms:
            refuser(f"la feuille {redire(feuille.nom)} manque à ce classeur\nremettez-la")
    brouillon.valeur = {}
    reprise = Reprise(brouillon)
    reprise.tete(lire(PLAN.nom))
    for cle, declaree in DECLAREES.items():
        reprise.declarations(cle, lire(declaree.nom))
    reprise.axes(lire(AXES.nom))
    actions = lire(ACTIONS.nom)
    reprise.actions(actions)
    for cle in DECLAREES:
        if not brouillon.valeur[cle] and not Plan.model_fields[cle].is_required():
            del brouillon.valeur[cle]
    autres = [nom for nom in noms if nom not in _CONNUES]
    siennes = {propre(unite) for unite in brouillon.valeur["responsables"]}
    _dire_les_autres(brouillon, map(lire, autres), actions, siennes)


def _dire_les_autres(
    brouillon: BrouillonDeTableau,
    autres: Iterable[Feuille],
    actions: Feuille,
    siennes: Collection[str],
) -> None:
    """Avertit des feuilles qui ne sont ni lues ni calculées de celles qui le sont."""
    for feuille in autres:
        debut = re.sub(r" \([0-9]+\)\Z", "", feuille.nom)
        d_une_unite = any(nom.startswith(debut) for nom in siennes)
        if not d_une_unite or not _titres(feuille) <= _titres(actions):
            nom = redire(feuille.nom)
            message = f"feuille {nom} laissée de côté : ce classeur n'en a pas de ce nom"
            brouillon.avertir("feuille-de-cote", feuille.case(1, 1), message)


def _titres(feuille: Feuille) -> set[str]:
    """Rend les textes de sa première ligne."""
    return {cellule.texte for ligne in [*feuille.lignes.values()][:1] for cellule in ligne.values()}
