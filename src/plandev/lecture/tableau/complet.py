"""Le classeur que rend `plandev classeur` -> le brouillon du plan, sans rien en perdre.

Chaque feuille y a les colonnes que lui donne `reponses.classeur`; une personne a pu en ajouter, les
changer de place, ou y retaper ce qu'elle voulait.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from plandev.constats import CLE, Adresse, Case
from plandev.lecture.brouillon import ILLISIBLE
from plandev.lecture.tableau.brouillon_de_tableau import BrouillonDeTableau
from plandev.lecture.tableau.champs_de_tableau import cle_de_champ, en_valeur
from plandev.lecture.tableau.feuille import Feuille, Ligne
from plandev.mots import choix, citer
from plandev.valeurs import PATRON_CODE

FEUILLES = ("Plan", "Axes", "Unités", "Groupes", "Champs", "Actions")
_CALCULEES = ("Réponse", "États", "Équilibre", "Groupes rejoints", "Bilan")
_SEPARATEUR = ";"
_REGLE = "equilibre."

Lecteur = Callable[[str], Feuille]


def est_complet(noms: list[str]) -> bool:
    """Rend vrai si ces feuilles sont celles du classeur d'un plan entier."""
    return set(FEUILLES) <= set(noms)


def remplir(brouillon: BrouillonDeTableau, noms: list[str], lire: Lecteur) -> None:
    """Met dans le brouillon ce que disent ces feuilles. Lève Refus, ou Debordement."""
    plan: dict[str, Any] = {}
    brouillon.valeur = plan
    _tete(brouillon, plan, lire("Plan"))
    for feuille, cle, nom in _DECLARATIONS:
        _declarer(brouillon, plan, lire(feuille), cle, nom)
    axes = _axes(brouillon, plan, lire("Axes"))
    actions = lire("Actions")
    _actions(brouillon, plan, axes, actions)
    for vide in ("groupes", "champs"):
        if not plan[vide]:
            del plan[vide]
    _dire_les_autres(brouillon, noms, lire, actions)


_DECLARATIONS = (
    ("Unités", ("responsables", "Unité"), "Nom"),
    ("Groupes", ("groupes", "Clé"), "Nom"),
    ("Champs", ("champs", "Clé"), "Intitulé"),
)


class _Table:
    """Une feuille dont la première ligne nomme les colonnes."""

    def __init__(self, brouillon: BrouillonDeTableau, feuille: Feuille, *voulues: str) -> None:
        self.feuille, self._brouillon = feuille, brouillon
        entetes, *suite = [*feuille.lignes.items()] or [(1, {})]
        self.titres = {colonne: cellule.texte for colonne, cellule in entetes[1].items()}
        self.colonnes: dict[str, int] = {}
        for colonne, titre in self.titres.items():
            self.colonnes.setdefault(titre.strip(), colonne)
        self.lignes: list[tuple[int, Ligne]] = suite
        for voulue in voulues:
            if voulue not in self.colonnes:
                message = f"en-tête {citer(voulue)} absent de cette feuille; remettez-le"
                brouillon.refuser("entete-absent", feuille.case(entetes[0], 1), message)

    def texte(self, rang: int, ligne: Ligne, titre: str, *, code: bool = False) -> Any:
        """Rend ce que dit une ligne sous ce titre : un texte, rien (None), ou ILLISIBLE."""
        colonne = self.colonnes.get(titre)
        if colonne is None or (cellule := ligne.get(colonne)) is None:
            return None
        return self._brouillon.lire(cellule, self.feuille.case(rang, colonne), code=code)

    def case(self, rang: int, titre: str) -> Case:
        return self.feuille.case(rang, self.colonnes.get(titre, 1))


def _tete(brouillon: BrouillonDeTableau, plan: dict[str, Any], feuille: Feuille) -> None:
    table = _Table(brouillon, feuille, "Clé", "Valeur")
    brouillon.places[()] = feuille.case(1, 1)
    for rang, ligne in table.lignes:
        cle, valeur = table.texte(rang, ligne, "Clé"), table.texte(rang, ligne, "Valeur")
        if not isinstance(cle, str) or valeur is None:
            continue
        ou: Adresse = ("equilibre",) if cle.startswith(_REGLE) else ()
        contenant = plan.setdefault("equilibre", {}) if ou else plan
        _ajouter(brouillon, contenant, ou, cle.removeprefix(_REGLE), valeur, table, rang)


