"""Ce que voit une personne au terminal, pour un fichier, un courriel ou une imprimante."""

import os
from collections.abc import Iterator

from plandev.formats.en_table import disposer
from plandev.reponses.reponse import Reponse
from plandev.sorties.ecran import Page

_LARGEUR = 80  # colonnes : ce qu'une feuille et un courriel portent


def ecrire(reponse: Reponse) -> Iterator[str]:
    """Rend les blocs de la réponse à la largeur que dit COLUMNS, ou en 80 colonnes, sans couleur.

    Ce que d'autres disent à côté de la réponse, son titre et ses comptes, y est.
    """
    return disposer(reponse, Page(None, largeur=_largeur()), entiere=True)


def _largeur() -> int:
    demandee = os.environ.get("COLUMNS", "")
    return int(demandee) if demandee.isdecimal() and int(demandee) else _LARGEUR
