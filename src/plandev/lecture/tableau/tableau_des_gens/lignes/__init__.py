"""Étape 3 : les lignes, lues selon la correspondance -> les actions, chacune sous son axe."""

import re
from collections.abc import Iterator
from typing import Any

from plandev.lecture.brouillon import ILLISIBLE
from plandev.lecture.tableau.feuilles.feuille import Cellule
from plandev.lecture.tableau.tableau_des_gens.colonnes import COTE
from plandev.lecture.tableau.tableau_des_gens.formes import (
    Lu,
    axe_d_une_cellule,
    dire_un_vide,
    en_code,
    est_vide,
    sur_une_ligne,
)
from plandev.lecture.tableau.tableau_des_gens.lecture import Lecture
from plandev.lecture.tableau.tableau_des_gens.lignes.axes import (
    SOUS_ACTIONS,
    ActionLue,
    AxeLu,
    AxesLus,
    axe_dit,
    demander_l_axe,
    peut_descendre,
)
from plandev.lecture.tableau.tableau_des_gens.lignes.titres import TitresLus
from plandev.lecture.tableau.tableau_des_gens.table import Rangee
from plandev.lecture.tableau.tableau_des_gens.table.genres import DEMANDEE
from plandev.messages.constats import Case
from plandev.messages.mots import plier, redire

