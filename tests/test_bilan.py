"""En décembre, l'agente note où en sont les actions; le comité lit ce qui est réalisé."""

import json
import re
import shutil
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plandev.messages.constats import ErreurPlan
from plandev.plan.etats import ETATS
from plandev.questions import bilan as questions
from plans_au_hasard import plans, toutes

ANNEES = Path(__file__).parent / "exemples" / "annees"
ETATS_NOTES = (
    ("annee: 2020\n", "annee: 2020\netat_au: 2020-12-31\n"),
    ("groupes: [jeunes]\n", "groupes: [jeunes]\n        etat: réalisée\n"),
    ("responsables: [ENV]\n", "responsables: [ENV]\n        etat: reportée\n"),
)

BILAN = """\
Plan de quartier (2020) : 2 actions, états au 31\u00a0décembre 2020

Axe            Actions  Réalisées  Reportées     Taux  Où en sont ses actions
─────────────────────────────────────────────────────────────────────────────
1. Mobilité          1          1          0  100,0\u00a0%  █
2. Habitation        1          0          1    0,0\u00a0%  ›

Total                2          1          1   50,0\u00a0%

Barre : █ réalisée, › reportée.

En tout : 1 réalisée, 1 reportée. Taux de réalisation : 1 ÷ 2 = 50,0\u00a0%.
Taux de réalisation : actions réalisées ÷ actions prévues, celles du plan l'étant toutes; ni \
«\u00a0en continu\u00a0» ni «\u00a0réalisée en partie\u00a0» n'y compte comme réalisée \
(la même définition que celle de la Ville de Lévis, dans le suivi de son plan de développement \
durable, 2014-2015).

Reportées ou abandonnées :
- 2.4.b (reportée) : Planter des arbres

Les actions d'un état : plandev list --etat 'réalisée' --plan {plan}
"""


def test_le_bilan_dit_les_etats_de_chaque_axe_le_taux_et_ce_qu_il_veut_dire(plandev, ecrire_plan):
    plan = ecrire_plan(*ETATS_NOTES)
    resultat = plandev("bilan", "-p", plan)
    assert (resultat.exit_code, resultat.stdout) == (0, BILAN.format(plan=plan))
    (seule,) = plandev("list", "--etat", "réalisée", "-p", plan).stdout.splitlines()
    assert seule.startswith("1.1 ")


def test_un_total_plus_petit_que_la_somme_de_ses_lignes_est_explique(plandev, ecrire_plan):
    plan = ecrire_plan(
        ("[DVC]", "[DVC, ENV]"),
        ("[ENV]", "[ENV, DVC]"),
        ("  jeunes: Jeunes\n", "  jeunes: Jeunes\n  aines: Aînés\n"),
        ("groupes: [jeunes]\n", "groupes: [jeunes, aines]\n        etat: en cours\n"),
    )
    for format_ in ("table", "texte", "md"):
        dits = [
            plandev("bilan", "-p", plan, "--par", par, "-f", format_).stdout.replace("\n\n", "\n")
            for par in ("axe", "responsable", "groupe")
        ]
        expliques = [dit.partition("\nEn tout")[0].rpartition("\n")[2] for dit in dits]
        assert expliques[1:] == [
            "Par unité, 4 pour 2 : une action peut en avoir plusieurs.",
            "Par groupe, 3 pour 2 : une action peut en avoir plusieurs.",
        ]
        assert "plusieurs" not in dits[0]


def test_sans_aucun_etat_il_n_y_a_pas_de_bilan_et_le_message_dit_comment_commencer(plandev):
    plan2020 = Path(__file__).parents[1] / "plan2020.yaml"
    resultat = plandev("bilan", "-p", plan2020)
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert resultat.stderr.endswith(
        "aucune action de ce plan n'a d'état; il n'y a pas de bilan à en faire. Écrivez le premier "
        "sous une action, etat: en cours par exemple, et leur date en tête du plan, etat_au: "
        "AAAA-MM-JJ\n"
    )


