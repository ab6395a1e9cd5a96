"""La commande `compter`."""

from plandev.commandes import fin, options
from plandev.commandes.aide import commande
from plandev.commandes.filtres import Choisir, avec_filtres
from plandev.commandes.plan_en_usage import lire
from plandev.comptes import compter as compter_les_actions
from plandev.formats import format_nomme
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
def compter(
    *,
    par: options.Dimensions = None,
    choisir: Choisir,
    plan: options.Plan = None,
    format_: options.Format = "table",
) -> int:
    choisi, (lu, _) = format_nomme(format_), lire(plan)
    criteres = choisir(lu)
    comptes = compter_les_actions(lu, *(par or ()), criteres=criteres)
    return fin.repondre(comptage(comptes, lu, criteres, plan), choisi)
