"""La CI, et l'élue qui n'a qu'une minute, demandent si le plan est équilibré."""

import json

import pytest

PRORATA = {
    "reference": "prorata",
    "attendus": [2.94, 8.45, 7.71, 6.98, 9.92],
    "indices": [1.021, 1.184, 0.907, 1.003, 0.907],
    "dissimilarite": 0.045,
    "a_deplacer": 2,
    "verdicts": ["équilibré"] * 5,
    "equilibre": True,
}
EGALE = {
    "reference": "egale",
    "attendus": [7.2] * 5,
    "indices": [0.417, 1.389, 0.972, 0.972, 1.25],
    "dissimilarite": 0.128,
    "a_deplacer": 4,
    "verdicts": ["sous-représenté", *["équilibré"] * 4],
    "equilibre": False,
}


@pytest.mark.parametrize("calcul", [PRORATA, EGALE], ids=["prorata", "egale"])
def test_les_deux_bilans_de_2020_sont_justes_jusqu_au_dernier_chiffre(plandev, calcul):
    resultat = plandev("equilibre", "--reference", calcul["reference"], "-f", "json")
    bilan = json.loads(resultat.stdout)
    axes = bilan["axes"]
    assert calcul == {
        "reference": bilan["reference"],
        "attendus": [round(axe["attendu"], 2) for axe in axes],
        "indices": [round(axe["indice"], 3) for axe in axes],
        "dissimilarite": round(bilan["dissimilarite"], 3),
        "a_deplacer": bilan["a_deplacer"],
        "verdicts": [axe["verdict"] for axe in axes],
        "equilibre": bilan["equilibre"],
    }
    assert resultat.exit_code == (0 if calcul["equilibre"] else 1)


def test_le_json_a_les_cles_promises_et_des_nombres_qui_ne_sont_pas_arrondis(plandev):
    bilan = json.loads(plandev("equilibre", "-f", "json").stdout)
    assert list(bilan) == [
        "titre", "annee", "reference", "indice_min", "indice_max", "actions",
        "axes", "dissimilarite", "a_deplacer", "groupes", "equilibre",
    ]  # fmt: skip
    assert bilan["axes"][0] == {
        "axe": 1,
        "titre": "La mobilité des personnes",
        "actions": 3,
        "part": 3 / 36,
        "attendu": 36 * 8 / 98,
        "indice": 3 * 98 / (36 * 8),
        "verdict": "équilibré",
    }
    assert bilan["groupes"][1] == {
        "groupe": "immigrantes", "nom": "Personnes immigrantes", "actions": 3, "verdict": "rejoint",
    }  # fmt: skip


def test_l_ecran_montre_la_forme_puis_les_chiffres_ce_qu_il_faut_faire_et_le_verdict(plandev):
    resultat = plandev("equilibre", "--reference", "egale", "--par", "axe")
    assert resultat.exit_code == 1
    assert resultat.stdout.replace("\u00a0", " ") == (
        "Plan de déploiement 2020 : 36 actions\n"
        "\n"
        "Part équitable (│) : la même pour chaque axe; indice admis : de 0,5 à 2\n"
        "\n"
        "Axe                                                    Part de l'axe   Actions  Attendu  "
        "Indice  Verdict\n"
        "──────────────────────────────────────────────────────────────────────────────────────────"
        "──────────────────────\n"
        "1. La mobilité des personnes                           ██    │               3      7,2   "
        "0,417  sous-représenté\n"
        "2. L'habitation et le milieu de vie                    ██████│██            10      7,2   "
        "1,389  équilibré\n"
        "3. Le développement de quartier à échelle humaine      ██████│               7      7,2   "
        "0,972  équilibré\n"
        "4. L'action communautaire et la cohésion sociale       ██████│               7      7,2   "
        "0,972  équilibré\n"
        "5. Le développement et l'épanouissement des personnes  ██████│██             9      7,2   "
        "1,250  équilibré\n"
        "\n"
        "Dissimilarité : 12,8 %\n"
        "À déplacer pour la meilleure répartition possible : 4 actions\n"
        "\n"
        "À corriger :\n"
        "- axe 1 : 4,2 actions sous la part équitable (sous-représenté)\n"
        "\n"
        "Verdict : non équilibré\n"
    )


def test_l_ecran_d_un_plan_equilibre_le_dit(plandev):
    resultat = plandev("equilibre")
    assert resultat.exit_code == 0
    assert resultat.stdout.endswith("\nVerdict : équilibré\n")
    assert "À corriger" not in resultat.stdout
    assert "Motif : Les axes du plan d'action 2020-2030" in resultat.stdout


def test_vider_un_axe_le_rend_sous_represente(plandev, ecrire_plan):
    avant, apres = "    actions:\n      - code: 4.b\n", "    actions: []\n"
    plan = ecrire_plan(
        (avant + "        libelle: Planter des arbres\n        responsables: [ENV]\n", apres)
    )
    resultat = plandev("equilibre", "-p", plan)
    assert resultat.exit_code == 1
    assert "- axe 2 : 0,5 action sous la part équitable (sous-représenté)\n" in resultat.stdout


