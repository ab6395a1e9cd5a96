"""La fin d'une commande : sa réponse ou son refus, ce que GitHub en montre, et son statut.

C'est ici qu'une faute du plan ou de l'écriture devient un message et un statut; celles de la ligne
de commande le deviennent dans `francais`.
"""

import os
import sys
from collections.abc import Iterable

from plandev import affichage
from plandev.constats import Constat, ErreurPlan
from plandev.formats import Format, Reponse
from plandev.sortie import EcritureImpossible, ecrire, noter

FAVORABLE, DEFAVORABLE, SANS_VERDICT = 0, 1, 2


def repondre(
    reponse: Reponse,
    choisi: Format,
    note: str = "",
    *,
    verdict: int | None = None,
    a_annoter: Iterable[Constat] = (),
) -> int:
    """Écrit la réponse, puis la note; rend le statut, celui du verdict s'il y en a un.

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
    noter(note)
    return statut


def refuser(erreur: ErreurPlan) -> int:
    """Dit pourquoi la réponse n'est pas possible, et rend le statut d'une commande sans verdict."""
    noter(affichage.constats(erreur.constats, sys.stderr))
    if _pour_github():
        from plandev import github

        noter(github.annotations(erreur.constats))
    return SANS_VERDICT


def renoncer(cause: EcritureImpossible) -> int:
    """Dit que la réponse n'a pas pu être écrite, et rend le statut d'une commande sans verdict."""
    noter(affichage.ecriture_impossible(cause))
    return SANS_VERDICT


def _pour_github() -> bool:
    return os.environ.get("GITHUB_ACTIONS") == "true"


def _repondre_a_github(reponse: Reponse, choisi: Format, constats: Iterable[Constat]) -> None:
    from plandev import github, markdown

    if choisi.libre:
        ecrire([github.annotations(constats)])
    github.resumer(markdown.document(reponse.tableaux, reponse.conclusion))
