"""Ce qui est en retard : combien d'actions, à quelle date et d'où elle vient, et lesquelles."""

from plandev.messages.nombres import jour, pluriel
from plandev.plan.modele import Plan
from plandev.questions.citations import Citation
from plandev.questions.retards import Retards
from plandev.reponses.reponse import Phrases


def dire_la_date(retards: Retards) -> str:
    """Rend la date où le retard se voit, et d'où elle vient : « au 31 décembre 2024 (…) »."""
    return f"au {jour(retards.au)}" + (f" ({retards.origine})" if retards.origine else "")


def dire(retards: Retards, citation: Citation) -> str | None:
    """Rend de combien une action est en retard, en jours, en mois ou en années révolus; ou None."""
    retard, au = retards.actions.get(citation.id), retards.au
    if retard is None:
        return None
    mois = 12 * (au.year - retard.jour.year) + au.month - retard.jour.month
    mois -= au.day < retard.jour.day
    if mois < 1:
        return f"en retard de {pluriel((au - retard.jour).days, 'jour')}"
    if mois < _DEUX_ANS:
        return f"en retard de {mois}\u00a0mois"
    return f"en retard de {mois // _UN_AN}\u00a0ans"


_UN_AN, _DEUX_ANS = 12, 24  # mois


def dire_et_dater(retards: Retards, citation: Citation) -> str | None:
    """Rend de même de combien elle l'est, et à quelle date."""
    dit = dire(retards, citation)
    return dit and f"{dit}, {dire_la_date(retards)}"


def dire_combien(plan: Plan, retards: Retards) -> str:
    """Rend combien d'actions sont en retard, ou pourquoi aucune ne peut l'être."""
    if not plan.a_des_etats:
        return "Rien n'est en retard : ce plan ne note l'état d'aucune action"
    if not retards.actions:
        return f"Rien n'est en retard {dire_la_date(retards)}"
    return f"{pluriel(len(retards.actions), 'action')} en retard {dire_la_date(retards)}"


def en_phrases(plan: Plan, retards: Retards | None) -> list[Phrases]:
    """Rend ce qui se dit du retard d'un plan, une puce par action; rien s'il n'est pas daté."""
    if retards is None:
        return []
    puces = [
        f"{id_} (échéance : {retard.echeance}; {dire(retards, retard.citation)}) : "
        f"{retard.citation.action.libelle}"
        for id_, retard in retards.actions.items()
    ]
    fin = "\u00a0:" if puces else "."
    return [Phrases((f"{dire_combien(plan, retards)}{fin}",), puces=puces)]
