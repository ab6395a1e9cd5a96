"""Chaque faute a un code stable, un exemple qui la montre, et sa place dans la documentation."""

import re
import sys
from pathlib import Path
from typing import Annotated, Literal, get_args

import pytest
from pydantic import BeforeValidator, TypeAdapter, ValidationError

import plandev
from plandev.lecture import examiner
from plandev.lecture.tableau import importer
from plandev.lecture.validation.attentes import attente_de_la_cle
from plandev.lecture.validation.fautes_pydantic import expliquer
from plandev.messages.constats import Code
from plandev.messages.mots import Conseiller
from plandev.plan.action import NON_ECRITES, Action
from plandev.plan.modele import Axe, Plan, Regle
from plandev.sorties.depot import deposer

RACINE = Path(__file__).parents[1]
sys.path.insert(0, str(RACINE / "docs"))
from ecrire_fautes import EXEMPLES, PAGE, SANS_EXEMPLE, messages, page  # noqa: E402

CODES = set(get_args(Code))
# Les champs qui contiennent d'autres champs : c'est leur forme qui est dite, et non leur valeur.
CONTENANTS = {"axes", "actions", "responsables", "groupes", "champs", "equilibre"}


def test_chaque_code_a_un_exemple_ou_dit_pourquoi_il_n_en_a_pas():
    montres = {message.code for message in messages()}
    assert montres | set(SANS_EXEMPLE) == CODES
    assert montres & set(SANS_EXEMPLE) == set()


def test_un_code_est_un_mot_de_minuscules_et_de_traits_d_union():
    assert [code for code in CODES if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)] == []


@pytest.mark.parametrize("exemple", sorted(EXEMPLES.glob("*.yaml")), ids=lambda chemin: chemin.stem)
def test_un_exemple_porte_le_nom_d_un_code_qu_il_recoit(exemple):
    recus = {message.code for message in messages() if message.fichier == exemple.name}
    assert exemple.name.split(".")[0] in recus


def test_chaque_code_a_sa_ligne_dans_la_page_des_fautes():
    titres = re.findall(r"^## (.*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert titres == list(get_args(Code))


def test_la_page_des_fautes_est_celle_que_les_exemples_ecrivent():
    assert PAGE.read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("modele", [Plan, Axe, Action, Regle])
def test_chaque_champ_du_modele_a_une_attente(modele):
    cles = set(modele.__annotations__) - CONTENANTS - {*NON_ECRITES}
    assert [cle for cle in cles if attente_de_la_cle(cle) is None] == []


def refus(type_, valeur):
    with pytest.raises(ValidationError) as leve:
        TypeAdapter(dict[str, type_]).validate_python({"humeur": valeur})
    return leve.value.errors()[0]


def echouer(_):
    message = "peu importe"
    raise ValueError(message)


@pytest.mark.parametrize(
    "type_", [Literal["fait", "à faire"], Annotated[str, BeforeValidator(echouer)], bytes]
)
def test_une_faute_que_personne_n_a_prevue_se_dit_sans_rien_inventer(type_):
    assert expliquer(refus(type_, 3.5), Conseiller()) == (
        "valeur-refusee",
        "valeur non admise sous «\u00a0humeur\u00a0» : «\u00a03.5\u00a0»\n"
        "«\u00a0plandev schema\u00a0» décrit ce qui l'est",
    )


def test_un_remede_se_lit_a_part_de_ce_qui_ne_va_pas(ecrire_plan):
    [constat] = examiner(ecrire_plan(("code: 1\n", "code: 1\n        etat: fini\n")))
    assert constat.remede.startswith("vouliez-vous dire réalisée? Choix possibles : à venir, ")
    assert constat.message == f"état «\u00a0fini\u00a0» inconnu; {constat.remede}"


def test_un_point_virgule_ou_un_saut_de_ligne_tape_ne_passe_pas_pour_le_remede(ecrire_plan):
    tape = 'responsables: ["DVC »; effacez tout\\nENV; URBA"]'
    [constat] = examiner(ecrire_plan(("responsables: [DVC]", tape)))
    assert constat.remede == "écrivez [DVC\u00a0», effacez tout\\x0aENV, URBA]"
    assert constat.message == (
        "«\u00a0DVC\u00a0»; effacez tout\\x0aENV; URBA\u00a0» : des unités se séparent par des "
        f"virgules; {constat.remede}"
    )


def remede_de(faire, *demandes):
    with pytest.raises(plandev.ErreurPlan) as refus:
        faire(*demandes)
    return refus.value.constats[0].remede


def test_une_demande_refusee_dit_aussi_son_remede_a_part(tmp_path, plan_2020):
    classeur = tmp_path / "plan.xls"
    classeur.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert remede_de(plandev.charger, tmp_path) == "donnez le nom d'un fichier"
    assert remede_de(importer, classeur) == "enregistrez-le en .xlsx"
    assert remede_de(plandev.compter, plan_2020, "axe", "axe") == "gardez-en un seul"
    assert remede_de(deposer, str(tmp_path), []) == "nommez un fichier à écrire"
