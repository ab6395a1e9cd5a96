"""L'agente envoie le classeur aux unités, et en note les états dans son plan, à la lettre."""

import re
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plandev.lecture import lire_et_situer
from plandev.lecture.yaml.suivi import noter
from plandev.plan.etats import ETATS
from plandev.plan.redaction import rediger
from plans_au_hasard import HOSTILES, plans

PLAN = """\
# Le plan, et ce qui s'en dit.
titre: Plan de quartier 2021
annee: 2021   # l'année
responsables:
  DVC:
etats: {Complété: réalisée}
axes:
  - numero: 1
    titre: Mobilité
    actions:
      # La première
      - code: 1
        libelle: Ouvrir une piste
        responsables: [DVC]   # à confirmer
        etat: "en cours"   # noté en mars

      - {code: 2, libelle: "Planter, arroser", responsables: [DVC]}
      - code: 3
        libelle: >-
          Tenir une fête
          de quartier
        responsables:
          - DVC
  - {numero: 2, titre: Bâtir, actions: [{code: 1, libelle: Bâtir, etat: à venir}]}
"""
NOTE = """\
# Le plan, et ce qui s'en dit.
titre: Plan de quartier 2021
annee: 2021   # l'année
etat_au: 2021-06-30
responsables:
  DVC:
etats: {Complété: réalisée}
axes:
  - numero: 1
    titre: Mobilité
    actions:
      # La première
      - code: 1
        libelle: Ouvrir une piste
        responsables: [DVC]   # à confirmer
        etat: Complété   # noté en mars

      - {code: 2, libelle: "Planter, arroser", responsables: [DVC], etat: à venir}
      - code: 3
        libelle: >-
          Tenir une fête
          de quartier
        responsables:
          - DVC
        etat: réalisée en partie
  - {numero: 2, titre: Bâtir, actions: [{code: 1, libelle: Bâtir, etat: reportée}]}
"""
VOULUS = {"1.1": "Complété", "1.2": "à venir", "1.3": "réalisée en partie", "2.1": "reportée"}


