"""La personne qui dirige une unité demande ce qui est à elle; une autre, qui porte combien."""

import json


def test_le_tableau_dit_la_charge_de_chaque_unite(plandev):
    resultat = plandev("par-responsable")
    assert resultat.exit_code == 0
    assert resultat.stdout == (
        "Unité                                       Axe 1  Axe 2  Axe 3  Axe 4  Axe 5  Actions\n"
        "──────────────────────────────────────────────────────────────────────────────────────\n"
        "DVC (Direction de la vie communautaire)         1      5      4      5      7       22\n"
        "DEV                                             0      0      1      1      2        4\n"
        "INCENDIE (Service de la sécurité incendie)      0      1      0      1      1        3\n"
        "BMD                                             2      0      0      0      0        2\n"
        "URBA                                            0      2      0      0      0        2\n"
        "APPRO                                           0      0      1      0      0        1\n"
        "DGCH                                            0      0      0      0      1        1\n"
        "ENV                                             0      0      1      0      0        1\n"
        "JURIDIQUE                                       0      1      0      0      0        1\n"
        "POLICE                                          0      1      0      0      0        1\n"
        "\n"
        "38 responsabilités pour 36 actions : une action peut relever de plusieurs unités.\n"
        "Une seule unité : plandev par-responsable DVC\n"
    )


def test_la_commande_que_le_tableau_propose_repond(plandev):
    *_, derniere = plandev("par-responsable").stdout.splitlines()
    commande = derniere.partition(" : ")[2].split()
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
    assert (
        "unité «\u00a0XYZ\u00a0» : le plan n'en a pas; choix possibles : APPRO" in resultat.stderr
    )


def test_le_json_donne_un_compte_par_axe(plandev):
    dvc, *_, police = json.loads(plandev("par-responsable", "-f", "json").stdout)
    assert list(dvc.items()) == [
        ("responsable", "DVC"),
        ("nom", "Direction de la vie communautaire"),
        ("axes", {"1": 1, "2": 5, "3": 4, "4": 5, "5": 7}),
        ("actions", 22),
    ]
    assert (police["responsable"], police["nom"]) == ("POLICE", None)


def test_une_unite_sans_action_a_zero_partout(plandev, ecrire_plan):
    plan = ecrire_plan(("  ENV:\n", "  ENV:\n  URBA:\n"))
    assert json.loads(plandev("par-responsable", "-p", plan, "-f", "json").stdout)[-1] == {
        "responsable": "URBA", "nom": None, "axes": {"1": 0, "2": 0}, "actions": 0,
    }  # fmt: skip
