"""La commande `importer`."""

import re
from collections.abc import Iterable
from typing import Any, NoReturn

from plandev.commandes import fin, options
from plandev.commandes.aide import commande
from plandev.commandes.destination import Destination, avec_destination
from plandev.commandes.plan_en_usage import emplacement
from plandev.constats import Constat, ErreurPlan
from plandev.lecture.tableau import importer as lire_le_tableau
from plandev.lecture.tableau.entetes import ROLES
from plandev.lecture.tableau.precisions import Precisions, rang_de_colonne
from plandev.mots import citer, enumerer, reconnaitre
from plandev.redaction import rediger
from plandev.reponses.constats import resumer_l_importation
from plandev.sortie import noter

app, declarer = commande(
    "importer",
    "Fait un plan d'un tableau : celui d'un tableur, ou le classeur de plandev.",
    "importer plan2020.xlsx -o plan2020.yaml",
    "importer tableau.csv --annee 2021 --colonne libelle=C",
)


@declarer
@avec_destination(".yaml", ".yml", remplacable=False)
def importer(
    *,
    tableau: options.Tableau,
    titre: options.Titre = None,
    annee: options.AnneeDuPlan = None,
    colonnes: options.Colonnes = None,
    titres_d_axes: options.TitresDAxes = None,
    numeroter: options.Numeroter = False,
    feuille: options.Feuille = None,
    destination: Destination,
) -> int:
    lieu = emplacement(tableau)
    if titre is not None and not titre.strip():
        _refuser("--titre : ce titre est vide; écrivez-le")
    precisions = Precisions(
        titre=titre,
        annee=_annee(annee),
        colonnes=_une_fois("--colonne", map(_colonne, colonnes or ())),
        axes=_une_fois("--titre-axe", map(_axe, titres_d_axes or ())),
        feuille=feuille,
        numeroter=numeroter,
    )
    lu = lire_le_tableau(lieu.fichier, precisions)
    resume = f"{resumer_l_importation(lieu.nom, lu.actions, lu.constats)}\n"
    if lu.plan is None:
        statut = fin.refuser(ErreurPlan(*lu.constats))
        noter(resume)
        return statut
    fin.relever(lu.constats)
    noter(resume)
    fin.deposer([rediger(lu.plan)], destination, lieu)
    return fin.FAVORABLE


_ANNEE_OU_PERIODE = r"(19|20|21)[0-9]{2}(-(19|20|21)[0-9]{2})?"


def _annee(tapee: str | None) -> str | None:
    if tapee is not None and not re.fullmatch(_ANNEE_OU_PERIODE, tapee):
        _refuser(f"--annee {citer(tapee)} : une année est attendue, ou une période : 2023-2030")
    return tapee


def _colonne(tapee: str) -> tuple[str, int]:
    cle, _, tapees = tapee.partition("=")
    rang = rang_de_colonne(tapees)
    if rang is None or not cle:
        attendu = f"la clé et la lettre de sa colonne sont attendues, comme {ROLES[0]}=A"
        _refuser(f"--colonne {citer(tapee)} : {attendu}; clés : {enumerer(ROLES)}, ou un champ")
    return reconnaitre(cle, ROLES) or cle, rang


def _axe(tapee: str) -> tuple[int, str]:
    numero, _, titre = tapee.partition("=")
    if not re.fullmatch("[1-9][0-9]{0,2}", numero) or not titre.strip():
        attendu = 'le numéro d\'un axe et son titre sont attendus, comme "5=Son titre"'
        _refuser(f"--titre-axe {citer(tapee)} : {attendu}")
    return int(numero), titre.strip()


def _une_fois(option: str, paires: Iterable[tuple[Any, Any]]) -> dict[Any, Any]:
    """Rend ces paires; lève ErreurPlan si une clé, ou une colonne, y est deux fois."""
    rendues: dict[Any, Any] = {}
    for cle, valeur in paires:
        if cle in rendues or (option == "--colonne" and valeur in rendues.values()):
            _refuser(f"{option} {citer(str(cle))} : donnée deux fois; gardez-en une seule")
        rendues[cle] = valeur
    return rendues


def _refuser(message: str) -> NoReturn:
    raise ErreurPlan(Constat("demande-inconnue", message))
