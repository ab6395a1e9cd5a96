"""Les champs que déclare un plan : dans le fichier, parmi les clés de l'action; ici, à part.

Le modèle les tient sous `champs`; un message, lui, les montre là où ils sont écrits.
"""

from typing import Any

from plandev.messages.constats import Adresse
from plandev.plan.action import CLES_D_UNE_ACTION


def champs_declares(plan: Any) -> dict[str, Any]:
    """Rend les champs que déclare un brouillon : leur clé et leur intitulé."""
    declares = plan.get("champs") if isinstance(plan, dict) else None
    return declares if isinstance(declares, dict) else {}


def ranger(plan: Any) -> Any:
    """Rend le brouillon, ce que dit chaque action sous ces champs rangé dans ses `champs`."""
    if not isinstance(plan, dict) or not isinstance(plan.get("axes"), list):
        return plan
    cles = [cle for cle in champs_declares(plan) if cle not in CLES_D_UNE_ACTION]
    return {**plan, "axes": [_ranger_l_axe(axe, cles) for axe in plan["axes"]]}


def adresse_ecrite(rangee: Adresse) -> Adresse:
    """Rend où est écrite la valeur qui a cette adresse une fois les champs rangés."""
    if len(rangee) > 5 and rangee[4] == "champs":
        return (*rangee[:4], *rangee[5:])
    return rangee


def _ranger_l_axe(axe: Any, cles: list[str]) -> Any:
    if not isinstance(axe, dict) or not isinstance(axe.get("actions"), list):
        return axe
    return {**axe, "actions": [_ranger_l_action(action, cles) for action in axe["actions"]]}


def _ranger_l_action(action: Any, cles: list[str]) -> Any:
    if not isinstance(action, dict):
        return action
    # Une clé « champs » y serait prise pour les champs eux-mêmes : elle n'est qu'une clé inconnue.
    champs = {cle: action[cle] for cle in (*cles, "champs") if cle in action}
    if not champs:
        return action
    return {cle: valeur for cle, valeur in action.items() if cle not in champs} | {"champs": champs}
