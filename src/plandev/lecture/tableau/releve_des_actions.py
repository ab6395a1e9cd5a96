"""Les lignes d'une feuille -> les actions qu'elles disent, chacune sous son axe.

Une ligne est lue d'après l'en-tête qui la précède; ce qui n'est pas d'une action est dit laissé de
côté, avec sa place.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from plandev.constats import Code, lettres
from plandev.lecture.brouillon import ILLISIBLE
from plandev.lecture.tableau.axes_lus import AxeLu, AxesLus
from plandev.lecture.tableau.blocs import Bloc, a_un_code, decouper, est_une_somme
from plandev.lecture.tableau.brouillon_de_tableau import BrouillonDeTableau
from plandev.lecture.tableau.champs_lus import ChampsLus
from plandev.lecture.tableau.entetes import (
    Role,
    axe_d_une_cellule,
    axe_nomme,
    axe_numerote,
    est_un_niveau,
    reconnaitre,
)
from plandev.lecture.tableau.feuille import Feuille, Ligne
from plandev.lecture.tableau.lignes_lues import (
    ActionLue,
    Lu,
    en_code,
    en_francais,
    est_vide,
    sur_une_ligne,
)
from plandev.lecture.tableau.precisions import Precisions
from plandev.lecture.tableau.tete import Ecrit
from plandev.mots import citer, plier

_DATE = re.compile(r"[0-9]{1,2}[/-][0-9]{1,2}[/-][0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INDISPENSABLES: tuple[Role, ...] = ("libelle", "code")
_AUCUNE = 0  # la colonne de codes que le tableau n'a pas
_SANS_CODE = ", ou, s'il n'en a pas, faites-les numéroter dans chaque axe : --numeroter"
_LISTES: tuple[Role, ...] = ("responsables", "groupes")


class Releve:
    """Le relevé d'une feuille : l'axe où il en est, et ce qui est écrit au-dessus des actions."""

    def __init__(
        self, brouillon: BrouillonDeTableau, feuille: Feuille, precisions: Precisions,
        axes: AxesLus, champs: ChampsLus,
    ) -> None:  # fmt: skip
        self._brouillon, self.feuille, self._precisions = brouillon, feuille, precisions
        self._axes, self._champs = axes, champs
        self._axe: AxeLu | None = None
        self._a_titrer: AxeLu | None = None  # un axe nommé à la ligne d'avant, sans titre
        self._derniere: ActionLue | None = None
        self.au_dessus: list[Ecrit] = []
        self._avant, self.blocs = decouper(feuille, precisions.colonnes)
        self._nomme_des_axes = any(
            axe_nomme(cellule.texte)
            for ligne in feuille.lignes.values()
            for cellule in ligne.values()
        )

    @property
    def axes_nommes(self) -> set[str]:
        """Les axes que la feuille nomme, dans une colonne ou des lignes de titre."""
        lignes = self.feuille.lignes
        de_titre = {
            str(nomme[0])
            for ligne in lignes.values()
            for cellule in ligne.values()
            if (nomme := axe_nomme(cellule.texte))
        }
        return de_titre | {
            plier(lignes[rang][bloc.roles["axe"]].texte)
            for bloc in self.blocs
            for rang in bloc.rangs
            if rang not in bloc.entete and bloc.roles.get("axe") in lignes[rang]
        }

    def relever(self, axe: AxeLu | None = None) -> None:
        """Met les actions de la feuille sous leurs axes; `axe`, celui de toutes, s'il en est un."""
        self._axe = axe
        for rang in self._avant:
            self._lire_au_dessus(rang)
        precedent: Bloc | None = None
        for bloc in self.blocs:
            if self._est_lisible(bloc):
                self._lire_le_bloc(bloc, precedent)
            precedent = bloc
        self._dire_les_vides()

    def _lire_au_dessus(self, rang: int) -> None:
        ligne = self.feuille.lignes[rang]
        if self._lire_un_axe(rang, ligne) or self._titrer_l_axe(rang, ligne):
            return
        for colonne, cellule in ligne.items():
            ou = self.feuille.case(rang, colonne)
            self.au_dessus.append(Ecrit(cellule.texte, ou, "cette cellule"))

    def _est_lisible(self, bloc: Bloc) -> bool:
        """Rend vrai si l'on sait où sont le code et le libellé; sinon, demande lesquels ce sont."""
        for role, rivales in bloc.rivales.items():
            for rivale in rivales:
                self._demander(bloc, rivale, role)
        if self._precisions.numeroter:
            bloc.roles.setdefault("code", _AUCUNE)
        manquent = [role for role in _INDISPENSABLES if role not in bloc.roles]
        ou = self.feuille.case((bloc.entete or bloc.rangs)[0], 1)
        for role in manquent:
            message = f"aucun en-tête ne dit où est {_NOMS[role]}; nommez sa colonne :"
            suite = f"--colonne {role}=LETTRE{_SANS_CODE if role == 'code' else ''}"
            self._brouillon.refuser("colonne-a-nommer", ou, f"{message} {suite}")
        if not manquent and "responsables" not in bloc.roles:
            message = "aucun en-tête ne dit où sont les unités; nommez leur colonne :"
            self._avertir("colonne-a-nommer", ou, f"{message} --colonne responsables=LETTRE")
        return not manquent

    def _demander(self, bloc: Bloc, rivale: int, role: Role) -> None:
        premiere = bloc.roles[role]
        deux = f"les colonnes {lettres(premiere)} et {lettres(rivale)} peuvent dire {_NOMS[role]}"
        options = f"--colonne {role}={lettres(premiere)}, ou {role}={lettres(rivale)}"
        ou = self.feuille.case(bloc.entete[0], rivale)
        message = f"{deux}; nommez la bonne, l'autre sera un champ : {options}"
        self._brouillon.refuser("colonne-a-nommer", ou, message)

    def _lire_le_bloc(self, bloc: Bloc, precedent: Bloc | None) -> None:
        champs = self._champs.colonnes(bloc, self.feuille, self._precisions)
        self._dire_les_sans_titre(bloc, champs)
        self._dire_les_colonnes_cachees(bloc, champs)
        for rang in bloc.rangs:
            ligne = self.feuille.lignes[rang]
            if rang in bloc.entete:
                axe = self._lire_un_axe(rang, ligne)
                if precedent and precedent.meme_que == bloc.meme_que and not axe:
                    self._de_cote(rang, ligne, "en-tête répété")
            elif not self._est_un_axe(bloc, rang, ligne):
                self._lire_une_ligne(bloc, champs, rang, ligne)

    def _est_un_axe(self, bloc: Bloc, rang: int, ligne: Ligne) -> bool:
        """Rend vrai si cette ligne d'un bloc nomme un axe, où l'on est désormais."""
        if "axe" in bloc.roles:
            return False
        code, libelle = bloc.roles["code"], bloc.roles["libelle"]
        if not (libelle in ligne and a_un_code(ligne, code)) and self._lire_un_axe(rang, ligne):
            return True
        return not self._nomme_des_axes and self._lire_un_axe_numerote(bloc, rang, ligne)

    def _lire_un_axe_numerote(self, bloc: Bloc, rang: int, ligne: Ligne) -> bool:
        """Rend vrai d'un axe écrit parmi les codes : « 2. Se déplacer », ou 2 devant 2.1."""
        code, libelle = bloc.roles["code"], bloc.roles["libelle"]
        if not ligne.keys() <= {code, libelle} or code not in ligne:
            return False
        nomme = axe_numerote(ligne[code].texte)
        if nomme is None or nomme[0] != self._axes.dernier + 1:
            return False
        numero, titre = nomme
        if (
            libelle in ligne
            and not titre
            and self._code_suivant(code, rang).startswith(f"{numero}.")
        ):
            titre = sur_une_ligne(ligne[libelle].texte)
        if titre:
            self._axe = self._axes.nommer(numero, titre, self.feuille.case(rang, code))
        return bool(titre)

    def _code_suivant(self, colonne: int, rang: int) -> str:
        suivants = (ligne for autre, ligne in self.feuille.lignes.items() if autre > rang)
        codes = (en_code(ligne[colonne].texte) for ligne in suivants if colonne in ligne)
        return next(codes, "")

    def _lire_un_axe(self, rang: int, ligne: Ligne) -> bool:
        """Rend vrai si cette ligne nomme un axe, où l'on est désormais."""
        nommes = ((c, axe_nomme(cellule.texte)) for c, cellule in ligne.items())
        colonne, nomme = next(((c, nomme) for c, nomme in nommes if nomme), (0, None))
        if nomme is None:
            return False
        autres = (
            sur_une_ligne(cellule.texte)
            for autre, cellule in ligne.items()
            if autre != colonne and not reconnaitre(cellule.texte)
        )
        titre = nomme[1] or " ".join(autres)
        self._axe = self._axes.nommer(nomme[0], titre, self.feuille.case(rang, colonne))
        self._a_titrer = None if titre else self._axe
        return True

    def _lire_une_ligne(self, bloc: Bloc, champs: dict[int, str], rang: int, ligne: Ligne) -> None:
        code, libelle = bloc.roles["code"], bloc.roles["libelle"]
        if est_une_somme(ligne) and not ligne.keys() >= {code, libelle}:
            self._de_cote(rang, ligne, "total")
        elif self._derniere and (rang, libelle) in self.feuille.fusions:
            self._completer(self._derniere, bloc, champs, rang)
        elif code in ligne and est_un_niveau(ligne[code].texte):
            self._de_cote(rang, ligne, "un sous-titre")
        elif libelle in ligne or a_un_code(ligne, code):
            self._lire_une_action(bloc, champs, rang)
        elif not self._titrer_l_axe(rang, ligne):
            self._de_cote(rang, ligne, "ni code ni libellé")
        self._a_titrer = None

    def _titrer_l_axe(self, rang: int, ligne: Ligne) -> bool:
        """Rend vrai si cette ligne est le titre de l'axe que nomme, sans plus, celle d'avant."""
        if self._a_titrer is None or len(ligne) != 1:
            return False
        ((colonne, cellule),) = ligne.items()
        ou = self.feuille.case(rang, colonne)
        self._axes.nommer(self._a_titrer.numero, sur_une_ligne(cellule.texte), ou)
        self._a_titrer = None
        return True

    def _lire_une_action(self, bloc: Bloc, champs: dict[int, str], rang: int) -> None:
        action = ActionLue(self.feuille.case(rang, bloc.roles["libelle"]))
        axe = self._axe_de_la_ligne(bloc, rang, action)
        action.code = self._lire_le_code(bloc, rang, axe)
        action.libelle = self._lu(rang, bloc.roles["libelle"])
        self._dire_ce_qui_manque(bloc, rang, action)
        self._dire_s_il_est_cache(rang, action)
        if "etat" in bloc.roles:
            action.etat = self._lu(rang, bloc.roles["etat"])
        self._completer(action, bloc, champs, rang)
        self._derniere = action
        if axe:
            axe.actions.append(action)

    def _lire_le_code(self, bloc: Bloc, rang: int, axe: AxeLu | None) -> Lu | None:
        if bloc.roles["code"] == _AUCUNE:
            rang_dans_l_axe = len(axe.actions) + 1 if axe else 1
            return Lu(str(rang_dans_l_axe), self.feuille.case(rang, bloc.roles["libelle"]))
        return self._lu(rang, bloc.roles["code"], code=True)

    def _dire_ce_qui_manque(self, bloc: Bloc, rang: int, action: ActionLue) -> None:
        if action.code is None:
            ou = self.feuille.case(rang, bloc.roles["code"])
            message = (
                "cette ligne a un libellé et pas de code; donnez-lui-en un, joignez-la à celle"
            )
            suite = "du dessus si c'en est la suite, ou retirez-la si ce n'est pas une action"
            self._brouillon.refuser("cle-absente", ou, f"{message} {suite}")
            action.code = Lu(ILLISIBLE, ou)
        if action.libelle is None:
            message = "cette ligne a un code et pas de libellé; écrivez-le, ou retirez la ligne"
            self._brouillon.refuser("cle-absente", action.ou, message)
            action.libelle = Lu(ILLISIBLE, action.ou)

    def _dire_s_il_est_cache(self, rang: int, action: ActionLue) -> None:
        if rang in self.feuille.lignes_cachees:
            message = "ligne cachée, lue comme les autres"
            self._avertir("cellule-cachee", action.ou, message)

    def _completer(self, action: ActionLue, bloc: Bloc, champs: dict[int, str], rang: int) -> None:
        """Ajoute à l'action les unités, les groupes et les champs que dit cette ligne."""
        for role in _LISTES:
            if role in bloc.roles and (lu := self._lu(rang, bloc.roles[role])):
                siens = action.responsables if role == "responsables" else action.groupes
                _ajouter(siens, lu)
        for colonne, cle in champs.items():
            if lu := self._lu(rang, colonne):
                _ajouter(action.champs.setdefault(cle, []), lu)

    def _axe_de_la_ligne(self, bloc: Bloc, rang: int, action: ActionLue) -> AxeLu | None:
        if "axe" in bloc.roles:
            self._lire_l_axe(bloc, rang)
        elif self._axe is None and set(self._precisions.axes) == {1}:
            self._axe = self._axes.nommer(1, self._precisions.axes[1], action.ou)
        if self._axe is None:
            message = "rien ne dit l'axe de cette action; nommez la colonne qui le dit : --colonne "
            suite = 'axe=A, ou le titre du seul axe : --titre-axe "1=Son titre"'
            self._brouillon.refuser("axe-a-nommer", action.ou, message + suite)
        return self._axe

    def _lire_l_axe(self, bloc: Bloc, rang: int) -> None:
        lu = self._lu(rang, bloc.roles["axe"])
        if lu is None:
            if self._axe:
                ou = self.feuille.case(rang, bloc.roles["axe"])
                message = "axe non dit, lu comme celui de la ligne du dessus"
                self._brouillon.avertir("axe-a-nommer", ou, message)
        elif lu.texte is not ILLISIBLE:
            numero, titre = axe_d_une_cellule(lu.texte)
            if "axe_titre" in bloc.roles and (dit := self._lu(rang, bloc.roles["axe_titre"])):
                titre = sur_une_ligne(dit.texte) if dit.texte is not ILLISIBLE else titre
            self._axe = self._axes.nommer(numero, titre, lu.ou)

    def _lu(self, rang: int, colonne: int, *, code: bool = False) -> Lu | None:
        """Rend ce que dit une cellule, ou celle qui parle pour elle, si elles sont fusionnées."""
        ancre = self.feuille.fusions.get((rang, colonne), rang)
        cellule = self.feuille.lignes.get(ancre, {}).get(colonne)
        if cellule is None or (cellule.nature == "texte" and est_vide(cellule.texte)):
            return None
        ou = self.feuille.case(ancre, colonne)
        if code and cellule.nature == "texte" and _DATE.fullmatch(cellule.texte.strip()):
            cellule = cellule._replace(nature="date")  # d'un texte séparé, rien d'autre ne la dit
        texte: Any = self._brouillon.lire(cellule, ou, code=code)
        if texte is not ILLISIBLE:
            texte = en_code(texte) if code else en_francais(cellule)
        return Lu(texte, ou)

    def _de_cote(self, rang: int, ligne: Ligne, pourquoi: str) -> None:
        premiere, cellule = next(iter(ligne.items()))
        ou = self.feuille.case(rang, premiere)
        dit = f"ligne laissée de côté : {pourquoi} ({citer(sur_une_ligne(cellule.texte))})"
        self._avertir("ligne-de-cote", ou, dit)

    def _avertir(self, code: Code, ou: Any, message: str) -> None:
        self._brouillon.avertir(code, ou, message)

    def _dire_les_vides(self) -> None:
        rangs = [rang for bloc in self.blocs for rang in bloc.rangs]
        for rang, suivant in pairwise(rangs):
            if suivant > rang + 1:
                plusieurs = "" if suivant == rang + 2 else f", jusqu'à la ligne {suivant - 1}"
                ou = self.feuille.case(rang + 1, 1)
                self._avertir("ligne-de-cote", ou, f"ligne laissée de côté : vide{plusieurs}")

    def _dire_les_sans_titre(self, bloc: Bloc, champs: dict[int, str]) -> None:
        connues = {*bloc.roles.values(), *champs}
        for rang, colonne in self._cellules(bloc):
            if colonne not in connues:
                connues.add(colonne)
                sans = f"colonne {lettres(colonne)} sans en-tête, laissée de côté"
                nommer = f"--colonne colonne_{lettres(colonne).lower()}={lettres(colonne)}"
                message = f"{sans}; {nommer} en ferait un champ"
                self._avertir("colonne-de-cote", self.feuille.case(rang, colonne), message)

    def _dire_les_colonnes_cachees(self, bloc: Bloc, champs: dict[int, str]) -> None:
        for colonne in sorted({*bloc.roles.values(), *champs} & self.feuille.colonnes_cachees):
            ou = self.feuille.case((bloc.entete or bloc.rangs)[0], colonne)
            message = f"colonne {lettres(colonne)} cachée, lue comme les autres"
            self._avertir("cellule-cachee", ou, message)

    def _cellules(self, bloc: Bloc) -> Iterator[tuple[int, int]]:
        """Rend les places des cellules qui sont sur la ligne d'une action de ce bloc."""
        for rang in bloc.rangs:
            ligne = self.feuille.lignes[rang]
            voulues = {bloc.roles["code"], bloc.roles["libelle"]} - {_AUCUNE}
            est_une_action = voulues <= ligne.keys()
            if rang not in bloc.entete and est_une_action and not est_une_somme(ligne):
                yield from ((rang, colonne) for colonne in ligne)


_NOMS: dict[Role, str] = {
    "code": "le code de l'action",
    "axe": "l'axe",
    "axe_titre": "le titre de l'axe",
    "libelle": "le libellé de l'action",
    "responsables": "les unités",
    "groupes": "les groupes",
    "etat": "l'état",
}


def _ajouter(siens: list[Lu], lu: Lu) -> None:
    if lu not in siens:  # d'une cellule fusionnée, plusieurs lignes disent la même chose
        siens.append(lu)
