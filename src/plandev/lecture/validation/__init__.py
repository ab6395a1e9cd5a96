"""Un brouillon -> le plan, ou toutes ses fautes : la forme d'abord, puis les contraintes."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from plandev.lecture.brouillon import ILLISIBLE, Brouillon
from plandev.lecture.validation.champs import adresse_ecrite, mots_declares, ranger
from plandev.messages.constats import CLE, Adresse, Constat, ErreurPlan, Position
from plandev.messages.mots import Conseiller
from plandev.plan import contraintes
from plandev.plan.contraintes import Manquement
from plandev.plan.modele import Plan, Regle
from plandev.plan.parcours import dictionnaire

_PLAN = TypeAdapter(Plan)
_DEBUT = Position(1, 1)


def valider(brouillon: Brouillon) -> Plan | None:
    """Rend le plan, ou None après avoir ajouté aux constats du brouillon toutes ses fautes.

    Lève Debordement s'il en a plus qu'il ne s'en dit.
    """
    if brouillon.valeur is ILLISIBLE:
        return None
    plan, valeur = None, brouillon.valeur
    try:
        a_ranger = dictionnaire(valeur, "champs") or mots_declares(valeur)
        plan = _PLAN.validate_python(ranger(valeur) if a_ranger else valeur)
    except ValidationError:
        brouillon.ajouter(map(brouillon.constater, _fautes(valeur)))
    return None if brouillon.constats else plan


def avertir(plan: Plan | None, brouillon: Brouillon) -> Iterator[Constat]:
    """Rend les avertissements que mérite un plan, ou son brouillon s'il est fautif."""
    valeur = plan or ranger(brouillon.valeur)
    return (brouillon.situer(*manquement) for manquement in contraintes.avertissements(valeur))


def en_ordre(constats: Iterable[Constat]) -> list[Constat]:
    """Rend les constats d'un fichier dans l'ordre où on le lit, ceux sans place à la fin."""
    return sorted(constats, key=lambda c: (c.position is None, c.position or _DEBUT))


def modifier(regle: Regle, nommer: Callable[[str], str], **changements: str | None) -> Regle:
    """Rend la règle avec d'autres valeurs, tapées comme dans le fichier; None n'en change pas.

    Un nombre peut avoir une virgule. Le motif d'une règle ne vaut plus pour une autre. Lève
    ErreurPlan avec chaque valeur refusée, dont `nommer` fait, de la clé, ce qui a été tapé.
    """
    tapes = {cle: tape for cle, tape in changements.items() if tape is not None}
    donnes: dict[str, Any] = {cle: tape.replace(",", ".") for cle, tape in tapes.items()}
    try:
        return Regle(**{**regle.model_dump(exclude={"motif"}), **donnes}) if donnes else regle
    except ValidationError as refus:
        from plandev.lecture.validation.fautes_pydantic import expliquer

        refusees = [(str(erreur["loc"][0]), erreur) for erreur in refus.errors()]
        expliquees = [
            (c, *expliquer({**erreur, "input": tapes[c]}, Conseiller())) for c, erreur in refusees
        ]
        raise ErreurPlan(
            *(Constat(code, f"{nommer(cle)} {message}") for cle, code, message in expliquees)
        ) from None


def _fautes(valeur: object) -> Iterable[Manquement]:
    """Rend les fautes d'un brouillon, les clés écrites trop à droite une fois remises en place."""
    from plandev.lecture.validation.redressement import (
        redresser,  # rien n'en sert à un plan sans faute
    )

    redressement = redresser(valeur)
    if redressement.origines:
        yield from redressement.manquements()
    for faute in _par_adresse(ranger(redressement.valeur)):
        premiere = redressement.adresse(faute.premiere) if faute.premiere else None
        adresse = redressement.adresse(faute.adresse)
        yield faute._replace(adresse=adresse, premiere=premiere)


def _par_adresse(valeur: object) -> Iterator[Manquement]:
    """Rend une faute par adresse : celle de la forme, sinon la première contrainte."""
    dites: set[Adresse] = set()
    for faute in chain(_de_forme(valeur), contraintes.erreurs(valeur)):
        adresse = adresse_ecrite(faute.adresse)
        if adresse not in dites:
            dites.add(adresse)
            yield faute._replace(adresse=adresse)


def _de_forme(valeur: object) -> Iterator[Manquement]:
    # Rien n'en sert à un plan sans faute.
    from plandev.lecture.validation.fautes_pydantic import CLES_INCONNUES, expliquer
    from plandev.lecture.validation.forme import fautes_de_forme

    conseiller, champs = Conseiller(), dictionnaire(valeur, "champs")
    mots = {"mots": [dits["etat_du_plan"] for dits in mots_declares(valeur).values()]}
    for erreur in fautes_de_forme(valeur, conseiller):
        if _a_dire(erreur):
            dite: Any = {**erreur, "ctx": {**erreur.get("ctx", {}), **mots}}
            code, message = expliquer(dite, conseiller, champs)
            # Une clé inconnue est la faute de la clé, et non de sa valeur.
            suite = (CLE,) if erreur["type"] in CLES_INCONNUES else ()
            yield Manquement(code, (*erreur["loc"], *suite), message)


def _a_dire(erreur: ErrorDetails) -> bool:
    # Les contraintes s'éprouvent ici, sur le brouillon : pydantic ne les éprouve que d'un plan dont
    # la forme est bonne. Un mot d'état mal formé l'est là où il est déclaré.
    if erreur["type"] == "contrainte" or erreur["loc"][4:] == ("etat_du_plan",):
        return False
    # pydantic compte les éléments valides : d'un seul élément fautif, il dit que la liste est vide.
    vide_pour_lui_seul = erreur["type"] == "too_short" and bool(erreur["input"])
    return erreur["input"] is not ILLISIBLE and not vide_pour_lui_seul
