"""Ce qui, d'une feuille, n'est pas lu, ou l'est sans qu'on l'y voie : dit avec sa place."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from plandev.lecture.tableau.brouillon_de_tableau import BrouillonDeTableau
from plandev.lecture.tableau.feuilles.feuille import Feuille
from plandev.lecture.tableau.tableau_des_gens.decoupage import AUCUNE, Bloc
from plandev.lecture.tableau.tableau_des_gens.textes import sur_une_ligne
from plandev.messages.constats import lettres
from plandev.messages.mots import redire


class LaisseDeCote:
    """Les avis de ce qui est laissé de côté dans une feuille."""

    def __init__(self, brouillon: BrouillonDeTableau, feuille: Feuille) -> None:
        self._brouillon, self._feuille = brouillon, feuille

    def ligne(self, rang: int, pourquoi: str) -> None:
        """Dit une ligne qui n'est pas d'une action, par ce qui s'y lit d'abord."""
        premiere, cellule = next(iter(self._feuille.lignes[rang].items()))
        ou = self._feuille.case(rang, premiere)
        dit = redire(sur_une_ligne(cellule.texte))
        self._brouillon.avertir("ligne-de-cote", ou, f"ligne laissée de côté : {pourquoi} ({dit})")

    def lignes_vides(self, blocs: Sequence[Bloc]) -> None:
        """Dit les lignes vides qui sont entre d'autres."""
        rangs = [rang for bloc in blocs for rang in bloc.rangs]
        for rang, suivant in pairwise(rangs):
            if suivant > rang + 1:
                plusieurs = "" if suivant == rang + 2 else f", jusqu'à la ligne {suivant - 1}"
                ou = self._feuille.case(rang + 1, 1)
                message = f"ligne laissée de côté : vide{plusieurs}"
                self._brouillon.avertir("ligne-de-cote", ou, message)

    def colonnes(self, bloc: Bloc, champs: Collection[int]) -> None:
        """Dit les colonnes qui n'ont pas d'en-tête, et celles qui sont cachées."""
        connues = {*bloc.roles.values(), *champs}
        dites = set(connues)
        for rang, colonne in self._cellules(bloc):
            if colonne not in dites:
                dites.add(colonne)
                sans = f"colonne {lettres(colonne)} sans en-tête, laissée de côté"
                nommer = f"--colonne colonne_{lettres(colonne).lower()}={lettres(colonne)}"
                ou = self._feuille.case(rang, colonne)
                self._brouillon.avertir(
                    "colonne-de-cote", ou, f"{sans}; {nommer} en ferait un champ"
                )
        for colonne in sorted(connues & self._feuille.colonnes_cachees):
            ou = self._feuille.case(bloc.debut, colonne)
            message = f"colonne {lettres(colonne)} cachée, lue comme les autres"
            self._brouillon.avertir("cellule-cachee", ou, message)

    def ligne_cachee(self, rang: int, colonne: int) -> None:
        """Dit une action dont la ligne est cachée, si elle l'est."""
        if rang in self._feuille.lignes_cachees:
            ou = self._feuille.case(rang, colonne)
            self._brouillon.avertir("cellule-cachee", ou, "ligne cachée, lue comme les autres")

    def _cellules(self, bloc: Bloc) -> Iterator[tuple[int, int]]:
        """Rend les places des cellules qui sont sur la ligne d'une action de ce bloc."""
        voulues = {bloc.roles["code"], bloc.roles["libelle"]} - {AUCUNE}
        for rang in bloc.rangs:
            ligne = self._feuille.lignes[rang]
            if rang not in bloc.entete and voulues <= ligne.keys():
                yield from ((rang, colonne) for colonne in ligne)
