"""Une personne ouvre la réponse dans son tableur, où tout reste ce qu'il est."""

import csv
import io
import json
import re
import shutil
import time
import zipfile

import openpyxl
import pytest

from pages import PLANS
from plandev.formats import en_xlsx
from plandev.lecture import charger
from plandev.messages.constats import ErreurPlan
from plandev.plan.modele import Plan
from plandev.reponses.reponse import Colonne, Phrases, Reponse, Tableau


@pytest.fixture(autouse=True)
def _copie(dossier_2020):
    """Un second fichier, égal au premier."""
    shutil.copy(dossier_2020, "copie.yaml")


COMMANDES = {
    "list": ["Réponse", "Actions"],
    "list --axe 1 --groupe jeunes": ["Réponse", "Actions"],
    "montrer 5.20 5.19.a": ["Réponse", "Actions"],
    "par-responsable": ["Réponse", "Unités"],
    "par-responsable DVC": ["Réponse", "Actions"],
    "compter --par axe --par groupe": ["Réponse", "Comptes"],
    "equilibre": ["Réponse", "Axes", "Groupes"],
    "equilibre plan2020.yaml plan2020.yaml": [
        *("Réponse", "Axes", "Groupes", "Axes (2)", "Groupes (2)"),
    ],
    "valider": ["Réponse", "Constats"],
    "comparer plan2020.yaml copie.yaml": ["Réponse"],
    "annees": ["Réponse", "Années"],
}


@pytest.fixture
def classeur(plandev, tmp_path):
    """Le classeur que rend une commande, lu par un autre programme que celui qui l'a écrit."""

    def ecrire(*commande):
        plandev(*commande, "-o", "reponse.xlsx", "--remplacer")
        return openpyxl.load_workbook(tmp_path / "reponse.xlsx")

    return ecrire


@pytest.mark.parametrize(("commande", "feuilles"), COMMANDES.items(), ids=list(COMMANDES))
def test_chaque_tableau_a_sa_feuille_et_les_phrases_la_premiere(classeur, commande, feuilles):
    assert classeur(*commande.split()).sheetnames == feuilles


UN_SEUL_TABLEAU = [c for c, feuilles in COMMANDES.items() if len(feuilles) == 2]


@pytest.mark.parametrize("commande", UN_SEUL_TABLEAU)
def test_une_feuille_a_les_memes_valeurs_que_le_csv(plandev, classeur, commande):
    _, feuille = classeur(*commande.split())
    texte = plandev(*commande.split(), "-f", "csv").stdout
    _, *attendues = csv.reader(io.StringIO(texte, newline=""), quoting=csv.QUOTE_NONNUMERIC)
    _, *rangees = feuille.iter_rows(values_only=True)
    # XlsxWriter écrit seize chiffres d'un nombre.
    assert [["" if c is None else c for c in rangee] for rangee in rangees] == [
        [pytest.approx(c, rel=1e-15) if isinstance(c, float) else c for c in attendue]
        for attendue in attendues
    ]


def test_les_phrases_sont_celles_du_document(plandev, classeur):
    feuille, *_ = classeur("equilibre")
    dites = [rangee[0] for rangee in feuille.iter_rows(values_only=True)]
    document = plandev("equilibre", "-f", "md").stdout
    assert dites[0] == "Plan de déploiement 2020 : 36 actions"
    assert dites[-1] == "Verdict : équilibré (règle du plan)"
    assert [dite for dite in dites if dite.removeprefix("• ") not in document] == []


def test_un_code_y_est_un_texte_un_compte_un_nombre_une_part_un_pourcentage(classeur):
    _, actions = classeur("list", "--axe", "5")
    assert [actions.cell(8, c).value for c in (1, 2, 3)] == ["5.20", 5, "20"]
    formes = [actions.column_dimensions[lettre].number_format for lettre in "ABCD"]
    assert formes == ["@", "0", "@", "@"]
    assert actions["A8"].number_format == "@"
    _, axes, _ = classeur("equilibre")
    titres = {cellule.value: cellule.column_letter for cellule in axes[1]}
    part = axes[f"{titres['Part']}2"]
    assert (part.number_format, round(part.value, 4)) == ("0.0%", 0.0833)
    assert axes[f"{titres['Actions']}2"].value == 3
    assert axes[f"{titres['Attendu']}2"].number_format == "0.00"
    assert axes[f"{titres['Admis']}2"].value == "2 à 5"


