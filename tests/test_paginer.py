"""Une personne lit une longue liste page par page, si son terminal est réglé ainsi."""

import os
import pty
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("dossier_2020")
PLANDEV = Path(sys.executable).parent / "plandev"
PAGINEUR = {"PAGER": "sed 's/^/page: /'"}


def passees(fini):
    """Les lignes que le pagineur a montrées, et celles qu'il n'a pas vues."""
    lignes = fini.stdout.splitlines()
    vues = [ligne for ligne in lignes if ligne.startswith("page: ")]
    return vues, [ligne for ligne in lignes if ligne not in vues]


def test_une_liste_plus_longue_que_l_ecran_passe_par_le_pagineur(lancer):
    directe = lancer("list", terminal=80)
    vues, autres = passees(lancer("list", terminal=80, env=PAGINEUR))
    assert [ligne.removeprefix("page: ") for ligne in vues] == directe.stdout.splitlines()[1:-1]
    assert autres == ["Plan : plan2020.yaml", "36 actions"]


@pytest.mark.parametrize(
    ("commande", "terminal", "env"),
    [
        ("list --sans-pagination", 80, PAGINEUR),
        ("list --axe 1", 80, PAGINEUR),
        ("list", None, PAGINEUR),
        ("list -f json", 80, PAGINEUR),
        ("equilibre --detail", 80, PAGINEUR),
        ("list", 80, {"PAGER": ""}),
    ],
)
def test_ailleurs_la_reponse_est_ecrite_d_un_trait(lancer, commande, terminal, env):
    sans = lancer(*commande.split(), terminal=terminal)
    assert lancer(*commande.split(), terminal=terminal, env=env) == sans
    assert "Plan : plan2020.yaml" in sans.stdout + sans.stderr


@pytest.mark.parametrize("pagineur", ["pagineur-introuvable -R", "less '", " "])
def test_un_pagineur_introuvable_n_empeche_pas_de_repondre(lancer, pagineur):
    assert lancer("list", terminal=80, env={"PAGER": pagineur}) == lancer("list", terminal=80)


def test_un_lecteur_qui_quitte_le_pagineur_n_est_pas_une_faute(lancer):
    fini = lancer("list", terminal=80, env={"PAGER": "head -n 2"})
    assert (fini.returncode, fini.stdout.splitlines()[-1]) == (0, "36 actions")
    assert "Traceback" not in fini.stdout


def test_un_pagineur_qui_echoue_a_perdu_la_liste_et_le_dit(lancer):
    fini = lancer("list", terminal=200, env={"PAGER": "false"})
    assert (fini.returncode, fini.stdout.replace("\u00a0", " ")) == (
        2,
        "Plan : plan2020.yaml\n"
        "plandev: erreur: le résultat n'a pas pu être écrit : le pagineur « false » a échoué; "
        "donnez-en un autre à PAGER, ou ajoutez --sans-pagination\n",
    )


def test_ctrl_c_arrete_un_pagineur_qui_n_y_repond_pas_de_lui_meme():
    pid, maitre = pty.fork()
    if pid == 0:
        pagineur = {"PAGER": "sh -c 'echo ouvert; exec sleep 20'"}
        os.execve(PLANDEV, ["plandev", "list"], {**os.environ, **pagineur})  # noqa: S606
    lu = b""
    while b"ouvert" not in lu:
        lu += os.read(maitre, 1024)
    os.write(maitre, b"\x03")  # Ctrl-C, que le terminal donne aux deux
    statut = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    os.close(maitre)
    assert statut == 130
