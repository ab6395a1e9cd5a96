"""Ce qui est constaté dans un fichier : où, quoi, avec quelle gravité, sous quel code."""

from enum import StrEnum
from functools import cache
from typing import Literal, NamedTuple

Adresse = tuple[str | int, ...]
"""Où est une valeur dans le plan : `("axes", 0, "actions", 3, "code")`, le `loc` de pydantic."""

CLE = "[key]"
"""Ce qui termine l'adresse d'une clé plutôt que de sa valeur, comme dans pydantic."""

Code = Literal[
    # Le fichier lui-même.
    "fichier-introuvable",
    "fichier-illisible",
    "lecture-refusee",
    "dossier",
    "nom-impossible",
    "fichier-trop-grand",
    "encodage",
    "utf-16-incomplet",
    # Le YAML.
    "fichier-vide",
    "second-document",
    "trop-de-niveaux",
    "caractere-de-commande",
    "ancre",
    "renvoi",
    "etiquette",
    "cle-double",
    "tiret-oublie",
    "cle-composee",
    "yaml-guillemet-ouvert",
    "yaml-guillemet-ferme",
    "yaml-echappement",
    "yaml-crochet-ouvert",
    "yaml-deux-points",
    "yaml-tabulation",
    "yaml-signe",
    "yaml-cle-sans-deux-points",
    "yaml-tiret",
    "yaml-alignement",
    "yaml-bloc",
    "yaml-illisible",
    "trop-de-fautes",
    # La forme de chaque valeur.
    "cle-absente",
    "cle-inconnue",
    "cle-trop-a-droite",
    "liste-attendue",
    "cles-attendues",
    "texte-attendu",
    "texte-vide",
    "texte-sur-plusieurs-lignes",
    "texte-trop-long",
    "signe-invisible",
    "formule",
    "trop-nombreux",
    "sans-axe",
    "annee-invalide",
    "periode-invalide",
    "jour-invalide",
    "numerotation-inconnue",
    "numero-invalide",
    "poids-invalide",
    "indice-invalide",
    "reference-inconnue",
    "code-mal-forme",
    "unite-mal-formee",
    "groupe-mal-forme",
    "champ-mal-forme",
    "nature-inconnue",
    "public-invalide",
    "etat-inconnu",
    "valeur-refusee",
    # Ce qui lie plusieurs valeurs.
    "annee-et-periode",
    "annee-autre",
    "texte-coupe",
    "signe-sans-trace",
    "axe-hors-rang",
    "code-double",
    "unite-inconnue",
    "unite-repetee",
    "groupe-inconnu",
    "groupe-repete",
    "champ-reserve",
    "mot-d-etat-pris",
    "nature-repetee",
    "champ-invalide",
    "poids-absent",
    "unite-sans-action",
    "groupe-sans-action",
    "etat-sans-action",
    "champ-sans-action",
    "action-sans-unite",
    "noms-semblables",
    "numeros-meles",
    "axe-dans-le-code",
    # Un tableau.
    "tableau-illisible",
    "tableau-trop-grand",
    "cellule-en-erreur",
    "formule-sans-valeur",
    "code-en-date",
    "zero-perdu",
    "cellule-mise-en-forme",
    "cellule-cachee",
    "entete-absent",
    "colonne-a-nommer",
    "axe-a-nommer",
    "numerotation-du-plan",
    "tete-a-donner",
    "unites-a-separer",
    "ligne-a-dire",
    "ligne-de-cote",
    "titre-sans-action",
    "cellule-perdue",
    "colonne-de-cote",
    "feuille-de-cote",
    "option-sans-effet",
    # L'équilibre.
    "axe-sous-represente",
    "axe-sur-represente",
    "groupe-non-rejoint",
    # La commande.
    "demande-inconnue",
    "option-repetee",
    "plan-non-nomme",
    "plans-de-la-meme-annee",
    "sans-verdict",
    "nouveau-impossible",
    "sortie-refusee",
    "paquet-absent",
    "texte-trop-long-pour-un-tableur",
]
"""Ce qui nomme une sorte de constat, le même d'une version à l'autre."""


