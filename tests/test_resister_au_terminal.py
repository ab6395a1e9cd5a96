"""Le terminal est étroit, ou étrange : rien ne tombe, rien ne se perd."""

import re

import pytest

pytestmark = pytest.mark.usefixtures("dossier_2020")


@pytest.mark.parametrize("largeur", ["1", "7", "20", "abc", "0"])
@pytest.mark.parametrize(
    "arguments", ["list", "equilibre", "par-responsable", "valider", "montrer 5.20", "--help"]
)
def test_un_terminal_etroit_ne_fait_rien_tomber(lancer, arguments, largeur):
    etrange = {"COLUMNS": largeur, "TERM": "inconnu"}
    resultat = lancer(*arguments.split(), terminal=80, env=etrange)
    assert resultat.returncode == 0
    assert "Traceback" not in resultat.stdout


@pytest.mark.parametrize("largeur", [10, 20, 40, 80])
def test_un_tableau_trop_large_pour_le_terminal_garde_tout(lancer, ecrire_plan, largeur):
    axes = "".join(f"  - {{numero: {n}, titre: Axe, actions: []}}\n" for n in range(3, 41))
    plan = ecrire_plan()
    plan.write_text(plan.read_text(encoding="utf-8") + axes, encoding="utf-8")
    for commande in (f"par-responsable -p {plan}", f"equilibre -p {plan}"):
        sortie = lancer(*commande.split(), terminal=largeur).stdout
        sortie = re.sub("\x1b\\[[0-9;]*m", "", sortie)
        lignes = {ligne.split()[0]: ligne.split() for ligne in sortie.splitlines() if ligne.strip()}
        assert "…" not in sortie
        if commande.startswith("par"):
            assert lignes["ENV"] == ["ENV", "2", ":", "1", "1", "50,0", "%"]
        else:
            assert "sous-représenté" in sortie
            assert lignes["jeunes"][-1] == "rejoint"
