"""Une feuille d'un tableau : ce que ses cellules montrent, d'où qu'elle vienne."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

from plandev.messages.constats import Case

Nature = Literal[
    "texte",
    "nombre",
    "decimal",  # sans mise en forme : un zéro de la fin ne s'y voit plus
    "arrondi",  # la cellule en contient plus qu'elle n'en montre
    "mis-en-forme",  # d'une façon que plandev ne sait pas refaire
    "date",
    "oui-ou-non",
    "erreur",
    "sans-valeur",  # une formule que rien n'a calculée
]


EN_ERREUR: frozenset[Nature] = frozenset({"erreur", "sans-valeur"})
"""Ce dont il n'y a rien à lire."""
_NOMBRES: frozenset[Nature] = frozenset({"nombre", "decimal", "arrondi", "mis-en-forme"})


class Cellule(NamedTuple):
    """Ce que montre une cellule qui n'est pas vide; `contenu`, si c'est autre chose qu'elle a."""

    texte: str
    nature: Nature = "texte"
    contenu: str = ""

    @property
    def exact(self) -> str:
        """Ce qu'elle montrerait d'un nombre, si elle en montrait toutes les décimales."""
        if self.nature != "arrondi":
            return self.texte
        return f"{Decimal(self.contenu).scaleb(2 * ('%' in self.texte)).normalize():f}"

    @property
    def en_francais(self) -> str:
        """Ce qu'elle montre à qui lit le français : un nombre y a une virgule."""
        if self.nature not in _NOMBRES:
            return self.texte
        # Le signe moins d'un nombre; le trait d'union, un tableur en ferait une formule.
        return self.texte.replace(".", ",").replace("-", "\u2212")


Ligne = Mapping[int, Cellule]
"""Les cellules d'une ligne qui ne sont pas vides, sous le rang de leur colonne, à partir de 1."""


@dataclass(frozen=True, slots=True)
class Feuille:
    """Les lignes d'une feuille qui ne sont pas vides, sous leur rang, à partir de 1.

    `nom` : rien, si le fichier n'a pas de feuilles. `fusions` : pour chaque cellule qui a été
    fusionnée avec celle du dessus, la ligne de celle qui parle pour toutes. `barrees` : celles dont
    le texte est barré; `notes` : le texte de celles qui en portent une; `couleurs` : celle des
    cellules vides qui sont colorées; `en_largeur` : celles qui couvrent d'autres colonnes.
    """

    rang: int
    nom: str
    lignes: Mapping[int, Ligne]
    fusions: Mapping[tuple[int, int], int] = field(default_factory=dict)
    cachee: bool = False
    lignes_cachees: AbstractSet[int] = frozenset()
    colonnes_cachees: AbstractSet[int] = frozenset()
    barrees: AbstractSet[tuple[int, int]] = frozenset()
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)
    couleurs: Mapping[tuple[int, int], str] = field(default_factory=dict)
    en_largeur: AbstractSet[tuple[int, int]] = frozenset()

    def case(self, ligne: int, colonne: int) -> Case:
        """Rend la case de cette cellule."""
        return Case(self.rang, ligne, colonne, self.nom)
