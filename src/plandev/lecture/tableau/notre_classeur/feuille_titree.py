"""Une feuille dont la première ligne nomme les colonnes, comme celles du classeur de plandev."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from plandev.lecture.tableau.brouillon_de_tableau import BrouillonDeTableau
from plandev.lecture.tableau.feuilles.feuille import Cellule, Feuille, Ligne
from plandev.messages.constats import Case, lettres
from plandev.messages.mots import redire

_LIGNES_AU_DESSUS_MAX = 20


class Rangee:
    """Une ligne de la feuille, dont chaque cellule se demande par le titre de sa colonne."""

    def __init__(self, feuille: "FeuilleTitree", rang: int, cellules: Ligne) -> None:
        self._titree, self._rang, self.cellules = feuille, rang, cellules

    def texte(self, titre: str, *, code: bool = False) -> Any:
        """Rend ce que dit la ligne sous ce titre : un texte, rien (None), ou ILLISIBLE."""
        cellule = self.cellules.get(self._titree.colonnes.get(titre, 0))
        if cellule is None:
            return None
        return self._titree.brouillon.lire(cellule, self.case(titre), code=code)

    def completer(self, titre: str, dit: str) -> None:
        """Lui donne ce texte sous ce titre."""
        self.cellules = {**self.cellules, self._titree.colonnes.get(titre, 0): Cellule(dit)}

    def case(self, titre: str) -> Case:
        """Rend la cellule de la ligne sous ce titre; sans lui, sa première."""
        return self.case_de(self._titree.colonnes.get(titre, 1))

    def case_de(self, colonne: int) -> Case:
        """Rend la cellule de la ligne dans cette colonne."""
        return self._titree.feuille.case(self._rang, colonne)


class FeuilleTitree:
    """Les rangées d'une feuille, et les colonnes que sa première ligne nomme.

    `titres` : ceux de toutes les colonnes; `colonnes` : la première de chaque titre.
    """

    def __init__(self, brouillon: BrouillonDeTableau, feuille: Feuille, *voulus: str) -> None:
        self.brouillon, self.feuille = brouillon, feuille
        premier = self._rang_des_titres(voulus)
        entetes = feuille.lignes.get(premier, {})
        self._suite = {rang: ligne for rang, ligne in feuille.lignes.items() if rang > premier}
        self.titres = {colonne: cellule.texte.strip() for colonne, cellule in entetes.items()}
        self.colonnes = {titre: colonne for colonne, titre in reversed(self.titres.items())}
        self.debut = feuille.case(premier, 1)
        for voulu in voulus:
            if voulu not in self.colonnes:
                message = f"en-tête {redire(voulu)} absent de cette feuille\nremettez-le"
                brouillon.signaler("entete-absent", self.debut, message)
        for ou, quoi in self._cachees():
            brouillon.avertir("cellule-cachee", ou, f"{quoi} cachée, lue comme les autres")

    def _cachees(self) -> Iterator[tuple[Case, str]]:
        """Rend ce qui est lu sans qu'on l'y voie : la feuille, des colonnes, des lignes."""
        if self.feuille.cachee:
            yield self.debut, "feuille"
        for colonne in sorted(self._pleines() & self.titres.keys() & self.feuille.colonnes_cachees):
            yield self.entete(colonne), f"colonne {lettres(colonne)}"
        for rang in sorted(self._suite.keys() & self.feuille.lignes_cachees):
            yield self.feuille.case(rang, min(self._suite[rang])), "ligne"

    def _rang_des_titres(self, voulus: Iterable[str]) -> int:
        """Rend la ligne qui a tous ces titres, ou la première; dit celles qui la précèdent."""
        rangs = [*self.feuille.lignes] or [1]
        for rang in rangs[:_LIGNES_AU_DESSUS_MAX]:
            dites = {
                cellule.texte.strip() for cellule in self.feuille.lignes.get(rang, {}).values()
            }
            if dites >= {*voulus}:
                for dessus in rangs[: rangs.index(rang)]:
                    message = "ligne laissée de côté : au-dessus des titres"
                    self.brouillon.avertir("ligne-de-cote", self.feuille.case(dessus, 1), message)
                return rang
        return rangs[0]

    def __iter__(self) -> Iterator[Rangee]:
        """Rend les rangées qui suivent les titres."""
        for rang, cellules in self._suite.items():
            yield Rangee(self, rang, self._fusionnees(rang) | {**cellules})

    def _fusionnees(self, rang: int) -> dict[int, Cellule]:
        """Rend les cellules du dessus qui, fusionnées, parlent aussi pour cette ligne."""
        ancres = {colonne: self.feuille.fusions.get((rang, colonne), 0) for colonne in self.titres}
        lignes = ((colonne, self._suite.get(ancre, {})) for colonne, ancre in ancres.items())
        return {colonne: ligne[colonne] for colonne, ligne in lignes if colonne in ligne}

    def entete(self, colonne: int) -> Case:
        """Rend la cellule du titre d'une colonne."""
        return self.debut._replace(colonne=colonne)

    def dire_les_colonnes_de_trop(self, titres: Collection[str], *lues: int) -> None:
        """Avertit des colonnes qui ont des cellules, et ne sont ni de ces titres, ni lues."""
        siennes = {colonne for titre, colonne in self.colonnes.items() if titre in titres}
        for colonne in sorted(self._pleines() - siennes - {*lues}):
            nom = redire(self.titres[colonne]) if colonne in self.titres else lettres(colonne)
            message = f"colonne {nom} laissée de côté : cette feuille n'en a pas de telle"
            self.brouillon.avertir("colonne-de-cote", self.entete(colonne), message)

    def _pleines(self) -> set[int]:
        """Rend les colonnes qui ont des cellules."""
        return {colonne for cellules in self._suite.values() for colonne in cellules}
