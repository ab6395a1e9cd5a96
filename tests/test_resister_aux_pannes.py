"""L'imprévu arrive : une phrase le dit, et le statut n'est jamais celui d'un verdict."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("dossier_2020")

INTERROMPRE = Path(__file__).parent / "interrompre.py"
PHRASE = (
    "plandev: erreur: une panne a arrêté «\u00a0plandev equilibre --reference egale\u00a0»; "
    "relancez cette commande avec PLANDEV_TRACE=1, et envoyez ce qu'elle écrit aux responsables de "
    "plandev\n"
)


@pytest.fixture
def _sans_rich(monkeypatch):
    """Un poste où une bibliothèque dont plandev a besoin ne se charge plus."""
    monkeypatch.setitem(sys.modules, "rich", None)


@pytest.mark.usefixtures("_sans_rich")
def test_une_panne_se_dit_en_une_phrase_et_n_est_pas_un_verdict(lancer):
    resultat = lancer("equilibre", "--reference", "egale")
    assert resultat == (2, "", f"Plan : plan2020.yaml\n{PHRASE}")


@pytest.mark.usefixtures("_sans_rich")
def test_plandev_trace_montre_d_ou_vient_la_panne(lancer):
    resultat = lancer("equilibre", "--reference", "egale", env={"PLANDEV_TRACE": "1"})
    assert resultat.returncode == 2
    avant, _, trace = resultat.stderr.partition(PHRASE)
    assert avant == "Plan : plan2020.yaml\n"
    assert trace.startswith("Traceback (most recent call last):\n")
    assert trace.endswith("import of rich halted; None in sys.modules\n")


@pytest.mark.usefixtures("_sans_rich")
def test_une_panne_que_personne_ne_peut_lire_garde_son_statut(lancer):
    assert lancer("equilibre", fermes=(2,)) == (2, "", "")


@pytest.mark.usefixtures("_sans_rich")
def test_la_commande_en_panne_se_cite_sans_rien_executer(lancer):
    dit = lancer(
        "equilibre", "--par", "axe", "--", "plan2020.yaml", "\x1b[31m\u202e" + "é" * 99
    ).stderr
    *_, phrase = dit.splitlines()
    cite = "plandev equilibre --par axe -- plan2020.yaml ?[31m?"
    assert phrase.startswith(f"plandev: erreur: une panne a arrêté «\u00a0{cite}éééé")
    assert "é" * 10 not in phrase


@pytest.mark.skipif(sys.platform != "linux", reason="ulimit -v ne borne la mémoire que sous Linux")
def test_le_manque_de_memoire_n_est_jamais_un_verdict(executer):
    # Plus bas, c'est Python qui ne démarre pas. Une bibliothèque native à qui la mémoire manque
    # arrête parfois le processus par un signal (plus de 128) : plandev n'y peut rien.
    limites = "for n in 40 42 44 46 50 60 80 120 200; do"
    essai = f"{limites} (ulimit -v $((n * 1024)); plandev equilibre >sortie); echo $?; done"
    resultat = executer("bash", "-c", essai)
    statuts = [int(statut) for statut in resultat.stdout.split()]
    assert [statut for statut in statuts if statut not in {0, 2} and statut <= 128] == []
    assert statuts[-1] == 0  # un plan de 12 ko n'en demande pas tant
    assert "Traceback" not in resultat.stderr


INSENSES = ["²", "0", "-3", "9" * 5000, "999999999", "1e3", ""]


@pytest.mark.parametrize("taille", INSENSES, ids=lambda taille: taille[:9])
@pytest.mark.parametrize("arguments", [["--help"], ["equilibre"]], ids=str)
def test_une_taille_de_terminal_insensee_compte_pour_absente(lancer, arguments, taille):
    for nom in ("COLUMNS", "LINES"):
        assert lancer(*arguments, env={nom: taille}) == lancer(*arguments)


def test_des_reglages_que_typer_lit_a_son_chargement_ne_privent_pas_de_l_aide(executer):
    insenses = {"TERMINAL_WIDTH": "abc", "TYPER_USE_RICH": "0", "COLUMNS": "0"}
    aide = executer("plandev", "--help", stdin=subprocess.DEVNULL)
    malgre = executer("plandev", "--help", stdin=subprocess.DEVNULL, env=insenses)
    assert (malgre.returncode, malgre.stdout, malgre.stderr) == (0, aide.stdout, "")


@pytest.mark.parametrize("rang", [3, 4, 10, 50, 150])
def test_ctrl_c_pendant_que_plandev_se_charge_ne_dit_rien(executer, rang):
    resultat = executer(sys.executable, INTERROMPRE, str(rang))
    assert (resultat.returncode, resultat.stdout, resultat.stderr) == (130, "", "")


def test_ctrl_c_reste_sans_effet_sur_une_commande_lancee_en_arriere_plan(executer):
    ignorer = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)}
    resultat = executer(sys.executable, INTERROMPRE, "50", **ignorer)
    assert (resultat.returncode, len(resultat.stdout.splitlines())) == (0, 36)
