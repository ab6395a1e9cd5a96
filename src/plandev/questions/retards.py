"""Ce qui est en retard : l'échéance est passée à une date, et l'action n'est ni faite ni remise."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from plandev.plan.etats import A_TEMPS
from plandev.plan.modele import Plan
from plandev.plan.natures import dernier_jour
from plandev.questions.citations import Citation, citations


class Retard(NamedTuple):
    """Une action en retard : son échéance, telle qu'elle est tapée, et son dernier jour."""

    citation: Citation
    echeance: str
    jour: date


class Retards(NamedTuple):
    """Ce qui est en retard à une date, sous ce qui cite chaque action : la plus ancienne d'abord.

    `origine` : d'où vient la date, si ce n'est pas d'une demande.
    """

    au: date
    origine: str
    actions: Mapping[str, Retard]


def retards(plan: Plan, au: date | None = None, aujourd_hui: date | None = None) -> Retards | None:
    """Rend ce qui est en retard à cette date, sinon à celle des états, sinon au jour dit.

    Une action l'est si le dernier jour de son échéance est passé, et si elle n'est ni réalisée, ni
    en continu, ni reportée, ni abandonnée. D'un plan qui ne note aucun état, aucune ne l'est. Rend
    None si le plan n'a pas de champ de nature `echeance`, ou si rien ne donne de date.
    """
    cle = plan.champ_de_nature("echeance")
    quand = au or plan.etat_au or aujourd_hui
    if cle is None or quand is None:
        return None
    origine = "" if au else "date des états" if plan.etat_au else "date du jour"
    trouves = (_retard(c, cle, quand) for c in citations(plan) if plan.a_des_etats)
    ranges = sorted(filter(None, trouves), key=lambda retard: retard.jour)
    return Retards(quand, origine, {retard.citation.id: retard for retard in ranges})


def _retard(citation: Citation, cle: str, quand: date) -> Retard | None:
    dit = citation.action.champ(cle)
    if not isinstance(dit, str) or citation.action.etat in A_TEMPS:
        return None
    jour = dernier_jour(dit)
    return Retard(citation, dit, jour) if jour and jour < quand else None
