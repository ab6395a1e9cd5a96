"""Une personne met la réponse dans un fichier : toute, ou pas du tout, et sans rien perdre."""

import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("dossier_2020")


@pytest.fixture
def copie(dossier_2020):
    """Un second fichier, égal au premier."""
    shutil.copy(dossier_2020, "copie.yaml")


COMMANDES = [
    ("list", "--axe", "2"),
    ("montrer", "5.20"),
    ("par-responsable",),
    ("par-responsable", "DVC"),
    ("compter", "--par", "groupe"),
    ("equilibre",),
    ("valider",),
    ("comparer", "plan2020.yaml", "copie.yaml"),
    ("annees",),
]
FINS = {".json": "json", ".csv": "csv", ".md": "md", ".txt": "texte", ".MD": "md"}


@pytest.mark.parametrize("fin", FINS)
@pytest.mark.usefixtures("copie")
@pytest.mark.parametrize("commande", COMMANDES, ids=" ".join)
def test_la_fin_du_nom_dit_le_format_et_le_fichier_a_la_reponse_a_l_octet(
    lancer, tmp_path, commande, fin
):
    attendue = lancer(*commande, "-f", FINS[fin])
    resultat = lancer(*commande, "-o", f"réponse{fin}")
    assert (resultat.returncode, resultat.stdout) == (attendue.returncode, "")
    assert (tmp_path / f"réponse{fin}").read_bytes().decode() == attendue.stdout
    assert f"Écrit : réponse{fin}\n" in resultat.stderr


AUTRES = {
    "exemple": "ici.yaml",
    "nouveau 2021": "ici.YML",
    "schema": "ici.json",
    "completion bash": "ici",
    "page": "ici.html",
}


@pytest.mark.parametrize(("commande", "nom"), AUTRES.items(), ids=list(AUTRES))
def test_ce_qui_n_a_qu_un_format_s_ecrit_de_meme(lancer, tmp_path, commande, nom):
    attendu = lancer(*commande.split())
    resultat = lancer(*commande.split(), "--sortie", nom)
    assert (resultat.returncode, resultat.stdout) == (0, "")
    assert (tmp_path / nom).read_bytes().decode() == attendu.stdout


def test_ce_qui_n_a_qu_un_format_ne_prend_pas_le_nom_d_un_autre(lancer, tmp_path):
    for commande, fins in (("page", ".html, .htm"), ("exemple", ".yaml, .yml")):
        resultat = lancer(commande, "-o", "plan.docx")
        assert (resultat.returncode, resultat.stdout) == (2, "")
        assert f": finissez ce nom par {fins}\n" in resultat.stderr
    assert not (tmp_path / "plan.docx").exists()


def test_le_format_demande_l_emporte_sur_la_fin_du_nom(lancer, tmp_path):
    lancer("list", "-f", "csv", "-o", "actions.txt")
    assert (tmp_path / "actions.txt").read_text(encoding="utf-8").startswith('"id","axe"')


def test_une_table_dans_un_fichier_a_une_action_par_ligne_meme_au_terminal(lancer, tmp_path):
    lancer("list", "-f", "table", "-o", "actions", terminal=60, env={"FORCE_COLOR": "1"})
    assert (tmp_path / "actions").read_text(encoding="utf-8") == lancer("list").stdout


def test_un_tiret_est_la_sortie_standard(lancer):
    assert lancer("list", "-o", "-").stdout == lancer("list").stdout


def refuser(lancer, *options):
    resultat = lancer("list", "--axe", "1", *options)
    assert (resultat.returncode, resultat.stdout) == (2, "")
    return resultat.stderr.removeprefix("Plan : plan2020.yaml\n")


def test_un_fichier_qui_existe_ne_se_remplace_que_si_on_le_demande(lancer, tmp_path):
    fichier = tmp_path / "notes.md"
    fichier.write_text("à garder", encoding="utf-8")
    fichier.chmod(0o640)
    assert refuser(lancer, "-o", "notes.md") == (
        "plandev: erreur: --sortie « notes.md » : ce fichier existe déjà; ajoutez --remplacer, ou "
        "donnez-lui un autre nom\n"
    )
    assert fichier.read_text(encoding="utf-8") == "à garder"
    assert lancer("list", "-o", "notes.md", "--remplacer").returncode == 0
    assert fichier.read_text(encoding="utf-8").startswith("# Plan de déploiement 2020\n")
    assert stat.S_IMODE(fichier.stat().st_mode) == 0o640


@pytest.mark.parametrize("nom", ["plan2020.yaml", "./plan2020.yaml", "lien.csv", "dur.csv"])
def test_le_plan_qui_est_lu_n_est_jamais_remplace(lancer, tmp_path, nom):
    plan = tmp_path / "plan2020.yaml"
    avant = plan.read_bytes()
    (tmp_path / "lien.csv").symlink_to(plan)
    (tmp_path / "dur.csv").hardlink_to(plan)
    assert refuser(lancer, "-o", nom, "-f", "csv", "--remplacer") == (
        f"plandev: erreur: --sortie « {nom} » : c'est le plan qui vient d'être lu; donnez un autre "
        "nom à la réponse\n"
    )
    assert plan.read_bytes() == avant