class Gravite(StrEnum):
    """Ce qu'un constat change au verdict : l'erreur l'empêche, l'avertissement non."""

    ERREUR = "erreur"
    AVERTISSEMENT = "avertissement"


class Position(NamedTuple):
    """Un caractère d'un texte : ligne et colonne, comptées à partir de 1."""

    ligne: int
    colonne: int

    def __str__(self) -> str:
        """Rend la place telle qu'elle s'écrit : `12:4`."""
        return f"{self.ligne}:{self.colonne}"


class Case(NamedTuple):
    """Une cellule d'un tableau : le rang de sa feuille, puis sa ligne et sa colonne, à partir de 1.

    `feuille` : le nom de celle-ci; vide, si le fichier n'en a qu'une.
    """

    rang: int
    ligne: int
    colonne: int
    feuille: str = ""

    def __str__(self) -> str:
        """Rend la place telle qu'un tableur l'écrit : `Actions!B12`, `'Axe 1'!B12`, ou `B12`."""
        cellule = f"{lettres(self.colonne)}{self.ligne}"
        if not self.feuille:
            return cellule
        seul_mot = self.feuille.isidentifier()
        nom = self.feuille if seul_mot else "'" + self.feuille.replace("'", "''") + "'"
        return f"{nom}!{cellule}"


def lettres(colonne: int) -> str:
    """Rend les lettres d'une colonne d'un tableau, comptée à partir de 1 : `AB` est la 28e."""
    rendues = ""
    while colonne:
        colonne, reste = divmod(colonne - 1, 26)
        rendues = chr(ord("A") + reste) + rendues
    return rendues


@cache
def rang_de_colonne(lettres: str) -> int:
    """Rend le rang, à partir de 1, de la colonne que nomment ces lettres, de A à Z."""
    rang = 0
    for lettre in lettres:
        rang = 26 * rang + ord(lettre) - ord("A") + 1
    return rang


class Constat(NamedTuple):
    """Une phrase sur un fichier, à une position, avec la ligne où elle se trouve.

    Dans `dit`, le remède est à la ligne : ce que la personne a tapé, que `assainir` y met, n'a pas
    de saut de ligne. D'un tableau, la position est une case, et il n'y a pas de ligne à montrer.
    Sans `position`, le constat porte sur le fichier entier (introuvable, impossible à ouvrir); sans
    `fichier`, sur la commande elle-même.
    """

    code: Code
    dit: str
    fichier: str | None = None
    position: Position | Case | None = None
    extrait: str = ""
    gravite: Gravite = Gravite.ERREUR

    def __str__(self) -> str:
        """Rend la ligne que la commande en montre : `fichier:ligne:colonne: gravité: message`."""
        return f"{self.lieu}: {self.gravite}: {self.message}"

    @property
    def message(self) -> str:
        """Ce qui ne va pas, puis le remède, en une phrase."""
        return en_une_phrase(self.dit)

    @property
    def remede(self) -> str:
        """Ce qu'il y a à faire; vide, si le message ne le dit pas à part."""
        return en_une_phrase(self.dit.partition("\n")[2])

    @property
    def lieu(self) -> str:
        """Où c'est : `fichier:ligne:colonne`, `tableau.xlsx:Actions!B12`, ou le programme."""
        return ":".join(map(str, filter(None, [self.fichier or "plandev", self.position])))


def en_une_phrase(dit: str) -> str:
    """Rend la phrase d'un constat, dont le remède est écrit à la ligne."""
    return dit.replace("\n", "; ")


class ErreurPlan(Exception):
    """La réponse n'est pas possible : les `constats` disent pourquoi, dans l'ordre du fichier."""

    def __init__(self, *constats: Constat) -> None:
        # Les arguments d'une exception sont ce dont Python la refait, copiée ou venue d'un autre
        # processus.
        super().__init__(*constats)
        self.constats = constats

    def __str__(self) -> str:
        """Rend les constats, un par ligne."""
        return "\n".join(map(str, self.constats))
