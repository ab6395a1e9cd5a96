"""La commande `nouveau`."""

from plandev.commandes import options
from plandev.commandes.options.destination import Destination, avec_destination
from plandev.commandes.options.plan_en_usage import emplacement, noter_le
from plandev.commandes.programme import echecs
from plandev.commandes.programme.aide import commande
from plandev.commandes.programme.reponse import deposer
from plandev.lecture.yaml.coupe import nouveau as commencer
from plandev.messages.constats import Constat, ErreurPlan
from plandev.messages.mots import redire
from plandev.plan.valeurs import ATTENTE_D_UNE_ANNEE, DERNIERE_ANNEE, PREMIERE_ANNEE

app, declarer = commande(
    "nouveau",
    "Commence le plan d'une autre année de celui-ci : sa tête, ses axes, les actions à poursuivre.",
    "nouveau 2021 -o plan2021.yaml",
    "nouveau 2021 --sans-actions",
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
    voulue = _lire(annee)
    # Le fichier où l'interpréteur mettra la réponse est déjà là, vide : ce n'est pas lui.
    lieu = emplacement(plan, avant=voulue)
    texte = commencer(lieu.fichier, voulue, avec_actions=not sans_actions)
    noter_le(lieu)
    deposer([texte], destination, lieu)
    return echecs.FAVORABLE


def _lire(annee: str) -> int:
    en_chiffres = annee.isascii() and annee.isdecimal()
    if en_chiffres and PREMIERE_ANNEE <= int(annee) <= DERNIERE_ANNEE:
        return int(annee)
    message = f"{redire(annee)} : {ATTENTE_D_UNE_ANNEE.phrase}"
    raise ErreurPlan(Constat("demande-inconnue", message))
