"""Un plan va dans un classeur, y est repris, et en revient sans rien perdre."""

import io
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given

from pages import PLANS
from plandev.formats import en_xlsx
from plandev.lecture import charger
from plandev.lecture.tableau import importer
from plandev.messages.mots import enumerer
from plandev.plan.etats import ETATS
from plandev.plan.redaction import rediger
from plandev.reponses.classeur import classeur
from plans_au_hasard import HOSTILES, plans


@pytest.fixture
def aller(plandev, tmp_path):
    """Le classeur d'un de ces plans, et ce plan."""

    def faire(nom):
        (tmp_path / "plan.yaml").write_text(PLANS[nom], encoding="utf-8")
        resultat = plandev("classeur", "-p", "plan.yaml", "-o", "plan.xlsx")
        assert resultat.exit_code == 0, resultat.stderr
        return charger(tmp_path / "plan.yaml")

    return faire


@pytest.mark.parametrize("nom", PLANS)
def test_il_en_revient_egal_et_son_classeur_est_le_meme_a_l_octet(aller, plandev, tmp_path, nom):
    plan = aller(nom)
    assert plandev("importer", "plan.xlsx", "-o", "retour.yaml").exit_code == 0
    retour = charger(tmp_path / "retour.yaml")
    assert (retour, retour.a_sa_regle) == (plan, plan.a_sa_regle)
    plandev("classeur", "-p", "retour.yaml", "-o", "encore.xlsx")
    assert (tmp_path / "encore.xlsx").read_bytes() == (tmp_path / "plan.xlsx").read_bytes()


class _Source(io.BytesIO):
    """Un fichier en mémoire."""

    def open(self, _):
        return self

    def __str__(self):
        return "plan.xlsx"


@given(plan=plans(HOSTILES))
def test_tout_plan_en_revient_egal_quels_que_soient_ses_textes(plan):
    lu = importer(_Source(b"".join(en_xlsx.ecrire(classeur(plan)))))
    assert lu.plan == plan
    assert lu.plan.a_sa_regle == plan.a_sa_regle


@pytest.mark.parametrize("nom", PLANS)
def test_il_en_revient_egal_apres_que_libreoffice_l_a_enregistre(aller, plandev, tmp_path, nom):
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice (soffice) n'est pas installé")
    plan = aller(nom)
    (tmp_path / "profil").mkdir()
    profil = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    filtre = ("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", "repris")
    commande = ["soffice", profil, "--headless", *filtre, "plan.xlsx"]
    subprocess.run(commande, check=True, capture_output=True, timeout=600)
    assert (tmp_path / "repris" / "plan.xlsx").read_bytes() != (tmp_path / "plan.xlsx").read_bytes()
    plandev("importer", Path("repris", "plan.xlsx"), "-o", "retour.yaml")
    retour = charger(tmp_path / "retour.yaml")
    assert (retour, retour.a_sa_regle) == (plan, plan.a_sa_regle)


@pytest.fixture
def reprendre(aller, plandev, tmp_path):
    """Ce que dit `importer` du classeur de 2020, une fois qu'une personne l'a repris."""

    def faire(changer, nom="plan-2020"):
        aller(nom)
        lu = openpyxl.load_workbook(tmp_path / "plan.xlsx")
        changer(lu)
        lu.save(tmp_path / "plan.xlsx")
        return plandev("importer", "plan.xlsx")

    return faire


def test_une_action_ajoutee_dans_la_feuille_est_dans_le_plan(reprendre):
    def changer(lu):
        lu["Unités"].append(["SPORT", "Service des sports"])
        lu["Actions"].append(
            [None, 5, "28", "Ouvrir une piste.", "SPORT; DVC", "jeunes", "en cours"]
        )

    resultat = reprendre(changer)
    assert resultat.stdout.endswith("""\
      - code: 28
        libelle: Ouvrir une piste.
        responsables: [SPORT, DVC]
        groupes: [jeunes]
        etat: en cours
""")
    assert "  SPORT: Service des sports\n" in resultat.stdout
    assert resultat.stderr == "plan.xlsx : 37 actions lues, aucune erreur\n"


