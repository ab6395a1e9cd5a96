"""Un texte tapé -> la valeur qu'il dit; ce qui n'est pas un texte reste tel quel.

De ce qui ne la dit pas, chacune lève l'erreur de pydantic qui porte son nom.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NoReturn

from pydantic_core import PydanticCustomError

from plandev.messages.mots import composer, sans_trace
from plandev.plan.etats import etat_nomme

LETTRE = "A-Za-zÀ-ÖØ-öø-ÿŒœ0-9"
PATRON_NUMERO = rf"^[{LETTRE}]([{LETTRE}-]{{0,10}}[{LETTRE}])?$"
PATRON_PERIODE = r"[0-9]{4}-[0-9]{4}"
_PATRON_JOUR = r"([0-9]{4})-([0-9]{2})-([0-9]{2})"


def entier(valeur: Any) -> Any:
    """Rend un entier écrit en chiffres ASCII, sans signe, zéro de tête ni séparateur."""
    return _nombre(valeur, int, r"0|[1-9][0-9]{0,17}", "entier")


def numero(valeur: Any) -> Any:
    """Rend le numéro d'un axe : un entier à partir de 1, son rang, ou un texte, son code."""
    tape = str(valeur) if type(valeur) in {int, str} else ""
    if re.fullmatch("[1-9][0-9]{0,11}", tape):
        return int(tape)
    if not re.fullmatch(PATRON_NUMERO, tape):
        _lever("numero")
    return tape


def decimal(valeur: Any) -> Any:
    """Rend un nombre décimal écrit en chiffres ASCII avec un point, sans signe ni exposant.

    Il reste celui qui a été tapé, jusqu'à sa dernière décimale.
    """
    if isinstance(valeur, int | float) and not isinstance(valeur, bool):
        return Decimal(repr(valeur))
    return _nombre(valeur, Decimal, r"(0|[1-9][0-9]{0,17})(\.[0-9]{1,18})?", "decimal")


def _nombre(valeur: Any, type_: type, patron: str, genre: str) -> Any:
    if not isinstance(valeur, str):
        return valeur
    if not re.fullmatch(patron, valeur):
        _lever(genre)
    return type_(valeur)


def nature(valeur: Any) -> Any:
    """Rend le nom d'une nature de champ."""
    from plandev.plan.natures import NATURES  # peu de plans s'en servent

    if not isinstance(valeur, str) or valeur not in NATURES:
        _lever("nature")
    return valeur


def _lever(genre: str) -> NoReturn:
    raise PydanticCustomError(genre, "autre chose est attendu")


def identifiant(valeur: Any) -> Any:
    """Rend l'identifiant, ses accents composés."""
    return composer(valeur) if isinstance(valeur, str) else valeur


def unite(valeur: Any) -> Any:
    """Rend un nom d'unité, où tout se voit : deux qui se lisent pareils sont le même."""
    if not isinstance(valeur, str) or valeur.isascii():
        return valeur
    if sans_trace(valeur):
        _lever("sans_trace")
    return composer(valeur)


def nom_ou_rien(valeur: Any) -> Any:
    """Rend None de ce que YAML 1.2 tient pour rien."""
    return None if valeur in _SANS_NOM else valeur


_SANS_NOM = ("", "~", "null", "Null", "NULL")  # ce que YAML 1.2 tient pour rien


def periode(valeur: Any) -> Any:
    """Rend une période, de sa première à sa dernière année, comme 2023-2030."""
    if not isinstance(valeur, str):
        return valeur
    if not re.fullmatch(PATRON_PERIODE, valeur):
        _lever("periode")
    return tuple(map(int, valeur.split("-")))


def jour(valeur: Any) -> Any:
    """Rend une date écrite AAAA-MM-JJ."""
    if not isinstance(valeur, str):
        return valeur
    if not (trouve := re.fullmatch(_PATRON_JOUR, valeur)):
        _lever("jour")
    try:
        return date(*map(int, trouve.groups()))
    except ValueError:  # un 30 février
        _lever("jour")


def etat(valeur: Any) -> Any:
    """Rend l'état que nomme un mot, ou le mot."""
    return (etat_nomme(valeur) or valeur) if isinstance(valeur, str) else valeur


OUI_OU_NON = {"oui": True, "non": False}


def oui_ou_non(valeur: Any) -> Any:
    """Rend vrai d'un « oui », faux d'un « non »."""
    return OUI_OU_NON.get(valeur, valeur) if isinstance(valeur, str) else valeur


def en_paires(valeur: Any) -> Any:
    """Rend les paires d'un dictionnaire."""
    return tuple(valeur.items()) if isinstance(valeur, Mapping) else valeur


def sorte_de_champ(valeur: Any) -> str:
    """Rend « liste » ou « texte »."""
    return "liste" if isinstance(valeur, list | tuple) else "texte"
