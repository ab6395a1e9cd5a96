"""Les valeurs simples d'un plan : ce qui peut s'écrire là, et ce qui en est lu.

Chacune est un type que pydantic valide : le texte tapé est lu, puis borné.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, NamedTuple, get_args

from pydantic import BeforeValidator, Discriminator, Field, StringConstraints, Tag, WithJsonSchema

from plandev.messages.constats import Code as CodeDeConstat
from plandev.plan import conversions
from plandev.plan.etats import ETATS, motif_d_etat

# Écrits pour valoir la même chose en Rust (pydantic), en Python et en ECMAScript (JSON Schema).
_COMMANDES = r"\u0000-\u0009\u000B-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069"
_INVISIBLES = rf"\u000A{_COMMANDES}"
_ESPACES = r" \u00A0\u1680\u2000-\u200A\u202F\u205F\u3000"
_DEBUT = rf"[^{_ESPACES}=+\-@{_INVISIBLES}]"
_LETTRE = conversions.LETTRE
PATRON_NUMERO = conversions.PATRON_NUMERO
PATRON_TEXTE = rf"^[{_ESPACES}]*{_DEBUT}[^{_INVISIBLES}]*$"
# Un nombre signé n'est rien qu'un tableur exécuterait.
PATRON_TEXTE_LONG = rf"^([{_ESPACES}]*{_DEBUT}[^{_COMMANDES}]*|[+\-][0-9]+([.,][0-9]+)?)$"
PATRON_UNITE = (
    rf"^[^{_ESPACES}=+\-@;{_INVISIBLES}]([^;{_INVISIBLES}]*[^{_ESPACES};{_INVISIBLES}])?$"
)
PATRON_MOT = rf"^{_DEBUT}([^{_INVISIBLES}]*[^{_ESPACES}{_INVISIBLES}])?$"
PATRON_CLE = r"^[a-zà-öø-ÿœ0-9][a-zà-öø-ÿœ0-9_-]*$"
PATRON_CODE = rf"^[{_LETTRE}](( ?[{_LETTRE}./-])*( ?[{_LETTRE}]))?$"

# Ce qui borne ce qu'un fichier peut coûter; les plans publiés en sont loin.
LONGUEUR_D_UN_TEXTE = 10_000
LONGUEUR_D_UNE_UNITE = 120
LONGUEUR_D_UNE_CLE = 60
LONGUEUR_D_UN_CODE = 20
TEXTES_MAX = 100  # d'une liste, sous un champ


class Attente(NamedTuple):
    """Ce qui est attendu là où s'écrit une valeur, et le code du constat de celle qui ne l'est pas.

    Sans phrase, ce qui est tapé dit celle qui convient : voir `lecture.validation`.
    """

    code: CodeDeConstat
    phrase: str = ""


# La dernière annotation de pydantic s'applique la première : le texte tapé est lu, puis borné.
PREMIERE_ANNEE, DERNIERE_ANNEE = 1900, 2199
ATTENTE_D_UNE_ANNEE = Attente(
    "annee-invalide", f"une année est attendue, de {PREMIERE_ANNEE} à {DERNIERE_ANNEE}"
)
Annee = Annotated[
    int,
    Field(strict=True, ge=PREMIERE_ANNEE, le=DERNIERE_ANNEE),
    BeforeValidator(conversions.entier),
    ATTENTE_D_UNE_ANNEE,
]
Numero = Annotated[
    int | str,
    BeforeValidator(conversions.numero),
    WithJsonSchema({"type": ["integer", "string"], "minimum": 0, "pattern": PATRON_NUMERO}),
    Attente(
        "numero-invalide",
        "le rang de l'axe est attendu (1, 2, 3…), ou son code : de 1 à 12 lettres, chiffres et "
        "traits d'union, comme A ou CCC",
    ),
]
Poids = Annotated[
    int,
    Field(strict=True, ge=1),
    BeforeValidator(conversions.entier),
    Attente("poids-invalide", "un nombre entier à partir de 1 est attendu"),
]
IndiceMin = Annotated[
    Decimal,
    Field(strict=True, ge=0, le=1),
    BeforeValidator(conversions.decimal),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1}),
    Attente("indice-invalide", "un nombre de 0 à 1 est attendu, avec un point : 0.5"),
]
IndiceMax = Annotated[
    Decimal,
    Field(strict=True, ge=1),
    BeforeValidator(conversions.decimal),
    WithJsonSchema({"type": "number", "minimum": 1}),
    Attente("indice-invalide", "un nombre à partir de 1 est attendu, avec un point : 2.5"),
]

Texte = Annotated[
    str,
    StringConstraints(strict=True, max_length=LONGUEUR_D_UN_TEXTE, pattern=PATRON_TEXTE),
    Attente("texte-attendu"),
]
Unite = Annotated[
    str,
    StringConstraints(strict=True, max_length=LONGUEUR_D_UNE_UNITE, pattern=PATRON_UNITE),
    BeforeValidator(conversions.unite),
]
Cle = Annotated[
    str,
    StringConstraints(strict=True, max_length=LONGUEUR_D_UNE_CLE, pattern=PATRON_CLE),
    BeforeValidator(conversions.identifiant),
]
ATTENTE_D_UNE_CLE = (
    "une clé est un seul mot de minuscules, de chiffres, de traits d'union et de tirets bas"
)
# Un accent qui y serait séparé de sa lettre est refusé : un code n'a pas à être composé.
Code = Annotated[
    str,
    StringConstraints(strict=True, max_length=LONGUEUR_D_UN_CODE, pattern=PATRON_CODE),
    Attente(
        "code-mal-forme",
        "un code est un mot court de lettres, de chiffres, de points, de traits d'union et de "
        "barres obliques, comme 4.b, R1.1 ou 12 bis",
    ),
]
Nom = Annotated[Texte | None, BeforeValidator(conversions.nom_ou_rien)]
Reference = Annotated[
    Literal["egale", "prorata"],
    Attente("reference-inconnue", "«\u00a0egale\u00a0» ou «\u00a0prorata\u00a0» est attendu"),
]
REFERENCES: tuple[str, ...] = get_args(get_args(Reference)[0])
Numerotation = Annotated[
    Literal["axe", "plan"],
    Attente("numerotation-inconnue", "«\u00a0axe\u00a0» ou «\u00a0plan\u00a0» est attendu"),
]
NUMEROTATIONS: tuple[str, ...] = get_args(get_args(Numerotation)[0])


class Periode(NamedTuple):
    """Une suite d'années : la première et la dernière."""

    premiere: Annee
    derniere: Annee

    def __str__(self) -> str:
        """Rend la période telle qu'elle s'écrit : `2023-2030`."""
        return f"{self.premiere}-{self.derniere}"


