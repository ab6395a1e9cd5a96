"""Un plan dans un classeur : ses feuilles, leurs titres, et ce qu'une cellule peut contenir.

Qui écrit le classeur et qui le relit s'entendent ici.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from itertools import chain, count
from typing import Any, NamedTuple

from plandev.messages.mots import plier
from plandev.plan.action import CLES_D_UNE_ACTION, NOMS_PRIS, Action
from plandev.plan.champ import Champ
from plandev.plan.modele import Axe, titre_de_la_cle
from plandev.plan.parcours import valeur_de
from plandev.plan.valeurs import LONGUEUR_D_UNE_CLE


class FeuilleDuPlan(NamedTuple):
    """Une feuille que `classeur` écrit et qu'`importer` relit : son nom, le titre de chaque clé."""

    nom: str
    titres: Mapping[str, str]


PLAN = FeuilleDuPlan("Plan", {"cle": "Clé", "valeur": "Valeur"})
AXES = FeuilleDuPlan(
    "Axes", {cle: titre_de_la_cle(Axe, cle) for cle in Axe.model_fields if cle != "actions"}
)
_D_UN_CHAMP = {cle: titre_de_la_cle(Champ, cle) for cle in Champ.model_fields}
DECLAREES = {
    "responsables": FeuilleDuPlan("Unités", {"cle": "Unité", "nom": "Nom"}),
    "groupes": FeuilleDuPlan("Groupes", {"cle": "Clé", "nom": "Nom"}),
    "etats": FeuilleDuPlan("États", {"cle": "État", "nom": "Tient lieu de"}),
    "champs": FeuilleDuPlan("Champs", {"cle": "Clé", **_D_UN_CHAMP}),
}
"""Celle de chaque clé sous laquelle un plan déclare quelque chose."""

_D_UNE_ACTION = {cle: titre_de_la_cle(Action, cle) for cle in CLES_D_UNE_ACTION}
ACTIONS = FeuilleDuPlan("Actions", {"id": "Action", "axe": "Axe", **_D_UNE_ACTION})
RELUES = (PLAN, AXES, *DECLAREES.values(), ACTIONS)
CALCULEES = ("Réponse", "Équilibre", "Groupes rejoints", "Bilan")
"""Les noms des feuilles que `classeur` ajoute, et que rien ne relit."""

PHRASES, EQUILIBRE, GROUPES_REJOINTS, BILAN = CALCULEES

NOM_MAX = 31
"""Ce qu'un nom de feuille a au plus d'unités, comme un tableur les compte : voir `longueur`."""

PUCE = "• "
_ELIDE = r"\b(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)'"
_PAS_DANS_UNE_CLE = re.compile(rf"(?:{_ELIDE}|[^a-z0-9])+")
_PLACE_DU_RANG = 4
_REFUSES = re.compile(r"[\[\]:*?/\\]")
_D_UNE_LISTE = re.compile(rf"{PUCE}(.+)")
_D_UN_TEXTE = re.compile(r"•+ .*")


def cle_de_champ(intitule: str, prises: Collection[str]) -> str:
    """Rend la clé d'un champ qui a cet intitulé : ses mots entiers, unis par des tirets bas.

    Elle n'est ni de celles-là, ni de celles que plandev connaît.
    """
    mots = _PAS_DANS_UNE_CLE.sub("_", plier(intitule)).strip("_")
    court = mots[: LONGUEUR_D_UNE_CLE - _PLACE_DU_RANG].strip("_") or "champ"
    candidates = chain([court], (f"{court}_{rang}" for rang in count(2)))
    return next(cle for cle in candidates if cle not in prises and cle not in NOMS_PRIS)


def intitules(champs: Mapping[str, Any]) -> dict[str, str]:
    """Rend l'intitulé de chaque champ, d'un plan ou du brouillon d'un plan."""
    return {cle: str(valeur_de(c, "intitule") or c).strip() for cle, c in champs.items()}


def titres_des_champs(champs: Mapping[str, Any]) -> dict[str, str]:
    """Rend le titre de la colonne de chaque champ, qui n'est celui d'aucune autre.

    C'est son intitulé; suivi de sa clé, si une autre colonne a le même, ou pourrait l'avoir.
    """
    dits = intitules(champs)
    avec_cle = {cle: f"{dit} ({cle})" for cle, dit in dits.items()}
    combien = Counter([*ACTIONS.titres.values(), *dits.values(), *avec_cle.values()])
    return {cle: avec_cle[cle] if combien[dit] > 1 else dit for cle, dit in dits.items()}


def longueur(texte: str) -> int:
    """Rend combien d'unités UTF-16 a ce texte : un pictogramme y compte pour deux."""
    return len(texte.encode("utf-16-le")) // 2


def propre(nom: str, place: int = NOM_MAX) -> str:
    """Rend ce nom sans ce qu'un tableur y refuse, et pas plus long qu'il ne l'admet."""
    court = _REFUSES.sub("-", nom).encode("utf-16-le")[: 2 * place].decode("utf-16-le", "ignore")
    return court.strip("' ") or "Feuille"


def en_puces(valeur: str | tuple[str, ...]) -> str:
    """Rend ce qui s'écrit dans la cellule : un texte tel quel, une liste, une ligne à puce chacun.

    Un texte qui a déjà l'air d'une liste a une puce de plus : `sans_puces` rend ce qui est donné.
    """
    if isinstance(valeur, tuple):
        return "\n".join(f"{PUCE}{texte}" for texte in valeur)
    lignes = valeur.split("\n")
    if all(map(_D_UN_TEXTE.fullmatch, lignes)):
        return "\n".join(f"•{ligne}" for ligne in lignes)
    return valeur


def sans_puces(ecrit: str) -> str | list[str]:
    """Rend le texte, ou la liste de textes, qui a été écrit ainsi."""
    lignes = ecrit.split("\n")
    elements = [trouve[1] for ligne in lignes if (trouve := _D_UNE_LISTE.fullmatch(ligne))]
    if len(elements) == len(lignes):
        return elements
    if all(_D_UN_TEXTE.fullmatch(ligne) and ligne.startswith("••") for ligne in lignes):
        return "\n".join(ligne[1:] for ligne in lignes)
    return ecrit
