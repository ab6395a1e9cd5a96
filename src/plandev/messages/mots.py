"""Les mots qu'on tape : les comparer, proposer le plus proche, les redire sans danger."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from heapq import nlargest

_LIGATURES_ET_APOSTROPHES = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "‘": "'", "ʼ": "'"})

# Ce qui ne se voit pas, sans être une commande : ce qu'Unicode dit pouvoir ne pas se montrer
# (DerivedCoreProperties, Default_Ignorable_Code_Point), moins ce qui choisit la forme d'un
# pictogramme, et les blancs qui passent pour des lettres.
SANS_TRACE = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2065\u206a-\u206f"
    "\u2800\u3164\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
# Commandes, séparateurs de lignes, sens d'écriture, octets non décodés.
_COMMANDES = "\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
# Compilés au premier texte qui n'est pas d'ASCII : ce serait un centième du démarrage.
_INVISIBLES = f"[{_COMMANDES}{SANS_TRACE}]"
_SANS_TRACE = f"[{SANS_TRACE}]"

# Ce que l'exécutant de GitHub prend pour une commande : « :: » en tête d'une ligne dont il ôte les
# blancs, « ##[ » n'importe où. Source : « Workflow commands for GitHub Actions », et le code public
# de l'exécutant (ActionCommand).
_COMMANDE_DE_CI = re.compile(r"(?:^|(?<=[\r\n]))(\s*):(?=:)|#(?=#\[)")

_LONGUEUR_CITEE = 60
LONGUEUR_D_UN_IDENTIFIANT = 200
"""Plus que tout identifiant : un texte plus long n'en est pas un."""

CONSEILS_MAX = 100
"""Combien de mots proches se cherchent pour un fichier : il peut en demander des milliers."""

EN_TETE = "en tête du plan"
"""Où se lisent les unités, les groupes et les champs d'un plan."""

_LONGUEUR_COMPAREE = 60
_CONNUS_COMPARES = 200
_MIEUX_COMPARES = 8
_CONNUS_CITES = 40
_TOUS_DITS = 8  # au-delà, une liste ne se lit plus : les plus proches, et où est le reste
_PROCHES_DITS = 3
_LONGUEUR_DE_LA_SUITE = 400
_TRES_RESSEMBLANT = 0.75  # sur 1, de mots qui ne commencent pas par la même lettre
# Ranger une longue suite d'accents se fait en un temps quadratique : le texte se plie par tranches.
_TRANCHE = 200


def plier(texte: str) -> str:
    """Rend la forme de comparaison d'un texte.

    Casse, accents (composés ou non), ligatures, formes d'apostrophe et suites de blancs n'y
    comptent plus : `plier("Œuvre de la FÊTE") == "oeuvre de la fete"`.
    """
    if texte.isascii():
        return " ".join(texte.lower().split())
    sans_accents = "".join(c for t in _decomposer(texte) for c in t if not unicodedata.combining(c))
    return " ".join(sans_accents.casefold().translate(_LIGATURES_ET_APOSTROPHES).split())


def _decomposer(texte: str) -> Iterator[str]:
    """Rend le texte en tranches, chaque lettre séparée de ses accents.

    L'ordre des accents d'une tranche à l'autre n'importe pas à qui les ôte.
    """
    for debut in range(0, len(texte), _TRANCHE):
        yield unicodedata.normalize("NFKD", texte[debut : debut + _TRANCHE])


def composer(identifiant: str) -> str:
    """Rend l'identifiant, ses accents composés : deux qui se voient pareils sont le même.

    Ce qui est trop long pour en être un reste tel quel.
    """
    if identifiant.isascii() or len(identifiant) > LONGUEUR_D_UN_IDENTIFIANT:
        return identifiant
    return unicodedata.normalize("NFC", identifiant)


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
    courts = (connu for connu in connus if len(connu) <= 2 * _LONGUEUR_COMPAREE)
    forme, formes = plier(mot), {plier(connu): connu for connu in courts}
    suites = [connu for connu in formes if forme and connu.startswith(forme)]
    pareils = [connu for connu in formes if connu[:1] == forme[:1]]
    trouves = (
        sorted(suites, key=len)[:1]
        or get_close_matches(forme, _ressemblants(forme, pareils), n=1)
        or get_close_matches(forme, _ressemblants(forme, formes), n=1, cutoff=_TRES_RESSEMBLANT)
    )
    return formes[trouves[0]] if trouves else None


def _les_plus_proches(mot: str, connus: Collection[str]) -> list[str]:
    """Rend les mots connus les plus ressemblants, sûrs ou non; aucun, si rien n'est comparé."""
    from difflib import get_close_matches

    if len(mot) > _LONGUEUR_COMPAREE or len(connus) > _CONNUS_COMPARES:
        return []
    forme, formes = plier(mot), {plier(connu): connu for connu in connus}
    courtes = _ressemblants(forme, formes)
    return [formes[f] for f in get_close_matches(forme, courtes, _PROCHES_DITS, cutoff=0.01)]


