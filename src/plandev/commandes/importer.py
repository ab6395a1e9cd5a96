"""La commande `importer`."""

from plandev.commandes import options
from plandev.commandes.options.destination import Destination, avec_destination
from plandev.commandes.options.plan_en_usage import emplacement
from plandev.commandes.options.precisions import avec_precisions
from plandev.commandes.programme import echecs
from plandev.commandes.programme.aide import commande
from plandev.commandes.programme.reponse import deposer
from plandev.lecture.tableau import importer as lire_le_tableau
from plandev.lecture.tableau.precisions import Precisions
from plandev.plan.redaction import rediger
from plandev.reponses.constats import resumer_l_importation

app, declarer = commande(
    "importer",
    "Fait un plan d'un tableau : celui d'un tableur, ou le classeur de plandev.",
    "importer plan2020.xlsx -o plan2020.yaml",
    "importer tableau.csv --annee 2021 --colonne libelle=C",
)


@declarer
@avec_precisions
@avec_destination(".yaml", ".yml", remplacable=False)
def importer(*, tableau: options.Tableau, precisions: Precisions, destination: Destination) -> int:
    lieu = emplacement(tableau)
    lu = lire_le_tableau(lieu.fichier, precisions)
    resume = resumer_l_importation(lieu.nom, lu.actions, lu.constats)
    if lu.plan is None:
        return echecs.echouer(lu.constats, f"{resume}\n")
    echecs.annoncer(lu.constats, f"{resume}\n")
    deposer([rediger(lu.plan)], destination, lieu)
    return echecs.FAVORABLE