def test_un_bilan_n_est_jamais_celui_d_un_plan_que_personne_n_a_nomme(plandev):
    resultat = plandev("bilan")
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert "aucun plan n'est nommé" in resultat.stderr


def test_le_json_a_les_cles_promises(plandev, ecrire_plan):
    donnees = json.loads(plandev("bilan", "-p", ecrire_plan(*ETATS_NOTES), "-f", "json").stdout)
    zeros = dict.fromkeys([*ETATS, "sans état"], 0)
    assert list(donnees) == [
        "titre", "annee", "etat_au", "actions", "etats", "taux", "axes", "reportees", "abandonnees",
    ]  # fmt: skip
    assert list(donnees["etats"]) == [*ETATS, "sans état"]
    assert (donnees["etat_au"], donnees["taux"]) == ("2020-12-31", 0.5)
    assert donnees["axes"][1] == {
        "axe": 2,
        "titre": "Habitation",
        "actions": 1,
        "etats": zeros | {"reportée": 1},
        "taux": 0.0,
    }
    assert donnees["reportees"] == [{"id": "2.4.b", "libelle": "Planter des arbres"}]


@pytest.mark.parametrize("par", ["axe", "responsable", "groupe"])
@pytest.mark.parametrize("format_", ["table", "json", "csv", "md"])
def test_chaque_detail_dans_chaque_format(plandev, par, format_):
    resultat = plandev("bilan", "-p", ANNEES / "plan2021.yaml", "--par", par, "-f", format_)
    assert resultat.exit_code == 0
    assert resultat.stdout


@pytest.mark.parametrize("largeur", [60, 80, 160])
def test_au_terminal_la_barre_a_un_signe_par_action_et_sa_legende(lancer, tmp_path, largeur):
    shutil.copy(ANNEES / "plan2021.yaml", tmp_path)
    fini = lancer("bilan", terminal=largeur)
    lignes = re.sub("\x1b\\[[0-9;]*m", "", fini.stdout).splitlines()
    assert max(map(len, lignes)) <= largeur
    assert sum(ligne.count("×") for ligne in lignes if "abandonnée" not in ligne) == 2
    assert any("███▓▒▒░░×" in ligne for ligne in lignes)
    if largeur < 100:
        assert "1. La mobilité des personnes" in lignes


def test_une_unite_et_un_groupe_du_meme_nom_gardent_chacun_le_leur(plandev, ecrire_plan):
    plan = ecrire_plan(("  ENV:\n", "  jeunes: Service jeunesse\n"), ("[ENV]", "[jeunes]"),
                       *ETATS_NOTES[1:2])  # fmt: skip
    par_unite = plandev("bilan", "-p", plan, "--par", "responsable", "-f", "json").stdout
    noms = {ligne["responsable"]: ligne["nom"] for ligne in json.loads(par_unite)["responsables"]}
    assert noms["jeunes"] == "Service jeunesse"


@given(plans(), st.sampled_from(["axe", "responsable", "groupe"]))
def test_chaque_compte_et_chaque_taux_sont_ceux_qu_on_ferait_a_la_main(plan, par):
    actions = toutes(plan)
    if not any(action.etat for _, action in actions):
        with pytest.raises(ErreurPlan):
            questions.bilan(plan, par)
        return
    bilan = questions.bilan(plan, par)
    siennes = {
        "axe": lambda axe, _: [axe],
        "responsable": lambda _, action: action.responsables or [None],
        "groupe": lambda _, action: action.groupes or [None],
    }[par]
    for valeur, suivi in bilan.parties.items():
        etats = Counter(a.etat for axe, a in actions if valeur in siennes(axe, a))
        assert {etat: n for etat, n in suivi.etats.items() if n} == etats
        assert suivi.actions == etats.total()
        attendu = Fraction(etats["réalisée"], etats.total()) if etats else None
        assert suivi.taux == attendu
    assert bilan.ensemble.actions == len(actions)
    assert [c.action.etat for c in bilan.sans_suite] == [
        action.etat for _, action in actions if action.etat in {"reportée", "abandonnée"}
    ]
