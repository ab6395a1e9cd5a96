"""Les lignes d'une feuille -> les actions qu'elles disent, chacune sous son axe.

Une ligne est lue d'après l'en-tête qui la précède; ce qui n'est pas d'une action est dit laissé de
côté, avec sa place.
"""

import re
from typing import Any

from plandev.lecture.brouillon import ILLISIBLE
from plandev.lecture.tableau.brouillon_de_tableau import BrouillonDeTableau
from plandev.lecture.tableau.feuilles.feuille import Ligne
from plandev.lecture.tableau.precisions import Precisions
from plandev.lecture.tableau.tableau_des_gens.axes import ActionLue, AxeLu, AxesDeLaFeuille, AxesLus
from plandev.lecture.tableau.tableau_des_gens.colonnes import ChampsLus, demander_les_colonnes
from plandev.lecture.tableau.tableau_des_gens.de_cote import LaisseDeCote
from plandev.lecture.tableau.tableau_des_gens.decoupage import (
    AUCUNE,
    Bloc,
    Decoupage,
    a_un_code,
    est_une_somme,
)
from plandev.lecture.tableau.tableau_des_gens.entetes import Role, est_un_niveau
from plandev.lecture.tableau.tableau_des_gens.textes import (
    Lu,
    LuesUneFois,
    en_code,
    est_vide,
)
from plandev.lecture.tableau.tableau_des_gens.titre_et_annee import Ecrit
from plandev.messages.mots import redire

_DATE = re.compile(r"[0-9]{1,2}[/-][0-9]{1,2}[/-][0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SANS_CODE = (
    "cette ligne a un libellé et pas de code\ndonnez-lui-en un, joignez-la à celle du dessus si "
    "c'en est la suite, ou retirez-la si ce n'est pas une action"
)
_SANS_LIBELLE = "cette ligne a un code et pas de libellé\nécrivez-le, ou retirez la ligne"
_SANS_AXE = (
    "rien ne dit l'axe de cette action\nnommez la colonne qui le dit : --colonne axe=LETTRE, ou, "
    "s'il n'y en a qu'un, donnez son titre : --titre-axe \"1=Son titre\""
)


