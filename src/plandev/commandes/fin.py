"""La fin d'une commande : sa réponse ou son refus, ce que GitHub en montre, et son statut.

C'est ici qu'une faute du plan ou de l'écriture devient un message et un statut; celles de la ligne
de commande le deviennent dans `fautes_typer`.
"""

import os
import sys
from collections.abc import Iterable
from errno import ENOSPC

from plandev.constats import Constat, ErreurPlan
from plandev.ecran import Page
from plandev.formats import FORMATS, Format
from plandev.reponses.reponse import Reponse
from plandev.sortie import EcritureImpossible, completer, ecrire, noter

FAVORABLE, DEFAVORABLE, SANS_VERDICT = 0, 1, 2


def repondre(
    reponse: Reponse,
    choisi: Format,
    *,
    verdict: int | None = None,
    a_annoter: Iterable[Constat] = (),
) -> int:
    """Écrit la réponse, puis sa note; rend le statut, celui du verdict s'il y en a un.

    Une écriture impossible ne change pas un verdict; sans verdict, la réponse est manquée.
    """
    statut = verdict or FAVORABLE
    try:
        ecrire(choisi.ecrire(reponse), choisi.encodage)
        if verdict is not None and _pour_github():
            _repondre_a_github(reponse, choisi, a_annoter)
    except EcritureImpossible as cause:
        manquee = renoncer(cause)
        statut = manquee if verdict is None else verdict
    noter(reponse.note)
    return statut


def relever(constats: Iterable[Constat]) -> None:
    """Dit des constats sur la sortie d'erreur."""
    from plandev.formats import releve

    noter(releve.constats(constats, Page(sys.stderr)))


def refuser(erreur: ErreurPlan) -> int:
    """Dit pourquoi la réponse n'est pas possible, et rend le statut d'une commande sans verdict."""
    relever(erreur.constats)
    if _pour_github():
        from plandev.formats import github

        noter(github.annotations(erreur.constats))
    return SANS_VERDICT


def renoncer(cause: EcritureImpossible) -> int:
    """Dit que la réponse n'a pas pu être écrite, et rend le statut d'une commande sans verdict."""
    raison = "il n'y a plus de place" if cause.errno == ENOSPC else "la sortie ne répond pas"
    noter(f"plandev: erreur: le résultat n'a pas pu être écrit : {raison}\n")
    return SANS_VERDICT


def _pour_github() -> bool:
    return os.environ.get("GITHUB_ACTIONS") == "true"


def _repondre_a_github(reponse: Reponse, choisi: Format, constats: Iterable[Constat]) -> None:
    from plandev.formats import github

    if choisi.libre:
        ecrire([github.annotations(constats)])
    if resume := os.environ.get("GITHUB_STEP_SUMMARY"):
        completer(resume, [*FORMATS["md"].ecrire(reponse), "\n"])