def test_une_colonne_ajoutee_devient_un_champ(reprendre):
    def changer(lu):
        lu["Actions"]["H1"], lu["Actions"]["H2"] = "Budget prévu", "5 000 $"

    sortie = reprendre(changer).stdout
    assert "\nchamps:\n  budget_prevu: Budget prévu\n" in sortie
    assert "        responsables: [DVC]\n        budget_prevu: 5 000 $\n" in sortie


def test_une_action_ajoutee_qui_n_est_que_citee_est_dans_son_axe(reprendre):
    def changer(lu):
        lu["Actions"].append(["5.30", None, None, "Ouvrir une piste.", "DVC"])

    resultat = reprendre(changer)
    assert resultat.stdout.endswith("""\
      - code: 30
        libelle: Ouvrir une piste.
        responsables: [DVC]
""")
    assert resultat.stderr == "plan.xlsx : 37 actions lues, aucune erreur\n"


SANS_AXE = {
    "citée d'un axe qui n'est pas du plan": ["9.1", None, None, "Ouvrir une piste."],
    "sans rien qui la cite": [None, None, None, "Ouvrir une piste.", "DVC"],
    "citée de son seul code": ["R1", None, None, "Ouvrir une piste."],
}


@pytest.mark.parametrize("ligne", SANS_AXE.values(), ids=list(SANS_AXE))
def test_une_action_ajoutee_dont_rien_ne_dit_l_axe_est_une_erreur(reprendre, ligne):
    resultat = reprendre(lambda lu: lu["Actions"].append(ligne))
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert resultat.stderr.splitlines()[0] == (
        "plan.xlsx:Actions!B38: erreur: l'axe de cette action manque; choix possibles : "
        "1, 2, 3, 4, 5"
    )


def test_d_un_plan_ou_un_code_est_cite_seul_un_point_n_en_fait_pas_un_axe(reprendre):
    def changer(lu):
        lu["Actions"].append(["1.30", None, None, "Ouvrir une piste."])

    resultat = reprendre(changer, "codes-publics")
    assert "erreur: l'axe de cette action manque" in resultat.stderr


def test_ce_qui_y_est_cache_est_lu_et_c_est_dit(reprendre, plan_2020, tmp_path):
    def changer(lu):
        lu["Unités"].sheet_state = "hidden"
        lu["Équilibre"].sheet_state = "hidden"  # rien n'en est lu
        lu["Actions"].row_dimensions[4].hidden = True
        lu["Actions"].row_dimensions[99].hidden = True
        lu["Actions"].column_dimensions["F"].hidden = True
        lu["Actions"].column_dimensions["G"].hidden = True  # vide

    resultat = reprendre(changer)
    (tmp_path / "retour.yaml").write_text(resultat.stdout, encoding="utf-8")
    assert charger(tmp_path / "retour.yaml") == plan_2020
    assert resultat.stderr.splitlines()[:-1] == [
        "plan.xlsx:Unités!A1: avertissement: feuille cachée, lue comme les autres",
        "plan.xlsx:Actions!F1: avertissement: colonne F cachée, lue comme les autres",
        "plan.xlsx:Actions!A4: avertissement: ligne cachée, lue comme les autres",
    ]


JUMEAUX = """\
titre: Plan de quartier
annee: 2020
responsables:
  U:
champs:
  a: Note
  b: ' Note'
  c: Note (a)
  d: Code
  e: Sans autre
axes:
  - numero: 1
    titre: Seul
    actions:
      - code: 1
        libelle: Commencer
        responsables: [U]
        a: de a
        b: de b
        c: de c
        d: de d
        e: de e
"""


