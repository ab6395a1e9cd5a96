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

from plandev.messages.mots import plier
from plandev.questions import annees as questions
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
Équilibre :
- 2020 : équilibré (règle du plan), dissimilarité de 4,5\u00a0%
- 2021 : équilibré (règle du plan), dissimilarité de 4,5\u00a0%
- 2022 : équilibré (règle du plan), dissimilarité de 9,7\u00a0%
- ensemble (41 actions) : équilibré (règle du plan), dissimilarité de 7,4\u00a0%
"""


@pytest.mark.usefixtures("trois_ans")
def test_sans_rien_nommer_ce_sont_tous_les_plans_du_dossier(plandev):
    resultat = plandev("annees")
    assert resultat.exit_code == 0
    assert TABLEAU in resultat.stdout
    assert resultat.stdout.endswith(f"\n\n{EQUILIBRES}")
    assert resultat.stderr == "Plan : plan2020.yaml\nPlan : plan2021.yaml\nPlan : plan2022.yaml\n"


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
    assert list(donnees) == [
        "annees", "axes", "equilibre", "sans_action", "distinctes", "a_savoir",
    ]  # fmt: skip
    assert donnees["distinctes"] == 41
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
    assert "plusieurs plans de 2020 dans ce dossier : plan-2020.yml, plan2020.yaml" in (
        plandev("annees").stderr
    )


def test_un_dossier_sans_plan_ne_repond_pas(plandev):
    assert (plandev("annees").exit_code, plandev("annees").stdout) == (2, "")


DEUXIEME_AXE = (
    "      - code: 4.b\n        libelle: Planter des arbres\n        responsables: [ENV]\n"
)
VIDE = (f"    actions:\n{DEUXIEME_AXE}", "    actions: []\n")
DIT_VIDE = (
    "\nAucune action déployée aux deux dernières années lues, ou plus :\n"
    "- axe 2, Habitation : la dernière fois, en 2020\n"
)


def test_un_axe_sans_action_aux_deux_dernieres_annees_lues_est_dit(plandev, ecrire_plan):
    ecrire_plan(nom="plan2020.yaml")
    ecrire_plan(("2020", "2021"), VIDE, nom="plan2021.yaml")
    assert "Aucune action" not in plandev("annees").stdout
    ecrire_plan(("2020", "2022"), VIDE, nom="plan2022.yaml")
    assert plandev("annees").stdout.endswith(DIT_VIDE)


def test_rien_n_est_dit_d_une_annee_qui_n_a_pas_ete_lue(plandev, ecrire_plan):
    ecrire_plan(nom="plan2020.yaml")
    ecrire_plan(("2020", "2029"), VIDE, nom="plan2029.yaml")
    assert json.loads(plandev("annees", "-f", "json").stdout)["sans_action"] == []


def test_une_periode_compte_toutes_ses_annees(plandev, ecrire_plan):
    ecrire_plan(("annee: 2020", "periode: 2018-2020"), nom="a.yaml")
    ecrire_plan(("annee: 2020", "periode: 2021-2022"), VIDE, nom="b.yaml")
    resultat = plandev("annees", "b.yaml", "a.yaml")
    assert resultat.stdout.endswith(DIT_VIDE)
    assert re.search(r"^Axe +2018-2020  2021-2022  Distinctes", resultat.stdout, re.MULTILINE)
    donnees = json.loads(plandev("annees", "b.yaml", "a.yaml", "-f", "json").stdout)
    assert donnees["annees"] == ["2018-2020", "2021-2022"]
    assert donnees["axes"][1]["par_annee"] == {"2018-2020": 1, "2021-2022": 0}


def test_une_action_abandonnee_ou_reportee_n_est_pas_deployee(plandev, ecrire_plan):
    ecrire_plan(
        ("libelle: Planter", "etat: reportée\n        libelle: Planter"), nom="plan2020.yaml"
    )
    dit = plandev("annees", "-f", "json").stdout
    assert json.loads(dit)["axes"][1] == {
        "axe": 2, "titre": "Habitation", "poids": None, "par_annee": {"2020": 1}, "distinctes": 0,
        "part_deployee": None,
    }  # fmt: skip
    assert (
        "Une année où une action est reportée ou abandonnée n'en est pas une."
        in plandev("annees").stdout
    )


A_SAVOIR = [
    (
        [("titre: Habitation", "titre: Milieu de vie")],
        "l'axe 2 change de titre, et compte pour le même : "
        "«\u00a0Habitation\u00a0» en 2020, «\u00a0Milieu de vie\u00a0» en 2021",
    ),
    (
        [("annee: 2021", "annee: 2021\nnumerotation: plan")],
        "ces plans ne numérotent pas leurs actions de même (dans l'axe, dans le plan) : d'une "
        "année à l'autre, une action n'y est pas reconnue, et compte plus d'une fois",
    ),
    (
        [
            ("code: 4.b", "code: 4.c"),
            ("titre: Habitation", "titre: Habitation\n    poids: 1"),
        ],
        "l'axe 2 a 2 actions distinctes, et un poids de 1 : ce poids est trop petit, ou ne les "
        "compte pas",
    ),
]


@pytest.mark.parametrize(("changements", "phrase"), A_SAVOIR)
def test_un_chiffre_qui_ne_se_lit_pas_tel_quel_est_dit(plandev, ecrire_plan, changements, phrase):
    ecrire_plan(nom="plan2020.yaml")
    ecrire_plan(("2020", "2021"), *changements, nom="plan2021.yaml")
    assert json.loads(plandev("annees", "-f", "json").stdout)["a_savoir"] == [phrase]
    for format_ in ("texte", "md"):
        lu = " ".join(plandev("annees", "-f", format_).stdout.split())
        assert " ".join(f"À savoir : - {phrase}".split()) in lu


def test_une_action_passee_d_un_axe_a_l_autre_compte_dans_chacun_et_une_fois_au_total(
    plandev, ecrire_plan
):
    numerote = ("annee: 2020", "annee: 2020\nnumerotation: plan")
    ecrire_plan(numerote, nom="plan2020.yaml")
    passee = [VIDE, ("    actions:\n", f"    actions:\n{DEUXIEME_AXE}")]
    ecrire_plan(numerote, ("2020", "2021"), *passee, nom="plan2021.yaml")
    donnees = json.loads(plandev("annees", "-f", "json").stdout)
    assert [axe["distinctes"] for axe in donnees["axes"]] == [2, 1]
    assert donnees["distinctes"] == 2
    assert donnees["a_savoir"] == [
        "chaque axe compte ce qui y a été déployé; ce qui l'a été dans plus d'un ne compte qu'une "
        "fois au total : 4.b"
    ]


DEUX_AXES_PESES = [
    ("titre: Mobilité", "titre: Mobilité\n    poids: 2"),
    ("titre: Habitation", "titre: Habitation\n    poids: 3"),
    ("axes:", "equilibre: {source_des_poids: Le vieux compte.}\naxes:"),
]


def test_la_source_des_poids_est_celle_du_plan_dont_ils_viennent(plandev, ecrire_plan):
    ecrire_plan(*DEUX_AXES_PESES, nom="plan2020.yaml")
    assert "\nSource des poids : Le vieux compte.\n" in plandev("annees").stdout
    ecrire_plan(("2020", "2021"), nom="plan2021.yaml")
    assert "vieux compte" not in plandev("annees").stdout


def test_d_un_axe_disparu_le_poids_et_sa_source_sont_ceux_du_plan_qui_l_avait(plandev, ecrire_plan):
    ecrire_plan(*DEUX_AXES_PESES, nom="plan2020.yaml")
    un_axe = "  - numero: 2\n    titre: Habitation\n    poids: 3\n    actions:\n" + DEUXIEME_AXE
    neuf = [("2020", "2021"), ("Le vieux", "Le nouveau"), (un_axe, "")]
    ecrire_plan(*DEUX_AXES_PESES, *neuf, nom="plan2021.yaml")
    assert (
        "\nPlan de 2021. Source des poids : Le nouveau compte.\n"
        "Plan de 2020. Source des poids : Le vieux compte.\n"
    ) in plandev("annees").stdout


def test_un_ensemble_sans_verdict_dit_quel_poids_lui_manque(plandev, ecrire_plan):
    ecrire_plan(nom="plan2020.yaml")
    un_axe = "  - numero: 2\n    titre: Habitation\n    actions:\n" + DEUXIEME_AXE
    ecrire_plan(
        ("2020", "2021"),
        (un_axe, ""),
        ("titre: Mobilité", "titre: Mobilité\n    poids: 2"),
        ("axes:", "equilibre: {reference: prorata}\naxes:"),
        nom="plan2021.yaml",
    )
    assert plandev("annees").stdout.endswith(
        "- ensemble (2 actions) : aucun verdict; il manque un poids à l'axe 2\n"
    )


@given(st.lists(plans(), min_size=1, max_size=4))
@settings(max_examples=60)
def test_chaque_compte_est_celui_qu_on_ferait_a_la_main(tires):
    des_annees = [
        plan.model_copy(update={"annee": 2020 + 2 * rang, "periode": None})
        for rang, plan in enumerate(tires)
    ]
    reunies = questions.annees(des_annees[::-1])
    assert list(reunies.plans) == [plan.annee for plan in des_annees]
    fois = {}  # les axes où chaque action a été déployée, de la première à la dernière fois
    for plan in des_annees:
        for cle, (axe, action) in citees(plan).items():
            if action.etat not in ("reportée", "abandonnée"):
                fois.setdefault(plier(cle), []).append(plier(str(axe)))
    for axe in reunies.axes:
        sien = plier(str(axe.numero))
        siens = [[a for n, a in toutes(p) if plier(str(n)) == sien] for p in des_annees]
        assert list(axe.par_annee.values()) == list(map(len, siens))
        assert axe.distinctes == sum(sien in axes for axes in fois.values())
        if axe.poids:
            assert axe.part_deployee == Fraction(axe.distinctes, axe.poids)
        deployees = [
            [a for a in actions if a.etat not in ("reportée", "abandonnée")] for actions in siens
        ]
        avec = [plan.annee for plan, ses in zip(des_annees, deployees, strict=True) if ses]
        vides = len(des_annees) - (des_annees.index(_de(des_annees, avec[-1])) + 1 if avec else 0)
        assert axe.depuis == ((avec[-1] if avec else 0) if vides >= 2 else None)
    for plan in des_annees:
        comptees = [action for _, action in toutes(plan) if action.etat != "abandonnée"]
        attendu = mesurer(plan).atteint if comptees else None
        equilibre = reunies.equilibres[plan.annee]
        assert (equilibre and equilibre.atteint) == attendu
    sans_poids = [axe for axe in reunies.axes if not axe.poids]
    au_prorata = des_annees[-1].equilibre.reference == "prorata"
    assert (reunies.ensemble is None) == (not fois or bool(au_prorata and sans_poids))
    assert reunies.distinctes == len(fois)
    if reunies.ensemble:
        derniers = [axes[-1] for axes in fois.values()]
        assert [part.actions for part in reunies.ensemble.axes.parts] == [
            derniers.count(plier(str(axe.numero))) for axe in reunies.axes
        ]


def _de(des_annees, annee):
    return next(plan for plan in des_annees if plan.annee == annee)


def test_de_plans_sans_poids_rien_n_est_dit_de_la_part_deployee(plandev, ecrire_plan):
    dit = plandev("annees", ecrire_plan(nom="plan2020.yaml"), "-f", "md").stdout
    assert "poids" not in dit
    assert "Distinctes : les actions déployées" in dit
