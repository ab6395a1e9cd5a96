"""Ce que GitHub Actions attend en plus de la réponse : des annotations à la ligne fautive.

Source : « Workflow commands for GitHub Actions », documentation de GitHub.
"""

from collections.abc import Iterable

from plandev.messages.constats import Constat, Gravite, Position

_COMMANDES = {Gravite.ERREUR: "error", Gravite.AVERTISSEMENT: "warning"}
_DANS_UN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_DANS_UN_CHAMP = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


_RESUME_MAX = 2**20  # octets : GitHub refuse tout entier le résumé d'une étape qui en a plus
_COUPURE = "\n… La suite ne tient pas dans le résumé; la commande la dit en entier.\n"


def resume(morceaux: Iterable[str], deja: int) -> str:
    """Rend de quoi compléter le résumé de l'étape, qui a déjà tant d'octets.

    Ce qui le ferait refuser est coupé à la fin d'une ligne, et il le dit.
    """
    entier = f"{''.join(morceaux)}\n"
    place = _RESUME_MAX - deja - len(_COUPURE.encode())
    if len(entier.encode()) <= place:
        return entier
    garde = entier.encode()[: max(0, place)].decode(errors="ignore")
    coupe = garde[: garde.rfind("\n") + 1] + _COUPURE
    return coupe if place >= 0 else ""


def annotations(constats: Iterable[Constat]) -> str:
    """Rend une commande d'annotation par constat, qui le montre à sa ligne dans GitHub."""
    return "".join(_annotation(constat) for constat in constats if constat.fichier)


def _annotation(constat: Constat) -> str:
    champs = {"file": str(constat.fichier)}
    if isinstance(constat.position, Position):  # GitHub ne montre pas une cellule
        champs |= {"line": str(constat.position.ligne), "col": str(constat.position.colonne)}
    champs["title"] = constat.code
    suite = ",".join(f"{nom}={v.translate(_DANS_UN_CHAMP)}" for nom, v in champs.items())
    message = constat.message.translate(_DANS_UN_MESSAGE)
    return f"::{_COMMANDES[constat.gravite]} {suite}::{message}\n"
