"""La commande `comparer`."""

from pathlib import Path

from plandev.commandes import options
from plandev.commandes.options.destination import Ecriture, avec_ecriture
from plandev.commandes.options.plan_en_usage import Emplacement, emplacement, lire_chacun
from plandev.commandes.programme import echecs
from plandev.commandes.programme.aide import commande
from plandev.commandes.programme.reponse import repondre
from plandev.lecture.octets import nom_a_citer
from plandev.messages.constats import Constat, ErreurPlan
from plandev.messages.mots import redire
from plandev.questions.comparaison import comparer as comparer_les_plans
from plandev.reponses import comparaison as reponses
from plandev.reponses.commandes_proposees import proteger
from plandev.reponses.comparaison.en_donnees import Demande
from plandev.sorties.depot import est_le_meme

app, declarer = commande(
    "comparer",
    "Dit ce qui change d'un plan à un autre : chaque action, puis le tout.",
    "comparer plan2020.yaml plan2021.yaml",
    "comparer plan2020.yaml --resume",
    "comparer plan2020.yaml plan2021.yaml --format md",
)


@declarer
@avec_ecriture(champs=True)
def comparer(
    *,
    avant: options.Avant,
    apres: options.Apres = None,
    resume: options.Resume = False,
    statut: options.Statut = False,
    plan: options.Plan = None,
    ecriture: Ecriture,
) -> int:
    lieux = _lieux(avant, apres, plan)
    ancien, nouveau = lire_chacun(lieux, publie=ecriture.format.publie, public=ecriture.public)
    ecarts = comparer_les_plans(ancien, nouveau)
    nom_avant, nom_apres = (nom_a_citer(lieu.nom) for lieu in lieux)
    reponse = reponses.comparaison(ecarts, Demande(nom_avant, nom_apres, resume))
    differents = echecs.FAVORABLE if ecarts.vide else echecs.DEFAVORABLE
    return repondre(reponse, ecriture, *lieux, verdict=differents if statut else None)


def _lieux(avant: str, apres: str | None, plan: str | None) -> tuple[Emplacement, Emplacement]:
    if apres is not None and plan is not None:
        message = "un second fichier et --plan à la fois\nnommez le plan d'après d'une seule façon"
        raise ErreurPlan(Constat("demande-inconnue", message))
    lieux = emplacement(avant), emplacement(apres or plan, pour_un_verdict=True)
    un, autre = (lieu.fichier for lieu in lieux)
    if un is autre or est_le_meme(Path(str(un)), Path(str(autre))):
        message = f"{redire(lieux[1].nom)} serait comparé à lui-même\nnommez l'autre plan"
        commande = f"plandev comparer {proteger(avant)} AUTRE.yaml"
        raise ErreurPlan(Constat("demande-inconnue", f"{message} : {commande}"))
    return lieux
