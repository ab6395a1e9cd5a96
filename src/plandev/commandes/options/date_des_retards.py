"""À quelle date une réponse voit ce qui est en retard : celle qu'on dit, celle du plan, ou le jour.

Le jour ne date qu'une réponse à l'écran : d'un document ou d'un fichier, rien n'en dépend.
"""

from datetime import date
from typing import NoReturn

from plandev.commandes.options.destination import Ecriture
from plandev.messages.constats import Constat, ErreurPlan
from plandev.messages.mots import redire
from plandev.plan.modele import Plan
from plandev.plan.natures import dernier_jour
from plandev.questions.filtres.bornes import sans_echeance
from plandev.questions.retards import Retards, retards


def retards_a(
    plan: Plan, au: str | None, ecriture: Ecriture, *, demandes: bool = False
) -> Retards | None:
    """Rend ce qui est en retard à la date demandée, ou à celle que la réponse peut prendre.

    Lève ErreurPlan si `au` n'est pas une date; de retards `demandes`, si rien ne peut y être en
    retard, ou si rien ne le date.
    """
    if (au or demandes) and not plan.champ_de_nature("echeance"):
        raise ErreurPlan(sans_echeance("au" if au else "en-retard"))
    a_l_ecran = ecriture.format.libre and ecriture.destination.fichier is None
    aujourd_hui = date.today() if a_l_ecran else None  # noqa: DTZ011
    trouves = retards(plan, _jour(au) if au is not None else None, aujourd_hui)
    if demandes and trouves is None:
        manque = "rien ne dit à quelle date, et ce n'est pas une réponse à l'écran"
        remede = "ajoutez --au AAAA-MM-JJ, ou etat_au: AAAA-MM-JJ en tête du plan"
        _refuser(f"--en-retard\u00a0: {manque}\n{remede}")
    return trouves


def _jour(au: str) -> date:
    jour = dernier_jour(au)
    if jour is None or au != str(jour):
        attendu = (
            "une date est attendue\u00a0: année (de 1900 à 2199), mois et jour, comme 2020-12-31"
        )
        _refuser(f"--au {redire(au)}\u00a0: {attendu}")
    return jour


def _refuser(message: str) -> NoReturn:
    raise ErreurPlan(Constat("demande-inconnue", message))
