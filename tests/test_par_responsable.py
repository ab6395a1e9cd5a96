"""La personne qui dirige une unité demande ce qui est à elle; une autre, qui porte combien."""

import json

import pytest

CHARGES = """\
Unité                                       Axe 1  Axe 2  Axe 3  Axe 4  Axe 5  Actions    Part
──────────────────────────────────────────────────────────────────────────────────────────────
DVC (Direction de la vie communautaire)         1      5      4      5      7       22  61,1\u00a0%
DEV                                             0      0      1      1      2        4  11,1\u00a0%
INCENDIE (Service de la sécurité incendie)      0      1      0      1      1        3   8,3\u00a0%
BMD                                             2      0      0      0      0        2   5,6\u00a0%
URBA                                            0      2      0      0      0        2   5,6\u00a0%
APPRO                                           0      0      1      0      0        1   2,8\u00a0%
DGCH                                            0      0      0      0      1        1   2,8\u00a0%
ENV                                             0      0      1      0      0        1   2,8\u00a0%
JURIDIQUE                                       0      1      0      0      0        1   2,8\u00a0%
POLICE                                          0      1      0      0      0        1   2,8\u00a0%

Total                                           3     10      7      7     11       38

38 responsabilités pour 36 actions : une action peut relever de plusieurs unités.
Une seule unité : plandev par-responsable DVC
"""


def test_le_tableau_dit_la_charge_de_chaque_unite(plandev):
    resultat = plandev("par-responsable")
    assert resultat.exit_code == 0
    assert resultat.stdout == CHARGES


def test_la_commande_que_le_tableau_propose_repond(plandev):
    *_, derniere = plandev("par-responsable").stdout.splitlines()
    commande = derniere.partition(" : ")[2].split()
    resultat = plandev(*commande[1:])
    assert len(resultat.stdout.splitlines()) == 22
    assert resultat.stderr.endswith("22 actions sur 36\n")


def test_deux_unites_ont_leurs_actions_reunies_sans_doublon(plandev):
    resultat = plandev("par-responsable", "DGCH", "dev", "-f", "json")
    assert [action["id"] for action in json.loads(resultat.stdout)] == [
        "3.14", "4.13", "5.19.a", "5.20",
    ]  # fmt: skip


def test_une_unite_inconnue_est_une_erreur(plandev):
    resultat = plandev("par-responsable", "XYZ")
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert resultat.stderr.endswith(
        "unité «\u00a0XYZ\u00a0» : le plan n'en a pas; les choix possibles sont dans plandev "
        "compter --par unité\n"
    )


def test_le_json_donne_un_compte_par_axe(plandev):
    dvc, *_, police = json.loads(plandev("par-responsable", "-f", "json").stdout)
    assert list(dvc.items()) == [
        ("responsable", "DVC"),
        ("nom", "Direction de la vie communautaire"),
        ("axes", {"1": 1, "2": 5, "3": 4, "4": 5, "5": 7}),
        ("actions", 22),
        ("part", 22 / 36),
    ]
    assert (police["responsable"], police["nom"]) == ("POLICE", None)


def test_une_unite_sans_action_a_zero_partout(plandev, ecrire_plan):
    plan = ecrire_plan(("  ENV:\n", "  ENV:\n  URBA:\n"))
    assert json.loads(plandev("par-responsable", "-p", plan, "-f", "json").stdout)[-1] == {
        "responsable": "URBA", "nom": None, "axes": {"1": 0, "2": 0}, "actions": 0,
        "part": 0.0,
    }  # fmt: skip


def test_les_filtres_de_list_choisissent_les_actions_comptees(plandev):
    lignes = plandev("par-responsable", "--axe", "5").stdout.replace("\u00a0", " ").splitlines()
    assert lignes[2].split()[-3:] == ["7", "77,8", "%"]
    assert lignes[-2:] == [
        "11 responsabilités pour 9 actions : une action peut relever de plusieurs unités.",
        "Une seule unité : plandev par-responsable DVC --axe 5",
    ]
    seules = plandev("par-responsable", "DVC", "DEV", "--axe", "5", "--groupe", "jeunes")
    assert [ligne.split()[0] for ligne in seules.stdout.splitlines()] == ["5.20"]


@pytest.mark.parametrize(
    ("filtres", "note"),
    [
        (["--responsable", "DEV"], "6 responsabilités pour 4 actions, dont 4 dans ce tableau : "),
        (["--responsable", "DEV", "--responsable", "dgch", "--axe", "5"],
         "4 responsabilités pour 2 actions, dont 3 dans ce tableau : "),
        (["--groupe", "jeunes"], "4 responsabilités pour 2 actions : "),
        (["--texte", "5.20"], "3 responsabilités pour 1 action : "),
    ],
)  # fmt: skip
def test_la_note_compte_toutes_les_responsabilites_des_actions_choisies(plandev, filtres, note):
    resultat = plandev("par-responsable", *filtres)
    assert f"\n{note}une action peut relever de plusieurs unités.\n" in resultat.stdout


def test_la_note_d_une_seule_unite_par_action_n_explique_rien(plandev):
    lignes = plandev("par-responsable", "--responsable", "URBA").stdout.splitlines()
    assert lignes[-2] == "2 responsabilités pour 2 actions."


def test_les_actions_que_personne_ne_porte_encore_se_comptent_a_part(plandev, ecrire_plan):
    plan = ecrire_plan(("        responsables: [ENV]\n", ""))
    *_, seules, _ = plandev("par-responsable", "-p", plan).stdout.splitlines()
    assert seules == f"Sans unité, 1 action : plandev list --sans responsable --plan {plan}"
    commande = seules.partition(" : plandev ")[2].split()
    assert plandev(*commande).stdout == "2.4.b    Planter des arbres\n"


def test_le_markdown_explique_son_total(plandev):
    md = plandev("par-responsable", "-f", "md").stdout
    assert "| **Total** | **3** | **10** | **7** | **7** | **11** | **38** |  |\n" in md
    assert md.endswith(
        "\n\n38 responsabilités pour 36 actions : une action peut relever de plusieurs unités.\n\n"
        "Une seule unité : plandev par-responsable DVC\n"
    )
