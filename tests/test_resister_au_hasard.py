"""Un plan édité au hasard a toujours un verdict, et des places qui existent."""

import json
import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from plandev.commandes.application import app

PLAN = (Path(__file__).parents[1] / "plan2020.yaml").read_bytes()
TEXTE = PLAN.decode()

LIGNE = st.integers(0, TEXTE.count("\n"))
INSOLITES = st.sampled_from(
    ["", "x", "[", "]", "{", "{}", "[[a]]", "{a: b}", "&a x", "*a", "!!int 3", "!!python/none", "'",
     '"\\e"', '"\\ud800"', "|", ">-", "? a", "- a", "\t", "=1", "1e400", ".nan", "0x1F", "~", "no",
     "\x85", "\u2028", "\ufeff", "\u202e", "# rien", "---", "...", "%YAML 1.2", "<<: x", "é" * 300]
)  # fmt: skip
MORCEAUX = st.sampled_from(["code:", "libelle:", "DVC", "numero", ">-", "[", "]", ": ", "  - "])
EDITIONS = st.lists(
    st.one_of(
        st.tuples(st.just("octets"), st.integers(0, len(PLAN)), st.binary(max_size=6)),
        st.tuples(st.just("ligne"), LIGNE, st.text(max_size=20) | INSOLITES),
        st.tuples(st.just("retirer"), LIGNE, st.integers(1, 12)),
        st.tuples(st.just("repeter"), LIGNE, st.integers(1, 12)),
        st.tuples(st.just("valeur"), LIGNE, INSOLITES),
        st.tuples(st.just("cle"), LIGNE, INSOLITES),
        st.tuples(st.just("remplacer"), MORCEAUX, INSOLITES),
    ),
    min_size=1,
    max_size=4,
)


def editer(contenu, edition):
    genre, ou, quoi = edition
    lignes = contenu.split(b"\n")
    if genre == "octets":
        return contenu[:ou] + quoi + contenu[ou + len(quoi) :]
    if genre == "ligne":
        lignes[ou:ou] = [quoi.encode("utf-8", "surrogatepass")]
    elif genre == "retirer":
        del lignes[ou : ou + quoi]
    elif genre == "repeter":
        lignes[ou:ou] = lignes[ou : ou + quoi]
    elif genre in {"valeur", "cle"}:
        ou, neuf = min(ou, len(lignes) - 1), quoi.encode()
        cle, deux_points, valeur = lignes[ou].partition(b": ")
        lignes[ou] = cle + deux_points + neuf if genre == "valeur" else neuf + deux_points + valeur
    else:
        return contenu.replace(ou.encode(), quoi.encode(), 2)
    return b"\n".join(lignes)


def lignes_de(contenu):
    """Rend les lignes que compte YAML; ce qui n'est plus de l'UTF-8 se lit en Windows-1252."""
    contenu = contenu.removeprefix(b"\xef\xbb\xbf")
    try:
        texte = contenu.decode()
    except UnicodeDecodeError as faute:
        texte = contenu[: faute.start].decode() + contenu[faute.start :].decode("cp1252", "replace")
    return re.split("\r\n|[\n\r\x85\u2028\u2029]", texte)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(editions=EDITIONS)
def test_un_plan_edite_au_hasard_a_un_verdict_et_des_places_qui_existent(editions, tmp_path):
    contenu = PLAN
    for edition in editions:
        contenu = editer(contenu, edition)
    chemin = tmp_path / "plan.yaml"
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
