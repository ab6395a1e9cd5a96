"""Ce selon quoi les actions d'un plan se comptent : ses axes, ses unités, ses champs."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from plandev.messages.constats import Constat, ErreurPlan
from plandev.messages.mots import conseil, plier, reconnaitre, redire
from plandev.plan.action import Action
from plandev.plan.etats import ETATS
from plandev.plan.modele import Axe, Plan

Valeur = int | str | None
"""Un numéro d'axe ou son code, un nom, ou rien : ce que l'action n'a pas."""


class Dimension(NamedTuple):
    """L'une des choses qu'une action peut avoir, une fois, plusieurs fois ou pas du tout.

    `lire` : ce qu'en a une action, sous son axe. `ordre` : les valeurs que le plan déclare, dans
    leur ordre; `par_nombre` : elles se lisent plutôt de la plus nombreuse à la moins nombreuse.
    `sans` : comment dire d'une action qu'elle n'en a pas.
    """

    cle: str
    titre: str
    lire: Callable[[Axe, Action], Sequence[Valeur]]
    ordre: Sequence[Valeur] = ()
    par_nombre: bool = False
    sans: str = ""


def titres_des_dimensions(plan: Plan) -> Mapping[str, str]:
    """Rend le titre de chaque dimension de ce plan, sous sa clé."""
    connues = {cle: fabrique(plan).titre for cle, fabrique in _FABRIQUES.items()}
    return connues | {cle: champ.intitule for cle, champ in plan.champs.items()}


def champs_de_nombres(plan: Plan) -> Mapping[str, str]:
    """Rend l'intitulé de chaque champ dont les valeurs sont des nombres, sous sa clé."""
    return {cle: str(champ) for cle, champ in plan.champs.items() if champ.sa_nature.de_nombres}


def cle_nommee(nom: str, titres: Mapping[str, str]) -> str | None:
    """Rend la clé que nomme un mot : elle, ou son titre à l'écran, au pluriel ou non; ou None."""
    forme = _singulier(nom)
    siennes = (c for c, titre in titres.items() if forme in {_singulier(c), _singulier(titre)})
    return reconnaitre(nom, titres) or next(siennes, None)


def _singulier(nom: str) -> str:
    return re.sub("[sx]$", "", plier(nom))


def dimension_nommee(plan: Plan, nom: str, parmi: Collection[str] = ()) -> Dimension:
    """Rend la dimension de ce nom, ou de ce titre, parmi toutes celles du plan ou celles-là.

    Lève ErreurPlan si ce n'en est pas une.
    """
    titres = titres_des_dimensions(plan)
    titres = {cle: titres[cle] for cle in parmi or titres}
    cle = cle_nommee(nom, titres)
    if cle is None:
        message = f"{redire(nom)} n'est pas ce selon quoi compter\n{conseil(nom, titres)}"
        raise ErreurPlan(Constat("demande-inconnue", message))
    return _FABRIQUES[cle](plan) if cle in _FABRIQUES else _champ(plan, cle)


def textes_du_champ(action: Action, cle: str) -> tuple[str, ...]:
    """Rend les textes que dit l'action sous cette clé : un, plusieurs, ou aucun."""
    valeur = action.champ(cle)
    return (valeur,) if isinstance(valeur, str) else valeur or ()


def _champ(plan: Plan, cle: str) -> Dimension:
    lire, intitule = _LireLeChamp(cle), plan.champs[cle].intitule
    return Dimension(cle, intitule, lire, par_nombre=True, sans=f"sans {intitule.lower()}")


# Ce qui lit une dimension se nomme : un comptage, qui le contient, se garde et se compare.
@dataclass(frozen=True, slots=True)
class _LireLeChamp:
    cle: str

    def __call__(self, _: Axe, action: Action) -> Sequence[Valeur]:
        return textes_du_champ(action, self.cle)


def _lire_l_axe(axe: Axe, _: Action) -> Sequence[Valeur]:
    return (axe.numero,)


def _lire_les_unites(_: Axe, action: Action) -> Sequence[Valeur]:
    return action.responsables


def _lire_les_groupes(_: Axe, action: Action) -> Sequence[Valeur]:
    return action.groupes


def _lire_l_etat(_: Axe, action: Action) -> Sequence[Valeur]:
    return (action.etat,) if action.etat else ()


_FABRIQUES: dict[str, Callable[[Plan], Dimension]] = {
    "axe": lambda plan: Dimension("axe", "Axe", _lire_l_axe, [axe.numero for axe in plan.axes]),
    "responsable": lambda plan: Dimension(
        "responsable",
        "Unité",
        _lire_les_unites,
        sorted(plan.responsables),
        par_nombre=True,
        sans="sans unité",
    ),
    "groupe": lambda plan: Dimension(
        "groupe", "Groupe", _lire_les_groupes, list(plan.groupes), sans="sans groupe"
    ),
    "etat": lambda _: Dimension("etat", "État", _lire_l_etat, ETATS, sans="sans état"),
}
