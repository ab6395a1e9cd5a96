"""La meilleure répartition des actions en nombres entiers, et comment y aller."""

from collections.abc import Sequence
from typing import NamedTuple


class Deplacement(NamedTuple):
    """Des actions qui changent d'axe : combien, de quel numéro vers quel numéro."""

    actions: int
    de: int
    vers: int


def repartir(comptes: Sequence[int], poids: Sequence[int]) -> list[int]:
    """Rend la meilleure répartition des actions en nombres entiers, un par axe.

    Méthode du plus fort reste (Hamilton). À reste égal, l'action va d'abord à l'axe qui l'a déjà,
    pour n'en déplacer aucune sans nécessité; puis à celui qui en a le plus; puis au premier.
    """
    total, somme = sum(comptes), sum(poids)
    cibles = [total * un_poids // somme for un_poids in poids]
    restes = [total * un_poids % somme for un_poids in poids]
    rangs = sorted(
        range(len(poids)), key=lambda i: (-restes[i], comptes[i] <= cibles[i], -comptes[i], i)
    )
    for rang in rangs[: total - sum(cibles)]:
        cibles[rang] += 1
    return cibles


def deplacer(comptes: Sequence[int], cibles: Sequence[int]) -> Sequence[Deplacement]:
    """Rend de quel axe à quel axe vont les actions, les premiers axes servis les premiers."""
    ecarts = [n - cible for n, cible in zip(comptes, cibles, strict=True)]
    partent = [numero for numero, ecart in enumerate(ecarts, 1) for _ in range(ecart)]
    arrivent = [numero for numero, ecart in enumerate(ecarts, 1) for _ in range(-ecart)]
    trajets: dict[tuple[int, int], int] = {}
    for trajet in zip(partent, arrivent, strict=True):
        trajets[trajet] = trajets.get(trajet, 0) + 1
    return [Deplacement(nombre, de, vers) for (de, vers), nombre in trajets.items()]