def _ajouter(
    brouillon: BrouillonDeTableau, contenant: dict[str, Any], adresse: Adresse,
    cle: str, valeur: Any, table: _Table, rang: int,
    titres: tuple[str, str] = ("Clé", "Valeur"),
) -> None:  # fmt: skip
    """Met une valeur sous sa clé, ou dit que celle-ci est donnée deux fois."""
    if cle in contenant:
        message = f"{citer(cle)} est donnée deux fois; gardez-en une seule"
        brouillon.refuser("cle-double", table.case(rang, titres[0]), message)
        return
    brouillon.poser(contenant, cle, valeur, adresse, table.case(rang, titres[1]))
    brouillon.places[*adresse, cle, CLE] = table.case(rang, titres[0])


def _declarer(
    brouillon: BrouillonDeTableau, plan: dict[str, Any], feuille: Feuille,
    noms: tuple[str, str], titre: str,
) -> None:  # fmt: skip
    cle, titre_de_cle = noms
    declares: dict[str, Any] = {}
    brouillon.poser(plan, cle, declares, (), feuille.case(1, 1))
    table = _Table(brouillon, feuille, titre_de_cle, titre)
    for rang, ligne in table.lignes:
        nom = table.texte(rang, ligne, titre_de_cle)
        if isinstance(nom, str):
            valeur = table.texte(rang, ligne, titre)
            titres = (titre_de_cle, titre)
            dit = "" if valeur is None else valeur
            _ajouter(brouillon, declares, (cle,), nom, dit, table, rang, titres)


def _axes(
    brouillon: BrouillonDeTableau, plan: dict[str, Any], feuille: Feuille
) -> dict[str, tuple[Adresse, list[Any]]]:
    """Rend où sont les actions de chaque axe, sous son numéro."""
    table = _Table(brouillon, feuille, "Axe", "Titre")
    brouillon.poser(plan, "axes", [], (), feuille.case(1, 1))
    axes: dict[str, tuple[Adresse, list[Any]]] = {}
    for rang, ligne in table.lignes:
        adresse: Adresse = ("axes", len(plan["axes"]))
        axe: dict[str, Any] = {}
        brouillon.poser(plan["axes"], len(plan["axes"]), axe, ("axes",), table.case(rang, "Axe"))
        for cle, titre in (("numero", "Axe"), ("titre", "Titre"), ("poids", "Poids")):
            brouillon.places[*adresse, cle] = table.case(rang, titre)
            if (valeur := table.texte(rang, ligne, titre)) is not None:
                axe[cle] = valeur
        brouillon.poser(axe, "actions", [], adresse, table.case(rang, "Axe"))
        axes.setdefault(str(axe.get("numero")), ((*adresse, "actions"), axe["actions"]))
    return axes


_D_UNE_ACTION = {"code": "Code", "libelle": "Libellé", "etat": "État"}
_LISTES = {"responsables": "Unités", "groupes": "Groupes"}


def _actions(
    brouillon: BrouillonDeTableau, plan: dict[str, Any],
    axes: Mapping[str, tuple[Adresse, list[Any]]], feuille: Feuille,
) -> None:  # fmt: skip
    table = _Table(brouillon, feuille, "Axe", *_D_UNE_ACTION.values(), *_LISTES.values())
    champs = _colonnes_des_champs(brouillon, plan["champs"], table)
    for rang, ligne in table.lignes:
        if (axe := table.texte(rang, ligne, "Axe")) is ILLISIBLE:
            continue
        if axe not in axes:
            message = f"axe {citer(axe or '')} inconnu; {choix(axes)}"
            brouillon.refuser("axe-a-nommer", table.case(rang, "Axe"), message)
            continue
        adresse, actions = axes[axe]
        _action(brouillon, (adresse, actions), table, (rang, ligne), champs)


