"""La commande `importer`."""

from shlex import quote
from shutil import get_terminal_size
from typing import Annotated

from typer import Option

from plandev.commandes import options
from plandev.commandes.options import drapeau
from plandev.commandes.options.destination import Destination, avec_destination
from plandev.commandes.options.plan_en_usage import Emplacement, emplacement
from plandev.commandes.options.precisions import avec_precisions
from plandev.commandes.programme import echecs
from plandev.commandes.programme.aide import commande
from plandev.commandes.programme.reponse import deposer
from plandev.lecture import lire_et_situer
from plandev.lecture.octets import nom_a_citer
from plandev.lecture.tableau import Importation
from plandev.lecture.tableau import importer as lire_le_tableau
from plandev.lecture.tableau.precisions import Precisions
from plandev.lecture.tableau.tableau_des_gens.lecture import Lecture
from plandev.lecture.yaml.brouillon_yaml import BrouillonYaml
from plandev.lecture.yaml.suivi import noter
from plandev.messages.constats import Constat, ErreurPlan, Gravite
from plandev.plan.modele import Plan
from plandev.plan.redaction import rediger
from plandev.questions.suivi import suivre
from plandev.reponses.commandes_proposees import proteger
from plandev.reponses.constats import resumer_l_importation
from plandev.reponses.suivi import resumer_le_suivi
from plandev.sorties.flux import ecrire, pour_des_personnes
from plandev.sorties.flux import noter as dire

app, declarer = commande(
    "importer",
    "Fait un plan d'un tableau : celui d'un tableur, ou le classeur de plandev.",
    "importer tableau.csv --annee 2021 --colonne libelle=C --apercu",
    "importer tableau.csv --annee 2021 --colonne libelle=C",
    "importer tableau.csv --annee 2022 --regles regles.yaml",
    "importer plan2020.xlsx --dans plan2020.yaml -o plan2020-suivi.yaml",
)
_Apercu = Annotated[bool, drapeau("--apercu", "Montre comment le tableau serait lu; n'écrit rien.")]
_Detail = Annotated[
    bool, drapeau("--detail", "Avec --apercu : chaque colonne, chaque ligne, et pourquoi.")
]
_Regles = Annotated[
    str | None,
    Option("--regles", metavar="FICHIER", help="Lit le tableau selon ce fichier de règles."),
]
_EcrireRegles = Annotated[
    str | None,
    Option("--ecrire-regles", metavar="FICHIER", help="Écrit les règles selon quoi il a été lu."),
]


@declarer
@avec_precisions
@avec_destination(".yaml", ".yml", remplacable=False)
def importer(
    *,
    tableau: options.Tableau,
    apercu: _Apercu = False,
    detail: _Detail = False,
    regles: _Regles = None,
    ecrire_regles: _EcrireRegles = None,
    dans: options.Dans = None,
    precisions: Precisions,
    destination: Destination,
) -> int:
    lieu = emplacement(tableau)
    a_suivre = None if dans is None else lire_et_situer(emplacement(dans).fichier)
    if regles is not None:
        precisions = _completer(regles, precisions)
    lu = lire_le_tableau(lieu.fichier, precisions)
    if apercu:
        return _montrer(lu, lieu, precisions, detail)
    _verifier_le_classeur(lu, lieu, dans)
    resume = _resumer(lu, lieu, precisions)
    if lu.plan is None:
        return echecs.echouer(lu.constats, resume)
    echecs.annoncer(lu.constats, resume)
    texte = rediger(lu.plan) if a_suivre is None else _noter(lu.plan, *a_suivre)
    a_garder = [lieu] if dans is None else [lieu, emplacement(dans)]
    deposer([texte], destination, *a_garder)
    if ecrire_regles is not None and lu.lecture:
        _garder(lu.lecture, lu.plan, ecrire_regles, lieu)
    return echecs.FAVORABLE


def _completer(regles: str, precisions: Precisions) -> Precisions:
    """Rend les règles d'un fichier, où ce que la commande dit l'emporte."""
    from plandev.lecture.tableau.regles import completer, lire_les_regles

    completes = completer(lire_les_regles(emplacement(regles).fichier), precisions)
    return completes._replace(tapees=(f"--regles {quote(regles)}", *precisions.tapees))


def _garder(lecture: Lecture, plan: Plan, fichier: str, lieu: Emplacement) -> None:
    """Écrit les règles selon quoi un tableau a été lu."""
    from plandev.lecture.tableau.regles import ecrire_les_regles

    deposer([ecrire_les_regles(lecture, plan)], Destination(fichier, None), lieu)


def _verifier_le_classeur(lu: Importation, lieu: Emplacement, dans: str | None) -> None:
    """Lève ErreurPlan si un plan est à suivre, et que ce n'est pas un classeur de plandev."""
    if dans is None or lu.lecture is None:
        return
    remede = f"faites-le du plan : plandev classeur -p {proteger(dans)} -o classeur.xlsx"
    message = f"ce n'est pas le classeur de plandev, que --dans demande\n{remede}"
    raise ErreurPlan(Constat("demande-inconnue", message, nom_a_citer(lieu.nom)))


def _montrer(lu: Importation, lieu: Emplacement, precisions: Precisions, detail: bool) -> int:
    """Montre comment le tableau serait lu, puis ce qui en est demandé; rend le statut."""
    from plandev.lecture.tableau.apercu import apercevoir

    if lu.lecture is None:
        dire("c'est le classeur de plandev : il dit lui-même ce qu'est chaque colonne\n")
    else:
        vu = apercevoir(lu.lecture, get_terminal_size().columns, detail=detail)
        ecrire([pour_des_personnes(vu)])
    fautes = [constat for constat in lu.constats if constat.gravite is Gravite.ERREUR]
    if not fautes:
        return echecs.FAVORABLE
    return echecs.echouer(fautes, _commande(lu, lieu, precisions))


def _resumer(lu: Importation, lieu: Emplacement, precisions: Precisions) -> str:
    resume = f"{resumer_l_importation(lieu.nom, lu.actions, lu.constats)}\n"
    bilan = lu.lecture.bilan if lu.lecture else ""
    return resume + (f"{bilan}\n" if bilan else "") + _commande(lu, lieu, precisions)


def _commande(lu: Importation, lieu: Emplacement, precisions: Precisions) -> str:
    """Rend la commande qui répond à tout ce qui est demandé; rien, si rien ne l'est."""
    if not lu.options:
        return ""
    dites = " ".join([quote(lieu.nom), *precisions.tapees, *lu.options])
    return f"Pour répondre à tout : plandev importer {dites}\n"


def _noter(lu: Plan, plan: Plan, brouillon: BrouillonYaml) -> str:
    """Rend le texte d'un plan, où sont notés les états d'un classeur; dit ce qui en est repris."""
    suivi = suivre(plan, lu)
    texte = noter(plan, brouillon, suivi.note)
    dire(f"{resumer_le_suivi(suivi)}\n")
    return texte
