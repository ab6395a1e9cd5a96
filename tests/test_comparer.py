"""Une personne relit ce qui change d'un plan à un autre, ou d'une version à la suivante."""

import csv
import io
import json
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from plandev.formats import en_json
from plandev.plan.action import Action
from plandev.plan.modele import Axe, Plan
from plandev.questions.comparaison import comparer
from plandev.reponses.comparaison import Demande, comparaison
from plans_au_hasard import SIMPLES, TIRAGES, citees, plans, tirage, toutes

ANNEES = Path(__file__).parent / "exemples" / "annees"
PLAN_2020 = Path(__file__).parents[1] / "plan2020.yaml"

COMPARAISON = """\
Plan de quartier (avant.yaml, 2 actions) → Plan de quartier (apres.yaml, 2 actions)

0 action sans changement, 1 modifiée, 1 ajoutée, 1 retirée.

Ce que le plan dit de lui-même :
- année : 2020 → 2021
- axe 2, titre : [-Habitation-]{+Milieu de vie+}

Actions modifiées :
- 1.1, libellé : Ouvrir une piste{+ cyclable+}
- 1.1, unités : DVC → DVC; ENV

Actions ajoutées :
- 2.5 (ENV) : Planter des arbres

Actions retirées :
- 2.4.b (ENV) : Planter des arbres

Peut-être renumérotées (même libellé, ou presque) :
- 2.4.b → 2.5 : Planter des arbres

Axe               Avant  Après  Écart
─────────────────────────────────────
1. Mobilité           1      1      =
2. Milieu de vie      1      1      =

Unité                                    Avant  Après  Écart
────────────────────────────────────────────────────────────
DVC (Direction de la vie communautaire)      1      1      =
ENV                                          1      2     +1

Groupe           Avant  Après  Écart
────────────────────────────────────
jeunes (Jeunes)      1      1      =

Équilibre : équilibré → équilibré. Dissimilarité : 0,0\u00a0% → 0,0\u00a0%.
"""
CHANGEMENTS = (
    ("annee: 2020", "annee: 2021"),
    ("Ouvrir une piste", "Ouvrir une piste cyclable"),
    ("[DVC]", "[DVC, ENV]"),
    ("titre: Habitation", "titre: Milieu de vie"),
    ("code: 4.b", "code: 5"),
)


@pytest.fixture
def deux(ecrire_plan):
    """Deux plans du dossier : avant, et après quelques changements."""
    ecrire_plan(nom="avant.yaml")
    ecrire_plan(*CHANGEMENTS, nom="apres.yaml")
    return "avant.yaml", "apres.yaml"


def test_chaque_changement_se_lit_puis_le_tout(plandev, deux):
    resultat = plandev("comparer", *deux)
    assert (resultat.exit_code, resultat.stdout) == (0, COMPARAISON)
    assert resultat.stderr == "Plan : avant.yaml\nPlan : apres.yaml\n"


def test_resume_ne_dit_que_le_tout(plandev, deux):
    dit = plandev("comparer", *deux, "--resume").stdout
    compte, details = COMPARAISON.partition("\nCe que")[0], COMPARAISON.partition("\nAxe  ")
    assert dit == compte + "".join(details[1:])
    cles = list(json.loads(plandev("comparer", *deux, "--resume", "-f", "json").stdout))
    assert cles == [
        "avant", "apres", "reconduites", "axes", "responsables", "groupes", "etats", "equilibre",
    ]  # fmt: skip


def test_deux_fichiers_egaux_n_ont_aucune_difference(plandev, lancer, deux):
    Path("copie.yaml").write_bytes(Path(deux[0]).read_bytes())
    resultat = plandev("comparer", deux[0], "copie.yaml", "--statut")
    assert resultat.exit_code == 0
    assert resultat.stdout.endswith("\n\nAucune différence.\n")
    de_git = lancer("comparer", "-", deux[0], "--statut", entree=Path(deux[0]).read_bytes())
    assert de_git.returncode == 0
    assert de_git.stdout.endswith("\n\nAucune différence.\n")


