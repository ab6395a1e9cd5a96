"""Le bilan d'un plan : où en sont ses actions, en tout et par axe, unité ou groupe."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from plandev.messages.constats import Constat, ErreurPlan
from plandev.plan.etats import ETATS, REALISEE, SANS_SUITE
from plandev.plan.modele import Plan
from plandev.questions.citations import Citation, citations
from plandev.questions.comptes import noms_des_valeurs
from plandev.questions.dimensions import Dimension, Valeur, dimension_nommee, titres_des_dimensions
from plandev.questions.sommes import Somme, sommer


@dataclass(frozen=True, slots=True)
class Suivi:
    """Des actions, et combien sont dans chaque état; None compte celles qui n'en ont pas."""

    actions: int
    etats: Mapping[str | None, int]

    @property
    def taux(self) -> Fraction | None:
        """Le taux de réalisation : actions réalisées sur actions prévues, de 0 à 1.

        Toutes les actions du plan sont prévues, et seules celles qui sont « réalisée » sont
        réalisées; None s'il n'y a aucune action. C'est la définition qu'emploie la Ville de Lévis
        dans le suivi de son plan d'action de développement durable (2014-2015).
        """
        return Fraction(self.etats[REALISEE], self.actions) if self.actions else None


@dataclass(frozen=True, slots=True)
class Bilan:
    """L'état des actions d'un plan : en tout, puis pour chaque valeur d'une dimension.

    `sans_suite` : les actions reportées ou abandonnées, dans l'ordre du plan. `moyennes` : ce que
    disent les actions sous chaque champ de nature `pourcentage`.
    """

    plan: Plan
    dimension: Dimension
    ensemble: Suivi
    parties: Mapping[Valeur, Suivi]
    sans_suite: Sequence[Citation]
    moyennes: Mapping[str, Somme]


def bilan(plan: Plan, par: str = "axe") -> Bilan:
    """Rend le bilan du plan, par axe, responsable, groupe ou champ d'un court texte.

    Lève ErreurPlan si aucune action n'a d'état, ou si ce n'est pas ce dont un bilan se détaille.
    """
    connues = [cle for cle in titres_des_dimensions(plan) if cle != "etat"]
    dimension = dimension_nommee(plan, par, connues)
    if not plan.a_des_etats:
        raise ErreurPlan(Constat("sans-verdict", _AUCUN_ETAT))
    toutes, nommer = list(citations(plan)), noms_des_valeurs(plan, dimension)
    parties: dict[Valeur, list[Citation]] = {valeur: [] for valeur in dimension.ordre}
    for citation in toutes:
        lues = dimension.lire(citation.axe, citation.action) or (None,)
        for valeur in dict.fromkeys(map(nommer, lues)):
            parties.setdefault(valeur, []).append(citation)
    parties |= {None: siennes} if (siennes := parties.pop(None, [])) else {}
    sans_suite = [citation for citation in toutes if citation.action.etat in SANS_SUITE]
    suivis = {valeur: _suivi(siennes) for valeur, siennes in parties.items()}
    parts = [cle for cle, champ in plan.champs.items() if champ.nature == "pourcentage"]
    moyennes = {cle: sommer(plan, cle, toutes) for cle in parts}
    return Bilan(plan, dimension, _suivi(toutes), suivis, sans_suite, moyennes)


_AUCUN_ETAT = (
    "aucune action de ce plan n'a d'état; il n'y a pas de bilan à en faire. Écrivez le premier "
    "sous une action, etat: en cours par exemple, et leur date en tête du plan, etat_au: AAAA-MM-JJ"
)


def _suivi(actions: Sequence[Citation]) -> Suivi:
    comptes = Counter(citation.action.etat for citation in actions)
    return Suivi(len(actions), {etat: comptes[etat] for etat in (*ETATS, None)})
