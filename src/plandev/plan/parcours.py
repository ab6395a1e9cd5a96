"""Parcourir un plan du modèle, ou le brouillon d'un plan, avec ce qu'il a de fautes de forme."""

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any


def mentions(plan: Any, cle: str, au_moins: int = 1) -> Iterator[tuple[tuple[int, int], Any]]:
    """Rend ce que nomme chaque action qui nomme au moins tant de choses, après leurs deux rangs."""
    for rang_axe, axe in enumerate(liste(plan, "axes")):
        for rang, cites in enumerate(valeurs_de(liste(axe, "actions"), cle)):
            if isinstance(cites, (tuple, list, dict)) and len(cites) >= au_moins:
                yield (rang_axe, rang), cites


def nommes(plan: Any, cle: str) -> set[str]:
    """Rend tout ce que nomment, sous cette clé, les actions d'un plan du modèle."""
    if cle == "etats":
        return {mot for axe in plan.axes for mot in valeurs_de(axe.actions, "etat_du_plan")}
    trouves = set[Any]()
    for cites in listes_de_noms(plan, cle):
        trouves.update(dict(cites) if cle == "champs" else cites)
    return trouves


def listes_de_noms(plan: Any, cle: str) -> set[Any]:
    """Rend, une fois chacune, les suites de noms qu'ont sous cette clé les actions d'un plan."""
    return {cites for axe in plan.axes for cites in valeurs_de(axe.actions, cle)}


def valeurs_de(objets: Sequence[Any], nom: str) -> Iterable[Any]:
    """Rend ce champ de chacun, au plus court pour les milliers d'actions d'un plan du modèle."""
    if objets and hasattr(objets[0], nom):
        return map(attrgetter(nom), objets)
    return (valeur_de(objet, nom) for objet in objets)


def valeur_de(objet: Any, nom: str) -> Any:
    """Rend ce qu'un objet a sous ce nom, ou None."""
    return objet.get(nom) if isinstance(objet, dict) else getattr(objet, nom, None)


def dictionnaire(objet: Any, nom: str) -> dict[str, Any]:
    """Rend le dictionnaire qu'un objet a sous ce nom; vide, si ce n'en est pas un."""
    valeur = valeur_de(objet, nom)
    return valeur if isinstance(valeur, dict) else {}


def liste(objet: Any, nom: str) -> Sequence[Any]:
    """Rend la suite qu'un objet a sous ce nom; vide, si ce n'en est pas une."""
    valeur = valeur_de(objet, nom)
    return valeur if isinstance(valeur, (list, tuple)) else ()
