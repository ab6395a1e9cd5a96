"""Plusieurs années d'un même plan décennal : ce qui en a été déployé, et l'équilibre du tout."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from plandev.messages.constats import Constat, ErreurPlan
from plandev.messages.mots import plier
from plandev.plan.action import Action
from plandev.plan.etats import SANS_SUITE
from plandev.plan.modele import Axe, Plan
from plandev.plan.valeurs import Numero
from plandev.questions.citations import Citation, citations, retirer
from plandev.questions.equilibre import Equilibre, mesurer_au_besoin

_LONGTEMPS = 2  # années sans action, la dernière comprise

Periode = int | str
"""Ce que couvre un plan : une année, ou une période telle qu'elle s'écrit, `2023-2030`."""


@dataclass(frozen=True, slots=True)
class AxeAuFilDesAnnees:
    """Un axe, ses actions de chaque année, et celles qui ont été déployées au moins une fois.

    `distinctes` : une action y compte une fois, quel que soit le nombre d'années où elle l'a été;
    une année où elle est reportée ou abandonnée n'en est pas une. `titres` : ceux qu'il a portés.
    `depuis` : s'il n'a rien déployé durant les deux dernières années lues, ou plus, la dernière
    année lue où il l'a fait, et 0 s'il n'y en a pas; None sinon. `poids_de` : ce que couvre le plan
    dont vient son poids.
    """

    numero: Numero
    titre: str
    titres: dict[Periode, str]
    poids: int | None
    poids_de: Periode
    par_annee: Mapping[Periode, int]
    distinctes: int
    depuis: int | None

    @property
    def part_deployee(self) -> Fraction | None:
        """La part de l'axe, au plan décennal, qui a été déployée : actions distinctes sur poids.

        C'est un plafond, tant que le poids est un plancher; None si l'axe n'a pas de poids.
        """
        return Fraction(self.distinctes, self.poids) if self.poids else None


@dataclass(frozen=True, slots=True)
class Annees:
    """Des plans, par année, les axes au fil d'elles, et l'équilibre de chacun et de l'ensemble.

    L'équilibre est None là où il n'y a aucune action à compter. `ensemble` est mesuré sous la règle
    et les poids du plan le plus récent, chaque action une fois, dans le dernier axe où elle a été
    déployée : `distinctes` les compte. `deplacees` : celles qui l'ont été dans plus d'un axe.
    """

    plans: Mapping[Periode, Plan]
    axes: Sequence[AxeAuFilDesAnnees]
    distinctes: int
    deplacees: Sequence[str]
    equilibres: Mapping[Periode, Equilibre | None]
    ensemble: Equilibre | None

    @property
    def sans_poids(self) -> Sequence[Numero]:
        """Les axes auxquels il manque le poids que veut la règle de l'ensemble."""
        *_, dernier = self.plans.values()
        if dernier.equilibre.reference == "egale":
            return ()
        return [axe.numero for axe in self.axes if axe.poids is None]


def annees(plans: Sequence[Plan]) -> Annees:
    """Rend ces plans réunis, du plus ancien au plus récent.

    Lève ErreurPlan si deux sont de la même année, ou commencent la même.
    """
    lus = _aux_memes_axes(_par_annee(plans))
    deployes = {quand: retirer(plan, SANS_SUITE) for quand, plan in lus.items()}
    fois = _fois(deployes.values())
    union = _union(lus, fois)
    axes = [_au_fil(axe, lus, deployes, fois) for axe in union.axes]
    reunies = Annees(
        plans=lus,
        axes=axes,
        distinctes=len(fois),
        deplacees=[
            citees[-1].id
            for citees in fois.values()
            if len({citation.axe.numero for citation in citees}) > 1
        ],
        equilibres={quand: mesurer_au_besoin(plan) for quand, plan in lus.items()},
        ensemble=None,
    )
    return reunies if reunies.sans_poids else replace(reunies, ensemble=mesurer_au_besoin(union))


