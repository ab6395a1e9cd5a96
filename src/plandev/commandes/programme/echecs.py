"""Ce qui empêche une réponse -> ce qui s'en dit, et le statut de la commande.

Ce qu'une ligne de commande a d'incorrect devient une phrase dans `fautes_typer`.
"""

import sys
from collections.abc import Iterable, Sequence
from errno import EACCES, ENAMETOOLONG, ENOSPC, EPERM, EROFS

from plandev.messages.constats import Constat
from plandev.messages.mots import redire
from plandev.sorties.ecran import Page
from plandev.sorties.flux import EcritureImpossible, commander, noter, pour_github

FAVORABLE, DEFAVORABLE, SANS_VERDICT = 0, 1, 2


def annoncer(constats: Sequence[Constat], resume: str = "") -> None:
    """Dit des constats, puis ce qu'ils font en tout, sur la sortie d'erreur."""
    from plandev.formats.constats import montrer_les_constats

    noter(montrer_les_constats(constats, Page(sys.stderr)), resume)


def echouer(constats: Sequence[Constat], resume: str = "") -> int:
    """Dit pourquoi la réponse n'est pas possible, et rend le statut d'une commande sans verdict."""
    annoncer(constats, resume)
    if pour_github():
        commander(annotations(constats))
    return SANS_VERDICT


def renoncer(cause: EcritureImpossible) -> int:
    """Dit que la réponse n'a pas pu être écrite, et rend le statut d'une commande sans verdict."""
    ou, raison = "", "la sortie ne répond pas"
    if cause.filename:
        ou, raison = f" dans {redire(cause.filename)}", "le disque ne l'a pas pris"
    raison = _RAISONS.get(cause.errno, raison) if cause.errno else str(cause)
    noter(f"plandev: erreur: le résultat n'a pas pu être écrit{ou} : {raison}\n")
    return SANS_VERDICT


_SANS_DROIT = "vous n'avez pas le droit d'écrire là"
_RAISONS = {
    ENOSPC: "il n'y a plus de place",
    EACCES: _SANS_DROIT,
    EPERM: _SANS_DROIT,
    EROFS: _SANS_DROIT,
    ENAMETOOLONG: "ce nom est trop long",
}


def annotations(constats: Iterable[Constat]) -> str:
    """Rend les annotations que GitHub montre à la place de chaque constat."""
    from plandev.formats import github

    return github.annotations(constats)
