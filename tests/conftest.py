"""Ce que partagent les tests : la commande, le plan publié, et un petit plan à modifier."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from plandev.cli import app
from plandev.lecture import charger
from plandev.modele import Plan

RACINE = Path(__file__).parents[1]

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
        reglages = {"encoding": "utf-8", "check": False, "timeout": 60, **flux, **reglages}
        return subprocess.run(commande, env=environnement, **reglages)  # noqa: PLW1510

    return lancer


@pytest.fixture
def racine() -> Path:
    return RACINE


@pytest.fixture(scope="session")
def plan_2020() -> Plan:
    return charger(RACINE / "plan2020.yaml")


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
