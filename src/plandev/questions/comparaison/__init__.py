"""Deux plans comparés : action par action, d'après ce qui les cite, puis tout entiers."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from plandev.messages.mots import plier
from plandev.plan.action import CLES_D_UNE_ACTION
from plandev.plan.etats import ETATS
from plandev.plan.modele import DECLARATIONS, Plan, en_codes
from plandev.plan.tete import CLES_DE_TETE
from plandev.questions.citations import Citation, citations
from plandev.questions.comparaison.renumerotation import Renumerotee, renumerotees
from plandev.questions.dimensions import dimension_nommee
from plandev.questions.equilibre import Equilibre, mesurer_au_besoin

Texte = str | None
Valeur = str | tuple[str, ...] | None
"""Ce qu'une action ou un plan dit sous une clé; None s'il n'en dit rien."""


class Changement(NamedTuple):
    """Une valeur qui n'est plus la même : sa clé, ce qu'elle était, ce qu'elle est."""

    cle: str
    avant: Valeur
    apres: Valeur


class Modifiee(NamedTuple):
    """Une action que les deux plans citent de même, et ce qui y change."""

    avant: Citation
    apres: Citation
    changements: Sequence[Changement]


class Ecart(NamedTuple):
    """Un nombre d'actions avant et après; None là où le plan ne déclare rien de tel."""

    cle: str | int | None
    nom: Texte
    avant: int | None
    apres: int | None

    @property
    def difference(self) -> int:
        """De combien le nombre change."""
        return (self.apres or 0) - (self.avant or 0)


@dataclass(frozen=True, slots=True)
class Comparaison:
    """Ce qui change d'un plan à un autre.

    `reconduites` : combien d'actions ne changent pas. `retirees` et `modifiees` sont dans l'ordre
    du plan d'avant, `ajoutees` dans celui d'après; les `renumerotees`, à confirmer, y sont aussi.
    `etats_notes` : si un seul des deux plans note des états, celui de chaque action qu'ils ont en
    commun. `plan` : ce qui change de ce que le plan dit de lui-même. `equilibres` : None, pour un
    plan dont on ne peut pas le mesurer.
    """

    avant: Plan
    apres: Plan
    reconduites: int
    modifiees: Sequence[Modifiee]
    ajoutees: Sequence[Citation]
    retirees: Sequence[Citation]
    renumerotees: Sequence[Renumerotee]
    etats_notes: Mapping[str, Changement]
    plan: Sequence[Changement]
    axes: Sequence[Ecart]
    responsables: Sequence[Ecart]
    groupes: Sequence[Ecart]
    etats: Sequence[Ecart]
    equilibres: tuple[Equilibre | None, Equilibre | None]

    @property
    def vide(self) -> bool:
        """Vrai si rien ne change d'un plan à l'autre."""
        return not (self.modifiees or self.ajoutees or self.retirees or self.plan)


def comparer(avant: Plan, apres: Plan) -> Comparaison:
    """Rend ce qui change du premier plan au second."""
    if any(isinstance(axe.numero, str) for plan in (avant, apres) for axe in plan.axes):
        # Ce qui les cite est le même, que l'un ait des rangs ou des codes.
        avant, apres = (
            plan.model_copy(update={"axes": en_codes(plan.axes)}) for plan in (avant, apres)
        )
    anciennes, nouvelles = citees(avant), citees(apres)
    communes = [cle for cle in anciennes if cle in nouvelles]
    paires = [(anciennes[cle], nouvelles[cle]) for cle in communes]
    etats, seul = avant.a_des_etats and apres.a_des_etats, avant.a_des_etats != apres.a_des_etats
    modifiees = [
        Modifiee(*paire, changements)
        for paire in paires
        if (changements := _changements_d_action(*paire, etats))
    ]
    retirees = [citation for cle, citation in anciennes.items() if cle not in nouvelles]
    ajoutees = [citation for cle, citation in nouvelles.items() if cle not in anciennes]
    meme_ordre = communes == [cle for cle in nouvelles if cle in anciennes]
    autre_ordre = [] if meme_ordre else [_AUTRE_ORDRE]
    return Comparaison(
        avant=avant,
        apres=apres,
        reconduites=len(communes) - len(modifiees),
        modifiees=modifiees,
        ajoutees=ajoutees,
        retirees=retirees,
        renumerotees=renumerotees(retirees, ajoutees),
        etats_notes=dict(_etats_notes(paires)) if seul else {},
        plan=[*_changements(*map(_decrire_le_plan, (avant, apres))), *autre_ordre],
        axes=_ecarts("axe", avant, apres),
        responsables=_ecarts("responsable", avant, apres),
        groupes=_ecarts("groupe", avant, apres),
        etats=_ecarts("etat", avant, apres),
        equilibres=(mesurer_au_besoin(avant), mesurer_au_besoin(apres)),
    )


