"""Ce qu'une Ville note de ses actions : une échéance, un coût, un objectif, selon leur nature."""

import base64
import csv
import io
import json
import re
from datetime import datetime
from typing import Any, NamedTuple

import openpyxl
import pytest

from plandev.lecture import charger
from plandev.plan.natures import NATURES


class Exemple(NamedTuple):
    """Ce qui est tapé, ce qu'en disent le JSON et l'écran, et la cellule d'un tableur."""

    tape: str
    json: Any
    dit: str
    cellule: Any
    forme: str = "@"


LE_30_JUIN = datetime.fromisoformat("2021-06-30")
EXEMPLES = {
    "texte": Exemple("2021-06-30", "2021-06-30", "2021-06-30", "2021-06-30"),
    "date": Exemple("2021-06-30", "2021-06-30", "2021-06-30", LE_30_JUIN, "yyyy-mm-dd"),
    "echeance": Exemple("2021-T2", "2021-T2", "2021-T2", "2021-T2"),
    "nombre": Exemple("-1234.50", -1234.5, "-1\u00a0234,50", -1234.5, "#,##0.00"),
    "montant": Exemple("12000", 12000, "12\u00a0000\u00a0$", 12000, '#,##0"\u00a0$"'),
    "pourcentage": Exemple("12.5", 12.5, "12,5\u00a0%", 0.125, "0.0 %"),
    "niveau": Exemple("1. Vivre", "1. Vivre", "1. Vivre", "1. Vivre"),
}


def dire(nature, tape):
    """Ce qui, dans le petit plan, déclare un champ de cette nature, et le donne à une action."""
    declare = ("axes:\n", f"champs:\n  sien: {{intitule: Le sien, nature: {nature}}}\naxes:\n")
    return declare, ("groupes: [jeunes]\n", f"groupes: [jeunes]\n        sien: {tape}\n")


@pytest.fixture(params=list(EXEMPLES))
def exemple(request, ecrire_plan):
    """L'exemple d'une nature, et le plan qui le dit."""
    ecrire_plan(*dire(request.param, EXEMPLES[request.param].tape))
    return EXEMPLES[request.param]


def test_chaque_nature_a_son_exemple():
    assert list(EXEMPLES) == list(NATURES), "à dire dans test_natures.py"


