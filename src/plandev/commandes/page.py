"""La commande `page`."""

from plandev.commandes import options
from plandev.commandes.options.destination import Destination, avec_destination
from plandev.commandes.options.plan_en_usage import emplacement, lire_la
from plandev.commandes.programme import echecs
from plandev.commandes.programme.aide import commande
from plandev.commandes.programme.reponse import deposer, refuser_au_terminal
from plandev.reponses import page as reponses

app, declarer = commande(
    "page",
    "Écrit la page publique du plan : un seul fichier HTML, à mettre sur n'importe quel site.",
    "page -o plan2020.html",
    "page --plan plan2020.yaml -o index.html --remplacer",
)


@declarer
@avec_destination(".html", ".htm")
def page(*, plan: options.Plan = None, destination: Destination) -> int:
    from plandev.formats import en_html  # l'aide du programme charge toutes les commandes

    if destination.fichier is None:
        refuser_au_terminal("page.html")
    lieu = emplacement(plan, pour_un_verdict=True)
    lu, _ = lire_la(lieu, publie=True)
    deposer(en_html.ecrire(reponses.page(lu)), destination, lieu)
    return echecs.FAVORABLE
