"""Une personne compte les actions : par axe, par unité, par groupe, par champ, ou par deux."""

import json
import shlex
from collections import Counter
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plandev.lecture import charger
from plandev.questions.comptes import compter
from plandev.questions.filtres.criteres import choisir
from plandev.questions.filtres.demandes import reconnaitre_les_criteres
from plandev.reponses.commandes_proposees import commande_de_liste
from plans_au_hasard import GROUPES, UNITES, plans, sous_ensembles, toutes

VALIDES = Path(__file__).parent / "exemples" / "valides"

PAR_GROUPE = """\
Groupe                                                 Actions    Part
──────────────────────────────────────────────────────────────────────
handicapees (Personnes handicapées)                          1   2,8\u00a0%
immigrantes (Personnes immigrantes)                          3   8,3\u00a0%
jeunes (Jeunes)                                              2   5,6\u00a0%
particularites (Personnes ayant des particularités)          2   5,6\u00a0%
vulnerables (Personnes en situation de vulnérabilité)        1   2,8\u00a0%
sans groupe                                                 29  80,6\u00a0%

Total                                                       38

Part : sur 36 actions. Par groupe, 38 pour 36 : une action peut en avoir plusieurs.
Les actions d'une ligne : plandev list --sans groupe
"""


def test_une_dimension_donne_une_ligne_par_valeur_sa_part_et_le_total(plandev):
    assert plandev("compter", "--par", "groupe").stdout == PAR_GROUPE


@pytest.mark.parametrize(
    ("commande", "mot", "cle"),
    [
        ("compter", "unite", "responsable"),
        ("compter", "Unités", "responsable"),
        ("compter", "axes", "axe"),
        ("compter", "ÉTATS", "etat"),
        ("compter", "échéance", "fin"),
        ("bilan", "unité", "responsable"),
        ("bilan", "groupes", "groupe"),
        ("equilibre", "Axes", "axe"),
    ],
)
def test_par_comprend_le_mot_que_montre_l_ecran(plandev, ecrire_plan, commande, mot, cle):
    plan = ecrire_plan(
        ("axes:", "champs:\n  fin: Échéance\naxes:"),
        ("libelle: Ouvrir", "fin: 2021\n        etat: en cours\n        libelle: Ouvrir"),
    )
    par_mot, par_cle = (plandev(commande, "-p", plan, "--par", par) for par in (mot, cle))
    assert (par_mot.exit_code, par_mot.stdout) == (0, par_cle.stdout)


CROISEMENT = """\
Axe            jeunes  Actions     Part
───────────────────────────────────────
1. Mobilité         1        1  100,0\u00a0%
2. Habitation       0        0    0,0\u00a0%

Total               1        1

Part : sur 1 action.
"""


def test_deux_dimensions_se_croisent_avec_les_filtres_de_list(plandev, ecrire_plan):
    plan = ecrire_plan()
    demande = ["--par", "axe", "--par", "groupe", "--responsable", "DVC", "-p", plan]
    *tableau, derniere = plandev("compter", *demande).stdout.splitlines(keepends=True)
    assert "".join(tableau) == CROISEMENT
    suite = f"--responsable DVC --axe 1 --groupe jeunes --plan {plan}\n"
    assert derniere == f"Les actions d'une ligne : plandev list {suite}"


def test_le_json_a_les_cles_promises_et_null_pour_ce_que_l_action_n_a_pas(plandev):
    arguments = ["compter", "--par", "responsable", "--par", "groupe", "--axe", "3", "-f", "json"]
    assert json.loads(plandev(*arguments).stdout) == {
        "par": ["responsable", "groupe"],
        "lignes": [
            {"responsable": "DVC", "groupe": None, "actions": 4, "part": 4 / 7},
            {"responsable": "APPRO", "groupe": None, "actions": 1, "part": 1 / 7},
            {"responsable": "DEV", "groupe": None, "actions": 1, "part": 1 / 7},
            {"responsable": "ENV", "groupe": "particularites", "actions": 1, "part": 1 / 7},
            {"responsable": "ENV", "groupe": "vulnerables", "actions": 1, "part": 1 / 7},
        ],
        "actions": 7,
    }


def test_le_csv_a_les_lignes_du_json(plandev):
    assert plandev("compter", "--par", "axe", "--axe", "1", "-f", "csv").stdout.splitlines() == [
        '"axe","actions","part"',
        "1,3,1.0",
    ]


