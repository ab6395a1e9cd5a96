"""Les champs d'un tableau : la clé de chacun, et ce qu'une cellule en dit."""

import re
from collections.abc import Collection
from itertools import chain, count

from plandev.messages.mots import plier
from plandev.plan.action import NOMS_PRIS
from plandev.plan.tableur import sans_puces
from plandev.plan.valeurs import LONGUEUR_D_UNE_CLE

_PAS_DANS_UNE_CLE = re.compile(r"[^a-z0-9]+")
_PLACE_DU_RANG = 4


def cle_de_champ(intitule: str, prises: Collection[str]) -> str:
    """Rend la clé d'un champ qui a cet intitulé : ses mots, unis par des tirets bas.

    Elle n'est ni de celles-là, ni de celles que plandev connaît.
    """
    mots = _PAS_DANS_UNE_CLE.sub("_", plier(intitule)).strip("_")
    court = mots[: LONGUEUR_D_UNE_CLE - _PLACE_DU_RANG].strip("_") or "champ"
    candidates = chain([court], (f"{court}_{rang}" for rang in count(2)))
    return next(cle for cle in candidates if cle not in prises and cle not in NOMS_PRIS)


def en_valeur(texte: str) -> str | list[str]:
    """Rend ce qu'un champ dit dans une cellule : un texte, ou une liste s'il est fait de puces."""
    lu = sans_puces(texte)
    return lu if isinstance(lu, str) else list(lu)
