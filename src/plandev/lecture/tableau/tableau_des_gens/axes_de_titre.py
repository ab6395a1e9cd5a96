"""L'axe où en est une feuille : celui d'une ligne de titre, d'une colonne, ou le seul."""

from plandev.lecture.brouillon import ILLISIBLE
from plandev.lecture.tableau.brouillon import BrouillonDeTableau
from plandev.lecture.tableau.feuilles.feuille import Feuille, Ligne
from plandev.lecture.tableau.tableau_des_gens.axes_lus import AxeLu, AxesLus
from plandev.lecture.tableau.tableau_des_gens.blocs import Bloc, a_un_code
from plandev.lecture.tableau.tableau_des_gens.entetes import (
    axe_d_une_cellule,
    axe_nomme,
    axe_numerote,
    reconnaitre,
)
from plandev.lecture.tableau.tableau_des_gens.lignes_lues import Lu, en_code, sur_une_ligne
from plandev.messages.constats import Case
from plandev.messages.mots import citer, plier


class AxesDeTitre:
    """L'axe `courant`, à mesure que les lignes d'une feuille en nomment."""

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

    def lire_au_dessus(self, rang: int, ligne: Ligne) -> bool:
        """Rend vrai si cette ligne, avant tout en-tête, nomme un axe ou lui donne un titre."""
        return self.lire(rang, ligne) or self.titrer(rang, ligne)

    def lire_dans(self, bloc: Bloc, rang: int, ligne: Ligne) -> bool:
        """Rend vrai si cette ligne d'un bloc nomme un axe, où l'on est désormais."""
        if "axe" in bloc.roles:
            return False
        est_une_action = bloc.roles["libelle"] in ligne and a_un_code(ligne, bloc.roles["code"])
        if est_une_action:
            self._a_titrer = None
        elif self.lire(rang, ligne):
            return True
        return not self._nommes and self._lire_parmi_les_codes(bloc, rang, ligne)

    def lire(self, rang: int, ligne: Ligne) -> bool:
        """Rend vrai si une cellule de cette ligne nomme un axe, comme « Axe 2 : Se déplacer »."""
        nommes = ((c, axe_nomme(cellule.texte)) for c, cellule in ligne.items())
        colonne, nomme = next(((c, nomme) for c, nomme in nommes if nomme), (0, None))
        if nomme is None:
            return False
        titre, *autres = self._textes_pres_de(rang, colonne, nomme[1])
        for ou, dit in autres:
            message = f"texte laissé de côté, près d'un axe ({citer(dit)})"
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

    def _lire_parmi_les_codes(self, bloc: Bloc, rang: int, ligne: Ligne) -> bool:
        """Rend vrai d'un axe écrit parmi les codes : « 2. Se déplacer », ou 2 devant 2.1."""
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

    def titrer(self, rang: int, ligne: Ligne) -> bool:
        """Rend vrai si cette ligne est le titre de l'axe que nomme, sans plus, celle d'avant."""
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
                message = f"{citer(dit)} laissé de côté : l'axe a déjà pour titre {citer(sien)}"
                self._brouillon.avertir("axe-a-nommer", titre.ou, message)
            ou = titre.ou if titre and dit and not sien else axe.ou
            self.courant = self._axes.nommer(numero, sien or dit, ou)

    def prendre_le_seul(self, titres: dict[int, str], ou: Case) -> None:
        """Va au seul axe dont le titre est donné, si rien n'en nomme."""
        if self.courant is None and set(titres) == {1}:
            self.courant = self._axes.nommer(1, titres[1], ou)
