"""Ce que la personne a tapé est ce que plandev lit, et la place qu'il en donne est la bonne."""

import re
from pathlib import Path

import pytest
import yaml

from plandev.lecture import charger, examiner
from plandev.lecture.yaml import analyse
from plandev.lecture.yaml.analyse import analyser
from plandev.lecture.yaml.document import Document
from plandev.plan.action import Action
from plandev.questions.citations import citations

VALIDES = Path(__file__).parent / "exemples" / "valides"


@pytest.fixture(params=["CBaseLoader", "BaseLoader"])
def _analyseur(request, monkeypatch):
    """Les deux analyseurs de PyYAML : celui de libyaml, et celui qui le remplace où il manque."""
    if not hasattr(yaml, request.param):
        pytest.skip("libyaml n'est pas installée")
    monkeypatch.setattr(analyse, "_CHARGEUR", getattr(yaml, request.param))


@pytest.mark.usefixtures("_analyseur")
def test_rien_de_ce_qui_est_tape_ne_devient_autre_chose():
    plan = charger(VALIDES / "pieges.yaml")
    assert plan.titre == "NO"
    assert plan.responsables == {"NO": "010", "ON": "12:30", "1": "1_000"}
    assert plan.groupes == {"off": "yes"}
    assert plan.axes[0].titre == "0x1F"
    assert [(c.id, c.action.libelle, c.action.responsables) for c in citations(plan)] == [
        ("1.20", "5.20", ("NO", "ON", "1")),
        ("1.5", "2020-01-28", ("NO",)),
    ]


@pytest.mark.usefixtures("_analyseur")
def test_toutes_les_ecritures_de_yaml_se_lisent():
    plan = charger(VALIDES / "ecritures.yaml")
    assert plan.titre == "Plan [bold]en couleurs[/bold] [/voirie]"
    assert plan.responsables == {"DVC": None, "ÉCO-2": "L'économie"}
    assert plan.equilibre.motif == "Une règle sur deux lignes"
    assert (plan.equilibre.indice_min, plan.equilibre.indice_max) == (0.0, 1.5)
    assert [axe.titre for axe in plan.axes] == ["Rien n’est prévu", "Œuvrer"]
    assert [len(axe.actions) for axe in plan.axes] == [0, 1]


@pytest.mark.usefixtures("_analyseur")
@pytest.mark.parametrize(
    "exemple",
    sorted((VALIDES.parent / "fautifs").glob("yaml-*.yaml")),
    ids=lambda chemin: chemin.stem,
)
def test_les_deux_analyseurs_disent_la_meme_faute(exemple):
    constats = analyser(Document("plan.yaml", exemple.read_bytes())).constats
    attendus = re.findall(
        r"^#= (\d+):\d+: erreur(\[yaml-.*)$", exemple.read_text("utf-8"), re.MULTILINE
    )
    assert attendus == [
        (str(constat.position.ligne), f"[{constat.code}]: {constat.message}")
        for constat in constats
    ]


@pytest.mark.parametrize(
    "exemple",
    [
        "yaml-alignement.cle-decalee",
        "yaml-alignement.tiret-trop-a-droite",
        "yaml-cle-sans-deux-points.colle",
        "yaml-cle-sans-deux-points.numero",
        "yaml-deux-points.guillemets-francais",
        "yaml-guillemet-ferme",
        "yaml-guillemet-ferme.apostrophe",
        "yaml-signe",
        "yaml-tiret",
        "yaml-tiret.signes-voisins",
    ],
)
def test_la_ligne_que_dit_un_remede_repare_le_fichier(tmp_path, exemple):
    texte = (VALIDES.parent / "fautifs" / f"{exemple}.yaml").read_text(encoding="utf-8")
    lignes = texte.splitlines()
    for constat in analyser(Document("plan.yaml", texte.encode())).constats:
        ligne = lignes[constat.position.ligne - 1]
        retrait = len(ligne) - len(ligne.lstrip(" "))
        remede = re.sub("; (le reste|ce qui).*", "", constat.remede)
        if decalage := re.fullmatch(r"(ajoutez|ôtez)-en (\d+)", remede):
            retrait += int(decalage[2]) * (1 if decalage[1] == "ajoutez" else -1)
            ecrite = ligne.strip()
        else:
            ecrite = remede.removeprefix("écrivez ")
        lignes[constat.position.ligne - 1] = f"{' ' * retrait}{ecrite}"
    repare = tmp_path / "plan.yaml"
    repare.write_text("\n".join(lignes), encoding="utf-8")
    assert [constat for constat in examiner(repare) if constat.gravite == "erreur"] == []


def test_deux_actions_pareilles_sont_egales_d_ou_qu_elles_viennent(tmp_path):
    actions = []
    for prefixe in ("", "# Un commentaire décale les lignes.\n\n"):
        chemin = tmp_path / "plan.yaml"
        chemin.write_text(prefixe + (VALIDES / "pieges.yaml").read_text(encoding="utf-8"))
        actions.append(charger(chemin).axes[0].actions[0])
    assert actions[0] == actions[1]
    assert isinstance(actions[0], Action)
