"""Les fautes de forme que pydantic relève -> un code et une phrase, avec ce qu'il faut faire."""

import re
from collections.abc import Callable, Iterable

from pydantic_core import ErrorDetails

from plandev.constats import CLE, Adresse, Code
from plandev.modele import Action, Axe, Plan, Regle
from plandev.mots import Conseiller, assainir, citer, enumerer
from plandev.nombres import entier

Explication = tuple[Code, str]
Expliquer = Callable[[ErrorDetails], Explication]


def expliquer(erreur: ErrorDetails, conseiller: Conseiller) -> Explication:
    """Rend le code d'une erreur de pydantic, prise de `errors()`, et ce qu'il faut en dire."""
    genre = erreur["type"]
    if genre in CLES_INCONNUES:
        return _cle_inconnue(erreur, conseiller)
    if genre in _PAR_GENRE:
        return _PAR_GENRE[genre](erreur)
    attente = ATTENTES.get(_attendu(erreur["loc"])) if genre in _GENRES_PREVUS else None
    return attente(erreur) if attente else _valeur_refusee(erreur)


def cles_connues(adresse: Iterable[str | int]) -> list[str]:
    """Rend les clés que le plan, un axe, une action ou la règle, à cette adresse, peut avoir."""
    return list(_objet(adresse)[0].__annotations__)


# Ce qui porte des clés connues, par la clé qui y mène : son modèle, et comment on le nomme.
_OBJETS: dict[str, tuple[type, str]] = {
    "": (Plan, "le plan"),
    "axes": (Axe, "cet axe"),
    "actions": (Action, "cette action"),
    "equilibre": (Regle, "la règle d'équilibre"),
}

_DECLARATIONS = ("responsables", "groupes")  # leurs clés sont des unités et des groupes du plan

_FORMULE = r"\s*[=+\-@]"
_INTRUS: dict[str, Explication] = {
    "\n": ("texte-sur-plusieurs-lignes", "un saut de ligne"),
    "\t": ("signe-invisible", "une tabulation"),
}


def _suivi_de(code: Code, attendu: str) -> Expliquer:
    return lambda erreur: (code, f"{_tape(erreur['input'])} : {attendu}")


def _texte(erreur: ErrorDetails) -> Explication:
    tape = erreur["input"]
    if not isinstance(tape, str):
        attendu = f"un texte est attendu ici, pas {_tape(tape)}"
        return "texte-attendu", f"{attendu}; mettez le texte entre guillemets"
    if not tape.strip():
        return "texte-vide", "texte vide; écrivez-le"
    if re.match(_FORMULE, tape):
        signe = citer(tape.strip()[0])
        return "formule", f"un tableur exécuterait ce texte, qui commence par {signe}; changez-le"
    connus = (intrus for signe, intrus in _INTRUS.items() if signe in tape)
    code, intrus = next(connus, ("signe-invisible", "un signe invisible"))
    return code, f"{citer(tape)} contient {intrus}; retapez ce texte sur une seule ligne"


def _mot(code: Code, attendu: str) -> Expliquer:
    suivi = _suivi_de(code, attendu)
    return lambda erreur: (suivi if isinstance(erreur["input"], str) else _texte)(erreur)


# Ce qui est attendu d'une valeur simple, par la clé où elle est écrite; « unité » et « groupe »
# pour ce qu'une action nomme et que le plan déclare, « nom » pour ce qu'il en dit.
ATTENTES: dict[str, Expliquer] = {
    "titre": _texte,
    "libelle": _texte,
    "motif": _texte,
    "source_des_poids": _texte,
    "nom": _texte,
    "annee": _suivi_de("annee-invalide", "une année est attendue, de 1900 à 2199"),
    "numero": _suivi_de("numero-invalide", "un nombre entier à partir de 1 est attendu"),
    "poids": _suivi_de("poids-invalide", "un nombre entier à partir de 1 est attendu"),
    "indice_min": _suivi_de(
        "indice-invalide", "un nombre de 0 à 1 est attendu, avec un point : 0.5"
    ),
    "indice_max": _suivi_de(
        "indice-invalide", "un nombre à partir de 1 est attendu, avec un point : 2.5"
    ),
    "reference": _suivi_de(
        "reference-inconnue", "«\u00a0egale\u00a0» ou «\u00a0prorata\u00a0» est attendu"
    ),
    "code": _suivi_de(
        "code-mal-forme",
        "un code est un nombre entier à partir de 1, parfois suivi d'un point et d'une lettre "
        "minuscule, comme 4 ou 4.b",
    ),
    "unité": _mot(
        "unite-mal-formee",
        "un sigle est un seul mot de majuscules, de chiffres et de traits d'union, comme DVC",
    ),
    "groupe": _mot(
        "groupe-mal-forme",
        "une clé est un seul mot de minuscules, de chiffres et de traits d'union, comme jeunes",
    ),
}

