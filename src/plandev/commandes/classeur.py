"""La commande `classeur`."""

from plandev.commandes import options
from plandev.commandes.options.destination import Ecriture, avec_ecriture
from plandev.commandes.options.plan_en_usage import emplacement, lire_la
from plandev.commandes.programme.aide import commande
from plandev.commandes.programme.reponse import repondre
from plandev.formats import CLASSEUR
from plandev.reponses.classeur import classeur as reunir

app, declarer = commande(
    "classeur",
    "Met le plan entier dans un classeur : ce qu'il dit, son équilibre et son bilan.",
    "classeur -o plan2020.xlsx",
    "classeur --par-unite -o unites.xlsx",
)


@declarer
@avec_ecriture(CLASSEUR, "xlsx", champs=True)
def classeur(
    *, par_unite: options.ParUnite = False, plan: options.Plan = None, ecriture: Ecriture
) -> int:
    lieu = emplacement(plan, pour_un_verdict=True)
    lu, _ = lire_la(lieu, publie=ecriture.format.publie, public=ecriture.public)
    return repondre(reunir(lu, par_unite=par_unite), ecriture, lieu)
