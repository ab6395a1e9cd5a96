"""Les axes que dit un tableau, les actions de chacun, et l'axe où en est une feuille."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from plandev.lecture.brouillon import ILLISIBLE
from plandev.lecture.tableau.brouillon_de_tableau import BrouillonDeTableau
from plandev.lecture.tableau.feuilles.feuille import Feuille, Ligne
from plandev.lecture.tableau.tableau_des_gens.decoupage import Bloc, a_un_code
from plandev.lecture.tableau.tableau_des_gens.entetes import (
    axe_d_une_cellule,
    axe_nomme,
    axe_numerote,
    reconnaitre,
)
from plandev.lecture.tableau.tableau_des_gens.textes import Lu, LuesUneFois, en_code, sur_une_ligne
from plandev.messages.constats import Case
from plandev.messages.mots import plier, redire


@dataclass(slots=True)
class ActionLue:
    """Ce qu'une ou plusieurs lignes disent d'une action; rien n'en est encore jugé."""

    ou: Case
    code: Lu | None = None
    libelle: Lu | None = None
    etat: Lu | None = None
    responsables: LuesUneFois = field(default_factory=dict)
    groupes: LuesUneFois = field(default_factory=dict)
    champs: dict[str, LuesUneFois] = field(default_factory=dict)


@dataclass(slots=True)
class AxeLu:
    """Un axe : d'où vient son nom, et où est son titre; ce qui en est dit, action par action."""

    numero: int
    titre: str
    ou: Case
    actions: list[ActionLue] = field(default_factory=list)
    hors_rang: bool = False  # il en manque un avant lui, ce qui est déjà dit


class AxesLus:
    """Les axes d'un tableau, à mesure qu'il les nomme."""

    def __init__(self, brouillon: BrouillonDeTableau, titres: Mapping[int, str]) -> None:
        self._brouillon = brouillon
        self._donnes = titres
        self.dernier = 0  # le plus grand numéro
        self._par_numero: dict[int, AxeLu] = {}
        self._numeros: dict[str, int] = {}  # sous chaque titre, sa forme pliée

    def nommer(self, numero: int | None, titre: str, ou: Case) -> AxeLu:
        """Rend l'axe de ce numéro ou, sans lui, de ce titre : le suivant, si ce titre est neuf."""
        if numero is None:
            numero = self._numero_de(titre)
        axe = self._par_numero.setdefault(numero, AxeLu(numero, titre, ou))
        self.dernier = max(self.dernier, numero)
        self._numeros.setdefault(plier(titre), numero)
        if titre and not axe.titre:
            axe.titre, axe.ou = titre, ou
        elif titre and plier(titre) != plier(axe.titre):
            message = f"l'axe {numero} a déjà pour titre {redire(axe.titre)} (en {axe.ou})"
            self._brouillon.signaler("axe-a-nommer", ou, f"{message}, et non {redire(titre)}")
        return axe

    def _numero_de(self, titre: str) -> int:
        return self._numeros.get(plier(titre), self.dernier + 1)

    def en_ordre(self) -> list[AxeLu]:
        """Rend les axes par numéro; celui dont seul le titre est donné n'a aucune action.

        Dit ceux qui manquent, et ceux qui sont de trop.
        """
        for numero, titre in self._donnes.items():
            if self._par_numero and numero < self.dernier and numero not in self._par_numero:
                suivant = min(autre for autre in self._par_numero if autre > numero)
                self._par_numero[numero] = AxeLu(numero, titre, self._par_numero[suivant].ou)
            elif self._par_numero and numero > self.dernier:
                message = f"--titre-axe {numero} : ce tableau n'a pas d'axe {numero}"
                self._brouillon.signaler("axe-a-nommer", None, message)
        axes = [self._par_numero[numero] for numero in sorted(self._par_numero)]
        for avant, axe in pairwise([AxeLu(0, "", Case(0, 1, 1)), *axes]):
            axe.hors_rang = avant.hors_rang or axe.numero > avant.numero + 1
            if axe.hors_rang and not avant.hors_rang:
                manquant = avant.numero + 1
                message = (
                    f"l'axe {manquant} n'est pas dans ce tableau\ns'il n'a pas d'action, donnez"
                )
                option = f'son titre : --titre-axe "{manquant}=Son titre"'
                self._brouillon.signaler("axe-hors-rang", axe.ou, f"{message} {option}")
        return axes

    def choisir_le_titre(self, axe: AxeLu) -> Any:
        """Rend le titre de l'axe : celui du tableau, celui qui est donné, ou ILLISIBLE."""
        donne = self._donnes.get(axe.numero)
        if donne and axe.titre and plier(donne) != plier(axe.titre):
            message = f"titre {redire(axe.titre)} laissé de côté : --titre-axe en donne un autre"
            self._brouillon.avertir("axe-a-nommer", axe.ou, message)
        if titre := donne or axe.titre:
            return titre
        message = f"l'axe {axe.numero} n'a pas de titre dans ce tableau\nécrivez-le à côté, ou"
        option = f'donnez-le : --titre-axe "{axe.numero}=Son titre"'
        self._brouillon.signaler("axe-a-nommer", axe.ou, f"{message} {option}")
        return ILLISIBLE


