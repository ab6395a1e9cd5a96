"""Les valeurs simples d'un plan : ce qui peut s'écrire là, et ce qui en est lu.

Chacune est un type que pydantic valide : le texte tapé est lu, puis borné.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple, NoReturn

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from plandev.messages.mots import composer, sans_trace
from plandev.plan.etats import ETATS, etat_nomme, motif_d_etat

# Écrits pour valoir la même chose en Rust (pydantic), en Python et en ECMAScript (JSON Schema).
_COMMANDES = r"\u0000-\u0009\u000B-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069"
_INVISIBLES = rf"\u000A{_COMMANDES}"
_ESPACES = r" \u00A0\u1680\u2000-\u200A\u202F\u205F\u3000"
_DEBUT = rf"[^{_ESPACES}=+\-@{_INVISIBLES}]"
_LETTRE = "A-Za-zÀ-ÖØ-öø-ÿŒœ0-9"
PATRON_TEXTE = rf"^[{_ESPACES}]*{_DEBUT}[^{_INVISIBLES}]*$"
PATRON_TEXTE_LONG = rf"^[{_ESPACES}]*{_DEBUT}[^{_COMMANDES}]*$"
PATRON_UNITE = (
    rf"^[^{_ESPACES}=+\-@;{_INVISIBLES}]([^;{_INVISIBLES}]*[^{_ESPACES};{_INVISIBLES}])?$"
)
PATRON_CLE = r"^[a-zà-öø-ÿœ0-9][a-zà-öø-ÿœ0-9_-]*$"
PATRON_CODE = rf"^[{_LETTRE}](( ?[{_LETTRE}./-])*( ?[{_LETTRE}]))?$"
_PATRON_PERIODE = r"[0-9]{4}-[0-9]{4}"
_PATRON_JOUR = r"([0-9]{4})-([0-9]{2})-([0-9]{2})"

# Ce qui borne ce qu'un fichier peut coûter; les plans publiés en sont loin.
LONGUEUR_D_UN_TEXTE = 10_000
LONGUEUR_D_UNE_UNITE = 120
LONGUEUR_D_UNE_CLE = 60
LONGUEUR_D_UN_CODE = 20


def _entier(valeur: Any) -> Any:
    """Lit un entier écrit en chiffres ASCII, sans signe, zéro de tête ni séparateur."""
    return _nombre(valeur, int, r"0|[1-9][0-9]{0,17}", "entier")


def _decimal(valeur: Any) -> Any:
    """Lit un nombre décimal écrit en chiffres ASCII avec un point, sans signe ni exposant.

    Il reste celui qui a été tapé, jusqu'à sa dernière décimale.
    """
    if isinstance(valeur, int | float) and not isinstance(valeur, bool):
        return Decimal(repr(valeur))
    return _nombre(valeur, Decimal, r"(0|[1-9][0-9]{0,17})(\.[0-9]{1,18})?", "decimal")


def _nombre(valeur: Any, type_: type, patron: str, genre: str) -> Any:
    if not isinstance(valeur, str):
        return valeur
    if not re.fullmatch(patron, valeur):
        _refuser(genre)
    return type_(valeur)


def _refuser(genre: str) -> NoReturn:
    raise PydanticCustomError(genre, "autre chose est attendu")


def _identifiant(valeur: Any) -> Any:
    return composer(valeur) if isinstance(valeur, str) else valeur


def _unite(valeur: Any) -> Any:
    """Lit un nom d'unité, où tout se voit : deux qui se lisent pareils sont le même."""
    if not isinstance(valeur, str) or valeur.isascii():
        return valeur
    if sans_trace(valeur):
        _refuser("sans_trace")
    return composer(valeur)


def _nom_ou_rien(valeur: Any) -> Any:
    return None if valeur in _SANS_NOM else valeur


_SANS_NOM = ("", "~", "null", "Null", "NULL")  # ce que YAML 1.2 tient pour rien


def _periode(valeur: Any) -> Any:
    """Lit une période, de sa première à sa dernière année, comme 2023-2030."""
    if not isinstance(valeur, str):
        return valeur
    if not re.fullmatch(_PATRON_PERIODE, valeur):
        _refuser("periode")
    return tuple(map(int, valeur.split("-")))


