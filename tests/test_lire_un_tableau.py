"""Le tableau d'un autre bureau : chaque exemple a ses commandes, et tout ce qu'elles rendent."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from plandev.lecture import charger

EXEMPLES = sorted(Path(__file__).parent.glob("exemples/tableaux/*.attendu"))
APERCU = "--apercu"


def commandes(exemple):
    """Les commandes d'un exemple, et ce que chacune rend, l'erreur puis la sortie."""
    blocs = re.split(r"^\$ plandev ", exemple.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [(shlex.split(dite), rendu) for dite, _, rendu in (b.partition("\n") for b in blocs)]


@pytest.fixture(params=EXEMPLES, ids=lambda exemple: exemple.stem)
def exemple(request, tmp_path):
    """Un exemple, son tableau dans le dossier courant."""
    for tableau in request.param.parent.glob(f"{request.param.stem}.*"):
        shutil.copy(tableau, tmp_path)
    return request.param


def test_un_tableau_se_lit_ou_demande_ce_qui_lui_manque(plandev, exemple):
    for commande, rendu in commandes(exemple):
        resultat = plandev(*commande)
        assert resultat.stderr + resultat.stdout == rendu, commande


def test_une_commande_de_plus_suffit_toujours(plandev, tmp_path, exemple):
    premiere, *autres = [commande for commande, _ in commandes(exemple) if APERCU not in commande]
    entrees = [c for c in (premiere, *autres) if plandev(*c, "-o", "lu.yaml").exit_code == 0]
    assert entrees[0] in (premiere, *autres[:1])
    assert charger(tmp_path / "lu.yaml").axes


@pytest.mark.parametrize("largeur", [40, 80, 160])
def test_l_apercu_n_ecrit_rien_et_tient_dans_un_terminal(
    plandev, tmp_path, monkeypatch, exemple, largeur
):
    monkeypatch.setenv("COLUMNS", str(largeur))
    commande = [mot for mot in commandes(exemple)[0][0] if mot != APERCU]
    avant = sorted(tmp_path.iterdir())
    resultat = plandev(*commande, APERCU)
    lignes = resultat.stdout.splitlines()
    assert max(map(len, lignes)) <= largeur
    assert len(lignes) <= (24 if largeur >= 80 else 40)
    assert sorted(tmp_path.iterdir()) == avant


def test_des_regles_ecrites_font_entrer_le_meme_tableau_en_une_commande(plandev, exemple):
    entrees = 0
    for commande in (c for c, _ in commandes(exemple) if APERCU not in c):
        entre = plandev(*commande, "--ecrire-regles", f"regles{entrees}.yaml")
        if entre.exit_code == 0:
            repris = plandev(*commande[:2], "--regles", f"regles{entrees}.yaml")
            assert repris.stdout == entre.stdout
            entrees += 1
    assert entrees


REGLES_FAUTIVES = {
    "anee: 2024": "r.yaml:1:1: erreur: clé «\u00a0anee\u00a0» inconnue; vouliez-vous dire annee?",
    "entete: deux": "r.yaml:1:9: erreur: «\u00a0deux\u00a0»\u00a0: le rang d'une ligne est attendu",
    "colonnes:\n  Action: libele": "r.yaml:2:11: erreur: «\u00a0Action\u00a0»\u00a0: vouliez-vous "
    "dire libelle?",
    "colonnes: [Action]": "r.yaml:1:11: erreur: des clés y sont attendues, une par ligne",
    "etats:\n  Fini: bof": "r.yaml:2:9: erreur: «\u00a0Fini\u00a0»\u00a0: un mot du tableau",
    "public: Notes": "r.yaml:1:9: erreur: une liste de titres est attendue",
    "colonnes:\n  Absente: axe": "t.csv: erreur: ce tableau n'a pas de colonne",
}


@pytest.mark.parametrize(("regles", "message"), REGLES_FAUTIVES.items(), ids=list(REGLES_FAUTIVES))
def test_une_regle_mal_ecrite_est_dite_a_sa_place(plandev, tmp_path, regles, message):
    (tmp_path / "t.csv").write_text("Axe;N°;Action\n1. A;1;x\n", encoding="utf-8")
    (tmp_path / "r.yaml").write_text(f"{regles}\n", encoding="utf-8")
    resultat = plandev("importer", "t.csv", "--annee", "2024", "--regles", "r.yaml")
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert resultat.stderr.startswith(message)


def test_une_colonne_neuve_est_dite_et_un_tableau_allonge_redemande_sa_fin(plandev, tmp_path):
    texte = "Axe;N°;Action\n1. A;1;x\n2. B;1;y\n\nLégende;;\nDTP;Travaux;\n"
    (tmp_path / "t.csv").write_text(texte, encoding="utf-8")
    ecrire = ("--annee", "2024", "--derniere-ligne", "3", "--ecrire-regles", "r.yaml")
    assert plandev("importer", "t.csv", *ecrire).exit_code == 0
    long = texte.replace("2. B;1;y\n", "2. B;1;y;n\n2. B;2;z;n\n").replace(
        "Action\n", "Action;Note\n"
    )
    (tmp_path / "t.csv").write_text(long, encoding="utf-8")
    assert plandev("importer", "t.csv", "--regles", "r.yaml").stderr.splitlines()[1:3] == [
        "t.csv:D1: avertissement: nouvelle colonne, que les règles ne disent pas\u00a0: D "
        "«\u00a0Note\u00a0», lue comme un champ",
        "t.csv:A4: erreur: les règles arrêtent le tableau juste avant cette ligne\u00a0: "
        "«\u00a02. B | 2 | z | n\u00a0»; dites laquelle est la dernière\u00a0: --derniere-ligne …",
    ]
    assert (
        plandev("importer", "t.csv", "--regles", "r.yaml", "--derniere-ligne", "4").exit_code == 0
    )


def test_l_apercu_du_classeur_de_plandev_n_ecrit_rien(plandev, racine):
    plandev("classeur", "-p", racine / "plan2020.yaml", "-o", "c.xlsx")
    resultat = plandev("importer", "c.xlsx", APERCU)
    assert (resultat.exit_code, resultat.stdout) == (0, "")
