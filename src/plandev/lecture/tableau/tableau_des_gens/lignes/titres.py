"""Ce que disent les lignes de titre : l'axe où elles mènent, et le niveau sous lui."""

from plandev.lecture.tableau.feuilles.feuille import Feuille
from plandev.lecture.tableau.tableau_des_gens.formes import (
    Lu,
    axe_d_une_cellule,
    axe_nomme,
    en_code,
    est_un_code,
    forme_d_un_titre,
    sur_une_ligne,
)
from plandev.lecture.tableau.tableau_des_gens.lecture import Lecture
from plandev.lecture.tableau.tableau_des_gens.lignes.axes import AxeLu, AxesLus
from plandev.lecture.tableau.tableau_des_gens.table import Rangee
from plandev.messages.mots import redire
from plandev.plan.tableur import cle_de_champ

_PAR_UNE_COLONNE = "(une colonne)"


class TitresLus:
    """Les titres d'une table, à mesure qu'ils se lisent : l'axe `courant`, et le `niveau` dit.

    Ceux d'une même forme (« Axe 1 », « 1.1 », « Objectif 1.1 ») sont du même rang : la première
    forme vue est celle des axes, la suivante celle du niveau. Si autre chose dit l'axe, la première
    est le niveau.
    """

    def __init__(self, lecture: Lecture, axes: AxesLus, *, axe_dit_ailleurs: bool) -> None:
        self._lecture, self._axes = lecture, axes
        self.courant: AxeLu | None = None
        self.niveau: Lu | None = None
        self.declare: tuple[str, str] | None = None  # la clé et l'intitulé du champ de niveau
        self._attend: Rangee | None = None  # un titre sous lequel rien n'est encore lu
        au_dessus = [r for f in lecture.table.feuilles for r in lecture.table.titres_au_dessus(f)]
        titres = [*au_dessus, *lecture.classement.de("titre")]
        formes = sorted(dict.fromkeys(map(self._forme, titres)), key=lambda f: f != "axe 1")
        self._formes = [_PAR_UNE_COLONNE, *formes] if axe_dit_ailleurs else formes
        self.disent_l_axe = bool(formes) and not axe_dit_ailleurs

    def entrer(self, feuille: Feuille) -> None:
        """Lit les titres qui sont au-dessus de l'en-tête d'une feuille."""
        for rangee in self._lecture.table.titres_au_dessus(feuille):
            self.lire(rangee)

    def lire(self, rangee: Rangee) -> None:
        """Va à l'axe ou au niveau que dit une ligne de titre."""
        ou, forme = rangee.cases[0], self._forme(rangee)
        if not forme and self._attend and self.courant and not self.courant.titre:
            self._axes.nommer(
                self.courant.numero, rangee.textes, ou
            )  # « Axe 1 », son titre dessous
        elif forme == self._formes[0]:
            self.finir()
            self._lire_un_axe(rangee)
        elif forme == self._formes[1]:
            self._finir_le_niveau()
            self.niveau = Lu(rangee.textes.replace(" | ", " "), ou)
            self._declarer(forme)
            self._attend = rangee
        else:
            message = f"titre laissé de côté : {redire(rangee.textes)}"
            self._lecture.brouillon.mettre_de_cote(rangee.cases, message)

    def une_action(self) -> None:
        """Note qu'une action est sous le dernier titre."""
        self._attend = None

    def finir(self) -> None:
        """Dit le dernier titre, s'il n'y a pas d'action sous lui."""
        titre, self._attend = self._attend, None
        if titre:
            message = f"aucune action sous ce titre : {redire(titre.textes)}"
            self._lecture.brouillon.mettre_de_cote(titre.cases, message, "titre-sans-action")

    def _finir_le_niveau(self) -> None:
        if self._attend and self._forme(self._attend) != self._formes[0]:
            self.finir()

    def _lire_un_axe(self, rangee: Rangee) -> None:
        numero, titre = _numero_et_titre(rangee)
        self.courant, self.niveau = self._axes.nommer(numero, titre, rangee.cases[0]), None
        self._attend = rangee
        for case in rangee.cases:
            self._lecture.brouillon.convertir(case, f"{self.courant.numero} {titre}")

    def _declarer(self, forme: str) -> None:
        mot = forme.partition(" ")[0]
        nom = mot.capitalize() if mot.isalpha() else "Niveau"
        self.declare = (cle_de_champ(nom, [c.cle for c in self._lecture.colonnes.champs]), nom)

    def _forme(self, rangee: Rangee) -> str:
        """Rend la forme d'un titre; d'un code et de son libellé, la profondeur du code."""
        code = rangee.propres.get(self._lecture.colonnes.roles.get("code", 0))
        if (
            code
            and len(rangee.propres) > 1
            and not axe_nomme(code.texte)
            and est_un_code(code.texte)
        ):
            return f"{en_code(code.texte).count('.') + 1}"
        return forme_d_un_titre(rangee.textes)


def _numero_et_titre(rangee: Rangee) -> tuple[int | None, str]:
    """Rend le numéro et le titre qu'une ligne dit : « Axe 2 : … », ou « 2 » et « … » à côté."""
    dits = [sur_une_ligne(c.texte) for c in rangee.propres.values()]
    seuls = [dit for dit in dits if (axe := axe_d_une_cellule(dit))[0] and not axe[1]]
    if len(dits) > 1 and seuls:
        return axe_d_une_cellule(seuls[0])[0], next(dit for dit in dits if dit != seuls[0])
    return axe_d_une_cellule(" ".join(dits))