_AUTRE_ORDRE = Changement("ordre des actions", "celui d'avant", "un autre")


def citees(plan: Plan) -> dict[str, Citation]:
    """Rend chaque action, sous la forme de ce qui la cite."""
    return {forme(citation.id): citation for citation in citations(plan)}


def forme(id_: str) -> str:
    """Rend ce qui cite une action, casse et accents ôtés."""
    return id_.lower() if id_.isascii() else plier(id_)


def _etats_notes(paires: Sequence[tuple[Citation, Citation]]) -> Iterator[tuple[str, Changement]]:
    for avant, apres in paires:
        if avant.action.etat != apres.action.etat:
            yield avant.id, Changement("etat", avant.action.etat, apres.action.etat)


def _changements_d_action(avant: Citation, apres: Citation, etats: bool) -> Sequence[Changement]:
    """Rend ce qui change d'une action; son état, seulement si les deux plans en notent."""
    if avant.action == apres.action and avant.axe.numero == apres.axe.numero:
        return ()
    changements = _changements(_decrire(avant), _decrire(apres))
    return [changement for changement in changements if etats or changement.cle not in _ETATS]


_ETATS = ("etat", "etat_du_plan")


def _decrire(citation: Citation) -> dict[str, Valeur]:
    action = citation.action
    return {
        "axe": str(citation.axe.numero),
        **{cle: _valeur(getattr(action, cle)) for cle in CLES_D_UNE_ACTION},
        "etat_du_plan": action.etat_du_plan,
        **{f"champs.{cle}": valeur for cle, valeur in action.champs},
    }


def _decrire_le_plan(plan: Plan) -> dict[str, Valeur]:
    """Rend tout ce qu'un plan dit hors de ses actions, chaque valeur sous sa clé."""
    decrit: dict[str, Valeur] = {
        **{cle: _valeur(getattr(plan, cle)) for cle in CLES_DE_TETE},
        "états des actions": "notés" if plan.a_des_etats else "aucun",
    }
    for cle in DECLARATIONS:
        declares = getattr(plan, cle)
        decrit |= {f"{cle}.{nom}": str(sens or "") for nom, sens in declares.items()}
    for nom, champ in plan.champs.items():
        decrit |= {f"champs.{nom}.{cle}": dit for cle, dit in champ.precisions.items()}
    if plan.a_sa_regle:
        decrit |= {f"equilibre.{cle}": _valeur(dit) for cle, dit in plan.equilibre}
    for axe in plan.axes:
        dits = ((cle, dit) for cle, dit in axe if cle not in {"numero", "actions"})
        decrit |= {f"axes.{axe.numero}.{cle}": _valeur(dit) for cle, dit in dits}
    return decrit


def _valeur(valeur: object) -> Valeur:
    # Une période est un tuple aussi, et s'écrit d'un trait.
    return valeur if valeur is None or type(valeur) is tuple else str(valeur)


def _changements(avant: Mapping[str, Valeur], apres: Mapping[str, Valeur]) -> Iterator[Changement]:
    for cle in dict.fromkeys((*avant, *apres)):
        if avant.get(cle) != apres.get(cle):
            # Entre parenthèses : une unité peut aussi se nommer « sans nom ».
            dits = ("(sans nom)" if un.get(cle) == "" else un.get(cle) for un in (avant, apres))
            yield Changement(cle, *dits)


def _ecarts(dimension: str, *plans: Plan) -> list[Ecart]:
    avant, apres = (_comptes(plan, dimension) for plan in plans)
    ecarts = []
    for cle in dict.fromkeys((*avant, *apres)):
        (nom, ancien), (nom_apres, nouveau) = (c.get(cle, (None, None)) for c in (avant, apres))
        ecarts.append(Ecart(cle, nom_apres or nom, ancien, nouveau))
    return ecarts


def _comptes(plan: Plan, dimension: str) -> dict[str | int | None, tuple[Texte, int]]:
    """Rend, pour chaque valeur que déclare le plan, son nom et le nombre de ses actions."""
    declares: dict[str, Mapping[Any, Texte]] = {
        "axe": {axe.numero: axe.titre for axe in plan.axes},
        "responsable": plan.responsables,
        "groupe": plan.groupes,
        "etat": dict.fromkeys((*ETATS, None)) if plan.a_des_etats else {},
    }
    lire = dimension_nommee(plan, dimension).lire
    comptes = Counter(v for c in citations(plan) for v in lire(c.axe, c.action) or (None,))
    return {valeur: (nom, comptes[valeur]) for valeur, nom in declares[dimension].items()}
