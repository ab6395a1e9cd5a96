"""Un champ : ce qu'un plan déclare de ce que ses actions disent sous une clé à lui."""

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)

from plandev.plan.action import FIGE
from plandev.plan.valeurs import NomDeNature, OuiOuNon, Texte

if TYPE_CHECKING:
    from pydantic.config import JsonDict

    from plandev.plan.natures import NatureDeChamp


def _enumerer(schema: "JsonDict") -> None:
    from plandev.plan.natures import NATURES

    schema["enum"] = [*NATURES]


class Champ(BaseModel):
    """Ce que les actions d'un plan disent sous l'une de ses clés à lui."""

    model_config = FIGE

    intitule: Texte = Field(title="Intitulé", description="Comment une personne lit ce champ")
    nature: NomDeNature = Field(
        default="texte",
        title="Nature",
        description="Ce que sont ses valeurs",
        json_schema_extra=_enumerer,
    )
    public: OuiOuNon = Field(
        default=True,
        title="Public",
        description="non : ce champ n'est pas dans la page publique",
        json_schema_extra={"default": "oui"},
    )

    def __str__(self) -> str:
        """Rend son intitulé."""
        return self.intitule

    @property
    def sa_nature(self) -> "NatureDeChamp":
        """Ce que sont ses valeurs : comment elles se lisent et se montrent."""
        from plandev.plan.natures import NATURES

        return NATURES[self.nature]

    @property
    def precisions(self) -> dict[str, str]:
        """Ce qu'il dit de plus que son intitulé, tel qu'il s'écrit."""
        nature = {} if self.nature == "texte" else {"nature": self.nature}
        return nature if self.public else {**nature, "public": "non"}


_INTITULE = TypeAdapter[str](Texte, config=ConfigDict(defer_build=True))


def _champ(valeur: Any, valider: ValidatorFunctionWrapHandler) -> Any:
    """Rend un champ, dont l'intitulé seul peut être écrit."""
    if isinstance(valeur, dict | Champ):
        return valider(valeur)
    return Champ(intitule=_INTITULE.validate_python(valeur))


ChampDeclare = Annotated[Champ, WrapValidator(_champ)]
"""Un champ, tel qu'il se déclare : entier, ou par son intitulé seul."""
