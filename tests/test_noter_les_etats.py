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
from plandev.questions.citations import refaire
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


@pytest.mark.parametrize("marque", ["", "\ufeff"])
@pytest.mark.parametrize("saut", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("sans", ["\n", ""])
def test_la_marque_les_fins_de_ligne_et_une_fin_sans_ligne_restent(
    plandev, dossier, sans, saut, marque
):
    ecrit = marque + PLAN.split("  - {numero: 2", maxsplit=1)[0].rstrip("\n") + sans
    (dossier / "plan2021.yaml").write_bytes(ecrit.replace("\n", saut).encode())
    remplir(plandev, VOULUS)
    assert plandev(*NOTER, "-o", "note.yaml").exit_code == 0
    note = marque + NOTE.split("  - {numero: 2", maxsplit=1)[0]
    assert (dossier / "note.yaml").read_bytes() == note.replace("\n", saut).encode()


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


def test_tout_ce_qui_n_est_pas_de_ce_plan_est_dit_d_un_coup(plandev, dossier):
    remplir(plandev, VOULUS | {"1.1": "En pause", "2.1": "En pause"})
    classeur = openpyxl.load_workbook("suivi.xlsx")
    classeur["États"].append(["En pause", "reportée"])
    classeur.save("suivi.xlsx")
    autre = PLAN.replace('code: 2, libelle: "Planter, arroser"', "code: 7, libelle: Planter")
    autre = autre.replace("Ouvrir une piste", "Ouvrir deux pistes")
    (dossier / "plan2021.yaml").write_text(autre, encoding="utf-8")
    refus = plandev(*NOTER)
    assert (refus.exit_code, refus.stdout) == (2, "")
    assert dit(refus.stderr).splitlines()[-3:] == [
        "plandev: erreur: ce plan n'a pas d'action 1.2; ajoutez-la à son fichier, ou ôtez-la du "
        "classeur",
        "plandev: erreur: action 1.1, colonne Libellé : le classeur dit « Ouvrir une piste », et "
        "ce plan « Ouvrir deux pistes »; refaites le classeur du plan d'aujourd'hui, ou corrigez "
        "l'un des deux",
        "plandev: erreur: actions 1.1, 2.1, colonne État : ce plan ne lit pas « En pause » comme "
        "« reportée »; écrivez « En pause: reportée » sous « etats », en tête de son fichier",
    ]


def test_un_mot_que_le_plan_lit_autrement_est_a_y_corriger(plandev, dossier):
    ecrit = PLAN.replace("etats: {", "etats: {En pause: reportée, ")
    (dossier / "plan2021.yaml").write_text(ecrit, encoding="utf-8")
    remplir(plandev, VOULUS | {"1.2": "En pause"})
    autre = ecrit.replace("En pause: reportée", "En pause: à venir")
    (dossier / "plan2021.yaml").write_text(autre, encoding="utf-8")
    refus = plandev(*NOTER)
    assert (refus.exit_code, refus.stdout) == (2, "")
    assert dit(refus.stderr).splitlines()[-1] == (
        "plandev: erreur: action 1.2, colonne État : ce plan ne lit pas « En pause » comme "
        "« reportée »; écrivez « En pause: reportée » sous « etats », en tête de son fichier"
    )


@pytest.mark.parametrize("nom", ["suivi.csv", "suivi.xlsx"])
def test_seul_le_classeur_de_plandev_dit_des_etats_a_noter(plandev, dossier, nom):
    tableau = [["Code", "Action", "État"], ["1", "Ouvrir une piste", "réalisée"]]
    if nom.endswith(".csv"):
        (dossier / nom).write_text("\n".join(map(";".join, tableau)), encoding="utf-8")
    else:
        classeur = openpyxl.Workbook()
        for rangee in tableau:
            classeur.active.append(rangee)
        classeur.save(nom)
    refus = plandev("importer", nom, "--dans", "plan2021.yaml")
    assert (refus.exit_code, refus.stdout) == (2, "")
    assert dit(refus.stderr) == (
        f"{nom}: erreur: ce n'est pas le classeur de plandev, que --dans demande; faites-le du "
        "plan : plandev classeur -p plan2021.yaml -o classeur.xlsx\n"
    )


def test_un_classeur_qui_ne_se_lit_pas_dit_pourquoi(plandev, dossier):
    (dossier / "suivi.xlsx").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(99))
    assert "c'est un classeur .xls, d'avant 2007" in plandev(*NOTER).stderr
    (dossier / "suivi.xlsx").write_bytes(b"PK\x03\x04" + bytes(99))
    assert "ce classeur est incomplet ou abîmé" in plandev(*NOTER).stderr


def test_un_plan_absent_est_dit_sans_que_le_tableau_soit_lu(plandev):
    refus = plandev("importer", "absent.xlsx", "--dans", "absent.yaml")
    assert refus.exit_code == 2
    assert refus.stderr.startswith("absent.yaml: erreur: fichier introuvable")
    assert "absent.xlsx" not in refus.stderr


def test_un_etat_inconnu_est_dit_dans_sa_cellule(plandev):
    remplir(plandev, {"1.2": "Complétté"})
    refus = plandev(*NOTER)
    assert refus.exit_code == 2
    assert (
        "suivi.xlsx:Actions!G3: erreur: état « Complétté » inconnu; vouliez-vous dire Complété?"
        in (dit(refus.stderr))
    )


@st.composite
def plans_et_notes(draw):
    """Un plan, et le même, où quelques-unes de ses actions ont un état au hasard, à une date."""
    plan = draw(plans(HOSTILES) | plans())

    def noter(citation):
        if draw(st.booleans()):
            return citation.action
        etat = draw(st.sampled_from(ETATS))
        mots = [None, *(mot for mot, sien in plan.etats.items() if sien == etat)]
        return replace(citation.action, etat=etat, etat_du_plan=draw(st.sampled_from(mots)))

    quand = draw(st.dates(date(2000, 1, 1), date(2199, 12, 31)))
    return plan, refaire(plan, noter).model_copy(update={"etat_au": quand})


@given(plans_et_notes(), st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_de_tout_plan_les_etats_seuls_changent(dossier, tires, avec_commentaires):
    plan, voulu = tires
    texte = rediger(plan)
    if avec_commentaires:
        texte = re.sub(r"^( *- (?:code|numero): .*)$", r"\1   # note", texte, flags=re.MULTILINE)
    (dossier / "tire.yaml").write_text(texte, encoding="utf-8", newline="")
    lu, brouillon = lire_et_situer(dossier / "tire.yaml")
    note = noter(lu, brouillon, voulu)
    (dossier / "note.yaml").write_text(note, encoding="utf-8", newline="")
    relu, _ = lire_et_situer(dossier / "note.yaml")
    assert relu == voulu

    def ailleurs(ecrit):
        return [x for x in ecrit.split("\n") if not re.match(r" *(?:- )?(?:etat|etat_au): ", x)]

    assert ailleurs(note) == ailleurs(texte)
