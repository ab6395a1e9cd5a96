"""Des questions posées au plan : ses actions, et laquelle est celle-là."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import NamedTuple

from plandev.messages.constats import Constat, ErreurPlan
from plandev.messages.mots import conseil, plier, redire
from plandev.plan.action import Action
from plandev.plan.modele import Axe, Plan


class Citation(NamedTuple):
    """Une action et l'axe qui la porte; `seule` : son code suffit à la citer dans le plan."""

    axe: Axe
    action: Action
    seule: bool = False

    @property
    def id(self) -> str:
        """Ce par quoi on cite l'action : `axe.code`, comme 5.4.b, ou son code seul."""
        return self.action.code if self.seule else f"{self.axe.numero}.{self.action.code}"


def citations(plan: Plan) -> Iterator[Citation]:
    """Rend les actions du plan, dans son ordre."""
    seule = plan.numerotation == "plan"
    return (Citation(axe, action, seule) for axe in plan.axes for action in axe.actions)


def refaire(plan: Plan, faire: Callable[[Citation], Action | None]) -> Plan:
    """Rend le plan, où chaque action est ce qu'en rend `faire`; sans elle, s'il n'en rend rien."""
    seule = plan.numerotation == "plan"

    def refaites(axe: Axe) -> tuple[Action, ...]:
        rendues = (faire(Citation(axe, action, seule)) for action in axe.actions)
        return tuple(action for action in rendues if action)

    axes = tuple(axe.model_copy(update={"actions": refaites(axe)}) for axe in plan.axes)
    return plan.model_copy(update={"axes": axes})


def retirer(plan: Plan, etats: Collection[str]) -> Plan:
    """Rend le plan sans ses actions qui sont dans l'un de ces états."""
    if not any(action.etat in etats for axe in plan.axes for action in axe.actions):
        return plan
    return refaire(plan, lambda une: None if une.action.etat in etats else une.action)


def trouver(plan: Plan, id_: str) -> Citation:
    """Rend l'action que cite `axe.code`, ou son code si le plan numérote ses actions d'un trait.

    Lève ErreurPlan si le plan n'en a pas de telle, avec la plus proche.
    """
    voulu = plier(id_)
    for citation in citations(plan):
        if plier(citation.id) == voulu:
            return citation
    ids = [citation.id for citation in citations(plan)]
    siens = [autre for autre in ids if plier(autre).startswith(f"{voulu.partition('.')[0]}.")]
    aide = conseil(id_, siens or ids, "dans plandev list")
    message = f"action {redire(id_)} absente du plan\n{aide}"
    raise ErreurPlan(Constat("demande-inconnue", message))


def par_groupe(plan: Plan) -> dict[str, int]:
    """Rend, pour chaque groupe déclaré, le nombre d'actions qui le nomment."""
    comptes = Counter(cle for _, action, _ in citations(plan) for cle in action.groupes)
    return {cle: comptes[cle] for cle in plan.groupes}


def plan_public(plan: Plan) -> Plan:
    """Rend le plan sans ses champs qui ne sont pas publics; lui-même, s'il n'en a pas."""
    champs = {cle: champ for cle, champ in plan.champs.items() if champ.public}
    if len(champs) == len(plan.champs):
        return plan

    def publier(citation: Citation) -> Action:
        dits = citation.action.champs
        return replace(citation.action, champs=tuple(dit for dit in dits if dit[0] in champs))

    return refaire(plan, publier).model_copy(update={"champs": champs})
