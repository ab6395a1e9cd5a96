"""Ce que partagent les tests : la commande, le plan publié, et un petit plan à modifier."""

import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, settings

# Chargés ici une fois, ils n'ont pas à l'être dans chacun des processus qui en naissent.
from rich import box, console, markup, table, text  # noqa: F401
from typer import completion, rich_utils  # noqa: F401
from typer.testing import CliRunner, Result

from plandev.__main__ import main
from plandev.commandes.programme.application import app
from plandev.lecture import charger
from plandev.plan.modele import Plan

RACINE = Path(__file__).parents[1]
# Ce qui finit un programme qui ne finirait pas : bien plus que ce qu'un poste occupé lui prend.
DELAI = 600

# Un poste occupé tire ses exemples lentement : ce n'est pas une faute. En CI, ce sont toujours les
# mêmes : elle ne rougit que de ce qui change.
settings.register_profile(
    "plandev",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("plandev")

# Lancée en arrière-plan, la suite ignore Ctrl-C, et tout ce qu'elle lance avec elle.
signal.signal(signal.SIGINT, signal.default_int_handler)

PETIT_PLAN = """\
titre: Plan de quartier
annee: 2020
responsables:
  DVC: Direction de la vie communautaire
  ENV:
groupes:
  jeunes: Jeunes
axes:
  - numero: 1
    titre: Mobilité
    actions:
      - code: 1
        libelle: Ouvrir une piste
        responsables: [DVC]
        groupes: [jeunes]
  - numero: 2
    titre: Habitation
    actions:
      - code: 4.b
        libelle: Planter des arbres
        responsables: [ENV]
"""


@pytest.fixture(autouse=True)
def _poste_neutre(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Chaque test part d'un dossier vide, sans réglage venu du poste."""
    for variable in ("PLANDEV_PLAN", "FORCE_COLOR", "NO_COLOR", "COLUMNS", "GITHUB_ACTIONS"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def plandev() -> Callable[..., Result]:
    """La commande, lancée avec ces arguments."""

    def lancer(*arguments: str | Path) -> Result:
        return CliRunner().invoke(app, list(map(str, arguments)), prog_name="plandev")

    return lancer


@pytest.fixture
def executer() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Un programme du poste, où « plandev » est celui qui est installé avec les tests."""
    chemin = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

    def lancer(
        *commande: str | Path, env: dict[str, str] | None = None, **reglages: Any
    ) -> subprocess.CompletedProcess[str]:
        environnement = {**os.environ, "PATH": chemin, "PYTHONIOENCODING": "utf-8", **(env or {})}
        flux = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        reglages = {"encoding": "utf-8", "check": False, "timeout": DELAI, **flux, **reglages}
        return subprocess.run(commande, env=environnement, **reglages)  # noqa: PLW1510

    return lancer


class Fini(NamedTuple):
    """Un processus fini : son statut, et ce qu'il a écrit; au terminal, tout est sur `stdout`."""

    returncode: int
    stdout: str
    stderr: str = ""


@pytest.fixture
def lancer() -> Callable[..., Fini]:
    """Le programme dans un vrai processus, né de celui des tests plutôt que d'un interpréteur neuf.

    Il a ses descripteurs, son environnement, son statut; il n'a pas à tout charger. `terminal` est
    la largeur de celui où il est lancé, sinon ses sorties sont des fichiers; `stdin` et `stdout`,
    des flux déjà ouverts; `fermes`, les descripteurs qu'il n'a pas.
    """
    if not hasattr(os, "fork"):
        pytest.skip("il faut un système où un processus se dédouble")

    def lancer(
        *arguments: str | Path,
        env: dict[str, str] | None = None,
        entree: bytes = b"",
        terminal: int | None = None,
        stdin: Any = None,
        stdout: Any = None,
        fermes: tuple[int, ...] = (),
    ) -> Fini:
        def enfant() -> None:
            os.environ.update(env or {})
            sys.argv = ["plandev", *map(str, arguments)]
            _rouvrir(fermes)
            main()

        if terminal:
            return _au_terminal(enfant, terminal)
        return _vers_des_fichiers(enfant, entree, (stdin, stdout), fermes)

    return lancer


def _vers_des_fichiers(
    enfant: Callable[[], None], entree: bytes, ouverts: tuple[Any, Any], fermes: tuple[int, ...]
) -> Fini:
    stdin, stdout = ouverts
    with (
        tempfile.TemporaryFile() as lu,
        tempfile.TemporaryFile() as sorti,
        tempfile.TemporaryFile() as dit,
    ):
        lu.write(entree)
        lu.seek(0)
        if (pid := os.fork()) == 0:
            os.dup2((stdin or lu).fileno(), 0)
            os.dup2((stdout or sorti).fileno(), 1)
            os.dup2(dit.fileno(), 2)
            for descripteur in fermes:
                os.close(descripteur)
            _vivre(enfant)
        statut = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        textes = []
        for flux in (sorti, dit):
            flux.seek(0)
            textes.append(flux.read().decode())
    return Fini(statut, *textes)


def _au_terminal(enfant: Callable[[], None], colonnes: int) -> Fini:
    import fcntl
    import pty
    import termios

    pid, maitre = pty.fork()
    if pid == 0:
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 50, colonnes, 0, 0))
        _vivre(enfant)
    octets = b"".join(iter(lambda: _lire(maitre), b""))
    os.close(maitre)
    statut = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return Fini(statut, octets.decode().replace("\r", ""))


def _lire(descripteur: int) -> bytes:
    try:
        return os.read(descripteur, 65536)
    except OSError:  # Linux : l'autre bout est fermé
        return b""


def _rouvrir(fermes: tuple[int, ...]) -> None:
    """Refait les trois flux de Python, comme le ferait un interpréteur neuf."""
    encodage = os.environ.get("PYTHONIOENCODING", "utf-8")
    for nom, descripteur in (("stdin", 0), ("stdout", 1), ("stderr", 2)):
        mode = "r" if descripteur == 0 else "w"
        ouvert = None if descripteur in fermes else os.fdopen(descripteur, mode, encoding=encodage)
        setattr(sys, nom, ouvert)


def _vivre(enfant: Callable[[], None]) -> None:
    """Vit la vie de l'enfant, et n'en revient pas."""
    statut = 70
    try:
        enfant()
        statut = 0
    except SystemExit as fin:
        statut = fin.code if isinstance(fin.code, int) else int(fin.code is not None)
    except BaseException:  # noqa: BLE001 - une panne doit se voir, et non remonter dans pytest
        traceback.print_exc()
    finally:
        for flux in (sys.stdout, sys.stderr):
            if flux is not None:
                flux.flush()
        os._exit(statut)


@pytest.fixture
def racine() -> Path:
    return RACINE


@pytest.fixture(scope="session")
def plan_2020() -> Plan:
    return charger(RACINE / "plan2020.yaml")


@pytest.fixture
def dossier_2020(tmp_path: Path) -> Path:
    """Le dossier courant, où est le plan de 2020 : un verdict ne se rend que d'un plan trouvé."""
    return Path(shutil.copy(RACINE / "plan2020.yaml", tmp_path))


@pytest.fixture
def ecrire_plan(tmp_path: Path) -> Callable[..., Path]:
    """Écrit le petit plan, avec ces remplacements, et rend son chemin."""

    def ecrire(*remplacements: tuple[str, str], nom: str = "plan.yaml") -> Path:
        texte = PETIT_PLAN
        for ancien, nouveau in remplacements:
            assert ancien in texte
            texte = texte.replace(ancien, nouveau, 1)
        chemin = tmp_path / nom
        chemin.write_text(texte, encoding="utf-8")
        return chemin

    return ecrire