class AxesDeLaFeuille:
    """L'axe `courant`, à mesure que les lignes d'une feuille en nomment.

    Prendre une ligne, c'est aller à l'axe qu'elle nomme, ou lui donner le titre qu'elle dit; ce qui
    la prend rend vrai si elle est prise, et la ligne est alors toute lue.
    """

    def __init__(self, brouillon: BrouillonDeTableau, feuille: Feuille, axes: AxesLus) -> None:
        self._brouillon, self._feuille, self._axes = brouillon, feuille, axes
        self.courant: AxeLu | None = None
        self._a_titrer: AxeLu | None = None  # un axe nommé à la ligne d'avant, sans titre
        lignes = feuille.lignes.values()
        nommes = (axe_nomme(cellule.texte) for ligne in lignes for cellule in ligne.values())
        self._nommes = {str(nomme[0]) for nomme in nommes if nomme}

    def nommes(self, blocs: list[Bloc]) -> set[str]:
        """Rend les axes que la feuille nomme, dans des lignes de titre ou une colonne."""
        lignes = self._feuille.lignes
        return self._nommes | {
            plier(lignes[rang][bloc.roles["axe"]].texte)
            for bloc in blocs
            for rang in bloc.rangs
            if rang not in bloc.entete and bloc.roles.get("axe") in lignes[rang]
        }

    def prendre_au_dessus(self, rang: int, ligne: Ligne) -> bool:
        """Prend cette ligne, avant tout en-tête, si elle nomme un axe ou lui donne un titre."""
        return self.prendre(rang, ligne) or self.prendre_pour_titre(rang, ligne)

    def prendre_dans(self, bloc: Bloc, rang: int, ligne: Ligne) -> bool:
        """Prend cette ligne d'un bloc si elle nomme un axe."""
        if "axe" in bloc.roles:
            return False
        est_une_action = bloc.roles["libelle"] in ligne and a_un_code(ligne, bloc.roles["code"])
        if est_une_action:
            self._a_titrer = None
        elif self.prendre(rang, ligne):
            return True
        return not self._nommes and self._prendre_parmi_les_codes(bloc, rang, ligne)

    def prendre(self, rang: int, ligne: Ligne) -> bool:
        """Prend cette ligne si une cellule y nomme un axe, comme « Axe 2 : Se déplacer »."""
        nommes = ((c, axe_nomme(cellule.texte)) for c, cellule in ligne.items())
        colonne, nomme = next(((c, nomme) for c, nomme in nommes if nomme), (0, None))
        if nomme is None:
            return False
        titre, *autres = self._textes_pres_de(rang, colonne, nomme[1])
        for ou, dit in autres:
            message = f"texte laissé de côté, près d'un axe ({redire(dit)})"
            self._brouillon.avertir("ligne-de-cote", ou, message)
        self.courant = self._axes.nommer(nomme[0], titre[1], self._feuille.case(rang, colonne))
        self._a_titrer = None if titre[1] else self.courant
        return True

    def _textes_pres_de(self, rang: int, axe: int, titre: str) -> list[tuple[Case, str]]:
        """Rend le titre de l'axe, vide s'il n'y est pas, puis ce qui est écrit d'autre à côté."""
        textes = [
            (self._feuille.case(rang, colonne), sur_une_ligne(cellule.texte))
            for colonne, cellule in self._feuille.lignes[rang].items()
            if colonne != axe and not reconnaitre(cellule.texte)
        ]
        ou = self._feuille.case(rang, axe)
        return [(ou, titre), *textes] if titre or not textes else textes

    def _prendre_parmi_les_codes(self, bloc: Bloc, rang: int, ligne: Ligne) -> bool:
        """Prend un axe écrit parmi les codes : « 2. Se déplacer », ou 2 devant 2.1."""
        code, libelle = bloc.roles["code"], bloc.roles["libelle"]
        if code not in ligne or not ligne.keys() <= {code, libelle}:
            return False
        numero, titre = axe_numerote(ligne[code].texte) or (0, "")
        if numero != self._axes.dernier + 1:
            return False
        if libelle in ligne:
            devant = not titre and self._code_suivant(code, rang).startswith(f"{numero}.")
            titre = sur_une_ligne(ligne[libelle].texte) if devant else ""
        if titre:
            self.courant = self._axes.nommer(numero, titre, self._feuille.case(rang, code))
        return bool(titre)

    def _code_suivant(self, colonne: int, rang: int) -> str:
        suivants = (ligne for autre, ligne in self._feuille.lignes.items() if autre > rang)
        codes = (en_code(ligne[colonne].texte) for ligne in suivants if colonne in ligne)
        return next(codes, "")

    def prendre_pour_titre(self, rang: int, ligne: Ligne) -> bool:
        """Prend cette ligne si c'est le titre de l'axe que nomme, sans plus, celle d'avant."""
        axe, self._a_titrer = self._a_titrer, None
        if axe is None or len(ligne) != 1:
            return False
        ((colonne, cellule),) = ligne.items()
        self._axes.nommer(
            axe.numero, sur_une_ligne(cellule.texte), self._feuille.case(rang, colonne)
        )
        return True

    def lire_la_colonne(self, axe: Lu | None, titre: Lu | None, ou: Case) -> None:
        """Va à l'axe que disent les cellules d'une action; sans elles, reste à celui du dessus."""
        dit = sur_une_ligne(titre.texte) if titre and titre.texte is not ILLISIBLE else ""
        if axe is None and dit and titre:
            self.courant = self._axes.nommer(None, dit, titre.ou)
        elif axe is None:
            if self.courant:
                message = "axe non dit, lu comme celui de la ligne du dessus"
                self._brouillon.avertir("axe-a-nommer", ou, message)
        elif axe.texte is not ILLISIBLE:
            numero, sien = axe_d_une_cellule(axe.texte)
            if titre and dit and sien and plier(dit) != plier(sien):
                message = f"{redire(dit)} laissé de côté : l'axe a déjà pour titre {redire(sien)}"
                self._brouillon.avertir("axe-a-nommer", titre.ou, message)
            ou = titre.ou if titre and dit and not sien else axe.ou
            self.courant = self._axes.nommer(numero, sien or dit, ou)

    def prendre_le_seul(self, titres: dict[int, str], ou: Case) -> None:
        """Va au seul axe dont le titre est donné, si rien n'en nomme."""
        if self.courant is None and set(titres) == {1}:
            self.courant = self._axes.nommer(1, titres[1], ou)
