"""Le brouillon d'un plan : des valeurs que rien n'a encore jugées, et où chacune est écrite.

C'est ce que rend toute façon de lire un fichier, et tout ce que la validation en connaît.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from plandev.messages.constats import Adresse, Code, Constat, Gravite
from plandev.messages.nombres import entier
from plandev.plan.contraintes import Manquement

ILLISIBLE: Final = object()
"""Ce qui tient la place d'une valeur déjà signalée : il n'y a rien d'autre à en dire."""

CONSTATS_MAX: Final = 10_000
"""Combien de constats se disent d'un fichier : au-delà, ce n'est pas un plan qu'on corrige."""


class Debordement(Exception):
    """Le fichier a plus de constats qu'il ne s'en dit, et le dernier le dit déjà."""


@dataclass(slots=True)
class Brouillon(ABC):
    """Ce qu'un fichier contient : sa `valeur`, et les `constats` faits en la lisant.

    La valeur est ILLISIBLE quand le fichier n'a pas pu être lu jusqu'au bout. Une sorte de fichier
    dit où y est chaque adresse.
    """

    valeur: Any = ILLISIBLE
    constats: list[Constat] = field(default_factory=list)

    @abstractmethod
    def placer(self, code: Code, adresse: Adresse, message: str, gravite: Gravite) -> Constat:
        """Rend un constat placé à cette adresse.

        Une adresse qui finit par CLE désigne la clé. D'une clé absente, la place est celle de ce
        qui devait la contenir.
        """

    @abstractmethod
    def nommer_le_lieu(self, adresse: Adresse) -> str:
        """Rend où est cette adresse, comme on le dit dans une phrase : « à la ligne 12 »."""

    def situer(
        self,
        code: Code,
        adresse: Adresse,
        message: str,
        gravite: Gravite = Gravite.ERREUR,
        premiere: Adresse | None = None,
    ) -> Constat:
        """Rend un constat placé à cette adresse; le message dit aussi où est la première."""
        if premiere:
            message = f"{message} (la première fois, c'est {self.nommer_le_lieu(premiere)})"
        return self.placer(code, adresse, message, gravite)

    def constater(self, faute: Manquement) -> Constat:
        """Rend le constat d'une faute de la valeur, placé dans le fichier."""
        return self.situer(*faute)

    def ajouter(self, constats: Iterable[Constat]) -> None:
        """Ajoute ces constats; lève Debordement au premier qui est de trop."""
        for constat in constats:
            if len(self.constats) == CONSTATS_MAX:
                message = f"{entier(CONSTATS_MAX)} constats sont dits, et ce fichier en mérite plus"
                suite = "\ncorrigez ceux-là, les autres se diront ensuite"
                de_trop = constat._replace(code="trop-de-fautes", dit=message + suite)
                self.constats.append(de_trop)
                raise Debordement
            self.constats.append(constat)
