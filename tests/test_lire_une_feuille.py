"""Ce qu'une feuille montre : ses nombres tels qu'on les y voit, et ce qu'elle dit sans mots."""

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from tableaux import ecrire_un_classeur

ENTETE = ["Axe", "N°", "Action", "Responsable", "Détail"]
LIGNES = [[f"{axe}. Titre {axe}", rang, "x", "DG"] for axe in (1, 2) for rang in (1, 2)]


@pytest.fixture
def dits(plandev, tmp_path):
    """Ce qu'`importer` dit d'un classeur qu'une main a changé, sans le titre ni le compte."""

    def faire(changer):
        chemin = ecrire_un_classeur(tmp_path / "t.xlsx", {"F": [ENTETE, *LIGNES]})
        classeur = openpyxl.load_workbook(chemin)
        changer(classeur.active)
        classeur.save(chemin)
        resultat = plandev("importer", chemin, "--annee", "2024", "--titre", "P")
        assert resultat.exit_code == 0, resultat.stderr
        *dits, _, _ = resultat.stderr.replace(f"{chemin}:", "").splitlines()
        return [dit for dit in dits if "« Détail » vide" not in dit and "E1" not in dit[:4]]

    return faire


MONTRES = {
    (2.5, "0"): "3",
    (-2.5, "0"): "-3",
    (0.125, "0%"): "13\u00a0%",
    (0.125, "0.0%"): "12,5\u00a0%",
    (-1234.5, "#,##0.00;(#,##0.00)"): "-1\u00a0234,50",
    (42, "00000"): "00042",
    (-200, '#,##0 "$"'): "-200\u00a0$",
    (1234.5, '"$"#,##0.00'): "1\u00a0234,50\u00a0$",
    (1234, "[$€-40C] #,##0"): "1\u00a0234\u00a0€",
    (1200, '_-* #,##0 "$"_-;-* #,##0 "$"_-;_-* "-" "$"_-;_-@_-'): "1\u00a0200\u00a0$",
    (12000, '#,##0\\ "$"'): "12\u00a0000\u00a0$",
    (1.25, "0.##"): "1,25",
}


@pytest.mark.parametrize(("valeur", "forme"), MONTRES, ids=map(repr, MONTRES))
def test_un_nombre_se_lit_comme_la_feuille_le_montre(plandev, tmp_path, valeur, forme):
    lignes = [[*ENTETE[:4], "Vu"], [*LIGNES[0], valeur], [*LIGNES[1], "un texte"]]
    chemin = ecrire_un_classeur(tmp_path / "t.xlsx", {"F": lignes}, formes={"E2": forme})
    resultat = plandev("importer", chemin, "--annee", "2024", "--titre", "P")
    lu = resultat.stdout.split("        vu: ")[1].splitlines()[0].strip('"')
    attendu = MONTRES[valeur, forme].replace("-", "\u2212")
    assert lu == attendu


def test_une_ligne_barree_une_note_et_une_fusion_sont_dites(dits):
    def changer(feuille):
        for cellule in feuille[3]:
            cellule.font = Font(strike=True)
        feuille["C2"].comment = Comment("Reporté d'un an.", "Mme R.")
        feuille.merge_cells("D4:E4")

    assert dits(changer) == [
        "F!C2: avertissement: la cellule porte une note, qui n'est pas lue\u00a0: "
        "«\u00a0Reporté d'un an.\u00a0»",
        "F!A3: avertissement: ligne barrée, lue comme les autres",
        "F!D4: avertissement: cellule fusionnée avec celles de droite, lue dans sa colonne seule",
    ]


def test_la_couleur_d_une_case_vide_est_dite_si_elle_est_seule_a_l_avoir(dits):
    def colorer(*cases):
        def changer(feuille):
            for case in cases:
                feuille[case].fill = PatternFill("solid", fgColor="FFFF0000")

        return changer

    assert dits(colorer("E3")) == [
        "F!E3: avertissement: case vide colorée (FFFF0000)\u00a0: ce que cela veut dire n'est pas "
        "lu"
    ]
    assert dits(colorer("E2", "E3", "E4", "E5")) == []  # un modèle de bureau les colore toutes
    assert dits(colorer("C3")) == []  # elle n'est pas vide


def test_trois_mille_cases_mises_en_forme_n_empechent_pas_de_lire(plandev, tmp_path):
    chemin = ecrire_un_classeur(tmp_path / "t.xlsx", {"F": [ENTETE, *LIGNES]})
    classeur = openpyxl.load_workbook(chemin)
    for ligne in classeur.active.iter_rows(2, 3000, 5, 19):
        for cellule in ligne:
            cellule.fill = PatternFill("solid", fgColor="FFEEEEEE")
    classeur.save(chemin)
    assert plandev("importer", chemin, "--annee", "2024").exit_code == 0


TEXTE = "Axe;N°;Action;Responsable\n1. Été;1;Créer une fête à l'école;Élèves\n"


@pytest.mark.parametrize("encodage", ["utf-8", "cp1252", "mac-roman", "utf-16"])
def test_un_texte_se_lit_dans_son_encodage(plandev, tmp_path, encodage):
    (tmp_path / "t.csv").write_bytes(TEXTE.replace("à", "à – ").encode(encodage))
    lu = plandev("importer", "t.csv", "--annee", "2024", "--titre", "P").stdout
    assert "        libelle: Créer une fête à – l'école\n" in lu.replace("  l'", " l'")
    dite = plandev("importer", "t.csv", "--annee", "2024", "--titre", "P", "--encodage", encodage)
    assert dite.stdout == lu


def test_un_encodage_inconnu_dit_les_autres(plandev, tmp_path):
    (tmp_path / "t.csv").write_text(TEXTE, encoding="utf-8")
    assert plandev("importer", "t.csv", "--encodage", "ebcdic").stderr == (
        "t.csv: erreur: encodage «\u00a0ebcdic\u00a0» inconnu; choix possibles\u00a0: utf-8, "
        "utf-16, cp1252, windows-1252, latin-1, mac-roman\n"
    )


def test_un_separateur_dit_ce_qui_separe_les_unites(plandev, tmp_path):
    (tmp_path / "t.csv").write_text(
        "Axe;N°;Action;Responsable\n1. A;1;x;Loisirs, sports et culture\n", encoding="utf-8"
    )
    lire = ("importer", "t.csv", "--annee", "2024", "--titre", "P")
    assert '        responsables: ["Loisirs, sports et culture"]\n' in plandev(*lire).stdout
    sortie = plandev(*lire, "--separateur", ",").stdout
    assert "        responsables: [Loisirs, sports et culture]\n" in sortie
