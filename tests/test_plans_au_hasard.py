"""Ce qui est tiré au hasard l'est de tout le modèle : une clé oubliée n'y échappe à personne."""

import pytest
from hypothesis import Phase, find, settings

from plandev.plan.modele import Action, Axe, Plan, Regle
from plandev.plan.natures import NATURES
from plans_au_hasard import HOSTILES, SIMPLES, TIRAGES, VALEURS_DES_NATURES, plans, tirage

SANS_REDUIRE = settings(phases=[Phase.generate], max_examples=2_000)


@pytest.mark.parametrize("modele", [Plan, Regle, Axe, Action])
def test_chaque_cle_du_modele_a_son_tirage_et_nulle_autre(modele):
    for cle in modele.__pydantic_fields__:
        tirage(modele, cle)
    assert list(TIRAGES[modele]) == list(modele.__pydantic_fields__)


def test_chaque_nature_a_ses_valeurs():
    assert list(VALEURS_DES_NATURES) == list(NATURES), "à dire dans plans_au_hasard.py"


def test_une_cle_sans_tirage_dit_ou_l_ecrire(monkeypatch):
    monkeypatch.delitem(TIRAGES[Action], "etat")
    with pytest.raises(LookupError, match=r"clé etat \(Action\).* TIRAGES, .*plans_au_hasard\.py"):
        find(plans(), lambda plan: plan.nombre_actions, settings=SANS_REDUIRE)


@pytest.mark.parametrize("textes", [SIMPLES, HOSTILES], ids=["simples", "hostiles"])
@pytest.mark.parametrize("cle", Action.__pydantic_fields__)
def test_chaque_cle_d_une_action_est_tiree(textes, cle):
    def en_parle(plan):
        return any(getattr(action, cle) for axe in plan.axes for action in axe.actions)

    assert en_parle(find(plans(textes), en_parle, settings=SANS_REDUIRE))
