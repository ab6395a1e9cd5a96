"""La commande `montrer`."""

from plandev import requetes
from plandev.commandes import fin, options
from plandev.commandes.aide import commande
from plandev.commandes.plan_en_usage import lire
from plandev.formats import format_nomme
from plandev.reponses import actions

app, declarer = commande(
    "montrer", "Montre des actions entières.", "montrer 2.4", "montrer 5.19.a 5.20 --format json"
)


@declarer
def montrer(
    action: options.Actions,
    plan: options.Plan = None,
    format_: options.Format = "table",
) -> int:
    choisi, (lu, _) = format_nomme(format_), lire(plan)
    trouvees = [requetes.trouver(lu, id_) for id_ in action]
    return fin.repondre(actions.entieres(trouvees, lu), choisi)
