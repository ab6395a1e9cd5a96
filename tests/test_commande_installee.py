"""La commande installée, lancée comme un programme : ce que voient un tube, un fichier, une CI."""

import shutil
import sys
import zipapp
from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("dossier_2020")

PLEIN = Path("/dev/full")


@pytest.mark.parametrize(
    ("arguments", "statut"),
    [
        (["list", "--axe", "2"], 0),
        (["par-responsable", "DVC"], 0),
        (["equilibre"], 0),
        (["equilibre", "--reference", "egale"], 1),
        (["valider"], 0),
        (["valider", "fautif.yaml"], 1),
        (["list", "-p", "fautif.yaml"], 2),
        (["equilibre", "-p", "fautif.yaml"], 2),
        (["valider", "absent.yaml"], 2),
        (["list", "--axe", "9"], 2),
        (["lister"], 2),
        (["list", "--axes", "2"], 2),
        (["--version"], 0),
        ([], 0),
    ],
    ids=str,
)
def test_le_statut_dit_ce_qu_il_est_advenu(lancer, ecrire_plan, arguments, statut):
    ecrire_plan(("2020", "20"), nom="fautif.yaml")
    assert lancer(*arguments).returncode == statut


def test_le_programme_installe_rend_le_meme_statut(executer):
    essai = "plandev list --axe 2 && ! plandev equilibre --reference egale; plandev zut; echo $?"
    assert executer("bash", "-c", essai).stdout.endswith(
        "Verdict : non équilibré (règle demandée)\n2\n"
    )


@pytest.mark.parametrize("arguments", [["list", "--axe", "9"], ["list", "-p", "absent"], ["zut"]])
def test_une_erreur_n_ecrit_rien_sur_la_sortie(lancer, arguments):
    resultat = lancer(*arguments)
    assert resultat.stdout == ""
    assert "Traceback" not in resultat.stderr


def test_un_lecteur_qui_s_en_va_ne_change_ni_le_statut_ni_les_messages(executer):
    tube = "plandev equilibre --reference egale -f json | head -1; echo ${PIPESTATUS[0]}"
    resultat = executer("bash", "-c", tube)
    assert resultat.stdout == "{\n1\n"
    assert resultat.stderr == "Plan : plan2020.yaml\n"


@pytest.mark.skipif(not PLEIN.exists(), reason="ce système n'a pas de /dev/full")
@pytest.mark.parametrize(
    "arguments",
    [["list"], ["--help"], ["equilibre"], ["equilibre", "--reference", "egale"], ["valider"]],
    ids=str,
)
def test_une_reponse_que_le_disque_ne_prend_pas_est_manquee_quel_que_soit_le_verdict(
    lancer, ecrire_plan, arguments
):
    if arguments == ["valider"]:
        arguments = ["valider", ecrire_plan(("2020", "20"))]
    with PLEIN.open("w") as plein:
        resultat = lancer(*arguments, stdout=plein)
    assert resultat.returncode == 2
    assert "le résultat n'a pas pu être écrit : il n'y a plus de place" in resultat.stderr


def test_une_sortie_sans_accents_garde_les_lettres(lancer):
    resultat = lancer("par-responsable", env={"PYTHONIOENCODING": "ascii"})
    assert resultat.returncode == 0
    assert "INCENDIE (Service de la securite incendie)" in resultat.stdout
    bilan = lancer("equilibre", "--par", "axe", env={"PYTHONIOENCODING": "ascii"})
    assert "La mobilite des personnes" in bilan.stdout
    assert "##########|  " in bilan.stdout
    assert "Dissimilarite : 4,5 % des actions" in bilan.stdout


@pytest.mark.parametrize("arguments", [["--help"], ["list", "--help"], [], ["zut"]], ids=str)
def test_l_aide_et_les_erreurs_se_passent_d_accents_aussi(lancer, arguments):
    resultat = lancer(*arguments, env={"PYTHONIOENCODING": "ascii"})
    assert resultat.returncode == (2 if arguments == ["zut"] else 0)
    assert "Traceback" not in resultat.stderr
    assert (resultat.stdout + resultat.stderr).isascii()


def test_l_aide_dans_un_tube_ferme_n_est_pas_une_panne(executer):
    resultat = executer("bash", "-c", "plandev --help | true; echo ${PIPESTATUS[0]}")
    assert (resultat.stdout, resultat.stderr) == ("0\n", "")


def test_le_json_est_en_utf_8_quelle_que_soit_la_sortie(lancer):
    resultat = lancer("montrer", "2.1", "-f", "json", env={"PYTHONIOENCODING": "ascii"})
    assert "Élaborer une stratégie" in resultat.stdout


def test_python_m_plandev_fait_la_meme_chose(executer):
    par_module = executer(sys.executable, "-m", "plandev", "list", "--axe", "2")
    assert par_module.stdout == executer("plandev", "list", "--axe", "2").stdout
    assert len(par_module.stdout.splitlines()) == 10


def test_une_application_en_un_seul_fichier_zip_a_le_plan_fourni(executer, tmp_path, racine):
    paquet = shutil.copytree(racine / "src/plandev", tmp_path / "source/plandev")
    contenu = (racine / "plan2020.yaml").read_bytes() + b"# celui de l'archive\n"
    (paquet / "plan2020.yaml").write_bytes(contenu)
    archive = tmp_path / "plandev.pyz"
    zipapp.create_archive(paquet.parent, archive, main="plandev.__main__:main")
    vide = tmp_path / "vide"
    vide.mkdir()
    assert executer(sys.executable, archive, "exemple", cwd=vide).stdout.encode() == contenu
    liste = executer(sys.executable, archive, "list", cwd=vide)
    assert liste.stderr == "Plan : plan2020.yaml (fourni avec plandev)\n36 actions\n"
    assert (liste.returncode, len(liste.stdout.splitlines())) == (0, 36)


def test_force_color_colore_et_no_color_decolore(lancer, ecrire_plan):
    fautif = ecrire_plan(("2020", "20"))
    assert "\x1b[" in lancer("valider", fautif, env={"FORCE_COLOR": "1"}).stdout
    sans = lancer("valider", fautif, env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout
    assert "\x1b[3" not in sans
    assert "\x1b[" not in lancer("valider", fautif).stdout


def test_sans_dossier_courant_le_plan_fourni_repond(executer, tmp_path):
    disparu = tmp_path / "disparu"
    disparu.mkdir()
    commande = f"cd {disparu} && rmdir {disparu} && exec plandev list --axe 1"
    resultat = executer("bash", "-c", commande)
    assert (resultat.returncode, len(resultat.stdout.splitlines())) == (0, 3)
