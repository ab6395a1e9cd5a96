"""À quelle date une réponse voit ce qui est en retard : celle qu'on dit, celle du plan, ou le jour.

Le jour ne date qu'une réponse à l'écran : d'un document ou d'un fichier, rien n'en dépend.
"""

from datetime import date

from plandev.commandes.options.destination import Ecriture
from plandev.messages.constats import Constat, ErreurPlan
from plandev.messages.mots import redire
from plandev.plan.modele import Plan
from plandev.plan.natures import dernier_jour
from plandev.questions.filtres.bornes import SANS_ECHEANCE
from plandev.questions.retards import Retards, retards


def retards_a(plan: Plan, au: str | None, ecriture: Ecriture) -> Retards | None:
    """Rend ce qui est en retard à la date demandée, ou à celle que la réponse peut prendre.

    Lève ErreurPlan si `au` n'est pas une date, ou si rien ne peut y être en retard.
    """
    quand = None if au is None else _jour(au)
    if au is not None and not plan.champ_de_nature("echeance"):
        raise ErreurPlan(Constat("demande-inconnue", f"--au : {_SANS_CHAMP}"))
    a_l_ecran = ecriture.format.libre and ecriture.destination.fichier is None
    return retards(plan, quand, date.today() if a_l_ecran else None)  # noqa: DTZ011


def retards_demandes(plan: Plan, au: str | None, ecriture: Ecriture) -> Retards:
    """Rend de même ce qui est en retard; lève aussi ErreurPlan si rien ne le date."""
    if trouves := retards_a(plan, au, ecriture):
        return trouves
    if not plan.champ_de_nature("echeance"):
        raise ErreurPlan(Constat("demande-inconnue", f"--en-retard : {_SANS_CHAMP}"))
    manque = "--en-retard : rien ne dit à quelle date, et ce n'est pas une réponse à l'écran"
    aide = "ajoutez --au AAAA-MM-JJ, ou etat_au: AAAA-MM-JJ en tête du plan"
    raise ErreurPlan(Constat("demande-inconnue", f"{manque}\n{aide}"))


_SANS_CHAMP = f"ce plan n'a pas de champ de nature echeance\n{SANS_ECHEANCE}"


def _jour(au: str) -> date:
    jour = dernier_jour(au)
    if jour is None or au != str(jour):
        attendu = "une date est attendue : année, mois et jour, comme 2020-12-31"
        raise ErreurPlan(Constat("demande-inconnue", f"--au {redire(au)} : {attendu}"))
    return jour
