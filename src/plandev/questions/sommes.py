"""Ce que font, ensemble, les nombres que des actions disent sous un champ."""

from collections.abc import Iterable
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

from plandev.messages.constats import Constat, ErreurPlan
from plandev.messages.mots import EN_TETE, conseil, redire
from plandev.plan.modele import Plan
from plandev.questions.citations import Citation
from plandev.questions.dimensions import champs_de_nombres, cle_nommee
from plandev.questions.filtres.bornes import SANS_NOMBRE

_CHIFFRES = 60  # d'une somme : ceux de cent mille nombres de trente-six chiffres


class Somme(NamedTuple):
    """La somme exacte des nombres d'un champ, et combien d'actions en disent un."""

    total: Decimal = Decimal()
    renseignees: int = 0

    @property
    def moyenne(self) -> Fraction | None:
        """La moyenne de ceux qui sont dits; None s'il n'y en a pas."""
        return Fraction(self.total) / self.renseignees if self.renseignees else None


def champ_de_nombres(plan: Plan, nom: str) -> str:
    """Rend la clé du champ de nombres que nomme un mot.

    Lève ErreurPlan si ce n'en est pas un, avec les plus proches.
    """
    champs = champs_de_nombres(plan)
    if cle := cle_nommee(nom, champs):
        return cle
    aide = conseil(nom, champs, EN_TETE) if champs else SANS_NOMBRE
    message = f"{redire(nom)} n'est pas un champ de nombres\n{aide}"
    raise ErreurPlan(Constat("demande-inconnue", message))


def sommer(plan: Plan, cle: str, actions: Iterable[Citation]) -> Somme:
    """Rend la somme de ce que disent ces actions sous ce champ de nombres, chacune une fois."""
    lire = plan.champs[cle].sa_nature.lire
    dits = [dit for citation in actions if isinstance(dit := citation.action.champ(cle), str)]
    with localcontext() as exact:
        exact.prec = _CHIFFRES
        return Somme(sum(map(lire, dits), Decimal()), len(dits))