def _jour(valeur: Any) -> Any:
    """Lit une date écrite AAAA-MM-JJ."""
    if not isinstance(valeur, str):
        return valeur
    if not (trouve := re.fullmatch(_PATRON_JOUR, valeur)):
        _refuser("jour")
    try:
        return date(*map(int, trouve.groups()))
    except ValueError:  # un 30 février
        _refuser("jour")


def _etat(valeur: Any) -> Any:
    return (etat_nomme(valeur) or valeur) if isinstance(valeur, str) else valeur


def _en_paires(valeur: Any) -> Any:
    return tuple(valeur.items()) if isinstance(valeur, Mapping) else valeur


def _sorte_de_champ(valeur: Any) -> str:
    return "liste" if isinstance(valeur, list | tuple) else "texte"


# La dernière annotation s'applique la première : le texte tapé est lu, puis sa valeur est bornée.
Annee = Annotated[int, Field(strict=True, ge=1900, le=2199), BeforeValidator(_entier)]
Rang = Annotated[int, Field(strict=True, ge=1), BeforeValidator(_entier)]
IndiceMin = Annotated[
    Decimal,
    Field(strict=True, ge=0, le=1),
    BeforeValidator(_decimal),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1}),
]
IndiceMax = Annotated[
    Decimal,
    Field(strict=True, ge=1),
    BeforeValidator(_decimal),
    WithJsonSchema({"type": "number", "minimum": 1}),
]

Texte = Annotated[
    str, StringConstraints(strict=True, max_length=LONGUEUR_D_UN_TEXTE, pattern=PATRON_TEXTE)
]
Unite = Annotated[
    str,
    StringConstraints(strict=True, max_length=LONGUEUR_D_UNE_UNITE, pattern=PATRON_UNITE),
    BeforeValidator(_unite),
]
Cle = Annotated[
    str,
    StringConstraints(strict=True, max_length=LONGUEUR_D_UNE_CLE, pattern=PATRON_CLE),
    BeforeValidator(_identifiant),
]
# Un accent qui y serait séparé de sa lettre est refusé : un code n'a pas à être composé.
Code = Annotated[
    str, StringConstraints(strict=True, max_length=LONGUEUR_D_UN_CODE, pattern=PATRON_CODE)
]
Nom = Annotated[Texte | None, BeforeValidator(_nom_ou_rien)]
Reference = Literal["egale", "prorata"]
Numerotation = Literal["axe", "plan"]


class Periode(NamedTuple):
    """Une suite d'années : la première et la dernière."""

    premiere: Annee
    derniere: Annee

    def __str__(self) -> str:
        """Rend la période telle qu'elle s'écrit : `2023-2030`."""
        return f"{self.premiere}-{self.derniere}"


UnePeriode = Annotated[
    Periode,
    BeforeValidator(_periode),
    WithJsonSchema({"type": "string", "pattern": f"^{_PATRON_PERIODE}$"}),
]
Jour = Annotated[
    date,
    Field(strict=True),
    BeforeValidator(_jour),
    WithJsonSchema({"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
]
Etat = Annotated[
    Literal[ETATS],  # type: ignore[valid-type]
    BeforeValidator(_etat),
    WithJsonSchema(
        {"anyOf": [{"enum": list(ETATS)}, {"type": "string", "pattern": motif_d_etat()}]}
    ),
]
TexteLong = Annotated[
    str, StringConstraints(strict=True, max_length=LONGUEUR_D_UN_TEXTE, pattern=PATRON_TEXTE_LONG)
]
ListeDeTextes = Annotated[tuple[Texte, ...], Field(min_length=1, fail_fast=True)]
ValeurDeChamp = str | tuple[str, ...]
"""Ce qu'une action dit sous un champ : un texte, de plusieurs lignes s'il le faut, ou plusieurs."""

_Champ = tuple[
    Cle,
    Annotated[
        Annotated[TexteLong, Tag("texte")] | Annotated[ListeDeTextes, Tag("liste")],
        Discriminator(_sorte_de_champ),
    ],
]

Champs = Annotated[tuple[_Champ, ...], Field(fail_fast=True), BeforeValidator(_en_paires)]
