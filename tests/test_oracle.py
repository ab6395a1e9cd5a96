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
