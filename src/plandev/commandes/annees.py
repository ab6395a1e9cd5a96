"""La commande `annees`."""

from plandev.commandes import options
from plandev.commandes.options.destination import Ecriture, avec_ecriture
from plandev.commandes.options.plan_en_usage import emplacements_par_annee, lire_chacun
from plandev.commandes.programme.aide import commande
from plandev.commandes.programme.reponse import repondre
from plandev.questions import annees as questions
from plandev.reponses import annees as reponses

app, declarer = commande(
    "annees",
    "Met des années côte à côte : actions, part du plan décennal déployée, équilibre.",
    "annees",
    "annees plan2020.yaml plan2021.yaml",
    "annees --format md",
)


@declarer
@avec_ecriture()
def annees(*, fichiers: options.PlansDAnnees = None, ecriture: Ecriture) -> int:
    lieux = emplacements_par_annee(fichiers or [])
    plans = lire_chacun(lieux, publie=ecriture.format.publie)
    return repondre(reponses.annees(questions.annees(plans)), ecriture, *lieux)