@pytest.mark.parametrize("options", [(), ("--par-unite",)], ids=["seul", "par-unite"])
def test_des_champs_de_meme_intitule_ne_s_echangent_pas_quand_leurs_colonnes_changent_de_place(
    plandev, tmp_path, options
):
    (tmp_path / "plan.yaml").write_text(JUMEAUX, encoding="utf-8")
    plandev("classeur", "-p", "plan.yaml", "-o", "plan.xlsx", *options)
    lu = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    titres, ligne = lu["Actions"].iter_rows(values_only=True)
    champs = ("Note (a)", "Note (b)", "Note (a) (c)", "Code (d)", "Sans autre")
    assert titres[-5:] == champs
    for rang, (titre, dit) in enumerate(zip(titres[::-1], ligne[::-1], strict=True), 1):
        lu["Actions"].cell(1, rang, titre)
        lu["Actions"].cell(2, rang, dit)
    lu.save(tmp_path / "plan.xlsx")
    resultat = plandev("importer", "plan.xlsx", "-o", "retour.yaml")
    assert resultat.stderr.startswith("plan.xlsx : 1 action lue, aucune erreur\n")
    assert charger(tmp_path / "retour.yaml") == charger(tmp_path / "plan.yaml")


def test_un_classeur_d_avant_ou_deux_titres_sont_les_memes_se_lit_encore(plandev, tmp_path):
    avant = JUMEAUX.replace("c: Note (a)", "c: Troisième")
    (tmp_path / "plan.yaml").write_text(avant, encoding="utf-8")
    plandev("classeur", "-p", "plan.yaml", "-o", "plan.xlsx")
    lu = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    titres = ("Note", " Note", "Troisième", "Code", "Sans autre")
    for colonne, titre in enumerate(titres, lu["Actions"].max_column - 4):
        lu["Actions"].cell(1, colonne, titre)
    lu.save(tmp_path / "plan.xlsx")
    plandev("importer", "plan.xlsx", "-o", "retour.yaml")
    assert charger(tmp_path / "retour.yaml") == charger(tmp_path / "plan.yaml")


# Ce que montre un tableur en français d'un nombre, sous sa mise en forme.
MONTRES = {
    (1200.5, "General"): "1200,5",
    (1200.5, "#,##0.00"): "1\u00a0200,50",
    (8.5, "0"): "9",
    (7.5, "0"): "8",
    (-8.5, "0"): "\u22129",
    (-0.4, "0"): "0",
    (2500.5, "#,##0"): "2\u00a0501",
    (0.125, "0.00"): "0,13",
    (1.005, "0.00"): "1,01",
    (0.125, "0%"): "13\u00a0%",
    (0.12345, "0.00%"): "12,35\u00a0%",
    (4.5, "000"): "005",
}


@pytest.mark.parametrize(("nombre", "forme"), MONTRES, ids=map(repr, MONTRES))
def test_un_nombre_tape_dans_un_champ_est_lu_comme_la_feuille_le_montre(reprendre, nombre, forme):
    def changer(lu):
        lu["Actions"]["H1"], lu["Actions"]["H2"] = "Budget", nombre
        lu["Actions"]["H2"].number_format = forme

    dit = MONTRES[nombre, forme]
    assert f"        budget: {dit}\n" in reprendre(changer).stdout


def test_un_poids_est_celui_que_la_feuille_montre(reprendre):
    def changer(lu):
        lu["Axes"]["C2"] = 8.5
        lu["Axes"]["C2"].number_format = "0"

    resultat = reprendre(changer)
    assert "    titre: La mobilité des personnes\n    poids: 9\n" in resultat.stdout
    assert resultat.stderr.splitlines()[0] == (
        "plan.xlsx:Axes!C2: avertissement: «\u00a09\u00a0» est lu, comme la cellule le montre; "
        "elle contient «\u00a08,5\u00a0»"
    )


