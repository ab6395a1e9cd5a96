"""La commande `completion`."""

from plandev.commandes import options
from plandev.commandes.aide import commande
from plandev.commandes.propositions import script
from plandev.sortie import ecrire

app, declarer = commande(
    "completion",
    "Écrit le script qui fait compléter commandes, options et valeurs par la touche Tab.",
    "completion bash",
    "completion fish",
)


@declarer
def completion(
    interpreteur: options.Interpreteur,
) -> None:
    ecrire([script(interpreteur)])
