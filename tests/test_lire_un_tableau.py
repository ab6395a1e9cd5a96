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


def test_l_apercu_n_ecrit_rien_et_tient_dans_un_terminal(plandev, tmp_path, exemple):
    commande = [mot for mot in commandes(exemple)[0][0] if mot != APERCU]
    avant = sorted(tmp_path.iterdir())
    resultat = plandev(*commande, APERCU)
    lignes = resultat.stdout.splitlines()
    assert max(map(len, lignes)) <= 80
    assert len(lignes) <= 24
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
