"""Ce que coûte un processus, et les plans ordinaires auxquels on en compare d'autres."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

PLAN_2020 = Path(__file__).parents[1] / "plan2020.yaml"
PLANDEV = str(Path(sys.executable).parent / "plandev")
LIBELLE = (
    "Contribuer à faire connaître l'offre de logements sociaux et abordables disponibles dans la "
    "municipalité, action numéro"
)


class Cout(NamedTuple):
    """Ce qu'un processus a coûté : secondes de processeur, et Mio de mémoire au plus haut."""

    secondes: float
    memoire: float
    statut: int = 0


def cout(
    commande: list[str], avant: Callable[[], None] | None = None, erreurs: str = os.devnull
) -> Cout:
    """Rend ce que coûte une commande, sa sortie jetée.

    `avant` est appelé dans le processus avant qu'il ne devienne la commande; `erreurs` est le
    fichier qui reçoit sa sortie d'erreur. Le statut d'un processus tué est négatif.
    """
    if (enfant := os.fork()) == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(os.open(erreurs, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        if avant:
            avant()
        os.execvp(commande[0], commande)  # noqa: S606
    _, fin, usage = os.wait4(enfant, 0)
    secondes = usage.ru_utime + usage.ru_stime
    return Cout(secondes, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(fin))
