"""Le plan : des valeurs figées que pydantic valide, sans lecture, ni phrase, ni position."""

import re
from decimal import Decimal
from itertools import islice
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic.config import JsonDict
from pydantic.dataclasses import dataclass
from pydantic_core import InitErrorDetails, PydanticCustomError

from plandev import contraintes
from plandev.mots import composer

# Écrits pour valoir la même chose en Rust (pydantic), en Python et en ECMAScript (JSON Schema).
_INVISIBLES = r"\u0000-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069"
_ESPACES = r" \u00A0\u1680\u2000-\u200A\u202F\u205F\u3000"
PATRON_TEXTE = rf"^[{_ESPACES}]*[^{_ESPACES}=+\-@{_INVISIBLES}][^{_INVISIBLES}]*$"
PATRON_SIGLE = r"^[A-ZÀ-ÖØ-ÞŒŸ0-9][A-ZÀ-ÖØ-ÞŒŸ0-9-]*$"
PATRON_CLE = r"^[a-zà-öø-ÿœ0-9][a-zà-öø-ÿœ0-9-]*$"
PATRON_CODE = r"^[1-9][0-9]*(\.[a-z])?$"

# Ce qui borne ce qu'un fichier peut coûter; les plans publiés en sont loin.
LONGUEUR_D_UN_TEXTE = 10_000
LONGUEUR_D_UNE_UNITE = 120
LONGUEUR_D_UNE_CLE = 60
LONGUEUR_D_UN_CODE = 20
AXES_MAX = 200
UNITES_MAX = 1_000
GROUPES_MAX = 200
_MANQUEMENTS_MAX = 1_000  # pydantic garde plus de deux mille octets de chacun


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
        raise PydanticCustomError(genre, "nombre attendu")
    return type_(valeur)


def _identifiant(valeur: Any) -> Any:
    return composer(valeur) if isinstance(valeur, str) else valeur


def _nom_ou_rien(valeur: Any) -> Any:
    return None if valeur in _SANS_NOM else valeur


_SANS_NOM = ("", "~", "null", "Null", "NULL")  # ce que YAML 1.2 tient pour rien


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
Sigle = Annotated[
    str,
    StringConstraints(strict=True, max_length=LONGUEUR_D_UNE_UNITE, pattern=PATRON_SIGLE),
    BeforeValidator(_identifiant),
]
Cle = Annotated[
    str,
    StringConstraints(strict=True, max_length=LONGUEUR_D_UNE_CLE, pattern=PATRON_CLE),
    BeforeValidator(_identifiant),
]
Code = Annotated[
    str, StringConstraints(strict=True, max_length=LONGUEUR_D_UN_CODE, pattern=PATRON_CODE)
]
Nom = Annotated[Texte | None, BeforeValidator(_nom_ou_rien)]
Reference = Literal["egale", "prorata"]

# Une seule construction des validateurs, celle du plan entier, à la première lecture.
_FERME = ConfigDict(extra="forbid", defer_build=True)
_SANS_DOUBLON: JsonDict = {"uniqueItems": True}


class _Valeur(BaseModel):
    model_config = ConfigDict(**_FERME, frozen=True)


# La seule valeur qui se compte par milliers : à emplacements fixes, elle prend le quart de la
# mémoire d'un BaseModel.
@dataclass(frozen=True, slots=True, kw_only=True, config=_FERME)
class Action:
    """Une action du plan, sous son axe."""

    code: Code = Field(description="Numéro de l'action dans son axe, parfois suivi d'une lettre")
    libelle: Texte = Field(description="Ce que la Ville s'engage à faire, à la lettre")
    responsables: Annotated[tuple[Sigle, ...], Field(min_length=1, fail_fast=True)] = Field(
        description="Sigles des unités qui répondent de l'action, dans l'ordre du plan",
        json_schema_extra=_SANS_DOUBLON,
    )
    groupes: Annotated[tuple[Cle, ...], Field(fail_fast=True)] = Field(
        default=(),
        description="Clés des groupes que le libellé nomme expressément",
        json_schema_extra=_SANS_DOUBLON,
    )


class Axe(_Valeur):
    """Un axe d'intervention et ses actions, dans l'ordre du plan."""

    numero: Rang = Field(description="Rang de l'axe, à partir de 1")
    titre: Texte = Field(description="Titre de l'axe")
    poids: Rang | None = Field(
        default=None,
        description="Poids de l'axe dans la référence au prorata, un entier à partir de 1",
    )
    actions: Annotated[tuple[Action, ...], Field(fail_fast=True)] = Field(
        description="Actions de l'axe; [] s'il n'en a aucune"
    )


class Regle(_Valeur):
    """Ce qui fait dire qu'un axe a sa part : la part de référence et l'écart toléré."""

    reference: Reference = Field(
        default="egale", description="Part équitable : la même pour tous, ou au prorata des poids"
    )
    indice_min: IndiceMin = Field(
        default=Decimal("0.5"),
        description="Indice sous lequel un axe est sous-représenté, de 0 à 1",
    )
    indice_max: IndiceMax = Field(
        default=Decimal(2),
        description="Indice au-delà duquel un axe est sur-représenté, à partir de 1",
    )
    motif: Texte | None = Field(
        default=None, description="Pourquoi cette règle, et qui l'a décidée"
    )
    source_des_poids: Texte | None = Field(
        default=None, description="D'où viennent les poids, et si ce sont des estimations"
    )


class Plan(_Valeur):
    """Le plan de déploiement d'une année."""

    titre: Texte = Field(description="Titre du plan")
    annee: Annee = Field(description="Année du plan")
    responsables: dict[Sigle, Nom] = Field(
        max_length=UNITES_MAX, description="Unités : sigle, et nom complet s'il est connu"
    )
    groupes: dict[Cle, Texte] = Field(
        default_factory=dict,
        max_length=GROUPES_MAX,
        description="Groupes en situation de vulnérabilité : clé et nom",
    )
    equilibre: Regle = Field(
        default_factory=Regle, description="Règle de «\u00a0plandev equilibre\u00a0»"
    )
    axes: Annotated[tuple[Axe, ...], Field(min_length=1, max_length=AXES_MAX, fail_fast=True)] = (
        Field(description="Axes d'intervention, numérotés à partir de 1")
    )

    @property
    def a_sa_regle(self) -> bool:
        """Vrai si le plan déclare sa règle d'équilibre; sinon, c'est celle par défaut."""
        return "equilibre" in self.model_fields_set

    @property
    def nombre_actions(self) -> int:
        """Le nombre d'actions du plan, tous axes réunis."""
        return sum(len(axe.actions) for axe in self.axes)

    @model_validator(mode="after")
    def _respecter_les_contraintes(self) -> "Plan":
        """Refuse le plan qui contrevient aux contraintes, et dit où sont les premières fois."""
        manquements = islice(contraintes.erreurs(self), _MANQUEMENTS_MAX)
        fautes = [_faute(manquement) for manquement in manquements]
        if fautes:
            raise ValidationError.from_exception_data(type(self).__name__, fautes)
        return self


def _faute(manquement: contraintes.Manquement) -> InitErrorDetails:
    dite = {"code": manquement.code, "message": manquement.message}
    erreur = PydanticCustomError("contrainte", "{message}", dite)
    return InitErrorDetails(type=erreur, loc=manquement.adresse, input=None)
