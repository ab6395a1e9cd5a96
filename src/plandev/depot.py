"""Déposer une réponse dans un fichier : toute, ou pas du tout, et sur rien qu'il faille garder."""

import os
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from errno import EEXIST, ENAMETOOLONG, ENOENT, ENOTDIR
from pathlib import Path

from plandev.constats import Constat, ErreurPlan
from plandev.mots import citer
from plandev.sortie import EcritureImpossible


def deposer(
    nom: str, blocs: Iterable[bytes], *, remplacer: bool = False, a_garder: Iterable[Path] = ()
) -> None:
    """Écrit ces octets dans le fichier de ce nom; un échec n'y laisse rien, ou ce qui y était.

    `remplacer` : le fichier qui a déjà ce nom peut l'être; `a_garder` : ceux qui ne le sont jamais.
    Lève ErreurPlan si le nom n'est pas celui d'un fichier à écrire, et EcritureImpossible si les
    octets n'ont pas pu l'être.
    """
    chemin = _chemin(nom)
    _refuser(nom, chemin, remplacer, a_garder)
    brouillon = chemin.with_name(f".plandev-{os.getpid()}")
    try:
        with _interruptible(), _efface_a_la_fin(brouillon):
            with brouillon.open("xb") as fichier:
                fichier.writelines(blocs)
                fichier.flush()
                os.fsync(fichier.fileno())
            if remplacer:
                _reprendre_les_droits(chemin, brouillon)
                brouillon.replace(chemin)
            else:
                _nommer(brouillon, chemin)
    except FileExistsError:
        _refuser(nom, chemin, remplacer, a_garder)
        raise EcritureImpossible(EEXIST, "", nom) from None
    except OSError as cause:
        raise EcritureImpossible(cause.errno, cause.strerror, nom) from None


def _chemin(nom: str) -> Path:
    """Rend le chemin que désigne ce nom, les liens suivis : c'est leur fichier qui s'écrit."""
    try:
        return Path(nom).resolve()
    except (OSError, ValueError, RuntimeError):  # une boucle de liens, un caractère nul
        raise _refus(nom, "aucun fichier ne peut porter ce nom; donnez-en un autre") from None


def _refuser(nom: str, chemin: Path, remplacer: bool, a_garder: Iterable[Path]) -> None:
    if not nom or os.path.isdir(chemin):  # noqa: PTH112 - `Path.is_dir` lève, d'un nom trop long
        raise _refus(nom, "c'est un dossier; nommez un fichier à écrire")
    if not _existe(chemin.parent):
        raise _refus(nom, "ce dossier n'existe pas; créez-le, ou nommez-en un autre")
    if not _existe(chemin):
        return
    if any(_est_le_meme(chemin, garde) for garde in a_garder):
        raise _refus(nom, "c'est le plan qui vient d'être lu; donnez un autre nom à la réponse")
    if not remplacer:
        raise _refus(nom, "ce fichier existe déjà; ajoutez --remplacer, ou donnez-lui un autre nom")
    if not os.path.isfile(chemin):  # noqa: PTH113 - de même
        raise _refus(nom, "ce n'est pas un fichier ordinaire; donnez un autre nom")


def _refus(nom: str, raison: str) -> ErreurPlan:
    return ErreurPlan(Constat("sortie-refusee", f"--sortie {citer(nom)} : {raison}"))


def _existe(chemin: Path) -> bool:
    try:
        chemin.lstat()
    except OSError as cause:
        return cause.errno not in {ENOENT, ENOTDIR, ENAMETOOLONG}
    return True


def _est_le_meme(chemin: Path, autre: Path) -> bool:
    try:
        return chemin.samefile(autre)
    except OSError:
        return False


def _reprendre_les_droits(ancien: Path, nouveau: Path) -> None:
    with suppress(OSError):  # il n'y en a pas, ou ce n'est pas à nous de les donner
        nouveau.chmod(ancien.stat().st_mode & 0o7777)


def _nommer(brouillon: Path, chemin: Path) -> None:
    """Donne son nom au brouillon; lève FileExistsError si un fichier l'a pris entre-temps."""
    try:
        chemin.hardlink_to(brouillon)
    except FileExistsError:
        raise
    except OSError:  # ce disque n'a pas de liens
        brouillon.rename(chemin)


@contextmanager
def _efface_a_la_fin(brouillon: Path) -> Iterator[None]:
    try:
        yield
    finally:
        brouillon.unlink(missing_ok=True)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Fait de Ctrl-C, le temps d'écrire, une exception : le brouillon doit être effacé."""
    avant = signal.getsignal(signal.SIGINT)
    if avant is signal.SIG_IGN:  # lancé en arrière-plan
        yield
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, avant)
