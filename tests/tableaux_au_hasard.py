"""Des tableaux tirés au hasard, comme des bureaux en font; et ce que chaque ligne y est."""

import random
from typing import NamedTuple

import openpyxl

VERBES = (
    "Peindre",
    "Ouvrir",
    "Poser",
    "Baliser",
    "Former",
    "Planter",
    "Publier",
    "Axe 2 : revoir",
    "Total respect :",
)
CHOSES = ("des passages", "un guichet", "des bancs", "une piste", "le personnel", "des arbres")
UNITES = ("DTP", "DG", "DHAB", "Service des loisirs", "DTP; DG", "DG et DTP", "DTP\nDG", "-")
ETATS = ("En cours", "À venir", "Réalisé", "Reportée", "")
ECHEANCES = (
    ("2024", "2025", "2026"),
    ("2024-06-30", "30/06/2025", "31/12/2026"),
    ("juin 2024", "T2 2025", "2026"),
    ("2024", "été 2025", "à voir"),
)
COUTS = (("12 000 $", "1,2 M$", "350 $"), ("12000", "5000,50", "40"), ("12 000 $", "à voir", "-"))
TITRES_DE_LIBELLE = ("Action", "Libellé", "Titre de l'action", "Mesures", "Description", "Moyens")
TITRES_D_UNITES = (
    "Responsable",
    "Direction",
    "Service porteur",
    "Qui",
    "Direction ou service pilote",
)
FEUILLE = "Feuil1"
AXES = ("Bouger", "Habiter", "Vivre ensemble", "Nature")


class Tirage(NamedTuple):
    """Un tableau : ses feuilles, ce qui s'y fusionne, et l'action de chacune de ses lignes."""

    feuilles: dict[str, list[list[str]]]
    fusions: list[str]
    libelles: dict[tuple[str, int], str]
    entetes: set[tuple[str, int]]
    actions: int


def tirer(graine):
    """Un tirage : le même, d'une même graine."""
    return _Tireur(random.Random(graine)).tirer()  # noqa: S311 - rien de secret


class _Tireur:
    def __init__(self, hasard):
        self.h = hasard
        self.d_ou = hasard.choice(("colonne", "titres", "feuilles", "codes", "fusions", "deux"))
        self.avec_codes = self.d_ou in {"titres", "codes"} or hasard.random() < 0.7
        self.champs = hasard.sample(
            ("Échéance", "Coût", "Partenaires", "État", "Notes", "", "Avancement (%)"),
            hasard.randint(0, 5),
        )
        self.libelles, self.fusions, self.entetes, self.combien = {}, [], set(), 0
        self.echeances, self.couts = hasard.choice(ECHEANCES), hasard.choice(COUTS)
        self.titres = self.entete()

    def tirer(self):
        axes = self.h.sample(AXES, self.h.randint(2, 4))
        noms = (
            [f"Axe {n} - {a}" for n, a in enumerate(axes, 1)] if self.d_ou == "feuilles" else [""]
        )
        feuilles = {}
        for n, nom in enumerate(noms):
            siens = [(n + 1, axes[n])] if self.d_ou == "feuilles" else list(enumerate(axes, 1))
            feuilles[nom] = self.une_feuille(nom, siens)
        libelles = {(nom or FEUILLE, rang): dit for (nom, rang), dit in self.libelles.items()}
        entetes = {(nom or FEUILLE, rang) for nom, rang in self.entetes}
        return Tirage(feuilles, self.fusions, libelles, entetes, self.combien)

    def une_feuille(self, nom, axes):
        entete = self.titres
        lignes = [["Plan de quartier"], []] if self.h.random() < 0.4 else []
        if self.d_ou != "titres" or self.h.random() < 0.5:
            lignes.append(entete)
        else:
            lignes += [[f"Axe {axes[0][0]} : {axes[0][1]}"], entete]
        if self.h.random() < 0.2:
            lignes.append(["champ texte"] * len(entete))
        for rang, (numero, axe) in enumerate(axes):
            if self.d_ou == "titres" and not (
                rang == 0 and lignes[-2:-1] and lignes[-2][0].startswith("Axe")
                if len(lignes) > 1 and lignes[-2]
                else False
            ):
                lignes += [
                    [f"Axe {numero} : {axe}"],
                    *([entete] if self.h.random() < 0.2 and rang else []),
                ]
            debut = len(lignes) + 1
            for n in range(1, self.h.randint(1, 4) + 1):
                self.une_action(nom, lignes, (numero, axe), n)
            if self.d_ou == "fusions" and len(lignes) > debut:
                self.fusions.append(f"A{debut}:A{len(lignes)}")
        if self.h.random() < 0.25:
            lignes.append(["Total", *[""] * (len(entete) - 2), "12"])
        self.entetes |= {(nom, rang) for rang, ligne in enumerate(lignes, 1) if ligne is entete}
        return lignes

    def entete(self):
        titres = ["Axe"] if self.d_ou in {"colonne", "fusions"} else []
        titres = ["N° de l'axe", "Titre de l'axe"] if self.d_ou == "deux" else titres
        titres += ["N°"] if self.avec_codes else []
        return [
            *titres,
            self.h.choice(TITRES_DE_LIBELLE),
            self.h.choice(TITRES_D_UNITES),
            *self.champs,
        ]

    def une_action(self, feuille, lignes, axe, n):
        self.combien += 1
        libelle = f"{self.h.choice(VERBES)} {self.h.choice(CHOSES)} {self.combien}"
        dit = {
            "colonne": [f"{axe[0]}. {axe[1]}"],
            "fusions": [f"{axe[0]}. {axe[1]}" if n == 1 else ""],
            "deux": [str(axe[0]), axe[1]],
        }.get(self.d_ou, [])
        code = f"{axe[0]}.{n}" if self.d_ou == "codes" else str(n)
        ligne = [*dit, *([code] if self.avec_codes else []), libelle, self.h.choice(UNITES)]
        lignes.append([*ligne, *map(self.valeur, self.champs)])
        self.libelles[feuille, len(lignes)] = libelle
        if self.avec_codes and self.h.random() < 0.1:
            suite = [""] * len(ligne)
            suite[-1] = "DENV"
            lignes.append(
                [*suite, *("suite" if c in {"Notes", "Partenaires"} else "" for c in self.champs)]
            )
            self.libelles[feuille, len(lignes)] = libelle

    def valeur(self, champ):
        if champ == "Échéance":
            return self.h.choice((*self.echeances, ""))
        if champ == "Coût":
            return self.h.choice((*self.couts, ""))
        if champ == "État":
            return self.h.choice(ETATS)
        if champ == "Avancement (%)":
            return self.h.choice(("40 %", "12,5 %", "0 %", ""))
        return self.h.choice(
            (
                "",
                "",
                "OMH, Coop",
                "• un\n• deux",
                "une ligne\nune autre",
                "Total : 12",
                "x",
                "“cité”, dit-il",
                "2e étage",
            )
        )


def ecrire(tirage, chemin):
    """Écrit un tirage dans un classeur."""
    classeur = openpyxl.Workbook()
    classeur.remove(classeur.active)
    for nom, lignes in tirage.feuilles.items():
        feuille = classeur.create_sheet(nom or FEUILLE)
        for rang, ligne in enumerate(lignes, 1):
            for colonne, valeur in enumerate(ligne, 1):
                if valeur:
                    feuille.cell(rang, colonne, valeur)
        for etendue in tirage.fusions:
            feuille.merge_cells(etendue)
    classeur.save(chemin)