# Les genres d'erreur de pydantic d'une valeur simple, que ces attentes expliquent.
_GENRES_PREVUS = frozenset(
    {
        "string_type",
        "string_pattern_mismatch",
        "int_type",
        "decimal_type",
        "is_instance_of",
        "entier",
        "decimal",
        "literal_error",
        "greater_than_equal",
        "less_than_equal",
        "finite_number",
    }
)


def _valeur_refusee(erreur: ErrorDetails) -> Explication:
    ou = f" sous {citer(cle)}" if (cle := _derniere_cle(erreur["loc"])) else ""
    aide = "«\u00a0plandev schema\u00a0» décrit ce qui l'est"
    return "valeur-refusee", f"valeur non admise{ou} : {_tape(erreur['input'])}; {aide}"


def _cle_absente(erreur: ErrorDetails) -> Explication:
    *parents, cle = erreur["loc"]
    return "cle-absente", f"clé {citer(str(cle))} absente; {_objet(parents)[1]} la demande"


def _cle_inconnue(erreur: ErrorDetails, conseiller: Conseiller) -> Explication:
    *parents, cle = erreur["loc"]
    aide = conseiller(str(cle), cles_connues(parents))
    inconnue = f"clé {citer(str(cle))} inconnue dans {_objet(parents)[1]}"
    return "cle-inconnue", f"{inconnue}; {aide}"


def _liste_attendue(erreur: ErrorDetails) -> Explication:
    cle, tape = _derniere_cle(erreur["loc"]), erreur["input"]
    attendue = f"une liste est attendue sous {citer(cle)}, pas {_tape(tape)}"
    if cle in _DECLARATIONS and isinstance(tape, str):
        elements = (
            ", ".join(filter(None, (nom.strip(" []()") for nom in re.split("[,;]", tape)))) or "DVC"
        )
        return "liste-attendue", f"{attendue}; écrivez {assainir(f'{cle}: [{elements}]')}"
    exemple = "actions: []" if cle == "actions" else f"{cle}: […]"
    return "liste-attendue", f"{attendue}; écrivez {exemple}"


def _cles_attendues(erreur: ErrorDetails) -> Explication:
    adresse, tape = erreur["loc"], _tape(erreur["input"])
    if not adresse or isinstance(adresse[-1], int):
        nom, cles = _objet(adresse)[1], enumerer(cles_connues(adresse))
        return "cles-attendues", f"{nom} s'écrit en clés et valeurs ({cles}), pas {tape}"
    cle = citer(_derniere_cle(adresse))
    return "cles-attendues", f"des clés et valeurs sont attendues sous {cle}, pas {tape}"


def _liste_vide(erreur: ErrorDetails) -> Explication:
    vides: dict[str, Explication] = {
        "responsables": (
            "sans-unite",
            "aucune unité ne répond de cette action; nommez-en au moins une",
        ),
        "axes": ("sans-axe", "le plan n'a aucun axe; écrivez-en au moins un"),
    }
    return vides.get(_derniere_cle(erreur["loc"])) or _valeur_refusee(erreur)


_COMPTES = {"responsables": "unités", "groupes": "groupes", "axes": "axes"}


def _trop_nombreux(erreur: ErrorDetails) -> Explication:
    cle, maximum = _derniere_cle(erreur["loc"]), erreur["ctx"]["max_length"]
    limite = f"un plan a au plus {entier(maximum)} {_COMPTES.get(cle, 'éléments')}"
    return "trop-nombreux", f"trop d'éléments sous {citer(cle)}; {limite}"


def _texte_trop_long(erreur: ErrorDetails) -> Explication:
    longueur, maximum = len(erreur["input"]), erreur["ctx"]["max_length"]
    tape = f"{citer(erreur['input'])} a {entier(longueur)} signes"
    return "texte-trop-long", f"{tape}; il en faut au plus {entier(maximum)} ici, abrégez"


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
    return _OBJETS[_derniere_cle(tuple(adresse))]


def _derniere_cle(adresse: Adresse) -> str:
    noms = [nom for nom in adresse if isinstance(nom, str) and nom != CLE]
    return noms[-1] if noms else ""


def _attendu(adresse: Adresse) -> str:
    """Rend sous quelle clé des attentes chercher ce qui l'est à cette adresse."""
    sur_place = adresse[-1] == CLE or isinstance(adresse[-1], int)
    if sur_place or adresse[0] in _DECLARATIONS:
        nommee = "unité" if "responsables" in adresse else "groupe"
        return nommee if sur_place else "nom"
    return str(adresse[-1])


def _tape(valeur: object) -> str:
    if isinstance(valeur, str):
        return citer(valeur) if valeur else "rien"
    if isinstance(valeur, (list, dict)):
        return "une liste" if isinstance(valeur, list) else "des clés et valeurs"
    return citer(str(valeur))
