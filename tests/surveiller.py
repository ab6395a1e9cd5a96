"""Lance des commandes de plandev et signale ce qu'il ferait hors de lire et répondre.

Chaque argument est une ligne de commande; les signalements vont sur la sortie d'erreur.
"""

import os
import sys
from contextlib import suppress

ECRITURE = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
INTERDITS = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "shutil.",
)
# Le rang, parmi les arguments, de ce qui change.
FICHIERS = {"os.rename": 1, "os.link": 1, "os.remove": 0, "os.chmod": 0}


def surveiller(evenement, arguments):
    if evenement == "open" and isinstance(arguments[2], int) and arguments[2] & ECRITURE:
        os.write(2, f"audit: open {arguments[0]}\n".encode())
    elif evenement in FICHIERS:
        os.write(2, f"audit: {evenement} {arguments[FICHIERS[evenement]]}\n".encode())
    elif evenement.startswith(INTERDITS):
        os.write(2, f"audit: {evenement} {arguments}\n".encode())


sys.addaudithook(surveiller)

from plandev.__main__ import main  # noqa: E402

for ligne in sys.argv[1:]:
    os.write(2, f"commande: {ligne}\n".encode())
    sys.argv = ["plandev", *ligne.split()]
    with suppress(SystemExit):
        main()