UnePeriode = Annotated[
    Periode,
    BeforeValidator(conversions.periode),
    WithJsonSchema({"type": "string", "pattern": f"^{conversions.PATRON_PERIODE}$"}),
    Attente(
        "periode-invalide", "deux années unies par un trait d'union sont attendues, comme 2023-2030"
    ),
]
Jour = Annotated[
    date,
    Field(strict=True),
    BeforeValidator(conversions.jour),
    WithJsonSchema({"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
    Attente("jour-invalide", "une date est attendue : année, mois et jour, comme 2020-12-31"),
]
Etat = Annotated[
    Literal[ETATS],  # type: ignore[valid-type]
    BeforeValidator(conversions.etat),
    WithJsonSchema(
        {"anyOf": [{"enum": list(ETATS)}, {"type": "string", "pattern": motif_d_etat()}]}
    ),
    Attente("etat-inconnu"),
]
MotDEtat = Annotated[
    str, StringConstraints(strict=True, max_length=LONGUEUR_D_UNE_UNITE, pattern=PATRON_MOT)
]
NomDeNature = Annotated[str, BeforeValidator(conversions.nature), Attente("nature-inconnue")]
OuiOuNon = Annotated[
    bool,
    Field(strict=True),
    BeforeValidator(conversions.oui_ou_non),
    WithJsonSchema({"enum": list(conversions.OUI_OU_NON)}),
    Attente("public-invalide", "«\u00a0oui\u00a0» ou «\u00a0non\u00a0» est attendu"),
]
TexteLong = Annotated[
    str, StringConstraints(strict=True, max_length=LONGUEUR_D_UN_TEXTE, pattern=PATRON_TEXTE_LONG)
]
ListeDeTextes = Annotated[
    tuple[Texte, ...], Field(min_length=1, max_length=TEXTES_MAX, fail_fast=True)
]
ValeurDeChamp = str | tuple[str, ...]
"""Ce qu'une action dit sous un champ : un texte, de plusieurs lignes s'il le faut, ou plusieurs."""

_Champ = tuple[
    Cle,
    Annotated[
        Annotated[TexteLong, Tag("texte")] | Annotated[ListeDeTextes, Tag("liste")],
        Discriminator(conversions.sorte_de_champ),
    ],
]

Champs = Annotated[
    tuple[_Champ, ...], Field(fail_fast=True), BeforeValidator(conversions.en_paires)
]
