"""La commande `completion`."""

from plandev.commandes import fin, options
from plandev.commandes.aide import commande
from plandev.commandes.destination import Destination, avec_destination
from plandev.commandes.propositions import script

app, declarer = commande(
    "completion",
    "Écrit le script qui fait compléter commandes, options et valeurs par la touche Tab.",
    "completion bash",
    "completion fish",
)


@declarer
@avec_destination()
def completion(
    *,
    interpreteur: options.Interpreteur,
    destination: Destination,
) -> None:
    fin.deposer([script(interpreteur)], destination)