def test_une_cellule_fusionnee_parle_pour_toutes_ses_lignes(reprendre):
    def changer(lu):
        lu["Actions"]["E2"] = "DVC; BMD"
        for etendue in ("B2:B4", "E2:E4"):
            lu["Actions"].merge_cells(etendue)

    resultat = reprendre(changer)
    assert resultat.stdout.count("        responsables: [DVC, BMD]\n") == 3
    assert resultat.stderr == "plan.xlsx : 36 actions lues, aucune erreur\n"


def test_des_colonnes_deplacees_et_une_feuille_ajoutee_n_y_changent_rien(
    reprendre, plan_2020, tmp_path
):
    def changer(lu):
        lu["Actions"].move_range("A1:B37", cols=10)
        lu.create_sheet("Notes de réunion")["A1"] = "À revoir"

    resultat = reprendre(changer)
    (tmp_path / "retour.yaml").write_text(resultat.stdout, encoding="utf-8")
    assert charger(tmp_path / "retour.yaml") == plan_2020
    assert resultat.stderr.splitlines()[0] == (
        "plan.xlsx:'Notes de réunion'!A1: avertissement: feuille «\u00a0Notes de réunion\u00a0» "
        "laissée de côté : ce classeur n'en a pas de ce nom"
    )


FAUTES = f"""\
plan.xlsx:Plan!B5: erreur: «\u00a0vingt\u00a0» : une année est attendue, de 1900 à 2199
plan.xlsx:Axes!B4: erreur: clé «\u00a0titre\u00a0» absente; cet axe la demande
plan.xlsx:Unités!A6: erreur: «\u00a0DVC\u00a0» est donnée deux fois; gardez-en une seule
plan.xlsx:Actions!B3: erreur: axe «\u00a09\u00a0» inconnu; choix possibles : 1, 2, 3, 4, 5
plan.xlsx:Actions!C5: erreur: «\u00a01 1 1 !\u00a0» : un code est un mot court de lettres, de chiffres, de points, de traits d'union et de barres obliques, comme 4.b, R1.1 ou 12 bis
plan.xlsx:Actions!D6: erreur: la formule de cette cellule n'a pas été calculée; enregistrez le classeur depuis un tableur, ou écrivez la valeur
plan.xlsx:Actions!E7: erreur: unité «\u00a0DVX\u00a0» absente de la feuille Unités; vouliez-vous dire DVC? Les plus proches : DVC, ENV, BMD; les autres sont dans la feuille Unités. Plusieurs se séparent par des points-virgules
plan.xlsx:Actions!F8: erreur: groupe «\u00a0jeune\u00a0» absent de la feuille Groupes; vouliez-vous dire jeunes? Choix possibles : handicapees, immigrantes, jeunes, particularites, vulnerables. Plusieurs se séparent par des points-virgules
plan.xlsx:Actions!G9: erreur: état «\u00a0terminé\u00a0» inconnu; vouliez-vous dire réalisée? Choix possibles : {enumerer(ETATS)}
plan.xlsx:Actions!A11: avertissement: «\u00a02.13\u00a0» n'est pas lu : l'axe et le code disent 2.12
plan.xlsx:Actions!C11: erreur: code «\u00a012\u00a0» déjà donné dans cet axe; donnez-en un autre (la première fois, c'est en Actions!C10)
plan.xlsx:Actions!E17: erreur: unité «\u00a0DEV\u00a0» absente de la feuille Unités; vouliez-vous dire DVC? Les plus proches : DVC, ENV, JURIDIQUE; les autres sont dans la feuille Unités. Plusieurs se séparent par des points-virgules
  4 fois en tout; aussi à Actions!E25, Actions!E34, Actions!E35
plan.xlsx : 35 actions lues, 14 erreurs, 1 avertissement; rien n'est écrit
"""  # noqa: E501 - chaque ligne est celle que la commande dit


