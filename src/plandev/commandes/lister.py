"""La commande `list`."""

from plandev import requetes
from plandev.commandes import fin, options
from plandev.commandes.aide import commande
from plandev.commandes.plan_en_usage import lire
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
def lister(
    axe: options.Axes = None,
    responsable: options.Responsables = None,
    groupe: options.Groupes = None,
    texte: options.Textes = None,
    plan: options.Plan = None,
    format_: options.Format = "table",
) -> int:
    choisi, (lu, _) = format_nomme(format_), lire(plan)
    trouvees = requetes.filtrer(
        lu,
        axes=axe or (),
        responsables=responsable or (),
        groupes=groupe or (),
        textes=texte or (),
    )
    return fin.repondre(actions.liste(trouvees, lu), choisi)
