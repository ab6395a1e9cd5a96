"""La tête d'un plan lu d'un tableau : son titre et son année, dits, écrits là, ou demandés."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from plandev.lecture.brouillon import ILLISIBLE
from plandev.lecture.tableau.brouillon_de_tableau import BrouillonDeTableau
from plandev.lecture.tableau.precisions import Precisions
from plandev.lecture.tableau.tableau_des_gens.formes import sur_une_ligne
from plandev.lecture.tableau.tableau_des_gens.table import Table
from plandev.messages.constats import Case
from plandev.messages.mots import redire

_LONGUEUR_D_UN_TITRE = 200
_TITRE = re.compile(r"[^\W\d_].*[^.]\s*\Z")  # des lettres; une phrase finit par un point
_ANNEE = r"(?:19|20|21)[0-9]{2}"
_PERIODE = re.compile(rf"(?<![0-9])({_ANNEE})\s*(?:-|\u2013|\u2014|/|à|au)\s*({_ANNEE})(?![0-9])")
_ANNEES = re.compile(rf"(?<![0-9])({_ANNEE})(?![0-9])")


class Ecrit(NamedTuple):
    """Un texte qui dit peut-être le titre ou l'année : dans une cellule, ou autour du tableau."""

    texte: str
    ou: Case | None
    nom: str


def donner_la_tete(
    brouillon: BrouillonDeTableau,
    precisions: Precisions,
    table: Table,
) -> None:
    """Met dans le brouillon le titre et l'année du plan, et dit d'où ils viennent.

    Ce qui est écrit au-dessus de la table et n'en est pas lu est dit aussi; le nom d'une feuille
    dit parfois l'année.
    """
    au_dessus = [
        Ecrit(cellule.texte, rangee.case(colonne), "cette cellule")
        for rangee in table.avant
        for colonne, cellule in rangee.propres.items()
        if rangee.case(colonne) not in brouillon.conversions
    ]
    fichier = Ecrit(_sans_fin(brouillon.fichier), None, "le nom du fichier")
    if titre := _titre(precisions, [*au_dessus, fichier]):
        _poser(brouillon, "titre", titre)
    else:
        _demander(brouillon, "titre", _SANS_TITRE, '--titre "…"')
    onglets = [Ecrit(nom, None, "le nom de la feuille") for nom in (f.nom for f in table.feuilles)]
    donnee = [Ecrit(precisions.annee, None, "")] if precisions.annee else []
    if quand := next(_annees(donnee or [*au_dessus, *onglets, fichier]), None):
        _poser(brouillon, *quand)
    else:
        _demander(brouillon, "annee", _SANS_ANNEE, "--annee …")
    _dire_le_reste(brouillon, au_dessus)


_SANS_TITRE = "le titre du plan n'est pas dans ce tableau\ndonnez-le"
_SANS_ANNEE = "l'année du plan n'est pas dans ce tableau\ndonnez-la, ou sa période (2023-2030)"


def _dire_le_reste(brouillon: BrouillonDeTableau, au_dessus: Sequence[Ecrit]) -> None:
    lues = {brouillon.places.get((cle,)) for cle in ("titre", "annee", "periode")}
    for ecrit in au_dessus:
        if ecrit.ou not in lues:
            message = f"au-dessus du tableau : {redire(ecrit.texte)}"
            brouillon.avertir("ligne-de-cote", ecrit.ou, message)


def _demander(brouillon: BrouillonDeTableau, cle: str, demande: str, option: str) -> None:
    brouillon.valeur[cle] = ILLISIBLE
    brouillon.demander("tete-a-donner", None, demande, option)


def _sans_fin(fichier: str) -> str:
    return "" if fichier.startswith("(") else Path(fichier).stem


def _titre(precisions: Precisions, ecrits: Sequence[Ecrit]) -> Ecrit | None:
    """Rend ce qui dit le titre : la commande, un « plan », un texte daté, le nom du fichier."""
    if precisions.titre:
        return Ecrit(precisions.titre, None, "")
    *cellules, fichier = ecrits
    courts = [*filter(_peut_etre_un_titre, cellules)]
    nommes = [e for e in courts if re.search(r"\bplan\b", e.texte, re.IGNORECASE)]
    dates = [e for e in courts if _ANNEES.search(e.texte)]
    return next((e for e in (*nommes, *dates, fichier) if e.texte), None)


def _peut_etre_un_titre(ecrit: Ecrit) -> bool:
    court = len(ecrit.texte) <= _LONGUEUR_D_UN_TITRE and _TITRE.search(ecrit.texte)
    return bool(court) and not _ANNEES.fullmatch(ecrit.texte.strip())


def _annees(ecrits: Iterable[Ecrit]) -> Iterator[tuple[str, Ecrit]]:
    """Rend la clé et l'année, ou la période, que disent des textes, du plus sûr au moins sûr."""
    for ecrit in ecrits:
        if periode := _PERIODE.search(ecrit.texte):
            yield "periode", ecrit._replace(texte=f"{periode[1]}-{periode[2]}")
        elif len(annees := set(_ANNEES.findall(ecrit.texte))) == 1:
            yield "annee", ecrit._replace(texte=annees.pop())


def _poser(brouillon: BrouillonDeTableau, cle: str, ecrit: Ecrit) -> None:
    texte = sur_une_ligne(ecrit.texte)
    brouillon.valeur[cle] = texte
    if ecrit.ou:
        brouillon.places[cle,] = ecrit.ou
    if ecrit.nom:
        nom = {"titre": "titre", "annee": "année", "periode": "période"}[cle]
        option = "--titre" if cle == "titre" else "--annee"
        dit = f"{nom} du plan : {redire(texte)}, d'après {ecrit.nom}; {option} en donne autre chose"
        brouillon.avertir("tete-a-donner", ecrit.ou, dit)
