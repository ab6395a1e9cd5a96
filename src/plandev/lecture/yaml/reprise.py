"""Après une faute de YAML, reprendre la lecture : de la ligne réparée, sinon de ce qui la suit.

La ligne que le remède dit d'écrire est mise à la place de la fautive, et le texte est relu : une
faute de plus se montre alors, s'il y en a une. Sans remède, l'élément ou la valeur est remplacé par
un renvoi; ce qu'il remplace est tenu pour illisible, et le reste du plan se vérifie.
"""

from collections.abc import Callable
from typing import NamedTuple

from plandev.lecture.brouillon import ILLISIBLE
from plandev.lecture.yaml.brouillon_yaml import BrouillonYaml
from plandev.lecture.yaml.diagnostic import Ligne, lire_ligne, retrait_voulu
from plandev.lecture.yaml.document import FINS_DE_LIGNE, Document
from plandev.messages.constats import Constat

_REPRISES_MAX = 10
_LE_RESTE = "; le reste se vérifiera une fois cela corrigé"
_RENVOI = "*x"


class _Arret(NamedTuple):
    """Une faute qui a arrêté la lecture, sa ligne, et le document où elle est encore."""

    ligne: int
    faute: Constat
    document: Document


def reprendre(brouillon: BrouillonYaml, lire: Callable[[Document], BrouillonYaml]) -> BrouillonYaml:
    """Rend ce que `lire` trouve dans un document, et toutes les fautes qui en arrêtent la lecture.

    Une faute trouvée avant la précédente l'explique (un guillemet ouvert se ferme sur le suivant) :
    elle prend sa place. La dernière dit que le reste du plan n'est pas vérifié, ou pas même lu, si
    c'est le cas.
    """
    arrets, lu = list[_Arret](), brouillon
    reparees, trouees = set[int](), set[int]()  # les lignes sur lesquelles c'est déjà essayé
    for _ in range(_REPRISES_MAX):
        if lu.arret is None:
            break
        arret = _Arret(lu.document.position(lu.arret).ligne, lu.constats[-1], lu.document)
        numero = arret.ligne
        while arrets and numero <= arrets[-1].ligne:
            dernier = arrets.pop()
            # De la même ligne, réparée en vain, c'est la première faute qui est à dire.
            faute = dernier.faute if dernier.ligne == numero else arret.faute
            arret = _Arret(numero, faute, dernier.document)
        arrets.append(arret)
        if lu.reparee and numero not in reparees | trouees:
            reparees.add(numero)
            texte = _remplacer(arret.document, *lu.reparee)
        else:
            texte = _trouer(arret.document, arret, nommer=numero not in trouees)
            trouees.add(numero)
        if texte == arret.document.texte:
            break
        lu = lire(Document(arret.document.nom, texte.encode()))
    _conclure(lu, brouillon.document, [arret.faute for arret in arrets])
    return lu


def _remplacer(document: Document, numero: int, ligne: str) -> str:
    """Rend le texte avec cette ligne à la place de celle qui a ce numéro."""
    debut, texte = document.debut(numero), document.texte
    return texte[:debut] + ligne + texte[debut + len(document.ligne(numero)) :]


def _conclure(lu: BrouillonYaml, document: Document, fautes: list[Constat]) -> None:
    """Donne à ce qui a été lu toutes les fautes; c'est illisible si un trou peut y tromper."""
    lignes = {_ligne(faute) for faute in fautes}
    restants = lu.constats if lu.arret is None else lu.constats[:-1]
    restants = [constat for constat in restants if _ligne(constat) not in lignes]
    # Sans ses champs, un plan n'a que des clés inconnues.
    if lu.arret is not None or any(
        _blanchie(document, lu.document, n) or lu.document.ligne(n).startswith(f"champs: {_RENVOI}")
        for n in lignes
    ):
        # Un élément blanchi laisse ses clés au précédent, qui les a déjà : ce n'est pas une faute.
        debut = _ligne(fautes[0])
        restants = [c for c in restants if c.code != "cle-double" or _ligne(c) < debut]
        lu.valeur = ILLISIBLE
    if lu.valeur is ILLISIBLE or any(_blanchie(document, lu.document, n + 1) for n in lignes):
        fautes[-1] = fautes[-1]._replace(dit=f"{fautes[-1].dit}{_LE_RESTE}")
    lu.constats[:] = [*restants, *fautes]


def _ligne(constat: Constat) -> int:
    return constat.position.ligne if constat.position else 1


def _blanchie(avant: Document, apres: Document, numero: int) -> bool:
    """Rend vrai d'une ligne dont rien ne reste après."""
    numerotee = numero <= avant.nombre_lignes and avant.ligne(numero).strip()
    return bool(numerotee) and not apres.ligne(numero).strip()


def _trouer(document: Document, arret: _Arret, *, nommer: bool) -> str:
    """Rend le texte sans la valeur ou l'élément de cette ligne, ni ce qui en dépend.

    Un renvoi en tient la place, s'il y tient et qu'on sait `nommer` ce que c'est.
    """
    texte, premiere = document.texte, arret.ligne
    ligne = lire_ligne(document, premiere)
    # D'une ligne décalée, ce qui en dépend se compte de là où elle devrait être.
    decalee = ligne.retrait < 0 or arret.faute.code == "yaml-alignement"
    retrait, modele = retrait_voulu(document, ligne) if decalee else (ligne.retrait, ligne)
    nommer = nommer and (ligne.retrait >= 0 or ligne.cle == modele.cle)
    suivantes = range(premiere + 1, document.nombre_lignes + 1)
    a_part = (n for n in suivantes if not _depend(lire_ligne(document, n), ligne, retrait))
    debut, fin = document.debut(premiere), document.debut(next(a_part, suivantes.stop))
    blanc = "".join(signe if signe in FINS_DE_LIGNE else " " for signe in texte[debut:fin])
    tete = f"{ligne.cle}:" if ligne.cle and not ligne.tiret else ligne.tiret and "-"
    place = f"{' ' * retrait}{tete} {_RENVOI}" if tete and nommer else ""
    place = place if len(place) <= len(document.ligne(premiere)) else ""
    return texte[:debut] + place + blanc[len(place) :] + texte[fin:]


def _depend(ligne: Ligne, de: Ligne, retrait: int) -> bool:
    """Rend vrai d'une ligne vide, en retrait d'une autre, ou dans la liste que celle-ci annonce."""
    de_la_liste = ligne.retrait == retrait and bool(ligne.tiret) > bool(de.tiret)
    return ligne.vide or ligne.retrait > retrait or de_la_liste
