"""Les années d'un plan décennal, côte à côte : ce qui a été déployé, et l'équilibre du tout."""

import csv
import io
import json
import re
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plandev.questions.annees import reunir
from plandev.questions.equilibre import mesurer
from plans_au_hasard import citees, plans, toutes

ANNEES = Path(__file__).parent / "exemples" / "annees"
PLAN_2020 = Path(__file__).parents[1] / "plan2020.yaml"


@pytest.fixture
def trois_ans(tmp_path):
    """Le dossier courant, où sont le plan de 2020 et ceux, inventés, de 2021 et 2022."""
    for plan in (PLAN_2020, ANNEES / "plan2021.yaml", ANNEES / "plan2022.yaml"):
        shutil.copy(plan, tmp_path)


TABLEAU = """\
Axe                                                    2020  2021  2022  Distinctes  Poids  Déployée
────────────────────────────────────────────────────────────────────────────────────────────────────
1. La mobilité des personnes                              3     3     2           5      8    62,5\u00a0%
2. L'habitation et le milieu de vie                      10     9     9          11     23    47,8\u00a0%
3. Le développement de quartier à échelle humaine         7     8     4           8     21    38,1\u00a0%
4. L'action communautaire et la cohésion sociale          7     6     5           7     19    36,8\u00a0%
5. Le développement et l'épanouissement des personnes     9     9     8          10     27    37,0\u00a0%

Total                                                    36    35    28          41     98    41,8\u00a0%
"""  # noqa: E501 - la largeur de la réponse
EQUILIBRES = """\
Équilibre :
- 2020 : équilibré (règle du plan), dissimilarité de 4,5\u00a0%
- 2021 : équilibré (règle du plan), dissimilarité de 4,5\u00a0%
- 2022 : équilibré (règle du plan), dissimilarité de 9,7\u00a0%
- ensemble (41 actions) : équilibré (règle du plan), dissimilarité de 7,4\u00a0%
"""


@pytest.mark.usefixtures("trois_ans")
def test_sans_rien_nommer_ce_sont_tous_les_plans_du_dossier(plandev):
    resultat = plandev("annees")
    assert resultat.exit_code == 0
    assert TABLEAU in resultat.stdout
    assert resultat.stdout.endswith(f"\n\n{EQUILIBRES}")
    assert resultat.stderr == "Plan : plan2020.yaml\nPlan : plan2021.yaml\nPlan : plan2022.yaml\n"


@pytest.mark.usefixtures("trois_ans")
@pytest.mark.parametrize("largeur", [40, 60, 80, 160])
def test_au_terminal_etroit_les_noms_des_axes_sont_sous_leur_tableau(lancer, largeur):
    lignes = re.sub("\x1b\\[[0-9;]*m", "", lancer("annees", terminal=largeur).stdout).splitlines()
    assert ("1. La mobilité des personnes" in lignes) == (largeur < 80)
    (total,) = (ligne.split() for ligne in lignes if ligne.startswith("Total "))
    assert total[-4:] == ["41", "98", "41,8", "%"]
    assert largeur < 60 or max(map(len, lignes)) <= largeur


@pytest.mark.usefixtures("trois_ans")
def test_le_json_et_le_csv_ont_les_cles_promises(plandev):
    donnees = json.loads(plandev("annees", "-f", "json").stdout)
    assert list(donnees) == ["annees", "axes", "equilibre", "sans_action"]
    assert donnees["annees"] == [2020, 2021, 2022]
    assert donnees["axes"][0] == {
        "axe": 1,
        "titre": "La mobilité des personnes",
        "poids": 8,
        "par_annee": {"2020": 3, "2021": 3, "2022": 2},
        "distinctes": 5,
        "part_deployee": 0.625,
    }
    assert list(donnees["equilibre"]) == ["2020", "2021", "2022", "ensemble"]
    lues = list(csv.DictReader(io.StringIO(plandev("annees", "-f", "csv").stdout, newline="")))
    assert [ligne["distinctes"] for ligne in lues] == ["5", "11", "8", "7", "10"]


@pytest.mark.parametrize("format_", ["table", "json", "csv", "md"])
def test_les_fichiers_nommes_se_rangent_par_annee(plandev, format_):
    deux = [ANNEES / "plan2022.yaml", PLAN_2020]
    dits = {plandev("annees", *ordre, "-f", format_).stdout for ordre in (deux, deux[::-1])}
    assert len(dits) == 1


