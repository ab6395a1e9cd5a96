"""Les colonnes qu'un en-tête ne dit pas, demandées, et celles dont il fait des champs."""

from collections import Counter

from plandev.lecture.tableau.brouillon_de_tableau import BrouillonDeTableau
from plandev.lecture.tableau.feuilles.feuille import Feuille
from plandev.lecture.tableau.feuilles.refus import refuser_la_taille
from plandev.lecture.tableau.precisions import Precisions
from plandev.lecture.tableau.tableau_des_gens.decoupage import Bloc
from plandev.lecture.tableau.tableau_des_gens.entetes import ROLES, Role
from plandev.lecture.tableau.tableau_des_gens.textes import Lu
from plandev.messages.constats import lettres
from plandev.messages.mots import plier
from plandev.plan.tableur import cle_de_champ

_NOMS: dict[Role, str] = {
    "code": "le code de l'action",
    "axe": "l'axe",
    "axe_titre": "le titre de l'axe",
    "libelle": "le libellé de l'action",
    "responsables": "les unités",
    "groupes": "les groupes",
    "etat": "l'état",
}
_SANS_CODE = ", ou, s'il n'en a pas, faites-les numéroter dans chaque axe : --numeroter"
_CHAMPS_MAX = 1_000  # bien plus que ceux d'un plan : de quoi les dire tous


def demander_les_colonnes(brouillon: BrouillonDeTableau, feuille: Feuille, bloc: Bloc) -> None:
    """Demande les colonnes que l'en-tête de ce bloc ne dit pas, ou pas sûrement."""
    for role, rivales in bloc.rivales.items():
        for rivale in rivales:
            _demander_laquelle(brouillon, feuille, bloc, (role, rivale))
    for rang, colonne in bloc.illisibles:
        brouillon.lire(feuille.lignes[rang][colonne], feuille.case(rang, colonne))
    ou = feuille.case(bloc.debut, 1)
    for role in bloc.manquants:
        message = f"aucun en-tête ne dit où est {_NOMS[role]}\nnommez sa colonne :"
        suite = f"--colonne {role}=LETTRE{_SANS_CODE if role == 'code' else ''}"
        brouillon.signaler("colonne-a-nommer", ou, f"{message} {suite}")
    if not bloc.manquants and "responsables" not in bloc.roles:
        message = "aucun en-tête ne dit où sont les unités\nnommez leur colonne :"
        brouillon.avertir("colonne-a-nommer", ou, f"{message} --colonne responsables=LETTRE")


def _demander_laquelle(
    brouillon: BrouillonDeTableau, feuille: Feuille, bloc: Bloc, rivale: tuple[Role, int]
) -> None:
    role, seconde = rivale
    premiere = bloc.roles[role]
    deux = f"les colonnes {lettres(premiere)} et {lettres(seconde)} peuvent dire {_NOMS[role]}"
    options = f"--colonne {role}={lettres(premiere)}, ou {role}={lettres(seconde)}"
    message = f"{deux}\nnommez la bonne, l'autre sera un champ : {options}"
    brouillon.signaler("colonne-a-nommer", feuille.case(bloc.debut, seconde), message)


class ChampsLus:
    """Les champs à mesure que des en-têtes les nomment : leur clé, leur intitulé, et sa place."""

    def __init__(self) -> None:
        self.declares: dict[str, Lu] = {}
        # La clé d'un intitulé et de son rang, là où un en-tête le répète.
        self._cles: dict[tuple[str, int], str] = {}

    def colonnes(self, bloc: Bloc, feuille: Feuille, precisions: Precisions) -> dict[int, str]:
        """Rend la clé du champ de chaque colonne d'un bloc qui en est un."""
        ligne = bloc.entete[-1] if bloc.entete else bloc.rangs[0]
        nommees = {c: cle for cle, c in precisions.colonnes.items() if cle not in ROLES}
        trouvees, deja = dict[int, str](), Counter[str]()
        for colonne in sorted({*bloc.titres, *nommees} - {*bloc.roles.values()}):
            titre = bloc.titres.get(colonne) or nommees[colonne]
            forme = plier(titre)
            cle = nommees.get(colonne) or self._cle(titre, (forme, deja[forme]))
            deja[forme] += 1
            trouvees[colonne] = cle
            if len(self.declares) > _CHAMPS_MAX:
                refuser_la_taille("plus de mille en-têtes différents\nne gardez que le tableau")
            self.declares.setdefault(cle, Lu(titre, feuille.case(ligne, colonne)))
        return trouvees

    def _cle(self, titre: str, intitule: tuple[str, int]) -> str:
        if intitule not in self._cles:
            self._cles[intitule] = cle_de_champ(titre, self.declares)
        return self._cles[intitule]
