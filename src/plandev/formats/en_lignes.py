"""Ce que voit une personne, une action par ligne : un fichier n'a ni largeur ni couleurs."""

from collections.abc import Iterator

from plandev.formats.en_table import disposer
from plandev.reponses.reponse import Reponse
from plandev.sorties.ecran import Page


def ecrire(reponse: Reponse) -> Iterator[str]:
    """Rend les blocs de la réponse, une ligne vide entre eux."""
    return disposer(reponse, Page(None))
