"""La fin d'une commande : sa réponse ou son refus, ce que GitHub en montre, et son statut.

C'est ici qu'une faute du plan ou de l'écriture devient un message et un statut; celles de la ligne
de commande le deviennent dans `fautes_typer`.
"""

import os
import sys
from collections.abc import Iterable, Sequence
from errno import ENOSPC

from plandev.constats import Constat, ErreurPlan
from plandev.ecran import Page
from plandev.formats import FORMATS, Format
from plandev.reponses.reponse import Reponse
from plandev.sortie import (
    EcritureImpossible,
    commander,
    completer,
    ecrire,
    noter,
    pour_github,
    taille,
)

FAVORABLE, DEFAVORABLE, SANS_VERDICT = 0, 1, 2


def repondre(
    reponse: Reponse,
    choisi: Format,
    *,
    verdict: int | None = None,
    a_annoter: Iterable[Constat] = (),
    pagine: bool = False,
) -> int:
    """Écrit la réponse, puis sa note; rend le statut, celui du verdict s'il y en a un.

    `pagine` : au terminal, ce qui en dépasse l'écran passe par le programme que nomme PAGER.

    Une réponse qui n'a pas pu être écrite tout entière est manquée, quel que soit le verdict. Le
    résumé de GitHub n'est pas la réponse : sans lui, le verdict reste ce qu'il est.
    """
    statut = verdict or FAVORABLE
    try:
        ecrire(choisi.ecrire(reponse), choisi.encodage, pagine=pagine and choisi.libre)
        if verdict is not None and pour_github() and choisi.libre:
            ecrire([_annotations(a_annoter)])
    except EcritureImpossible as cause:
        statut = renoncer(cause)
    if verdict is not None and pour_github():
        _resumer_pour_github(reponse)
    noter(reponse.note)
    return statut


def relever(constats: Sequence[Constat]) -> None:
    """Dit des constats sur la sortie d'erreur."""
    from plandev.formats import releve

    noter(releve.constats(constats, Page(sys.stderr)))


def refuser(erreur: ErreurPlan) -> int:
    """Dit pourquoi la réponse n'est pas possible, et rend le statut d'une commande sans verdict."""
    relever(erreur.constats)
    if pour_github():
        commander(_annotations(erreur.constats))
    return SANS_VERDICT


def renoncer(cause: EcritureImpossible) -> int:
    """Dit que la réponse n'a pas pu être écrite, et rend le statut d'une commande sans verdict."""
    raison = "il n'y a plus de place" if cause.errno == ENOSPC else "la sortie ne répond pas"
    noter(f"plandev: erreur: le résultat n'a pas pu être écrit : {raison}\n")
    return SANS_VERDICT


def _annotations(constats: Iterable[Constat]) -> str:
    from plandev.formats import github

    return github.annotations(constats)


def _resumer_pour_github(reponse: Reponse) -> None:
    from plandev.formats import github

    chemin = os.environ.get("GITHUB_STEP_SUMMARY")
    if not chemin:
        return
    try:
        completer(chemin, [github.resume([*FORMATS["md"].ecrire(reponse)], taille(chemin))])
    except EcritureImpossible as cause:
        renoncer(cause)
