"""La commande `list`."""

from plandev.commandes import fin, options
from plandev.commandes.aide import commande
from plandev.commandes.filtres import Choisir, avec_filtres
from plandev.commandes.plan_en_usage import lire
from plandev.filtres import choisir as choisir_les_actions
from plandev.formats import format_nomme
from plandev.reponses import actions

app, declarer = commande(
    "list",
    "Liste les actions du plan, toutes ou celles qu'on choisit.",
    "list --axe 2",
    "list --responsable DVC --texte fete",
    "list --groupe jeunes --format csv",
)


@declarer
@avec_filtres
def lister(
    *,
    choisir: Choisir,
    plan: options.Plan = None,
    format_: options.Format = "table",
    sans_pagination: options.SansPagination = False,
) -> int:
    choisi, (lu, _) = format_nomme(format_), lire(plan)
    trouvees = choisir_les_actions(lu, choisir(lu))
    return fin.repondre(actions.liste(trouvees, lu), choisi, pagine=not sans_pagination)
