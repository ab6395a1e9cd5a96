"""La CI, et l'élue qui n'a qu'une minute, demandent si le plan est équilibré."""

import json
import shlex

import pytest

pytestmark = pytest.mark.usefixtures("dossier_2020")

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
def test_les_deux_calculs_de_2020_sont_justes_jusqu_au_dernier_chiffre(plandev, calcul):
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
        "axes", "dissimilarite", "a_deplacer", "groupes", "equilibre", "regle",
        "organisme", "politique",
    ]  # fmt: skip
    assert bilan["axes"][0] == {
        "axe": 1,
        "titre": "La mobilité des personnes",
        "actions": 3,
        "part": 3 / 36,
        "attendu": 36 * 8 / 98,
        "indice": 3 * 98 / (36 * 8),
        "verdict": "équilibré",
        "poids": 8,
        "admis": [2, 5],
        "vise": 3,
        "poids_admis": [4, 18],
    }
    assert bilan["regle"] == "règle du plan"
    assert bilan["groupes"][1] == {
        "groupe": "immigrantes", "nom": "Personnes immigrantes", "actions": 3, "verdict": "rejoint",
    }  # fmt: skip


def test_l_ecran_dit_la_regle_les_chiffres_ce_qu_il_y_a_a_faire_et_le_verdict(plandev):
    resultat = plandev("equilibre", "--reference", "egale", "--par", "axe")
    assert resultat.exit_code == 1
    assert resultat.stdout.replace("\u00a0", " ") == (
        "Plan de déploiement 2020 : 36 actions\n"
        "\n"
        "Règle demandée par les options : la part équitable d'un axe est la même pour tous; il est "
        "équilibré de 0,5 à 2 fois cette part.\n"
        "\n"
        "Axe                                                    Actions    Part  Attendu   Admis  "
        "Part (│ : équitable)   Verdict\n"
        "──────────────────────────────────────────────────────────────────────────────────────────"
        "─────────────────────────────────────\n"
        "1. La mobilité des personnes                                 3   8,3 %      7,2  4 à 14  "
        "██████        │        sous-représenté\n"
        "2. L'habitation et le milieu de vie                         10  27,8 %      7,2  4 à 14  "
        "██████████████│██████  équilibré\n"
        "3. Le développement de quartier à échelle humaine            7  19,4 %      7,2  4 à 14  "
        "██████████████│        équilibré\n"
        "4. L'action communautaire et la cohésion sociale             7  19,4 %      7,2  4 à 14  "
        "██████████████│        équilibré\n"
        "5. Le développement et l'épanouissement des personnes        9  25,0 %      7,2  4 à 14  "
        "██████████████│████    équilibré\n"
        "\n"
        "Barre : sa part des actions; │ marque sa part équitable.\n"
        "\n"
        "Attendu : sa part équitable des 36 actions, soit 36 ÷ 5.\n"
        "Admis : les nombres d'actions qui le laissent équilibré, de 0,5 à 2 fois l'attendu.\n"
        "Dissimilarité : 12,8 % des actions changeraient d'axe pour que chacun ait exactement son "
        "attendu.\n"
        "\n"
        "À corriger :\n"
        "- axe 1 : 3 actions; il en faut au moins 4 (sous-représenté)\n"
        "\n"
        "Pour être au plus près de la part équitable (7, 8, 7, 7, 7), 4 actions changeraient "
        "d'axe : 2 de l'axe 2 vers l'axe 1, 2 de l'axe 5 vers l'axe 1.\n"
        "\n"
        "Le même plan, à la mesure des poids : plandev equilibre --reference prorata\n"
        "\n"
        "Verdict : non équilibré (règle demandée)\n"
    )


def test_au_prorata_l_ecran_dit_les_poids_d_ou_ils_viennent_et_de_combien_ils_peuvent_etre_faux(
    plandev,
):
    resultat = plandev("equilibre", "--par", "axe")
    assert resultat.exit_code == 0
    dit = resultat.stdout.replace("\u00a0", " ")
    assert "\nRègle du plan : la part équitable d'un axe est à la mesure de son poids; " in dit
    assert "\nMotif : Les axes du plan d'action 2020-2030" in dit
    ligne = "1. La mobilité des personnes                               8        3   8,3 %     2,94"
    assert f"\n{ligne}   2 à 5  ██████│                équilibré\n" in dit
    assert "\nAttendu : sa part équitable des 36 actions, soit 36 × son poids ÷ 98.\n" in dit
    assert "\nSource des poids : Ce sont des estimations. " in dit
    assert (
        "\nSi un seul poids change, le verdict des axes tient tant qu'il va : pour l'axe 1, de 4 à "
        "18; pour l'axe 2, de 13 à 93; pour l'axe 3, de 9 à 49; pour l'axe 4, de 9 à 50; pour "
        "l'axe 5, de 11 à 71.\n"
    ) in dit
    assert (
        "\nRien n'est à corriger. Pour être au plus près de la part équitable (3, 8, 8, 7, 10), 2 "
        "actions changeraient d'axe : 1 de l'axe 2 vers l'axe 3, 1 de l'axe 2 vers l'axe 5.\n"
    ) in dit
    assert dit.endswith(
        "\nLe même plan, à parts égales : plandev equilibre --reference egale\n"
        "\nVerdict : équilibré (règle du plan)\n"
    )


