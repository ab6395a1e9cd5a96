"""Ce que GitLab attend : les constats en rapport de qualité du code.

Source : « Code Quality », documentation de GitLab.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from plandev.formats.en_json import en_json
from plandev.reponses.reponse import Reponse

_GRAVITES = {"erreur": "major", "avertissement": "minor"}


def ecrire(reponse: Reponse) -> Iterator[str]:
    """Rend un défaut par constat, dans leur ordre; chacun a une empreinte qui lui est propre."""
    vus: dict[str, int] = {}
    return en_json([_defaut(constat, vus) for constat in reponse.donnees()])


def _defaut(constat: Mapping[str, Any], vus: dict[str, int]) -> Mapping[str, Any]:
    # L'empreinte suit la faute d'une version à l'autre : elle ignore la ligne, qui peut bouger.
    cle = f"{constat['fichier']}\n{constat['message']}"
    vus[cle] = vus.get(cle, 0) + 1
    return {
        "description": constat["message"],
        "check_name": constat["code"],
        "fingerprint": sha256(f"{cle}\n{vus[cle]}".encode(errors="replace")).hexdigest(),
        "severity": _GRAVITES[constat["gravite"]],
        "location": {"path": constat["fichier"], "lines": {"begin": constat["ligne"]}},
    }
