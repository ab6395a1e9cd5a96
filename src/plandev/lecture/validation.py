"""Un brouillon -> le plan, ou toutes ses fautes : la forme d'abord, puis les contraintes."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from plandev import contraintes
from plandev.constats import CLE, Adresse, Code, Constat, ErreurPlan, Position
from plandev.lecture.brouillon import ILLISIBLE, Brouillon
from plandev.lecture.fautes_pydantic import CLES_INCONNUES, cles_connues, expliquer
from plandev.modele import Plan, Regle
from plandev.mots import proche

_PLAN = TypeAdapter(Plan)
_DEBUT = Position(1, 1)


def valider(brouillon: Brouillon) -> Plan | None:
    """Rend le plan, ou None après avoir ajouté aux constats du brouillon toutes ses fautes."""
    if brouillon.valeur is ILLISIBLE:
        return None
    plan, fautes = None, dict[Adresse, tuple[Code, str]]()
    try:
        plan = _PLAN.validate_python(brouillon.valeur)
    except ValidationError as refus:
        fautes = _fautes(refus, brouillon.valeur)
    brouillon.constats.extend(
        brouillon.situer(code, adresse, message) for adresse, (code, message) in fautes.items()
    )
    return None if brouillon.constats else plan


def avertir(plan: Plan, brouillon: Brouillon) -> Iterator[Constat]:
    """Rend les avertissements que mérite un plan sans faute, placés dans son brouillon."""
    for manquement in contraintes.avertissements(plan):
        yield brouillon.situer(*manquement)


def en_ordre(constats: Iterable[Constat]) -> list[Constat]:
    """Rend les constats d'un fichier dans l'ordre où on le lit."""
    return sorted(constats, key=lambda constat: constat.position or _DEBUT)


def modifier(regle: Regle, nommer: Callable[[str], str], **changements: str | None) -> Regle:
    """Rend la règle avec d'autres valeurs, tapées comme dans le fichier; None n'en change pas.

    Le motif d'une règle ne vaut plus pour une autre. Lève ErreurPlan avec chaque valeur refusée,
    dont `nommer` fait, de la clé, ce que la personne a tapé.
    """
    donnes: dict[str, Any] = {cle: v for cle, v in changements.items() if v is not None}
    try:
        return Regle(**{**regle.model_dump(exclude={"motif"}), **donnes}) if donnes else regle
    except ValidationError as refus:
        expliquees = [(str(erreur["loc"][0]), *expliquer(erreur)) for erreur in refus.errors()]
        raise ErreurPlan(
            *(Constat(code, f"{nommer(cle)} {message}") for cle, code, message in expliquees)
        ) from None


def _fautes(refus: ValidationError, valeur: object) -> dict[Adresse, tuple[Code, str]]:
    """Rend une faute par adresse : celle de la forme, sinon la première contrainte.

    pydantic n'éprouve les contraintes que d'un plan dont la forme est bonne.
    """
    fautes: dict[Adresse, tuple[Code, str]] = {}
    erreurs = _sans_doublets(refus.errors(include_url=False))
    for erreur in filter(_a_dire, erreurs):
        fautes.setdefault(_adresse(erreur), expliquer(erreur))
    if all(erreur["type"] != "contrainte" for erreur in erreurs):
        for code, adresse, message, _ in contraintes.erreurs(valeur):
            fautes.setdefault(adresse, (code, message))
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


def _adresse(erreur: ErrorDetails) -> Adresse:
    # Une clé inconnue est la faute de la clé, et non de sa valeur.
    suite = (CLE,) if erreur["type"] in CLES_INCONNUES else ()
    return (*erreur["loc"], *suite)
