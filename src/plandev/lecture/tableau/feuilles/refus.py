"""Un tableau qui ne sera pas lu, et pourquoi, en une phrase."""

from typing import NoReturn

from plandev.messages.constats import Code
from plandev.messages.nombres import entier

CELLULES_MAX = 40_000
"""Ce qu'un tableau peut avoir de cellules : de quoi le lire en moins de deux secondes."""

PAS_UN_TABLEAU = (
    "ce n'est ni un classeur .xlsx ni du texte .csv\nenregistrez le tableau en .xlsx, depuis un "
    "tableur"
)
UN_DOCUMENT = (
    "c'est un document, et non un tableau\ncopiez-en le tableau dans un tableur, et enregistrez-le "
    "en .xlsx"
)
_REENREGISTRER = "ouvrez-le dans un tableur et enregistrez-le de nouveau, en .xlsx"


class Refus(Exception):
    """Le fichier ne sera pas lu : sous quel code, et en quelle phrase, le dire."""

    def __init__(self, code: Code, phrase: str) -> None:
        super().__init__(code, phrase)
        self.code, self.phrase = code, phrase


def refuser(phrase: str, code: Code = "tableau-illisible") -> NoReturn:
    """Lève le refus d'un fichier qui n'est pas un tableau, ou qui ne se lit pas."""
    raise Refus(code, phrase)


def refuser_la_taille(precision: str) -> NoReturn:
    """Lève le refus d'un tableau qui coûterait trop cher à lire."""
    refuser(f"ce tableau est trop grand pour un plan : {precision}", "tableau-trop-grand")


def refuser_les_cellules() -> NoReturn:
    """Lève le refus d'un tableau qui a plus de CELLULES_MAX cellules."""
    refuser_la_taille(f"plus de {entier(CELLULES_MAX)} cellules\nne gardez que le tableau")


def refuser_l_abime() -> NoReturn:
    """Lève le refus d'un classeur qui ne se lit pas jusqu'au bout."""
    refuser(f"ce classeur est incomplet ou abîmé\n{_REENREGISTRER}")


def refuser_l_etranger() -> NoReturn:
    """Lève le refus d'un classeur qu'aucun tableur n'a pu écrire."""
    phrase = "ce classeur contient ce qu'aucun tableur n'écrit (DOCTYPE, UTF-16)"
    refuser(f"{phrase}\n{_REENREGISTRER}")
