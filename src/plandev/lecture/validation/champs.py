"""Les champs que déclare un plan : dans le fichier, parmi les clés de l'action; ici, à part.

Le modèle les tient sous `champs`; un message, lui, les montre là où ils sont écrits.
"""

from collections.abc import Mapping
from typing import Any

from plandev.messages.constats import Adresse
from plandev.plan.action import CLES_D_UNE_ACTION, NON_ECRITES
from plandev.plan.etats import etat_nomme, forme_d_etat
from plandev.plan.parcours import dictionnaire

Mots = Mapping[str, dict[str, str]]
"""Les mots d'un plan pour un état, sous leur forme pliée : ce que le modèle tient de chacun."""


def mots_declares(plan: Any) -> Mots:
    """Rend les mots que déclare un brouillon pour un état."""
    declares = dictionnaire(plan, "etats").items()
    etats = ((mot, etat_nomme(dit)) for mot, dit in declares if isinstance(dit, str))
    return {forme_d_etat(m): {"etat": etat, "etat_du_plan": m} for m, etat in etats if etat}


def ranger(plan: Any) -> Any:
    """Rend le brouillon, ce que dit chaque action sous ces champs rangé dans ses `champs`.

    Un mot du plan y est à part de l'état dont il tient lieu.
    """
    if not isinstance(plan, dict) or not isinstance(plan.get("axes"), list):
        return plan
    cles = [cle for cle in dictionnaire(plan, "champs") if cle not in CLES_D_UNE_ACTION]
    mots = mots_declares(plan)
    return {**plan, "axes": [_ranger_l_axe(axe, cles, mots) for axe in plan["axes"]]}


def adresse_ecrite(rangee: Adresse) -> Adresse:
    """Rend où est écrite la valeur qui a cette adresse une fois les champs rangés."""
    if len(rangee) > 5 and rangee[4] == "champs":
        return (*rangee[:4], *rangee[5:])
    return rangee


def _ranger_l_axe(axe: Any, cles: list[str], mots: Mots) -> Any:
    if not isinstance(axe, dict) or not isinstance(axe.get("actions"), list):
        return axe
    return {**axe, "actions": [_ranger_l_action(action, cles, mots) for action in axe["actions"]]}


def _ranger_l_action(action: Any, cles: list[str], mots: Mots) -> Any:
    if not isinstance(action, dict):
        return action
    # De telles clés y seraient prises pour ce qui se range ici : elles ne sont qu'inconnues.
    champs = {cle: action[cle] for cle in (*cles, *NON_ECRITES) if cle in action}
    dit = action.get("etat") if mots else None
    etat = mots.get(forme_d_etat(dit), {}) if isinstance(dit, str) else {}
    ranges: dict[str, Any] = {"champs": champs, **etat} if champs else etat
    if not ranges:
        return action
    return {cle: valeur for cle, valeur in action.items() if cle not in champs} | ranges
