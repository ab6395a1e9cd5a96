"""Ce qui est attendu d'une valeur, et ce qu'il y a à dire de celle qui ne l'est pas."""

import re
from collections.abc import Callable
from typing import Any, get_args

from pydantic_core import ErrorDetails

from plandev.messages.constats import CLE, Adresse, Code
from plandev.messages.mots import assainir, enumerer, redire, sans_trace
from plandev.plan.action import Action
from plandev.plan.champ import Champ
from plandev.plan.etats import ETATS, conseil_d_etat
from plandev.plan.modele import Axe, Plan, Regle
from plandev.plan.valeurs import ATTENTE_D_UNE_CLE, Attente

Explication = tuple[Code, str]
Expliquer = Callable[[ErrorDetails], Explication]

_FORMULE = r"\s*[=+\-@]"
_INTRUS: dict[str, Explication] = {
    "\n": ("texte-sur-plusieurs-lignes", "un saut de ligne"),
    "\t": ("signe-invisible", "une tabulation"),
}


def _suivi_de(code: Code, attendu: str) -> Expliquer:
    return lambda erreur: (code, f"{montrer(erreur['input'])} : {attendu}")


def _texte(erreur: ErrorDetails) -> Explication:
    tape = erreur["input"]
    if not isinstance(tape, str):
        attendu = f"un texte est attendu ici, pas {montrer(tape)}"
        return "texte-attendu", f"{attendu}\nmettez le texte entre guillemets droits"
    if not tape.strip():
        return "texte-vide", "texte vide\nécrivez-le"
    if re.match(_FORMULE, tape):
        signe = redire(tape.strip()[0])
        return "formule", f"un tableur exécuterait ce texte, qui commence par {signe}\nchangez-le"
    connus = (intrus for signe, intrus in _INTRUS.items() if signe in tape)
    code, intrus = next(connus, ("signe-invisible", "un signe invisible"))
    return code, f"{redire(tape)} contient {intrus}\nretapez ce texte sur une seule ligne"


def _texte_long(erreur: ErrorDetails) -> Explication:
    """Un texte où l'on va à la ligne, ou l'élément d'une liste, où non."""
    tape = erreur["input"]
    if not isinstance(tape, str) and not isinstance(erreur["loc"][-1], int):
        attendu = f"un texte ou une liste de textes est attendu ici, pas {montrer(tape)}"
        return "texte-attendu", f"{attendu}\nmettez le texte entre guillemets droits"
    en_liste = isinstance(erreur["loc"][-1], int)
    return _texte(erreur if en_liste else {**erreur, "input": " ".join(tape.split("\n"))})


def _etat(erreur: ErrorDetails) -> Explication:
    tape = erreur["input"]
    mots = erreur["ctx"]["mots"] if erreur["loc"][0] == "axes" else ()
    if not isinstance(tape, str) or not tape.strip():
        attendu = f"un état est attendu\nchoix possibles : {enumerer([*mots, *ETATS])}"
        return "etat-inconnu", f"{montrer(tape)} : {attendu}"
    return "etat-inconnu", f"état {redire(tape)} inconnu\n{conseil_d_etat(tape, mots)}"


def _nature(erreur: ErrorDetails) -> Explication:
    from plandev.plan.natures import NATURES

    attendue = f"une nature est attendue\nchoix possibles\u00a0: {enumerer(NATURES)}"
    return "nature-inconnue", f"{montrer(erreur['input'])}\u00a0: {attendue}"


def _mot_d_etat(erreur: ErrorDetails) -> Explication:
    tape = erreur["input"]
    if isinstance(tape, str) and tape != tape.strip() and tape.strip():
        return "signe-invisible", f"{redire(tape)} contient un blanc au bord\neffacez-le"
    return _texte(erreur)


def _mot(code: Code, attendu: str) -> Expliquer:
    suivi = _suivi_de(code, attendu)
    return lambda erreur: (suivi if isinstance(erreur["input"], str) else _texte)(erreur)


def _unite(erreur: ErrorDetails) -> Explication:
    tape = erreur["input"]
    if not isinstance(tape, str) or not tape.strip() or re.match(_FORMULE, tape):
        return _texte(erreur)
    if ";" in tape:
        unites = "; ".join(filter(None, map(str.strip, tape.split(";"))))
        separees = assainir(f"[{unites.replace('; ', ', ')}]")
        message = f"{redire(tape)} : des unités se séparent par des virgules\nécrivez {separees}"
        return "unite-mal-formee", message
    if (signe := sans_trace(tape)) or tape != tape.strip():
        intrus = f"un signe invisible (U+{ord(signe.group()):04X})" if signe else "un blanc au bord"
        return "unite-mal-formee", f"{redire(tape)} contient {intrus}\neffacez-le"
    return _texte(erreur)


# Ce que le plan déclare, et que des actions nomment.
_DECLARES: dict[str, Expliquer] = {
    "responsables": _unite,
    "groupes": _mot("groupe-mal-forme", f"{ATTENTE_D_UNE_CLE}, comme jeunes"),
    "etats": _mot_d_etat,
    "champs": _mot("champ-mal-forme", f"{ATTENTE_D_UNE_CLE}, comme echeance"),
}
_PAR_CODE: dict[Code, Expliquer] = {
    "texte-attendu": _texte,
    "etat-inconnu": _etat,
    "nature-inconnue": _nature,
}
_GENRES = {
    cle: genre
    for objet in (Plan, Axe, Action, Regle, Champ)
    for cle, genre in objet.__annotations__.items()
}


def attente_de_la_cle(cle: str) -> Attente | None:
    """Rend ce qui est attendu sous cette clé, d'après le type que lui donne le modèle, ou None."""
    return _attente(_GENRES.get(cle))


def _attente(genre: Any) -> Attente | None:
    dits = get_args(genre)
    attentes = (dit if isinstance(dit, Attente) else _attente(dit) for dit in reversed(dits))
    return next(filter(None, attentes), None)


def ce_qui_explique(adresse: Adresse) -> Expliquer | None:
    """Rend de quoi expliquer une valeur de cette adresse, si elle est de celles qu'on attend."""
    tete, fin = str(adresse[0]), str(adresse[-1])
    if "champs" in adresse[4:5]:
        return _texte_long
    if fin == CLE:
        return _DECLARES.get(tete)
    if isinstance(adresse[-1], int):
        return _DECLARES[str(adresse[-2])]
    if tete in _DECLARES and len(adresse) == _DECLAREE:
        return _etat if tete == "etats" else _texte
    attente = attente_de_la_cle(fin)
    return attente and (_PAR_CODE.get(attente.code) or _suivi_de(*attente))


_DECLAREE = 2  # noms d'une adresse : responsables, puis une unité


def montrer(valeur: object) -> str:
    """Rend ce qui a été tapé, comme une phrase le dit."""
    if isinstance(valeur, str):
        return redire(valeur) if valeur else "rien"
    if isinstance(valeur, (list, dict)):
        return "une liste" if isinstance(valeur, list) else "des clés et valeurs"
    return redire(str(valeur))