def test_toutes_les_fautes_se_disent_chacune_dans_sa_cellule(reprendre):
    def changer(lu):
        actions, axes, plan = lu["Actions"], lu["Axes"], lu["Plan"]
        plan["B5"] = "vingt"
        axes["B4"] = None
        lu["Unités"]["A4"] = "DVC"
        actions["B3"] = 9
        actions["C5"] = "1 1 1 !"
        actions["D6"] = "=HYPERLINK()"
        actions["E7"] = "DVX"
        actions["F8"] = "jeune"
        actions["G9"] = "terminé"
        actions["C11"] = "12"

    resultat = reprendre(changer)
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert resultat.stderr == FAUTES


def test_ce_qu_une_personne_y_tape_autrement_est_compris(reprendre, plan_2020, tmp_path):
    def changer(lu):
        lu["Actions"].insert_rows(1)
        lu["Actions"]["A1"] = "Plan à réviser"
        lu["Actions"]["E36"] = "DGCH, DEV\nDirection de la vie communautaire"
        lu["Actions"]["F36"] = "Jeunes"
        lu["Actions"]["D42"] = "Total : 36 actions"

    resultat = reprendre(changer)
    (tmp_path / "retour.yaml").write_text(resultat.stdout, encoding="utf-8")
    assert charger(tmp_path / "retour.yaml") == plan_2020
    assert resultat.stderr.splitlines()[:-1] == [
        "plan.xlsx:Actions!A1: avertissement: ligne laissée de côté : au-dessus des titres",
        "plan.xlsx:Actions!B42: avertissement: ligne laissée de côté : rien sous «\u00a0Axe\u00a0»",
    ]


def test_un_nom_complet_que_deux_unites_ont_ne_dit_pas_laquelle(reprendre):
    def changer(lu):
        for rang in (2, 3):
            lu["Unités"].cell(rang, 2).value = "Direction"
        lu["Actions"]["E2"] = "direction"

    resultat = reprendre(changer)
    assert resultat.exit_code == 2
    assert (
        "plan.xlsx:Actions!E2: erreur: «\u00a0direction\u00a0» est le nom complet de APPRO, BMD; "
        "écrivez le court\n"
    ) in resultat.stderr


def test_un_classeur_qui_a_perdu_une_feuille_dit_laquelle(reprendre):
    resultat = reprendre(lambda lu: lu.remove(lu["Axes"]))
    assert resultat.stderr == (
        "plan.xlsx: erreur: la feuille «\u00a0Axes\u00a0» manque à ce classeur; remettez-la\n"
    )


ETRANGES = {
    "une clé qui a sa feuille": (
        lambda lu: lu["Plan"].append(["equilibre", "x"]),
        "Plan!A11: erreur: «\u00a0equilibre\u00a0» ne s'écrit pas ici : sa feuille le dit",
    ),
    "une clé inconnue et sans valeur": (
        lambda lu: lu["Plan"].append(["note"]),
        "Plan!A11: erreur: clé «\u00a0note\u00a0» inconnue dans le plan",
    ),
    "un champ dont l'intitulé est en erreur": (
        lambda lu: (lu["Champs"].append(["xx", "#N/A"]), lu["Actions"].cell(1, 8, "Neuf")),
        "Champs!B2: erreur: la cellule est en erreur",
    ),
    "dix mille fautes": (
        lambda lu: [lu["Axes"].append([n, "#N/A"]) for n in range(10_010)],
        "10\u00a0000 constats sont dits, et ce fichier en mérite plus",
    ),
    "une copie de la feuille des actions": (
        lambda lu: lu.copy_worksheet(lu["Actions"]),
        "'Actions Copy'!A1: avertissement: feuille «\u00a0Actions Copy\u00a0» laissée de côté",
    ),
}


@pytest.mark.parametrize(("changer", "message"), ETRANGES.values(), ids=list(ETRANGES))
def test_ce_qui_y_est_etrange_se_dit(reprendre, changer, message):
    assert message in reprendre(changer).stderr


