"""La commande `schema`."""

from plandev.commandes.options.destination import Destination, avec_destination
from plandev.commandes.programme.aide import commande
from plandev.commandes.programme.reponse import deposer
from plandev.formats.en_json import en_json
from plandev.plan.schema import schema as decrire

app, declarer = commande(
    "schema",
    "Écrit le schéma JSON du fichier de plan, pour un éditeur qui sait s'en servir.",
    "schema -o plan.schema.json",
)


@declarer
@avec_destination(".json")
def schema(*, destination: Destination) -> None:
    deposer(en_json(decrire()), destination)