def test_aucun_des_plans_compares_n_est_remplace(lancer, tmp_path, ecrire_plan):
    ecrire_plan(nom="plan2019.yaml")
    for nom in ("plan2019.yaml", "plan2020.yaml"):
        avant = (tmp_path / nom).read_bytes()
        ecrire = ("-o", nom, "-f", "md", "--remplacer")
        assert lancer("comparer", "plan2019.yaml", "plan2020.yaml", *ecrire).returncode == 2
        assert lancer("nouveau", "2020", "-p", nom, "-o", nom, "--remplacer").returncode == 2
        assert (tmp_path / nom).read_bytes() == avant


@pytest.mark.parametrize(
    ("nom", "raison"),
    [
        ("absent/a.md", "ce dossier n'existe pas; créez-le, ou nommez-en un autre"),
        ("dossier", "c'est un dossier; nommez un fichier à écrire"),
        ("dossier/", "c'est un dossier; nommez un fichier à écrire"),
        ("absent/", "c'est un dossier; nommez un fichier à écrire"),
        ("", "ce nom est vide; nommez un fichier à écrire"),
        ("plan2020.yaml/a.md", "ce dossier n'existe pas; créez-le, ou nommez-en un autre"),
        ("boucle", "aucun fichier ne peut porter ce nom; donnez-en un autre"),
    ],
)
def test_ce_qui_ne_peut_pas_etre_un_fichier_le_dit(lancer, tmp_path, nom, raison):
    (tmp_path / "dossier").mkdir()
    (tmp_path / "boucle").symlink_to("boucle")
    assert refuser(lancer, "-f", "md", "-o", nom) == (
        f"plandev: erreur: --sortie « {nom} » : {raison}\n"
    )


@pytest.mark.parametrize("nom", ["actions.doc", "actions", ".json/x"])
def test_une_fin_de_nom_qui_ne_dit_pas_de_format_propose_les_autres(lancer, nom):
    assert refuser(lancer, "-o", nom) == (
        f"plandev: erreur: la fin de « {nom} » ne dit pas de format; finissez ce nom par .txt, "
        ".json, .csv, .md, .xlsx, ou nommez le format par --format\n"
    )


def test_un_peripherique_n_est_pas_remplace(lancer):
    assert "ce n'est pas un fichier ordinaire" in refuser(
        lancer, "-f", "md", "-o", "/dev/null", "--remplacer"
    )
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_un_nom_trop_long_et_un_disque_plein_se_disent_et_ne_laissent_rien(lancer, tmp_path):
    assert "ce nom est trop long" in refuser(lancer, "-f", "md", "-o", "a" * 300)
    plein = "ulimit -f 1; trap '' XFSZ; exec plandev list -f json -o actions.json"
    chemin = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    resultat = subprocess.run(
        ["bash", "-c", plein], capture_output=True, env={**os.environ, "PATH": chemin}, check=False
    )
    assert resultat.returncode == 2
    assert resultat.stderr.decode().endswith(
        "n'a pas pu être écrit dans «\u00a0actions.json\u00a0» : le disque ne l'a pas pris\n"
    )
    assert [f.name for f in tmp_path.iterdir()] == ["plan2020.yaml"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root écrit partout")
def test_un_dossier_ou_l_on_n_a_pas_le_droit_d_ecrire_se_dit(lancer, tmp_path):
    (tmp_path / "clos").mkdir(mode=0o500)
    assert "vous n'avez pas le droit d'écrire là" in refuser(lancer, "-o", "clos/a.md")


def test_un_lien_garde_son_nom_et_c_est_son_fichier_qui_est_ecrit(lancer, tmp_path):
    (tmp_path / "ailleurs").mkdir()
    (tmp_path / "lien.md").symlink_to("ailleurs/vrai.md")
    assert lancer("list", "-o", "lien.md").returncode == 0
    assert (tmp_path / "lien.md").is_symlink()
    assert (tmp_path / "ailleurs" / "vrai.md").read_bytes().startswith(b"# Plan")


def test_le_brouillon_n_efface_jamais_le_fichier_d_un_autre(executer, tmp_path):
    ecrire = "echo precieux >.plandev-$$-0; exec plandev list -o actions.md"
    assert executer("sh", "-c", ecrire).returncode == 0
    (garde,) = tmp_path.glob(".plandev-*")
    assert garde.read_text() == "precieux\n"
    assert (tmp_path / "actions.md").exists()


LENTE = """
import sys, time
from plandev.sorties import depot
def blocs():
    yield b"debut"
    print("commence", flush=True)
    time.sleep(30)
depot.deposer("lent.md", blocs())
"""


DEFAUT = {
    signal.SIGINT: "signal.default_int_handler",
    signal.SIGTERM: "signal.SIG_DFL",
    signal.SIGHUP: "signal.SIG_DFL",
}


@pytest.mark.parametrize("arret", DEFAUT)
def test_un_arret_pendant_l_ecriture_n_en_laisse_aucune_trace(tmp_path, arret):
    # Qui lance la suite par `nohup` lui fait ignorer un signal : ici, il ne l'est pas.
    with subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"import signal; signal.signal({arret:d}, {DEFAUT[arret]})\n{LENTE}",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as processus:
        assert processus.stdout.readline() == b"commence\n"
        time.sleep(0.1)
        processus.send_signal(arret)
    assert processus.returncode == -arret
    assert [f.name for f in tmp_path.iterdir()] == ["plan2020.yaml"]


def test_un_arret_que_la_commande_ignore_ne_l_arrete_pas(executer, tmp_path):
    lente = LENTE.replace("time.sleep(30)", "os.kill(os.getpid(), signal.SIGHUP); time.sleep(0.1)")
    script = f"import os, signal\n{lente}"
    ignorer = {"preexec_fn": lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)}
    assert executer(sys.executable, "-c", script, **ignorer).returncode == 0
    assert (tmp_path / "lent.md").read_bytes() == b"debut"


