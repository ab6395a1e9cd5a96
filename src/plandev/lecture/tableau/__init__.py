"""Un tableau (.xlsx, .csv) -> le plan qu'il dit, ou toutes ses fautes, chacune dans sa cellule."""

from shlex import quote
from typing import TYPE_CHECKING, NamedTuple

from plandev.lecture.brouillon import Debordement
from plandev.lecture.octets import lire, nom_a_citer
from plandev.lecture.tableau import notre_classeur, tableau_des_gens
from plandev.lecture.tableau.brouillon_de_tableau import BrouillonDeTableau
from plandev.lecture.tableau.feuilles.feuille import Feuille
from plandev.lecture.tableau.feuilles.refus import PAS_UN_TABLEAU, UN_DOCUMENT, Refus, refuser
from plandev.lecture.tableau.feuilles.texte_separe import lectures
from plandev.lecture.tableau.notre_classeur import est_le_notre
from plandev.lecture.tableau.precisions import SANS_PRECISION, Precisions
from plandev.lecture.tableau.tableau_des_gens.lecture import Lecture
from plandev.lecture.tableau.tableau_des_gens.table.entete import merite
from plandev.lecture.validation import avertir, en_ordre, valider
from plandev.messages.constats import Constat, ErreurPlan
from plandev.messages.mots import plier
from plandev.plan.modele import Plan

if TYPE_CHECKING:
    from plandev.lecture.octets import Fichier

_MIO_MAX = 32
_ARCHIVE = b"PK\x03\x04"
_AUTRES_DEBUTS = {
    b"%PDF": UN_DOCUMENT,
    b"{\\rtf": UN_DOCUMENT,
    b"<": UN_DOCUMENT,
    b"PK": PAS_UN_TABLEAU,
}
_OLE = b"\xd0\xcf\x11\xe0"
_PROTEGE = "EncryptedPackage".encode("utf-16-le")


class Importation(NamedTuple):
    """Ce qui a été lu d'un tableau : le plan, ou None s'il a des fautes; combien d'actions.

    `options` : de quoi répondre à ce qui est demandé; `lecture` : comment un tableau des gens est
    lu, ce que notre classeur n'a pas à dire.
    """

    plan: Plan | None
    actions: int
    constats: list[Constat]
    options: list[str]
    lecture: Lecture | None


def importer(fichier: "Fichier", precisions: Precisions = SANS_PRECISION) -> Importation:
    """Rend le plan que dit un tableau, et tout ce qu'il y a à en dire, dans l'ordre des cellules.

    Lève ErreurPlan d'un fichier qui ne peut pas être lu.
    """
    brouillon = BrouillonDeTableau(fichier=str(fichier))
    plan = lecture = None
    try:
        lecture = _remplir(brouillon, lire(fichier, _MIO_MAX), precisions)
        plan = valider(brouillon)
    except Debordement:  # le dernier constat le dit
        pass
    except Refus as refus:
        nom = nom_a_citer(brouillon.fichier)
        raise ErreurPlan(Constat(refus.code, refus.phrase, nom)) from None
    avis = [*brouillon.avis, *(avertir(plan, brouillon) if plan else ())]
    constats = en_ordre([*brouillon.constats, *avis])
    return Importation(plan, brouillon.actions, constats, brouillon.options, lecture)


def _remplir(
    brouillon: BrouillonDeTableau, octets: bytes, precisions: Precisions
) -> Lecture | None:
    if octets.startswith(_ARCHIVE):
        return _remplir_d_un_classeur(brouillon, octets, precisions)
    _refuser_ce_qui_n_est_pas_du_texte(octets)
    if brouillon.fichier.lower().endswith((".yaml", ".yml")):
        refuser(f"c'est déjà un plan\nvérifiez-le : plandev valider {quote(brouillon.fichier)}")
    feuille = _mieux_separee(octets, precisions.encodage)
    return tableau_des_gens.remplir(brouillon, [feuille], precisions)


def _remplir_d_un_classeur(
    brouillon: BrouillonDeTableau, octets: bytes, precisions: Precisions
) -> Lecture | None:
    from plandev.lecture.tableau.feuilles.classeur_xlsx import Classeur

    classeur = Classeur(octets)
    if est_le_notre(classeur.noms):
        if precisions != SANS_PRECISION:
            brouillon.avertir("option-sans-effet", None, _SANS_EFFET)
        notre_classeur.remplir(brouillon, classeur.noms, classeur.lire)
        return None
    voulue = plier(precisions.feuille or "")
    noms = [nom for nom in classeur.noms if plier(nom) == voulue] or classeur.noms
    feuilles = [*map(classeur.lire, noms)]
    return tableau_des_gens.remplir(brouillon, feuilles, precisions)


def _mieux_separee(octets: bytes, encodage: str | None) -> Feuille:
    """Rend la lecture de ce texte qui y trouve le meilleur en-tête, ou le plus de colonnes.

    Lève Refus d'un texte qui ne se lit pas jusqu'au bout, si aucune n'y trouve d'en-tête.
    """
    feuilles, raison = lectures(octets, encodage)
    mieux = max(feuilles, key=merite, default=None)
    if mieux is None or (raison and not merite(mieux)[0]):
        refuser(raison)
    return mieux


def _refuser_ce_qui_n_est_pas_du_texte(octets: bytes) -> None:
    if octets.startswith(_OLE):
        refuser(_PROTEGE_PAR_UN_MOT if _PROTEGE in octets else _ANCIEN)
    for debut, phrase in _AUTRES_DEBUTS.items():
        if octets.lstrip().startswith(debut):
            refuser(phrase)


_SANS_EFFET = (
    "les options qui précisent un tableau ne changent rien à ce classeur, qui dit tout de son plan"
)
_PROTEGE_PAR_UN_MOT = "ce classeur est protégé par un mot de passe\nenregistrez-le sans"
_ANCIEN = "c'est un classeur .xls, d'avant 2007\nenregistrez-le en .xlsx"
