"""Des questions posées au plan : quelles actions, lesquelles de qui, combien."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from plandev.constats import Constat, ErreurPlan
from plandev.modele import Action, Axe, Plan
from plandev.mots import citer, conseil, plier, reconnaitre

_Valeur = TypeVar("_Valeur", int | str, str)


class Citation(NamedTuple):
    """Une action et l'axe qui la porte."""

    axe: Axe
    action: Action

    @property
    def id(self) -> str:
        """Ce par quoi on cite l'action : `axe.code`, comme 5.4.b."""
        return f"{self.axe.numero}.{self.action.code}"


class Charge(NamedTuple):
    """Ce dont une unité répond : le nombre de ses actions, en tout et par numéro d'axe."""

    sigle: str
    nom: str | None
    par_axe: dict[int, int]

    @property
    def actions(self) -> int:
        """Le nombre de ses actions, tous axes réunis."""
        return sum(self.par_axe.values())


@dataclass(frozen=True, slots=True)
class _Filtre:
    """Ce qu'une action doit avoir; un champ vide admet tout."""

    responsables: AbstractSet[str]
    groupes: AbstractSet[str]
    textes: Sequence[Sequence[str]]

    def admet(self, action: Action) -> bool:
        return (
            (not self.responsables or not self.responsables.isdisjoint(action.responsables))
            and (not self.groupes or not self.groupes.isdisjoint(action.groupes))
            and (not self.textes or self._dit(plier(action.libelle)))
        )

    def _dit(self, libelle: str) -> bool:
        return any(all(mot in libelle for mot in mots) for mots in self.textes)


def citations(plan: Plan) -> Iterator[Citation]:
    """Rend les actions du plan, dans son ordre."""
    return (Citation(axe, action) for axe in plan.axes for action in axe.actions)


def filtrer(
    plan: Plan,
    *,
    axes: Iterable[int | str] | int | str = (),
    responsables: Iterable[str] | str = (),
    groupes: Iterable[str] | str = (),
    textes: Iterable[str] | str = (),
) -> list[Citation]:
    """Rend les actions choisies, dans l'ordre du plan.

    Une action passe si elle a, pour chaque critère donné, l'une de ses valeurs; d'un texte, elle a
    tous les mots. Une valeur seule se passe de liste. Unités (sigle ou nom complet), clés et mots
    se reconnaissent quels que soient casse, accents et ligatures. Lève ErreurPlan, avec tous les
    mots que le plan ne connaît pas et les plus proches.
    """
    connus = [str(axe.numero) for axe in plan.axes]
    numeros, erreurs_axes = _reconnaitre("axe", map(str, _plusieurs(axes)), connus)
    noms = {nom: sigle for sigle, nom in plan.responsables.items() if nom}
    sigles, erreurs_sigles = _reconnaitre(
        "unité", _plusieurs(responsables), plan.responsables, noms
    )
    cles, erreurs_cles = _reconnaitre("groupe", _plusieurs(groupes), plan.groupes)
    if erreurs := [*erreurs_axes, *erreurs_sigles, *erreurs_cles]:
        raise ErreurPlan(*erreurs)
    mots = [plier(texte).split() for texte in _plusieurs(textes)]
    filtre = _Filtre(set(sigles), set(cles), mots)
    choisis = [axe for axe in plan.axes if not numeros or str(axe.numero) in numeros]
    return [
        Citation(axe, action) for axe in choisis for action in axe.actions if filtre.admet(action)
    ]


def trouver(plan: Plan, id_: str) -> Citation:
    """Rend l'action que cite `axe.code`.

    Lève ErreurPlan si le plan n'en a pas de telle, avec la plus proche.
    """
    voulu = plier(id_)
    for citation in citations(plan):
        if plier(citation.id) == voulu:
            return citation
    message = f"action {citer(id_)} absente du plan; {conseil(id_, _ids_voisins(plan, voulu))}"
    raise ErreurPlan(Constat("demande-inconnue", message))


def _ids_voisins(plan: Plan, voulu: str) -> list[str]:
    axe = re.match(r"\d+\.", voulu)
    ids = [citation.id for citation in citations(plan)]
    return [id_ for id_ in ids if axe and id_.startswith(axe.group())] or ids


def charges(plan: Plan) -> list[Charge]:
    """Rend la charge de chaque unité déclarée : les plus chargées d'abord, puis par sigle."""
    comptes = {sigle: dict.fromkeys(_numeros(plan), 0) for sigle in plan.responsables}
    for axe, action in citations(plan):
        for sigle in action.responsables:
            comptes[sigle][axe.numero] += 1
    liste = [Charge(sigle, plan.responsables[sigle], compte) for sigle, compte in comptes.items()]
    return sorted(liste, key=lambda charge: (-charge.actions, charge.sigle))


def par_groupe(plan: Plan) -> dict[str, int]:
    """Rend, pour chaque groupe déclaré, le nombre d'actions qui le nomment."""
    comptes = Counter(cle for _, action in citations(plan) for cle in action.groupes)
    return {cle: comptes[cle] for cle in plan.groupes}


def _plusieurs(valeurs: Iterable[_Valeur] | _Valeur) -> Iterable[_Valeur]:
    # Un texte est une suite de lettres : pris pour une liste, il en donnerait autant de valeurs.
    return (valeurs,) if isinstance(valeurs, int | str) else valeurs


def _numeros(plan: Plan) -> list[int]:
    return [axe.numero for axe in plan.axes]


def _reconnaitre(
    genre: str,
    saisis: Iterable[str],
    connus: Iterable[str],
    autres_noms: Mapping[str, str] = MappingProxyType({}),
) -> tuple[list[str], list[Constat]]:
    """Rend les mots connus que désignent ceux qui sont saisis, et une erreur par mot inconnu."""
    connus, trouves, erreurs = list(connus), [], []
    for saisi in saisis:
        if (connu := reconnaitre(saisi, connus)) is not None:
            trouves.append(connu)
        elif (nom := reconnaitre(saisi, autres_noms)) is not None:
            trouves.append(autres_noms[nom])
        else:
            message = f"{genre} {citer(saisi)} : le plan n'en a pas; {conseil(saisi, connus)}"
            erreurs.append(Constat("demande-inconnue", message))
    return trouves, erreurs
