"""En CI, la faute se montre à sa ligne, et le bilan dans le résumé du travail."""

import re
from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.usefixtures("dossier_2020")


@pytest.fixture
def resume(monkeypatch, tmp_path):
    """Le fichier de résumé que GitHub donne, quand c'est lui qui lance plandev."""
    chemin = tmp_path / "resume.md"
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(chemin))
    return chemin


def test_chaque_faute_est_annotee_a_sa_place_apres_les_lignes_pour_les_personnes(
    plandev, ecrire_plan, resume
):
    ecrire_plan(("2020", "20"), ("  ENV:\n", "  ENV:\n  A;B:\n"), nom="plan,a:b.yaml")
    resultat = plandev("valider", "plan,a:b.yaml")
    humaines, annotations = resultat.stdout.split("::error", 1)
    assert humaines.startswith("plan,a:b.yaml:2:8: erreur: ")
    lignes = ("::error" + annotations).replace("\u00a0", " ").splitlines()
    assert lignes == [
        "::error file=plan%2Ca%3Ab.yaml,line=2,col=8,title=annee-invalide::"
        "« 20 » : une année est attendue, de 1900 à "
        "2199",
        "::error file=plan%2Ca%3Ab.yaml,line=6,col=3,title=unite-mal-formee::"
        "« A;B » : des unités se séparent par des virgules; écrivez [A, B]",
    ]
    assert resume.read_text(encoding="utf-8").splitlines()[:3] == [
        "# plan,a:b.yaml : 2 erreurs",
        "",
        "| Fichier | Ligne | Colonne | Gravité | Code | Message |",
    ]


def test_un_avertissement_est_annote_comme_tel(plandev, ecrire_plan, resume):
    plan = ecrire_plan(("  ENV:\n", "  ENV:\n  URBA:\n"))
    assert plandev("valider", plan).stdout.splitlines()[-1] == (
        f"::warning file={plan},line=6,col=3,title=unite-sans-action::"
        "unité «\u00a0URBA\u00a0» déclarée, mais aucune action n'en relève"
    )
    assert resume.exists()


def test_un_pour_cent_ne_se_prend_pas_pour_un_caractere_code(plandev, ecrire_plan, resume):
    plan = ecrire_plan(("[DVC]", '["100%0A"]'))
    assert "unité « 100%250A » sans" in plandev("valider", plan).stdout.replace("\u00a0", " ")
    assert resume.exists()


def test_un_axe_hors_de_sa_part_est_annote_a_sa_ligne(plandev, ecrire_plan, resume):
    plan = ecrire_plan(("  - numero: 2", "  # L'axe 2\n  - numero: 2"))
    resultat = plandev("equilibre", "-p", plan, "--indice-min", "1", "--indice-max", "1")
    assert resultat.exit_code == 0
    assert "::error" not in resultat.stdout
    plan = ecrire_plan(
        ("numero: 1\n", "numero: 1\n    poids: 9\n"), ("numero: 2\n", "numero: 2\n    poids: 1\n")
    )
    resultat = plandev("equilibre", "-p", plan, "--reference", "prorata")
    assert resultat.exit_code == 1
    assert resultat.stdout.splitlines()[-1] == (
        f"::error file={plan},line=17,col=5,title=axe-sur-represente::"
        "axe 2 : 1 action; la règle n'admet ici aucun nombre entier (sur-représenté)"
    )
    assert resume.read_text(encoding="utf-8").endswith(
        "\nVerdict : non équilibré (règle demandée)\n\n"
    )


def test_un_groupe_non_rejoint_est_annote_a_sa_cle(plandev, ecrire_plan, resume):
    plan = ecrire_plan(("  jeunes: Jeunes\n", "  jeunes: Jeunes\n  aines: Personnes aînées\n"))
    assert plandev("equilibre", "-p", plan).stdout.splitlines()[-1] == (
        f"::error file={plan},line=8,col=3,title=groupe-non-rejoint::"
        "groupe aines (Personnes aînées) : aucune action ne le "
        "nomme"
    )
    assert resume.exists()


def test_le_json_reste_du_json(plandev, ecrire_plan, resume):
    plan = ecrire_plan(("2020", "20"))
    assert "::error" not in plandev("valider", plan, "-f", "json").stdout
    assert "| Message |" in resume.read_text(encoding="utf-8")


def test_une_commande_sans_verdict_n_annote_que_les_fautes_du_fichier(plandev, ecrire_plan, resume):
    plan = ecrire_plan(("2020", "20"))
    resultat = plandev("list", "-p", plan)
    assert resultat.stdout == ""
    assert f"::error file={plan},line=2,col=8,title=annee-invalide::" in resultat.stderr
    plandev("list")
    assert not resume.exists()


def test_les_resumes_s_ajoutent_l_un_a_l_autre(plandev, resume):
    plandev("valider")
    plandev("equilibre", "--par", "axe")
    titres = re.findall(r"^# (.*)$", resume.read_text(encoding="utf-8"), re.MULTILINE)
    assert titres == ["plan2020.yaml : aucune erreur", "Plan de déploiement 2020 : 36 actions"]


def test_un_resume_impossible_a_ecrire_ne_change_pas_le_verdict(plandev, resume):
    resume.mkdir()
    resultat = plandev("equilibre")
    assert resultat.exit_code == 0
    assert "le résultat n'a pas pu être écrit" in resultat.stderr


PAGES = [Path(__file__).parents[1] / "docs" / nom for nom in ("ci.md", "publier.md")]
BLOCS = [
    (titre, bloc)
    for page in PAGES
    for titre, bloc in re.findall(
        r"^## ([^\n]*)$(?:(?!^## ).)*?^```yaml\n(.*?)^```$",
        page.read_text("utf-8"),
        re.MULTILINE | re.DOTALL,
    )
]


@pytest.mark.parametrize(("titre", "bloc"), BLOCS, ids=[titre for titre, _ in BLOCS])
def test_un_exemple_de_la_documentation_se_lance_et_nomme_un_commit_qui_existe(titre, bloc):
    lu = yaml.load(bloc, Loader=yaml.BaseLoader)  # noqa: S506
    if titre.startswith("GitHub"):
        assert lu["on"]["push"] == {"branches": ["main"]}
    # Le dépôt n'a pas d'étiquette à nommer : la page dit comment trouver un commit.
    assert re.findall(r"(?:plandev@|rev: )(.*)", bloc) == ["COMMIT"]


def test_le_commit_a_nommer_s_ecrit_d_une_commande(executer, racine):
    (commande,) = re.findall(r"`(git ls-remote .*?)`", PAGES[0].read_text("utf-8"))
    fini = executer("sh", "-c", commande.replace("https://exemple.org/plandev", str(racine)))
    if fini.returncode:
        pytest.skip("ce dossier n'est pas un dépôt git")
    assert re.match(r"[0-9a-f]{40}\tHEAD\n", fini.stdout)


def test_hors_de_github_rien_ne_s_ajoute(plandev, ecrire_plan, monkeypatch, tmp_path):
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "resume.md"))
    assert "::error" not in plandev("valider", ecrire_plan(("2020", "20"))).output
    assert not (tmp_path / "resume.md").exists()
