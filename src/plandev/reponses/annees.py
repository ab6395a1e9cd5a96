"""Des années côte à côte : les actions de chaque axe, la part déployée, l'équilibre."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from operator import attrgetter
from typing import Any

from plandev.messages.nombres import pluriel, pourcent
from plandev.questions.annees import Annees, AxeAuFilDesAnnees
from plandev.questions.equilibre import Equilibre
from plandev.reponses.croisement import Croisement, Entete
from plandev.reponses.equilibre.phrases import source_des_poids
from plandev.reponses.reponse import Bloc, Colonne, Nature, Phrases, Reponse, Tableau

_POIDS = Colonne("poids", "Poids", attrgetter("poids"), nature=Nature.NOMBRE)
_DISTINCTES = Colonne("distinctes", "Distinctes", attrgetter("distinctes"), nature=Nature.NOMBRE)


def annees(reunies: Annees) -> Reponse:
    """Rend la réponse qui met les années d'un plan décennal côte à côte."""
    tableau = _tableau(reunies)
    blocs: list[Bloc] = [
        Phrases((_titre(reunies),), titre=True),
        tableau,
        Phrases(list(_lecture(reunies))),
        Phrases(("Équilibre :",), puces=list(_equilibres(reunies))),
    ]
    if depuis := list(_sans_action(reunies)):
        blocs.append(Phrases(("Sans action depuis deux ans ou plus :",), puces=depuis))
    return Reponse(blocs, lambda: _donnees(reunies, tableau))


def _titre(reunies: Annees) -> str:
    *_, dernier = reunies.plans.values()
    annees_lues = ", ".join(plan.annees for plan in reunies.plans.values())
    return f"{dernier.titre}, au fil des années : {annees_lues}"


def _tableau(reunies: Annees) -> Tableau:
    croisement = Croisement(
        [Entete(annee, f"par_annee.{annee}", str(annee), str(annee)) for annee in reunies.plans],
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
        croisement.grille_abregee(nom, court, dernieres, list(map(_nommer, reunies.axes))),
        document=(nom, *croisement.pour_un_document(), *dernieres),
        nom="Années",
    )


def _nommer(axe: AxeAuFilDesAnnees) -> str:
    return f"{axe.numero}. {axe.titre}"


def _dernieres(reunies: Annees) -> Sequence[Colonne]:
    distinctes = sum(axe.distinctes for axe in reunies.axes)
    poids = [axe.poids for axe in reunies.axes if axe.poids]
    connus = len(poids) == len(reunies.axes)
    part = pourcent(Fraction(distinctes, sum(poids))) if connus else ""
    return (
        _DISTINCTES._replace(total=str(distinctes)),
        _POIDS._replace(total=str(sum(poids)) if connus else ""),
        _PART._replace(total=part),
    )


def _parts(parts: Sequence[Fraction | None]) -> list[str]:
    return ["—" if part is None else pourcent(part) for part in parts]


_PART = Colonne(
    "part_deployee", "Déployée", attrgetter("part_deployee"), nature=Nature.PART, ecrire=_parts
)


def _lecture(reunies: Annees) -> Iterator[str]:
    yield "Distinctes : les actions déployées au moins une année, chacune une fois."
    peses = [plan for plan in reunies.plans.values() if any(axe.poids for axe in plan.axes)]
    if not peses:
        return
    yield (
        "Déployée : actions distinctes ÷ poids de l'axe, soit la part du plan décennal; c'est un "
        "plafond, tant que les poids sont des planchers."
    )
    yield source_des_poids(peses[-1].equilibre)


def _equilibres(reunies: Annees) -> Iterator[str]:
    for annee, equilibre in reunies.equilibres.items():
        yield f"{reunies.plans[annee].annees} : {_dire(equilibre)}"
    ensemble = f"ensemble ({pluriel(sum(axe.distinctes for axe in reunies.axes), 'action')})"
    yield f"{ensemble} : {_dire(reunies.ensemble)}"


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
            yield f"axe {axe.numero}, {axe.titre} : {quand}"


def _donnees(reunies: Annees, tableau: Tableau) -> dict[str, Any]:
    equilibres: dict[str, Any] = {
        str(annee): _equilibre(equilibre) for annee, equilibre in reunies.equilibres.items()
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
    }


def _equilibre(equilibre: Equilibre | None) -> dict[str, Any] | None:
    if equilibre is None or equilibre.axes is None:
        return None
    return {"equilibre": equilibre.atteint, "dissimilarite": equilibre.axes.dissimilarite}
