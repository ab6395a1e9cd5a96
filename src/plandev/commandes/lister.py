"""La commande `list`."""

from plandev.commandes import options
from plandev.commandes.options.destination import Ecriture, avec_ecriture
from plandev.commandes.options.filtres import Choisir, avec_filtres
from plandev.commandes.options.plan_en_usage import lire
from plandev.commandes.programme.aide import commande
from plandev.commandes.programme.reponse import repondre
from plandev.questions.filtres import choisir as choisir_les_actions
from plandev.reponses import actions
from plandev.reponses.commandes_proposees import commande_de_liste

app, declarer = commande(
    "list",
    "Liste les actions du plan, toutes ou celles qu'on choisit.",
    "list --axe 2",
    "list --responsable DVC --texte fete",
    "list --groupe jeunes --format csv",
)


@declarer
@avec_filtres
@avec_ecriture()
def lister(
    *,
    choisir: Choisir,
    plan: options.Plan = None,
    ecriture: Ecriture,
    sans_pagination: options.SansPagination = False,
) -> int:
    lu, lieu = lire(plan, publie=ecriture.format.publie)
    criteres = choisir(lu)
    trouvees = choisir_les_actions(lu, criteres)
    reponse = actions.liste(trouvees, lu, commande_de_liste(criteres, plan), criteres)
    return repondre(reponse, ecriture, lieu, pagine=not sans_pagination)
