"""Après une faute de YAML, reprendre la lecture à l'élément ou à la clé qui suit.

L'élément ou la valeur fautive est remplacé par un renvoi, sans que rien ne change de place, et le
texte est relu : une faute de plus se montre alors, s'il y en a une. Ce que le renvoi remplace est
tenu pour illisible, et le reste du plan se vérifie.
"""

from collections.abc import Callable
from typing import NamedTuple

from plandev.lecture.brouillon import ILLISIBLE
from plandev.lecture.yaml.brouillon_yaml import BrouillonYaml
from plandev.lecture.yaml.diagnostic import Ligne, lire_ligne, retrait_voulu
from plandev.lecture.yaml.document import Document
from plandev.messages.constats import Constat

_REPRISES_MAX = 10
_LE_RESTE = "; le reste se vérifiera une fois cela corrigé"
_RENVOI = "*x"


class _Arret(NamedTuple):
    """Une faute qui a arrêté la lecture, et le texte tel qu'il était avant d'être troué."""

    decalage: int
    faute: Constat
    avant: str


def reprendre(brouillon: BrouillonYaml, lire: Callable[[bytes], BrouillonYaml]) -> BrouillonYaml:
    """Rend ce que `lire` trouve dans un document, et toutes les fautes qui en arrêtent la lecture.

    Une faute trouvée avant la précédente l'explique (un guillemet ouvert se ferme sur le suivant) :
    elle prend sa place. La dernière dit que le reste du plan n'est pas vérifié, ou pas même lu, si
    c'est le cas.
    """
    document, arrets, vues = brouillon.document, list[_Arret](), set[int]()
    texte, lu = document.texte, brouillon
    for _ in range(_REPRISES_MAX):
        if lu.arret is None:
            break
        while arrets and lu.arret <= arrets[-1].decalage:
            texte = arrets.pop().avant
        arrets.append(_Arret(lu.arret, lu.constats[-1], texte))
        texte = _trouer(document, arrets[-1], nommer=lu.arret not in vues)
        vues.add(lu.arret)
        if texte == arrets[-1].avant:
            break
        lu = lire(texte.encode())
    _conclure(lu, texte, [arret.faute for arret in arrets])
    return lu


def _conclure(lu: BrouillonYaml, texte: str, fautes: list[Constat]) -> None:
    """Donne à ce qui a été lu toutes les fautes; c'est illisible si un trou peut y tromper."""
    document, lignes = lu.document, {_ligne(faute) for faute in fautes}
    restants = lu.constats if lu.arret is None else lu.constats[:-1]
    restants = [constat for constat in restants if _ligne(constat) not in lignes]
    # Sans ses champs, un plan n'a que des clés inconnues.
    if lu.arret is not None or any(
        _blanchie(document, texte, n) or document.ligne(n).startswith("champs:") for n in lignes
    ):
        # Un élément blanchi laisse ses clés au précédent, qui les a déjà : ce n'est pas une faute.
        debut = _ligne(fautes[0])
        restants = [c for c in restants if c.code != "cle-double" or _ligne(c) < debut]
        lu.valeur = ILLISIBLE
    if lu.valeur is ILLISIBLE or any(_blanchie(document, texte, n + 1) for n in lignes):
        fautes[-1] = fautes[-1]._replace(dit=f"{fautes[-1].dit}{_LE_RESTE}")
    lu.constats[:] = [*restants, *fautes]


def _ligne(constat: Constat) -> int:
    return constat.position.ligne if constat.position else 1


def _blanchie(document: Document, texte: str, numero: int) -> bool:
    """Rend vrai d'une ligne du document dont rien ne reste dans le texte troué."""
    debut, fin = document.debut(numero), document.debut(numero + 1)
    return bool(document.texte[debut:fin].strip()) and not texte[debut:fin].strip()


def _trouer(document: Document, arret: _Arret, *, nommer: bool) -> str:
    """Rend le texte sans la valeur ou l'élément de cette ligne, ni ce qui en dépend.

    Un renvoi en tient la place, s'il y tient et qu'on sait `nommer` ce que c'est.
    """
    texte, premiere = arret.avant, document.position(arret.decalage).ligne
    ligne = lire_ligne(document, premiere)
    # D'une ligne décalée, ce qui en dépend se compte de là où elle devrait être.
    decalee = ligne.retrait < 0 or arret.faute.code == "yaml-alignement"
    retrait, modele = retrait_voulu(document, ligne) if decalee else (ligne.retrait, ligne)
    nommer = nommer and (ligne.retrait >= 0 or ligne.cle == modele.cle)
    suivantes = range(premiere + 1, document.nombre_lignes + 1)
    a_part = (n for n in suivantes if not _depend(lire_ligne(document, n), ligne, retrait))
    debut, fin = document.debut(premiere), document.debut(next(a_part, suivantes.stop))
    blanc = "".join(signe if signe in "\r\n" else " " for signe in texte[debut:fin])
    tete = f"{ligne.cle}:" if ligne.cle and not ligne.tiret else ligne.tiret and "-"
    place = f"{' ' * retrait}{tete} {_RENVOI}" if tete and nommer else ""
    place = place if len(place) <= len(document.ligne(premiere)) else ""
    return texte[:debut] + place + blanc[len(place) :] + texte[fin:]


def _depend(ligne: Ligne, de: Ligne, retrait: int) -> bool:
    """Rend vrai d'une ligne vide, en retrait d'une autre, ou dans la liste que celle-ci annonce."""
    de_la_liste = ligne.retrait == retrait and bool(ligne.tiret) > bool(de.tiret)
    return ligne.vide or ligne.retrait > retrait or de_la_liste
