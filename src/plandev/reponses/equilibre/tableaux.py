"""Les chiffres d'une réponse sur l'équilibre : les colonnes des axes, leurs barres, les groupes."""

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from operator import attrgetter
from typing import NamedTuple

from plandev.messages.nombres import alignes, distincts
from plandev.questions.equilibre import Bornes, CouvertureGroupe, EquilibreAxes, PartAxe
from plandev.reponses.reponse import Colonne, Grille, Nature, Tableau, Ton, Variante

_BARRE = 20  # signes de la plus longue
_BARRE_COURTE = 14
_AVEC_LES_TITRES = 112  # colonnes sous lesquelles les titres des axes passent sous leur tableau
_AVEC_LA_BARRE = 79
_AVEC_LA_PART = 62


def _ton(objet: PartAxe | CouvertureGroupe) -> Ton:
    return Ton.FAVORABLE if objet.verdict.favorable else Ton.DEFAVORABLE


def _nommer(part: PartAxe) -> str:
    return f"{part.numero}. {part.titre}"


def _intervalles(valeurs: Sequence[Bornes]) -> list[str]:
    return [
        "aucun"
        if premier is None
        else f"{premier}"
        if premier == dernier
        else f"{premier} à {dernier}"
        for premier, dernier in valeurs
    ]


_ACTIONS = Colonne("actions", "Actions", attrgetter("actions"), nature=Nature.NOMBRE)
_VERDICT = Colonne("verdict", "Verdict", attrgetter("verdict.value"), ton=_ton, fixe=True)
_NUMERO = Colonne("axe", "Axe", attrgetter("numero"))
_TITRE = Colonne("titre", "Titre", attrgetter("titre"))
_NOM_DE_L_AXE = Colonne("", "Axe", _nommer)
_POIDS = Colonne("poids", "Poids", attrgetter("poids"), nature=Nature.NOMBRE)
_PART = Colonne("part", "Part", attrgetter("part"), nature=Nature.PART)
_ATTENDU = Colonne(
    "attendu",
    "Attendu",
    attrgetter("attendu"),
    nature=Nature.NOMBRE,
    ecrire=partial(alignes, chiffres=2),
)
_INDICE = Colonne("indice", "Indice", attrgetter("indice"), nature=Nature.NOMBRE)
_ADMIS = Colonne("admis", "Admis", attrgetter("admis"), nature=Nature.NOMBRE, ecrire=_intervalles)
_POUR_UN_PROGRAMME = (
    _POIDS,
    _ADMIS,
    Colonne("vise", "Visé", attrgetter("vise"), nature=Nature.NOMBRE),
    Colonne("poids_admis", "Poids admis", attrgetter("poids_admis"), nature=Nature.NOMBRE),
)
_COLONNES_D_AXE = (
    _NUMERO, _TITRE, _ACTIONS, _PART, _ATTENDU, _INDICE, _VERDICT, *_POUR_UN_PROGRAMME,
)  # fmt: skip


def tableau_d_axes(axes: EquilibreAxes, detail: bool = False) -> Tableau:
    """Rend les axes, une ligne chacun; avec `detail`, une personne y voit aussi l'indice."""
    poids = (_POIDS,) if axes.regle.reference == "prorata" else ()
    indice = (_colonne_d_indice(axes),) if detail else ()
    chiffres = (*poids, _ACTIONS, _PART, _ATTENDU, _ADMIS, *indice)
    de_plus = 8 * len(indice) - 7 * (not poids)
    legende = [_nommer(part) for part in axes.parts]
    vue = Grille(
        (_NOM_DE_L_AXE, *chiffres, _colonne_de_barre(axes, _BARRE), _VERDICT),
        variantes=(
            Variante(
                _AVEC_LES_TITRES + de_plus,
                (_NUMERO, *chiffres, _colonne_de_barre(axes, _BARRE_COURTE), _VERDICT),
                legende,
            ),
            Variante(_AVEC_LA_BARRE + de_plus, (_NUMERO, *chiffres, _VERDICT), legende),
            Variante(
                _AVEC_LA_PART + de_plus,
                (_NUMERO, *poids, _ACTIONS, _ATTENDU, _ADMIS, *indice, _VERDICT),
                legende,
            ),
        ),
    )
    document = (_NUMERO, _TITRE, *chiffres, _VERDICT)
    return Tableau(_COLONNES_D_AXE, axes.parts, vue, document, nom="Axes")


def _colonne_d_indice(axes: EquilibreAxes) -> Colonne:
    limites = (axes.regle.indice_min, axes.regle.indice_max)
    return _INDICE._replace(ecrire=partial(distincts, limites=limites, chiffres=3))


def _colonne_de_barre(axes: EquilibreAxes, signes: int) -> Colonne:
    """Rend la colonne des barres : longues de la part, à une même échelle pour tous les axes."""
    plus_long = max(max(Fraction(part.actions), part.attendu) for part in axes.parts)
    echelle = plus_long / signes

    def barre(part: PartAxe) -> str:
        pleins, marque = round(part.actions / echelle), round(part.attendu / echelle)
        dessin = ("█" * pleins).ljust(signes)
        return f"{dessin[:marque]}│{dessin[marque:]}"

    return Colonne(
        "", "Part (│ : équitable)" if signes == _BARRE else "│ : équitable", barre, fixe=True
    )


class Barre(NamedTuple):
    """Une part, et la marque de celle qui serait équitable, en centièmes de la plus longue."""

    part: str
    marque: str = ""


def barres(axes: EquilibreAxes) -> list[Barre]:
    """Rend la barre de chaque axe, à une même échelle pour tous."""
    plus_long = max(max(Fraction(part.actions), part.attendu) for part in axes.parts)

    def centiemes(nombre: Fraction | int) -> str:
        return f"{float(100 * nombre / plus_long):.1f}"

    return [Barre(centiemes(part.actions), centiemes(part.attendu)) for part in axes.parts]


def tableau_public(axes: EquilibreAxes) -> Tableau:
    """Rend les axes tels que les lit qui ne veut que l'essentiel."""
    colonnes = (_NOM_DE_L_AXE, _ACTIONS, _ADMIS, _VERDICT)
    return Tableau(_COLONNES_D_AXE, axes.parts, Grille(colonnes), document=colonnes)


def tableau_de_groupes(groupes: Sequence[CouvertureGroupe]) -> Tableau:
    """Rend les groupes que le plan déclare, une ligne chacun."""
    colonnes = (
        Colonne("groupe", "Groupe", attrgetter("cle")),
        Colonne("nom", "Nom", attrgetter("nom")),
        _ACTIONS,
        _VERDICT,
    )
    nom = Colonne("nom", "Groupe", attrgetter("nom"))
    return Tableau(
        colonnes, groupes, Grille(colonnes), document=(nom, _ACTIONS, _VERDICT), nom="Groupes"
    )
