"""Le bilan d'un plan : la part de chaque axe au regard de sa part équitable, et chaque groupe."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from plandev.constats import Constat, ErreurPlan
from plandev.modele import Axe, Plan, Regle
from plandev.mots import citer, conseil, reconnaitre
from plandev.requetes import par_groupe


class Verdict(StrEnum):
    """Ce que le bilan dit d'un axe ou d'un groupe."""

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
class BilanAxes:
    """Le bilan des axes, sous une règle.

    `dissimilarite` : l'indice de dissimilarité (Duncan et Duncan, 1955), de 0 à 1 : la part des
    actions qui devraient changer d'axe pour atteindre la part équitable. `a_deplacer` : combien
    doivent changer d'axe pour atteindre la meilleure répartition en actions entières.
    """

    regle: Regle
    parts: tuple[PartAxe, ...]
    dissimilarite: float
    a_deplacer: int


@dataclass(frozen=True, slots=True)
class Bilan:
    """Le bilan d'un plan; `axes` ou `groupes` est None quand il n'a pas été demandé."""

    plan: Plan
    axes: BilanAxes | None
    groupes: tuple[CouvertureGroupe, ...] | None

    @property
    def equilibre(self) -> bool:
        """Le verdict : chaque axe équilibré et chaque groupe rejoint, pour ce qui est demandé."""
        verdicts = [part.verdict for part in (self.axes.parts if self.axes else ())]
        verdicts += [groupe.verdict for groupe in self.groupes or ()]
        return all(verdict.favorable for verdict in verdicts)


VOLETS = ("axe", "groupe")


def bilan(plan: Plan, regle: Regle | None = None, par: str | None = None) -> Bilan:
    """Rend le bilan du plan, sous sa règle ou une autre.

    `par` : "axe" ou "groupe", pour l'un des deux seulement.

    Lève ErreurPlan si le volet n'existe pas ou s'il n'y a pas de quoi rendre un verdict.
    """
    volets = VOLETS if par is None else (_volet(par),)
    if not plan.nombre_actions:
        raise ErreurPlan(Constat("le plan n'a aucune action; il n'y a pas de verdict à rendre"))
    if "axe" not in volets and not plan.groupes:
        raise ErreurPlan(
            Constat("le plan ne déclare aucun groupe; il n'y a pas de verdict à rendre")
        )
    return Bilan(
        plan=plan,
        axes=bilan_axes(plan, regle or plan.equilibre) if "axe" in volets else None,
        groupes=couverture(plan) if "groupe" in volets else None,
    )


def bilan_axes(plan: Plan, regle: Regle) -> BilanAxes:
    """Rend le bilan des axes du plan sous cette règle.

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
    return BilanAxes(
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


def _volet(par: str) -> str:
    if volet := reconnaitre(par, VOLETS):
        return volet
    raise ErreurPlan(Constat(f"bilan par {citer(par)} inconnu; {conseil(par, VOLETS)}"))


def _poids(plan: Plan, regle: Regle) -> list[int]:
    if regle.reference == "egale":
        return [1 for _ in plan.axes]
    sans_poids = [str(axe.numero) for axe in plan.axes if axe.poids is None]
    if sans_poids:
        axes = ", ".join(sans_poids)
        regle_ = f"la référence {citer('prorata')} demande un poids sur chaque axe"
        raise ErreurPlan(Constat(f"{regle_}; il en manque : {axes}"))
    return [axe.poids or 0 for axe in plan.axes]


def _verdict(indice: float, regle: Regle) -> Verdict:
    if indice < regle.indice_min:
        return Verdict.SOUS_REPRESENTE
    return Verdict.SUR_REPRESENTE if indice > regle.indice_max else Verdict.EQUILIBRE
