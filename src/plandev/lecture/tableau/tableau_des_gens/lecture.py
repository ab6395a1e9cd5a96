"""Ce que les trois étapes se passent d'une lecture en cours."""

from dataclasses import dataclass

from plandev.lecture.tableau.brouillon_de_tableau import BrouillonDeTableau
from plandev.lecture.tableau.precisions import Precisions
from plandev.lecture.tableau.tableau_des_gens.colonnes import Correspondance
from plandev.lecture.tableau.tableau_des_gens.table import Table
from plandev.lecture.tableau.tableau_des_gens.table.genres import Classement
from plandev.messages.constats import Case


@dataclass(slots=True)
class Lecture:
    """Comment un tableau est lu : ce qui en est dit, la table, les colonnes, le genre des lignes.

    `bilan` : la phrase qui compte les lignes et les cellules, d'un tableau lu jusqu'au bout.
    """

    brouillon: BrouillonDeTableau
    precisions: Precisions
    table: Table
    colonnes: Correspondance
    classement: Classement
    bilan: str = ""

    @property
    def debut(self) -> Case:
        """La première case de l'en-tête, ou de la table."""
        return self.table.en_tete(min(self.table.colonnes, default=1))