class LecteurDeFeuille:
    """La lecture d'une feuille : ses actions, et ce qui est écrit au-dessus d'elles."""

    def __init__(
        self,
        brouillon: BrouillonDeTableau,
        decoupage: Decoupage,
        precisions: Precisions,
        axes: AxesLus,
        champs: ChampsLus,
    ) -> None:
        self._brouillon, self._precisions, self._champs = brouillon, precisions, champs
        self.feuille, self._avant, self.blocs = decoupage
        self._axes = AxesDeLaFeuille(brouillon, self.feuille, axes)
        self._de_cote = LaisseDeCote(brouillon, self.feuille)
        self._derniere: ActionLue | None = None
        self.au_dessus: list[Ecrit] = []
        self._entetes = {rang for bloc in self.blocs for rang in bloc.entete}
        self.axes_nommes = self._axes.nommes(self.blocs)

    def lire(self, axe: AxeLu | None = None) -> None:
        """Met les actions de la feuille sous leurs axes; `axe`, celui de toutes, s'il en est un."""
        self._axes.courant = axe
        for rang in self._avant:
            self._lire_au_dessus(rang)
        precedent: Bloc | None = None
        for bloc in self.blocs:
            if self._precisions.numeroter:
                bloc.se_passer_des_codes()
            demander_les_colonnes(self._brouillon, self.feuille, bloc)
            if not bloc.manquants:
                self._lire_le_bloc(bloc, precedent)
            precedent = bloc
        self._de_cote.lignes_vides(self.blocs)

    def _lire_au_dessus(self, rang: int) -> None:
        ligne = self.feuille.lignes[rang]
        if not self._axes.prendre_au_dessus(rang, ligne):
            for colonne, cellule in ligne.items():
                ou = self.feuille.case(rang, colonne)
                self.au_dessus.append(Ecrit(cellule.texte, ou, "cette cellule"))

    def _lire_le_bloc(self, bloc: Bloc, precedent: Bloc | None) -> None:
        champs = self._champs.colonnes(bloc, self.feuille, self._precisions)
        self._de_cote.colonnes(bloc, champs)
        for rang in bloc.rangs:
            ligne = self.feuille.lignes[rang]
            if rang in bloc.entete:
                axe = "axe" not in bloc.roles and self._axes.prendre(rang, ligne)
                if precedent and precedent.meme_que == bloc.meme_que and not axe:
                    self._de_cote.ligne(rang, "en-tête répété")
            elif not self._axes.prendre_dans(bloc, rang, ligne):
                self._lire_une_ligne(bloc, champs, rang, ligne)

    def _lire_une_ligne(self, bloc: Bloc, champs: dict[int, str], rang: int, ligne: Ligne) -> None:
        code, libelle = bloc.roles["code"], bloc.roles["libelle"]
        if est_une_somme(ligne) and not ligne.keys() >= {code, libelle}:
            self._de_cote.ligne(rang, "total")
        elif self._derniere and (rang, libelle) in self.feuille.fusions and code not in ligne:
            self._completer(self._derniere, bloc, champs, rang)
            self._dire_le_reste(bloc, champs, rang)
        elif code in ligne and est_un_niveau(ligne[code].texte):
            self._de_cote.ligne(rang, "un sous-titre")
        elif libelle in ligne or a_un_code(ligne, code):
            self._lire_une_action(bloc, champs, rang)
        elif not self._axes.prendre_pour_titre(rang, ligne):
            self._de_cote.ligne(rang, "ni code ni libellé")

    def _lire_une_action(self, bloc: Bloc, champs: dict[int, str], rang: int) -> None:
        action = ActionLue(self.feuille.case(rang, bloc.roles["libelle"]))
        axe = self._axe_de_la_ligne(bloc, rang, action)
        action.code = self._lire_le_code(bloc, rang, axe)
        action.libelle = self._lu(rang, bloc.roles["libelle"])
        self._dire_ce_qui_manque(bloc, rang, action)
        self._de_cote.ligne_cachee(rang, bloc.roles["libelle"])
        if "etat" in bloc.roles:
            action.etat = self._lu(rang, bloc.roles["etat"])
        self._completer(action, bloc, champs, rang)
        self._derniere = action
        if axe:
            axe.actions.append(action)

    def _lire_le_code(self, bloc: Bloc, rang: int, axe: AxeLu | None) -> Lu | None:
        if bloc.roles["code"] == AUCUNE:
            rang_dans_l_axe = len(axe.actions) + 1 if axe else 1
            return Lu(str(rang_dans_l_axe), self.feuille.case(rang, bloc.roles["libelle"]))
        return self._lu(rang, bloc.roles["code"], code=True)

    def _dire_ce_qui_manque(self, bloc: Bloc, rang: int, action: ActionLue) -> None:
        if action.code is None:
            ou = self.feuille.case(rang, bloc.roles["code"])
            self._brouillon.signaler("cle-absente", ou, _SANS_CODE)
            action.code = Lu(ILLISIBLE, ou)
        if action.libelle is None:
            self._brouillon.signaler("cle-absente", action.ou, _SANS_LIBELLE)
            action.libelle = Lu(ILLISIBLE, action.ou)

    def _completer(self, action: ActionLue, bloc: Bloc, champs: dict[int, str], rang: int) -> None:
        """Ajoute à l'action les unités, les groupes et les champs que dit cette ligne."""
        listes: tuple[tuple[Role, LuesUneFois], ...] = (
            ("responsables", action.responsables),
            ("groupes", action.groupes),
        )
        for role, siens in listes:
            if role in bloc.roles and (lu := self._lu(rang, bloc.roles[role])):
                siens[lu] = None
        for colonne, cle in champs.items():
            if lu := self._lu(rang, colonne):
                action.champs.setdefault(cle, {})[lu] = None

    def _dire_le_reste(self, bloc: Bloc, champs: dict[int, str], rang: int) -> None:
        """Dit ce que la suite d'une action a d'autre que ce qui s'y ajoute."""
        ajoutees = {*champs, bloc.roles.get("responsables"), bloc.roles.get("groupes")}
        for colonne, cellule in self.feuille.lignes[rang].items():
            if colonne not in ajoutees and colonne != bloc.roles["libelle"]:
                ou = self.feuille.case(rang, colonne)
                message = f"{redire(cellule.texte)} laissé de côté, sur la suite d'une action"
                self._brouillon.avertir("ligne-de-cote", ou, message)

    def _axe_de_la_ligne(self, bloc: Bloc, rang: int, action: ActionLue) -> AxeLu | None:
        if "axe" in bloc.roles:
            colonne = bloc.roles["axe"]
            titre = self._lu(rang, bloc.roles["axe_titre"]) if "axe_titre" in bloc.roles else None
            ou = self.feuille.case(rang, colonne)
            self._axes.lire_la_colonne(self._lu(rang, colonne), titre, ou)
        else:
            self._axes.prendre_le_seul(dict(self._precisions.axes), action.ou)
        if self._axes.courant is None:
            self._brouillon.signaler("axe-a-nommer", action.ou, _SANS_AXE)
        return self._axes.courant

    def _lu(self, rang: int, colonne: int, *, code: bool = False) -> Lu | None:
        """Rend ce que dit une cellule, ou celle qui parle pour elle, si elles sont fusionnées."""
        ancre = self.feuille.fusions.get((rang, colonne), rang)
        ancre = rang if ancre in self._entetes else ancre  # un titre n'est pas une valeur
        cellule = self.feuille.lignes.get(ancre, {}).get(colonne)
        if cellule is None or (cellule.nature == "texte" and est_vide(cellule.texte)):
            return None
        ou = self.feuille.case(ancre, colonne)
        if ancre != rang and (dessous := self.feuille.lignes.get(rang, {}).get(colonne)):
            message = f"{redire(dessous.texte)} laissé de côté, sous une cellule fusionnée"
            self._brouillon.avertir("ligne-de-cote", self.feuille.case(rang, colonne), message)
        if code and cellule.nature == "texte" and _DATE.fullmatch(cellule.texte.strip()):
            cellule = cellule._replace(nature="date")  # d'un texte séparé, rien d'autre ne la dit
        texte: Any = self._brouillon.lire(cellule, ou, code=code)
        if texte is not ILLISIBLE:
            texte = en_code(texte) if code else cellule.en_francais
        return Lu(texte, ou)
