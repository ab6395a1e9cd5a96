"""Ce que GitHub Actions attend en plus : des annotations à la ligne fautive, et un résumé.

Source : « Workflow commands for GitHub Actions », documentation de GitHub.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from plandev.constats import Constat, Gravite
from plandev.sortie import EcritureImpossible

_COMMANDES = {Gravite.ERREUR: "error", Gravite.AVERTISSEMENT: "warning"}
_DANS_UN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_DANS_UN_CHAMP = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def annotations(constats: Iterable[Constat]) -> str:
    """Rend une commande d'annotation par constat, qui le montre à sa ligne dans GitHub."""
    return "".join(_annotation(constat) for constat in constats if constat.fichier)


def resumer(markdown: Iterable[str]) -> None:
    """Ajoute ce texte au résumé du travail, si GitHub en demande un.

    Lève EcritureImpossible si le fichier du résumé ne peut pas être écrit.
    """
    chemin = os.environ.get("GITHUB_STEP_SUMMARY")
    if not chemin:
        return
    try:
        with Path(chemin).open("a", encoding="utf-8", errors="replace") as fichier:
            fichier.writelines([*markdown, "\n"])
    except (OSError, ValueError) as cause:
        raise EcritureImpossible(*cause.args) from None


def _annotation(constat: Constat) -> str:
    champs = {"file": str(constat.fichier)}
    if constat.position:
        champs |= {"line": str(constat.position.ligne), "col": str(constat.position.colonne)}
    suite = ",".join(f"{nom}={v.translate(_DANS_UN_CHAMP)}" for nom, v in champs.items())
    message = constat.message.translate(_DANS_UN_MESSAGE)
    return f"::{_COMMANDES[constat.gravite]} {suite}::{message}\n"
