"""L'élue demande combien coûte un axe; le comité, où en est ce qui s'exprime en pour cent."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

import plandev as paquet

PLAN = """\
titre: Plan de quartier 2024
annee: 2024
responsables:
  DG:
  DVC:
champs:
  cout: {intitule: Coût, nature: montant}
  fait: {intitule: Avancement, nature: pourcentage}
  theme: Thème
axes:
  - numero: 1
    titre: Air
    actions:
      - code: 1
        libelle: Un
        responsables: [DG, DVC]
        etat: en cours
        cout: 1000
        fait: 50
        theme: Vélo
      - {code: 2, libelle: Deux, responsables: [DG], cout: 2000.50, fait: 33.3, theme: vélo}
      - {code: 3, libelle: Trois, responsables: [DVC]}
  - numero: 2
    titre: Eau
    actions:
      - {code: 1, libelle: Cinq, responsables: [DG], cout: -500}
      - {code: 2, libelle: Six}
"""


@pytest.fixture(autouse=True)
def dossier(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan2024.yaml").write_text(PLAN, encoding="utf-8")


def dit(texte):
    return texte.replace("\u00a0", " ")


def test_le_cout_de_chaque_axe_sa_moyenne_et_combien_d_actions_le_disent(plandev):
    assert dit(plandev("compter", "--par", "axe", "--somme", "coût").stdout) == (
        "Axe     Actions       Somme     Moyenne  Renseignées  Part du total\n"
        "───────────────────────────────────────────────────────────────────\n"
        "1. Air        3  3 000,50 $  1 500,25 $            2        120,0 %\n"
        "2. Eau        2      -500 $      -500 $            1        -20,0 %\n"
        "\n"
        "Total         5  2 500,50 $    833,50 $            3\n"
        "\n"
        "Coût : 2 500,50 $ en tout, 833,50 $ en moyenne, de 3 actions sur 5, chacune une fois.\n"
        "Les actions d'une ligne : plandev list --axe 1\n"
    )


def test_de_deux_unites_chacune_l_a_en_entier_et_le_total_une_seule_fois(plandev):
    donnees = json.loads(
        plandev("compter", "--par", "responsable", "--somme", "cout", "-f", "json").stdout
    )
    assert donnees["lignes"] == [
        {
            "responsable": unite, "actions": actions, "part": actions / 5, "somme": somme,
            "moyenne": moyenne, "renseignees": combien, "part_de_la_somme": somme / 2500.5,
        }
        for unite, actions, somme, moyenne, combien in (
            ("DG", 3, 2500.5, 2500.5 / 3, 3), ("DVC", 2, 1000, 1000, 1), (None, 1, 0, None, 0),
        )
    ]  # fmt: skip
    assert {cle: donnees[cle] for cle in list(donnees)[2:]} == {
        "actions": 5, "champ": "cout", "somme": 2500.5, "moyenne": 833.5, "renseignees": 3,
    }  # fmt: skip


def test_d_un_croisement_chaque_case_a_sa_ligne(plandev):
    par = ("--par", "axe", "--par", "responsable")
    lignes = dit(plandev("compter", *par, "--somme", "cout", "--axe", "1").stdout).splitlines()
    assert lignes[2:4] == [
        "1. Air  DG           2  3 000,50 $  1 500,25 $            2        100,0 %",
        "1. Air  DVC          2     1 000 $     1 000 $            1         33,3 %",
    ]


def test_des_pour_cent_ont_une_moyenne_et_pas_de_somme(plandev):
    demande = ("compter", "--par", "axe", "--somme", "Avancement")
    assert "Avancement : 41,65 % en moyenne, de 2 actions sur 5.\n" in dit(plandev(*demande).stdout)
    ligne = json.loads(plandev(*demande, "-f", "json").stdout)["lignes"][0]
    assert (ligne["somme"], ligne["moyenne"], ligne["part_de_la_somme"]) == (None, 41.65, None)


def test_le_bilan_en_dit_la_moyenne(plandev):
    assert "\nAvancement : 41,65 % en moyenne, de 2 actions sur 5.\n" in dit(
        plandev("bilan").stdout
    )
    assert json.loads(plandev("bilan", "-f", "json").stdout)["moyennes"] == {
        "fait": {"moyenne": 41.65, "renseignees": 2}
    }


def test_un_bilan_se_detaille_selon_un_champ(plandev):
    lignes = json.loads(plandev("bilan", "--par", "theme", "-f", "json").stdout)["lignes"]
    assert [(ligne["valeur"], ligne["actions"], ligne["taux"]) for ligne in lignes] == [
        ("Vélo", 2, 0), (None, 3, 0),
    ]  # fmt: skip
    assert "Vélo              2         1          1" in plandev("bilan", "--par", "Thème").stdout


@pytest.mark.parametrize(
    ("demande", "message"),
    [
        (
            "compter --par axe --somme theme",
            "« theme » n'est pas un champ de nombres; choix possibles : cout, fait",
        ),
        (
            "compter --par axe --somme cuot",
            "« cuot » n'est pas un champ de nombres; vouliez-vous dire cout? Choix possibles : "
            "cout, fait",
        ),
        (
            "bilan --par etat",
            "« etat » n'est pas ce selon quoi compter; choix possibles : axe, responsable, groupe, "
            "cout, fait, theme",
        ),
    ],
)
def test_ce_qui_ne_se_somme_pas_dit_ce_qui_se_somme(plandev, demande, message):
    refus = plandev(*demande.split())
    assert refus.exit_code == 2
    assert dit(refus.stderr).splitlines()[-1] == f"plandev: erreur: {message}"


def test_un_plan_sans_nombre_dit_comment_en_declarer(plandev):
    refus = plandev("compter", "--par", "axe", "--somme", "cout", "-p", "2020")
    assert refus.exit_code == 2


def test_un_entier_de_plus_de_seize_chiffres_n_est_pas_arrondi(plandev):
    grand = 999_999_999_999_999_999
    texte = PLAN.replace("cout: -500", f"cout: {grand}.00")
    Path("plan2024.yaml").write_text(texte, encoding="utf-8")
    (action, _) = json.loads(plandev("list", "--axe", "2", "-f", "json").stdout)
    assert action["champs"] == {"cout": grand}
    demande = ("compter", "--par", "axe", "--somme", "cout", "--axe", "2", "-f", "json")
    (ligne,) = json.loads(plandev(*demande).stdout)["lignes"]
    assert (ligne["somme"], ligne["moyenne"]) == (grand, grand)


def test_depuis_python_une_case_a_sa_somme():
    comptes = paquet.compter(paquet.charger("plan2024.yaml"), "axe", somme="cout")
    assert [(s.total, s.renseignees) for s in comptes.sommes.values()] == [
        (Decimal("3000.50"), 2), (-500, 1),
    ]  # fmt: skip
    assert float(comptes.ensemble.moyenne) == 833.5