@pytest.mark.parametrize(
    ("arguments", "dit"),
    [
        (["plan2020.yaml"], "plan2020.yaml"),
        (["plan2020.yaml", "plan2020.yaml"], "plan2020.yaml"),
        (["plan2020.yaml", "./lien.yaml"], "./lien.yaml"),
        (["lien.yaml", "-p", "plan2020.yaml"], "plan2020.yaml"),
    ],
    ids=str,
)
def test_un_fichier_ne_se_compare_pas_a_lui_meme(plandev, ecrire_plan, arguments, dit):
    Path("lien.yaml").symlink_to(ecrire_plan(nom="plan2020.yaml"))
    resultat = plandev("comparer", *arguments, "--statut")
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert resultat.stderr == (
        f"plandev: erreur: «\u00a0{dit}\u00a0» serait comparé à lui-même; nommez l'autre plan : "
        f"plandev comparer {arguments[0]} AUTRE.yaml\n"
    )


def test_le_statut_dit_la_difference_si_on_le_demande(plandev, deux):
    assert plandev("comparer", *deux).exit_code == 0
    assert plandev("comparer", *deux, "--statut").exit_code == 1


def test_l_entree_standard_est_l_un_des_deux(lancer, ecrire_plan):
    avant = ecrire_plan(nom="plan2020.yaml").read_bytes()
    ecrire_plan(*CHANGEMENTS, nom="plan2021.yaml")
    fini = lancer("comparer", "-", entree=avant)
    assert fini.returncode == 0
    assert fini.stdout.startswith("Plan de quartier (entrée standard, 2 actions) → Plan de ")
    assert "1 modifiée, 1 ajoutée, 1 retirée." in fini.stdout
    refus = lancer("comparer", "-", "-", entree=avant)
    assert (refus.returncode, refus.stdout) == (2, "")
    assert refus.stderr == (
        "plandev: erreur: «\u00a0(entrée standard)\u00a0» serait comparé à lui-même; nommez "
        "l'autre plan : plandev comparer - AUTRE.yaml\n"
    )


def test_de_deux_plans_fautifs_toutes_les_fautes_se_disent(plandev, ecrire_plan):
    un = ecrire_plan(("2020", "20"), nom="un.yaml")
    deux = ecrire_plan(("[DVC]", "[DVX]"), nom="deux.yaml")
    resultat = plandev("comparer", un, deux)
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert f"{un}:2:8: erreur: " in resultat.stderr
    assert f"{deux}:14:24: erreur: " in resultat.stderr


def test_le_json_a_les_cles_promises(plandev, deux):
    donnees = json.loads(plandev("comparer", *deux, "-f", "json").stdout)
    assert list(donnees) == [
        "avant", "apres", "reconduites", "ajoutees", "retirees", "modifiees", "renumerotees",
        "axes", "responsables", "groupes", "etats", "equilibre", "plan", "etats_notes",
    ]  # fmt: skip
    assert donnees["avant"] == {
        "fichier": "avant.yaml", "titre": "Plan de quartier", "annee": 2020, "actions": 2,
    }  # fmt: skip
    assert donnees["modifiees"] == [
        {
            "id": "1.1",
            "champs": {
                "libelle": {"avant": "Ouvrir une piste", "apres": "Ouvrir une piste cyclable"},
                "responsables": {"avant": ["DVC"], "apres": ["DVC", "ENV"]},
            },
        }
    ]
    assert donnees["renumerotees"] == [{"avant": "2.4.b", "apres": "2.5"}]
    assert donnees["axes"][0] == {"axe": 1, "avant": 1, "apres": 1}
    assert [action["id"] for action in donnees["ajoutees"]] == ["2.5"]