@pytest.mark.parametrize(("poids", "statut"), [(3, 1), (4, 0), (18, 0), (19, 1)])
def test_le_verdict_change_la_ou_l_ecran_dit_qu_il_change(plandev, dossier_2020, poids, statut):
    texte = dossier_2020.read_text(encoding="utf-8")
    dossier_2020.write_text(texte.replace("    poids: 8\n", f"    poids: {poids}\n"), "utf-8")
    resultat = plandev("equilibre", "--par", "axe")
    assert resultat.exit_code == statut
    if poids == 19:
        assert "- axe 1 : 3 actions; il en faut au moins 4 (sous-représenté)\n" in resultat.stdout
    if poids == 3:
        assert "- axe 1 : 3 actions; il peut en avoir au plus 2 (sur-représenté)\n" in (
            resultat.stdout
        )


def test_un_verdict_qu_aucun_poids_ne_changerait_le_dit(plandev):
    resultat = plandev("equilibre", "--indice-min", "1", "--indice-max", "1", "--par", "axe")
    assert resultat.exit_code == 1
    assert (
        "\nAucun axe ne ferait changer le verdict des axes par un autre poids que le sien.\n"
    ) in resultat.stdout
    assert "- axe 1 : 3 actions; la règle n'admet ici aucun nombre entier" in resultat.stdout


def test_la_commande_de_l_autre_reference_repond_du_meme_plan(plandev, racine):
    sortie = plandev("equilibre", "-p", racine / "plan2020.yaml").stdout
    (ligne,) = [x for x in sortie.splitlines() if x.startswith("Le même plan")]
    commande = shlex.split(ligne.partition(" : plandev ")[2])
    assert plandev(*commande).stdout.endswith("Verdict : non équilibré (règle demandée)\n")


def test_le_detail_montre_l_indice(plandev):
    sortie = plandev("equilibre", "--par", "axe", "--detail").stdout
    assert "  Indice  " in sortie
    assert "   2 à 5   1,021  " in sortie
    assert "Indice" not in plandev("equilibre", "--par", "axe").stdout


@pytest.mark.parametrize(
    ("limite", "montre", "statut"),
    [
        ("0.416666666666666667", "0,4166666666666666667", 1),
        ("0.416666666666666666", "0,416666666666666667", 0),
        ("0.4167", "0,41667", 1),
        ("0,4166", "0,4167", 0),
    ],
)
def test_le_verdict_se_decide_en_fractions_et_l_indice_montre_ne_le_contredit_pas(
    plandev, limite, montre, statut
):
    arguments = ("--par", "axe", "--reference", "égale", "--indice-min", limite, "--detail")
    resultat = plandev("equilibre", *arguments)
    assert resultat.exit_code == statut
    assert f"  {montre}  " in resultat.stdout
    assert f"équilibré de {limite.replace('.', ',')} à 2 fois" in resultat.stdout


def test_des_poids_de_dix_sept_chiffres_ne_se_confondent_pas(plandev, ecrire_plan):
    plan = ecrire_plan(
        ("numero: 1\n", f"numero: 1\n    poids: {10**17}\n"),
        ("numero: 2\n", f"numero: 2\n    poids: {10**17 + 1}\n"),
    )
    options = ("--reference", "prorata", "--indice-max", "1")
    donnees = json.loads(plandev("equilibre", "-p", plan, *options, "-f", "json").stdout)
    assert [axe["verdict"] for axe in donnees["axes"]] == ["sur-représenté", "équilibré"]
    assert [axe["indice"] for axe in donnees["axes"]] == [1.0, 1.0]


