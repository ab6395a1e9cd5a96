"""Plusieurs années d'un même plan décennal : ce qui en a été déployé, et l'équilibre du tout."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from plandev.messages.constats import Constat, ErreurPlan
from plandev.messages.mots import plier
from plandev.plan.action import Action
from plandev.plan.modele import Axe, Plan
from plandev.questions.citations import citations
from plandev.questions.equilibre import Equilibre, mesurer

_LONGTEMPS = 2  # années sans action, la dernière comprise


@dataclass(frozen=True, slots=True)
class AxeAuFilDesAnnees:
    """Un axe, ses actions de chaque année, et celles qui ont été déployées au moins une fois.

    `distinctes` : une action y compte une fois, quel que soit le nombre d'années où elle l'a été.
    `depuis` : la dernière année où l'axe a eu une action, s'il n'en a plus depuis deux ans ou plus;
    0 s'il n'en a jamais eu; None sinon.
    """

    numero: int
    titre: str
    poids: int | None
    par_annee: Mapping[int, int]
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

    L'équilibre est None là où il n'y a aucune action. `ensemble` est mesuré sous la règle et les
    poids du plan le plus récent.
    """

    plans: Mapping[int, Plan]
    axes: Sequence[AxeAuFilDesAnnees]
    equilibres: Mapping[int, Equilibre | None]
    ensemble: Equilibre | None


def reunir(plans: Sequence[Plan]) -> Annees:
    """Rend ces plans réunis, du plus ancien au plus récent.

    Une période compte de sa première année. Lève ErreurPlan si deux sont de la même année.
    """
    par_annee = _par_annee(plans)
    union = _union(par_annee)
    return Annees(
        par_annee,
        [_au_fil(axe, par_annee) for axe in union.axes],
        {annee: _equilibre(plan) for annee, plan in par_annee.items()},
        _equilibre(union) if _a_ses_poids(union) else None,
    )


def _par_annee(plans: Sequence[Plan]) -> dict[int, Plan]:
    par_annee: dict[int, Plan] = {}
    for plan in sorted(plans, key=lambda plan: plan.premiere_annee):
        annee = plan.premiere_annee
        if annee in par_annee:
            message = f"deux plans de {annee}; il en faut un seul par année, retirez l'autre"
            raise ErreurPlan(Constat("plans-de-la-meme-annee", message))
        par_annee[annee] = plan
    return par_annee


def _union(par_annee: Mapping[int, Plan]) -> Plan:
    """Rend le plan de toutes les actions distinctes, sous la règle et les axes les plus récents."""
    *_, dernier = par_annee.values()
    axes: dict[int, Axe] = {}
    for plan in par_annee.values():
        axes |= {axe.numero: axe for axe in plan.axes}
    actions = {numero: list[Action]() for numero in axes}
    vues = set[str]()
    for citation in (c for plan in par_annee.values() for c in citations(plan)):
        if (cle := plier(citation.id)) not in vues:
            vues.add(cle)
            actions[citation.axe.numero].append(citation.action)
    reunis = [axe.model_copy(update={"actions": tuple(actions[n])}) for n, axe in axes.items()]
    groupes = {cle: nom for plan in par_annee.values() for cle, nom in plan.groupes.items()}
    return dernier.model_copy(update={"axes": tuple(reunis), "groupes": groupes})


def _au_fil(axe: Axe, par_annee: Mapping[int, Plan]) -> AxeAuFilDesAnnees:
    comptes = {annee: _nombre(plan, axe.numero) for annee, plan in par_annee.items()}
    avec = [annee for annee, nombre in comptes.items() if nombre]
    vides = max(comptes) - (avec[-1] if avec else min(comptes) - 1)
    depuis = (avec[-1] if avec else 0) if vides >= _LONGTEMPS else None
    return AxeAuFilDesAnnees(axe.numero, axe.titre, axe.poids, comptes, len(axe.actions), depuis)


def _nombre(plan: Plan, numero: int) -> int:
    return sum(len(axe.actions) for axe in plan.axes if axe.numero == numero)


def _a_ses_poids(plan: Plan) -> bool:
    return plan.equilibre.reference == "egale" or all(axe.poids for axe in plan.axes)


def _equilibre(plan: Plan) -> Equilibre | None:
    return mesurer(plan) if plan.nombre_actions else None
