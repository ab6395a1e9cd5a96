"""Les réponses de plandev sont celles d'un calcul écrit sans lui, sur des plans au hasard.

`PLANDEV_TIRAGES=2000 pytest tests/test_oracle.py` en tire davantage.
"""

import json
import os
import random

import pytest
import yaml

import oracle

TIRAGES = int(os.environ.get("PLANDEV_TIRAGES", "20"))


@pytest.fixture(params=range(TIRAGES))
def hasard(request):
    return random.Random(request.param)  # noqa: S311 - un tirage, à refaire tel quel


@pytest.fixture
def ecrire(tmp_path):
    """Écrit des plans, et rend le chemin de chacun."""

    def ecrire(*plans):
        chemins = [tmp_path / f"p{rang}.yaml" for rang in range(len(plans))]
        for chemin, plan in zip(chemins, plans, strict=True):
            texte = yaml.safe_dump(plan, allow_unicode=True, sort_keys=False)
            chemin.write_text(texte, encoding="utf-8")
        return chemins

    return ecrire


@pytest.fixture
def donnees(plandev):
    def donnees(*arguments):
        resultat = plandev(*arguments, "-f", "json")
        assert resultat.stdout, resultat.stderr
        return json.loads(resultat.stdout)

    return donnees


def sans_ordre(lignes):
    return sorted(lignes, key=repr)


def test_les_comptes(hasard, ecrire, donnees):
    plan = oracle.tirer(hasard)
    (chemin,) = ecrire(plan)
    dimensions = ["axe", "responsable", "groupe", "etat", *plan.get("champs", ())]
    for par in ([hasard.choice(dimensions)], hasard.sample(dimensions, 2)):
        dit = donnees("compter", "-p", chemin, *(mot for cle in par for mot in ("--par", cle)))
        attendu = oracle.compter(plan, *par)
        assert sans_ordre(dit.pop("lignes")) == sans_ordre(attendu.pop("lignes"))
        assert dit == attendu


@pytest.mark.parametrize("par", ["axe", "responsable", "groupe"])
def test_le_bilan(hasard, ecrire, donnees, plandev, par):
    plan = oracle.tirer(hasard)
    (chemin,) = ecrire(plan)
    attendu = oracle.bilan(plan, par)
    if attendu is None:
        assert plandev("bilan", "-p", chemin, "--par", par).exit_code == 2
    else:
        assert donnees("bilan", "-p", chemin, "--par", par) == attendu


def test_l_equilibre(hasard, ecrire, donnees, plandev):
    plan = oracle.tirer(hasard)
    (chemin,) = ecrire(plan)
    attendu = oracle.equilibre(plan)
    if attendu is None:
        assert plandev("equilibre", chemin).exit_code == 2
        return
    dit = donnees("equilibre", chemin)
    connus = [{cle: axe[cle] for cle in attendu["axes"][0]} for axe in dit["axes"]]
    assert {cle: dit[cle] for cle in attendu} | {"axes": connus} == attendu


def test_les_annees(hasard, ecrire, donnees):
    annees = sorted(hasard.sample(range(2020, 2032, 3), hasard.randint(1, 4)))
    plans = []
    for annee in annees:
        plans.append(oracle.tirer(hasard, annee, hasard.choice(plans) if plans else None))
    chemins = ecrire(*plans)
    hasard.shuffle(chemins)
    dit = donnees("annees", *chemins)
    assert isinstance(dit.pop("a_savoir"), list)
    assert dit == oracle.annees(plans)


def test_la_comparaison(hasard, ecrire, donnees):
    avant = oracle.tirer(hasard)
    apres = oracle.tirer(hasard, 2021, avant)
    dit = donnees("comparer", *ecrire(avant, apres))
    attendu = oracle.comparer(avant, apres)
    for cle in ("ajoutees", "retirees"):
        dit[cle] = [action["id"] for action in dit[cle]]
    assert {cle: dit[cle] for cle in attendu} == attendu


def test_le_plan_suivant(hasard, ecrire, plandev):
    plan = oracle.tirer(hasard)
    (chemin,) = ecrire(plan)
    resultat = plandev("nouveau", "2031", "-p", chemin)
    assert resultat.exit_code == 0, resultat.stderr
    assert yaml.safe_load(resultat.stdout) == oracle.suivant(plan, 2031)


def ids(donnees, chemin, *demande):
    return [action["id"] for action in donnees("list", "-p", chemin, *demande)]


def test_les_etats_dans_les_mots_du_plan(hasard, ecrire, donnees):
    plan = oracle.tirer_suivi(hasard)
    (chemin,) = ecrire(plan)
    actions = [action for _, action in oracle.citees(plan).values()]
    dites = donnees("list", "-p", chemin)
    if any("etat" in action for action in actions):
        etats = [oracle.etat_dans(plan, action) for action in actions]
        assert [dite["etat"] for dite in dites] == etats
    if plan.get("etats"):
        assert [d["etat_du_plan"] for d in dites] == [oracle.mot_de(plan, a) for a in actions]
        mot = hasard.choice(list(plan["etats"]))
        voulues = [i for i, (_, a) in oracle.citees(plan).items() if oracle.mot_de(plan, a) == mot]
        assert ids(donnees, chemin, "--etat", mot) == voulues


