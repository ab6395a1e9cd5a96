"""La commande `importer`."""

from plandev.commandes import options
from plandev.commandes.options.destination import Destination, avec_destination
from plandev.commandes.options.plan_en_usage import Emplacement, emplacement
from plandev.commandes.options.precisions import avec_precisions
from plandev.commandes.programme import echecs
from plandev.commandes.programme.aide import commande
from plandev.commandes.programme.reponse import deposer
from plandev.lecture import lire_et_situer
from plandev.lecture.tableau import importer as lire_le_tableau
from plandev.lecture.tableau.precisions import Precisions
from plandev.lecture.yaml.suivi import noter
from plandev.plan.modele import Plan
from plandev.plan.redaction import rediger
from plandev.questions.comparaison import comparer
from plandev.questions.suivi import relever
from plandev.reponses.constats import resumer_l_importation
from plandev.reponses.suivi import resumer_le_suivi
from plandev.sorties.flux import noter as dire

app, declarer = commande(
    "importer",
    "Fait un plan d'un tableau : celui d'un tableur, ou le classeur de plandev.",
    "importer plan2020.xlsx -o plan2020.yaml",
    "importer tableau.csv --annee 2021 --colonne libelle=C",
    "importer plan2020.xlsx --dans plan2020.yaml -o plan2020-suivi.yaml",
)


@declarer
@avec_precisions
@avec_destination(".yaml", ".yml", remplacable=False)
def importer(
    *,
    tableau: options.Tableau,
    dans: options.Dans = None,
    precisions: Precisions,
    destination: Destination,
) -> int:
    lieu = emplacement(tableau)
    lu = lire_le_tableau(lieu.fichier, precisions)
    resume = resumer_l_importation(lieu.nom, lu.actions, lu.constats)
    if lu.plan is None:
        return echecs.echouer(lu.constats, f"{resume}\n")
    echecs.annoncer(lu.constats, f"{resume}\n")
    if dans is not None:
        return _noter(lu.plan, emplacement(dans), destination, lieu)
    deposer([rediger(lu.plan)], destination, lieu)
    return echecs.FAVORABLE


def _noter(lu: Plan, voulu: Emplacement, destination: Destination, lieu: Emplacement) -> int:
    """Note, dans le texte d'un plan, les états qu'en dit un classeur; rend le statut."""
    plan, brouillon = lire_et_situer(voulu.fichier)
    notes = relever(plan, lu)
    texte = noter(plan, brouillon, notes.etats, lu.etat_au or plan.etat_au)
    dire(f"{resumer_le_suivi(comparer(plan, lu), notes)}\n")
    deposer([texte], destination, lieu, voulu)
    return echecs.FAVORABLE
