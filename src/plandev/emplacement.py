"""Quel fichier est le plan : celui qu'on nomme, celui du dossier courant, ou celui de plandev."""

import os
import re
from pathlib import Path
from typing import NamedTuple

from plandev.document import ENTREE, NOM_DE_L_ENTREE

_PAQUET = Path(__file__).parent
_NOM = re.compile(r"plan[0-9]{4}\.yaml")
# Le plan fourni est dans le paquet installé; depuis un dépôt, il est à sa racine et là seulement.
_DOSSIERS_DU_PLAN_FOURNI = (_PAQUET, _PAQUET.parents[1])


class Emplacement(NamedTuple):
    """Un fichier de plan, et le nom à montrer pour dire lequel a répondu."""

    chemin: Path
    nom: str


def emplacement(nomme: str | None) -> Emplacement:
    """Rend l'emplacement du plan à lire.

    C'est celui qui est nommé, ou que nomme la variable PLANDEV_PLAN; sinon, le plus récent
    `planAAAA.yaml` du dossier courant; sinon, celui qui est fourni avec plandev.
    """
    if nomme is None:
        nomme = os.environ.get("PLANDEV_PLAN") or None
    if nomme is not None:
        nom = NOM_DE_L_ENTREE if Path(nomme) == ENTREE else nomme
        return Emplacement(Path(nomme), nom)
    if chemin := _plus_recent(Path()):
        return Emplacement(chemin, chemin.name)
    fourni = next(filter(None, map(_plus_recent, _DOSSIERS_DU_PLAN_FOURNI)))
    return Emplacement(fourni, f"{fourni.name} (fourni avec plandev)")


def _plus_recent(dossier: Path) -> Path | None:
    try:
        plans = [chemin for chemin in dossier.iterdir() if _NOM.fullmatch(chemin.name)]
    except OSError:  # un dossier courant effacé ou sans droit de lecture n'a pas de plan
        return None
    return max(plans, default=None, key=lambda chemin: chemin.name)
