"""Déposer une réponse dans un fichier : toute, ou pas du tout, et sur rien qu'il faille garder."""

import os
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from errno import EEXIST, ENOENT, ENOTDIR
from itertools import count
from pathlib import Path
from stat import S_ISDIR
from typing import BinaryIO

from plandev.messages.constats import Constat, ErreurPlan
from plandev.messages.mots import redire
from plandev.sorties.flux import EcritureImpossible

_SEPARATEURS = tuple(filter(None, (os.sep, os.altsep)))


def deposer(
    nom: str,
    blocs: Iterable[bytes],
    *,
    remplacer: bool | None = False,
    a_garder: Iterable[Path] = (),
) -> None:
    """Écrit ces octets dans le fichier de ce nom; un échec n'y laisse rien, ou ce qui y était.

    `remplacer` : le fichier qui a déjà ce nom peut l'être; None, si ce n'est pas à demander;
    `a_garder` : ceux qui ne le sont jamais.
    Lève ErreurPlan si le nom n'est pas celui d'un fichier à écrire, et EcritureImpossible si les
    octets n'ont pas pu l'être.
    """
    chemin = _chemin(nom)
    _refuser(nom, chemin, remplacer, a_garder)
    try:
        with _interruptible(), _brouillon(chemin) as (brouillon, fichier):
            with fichier:
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
        chemin = Path(nom).resolve()
    except (OSError, ValueError, RuntimeError):  # une boucle de liens, un caractère nul
        chemin = None
    # D'une boucle de liens, Python 3.13 rend un lien plutôt que de lever une erreur.
    if chemin is None or os.path.islink(chemin):  # noqa: PTH114 - comme plus bas
        raise _refus(nom, "aucun fichier ne peut porter ce nom\ndonnez-en un autre")
    return chemin


def _refuser(nom: str, chemin: Path, remplacer: bool | None, a_garder: Iterable[Path]) -> None:
    if not nom:
        raise _refus(nom, "ce nom est vide\nnommez un fichier à écrire")
    # `Path.is_dir` lève une erreur d'un nom trop long.
    if nom.endswith(_SEPARATEURS) or os.path.isdir(chemin):  # noqa: PTH112
        raise _refus(nom, "c'est un dossier\nnommez un fichier à écrire")
    if _manque(chemin.parent):
        raise _refus(nom, "ce dossier n'existe pas\ncréez-le, ou nommez-en un autre")
    if not os.path.lexists(chemin):
        return
    if any(est_le_meme(chemin, garde) for garde in a_garder):
        raise _refus(nom, "c'est le plan qui vient d'être lu\ndonnez un autre nom à la réponse")
    if not remplacer:
        ajouter = "" if remplacer is None else "ajoutez --remplacer, ou "
        raise _refus(nom, f"ce fichier existe déjà\n{ajouter}donnez-lui un autre nom")
    if not os.path.isfile(chemin):  # noqa: PTH113 - de même
        raise _refus(nom, "ce n'est pas un fichier ordinaire\ndonnez un autre nom")
    if not os.access(chemin, os.W_OK):
        raise _refus(nom, "ce fichier est protégé contre l'écriture\ndonnez un autre nom")


def _refus(nom: str, raison: str) -> ErreurPlan:
    return ErreurPlan(Constat("sortie-refusee", f"--sortie {redire(nom)} : {raison}"))


def _manque(dossier: Path) -> bool:
    """Rend vrai si ce n'est pas un dossier; faux de celui qu'on n'a pas le droit de regarder."""
    try:
        return not S_ISDIR(dossier.stat().st_mode)
    except OSError as cause:
        return cause.errno in {ENOENT, ENOTDIR}


def est_le_meme(chemin: Path, autre: Path) -> bool:
    """Rend vrai si les deux chemins sont ceux d'un même fichier, les liens suivis."""
    try:
        return chemin.samefile(autre)
    except (OSError, ValueError):  # l'un n'existe pas, ou ne se peut pas
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
def _brouillon(chemin: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """Ouvre, à côté, un fichier qui n'était pas là, et l'efface à la fin, s'il y est encore."""
    for rang in count():
        brouillon = chemin.with_name(f".plandev-{os.getpid()}-{rang}")
        with suppress(FileExistsError):
            fichier = brouillon.open("xb")
            break
    try:
        yield brouillon, fichier
    finally:
        brouillon.unlink(missing_ok=True)


# Ctrl-C, l'arrêt demandé, le terminal qui se ferme; Windows n'a pas le dernier.
_ARRETS = [getattr(signal, nom) for nom in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, nom)]


@contextmanager
def _interruptible() -> Iterator[None]:
    """Fait d'un arrêt, le temps d'écrire, une exception : le brouillon doit être effacé.

    Le signal reçu suit ensuite son cours.
    """
    recus: list[int] = []

    def arreter(numero: int, _: object) -> None:
        recus.append(numero)
        if len(recus) == 1:  # un second n'interrompt pas ce qui efface
            raise KeyboardInterrupt

    # Un arrêt ignoré le reste, comme en arrière-plan.
    suivis = [arret for arret in _ARRETS if signal.getsignal(arret) not in {signal.SIG_IGN, None}]
    avant = {arret: signal.signal(arret, arreter) for arret in suivis}
    try:
        yield
    finally:
        for arret, ancien in avant.items():
            signal.signal(arret, ancien)
        for arret in recus[:1]:
            signal.raise_signal(arret)
