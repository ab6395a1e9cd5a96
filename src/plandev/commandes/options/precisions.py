"""Les options de `importer` : ce qui se dit d'un tableau, et ne s'y devine pas."""

import re
from collections.abc import Iterable
from typing import Annotated, Any, NoReturn

from typer import Option

from plandev.commandes.options import drapeau, propositions
from plandev.commandes.options.parametres import Commande, reunir
from plandev.lecture.tableau.precisions import Precisions
from plandev.lecture.tableau.tableau_des_gens.entetes import ROLES
from plandev.messages.constats import Constat, ErreurPlan, rang_de_colonne
from plandev.messages.mots import enumerer, reconnaitre, redire

_Titre = Annotated[str | None, Option(metavar="TITRE", help="Titre du plan, s'il n'y est pas.")]
_Annee = Annotated[
    str | None, Option("--annee", metavar="ANNEE", help="Année du plan, ou sa période : 2023-2030.")
]
_Colonnes = Annotated[
    list[str] | None,
    Option(
        "--colonne",
        metavar="CLE=LETTRE",
        help="Où est ce que dit chaque action : code=A, libelle=C, responsables=D, axe, groupes, "
        "etat, ou un champ à vous. Autant de fois qu'il faut.",
        autocompletion=propositions.mots(*(f"{role}=" for role in ROLES)),
    ),
]
_TitresDAxes = Annotated[
    list[str] | None,
    Option(
        "--titre-axe",
        metavar="N=TITRE",
        help="Titre d'un axe qui n'en a pas : 5=Le développement. Autant de fois qu'il faut.",
    ),
]
_Numeroter = Annotated[
    bool,
    drapeau(
        "--numeroter",
        "Numérote les actions de chaque axe, si le tableau n'a pas leurs numéros.",
    ),
]
_Feuille = Annotated[
    str | None, Option(metavar="NOM", help="La feuille à lire, si le classeur en a plusieurs.")
]
_OPTIONS = {
    "titre": (_Titre, None),
    "annee": (_Annee, None),
    "colonnes": (_Colonnes, None),
    "titres_d_axes": (_TitresDAxes, None),
    "numeroter": (_Numeroter, False),
    "feuille": (_Feuille, None),
}


def avec_precisions(commande: Commande) -> Commande:
    """Rend la commande, qui prend ces options et en reçoit ses `precisions`.

    Lève ErreurPlan, quand elle est lancée, si l'une d'elles n'est pas comprise.
    """
    return reunir("precisions", _OPTIONS, _comprendre)(commande)


def _comprendre(
    titre: str | None,
    annee: str | None,
    colonnes: list[str] | None,
    titres_d_axes: list[str] | None,
    numeroter: bool,
    feuille: str | None,
) -> Precisions:
    if titre is not None and not titre.strip():
        _refuser("--titre : ce titre est vide\nécrivez-le")
    return Precisions(
        titre=titre,
        annee=_annee(annee),
        colonnes=_une_fois("--colonne", map(_colonne, colonnes or ())),
        axes=_une_fois("--titre-axe", map(_axe, titres_d_axes or ())),
        feuille=feuille,
        numeroter=numeroter,
    )


_ANNEE_OU_PERIODE = r"(19|20|21)[0-9]{2}(-(19|20|21)[0-9]{2})?"


def _annee(tapee: str | None) -> str | None:
    if tapee is not None and not re.fullmatch(_ANNEE_OU_PERIODE, tapee):
        _refuser(f"--annee {redire(tapee)} : une année est attendue, ou une période : 2023-2030")
    return tapee


def _colonne(tapee: str) -> tuple[str, int]:
    cle, _, tapees = tapee.partition("=")
    lettres = tapees.strip().upper()
    if not cle or not re.fullmatch("[A-Z]{1,2}", lettres):
        attendu = f"la clé et la lettre de sa colonne sont attendues, comme {ROLES[0]}=A"
        _refuser(f"--colonne {redire(tapee)} : {attendu}\nclés : {enumerer(ROLES)}, ou un champ")
    return reconnaitre(cle, ROLES) or cle, rang_de_colonne(lettres)


def _axe(tapee: str) -> tuple[int, str]:
    numero, _, titre = tapee.partition("=")
    if not re.fullmatch("[1-9][0-9]{0,2}", numero) or not titre.strip():
        attendu = 'le numéro d\'un axe et son titre sont attendus, comme "5=Son titre"'
        _refuser(f"--titre-axe {redire(tapee)} : {attendu}")
    return int(numero), titre.strip()


def _une_fois(option: str, paires: Iterable[tuple[Any, Any]]) -> dict[Any, Any]:
    """Rend ces paires; lève ErreurPlan si une clé, ou une colonne, y est deux fois."""
    rendues: dict[Any, Any] = {}
    for cle, valeur in paires:
        if cle in rendues or (option == "--colonne" and valeur in rendues.values()):
            _refuser(f"{option} {redire(str(cle))} : donnée deux fois\ngardez-en une seule")
        rendues[cle] = valeur
    return rendues


def _refuser(message: str) -> NoReturn:
    raise ErreurPlan(Constat("demande-inconnue", message))
