"""Après une faute de YAML, reprendre la lecture à l'élément ou à la clé qui suit.

L'élément ou la clé fautive est blanchi, sans que rien ne change de place, et le texte est relu :
une faute de plus se montre alors, s'il y en a une.
"""

from collections.abc import Callable
from typing import NamedTuple

from plandev.lecture.yaml.brouillon_yaml import BrouillonYaml
from plandev.lecture.yaml.document import Document
from plandev.messages.constats import Constat, Position

_REPRISES_MAX = 10
_DEBUT = Position(1, 1)
_SUITE_NON_LUE = "; la suite du fichier n'a pas été lue"
_PLAN_NON_VERIFIE = "; le reste du plan se vérifiera une fois cela corrigé"


class _Arret(NamedTuple):
    """Une faute qui a arrêté la lecture, et le texte tel qu'il était avant d'être blanchi."""

    decalage: int
    faute: Constat
    avant: str


def reprendre(brouillon: BrouillonYaml, lire: Callable[[bytes], BrouillonYaml]) -> BrouillonYaml:
    """Rend le brouillon, avec les fautes que `lire` trouve après celle qui l'a arrêté.

    Une faute trouvée avant la précédente l'explique (un guillemet ouvert se ferme sur le suivant) :
    elle prend sa place. La dernière dit que le reste du plan n'est pas vérifié, ou pas même lu.
    """
    document, arrets = brouillon.document, list[_Arret]()
    texte, lu = document.texte, brouillon
    for _ in range(_REPRISES_MAX):
        if lu.arret is None:
            break
        while arrets and lu.arret <= arrets[-1].decalage:
            texte = arrets.pop().avant
        arrets.append(_Arret(lu.arret, lu.constats[-1], texte))
        texte = _blanchir(document, texte, lu.arret)
        if texte == arrets[-1].avant:
            break
        lu = lire(texte.encode())
    restants = lu.constats if lu.arret is None else lu.constats[:-1]
    fautes = [arret.faute for arret in arrets]
    # Un élément blanchi laisse ses clés au précédent, qui les a déjà : ce n'est pas une faute.
    blanchi = fautes[0].position or _DEBUT
    restants = [c for c in restants if c.code != "cle-double" or (c.position or _DEBUT) < blanchi]
    suite = _PLAN_NON_VERIFIE if lu.arret is None else _SUITE_NON_LUE
    fautes[-1] = fautes[-1]._replace(dit=f"{fautes[-1].dit}{suite}")
    brouillon.constats[:] = [*restants, *fautes]
    return brouillon


def _blanchir(document: Document, texte: str, decalage: int) -> str:
    """Rend le texte sans la clé ou l'élément de cette ligne, ni ce qui en dépend."""
    premiere = document.position(decalage).ligne
    retrait = _retrait_voulu(document, premiere)
    derniere = premiere
    while derniere < document.nombre_lignes and _depend(document.ligne(derniere + 1), retrait):
        derniere += 1
    debut, fin = document.debut(premiere), document.debut(derniere + 1)
    blanc = "".join(signe if signe in "\r\n" else " " for signe in texte[debut:fin])
    return texte[:debut] + blanc + texte[fin:]


def _retrait_voulu(document: Document, numero: int) -> int:
    """Rend le retrait d'une ligne; d'une tabulation, celui de la précédente de même nature."""
    ligne = document.ligne(numero)
    if not ligne.lstrip(" ").startswith("\t"):
        return _retrait(ligne)
    element = ligne.lstrip().startswith("- ")
    precedentes = (document.ligne(autre) for autre in range(numero - 1, 0, -1))
    pareilles = (p for p in precedentes if p.strip() and p.lstrip().startswith("- ") == element)
    return _retrait(next(pareilles, ""))


def _depend(ligne: str, retrait: int) -> bool:
    return not ligne.strip() or ligne.lstrip().startswith("#") or _retrait(ligne) > retrait


def _retrait(ligne: str) -> int:
    return len(ligne) - len(ligne.lstrip(" "))
