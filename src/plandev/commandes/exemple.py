"""La commande `exemple`."""

from plandev.commandes import fin
from plandev.commandes.aide import commande
from plandev.commandes.destination import Destination, avec_destination
from plandev.commandes.plan_en_usage import fourni

app, declarer = commande(
    "exemple", "Écrit le plan de 2020, pour en commencer un autre.", "exemple -o plan2020.yaml"
)


@declarer
@avec_destination(".yaml", ".yml")
def exemple(
    *,
    destination: Destination,
) -> None:
    fin.deposer([fourni().read_bytes()], destination)
