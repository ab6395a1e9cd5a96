"""L'équilibre d'un plan : chaque axe au regard de sa part équitable, et chaque groupe.

Tout s'y calcule en fractions exactes, des décimales telles qu'elles ont été tapées : un indice qui
vaut la limite ne la franchit pas, et deux nombres différents ne se confondent jamais.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from typing import Literal, NamedTuple, NoReturn

from plandev.messages.constats import Constat, ErreurPlan
from plandev.messages.mots import redire
from plandev.plan.etats import HORS_COMPTE
from plandev.plan.modele import Plan, Regle
from plandev.plan.valeurs import Numero
from plandev.questions.citations import Citation, citations, par_groupe, retirer
from plandev.questions.equilibre.marges import marges
from plandev.questions.equilibre.repartition import Deplacement, deplacer, repartir


class Verdict(StrEnum):
    """Ce qui se dit d'un axe ou d'un groupe."""

    SOUS_REPRESENTE = "sous-représenté"
    EQUILIBRE = "équilibré"
    SUR_REPRESENTE = "sur-représenté"
    REJOINT = "rejoint"
    NON_REJOINT = "non rejoint"

    @property
    def favorable(self) -> bool:
        """Vrai si rien n'est à corriger."""
        return self in (Verdict.EQUILIBRE, Verdict.REJOINT)


class Origine(StrEnum):
    """De qui est la règle sous laquelle un équilibre est mesuré."""

    PLAN = "règle du plan"
    DEFAUT = "règle par défaut"
    DEMANDEE = "règle demandée"


Bornes = tuple[int | None, int | None]
"""Le premier et le dernier nombre entier d'un intervalle; None où il n'a pas de fin."""


class PartAxe(NamedTuple):
    """La part d'un axe.

    `part` : ses actions sur toutes celles du plan, de 0 à 1. `attendu` : le nombre d'actions de
    sa part équitable. `indice` : l'indice de représentation, actions sur attendu; 1 est la part
    équitable. `admis` : les nombres d'actions que la règle tient pour équilibrés, le total du plan
    inchangé; (None, None) s'il n'y en a aucun. `vise` : ses actions dans la meilleure répartition
    en nombres entiers. `poids_admis` : le poids qu'il pourrait avoir, les autres inchangés, sans
    que le verdict des axes change; None où il n'y a pas de fin.
    """

    numero: Numero
    titre: str
    poids: int | None
    actions: int
    part: Fraction
    attendu: Fraction
    indice: Fraction
    verdict: Verdict
    admis: Bornes
    vise: int
    poids_admis: Bornes


class CouvertureGroupe(NamedTuple):
    """Un groupe déclaré, et le nombre d'actions qui le nomment."""

    cle: str
    nom: str
    actions: int
    verdict: Verdict


class EquilibreAxes(NamedTuple):
    """L'équilibre des axes, sous une règle.

    `dissimilarite` : l'indice de dissimilarité (Duncan et Duncan, 1955), de 0 à 1 : la part des
    actions qui devraient changer d'axe pour atteindre la part équitable. `deplacements` : ceux qui
    mènent à la meilleure répartition en actions entières.
    """

    regle: Regle
    origine: Origine
    parts: tuple[PartAxe, ...]
    dissimilarite: Fraction
    deplacements: tuple[Deplacement, ...]

    @property
    def a_deplacer(self) -> int:
        """Combien d'actions changent d'axe pour atteindre la meilleure répartition."""
        return sum(deplacement.actions for deplacement in self.deplacements)


class Equilibre(NamedTuple):
    """L'équilibre d'un plan; `axes` ou `groupes` est None quand il n'a pas été demandé.

    `actions` : combien sont comptées. `hors_compte` : celles qui ne le sont pas, abandonnées.
    """

    plan: Plan
    actions: int
    hors_compte: tuple[Citation, ...]
    axes: EquilibreAxes | None
    groupes: tuple[CouvertureGroupe, ...] | None

    @property
    def atteint(self) -> bool:
        """Le verdict : chaque axe équilibré et chaque groupe rejoint, pour ce qui est demandé."""
        verdicts = [part.verdict for part in (self.axes.parts if self.axes else ())]
        verdicts += [groupe.verdict for groupe in self.groupes or ()]
        return all(verdict.favorable for verdict in verdicts)


Volet = Literal["axe", "groupe"]
"""L'une des deux choses dont l'équilibre se mesure."""


