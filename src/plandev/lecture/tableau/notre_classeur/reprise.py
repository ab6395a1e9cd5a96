"""Le plan repris des feuilles de son classeur, chaque valeur avec la cellule d'où elle vient."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from plandev.lecture.brouillon import ILLISIBLE
from plandev.lecture.tableau.brouillon_de_tableau import BrouillonDeTableau
from plandev.lecture.tableau.feuilles.feuille import Feuille
from plandev.lecture.tableau.notre_classeur.feuille_titree import FeuilleTitree, Rangee
from plandev.lecture.tableau.notre_classeur.nommes import nommes
from plandev.messages.constats import CLE, Adresse
from plandev.messages.mots import choix, redire
from plandev.plan.action import TYPES_DES_LISTES
from plandev.plan.etats import ETATS
from plandev.plan.modele import Axe, Plan, Regle
from plandev.plan.natures import NATURES, PREMIER_JOUR
from plandev.plan.parcours import valeur_de
from plandev.plan.tableur import (
    ACTIONS,
    AXES,
    DECLAREES,
    PLAN,
    cle_de_champ,
    intitules,
    sans_puces,
    titres_des_champs,
)
from plandev.plan.tete import A_PART
from plandev.plan.valeurs import PATRON_CODE

_ID, _AXE, _CODE, _LIBELLE = (ACTIONS.titres[cle] for cle in ("id", "axe", "code", "libelle"))
_REQUISES = (cle for cle, champ in Axe.model_fields.items() if champ.is_required())
_OBLIGATOIRES_D_UN_AXE = [AXES.titres[cle] for cle in _REQUISES if cle in AXES.titres]
_NOMMES = {cle: titre for cle, titre in ACTIONS.titres.items() if cle in DECLAREES}
_D_UNE_ACTION = {
    cle: titre for cle, titre in ACTIONS.titres.items() if cle not in {*_NOMMES, "id", "axe"}
}
_REGLE = "equilibre."
_FACULTATIVES = {*Plan.model_fields, *(f"{_REGLE}{cle}" for cle in Regle.model_fields)}


class _AxeRepris(NamedTuple):
    """Où mettre les actions d'un axe."""

    adresse: Adresse
    actions: list[Any]