def test_le_csv_et_le_markdown_disent_les_memes_changements(plandev, deux):
    lu = csv.DictReader(io.StringIO(plandev("comparer", *deux, "-f", "csv").stdout, newline=""))
    lignes = [(ligne["changement"], ligne["id"], ligne["cle"]) for ligne in lu]
    assert lignes[:7] == [
        ("plan", "", "annee"),
        ("plan", "", "axes.2.titre"),
        ("modifiée", "1.1", "libelle"),
        ("modifiée", "1.1", "responsables"),
        ("ajoutée", "2.5", "libelle"),
        ("retirée", "2.4.b", "libelle"),
        ("renumérotée", "2.4.b", "code"),
    ]
    md = plandev("comparer", *deux, "-f", "md").stdout.replace("\\", "")
    assert md.startswith("# Plan de quartier (avant.yaml, 2 actions) → Plan de quartier (apres")
    assert "- 1.1, libellé : Ouvrir une piste{+ cyclable+}\n" in md


def test_d_un_plan_sans_etats_aucun_ecart_d_etats_n_est_dit(plandev, ecrire_plan):
    sans = ecrire_plan(nom="sans.yaml")
    avec = ecrire_plan(("[DVC]\n", "[DVC]\n        etat: réalisée\n"), nom="avec.yaml")
    for avant, apres in ((sans, avec), (avec, sans)):
        montrees = plandev("comparer", avant, apres, "--resume").stdout.splitlines()
        assert [x.split() for x in montrees if x.startswith("réalisée  ")] == [["réalisée", "1"]]


def test_les_etats_se_comparent_si_les_deux_plans_en_notent(plandev, ecrire_plan):
    sans = ecrire_plan(nom="sans.yaml")
    note = ("groupes: [jeunes]\n", "groupes: [jeunes]\n        etat: {}\n")
    en_cours = ecrire_plan((note[0], note[1].format("en cours")), nom="en-cours.yaml")
    faite = ecrire_plan((note[0], note[1].format("réalisée")), nom="faite.yaml")
    assert "2 actions sans changement" in plandev("comparer", sans, faite).stdout
    assert "- états des actions : aucun → notés\n" in plandev("comparer", sans, faite).stdout
    assert "- 1.1, état : [-en cours-]{+réalisée+}\n" in (
        plandev("comparer", en_cours, faite).stdout
    )


def test_une_revision_de_git_se_relit_d_une_commande(executer, tmp_path):
    shutil.copy(PLAN_2020, tmp_path / "plan2020.yaml")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b"]
    for commande in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "plan"]):
        assert executer(*git, *commande).returncode == 0
    plan = tmp_path / "plan2020.yaml"
    plan.write_text(plan.read_text("utf-8").replace("[URBA]", "[DVC]", 1), encoding="utf-8")
    fini = executer("sh", "-c", "git show HEAD:plan2020.yaml | plandev comparer - -f md")
    assert fini.returncode == 0
    assert "- 2.1, unités : URBA → DVC\n" in fini.stdout.replace("\\", "")


@given(plans(), plans())
@settings(max_examples=60)
def test_chaque_difference_est_celle_qu_on_trouverait_a_la_main(avant, apres):
    ecarts = comparer(avant, apres)
    anciennes, nouvelles = (
        {cle: action for cle, (_, action) in citees(plan).items()} for plan in (avant, apres)
    )
    assert [c.id for c in ecarts.retirees] == [i for i in anciennes if i not in nouvelles]
    assert [c.id for c in ecarts.ajoutees] == [i for i in nouvelles if i not in anciennes]
    communes = [i for i in anciennes if i in nouvelles]
    etats = all(any(a.etat for a in plan.values()) for plan in (anciennes, nouvelles))

    def dit(action):
        return (
            action.libelle,
            action.responsables,
            action.groupes,
            action.champs,
            (action.etat if etats else None),
        )

    modifiees = [i for i in communes if dit(anciennes[i]) != dit(nouvelles[i])]
    assert [m.avant.id for m in ecarts.modifiees] == modifiees
    assert ecarts.reconduites == len(communes) - len(modifiees)
    for ecart in ecarts.responsables:
        comptes = [Counter(u for _, a in toutes(p) for u in a.responsables) for p in (avant, apres)]
        assert (ecart.avant, ecart.apres) == tuple(compte[ecart.cle] for compte in comptes)