def test_deux_plans_de_la_meme_annee_sont_refuses(plandev, ecrire_plan):
    un, deux = ecrire_plan(nom="un.yaml"), ecrire_plan(nom="deux.yaml")
    resultat = plandev("annees", un, deux)
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert "deux plans de 2020; il en faut un seul par année" in resultat.stderr
    ecrire_plan(nom="plan2020.yaml")
    ecrire_plan(nom="plan-2020.yml")
    assert "plusieurs plans de 2020 dans ce dossier : plan-2020.yml, plan2020.yaml" in (
        plandev("annees").stderr
    )


def test_un_dossier_sans_plan_ne_repond_pas(plandev):
    assert (plandev("annees").exit_code, plandev("annees").stdout) == (2, "")


def test_un_axe_sans_action_depuis_deux_ans_est_dit(plandev, ecrire_plan):
    action = "      - code: 4.b\n        libelle: Planter des arbres\n        responsables: [ENV]\n"
    vide = (f"    actions:\n{action}", "    actions: []\n")
    ecrire_plan(nom="plan2020.yaml")
    ecrire_plan(("2020", "2021"), vide, nom="plan2021.yaml")
    assert "Sans action depuis" not in plandev("annees").stdout
    ecrire_plan(("2020", "2022"), vide, nom="plan2022.yaml")
    assert plandev("annees").stdout.endswith(
        "\nSans action depuis deux ans ou plus :\n- axe 2, Habitation : la dernière fois, en 2020\n"
    )


def test_une_periode_compte_de_sa_premiere_annee(plandev, ecrire_plan):
    ecrire_plan(("annee: 2020", "periode: 2018-2020"), nom="a.yaml")
    ecrire_plan(nom="b.yaml")
    assert json.loads(plandev("annees", "b.yaml", "a.yaml", "-f", "json").stdout)["annees"] == [
        2018, 2020,
    ]  # fmt: skip


@given(st.lists(plans(annee=2020), min_size=1, max_size=4))
@settings(max_examples=60)
def test_chaque_compte_est_celui_qu_on_ferait_a_la_main(tires):
    des_annees = [
        plan.model_copy(update={"annee": 2020 + 2 * rang}) for rang, plan in enumerate(tires)
    ]
    reunies = reunir(des_annees[::-1])
    assert list(reunies.plans) == [plan.annee for plan in des_annees]
    premiers = {}  # l'axe où chaque action est déployée d'abord : elle n'y compte qu'une fois
    for plan in des_annees:
        premiers = {cle: axe for cle, (axe, _) in citees(plan).items()} | premiers
    for axe in reunies.axes:
        ids = [
            {cle for cle, (numero, _) in citees(plan).items() if numero == axe.numero}
            for plan in des_annees
        ]
        assert list(axe.par_annee.values()) == list(map(len, ids))
        assert axe.distinctes == list(premiers.values()).count(axe.numero)
        if axe.poids:
            assert axe.part_deployee == Fraction(axe.distinctes, axe.poids)
        avec = [plan.annee for plan, siens in zip(des_annees, ids, strict=True) if siens]
        derniere, premiere = des_annees[-1].annee, des_annees[0].annee
        longtemps = derniere - (avec[-1] if avec else premiere - 1) >= 2
        assert axe.depuis == ((avec[-1] if avec else 0) if longtemps else None)
    for plan in des_annees:
        attendu = mesurer(plan).atteint if toutes(plan) else None
        equilibre = reunies.equilibres[plan.annee]
        assert (equilibre and equilibre.atteint) == attendu
    sans_poids = [axe for axe in reunies.axes if not axe.poids]
    au_prorata = des_annees[-1].equilibre.reference == "prorata"
    assert (reunies.ensemble is None) == (not premiers or bool(au_prorata and sans_poids))
    if reunies.ensemble:
        assert reunies.ensemble.plan.nombre_actions == len(premiers)


def test_de_plans_sans_poids_rien_n_est_dit_de_la_part_deployee(plandev, ecrire_plan):
    dit = plandev("annees", ecrire_plan(nom="plan2020.yaml"), "-f", "md").stdout
    assert "poids" not in dit
    assert "Distinctes : les actions déployées" in dit
