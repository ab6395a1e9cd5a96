"""Ce qu'un autre plan, repris d'un classeur, note de l'état des actions de celui-ci."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from plandev.messages.constats import Constat, ErreurPlan
from plandev.messages.mots import enumerer, redire
from plandev.plan.action import Action
from plandev.plan.modele import Plan, titre_de_la_cle
from plandev.questions.citations import Citation, citations, refaire
from plandev.questions.comparaison import Comparaison, citees, comparer, forme


class Suivi(NamedTuple):
    """Ce qu'un classeur dit d'un plan : les `ecarts` de l'un à l'autre.

    `note` : le plan, les états du classeur notés; `notees` : les actions dont l'état y change;
    `vides` : celles dont le classeur ne dit plus l'état, et qui gardent le leur.
    """

    ecarts: Comparaison
    note: Plan
    notees: list[str]
    vides: list[str]


def suivre(plan: Plan, lu: Plan) -> Suivi:
    """Rend ce qu'un plan lu d'un classeur note des actions d'un autre, qui sont les mêmes.

    Lève ErreurPlan, avec toutes celles qui ne sont pas de ce plan, ou n'ont pas le même libellé, et
    tous les mots d'états qui n'y sont pas déclarés.
    """
    ecarts, lues = comparer(plan, lu), citees(lu)

    def noter(citation: Citation) -> Action:
        lue = lues.get(forme(citation.id), citation).action
        dit = lue if lue.etat else citation.action
        return replace(citation.action, etat=dit.etat, etat_du_plan=dit.etat_du_plan)

    note = refaire(plan, noter).model_copy(update={"etat_au": lu.etat_au or plan.etat_au})
    paires = [*zip(citations(plan), citations(note), strict=True)]
    notees = [apres for avant, apres in paires if avant.action != apres.action]
    if fautes := [*_actions_autres(ecarts), *_mots_inconnus(plan, notees)]:
        raise ErreurPlan(*fautes)
    notes = [une for une in citations(plan) if une.action.etat]
    vides = [une.id for une in notes if not lues.get(forme(une.id), une).action.etat]
    return Suivi(ecarts, note, [une.id for une in notees], vides)


def _actions_autres(ecarts: Comparaison) -> Iterator[Constat]:
    if inconnues := [citation.id for citation in ecarts.ajoutees]:
        suite = "ajoutez-la à son fichier, ou ôtez-la du classeur"
        yield _faute(f"ce plan n'a pas d'action {enumerer(inconnues)}", suite)
    for avant, apres, changements in ecarts.modifiees:
        if any(changement.cle == "libelle" for changement in changements):
            dits = (redire(citation.action.libelle) for citation in (apres, avant))
            message = "le classeur dit {}, et ce plan {}".format(*dits)
            suite = "refaites le classeur du plan d'aujourd'hui, ou corrigez l'un des deux"
            yield _faute(f"{_ou('libelle', apres.id)} : {message}", suite)


def _mots_inconnus(plan: Plan, notees: list[Citation]) -> Iterator[Constat]:
    dits: dict[tuple[str, str | None], list[str]] = {}
    for une in notees:
        mot, etat = une.action.etat_du_plan, une.action.etat
        if mot and plan.etats.get(mot) != etat:
            dits.setdefault((mot, etat), []).append(une.id)
    for (mot, etat), ids in dits.items():
        message = f"ce plan ne lit pas {redire(mot)} comme {redire(str(etat))}"
        suite = f"écrivez {redire(f'{mot}: {etat}')} sous « etats », en tête de son fichier"
        yield _faute(f"{_ou('etat', *ids)} : {message}", suite)


def _ou(cle: str, *ids: str) -> str:
    actions = f"action{'s' * (len(ids) > 1)} {enumerer(ids)}"
    return f"{actions}, colonne {titre_de_la_cle(Action, cle)}"


def _faute(message: str, suite: str) -> Constat:
    return Constat("demande-inconnue", f"{message}\n{suite}")
