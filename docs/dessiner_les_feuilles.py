"""Dessiner les feuilles de docs/tableur.md : `python docs/dessiner_les_feuilles.py`.

LibreOffice les imprime, lignes et colonnes nommées; `pdftoppm` et ImageMagick en font des images.
"""

import csv
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl

DOCS = Path(__file__).parent
IMAGES = DOCS / "images"
LIGNES_MONTREES = 9
PLANDEV = [sys.executable, "-m", "plandev"]


def du_tableau(chemin: Path) -> None:
    """Écrit dans une feuille le tableau que la page prend en exemple."""
    classeur = openpyxl.Workbook()
    feuille = classeur.active
    with (DOCS / "exemples" / "quartier.csv").open(encoding="utf-8") as lu:
        for ligne in csv.reader(lu, delimiter=";"):
            feuille.append([cellule or None for cellule in ligne])
    for lettre, large in zip("ABCDEF", (14, 6, 56, 22, 12, 12), strict=True):
        feuille.column_dimensions[lettre].width = large
    classeur.save(chemin)


def du_classeur(chemin: Path) -> None:
    """Écrit le classeur du plan de 2020."""
    plan = DOCS.parent / "plan2020.yaml"
    subprocess.run([*PLANDEV, "classeur", "-p", plan, "-o", chemin], check=True)


def garder(chemin: Path, nom: str | None) -> None:
    """Ne garde d'un classeur que le début d'une feuille, à imprimer comme un tableur la montre."""
    classeur = openpyxl.load_workbook(chemin)
    feuille = classeur[nom] if nom else classeur.active
    for autre in classeur.worksheets:
        if autre is not feuille:
            autre.sheet_state = "hidden"
    classeur.active = feuille
    feuille.data_validations.dataValidation = []
    feuille.delete_rows(LIGNES_MONTREES + 1, feuille.max_row)
    feuille.auto_filter.ref = None
    feuille.print_title_rows = None
    feuille.print_options.gridLines = feuille.print_options.headings = True
    feuille.oddHeader.center.text = feuille.oddFooter.center.text = ""
    feuille.page_setup.orientation = "landscape"
    feuille.sheet_properties.pageSetUpPr.fitToPage = True
    classeur.save(chemin)


def dessiner(chemin: Path, image: str) -> None:
    """Fait une image de la première page d'un classeur imprimé."""
    dossier = chemin.parent
    profil = f"-env:UserInstallation={(dossier / 'profil').as_uri()}"
    subprocess.run(
        ["soffice", profil, "--headless", "--convert-to", "pdf", "--outdir", dossier, chemin],
        check=True,
        capture_output=True,
    )
    page = chemin.with_suffix("")
    subprocess.run(
        ["pdftoppm", "-r", "100", "-png", "-singlefile", chemin.with_suffix(".pdf"), page],
        check=True,
    )
    rogner = ["-trim", "-bordercolor", "white", "-border", "8", "-colors", "32"]
    png = page.with_suffix(".png")
    subprocess.run(["convert", png, *rogner, "-strip", IMAGES / image], check=True)


FEUILLES = (
    (du_tableau, None, "tableau.png"),
    (du_classeur, "Actions", "actions.png"),
    (du_classeur, "Unités", "unites.png"),
)

if __name__ == "__main__":
    IMAGES.mkdir(exist_ok=True)
    for ecrire, nom, image in FEUILLES:
        with tempfile.TemporaryDirectory() as dossier:
            classeur = Path(dossier) / "feuille.xlsx"
            ecrire(classeur)
            garder(classeur, nom)
            dessiner(classeur, image)