def test_la_feuille_se_lit_et_s_imprime_telle_quelle(classeur):
    _, feuille = classeur("list")
    assert (feuille.freeze_panes, feuille.auto_filter.ref) == ("A2", "A1:F37")
    page = feuille.page_setup
    assert (page.orientation, page.paperSize) == ("landscape", 1)
    assert feuille.sheet_properties.pageSetUpPr.fitToPage
    assert (page.fitToWidth or 1, page.fitToHeight) == (1, 0)
    assert feuille.print_title_rows == "$1:$1"
    large = feuille.column_dimensions["D"].width
    for rang in range(2, 38):
        lignes = feuille.row_dimensions[rang].height / 15
        assert len(feuille.cell(rang, 4).value) <= lignes * large
        assert feuille.cell(rang, 4).alignment.wrap_text


def test_rien_n_est_signale_comme_un_nombre_ecrit_en_texte(classeur, tmp_path):
    classeur("list")
    with zipfile.ZipFile(tmp_path / "reponse.xlsx") as archive:
        feuille = archive.read("xl/worksheets/sheet2.xml").decode()
    assert re.search(r'<ignoredError sqref="[^"]+" numberStoredAsText="1"/>', feuille)


HOSTILES = [
    "=1+1", "{=1}", "+1", "-1", "@a", "http://exemple.org", "internal:A1", "mailto:a@b.c",
    "_x0041_", "a_x000D_b", "'=1", "5.20", "1e5", "TRUE", "#N/A", " x ", "a\nb", "é" * 300,
]  # fmt: skip


def ecrire(*textes):
    """Un classeur de ces textes, sans passer par un plan, qui en refuserait plusieurs."""
    colonne = Colonne("texte", "=Titre", lambda ligne: ligne)
    reponse = Reponse([Phrases(textes), Tableau([colonne], textes, None)], list)
    return b"".join(en_xlsx.ecrire(reponse))


def test_aucun_texte_n_y_devient_une_formule_un_lien_ou_un_nombre():
    octets = ecrire(*HOSTILES)
    for feuille in openpyxl.load_workbook(io.BytesIO(octets)):
        lues = [rangee[0] for rangee in feuille.iter_rows()]
        lues = lues[1:] if lues[0].value == "=Titre" else lues
        assert {cellule.data_type for cellule in lues} == {"s"}
        assert {cellule.hyperlink for cellule in lues} == {None}
        dits = [cellule.value.replace("_x005F_", "_") for cellule in lues]
        assert dits == HOSTILES
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        xml = "".join(archive.read(nom).decode() for nom in archive.namelist())
    assert [
        balise for balise in ("<f>", "<hyperlink", "http://exemple.org/") if balise in xml
    ] == []
    assert "_x005F_x0041_" in xml  # sans quoi un tableur y lirait « A »


def test_un_texte_trop_long_pour_une_cellule_est_refuse_et_non_coupe():
    assert ecrire("x" * 32_767)
    with pytest.raises(ErreurPlan, match="32\u00a0768 signes; une cellule en a au plus"):
        ecrire("x" * 32_768)


def test_un_pictogramme_y_compte_pour_deux_comme_dans_un_tableur():
    assert ecrire("🚲" * 16_383)
    with pytest.raises(ErreurPlan, match="32\u00a0768 signes; une cellule en a au plus"):
        ecrire("🚲" * 16_384)


def test_ce_qui_ne_tient_pas_dans_une_cellule_se_lit_par_la_commande_qui_est_dite(
    plandev, ecrire_plan
):
    textes = "".join(f"          - {rang} {'x' * 9_000}\n" for rang in range(4))
    long = ("[jeunes]\n", f"[jeunes]\n        note:\n{textes}")
    plan = ecrire_plan(("axes:\n", "champs:\n  note: Note\naxes:\n"), long)
    resultat = plandev("classeur", "-p", plan, "-o", "plan.xlsx")
    assert resultat.stderr.splitlines()[-1].endswith(
        " a 36\u00a0019 signes; une cellule en a au plus 32\u00a0767. Raccourcissez-le, ou "
        "lisez-le par «\u00a0plandev list\u00a0», en json, csv ou md"
    )
    for forme in ("json", "csv", "md"):
        assert "3 " + "x" * 9_000 in plandev("list", "-p", plan, "-f", forme).stdout


