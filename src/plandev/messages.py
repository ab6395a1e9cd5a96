"""Les fautes de forme que pydantic relève -> des phrases en français, avec ce qu'il faut faire."""

import re
from collections.abc import Callable, Iterable

from pydantic_core import ErrorDetails

from plandev.constats import CLE, Chemin
from plandev.modele import Action, Axe, Plan, Regle
from plandev.mots import citer, conseil, enumerer

_FORMULE = r"\s*[=+\-@]"

# Ce qui porte des clés connues, par la clé qui y mène : son modèle, et comment on le nomme.
_OBJETS: dict[str, tuple[type, str]] = {
    "": (Plan, "le plan"),
    "axes": (Axe, "cet axe"),
    "actions": (Action, "cette action"),
    "equilibre": (Regle, "la règle d'équilibre"),
}

_SIGLE = "un sigle est un seul mot de majuscules, de chiffres et de traits d'union, comme DVC"
_CLE = "une clé est un seul mot de minuscules, de chiffres et de traits d'union, comme jeunes"

_DECLARATIONS = ("responsables", "groupes")  # leurs clés sont des sigles et des clés du plan

_INTRUS = {"\n": "un saut de ligne", "\t": "une tabulation"}

# Ce qui est attendu d'une valeur, par la clé où elle est écrite.
_ATTENDUS: dict[str, str] = {
    "annee": "une année est attendue, de 1900 à 2199",
    "numero": "un nombre entier à partir de 1 est attendu",
    "poids": "un nombre entier à partir de 1 est attendu",
    "indice_min": "un nombre de 0 à 1 est attendu, avec un point : 0.5",
    "indice_max": "un nombre à partir de 1 est attendu, avec un point : 2.5",
    "reference": "«\u00a0egale\u00a0» ou «\u00a0prorata\u00a0» est attendu",
    "code": "un code est un nombre entier à partir de 1, parfois suivi d'un point et d'une lettre "
    "minuscule, comme 4 ou 4.b",
}


def phrase(erreur: ErrorDetails) -> str:
    """Rend ce qu'il faut dire d'une erreur de pydantic, prise de `ValidationError.errors()`."""
    if redige := _PAR_GENRE.get(erreur["type"]):
        return redige(erreur)
    cle = _derniere_cle(erreur["loc"])
    if cle in _ATTENDUS and erreur["loc"][0] not in _DECLARATIONS:
        return f"{_tape(erreur['input'])} : {_ATTENDUS[cle]}"
    return _phrase_de_texte(erreur)


def cles_connues(chemin: Iterable[str | int]) -> list[str]:
    """Rend les clés que le plan, un axe, une action ou la règle, à ce chemin, peut avoir."""
    return list(_objet(chemin)[0].__annotations__)


def _phrase_de_texte(erreur: ErrorDetails) -> str:
    chemin, tape = erreur["loc"], erreur["input"]
    if not isinstance(tape, str):
        return f"un texte est attendu ici, pas {_tape(tape)}; mettez le texte entre guillemets"
    if chemin[-1] == CLE or isinstance(chemin[-1], int):
        return f"{_tape(tape)} : {_SIGLE if 'responsables' in chemin else _CLE}"
    if not tape.strip():
        return "texte vide; écrivez-le"
    if re.match(_FORMULE, tape):
        signe = tape.strip()[0]
        return f"un tableur exécuterait ce texte, qui commence par {citer(signe)}; changez-le"
    intrus = next((nom for signe, nom in _INTRUS.items() if signe in tape), "un signe invisible")
    return f"{citer(tape)} contient {intrus}; retapez ce texte sur une seule ligne"


def _cle_manquante(erreur: ErrorDetails) -> str:
    *parents, cle = erreur["loc"]
    return f"clé {citer(str(cle))} absente; {_objet(parents)[1]} la demande"


def _cle_inconnue(erreur: ErrorDetails) -> str:
    *parents, cle = erreur["loc"]
    connues = cles_connues(parents)
    return f"clé {citer(str(cle))} inconnue dans {_objet(parents)[1]}; {conseil(str(cle), connues)}"


def _liste_attendue(erreur: ErrorDetails) -> str:
    exemple = {"actions": "actions: []", "responsables": "responsables: [DVC]"}
    cle = _derniere_cle(erreur["loc"])
    modele = exemple.get(cle, f"{cle}: […]")
    return (
        f"une liste est attendue sous {citer(cle)}, pas {_tape(erreur['input'])}; écrivez {modele}"
    )


def _table_attendue(erreur: ErrorDetails) -> str:
    if not erreur["loc"] or isinstance(erreur["loc"][-1], int):
        nom, cles = _objet(erreur["loc"])[1], enumerer(cles_connues(erreur["loc"]))
        return f"{nom} s'écrit en clés et valeurs ({cles}), pas {_tape(erreur['input'])}"
    cle = _derniere_cle(erreur["loc"])
    return f"des clés et valeurs sont attendues sous {citer(cle)}, pas {_tape(erreur['input'])}"


def _liste_vide(erreur: ErrorDetails) -> str:
    return {
        "responsables": "aucune unité ne répond de cette action; nommez-en au moins une",
        "axes": "le plan n'a aucun axe; écrivez-en au moins un",
    }[_derniere_cle(erreur["loc"])]


CLES_INCONNUES = ("extra_forbidden", "unexpected_keyword_argument")
"""Ce dont pydantic nomme une clé inconnue : dans un modèle, dans une dataclass."""

_PAR_GENRE: dict[str, Callable[[ErrorDetails], str]] = {
    "regle": lambda erreur: str(erreur["ctx"]["message"]),
    "missing": _cle_manquante,
    "extra_forbidden": _cle_inconnue,
    "unexpected_keyword_argument": _cle_inconnue,
    "tuple_type": _liste_attendue,
    "dict_type": _table_attendue,
    "model_type": _table_attendue,
    "dataclass_type": _table_attendue,
    "too_short": _liste_vide,
}


def _objet(chemin: Iterable[str | int]) -> tuple[type, str]:
    return _OBJETS[_derniere_cle(tuple(chemin))]


def _derniere_cle(chemin: Chemin) -> str:
    noms = [nom for nom in chemin if isinstance(nom, str) and nom != CLE]
    return noms[-1] if noms else ""


def _tape(valeur: object) -> str:
    if isinstance(valeur, str):
        return citer(valeur) if valeur else "rien"
    if isinstance(valeur, (list, dict)):
        return "une liste" if isinstance(valeur, list) else "des clés et valeurs"
    return citer(str(valeur))
