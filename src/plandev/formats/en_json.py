"""Le JSON : les données simples d'une réponse, lettres accentuées comprises.

Ce que l'exécutant de GitHub prendrait pour une commande s'y écrit autrement, et se lit de même.
"""

import json
from collections.abc import Iterator
from typing import Any

from plandev.reponses.reponse import Reponse


def ecrire(reponse: Reponse) -> Iterator[str]:
    """Rend les données de la réponse, aux clés promises, ses nombres sans arrondi."""
    return en_json(reponse.donnees())


def en_json(donnees: Any) -> Iterator[str]:
    """Rend des données simples en JSON; une fraction ou un décimal exact y est un nombre."""
    encodeur = json.JSONEncoder(ensure_ascii=False, indent=2, default=_nombre)
    for morceau in encodeur.iterencode(donnees):
        yield morceau.replace("##[", "#\\u0023[")
    yield "\n"


def _nombre(exact: Any) -> int | float:
    """Rend un nombre au plus près; un entier qui n'y tiendrait pas, tel quel."""
    return int(exact) if exact == int(exact) != float(exact) else float(exact)