def test_deux_classeurs_de_la_meme_reponse_sont_les_memes_a_l_octet(executer, tmp_path):
    for rang in ("1", "2"):
        reglages = {"PYTHONHASHSEED": rang}
        executer("plandev", "equilibre", "-o", f"{rang}.xlsx", env=reglages)
        time.sleep(2.1)  # les dates d'une archive ont deux secondes de grain
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()


def test_un_terminal_ne_montre_pas_un_classeur_mais_un_tube_le_prend(lancer, executer, tmp_path):
    refus = lancer("list", "-f", "xlsx", terminal=200)
    assert refus.returncode == 2
    assert "un terminal ne montre pas ce format; nommez un fichier où le mettre" in refus.stdout
    executer("sh", "-c", "plandev list -f xlsx >tube.xlsx")
    assert openpyxl.load_workbook(tmp_path / "tube.xlsx").sheetnames == ["Réponse", "Actions"]


def test_sans_xlsxwriter_une_phrase_dit_comment_l_avoir(executer, tmp_path, monkeypatch):
    (tmp_path / "ailleurs").mkdir()
    absent = "raise ModuleNotFoundError(\"No module named 'xlsxwriter'\", name='xlsxwriter')"
    (tmp_path / "ailleurs" / "xlsxwriter.py").write_text(absent)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "ailleurs"))
    resultat = executer("plandev", "list", "-o", "actions.xlsx")
    assert (resultat.returncode, resultat.stdout) == (2, "")
    assert resultat.stderr.splitlines()[-1] == (
        "plandev: erreur: le format xlsx demande XlsxWriter, que ce poste n'a pas; installez-le à "
        "côté de plandev : pipx inject plandev xlsxwriter, ou pip install xlsxwriter"
    )
    assert not (tmp_path / "actions.xlsx").exists()


def test_un_plan_d_ailleurs_garde_ses_champs_en_colonnes(classeur, racine, plandev):
    plan = racine / "tests" / "exemples" / "valides" / "plan-de-ville.yaml"
    _, feuille = classeur("list", "-p", plan)
    actions = json.loads(plandev("list", "-p", plan, "-f", "json").stdout)
    titres = [cellule.value for cellule in feuille[1]]
    rang = titres.index("Échéance") + 1
    dites = [feuille.cell(n, rang).value for n in range(2, len(actions) + 2)]
    assert dites == [action["champs"].get("echeance") for action in actions]


@pytest.fixture
def entier(plandev, tmp_path):
    """Le classeur entier d'un plan, et ce plan."""

    def ecrire(nom):
        (tmp_path / "plan.yaml").write_text(PLANS[nom], encoding="utf-8")
        options = ("-p", tmp_path / "plan.yaml", "-o", tmp_path / "plan.xlsx")
        assert plandev("classeur", *options).exit_code == 0
        return openpyxl.load_workbook(tmp_path / "plan.xlsx"), charger(tmp_path / "plan.yaml")

    return ecrire


def lignes(feuille):
    """Les lignes d'une feuille, chacune sous les titres de ses colonnes, sans ce qui est vide."""
    titres, *suite = feuille.iter_rows(values_only=True)
    lues = (zip(titres, rangee, strict=True) for rangee in suite)
    return [{titre: valeur for titre, valeur in paires if valeur is not None} for paires in lues]


def relire(lu):
    """Le plan que disent les feuilles : une autre façon de les lire que celle qui les a écrites."""
    donnees = {"equilibre": {}}
    for ligne in lignes(lu["Plan"]):
        tete, _, cle = ligne["Clé"].rpartition(".")
        (donnees[tete] if tete else donnees)[cle] = ligne["Valeur"]
    if not donnees["equilibre"]:
        del donnees["equilibre"]
    donnees["responsables"] = {x["Unité"]: x.get("Nom") for x in lignes(lu["Unités"])}
    donnees["groupes"] = {x["Clé"]: x["Nom"] for x in lignes(lu["Groupes"])}
    donnees["champs"] = {x["Clé"]: x["Intitulé"] for x in lignes(lu["Champs"])}
    donnees["axes"] = [
        {"numero": x["Axe"], "titre": x["Titre"], "poids": x.get("Poids"), "actions": []}
        for x in lignes(lu["Axes"])
    ]
    for ligne in lignes(lu["Actions"]):
        champs = {cle: ligne[titre] for cle, titre in donnees["champs"].items() if titre in ligne}
        action = {"code": ligne["Code"], "libelle": ligne["Libellé"], "champs": champs}
        action["responsables"] = tuple(x for x in ligne.get("Unités", "").split("; ") if x)
        action["groupes"] = tuple(x for x in ligne.get("Groupes", "").split("; ") if x)
        axe = next(axe for axe in donnees["axes"] if axe["numero"] == ligne["Axe"])
        axe["actions"].append(action | ({"etat": ligne["État"]} if "État" in ligne else {}))
    return Plan(**donnees)


