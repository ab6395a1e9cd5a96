"""Les fautes de YAML en français : la phrase anglaise de l'analyseur -> ce qu'il faut faire."""

import re
from typing import Final

from plandev.messages.constats import Code
from plandev.messages.mots import redire


def expliquer(phrase: str) -> tuple[Code, bool, str]:
    """Rend le code et le message d'une faute, d'après le « contexte: problème » de l'analyseur.

    Le booléen dit si la faute se montre au début de la construction fautive, plutôt qu'au point où
    l'analyse s'arrête.
    """
    return next(
        (code, au_debut, message)
        for code, indice, au_debut, message in _FAUTES
        if re.search(indice, phrase)
    )


def caractere_refuse(texte: str) -> tuple[int, str]:
    """Rend le décalage du premier caractère que YAML n'admet pas, et ce qu'il faut y faire."""
    trouve = re.search(_NON_YAML, texte)
    if trouve is None:
        return 0, "un caractère de ce fichier n'est pas lisible\nretapez le texte qui le contient"
    return trouve.start(), f"caractère de commande {redire(trouve.group())}\neffacez-le"


# Ce que YAML 1.1 (section 4.1) n'admet pas dans un texte.
_NON_YAML = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"

TABULATION = "tabulation en début de ligne\nmettez des espaces à la place"

# Les fautes de libyaml et de l'analyseur en Python : leur code, un indice de leur phrase anglaise,
# le message, et s'il se place au début de la construction plutôt qu'au point où l'analyse s'arrête.
_FAUTES: Final[tuple[tuple[Code, str, bool, str], ...]] = (
    ("trop-de-niveaux", r"nesting depth", False, "plus de 16 niveaux; un plan n'en a que six"),
    (
        "yaml-guillemet-ouvert",
        r"quoted scalar: found unexpected",
        True,
        "guillemet ouvert ici et jamais fermé\najoutez le guillemet qui manque",
    ),
    (
        "yaml-echappement",
        r"unknown escape|Unicode character|hexadecimal|hexdecimal",
        False,
        "« \\ » annonce un signe spécial entre guillemets doubles\nécrivez « \\\\ », ou employez "
        "des guillemets simples",
    ),
    (
        "yaml-crochet-ouvert",
        r"flow (sequence|mapping)|',' or",
        True,
        "crochet ou accolade ouvert ici\nil y manque une virgule ou le signe qui le ferme",
    ),
    (
        "yaml-deux-points",
        r"mapping values are not allowed",
        False,
        "un deux-points suivi d'une espace n'est permis qu'entre guillemets droits\nmettez-y tout "
        "le texte, ou alignez cette clé sur ses voisines",
    ),
    ("yaml-tabulation", r"\\t|found a tab|start any token.*\t", False, TABULATION),
    (
        "yaml-signe",
        r"cannot start any token",
        False,
        "un texte ne commence pas par ce signe\nmettez-le entre guillemets droits",
    ),
    (
        "yaml-cle-sans-deux-points",
        r"could not find expected ':'",
        True,
        "il manque un deux-points suivi d'une espace ordinaire après cette clé, ou un guillemet au "
        "texte",
    ),
    (
        "yaml-tiret",
        r"(sequence )?entries are not allowed",
        False,
        "un tiret suivi d'une espace n'est pas permis ici\nmettez le texte entre guillemets "
        "droits, ou alignez cet élément sur ses voisins",
    ),
    (
        "yaml-alignement",
        r"block (mapping|collection|sequence)",
        False,
        "cette ligne n'est pas dans l'alignement du bloc qui précède\nreculez-la ou avancez-la, "
        "ou mettez le texte entre guillemets droits",
    ),
    (
        "yaml-signe",
        r"an? (anchor|alias|tag)|%TAG|directive|incompatible",
        True,
        "les signes « & », « * », « ! » et « % » ont un sens spécial en début de texte\nmettez "
        "le texte entre guillemets droits",
    ),
    (
        "second-document",
        r"document",
        False,
        "second document dans le fichier; un fichier est un seul plan",
    ),
    (
        "yaml-bloc",
        r"block scalar",
        True,
        "après « | » ou « > », le texte commence à la ligne suivante, en retrait",
    ),
    (
        "yaml-illisible",
        r"",
        False,
        "ce texte n'est pas du YAML lisible ici\nvérifiez l'alignement, les deux-points et les "
        "guillemets",
    ),
)
