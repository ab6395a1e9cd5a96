"""Les nombres d'un tableau croisé : en colonnes titrées, numérotées, ou en une seule."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from plandev.questions.dimensions import Valeur
from plandev.reponses.reponse import LIANT, Colonne, Grille, Nature, Phrases, Support, Variante

_COLONNES_MAX = 40  # au-delà, une personne ne lit que ce qui n'est pas nul
_PAGE_DEBOUT = 40  # signes, d'une page : ce qu'y laissent la première colonne et les dernières
_BLANC = 2  # colonnes d'écran entre deux colonnes du tableau
_NOM_LISIBLE = 24  # signes : de quoi replier un long nom sans le hacher


class Entete(NamedTuple):
    """Une valeur qui a sa colonne : sa clé dans les données, son titre, et son nom en entier.

    `numero` : celui d'un axe, ou une année, qui la nomme au plus court.
    """

    valeur: Valeur
    cle: str
    titre: str
    nom: str
    numero: str = ""


Ligne = Callable[[Any], Mapping[Valeur, int]]
"""Les nombres d'une ligne, sous la valeur de leur colonne; ce qui n'y est pas est nul."""


class Croisement(NamedTuple):
    """Ce qui se compte, et comment : l'en-tête de chaque colonne, de quoi les titrer ensemble."""

    entetes: Sequence[Entete]
    ligne: Ligne
    titre: str
    totaux: Sequence[int]

    def colonnes(self) -> list[Colonne]:
        """Rend une colonne par valeur, sous son titre."""
        return [
            self._colonne(entete, entete.titre, total)
            for entete, total in zip(self.entetes, self.totaux, strict=True)
        ]

    def pour_un_document(self) -> list[Colonne]:
        """Rend les colonnes d'un document : une par valeur, si une page debout les contient."""
        mots = (max(map(len, entete.titre.split())) + _BLANC for entete in self.entetes)
        return self.colonnes() if sum(mots) <= _PAGE_DEBOUT else [self._une_seule()]

    def _entre(self) -> list[Colonne]:
        return self.colonnes() if len(self.entetes) <= _COLONNES_MAX else [self._une_seule()]

    def legende_du_document(self) -> list[Phrases]:
        """Rend ce que veulent dire, dans un document, les titres de colonnes qui sont abrégés."""
        puces = [
            nom if nom.startswith(titre) else f"{titre} : {nom}"
            for _, _, titre, nom, _ in self.entetes
            if nom != titre
        ]
        return [Phrases(("Colonnes :",), puces=puces, support=Support.DOCUMENT)] if puces else []

    def grille_abregee(
        self, premiere: Colonne, courte: Colonne, dernieres: Sequence[Colonne], noms: Sequence[str]
    ) -> Grille:
        """Rend la vue du tableau; là où elle n'a pas la place, ses noms sont dessous."""
        entre, bord = self._entre(), _bord(noms)
        suite = _place(entre) + _place(dernieres)
        return Grille(
            (premiere, *entre, *dernieres),
            variantes=(
                Variante(bord + suite, (courte, *entre, *dernieres), noms),
                Variante(_large(courte) + suite, (courte, self._une_seule(), *dernieres), noms),
            ),
        )

    def grille(
        self, premiere: Colonne, dernieres: Sequence[Colonne], noms: Sequence[str]
    ) -> Grille:
        """Rend la vue du tableau, entre sa première colonne, qui a ces noms, et les dernières."""
        entre = self._entre()
        if len(entre) == 1:
            return Grille((premiere, *entre, *dernieres))
        numerotees = [self._numerotee(rang) for rang in range(len(self.entetes))]
        autour, legende = _bord(noms) + _place(dernieres), self._legende()
        return Grille(
            (premiere, *entre, *dernieres),
            variantes=(
                Variante(autour + _place(entre), (premiere, *numerotees, *dernieres), legende),
                Variante(autour + _place(numerotees), (premiere, self._une_seule(), *dernieres)),
            ),
        )

    def _colonne(self, entete: Entete, titre: str, total: int) -> Colonne:
        return Colonne(
            entete.cle,
            titre,
            lambda objet: self.ligne(objet).get(entete.valeur, 0),
            nature=Nature.NOMBRE,
            total=str(total),
        )

    def _numerotee(self, rang: int) -> Colonne:
        return self._colonne(
            self.entetes[rang], _numero(self.entetes[rang], rang), self.totaux[rang]
        )

    def _une_seule(self) -> Colonne:
        par_valeur = {entete.valeur: entete for entete in self.entetes}
        rangs = {valeur: rang for rang, valeur in enumerate(par_valeur)}

        def non_nuls(objet: Any) -> str:
            comptes = {valeur: n for valeur, n in self.ligne(objet).items() if n}
            lues = sorted(comptes, key=rangs.__getitem__)
            return LIANT.join(_dire(par_valeur[valeur], comptes[valeur]) for valeur in lues)

        return Colonne("", self.titre, non_nuls)

    def _legende(self) -> list[str]:
        return [
            f"{_numero(entete, rang)}. {entete.nom}" for rang, entete in enumerate(self.entetes)
        ]


def nombre_et_part(nombre: Callable[[Any], int], total: int, actions: int) -> Sequence[Colonne]:
    """Rend la colonne d'un nombre d'actions, et celle de sa part de toutes celles qui comptent."""

    def part(objet: Any) -> Fraction:
        return Fraction(nombre(objet), actions or 1)

    return (
        Colonne("actions", "Actions", nombre, Nature.NOMBRE, forte=True, total=str(total)),
        Colonne("part", "Part", part, Nature.PART),
    )


def _numero(entete: Entete, rang: int) -> str:
    return entete.numero or str(rang + 1)


def _dire(entete: Entete, nombre: int) -> str:
    if entete.numero:
        return f"{entete.numero}\u00a0:\u00a0{nombre}"
    return f"{entete.titre} ({nombre})"


def _bord(noms: Sequence[str]) -> int:
    return min(max(map(len, noms), default=0), _NOM_LISIBLE)


def _place(colonnes: Sequence[Colonne]) -> int:
    return sum(_BLANC + _large(colonne) for colonne in colonnes)


def _large(colonne: Colonne) -> int:
    return max(len(colonne.titre), len(colonne.total))
