"""Où est écrite chaque valeur : une adresse -> le décalage de son premier caractère."""

from array import array
from functools import cached_property
from typing import Any

from plandev.messages.constats import Adresse


class Decalages:
    """Les décalages des clés et des valeurs contenues dans une liste, rangés comme on les lit.

    Chaque valeur a le sien dans `suite`, suivi de ceux de ses enfants; l'enfant d'un dictionnaire y
    est précédé de sa clé. Un plan sans faute n'a besoin de rien de plus : ce n'est qu'à la première
    question que le rang de chaque enfant dans la suite est cherché.
    """

    def __init__(self) -> None:
        self.valeurs: list[Any] = []
        self.suite = array("I")
        self._ordres: dict[int, dict[str, int]] = {}

    def de_la_valeur(self, adresse: Adresse) -> int:
        """Rend le décalage de la valeur à cette adresse.

        D'une clé absente, c'est celui du dictionnaire qui devait la contenir.
        """
        contenant: Any = self.valeurs
        decalage = 0
        for nom in adresse:
            if not _contient(contenant, nom):
                break
            decalage = self.suite[self._rang(contenant, nom)]
            contenant = contenant[nom]
        return decalage

    def de_la_cle(self, adresse: Adresse) -> int:
        """Rend le décalage de la clé qui termine cette adresse."""
        contenant: Any = self.valeurs
        for nom in adresse[:-1]:
            contenant = contenant[nom]
        return self.suite[self._rang(contenant, adresse[-1]) - 1]

    def _rang(self, contenant: Any, nom: Any) -> int:
        """Rend le rang, dans la suite, de l'enfant de ce nom."""
        ordre = nom if isinstance(contenant, list) else self._ordre(contenant)[nom]
        return self._rangs[id(contenant)][ordre]

    def _ordre(self, dictionnaire: dict[str, Any]) -> dict[str, int]:
        """Rend l'ordre de chaque clé, compté une fois : il peut y avoir des milliers de fautes."""
        if id(dictionnaire) not in self._ordres:
            ordre = {cle: n for n, cle in enumerate(dictionnaire)}
            self._ordres[id(dictionnaire)] = ordre
        return self._ordres[id(dictionnaire)]

    @cached_property
    def _rangs(self) -> "dict[int, array[int]]":
        """Les rangs dans la suite des enfants de chaque contenant, sous l'`id` de celui-ci."""
        rangs: dict[int, array[int]] = {}
        _ranger(self.valeurs, 0, rangs)
        return rangs


def _contient(contenant: Any, nom: str | int) -> bool:
    liste = isinstance(contenant, list) and isinstance(nom, int)
    return liste or (isinstance(contenant, dict) and nom in contenant)


def _ranger(contenant: Any, rang: int, rangs: "dict[int, array[int]]") -> int:
    """Note les rangs des enfants, le premier à celui-ci; rend le rang qui suit le dernier."""
    enfants = rangs[id(contenant)] = array("I")
    avec_cle = isinstance(contenant, dict)
    for enfant in contenant.values() if avec_cle else contenant:
        rang += avec_cle
        enfants.append(rang)
        rang += 1
        if isinstance(enfant, (dict, list)):
            rang = _ranger(enfant, rang, rangs)
    return rang