@pytest.fixture(autouse=True)
def dossier(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan2021.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def dit(texte):
    return texte.replace("\u00a0", " ")


def remplir(plandev, etats, quand="2021-06-30", autres=()):
    """Fait le classeur du plan, et y note ces états, comme une unité le ferait."""
    assert plandev("classeur", "-o", "suivi.xlsx").exit_code == 0
    classeur = openpyxl.load_workbook("suivi.xlsx")
    feuille = classeur["Actions"]
    titres = {cellule.value: cellule.column for cellule in feuille[1]}
    for rangee in range(2, feuille.max_row + 1):
        if (id_ := feuille.cell(rangee, titres["Action"]).value) in etats:
            feuille.cell(rangee, titres["État"]).value = etats[id_]
    for id_, titre, valeur in autres:
        for rangee in range(2, feuille.max_row + 1):
            if feuille.cell(rangee, titres["Action"]).value == id_:
                feuille.cell(rangee, titres[titre]).value = valeur
    if quand:
        classeur["Plan"].append(["etat_au", quand])
    classeur.save("suivi.xlsx")


NOTER = ("importer", "suivi.xlsx", "--dans", "plan2021.yaml")


def test_rien_que_les_etats_et_leur_date_ne_change_a_la_lettre(plandev, dossier):
    remplir(plandev, VOULUS)
    resultat = plandev(*NOTER, "-o", "note.yaml")
    assert resultat.exit_code == 0
    assert (dossier / "note.yaml").read_text("utf-8") == NOTE
    assert (dossier / "plan2021.yaml").read_text("utf-8") == PLAN
    assert "4 états à noter; au 30 juin 2021\n" in dit(resultat.stderr)


@pytest.mark.parametrize("sans", ["\n", ""])
def test_les_fins_de_ligne_de_windows_et_une_fin_sans_ligne_restent(plandev, dossier, sans):
    ecrit = PLAN.split("  - {numero: 2", maxsplit=1)[0].rstrip("\n") + sans
    (dossier / "plan2021.yaml").write_bytes(ecrit.replace("\n", "\r\n").encode())
    remplir(plandev, VOULUS)
    assert plandev(*NOTER, "-o", "note.yaml").exit_code == 0
    note = NOTE.split("  - {numero: 2", maxsplit=1)[0]
    assert (dossier / "note.yaml").read_bytes() == note.replace("\n", "\r\n").encode()


@pytest.mark.parametrize(
    ("quand", "dite"),
    [
        (None, "4 états à noter; le plan en notait au 31 décembre 2021"),
        ("2021-06-30", "4 états à noter; au 30 juin 2021; le plan en notait au 31 décembre 2021"),
        ("2022-01-31", "4 états à noter; au 31 janvier 2022"),
    ],
)
def test_une_date_absente_ou_plus_ancienne_que_celle_du_plan_se_dit(plandev, dossier, quand, dite):
    date_du_plan = ("annee: 2021", "etat_au: 2021-12-31\nannee: 2021")
    (dossier / "plan2021.yaml").write_text(PLAN.replace(*date_du_plan), encoding="utf-8")
    remplir(plandev, VOULUS, None)
    classeur = openpyxl.load_workbook("suivi.xlsx")
    for cle, valeur in classeur["Plan"].iter_rows(min_row=2, max_col=2):
        if cle.value == "etat_au":
            valeur.value = quand
    classeur.save("suivi.xlsx")
    assert dit(plandev(*NOTER).stderr).splitlines()[-1] == dite


def test_le_plan_lu_n_est_jamais_celui_qui_s_ecrit(plandev, dossier):
    remplir(plandev, VOULUS)
    assert plandev(*NOTER, "-o", "plan2021.yaml").exit_code == 2
    assert (dossier / "plan2021.yaml").read_text("utf-8") == PLAN


def test_un_etat_efface_est_garde_et_ce_qui_n_est_pas_repris_est_dit(plandev):
    remplir(plandev, {"1.1": None, "2.1": "réalisée"}, None, [("1.3", "Unités", None)])
    resultat = plandev(*NOTER)
    assert resultat.exit_code == 0
    assert 'etat: "en cours"   # noté en mars' in resultat.stdout
    assert dit(resultat.stderr).splitlines()[-1] == (
        "1 état à noter; gardé là où le classeur n'en dit plus : 1.1; dit autrement par le "
        "classeur, et non repris : 1.3, unités"
    )


@pytest.mark.parametrize(
    ("autres", "message"),
    [
        (
            [("1.2", "Libellé", "Planter")],
            "le classeur a un autre libellé de 1.2 (1.2 : « Planter »); refaites-le du plan "
            "d'aujourd'hui, ou corrigez l'un des deux",
        ),
        (
            [("1.2", "Code", "7")],
            "ce plan n'a pas d'action 1.7; ajoutez-la à son fichier, ou ôtez-la du classeur",
        ),
    ],
)
def test_ce_qui_n_est_pas_la_meme_action_est_refuse(plandev, autres, message):
    remplir(plandev, VOULUS, autres=autres)
    refus = plandev(*NOTER)
    assert (refus.exit_code, refus.stdout) == (2, "")
    assert dit(refus.stderr).splitlines()[-1] == f"plandev: erreur: {message}"


@pytest.mark.parametrize("deja", ["", "En pause: à venir, "])
def test_un_mot_que_le_plan_ne_lit_pas_ainsi_est_a_y_declarer(plandev, dossier, deja):
    remplir(plandev, VOULUS | {"1.2": "En pause"})
    classeur = openpyxl.load_workbook("suivi.xlsx")
    classeur["États"].append(["En pause", "reportée"])
    classeur.save("suivi.xlsx")
    ecrit = PLAN.replace("etats: {", f"etats: {{{deja}")
    (dossier / "plan2021.yaml").write_text(ecrit, encoding="utf-8")
    refus = plandev(*NOTER)
    assert (refus.exit_code, refus.stdout) == (2, "")
    assert dit(refus.stderr).splitlines()[-1] == (
        "plandev: erreur: un mot du classeur n'est pas de ce plan : En pause; écrivez « En pause: "
        "reportée » sous « etats », en tête de son fichier"
    )


def test_un_etat_inconnu_est_dit_dans_sa_cellule(plandev):
    remplir(plandev, {"1.2": "Complétté"})
    refus = plandev(*NOTER)
    assert refus.exit_code == 2
    assert (
        "suivi.xlsx:Actions!G3: erreur: état « Complétté » inconnu; vouliez-vous dire Complété?"
        in (dit(refus.stderr))
    )


@st.composite
def plans_et_etats(draw):
    """Un plan, des états au hasard pour quelques-unes de ses actions, et leur date."""
    plan = draw(plans(HOSTILES) | plans())
    etats = {}
    for n, axe in enumerate(plan.axes):
        for rang, action in enumerate(axe.actions):
            if draw(st.booleans()):
                etat = draw(st.sampled_from(ETATS))
                mots = [None, *(mot for mot, sien in plan.etats.items() if sien == etat)]
                mot = draw(st.sampled_from(mots))
                etats[n, rang] = replace(action, etat=etat, etat_du_plan=mot)
    return plan, etats, draw(st.dates(date(2000, 1, 1), date(2199, 12, 31)))


@given(plans_et_etats(), st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_de_tout_plan_les_etats_seuls_changent(dossier, tires, avec_commentaires):
    plan, etats, quand = tires
    texte = rediger(plan)
    if avec_commentaires:
        texte = re.sub(r"^( *- (?:code|numero): .*)$", r"\1   # note", texte, flags=re.MULTILINE)
    (dossier / "tire.yaml").write_text(texte, encoding="utf-8", newline="")
    lu, brouillon = lire_et_situer(dossier / "tire.yaml")
    note = noter(lu, brouillon, etats, quand)
    (dossier / "note.yaml").write_text(note, encoding="utf-8", newline="")
    relu, _ = lire_et_situer(dossier / "note.yaml")
    dites = {
        (n, rang): action
        for n, axe in enumerate(relu.axes)
        for rang, action in enumerate(axe.actions)
    }
    assert {place: dites[place] for place in etats} == etats
    assert relu.etat_au == quand

    def ailleurs(ecrit):
        return [x for x in ecrit.split("\n") if not re.match(r" *(?:- )?(?:etat|etat_au): ", x)]

    assert ailleurs(note) == ailleurs(texte)
