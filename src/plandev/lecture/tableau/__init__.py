"""Un tableau (.xlsx, .csv) -> le plan qu'il dit, ou toutes ses fautes, chacune dans sa cellule."""

from shlex import quote
from typing import TYPE_CHECKING, NamedTuple

from plandev.lecture.brouillon import Debordement
from plandev.lecture.octets import lire, nom_a_citer
from plandev.lecture.tableau import notre_classeur, tableau_des_gens
from plandev.lecture.tableau.brouillon_de_tableau import BrouillonDeTableau
from plandev.lecture.tableau.feuilles.refus import PAS_UN_TABLEAU, UN_DOCUMENT, Refus, refuser
from plandev.lecture.tableau.feuilles.texte_separe import lectures
from plandev.lecture.tableau.notre_classeur import est_le_notre
from plandev.lecture.tableau.precisions import SANS_PRECISION, Precisions
from plandev.lecture.tableau.tableau_des_gens.decoupage import Decoupage, decouper
from plandev.lecture.validation import avertir, en_ordre, valider
from plandev.messages.constats import Constat, ErreurPlan
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
    """Ce qui a été lu d'un tableau : le plan, ou None s'il a des fautes; combien d'actions."""

    plan: Plan | None
    actions: int
    constats: list[Constat]


def importer(fichier: "Fichier", precisions: Precisions = SANS_PRECISION) -> Importation:
    """Rend le plan que dit un tableau, et tout ce qu'il y a à en dire, dans l'ordre des cellules.

    Lève ErreurPlan d'un fichier qui ne peut pas être lu.
    """
    brouillon = BrouillonDeTableau(fichier=str(fichier))
    plan = None
    try:
        _remplir(brouillon, lire(fichier, _MIO_MAX), precisions)
        plan = valider(brouillon)
    except Debordement:  # le dernier constat le dit
        pass
    except Refus as refus:
        nom = nom_a_citer(brouillon.fichier)
        raise ErreurPlan(Constat(refus.code, refus.phrase, nom)) from None
    avis = [*brouillon.avis, *(avertir(plan, brouillon) if plan else ())]
    return Importation(plan, brouillon.actions, en_ordre([*brouillon.constats, *avis]))


def _remplir(brouillon: BrouillonDeTableau, octets: bytes, precisions: Precisions) -> None:
    if octets.startswith(_ARCHIVE):
        _remplir_d_un_classeur(brouillon, octets, precisions)
        return
    _refuser_ce_qui_n_est_pas_du_texte(octets)
    if brouillon.fichier.lower().endswith((".yaml", ".yml")):
        refuser(f"c'est déjà un plan\nvérifiez-le : plandev valider {quote(brouillon.fichier)}")
    decoupage = _mieux_separee(octets, precisions)
    tableau_des_gens.choisir(brouillon, [decoupage.feuille], precisions.feuille)
    tableau_des_gens.remplir(brouillon, [decoupage], precisions)


def _remplir_d_un_classeur(
    brouillon: BrouillonDeTableau, octets: bytes, precisions: Precisions
) -> None:
    from plandev.lecture.tableau.feuilles.classeur_xlsx import Classeur

    classeur = Classeur(octets)
    if est_le_notre(classeur.noms):
        if precisions != SANS_PRECISION:
            brouillon.avertir("option-sans-effet", None, _SANS_EFFET)
        notre_classeur.remplir(brouillon, classeur.noms, classeur.lire)
        return
    toutes = [*map(classeur.lire, classeur.noms)]
    feuilles = tableau_des_gens.choisir(brouillon, toutes, precisions.feuille)
    decoupages = [decouper(feuille, precisions.colonnes) for feuille in feuilles]
    tableau_des_gens.remplir(brouillon, decoupages, precisions)


def _mieux_separee(octets: bytes, precisions: Precisions) -> Decoupage:
    """Rend la lecture de ce texte qui y reconnaît le plus d'en-têtes, ou le plus de colonnes.

    Lève Refus d'un texte qui ne se lit pas jusqu'au bout, si aucune n'y trouve d'en-tête.
    """
    feuilles, raison = lectures(octets)
    decoupages = [decouper(feuille, precisions.colonnes) for feuille in feuilles]
    mieux = max(decoupages, key=_merite, default=None)
    if mieux is None or (raison and not mieux.blocs):
        refuser(raison)
    return mieux


def _merite(decoupage: Decoupage) -> tuple[int, int]:
    larges = sorted(len(ligne) for ligne in decoupage.feuille.lignes.values())
    roles = max((len(bloc.roles) for bloc in decoupage.blocs), default=0)
    return roles, larges[len(larges) // 2] if larges else 0


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
