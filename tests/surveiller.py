"""Lance plandev et signale, sur la sortie d'erreur, ce qu'il ferait hors de lire et répondre."""

import os
import sys

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


def surveiller(evenement, arguments):
    if evenement == "open" and isinstance(arguments[2], int) and arguments[2] & ECRITURE:
        os.write(2, f"audit: open {arguments[0]}\n".encode())
    elif evenement.startswith(INTERDITS):
        os.write(2, f"audit: {evenement} {arguments}\n".encode())


sys.addaudithook(surveiller)
sys.argv[0] = "plandev"

from plandev.__main__ import main  # noqa: E402

main()