def test_ce_qui_est_en_retard(hasard, ecrire, donnees):
    plan = oracle.tirer_suivi(hasard)
    (chemin,) = ecrire(plan)
    if "fin" not in plan["champs"]:
        return
    au = f"202{hasard.randint(0, 3)}-{hasard.randint(1, 12):02}-15"
    attendus = oracle.en_retard(plan, au)
    dites = ids(donnees, chemin, "--en-retard", "--au", au)
    assert dites == [id_ for id_ in oracle.citees(plan) if id_ in attendus]
    if any("etat" in action for _, action in oracle.citees(plan).values()):
        bilan = donnees("bilan", "-p", chemin, "--au", au)
        assert (bilan["en_retard"], bilan["au"]) == (attendus, au)


def test_les_filtres_de_nombres_de_dates_et_ce_qu_on_ne_veut_pas(hasard, ecrire, donnees):
    plan = oracle.tirer_suivi(hasard)
    (chemin,) = ecrire(plan)
    possibles = [("etat", e) for e in (*oracle.ETATS, *(plan.get("etats") or ()))]
    possibles += [("responsable", unite) for unite in plan["responsables"]]
    possibles += [("groupe", groupe) for groupe in plan.get("groupes") or ()]
    cle, valeur = hasard.choice(possibles)
    assert ids(donnees, chemin, "--sauf", f"{cle}={valeur}") == oracle.sauf(plan, cle, valeur)
    for cle in ("cout", "fait", "places"):
        if cle in plan["champs"]:
            mini, maxi = hasard.choice(("0", "12.5", "13")), hasard.choice(("40", "100", "7"))
            demande = ("--au-moins", f"{cle}={mini}", "--au-plus", f"{cle}={maxi}")
            assert ids(donnees, chemin, *demande) == oracle.bornees(plan, cle, mini, maxi)
    if "fin" in plan["champs"]:
        apres = hasard.choice(("2019", "2020-T2", "2020-11-15"))
        avant = hasard.choice(("2021-06", "2022", "2021-T3"))
        demande = ("--echeance-apres", apres, "--echeance-avant", avant)
        assert ids(donnees, chemin, *demande) == oracle.entre(plan, apres, avant)


def test_l_ordre_d_une_liste(hasard, ecrire, donnees):
    plan = oracle.tirer_suivi(hasard)
    (chemin,) = ecrire(plan)
    for cle in ("code", "etat", *plan["champs"]):
        assert ids(donnees, chemin, "--tri", cle) == oracle.trier(plan, cle)


def test_les_sommes(hasard, ecrire, donnees):
    plan = oracle.tirer_suivi(hasard)
    (chemin,) = ecrire(plan)
    champs = [cle for cle in ("cout", "fait", "places") if cle in plan["champs"]]
    dimensions = [
        "axe",
        "responsable",
        "groupe",
        *(c for c in ("theme", "sous") if c in plan["champs"]),
    ]
    for champ in champs:
        for par in ([hasard.choice(dimensions)], hasard.sample(dimensions, 2)):
            tapes = [mot for cle in par for mot in ("--par", cle)]
            dit = donnees("compter", "-p", chemin, *tapes, "--somme", champ)
            attendu = oracle.sommer(plan, champ, *par)
            lignes = sans_ordre(dit.pop("lignes"))
            assert lignes == sans_ordre(attendu.pop("lignes"))
            assert dit == attendu
    if any("etat" in action for _, action in oracle.citees(plan).values()):
        dites = donnees("bilan", "-p", chemin).get("moyennes", {})
        seul = oracle.sommer(plan, "fait", "axe") if "fait" in plan["champs"] else None
        voulue = {"fait": {c: seul[c] for c in ("moyenne", "renseignees")}} if seul else {}
        assert dites == voulue


def test_les_mots_d_un_plan_ne_changent_aucun_compte(hasard, ecrire, donnees):
    plan = oracle.tirer_suivi(hasard)
    (chemin,) = ecrire(plan)
    traduit = oracle.traduire(plan)
    dit, attendu = (
        donnees("compter", "-p", chemin, "--par", "etat"),
        oracle.compter(traduit, "etat"),
    )
    assert sans_ordre(dit.pop("lignes")) == sans_ordre(attendu.pop("lignes"))
    if attendu := oracle.bilan(traduit, "axe"):
        dit = donnees("bilan", "-p", chemin)
        assert {cle: dit[cle] for cle in attendu} == attendu
    if attendu := oracle.equilibre(traduit):
        dit = donnees("equilibre", chemin)
        assert (dit["dissimilarite"], dit["equilibre"]) == (
            attendu["dissimilarite"], attendu["equilibre"],
        )  # fmt: skip


def test_le_plan_suivant_garde_les_mots_et_les_natures(hasard, ecrire, plandev):
    plan = oracle.tirer_suivi(hasard)
    (chemin,) = ecrire(plan)
    resultat = plandev("nouveau", "2031", "-p", chemin)
    assert resultat.exit_code == 0, resultat.stderr
    suivant, attendu = yaml.safe_load(resultat.stdout), oracle.suivant(oracle.traduire(plan), 2031)
    assert suivant.pop("etats", None) == plan.get("etats")
    assert suivant == attendu
