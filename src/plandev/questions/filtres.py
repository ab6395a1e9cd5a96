"""Choisir des actions : ce qu'on en demande, reconnu dans le plan, et celles qui y répondent."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, TypedDict, TypeVar, Unpack

from plandev.messages.constats import Constat, ErreurPlan
from plandev.messages.mots import conseil, plier, reconnaitre, redire
from plandev.plan.action import Action
from plandev.plan.etats import conseil_d_etat, etat_nomme
from plandev.plan.modele import Axe, Plan
from plandev.questions.citations import Citation
from plandev.questions.dimensions import (
    Dimension,
    cles_de_dimensions,
    dimension_nommee,
    textes_du_champ,
)

_Valeur = TypeVar("_Valeur", int | str, str)
_SANS_NOMS: Mapping[str, str] = MappingProxyType({})

Champs = Mapping[str, Iterable[str] | str] | Iterable[tuple[str, str]]
"""Ce qui est demandé de chaque champ, derrière sa clé : des mots, ou « = » et toute la valeur."""


class Criteres(NamedTuple):
    """Ce qu'une action doit avoir, dans les mots du plan; un critère vide admet tout.

    `champs` : pour chaque clé, des mots pliés dont une valeur doit avoir tous les uns ou tous les
    autres, ou la valeur pliée elle-même, derrière « = ». `sans` : ce qu'elle ne doit pas avoir.
    """

    axes: tuple[str, ...] = ()
    responsables: tuple[str, ...] = ()
    groupes: tuple[str, ...] = ()
    etats: tuple[str, ...] = ()
    champs: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    textes: tuple[str, ...] = ()
    sans: tuple[str, ...] = ()

    def admet(self, dimension: str, valeur: object) -> bool:
        """Rend vrai si une action choisie peut devoir l'être à cette valeur de cette dimension."""
        if dimension in self.sans:
            return valeur is None
        if voulus := self.champs.get(dimension):
            return isinstance(valeur, str) and any(_dit(valeur, voulu) for voulu in voulus)
        connus = self.par_dimension.get(dimension, ())
        return not connus or str(valeur) in connus

    @property
    def par_dimension(self) -> Mapping[str, tuple[str, ...]]:
        """Ce qui est demandé de chaque dimension que tout plan a."""
        return {
            "axe": self.axes,
            "responsable": self.responsables,
            "groupe": self.groupes,
            "etat": self.etats,
        }


def reconnaitre_les_criteres(
    plan: Plan,
    *,
    axes: Iterable[int | str] | int | str = (),
    responsables: Iterable[str] | str = (),
    groupes: Iterable[str] | str = (),
    etats: Iterable[str] | str = (),
    champs: Champs = (),
    textes: Iterable[str] | str = (),
    sans: Iterable[str] | str = (),
) -> Criteres:
    """Rend ce qui est demandé, dans les mots du plan.

    Lève ErreurPlan, avec tous les mots que le plan ne connaît pas et les plus proches.
    """
    erreurs: list[Constat] = []
    noms = {nom: unite for unite, nom in plan.responsables.items() if nom}
    numeros = [str(axe.numero) for axe in plan.axes]
    criteres = Criteres(
        tuple(_connus("axe", map(str, _plusieurs(axes)), numeros, erreurs)),
        tuple(_connus("unité", _plusieurs(responsables), plan.responsables, erreurs, noms)),
        tuple(_connus("groupe", _plusieurs(groupes), plan.groupes, erreurs)),
        tuple(_etats(_plusieurs(etats), erreurs)),
        _champs(plan, _paires(champs), erreurs),
        tuple(map(plier, _plusieurs(textes))),
        tuple(_sans(plan, _plusieurs(sans), erreurs)),
    )
    if erreurs:
        raise ErreurPlan(*erreurs)
    return criteres


def choisir(plan: Plan, *criteres: Criteres) -> list[Citation]:
    """Rend les actions qui répondent à tous ces critères, dans l'ordre du plan."""
    epreuves = [epreuve for demande in criteres for epreuve in _epreuves(plan, demande)]
    numeros = [set(demande.axes) for demande in criteres if demande.axes]
    axes = [axe for axe in plan.axes if all(str(axe.numero) in voulus for voulus in numeros)]
    seule = plan.numerotation == "plan"
    retenues = [Citation(axe, action, seule) for axe in axes for action in axe.actions]
    for epreuve in epreuves:
        retenues = [c for c in retenues if epreuve(c.axe, c.action)]
    return retenues


class Demandes(TypedDict, total=False):
    """Ce que `filtrer` sait demander."""

    axes: Iterable[int | str] | int | str
    responsables: Iterable[str] | str
    groupes: Iterable[str] | str
    etats: Iterable[str] | str
    champs: Champs
    textes: Iterable[str] | str
    sans: Iterable[str] | str


def filtrer(plan: Plan, **demandes: Unpack[Demandes]) -> list[Citation]:
    """Rend les actions choisies, dans l'ordre du plan.

    `axes`, `responsables`, `groupes`, `etats`, `champs`, `textes` et `sans` : une action passe si
    elle a, pour chaque critère donné, l'une de ses valeurs; d'un texte, elle a tous les mots, dans
    son libellé ou ses champs; de `sans`, elle n'a rien de ce qui est nommé. Une valeur seule se
    passe de liste; `champs` est un dictionnaire. Unités (nom court ou complet), clés, états et mots
    se reconnaissent quels que soient casse, accents et ligatures. Lève ErreurPlan, avec tous les
    mots que le plan ne connaît pas et les plus proches.
    """
    return choisir(plan, reconnaitre_les_criteres(plan, **demandes))


