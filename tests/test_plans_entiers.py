"""Trois plans de la taille d'un vrai, qui se servent de tout : chaque commande en répond."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest

VALIDES = Path(__file__).parent / "exemples" / "valides"
# De chacun : une action, une unité, un champ de nombres, et un court texte.
PLANS = {
    "mots-d-une-ville": ("2.4", "SLVC", "budget", "partenaires"),
    "objectifs-en-lettres": ("A3", "Mobilité", "tonnes", "objectif"),
    "couts-et-echeances": ("3.1", "DVC", "cout", "financement"),
}
COMMANDES = [
    "list",
    "list --en-retard --tri echeance",
    "list --sauf etat=réalisée --au-moins {nombre}=0 --echeance-avant 2025",
    "list --tri {nombre} --public",
    "montrer {action} --au 2030-01-01",
    "par-responsable",
    "par-responsable {unite}",
    "compter --par axe --somme {nombre}",
    "compter --par axe --par responsable --somme avancement",
    "compter --par {champ} --somme {nombre}",
    "compter --par etat --par axe",
    "bilan",
    "bilan --par {champ} --au 2024-01-01",
    "bilan --par responsable --public",
    "equilibre --plan",
    "comparer {fichier} {autre} --plan",
    "annees {fichier} --plan",
    "valider",
]


def arguments(commande, nom):
    action, unite, nombre, champ = PLANS[nom]
    autre = next(autre for autre in PLANS if autre != nom)
    fichier = str(VALIDES / f"{nom}.yaml")
    mots = {"action": action, "unite": unite, "nombre": nombre, "champ": champ}
    mots |= {"fichier": fichier, "autre": str(VALIDES / f"{autre}.yaml")}
    tapes = [mot.format(**mots) for mot in commande.split()]
    if tapes[0] in {"comparer", "annees"}:
        return tapes[:-1]
    return [*tapes, fichier] if tapes[-1] == "--plan" else [*tapes, *_du_plan(tapes, fichier)]


def _du_plan(tapes, fichier):
    return [fichier] if tapes[0] == "valider" else ["--plan", fichier]


@pytest.mark.parametrize("nom", PLANS)
@pytest.mark.parametrize("commande", COMMANDES)
def test_chaque_commande_en_repond_dans_chaque_format(plandev, tmp_path, commande, nom):
    for format_ in ("table", "texte", "json", "csv", "md", "xlsx"):
        ou = tmp_path / f"{format_}"
        resultat = plandev(*arguments(commande, nom), "-f", format_, "-o", ou)
        assert resultat.exit_code in ({0, 1} if "equilibre" in commande else {0})
        ecrit = ou.read_bytes()
        assert ecrit or commande == "valider"
        if format_ == "json":
            json.loads(ecrit)
        if format_ == "csv":
            rangees = csv.reader(io.StringIO(ecrit.decode(), newline=""), strict=True)
            assert len({len(rangee) for rangee in rangees}) == 1


@pytest.mark.parametrize("nom", PLANS)
@pytest.mark.parametrize("largeur", [80, 160])
def test_au_terminal_rien_n_est_coupe_et_rien_ne_deborde(lancer, largeur, nom):
    for commande in COMMANDES:
        fini = lancer(*arguments(commande, nom), terminal=largeur)
        montre = re.sub("\x1b\\[[0-9;]*m", "", fini.stdout)
        lignes = [ligne for ligne in montre.splitlines() if str(VALIDES) not in ligne]
        assert max(map(len, lignes), default=0) <= largeur
        assert "…" not in montre


@pytest.mark.parametrize("nom", PLANS)
def test_ils_reviennent_de_leur_classeur(plandev, tmp_path, nom):
    fichier = VALIDES / f"{nom}.yaml"
    assert plandev("classeur", "-p", fichier, "-o", tmp_path / "plan.xlsx").exit_code == 0
    repris = tmp_path / "repris.yaml"
    assert plandev("importer", tmp_path / "plan.xlsx", "-o", repris).exit_code == 0
    dit = plandev("comparer", fichier, repris, "-f", "json").stdout
    ecarts = json.loads(dit)
    assert (ecarts["ajoutees"], ecarts["retirees"], ecarts["modifiees"]) == ([], [], [])
    assert ecarts["plan"] == {}


@pytest.mark.parametrize("nom", PLANS)
def test_leur_page_et_leur_classeur_publics_n_ont_que_ce_qui_l_est(plandev, tmp_path, nom):
    fichier = VALIDES / f"{nom}.yaml"
    prives = re.findall(
        r"^ +(?:suivi|arbitrage): ([^{\n]+)$", fichier.read_text("utf-8"), re.MULTILINE
    )
    assert plandev("classeur", "--public", "-p", fichier, "-o", tmp_path / "p.xlsx").exit_code == 0
    with zipfile.ZipFile(tmp_path / "p.xlsx") as archive:
        contenu = "".join(archive.read(n).decode() for n in archive.namelist())
    page = plandev("page", "-p", fichier).stdout
    assert [prive for prive in prives if prive in page + contenu] == []
    suivant = plandev("nouveau", "2027-2029", "-p", fichier)
    assert suivant.exit_code == 0
    assert "etat: " not in suivant.stdout
