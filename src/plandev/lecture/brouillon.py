"""Le brouillon d'un plan : des valeurs que rien n'a encore jugées, et où chacune est écrite.

C'est ce que rend toute façon de lire un fichier, et tout ce que la validation en connaît.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from plandev.constats import CLE, Adresse, Code, Constat, Gravite
from plandev.lecture.decalages import Decalages
from plandev.lecture.document import Document
from plandev.nombres import entier

ILLISIBLE: Final = object()
"""Ce qui tient la place d'une valeur déjà signalée : il n'y a rien d'autre à en dire."""

CONSTATS_MAX: Final = 10_000
"""Combien de constats se disent d'un fichier : au-delà, ce n'est pas un plan qu'on corrige."""


class Debordement(Exception):
    """Le fichier a plus de constats qu'il ne s'en dit, et le dernier le dit déjà."""


@dataclass(slots=True)
class Brouillon:
    """Ce qu'un document contient : sa `valeur`, et les `constats` faits en la lisant.

    La valeur est ILLISIBLE quand le texte n'est pas du YAML lisible jusqu'au bout; `arret` est
    alors le décalage de ce qui en a arrêté la lecture.
    """

    document: Document
    valeur: Any = ILLISIBLE
    constats: list[Constat] = field(default_factory=list)
    decalages: Decalages = field(default_factory=Decalages)
    arret: int | None = None
    sans_tiret: set[int] = field(default_factory=set)  # l'`id` des éléments qui en cachent un autre

    def signaler(self, code: Code, decalage: int, message: str) -> None:
        """Ajoute une erreur au caractère de ce décalage. Lève Debordement."""
        self.ajouter([self.document.constat(code, decalage, message)])

    def ajouter(self, constats: Iterable[Constat]) -> None:
        """Ajoute ces constats; lève Debordement au premier qui est de trop."""
        for constat in constats:
            if len(self.constats) == CONSTATS_MAX:
                message = f"{entier(CONSTATS_MAX)} constats sont dits, et ce fichier en mérite plus"
                suite = "; corrigez ceux-là, les autres se diront ensuite"
                de_trop = constat._replace(code="trop-de-fautes", message=message + suite)
                self.constats.append(de_trop)
                raise Debordement
            self.constats.append(constat)

    def arreter(self, code: Code, decalage: int, message: str) -> None:
        """Ajoute une erreur à ce caractère, au-delà duquel rien n'a été lu."""
        self.signaler(code, decalage, message)
        self.arret = decalage

    def situer(
        self,
        code: Code,
        adresse: Adresse,
        message: str,
        gravite: Gravite = Gravite.ERREUR,
        premiere: Adresse | None = None,
    ) -> Constat:
        """Rend un constat placé à cette adresse; le message dit aussi la ligne de la première.

        Une adresse qui finit par CLE désigne la clé. D'une clé absente, la position est celle du
        dictionnaire qui devait la contenir.
        """
        if premiere:
            ligne = self.document.position(self.decalage(premiere)).ligne
            message = f"{message} (la première fois, c'est à la ligne {ligne})"
        return self.document.constat(code, self.decalage(adresse), message, gravite)

    def decalage(self, adresse: Adresse) -> int:
        """Rend le décalage de ce qui est à cette adresse, comme `situer` le comprend."""
        if adresse[-1:] == (CLE,):
            return self.decalages.de_la_cle((0, *adresse[:-1]))
        return self.decalages.de_la_valeur((0, *adresse))
