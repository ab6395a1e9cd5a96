"""La commande `importer`."""

from plandev.commandes import options
from plandev.commandes.options.destination import Destination, avec_destination
from plandev.commandes.options.plan_en_usage import Emplacement, emplacement
from plandev.commandes.options.precisions import avec_precisions
from plandev.commandes.programme import echecs
from plandev.commandes.programme.aide import commande
from plandev.commandes.programme.reponse import deposer
from plandev.lecture import lire_et_situer
from plandev.lecture.octets import nom_a_citer
from plandev.lecture.tableau import importer as lire_le_tableau
from plandev.lecture.tableau.notre_classeur import est_d_un_autre
from plandev.lecture.tableau.precisions import Precisions
from plandev.lecture.yaml.brouillon_yaml import BrouillonYaml
from plandev.lecture.yaml.suivi import noter
from plandev.messages.constats import Constat, ErreurPlan
from plandev.plan.modele import Plan
from plandev.plan.redaction import rediger
from plandev.questions.suivi import suivre
from plandev.reponses.commandes_proposees import proteger
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
    a_suivre = None if dans is None else _lire_le_plan(dans, lieu)
    lu = lire_le_tableau(lieu.fichier, precisions)
    resume = resumer_l_importation(lieu.nom, lu.actions, lu.constats)
    if lu.plan is None:
        return echecs.echouer(lu.constats, f"{resume}\n")
    echecs.annoncer(lu.constats, f"{resume}\n")
    texte = rediger(lu.plan) if a_suivre is None else _noter(lu.plan, *a_suivre)
    a_garder = [lieu] if dans is None else [lieu, emplacement(dans)]
    deposer([texte], destination, *a_garder)
    return echecs.FAVORABLE


def _lire_le_plan(dans: str, lieu: Emplacement) -> tuple[Plan, BrouillonYaml]:
    """Rend le plan où noter des états; lève ErreurPlan si ce n'est pas un classeur qui les dit."""
    lu = lire_et_situer(emplacement(dans).fichier)
    if lieu.fichier.is_file() and est_d_un_autre(lieu.fichier):
        remede = f"faites-le du plan : plandev classeur -p {proteger(dans)} -o classeur.xlsx"
        message = f"ce n'est pas le classeur de plandev, que --dans demande\n{remede}"
        raise ErreurPlan(Constat("demande-inconnue", message, nom_a_citer(lieu.nom)))
    return lu


def _noter(lu: Plan, plan: Plan, brouillon: BrouillonYaml) -> str:
    """Rend le texte d'un plan, où sont notés les états d'un classeur; dit ce qui en est repris."""
    suivi = suivre(plan, lu)
    texte = noter(plan, brouillon, suivi.note)
    dire(f"{resumer_le_suivi(suivi)}\n")
    return texte
