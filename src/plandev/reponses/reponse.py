"""Une réponse : ce qu'une commande a à dire, décrit une fois en valeurs, pour tous les formats.

Une nouvelle réponse est un module de ce dossier, qui décrit ses colonnes, ses phrases et ses vues,
et rend une `Reponse`. Elle se relit autant de fois qu'on veut.
"""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

from plandev.messages.nombres import Nombre, pourcents

if TYPE_CHECKING:
    from plandev.plan.natures import CelluleEnForme

Valeur = str | Nombre | tuple[str, ...] | tuple[int | None, ...] | None
"""Ce que contient une cellule; plusieurs textes, un intervalle, ou rien, s'y peuvent."""


LIANT = "; "
"""Ce qui sépare, dans une cellule, plusieurs valeurs : un nom peut contenir une virgule."""


class Ton(Enum):
    """Ce qu'une couleur dirait d'une cellule ou d'une phrase."""

    FAVORABLE = "favorable"
    DEFAVORABLE = "défavorable"


class Support(Enum):
    """Où des phrases ont leur place : au terminal, dans un document, ou dans les deux."""

    PARTOUT = "partout"
    ECRAN = "écran"
    DOCUMENT = "document"


class Nature(Enum):
    """Ce que sont les valeurs d'une colonne.

    Une part va de 0 à 1, et se lit en pour cent. Une liste est faite de noms que le plan déclare.
    """

    TEXTE = "texte"
    NOMBRE = "nombre"
    PART = "part"
    LISTE = "liste"


class Colonne(NamedTuple):
    """Une colonne d'un tableau : d'où vient sa valeur, et comment une personne la voit.

    `cle` : celle du JSON et du CSV; `axes.1` y est la clé `1` sous `axes`. `lire` : la valeur,
    prise de l'objet que montre la ligne. `ecrire` : les nombres de toute la colonne, tels qu'on les
    montre. `fixe` : à l'écran, la cellule ne se replie pas. `facultative` : sans valeur, la clé
    n'est pas dans le JSON. `total` : ce qu'en dit la dernière ligne, pour une personne. `choix` :
    le nom du tableau dont la première colonne a les valeurs qui peuvent s'y choisir. `cellule` : de
    la valeur, ce qu'en contient un tableur, si cela ne se tire pas d'elle.
    """

    cle: str
    titre: str
    lire: Callable[[Any], Valeur]
    nature: Nature = Nature.TEXTE
    ecrire: Callable[[Sequence[Any]], Sequence[str]] | None = None
    ton: Callable[[Any], Ton] | None = None
    fixe: bool = False
    forte: bool = False
    facultative: bool = False
    total: str = ""
    choix: str = ""
    cellule: "Callable[[Any], CelluleEnForme | str] | None" = None

    @property
    def a_droite(self) -> bool:
        """Vrai de nombres, qui s'alignent."""
        return self.nature in {Nature.NOMBRE, Nature.PART}

    def textes(self, lignes: Sequence[Any], liant: str = LIANT) -> Sequence[str]:
        """Rend les cellules de la colonne telles qu'une personne les lit."""
        valeurs: list[Any] = [self.lire(ligne) for ligne in lignes]
        if ecrire := self.ecrire or (pourcents if self.nature is Nature.PART else None):
            return ecrire(valeurs)
        return [texte(valeur, liant) for valeur in valeurs]


def texte(valeur: Valeur, liant: str = LIANT) -> str:
    """Rend le texte d'une valeur : rien pour None, plusieurs textes unis par `liant`."""
    if isinstance(valeur, tuple) and isinstance(next(iter(valeur), None), str):
        return liant.join(valeur)  # type: ignore[arg-type]  # d'un coup : il peut y en avoir mille
    if isinstance(valeur, tuple):
        return liant.join(str(v) for v in valeur if v is not None)
    return "" if valeur is None else str(valeur)


class Variante(NamedTuple):
    """Les colonnes d'une grille dans un terminal de moins de tant de colonnes; leur légende."""

    moins_de: int
    colonnes: Sequence[Colonne]
    legende: Sequence[str] = ()


