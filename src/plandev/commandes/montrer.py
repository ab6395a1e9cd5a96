"""La commande `montrer`."""

from plandev.commandes import options
from plandev.commandes.options.date_des_retards import retards_a
from plandev.commandes.options.destination import Ecriture, avec_ecriture
from plandev.commandes.options.plan_en_usage import lire
from plandev.commandes.programme.aide import commande
from plandev.commandes.programme.reponse import repondre
from plandev.questions import citations as requetes
from plandev.reponses import actions

app, declarer = commande(
    "montrer", "Montre des actions entières.", "montrer 2.4", "montrer 5.19.a 5.20 --format json"
)


@declarer
@avec_ecriture(champs=True)
def montrer(
    *,
    action: options.Actions,
    au: options.Au = None,
    plan: options.Plan = None,
    ecriture: Ecriture,
) -> int:
    lu, lieu = lire(plan, publie=ecriture.format.publie, public=ecriture.public)
    trouvees = [requetes.trouver(lu, id_) for id_ in action]
    return repondre(actions.entieres(trouvees, lu, retards_a(lu, au, ecriture)), ecriture, lieu)