def test_le_markdown_a_le_tableau_croise_et_ses_totaux(plandev):
    md = plandev("compter", "--par", "responsable", "--par", "axe", "--axe", "1", "-f", "md").stdout
    assert md.replace("\u00a0", " ") == (
        "# Plan de déploiement 2020 : les actions par unité et par axe\n"
        "\n"
        "| Unité | Axe 1 | Actions | Part |\n"
        "| ----------------------------------------------------------- | -----: | "
        "---------: | --------: |\n"
        "| BMD | 2 | 2 | 66,7 % |\n"
        "| DVC (Direction de la vie communautaire) | 1 | 1 | 33,3 % |\n"
        "| **Total** | **3** | **3** |  |\n"
        "\n"
        "Colonnes :\n"
        "\n"
        "- Axe 1 : La mobilité des personnes\n"
        "\n"
        "Part : sur 3 actions.\n"
        "\n"
        "Les actions d'une ligne : plandev list --responsable BMD --axe 1\n"
    )


def test_les_valeurs_d_un_champ_se_comptent_sans_egard_a_leur_casse(plandev, ecrire_plan):
    plan = ecrire_plan(
        ("axes:\n", "champs:\n  priorite: Priorité\naxes:\n"),
        ("groupes: [jeunes]\n", "groupes: [jeunes]\n        priorite: Élevée\n"),
        ("responsables: [ENV]\n", "responsables: [ENV]\n        priorite: ELEVEE\n"),
    )
    compte = json.loads(plandev("compter", "--par", "priorite", "-p", plan, "-f", "json").stdout)
    assert compte["lignes"] == [{"priorite": "Élevée", "actions": 2, "part": 1.0}]
    assert len(plandev("list", "--champ", "priorite==élevée", "-p", plan).stdout.splitlines()) == 2


def test_des_milliers_de_valeurs_se_lisent_une_par_ligne_sans_attendre(plandev, ecrire_plan):
    actions = "".join(
        f"      - {{code: {code}, libelle: Agir, responsables: [DVC], lieu: rue {code}}}\n"
        for code in range(10, 3_010)
    )
    plan = ecrire_plan(
        ("axes:\n", "champs:\n  lieu: Lieu\naxes:\n"),
        ("    actions:\n", f"    actions:\n{actions}"),
    )
    titres, *lignes = plandev("compter", "--par", "lieu", "-p", plan).stdout.splitlines()
    assert titres.split() == ["Lieu", "Actions", "Part"]
    assert lignes[0].split() == ["rue", "10", "1", "0,0", "%"]
    assert lignes[3_000].split() == ["sans", "lieu", "2", "0,1", "%"]
    assert lignes[3_001].split() == ["Total", "3002"]


def a_croiser(nombre):
    """Des actions qui ont chacune deux listes de cent textes à elles : dix mille cases."""
    for code in range(10, 10 + nombre):
        listes = (", ".join(f"{lettre}{code}-{n}" for n in range(100)) for lettre in "ab")
        yield "      - {{code: {}, libelle: Agir, a: [{}], b: [{}]}}\n".format(code, *listes)


def test_un_croisement_a_au_plus_cent_mille_cases(plandev, ecrire_plan):
    def croiser(nombre):
        champs = ("axes:\n", "champs: {a: Lieu, b: Thème}\naxes:\n")
        actions = ("    actions:\n", f"    actions:\n{''.join(a_croiser(nombre))}")
        return plandev("compter", "--par", "a", "--par", "b", "-p", ecrire_plan(champs, actions))

    assert croiser(9).exit_code == 0
    trop = croiser(11)
    assert (trop.exit_code, trop.stdout) == (2, "")
    assert trop.stderr.endswith(
        "plandev: erreur: «\u00a0a\u00a0» et «\u00a0b\u00a0» se croisent en plus de "
        "100\u00a0000 cases; comptez selon l'une des deux, ou choisissez moins d'actions\n"
    )


def test_un_champ_de_longs_textes_ne_se_compte_pas(plandev):
    resultat = plandev("compter", "--par", "notes", "-p", VALIDES / "plan-de-ville.yaml")
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert resultat.stderr.endswith(
        "et non une valeur courte; cherchez-y plutôt des mots : plandev list --champ notes=MOTS\n"
    )


