"""Le plan : des valeurs figées que pydantic valide, sans lecture, ni phrase, ni position."""

from decimal import Decimal
from itertools import islice
from typing import Annotated, Any, get_origin

from pydantic import AfterValidator, BaseModel, Field, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from plandev.messages.constats import en_une_phrase
from plandev.plan import contraintes
from plandev.plan.action import FIGE, Action
from plandev.plan.champ import ChampDeclare
from plandev.plan.valeurs import (
    Annee,
    Cle,
    Etat,
    IndiceMax,
    IndiceMin,
    Jour,
    MotDEtat,
    Nom,
    Numero,
    Numerotation,
    Poids,
    Reference,
    Texte,
    UnePeriode,
    Unite,
)

# Ce qui borne, avec la longueur de chaque texte, ce qu'un fichier peut coûter.
AXES_MAX = 200
UNITES_MAX = 1_000
GROUPES_MAX = 200
CHAMPS_MAX = 100
ETATS_MAX = 50
_MANQUEMENTS_MAX = 1_000  # pydantic garde plus de deux mille octets de chacun


class _Valeur(BaseModel):
    model_config = FIGE


class Axe(_Valeur):
    """Un axe d'intervention et ses actions, dans l'ordre du plan."""

    numero: Numero = Field(title="Axe", description="Rang de l'axe, à partir de 1, ou son code, A")
    titre: Texte = Field(title="Titre", description="Titre de l'axe")
    poids: Poids | None = Field(
        default=None,
        title="Poids",
        description="Poids de l'axe dans la référence au prorata, un entier à partir de 1",
    )
    actions: Annotated[tuple[Action, ...], Field(fail_fast=True)] = Field(
        description="Actions de l'axe; [] s'il n'en a aucune"
    )


def en_codes(axes: tuple[Axe, ...]) -> tuple[Axe, ...]:
    """Rend ces axes, chacun nommé par un code, un texte; un seul qui a une lettre le demande."""
    return tuple(axe.model_copy(update={"numero": str(axe.numero)}) for axe in axes)


def _accordes(axes: tuple[Axe, ...]) -> tuple[Axe, ...]:
    return axes if all(isinstance(axe.numero, int) for axe in axes) else en_codes(axes)


class Regle(_Valeur):
    """Ce qui fait dire qu'un axe a sa part : la part de référence et l'écart toléré."""

    reference: Reference = Field(
        default="egale",
        title="Référence",
        description="Part équitable : la même pour tous, ou au prorata des poids",
    )
    indice_min: IndiceMin = Field(
        default=Decimal("0.5"),
        title="Indice minimal",
        description="Indice sous lequel un axe est sous-représenté, de 0 à 1",
    )
    indice_max: IndiceMax = Field(
        default=Decimal(2),
        title="Indice maximal",
        description="Indice au-delà duquel un axe est sur-représenté, à partir de 1",
    )
    motif: Texte | None = Field(
        default=None, title="Motif", description="Pourquoi cette règle, et qui l'a décidée"
    )
    source_des_poids: Texte | None = Field(
        default=None,
        title="Source des poids",
        description="D'où viennent les poids, et si ce sont des estimations",
    )


class Plan(_Valeur):
    """Un plan de déploiement, d'une année ou d'une période."""

    titre: Texte = Field(title="Titre", description="Titre du plan")
    organisme: Texte | None = Field(
        default=None,
        title="Organisme",
        description="De qui est ce plan\u00a0: une ville, un organisme",
    )
    politique: Texte | None = Field(
        default=None, title="Politique", description="La politique que ce plan déploie"
    )
    source: Texte | None = Field(
        default=None,
        title="Source",
        description="Où ce plan a été publié\u00a0: un titre, une adresse",
    )
    licence: Texte | None = Field(
        default=None, title="Licence", description="Licence des données de ce plan"
    )
    annee: Annee | None = Field(default=None, title="Année", description="Année du plan")
    periode: UnePeriode | None = Field(
        default=None,
        title="Période",
        description="D'un plan de plusieurs années, la première et la dernière",
    )
    etat_au: Jour | None = Field(
        default=None,
        title="Date des états",
        description="Date à laquelle les états des actions ont été notés : AAAA-MM-JJ",
    )
    numerotation: Numerotation = Field(
        default="axe",
        title="Numérotation",
        description="Où un code est unique : dans son axe (2.4 le cite), ou dans le plan (R1.1)",
    )
    responsables: dict[Unite, Nom] = Field(
        max_length=UNITES_MAX, description="Unités : nom court, et nom complet s'il est connu"
    )
    groupes: dict[Cle, Texte] = Field(
        default_factory=dict,
        max_length=GROUPES_MAX,
        description="Groupes en situation de vulnérabilité : clé et nom",
    )
    etats: dict[MotDEtat, Etat] = Field(
        default_factory=dict,
        max_length=ETATS_MAX,
        description="Les mots du plan pour un état : chacun, et celui des sept dont il tient lieu",
    )
    champs: dict[Cle, ChampDeclare] = Field(
        default_factory=dict,
        max_length=CHAMPS_MAX,
        description="Ce que le plan dit de plus de ses actions : clé, et intitulé ou "
        "{intitule, nature, public}",
    )
    equilibre: Regle = Field(
        default_factory=Regle, description="Règle de «\u00a0plandev equilibre\u00a0»"
    )
    axes: Annotated[
        tuple[Axe, ...],
        Field(min_length=1, max_length=AXES_MAX, fail_fast=True),
        AfterValidator(_accordes),
    ] = Field(description="Axes d'intervention, numérotés à partir de 1, ou de leurs codes")

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

    def champ_de_nature(self, nature: str) -> str | None:
        """Rend la clé du champ de cette nature, de celles dont un plan a un champ au plus."""
        return next((cle for cle, champ in self.champs.items() if champ.nature == nature), None)

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
    dite = {"code": manquement.code, "message": en_une_phrase(manquement.message)}
    erreur = PydanticCustomError("contrainte", "{message}", dite)
    return InitErrorDetails(type=erreur, loc=manquement.adresse, input=None)


DECLARATIONS = tuple(
    cle for cle, champ in Plan.model_fields.items() if get_origin(champ.annotation) is dict
)
"""Les clés sous lesquelles un plan déclare ce que ses actions nomment."""

DE_L_ANNEE = ("etat", "etat_du_plan", "etat_au", "source")
"""Les clés, d'une action ou du plan, qui ne valent que pour leur année : un autre ne les a pas."""


def titre_de_la_cle(objet: Any, cle: str) -> str:
    """Rend comment une personne lit cette clé d'une action, d'un axe, de la règle ou du plan."""
    titre: str | None = objet.__pydantic_fields__[cle].title
    return titre or cle


def valeur_par_defaut(objet: Any, cle: str) -> Any:
    """Rend ce que vaut cette clé là où elle n'est pas écrite."""
    return objet.__pydantic_fields__[cle].default
