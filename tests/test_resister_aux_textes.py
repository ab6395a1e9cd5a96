"""Un texte vient d'un inconnu : il se lit, et rien de ce qu'il dit n'agit."""

import json
import re

import pytest
from markdown_it import MarkdownIt

# Ce qui, en tête d'un texte, referait la ligne d'un terminal ou la rangée d'un tableau.
TETES = ["\\n", "\\r", "\\t", "\\f", "\\x85", "\\u2028", "\\u2029", "  \\n"]


@pytest.mark.parametrize("tete", TETES)
def test_un_texte_ne_commence_pas_par_une_commande(plandev, ecrire_plan, tete):
    plan = ecrire_plan(("Ouvrir une piste", f'"{tete}9.9  XYZ  Fausse action"'))
    liste = plandev("list", "-p", plan)
    assert (liste.exit_code, liste.stdout) == (2, "")
    assert f"{plan}:13:18: erreur: " in liste.stderr
    assert "9.9  XYZ" not in "".join(
        ligne for ligne in liste.stderr.splitlines() if ligne.startswith("9.9")
    )


@pytest.mark.parametrize(
    "signe", ["\u200b", "\u200e", "\u200f", "\u061c", "\u2060", "\ufeff", "\U000e0041", "\u3164",
              "\u2800", "\u115f", "\xad"]
)  # fmt: skip
def test_un_signe_qui_ne_se_voit_pas_est_nomme_a_sa_colonne(plandev, ecrire_plan, signe):
    plan = ecrire_plan(("Ouvrir une", f"Ouv{signe}rir une"), ("ENV:\n", f"ENV: Env{signe}\n"))
    constats = json.loads(plandev("valider", plan, "-f", "json").stdout)
    dits = [(c["ligne"], c["colonne"], c["gravite"], c["code"]) for c in constats]
    assert dits == [
        (5, 11, "avertissement", "signe-sans-trace"),
        (13, 21, "avertissement", "signe-sans-trace"),
    ]
    assert all(f"(U+{ord(signe):04X})" in c["message"] for c in constats)
    assert not any(signe in c["message"] for c in constats)


@pytest.mark.parametrize("signe", ["\u200b", "\u2800", "\u115f"])
@pytest.mark.parametrize(
    ("ancien", "nouveau"),
    [("code: 4.b", 'code: "4{}.b"'), ("  ENV:", "  E{}NV:"), ("  jeunes:", "  jeu{}nes:")],
)
def test_un_signe_qui_ne_se_voit_pas_est_refuse_d_un_nom(
    plandev, ecrire_plan, ancien, nouveau, signe
):
    plan = ecrire_plan((ancien, nouveau.format(signe)))
    assert plandev("valider", plan).exit_code == 1


# GitHub lit les deux sorties de l'étape, ligne par ligne. D'après le code public de son exécutant
# (actions/runner, ActionCommand) : une commande connue, entre « :: » en tête de la ligne une fois
# ses blancs ôtés, ou entre « ##[ » et « ] » n'importe où.
CONNUES = "error|warning|notice|debug|group|endgroup|add-mask|stop-commands|set-output|save-state"


def commandes(sortie):
    lignes = re.split("\r\n|\r|\n", sortie)
    en_tete = [x.strip() for x in lignes if re.match(rf"\s*::({CONNUES})(\s[^:]*)?::", x)]
    ailleurs = [x for x in lignes if re.search(rf"##\[({CONNUES})( [^\]]*)?\]", x)]
    return [*en_tete, *(x for x in ailleurs if x.strip() not in en_tete)]


@pytest.fixture
def sous_github(monkeypatch, tmp_path):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "resume.md"))


ACTIVE = "::stop-commands::x ##[error]y"
DEMANDES = [
    "list", "list -f json", "list -f md", "montrer 1.1", "montrer 1.1 -f json", "equilibre",
    "par-responsable", "valider", "valider -f json", "valider -f md", "montrer ::error::a",
    "list --groupe ##[error]a", "::error::a",
]  # fmt: skip


@pytest.mark.usefixtures("sous_github")
@pytest.mark.parametrize("demande", DEMANDES)
def test_rien_de_ce_que_dit_un_plan_n_est_une_commande_de_github(plandev, ecrire_plan, demande):
    nom = "::warning::nom.yaml"
    ecrire_plan(
        ("Plan de quartier", f'"{ACTIVE}"'),
        ("Ouvrir une piste", f'"{ACTIVE}"'),
        ("  ENV:", '  ENV: "##[add-mask]e"'),
        ("jeunes: Jeunes", f'jeunes: "{ACTIVE}"  # ::error::c'),
        nom=nom,
    )
    avec_plan = [] if demande.startswith("::") else ["-p", nom]
    resultat = plandev(*demande.split(), *avec_plan)
    assert commandes(resultat.output) == []


@pytest.mark.usefixtures("sous_github")
@pytest.mark.parametrize("demande", ["list", "valider", "valider -f json"])
def test_une_ligne_fautive_n_est_jamais_une_commande_de_github(plandev, ecrire_plan, demande):
    nom = "::warning::nom.yaml"
    ecrire_plan(
        ("[DVC]", "[##[error]a]"),
        ("titre: Plan de quartier\n", 'titre: Plan\n"::stop-commands::x": 1  # ##[error]c\n'),
        nom=nom,
    )
    resultat = plandev(*demande.split(), "-p", nom)
    assert resultat.exit_code in {1, 2}
    assert all(x.startswith("::error file=") for x in commandes(resultat.output))
    assert ("::error file=" in resultat.output) == ("json" not in demande)


