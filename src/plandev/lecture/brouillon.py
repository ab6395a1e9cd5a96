"""Le brouillon d'un plan : des valeurs que rien n'a encore jugées, et où chacune est écrite.

C'est ce que rend toute façon de lire un fichier, et tout ce que la validation en connaît.
"""

from dataclasses import dataclass, field
from typing import Any, Final

from plandev.constats import CLE, Adresse, Code, Constat, Gravite
from plandev.lecture.decalages import Decalages
from plandev.lecture.document import Document

ILLISIBLE: Final = object()
"""Ce qui tient la place d'une valeur déjà signalée : il n'y a rien d'autre à en dire."""


@dataclass(slots=True)
class Brouillon:
    """Ce qu'un document contient : sa `valeur`, et les `constats` faits en la lisant.

    La valeur est ILLISIBLE quand le texte n'est pas du YAML lisible jusqu'au bout.
    """

    document: Document
    valeur: Any = ILLISIBLE
    constats: list[Constat] = field(default_factory=list)
    decalages: Decalages = field(default_factory=Decalages)

    def signaler(self, code: Code, decalage: int, message: str) -> None:
        """Ajoute une erreur au caractère de ce décalage."""
        self.constats.append(self.document.constat(code, decalage, message))

    def situer(
        self, code: Code, adresse: Adresse, message: str, gravite: Gravite = Gravite.ERREUR
    ) -> Constat:
        """Rend un constat placé à cette adresse.

        Une adresse qui finit par CLE désigne la clé. D'une clé absente, la position est celle du
        dictionnaire qui devait la contenir.
        """
        if adresse[-1:] == (CLE,):
            decalage = self.decalages.de_la_cle((0, *adresse[:-1]))
        else:
            decalage = self.decalages.de_la_valeur((0, *adresse))
        return self.document.constat(code, decalage, message, gravite)
