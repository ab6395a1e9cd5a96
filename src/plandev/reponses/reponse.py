"""Une réponse : ce qu'une commande a à dire, décrit une fois en valeurs, pour tous les formats.

Une nouvelle réponse est un module de ce dossier, qui décrit ses colonnes, ses phrases et ses vues,
et rend une `Reponse`. Elle se relit autant de fois qu'on veut.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Any, NamedTuple

from plandev.nombres import Nombre

Valeur = str | Nombre | tuple[str, ...] | tuple[int | None, ...] | None
"""Ce que contient une cellule; plusieurs textes, un intervalle, ou rien, s'y peuvent."""


class Ton(Enum):
    """Ce qu'une couleur dirait d'une cellule ou d'une phrase."""

    FAVORABLE = "favorable"
    DEFAVORABLE = "défavorable"


class Lieu(Enum):
    """Où des phrases ont leur place : au terminal, dans un document, ou dans les deux."""

    PARTOUT = "partout"
    ECRAN = "écran"
    DOCUMENT = "document"


class Colonne(NamedTuple):
    """Une colonne d'un tableau : d'où vient sa valeur, et comment une personne la voit.

    `cle` : celle du JSON et du CSV; `axes.1` y est la clé `1` sous `axes`. `lire` : la valeur,
    prise de l'objet que montre la ligne. `ecrire` : les nombres de toute la colonne, tels qu'on les
    montre. `fixe` : à l'écran, la cellule ne se replie pas.
    """

    cle: str
    titre: str
    lire: Callable[[Any], Valeur]
    a_droite: bool = False
    ecrire: Callable[[Sequence[Any]], Sequence[str]] | None = None
    ton: Callable[[Any], Ton] | None = None
    fixe: bool = False
    forte: bool = False

    def textes(self, lignes: Sequence[Any], liant: str = " ") -> Sequence[str]:
        """Rend les cellules de la colonne telles qu'une personne les lit."""
        valeurs = [self.lire(ligne) for ligne in lignes]
        return self.ecrire(valeurs) if self.ecrire else [texte(v, liant) for v in valeurs]


def texte(valeur: Valeur, liant: str = " ") -> str:
    """Rend le texte d'une valeur : rien pour None, plusieurs textes unis par `liant`."""
    if isinstance(valeur, tuple):
        return liant.join(texte(v) for v in valeur if v is not None)
    return "" if valeur is None else str(valeur)


class Variante(NamedTuple):
    """Les colonnes d'une grille dans un terminal de moins de tant de colonnes."""

    moins_de: int
    colonnes: Sequence[Colonne]


class Grille(NamedTuple):
    """La vue d'un tableau au terminal.

    `variantes` : des plus larges aux plus étroites; où l'une sert, `legende` se lit dessous.
    `section` : les cellules qui ouvrent une partie du tableau, d'après sa première ligne.
    `une_ligne_chacun` : ailleurs qu'au terminal, ni titre ni partie, chaque objet sur sa ligne.
    """

    colonnes: Sequence[Colonne]
    variantes: Sequence[Variante] = ()
    legende: Sequence[str] = ()
    section: Callable[[Any], Sequence[str]] | None = None
    une_ligne_chacun: bool = False


class Fiche(NamedTuple):
    """La vue d'un objet entier : un champ par ligne, derrière son titre."""

    champs: Sequence[Colonne]


class Releve(NamedTuple):
    """La vue de constats : `fichier:ligne:colonne: gravité: message`, et la ligne du fichier."""


class Tableau(NamedTuple):
    """Des objets, une ligne chacun; ses colonnes sont celles de tous les formats de données.

    `document` : celles d'un document, là où une personne n'en veut pas tant.
    """

    colonnes: Sequence[Colonne]
    lignes: Sequence[Any]
    vue: Grille | Fiche | Releve
    document: Sequence[Colonne] = ()

    def objets(self) -> list[dict[str, Any]]:
        """Rend chaque ligne en données simples : ses valeurs sous leurs clés."""
        cles = [colonne.cle for colonne in self.colonnes]
        valeurs = zip(*(map(colonne.lire, self.lignes) for colonne in self.colonnes), strict=True)
        plats = [dict(zip(cles, siennes, strict=True)) for siennes in valeurs]
        return list(map(_imbriquer, plats)) if any("." in cle for cle in cles) else plats


def _imbriquer(plat: Mapping[str, Any]) -> dict[str, Any]:
    objet: dict[str, Any] = {}
    for cle, valeur in plat.items():
        dessus, point, dessous = cle.partition(".")
        if point:
            objet.setdefault(dessus, {})[dessous] = valeur
        else:
            objet[cle] = valeur
    return objet


class Phrases(NamedTuple):
    """Des phrases, chacune sur sa ligne, puis ce qu'elles annoncent, une puce chacun.

    `titre` : ce sont celles qui disent de quoi parle la réponse.
    """

    lignes: Sequence[str]
    puces: Sequence[str] = ()
    ton: Ton | None = None
    titre: bool = False
    lieu: Lieu = Lieu.PARTOUT


Bloc = Tableau | Phrases


class Reponse(NamedTuple):
    """Ce qu'une commande répond : des blocs, dans l'ordre où on les lit.

    `donnees` fait les données simples du JSON; `note` accompagne la réponse sans en être.
    """

    blocs: Sequence[Bloc]
    donnees: Callable[[], Any]
    note: str = ""

    @property
    def tableaux(self) -> list[Tableau]:
        """Les tableaux de la réponse, dans leur ordre."""
        return [bloc for bloc in self.blocs if isinstance(bloc, Tableau)]
