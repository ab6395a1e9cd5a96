"""Des années côte à côte : les actions de chaque axe, la part déployée, l'équilibre."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from operator import attrgetter
from typing import Any

from plandev.messages.mots import plier, redire
from plandev.messages.nombres import pluriel, pourcent
from plandev.plan.etats import SANS_SUITE
from plandev.questions.annees import Annees, AxeAuFilDesAnnees
from plandev.questions.citations import citations
from plandev.questions.equilibre import Equilibre
from plandev.reponses.croisement import Croisement, Entete
from plandev.reponses.equilibre.phrases import source_des_poids
from plandev.reponses.reponse import Bloc, Colonne, Nature, Phrases, Reponse, Tableau

_POIDS = Colonne("poids", "Poids", attrgetter("poids"), nature=Nature.NOMBRE)
_DISTINCTES = Colonne("distinctes", "Distinctes", attrgetter("distinctes"), nature=Nature.NOMBRE)
_PART = Colonne("part_deployee", "Déployée", attrgetter("part_deployee"), nature=Nature.PART)


def annees(reunies: Annees) -> Reponse:
    """Rend la réponse qui met les années d'un plan décennal côte à côte."""
    tableau = _tableau(reunies)
    a_savoir = list(_a_savoir(reunies))
    blocs: list[Bloc] = [
        Phrases((_titre(reunies),), titre=True),
        tableau,
        Phrases(list(_lecture(reunies))),
        *([Phrases(("À savoir :",), puces=a_savoir)] if a_savoir else []),
        Phrases(("Équilibre :",), puces=list(_equilibres(reunies))),
    ]
    if depuis := list(_sans_action(reunies)):
        blocs.append(Phrases((_RIEN_DEPUIS,), puces=depuis))
    return Reponse(blocs, lambda: _donnees(reunies, tableau, a_savoir))


_RIEN_DEPUIS = "Aucune action déployée aux deux dernières années lues, ou plus :"


def _titre(reunies: Annees) -> str:
    *_, dernier = reunies.plans.values()
    return f"{dernier.titre}, au fil des années : {', '.join(map(str, reunies.plans))}"


def _tableau(reunies: Annees) -> Tableau:
    croisement = Croisement(
        [
            Entete(quand, f"par_annee.{quand}", str(quand), str(quand), str(plan.annee or ""))
            for quand, plan in reunies.plans.items()
        ],
        attrgetter("par_annee"),
        "Par année",
        [plan.nombre_actions for plan in reunies.plans.values()],
    )
    dernieres = _dernieres(reunies)
    nom = Colonne("", "Axe", _nommer, total="Total")
    numero = Colonne("axe", "Axe", attrgetter("numero"))
    court = numero._replace(total="Total")
    titre = Colonne("titre", "Titre", attrgetter("titre"))
    return Tableau(
        (numero, titre, _POIDS, *croisement.colonnes(), _DISTINCTES, _PART),
        reunies.axes,
        croisement.grille_abregee(nom, court, dernieres, nom.textes(reunies.axes)),
        document=(nom, *croisement.pour_un_document(), *dernieres),
        nom="Années",
    )


def _nommer(axe: AxeAuFilDesAnnees) -> str:
    return f"{axe.numero}. {axe.titre}"


def _dernieres(reunies: Annees) -> Sequence[Colonne]:
    poids = [axe.poids for axe in reunies.axes if axe.poids]
    connus = len(poids) == len(reunies.axes)
    part = pourcent(Fraction(reunies.distinctes, sum(poids))) if connus else ""
    return (
        _DISTINCTES._replace(total=str(reunies.distinctes)),
        _POIDS._replace(total=str(sum(poids)) if connus else ""),
        _PART._replace(total=part),
    )


def _lecture(reunies: Annees) -> Iterator[str]:
    yield "Distinctes : les actions déployées au moins une année, chacune une fois."
    actions = (citation.action for plan in reunies.plans.values() for citation in citations(plan))
    if any(action.etat in SANS_SUITE for action in actions):
        yield "Une année où une action est reportée ou abandonnée n'en est pas une."
    if not any(axe.poids for axe in reunies.axes):
        return
    yield (
        "Déployée : actions distinctes ÷ poids de l'axe, soit la part du plan décennal; c'est un "
        "plafond, tant que les poids sont des planchers."
    )
    yield from _sources(reunies)