def cases(exemple):
    """Chaque case de chaque comptage d'un plan d'exemple : son nombre, et la commande derrière."""
    plan = charger(VALIDES / f"{exemple}.yaml")
    courts = [cle for cle in ("priorite", "sous_axe", "partenaires", "debut") if cle in plan.champs]
    dimensions = ["axe", "responsable", "groupe", *courts]
    for par in [(d,) for d in dimensions] + list(product(dimensions[:1], dimensions[1:])):
        compte = compter(plan, *par)
        for case in compte.cases():
            yield (
                commande_de_liste((), None, dict(zip(par, case, strict=True))),
                compte.nombre(case),
            )


@pytest.mark.parametrize("exemple", ["plan-de-ville", "codes-publics", "sans-sigle"])
def test_chaque_nombre_est_celui_des_actions_que_sa_commande_liste(plandev, exemple):
    tirees = list(cases(exemple))[::7]
    assert len(tirees) > 10
    for commande, nombre in tirees:
        resultat = plandev(*shlex.split(commande)[1:], "-p", VALIDES / f"{exemple}.yaml")
        assert (resultat.exit_code, len(resultat.stdout.splitlines())) == (0, nombre)


def ce_qu_elle_a(axe, action, dimension):
    """Une autre façon de lire une dimension que celle de plandev."""
    theme = dict(action.champs).get("theme", ())
    lues = {
        "axe": [axe],
        "responsable": list(action.responsables),
        "groupe": list(action.groupes),
        "theme": [theme] if isinstance(theme, str) else list(theme),
    }[dimension]
    return lues or [None]


DIMENSIONS = ("axe", "responsable", "groupe", "theme")
PAIRES = [(d,) for d in DIMENSIONS] + [p for p in product(DIMENSIONS, repeat=2) if p[0] != p[1]]


@given(plans(), st.sampled_from(PAIRES))
@settings(max_examples=60)
def test_chaque_comptage_est_celui_qu_on_ferait_a_la_main(plan, par):
    attendu = Counter(
        case
        for axe, action in toutes(plan)
        for case in product(*(ce_qu_elle_a(axe, action, d) for d in par))
    )
    compte = compter(plan, *par)
    assert {case: n for case in compte.cases() if (n := compte.nombre(case))} == attendu
    assert compte.actions == sum(len(axe.actions) for axe in plan.axes)
    for rang, marge in enumerate(compte.marges):
        seule = Counter(
            valeur
            for axe, action in toutes(plan)
            for valeur in ce_qu_elle_a(axe, action, par[rang])
        )
        assert dict(marge) == dict(seule)


@given(plans(), st.sampled_from(PAIRES), sous_ensembles(UNITES), sous_ensembles(GROUPES), st.data())
@settings(max_examples=60)
def test_la_commande_derriere_une_case_en_liste_les_actions(plan, par, unites, groupes, donnees):
    themes = donnees.draw(st.lists(st.sampled_from(["b", "=B", "c"]), max_size=1))
    criteres = reconnaitre_les_criteres(
        plan, responsables=unites, groupes=groupes, champs=[("theme", t) for t in themes]
    )
    compte = compter(plan, *par, criteres=criteres)
    for case in compte.cases():
        mots = shlex.split(commande_de_liste(criteres, None, dict(zip(par, case, strict=True))))
        options = list(zip(mots[2::2], mots[3::2], strict=True))
        demandes = {
            nom: [valeur for option, valeur in options if option == f"--{mot}"]
            for nom, mot in (
                ("axes", "axe"),
                ("responsables", "responsable"),
                ("groupes", "groupe"),
                ("sans", "sans"),
            )
        }
        champs = [tuple(v.split("=", 1)) for option, v in options if option == "--champ"]
        voulus = reconnaitre_les_criteres(plan, **demandes, champs=champs)
        assert len(choisir(plan, voulus)) == compte.nombre(case)


def test_ce_qui_ne_dit_pas_un_champ_se_nomme_par_son_intitule(plandev, ecrire_plan):
    chemin = ecrire_plan(("axes:\n", "champs:\n  etape: Étape du projet\naxes:\n"))
    sortie = plandev("compter", "-p", chemin, "--par", "etape").stdout
    assert "sans étape du projet" in sortie
