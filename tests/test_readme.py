"""Le README ne montre que ce que plandev fait : chaque commande y est suivie de sa vraie sortie."""

import re
from pathlib import Path

import pytest

from plandev.lecture import examiner

RACINE = Path(__file__).parents[1]
README = (RACINE / "README.md").read_text(encoding="utf-8")
EXEMPLES = re.findall(r"```console\n\$ plandev (.*)\n((?:.*\n)*?)```", README)


@pytest.mark.parametrize(("commande", "sortie"), EXEMPLES, ids=[c for c, _ in EXEMPLES])
def test_la_sortie_montree_est_la_vraie(lancer, monkeypatch, commande, sortie):
    monkeypatch.chdir(RACINE)
    neutre = {"TERM": "dumb", "PLANDEV_PLAN": ""}
    assert lancer(*commande.split(), terminal=80, env=neutre).stdout == sortie


def test_le_readme_montre_chaque_commande():
    montrees = {commande.split()[0] for commande, _ in EXEMPLES}
    assert montrees >= {"list", "montrer", "par-responsable", "equilibre", "valider"}


def test_le_code_python_montre_tourne(monkeypatch, capsys):
    monkeypatch.chdir(RACINE)
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102
    lignes = capsys.readouterr().out.splitlines()
    assert [ligne.split()[0] for ligne in lignes[:2]] == ["5.19.a", "5.20"]
    assert lignes[-1].startswith("False [0.41")


def test_le_plan_montre_en_exemple_est_valide(tmp_path):
    (exemple,) = re.findall(r"```yaml\n(titre: .*?)```", README, re.DOTALL)
    plan = tmp_path / "exemple.yaml"
    plan.write_text(exemple, encoding="utf-8")
    assert examiner(plan) == []
