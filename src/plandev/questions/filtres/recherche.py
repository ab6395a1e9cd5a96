"""Chercher des mots : chacun commence un mot du texte, à la casse, aux accents et au pluriel près.

Le programme de la page cherche de même.
"""

import re
from collections.abc import Iterator
from itertools import accumulate

from plandev.messages.mots import plier
from plandev.plan.modele import Plan
from plandev.questions.citations import Citation
from plandev.questions.dimensions import textes_du_champ


def dit(valeur: str, voulu: str) -> bool:
    """Rend vrai si une valeur a tous ces mots pliés; derrière « = », si elle est ce texte plié."""
    if voulu.startswith("="):
        return plier(valeur) == voulu.removeprefix("=")
    return trouve(couper(valeur), voulu)


# Ce qui sépare deux mots d'un texte plié; le programme de la page en a la même liste.
_COUPURES = "[ '\"()\\[\\]{},:;/«»“”‐–—-]+"


def couper(texte: str) -> str:
    """Rend la forme pliée d'un texte, où une espace vient devant chaque mot."""
    return re.sub(_COUPURES, " ", f" {plier(texte)}")


def trouve(texte: str, voulus: str) -> bool:
    """Rend vrai si chacun de ces mots pliés, sans s ni x final, y commence un mot, ou est un code.

    `texte` : coupé; les codes y sont chacun entre deux fins de ligne.
    """
    return all(_debut(mot) in texte or f"\n{mot}\n" in texte for mot in voulus.split())


def _debut(mot: str) -> str:
    mots = re.sub(_COUPURES, " ", f" {mot}").rstrip()
    return re.sub("(?<=[^ ])[sx]$", "", mots or f" {mot}")


def texte_cherche(citation: Citation, plan: Plan) -> str:
    """Rend ce où des mots se cherchent, coupé : ce que dit une action, ce qu'elle nomme, ses codes.

    Ce qu'elle dit : son libellé et ses champs. Ce qu'elle nomme : ses unités, par leur nom court et
    complet, et le nom de ses groupes. Ses codes, entiers ou jusqu'à un point : `5.4.b`, `5.4`, `4`.
    """
    action = citation.action
    champs = (texte for cle, _ in action.champs for texte in textes_du_champ(action, cle))
    unites = (f"{unite} {plan.responsables[unite] or ''}" for unite in action.responsables)
    groupes = (plan.groupes[cle] for cle in action.groupes)
    entiers = "\n".join(_jusqu_a_chaque_point(plier(f"{citation.id} {action.code}")))
    return couper("\n".join((action.libelle, *champs, *unites, *groupes))) + f"\n{entiers}\n"


def _jusqu_a_chaque_point(codes: str) -> Iterator[str]:
    for code in codes.split():
        yield from accumulate(code.split("."), "{}.{}".format)
