"""Les fautes de YAML en français : la phrase anglaise de l'analyseur -> ce qu'il faut faire."""

import re
from typing import Final

from plandev.messages.constats import Code
from plandev.messages.mots import redire


def expliquer(phrase: str) -> tuple[Code, str]:
    """Rend le code et le message d'une faute, d'après le « contexte: problème » de l'analyseur."""
    return next((code, message) for code, indice, message in _FAUTES if re.search(indice, phrase))


def caractere_refuse(texte: str) -> tuple[int, str]:
    """Rend le décalage du premier caractère que YAML n'admet pas, et ce qu'il faut y faire."""
    trouve = re.search(_NON_YAML, texte)
    if trouve is None:
        return 0, "un caractère de ce fichier n'est pas lisible\nretapez le texte qui le contient"
    return trouve.start(), f"caractère de commande {redire(trouve.group())}\neffacez-le"


# Ce que YAML 1.1 (section 4.1) n'admet pas dans un texte.
_NON_YAML = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"

_ALIGNER = "alignez cette ligne sur ses voisines, ou mettez tout le texte entre guillemets droits"

TABULATION = "tabulation en début de ligne\nmettez des espaces à la place"

AU_POINT: Final = ("yaml-alignement", "yaml-echappement", "yaml-tabulation")
"""Les fautes à montrer là où l'analyse s'arrête, et non au début de la construction."""

# Les fautes de libyaml et de l'analyseur en Python : leur code, un indice de leur phrase anglaise,
# et le message.
_FAUTES: Final[tuple[tuple[Code, str, str], ...]] = (
    ("trop-de-niveaux", r"nesting depth", "plus de 16 niveaux; un plan n'en a que six"),
    (
        "yaml-guillemet-ouvert",
        r"quoted scalar: found unexpected",
        "guillemet ouvert ici et jamais fermé\najoutez le guillemet qui manque",
    ),
    (
        "yaml-echappement",
        r"unknown escape|Unicode character|hexadecimal|hexdecimal",
        "« \\ » annonce un signe spécial entre guillemets doubles\nécrivez « \\\\ », ou employez "
        "des guillemets simples",
    ),
    (
        "yaml-crochet-ouvert",
        r"flow (sequence|mapping)|',' or",
        "crochet ou accolade ouvert ici\nil y manque une virgule ou le signe qui le ferme",
    ),
    (
        "yaml-deux-points",
        r"mapping values are not allowed",
        f"un deux-points suivi d'une espace n'est permis qu'entre guillemets droits\n{_ALIGNER}",
    ),
    ("yaml-tabulation", r"\\t|found a tab|start any token.*\t", TABULATION),
    (
        "yaml-cle-sans-deux-points",
        r"could not find expected ':'",
        "il manque un deux-points et une espace après cette clé, ou un guillemet au texte",
    ),
    (
        "yaml-tiret",
        r"(sequence )?entries are not allowed",
        f"un tiret suivi d'une espace n'est pas permis ici\n{_ALIGNER}",
    ),
    (
        "yaml-alignement",
        r"block (mapping|collection|sequence)",
        f"cette ligne n'est pas dans l'alignement du bloc qui précède\n{_ALIGNER}",
    ),
    (
        "yaml-signe",
        r"cannot start any token|an? (anchor|alias|tag)|%TAG|directive|incompatible",
        "un texte ne commence pas par ce signe\nmettez-le entre guillemets droits",
    ),
    (
        "second-document",
        r"document",
        "second document dans le fichier; un fichier est un seul plan",
    ),
    (
        "yaml-bloc",
        r"block scalar",
        "après « | » ou « > », le texte commence à la ligne suivante, en retrait",
    ),
    (
        "yaml-illisible",
        r"",
        f"ce texte n'est pas du YAML lisible ici\n{_ALIGNER}",
    ),
)
