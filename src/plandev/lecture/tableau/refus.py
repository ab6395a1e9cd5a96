"""Un tableau qui ne sera pas lu, et pourquoi, en une phrase."""

from typing import NoReturn

from plandev.constats import Code


class Refus(Exception):
    """Le fichier ne sera pas lu : sous quel code, et en quelle phrase, le dire."""

    def __init__(self, code: Code, phrase: str) -> None:
        super().__init__(code, phrase)
        self.code, self.phrase = code, phrase


def refuser(phrase: str) -> NoReturn:
    """Lève le refus d'un fichier qui n'est pas un tableau, ou qui ne se lit pas."""
    code: Code = "tableau-illisible"
    raise Refus(code, phrase)


def refuser_si_grand(precision: str) -> NoReturn:
    """Lève le refus d'un tableau qui coûterait trop cher à lire."""
    code: Code = "tableau-trop-grand"
    raise Refus(code, f"ce tableau est trop grand pour un plan : {precision}")
