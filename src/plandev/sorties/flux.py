"""Les deux flux et le résumé du travail : ce qu'ils admettent, et la seule écriture dans chacun."""

import codecs
import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from select import select
from typing import Any, TextIO

from plandev.messages.mots import redire, sans_commande

_MORCEAUX_PAR_BLOC = 500

# Ce qu'un encodage sans ces signes montre à la place; les lettres y perdent leur accent.
_REMPLACEMENTS = {
    "«": '"', "»": '"', "’": "'", "…": "...", "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE",
    "█": "#", "▓": "+", "▒": "=", "░": "-", "·": ".", "›": ">", "→": "->", "×": "x", "÷": "/",
    "│": "|", "─": "-", "━": "-", "–": "-", "—": "-", "−": "-", "•": "-", "°": "o", "%": "p. c.",
}  # fmt: skip


def _sans_accents(erreur: UnicodeError) -> tuple[str, int]:
    if not isinstance(erreur, UnicodeEncodeError):
        raise erreur
    exclus = erreur.object[erreur.start : erreur.end]
    return "".join(map(_remplacer, exclus)), erreur.end


def _remplacer(signe: str) -> str:
    if signe in _REMPLACEMENTS:
        return _REMPLACEMENTS[signe]
    lettres = unicodedata.normalize("NFKD", signe).encode("ascii", "ignore").decode()
    return lettres or "?"


SANS_ACCENTS = "plandev.sans_accents"
"""Le traitement, pour un encodage, des signes qu'il n'a pas : la lettre sans son accent."""

codecs.register_error(SANS_ACCENTS, _sans_accents)


Morceaux = Iterable[str] | Iterable[bytes]


class EcritureImpossible(OSError):
    """La sortie n'a pas pu recevoir le résultat (disque plein, par exemple).

    Sans `errno`, ce qu'elle contient est la raison, telle qu'elle se dit.
    """


def ecrire(morceaux: Morceaux, encodage: str | None = None, *, pagine: bool = False) -> None:
    """Écrit le résultat sur la sortie standard, ses textes dans cet encodage ou dans le sien.

    `pagine` : au terminal, ce qui en dépasse l'écran passe par le programme que nomme PAGER.

    Un lecteur qui n'en veut plus (`| head`) n'est pas une erreur. Lève EcritureImpossible si le
    résultat n'a pas pu être écrit pour une autre raison.
    """
    if pagine and (pagineur := os.environ.get("PAGER")) and sys.stdout and sys.stdout.isatty():
        from plandev.sorties.pagination import paginer  # rien n'en sert hors d'un terminal

        octets = b"".join(en_blocs(morceaux, encodage or sys.stdout.encoding))
        statut = paginer(pagineur, octets)
        if statut:
            suite = "donnez-en un autre à PAGER, ou ajoutez --sans-pagination"
            echec = f"le pagineur {redire(pagineur)} a échoué; {suite}"
            raise EcritureImpossible(echec)
        if statut is not None:
            return
        morceaux = [octets]
    _ecrire(sys.stdout, morceaux, encodage)


def noter(*morceaux: str) -> None:
    """Écrit sur la sortie d'erreur ce qui accompagne un résultat ou explique son absence."""
    commander(*map(pour_des_personnes, morceaux))


def commander(*commandes: str) -> None:
    """Écrit sur la sortie d'erreur ce qui s'adresse à l'exécutant d'une CI."""
    for encodage in (None, "ascii"):  # celui-ci, là où le sien n'écrit aucune phrase
        with suppress(EcritureImpossible):
            _ecrire(sys.stderr, commandes, encodage)
            break


def pour_github() -> bool:
    """Rend vrai si c'est GitHub Actions qui lance la commande."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def pour_des_personnes(lignes: str) -> str:
    """Rend des lignes entières sans rien que GitHub, s'il les lit aussi, exécuterait."""
    return sans_commande(lignes) if pour_github() else lignes


def taille(chemin: str) -> int:
    """Rend le nombre d'octets d'un fichier; 0 s'il n'y en a pas."""
    try:
        return Path(chemin).stat().st_size
    except (OSError, ValueError):
        return 0


def completer(chemin: str, morceaux: Morceaux) -> None:
    """Ajoute un texte à la fin d'un fichier.

    Lève EcritureImpossible si ce fichier ne peut pas être écrit.
    """
    try:
        with Path(chemin).open("ab") as fichier:
            fichier.writelines(en_blocs(morceaux, "utf-8"))
    except OSError as cause:
        raise EcritureImpossible(cause.errno, cause.strerror) from None


def _ecrire(flux: TextIO | None, morceaux: Morceaux, encodage: str | None) -> None:
    if flux is None:  # le programme a été lancé sans cette sortie
        fermee = "la sortie est fermée; rouvrez-la, ou écrivez dans un fichier"
        raise EcritureImpossible(fermee)
    flux.flush()
    # Sans tampon : ce qu'il garderait après un échec ferait échouer Python à sa fermeture.
    tuyau = getattr(flux.buffer, "raw", flux.buffer)
    try:
        for bloc in en_blocs(morceaux, encodage or flux.encoding):
            _verser(tuyau, bloc)
    except BrokenPipeError:
        return
    except OSError as cause:
        raise EcritureImpossible(cause.errno, cause.strerror) from None
    except UnicodeError:
        sien = redire(encodage or flux.encoding)
        raison = f"l'encodage {sien} n'écrit pas ce texte; essayez PYTHONIOENCODING=utf-8"
        raise EcritureImpossible(raison) from None


def en_blocs(morceaux: Morceaux, encodage: str) -> Iterator[bytes]:
    """Rend de gros morceaux d'octets; des textes, ils sont dans cet encodage."""
    encodeur = codecs.getincrementalencoder(encodage)(SANS_ACCENTS)
    reste = iter(morceaux)
    while bloc := list(islice(reste, _MORCEAUX_PAR_BLOC)):
        if isinstance(bloc[0], bytes):
            yield b"".join(bloc)  # type: ignore[arg-type]
        else:
            yield encodeur.encode("".join(bloc))  # type: ignore[arg-type]


def _verser(tuyau: Any, octets: bytes) -> None:
    # Un tube n'en prend qu'une part à la fois, ou rien encore (None) s'il n'attend pas.
    reste = memoryview(octets)
    while reste:
        ecrits = tuyau.write(reste)
        if ecrits is None:
            select([], [tuyau], [])
        reste = reste[ecrits or 0 :]