def test_la_documentation_dit_chaque_nature(racine):
    page = (racine / "docs" / "fichier.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == list(NATURES)


def test_un_programme_lit_chaque_valeur_selon_sa_nature(plandev, exemple):
    actions = json.loads(plandev("list", "-p", "plan.yaml", "-f", "json").stdout)
    assert [action["champs"] for action in actions] == [{"sien": exemple.json}, {}]
    assert type(actions[0]["champs"]["sien"]) is type(exemple.json)


def test_le_csv_la_porte_telle_qu_elle_est_tapee(plandev, exemple):
    ecrit = plandev("list", "-p", "plan.yaml", "-f", "csv").stdout
    lues = csv.DictReader(io.StringIO(ecrit))
    assert [ligne["champs.sien"] for ligne in lues] == [exemple.tape, ""]
    assert (f'"{exemple.tape}"' in ecrit) == isinstance(exemple.json, str)


@pytest.mark.parametrize(
    ("commande", "attendu"),
    [
        ("montrer 1.1", "Le sien  {}\n"),
        ("compter --par sien -f md", "\n| {} |"),
        ("montrer 1.1 -f md", "- **Le sien**\u00a0: {}\n"),
        ("list -f md", " {} |\n"),
        ("page", "<b>Le sien&nbsp;:</b> {}</p>"),
    ],
)
def test_une_personne_la_lit_en_francais(plandev, exemple, commande, attendu):
    if exemple is EXEMPLES["niveau"]:  # là où l'axe est un titre, il en est un aussi
        attendu = {"list -f md": "\n### {}\n", "page": "<h4>{}</h4>"}.get(commande, attendu)
    assert attendu.format(exemple.dit) in plandev(*commande.split(), "-p", "plan.yaml").stdout


@pytest.mark.parametrize("commande", ["classeur", "list -f xlsx"])
def test_un_tableur_la_montre_selon_sa_nature(plandev, exemple, commande):
    plandev(*commande.split(), "-p", "plan.yaml", "-o", "plan.xlsx")
    rangees = openpyxl.load_workbook("plan.xlsx")["Actions"].iter_rows(max_row=2)
    (cellule,) = (sous for titre, sous in zip(*rangees, strict=True) if titre.value == "Le sien")
    assert (cellule.value, cellule.number_format) == (exemple.cellule, exemple.forme)


@pytest.mark.usefixtures("exemple")
def test_le_classeur_en_rend_le_meme_plan(plandev):
    plandev("classeur", "-p", "plan.yaml", "-o", "plan.xlsx")
    rendu = plandev("importer", "plan.xlsx", "-o", "retour.yaml")
    assert (rendu.exit_code, "avertissement" in rendu.stderr) == (0, False)
    assert charger("retour.yaml") == charger("plan.yaml")


@pytest.mark.usefixtures("exemple")
def test_l_an_prochain_la_garde_a_la_lettre(plandev, tmp_path):
    avant = (tmp_path / "plan.yaml").read_text("utf-8")
    suivant = plandev("nouveau", "2021", "-p", "plan.yaml").stdout
    assert suivant == avant.replace("annee: 2020", "annee: 2021")


@pytest.mark.parametrize(
    ("nature", "ranges"),
    [
        ("date", ["2020-12-31", "2021-01", "2021-T1", "2021-05-31", "2021-T2", "2021", "2022-02"]),
        ("nombre", ["-12.5", "-2", "0", "0.5", "9", "10", "100"]),
        ("montant", ["-0.50", "9", "10", "12000.5"]),
        ("pourcentage", ["0", "9", "10", "100"]),
        ("niveau", ["Habiter", "Vivre"]),
    ],
)
def test_ses_valeurs_se_rangent_dans_leur_ordre(nature, ranges):
    assert sorted({*ranges}, key=NATURES[nature].lire) == ranges


def test_un_pour_cent_garde_sa_valeur_quand_un_tableur_enregistre_sa_forme(plandev, ecrire_plan):
    """LibreOffice et Excel protègent d'une barre l'espace de « 0 % »."""
    plandev("classeur", "-p", ecrire_plan(*dire("pourcentage", "40")), "-o", "avant.xlsx")
    classeur = openpyxl.load_workbook("avant.xlsx")
    cellule = next(c for c in classeur["Actions"][2] if c.number_format.endswith(" %"))
    cellule.number_format = cellule.number_format.replace(" %", "\\ %")
    classeur.save("apres.xlsx")
    resultat = plandev("importer", "apres.xlsx")
    assert (resultat.exit_code, resultat.stderr.count("avertissement")) == (0, 0)
    assert "        sien: 40\n" in resultat.stdout


@pytest.mark.parametrize(
    ("nature", "dans_la_cellule", "relu"),
    [
        ("montant", "12 000,50 $", "12000.50"),
        ("montant", "12\u00a0000\u00a0$", "12000"),
        ("montant", 12000.5, "12000.5"),
        ("pourcentage", 0.12555, "12.555"),
        ("pourcentage", "40 %", "40"),
        ("nombre", "−3,5", "-3.5"),
        ("date", LE_30_JUIN, "2021-06-30"),
        ("date", "2021-06", "2021-06"),
        ("echeance", 2022, "2022"),
    ],
)
def test_ce_qu_une_personne_retape_dans_la_feuille_se_relit(
    plandev, ecrire_plan, nature, dans_la_cellule, relu
):
    plandev("classeur", "-p", ecrire_plan(*dire(nature, EXEMPLES[nature].tape)), "-o", "avant.xlsx")
    classeur = openpyxl.load_workbook("avant.xlsx")
    feuille = classeur["Actions"]
    colonne = next(cellule.column for cellule in feuille[1] if cellule.value == "Le sien")
    feuille.cell(2, colonne, dans_la_cellule)
    classeur.save("apres.xlsx")
    rendu = plandev("importer", "apres.xlsx", "-o", "apres.yaml")
    assert (rendu.exit_code, "avertissement" in rendu.stderr) == (0, False)
    assert charger("apres.yaml").axes[0].actions[0].champ("sien") == relu


def test_une_annee_dont_le_tableur_fait_un_jour_de_1905_se_retape(plandev, ecrire_plan):
    plandev("classeur", "-p", ecrire_plan(*dire("date", "2021-06-30")), "-o", "plan.xlsx")
    classeur = openpyxl.load_workbook("plan.xlsx")
    feuille = classeur["Actions"]
    cellule = feuille.cell(2, feuille.max_column)
    assert feuille.column_dimensions[cellule.column_letter].number_format == "@"
    cellule.value = 2022  # sous la forme d'une date, que la cellule garde
    classeur.save("plan.xlsx")
    resultat = plandev("importer", "plan.xlsx")
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    debut = f"plan.xlsx:Actions!{cellule.coordinate}: erreur: «\u00a01905-07-14\u00a0»\u00a0: "
    assert resultat.stderr.startswith(debut + "le tableur a pu faire une date d'une année")


def test_une_valeur_refusee_dans_la_feuille_l_est_avec_sa_cellule(plandev, ecrire_plan):
    plandev("classeur", "-p", ecrire_plan(*dire("montant", "12")), "-o", "plan.xlsx")
    classeur = openpyxl.load_workbook("plan.xlsx")
    feuille = classeur["Actions"]
    feuille.cell(2, feuille.max_column, "à préciser")
    classeur.save("plan.xlsx")
    resultat = plandev("importer", "plan.xlsx")
    place = f"Actions!{feuille.cell(2, feuille.max_column).coordinate}"
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    debut = f"plan.xlsx:{place}: erreur: «\u00a0à préciser\u00a0»\u00a0: un montant "
    assert resultat.stderr.startswith(debut)


def test_une_nature_se_change_dans_la_feuille_des_champs(plandev, ecrire_plan):
    plandev("classeur", "-p", ecrire_plan(*dire("texte", "12000")), "-o", "plan.xlsx")
    classeur = openpyxl.load_workbook("plan.xlsx")
    feuille = classeur["Champs"]
    assert [[c.value for c in rangee] for rangee in feuille] == [
        ["Clé", "Intitulé", "Nature", "Public"],
        ["sien", "Le sien", "texte", "oui"],
    ]
    feuille["C2"], feuille["D2"] = "montant", "non"
    classeur.save("plan.xlsx")
    assert (
        "\n  sien: {intitule: Le sien, nature: montant, public: non}\n"
        in plandev("importer", "plan.xlsx").stdout
    )
    feuille["C2"], feuille["D2"] = "argent", "oui"
    classeur.save("plan.xlsx")
    dit = plandev("importer", "plan.xlsx").stderr
    assert dit.startswith("plan.xlsx:Champs!C2: erreur: «\u00a0argent\u00a0»\u00a0: une nature ")


def test_l_intitule_seul_et_la_nature_texte_disent_le_meme_plan(ecrire_plan):
    long_ = charger(ecrire_plan(*dire("texte", "Juin")))
    court = ("{intitule: Le sien, nature: texte}", "Le sien")
    assert charger(ecrire_plan(*dire("texte", "Juin"), court)) == long_


def test_comparer_dit_un_montant_qui_change_et_une_nature_qui_change(plandev, ecrire_plan):
    avant = ecrire_plan(*dire("montant", "12000"), nom="avant.yaml")
    declaree, dite = dire("nombre", "15000.50")
    prive = ("nature: nombre}", "nature: nombre, public: non}")
    apres = ecrire_plan(declaree, dite, prive, nom="apres.yaml")
    dit = plandev("comparer", avant, apres).stdout
    assert "\n- champ sien, nature\u00a0: montant → nombre\n" in dit
    assert "\n- champ sien, public\u00a0: rien → non\n" in dit
    assert "\n- 1.1, le sien\u00a0: 12\u00a0000\u00a0$ → 15\u00a0000,50\n" in dit
    donnees = json.loads(plandev("comparer", avant, apres, "-f", "json").stdout)
    assert donnees["modifiees"] == [
        {"id": "1.1", "champs": {"champs.sien": {"avant": 12000, "apres": 15000.5}}}
    ]


PRIVES = ("Zwyntx", "Qorvelm", "Juxpaf")


@pytest.fixture
def plan_prive(ecrire_plan):
    """Un plan qui dit en privé des mots que rien d'autre n'y dit."""
    intitule, texte, element = PRIVES
    champ = f"champs:\n  note: {{intitule: {intitule}, public: non}}\n  liste: {{intitule: Liste,"
    return ecrire_plan(
        ("axes:\n", f"{champ} public: non}}\n  theme: Thème\naxes:\n"),
        ("groupes: [jeunes]\n", f"groupes: [jeunes]\n        note: {texte} 12\n"),
        ("responsables: [ENV]\n", f"responsables: [ENV]\n        liste: [{element}]\n"),
        ("libelle: Planter", "theme: Vert\n        libelle: Planter"),
    )


def test_ce_qui_n_est_pas_public_n_est_ni_dans_la_page_ni_dans_ses_donnees(plandev, plan_prive):
    page = plandev("page", "-p", plan_prive).stdout
    donnees = re.findall(r"base64,([A-Za-z0-9+/=]+)", page)
    lus = [page, *(base64.b64decode(octets).decode("utf-8", "replace") for octets in donnees)]
    assert any('"champs.theme"' in lu for lu in lus)
    for mot in PRIVES:
        assert mot.lower() not in "\n".join(lus).lower()


def test_ce_qui_n_est_pas_public_se_lit_par_qui_a_le_fichier(plandev, plan_prive):
    montre = plandev("montrer", "1.1", "-p", plan_prive).stdout
    assert montre.endswith(f"\n{PRIVES[0]}   {PRIVES[1]} 12\n")
    assert plandev("list", "--texte", PRIVES[2], "-p", plan_prive).stdout.startswith("2.4.b")


def test_un_nombre_signe_n_est_pas_une_formule_mais_un_calcul_en_est_une(plandev, ecrire_plan):
    champ = ("axes:\n", "champs:\n  ecart: Écart\naxes:\n")

    def valider(tape):
        dit = ("groupes: [jeunes]\n", f"groupes: [jeunes]\n        ecart: {tape}\n")
        return plandev("valider", ecrire_plan(champ, dit)).exit_code

    assert [valider(tape) for tape in ("-12", "+3,5", "'-12.50'")] == [0, 0, 0]
    assert [valider(tape) for tape in ("-12+3", "'=12'", "-A1", "'+'")] == [1, 1, 1, 1]
