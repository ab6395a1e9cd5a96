"""Les fautes de forme que pydantic relève -> un code et une phrase, avec ce qu'il faut faire."""

import re
from collections.abc import Callable, Iterable

from pydantic_core import ErrorDetails

from plandev.messages.constats import CLE, Adresse, Code
from plandev.messages.mots import Conseiller, assainir, citer, enumerer, sans_trace
from plandev.messages.nombres import entier
from plandev.plan.action import CLES_D_UNE_ACTION, Action
from plandev.plan.etats import ETATS, conseil_d_etat
from plandev.plan.modele import Axe, Plan, Regle
from plandev.plan.valeurs import PATRON_CLE

Explication = tuple[Code, str]
Expliquer = Callable[[ErrorDetails], Explication]


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
    attente = ATTENTES.get(_attendu(erreur["loc"])) if genre in _GENRES_PREVUS else None
    return attente(erreur) if attente else _valeur_refusee(erreur)


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
}

# Ce que déclare le plan, et le nom de ce qu'en est une clé, dans ATTENTES.
_DECLARATIONS = {"responsables": "unité", "groupes": "groupe", "champs": "clé de champ"}
_LISTES = ("responsables", "groupes")

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


def _texte_long(erreur: ErrorDetails) -> Explication:
    """Un texte où l'on va à la ligne, ou l'élément d'une liste, où non."""
    tape = erreur["input"]
    if not isinstance(tape, str) and not isinstance(erreur["loc"][-1], int):
        attendu = f"un texte ou une liste de textes est attendu ici, pas {_tape(tape)}"
        return "texte-attendu", f"{attendu}; mettez le texte entre guillemets"
    en_liste = isinstance(erreur["loc"][-1], int)
    return _texte(erreur if en_liste else {**erreur, "input": " ".join(tape.split("\n"))})


def _etat(erreur: ErrorDetails) -> Explication:
    tape = erreur["input"]
    if not isinstance(tape, str) or not tape.strip():
        attendu = f"un état est attendu; choix possibles : {enumerer(ETATS)}"
        return "etat-inconnu", f"{_tape(tape)} : {attendu}"
    return "etat-inconnu", f"état {citer(tape)} inconnu; {conseil_d_etat(tape)}"


def _mot(code: Code, attendu: str) -> Expliquer:
    suivi = _suivi_de(code, attendu)
    return lambda erreur: (suivi if isinstance(erreur["input"], str) else _texte)(erreur)


_CLE_ATTENDUE = (
    "une clé est un seul mot de minuscules, de chiffres, de traits d'union et de tirets bas"
)


def _unite(erreur: ErrorDetails) -> Explication:
    tape = erreur["input"]
    if not isinstance(tape, str) or not tape.strip() or re.match(_FORMULE, tape):
        return _texte(erreur)
    if ";" in tape:
        unites = "; ".join(filter(None, map(str.strip, tape.split(";"))))
        separees = assainir(f"[{unites.replace('; ', ', ')}]")
        message = f"{citer(tape)} : des unités se séparent par des virgules; écrivez {separees}"
        return "unite-mal-formee", message
    if (signe := sans_trace(tape)) or tape != tape.strip():
        intrus = f"un signe invisible (U+{ord(signe.group()):04X})" if signe else "un blanc au bord"
        return "unite-mal-formee", f"{citer(tape)} contient {intrus}; effacez-le"
    return _texte(erreur)


# Ce qui est attendu d'une valeur simple, par la clé où elle est écrite; « unité » et « groupe »
# pour ce qu'une action nomme et que le plan déclare, « nom » pour ce qu'il en dit, « champ »
# pour ce que l'action dit sous l'un d'eux.
ATTENTES: dict[str, Expliquer] = {
    "titre": _texte,
    "libelle": _texte,
    "motif": _texte,
    "source_des_poids": _texte,
    "nom": _texte,
    "champ": _texte_long,
    "annee": _suivi_de("annee-invalide", "une année est attendue, de 1900 à 2199"),
    "periode": _suivi_de(
        "periode-invalide", "deux années unies par un trait d'union sont attendues, comme 2023-2030"
    ),
    "etat_au": _suivi_de(
        "jour-invalide", "une date est attendue : année, mois et jour, comme 2020-12-31"
    ),
    "numerotation": _suivi_de(
        "numerotation-inconnue", "«\u00a0axe\u00a0» ou «\u00a0plan\u00a0» est attendu"
    ),
    "etat": _etat,
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
        "un code est un mot court de lettres, de chiffres, de points, de traits d'union et de "
        "barres obliques, comme 4.b, R1.1 ou 12 bis",
    ),
    "unité": _unite,
    "groupe": _mot("groupe-mal-forme", f"{_CLE_ATTENDUE}, comme jeunes"),
    "clé de champ": _mot("champ-mal-forme", f"{_CLE_ATTENDUE}, comme echeance"),
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
        "periode",
        "jour",
        "sans_trace",
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


def _cle_inconnue(
    erreur: ErrorDetails, conseiller: Conseiller, champs: Iterable[str]
) -> Explication:
    *parents, cle = erreur["loc"]
    connues = cles_connues(parents, champs)
    aide = conseiller(str(cle), connues)
    objet, nom = _objet(parents)
    if objet is Action and re.fullmatch(PATRON_CLE, str(cle)):
        aide += f"; ou déclarez-la sous {citer('champs')}, en tête du plan"
    return "cle-inconnue", f"clé {citer(str(cle))} inconnue dans {nom}; {aide}"


def _liste_attendue(erreur: ErrorDetails) -> Explication:
    cle, tape = _derniere_cle(erreur["loc"]), erreur["input"]
    attendue = f"une liste est attendue sous {citer(cle)}, pas {_tape(tape)}"
    if cle in _LISTES and isinstance(tape, str):
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
    if _derniere_cle(erreur["loc"]) == "axes":
        return "sans-axe", "le plan n'a aucun axe; écrivez-en au moins un"
    return "texte-vide", "liste vide; écrivez-y au moins un texte, ou retirez cette clé"


_COMPTES = {"responsables": "unités", "groupes": "groupes", "champs": "champs", "axes": "axes"}


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
    if "champs" in adresse[4:5]:
        return "champ"
    if adresse[0] in _DECLARATIONS:
        return _DECLARATIONS[str(adresse[0])] if adresse[-1] == CLE else "nom"
    if isinstance(adresse[-1], int):
        return _DECLARATIONS[str(adresse[-2])]
    return str(adresse[-1])


def _tape(valeur: object) -> str:
    if isinstance(valeur, str):
        return citer(valeur) if valeur else "rien"
    if isinstance(valeur, (list, dict)):
        return "une liste" if isinstance(valeur, list) else "des clés et valeurs"
    return citer(str(valeur))
