"""La fin d'une commande : sa réponse ou son refus, ce que GitHub en montre, et son statut.

C'est ici qu'une faute du plan ou de l'écriture devient un message et un statut; celles de la ligne
de commande le deviennent dans `fautes_typer`.
"""

import os
import sys
from collections.abc import Iterable, Sequence
from errno import EACCES, ENAMETOOLONG, ENOSPC, EPERM, EROFS
from pathlib import Path
from typing import cast

from plandev.commandes.options.destination import Destination, Ecriture
from plandev.commandes.options.plan_en_usage import Emplacement
from plandev.formats import FORMATS, Format, Morceaux
from plandev.messages.constats import Constat, ErreurPlan
from plandev.messages.mots import assainir, citer
from plandev.reponses.reponse import Reponse
from plandev.sorties.ecran import Page, au_terminal
from plandev.sorties.flux import (
    EcritureImpossible,
    commander,
    completer,
    ecrire,
    en_blocs,
    noter,
    pour_des_personnes,
    pour_github,
    taille,
)

FAVORABLE, DEFAVORABLE, SANS_VERDICT = 0, 1, 2


def repondre(
    reponse: Reponse,
    ecriture: Ecriture,
    *lus: Emplacement,
    verdict: int | None = None,
    a_annoter: Iterable[Constat] = (),
    pagine: bool = False,
) -> int:
    """Écrit la réponse, puis sa note; rend le statut, celui du verdict s'il y en a un.

    `lus` : les plans dont elle parle, que son fichier ne remplace jamais. `pagine` : au terminal,
    ce qui en dépasse l'écran passe par le programme que nomme PAGER.

    Une réponse qui n'a pas pu être écrite tout entière est manquée, quel que soit le verdict. Le
    résumé de GitHub n'est pas la réponse : sans lui, le verdict reste ce qu'il est.
    """
    choisi, destination = ecriture
    statut = verdict or FAVORABLE
    try:
        if destination.fichier is None:
            _repondre_sur_la_sortie(reponse, choisi, pagine=pagine)
        else:
            deposer(choisi.ecrire(reponse, dans_un_fichier=True), destination, *lus)
        if verdict is not None and pour_github() and (choisi.libre or destination.fichier):
            ecrire([_annotations(a_annoter)])
        noter(reponse.note)
    except EcritureImpossible as cause:
        statut = renoncer(cause)
    if verdict is not None and pour_github():
        _resumer_pour_github(reponse)
    return statut


def _repondre_sur_la_sortie(reponse: Reponse, choisi: Format, *, pagine: bool) -> None:
    if choisi.binaire and au_terminal(sys.stdout):
        raise ErreurPlan(Constat("demande-inconnue", _pas_au_terminal(choisi)))
    morceaux = choisi.ecrire(reponse)
    if choisi.libre:
        morceaux = map(pour_des_personnes, cast("Iterable[str]", morceaux))
    ecrire(morceaux, choisi.encodage, pagine=pagine and choisi.libre)


def _pas_au_terminal(choisi: Format) -> str:
    nommer = f"nommez un fichier où le mettre : --sortie reponse{choisi.fin}"
    return f"un terminal ne montre pas ce format; {nommer}"


def deposer(morceaux: Morceaux, destination: Destination, *lus: Emplacement) -> None:
    """Écrit des morceaux de texte, en UTF-8, ou d'octets là où la commande doit répondre.

    Lève ErreurPlan si ce fichier ne peut pas être celui de la réponse, et EcritureImpossible si
    elle n'a pas pu y être écrite.
    """
    nom, remplacer = destination
    if nom is None:
        ecrire(morceaux, "utf-8")
        return
    from plandev.sorties.depot import deposer as deposer_le_fichier

    a_garder = [lieu.fichier for lieu in lus if isinstance(lieu.fichier, Path)]
    deposer_le_fichier(nom, en_blocs(morceaux, "utf-8"), remplacer=remplacer, a_garder=a_garder)
    noter(f"Écrit : {assainir(nom)}\n")


def relever(constats: Sequence[Constat], resume: str = "") -> None:
    """Dit des constats, puis ce qu'ils font en tout, sur la sortie d'erreur."""
    from plandev.formats import constats as releve

    noter(releve.constats(constats, Page(sys.stderr)), resume)


def refuser(constats: Sequence[Constat], resume: str = "") -> int:
    """Dit pourquoi la réponse n'est pas possible, et rend le statut d'une commande sans verdict."""
    relever(constats, resume)
    if pour_github():
        commander(_annotations(constats))
    return SANS_VERDICT


def renoncer(cause: EcritureImpossible) -> int:
    """Dit que la réponse n'a pas pu être écrite, et rend le statut d'une commande sans verdict."""
    ou, raison = "", "la sortie ne répond pas"
    if cause.filename:
        ou, raison = f" dans {citer(cause.filename)}", "le disque ne l'a pas pris"
    raison = _RAISONS.get(cause.errno or 0, raison)
    noter(f"plandev: erreur: le résultat n'a pas pu être écrit{ou} : {raison}\n")
    return SANS_VERDICT


_SANS_DROIT = "vous n'avez pas le droit d'écrire là"
_RAISONS = {
    ENOSPC: "il n'y a plus de place",
    EACCES: _SANS_DROIT,
    EPERM: _SANS_DROIT,
    EROFS: _SANS_DROIT,
    ENAMETOOLONG: "ce nom est trop long",
}


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