@given(plans(), plans(annee=2021))
@settings(max_examples=60)
def test_comparer_a_rebours_dit_la_meme_chose_a_l_envers(avant, apres):
    aller, retour = comparer(avant, apres), comparer(apres, avant)
    assert {c.id for c in aller.ajoutees} == {c.id for c in retour.retirees}
    assert {c.id for c in aller.retirees} == {c.id for c in retour.ajoutees}
    assert aller.reconduites == retour.reconduites
    envers = {
        (m.avant.id, c.cle): (c.apres, c.avant) for m in retour.modifiees for c in m.changements
    }
    assert envers == {
        (m.avant.id, c.cle): (c.avant, c.apres) for m in aller.modifiees for c in m.changements
    }
    assert {(r.avant.id, r.apres.id) for r in aller.renumerotees} == {
        (r.apres.id, r.avant.id) for r in retour.renumerotees
    }
    assert {(e.cle, e.avant, e.apres) for e in aller.axes} == {
        (e.cle, e.apres, e.avant) for e in retour.axes
    }


def decrire(axe, action):
    """Une action en données simples, telle que le JSON la donne; son axe, tel qu'il s'écrit."""
    champs = {cle: list(v) if isinstance(v, tuple) else v for cle, v in action.champs}
    champs |= {cle: float(dit) for cle, dit in champs.items() if cle == "cout"}  # un montant
    unites, groupes = list(action.responsables), list(action.groupes)
    plate = {"axe": str(axe), "code": action.code, "libelle": action.libelle}
    return plate | {
        "responsables": unites, "groupes": groupes, "etat": action.etat, "champs": champs,
        "etat_du_plan": action.etat_du_plan,
    }  # fmt: skip


def appliquer(donnees, actions):
    """Fait à des actions ce que le JSON de `comparer` en dit."""
    for retiree in donnees["retirees"]:
        del actions[retiree["id"]]
    for ajoutee in donnees["ajoutees"]:
        id_ = ajoutee.pop("id")
        actions[id_] = (
            {"etat": None, "etat_du_plan": None, "champs": {}}
            | ajoutee
            | {"axe": str(ajoutee["axe"])}
        )
    for modifiee in donnees["modifiees"]:
        for cle, changement in modifiee["champs"].items():
            action, apres = actions[modifiee["id"]], changement["apres"]
            if cle.startswith("champs."):
                action["champs"].pop(cle.removeprefix("champs."), None)
                action["champs"] |= {} if apres is None else {cle.removeprefix("champs."): apres}
            else:
                action[cle] = apres
    for id_, changement in donnees["etats_notes"].items():
        actions[id_]["etat"] = changement["apres"]
    return actions


@given(plans(), plans())
@settings(max_examples=60)
def test_appliquer_au_premier_plan_ce_qui_est_dit_donne_le_second(avant, apres):
    ecrite = "".join(en_json.ecrire(comparaison(comparer(avant, apres), Demande("a", "b"))))
    anciennes, nouvelles = (
        {cle: decrire(axe, action) for cle, (axe, action) in citees(plan).items()}
        for plan in (avant, apres)
    )
    dites = appliquer(json.loads(ecrite), anciennes)
    if avant.a_des_etats != apres.a_des_etats:  # noter des états n'est pas changer des mots
        for action in (*dites.values(), *nouvelles.values()):
            del action["etat_du_plan"]
    assert dites == nouvelles


@given(plans())
def test_un_plan_compare_a_lui_meme_n_a_aucune_difference(plan):
    assert comparer(plan, plan).vide


# « sans nom » est aussi un nom qu'une unité peut avoir.
NOMS = st.fixed_dictionaries({"DVC": st.none() | st.sampled_from(("sans nom", "Nom"))})
TEXTES = SIMPLES._replace(unites=NOMS)


