"""La commande `annees`."""

from plandev.annees import reunir
from plandev.commandes import fin, options
from plandev.commandes.aide import commande
from plandev.commandes.plan_en_usage import emplacements_par_annee, lire_chacun
from plandev.formats import format_nomme
from plandev.reponses import annees as reponses

app, declarer = commande(
    "annees",
    "Met des années côte à côte : actions, part du plan décennal déployée, équilibre.",
    "annees",
    "annees plan2020.yaml plan2021.yaml",
    "annees --format md",
)


@declarer
def annees(
    fichiers: options.PlansDAnnees = None,
    format_: options.Format = "table",
) -> int:
    choisi = format_nomme(format_)
    plans = lire_chacun(emplacements_par_annee(fichiers or []))
    return fin.repondre(reponses.annees(reunir(plans)), choisi)