def test_les_options_d_un_tableau_n_y_changent_rien_et_c_est_dit(aller, plandev):
    aller("plan-2020")
    resultat = plandev("importer", "plan.xlsx", "--annee", "2031")
    assert resultat.exit_code == 0
    assert "\nannee: 2020\n" in resultat.stdout
    assert "les options qui précisent un tableau ne changent rien à ce classeur" in resultat.stderr


def test_un_classeur_dont_il_manque_un_en_tete_le_dit(reprendre):
    def changer(lu):
        lu["Actions"]["D1"] = "Texte"

    resultat = reprendre(changer)
    assert resultat.exit_code == 2
    assert resultat.stderr.splitlines()[0] == (
        "plan.xlsx:Actions!A1: erreur: en-tête «\u00a0Libellé\u00a0» absent de cette feuille; "
        "remettez-le"
    )


def test_un_classeur_pris_pour_un_plan_dit_la_commande_qui_en_fait_un(aller, plandev):
    aller("plan-2020")
    resultat = plandev("list", "-p", "plan.xlsx")
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert resultat.stderr == (
        "plan.xlsx: erreur: c'est un classeur, et non un plan; «\u00a0plandev importer\u00a0» en "
        "fait un plan\n"
    )


def test_un_plan_pris_pour_un_tableau_dit_la_commande_qui_le_verifie(plandev, ecrire_plan):
    ecrire_plan(nom="le plan.YAML")
    resultat = plandev("importer", "le plan.YAML", "-o", "autre.yaml")
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert resultat.stderr == (
        "le plan.YAML: erreur: c'est déjà un plan; vérifiez-le : plandev valider 'le plan.YAML'\n"
    )


def test_rien_n_est_jamais_ecrit_par_dessus_un_fichier(aller, plandev, tmp_path):
    aller("plan-2020")
    avant = (tmp_path / "plan.yaml").read_bytes()
    resultat = plandev("importer", "plan.xlsx", "-o", "plan.yaml")
    assert resultat.exit_code == 2
    assert resultat.stderr.splitlines()[-1] == (
        "plandev: erreur: --sortie «\u00a0plan.yaml\u00a0» : ce fichier existe déjà; "
        "donnez-lui un autre nom"
    )
    assert (tmp_path / "plan.yaml").read_bytes() == avant
    assert plandev("importer", "plan.xlsx", "-o", "plan.yaml", "--remplacer").exit_code == 2


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="ce système ne dit pas ce que coûte un enfant")
def test_l_aller_retour_de_mille_actions_coute_moins_de_dix_lectures(plan_2020, tmp_path):
    modeles = [action for axe in plan_2020.axes for action in axe.actions]
    actions = [replace(modeles[n % 36], code=str(n)) for n in range(1_000)]
    axes = [
        axe.model_copy(update={"actions": tuple(actions[rang::5])})
        for rang, axe in enumerate(plan_2020.axes)
    ]
    (tmp_path / "plan.yaml").write_text(
        rediger(plan_2020.model_copy(update={"axes": tuple(axes)})), encoding="utf-8"
    )

    def cout(*mots):
        mots = [sys.executable, "-m", "plandev", *mots]
        muet = [(os.POSIX_SPAWN_OPEN, n, os.devnull, os.O_WRONLY, 0) for n in (1, 2)]
        _, statut, cout = os.wait4(os.posix_spawn(mots[0], mots, os.environ, file_actions=muet), 0)
        assert os.waitstatus_to_exitcode(statut) == 0
        return cout.ru_utime + cout.ru_stime

    lectures, retours = [], []
    for rang in range(3):
        lectures.append(cout("list", "-p", "plan.yaml"))
        aller = cout("classeur", "-p", "plan.yaml", "-o", f"{rang}.xlsx")
        retours.append(aller + cout("importer", f"{rang}.xlsx", "-o", f"{rang}.yaml"))
    assert (tmp_path / "2.yaml").read_bytes() == (tmp_path / "plan.yaml").read_bytes()
    assert min(retours) < 10 * min(lectures)
