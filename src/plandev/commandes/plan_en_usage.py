"""Le plan en usage : lequel c'est, et sa lecture.

C'est celui qu'on nomme, celui du dossier courant, ou celui qui est fourni avec plandev.
"""

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from plandev.lecture import Situer, lire_et_situer
from plandev.lecture.document import ENTREE, NOM_DE_L_ENTREE
from plandev.modele import Plan
from plandev.mots import assainir
from plandev.sortie import noter

if TYPE_CHECKING:
    from plandev.lecture.document import Fichier

_NOM = re.compile(r"plan[0-9]{4}\.yaml")
_FOURNI = "plan2020.yaml"


class Emplacement(NamedTuple):
    """Un fichier de plan, et le nom à montrer pour dire lequel a répondu."""

    fichier: "Fichier"
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
    return _fourni()


def lire(nomme: str | None) -> tuple[Plan, Situer]:
    """Rend le plan en usage, et de quoi placer un constat dans son fichier; note lequel c'est.

    Lève ErreurPlan, avec toutes les fautes du fichier, s'il en a.
    """
    lieu = emplacement(nomme)
    lu = lire_et_situer(lieu.fichier)
    noter(f"Plan : {assainir(lieu.nom)}\n")
    return lu


def _fourni() -> Emplacement:
    from importlib.resources import files

    return Emplacement(files("plandev") / _FOURNI, f"{_FOURNI} (fourni avec plandev)")


def _plus_recent(dossier: Path) -> Path | None:
    try:
        plans = [chemin for chemin in dossier.iterdir() if _NOM.fullmatch(chemin.name)]
    except OSError:  # un dossier courant effacé ou sans droit de lecture n'a pas de plan
        return None
    return max(plans, default=None, key=lambda chemin: chemin.name)
