"""La commande `schema`."""

from plandev.commandes import fin
from plandev.commandes.aide import commande
from plandev.commandes.destination import Destination, avec_destination
from plandev.formats.en_json import en_json
from plandev.schema import schema as decrire

app, declarer = commande(
    "schema",
    "Écrit le schéma JSON du fichier de plan, pour un éditeur qui sait s'en servir.",
    "schema -o plan.schema.json",
)


@declarer
@avec_destination(".json")
def schema(
    *,
    destination: Destination,
) -> None:
    fin.deposer(en_json(decrire()), destination)
