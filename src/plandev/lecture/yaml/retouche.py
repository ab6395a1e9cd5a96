"""Retoucher le texte d'un plan : où commence et finit chaque valeur, d'après les nœuds de YAML.

Ce qui n'est pas retouché l'est à la lettre, commentaires et disposition compris. Le résultat est
relu : s'il ne dit pas ce qu'il doit dire, rien n'est rendu.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, cast

from plandev.lecture.validation import valider
from plandev.lecture.yaml.analyse import analyser, noeuds
from plandev.lecture.yaml.document import Document
from plandev.messages.constats import ErreurPlan
from plandev.plan.modele import Plan


class Coupe(NamedTuple):
    """Un morceau du texte, de tel décalage à tel autre, et ce qui vient à sa place."""

    debut: int
    fin: int
    remplacement: str = ""


_ECRIT_AUTREMENT = (
    "ce qui est écrit ici ne se coupe pas\nécrivez une clé par ligne, suivie de « : », et une "
    "action par tiret, comme dans « plandev exemple »"
)
_SAUTS = ("\r\n", "\n", "\r")  # celui d'un fichier est le premier de ceux-ci qu'il a
# Ce qui sépare un élément du suivant : des blancs et des commentaires.
BLANCS = re.compile(r"(?:\s|#[^\r\n\x85\u2028\u2029]*)*")


class Retouche:
    """De quoi couper le texte d'un plan, et ce qu'il doit dire une fois coupé."""

    def __init__(self, document: Document, plan: Plan) -> None:
        self._document, self._texte, self._plan = document, document.texte, plan
        self._racine = noeuds(document)
        self._saut = next((saut for saut in _SAUTS if saut in document.texte), "\n")

    def faire(self, coupes: Iterable[Coupe], attendu: Plan) -> str:
        """Rend le texte ainsi coupé; lève ErreurPlan s'il ne dit pas le plan attendu."""
        rangees = sorted(coupes)
        texte = _couper(self._texte, rangees)
        if _relire(texte) != attendu:
            ou = _mal_coupe(self._texte, rangees)
            ou = debut_de(cles(self._racine)["titre"][1]) if ou is None else ou
            raise ErreurPlan(self._document.constat("nouveau-impossible", ou, _ECRIT_AUTREMENT))
        return texte

    def _fin(self, noeud: Any) -> int:
        """Rend le décalage qui suit le dernier signe d'un nœud."""
        while isinstance(noeud.value, list) and not noeud.flow_style:
            dernier = noeud.value[-1]
            noeud = dernier[1] if isinstance(dernier, tuple) else dernier
        debut = debut_de(noeud)
        return debut + len(self._texte[debut : noeud.end_mark.index].rstrip())

    def _suite(self, fin: int, a_passer: re.Pattern[str] = BLANCS) -> int:
        """Rend le décalage de ce qui suit, passé les blancs et les commentaires."""
        return cast("re.Match[str]", a_passer.match(self._texte, fin)).end()

    def _ligne(self, decalage: int) -> int:
        return self._document.position(decalage).ligne

    def _est_un_commentaire(self, numero: int) -> bool:
        return self._document.ligne(numero).lstrip().startswith("#")


def _relire(texte: str) -> Plan | None:
    return valider(analyser(Document("", texte.encode())))


def _mal_coupe(texte: str, coupes: Sequence[Coupe]) -> int | None:
    """Rend le décalage de la première coupe après laquelle il n'y a plus de plan, ou None."""

    def perdu(rang: int) -> bool:
        return _relire(_couper(texte, coupes[: rang + 1])) is None

    rang = bisect_left(range(len(coupes)), True, key=perdu)
    return coupes[rang].debut if rang < len(coupes) else None


def debut_de(noeud: Any) -> int:
    """Rend le décalage du premier signe d'un nœud."""
    return int(noeud.start_mark.index)


def cles(noeud: Any) -> dict[str, tuple[Any, Any]]:
    """Rend chaque clé d'un nœud, et sa valeur, sous son nom."""
    return {cle.value: (cle, valeur) for cle, valeur in noeud.value}


def _couper(texte: str, coupes: Sequence[Coupe]) -> str:
    morceaux, fin = [], 0
    for coupe in coupes:
        morceaux += [texte[fin : coupe.debut], coupe.remplacement]
        fin = coupe.fin
    return "".join([*morceaux, texte[fin:]])
