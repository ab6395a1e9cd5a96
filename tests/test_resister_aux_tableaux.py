"""Le tableau vient d'un inconnu : il se lit, ou se refuse en une phrase, sans coûter cher."""

import csv
import io
import os
import sys
import zipfile

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from plandev.lecture import charger
from plandev.lecture.tableau import importer
from plandev.lecture.tableau.precisions import Precisions
from plandev.messages.constats import ErreurPlan, Gravite
from plandev.plan.redaction import rediger
from tableaux import ecrire_un_classeur

FEUILLE = "xl/worksheets/sheet1.xml"
MIO = 2**20
SAIN = [["Axe", "N°", "Action", "Responsable"], ["1. Se loger", 1, "Acheter", "DVC"]]

ABIME = "ce classeur est incomplet ou abîmé"
ETRANGER = "ce classeur contient ce qu'aucun tableur n'écrit (DOCTYPE, UTF-16)"
TROP_GRAND = "ce tableau est trop grand pour un plan"


def sain():
    octets = io.BytesIO()
    ecrire_un_classeur(octets, {"Plan": SAIN})
    return octets.getvalue()


def refait(**parties):
    """Le classeur sain, où des parties ont changé : leurs octets, ou ce qui les rend."""
    source, rendu = zipfile.ZipFile(io.BytesIO(sain())), io.BytesIO()
    with zipfile.ZipFile(rendu, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom in [*source.namelist(), *(nom for nom in parties if nom not in source.namelist())]:
            changer = parties.get(nom)
            ancien = source.read(nom) if nom in source.namelist() else b""
            archive.writestr(nom, changer(ancien) if callable(changer) else changer or ancien)
    return rendu.getvalue()


def feuille(changer):
    return refait(**{FEUILLE: changer})


def avec_des_lignes(xml):
    return feuille(lambda x: x.replace(b"</sheetData>", xml + b"</sheetData>"))


def avec_des_fusions(xml):
    fusions = b"<mergeCells>" + xml + b"</mergeCells></worksheet>"
    return feuille(lambda x: x.replace(b"</worksheet>", fusions))


def immense(debut, morceau, fois, fin):
    """Un classeur dont la feuille, une fois décomprimée, est immense."""
    source, rendu = zipfile.ZipFile(io.BytesIO(sain())), io.BytesIO()
    with zipfile.ZipFile(rendu, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom in source.namelist():
            if nom != FEUILLE:
                archive.writestr(nom, source.read(nom))
        with archive.open(FEUILLE, "w", force_zip64=True) as sortie:
            sortie.write(debut)
            for _ in range(fois):
                sortie.write(morceau)
            sortie.write(fin)
    return rendu.getvalue()


def partage(texte, fois):
    """Un classeur dont tant de cellules ont le même texte, qui n'y est écrit qu'une fois."""
    rendu = io.BytesIO()
    with xlsxwriter.Workbook(rendu, {"in_memory": True}) as classeur:
        lignes = classeur.add_worksheet()
        for rang, ligne in enumerate([*SAIN, *[[None, None, texte]] * fois]):
            lignes.write_row(rang, 0, ligne)
    return rendu.getvalue()


CELLULE = b'<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'
DTD = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
COIN = b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>'
FEUILLE_LONGUE = b"<worksheet><sheetData>" + COIN % (2**20, 2**20) + b"</sheetData></worksheet>"
TROP_DE_STYLES = b"<cellXfs>" + b"<xf/>" * 500_000
LARGE = b'<row r="3">' + b'<c t="inlineStr"><is><t>x</t></is></c>' * 16_384 + b"</row>"

REFUSES = {
    "une bombe de 2 Gio": (lambda: immense(b"<x>", b" " * MIO, 2048, b"</x>"), TROP_GRAND),
    "un texte de 3 Gio": (lambda: immense(CELLULE, b"a" * MIO, 3072, b"</t>"), TROP_GRAND),
    "des définitions et des entités": (lambda: feuille(lambda x: DTD + x), ETRANGER),
    "les mêmes dans une autre partie": (
        lambda: refait(**{"xl/workbook.xml": lambda x: DTD + x}),
        ETRANGER,
    ),
    "les mêmes en UTF-16": (
        lambda: feuille(lambda x: (DTD + x).decode().encode("utf-16")),
        ETRANGER,
    ),
    "une archive coupée": (lambda: sain()[: len(sain()) // 2], ABIME),
    "une archive sans sa fin": (lambda: sain()[:-30], ABIME),
    "du XML coupé": (lambda: feuille(lambda x: x[: len(x) // 2]), ABIME),
    "sans relations": (
        lambda: refait(**{"xl/_rels/workbook.xml.rels": b"<Relationships/>"}),
        ABIME,
    ),
    "un rang de ligne sans fin": (
        lambda: feuille(lambda x: x.replace(b'<row r="2"', b'<row r="99999999999"')),
        ABIME,
    ),
    "vingt mille cellules au bout de leur ligne": (
        lambda: avec_des_lignes(b"".join(COIN % (n, n) for n in range(3, 20_000))),
        TROP_GRAND,
    ),
    "un tiers de million de balises emboîtées": (
        lambda: feuille(lambda x: x.replace(b"<sheetData>", b"<a>" * 390_000 + b"<sheetData>")),
        ABIME,
    ),
    "un demi-million d'attributs": (
        lambda: feuille(
            lambda x: x.replace(
                b"<sheetData>",
                b"<sheetData " + b" ".join(b'a%d="1"' % n for n in range(500_000)) + b">",
            )
        ),
        ABIME,
    ),
    "un demi-million de styles": (
        lambda: refait(
            **{"xl/styles.xml": lambda x: x.replace(b'<cellXfs count="1">', TROP_DE_STYLES)}
        ),
        "il a trop de styles; copiez le tableau dans un classeur neuf",
    ),
    "soixante mille parties": (
        lambda: refait(**{f"x{n}.xml": b"<a/>" for n in range(60_000)}),
        TROP_GRAND,
    ),
    "la même colonne fusionnée cent fois jusqu'en bas": (
        lambda: feuille(
            lambda x: x.replace(b"</sheetData>", COIN % (2**20, 2**20) + b"</sheetData>").replace(
                b"</worksheet>",
                b"<mergeCells>"
                + b'<mergeCell ref="A1:A1048576"/>' * 100
                + b"</mergeCells></worksheet>",
            )
        ),
        "cellules fusionnées; défaites ces fusions",
    ),
    "un texte de 31 Mio": (
        lambda: avec_des_lignes(
            b'<row r="3"><c r="C3" t="inlineStr"><is><t>' + b"a" * 31 * MIO + b"</t></is></c></row>"
        ),
        "plus de huit millions de signes; ne gardez que le tableau",
    ),
    "un long texte que partagent trois mille cellules": (
        lambda: partage("é" * 30_000, 3_000),
        "plus de huit millions de signes; ne gardez que le tableau",
    ),
    "cent feuilles dont la dernière ligne est tout en bas": (
        lambda: refait(
            **{f"xl/worksheets/s{n}.xml": FEUILLE_LONGUE for n in range(100)},
        ),
        TROP_GRAND,
    ),
    "des cellules qui ne sont pas dans l'ordre": (
        lambda: feuille(lambda x: x.replace(b'r="A2"', b'r="Z2"')),
        ABIME,
    ),
    "vingt mille débuts de balise": (
        lambda: refait(**{"xl/worksheets/s9.xml": (b"<sheetData>" + b"<c " * 21_000 + b">") * 10}),
        TROP_GRAND,
    ),
    "un classeur Strict Open XML": (
        lambda: refait(
            **{
                "xl/workbook.xml": lambda x: x.replace(
                    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                    b"http://purl.oclc.org/ooxml/spreadsheetml/main",
                )
            }
        ),
        "c'est un classeur «\u00a0Strict Open XML\u00a0»",
    ),
    "un texte en UTF-8 sauf un signe": (
        lambda: "Été;à;é\nÀ;é\xa0;ï\n".encode() + b"ch\xe2teau\n",
        "à la ligne 3, un signe n'est pas en UTF-8",
    ),
    "une ligne de 16 384 cellules": (lambda: avec_des_lignes(LARGE), "plus de mille colonnes"),
    "un classeur protégé": (
        lambda: b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
        "ce classeur est protégé par un mot de passe; enregistrez-le sans",
    ),
    "un classeur d'avant 2007": (
        lambda: b"\xd0\xcf\x11\xe0" + bytes(2_000),
        "c'est un classeur .xls, d'avant 2007; enregistrez-le en .xlsx",
    ),
    "un PDF": (lambda: b"%PDF-1.4", "c'est un document, et non un tableau"),
    "une page": (lambda: b"<html><table>", "c'est un document, et non un tableau"),
    "un programme": (lambda: b"\x7fELF" + bytes(100), "ce n'est pas du texte"),
    "rien": (lambda: b"", "il n'y a aucune ligne sous l'en-tête"),
    "un texte de 30 Mio de fins de ligne": (lambda: b"\n" * 30 * MIO, TROP_GRAND),
    "un texte de 32 Mio de séparateurs": (lambda: b"a;" * 16 * MIO, TROP_GRAND),
    "une valeur de 200 000 signes": (
        lambda: b'a;"' + b"b" * 200_000 + b'"\n',
        "à la ligne 1, une valeur a plus de 131\u00a0072 signes",
    ),
    "de l'UTF-16 coupé": (
        lambda: "N°;Action\n".encode("utf-16")[:-1],
        "texte UTF-16 incomplet; enregistrez-le en UTF-8",
    ),
    "un guillemet ouvert": (
        'N°;Action;Responsable\n1;"a\n'.encode,
        "à la ligne 2, des guillemets doubles ne sont pas fermés, ou pas doublés",
    ),
}
LUS = {
    "une cellule au bout de la feuille": lambda: avec_des_lignes(COIN % (2**20, 2**20)),
    "un tiers de million de lignes vides": lambda: avec_des_lignes(b"<row/>" * 390_000),
    "quarante mille cellules vides": lambda: avec_des_lignes(
        b'<row r="3">' + b"<c/>" * 39_000 + b"</row>"
    ),
    "la feuille entière fusionnée mille fois": lambda: avec_des_fusions(
        b'<mergeCell ref="A1:XFD1048576"/>' * 1_000
    ),
    "la même fusion vingt mille fois": lambda: avec_des_fusions(
        b'<mergeCell ref="A1:A90000"/>' * 20_000
    ),
    "la même colonne cachée trente mille fois": lambda: feuille(
        lambda x: x.replace(
            b"<sheetData>",
            b"<cols>" + b'<col min="1" max="16384" hidden="1"/>' * 30_000 + b"</cols><sheetData>",
        )
    ),
    "une mise en forme de soixante mille zéros": lambda: refait(
        **{
            "xl/styles.xml": lambda x: x.replace(
                b"<fonts",
                b'<numFmts count="1"><numFmt numFmtId="200" formatCode="0.'
                + b"0" * 60_000
                + b'"/></numFmts><fonts',
            ).replace(b'numFmtId="0"', b'numFmtId="200"')
        }
    ),
    "trois mille en-têtes": "Axe;N°;Action{}\n1. Vivre;1;x\n".format(";☆" * 3_000).encode,
    "mille en-têtes répétés": lambda: b"N\xc2\xb0;Action;Axe\n1;x;1. Vivre\n" * 1_000,
    "quinze mille unités dans une cellule": (
        "Axe,N°,Action,Responsable\n1. Vivre,1,x," + "; ".join(map(str, range(15_000)))
    ).encode,
    "deux mille axes": lambda: (
        b"Axe;N\xc2\xb0;Action\n" + b"".join(b"Titre %d;%d;x\n" % (n, n) for n in range(2_000))
    ),
    "un nombre infini": lambda: avec_des_lignes(b'<row r="3"><c r="C3"><v>1e400</v></c></row>'),
}
SECONDES, MEMOIRE = 2, 200 * 1024  # l'issue, mesurée en temps de processeur; en Kio


# Un enfant des tests commencerait par leur mémoire; celui d'un petit programme n'a que la sienne.
PESER = """
import os, sys
if (pid := os.fork()) == 0:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.execv(sys.executable, [sys.executable, "-m", "plandev", *sys.argv[1:]])
_, statut, cout = os.wait4(pid, 0)
print(os.waitstatus_to_exitcode(statut), cout.ru_utime + cout.ru_stime, cout.ru_maxrss)
"""


@pytest.fixture
def mesurer(executer, tmp_path):
    """Le statut, ce qui est dit, et ce que coûte `importer` d'un fichier de ces octets."""
    if not hasattr(os, "wait4"):
        pytest.skip("ce système ne dit pas ce que coûte un enfant")

    def lancer(octets):
        chemin = tmp_path / "tableau.xlsx"
        chemin.write_bytes(octets)
        mots = ["importer", chemin, "--annee", "2024", "--titre", "Plan"]
        fini = executer(sys.executable, "-c", PESER, *mots)
        statut, secondes, memoire = fini.stdout.split()
        return int(statut), fini.stderr.replace(f"{chemin}: ", ""), float(secondes), int(memoire)

    return lancer


@pytest.mark.parametrize(("octets", "phrase"), REFUSES.values(), ids=list(REFUSES))
def test_il_est_refuse_en_une_phrase_sans_couter_cher(mesurer, octets, phrase):
    statut, dites, secondes, memoire = mesurer(octets())
    assert statut == 2
    (dite,) = dites.splitlines()
    assert dite.startswith("erreur: ")
    assert phrase in dite
    assert secondes < SECONDES
    assert memoire < MEMOIRE


@pytest.mark.parametrize("octets", LUS.values(), ids=list(LUS))
def test_il_se_lit_sans_couter_cher(mesurer, octets):
    _, dites, secondes, memoire = mesurer(octets())
    assert " action" in dites
    assert "Traceback" not in dites
    assert secondes < SECONDES
    assert memoire < MEMOIRE


AUTRES = {
    "content.xml": "c'est un fichier de LibreOffice (.ods, .odt); enregistrez le tableau en .xlsx",
    "word/document.xml": "c'est un document, et non un tableau",
    "xl/workbook.bin": "c'est un classeur .xlsb; enregistrez-le en .xlsx",
    "Index/Document.iwa": "c'est un classeur de Numbers; exportez-le en .xlsx",
    "autre.txt": "ce n'est ni un classeur .xlsx ni du texte .csv",
}


@pytest.mark.parametrize(("partie", "phrase"), AUTRES.items(), ids=list(AUTRES))
def test_un_autre_fichier_dit_comment_en_faire_un_classeur(plandev, tmp_path, partie, phrase):
    with zipfile.ZipFile(tmp_path / "f.zip", "w") as archive:
        archive.writestr(partie, "<x/>")
    resultat = plandev("importer", "f.zip")
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert resultat.stderr.startswith(f"f.zip: erreur: {phrase}")


TITRES = (
    *("Axe", "Titre de l'axe", "N°", "Code", "Action", "Libellé", "Responsable", "Direction"),
    *("Groupe", "État", "Échéance", "Notes", "Notes", "Texte", "2025", "", "Axe 3", "%"),
)
CASES = (
    *(
        "",
        "",
        "-",
        "1",
        "2",
        "1.1",
        "1,20",
        "2.1",
        "4.b",
        "1 - Se loger",
        "Axe 2 : Marcher",
        "Axe 3",
    ),
    *(
        "2. Marcher",
        "II",
        "Objectif 1",
        "Total",
        "Acheter",
        "Bâtir\n en bois",
        "DVC",
        "DVC, DEV",
        "dvc",
    ),
    *(
        "DG et DT",
        "en cours",
        "Réalisé",
        "50 %",
        "#N/A",
        "=1+1",
        "+x",
        "• a\n• b",
        "- a\n- b",
        "à définir",
    ),
    *(
        "x" * 130,
        "\u200b",
        "\x07",
        "12/05/2024",
        "_x000D_",
        "a: b",
        "# c",
        "'",
        "\u2028",
        "null",
        "NO",
    ),
)
SAINES = {"Axe": "1 - Se loger", "N°": "{}", "Action": "Acheter", "Responsable": "DVC"}


@st.composite
def tableaux(draw):
    """Un tableau dont quelques cellules, et quelques lignes, sont n'importe quoi."""
    titres = draw(st.permutations([*SAINES, *draw(st.lists(st.sampled_from(TITRES), max_size=4))]))
    lignes = [
        [SAINES.get(titre, "").format(rang) for titre in titres]
        for rang in range(1, draw(st.integers(1, 6)))
    ]
    for _ in range(draw(st.integers(0, 3)) if lignes else 0):
        ligne = draw(st.sampled_from(lignes))
        ligne[draw(st.integers(0, len(titres) - 1))] = draw(st.sampled_from(CASES))
    autre = st.lists(st.sampled_from(CASES), max_size=6)
    rangees = [titres, *lignes]
    for _ in range(draw(st.integers(0, 3))):
        rangees.insert(draw(st.integers(0, len(rangees))), draw(autre))
    return rangees


class _Source(io.BytesIO):
    """Un fichier en mémoire."""

    def open(self, _):
        return self

    def __str__(self):
        return "Plan 2024.csv"


@given(
    rangees=tableaux(),
    axes=st.just({}) | st.just({2: "Marcher"}),
    numeroter=st.booleans(),
)
@settings(max_examples=300)
def test_tout_tableau_devient_un_plan_ou_dit_ses_fautes(tmp_path_factory, rangees, axes, numeroter):
    texte = io.StringIO()
    csv.writer(texte, delimiter=";").writerows(rangees)
    precisions = Precisions(titre="Plan", annee="2024", axes=axes, numeroter=numeroter)
    try:
        lu = importer(_Source(texte.getvalue().encode()), precisions)
    except ErreurPlan:  # aucun en-tête n'y est reconnu
        return
    fautes = [constat for constat in lu.constats if constat.gravite is Gravite.ERREUR]
    assert (lu.plan is None) == bool(fautes)
    if lu.plan:
        chemin = tmp_path_factory.mktemp("plan") / "plan2024.yaml"
        chemin.write_text(rediger(lu.plan), encoding="utf-8", newline="")
        assert charger(chemin) == lu.plan


ENTETE_ET_LIGNE = "N°{0}Axe{0}Action{0}Responsable\r\n1,10{0}1 - Été{0}{1}{0}DVC\r\n"


@pytest.mark.parametrize("encodage", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separateur", [",", ";", "\t"])
def test_un_texte_separe_se_lit_quel_que_soit_son_encodage(plandev, tmp_path, encodage, separateur):
    code = '"1,10"' if separateur == "," else "1,10"
    texte = ENTETE_ET_LIGNE.format(separateur, '"Acheter, céder; ""bâtir"""').replace("1,10", code)
    (tmp_path / "t.csv").write_bytes(texte.encode(encodage))
    resultat = plandev("importer", "t.csv", "--annee", "2024", "--titre", "Plan")
    assert resultat.stderr == (
        "t.csv\u00a0: 1 action lue, aucune erreur\n"
        "2 lignes\u00a0: 1 d'en-tête, 1 action; 8 cellules\u00a0: 8 lues\n"
    )
    assert '      - code: 10\n        libelle: Acheter, céder; "bâtir"\n' in resultat.stdout
    assert "    titre: Été\n" in resultat.stdout


def test_un_tableau_se_lit_de_l_entree_standard(lancer):
    texte = ENTETE_ET_LIGNE.format(";", "Bâtir").encode()
    fini = lancer("importer", "-", "--annee", "2024", "--titre", "Plan", entree=texte)
    assert (fini.returncode, fini.stderr) == (
        0,
        "(entrée standard)\u00a0: 1 action lue, aucune erreur\n"
        "2 lignes\u00a0: 1 d'en-tête, 1 action; 8 cellules\u00a0: 8 lues\n",
    )


def test_sans_openpyxl_une_phrase_dit_comment_l_avoir(executer, tmp_path, monkeypatch):
    (tmp_path / "ailleurs").mkdir()
    absent = "raise ModuleNotFoundError(\"No module named 'openpyxl'\", name='openpyxl')"
    (tmp_path / "ailleurs" / "openpyxl.py").write_text(absent)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "ailleurs"))
    (tmp_path / "plan.xlsx").write_bytes(sain())
    resultat = executer("plandev", "importer", "plan.xlsx")
    assert (resultat.returncode, resultat.stdout) == (2, "")
    assert resultat.stderr == (
        "plandev: erreur: lire un classeur demande openpyxl, que ce poste n'a pas; installez-le à "
        "côté de plandev : pipx inject plandev openpyxl, ou pip install openpyxl\n"
    )
