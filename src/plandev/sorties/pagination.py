"""Une réponse plus longue que l'écran, page par page : le seul programme que plandev lance."""

import os
import shlex
import signal
import subprocess
from shutil import get_terminal_size, which

# Comme git : less rend la main si tout tient, garde les couleurs, et laisse le texte à l'écran.
_REGLAGES_DE_LESS = "FRX"


def paginer(pagineur: str, octets: bytes) -> int | None:
    """Montre ces octets par ce programme, et rend son statut; None s'ils tiennent à l'écran.

    `pagineur` est le programme et ses options, comme dans PAGER; c'est None aussi s'il n'y en a pas
    de tel. Lève KeyboardInterrupt si Ctrl-C l'arrête.
    """
    if octets.count(b"\n") < get_terminal_size().lines or not (commande := _commande(pagineur)):
        return None
    reglages = {"LESS": _REGLAGES_DE_LESS, **os.environ}
    # C'est au pagineur de répondre à Ctrl-C : ignoré ici, le signal le serait aussi de lui.
    avant = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        fini = subprocess.run(commande, input=octets, env=reglages, check=False)  # noqa: S603 - celle que la personne a choisie
    except OSError:
        return None
    finally:
        signal.signal(signal.SIGINT, avant)
    if fini.returncode == -signal.SIGINT:
        raise KeyboardInterrupt
    return fini.returncode


def _commande(pagineur: str) -> list[str]:
    """Rend le programme et ses options, ou rien si ce poste n'a pas de tel programme."""
    try:
        mots = shlex.split(pagineur)
    except ValueError:  # un guillemet qui ne se ferme pas
        return []
    return mots if mots and which(mots[0]) else []