def test_un_plan_qui_ne_declare_pas_de_regle_a_celle_par_defaut_et_le_dit(plandev, ecrire_plan):
    sortie = plandev("equilibre", "-p", ecrire_plan()).stdout
    assert "\nRègle par défaut (le plan n'en déclare pas) : la part équitable" in sortie
    assert sortie.endswith("\nVerdict : équilibré (règle par défaut)\n")
    assert "--reference prorata" not in sortie  # le plan n'a pas de poids


def test_vider_un_axe_le_rend_sous_represente(plandev, ecrire_plan):
    avant, apres = "    actions:\n      - code: 4.b\n", "    actions: []\n"
    plan = ecrire_plan(
        (avant + "        libelle: Planter des arbres\n        responsables: [ENV]\n", apres)
    )
    resultat = plandev("equilibre", "-p", plan)
    assert resultat.exit_code == 1
    assert "- axe 2 : 0 action; il en faut au moins 1 (sous-représenté)\n" in resultat.stdout


def test_dix_actions_de_plus_sur_un_axe_le_rendent_sur_represente(plandev, dossier_2020):
    axe_1 = "    poids: 8\n    actions:\n"
    ajout = "".join(
        f"      - {{code: {code}, libelle: Ajout, responsables: [DVC]}}\n" for code in range(50, 60)
    )
    texte = dossier_2020.read_text(encoding="utf-8")
    dossier_2020.write_text(texte.replace(axe_1, axe_1 + ajout), encoding="utf-8")
    resultat = plandev("equilibre")
    assert resultat.exit_code == 1
    assert "- axe 1 : 13 actions; il peut en avoir au plus 7 (sur-représenté)\n" in (
        resultat.stdout
    )


def test_plusieurs_plans_ont_chacun_leur_reponse_et_le_statut_est_le_pire(plandev, ecrire_plan):
    ecrire_plan(("  jeunes: Jeunes\n", "  jeunes: Jeunes\n  aines: Aînés\n"), nom="autre.yaml")
    bon = plandev("equilibre", "plan2020.yaml", "plan2020.yaml")
    assert bon.exit_code == 0
    deux = plandev("equilibre", "plan2020.yaml", "autre.yaml")
    assert deux.exit_code == 1
    assert "plan2020.yaml : Plan de déploiement 2020 : 36 actions\n" in deux.stdout
    assert "autre.yaml : Plan de quartier (2020) : 2 actions\n" in deux.stdout
    donnees = json.loads(plandev("equilibre", "plan2020.yaml", "autre.yaml", "-f", "json").stdout)
    assert [(d["fichier"], d["equilibre"]) for d in donnees] == [
        ("plan2020.yaml", True),
        ("autre.yaml", False),
    ]
    assert list(donnees[0])[:2] == ["fichier", "titre"]
    fautif = plandev("equilibre", "absent.yaml", "autre.yaml", "plan2020.yaml")
    assert fautif.exit_code == 2
    assert "absent.yaml: erreur: fichier introuvable" in fautif.stderr
    assert fautif.stdout == plandev("equilibre", "autre.yaml", "plan2020.yaml").stdout


def test_un_groupe_que_nulle_action_ne_nomme_n_est_pas_rejoint(plandev, ecrire_plan):
    plan = ecrire_plan(("  jeunes: Jeunes\n", "  jeunes: Jeunes\n  aines: Personnes aînées\n"))
    resultat = plandev("equilibre", "-p", plan, "--par", "groupe")
    assert resultat.exit_code == 1
    assert resultat.stdout == (
        "Plan de quartier (2020) : 2 actions\n"
        "\n"
        "Groupe  Nom               Actions  Verdict\n"
        "──────────────────────────────────────────────\n"
        "jeunes  Jeunes                  1  rejoint\n"
        "aines   Personnes aînées        0  non rejoint\n"
        "\n"
        "À corriger :\n"
        "- groupe aines (Personnes aînées) : aucune action ne le nomme\n"
        "\n"
        "Verdict : non équilibré\n"
    )


