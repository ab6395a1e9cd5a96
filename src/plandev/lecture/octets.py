"""Les octets d'un fichier, d'où qu'il vienne, ou pourquoi ils ne se lisent pas."""

import os
import sys
from contextlib import AbstractContextManager, nullcontext
from select import select
from typing import TYPE_CHECKING, Any

from plandev.messages.constats import Code, Constat, ErreurPlan
from plandev.messages.mots import assainir, redire
from plandev.messages.nombres import entier

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from pathlib import Path


class Entree:
    """L'entrée standard, qui se lit comme un fichier; `./-`, lui, est un fichier."""

    def __str__(self) -> str:
        """Rend le nom sous lequel on la cite."""
        return "(entrée standard)"

    def open(self, _: str) -> AbstractContextManager[Any]:
        """Rend ses octets; lève FileNotFoundError si le programme a été lancé sans elle."""
        if sys.stdin is None:
            raise FileNotFoundError
        return nullcontext(sys.stdin.buffer)

    def is_file(self) -> bool:
        """Rend faux : elle ne se lit qu'une fois, et peut se faire attendre."""
        return False


ENTREE = Entree()

if TYPE_CHECKING:
    # Sur le disque; fourni avec plandev, où qu'il soit installé; ou l'entrée standard.
    Fichier = Path | Traversable | Entree

# Un fichier sans fin prendrait sinon toute la mémoire.
_MORCEAU = 2**18


def nom_a_citer(nom: str) -> str:
    """Rend le nom d'un fichier, sans rien que le terminal ou un tableur exécuterait."""
    return assainir(f"./{nom}" if nom.startswith(("=", "+", "-", "@")) else nom)


def lire(fichier: "Fichier", mio_max: int) -> bytes:
    """Rend les octets d'un fichier.

    Lève ErreurPlan s'il est introuvable, illisible, ou de plus de tant de Mio.
    """
    nom, taille_max = str(fichier), mio_max * 2**20
    try:
        with fichier.open("rb") as flux:
            octets = _lire_jusqu_au_bout(flux, taille_max)
    except (OSError, ValueError) as cause:
        code, motif = next(m for type_, m in _MOTIFS.items() if isinstance(cause, type_))
        # D'un nom trop long, Path lèverait une erreur.
        if code == "fichier-introuvable" and os.path.exists(f"{nom}.txt"):  # noqa: PTH110
            la = f"mais {redire(f'{nom}.txt')} est là; ôtez-lui {redire('.txt')}"
            motif = f"fichier introuvable, {la}"
        raise ErreurPlan(Constat(code, motif, nom_a_citer(nom))) from None
    if len(octets) > taille_max:
        trop = f"plus de {entier(mio_max)} Mio; ce n'est pas un plan"
        raise ErreurPlan(Constat("fichier-trop-grand", trop, nom_a_citer(nom)))
    return octets


def _lire_jusqu_au_bout(flux: Any, taille_max: int) -> bytes:
    # Sans tampon : il prendrait pour la fin ce qu'un flux qui n'attend pas n'a pas encore (None).
    tuyau = getattr(flux, "raw", flux)
    lu = bytearray()
    while len(lu) <= taille_max and (morceau := tuyau.read(_MORCEAU)) != b"":
        if morceau is None:
            select([tuyau], [], [])
        else:
            lu += morceau
    return bytes(lu)


_INTROUVABLE: tuple[Code, str] = (
    "fichier-introuvable",
    "fichier introuvable\nvérifiez son nom et le dossier courant",
)
# Le premier type qui convient donne le motif.
_MOTIFS: dict[type[Exception], tuple[Code, str]] = {
    FileNotFoundError: _INTROUVABLE,
    NotADirectoryError: _INTROUVABLE,
    IsADirectoryError: ("dossier", "c'est un dossier\ndonnez le nom d'un fichier"),
    PermissionError: ("lecture-refusee", "lecture refusée\nvérifiez vos droits sur ce fichier"),
    ValueError: ("nom-impossible", "nom de fichier impossible\nvérifiez son écriture"),
    Exception: (
        "fichier-illisible",
        "fichier illisible\nvérifiez son nom et le disque qui le porte",
    ),
}
