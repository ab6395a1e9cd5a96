"""Choisir des actions, par ce qu'on en demande, et les ranger."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Unpack

from plandev.messages.constats import Constat, ErreurPlan
from plandev.messages.mots import conseil, plier, redire
from plandev.plan.action import Action
from plandev.plan.etats import ETATS
from plandev.plan.modele import Plan, titre_de_la_cle
from plandev.questions.citations import Citation, citations
from plandev.questions.criteres import (
    Criteres,
    Demandes,
    reconnaitre_les_criteres,
)
from plandev.questions.dimensions import Dimension, cle_nommee, dimension_nommee, textes_du_champ
from plandev.questions.recherche import dit, texte_cherche, trouve

if TYPE_CHECKING:
    from plandev.questions.bornes import Borne


def choisir(plan: Plan, *criteres: Criteres) -> list[Citation]:
    """Rend les actions qui répondent à tous ces critères, dans l'ordre du plan."""
    retenues = list(citations(plan))
    for epreuve in (epreuve for demande in criteres for epreuve in _epreuves(plan, demande)):
        retenues = list(filter(epreuve, retenues))
    return retenues


def ce_qui_vide(plan: Plan, criteres: Sequence[Criteres]) -> list[Criteres]:
    """Rend le critère qui, à lui seul, ne laisse aucune action; sinon, tous ceux de la demande."""
    donnes = [(cle, v) for demande in criteres for cle, v in demande._asdict().items() if v]
    seuls = [Criteres()._replace(**{cle: valeur}) for cle, valeur in donnes]
    return [seul for seul in seuls if not choisir(plan, seul)][:1] or seuls


def filtrer(plan: Plan, **demandes: Unpack[Demandes]) -> list[Citation]:
    """Rend les actions choisies, dans l'ordre du plan.

    `axes`, `responsables`, `groupes`, `etats`, `champs`, `textes` et `sans` : une action passe si
    elle a, pour chaque critère donné, l'une de ses valeurs; d'un texte, elle a tous les mots, dans
    ce que rend `texte_cherche`; de `sans`, elle n'a rien de ce qui est nommé; de `sauf`, elle ne
    répond à rien de ce qui y est sous sa clé ({"etat": "réalisée"}). `au_moins`, `au_plus` : les
    bornes d'un champ de nombres, sous sa clé, comprises; `echeance_avant`, `echeance_apres` : une
    date (2021, 2021-06…) que l'échéance précède, ou suit, tout entière; qui n'en dit rien ne passe
    pas. Une valeur seule se passe de liste; `champs` est un dictionnaire. Unités, groupes et champs
    (nom court ou complet), axes (numéro ou titre), états et mots se reconnaissent quels que soient
    casse, accents et ligatures. Lève ErreurPlan, avec tous les mots que le plan ne connaît pas et
    les plus proches.
    """
    return choisir(plan, reconnaitre_les_criteres(plan, **demandes))


def trier(plan: Plan, choisies: Sequence[Citation], cle: str) -> list[Citation]:
    """Rend ces actions rangées par leur code, leur état ou un champ, selon sa nature.

    Celles qui n'en disent rien sont à la fin; d'égales, l'ordre reste. Lève ErreurPlan si le plan
    n'a pas de telle clé.
    """
    titres = {cle: titre_de_la_cle(Action, cle) for cle in ("code", "etat")}
    titres |= {nom: champ.intitule for nom, champ in plan.champs.items()}
    if (connue := cle_nommee(cle, titres)) is None:
        message = f"--tri {redire(cle)} : rien de tel dans ce plan\n{conseil(cle, titres)}"
        raise ErreurPlan(Constat("demande-inconnue", message))
    rangs = [_rang(plan, citation, connue) for citation in choisies]
    return [
        choisies[n] for n in sorted(range(len(rangs)), key=lambda n: (rangs[n] is None, rangs[n]))
    ]


def _rang(plan: Plan, citation: Citation, cle: str) -> Any:
    """Rend ce par quoi une action se range; None si elle n'en dit rien."""
    if cle == "code":
        morceaux = re.findall("[0-9]+|[^0-9]+", plier(citation.action.code))
        return [(0, int(m), "") if m.isdecimal() else (1, 0, m) for m in morceaux]
    if cle == "etat":
        return ETATS.index(citation.action.etat) if citation.action.etat else None
    dit = citation.action.champ(cle)
    if dit is None or isinstance(dit, tuple):
        return dit and [*map(plier, dit)]
    lu = plan.champs[cle].sa_nature.lire(dit)
    return [plier(lu)] if isinstance(lu, str) else lu


_Epreuve = Callable[[Citation], bool]


def _epreuves(plan: Plan, criteres: Criteres) -> Iterator[_Epreuve]:
    """Rend ce que toute action choisie doit satisfaire : rien pour un critère vide."""
    if axes := set(criteres.axes):
        yield lambda citation: str(citation.axe.numero) in axes
    if unites := set(criteres.responsables):
        yield lambda citation: not unites.isdisjoint(citation.action.responsables)
    if groupes := set(criteres.groupes):
        yield lambda citation: not groupes.isdisjoint(citation.action.groupes)
    if etats := set(criteres.etats):
        yield (
            lambda citation: (
                not etats.isdisjoint((citation.action.etat, citation.action.etat_du_plan))
            )
        )
    for cle, voulus in criteres.champs.items():
        yield _epreuve_de_champ(cle, voulus)
    if textes := [*map(plier, criteres.textes)]:
        yield lambda citation: any(map(partial(trouve, texte_cherche(citation, plan)), textes))
    for exclu in criteres.sauf:
        yield _epreuve_inverse([*_epreuves(plan, exclu)])
    for borne in criteres.bornes:
        yield _epreuve_de_borne(plan, borne)
    for cle in criteres.sans:
        yield _epreuve_de_manque(dimension_nommee(plan, cle))


def _epreuve_de_champ(cle: str, voulus: Sequence[str]) -> _Epreuve:
    def epreuve(citation: Citation) -> bool:
        valeurs = textes_du_champ(citation.action, cle)
        return any(dit(valeur, voulu) for valeur in valeurs for voulu in voulus)

    return epreuve


def _epreuve_inverse(epreuves: Sequence[_Epreuve]) -> _Epreuve:
    return lambda citation: not all(epreuve(citation) for epreuve in epreuves)


def _epreuve_de_borne(plan: Plan, borne: "Borne") -> _Epreuve:
    lire = plan.champs[borne.cle].sa_nature.lire

    def epreuve(citation: Citation) -> bool:
        dit = citation.action.champ(borne.cle)
        return isinstance(dit, str) and borne.admet(lire(dit))

    return epreuve


def _epreuve_de_manque(dimension: Dimension) -> _Epreuve:
    return lambda citation: not dimension.lire(citation.axe, citation.action)
