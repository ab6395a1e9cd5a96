"""La loi d'`importer` : chaque cellule est dans l'action de sa ligne, ou dite avec sa place."""

import os
import shlex

import pytest

from relecture import libelles_des_lignes, lignes_d_en_tete, perdues
from tableaux_au_hasard import ecrire, tirer
from test_lire_un_tableau import APERCU, EXEMPLES, commandes

TIRAGES = int(os.environ.get("PLANDEV_TIRAGES", "60"))


@pytest.fixture
def importer(plandev, tmp_path):
    """Le texte du plan qu'`importer` fait d'un tableau, ou rien, et ce qu'il en dit."""

    def faire(chemin, *options):
        sortie = tmp_path / "lu.yaml"
        sortie.unlink(missing_ok=True)
        resultat = plandev("importer", chemin, *options, "-o", sortie)
        assert (resultat.exit_code == 0) == sortie.exists()
        return sortie.read_text(encoding="utf-8") if sortie.exists() else "", resultat.stderr

    return faire


@pytest.mark.parametrize("graine", range(TIRAGES))
def test_rien_n_est_perdu_d_un_tableau_tire_au_hasard(importer, tmp_path, graine):
    tirage, chemin = tirer(graine), tmp_path / "tableau.xlsx"
    ecrire(tirage, chemin)
    plan, dits = importer(chemin, "--annee", "2024", "--titre", "Plan")
    if not plan:  # ce qui est demandé l'est en une commande à coller
        assert dits.splitlines()[-1].startswith("Pour répondre à tout\u00a0: plandev importer ")
        assert "ne se retrouve pas" not in dits
        return
    assert list(perdues(chemin, plan, dits, tirage.libelles, tirage.entetes)) == []
    assert plan.count("\n      - code: ") == tirage.actions


@pytest.mark.parametrize("exemple", EXEMPLES, ids=lambda exemple: exemple.stem)
def test_rien_n_est_perdu_d_un_exemple(importer, exemple):
    (chemin,) = (f for f in exemple.parent.glob(f"{exemple.stem}.*") if f != exemple)
    entrees = 0
    for commande in (c for c, _ in commandes(exemple) if APERCU not in c):
        plan, dits = importer(chemin, *commande[2:])
        if plan:
            libelles = libelles_des_lignes(chemin, plan)
            entetes = lignes_d_en_tete(chemin, libelles)
            assert list(perdues(chemin, plan, dits, libelles, entetes)) == [], shlex.join(commande)
            entrees += 1
    assert entrees


def test_le_second_lecteur_voit_une_cellule_qui_manque(importer, tmp_path):
    chemin = tmp_path / "tableau.csv"
    chemin.write_text("Axe;N°;Action;Coût\n1. Loger;1;Bâtir;12 000 $\n", encoding="utf-8")
    plan, _ = importer(chemin, "--annee", "2024", "--titre", "Plan")
    sans = plan.replace("        cout: 12000\n", "")
    assert sans != plan
    manquent = perdues(chemin, sans, "", libelles_des_lignes(chemin, sans), {("", 1)})
    assert list(manquent) == [(("", 2, "D"), "12 000 $")]