@pytest.mark.parametrize("format_", ["texte", "md"])
def test_la_commande_redite_n_execute_rien_de_ce_qui_a_ete_tape(plandev, ecrire_plan, format_):
    resultat = plandev("list", "-p", ecrire_plan(), "--texte", "\x1b]0;titre\x07", "-f", format_)
    assert (resultat.exit_code, re.findall("[\x00-\x09\x0b-\x1f]", resultat.output)) == (0, [])
    assert "x1b]0;titre" in resultat.stdout.replace("\\", "")


def test_le_json_sous_github_dit_les_memes_donnees(plandev, ecrire_plan):
    plan = ecrire_plan(("Ouvrir une piste", f'"{ACTIVE}"'))
    (premiere, _) = json.loads(plandev("list", "-p", plan, "-f", "json").stdout)
    assert premiere["libelle"] == ACTIVE


NOMS_ACTIFS = [
    "# titre.yaml", "1. un.yaml", "2) deux.yaml", "    code.yaml", "- liste.yaml", "+ liste.yaml",
    "=====.yaml", "---.yaml", "> cite.yaml", "***.yaml", "```.yaml",
]  # fmt: skip


@pytest.mark.parametrize("nom", NOMS_ACTIFS)
def test_le_nom_d_un_fichier_n_est_pas_du_markdown(plandev, ecrire_plan, nom):
    ecrire_plan(nom=nom)
    document = plandev("valider", "-f", "md", "--", nom).stdout
    titre, texte, _ = MarkdownIt("commonmark").enable("table").parse(document)
    assert (titre.type, titre.tag) == ("heading_open", "h1")
    assert {enfant.type for enfant in texte.children} == {"text"}
    montre = "".join(enfant.content for enfant in texte.children)
    assert montre.strip() == f"{nom} : aucune erreur".strip()


def test_le_titre_d_un_plan_garde_ses_dieses_en_markdown(plandev, ecrire_plan):
    plan = ecrire_plan(("Plan de quartier", '"Plan ## #"'))
    document = plandev("equilibre", "-p", plan, "-f", "md").stdout
    titre = MarkdownIt("commonmark").parse(document)[1]
    assert "".join(enfant.content for enfant in titre.children) == "Plan ## # (2020) : 2 actions"


@pytest.mark.usefixtures("sous_github")
def test_un_resume_trop_gros_pour_github_est_coupe_et_le_dit(plandev, ecrire_plan, tmp_path):
    actions = "".join(
        f"      - {{code: {n}, libelle: x, responsables: [{n}]}}\n" for n in range(9, 9_000)
    )
    plan = ecrire_plan(("      - code: 4.b", f"{actions}      - code: 4.b"))
    assert plandev("valider", plan).exit_code == 1
    resume = (tmp_path / "resume.md").read_bytes()
    assert 2**20 - 1_000 < len(resume) <= 2**20
    assert resume.decode().endswith(
        "|\n\n… La suite ne tient pas dans le résumé; la commande la dit en entier.\n"
    )
    plandev("valider", plan)
    assert len((tmp_path / "resume.md").read_bytes()) <= 2**20


def test_hors_d_un_terminal_rien_n_est_coupe_ni_replie(plandev, ecrire_plan, monkeypatch):
    long = "x" * 120_000
    titre = "Mot " * 2_400
    motif = f"equilibre: {{motif: {'mot ' * 2_400}}}\naxes:"
    plan = ecrire_plan(
        ("Ouvrir une piste", "y" * 9_999), ("Plan de quartier", titre), ("axes:", motif)
    )
    for couleur in ({}, {"FORCE_COLOR": "1"}):
        for nom, valeur in couleur.items():
            monkeypatch.setenv(nom, valeur)
        montre = plandev("montrer", "1.1", "-p", plan).stdout
        assert "y" * 9_999 in montre
        assert "…" not in montre
        dit = plandev("equilibre", "-p", plan).stdout
        assert f"{titre.strip()} (2020) : 2 actions" in dit
        assert f"Motif : {('mot ' * 2_400).strip()}\n" in re.sub("\x1b\\[[0-9;]*m", "", dit)
    assert plandev("list", "--axe", long).stderr.count("\n") == 2


def test_un_plan_de_deux_cents_axes_garde_chaque_compte(plandev, ecrire_plan):
    axes = "".join(f"  - {{numero: {n}, titre: Axe, actions: []}}\n" for n in range(3, 201))
    plan = ecrire_plan()
    plan.write_text(plan.read_text(encoding="utf-8") + axes, encoding="utf-8")
    assert plandev("par-responsable", "-p", plan).stdout.splitlines()[2:4] == [
        "DVC (Direction de la vie communautaire)  1\u00a0:\u00a01          1  50,0\u00a0%",
        "ENV                                      2\u00a0:\u00a01          1  50,0\u00a0%",
    ]
    (premiere, _) = json.loads(plandev("par-responsable", "-p", plan, "-f", "json").stdout)
    assert len(premiere["axes"]) == 200
    plan.write_text(plan.read_text(encoding="utf-8") + axes, encoding="utf-8")
    trop = plandev("valider", plan)
    assert "trop d'éléments sous «\u00a0axes\u00a0»; un plan a au plus 200 axes" in trop.stdout
