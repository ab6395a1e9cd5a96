"""La commande `nouveau`."""

import re

from plandev.commandes import options
from plandev.commandes.options.destination import Destination, avec_destination
from plandev.commandes.options.plan_en_usage import emplacement, noter_le
from plandev.commandes.programme import echecs
from plandev.commandes.programme.aide import commande
from plandev.commandes.programme.reponse import deposer
from plandev.lecture.yaml.coupe import Annees
from plandev.lecture.yaml.coupe import nouveau as commencer
from plandev.messages.constats import Constat, ErreurPlan
from plandev.messages.mots import redire
from plandev.plan.valeurs import ATTENTE_D_UNE_ANNEE, DERNIERE_ANNEE, PREMIERE_ANNEE, Periode

app, declarer = commande(
    "nouveau",
    "Commence le plan d'une autre année de celui-ci : sa tête, ses axes, les actions à poursuivre.",
    "nouveau 2021 -o plan2021.yaml",
    "nouveau 2021 --sans-actions",
    "nouveau 2027-2029 --plan plan2020.yaml",
)


@declarer
@avec_destination(".yaml", ".yml")
def nouveau(
    *,
    annee: options.Annee,
    sans_actions: options.SansActions = False,
    plan: options.Plan = None,
    destination: Destination,
) -> int:
    voulues = _lire(annee)
    # Le fichier où l'interpréteur mettra la réponse est déjà là, vide : ce n'est pas lui.
    premiere = voulues if isinstance(voulues, int) else voulues.premiere
    lieu = emplacement(plan, pour_un_verdict=True, avant=premiere)
    texte = commencer(lieu.fichier, voulues, avec_actions=not sans_actions)
    noter_le(lieu)
    deposer([texte], destination, lieu)
    return echecs.FAVORABLE


def _lire(tapees: str) -> Annees:
    lues = re.fullmatch(r"([0-9]{4})(?:-([0-9]{4}))?", tapees)
    premiere, derniere = (int(une or 0) for une in lues.groups()) if lues else (0, 0)
    if PREMIERE_ANNEE <= premiere < (derniere or DERNIERE_ANNEE + 1) <= DERNIERE_ANNEE + 1:
        return Periode(premiere, derniere) if derniere else premiere
    attente = f"{ATTENTE_D_UNE_ANNEE.phrase}, ou une période, comme 2027-2029"
    raise ErreurPlan(Constat("demande-inconnue", f"{redire(tapees)} : {attente}"))
