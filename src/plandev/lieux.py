"""Où est chaque valeur d'un texte : un chemin -> le rang de son premier caractère."""

from array import array
from functools import cached_property
from typing import Any

from plandev.constats import Chemin


class Lieux:
    """Les lieux des clés et des valeurs contenues dans une liste, rangés comme on les lit.

    Chaque valeur a le sien dans `suite`, suivi de ceux de ses enfants; l'enfant d'un dictionnaire y
    est précédé de sa clé. Un plan sans faute n'a besoin de rien de plus : ce n'est qu'à la première
    question que la place de chaque enfant dans la suite est cherchée.
    """

    def __init__(self) -> None:
        self.valeurs: list[Any] = []
        self.suite = array("I")
        self._rangs_comptes: dict[int, dict[str, int]] = {}

    def de_la_valeur(self, chemin: Chemin) -> int:
        """Rend le lieu de la valeur à ce chemin.

        D'une clé absente, c'est celui du dictionnaire qui devait la contenir.
        """
        contenant: Any = self.valeurs
        lieu = 0
        for nom in chemin:
            if not _contient(contenant, nom):
                break
            lieu = self.suite[self._place(contenant, nom)]
            contenant = contenant[nom]
        return lieu

    def de_la_cle(self, chemin: Chemin) -> int:
        """Rend le lieu de la clé qui termine ce chemin."""
        contenant: Any = self.valeurs
        for nom in chemin[:-1]:
            contenant = contenant[nom]
        return self.suite[self._place(contenant, chemin[-1]) - 1]

    def _place(self, contenant: Any, nom: Any) -> int:
        rang = nom if isinstance(contenant, list) else self._rangs(contenant)[nom]
        return self._places[id(contenant)][rang]

    def _rangs(self, dictionnaire: dict[str, Any]) -> dict[str, int]:
        """Rend le rang de chaque clé, compté une fois : il peut y avoir des milliers de fautes."""
        if id(dictionnaire) not in self._rangs_comptes:
            rangs = {cle: rang for rang, cle in enumerate(dictionnaire)}
            self._rangs_comptes[id(dictionnaire)] = rangs
        return self._rangs_comptes[id(dictionnaire)]

    @cached_property
    def _places(self) -> "dict[int, array[int]]":
        """Les places dans la suite des enfants de chaque contenant, sous l'`id` de celui-ci."""
        places: dict[int, array[int]] = {}
        _placer(self.valeurs, 0, places)
        return places


def _contient(contenant: Any, nom: str | int) -> bool:
    return isinstance(contenant, list) or (isinstance(contenant, dict) and nom in contenant)


def _placer(contenant: Any, place: int, places: "dict[int, array[int]]") -> int:
    """Note les places des enfants, le premier à celle-ci; rend la place qui suit le dernier."""
    enfants = places[id(contenant)] = array("I")
    avec_cle = isinstance(contenant, dict)
    for enfant in contenant.values() if avec_cle else contenant:
        place += avec_cle
        enfants.append(place)
        place += 1
        if isinstance(enfant, (dict, list)):
            place = _placer(enfant, place, places)
    return place
