"""Une personne veut lire une action entière."""

import json

import pytest


def test_une_action_se_lit_un_champ_par_ligne(plandev):
    assert plandev("montrer", "5.20").stdout == (
        "Action   5.20\n"
        "Axe      5. Le développement et l'épanouissement des personnes\n"
        "Libellé  Adopter des pratiques de gestion permettant aux jeunes étudiants à l'emploi "
        "de la Ville de concilier les études et le travail.\n"
        "Unités   DGCH; DEV; DVC (Direction de la vie communautaire)\n"
        "Groupes  Jeunes\n"
    )


@pytest.mark.parametrize("saisie", ["5.4.b", "5.4.B", " 5.4.b "])
def test_une_action_se_trouve_quelle_que_soit_la_casse(plandev, saisie):
    assert json.loads(plandev("montrer", saisie, "-f", "json").stdout)["id"] == "5.4.b"


def test_le_json_dit_le_titre_de_l_axe_apres_l_axe(plandev):
    action = json.loads(plandev("montrer", "2.4", "-f", "json").stdout)
    assert list(action.items()) == [
        ("id", "2.4"),
        ("axe", 2),
        ("axe_titre", "L'habitation et le milieu de vie"),
        ("code", "4"),
        (
            "libelle",
            "Contribuer à faire connaître l'offre de logements sociaux et abordables disponibles.",
        ),
        ("responsables", ["URBA"]),
        ("groupes", []),
    ]


@pytest.mark.parametrize(
    ("saisie", "aide"),
    [
        (
            "2.5",
            "vouliez-vous dire 2.15? Les plus proches : 2.15, 2.9, 2.8; les autres sont dans "
            "plandev list",
        ),
        ("1.99", "choix possibles : 1.1, 1.7, 1.8"),
        (
            "5.7",
            "vouliez-vous dire 5.7.d? Les plus proches : 5.7.d, 5.27, 5.7.c; les autres sont dans "
            "plandev list",
        ),
        ("9.9", "les plus proches : 2.9, 4.19, 5.19.a; les autres sont dans plandev list"),
    ],
)
def test_une_action_inconnue_est_une_erreur_qui_cite_les_plus_proches(plandev, saisie, aide):
    resultat = plandev("montrer", saisie)
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert resultat.stderr == (
        "Plan : plan2020.yaml (fourni avec plandev)\n"
        f"plandev: erreur: action «\u00a0{saisie}\u00a0» absente du plan; {aide}\n"
    )


def test_sans_dire_laquelle_c_est_une_erreur(plandev):
    resultat = plandev("montrer")
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert resultat.stderr == (
        "plandev: erreur: il manque ACTION à la suite de la commande; l'aide en donne un exemple\n"
        "Pour l'aide : plandev montrer --help\n"
    )


def test_plusieurs_actions_se_montrent_l_une_apres_l_autre_dans_l_ordre_demande(plandev):
    ecran = plandev("montrer", "2.4", "1.1")
    assert [x[9:] for x in ecran.stdout.splitlines() if x.startswith("Action")] == ["2.4", "1.1"]
    assert "\n\nAction   1.1\n" in ecran.stdout
    donnees = json.loads(plandev("montrer", "2.4", "1.1", "-f", "json").stdout)
    assert [action["id"] for action in donnees] == ["2.4", "1.1"]
    assert donnees[0] == json.loads(plandev("montrer", "2.4", "-f", "json").stdout)
