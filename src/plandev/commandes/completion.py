"""La commande `completion`."""

from plandev.commandes import options
from plandev.commandes.options.destination import Destination, avec_destination
from plandev.commandes.options.propositions import script
from plandev.commandes.programme.aide import commande
from plandev.commandes.programme.reponse import deposer

app, declarer = commande(
    "completion",
    "Écrit le script qui fait compléter commandes, options et valeurs par la touche Tab.",
    "completion bash",
    "completion fish",
)


@declarer
@avec_destination()
def completion(*, interpreteur: options.Interpreteur, destination: Destination) -> None:
    deposer([script(interpreteur)], destination)