@pytest.mark.parametrize(
    ("volet", "absentes"),
    [
        ("axe", {"groupes"}),
        (
            "groupe",
            {
                "reference",
                "indice_min",
                "indice_max",
                "axes",
                "dissimilarite",
                "a_deplacer",
                "regle",
            },
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
    assert "- axe 5 :" not in limite.stdout
    assert "- axe 2 :" in limite.stdout


def test_sans_regle_dans_le_plan_c_est_la_moitie_et_le_double_d_une_part_egale(
    plandev, ecrire_plan
):
    bilan = json.loads(plandev("equilibre", "-p", ecrire_plan(), "-f", "json").stdout)
    assert (bilan["reference"], bilan["indice_min"], bilan["indice_max"]) == ("egale", 0.5, 2.0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--indice-min", "1,4"],
            "--indice-min « 1,4 » : un nombre de 0 à 1 est attendu, avec un point : 0.5",
        ),
        (
            ["--indice-max", "0.9"],
            "--indice-max « 0.9 » : un nombre à partir de 1 est attendu, avec un point : 2.5",
        ),
        (
            ["--reference", "egal"],
            "--reference « egal » : « egale » ou « prorata » est attendu",
        ),
        (
            ["--par", "axs"],
            "équilibre par « axs » inconnu; vouliez-vous dire axe? Choix possibles : axe, groupe",
        ),
    ],
)
def test_une_valeur_refusee_est_une_erreur_qui_dit_celles_qui_sont_admises(
    plandev, arguments, message
):
    resultat = plandev("equilibre", *arguments)
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert resultat.stderr.endswith(f"plandev: erreur: {message}\n")


def test_le_prorata_demande_un_poids_sur_chaque_axe(plandev, ecrire_plan):
    resultat = plandev("equilibre", "-p", ecrire_plan(), "--reference", "prorata")
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert resultat.stderr.endswith("demande un poids sur chaque axe; il en manque : 1, 2\n")


ABANDON = ("libelle: Ouvrir", "etat: abandonnée\n        libelle: Ouvrir")


def test_une_action_abandonnee_ne_compte_pas_et_l_ecran_la_nomme(plandev, ecrire_plan):
    ecrire_plan(ABANDON, nom="plan2020.yaml")
    resultat = plandev("equilibre")
    assert resultat.exit_code == 1
    assert resultat.stdout.startswith(
        "Plan de quartier (2020) : 1 action\n\nHors du compte : 1 action abandonnée (1.1).\n"
    )
    assert (
        "\nÀ corriger :\n"
        "- axe 1 : 0 action; il en faut au moins 1 (sous-représenté)\n"
        "- groupe jeunes (Jeunes) : seule une action abandonnée le nomme (1.1)\n"
    ) in resultat.stdout
    donnees = json.loads(plandev("equilibre", "-f", "json").stdout)
    assert (donnees["actions"], donnees["abandonnees"]) == (1, ["1.1"])
    assert [axe["actions"] for axe in donnees["axes"]] == [0, 1]
    assert [groupe["verdict"] for groupe in donnees["groupes"]] == ["non rejoint"]


def test_l_abandon_se_lit_dans_chaque_document(plandev, ecrire_plan):
    ecrire_plan(ABANDON, nom="plan2020.yaml")
    for demande in (["equilibre", "-f", "md"], ["page"]):
        assert "Hors du compte : 1 action abandonnée (1.1)." in plandev(*demande).stdout


def test_le_plan_invente_de_2021_est_juge_sur_33_actions(plandev, racine):
    donnees = json.loads(
        plandev("equilibre", racine / "tests/exemples/annees/plan2021.yaml", "-f", "json").stdout
    )
    assert donnees["actions"] == 33
    assert sum(axe["actions"] for axe in donnees["axes"]) == 33


def test_un_plan_dont_tout_est_abandonne_n_a_pas_de_verdict(plandev, ecrire_plan):
    partout = ("libelle: Planter", "etat: abandonnée\n        libelle: Planter")
    plan = ecrire_plan(ABANDON, partout, nom="plan2020.yaml")
    resultat = plandev("equilibre")
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert resultat.stderr.endswith(
        "toutes les actions du plan sont abandonnées; il n'y a pas de verdict à rendre\n"
    )
    ecrire_plan(ABANDON, partout, nom="autre.yaml")
    for demande in (["page"], ["classeur", "-o", "plan.xlsx"], ["comparer", plan, "autre.yaml"]):
        assert plandev(*demande).exit_code == 0


def test_rien_n_est_a_corriger_ne_suit_jamais_ce_qui_est_a_corriger(plandev, dossier_2020):
    texte = dossier_2020.read_text(encoding="utf-8")
    dossier_2020.write_text(
        texte.replace("groupes:\n", "groupes:\n  ainees: Personnes aînées\n", 1)
    )
    for demande in (["equilibre"], ["equilibre", "-f", "md"], ["page"]):
        dit = plandev(*demande).stdout
        assert "groupe ainees" in dit
        assert "Rien n'est à corriger" not in dit


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


def test_une_limite_minuscule_se_lit_comme_elle_a_ete_tapee(plandev):
    assert "de 0,0000001 à 2 fois" in plandev("equilibre", "--indice-min", "0,0000001").stdout
