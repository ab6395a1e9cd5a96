"""La commande `bilan`."""

from plandev.commandes import options
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
@avec_ecriture()
def bilan(*, par: options.ParDuBilan = "axe", plan: options.Plan = None, ecriture: Ecriture) -> int:
    lieu = emplacement(plan, pour_un_verdict=True)
    lu, _ = lire_la(lieu, publie=ecriture.format.publie)
    return repondre(reponses.bilan(questions.bilan(lu, par), plan), ecriture, lieu)