@st.composite
def plans_qui_different(draw):
    """Un plan, et le même à une clé près : de lui, d'un de ses axes ou d'une de ses actions."""
    plan = draw(plans(TEXTES))
    dits = {cle: getattr(plan, cle) for cle in Plan.model_fields}
    dits["equilibre"] = plan.equilibre if plan.a_sa_regle else None
    changee = draw(st.sampled_from([cle for cle in dits if cle != "axes"] + ["axe", "action"]))
    if changee in dits:
        fixes = {cle: dit for cle, dit in dits.items() if cle != changee}
    else:
        fixes = {**dits, "axes": draw(_axes_dont_un_change(plan, dits, changee))}
    try:
        autre = draw(plans(TEXTES, **fixes))
    except ValidationError:
        reject()
    assume(autre != plan or autre.a_sa_regle != plan.a_sa_regle)
    return plan, autre


@st.composite
def _axes_dont_un_change(draw, plan, dits, changee):
    axes = list(plan.axes)
    rang = draw(st.integers(0, len(axes) - 1))
    modele = Axe if changee == "axe" else Action
    cle = draw(st.sampled_from([c for c in TIRAGES[modele] if c not in {"numero", "actions"}]))
    valeur = draw(tirage(modele, cle)(TEXTES, dits))
    actions = list(axes[rang].actions)
    if changee == "axe":
        axes[rang] = axes[rang].model_copy(update={cle: valeur})
    elif actions and (valeur is not None or cle == "etat"):
        lequel = draw(st.integers(0, len(actions) - 1))
        actions[lequel] = replace(actions[lequel], **{cle: valeur})
        axes[rang] = axes[rang].model_copy(update={"actions": tuple(actions)})
    return tuple(axes)


@given(plans_qui_different())
@settings(max_examples=200)
def test_deux_plans_qui_different_d_une_seule_cle_ont_une_difference(deux):
    for ecarts in (comparer(*deux), comparer(*reversed(deux))):
        assert not ecarts.vide
        assert all(changement.avant != changement.apres for changement in ecarts.plan)


def test_une_unite_sans_nom_n_est_pas_une_unite_nommee_sans_nom(plandev, ecrire_plan):
    ecrire_plan(nom="avant.yaml")
    ecrire_plan(("  ENV:\n", "  ENV: sans nom\n"), nom="apres.yaml")
    resultat = plandev("comparer", "avant.yaml", "apres.yaml", "-f", "json", "--statut")
    assert resultat.exit_code == 1
    changement = {"responsables.ENV": {"avant": "(sans nom)", "apres": "sans nom"}}
    assert json.loads(resultat.stdout)["plan"] == changement


def test_ce_qui_change_se_dit_en_mots_et_non_en_cles(plandev, ecrire_plan):
    tete = "champs:\n  echeance: Échéance\naxes:\n"
    avant = ecrire_plan(
        ("axes:\n", tete), ("[DVC]\n", "[DVC]\n        echeance: Juin\n"), nom="avant.yaml"
    )
    apres = ecrire_plan(
        ("axes:\n", f"equilibre: {{indice_min: 0.4}}\n{tete}"),
        ("[DVC]\n", "[DVC]\n        echeance: Mai\n"),
        ("  ENV:\n", "  ENV: Environnement\n"),
        ("Jeunes", "Les jeunes"),
        ("Mobilité\n", "Mobilité\n    poids: 8\n"),
        nom="apres.yaml",
    )
    md = plandev("comparer", avant, apres, "-f", "md").stdout.replace("\\", "")
    assert [ligne for ligne in md.splitlines() if ligne.startswith("- ")] == [
        "- unité ENV : [-(sans nom)-]{+Environnement+}",
        "- groupe jeunes : [-Jeunes-]{+Les jeunes+}",
        "- axe 1, poids : rien → 8",
        "- règle, référence : rien → egale",
        "- règle, indice minimal : rien → 0.4",
        "- règle, indice maximal : rien → 2",
        "- 1.1, échéance : Juin → Mai",
    ]
