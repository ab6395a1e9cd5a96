"""Ce qu'un autre plan, repris d'un classeur, note de l'état des actions de celui-ci."""

from collections.abc import Iterable
from typing import NamedTuple

from plandev.messages.constats import Constat, ErreurPlan
from plandev.messages.mots import enumerer, redire
from plandev.plan.action import Action
from plandev.plan.modele import Plan
from plandev.questions.citations import Citation, citations


class Notes(NamedTuple):
    """Les actions dont l'état change, sous leurs deux rangs, et celles qui gardent le leur.

    `vides` : le classeur n'en dit plus l'état; `absentes` : il ne les a pas.
    """

    etats: dict[tuple[int, int], Action]
    vides: list[str]
    absentes: list[str]


def relever(plan: Plan, note: Plan) -> Notes:
    """Rend les états qu'un plan note des actions d'un autre, qui sont les mêmes.

    Lève ErreurPlan si l'une n'est pas de ce plan, ou n'a pas le même libellé, ou si un mot de son
    état n'y est pas déclaré.
    """
    notees = {citation.id: citation for citation in citations(note)}
    _refuser_les_autres(plan, notees)
    etats, vides, absentes = dict[tuple[int, int], Action](), list[str](), list[str]()
    rangs = [(n, rang) for n, axe in enumerate(plan.axes) for rang in range(len(axe.actions))]
    for place, citation in zip(rangs, citations(plan), strict=True):
        notee = notees.get(citation.id)
        if notee is None:
            absentes.append(citation.id)
        elif notee.action.etat is None:
            vides += [citation.id] if citation.action.etat else []
        elif notee.action.etat_dit != citation.action.etat_dit:
            etats[place] = notee.action
    _refuser_les_mots(plan, etats.values())
    return Notes(etats, vides, absentes)


def _refuser_les_autres(plan: Plan, notees: dict[str, Citation]) -> None:
    libelles = {citation.id: citation.action.libelle for citation in citations(plan)}
    inconnues = [id_ for id_ in notees if id_ not in libelles]
    changees = [i for i in notees if i in libelles and notees[i].action.libelle != libelles[i]]
    if inconnues:
        message = f"ce plan n'a pas d'action {enumerer(inconnues)}"
        suite = "ajoutez-la à son fichier, ou ôtez-la du classeur"
        raise ErreurPlan(Constat("demande-inconnue", f"{message}\n{suite}"))
    if changees:
        dits = "; ".join(f"{i} : {redire(notees[i].action.libelle)}" for i in changees)
        message = f"le classeur a un autre libellé de {enumerer(changees)} ({dits})"
        suite = "refaites-le du plan d'aujourd'hui, ou corrigez l'un des deux"
        raise ErreurPlan(Constat("demande-inconnue", f"{message}\n{suite}"))


def _refuser_les_mots(plan: Plan, notees: Iterable[Action]) -> None:
    dits = {mot: action.etat for action in notees if (mot := action.etat_du_plan)}
    autres = {mot: etat for mot, etat in dits.items() if plan.etats.get(mot) != etat}
    if autres:
        message = f"un mot du classeur n'est pas de ce plan\u00a0: {enumerer(autres)}"
        ecrits = ", ".join(redire(f"{mot}: {etat}") for mot, etat in autres.items())
        suite = f"écrivez {ecrits} sous «\u00a0etats\u00a0», en tête de son fichier"
        raise ErreurPlan(Constat("demande-inconnue", f"{message}\n{suite}"))
