"""Les axes que dit une table, à mesure qu'elle les nomme, et les actions de chacun."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from plandev.lecture.brouillon import ILLISIBLE
from plandev.lecture.tableau.brouillon_de_tableau import BrouillonDeTableau
from plandev.lecture.tableau.tableau_des_gens.formes import (
    Lu,
    LuesUneFois,
    axe_d_une_cellule,
    est_vide,
    sur_une_ligne,
)
from plandev.lecture.tableau.tableau_des_gens.lecture import Lecture
from plandev.lecture.tableau.tableau_des_gens.table import Rangee
from plandev.messages.constats import Case
from plandev.messages.mots import plier, redire
from plandev.messages.nombres import pluriel

SOUS_ACTIONS = "sous_actions"
"""La clé du champ où se joignent les sous-actions d'une action."""

_VALEURS_D_UN_AXE = range(2, 31)


@dataclass(slots=True)
class ActionLue:
    """Ce qu'une ou plusieurs lignes disent d'une action; rien n'en est encore jugé.

    `rangees` : ces lignes; `champs` : sous la clé de chacun.
    """

    ou: Case
    rangees: list[Rangee] = field(default_factory=list)
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
        self._a_part: AxeLu | None = None

    def nommer(self, numero: int | None, titre: str, ou: Case) -> AxeLu:
        """Rend l'axe de ce numéro ou, sans lui, de ce titre : le suivant, si ce titre est neuf."""
        if numero is None:
            numero = self._numeros.get(plier(titre), self.dernier + 1)
        axe = self._par_numero.setdefault(numero, AxeLu(numero, titre, ou))
        self.dernier = max(self.dernier, numero)
        self._numeros.setdefault(plier(titre), numero)
        if titre and not axe.titre:
            axe.titre, axe.ou = titre, ou
        elif titre and plier(titre) != plier(axe.titre):
            message = f"l'axe {numero} a déjà pour titre {redire(axe.titre)} (en {axe.ou})"
            self._brouillon.signaler("axe-a-nommer", ou, f"{message}, et non {redire(titre)}")
        return axe

    def mettre_a_part(self, titre: str, ou: Case) -> AxeLu:
        """Rend l'axe des actions qui n'en disent pas, qui sera le dernier."""
        self._a_part = self._a_part or AxeLu(0, titre, ou)
        return self._a_part

    def en_ordre(self) -> list[AxeLu]:
        """Rend les axes par numéro; celui dont seul le titre est donné n'a aucune action.

        Dit ceux qui manquent, et ceux qui sont de trop.
        """
        for numero, titre in self._donnes.items() if self._par_numero else ():
            self._placer(numero, titre)
        if self._a_part:
            self._a_part.numero = self.dernier + 1
            self._par_numero[self._a_part.numero] = self._a_part
        axes = [self._par_numero[numero] for numero in sorted(self._par_numero)]
        for avant, axe in pairwise([AxeLu(0, "", Case(0, 1, 1)), *axes]):
            axe.hors_rang = avant.hors_rang or axe.numero > avant.numero + 1
            if axe.hors_rang and not avant.hors_rang:
                self._demander_le_manquant(avant.numero + 1, axe.ou)
        return axes

    def _placer(self, numero: int, titre: str) -> None:
        """Met à sa place un axe dont la commande donne le titre."""
        if numero > self.dernier:
            message = f"--titre-axe {numero} : ce tableau n'a pas d'axe {numero}"
            self._brouillon.signaler("axe-a-nommer", None, message)
        elif numero not in self._par_numero:
            suivant = min(autre for autre in self._par_numero if autre > numero)
            self._par_numero[numero] = AxeLu(numero, titre, self._par_numero[suivant].ou)

    def _demander_le_manquant(self, numero: int, ou: Case) -> None:
        message = (
            f"l'axe {numero} n'est pas dans ce tableau\ns'il n'a pas d'action, donnez son titre"
        )
        self._brouillon.demander("axe-hors-rang", ou, message, f'--titre-axe "{numero}=…"')


