"""Un champ : ce qu'un plan déclare de ce que ses actions disent sous une clé à lui."""

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field

from plandev.plan.action import FIGE
from plandev.plan.valeurs import NomDeNature, OuiOuNon, Texte

if TYPE_CHECKING:
    from plandev.plan.natures import NatureDeChamp


class Champ(BaseModel):
    """Ce que les actions d'un plan disent sous l'une de ses clés à lui."""

    model_config = FIGE

    intitule: Texte = Field(title="Intitulé", description="Comment une personne lit ce champ")
    nature: NomDeNature = Field(
        default="texte", title="Nature", description="Ce que sont ses valeurs"
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


def _entier(valeur: Any) -> Any:
    """Rend un champ entier, dont l'intitulé seul peut être écrit."""
    return valeur if isinstance(valeur, dict | Champ) else {"intitule": valeur}


ChampDeclare = Annotated[Champ, BeforeValidator(_entier, json_schema_input_type=Texte | Champ)]
"""Un champ, tel qu'il se déclare : entier, ou par son intitulé seul."""
