"""Les champs d'un tableau : ce qui a un en-tête que plandev ne connaît pas, ou qu'on a nommé."""

from collections import Counter

from plandev.lecture.tableau.champs import cle_de_champ
from plandev.lecture.tableau.feuilles.feuille import Feuille
from plandev.lecture.tableau.feuilles.refus import refuser_si_grand
from plandev.lecture.tableau.precisions import Precisions
from plandev.lecture.tableau.tableau_des_gens.blocs import Bloc
from plandev.lecture.tableau.tableau_des_gens.entetes import ROLES
from plandev.lecture.tableau.tableau_des_gens.lignes_lues import Lu
from plandev.messages.mots import plier

_CHAMPS_MAX = 1_000  # bien plus que ceux d'un plan : de quoi les dire tous


class ChampsLus:
    """Les champs à mesure que des en-têtes les nomment : leur clé, leur intitulé, et sa place."""

    def __init__(self) -> None:
        self.declares: dict[str, Lu] = {}
        # La clé d'un intitulé et de son rang, là où un en-tête le répète.
        self._cles: dict[tuple[str, int], str] = {}

    def colonnes(self, bloc: Bloc, feuille: Feuille, precisions: Precisions) -> dict[int, str]:
        """Rend la clé du champ de chaque colonne d'un bloc qui en est un."""
        ligne = bloc.entete[-1] if bloc.entete else bloc.rangs[0]
        nommees = {c: cle for cle, c in precisions.colonnes.items() if cle not in ROLES}
        trouvees, deja = dict[int, str](), Counter[str]()
        for colonne in sorted({*bloc.titres, *nommees} - {*bloc.roles.values()}):
            titre = bloc.titres.get(colonne) or nommees[colonne]
            forme = plier(titre)
            cle = nommees.get(colonne) or self._cle(titre, (forme, deja[forme]))
            deja[forme] += 1
            trouvees[colonne] = cle
            if len(self.declares) > _CHAMPS_MAX:
                refuser_si_grand("plus de mille en-têtes différents; ne gardez que le tableau")
            self.declares.setdefault(cle, Lu(titre, feuille.case(ligne, colonne)))
        return trouvees

    def _cle(self, titre: str, intitule: tuple[str, int]) -> str:
        if intitule not in self._cles:
            self._cles[intitule] = cle_de_champ(titre, self.declares)
        return self._cles[intitule]
