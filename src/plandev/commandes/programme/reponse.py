"""La réponse d'une commande : où elle va, ce que GitHub en montre, et son statut."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import cast

from plandev.commandes.options.destination import Destination, Ecriture
from plandev.commandes.options.plan_en_usage import Emplacement
from plandev.commandes.programme.echecs import FAVORABLE, annotations, renoncer
from plandev.formats import FORMATS, Format, Morceaux
from plandev.messages.constats import Constat, ErreurPlan
from plandev.messages.mots import assainir
from plandev.reponses.reponse import Reponse
from plandev.sorties.ecran import au_terminal
from plandev.sorties.flux import (
    EcritureImpossible,
    completer,
    ecrire,
    en_blocs,
    noter,
    pour_des_personnes,
    pour_github,
    taille,
)


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
    choisi, destination = ecriture.format, ecriture.destination
    statut = verdict or FAVORABLE
    try:
        if destination.fichier is None:
            _repondre_sur_la_sortie(reponse, choisi, pagine=pagine)
        else:
            deposer(choisi.ecrire(reponse, dans_un_fichier=True), destination, *lus)
        if verdict is not None and pour_github() and (choisi.libre or destination.fichier):
            ecrire([annotations(a_annoter)])
        noter(reponse.note)
    except EcritureImpossible as cause:
        statut = renoncer(cause)
    if verdict is not None and pour_github():
        _resumer_pour_github(reponse)
    return statut


def _repondre_sur_la_sortie(reponse: Reponse, choisi: Format, *, pagine: bool) -> None:
    if choisi.binaire:
        refuser_au_terminal(f"reponse{choisi.fin}")
    morceaux = choisi.ecrire(reponse)
    if choisi.libre:
        morceaux = map(pour_des_personnes, cast("Iterable[str]", morceaux))
    ecrire(morceaux, choisi.encodage, pagine=pagine and choisi.libre)


def refuser_au_terminal(nom: str) -> None:
    """Lève ErreurPlan si la sortie est un terminal : ce qui est à écrire va dans un tel fichier."""
    if au_terminal(sys.stdout):
        nommer = f"nommez un fichier où le mettre : --sortie {nom}"
        message = f"un terminal ne montre pas ce format\n{nommer}"
        raise ErreurPlan(Constat("demande-inconnue", message))


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
    noter(f"Écrit : {assainir(nom)}\n")


def _resumer_pour_github(reponse: Reponse) -> None:
    from plandev.formats import github

    chemin = os.environ.get("GITHUB_STEP_SUMMARY")
    if not chemin:
        return
    try:
        completer(chemin, [github.resume([*FORMATS["md"].ecrire(reponse)], taille(chemin))])
    except EcritureImpossible as cause:
        renoncer(cause)
