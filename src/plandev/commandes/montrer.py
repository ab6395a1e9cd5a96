"""La commande `montrer`."""

from plandev import requetes
from plandev.commandes import fin, options
from plandev.commandes.aide import commande
from plandev.commandes.plan_en_usage import lire
from plandev.formats import format_nomme
from plandev.reponses import actions

app, declarer = commande("montrer", "montrer 2.4", "montrer 5.19.a --format json")


@declarer
def montrer(
    action: options.Action,
    plan: options.Plan = None,
    format_: options.Format = "table",
) -> int:
    """Montre une action entière."""
    choisi, (lu, _) = format_nomme(format_), lire(plan)
    return fin.repondre(actions.entiere(requetes.trouver(lu, action), lu), choisi)
