"""Le poste est malchanceux : tube, interruption, sortie fermée; et plandev ne touche à rien."""

import os
import re
import resource
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("dossier_2020")

PLAN = (Path(__file__).parents[1] / "plan2020.yaml").read_bytes()
PLANDEV = Path(sys.executable).parent / "plandev"
SURVEILLER = Path(__file__).parent / "surveiller.py"


def test_le_plan_se_lit_sur_l_entree_standard(lancer):
    resultat = lancer("list", "--axe", "2", "-p", "-", entree=PLAN)
    assert (resultat.returncode, len(resultat.stdout.splitlines())) == (0, 10)
    assert resultat.stderr.startswith("Plan : (entrée standard)\n")
    fautif = lancer("valider", "-", entree=b"titre: a\n")
    assert fautif.returncode == 1
    assert fautif.stdout.startswith("(entrée standard):1:1: erreur: ")


def test_le_plan_se_lit_d_un_tube_nomme(executer, tmp_path):
    tube = tmp_path / "tube"
    os.mkfifo(tube)
    ecrivain = threading.Thread(target=tube.write_bytes, args=(PLAN,))
    ecrivain.start()
    resultat = executer("plandev", "list", "-p", tube)
    ecrivain.join()
    assert len(resultat.stdout.splitlines()) == 36


@pytest.fixture
def tube():
    """Les deux bouts d'un tube : par où l'on y lit, par où l'on y écrit."""
    lecture, ecriture = os.pipe()
    with os.fdopen(lecture, "rb", 0) as sorti, os.fdopen(ecriture, "wb", 0) as entre:
        yield sorti, entre


def test_un_plan_qui_arrive_peu_a_peu_est_lu_en_entier(lancer, tube):
    sorti, entre = tube
    os.set_blocking(sorti.fileno(), False)  # node en laisse de tels aux programmes qu'il lance
    coupure = PLAN.index(b"  - numero: 2")  # ce qui précède est un plan, d'un seul axe
    lent = f"sleep 0.3; head -c {coupure} plan2020.yaml; sleep 0.3; tail -c +{coupure + 1} *.yaml"
    with subprocess.Popen(["sh", "-c", lent], stdout=entre):
        entre.close()
        resultat = lancer("list", "-p", "-", stdin=sorti)
    assert (resultat.returncode, resultat.stderr) == (0, "Plan : (entrée standard)\n36 actions\n")
    assert len(resultat.stdout.splitlines()) == 36


def test_un_lecteur_lent_est_attendu_sans_rien_consommer(lancer, tube):
    sorti, entre = tube
    os.set_blocking(entre.fileno(), False)
    while entre.write(b"\n" * 4096):  # le tube est plein : rien n'y entre avant une seconde
        pass
    with subprocess.Popen(
        ["sh", "-c", "sleep 1; wc -c"], stdin=sorti, stdout=subprocess.PIPE
    ) as lent:
        avant = processeur_des_enfants()
        resultat = lancer("list", stdout=entre)
        consomme = processeur_des_enfants() - avant
        entre.close()
        assert int(lent.stdout.read()) > 65536
    assert (resultat.returncode, resultat.stderr) == (0, "Plan : plan2020.yaml\n36 actions\n")
    assert consomme < 0.5


