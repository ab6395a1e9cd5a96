"""Une réponse plus longue que l'écran, page par page : le seul programme que plandev lance."""

import os
import shlex
import signal
import subprocess
from shutil import get_terminal_size, which

# Comme git : less rend la main si tout tient, garde les couleurs, et laisse le texte à l'écran.
_REGLAGES_DE_LESS = "FRX"


def paginer(pagineur: str, octets: bytes) -> bool:
    """Montre ces octets par ce programme; rend faux, sans rien montrer, s'ils tiennent à l'écran.

    `pagineur` est le programme et ses options, comme dans PAGER; c'est faux aussi s'il n'y en a pas
    de tel.
    """
    if octets.count(b"\n") < get_terminal_size().lines or not (commande := _commande(pagineur)):
        return False
    reglages = {"LESS": _REGLAGES_DE_LESS, **os.environ}
    # C'est au pagineur de répondre à Ctrl-C; on en sort par « q ».
    avant = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        subprocess.run(commande, input=octets, env=reglages, check=False)  # noqa: S603 - celle que la personne a choisie
    except OSError:
        return False
    finally:
        signal.signal(signal.SIGINT, avant)
    return True


def _commande(pagineur: str) -> list[str]:
    """Rend le programme et ses options, ou rien si ce poste n'a pas de tel programme."""
    try:
        mots = shlex.split(pagineur)
    except ValueError:  # un guillemet qui ne se ferme pas
        return []
    return mots if mots and which(mots[0]) else []
