"""L'équilibre d'un plan : chaque axe au regard de sa part équitable, et chaque groupe."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NoReturn

from plandev.constats import Constat, ErreurPlan
from plandev.modele import Axe, Plan, Regle
from plandev.mots import citer
from plandev.requetes import par_groupe


class Verdict(StrEnum):
    """Ce qui se dit d'un axe ou d'un groupe."""

    SOUS_REPRESENTE = "sous-représenté"
    EQUILIBRE = "équilibré"
    SUR_REPRESENTE = "sur-représenté"
    REJOINT = "rejoint"
    NON_REJOINT = "non rejoint"

    @property
    def favorable(self) -> bool:
        """Vrai si rien n'est à corriger."""
        return self in (Verdict.EQUILIBRE, Verdict.REJOINT)


@dataclass(frozen=True, slots=True)
class PartAxe:
    """La part d'un axe.

    `part` : ses actions sur toutes celles du plan, de 0 à 1. `attendu` : le nombre d'actions de
    sa part équitable. `indice` : l'indice de représentation, actions sur attendu; 1 est la part
    équitable.
    """

    numero: int
    titre: str
    actions: int
    part: float
    attendu: float
    indice: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class CouvertureGroupe:
    """Un groupe déclaré, et le nombre d'actions qui le nomment."""

    cle: str
    nom: str
    actions: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class EquilibreAxes:
    """L'équilibre des axes, sous une règle.

    `dissimilarite` : l'indice de dissimilarité (Duncan et Duncan, 1955), de 0 à 1 : la part des
    actions qui devraient changer d'axe pour atteindre la part équitable. `a_deplacer` : combien
    doivent changer d'axe pour atteindre la meilleure répartition en actions entières.
    """

    regle: Regle
    parts: tuple[PartAxe, ...]
    dissimilarite: float
    a_deplacer: int


@dataclass(frozen=True, slots=True)
class Equilibre:
    """L'équilibre d'un plan; `axes` ou `groupes` est None quand il n'a pas été demandé."""

    plan: Plan
    axes: EquilibreAxes | None
    groupes: tuple[CouvertureGroupe, ...] | None

    @property
    def atteint(self) -> bool:
        """Le verdict : chaque axe équilibré et chaque groupe rejoint, pour ce qui est demandé."""
        verdicts = [part.verdict for part in (self.axes.parts if self.axes else ())]
        verdicts += [groupe.verdict for groupe in self.groupes or ()]
        return all(verdict.favorable for verdict in verdicts)


Volet = Literal["axe", "groupe"]
"""L'une des deux choses dont l'équilibre se mesure."""


def mesurer(plan: Plan, regle: Regle | None = None, volet: Volet | None = None) -> Equilibre:
    """Rend l'équilibre du plan, sous sa règle ou une autre; `volet`, pour l'un des deux seulement.

    Lève ErreurPlan s'il n'y a pas de quoi rendre un verdict : ni action, ni groupe quand ce sont
    eux qui sont demandés, ni poids sur chaque axe quand la règle en veut.
    """
    if not plan.nombre_actions:
        _refuser("le plan n'a aucune action; il n'y a pas de verdict à rendre")
    if volet == "groupe" and not plan.groupes:
        _refuser("le plan ne déclare aucun groupe; il n'y a pas de verdict à rendre")
    return Equilibre(
        plan=plan,
        axes=mesurer_axes(plan, regle or plan.equilibre) if volet != "groupe" else None,
        groupes=couverture(plan) if volet != "axe" else None,
    )


def mesurer_axes(plan: Plan, regle: Regle) -> EquilibreAxes:
    """Rend l'équilibre des axes du plan sous cette règle.

    Les quotients sont ceux d'entiers, arrondis une seule fois : un indice qui vaut la limite ne
    la franchit pas. Le plan a au moins une action. Lève ErreurPlan si un poids manque au prorata.
    """
    comptes = [len(axe.actions) for axe in plan.axes]
    poids = _poids(plan, regle)
    total, somme = sum(comptes), sum(poids)
    parts = tuple(
        _part(axe, total, un_poids, somme, regle)
        for axe, un_poids in zip(plan.axes, poids, strict=True)
    )
    ecarts = (abs(n * somme - total * p) for n, p in zip(comptes, poids, strict=True))
    cibles = repartir(comptes, poids)
    return EquilibreAxes(
        regle=regle,
        parts=parts,
        dissimilarite=sum(ecarts) / (2 * total * somme),
        a_deplacer=sum(max(0, n - cible) for n, cible in zip(comptes, cibles, strict=True)),
    )


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


def couverture(plan: Plan) -> tuple[CouvertureGroupe, ...]:
    """Rend la couverture de chaque groupe déclaré, dans l'ordre du plan."""
    return tuple(
        CouvertureGroupe(
            cle, plan.groupes[cle], compte, Verdict.REJOINT if compte else Verdict.NON_REJOINT
        )
        for cle, compte in par_groupe(plan).items()
    )


def _part(axe: Axe, total: int, poids: int, somme: int, regle: Regle) -> PartAxe:
    actions = len(axe.actions)
    indice = actions * somme / (total * poids)
    return PartAxe(
        numero=axe.numero,
        titre=axe.titre,
        actions=actions,
        part=actions / total,
        attendu=total * poids / somme,
        indice=indice,
        verdict=_verdict(indice, regle),
    )


def _poids(plan: Plan, regle: Regle) -> list[int]:
    if regle.reference == "egale":
        return [1 for _ in plan.axes]
    if sans_poids := [str(axe.numero) for axe in plan.axes if axe.poids is None]:
        demande = f"la référence {citer('prorata')} demande un poids sur chaque axe"
        _refuser(f"{demande}; il en manque : {', '.join(sans_poids)}")
    return [axe.poids or 0 for axe in plan.axes]


def _refuser(raison: str) -> NoReturn:
    raise ErreurPlan(Constat("sans-verdict", raison))


def _verdict(indice: float, regle: Regle) -> Verdict:
    if indice < regle.indice_min:
        return Verdict.SOUS_REPRESENTE
    return Verdict.SUR_REPRESENTE if indice > regle.indice_max else Verdict.EQUILIBRE
