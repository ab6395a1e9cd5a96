"""Les paquets du supplément, que plandev n'importe que là où ils servent."""

from collections.abc import Iterator
from contextlib import contextmanager

from plandev.messages.constats import Constat, ErreurPlan


@contextmanager
def demander(paquet: str, demande: str) -> Iterator[None]:
    """Importe ce qu'il contient; lève ErreurPlan si ce paquet n'est pas installé.

    `demande` : ce qui en a besoin, comme « le format xlsx demande XlsxWriter ».
    """
    try:
        yield
    except ModuleNotFoundError as absence:
        if absence.name != paquet:
            raise
        installer = f"pipx inject plandev {paquet}, ou pip install {paquet}"
        message = f"{demande}, que ce poste n'a pas\ninstallez-le à côté de plandev : {installer}"
        raise ErreurPlan(Constat("paquet-absent", message)) from None
