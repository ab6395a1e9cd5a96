"""La commande `compter`."""

from plandev.commandes import options
from plandev.commandes.options.destination import Ecriture, avec_ecriture
from plandev.commandes.options.filtres import Choisir, avec_filtres
from plandev.commandes.options.plan_en_usage import lire
from plandev.commandes.programme.aide import commande
from plandev.commandes.programme.reponse import repondre
from plandev.questions.comptes import compter as compter_les_actions
from plandev.reponses.comptes import comptage

app, declarer = commande(
    "compter",
    "Compte les actions par axe, unité, groupe, état ou champ, ou par deux d'entre eux.",
    "compter --par groupe",
    "compter --par responsable --par axe",
    "compter --par groupe --responsable DVC --format csv",
)


@declarer
@avec_filtres
@avec_ecriture(champs=True)
def compter(
    *,
    par: options.Dimensions = None,
    somme: options.Somme = None,
    choisir: Choisir,
    plan: options.Plan = None,
    ecriture: Ecriture,
) -> int:
    lu, lieu = lire(plan, publie=ecriture.format.publie, public=ecriture.public)
    criteres = choisir(lu)
    comptes = compter_les_actions(lu, *(par or ()), criteres=criteres, somme=somme)
    return repondre(comptage(comptes, lu, criteres, plan), ecriture, lieu)