def _ressemblants(forme: str, formes: Collection[str]) -> Collection[str]:
    """Rend les formes qui ont le plus de lettres communes : les seules à comparer tout au long."""
    from difflib import SequenceMatcher

    if len(formes) <= _MIEUX_COMPARES:
        return formes
    comparaison = SequenceMatcher(b=forme)

    def au_plus(autre: str) -> float:
        comparaison.set_seq1(autre)
        return comparaison.quick_ratio()

    return nlargest(_MIEUX_COMPARES, formes, key=au_plus)


def reconnaitre(mot: str, connus: Iterable[str]) -> str | None:
    """Rend le mot connu qui s'écrit de même une fois plié, ou None."""
    forme = plier(mot)
    return next((connu for connu in connus if plier(connu) == forme), None)


def conseil(mot: str, connus: Collection[str], ou: str = EN_TETE) -> str:
    """Rend la fin de phrase qui aide à corriger : le mot le plus proche, et les mots connus.

    `ou` : où ceux-ci se lisent, comme « dans plandev list », s'ils peuvent être trop nombreux.
    """
    dits, voisin = choix(connus, ou), proche(mot, connus)
    if len(connus) > _TOUS_DITS and ou and (proches := _les_plus_proches(mot, connus)):
        proches.sort(key=lambda connu: connu != voisin)
        dits = f"les plus proches : {enumerer(proches)}; les autres sont {ou}"
    return f"vouliez-vous dire {assainir(voisin)}? {dits[0].upper()}{dits[1:]}" if voisin else dits


def choix(connus: Collection[str], ou: str = EN_TETE) -> str:
    """Rend la fin de phrase qui dit les mots connus, ou, s'ils sont trop nombreux, où ils sont."""
    if len(connus) > _TOUS_DITS and ou:
        return f"les choix possibles sont {ou}"
    return f"choix possibles : {enumerer(connus)}" if connus else "il n'y en a aucun"


class Conseiller:
    """Donne un conseil à chacun des cent premiers mots fautifs, et aux autres les mots connus.

    `ou` : où ceux-ci se lisent, s'ils sont trop nombreux pour être dits.
    """

    def __init__(self, ou: str = "") -> None:
        self._ou, self._restants = ou, CONSEILS_MAX

    def __call__(self, mot: str, connus: Collection[str]) -> str:
        """Rend la fin de phrase qui aide à corriger ce mot."""
        self._restants -= 1
        return conseil(mot, connus, self._ou) if self._restants >= 0 else choix(connus, self._ou)

    def proche(self, mot: str, connus: Collection[str]) -> str | None:
        """Rend le mot connu le plus proche, tant qu'il reste des conseils à donner."""
        return proche(mot, connus) if self._restants > 0 else None


def enumerer(mots: Collection[str]) -> str:
    """Rend les mots séparés par des virgules; les premiers seulement, s'ils sont trop nombreux."""
    cites: list[str] = []
    place = _LONGUEUR_DE_LA_SUITE
    for mot in mots:
        place -= len(mot) + 2
        if len(cites) == _CONNUS_CITES or (place < 0 and cites):
            return ", ".join([*cites, "…"])
        cites.append(assainir(_abreger(mot)))
    return ", ".join(cites)


def redire(texte: str) -> str:
    """Rend ce qui a été tapé entre guillemets, caractères invisibles compris, abrégé au besoin."""
    return f"«\u00a0{assainir(_abreger(texte))}\u00a0»"


def _abreger(texte: str) -> str:
    return texte if len(texte) <= _LONGUEUR_CITEE else texte[: _LONGUEUR_CITEE - 1] + "…"


def sans_trace(texte: str) -> re.Match[str] | None:
    """Rend le premier signe du texte qui ne se voit pas, ou None."""
    return None if texte.isascii() else re.search(_SANS_TRACE, texte)


def assainir(texte: str) -> str:
    """Rend le texte sans rien qu'un terminal exécuterait : un caractère invisible y est nommé."""
    visible = texte.isascii() and texte.isprintable()
    return texte if visible else re.sub(_INVISIBLES, _nommer, texte)


def sans_commande(texte: str) -> str:
    """Rend ce qui se montre sans rien que l'exécutant d'une CI prendrait pour une commande.

    Le signe qui en ferait une y est nommé, comme l'est un caractère invisible.
    """
    return _COMMANDE_DE_CI.sub(lambda trouve: _nommer_dernier(trouve.group()), texte)


def _nommer_dernier(signes: str) -> str:
    return f"{signes[:-1]}\\x{ord(signes[-1]):02x}"


def _nommer(invisible: re.Match[str]) -> str:
    rang = ord(invisible.group())
    if 0xDC80 <= rang <= 0xDCFF:  # octet d'un nom de fichier que Python n'a pas pu décoder
        rang -= 0xDC00
    if rang > 0xFFFF:
        return f"\\U{rang:08x}"
    return f"\\x{rang:02x}" if rang <= 0xFF else f"\\u{rang:04x}"