def test_dix_actions_de_plus_sur_un_axe_le_rendent_sur_represente(plandev, ecrire_plan, racine):
    axe_1 = "    poids: 8\n    actions:\n"
    ajout = "".join(
        f"      - {{code: {code}, libelle: Ajout, responsables: [DVC]}}\n" for code in range(50, 60)
    )
    texte = (racine / "plan2020.yaml").read_text(encoding="utf-8")
    plan = ecrire_plan()
    plan.write_text(texte.replace(axe_1, axe_1 + ajout), encoding="utf-8")
    resultat = plandev("equilibre", "-p", plan)
    assert resultat.exit_code == 1
    assert "- axe 1 : 9,2 actions au-dessus de la part équitable (sur-représenté)\n" in (
        resultat.stdout
    )


def test_un_groupe_que_nulle_action_ne_nomme_n_est_pas_rejoint(plandev, ecrire_plan):
    plan = ecrire_plan(("  jeunes: Jeunes\n", "  jeunes: Jeunes\n  aines: Personnes aînées\n"))
    resultat = plandev("equilibre", "-p", plan, "--par", "groupe")
    assert resultat.exit_code == 1
    assert resultat.stdout == (
        "Plan de quartier : 2 actions\n"
        "\n"
        "Groupe  Nom               Actions  Verdict\n"
        "──────────────────────────────────────────────\n"
        "jeunes  Jeunes                  1  rejoint\n"
        "aines   Personnes aînées        0  non rejoint\n"
        "\n"
        "À corriger :\n"
        "- groupe aines (Personnes aînées) : aucune action ne le nomme\n"
        "\n"
        "Verdict : non équilibré\n"
    )


@pytest.mark.parametrize(
    ("volet", "absentes"),
    [
        ("axe", {"groupes"}),
        (
            "groupe",
            {"reference", "indice_min", "indice_max", "axes", "dissimilarite", "a_deplacer"},
        ),
    ],
)
def test_un_seul_volet_laisse_de_cote_les_cles_de_l_autre(plandev, volet, absentes):
    tout = json.loads(plandev("equilibre", "-f", "json").stdout)
    seul = json.loads(plandev("equilibre", "--par", volet, "-f", "json").stdout)
    assert seul == {cle: valeur for cle, valeur in tout.items() if cle not in absentes}


def test_l_indice_exactement_a_la_limite_est_admis(plandev):
    assert plandev("equilibre", "--reference", "egale", "--indice-min", "0.41").exit_code == 0
    limite = plandev("equilibre", "--par", "axe", "--reference", "egale", "--indice-max", "1.25")
    assert "axe 5" not in limite.stdout


def test_sans_regle_dans_le_plan_c_est_la_moitie_et_le_double_d_une_part_egale(
    plandev, ecrire_plan
):
    bilan = json.loads(plandev("equilibre", "-p", ecrire_plan(), "-f", "json").stdout)
    assert (bilan["reference"], bilan["indice_min"], bilan["indice_max"]) == ("egale", 0.5, 2.0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--indice-min", "0,4"],
            "--indice-min « 0,4 » : un nombre de 0 à 1 est attendu, avec un point : 0.5",
        ),
        (
            ["--indice-max", "0.9"],
            "--indice-max « 0.9 » : un nombre à partir de 1 est attendu, avec un point : 2.5",
        ),
        (
            ["--reference", "egal"],
            "--reference « egal » : « egale » ou « prorata » est attendu",
        ),
        (
            ["--par", "axes"],
            "bilan par « axes » inconnu; vouliez-vous dire axe? Choix possibles : axe, groupe",
        ),
    ],
)
def test_une_valeur_refusee_est_une_erreur_qui_dit_celles_qui_sont_admises(
    plandev, arguments, message
):
    resultat = plandev("equilibre", *arguments)
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert resultat.stderr.replace("\u00a0", " ").endswith(f"plandev: erreur: {message}\n")


def test_le_prorata_demande_un_poids_sur_chaque_axe(plandev, ecrire_plan):
    resultat = plandev("equilibre", "-p", ecrire_plan(), "--reference", "prorata")
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert resultat.stderr.endswith("demande un poids sur chaque axe; il en manque : 1, 2\n")


def test_un_plan_sans_action_n_a_pas_de_verdict(plandev, tmp_path):
    plan = tmp_path / "vide.yaml"
    plan.write_text(
        "titre: Vide\nannee: 2020\nresponsables: {}\n"
        "axes: [{numero: 1, titre: Rien, actions: []}]\n"
    )
    resultat = plandev("equilibre", "-p", plan)
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert resultat.stderr.endswith("le plan n'a aucune action; il n'y a pas de verdict à rendre\n")


def test_un_plan_sans_groupe_n_a_pas_de_verdict_par_groupe(plandev, ecrire_plan):
    plan = ecrire_plan(("groupes:\n  jeunes: Jeunes\n", ""), ("        groupes: [jeunes]\n", ""))
    assert plandev("equilibre", "-p", plan, "--par", "groupe").exit_code == 2
    assert plandev("equilibre", "-p", plan).exit_code == 0