def _par_annee(plans: Sequence[Plan]) -> dict[Periode, Plan]:
    par_annee: dict[int, Plan] = {}
    for plan in sorted(plans, key=lambda plan: plan.premiere_annee):
        annee = plan.premiere_annee
        if annee in par_annee:
            message = f"deux plans de {annee}\nil en faut un seul par année, retirez l'autre"
            raise ErreurPlan(Constat("plans-de-la-meme-annee", message))
        par_annee[annee] = plan
    return {plan.annee or plan.annees: plan for plan in par_annee.values()}


def _aux_memes_axes(lus: Mapping[Periode, Plan]) -> Mapping[Periode, Plan]:
    """Rend ces plans; dès que l'un a des codes, un axe a partout celui du plus récent, un texte."""
    if all(isinstance(axe.numero, int) for plan in lus.values() for axe in plan.axes):
        return lus
    codes = {plier(str(axe.numero)): str(axe.numero) for plan in lus.values() for axe in plan.axes}
    accordes = {}
    for quand, plan in lus.items():
        siens = ((axe, codes[plier(str(axe.numero))]) for axe in plan.axes)
        axes = tuple(axe.model_copy(update={"numero": code}) for axe, code in siens)
        accordes[quand] = plan.model_copy(update={"axes": axes})
    return accordes


def _fois(deployes: Iterable[Plan]) -> dict[str, list[Citation]]:
    """Rend, pour chaque action déployée, toutes les fois où elle l'a été, de la plus ancienne."""
    fois: dict[str, list[Citation]] = {}
    for plan in deployes:
        for citation in citations(plan):
            fois.setdefault(plier(citation.id), []).append(citation)
    return fois


def _union(lus: Mapping[Periode, Plan], fois: Mapping[str, Sequence[Citation]]) -> Plan:
    """Rend le plan de toutes les actions déployées, sous la règle et les axes les plus récents."""
    *_, dernier = lus.values()
    axes: dict[Numero, Axe] = {}
    groupes: dict[str, str] = {}
    for plan in lus.values():
        axes |= {axe.numero: axe for axe in plan.axes}
        groupes |= plan.groupes
    actions = {numero: list[Action]() for numero in axes}
    for *_, derniere in fois.values():
        actions[derniere.axe.numero].append(derniere.action)
    reunis = [axe.model_copy(update={"actions": tuple(actions[n])}) for n, axe in axes.items()]
    return dernier.model_copy(update={"axes": tuple(reunis), "groupes": groupes})


def _au_fil(
    axe: Axe,
    lus: Mapping[Periode, Plan],
    deployes: Mapping[Periode, Plan],
    fois: Mapping[str, Sequence[Citation]],
) -> AxeAuFilDesAnnees:
    siens = {quand: sien for quand, plan in lus.items() for sien in _axe(plan, axe.numero)}
    return AxeAuFilDesAnnees(
        numero=axe.numero,
        titre=axe.titre,
        titres={quand: sien.titre for quand, sien in siens.items()},
        poids=axe.poids,
        poids_de=[*siens][-1],
        par_annee={q: len(siens[q].actions) if q in siens else 0 for q in lus},
        distinctes=sum(any(c.axe.numero == axe.numero for c in citees) for citees in fois.values()),
        depuis=_depuis(axe.numero, [*deployes.values()]),
    )


def _depuis(numero: Numero, deployes: Sequence[Plan]) -> int | None:
    vides = 0
    for plan in reversed(deployes):
        premiere, derniere = plan.periode or (plan.premiere_annee,) * 2
        if any(axe.actions for axe in _axe(plan, numero)):
            return derniere if vides >= _LONGTEMPS else None
        vides += derniere - premiere + 1
    return 0 if vides >= _LONGTEMPS else None


def _axe(plan: Plan, numero: Numero) -> Iterator[Axe]:
    return (axe for axe in plan.axes if axe.numero == numero)