_DATE = re.compile(r"[0-9]{1,2}[/-][0-9]{1,2}[/-][0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AVEC_SON_AXE = re.compile(r"([0-9]{1,2})[.-](?!0\Z).+")
_CROIX = frozenset({"x", "✓", "✔", "oui", "1", "•", "●", "vrai", "√"})
_SANS_CODE = (
    "cette action n'a pas de code\ndonnez-lui-en un, ou faites numéroter toutes les actions (leur "
    "colonne sera un champ)"
)
_SANS_LIBELLE = "cette ligne a un code et pas de libellé\nécrivez-le, ou retirez la ligne"
_SANS_AXE = (
    "rien ne dit l'axe de cette action\nécrivez-le, ou donnez le titre de l'axe de celles-là"
)
_OU_L_AXE = (
    "si les lignes à dire ne sont pas des titres d'axes, dites aussi l'axe : --colonne axe=LETTRE, "
    'ou --axe-unique "Son titre"'
)


class LecteurDesLignes:
    """La lecture des lignes d'une table, de haut en bas."""

    def __init__(self, lecture: Lecture) -> None:
        self._lecture, self._brouillon = lecture, lecture.brouillon
        self._roles, self._precisions = lecture.colonnes.roles, lecture.precisions
        self._actions = lecture.classement.de("action")
        self._axes = AxesLus(lecture.brouillon, lecture.precisions.axes)
        ailleurs = "axe" in self._roles or bool(self._precisions.axe_unique)
        self._titres = TitresLus(lecture, self._axes, axe_dit_ailleurs=ailleurs)
        self._descend = "axe" in self._roles and peut_descendre(self._roles["axe"], self._actions)
        self._derniere: ActionLue | None = None

    @property
    def niveau(self) -> tuple[str, str] | None:
        """La clé et l'intitulé du niveau que disent des lignes de titre, s'il y en a un."""
        return self._titres.declare

    def lire(self) -> list[AxeLu]:
        """Rend les axes et leurs actions; dit, ou demande, tout ce qui y manque."""
        dire_l_axe = self._d_ou_vient_l_axe()
        feuille = None
        for rangee, genre in self._lecture.classement.genres:
            if rangee.feuille is not feuille:
                feuille = rangee.feuille
                if dire_l_axe == "feuilles":
                    numero, titre = axe_d_une_cellule(feuille.nom)
                    self._titres.courant = self._axes.nommer(numero, titre, feuille.case(1, 1))
                self._titres.entrer(feuille)
            if genre.nom == "action":
                self._une_ligne(rangee, dire_l_axe)
            elif genre.nom == "suite" and self._derniere:
                self._completer(self._derniere, rangee)
            elif genre.nom == "titre":
                self._titres.lire(rangee)
        self._titres.finir()
        return self._axes.en_ordre()

    def _d_ou_vient_l_axe(self) -> str:
        """Rend ce qui dit l'axe : une colonne, des titres, les feuilles, les codes, ou rien."""
        seul = self._precisions.axe_unique
        sources = {
            "colonne": "axe" in self._roles,
            "titres": self._titres.disent_l_axe,
            "feuilles": len(self._lecture.table.feuilles) > 1,
            "codes": self._les_codes_disent_l_axe(),
        }
        source = "" if seul else next((nom for nom, oui in sources.items() if oui), "")
        if not source and not seul and {*self._precisions.axes} == {1}:
            seul = self._precisions.axes[1]
        if seul:
            self._titres.courant = self._axes.nommer(1, seul, self._lecture.debut)
        elif not source:
            if self._lecture.classement.de(DEMANDEE):
                self._brouillon.avertir("axe-a-nommer", self._lecture.debut, _OU_L_AXE)
            else:
                demander_l_axe(self._lecture, self._actions)
            self._titres.courant = self._axes.mettre_a_part("…", self._lecture.debut)
        return source

    def _les_codes_disent_l_axe(self) -> bool:
        colonne = self._roles.get("code", 0)
        codes = [en_code(r.ligne[colonne].texte) for r in self._actions if colonne in r.ligne]
        return bool(codes) and all(map(_AVEC_SON_AXE.fullmatch, codes))

    def _une_ligne(self, rangee: Rangee, dire_l_axe: str) -> None:
        self._titres.une_action()
        sous_action = self._cellule(rangee, "sous-action")
        en_actions = self._precisions.sous_actions == "actions"
        if sous_action and not en_actions and self._redit_le_libelle(rangee):
            self._joindre(rangee, sous_action)
            return
        action = ActionLue(rangee.case(self._roles.get("libelle") or min(rangee.propres)), [rangee])
        axe = self._axe_de(rangee, action, dire_l_axe)
        if not self._precisions.numeroter:
            action.code = self._lu(rangee, "code")
        action.libelle = self._lu(
            rangee, "sous-action" if sous_action and en_actions else "libelle"
        )
        self._dire_ce_qui_manque(rangee, action)
        action.etat = self._lu(rangee, "etat")
        if self._titres.niveau and self._titres.declare:
            action.champs[self._titres.declare[0]] = {self._titres.niveau: None}
        self._ajouter(action, rangee)
        self._derniere = action
        axe.actions.append(action)

    def _axe_de(self, rangee: Rangee, action: ActionLue, dire_l_axe: str) -> AxeLu:
        if dire_l_axe == "colonne":
            self._lire_la_colonne_d_axe(rangee)
        elif dire_l_axe == "codes" and (
            trouve := _AVEC_SON_AXE.match(en_code(rangee.ligne[self._roles["code"]].texte))
        ):
            self._titres.courant = self._axes.nommer(int(trouve[1]), "", action.ou)
        if self._titres.courant is None:
            self._prendre_l_axe_vide(action.ou)
        return self._titres.courant or AxeLu(1, "", action.ou)

    def _lire_la_colonne_d_axe(self, rangee: Rangee) -> None:
        axe, titre = self._lu(rangee, "axe"), self._lu(rangee, "axe_titre")
        if dit := axe_dit(self._brouillon, axe, titre):
            self._titres.courant = self._axes.nommer(*dit)
        elif not (self._titres.courant and self._descend):
            self._titres.courant = None
            self._prendre_l_axe_vide(rangee.case(self._roles["axe"]))

    def _prendre_l_axe_vide(self, ou: Case) -> None:
        if titre := self._precisions.axe_vide:
            self._titres.courant = self._axes.mettre_a_part(titre, ou)
        else:
            self._titres.courant = self._axes.mettre_a_part("…", ou)
            self._brouillon.demander("axe-a-nommer", ou, _SANS_AXE, '--axe-vide "…"')

    def _dire_ce_qui_manque(self, rangee: Rangee, action: ActionLue) -> None:
        if action.libelle is None:
            self._brouillon.signaler("cle-absente", action.ou, _SANS_LIBELLE)
            action.libelle = Lu(ILLISIBLE, action.ou)
        if action.code is None and "code" in self._roles and not self._precisions.numeroter:
            ou = rangee.case(self._roles["code"])
            self._brouillon.demander("cle-absente", ou, _SANS_CODE, "--numeroter")
            action.code = Lu(ILLISIBLE, ou)

    def _completer(self, action: ActionLue, rangee: Rangee) -> None:
        """Ajoute à l'action ce que dit la ligne qui la continue."""
        action.rangees.append(rangee)
        etat = self._lu(rangee, "etat")
        if etat and action.etat and plier(etat.lisible) != plier(action.etat.lisible):
            message = f"{redire(etat.lisible)} laissé de côté : l'action a déjà un état"
            self._brouillon.avertir("ligne-de-cote", etat.ou, message)
        action.etat = action.etat or etat
        self._ajouter(action, rangee)

    def _ajouter(self, action: ActionLue, rangee: Rangee) -> None:
        action.responsables |= dict.fromkeys(self._lus_sous(rangee, "responsables"))
        action.groupes |= dict.fromkeys(self._lus_sous(rangee, "groupes"))
        for colonne in self._lecture.colonnes.declares(numerotes=self._precisions.numeroter):
            if lu := self._lire(rangee, colonne.rang):
                action.champs.setdefault(colonne.cle, {})[lu] = None

    def _lus_sous(self, rangee: Rangee, role: str) -> Iterator[Lu]:
        """Rend les unités ou les groupes d'une ligne : ceux de leur colonne, et ceux des croix."""
        if lu := self._lu(rangee, role):
            yield lu
        for colonne, sien in self._lecture.colonnes.croix.items():
            cellule = rangee.ligne.get(colonne)
            if sien == role and cellule and not est_vide(cellule):
                ou, nom = rangee.case(colonne), self._lecture.table.titre(colonne)
                if plier(cellule.texte) not in _CROIX:
                    message = f"{redire(cellule.texte)} est lu comme une croix"
                    self._brouillon.avertir("cellule-mise-en-forme", ou, message)
                self._brouillon.convertir(ou, nom)
                yield Lu(nom, ou)

    def _redit_le_libelle(self, rangee: Rangee) -> bool:
        """Rend vrai d'une ligne dont le libellé est celui de l'action du dessus, ou absent."""
        libelle = self._cellule(rangee, "libelle")
        dessus = self._derniere.libelle if self._derniere else None
        return dessus is not None and (
            libelle is None or plier(libelle.texte) == plier(dessus.lisible)
        )

    def _joindre(self, rangee: Rangee, sous_action: Cellule) -> None:
        """Met la sous-action dans la liste de son action, ses autres cellules entre parenthèses."""
        redites = {self._roles.get(r) for r in ("sous-action", "libelle", "axe", "axe_titre")}
        table, colonnes = self._lecture.table, self._lecture.colonnes.colonnes
        details = "; ".join(
            f"{table.titre(c)} : {sur_une_ligne(cellule.en_francais)}"
            for c, cellule in rangee.propres.items()
            if c not in redites and colonnes[c].sens != COTE and not est_vide(cellule)
        )
        dit = sur_une_ligne(sous_action.texte)
        lu = Lu(f"{dit} ({details})" if details else dit, rangee.case(self._roles["sous-action"]))
        if self._derniere:
            self._derniere.rangees.append(rangee)
            self._derniere.champs.setdefault(SOUS_ACTIONS, {})[lu] = None

    def _cellule(self, rangee: Rangee, role: str) -> Cellule | None:
        cellule = rangee.ligne.get(self._roles.get(role, 0))
        return None if cellule is None or est_vide(cellule) else cellule

    def _lu(self, rangee: Rangee, role: str) -> Lu | None:
        return self._lire(rangee, self._roles.get(role, 0), code=role == "code")

    def _lire(self, rangee: Rangee, colonne: int, *, code: bool = False) -> Lu | None:
        """Rend ce que dit une cellule, ou celle qui parle pour elle; None, si elle est vide."""
        cellule = rangee.ligne.get(colonne)
        if cellule is None:
            return None
        ou = rangee.case(colonne)
        if est_vide(cellule):
            self._brouillon.avertir("cellule-mise-en-forme", ou, dire_un_vide(cellule))
            return None
        if code and cellule.nature == "texte" and _DATE.fullmatch(cellule.texte.strip()):
            cellule = cellule._replace(nature="date")  # d'un texte séparé, rien d'autre ne la dit
        sure = cellule.nature == "date" and not code
        texte: Any = cellule.texte if sure else self._brouillon.lire(cellule, ou, code=code)
        if texte is not ILLISIBLE:
            texte = en_code(texte) if code else cellule.en_francais
        return Lu(texte, ou)