def processeur_des_enfants():
    """Rend les secondes de processeur qu'ont prises les processus lancés ici et finis."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def test_ctrl_c_finit_par_le_statut_130_sans_rien_dire(tmp_path):
    tube = tmp_path / "tube"
    os.mkfifo(tube)
    processus = subprocess.Popen(
        [PLANDEV, "list", "-p", tube], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    with tube.open("wb"):  # plandev attend le plan
        time.sleep(0.3)
        processus.send_signal(signal.SIGINT)
        sortie, erreurs = processus.communicate(timeout=600)
    assert (processus.returncode, sortie, erreurs) == (130, b"", b"")


@pytest.mark.parametrize(
    ("arguments", "statut"), [("list", 0), ("equilibre --reference egale", 1), ("zut", 2)]
)
def test_une_sortie_d_erreur_fermee_ne_change_pas_le_statut(lancer, arguments, statut):
    attendu = lancer(*arguments.split())
    assert lancer(*arguments.split(), fermes=(2,)) == (statut, attendu.stdout, "")


FERMEE = (
    "plandev: erreur: le résultat n'a pas pu être écrit : la sortie est fermée; rouvrez-la, ou "
    "écrivez dans un fichier\n"
)


@pytest.mark.parametrize(
    "arguments",
    ["list", "equilibre --reference egale", "valider", "page", "schema", "list -f json", "--help"],
)
def test_une_reponse_dont_la_sortie_est_fermee_est_manquee(lancer, arguments):
    notes = lancer(*arguments.split()).stderr.splitlines(keepends=True)
    plan = "".join(note for note in notes if note.startswith("Plan : "))
    assert lancer(*arguments.split(), fermes=(1,)) == (2, "", plan + FERMEE)
    assert lancer(*arguments.split(), fermes=(1, 2)) == (2, "", "")


def test_une_reponse_qui_va_dans_un_fichier_se_passe_de_la_sortie(lancer, tmp_path):
    assert lancer("list", "-o", "actions.csv", fermes=(1,)).returncode == 0
    assert (tmp_path / "actions.csv").read_text(encoding="utf-8").startswith('"id"')


def test_l_interpreteur_de_commandes_ferme_une_sortie_pour_de_vrai(executer):
    resultat = executer("bash", "-c", "(plandev list >&-; echo $?; plandev zut 2>&-; echo $?) 3>&1")
    assert (resultat.stdout, resultat.stderr) == ("2\n2\n", f"Plan : plan2020.yaml\n{FERMEE}")


# Chaque commande, et ce qu'elle fait hors de lire et répondre. Un seul interpréteur les lance :
# l'écoute de ce qu'il fait ne se retire pas d'un processus.
ACTES = {
    "list -f csv": [],
    "par-responsable": [],
    "equilibre -f md": ["open {resume}"],
    "montrer 2.4": [],
    "valider": ["open {resume}"],
    "list --axe 9": [],
    "schema": [],
    "list -o actions.md": ["open {brouillon}", "os.link {fichier}", "os.remove {brouillon}"],
    "montrer 2.4 -o actions.md": [],
    "montrer 2.4 -o actions.md --remplacer": [
        "open {brouillon}",
        "os.chmod {brouillon}",
        "os.rename {fichier}",
        "os.remove {brouillon}",
    ],
}


def test_plandev_n_ecrit_que_sa_sortie_et_le_resume_ne_se_connecte_pas_ne_lance_rien(
    executer, tmp_path
):
    resume = tmp_path / "resume.md"
    environnement = {"PYTHONDONTWRITEBYTECODE": "1", "GITHUB_ACTIONS": "true"}
    environnement |= {"GITHUB_STEP_SUMMARY": str(resume)}
    resultat = executer(sys.executable, SURVEILLER, *ACTES, env=environnement)
    noms = {
        "resume": resume,
        "brouillon": tmp_path / ".plandev-N",
        "fichier": tmp_path / "actions.md",
    }
    attendues = []
    for commande, actes in ACTES.items():
        attendues.append(f"commande: {commande}")
        attendues += [f"audit: {acte}".format_map(noms) for acte in actes]
    dites = re.sub(r"\.plandev-[0-9]+-0", ".plandev-N", resultat.stderr).splitlines()
    assert [dite for dite in dites if dite.startswith(("audit:", "commande:"))] == attendues


def test_le_greffon_qu_un_autre_programme_donne_a_pydantic_ne_s_y_charge_pas(
    executer, tmp_path, monkeypatch
):
    annonce = tmp_path / "ailleurs" / "greffon-1.0.dist-info"
    annonce.mkdir(parents=True)
    (annonce / "METADATA").write_text("Metadata-Version: 2.1\nName: greffon\nVersion: 1.0\n")
    (annonce / "entry_points.txt").write_text("[pydantic]\ngreffon = greffon_absent:greffon\n")
    monkeypatch.setenv("PYTHONPATH", str(annonce.parent))
    resultat = executer("plandev", "list", "--axe", "2")
    assert resultat.stderr == "Plan : plan2020.yaml\n10 actions sur 36\n"
