"""Les axes que dit un tableau : leur numéro, leur titre s'il y est, et les actions de chacun."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from plandev.lecture.brouillon import ILLISIBLE
from plandev.lecture.tableau.brouillon import BrouillonDeTableau
from plandev.messages.constats import Case
from plandev.messages.mots import citer, plier


@dataclass(slots=True)
class AxeLu:
    """Un axe : d'où vient son nom, et où est son titre; ce qui en est dit, action par action."""

    numero: int
    titre: str
    ou: Case
    actions: list[Any] = field(default_factory=list)
    hors_rang: bool = False  # il en manque un avant lui, ce qui est déjà dit


class AxesLus:
    """Les axes d'un tableau, à mesure qu'il les nomme."""

    def __init__(self, brouillon: BrouillonDeTableau, titres: Mapping[int, str]) -> None:
        self._brouillon = brouillon
        self._donnes = titres
        self.dernier = 0  # le plus grand numéro
        self._par_numero: dict[int, AxeLu] = {}
        self._numeros: dict[str, int] = {}  # sous chaque titre, sa forme pliée

    def nommer(self, numero: int | None, titre: str, ou: Case) -> AxeLu:
        """Rend l'axe de ce numéro ou, sans lui, de ce titre : le suivant, si ce titre est neuf."""
        if numero is None:
            numero = self._numero_de(titre)
        axe = self._par_numero.setdefault(numero, AxeLu(numero, titre, ou))
        self.dernier = max(self.dernier, numero)
        self._numeros.setdefault(plier(titre), numero)
        if titre and not axe.titre:
            axe.titre, axe.ou = titre, ou
        elif titre and plier(titre) != plier(axe.titre):
            message = f"l'axe {numero} a déjà pour titre {citer(axe.titre)} (en {axe.ou})"
            self._brouillon.refuser("axe-a-nommer", ou, f"{message}, et non {citer(titre)}")
        return axe

    def _numero_de(self, titre: str) -> int:
        return self._numeros.get(plier(titre), self.dernier + 1)

    def en_ordre(self) -> list[AxeLu]:
        """Rend les axes par numéro; celui dont seul le titre est donné n'a aucune action.

        Dit ceux qui manquent, et ceux qui sont de trop.
        """
        for numero, titre in self._donnes.items():
            if self._par_numero and numero < self.dernier and numero not in self._par_numero:
                suivant = min(autre for autre in self._par_numero if autre > numero)
                self._par_numero[numero] = AxeLu(numero, titre, self._par_numero[suivant].ou)
            elif self._par_numero and numero > self.dernier:
                message = f"--titre-axe {numero} : ce tableau n'a pas d'axe {numero}"
                self._brouillon.refuser("axe-a-nommer", None, message)
        axes = [self._par_numero[numero] for numero in sorted(self._par_numero)]
        for avant, axe in pairwise([AxeLu(0, "", Case(0, 1, 1)), *axes]):
            axe.hors_rang = avant.hors_rang or axe.numero > avant.numero + 1
            if axe.hors_rang and not avant.hors_rang:
                manquant = avant.numero + 1
                message = (
                    f"l'axe {manquant} n'est pas dans ce tableau; s'il n'a pas d'action, donnez"
                )
                option = f'son titre : --titre-axe "{manquant}=Son titre"'
                self._brouillon.refuser("axe-hors-rang", axe.ou, f"{message} {option}")
        return axes

    def titre(self, axe: AxeLu) -> Any:
        """Rend le titre de l'axe : celui du tableau, celui qui est donné, ou ILLISIBLE."""
        donne = self._donnes.get(axe.numero)
        if donne and axe.titre and plier(donne) != plier(axe.titre):
            message = f"titre {citer(axe.titre)} laissé de côté : --titre-axe en donne un autre"
            self._brouillon.avertir("axe-a-nommer", axe.ou, message)
        if titre := donne or axe.titre:
            return titre
        message = f"l'axe {axe.numero} n'a pas de titre dans ce tableau; écrivez-le à côté, ou"
        option = f'donnez-le : --titre-axe "{axe.numero}=Son titre"'
        self._brouillon.refuser("axe-a-nommer", axe.ou, f"{message} {option}")
        return ILLISIBLE
