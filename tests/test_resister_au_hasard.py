"""Un plan édité au hasard a toujours un verdict, et des places qui existent."""

import json
import random
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from acharnement import Fini, Passage, manquements, passages, reduire
from editions import INSOLITES, MORCEAUX, PLAN, editer, lignes_de
from plandev.commandes.programme.application import app

LIGNE = st.integers(0, PLAN.count(b"\n"))
INSOLITE = st.sampled_from(INSOLITES)
EDITIONS = st.lists(
    st.one_of(
        st.tuples(st.just("octets"), st.integers(0, len(PLAN)), st.binary(max_size=6)),
        st.tuples(st.just("ligne"), LIGNE, st.text(max_size=20) | INSOLITE),
        st.tuples(st.just("retirer"), LIGNE, st.integers(1, 12)),
        st.tuples(st.just("repeter"), LIGNE, st.integers(1, 12)),
        st.tuples(st.just("valeur"), LIGNE, INSOLITE),
        st.tuples(st.just("cle"), LIGNE, INSOLITE),
        st.tuples(st.just("remplacer"), st.sampled_from(MORCEAUX), INSOLITE),
    ),
    min_size=1,
    max_size=4,
)


@pytest.fixture(scope="module")
def chemin(tmp_path_factory):
    """Où s'écrit chaque plan édité."""
    return tmp_path_factory.mktemp("hasard") / "plan.yaml"


@settings(max_examples=150)
@given(editions=EDITIONS)
def test_un_plan_edite_au_hasard_a_un_verdict_et_des_places_qui_existent(editions, chemin):
    contenu = PLAN
    for edition in editions:
        contenu = editer(contenu, edition)
    chemin.write_bytes(contenu)
    examen = CliRunner().invoke(app, ["valider", str(chemin), "-f", "json"])
    assert isinstance(examen.exception, SystemExit | None), examen.exception
    assert examen.exit_code in {0, 1}
    lignes = lignes_de(contenu)
    for constat in json.loads(examen.stdout):
        assert 1 <= constat["ligne"] <= len(lignes)
        assert 1 <= constat["colonne"] <= len(lignes[constat["ligne"] - 1]) + 1
    liste = CliRunner().invoke(app, ["list", "-p", str(chemin)])
    assert isinstance(liste.exception, SystemExit | None), liste.exception
    assert (liste.exit_code, bool(liste.stdout)) == ((2, False) if examen.exit_code else (0, True))


def test_l_acharnement_tourne(executer, racine):
    acharnement = [racine / "tests" / "acharnement.py", "--tours", "1", "--graine", "2020"]
    resultat = executer(sys.executable, *acharnement)
    assert (resultat.returncode, resultat.stderr) == (0, "")
    attendus = len(passages(random.Random(2020), Path("plan.yaml"), PLAN))  # noqa: S311
    assert f"fichiers : 1; passages : {attendus}; manquements : 0" in resultat.stdout


def test_l_acharnement_voit_ce_qui_manque(tmp_path):
    lance = Passage(("valider", "p"), "csv", "C", None, False, tmp_path / "p", b"a\nb\n")
    fautifs = {
        "panne": Fini(None, "", "", 0, "Traceback\nKeyError: 'a'"),
        "statut": Fini(3, "a", "", 0),
        "réponse": Fini(2, "a", "", 0),
        "place": Fini(1, "a", f"{tmp_path / 'p'}:2:3: erreur: b\n", 0),
        "csv": Fini(0, "a\r\na,b\r\n", "", 0),
        "évasion": Fini(0, "a\u202e", "", 0),
        "lignes": Fini(0, '"a\n"\r\n', "", 0),
        "traceback": Fini(0, "Traceback", "", 0),
        "lenteur": Fini(0, "a", "", 9),
    }
    assert {sorte: list(manquements(lance, fini)) for sorte, fini in fautifs.items()} == {
        sorte: [sorte] for sorte in fautifs
    }
    en_json = lance._replace(format="json")
    assert list(manquements(en_json, Fini(0, "[NaN]", "", 0))) == ["json"]
    assert reduire(b"a\nb\nc\nd\n", lambda contenu: b"c" in contenu) == b"c"
