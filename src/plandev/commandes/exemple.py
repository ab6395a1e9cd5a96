"""La commande `exemple`."""

from plandev.commandes.options.destination import Destination, avec_destination
from plandev.commandes.options.plan_en_usage import fourni
from plandev.commandes.programme.aide import commande
from plandev.commandes.programme.reponse import deposer

app, declarer = commande(
    "exemple", "Écrit le plan de 2020, pour en commencer un autre.", "exemple -o plan2020.yaml"
)


@declarer
@avec_destination(".yaml", ".yml")
def exemple(*, destination: Destination) -> None:
    deposer([fourni().read_bytes()], destination)