def en_lignes(valeurs):
    return "\n".join(f"• {valeur}" for valeur in valeurs)


# Un jour ou un montant y est une date ou un nombre : `test_natures` le lit, cellule par cellule.
@pytest.mark.parametrize("nom", [nom for nom in PLANS if nom != "mots-d-une-ville"])
def test_le_classeur_entier_dit_tout_ce_que_dit_le_plan(entier, nom):
    lu, plan = entier(nom)
    relu = relire(lu)
    for axe, autre in zip(plan.axes, relu.axes, strict=True):
        assert (axe.numero, axe.titre, axe.poids) == (autre.numero, autre.titre, autre.poids)
        for action, copie in zip(axe.actions, autre.actions, strict=True):
            champs = [(c, v if isinstance(v, str) else en_lignes(v)) for c, v in action.champs]
            assert list(copie.champs) == sorted(champs, key=lambda x: list(plan.champs).index(x[0]))
            sans = ("code", "libelle", "responsables", "groupes", "etat")
            assert [getattr(action, c) for c in sans] == [getattr(copie, c) for c in sans]
    memes = (
        *("titre", "annee", "periode", "etat_au", "numerotation"),
        *("responsables", "groupes", "champs", "equilibre", "a_sa_regle"),
    )
    assert [getattr(plan, cle) for cle in memes] == [getattr(relu, cle) for cle in memes]


def test_les_unites_les_groupes_et_les_etats_s_y_choisissent_d_une_liste(entier):
    lu, _ = entier("plan-2020")
    listes = {str(v.sqref): v.formula1 for v in lu["Actions"].data_validations.dataValidation}
    assert listes == {
        "E2:E1001": "'Unités'!$A$2:$A$11",
        "F2:F1001": "'Groupes'!$A$2:$A$6",
        "G2:G1001": "'États'!$A$2:$A$8",
    }


def test_ce_qui_s_y_calcule_se_trie_se_filtre_et_s_elargit(entier):
    lu, _ = entier("plan-2021-avec-etats")
    assert lu.sheetnames == [
        *("Réponse", "Plan", "Axes", "Unités", "Groupes", "États", "Champs", "Actions"),
        *("Équilibre", "Groupes rejoints", "Bilan"),
    ]
    assert [feuille.title for feuille in lu if feuille.protection.sheet] == []
    assert all(feuille.auto_filter.ref for feuille in lu.worksheets[1:])


def test_une_rangee_a_la_hauteur_de_ce_qui_s_y_montre(entier):
    lu, _ = entier("plan-2020")
    axes = lu["Équilibre"]
    assert int(axes.column_dimensions["B"].width) == 30
    assert [len(axes.cell(rang, 2).value) for rang in range(2, 7)] == [25, 32, 46, 45, 50]
    hauteurs = [axes.row_dimensions[rang].height or 15 for rang in range(2, 7)]
    assert hauteurs == [15, 30, 30, 30, 30]


def test_un_nombre_a_la_largeur_qu_il_lui_faut():
    colonne = Colonne("n", "N", lambda ligne: ligne)
    octets = b"".join(en_xlsx.ecrire(Reponse([Tableau([colonne], [123_456_789_012], None)], list)))
    (feuille,) = openpyxl.load_workbook(io.BytesIO(octets))
    assert feuille.column_dimensions["A"].width > 12


def test_un_classeur_entier_a_un_nom_de_classeur(plandev):
    resultat = plandev("classeur", "-o", "plan.csv")
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert "finissez ce nom par .xlsx\n" in resultat.stderr


