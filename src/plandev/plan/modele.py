"""Le plan : des valeurs figées que pydantic valide, sans lecture, ni phrase, ni position."""

from decimal import Decimal
from itertools import islice
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic.config import JsonDict
from pydantic.dataclasses import dataclass
from pydantic_core import InitErrorDetails, PydanticCustomError

from plandev.plan import contraintes
from plandev.plan.valeurs import (
    Annee,
    Champs,
    Cle,
    Code,
    Etat,
    IndiceMax,
    IndiceMin,
    Jour,
    Nom,
    Numerotation,
    Rang,
    Reference,
    Texte,
    UnePeriode,
    Unite,
    ValeurDeChamp,
)

# Ce qui borne, avec la longueur de chaque texte, ce qu'un fichier peut coûter.
AXES_MAX = 200
UNITES_MAX = 1_000
GROUPES_MAX = 200
CHAMPS_MAX = 100
_MANQUEMENTS_MAX = 1_000  # pydantic garde plus de deux mille octets de chacun

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

    code: Code = Field(
        description="Ce qui désigne l'action dans son axe, ou dans le plan : 4, 4.b, R1.1, 12 bis"
    )
    libelle: Texte = Field(description="Ce que la Ville s'engage à faire, à la lettre")
    responsables: Annotated[tuple[Unite, ...], Field(fail_fast=True)] = Field(
        default=(),
        description="Unités qui répondent de l'action, dans l'ordre du plan",
        json_schema_extra=_SANS_DOUBLON,
    )
    groupes: Annotated[tuple[Cle, ...], Field(fail_fast=True)] = Field(
        default=(),
        description="Clés des groupes que le libellé nomme expressément",
        json_schema_extra=_SANS_DOUBLON,
    )
    etat: Etat | None = Field(default=None, description="Où en est l'action à la date de etat_au")
    # Chaque valeur derrière sa clé, dans l'ordre où le plan les déclare; un dictionnaire est admis
    # pour construire une action, qui reste hachable.
    champs: Champs = Field(
        default=(), description="Ce que le plan dit d'elle de plus, sous ses propres clés"
    )

    def champ(self, cle: str) -> ValeurDeChamp | None:
        """Rend ce que l'action dit sous cette clé, ou None si elle n'en dit rien."""
        return next((valeur for nom, valeur in self.champs if nom == cle), None)


CLES_D_UNE_ACTION = tuple(cle for cle in Action.__annotations__ if cle != "champs")
"""Les clés d'une action dans un fichier; ses champs y sont parmi elles, sous leur propre clé."""


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
    """Un plan de déploiement, d'une année ou d'une période."""

    titre: Texte = Field(description="Titre du plan")
    annee: Annee | None = Field(default=None, description="Année du plan")
    periode: UnePeriode | None = Field(
        default=None, description="D'un plan de plusieurs années, la première et la dernière"
    )
    etat_au: Jour | None = Field(
        default=None, description="Date à laquelle les états des actions ont été notés : AAAA-MM-JJ"
    )
    numerotation: Numerotation = Field(
        default="axe",
        description="Où un code est unique : dans son axe (2.4 le cite), ou dans le plan (R1.1)",
    )
    responsables: dict[Unite, Nom] = Field(
        max_length=UNITES_MAX, description="Unités : nom court, et nom complet s'il est connu"
    )
    groupes: dict[Cle, Texte] = Field(
        default_factory=dict,
        max_length=GROUPES_MAX,
        description="Groupes en situation de vulnérabilité : clé et nom",
    )
    champs: dict[Cle, Texte] = Field(
        default_factory=dict,
        max_length=CHAMPS_MAX,
        description="Ce que le plan dit de plus de ses actions : clé et intitulé",
    )
    equilibre: Regle = Field(
        default_factory=Regle, description="Règle de «\u00a0plandev equilibre\u00a0»"
    )
    axes: Annotated[tuple[Axe, ...], Field(min_length=1, max_length=AXES_MAX, fail_fast=True)] = (
        Field(description="Axes d'intervention, numérotés à partir de 1")
    )

    @property
    def premiere_annee(self) -> int:
        """L'année du plan, ou la première de sa période."""
        return self.periode.premiere if self.periode else self.annee or 0

    @property
    def annees(self) -> str:
        """L'année ou la période du plan, telle qu'elle s'écrit."""
        return str(self.periode or self.annee)

    @property
    def a_des_etats(self) -> bool:
        """Vrai si le plan note l'état d'au moins une de ses actions."""
        return any(action.etat for axe in self.axes for action in axe.actions)

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
