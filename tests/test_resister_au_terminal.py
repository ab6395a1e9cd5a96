"""Le terminal est étroit, ou étrange : rien ne tombe, rien ne se perd."""

import codecs
import encodings
import io
import pkgutil
import re
import unicodedata
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from plandev.commandes.programme.application import app

PLAN_2021 = Path(__file__).parent / "exemples" / "annees" / "plan2021.yaml"

pytestmark = pytest.mark.usefixtures("dossier_2020")


@pytest.mark.parametrize("largeur", ["1", "7", "20", "abc", "0"])
@pytest.mark.parametrize(
    "arguments", ["list", "equilibre", "par-responsable", "valider", "montrer 5.20", "--help"]
)
def test_un_terminal_etroit_ne_fait_rien_tomber(lancer, arguments, largeur):
    etrange = {"COLUMNS": largeur, "TERM": "inconnu"}
    resultat = lancer(*arguments.split(), terminal=80, env=etrange)
    assert resultat.returncode == 0
    assert "Traceback" not in resultat.stdout


@pytest.mark.parametrize("largeur", [10, 20, 40, 80])
def test_un_tableau_trop_large_pour_le_terminal_garde_tout(lancer, ecrire_plan, largeur):
    axes = "".join(f"  - {{numero: {n}, titre: Axe, actions: []}}\n" for n in range(3, 41))
    plan = ecrire_plan()
    plan.write_text(plan.read_text(encoding="utf-8") + axes, encoding="utf-8")
    for commande in (f"par-responsable -p {plan}", f"equilibre -p {plan}"):
        sortie = lancer(*commande.split(), terminal=largeur).stdout
        sortie = re.sub("\x1b\\[[0-9;]*m", "", sortie)
        lignes = {ligne.split()[0]: ligne.split() for ligne in sortie.splitlines() if ligne.strip()}
        assert "…" not in sortie
        if commande.startswith("par"):
            assert lignes["ENV"] == ["ENV", "2", ":", "1", "1", "50,0", "%"]
        else:
            assert "sous-représenté" in sortie
            assert lignes["jeunes"][-1] == "rejoint"


def encodages_de_texte():
    """Rend le nom de chaque encodage de texte que Python fournit; il refuse lui-même les autres."""
    connus = set()
    for module in pkgutil.iter_modules(encodings.__path__):
        try:
            connu = codecs.lookup(module.name)
        except LookupError:  # celui d'un autre système
            continue
        if connu._is_text_encoding:  # noqa: SLF001 - rien d'autre ne le dit
            connus.add(connu.name)
    return sorted(connus)


def lancer_en(encodage, *arguments):
    """Rend le statut, la sortie et la sortie d'erreur, en octets, dans un terminal d'autrefois."""
    sortie, dit = (io.TextIOWrapper(io.BytesIO(), encoding=encodage, newline="") for _ in "12")
    with redirect_stdout(sortie), redirect_stderr(dit), pytest.raises(SystemExit) as fin:
        app(list(map(str, arguments)), prog_name="plandev")
    return fin.value.code, sortie.buffer.getvalue(), dit.buffer.getvalue()


def lettres_et_chiffres(texte):
    """Rend ce qu'aucun encodage ne perd : « p. c. » s'y lit où le signe de pour cent manque."""
    nu = unicodedata.normalize(
        "NFKD", texte.replace("œ", "oe").replace("×", "x").replace("p. c.", "")
    )
    return re.sub(r"[^0-9A-Za-z?]", "", nu)


@pytest.mark.parametrize("encodage", encodages_de_texte())
def test_chaque_encodage_de_python_a_sa_reponse_ou_une_erreur_claire(encodage):
    statut, sortie, dit = lancer_en(encodage, "bilan", "-p", PLAN_2021)
    if statut == 2:
        assert (sortie, encodage in {"idna", "undefined"}) == (b"", True)
        assert dit.decode("ascii") == (
            f"Plan : {PLAN_2021}\nplandev: erreur: le resultat n'a pas pu etre ecrit : l'encodage "
            f'" {encodage} " n\'ecrit pas ce texte; essayez PYTHONIOENCODING=utf-8\n'
        )
        return
    attendue = lancer_en("utf-8", "bilan", "-p", PLAN_2021)[1].decode()
    assert lettres_et_chiffres(sortie.decode(encodage)) == lettres_et_chiffres(attendue)


def test_une_longue_reponse_n_a_qu_une_marque_de_debut(ecrire_plan):
    actions = "".join(f"      - {{code: {n}, libelle: Agir}}\n" for n in range(5, 3_000))
    plan = ecrire_plan(("      - code: 4.b", f"{actions}      - code: 4.b"))
    assert "\ufeff" not in lancer_en("utf-16", "list", "-p", plan)[1].decode("utf-16")


SANS_ACCENTS = [
    "list",
    "montrer 5.20",
    "par-responsable",
    "compter --par groupe --par axe",
    "equilibre --detail",
    "bilan",
    "comparer plan2020.yaml",
    "annees plan2020.yaml plan2021.yaml",
    "--help",
]


@pytest.mark.parametrize("arguments", SANS_ACCENTS)
def test_sans_accents_chaque_signe_de_plandev_se_lit(dossier_2020, arguments):
    (dossier_2020.parent / "plan2021.yaml").write_bytes(PLAN_2021.read_bytes())
    lus = [lancer_en(encodage, *arguments.split())[1] for encodage in ("ascii", "utf-8")]
    en_ascii, attendue = lus[0].decode("ascii"), lus[1].decode()
    assert en_ascii.count("?") == attendue.count("?")
