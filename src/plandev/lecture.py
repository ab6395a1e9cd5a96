"""Un fichier -> le plan, ou toutes ses fautes, à leur place et dans l'ordre du fichier."""

from collections.abc import Callable, Iterator
from functools import partial
from os import PathLike
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from plandev import regles
from plandev.constats import CLE, Chemin, Constat, ErreurPlan, Gravite, Position
from plandev.document import Document, ouvrir
from plandev.messages import CLES_INCONNUES, cles_connues, phrase
from plandev.modele import Plan, Regle
from plandev.mots import proche
from plandev.source import ILLISIBLE, Source, lire_source

_PLAN = TypeAdapter(Plan)
_DEBUT = Position(1, 1)


Situer = Callable[[Chemin, str], Constat]
"""Ce qui fait d'un message un constat, placé à la valeur qui est à ce chemin du plan."""


def charger(chemin: str | PathLike[str]) -> Plan:
    """Rend le plan que contient un fichier.

    Lève ErreurPlan, dont les `constats` disent toutes les fautes à leur place, si le fichier en a,
    est introuvable ou ne peut pas être lu.
    """
    return lire_et_situer(Path(chemin))[0]


def lire_et_situer(chemin: Path) -> tuple[Plan, Situer]:
    """Rend le plan d'un fichier, et de quoi placer un constat dans ce fichier.

    Un chemin qui finit par CLE désigne la clé. Lève ErreurPlan, comme `charger`.
    """
    plan, source = _valider(ouvrir(chemin))
    if plan is None:
        raise ErreurPlan(*_en_ordre(source.constats))
    return plan, partial(_situer, source)


def examiner(chemin: Path) -> list[Constat]:
    """Rend les fautes et les avertissements d'un fichier, dans son ordre.

    D'un fichier qui ne peut pas être ouvert, c'est un constat sans position.
    """
    try:
        plan, source = _valider(ouvrir(chemin))
    except ErreurPlan as erreur:
        return list(erreur.constats)
    if plan is not None:
        source.constats.extend(_avertissements(plan, source))
    return _en_ordre(source.constats)


def modifier(regle: Regle, **changements: str | None) -> Regle:
    """Rend la règle avec d'autres valeurs, tapées comme dans le fichier; None n'en change pas.

    Le motif d'une règle ne vaut plus pour une autre. Lève ErreurPlan, avec chaque valeur refusée.
    """
    donnes: dict[str, Any] = {cle: v for cle, v in changements.items() if v is not None}
    try:
        return Regle(**{**regle.model_dump(exclude={"motif"}), **donnes}) if donnes else regle
    except ValidationError as refus:
        raise ErreurPlan(*map(_refus_d_option, refus.errors())) from None


def _refus_d_option(erreur: ErrorDetails) -> Constat:
    option = str(erreur["loc"][0]).replace("_", "-")
    return Constat(f"--{option} {phrase(erreur)}")


def _valider(document: Document) -> tuple[Plan | None, Source]:
    source = lire_source(document)
    if source.valeur is ILLISIBLE:
        return None, source
    plan, fautes = None, dict[Chemin, str]()
    try:
        plan = _PLAN.validate_python(source.valeur)
    except ValidationError as refus:
        fautes = _fautes(refus, source.valeur)
    source.constats.extend(_situer(source, chemin, faute) for chemin, faute in fautes.items())
    return (None if source.constats else plan), source


def _fautes(refus: ValidationError, brouillon: object) -> dict[Chemin, str]:
    """Rend une faute par chemin : la forme d'abord, puis les règles.

    pydantic n'applique celles-ci qu'à un plan dont la forme est bonne.
    """
    erreurs = _sans_doublets(refus.errors(include_url=False))
    fautes = {_chemin(erreur): phrase(erreur) for erreur in erreurs if _a_dire(erreur)}
    if not any(erreur["type"] == "regle" for erreur in erreurs):
        for manquement in regles.manquements(brouillon):
            fautes.setdefault(manquement.chemin, manquement.message)
    return fautes


def _sans_doublets(erreurs: list[ErrorDetails]) -> list[ErrorDetails]:
    """Retire « clé absente » là où la même clé est écrite avec une faute de frappe."""
    corrigees = set()
    for erreur in erreurs:
        if erreur["type"] in CLES_INCONNUES:
            *parents, cle = erreur["loc"]
            corrigees.add((*parents, proche(str(cle), cles_connues(parents))))
    return [e for e in erreurs if e["type"] != "missing" or e["loc"] not in corrigees]


def _a_dire(erreur: ErrorDetails) -> bool:
    # pydantic compte les éléments valides : d'un seul élément fautif, il dit que la liste est vide.
    vide_pour_lui_seul = erreur["type"] == "too_short" and bool(erreur["input"])
    return erreur["input"] is not ILLISIBLE and not vide_pour_lui_seul


def _chemin(erreur: ErrorDetails) -> Chemin:
    # Une clé inconnue est la faute de la clé, et non de sa valeur.
    suite = (CLE,) if erreur["type"] in CLES_INCONNUES else ()
    return (*erreur["loc"], *suite)


def _situer(source: Source, chemin: Chemin, message: str) -> Constat:
    sur_la_cle = chemin[-1:] == (CLE,)
    lieu = source.lieu_de_la_cle(chemin[:-1]) if sur_la_cle else source.lieu(chemin)
    return source.document.constat(lieu, message)


def _avertissements(plan: Plan, source: Source) -> Iterator[Constat]:
    employees = {
        sigle for axe in plan.axes for action in axe.actions for sigle in action.responsables
    }
    for sigle in plan.responsables:
        if sigle not in employees:
            lieu = source.lieu_de_la_cle(("responsables", sigle))
            message = f"unité {sigle} déclarée, mais aucune action n'en relève"
            yield source.document.constat(lieu, message, Gravite.AVERTISSEMENT)


def _en_ordre(constats: list[Constat]) -> list[Constat]:
    return sorted(constats, key=lambda constat: constat.position or _DEBUT)
