"""La commande `schema`."""

from plandev.commandes.aide import commande
from plandev.formats.en_json import en_json
from plandev.schema import schema as decrire
from plandev.sortie import ecrire

app, declarer = commande(
    "schema",
    "Écrit le schéma JSON du fichier de plan, pour un éditeur qui sait s'en servir.",
    "schema > plan.schema.json",
)


@declarer
def schema() -> None:
    ecrire(en_json(decrire()), "utf-8")