def test_le_statut_reste_celui_du_verdict(lancer, tmp_path):
    assert lancer("equilibre", "--reference", "egale", "-o", "verdict.md").returncode == 1
    assert "non équilibré" in (tmp_path / "verdict.md").read_text(encoding="utf-8")


def test_sous_github_le_fichier_est_exact_et_les_annotations_vont_au_journal(
    lancer, tmp_path, ecrire_plan
):
    plan = ecrire_plan(("[ENV]", "[DVC]"), ("Ouvrir une piste", '"::error::##[group]"'))
    github = {"GITHUB_ACTIONS": "true"}
    resultat = lancer("list", "-p", plan, "-o", "a.txt", env=github)
    assert (resultat.returncode, resultat.stdout) == (0, "")
    assert "::error::##[group]" in (tmp_path / "a.txt").read_text(encoding="utf-8")
    resultat = lancer("valider", plan, "--strict", "-o", "a.json", env=github)
    assert resultat.stdout.startswith("::error file=")


def test_le_texte_est_la_vue_du_terminal_avec_son_titre_et_ses_comptes(lancer):
    texte = lancer("list", "--responsable", "BMD", "-f", "texte").stdout
    assert texte.replace("\u00a0", " ") == (
        "Plan de déploiement 2020\n"
        "\n"
        "Ville de Lévis — Politique de développement social et communautaire\n"
        "\n"
        "2 actions sur 36 (plandev list --responsable BMD)\n"
        "\n"
        "Action  Unités  Libellé [groupes]\n"
        "────────────────────────────────────────────────────────────────────────────────\n"
        "Axe 1           La mobilité des personnes\n"
        "1.7     BMD     Créer un axe structurant de desserte en transport en commun sur\n"
        "                le boulevard Guillaume-Couture et sur la route des Rivières\n"
        "                ainsi que dans les quartiers.\n"
        "1.8     BMD     Renforcer l'interconnexion du transport en commun entre Lévis et\n"
        "                Québec.\n"
    )


@pytest.mark.usefixtures("copie")
@pytest.mark.parametrize("commande", COMMANDES, ids=" ".join)
@pytest.mark.parametrize(("colonnes", "large"), [(None, 80), ("60", 60), ("160", 160)])
def test_le_texte_tient_dans_sa_largeur_et_n_a_jamais_de_couleur(lancer, commande, colonnes, large):
    reglages = {"FORCE_COLOR": "1"} | ({"COLUMNS": colonnes} if colonnes else {})
    resultat = lancer(*commande, "-f", "texte", env=reglages)
    lignes = resultat.stdout.splitlines()
    assert "\x1b" not in resultat.stdout
    assert [ligne for ligne in lignes if len(ligne) > large] == []
    # Le terminal de cette largeur montre les mêmes lignes; le texte y ajoute son titre.
    ecran = lancer(*commande, terminal=large, env={"TERM": "xterm"}).stdout
    montrees = map(str.rstrip, re.sub(r"\x1b\[[0-9;]*m", "", ecran).splitlines())
    a_cote = resultat.stderr.splitlines()
    assert [x for x in montrees if x not in lignes and x not in a_cote] == []


def test_un_mot_interminable_n_elargit_pas_tout_le_tableau(lancer, ecrire_plan):
    adresse = f"https://exemple.org/{'chemin/' * 15}"
    plan = ecrire_plan(("Ouvrir une piste", f"Voir {adresse} et suivre"))
    texte = lancer("list", "-p", plan, "-f", "texte").stdout
    *_, tableau = texte.partition("────")
    assert max(map(len, tableau.splitlines())) <= 80
    assert adresse in "".join(tableau.split())