_Epreuve = Callable[[Axe, Action], bool]


def _epreuves(plan: Plan, criteres: Criteres) -> Iterator[_Epreuve]:
    """Rend ce que toute action choisie doit satisfaire : rien pour un critère vide."""
    if unites := set(criteres.responsables):
        yield lambda _, action: not unites.isdisjoint(action.responsables)
    if groupes := set(criteres.groupes):
        yield lambda _, action: not groupes.isdisjoint(action.groupes)
    if etats := set(criteres.etats):
        yield lambda _, action: action.etat in etats
    for cle, voulus in criteres.champs.items():
        yield _epreuve_de_champ(cle, voulus)
    if suites := [texte.split() for texte in criteres.textes]:
        yield lambda _, action: _a_les_mots(action, suites)
    for cle in criteres.sans:
        yield _epreuve_de_manque(dimension_nommee(plan, cle))


def _epreuve_de_champ(cle: str, voulus: Sequence[str]) -> _Epreuve:
    def epreuve(_: Axe, action: Action) -> bool:
        valeurs = textes_du_champ(action, cle)
        return any(_dit(valeur, voulu) for valeur in valeurs for voulu in voulus)

    return epreuve


def _epreuve_de_manque(dimension: Dimension) -> _Epreuve:
    return lambda axe, action: not dimension.lire(axe, action)


def _dit(valeur: str, voulu: str) -> bool:
    forme = plier(valeur)
    if voulu.startswith("="):
        return forme == voulu.removeprefix("=")
    return all(mot in forme for mot in voulu.split())


def texte_cherche(action: Action) -> str:
    """Rend la forme de comparaison de ce où des mots se cherchent : le libellé et les champs."""
    champs = (texte for cle, _ in action.champs for texte in textes_du_champ(action, cle))
    return plier("\n".join((action.libelle, *champs)))


def _a_les_mots(action: Action, suites: Sequence[Sequence[str]]) -> bool:
    dit = texte_cherche(action)
    return any(all(mot in dit for mot in mots) for mots in suites)


def _plusieurs(valeurs: Iterable[_Valeur] | _Valeur) -> Iterable[_Valeur]:
    # Un texte est une suite de lettres : pris pour une liste, il en donnerait autant de valeurs.
    return (valeurs,) if isinstance(valeurs, int | str) else valeurs


def _paires(champs: Champs) -> Iterator[tuple[str, str]]:
    if not isinstance(champs, Mapping):
        yield from champs
        return
    for cle, textes in champs.items():
        yield from ((cle, texte) for texte in _plusieurs(textes))


def _connus(
    genre: str,
    saisis: Iterable[str],
    connus: Iterable[str],
    erreurs: list[Constat],
    autres_noms: Mapping[str, str] = _SANS_NOMS,
) -> Iterator[str]:
    """Rend les mots connus que désignent ceux qui sont saisis; ajoute une erreur par inconnu."""
    connus = list(connus)
    for saisi in saisis:
        if trouves := list(_designes(saisi, connus, autres_noms)):
            yield from trouves
        else:
            message = f"{genre} {redire(saisi)} : le plan n'en a pas; {conseil(saisi, connus)}"
            erreurs.append(Constat("demande-inconnue", message))


def _designes(saisi: str, connus: Sequence[str], noms: Mapping[str, str]) -> Iterable[str]:
    """Rend ce que désigne un mot : celui qui s'écrit ainsi, sinon tous ceux qui se plient ainsi."""
    if saisi in connus:
        return (saisi,)
    forme = plier(saisi)
    plies = [connu for connu in connus if plier(connu) == forme]
    return plies or [unite for nom, unite in noms.items() if plier(nom) == forme]


def _etats(saisis: Iterable[str], erreurs: list[Constat]) -> Iterator[str]:
    for saisi in saisis:
        if etat := etat_nomme(saisi):
            yield etat
        else:
            message = f"état {redire(saisi)} inconnu; {conseil_d_etat(saisi)}"
            erreurs.append(Constat("demande-inconnue", message))


def _champs(
    plan: Plan, paires: Iterable[tuple[str, str]], erreurs: list[Constat]
) -> Mapping[str, tuple[str, ...]]:
    demandes: dict[str, tuple[str, ...]] = {}
    for saisie, texte in paires:
        for cle in _connus("champ", [saisie], plan.champs, erreurs):
            exact = "=" if texte.startswith("=") else ""
            voulu = exact + plier(texte.removeprefix("="))
            demandes[cle] = (*demandes.get(cle, ()), voulu)
    return demandes


def _sans(plan: Plan, saisis: Iterable[str], erreurs: list[Constat]) -> Iterator[str]:
    cles = [cle for cle in cles_de_dimensions(plan) if cle != "axe"]
    for saisi in saisis:
        if cle := reconnaitre(saisi, cles):
            yield cle
        else:
            message = f"--sans {redire(saisi)} : rien de tel dans un plan; {conseil(saisi, cles)}"
            erreurs.append(Constat("demande-inconnue", message))
