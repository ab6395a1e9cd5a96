"""Les fautes de forme que pydantic relève -> un code et une phrase, avec ce qu'il faut faire."""

import re
from collections.abc import Iterable

from pydantic_core import ErrorDetails

from plandev.lecture.validation.attentes import Explication, Expliquer, ce_qui_explique, montrer
from plandev.messages.constats import CLE, Adresse
from plandev.messages.mots import Conseiller, enumerer, redire
from plandev.messages.nombres import entier
from plandev.plan.action import CLES_D_UNE_ACTION, Action
from plandev.plan.champ import Champ
from plandev.plan.modele import Axe, Plan, Regle
from plandev.plan.valeurs import PATRON_CLE


def expliquer(
    erreur: ErrorDetails, conseiller: Conseiller, champs: Iterable[str] = ()
) -> Explication:
    """Rend le code d'une erreur de pydantic, prise de `errors()`, et ce qu'il faut en dire.

    `champs` : les clés que le plan déclare pour ses actions.
    """
    genre = erreur["type"]
    if genre in CLES_INCONNUES:
        return _cle_inconnue(erreur, conseiller, champs)
    if genre in _PAR_GENRE:
        return _PAR_GENRE[genre](erreur)
    return (ce_qui_explique(erreur["loc"]) or _valeur_refusee)(erreur)


def cles_connues(adresse: Iterable[str | int], champs: Iterable[str] = ()) -> list[str]:
    """Rend les clés que le plan, un axe, une action ou la règle, à cette adresse, peut avoir."""
    objet = _objet(adresse)[0]
    return [*CLES_D_UNE_ACTION, *champs] if objet is Action else list(objet.__annotations__)


# Ce qui porte des clés connues, par la clé qui y mène : son modèle, et comment on le nomme.
_OBJETS: dict[str, tuple[type, str]] = {
    "": (Plan, "le plan"),
    "axes": (Axe, "cet axe"),
    "actions": (Action, "cette action"),
    "equilibre": (Regle, "la règle d'équilibre"),
    "champs": (Champ, "ce champ"),
}


def _valeur_refusee(erreur: ErrorDetails) -> Explication:
    ou = f" sous {redire(cle)}" if (cle := _derniere_cle(erreur["loc"])) else ""
    aide = "«\u00a0plandev schema\u00a0» décrit ce qui l'est"
    return "valeur-refusee", f"valeur non admise{ou} : {montrer(erreur['input'])}\n{aide}"


def _cle_absente(erreur: ErrorDetails) -> Explication:
    *parents, cle = erreur["loc"]
    return "cle-absente", f"clé {redire(str(cle))} absente; {_objet(parents)[1]} la demande"


def _cle_inconnue(
    erreur: ErrorDetails, conseiller: Conseiller, champs: Iterable[str]
) -> Explication:
    *parents, cle = erreur["loc"]
    connues = cles_connues(parents, champs)
    aide = conseiller(str(cle), connues)
    objet, nom = _objet(parents)
    if objet is Action and re.fullmatch(PATRON_CLE, str(cle)):
        aide += f"; ou déclarez-la sous {redire('champs')}, en tête du plan"
    return "cle-inconnue", f"clé {redire(str(cle))} inconnue dans {nom}\n{aide}"


def _liste_attendue(erreur: ErrorDetails) -> Explication:
    cle, tape = _derniere_cle(erreur["loc"]), erreur["input"]
    attendue = f"une liste est attendue sous {redire(cle)}, pas {montrer(tape)}"
    exemple = "actions: []" if cle == "actions" else f"{cle}: […]"
    return "liste-attendue", f"{attendue}\nécrivez {exemple}"


def _cles_attendues(erreur: ErrorDetails) -> Explication:
    adresse, tape = erreur["loc"], montrer(erreur["input"])
    if not adresse or isinstance(adresse[-1], int):
        nom, cles = _objet(adresse)[1], enumerer(cles_connues(adresse))
        return "cles-attendues", f"{nom} s'écrit en clés et valeurs ({cles}), pas {tape}"
    cle = redire(_derniere_cle(adresse))
    chacune = "écrivez-y chaque clé sur sa ligne, suivie d'un deux-points"
    return "cles-attendues", f"des clés et valeurs sont attendues sous {cle}, pas {tape}\n{chacune}"


def _liste_vide(erreur: ErrorDetails) -> Explication:
    if _derniere_cle(erreur["loc"]) == "axes":
        return "sans-axe", "le plan n'a aucun axe\nécrivez-en au moins un"
    return "texte-vide", "liste vide\nécrivez-y au moins un texte, ou retirez cette clé"


_COMPTES = {
    "responsables": "unités",
    "groupes": "groupes",
    "etats": "mots pour un état",
    "champs": "champs",
    "axes": "axes",
}


def _trop_nombreux(erreur: ErrorDetails) -> Explication:
    cle, maximum = _derniere_cle(erreur["loc"]), erreur["ctx"]["max_length"]
    limite = f"une action y a au plus {entier(maximum)} textes"
    if cle in _COMPTES:
        limite = f"un plan a au plus {entier(maximum)} {_COMPTES[cle]}"
    return "trop-nombreux", f"trop d'éléments sous {redire(cle)}; {limite}"


def _texte_trop_long(erreur: ErrorDetails) -> Explication:
    longueur, maximum = len(erreur["input"]), erreur["ctx"]["max_length"]
    tape = f"{redire(erreur['input'])} a {entier(longueur)} signes"
    return "texte-trop-long", f"{tape}\nil en faut au plus {entier(maximum)} ici, abrégez"


CLES_INCONNUES = ("extra_forbidden", "unexpected_keyword_argument")
"""Ce dont pydantic nomme une clé inconnue : dans un modèle, dans une dataclass."""

_PAR_GENRE: dict[str, Expliquer] = {
    "missing": _cle_absente,
    "tuple_type": _liste_attendue,
    "dict_type": _cles_attendues,
    "model_type": _cles_attendues,
    "dataclass_type": _cles_attendues,
    "too_short": _liste_vide,
    "too_long": _trop_nombreux,
    "string_too_long": _texte_trop_long,
}


def _objet(adresse: Iterable[str | int]) -> tuple[type, str]:
    noms = tuple(adresse)
    return _OBJETS["champs" if noms[:1] == ("champs",) else _derniere_cle(noms)]


def _derniere_cle(adresse: Adresse) -> str:
    noms = [nom for nom in adresse if isinstance(nom, str) and nom != CLE]
    return noms[-1] if noms else ""
