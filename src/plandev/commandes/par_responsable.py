"""La commande `par-responsable`."""

from itertools import chain

from plandev.commandes import options
from plandev.commandes.options.destination import Ecriture, avec_ecriture
from plandev.commandes.options.filtres import Choisir, avec_filtres
from plandev.commandes.options.plan_en_usage import lire
from plandev.commandes.programme.aide import commande
from plandev.commandes.programme.reponse import repondre
from plandev.questions.comptes import charges
from plandev.questions.filtres.criteres import choisir as choisir_les_actions
from plandev.questions.filtres.demandes import reconnaitre_les_criteres
from plandev.reponses import liste as actions
from plandev.reponses import unites as reponses
from plandev.reponses.commandes_proposees import commande_des_unites

app, declarer = commande(
    "par-responsable",
    "Compte les actions de chaque unité, ou liste celles des unités nommées.",
    "par-responsable",
    "par-responsable DVC",
    "par-responsable URBA DEV --format md",
)


@declarer
@avec_filtres
@avec_ecriture(champs=True)
def par_responsable(
    *,
    unites: options.Unites = None,
    choisir: Choisir,
    plan: options.Plan = None,
    ecriture: Ecriture,
) -> int:
    lu, lieu = lire(plan, publie=ecriture.format.publie, public=ecriture.public)
    criteres, nommees = choisir(lu), reconnaitre_les_criteres(lu, responsables=unites or ())
    choisies = choisir_les_actions(lu, criteres, nommees)
    if unites:
        tapee = commande_des_unites([un.tape for un in chain(*nommees)], criteres, plan)
        return repondre(actions.liste(choisies, lu, tapee, criteres, nommees), ecriture, lieu)
    liste = charges(lu, choisies, criteres)
    demande = reponses.Demande(plan, criteres, choisies)
    return repondre(reponses.charges(liste, lu, demande), ecriture, lieu)
