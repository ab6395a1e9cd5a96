"""La meilleure répartition des actions en nombres entiers, et comment y aller."""

from collections.abc import Sequence
from typing import NamedTuple

from plandev.plan.valeurs import Numero


class Deplacement(NamedTuple):
    """Des actions qui changent d'axe : combien, de quel numéro vers quel numéro."""

    actions: int
    de: Numero
    vers: Numero


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


def deplacer(
    numeros: Sequence[Numero], comptes: Sequence[int], cibles: Sequence[int]
) -> Sequence[Deplacement]:
    """Rend de quel axe à quel axe vont les actions, les premiers axes servis les premiers."""
    axes = list(zip(numeros, comptes, cibles, strict=True))
    partent = [numero for numero, n, cible in axes for _ in range(n - cible)]
    arrivent = [numero for numero, n, cible in axes for _ in range(cible - n)]
    trajets: dict[tuple[Numero, Numero], int] = {}
    for trajet in zip(partent, arrivent, strict=True):
        trajets[trajet] = trajets.get(trajet, 0) + 1
    return [Deplacement(nombre, de, vers) for (de, vers), nombre in trajets.items()]
