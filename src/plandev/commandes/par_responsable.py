"""La commande `par-responsable`."""

from plandev import requetes
from plandev.commandes import fin, options
from plandev.commandes.aide import commande
from plandev.commandes.plan_en_usage import lire
from plandev.formats import format_nomme
from plandev.reponses import actions
from plandev.reponses.unites import charges

app, declarer = commande(
    "par-responsable",
    "Compte les actions de chaque unité, ou liste celles des unités nommées.",
    "par-responsable",
    "par-responsable DVC",
    "par-responsable URBA DEV --format md",
)


@declarer
def par_responsable(
    unites: options.Unites = None,
    plan: options.Plan = None,
    format_: options.Format = "table",
) -> int:
    choisi, (lu, _) = format_nomme(format_), lire(plan)
    if unites:
        trouvees = requetes.filtrer(lu, responsables=unites)
        return fin.repondre(actions.liste(trouvees, lu), choisi)
    return fin.repondre(charges(requetes.charges(lu), lu, plan), choisi)