def test_chaque_unite_y_a_sa_feuille_si_on_le_demande(plandev, tmp_path, racine):
    ville = racine / "tests" / "exemples" / "valides" / "plan-de-ville.yaml"
    for plan, nombre in (("plan2020.yaml", 10), (ville, 63)):
        options = ("-p", plan, "--par-unite", "-o", "plan.xlsx", "--remplacer")
        assert plandev("classeur", *options).exit_code == 0
        lu = openpyxl.load_workbook(tmp_path / "plan.xlsx")
        charges = json.loads(plandev("par-responsable", "-p", plan, "-f", "json").stdout)
        attendues = {c["responsable"]: c["actions"] for c in charges if c["actions"]}
        feuilles = lu.worksheets[-len(attendues) :]
        assert len(attendues) == nombre
        assert sorted(f.max_row - 1 for f in feuilles) == sorted(attendues.values())
        assert len({feuille.title.casefold() for feuille in lu}) == len(lu.sheetnames)
        assert all(len(nom) <= 31 and not re.search(r"[][:*?/\\]", nom) for nom in lu.sheetnames)


def test_les_feuilles_des_unites_ont_au_plus_cinquante_mille_lignes(plandev, ecrire_plan):
    noms = [f"U{n}" for n in range(1_000)]
    actions = "".join(
        f"      - {{code: {code}, libelle: Agir, responsables: [{', '.join(noms)}]}}\n"
        for code in range(10, 61)
    )
    plan = ecrire_plan(
        ("  ENV:\n", "".join(f"  {nom}:\n" for nom in noms[2:]) + "  ENV:\n"),
        ("    actions:\n", f"    actions:\n{actions}".replace("U0, U1, ", "DVC, ENV, ")),
    )
    assert plandev("classeur", "-p", plan, "-o", "plan.xlsx").exit_code == 0
    trop = plandev("classeur", "-p", plan, "--par-unite", "-o", "unites.xlsx")
    assert (trop.exit_code, trop.stderr.splitlines()[1:]) == (
        2,
        [
            "plandev: erreur: --par-unite ferait 51\u00a0002 lignes; il y en a au plus "
            "50\u00a0000; retirez-le, et choisissez une unité par le filtre de la feuille Actions"
        ],
    )


def test_une_unite_peut_avoir_le_nom_d_une_feuille(plandev, tmp_path, ecrire_plan):
    plan = ecrire_plan(("  DVC: Direction", "  Réponse: Direction"), ("[DVC]", "[Réponse]"))
    options = ("-p", plan, "--par-unite", "-o", "plan.xlsx")
    assert plandev("classeur", *options).exit_code == 0
    assert "Réponse (2)" in openpyxl.load_workbook(tmp_path / "plan.xlsx").sheetnames


LONGS = {
    "un pictogramme": ["🚲 Direction de la mobilité durable et active"],
    "que des pictogrammes": ["🚲" * 31],
    "coupés au même signe": [f"{'Direction de la vie communautaire'} {n}" for n in range(120)],
    "coupés au milieu d'un pictogramme": ["a" * 30 + "🚲", "a" * 30 + "🚌"],
}


@pytest.mark.parametrize("unites", LONGS.values(), ids=list(LONGS))
def test_des_noms_d_unites_trop_longs_ont_chacun_leur_feuille(plandev, ecrire_plan, unites):
    plan = ecrire_plan(
        ("  DVC: Direction", "".join(f"  {u}:\n" for u in unites) + "  DVC: Direction"),
        ("responsables: [DVC]", f"responsables: [{', '.join(unites)}]"),
    )
    options = ("-p", plan, "--par-unite", "-o", "plan.xlsx")
    resultat = plandev("classeur", *options)
    assert resultat.exit_code == 0, resultat.output
    feuilles = openpyxl.load_workbook("plan.xlsx").sheetnames
    assert len({nom.casefold() for nom in feuilles}) == len(feuilles)
    assert max(len(nom.encode("utf-16-le")) // 2 for nom in feuilles) <= 31
    siennes = feuilles[-len(unites) - 1 : -1]
    debuts = [nom.rpartition(" (")[0] or nom for nom in siennes]
    assert all(u.startswith(debut) for u, debut in zip(unites, debuts, strict=True))
    relu = plandev("importer", "plan.xlsx")
    assert "laissée de côté" not in relu.stderr
