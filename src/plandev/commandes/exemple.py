"""La commande `exemple`."""

from plandev.commandes.aide import commande
from plandev.commandes.plan_en_usage import fourni
from plandev.sortie import ecrire

app, declarer = commande(
    "exemple", "Écrit le plan de 2020, pour en commencer un autre.", "exemple > plan2020.yaml"
)


@declarer
def exemple() -> None:
    ecrire([fourni().read_bytes()])
