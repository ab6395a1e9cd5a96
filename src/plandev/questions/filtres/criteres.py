"""Ce à quoi des actions répondent, celles qui y répondent, et ce qui n'en laisse aucune."""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import NamedTuple

from plandev.messages.constats import Constat
from plandev.plan.modele import Plan
from plandev.questions.citations import Citation, citations
from plandev.questions.dimensions import Valeur


class Critere(NamedTuple):
    """Ce à quoi une action peut répondre.

    `option` et `tape` : celle qui le demande, et ce qui la suit; `dimension` : celle sur laquelle
    il porte; `epreuve` : si une action y répond; `admet` : si une valeur de sa dimension est à
    lire, d'une action choisie.
    """

    option: str
    tape: str
    dimension: str
    epreuve: Callable[[Citation], bool]
    admet: Callable[[Valeur], bool] = lambda _: True


Reconnu = Critere | Constat
"""Ce qui est reconnu d'une demande : un critère, ou pourquoi elle n'en est pas un."""


def refus(message: str) -> Constat:
    """Rend ce qui se dit d'une demande qui n'est pas un critère."""
    return Constat("demande-inconnue", message)


Criteres = Sequence[Sequence[Critere]]
"""Ce qu'une action doit avoir : elle répond à l'un au moins de chaque groupe."""


def admettent(criteres: Criteres, dimension: str, valeur: Valeur) -> bool:
    """Rend vrai si une action choisie peut devoir l'être à cette valeur de cette dimension."""
    groupes = (groupe for groupe in criteres if groupe[0].dimension == dimension)
    return all(any(critere.admet(valeur) for critere in groupe) for groupe in groupes)


def choisir(plan: Plan, *criteres: Criteres) -> list[Citation]:
    """Rend les actions qui répondent à tous ces critères, dans l'ordre du plan."""
    retenues = list(citations(plan))
    for groupe in chain(*criteres):
        retenues = [une for une in retenues if any(critere.epreuve(une) for critere in groupe)]
    return retenues


def ce_qui_vide(plan: Plan, criteres: Criteres) -> Criteres:
    """Rend le groupe qui, à lui seul, ne laisse aucune action; sinon, tous ceux de la demande."""
    return [groupe for groupe in criteres if not choisir(plan, [groupe])][:1] or criteres
