"""La documentation ne montre que ce que plandev fait : chaque commande y a sa vraie sortie."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest

from plandev.lecture import examiner

RACINE = Path(__file__).parents[1]
PAGES = {chemin.name: chemin for chemin in [RACINE / "README.md", *RACINE.glob("docs/*.md")]}
TEXTES = {nom: chemin.read_text(encoding="utf-8") for nom, chemin in PAGES.items()}
EXEMPLES = [
    (nom, commande, sortie)
    for nom, texte in TEXTES.items()
    for commande, sortie in re.findall(r"```console\n\$ plandev (.*)\n((?:.*\n)*?)```", texte)
]


@pytest.mark.parametrize(
    ("page", "commande", "sortie"), EXEMPLES, ids=[f"{page} {c}" for page, c, _ in EXEMPLES]
)
def test_la_sortie_montree_est_la_vraie(lancer, monkeypatch, page, commande, sortie):
    assert page in PAGES
    monkeypatch.chdir(RACINE)
    neutre = {"TERM": "dumb", "PLANDEV_PLAN": ""}
    assert lancer(*commande.split(), terminal=80, env=neutre).stdout == sortie


def test_la_documentation_montre_chaque_commande():
    montrees = {commande.split()[0] for _, commande, _ in EXEMPLES}
    assert montrees >= {
        "list", "montrer", "par-responsable", "compter", "equilibre", "valider", "bilan",
        "comparer", "annees", "importer",
    }  # fmt: skip


def test_le_tableau_de_la_documentation_devient_un_plan(plandev, tmp_path):
    (commande,) = re.findall(
        r"^plandev (importer \S+\.csv .*)$", TEXTES["tableur.md"], re.MULTILINE
    )
    mots = shlex.split(commande)
    assert plandev(*mots[:1], RACINE / mots[1], *mots[2:]).exit_code == 0
    assert plandev("valider", tmp_path / "plan2024.yaml").exit_code == 0


def test_les_paquets_d_un_tableur_sont_ceux_que_la_documentation_installe():
    pages = TEXTES["tableur.md"] + TEXTES["formats.md"]
    (montres,) = set(re.findall(r"pipx inject plandev (.*)", pages))
    projet = tomllib.loads((RACINE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    demandes = projet["optional-dependencies"]["tableur"]
    assert montres.split() == [demande.partition(">=")[0] for demande in demandes]


def test_le_readme_tient_en_deux_cents_lignes():
    assert TEXTES["README.md"].count("\n") <= 200


@pytest.mark.parametrize("page", PAGES)
def test_chaque_lien_mene_quelque_part(page):
    liens = re.findall(r"\]\((?!https?:)([^)#]+)\)", TEXTES[page])
    assert [lien for lien in liens if not (PAGES[page].parent / lien).exists()] == []


def test_le_code_python_montre_tourne(monkeypatch, capsys):
    monkeypatch.chdir(RACINE)
    (code,) = re.findall(r"```python\n(.*?)```", TEXTES["python.md"], re.DOTALL)
    exec(compile(code, "python.md", "exec"), {})  # noqa: S102
    lignes = capsys.readouterr().out.splitlines()
    assert [ligne.split()[0] for ligne in lignes[:2]] == ["5.19.a", "5.20"]
    assert lignes[-1].startswith("False [0.41")


def test_le_plan_montre_en_exemple_est_valide(tmp_path):
    (exemple,) = re.findall(r"```yaml\n(titre: .*?)```", TEXTES["fichier.md"], re.DOTALL)
    plan = tmp_path / "exemple.yaml"
    plan.write_text(exemple, encoding="utf-8")
    assert examiner(plan) == []


def test_les_chiffres_que_le_readme_refait_a_la_main_sont_les_siens(plan_2020):
    axes = plan_2020.axes
    somme = sum(axe.poids for axe in axes)
    assert (axes[1].poids, somme, len(axes[1].actions)) == (23, 98, 10)
    dit = TEXTES["README.md"]
    assert f"36 × 23 ÷ 98 = {36 * 23 / 98:.2f}".replace(".", ",") in dit
    assert f"36 × 19 ÷ 109 = {36 * 19 / 109:.2f}".replace(".", ",") in dit
    assert somme - axes[0].poids + 19 == 109


def test_l_annee_d_un_plan_pas_a_pas_comme_le_dit_le_readme(plandev, tmp_path):
    (tmp_path / "plan2020.yaml").write_text(plandev("exemple").stdout, encoding="utf-8")
    plan = plandev("nouveau", "2021").stdout
    (ajout,) = re.findall(r"```yaml\n(.*?)```", TEXTES["README.md"], re.DOTALL)
    # Dans le README, l'action est en retrait de trois colonnes, celui de son numéro d'étape.
    action = "".join(f"{ligne[3:]}\n" for ligne in ajout.rstrip().split("\n"))
    retiree = plan.index("      - code: 7\n")
    plan = plan[:retiree] + action + plan[plan.index("\n\n", retiree) + 1 :]
    (tmp_path / "plan2021.yaml").write_text(plan, encoding="utf-8")
    assert plandev("valider").stderr == "plan2021.yaml : aucune erreur\n"
    assert "Ouvrir un jardin communautaire." in plandev("montrer", "1.12").stdout
    assert plandev("equilibre").exit_code == 0
    plan = plan.replace("annee: 2021\n", "annee: 2021\netat_au: 2021-12-31\n")
    plan = plan.replace("groupes: [jeunes]\n", "groupes: [jeunes]\n        etat: réalisée\n", 1)
    (tmp_path / "plan2021.yaml").write_text(plan, encoding="utf-8")
    assert "Taux de réalisation : 1 ÷ 36" in plandev("bilan").stdout
    assert "1 ajoutée, 1 retirée." in plandev("comparer", "plan2020.yaml").stdout
    assert "ensemble (37 actions) : équilibré" in plandev("annees").stdout
    (tmp_path / "plan2022.yaml").write_text(plandev("nouveau", "2022").stdout, encoding="utf-8")
    assert "35 actions" in plandev("list").stderr
    for commande in ("bilan -p plan2021.yaml", "comparer plan2020.yaml", "annees"):
        assert plandev(*commande.split(), "-f", "md").stdout.startswith("# Plan de déploiement ")
