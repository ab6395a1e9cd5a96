"""Choisir des actions : ce qu'on en demande, reconnu dans le plan, et celles qui y répondent."""

from collections.abc import Callable, Iterator, Sequence
from typing import Unpack

from plandev.messages.mots import plier
from plandev.plan.action import Action
from plandev.plan.modele import Axe, Plan
from plandev.questions.citations import Citation
from plandev.questions.criteres import Criteres, Demandes, dit, reconnaitre_les_criteres
from plandev.questions.dimensions import Dimension, dimension_nommee, textes_du_champ


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
        return any(dit(valeur, voulu) for valeur in valeurs for voulu in voulus)

    return epreuve


def _epreuve_de_manque(dimension: Dimension) -> _Epreuve:
    return lambda axe, action: not dimension.lire(axe, action)


def texte_cherche(action: Action) -> str:
    """Rend la forme de comparaison de ce où des mots se cherchent : le libellé et les champs."""
    champs = (texte for cle, _ in action.champs for texte in textes_du_champ(action, cle))
    return plier("\n".join((action.libelle, *champs)))


def _a_les_mots(action: Action, suites: Sequence[Sequence[str]]) -> bool:
    dit = texte_cherche(action)
    return any(all(mot in dit for mot in mots) for mots in suites)