def _sources(reunies: Annees) -> Iterator[str]:
    """Rend d'où viennent les poids, et de quel plan, s'ils ne sont pas tous du plus récent."""
    *_, dernier = reunies.plans
    de = dict.fromkeys(axe.poids_de for axe in reunies.axes if axe.poids)
    for quand in de:
        source = source_des_poids(reunies.plans[quand].equilibre)
        yield source if [*de] == [dernier] else f"Plan de {quand}. {source}"


def _a_savoir(reunies: Annees) -> Iterator[str]:
    """Rend ce qui empêche de lire un chiffre tel quel."""
    if len({plan.numerotation for plan in reunies.plans.values()}) > 1:
        yield (
            "ces plans ne numérotent pas leurs actions de même (dans l'axe, dans le plan) : d'une "
            "année à l'autre, une action n'y est pas reconnue, et compte plus d'une fois"
        )
    for axe in reunies.axes:
        premiers = {plier(titre): (titre, quand) for quand, titre in reversed(axe.titres.items())}
        if len(premiers) > 1:
            depuis = reversed(premiers.values())
            dits = ", ".join(f"{redire(titre)} en {quand}" for titre, quand in depuis)
            yield f"l'axe {axe.numero} change de titre, et compte pour le même : {dits}"
    for axe in reunies.axes:
        if axe.poids and axe.distinctes > axe.poids:
            a = f"a {axe.distinctes} actions distinctes, et un poids de {axe.poids}"
            yield f"l'axe {axe.numero} {a} : ce poids est trop petit, ou ne les compte pas"
    if reunies.deplacees:
        yield (
            f"chaque axe compte ce qui y a été déployé; ce qui l'a été dans plus d'un ne compte "
            f"qu'une fois au total : {', '.join(reunies.deplacees)}"
        )


def _equilibres(reunies: Annees) -> Iterator[str]:
    for quand, equilibre in reunies.equilibres.items():
        yield f"{quand} : {_dire(equilibre)}"
    ensemble = f"ensemble ({pluriel(reunies.distinctes, 'action')})"
    sans = ", ".join(map(str, reunies.sans_poids))
    axes = f"aux axes {sans}" if len(reunies.sans_poids) > 1 else f"à l'axe {sans}"
    faute_de = f"; il manque un poids {axes}" if sans else ""
    yield f"{ensemble} : {_dire(reunies.ensemble)}{faute_de}"


def _dire(equilibre: Equilibre | None) -> str:
    if equilibre is None or equilibre.axes is None:
        return "aucun verdict"
    verdict = "équilibré" if equilibre.atteint else "non équilibré"
    part = pourcent(equilibre.axes.dissimilarite)
    return f"{verdict} ({equilibre.axes.origine}), dissimilarité de {part}"


def _sans_action(reunies: Annees) -> Iterator[str]:
    for axe in reunies.axes:
        if axe.depuis is not None:
            quand = f"la dernière fois, en {axe.depuis}" if axe.depuis else "il n'en a jamais eu"
            yield f"axe {axe.numero}, {axe.titre} : {quand}"


def _donnees(reunies: Annees, tableau: Tableau, a_savoir: Sequence[str]) -> dict[str, Any]:
    equilibres: dict[str, Any] = {
        str(quand): _equilibre(equilibre) for quand, equilibre in reunies.equilibres.items()
    }
    return {
        "annees": list(reunies.plans),
        "axes": tableau.objets(),
        "equilibre": equilibres | {"ensemble": _equilibre(reunies.ensemble)},
        "sans_action": [
            {"axe": axe.numero, "depuis": axe.depuis or None}
            for axe in reunies.axes
            if axe.depuis is not None
        ],
        "distinctes": reunies.distinctes,
        "a_savoir": a_savoir,
    }


def _equilibre(equilibre: Equilibre | None) -> dict[str, Any] | None:
    if equilibre is None or equilibre.axes is None:
        return None
    return {"equilibre": equilibre.atteint, "dissimilarite": equilibre.axes.dissimilarite}
