"""Le JSON : les données simples d'une réponse, lettres accentuées comprises."""

import json
from collections.abc import Iterator
from typing import Any

from plandev.reponses.reponse import Reponse


def ecrire(reponse: Reponse) -> Iterator[str]:
    """Rend les données de la réponse, aux clés promises, ses nombres sans arrondi."""
    return en_json(reponse.donnees())


def en_json(donnees: Any) -> Iterator[str]:
    """Rend des données simples en JSON; une fraction ou un décimal exact y est un nombre."""
    yield from json.JSONEncoder(ensure_ascii=False, indent=2, default=float).iterencode(donnees)
    yield "\n"