def _action(
    brouillon: BrouillonDeTableau, axe: tuple[Adresse, list[Any]],
    table: _Table, ligne: tuple[int, Ligne], champs: Mapping[int, str],
) -> None:  # fmt: skip
    (dessus, actions), (rang, cellules) = axe, ligne
    adresse: Adresse = (*dessus, len(actions))
    action: dict[str, Any] = {}
    brouillon.poser(actions, len(actions), action, dessus, table.case(rang, "Libellé"))
    for cle, titre in _D_UNE_ACTION.items():
        brouillon.places[*adresse, cle] = table.case(rang, titre)
        if (dit := table.texte(rang, cellules, titre, code=cle == "code")) is not None:
            action[cle] = dit
    for cle, titre in _LISTES.items():
        brouillon.places[*adresse, cle] = table.case(rang, titre)
        if (dit := table.texte(rang, cellules, titre)) is not None:
            action[cle] = dit if dit is ILLISIBLE else _separer(dit)
    for colonne, cle in champs.items():
        if cellule := cellules.get(colonne):
            ou = table.feuille.case(rang, colonne)
            lu = brouillon.lire(cellule, ou)
            brouillon.poser(action, cle, lu if lu is ILLISIBLE else en_valeur(lu), adresse, ou)
    _comparer_l_id(brouillon, table, ligne, action)


def _separer(dit: str) -> list[str]:
    return [nom for nom in map(str.strip, dit.split(_SEPARATEUR)) if nom]


def _comparer_l_id(
    brouillon: BrouillonDeTableau, table: _Table, ligne: tuple[int, Ligne], action: dict[str, Any]
) -> None:
    """Avertit d'une première colonne qui ne dit plus la même action que l'axe et le code."""
    rang, cellules = ligne
    cellule = cellules.get(table.colonnes.get("Action", 0))
    axe, code = table.texte(rang, cellules, "Axe"), action.get("code")
    se_cite = isinstance(code, str) and re.search(PATRON_CODE, code)
    if cellule and se_cite and cellule.texte not in {code, f"{axe}.{code}"}:
        message = f"{citer(cellule.texte)} n'est pas lu : l'axe et le code disent {axe}.{code}"
        brouillon.avertir("colonne-de-cote", table.case(rang, "Action"), message)


def _colonnes_des_champs(
    brouillon: BrouillonDeTableau, declares: dict[str, Any], table: _Table
) -> dict[int, str]:
    """Rend la clé du champ de chaque colonne qui en est un; déclare ceux qui ne le sont pas."""
    connues = {*_D_UNE_ACTION.values(), *_LISTES.values(), "Axe", "Action"}
    restantes = {c: t for c, t in table.titres.items() if c != table.colonnes.get(t.strip())
                 or t.strip() not in connues}  # fmt: skip
    trouvees: dict[int, str] = {}
    for cle, intitule in declares.items():
        colonnes = (c for c, titre in restantes.items() if titre in {intitule, cle})
        if (colonne := next(colonnes, None)) is not None:
            trouvees[colonne] = cle
            del restantes[colonne]
    for colonne, titre in restantes.items():
        cle = trouvees[colonne] = cle_de_champ(titre, declares)
        ou = table.feuille.case(1, colonne)
        brouillon.poser(declares, cle, titre.strip(), ("champs",), ou)
    return trouvees


def _dire_les_autres(
    brouillon: BrouillonDeTableau, noms: list[str], lire: Lecteur, actions: Feuille
) -> None:
    """Avertit des feuilles qui ne sont ni lues ni calculées de celles qui le sont."""
    entetes = [*actions.lignes.values()][:1]
    for nom in noms:
        if nom in {*FEUILLES, *_CALCULEES}:
            continue
        feuille = lire(nom)
        if [*feuille.lignes.values()][:1] != entetes:  # celles d'une unité ont ses colonnes
            message = f"feuille {citer(nom)} laissée de côté : ce classeur n'en a pas de ce nom"
            brouillon.avertir("feuille-de-cote", feuille.case(1, 1), message)
