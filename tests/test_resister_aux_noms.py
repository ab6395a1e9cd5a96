"""Un nom de fichier ou une option viennent d'un inconnu : ils se montrent sans rien exécuter."""

import json
import os

import pytest


@pytest.mark.parametrize(
    ("nom", "message"),
    [
        (".", "c'est un dossier; donnez le nom d'un fichier"),
        ("absent.yaml", "fichier introuvable; vérifiez son nom et le dossier courant"),
        ("vide.yaml/plan.yaml", "fichier introuvable; vérifiez son nom et le dossier courant"),
        ("a" * 5000, "fichier illisible; vérifiez son nom et le disque qui le porte"),
        ("/dev/null", "le fichier ne contient aucune donnée"),
    ],
)
def test_ce_qui_n_est_pas_un_fichier_de_plan_se_dit(plandev, tmp_path, nom, message):
    (tmp_path / "vide.yaml").touch()
    resultat = plandev("list", "-p", nom)
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert message in resultat.stderr


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root lit tout")
def test_un_fichier_sans_droit_de_lecture_se_dit(plandev, ecrire_plan):
    plan = ecrire_plan()
    plan.chmod(0)
    assert "lecture refusée; vérifiez vos droits" in plandev("list", "-p", plan).stderr


@pytest.mark.parametrize(
    ("nom", "montre"),
    [
        ("plan d'été.yaml", "plan d'été.yaml"),
        ("plan\nneuf.yaml", "plan\\x0aneuf.yaml"),
        ("\x1b[31mplan.yaml", "\\x1b[31mplan.yaml"),
        ("[red]plan[bold].yaml", "[red]plan[bold].yaml"),
        (b"plan\xff.yaml", "plan\\xff.yaml"),
        ("-plan.yaml", "./-plan.yaml"),
    ],
    ids=repr,
)
def test_le_nom_d_un_fichier_est_montre_sans_rien_executer(lancer, tmp_path, nom, montre):
    nom = os.fsdecode(nom)
    (tmp_path / nom).write_bytes(b"titre: a\n")
    resultat = lancer("valider", "--", nom)
    assert resultat.returncode == 1
    assert resultat.stdout.startswith(f"{montre}:1:1: erreur: ")
    assert "Traceback" not in resultat.stderr
    en_json = lancer("valider", "-f", "json", "--", nom)
    assert json.loads(en_json.stdout)[0]["fichier"] == montre


def test_une_option_d_une_autre_nature_est_montree_sans_rien_executer(plandev):
    for valeur in ["2\n3", "\x1b[31m", "[red]", "é" * 10_000, "\udcff", "\u202e"]:
        resultat = plandev("list", "--axe", valeur)
        assert (resultat.exit_code, resultat.stdout) == (2, "")
        assert resultat.stderr.count("\n") == 2
        assert not set(resultat.stderr) & set("\x1b\u202e\udcff")