def choisir_le_titre(lecture: Lecture, axe: AxeLu) -> Any:
    """Rend le titre d'un axe : celui du tableau, celui qui est donné, ou ILLISIBLE."""
    donne = lecture.precisions.axes.get(axe.numero)
    if donne and axe.titre and plier(donne) != plier(axe.titre):
        message = f"titre {redire(axe.titre)} laissé de côté : --titre-axe en donne un autre"
        lecture.brouillon.avertir("axe-a-nommer", axe.ou, message)
    if titre := donne or axe.titre:
        return titre
    message = (
        f"l'axe {axe.numero} n'a pas de titre dans ce tableau\nécrivez-le à côté, ou donnez-le"
    )
    lecture.brouillon.demander("axe-a-nommer", axe.ou, message, f'--titre-axe "{axe.numero}=…"')
    return ILLISIBLE


def axe_dit(
    brouillon: BrouillonDeTableau, axe: Lu | None, titre: Lu | None
) -> tuple[int | None, str, Case] | None:
    """Rend le numéro, le titre et la place de l'axe que disent ses cellules, ou None."""
    numero, sien = axe_d_une_cellule(axe.lisible) if axe else (None, "")
    if axe:
        brouillon.convertir(axe.ou, f"{numero or ''} {sien}")
    if titre is None or not titre.lisible:
        return (numero, sien, axe.ou) if axe and axe.lisible else None
    dit = sur_une_ligne(titre.lisible)
    if not sien:
        return numero, dit, titre.ou
    _dire_un_second_titre(brouillon, titre, dit, sien)
    return numero, sien, axe.ou if axe else titre.ou


def _dire_un_second_titre(brouillon: BrouillonDeTableau, lu: Lu, dit: str, titre: str) -> None:
    if plier(dit) != plier(titre):
        message = f"{redire(dit)} laissé de côté : l'axe a déjà pour titre {redire(titre)}"
        brouillon.avertir("axe-a-nommer", lu.ou, message)


def peut_descendre(colonne: int, actions: Sequence[Rangee]) -> bool:
    """Rend vrai si une case d'axe vide peut prendre celui du dessus.

    C'est que chacun de deux axes ou plus n'est écrit qu'une fois, là où il commence.
    """
    ecrits = Counter(
        plier(r.propres[colonne].texte)
        for r in actions
        if colonne in r.propres and not est_vide(r.propres[colonne])
    )
    return len(ecrits) > 1 and max(ecrits.values()) == 1


def demander_l_axe(lecture: Lecture, actions: Sequence[Rangee]) -> None:
    """Demande d'où vient l'axe : les colonnes dont les valeurs reviennent, ou un axe unique."""
    proposees = []
    for colonne in lecture.colonnes.colonnes.values():
        valeurs = [plier(r.ligne[colonne.rang].texte) for r in actions if colonne.rang in r.ligne]
        if len({*valeurs}) in _VALEURS_D_UN_AXE and len({*valeurs}) < len(valeurs):
            manquent = len(actions) - len(valeurs)
            sans = f", {pluriel(manquent, 'ligne')} sans" if manquent else ""
            proposees.append(
                (manquent, f"{lecture.table.nom(colonne.rang)} ({len({*valeurs})} valeurs{sans})")
            )
    dites = "; ".join(phrase for _, phrase in sorted(proposees))
    parmi = f" (elles le pourraient : {dites})" if dites else ""
    lecture.brouillon.demander(
        "axe-a-nommer",
        lecture.debut,
        f"rien ne dit l'axe des actions\nnommez sa colonne, --colonne axe=LETTRE{parmi}; s'il n'y "
        'en a qu\'un, donnez son titre, --axe-unique "Son titre"',
        "--colonne axe=…" if proposees else '--axe-unique "…"',
    )
