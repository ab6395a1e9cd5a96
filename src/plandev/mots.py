"""Les mots qu'on tape : les comparer, proposer le plus proche, les citer sans danger."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from itertools import islice

_LIGATURES_ET_APOSTROPHES = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "‘": "'", "ʼ": "'"})

# Commandes, séparateurs de lignes, sens d'écriture, signes sans largeur, octets non décodés.
_INVISIBLES = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)

_LONGUEUR_CITEE = 60
# Ce qui borne le temps d'un conseil : un fichier peut en demander des milliers.
_LONGUEUR_COMPAREE = 60
_CONNUS_COMPARES = 200
_CONNUS_CITES = 40
_TRES_RESSEMBLANT = 0.75  # sur 1, de mots qui ne commencent pas par la même lettre


def plier(texte: str) -> str:
    """Rend la forme de comparaison d'un texte.

    Casse, accents (composés ou non), ligatures, formes d'apostrophe et suites de blancs n'y
    comptent plus : `plier("Œuvre de la FÊTE") == "oeuvre de la fete"`.
    """
    decompose = unicodedata.normalize("NFKD", texte.casefold())
    sans_accents = "".join(c for c in decompose if not unicodedata.combining(c))
    return " ".join(sans_accents.translate(_LIGATURES_ET_APOSTROPHES).split())


def proche(mot: str, connus: Collection[str]) -> str | None:
    """Rend le mot connu le plus proche, ou None si aucun ne l'est.

    Le plus proche est d'abord celui que le mot commence, puis le plus ressemblant de ceux qui
    commencent comme lui, puis un autre, s'il lui ressemble beaucoup. D'un mot de plus de 60 signes
    ou de plus de 200 mots connus, il n'est rien comparé. La ressemblance est celle de `difflib`
    (Ratcliff et Obershelp, 1988), sur les formes pliées.
    """
    from difflib import get_close_matches

    if len(mot) > _LONGUEUR_COMPAREE or len(connus) > _CONNUS_COMPARES:
        return None
    forme, formes = plier(mot), {plier(connu): connu for connu in connus}
    suites = [connu for connu in formes if forme and connu.startswith(forme)]
    pareils = [connu for connu in formes if connu[:1] == forme[:1]]
    trouves = (
        sorted(suites, key=len)[:1]
        or get_close_matches(forme, pareils, n=1)
        or get_close_matches(forme, formes, n=1, cutoff=_TRES_RESSEMBLANT)
    )
    return formes[trouves[0]] if trouves else None


def reconnaitre(mot: str, connus: Iterable[str]) -> str | None:
    """Rend le mot connu qui s'écrit de même une fois plié, ou None."""
    forme = plier(mot)
    return next((connu for connu in connus if plier(connu) == forme), None)


def conseil(mot: str, connus: Collection[str]) -> str:
    """Rend la fin de phrase qui aide à corriger : le mot le plus proche, et les mots connus."""
    if voisin := proche(mot, connus):
        return f"vouliez-vous dire {assainir(voisin)}? Choix possibles : {enumerer(connus)}"
    return f"choix possibles : {enumerer(connus)}" if connus else "il n'y en a aucun"


def enumerer(mots: Collection[str]) -> str:
    """Rend les mots séparés par des virgules, les quarante premiers s'il y en a davantage."""
    suite = ", …" if len(mots) > _CONNUS_CITES else ""
    return ", ".join(map(assainir, islice(mots, _CONNUS_CITES))) + suite


def citer(texte: str) -> str:
    """Rend ce qui a été tapé entre guillemets, caractères invisibles compris, abrégé au besoin."""
    abrege = texte if len(texte) <= _LONGUEUR_CITEE else texte[: _LONGUEUR_CITEE - 1] + "…"
    return f"«\u00a0{assainir(abrege)}\u00a0»"


def insecables(phrase: str) -> str:
    """Rend la phrase, ses guillemets liés à ce qu'ils entourent."""
    return phrase.replace("« ", "«\u00a0").replace(" »", "\u00a0»")


def assainir(texte: str) -> str:
    """Rend le texte sans rien qu'un terminal exécuterait : un caractère invisible y est nommé."""
    return _INVISIBLES.sub(_nommer, texte)


def _nommer(invisible: re.Match[str]) -> str:
    rang = ord(invisible.group())
    if 0xDC80 <= rang <= 0xDCFF:  # octet d'un nom de fichier que Python n'a pas pu décoder
        rang -= 0xDC00
    return f"\\x{rang:02x}" if rang <= 0xFF else f"\\u{rang:04x}"
