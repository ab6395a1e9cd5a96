"""Des tableaux comme les gens en font, écrits pour un test. Pytest ne ramasse pas ce fichier."""

import openpyxl


def ecrire_un_classeur(chemin, feuilles, fusions=(), cachees=(), formes=None):
    """Écrit ces lignes, feuille par feuille.

    `fusions` et `formes` (la mise en forme d'une cellule) : de la première feuille.
    """
    classeur = openpyxl.Workbook()
    classeur.remove(classeur.active)
    for nom, lignes in feuilles.items():
        feuille = classeur.create_sheet(nom)
        for rang, ligne in enumerate(lignes, 1):
            for colonne, valeur in enumerate(ligne, 1):
                if valeur is not None:
                    feuille.cell(rang, colonne, valeur)
        if nom in cachees:
            feuille.sheet_state = "hidden"
    premiere = classeur.worksheets[0]
    for etendue in fusions:
        premiere.merge_cells(etendue)
    for cellule, forme in (formes or {}).items():
        premiere[cellule].number_format = forme
    classeur.save(chemin)
    return chemin
