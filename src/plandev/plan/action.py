"""Une action du plan, et les clés qui la disent : tout ce qui les lit ou les écrit en est tiré."""

from typing import Annotated, Any, get_args, get_origin

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict
from pydantic.dataclasses import dataclass

from plandev.plan.valeurs import Champs, Cle, Code, Etat, MotDEtat, Texte, Unite, ValeurDeChamp

# Une seule construction des validateurs, celle du plan entier, à la première lecture.
FERME = ConfigDict(extra="forbid", defer_build=True)
FIGE = ConfigDict(**FERME, frozen=True)
_SANS_DOUBLON: JsonDict = {"uniqueItems": True}


# La seule valeur qui se compte par milliers : à emplacements fixes, elle prend le quart de la
# mémoire d'un BaseModel.
@dataclass(frozen=True, slots=True, kw_only=True, config=FERME)
class Action:
    """Une action du plan, sous son axe."""

    code: Code = Field(
        title="Code",
        description="Ce qui désigne l'action dans son axe, ou dans le plan : 4, 4.b, R1.1, 12 bis",
    )
    libelle: Texte = Field(
        title="Libellé", description="Ce que la Ville s'engage à faire, à la lettre"
    )
    responsables: Annotated[tuple[Unite, ...], Field(fail_fast=True)] = Field(
        default=(),
        title="Unités",
        description="Unités qui répondent de l'action, dans l'ordre du plan",
        json_schema_extra=_SANS_DOUBLON,
    )
    groupes: Annotated[tuple[Cle, ...], Field(fail_fast=True)] = Field(
        default=(),
        title="Groupes",
        description="Clés des groupes que le libellé nomme expressément",
        json_schema_extra=_SANS_DOUBLON,
    )
    etat: Etat | None = Field(
        default=None, title="État", description="Où en est l'action à la date de etat_au"
    )
    # Il s'écrit sous `etat`, dont la lecture le sépare; un plan le déclare sous `etats`.
    etat_du_plan: MotDEtat | None = Field(
        default=None,
        title="Mot du plan",
        description="Le mot du plan pour cet état, s'il a le sien",
    )
    # Chaque valeur derrière sa clé, dans l'ordre où le plan les déclare; un dictionnaire est admis
    # pour construire une action, qui reste hachable.
    champs: Champs = Field(
        default=(), description="Ce que le plan dit d'elle de plus, sous ses propres clés"
    )

    @property
    def etat_dit(self) -> str | None:
        """Son état, dans le mot du plan s'il a le sien."""
        return self.etat_du_plan or self.etat

    def champ(self, cle: str) -> ValeurDeChamp | None:
        """Rend ce que l'action dit sous cette clé, ou None si elle n'en dit rien."""
        return next((valeur for nom, valeur in self.champs if nom == cle), None)


NON_ECRITES = ("etat_du_plan", "champs")
"""Les clés d'une action qui ne s'écrivent pas sous leur nom."""

CLES_D_UNE_ACTION = tuple(cle for cle in Action.__annotations__ if cle not in NON_ECRITES)
"""Les clés d'une action dans un fichier; ses champs y sont parmi elles, sous leur propre clé."""

TYPES_DES_LISTES: dict[str, Any] = {
    cle: get_args(genre)[0]
    for cle in CLES_D_UNE_ACTION
    for genre in get_args(Action.__annotations__[cle])[:1]
    if get_origin(genre) is tuple
}
"""Les clés d'une action qui sont des listes, et ce qu'est chacun de leurs éléments."""

NOMS_PRIS = frozenset(
    {*Action.__annotations__, "id", "axe", "axes", "texte", "responsable", "groupe"}
    | {"axe_titre", "par", "lignes", "actions", "part"}
    | {"somme", "moyenne", "renseignees", "part_de_la_somme"}
)
"""Les clés d'une action, et celles des réponses où un champ a la sienne : il n'en a pas le nom."""