class Grille(NamedTuple):
    """La vue d'un tableau au terminal.

    `variantes` : des plus larges aux plus étroites. `section` : ce qui ouvre une partie du tableau,
    dans sa première cellule et dans sa dernière, d'après sa première ligne; `sous_section` : ce qui
    ouvre une partie de celle-ci.
    `une_ligne_chacun` : ailleurs qu'au terminal, ni titre ni partie, chaque objet sur sa ligne.
    """

    colonnes: Sequence[Colonne]
    variantes: Sequence[Variante] = ()
    section: Callable[[Any], tuple[str, str]] | None = None
    sous_section: Callable[[Any], str] | None = None
    une_ligne_chacun: bool = False


class Fiche(NamedTuple):
    """La vue d'un objet entier : un champ par ligne, derrière son titre."""

    champs: Sequence[Colonne]


class ListeDeConstats(NamedTuple):
    """La vue de constats : `fichier:ligne:colonne: gravité: message`, et la ligne du fichier."""


class Tableau(NamedTuple):
    """Des objets, une ligne chacun; ses colonnes sont celles de tous les formats de données.

    `document` : celles d'un document, là où une personne n'en veut pas tant. `montrees` : les
    lignes que voit une personne, si ce ne sont pas celles des données. Sans `vue`, ce n'en sont que
    pour un programme : des phrases le disent aux personnes. `nom` : celui de sa feuille, là où
    chaque tableau a la sienne.
    """

    colonnes: Sequence[Colonne]
    lignes: Sequence[Any]
    vue: Grille | Fiche | ListeDeConstats | None
    document: Sequence[Colonne] = ()
    montrees: Sequence[Any] | None = None
    nom: str = "Données"

    @property
    def a_montrer(self) -> Sequence[Any]:
        """Les lignes que voit une personne."""
        return self.lignes if self.montrees is None else self.montrees

    def objets(self) -> list[dict[str, Any]]:
        """Rend chaque ligne en données simples : ses valeurs sous leurs clés."""
        cles = [colonne.cle for colonne in self.colonnes]
        valeurs = zip(*(map(colonne.lire, self.lignes) for colonne in self.colonnes), strict=True)
        plats = [dict(zip(cles, siennes, strict=True)) for siennes in valeurs]
        if not any("." in cle for cle in cles):
            return plats
        facultatives = {colonne.cle for colonne in self.colonnes if colonne.facultative}
        return [_imbriquer(plat, facultatives) for plat in plats]


def total(colonnes: Sequence[Colonne]) -> Sequence[str]:
    """Rend la ligne de total de ces colonnes, ou rien si aucune n'en a."""
    totaux = [colonne.total for colonne in colonnes]
    return totaux if any(totaux) else ()


def _imbriquer(plat: Mapping[str, Any], facultatives: AbstractSet[str]) -> dict[str, Any]:
    objet: dict[str, Any] = {}
    for cle, valeur in plat.items():
        dessus, point, dessous = cle.partition(".")
        if not point:
            objet[cle] = valeur
            continue
        dedans = objet.setdefault(dessus, {})
        if valeur is not None or cle not in facultatives:
            dedans[dessous] = valeur
    return objet


class Segment(NamedTuple):
    """Un morceau de phrase, et ce que dirait sa couleur; des signes, dans le texte, le disent."""

    texte: str
    ton: Ton | None = None


class Phrases(NamedTuple):
    """Des phrases, chacune sur sa ligne, puis ce qu'elles annoncent, une puce chacun.

    `titre` : ce sont celles qui disent de quoi parle la réponse; `commande` : elles en proposent
    une à taper, ce qui ne dit rien au public.
    """

    lignes: Sequence[str]
    puces: Sequence[str | Sequence[Segment]] = ()
    ton: Ton | None = None
    titre: bool = False
    support: Support = Support.PARTOUT
    commande: bool = False


Bloc = Tableau | Phrases


def segments(puce: str | Sequence[Segment]) -> Sequence[Segment]:
    """Rend les morceaux d'une puce."""
    return (Segment(puce),) if isinstance(puce, str) else puce


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
