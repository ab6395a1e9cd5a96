"""Un plan s'écrit comme une main l'écrirait, et se relit égal."""

from pathlib import Path

import pytest
from hypothesis import given

from plandev.lecture import charger
from plandev.plan.modele import Plan
from plandev.plan.redaction import rediger
from plans_au_hasard import HOSTILES, plans

RACINE = Path(__file__).parents[1]
EXEMPLES = RACINE / "tests" / "exemples"
PLANS = [
    RACINE / "plan2020.yaml",
    *sorted((EXEMPLES / "annees").glob("*.yaml")),
    *sorted((EXEMPLES / "valides").glob("*.yaml")),
]


@pytest.fixture(scope="module")
def relire(tmp_path_factory):
    """Le plan que rend son propre texte."""
    chemin = tmp_path_factory.mktemp("relire") / "relu.yaml"

    def relire(plan):
        chemin.write_text(rediger(plan), encoding="utf-8", newline="")
        return charger(chemin)

    return relire


def sans_commentaires(chemin):
    lignes = chemin.read_text(encoding="utf-8").splitlines(keepends=True)
    dites = "".join(ligne for ligne in lignes if not ligne.lstrip().startswith("#"))
    return dites.lstrip("\n")


def test_le_plan_de_2020_s_ecrit_comme_son_fichier_a_ses_commentaires_pres(plan_2020):
    assert rediger(plan_2020) == sans_commentaires(RACINE / "plan2020.yaml")


@pytest.mark.parametrize("chemin", PLANS, ids=lambda chemin: chemin.stem)
def test_chaque_plan_se_relit_egal(relire, chemin):
    plan = charger(chemin)
    assert relire(plan) == plan
    assert relire(plan).a_sa_regle == plan.a_sa_regle


@given(plan=plans(HOSTILES))
def test_tout_plan_se_relit_egal_quels_que_soient_ses_textes(relire, plan):
    assert relire(plan) == plan
    assert relire(plan).a_sa_regle == plan.a_sa_regle


def plan_de(**dits):
    action = {"code": "1", "libelle": "Ouvrir", **dits}
    return Plan(
        titre="Plan",
        annee=2020,
        responsables={"DVC": None, "R&D, ville": "Équipe : données"},
        champs={"note": "Note"},
        axes=[
            {"numero": 1, "titre": "Axe", "actions": [action]},
            {"numero": 2, "titre": "B", "actions": []},
        ],
    )


def test_une_action_entiere():
    plan = plan_de(
        libelle="Mettre du matériel en " + "libre-service, sans frais " * 6 + "et  partout.",
        responsables=("DVC", "R&D, ville"),
        etat="en cours",
        champs={"note": "Deux lignes :\n\n  la seconde"},
    )
    assert (
        rediger(plan)
        == """\
titre: Plan
annee: 2020

responsables:
  DVC:
  R&D, ville: "Équipe : données"

champs:
  note: Note

axes:
  - numero: 1
    titre: Axe
    actions:
      - code: 1
        libelle: >-
          Mettre du matériel en libre-service, sans frais libre-service, sans frais libre-service,
          sans frais libre-service, sans frais libre-service, sans frais libre-service, sans frais
          et  partout.
        responsables: [DVC, "R&D, ville"]
        etat: en cours
        note: |-
          Deux lignes :

            la seconde

  - numero: 2
    titre: B
    actions: []
"""
    )


GUILLEMETS = {
    "NO": "NO",
    "5.20": "5.20",
    "l'été": "l'été",
    "a, b [c]": "a, b [c]",
    "Axe : l'eau": '"Axe : l\'eau"',
    'Dire : "oui"': "'Dire : \"oui\"'",
    "# 1": '"# 1"',
    "« x »": "« x »",
    " bord": '" bord"',
    "a\ufeffb": '"a\\U0000FEFFb"',
}


@pytest.mark.parametrize(("texte", "ecrit"), GUILLEMETS.items(), ids=list(GUILLEMETS))
def test_un_texte_n_a_de_guillemets_que_s_il_en_faut(texte, ecrit):
    assert f"\n        libelle: {ecrit}\n" in rediger(plan_de(libelle=texte))


def test_une_longue_liste_va_a_la_ligne():
    noms = tuple(f"Service numéro {rang} de la vie communautaire" for rang in range(3))
    lignes = rediger(plan_de(champs={"note": noms})).splitlines()
    assert [ligne for ligne in lignes if "Service numéro" in ligne] == [
        f"          - {nom}" for nom in noms
    ]