class Reprise:
    """Le plan à mesure que ses feuilles sont reprises."""

    def __init__(self, brouillon: BrouillonDeTableau) -> None:
        self._brouillon = brouillon
        self._plan: dict[str, Any] = brouillon.valeur
        self._axes: dict[Any, _AxeRepris] = {}

    def tete(self, feuille: Feuille) -> None:
        """Reprend ce que le plan dit de lui-même, et sa règle d'équilibre."""
        sa_cle, sa_valeur = PLAN.titres.values()
        titree = FeuilleTitree(self._brouillon, feuille, *PLAN.titres.values())
        self._brouillon.places[()] = titree.debut
        for rangee in titree:
            cle, valeur = rangee.texte(sa_cle), rangee.texte(sa_valeur)
            if isinstance(cle, str) and cle in A_PART:
                message = f"{redire(cle)} ne s'écrit pas ici : sa feuille le dit"
                ou = rangee.case(sa_cle)
                self._brouillon.signaler("cle-double", ou, f"{message}\nretirez cette ligne")
            elif isinstance(cle, str) and (valeur is not None or cle not in _FACULTATIVES):
                de_la_regle = cle.startswith(_REGLE)
                contenant = self._plan.setdefault("equilibre", {}) if de_la_regle else self._plan
                adresse = ("equilibre",) if de_la_regle else ()
                paire = (cle.removeprefix(_REGLE), "" if valeur is None else valeur)
                self._ajouter(contenant, adresse, paire, rangee, (sa_cle, sa_valeur))
            elif cle is None:
                self._dire_sans_cle(rangee, sa_cle)
        titree.dire_les_colonnes_de_trop(PLAN.titres.values())

    def declarations(self, cle: str, feuille: Feuille) -> None:
        """Reprend les unités, les groupes ou les champs, et leurs noms."""
        (_, titre), (_, titre_du_nom), *autres = DECLAREES[cle].titres.items()
        # Un classeur d'avant n'a que les états, tous des sept.
        requis = (titre,) if cle == "etats" else (titre, titre_du_nom)
        titree = FeuilleTitree(self._brouillon, feuille, *requis)
        declares: dict[str, Any] = {}
        self._brouillon.poser(self._plan, cle, declares, (), titree.debut)
        for rangee in titree:
            declare, nom = rangee.texte(titre), rangee.texte(titre_du_nom)
            if cle == "etats" and declare in ETATS and nom is None:  # il ne s'y déclare pas
                continue
            if isinstance(declare, str):
                dit = self._preciser(nom or "", (cle, declare), rangee, dict(autres))
                self._ajouter(declares, (cle,), (declare, dit), rangee, (titre, titre_du_nom))
            elif declare is None:
                self._dire_sans_cle(rangee, titre)
        titree.dire_les_colonnes_de_trop(DECLAREES[cle].titres.values())

    def _preciser(
        self, nom: Any, adresse: Adresse, rangee: Rangee, titres: Mapping[str, str]
    ) -> Any:
        """Rend un nom, seul, ou avec ce qui le précise sous ces titres."""
        dits: dict[str, Any] = {}
        self._lire_chacun(dits, adresse, rangee, titres)
        return {"intitule": nom, **dits} if dits else nom

    def axes(self, feuille: Feuille) -> None:
        """Reprend les axes, sans leurs actions."""
        titree = FeuilleTitree(self._brouillon, feuille, *_OBLIGATOIRES_D_UN_AXE)
        axes: list[Any] = []
        self._brouillon.poser(self._plan, "axes", axes, (), titree.debut)
        for rangee in titree:
            adresse: Adresse = ("axes", len(axes))
            axe: dict[str, Any] = {}
            self._brouillon.poser(axes, len(axes), axe, ("axes",), rangee.case(_AXE))
            self._lire_chacun(axe, adresse, rangee, AXES.titres)
            self._brouillon.poser(axe, "actions", [], adresse, rangee.case(_AXE))
            repris = _AxeRepris((*adresse, "actions"), axe["actions"])
            self._axes.setdefault(axe.get("numero"), repris)
        titree.dire_les_colonnes_de_trop(AXES.titres.values())

    def actions(self, feuille: Feuille) -> None:
        """Reprend les actions, chacune sous son axe."""
        titres = [_AXE, *_D_UNE_ACTION.values(), *_NOMMES.values()]
        titree = FeuilleTitree(self._brouillon, feuille, *titres)
        champs = self._colonnes_des_champs(titree, {*titres, _ID})
        for rangee in titree:
            self._lire_l_id(rangee)
            axe = rangee.texte(_AXE)
            if axe in self._axes:
                self._action(self._axes[axe], rangee, champs)
            elif axe is None and (rangee.texte(_LIBELLE) is None or len(rangee.cellules) == 1):
                self._dire_sans_cle(rangee, _AXE)
            elif axe is not ILLISIBLE:
                inconnu = f"axe {redire(axe)} inconnu" if axe else "l'axe de cette action manque"
                aide = choix([*map(str, self._axes)], f"dans la feuille {AXES.nom}")
                self._brouillon.signaler("axe-a-nommer", rangee.case(_AXE), f"{inconnu}\n{aide}")
        titree.dire_les_colonnes_de_trop({*titres, _ID}, *champs)

    def _action(self, axe: _AxeRepris, rangee: Rangee, champs: dict[int, str]) -> None:
        adresse: Adresse = (*axe.adresse, len(axe.actions))
        action: dict[str, Any] = {}
        self._brouillon.poser(axe.actions, adresse[-1], action, axe.adresse, rangee.case(_LIBELLE))
        self._lire_chacun(action, adresse, rangee, _D_UNE_ACTION)
        for cle in (cle for cle in TYPES_DES_LISTES if cle not in DECLAREES):
            if isinstance(action.get(cle), str):
                action[cle] = sans_puces(action[cle])
        for cle, titre in _NOMMES.items():
            self._brouillon.places[*adresse, cle] = rangee.case(titre)
            if (dit := rangee.texte(titre)) is not None:
                action[cle] = nommes(self._brouillon, cle, dit, rangee.case(titre))
        for colonne, cle in champs.items():
            if (dit := self._sous_un_champ(rangee, colonne, cle)) is not None:
                self._brouillon.poser(action, cle, dit, adresse, rangee.case_de(colonne))
        self._comparer_l_id(rangee, action)

    def _sous_un_champ(self, rangee: Rangee, colonne: int, cle: str) -> Any:
        """Rend ce que dit la rangée d'un champ, retapé comme le veut la nature de celui-ci."""
        nature = NATURES.get(str(valeur_de(self._plan["champs"][cle], "nature")), NATURES["texte"])
        cellule, ou = rangee.cellules.get(colonne), rangee.case_de(colonne)
        if cellule is None:
            return None
        par_nature = nature.cellule and cellule.nature in {"date", "arrondi"}
        if par_nature and cellule.nature == "date" and cellule.texte < str(PREMIER_JOUR):
            lue = f"{redire(cellule.texte)} : le tableur a pu faire une date d'une année"
            aide = "mettez la cellule en format Texte, et retapez-la"
            self._brouillon.signaler("code-en-date", ou, f"{lue}\n{aide}")
            return ILLISIBLE
        if not par_nature and self._brouillon.lire(cellule, ou) is ILLISIBLE:
            return ILLISIBLE
        return nature.retaper(cellule.exact) if nature.cellule else sans_puces(cellule.en_francais)

    def _lire_chacun(
        self, objet: dict[str, Any], adresse: Adresse, rangee: Rangee, titres: Mapping[str, str]
    ) -> None:
        """Met dans l'objet, sous chaque clé, ce que dit la rangée sous son titre."""
        for cle, titre in titres.items():
            self._brouillon.places[*adresse, cle] = rangee.case(titre)
            if (dit := rangee.texte(titre, code=cle == "code")) is not None:
                objet[cle] = dit

    def _ajouter(
        self,
        contenant: dict[str, Any],
        adresse: Adresse,
        paire: tuple[str, Any],
        rangee: Rangee,
        titres: tuple[str, str],
    ) -> None:
        """Met une valeur sous sa clé, ou dit que celle-ci est donnée deux fois."""
        cle, valeur = paire
        de_la_cle, de_la_valeur = map(rangee.case, titres)
        if cle in contenant:
            message = f"{redire(cle)} est donnée deux fois\ngardez-en une seule"
            self._brouillon.signaler("cle-double", de_la_cle, message)
            return
        self._brouillon.poser(contenant, cle, valeur, adresse, de_la_valeur)
        self._brouillon.places[*adresse, cle, CLE] = de_la_cle

    def _dire_sans_cle(self, rangee: Rangee, titre: str) -> None:
        message = f"ligne laissée de côté : rien sous {redire(titre)}"
        self._brouillon.avertir("ligne-de-cote", rangee.case(titre), message)

    def _lire_l_id(self, rangee: Rangee) -> None:
        """Donne à une rangée sans axe ni code ceux que dit sa première colonne : 5.30."""
        if rangee.texte(_AXE) is rangee.texte(_CODE) is None:
            dit = rangee.texte(_ID, code=True)
            axe, _, code = dit.partition(".") if isinstance(dit, str) else ("", "", "")
            if code and axe in self._axes and self._plan.get("numerotation") != "plan":
                rangee.completer(_AXE, axe)
                rangee.completer(_CODE, code)

    def _comparer_l_id(self, rangee: Rangee, action: dict[str, Any]) -> None:
        """Avertit d'une première colonne qui ne dit plus la même action que l'axe et le code."""
        dit, axe, code = rangee.texte(_ID), rangee.texte(_AXE), action.get("code")
        se_cite = isinstance(code, str) and re.search(PATRON_CODE, code)
        if isinstance(dit, str) and se_cite and dit not in {code, f"{axe}.{code}"}:
            message = f"{redire(dit)} n'est pas lu : l'axe et le code disent {axe}.{code}"
            self._brouillon.avertir("colonne-de-cote", rangee.case(_ID), message)

    def _colonnes_des_champs(self, titree: FeuilleTitree, connus: set[str]) -> dict[int, str]:
        """Rend la clé du champ de chaque colonne qui en est un; déclare ceux qui ne le sont pas."""
        connues = {colonne for titre, colonne in titree.colonnes.items() if titre in connus}
        restantes = {c: titre for c, titre in titree.titres.items() if c not in connues}
        declares = self._plan["champs"]
        trouvees: dict[int, str] = {}
        # Son titre d'abord; puis son intitulé, d'un classeur d'avant; puis sa clé, d'une personne.
        for titres in (titres_des_champs(declares), intitules(declares), {c: c for c in declares}):
            for cle in [cle for cle in titres if cle not in trouvees.values()]:
                siennes = [c for c, t in restantes.items() if t == titres[cle]]
                for colonne in siennes[:1]:
                    trouvees[colonne] = cle
                    del restantes[colonne]
        for colonne, titre in restantes.items():
            trouvees[colonne] = cle_de_champ(titre, declares)
            ou = titree.entete(colonne)
            self._brouillon.poser(declares, trouvees[colonne], titre, ("champs",), ou)
        return trouvees
