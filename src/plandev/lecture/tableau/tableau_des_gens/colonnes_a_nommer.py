"""Ce qu'un en-tête ne dit pas : demandé, avec l'option qui y répond."""

from plandev.lecture.tableau.brouillon import BrouillonDeTableau
from plandev.lecture.tableau.feuilles.feuille import Feuille
from plandev.lecture.tableau.tableau_des_gens.blocs import AUCUNE, Bloc
from plandev.lecture.tableau.tableau_des_gens.entetes import Role
from plandev.messages.constats import lettres

_INDISPENSABLES: tuple[Role, ...] = ("libelle", "code")
_NOMS: dict[Role, str] = {
    "code": "le code de l'action",
    "axe": "l'axe",
    "axe_titre": "le titre de l'axe",
    "libelle": "le libellé de l'action",
    "responsables": "les unités",
    "groupes": "les groupes",
    "etat": "l'état",
}
_SANS_CODE = ", ou, s'il n'en a pas, faites-les numéroter dans chaque axe : --numeroter"


def est_lisible(
    brouillon: BrouillonDeTableau, feuille: Feuille, bloc: Bloc, *, numeroter: bool
) -> bool:
    """Rend vrai si l'on sait où sont le code et le libellé; sinon, demande lesquels ce sont.

    `numeroter` : les actions le seront, et aucune colonne n'a leurs codes.
    """
    for role, rivales in bloc.rivales.items():
        for rivale in rivales:
            _demander_laquelle(brouillon, feuille, bloc, (role, rivale))
    for rang, colonne in bloc.illisibles:
        brouillon.lire(feuille.lignes[rang][colonne], feuille.case(rang, colonne))
    if numeroter:
        bloc.roles.setdefault("code", AUCUNE)
    manquent = [role for role in _INDISPENSABLES if role not in bloc.roles]
    ou = feuille.case(bloc.debut, 1)
    for role in manquent:
        message = f"aucun en-tête ne dit où est {_NOMS[role]}; nommez sa colonne :"
        suite = f"--colonne {role}=LETTRE{_SANS_CODE if role == 'code' else ''}"
        brouillon.refuser("colonne-a-nommer", ou, f"{message} {suite}")
    if not manquent and "responsables" not in bloc.roles:
        message = "aucun en-tête ne dit où sont les unités; nommez leur colonne :"
        brouillon.avertir("colonne-a-nommer", ou, f"{message} --colonne responsables=LETTRE")
    return not manquent


def _demander_laquelle(
    brouillon: BrouillonDeTableau, feuille: Feuille, bloc: Bloc, rivale: tuple[Role, int]
) -> None:
    role, seconde = rivale
    premiere = bloc.roles[role]
    deux = f"les colonnes {lettres(premiere)} et {lettres(seconde)} peuvent dire {_NOMS[role]}"
    options = f"--colonne {role}={lettres(premiere)}, ou {role}={lettres(seconde)}"
    message = f"{deux}; nommez la bonne, l'autre sera un champ : {options}"
    brouillon.refuser("colonne-a-nommer", feuille.case(bloc.debut, seconde), message)
