"""La commande `bilan`."""

from plandev.commandes import options
from plandev.commandes.options.date_des_retards import retards_a
from plandev.commandes.options.destination import Ecriture, avec_ecriture
from plandev.commandes.options.plan_en_usage import emplacement, lire_la
from plandev.commandes.programme.aide import commande
from plandev.commandes.programme.reponse import repondre
from plandev.questions import bilan as questions
from plandev.reponses import bilan as reponses

app, declarer = commande(
    "bilan",
    "Dit où en sont les actions, par axe et en tout, et le taux de leur réalisation.",
    "bilan",
    "bilan --par responsable",
    "bilan --format md",
)


@declarer
@avec_ecriture(champs=True)
def bilan(
    *,
    par: options.ParDuBilan = "axe",
    au: options.Au = None,
    plan: options.Plan = None,
    ecriture: Ecriture,
) -> int:
    lieu = emplacement(plan, pour_un_verdict=True)
    lu, _ = lire_la(lieu, publie=ecriture.format.publie, public=ecriture.public)
    mesure, en_retard = questions.bilan(lu, par), retards_a(lu, au, ecriture)
    return repondre(reponses.bilan(mesure, plan, en_retard), ecriture, lieu)