def mesurer(plan: Plan, regle: Regle | None = None, volet: Volet | None = None) -> Equilibre:
    """Rend l'équilibre du plan, sous sa règle ou une autre; `volet`, pour l'un des deux seulement.

    Une action abandonnée n'y compte pas. Lève ErreurPlan s'il n'y a pas de quoi rendre un verdict :
    ni action à compter, ni groupe quand ce sont eux qui sont demandés, ni poids sur chaque axe
    quand la règle en veut.
    """
    compte = retirer(plan, HORS_COMPTE)
    if not compte.nombre_actions:
        aucune = "toutes les actions du plan sont abandonnées" if plan.nombre_actions else _AUCUNE
        _refuser(f"{aucune}; il n'y a pas de verdict à rendre")
    if volet == "groupe" and not plan.groupes:
        _refuser("le plan ne déclare aucun groupe; il n'y a pas de verdict à rendre")
    return Equilibre(
        plan=plan,
        actions=compte.nombre_actions,
        hors_compte=tuple(c for c in citations(plan) if c.action.etat in HORS_COMPTE),
        axes=_mesurer_axes(compte, regle) if volet != "groupe" else None,
        groupes=_couverture(compte) if volet != "axe" else None,
    )


_AUCUNE = "le plan n'a aucune action"


def mesurer_au_besoin(plan: Plan) -> Equilibre | None:
    """Rend l'équilibre du plan, sous sa règle, ou None si aucune de ses actions n'y compte."""
    comptent = any(citation.action.etat not in HORS_COMPTE for citation in citations(plan))
    return mesurer(plan) if comptent else None


def _mesurer_axes(plan: Plan, regle: Regle | None = None) -> EquilibreAxes:
    origine = Origine.PLAN if plan.a_sa_regle else Origine.DEFAUT
    origine = origine if regle is None or regle == plan.equilibre else Origine.DEMANDEE
    regle = regle or plan.equilibre
    comptes, poids = [len(axe.actions) for axe in plan.axes], _poids(plan, regle)
    total, somme = sum(comptes), sum(poids)
    cibles = repartir(comptes, poids)
    ecarts = (abs(n * somme - total * p) for n, p in zip(comptes, poids, strict=True))
    return EquilibreAxes(
        regle=regle,
        origine=origine,
        parts=tuple(_parts(plan, regle, poids, cibles)),
        dissimilarite=Fraction(sum(ecarts), 2 * total * somme),
        deplacements=tuple(deplacer([axe.numero for axe in plan.axes], comptes, cibles)),
    )


def _couverture(plan: Plan) -> tuple[CouvertureGroupe, ...]:
    return tuple(
        CouvertureGroupe(
            cle, plan.groupes[cle], compte, Verdict.REJOINT if compte else Verdict.NON_REJOINT
        )
        for cle, compte in par_groupe(plan).items()
    )


def _parts(
    plan: Plan, regle: Regle, poids: Sequence[int], cibles: Sequence[int]
) -> Iterator[PartAxe]:
    comptes = [len(axe.actions) for axe in plan.axes]
    total, somme = sum(comptes), sum(poids)
    limites = Fraction(regle.indice_min), Fraction(regle.indice_max)
    possibles: Iterable[Bornes] = [(1, None)] * len(poids)  # sans prorata, aucun ne compte
    if regle.reference == "prorata":
        possibles = marges(comptes, poids, *limites)
    for axe, un_poids, vise, poids_admis in zip(plan.axes, poids, cibles, possibles, strict=True):
        actions, attendu = len(axe.actions), Fraction(total * un_poids, somme)
        yield PartAxe(
            numero=axe.numero,
            titre=axe.titre,
            poids=axe.poids,
            actions=actions,
            part=Fraction(actions, total),
            attendu=attendu,
            indice=actions / attendu,
            verdict=_verdict(actions / attendu, *limites),
            admis=_admis(attendu, *limites, total),
            vise=vise,
            poids_admis=poids_admis,
        )


def _admis(attendu: Fraction, mini: Fraction, maxi: Fraction, total: int) -> Bornes:
    premier, dernier = ceil(mini * attendu), min(floor(maxi * attendu), total)
    return (premier, dernier) if premier <= dernier else (None, None)


def _verdict(indice: Fraction, mini: Fraction, maxi: Fraction) -> Verdict:
    if indice < mini:
        return Verdict.SOUS_REPRESENTE
    return Verdict.SUR_REPRESENTE if indice > maxi else Verdict.EQUILIBRE


def _poids(plan: Plan, regle: Regle) -> list[int]:
    if regle.reference == "egale":
        return [1 for _ in plan.axes]
    if sans_poids := [str(axe.numero) for axe in plan.axes if axe.poids is None]:
        demande = f"la référence {redire('prorata')} demande un poids sur chaque axe"
        _refuser(f"{demande}; il en manque : {', '.join(sans_poids)}")
    return [axe.poids or 0 for axe in plan.axes]


def _refuser(raison: str) -> NoReturn:
    raise ErreurPlan(Constat("sans-verdict", raison))
