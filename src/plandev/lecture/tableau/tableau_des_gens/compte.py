"""La loi : chaque cellule qui contient quelque chose est dans le plan, ou dite avec sa place.

Le plan y est comparé à la feuille, sans rien savoir de la façon dont il a été lu.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from plandev.lecture.tableau.feuilles.feuille import Cellule
from plandev.lecture.tableau.tableau_des_gens.ecriture import ActionEcrite
from plandev.lecture.tableau.tableau_des_gens.lecture import Lecture
from plandev.lecture.tableau.tableau_des_gens.table import Table
from plandev.messages.constats import Case
from plandev.messages.mots import plier, redire
from plandev.messages.nombres import entier, pluriel

_LETTRE_A_PUCE = re.compile(r"^\s*o\s+", re.MULTILINE)


def compter(lecture: Lecture, ecrites: Sequence[ActionEcrite]) -> str:
    """Rend la phrase qui compte les lignes et les cellules; signale celles qui seraient perdues.

    `ecrites` : les actions, et ce que le plan en dit.
    """
    brouillon, table = lecture.brouillon, lecture.table
    siens = defaultdict[tuple[int, int], _Foin](_Foin)
    for lue, action, axe in ecrites:
        dits = [*_d_une_action(brouillon.valeur, action, axe)]
        for rangee in lue.rangees:
            siens[rangee.feuille.rang, rangee.rang].ajouter(dits)
    general = _Foin()
    general.ajouter(_du_plan(lecture))
    for rang, ligne in _lignes_de_titre(lecture):
        siens[rang, ligne] = general
    lues = de_cote = 0
    for ou, cellule in _cellules(table):
        converti = brouillon.conversions.get(ou) or cellule.en_francais
        foin = siens[ou.rang, ou.ligne]
        if foin.contient(converti) or foin.contient(cellule.texte):
            lues += 1
        elif ou in brouillon.dites:
            de_cote += 1
        else:
            message = (
                f"{redire(cellule.texte)} ne se retrouve pas dans l'action de sa ligne{_PERDUE}"
            )
            brouillon.signaler("cellule-perdue", ou, message)
    return _phrase(_lignes(lecture, len(ecrites)), lues, de_cote)


_PERDUE = "\nce tableau n'est pas lu comme il faut : voyez --apercu, et dites-le à ses responsables"
_NOMS = {
    "au-dessus": ("au-dessus du tableau",) * 2,
    "en-tête": ("d'en-tête",) * 2,
    "total": ("total laissé de côté", "totaux laissés de côté"),
    "explication": ("explication laissée de côté", "explications laissées de côté"),
    "cote": ("laissée de côté", "laissées de côté"),
    "suite": ("suite d'action", "suites d'action"),
}


def _phrase(lignes: Counter[str], lues: int, de_cote: int) -> str:
    dites = (f"{entier(n)} {_NOMS.get(nom, (nom, f'{nom}s'))[n > 1]}" for nom, n in lignes.items())
    s = "s" * (de_cote > 1)
    cote = f", {entier(de_cote)} laissée{s} de côté (dite{s} plus haut)" if de_cote else ""
    cellules = f"{pluriel(lues + de_cote, 'cellule')} : {entier(lues)} lue{'s' * (lues > 1)}{cote}"
    return f"{pluriel(lignes.total(), 'ligne')} : {', '.join(dites)}; {cellules}"


class _Foin:
    """Des textes où en chercher d'autres, par leurs mots, ou leurs signes s'ils n'en ont pas."""

    def __init__(self) -> None:
        self._mots = self._signes = ""

    def ajouter(self, dits: Iterable[str]) -> None:
        for dit in dits:
            self._mots += f"{_mots(dit)}\n"
            self._signes += f"{dit}\n"

    def contient(self, texte: str) -> bool:
        """Rend vrai si les mots d'un texte, ou de chaque morceau, s'y suivent."""
        morceaux = [m for m in re.split(r"[\n;,/]", texte) if m.strip()]
        return self._a(texte) or (len(morceaux) > 1 and all(map(self._a, morceaux)))

    def _a(self, texte: str) -> bool:
        mots = _mots(_LETTRE_A_PUCE.sub("", texte))
        return mots in self._mots if mots.strip() else texte.strip() in self._signes


def _cellules(table: Table) -> Iterator[tuple[Case, Cellule]]:
    for feuille in table.feuilles:
        for rang, ligne in feuille.lignes.items():
            yield from (
                (feuille.case(rang, colonne), cellule) for colonne, cellule in ligne.items()
            )


def _lignes(lecture: Lecture, actions: int) -> Counter[str]:
    table, entetes = lecture.table, lecture.table.entetes.values()
    compte = Counter({"au-dessus": len(table.avant), "en-tête": sum(map(len, entetes))})
    compte.update(genre.nom for _, genre in lecture.classement.genres)
    compte["cote"] += len(table.apres)
    compte["sous-action"], compte["action"] = compte["action"] - actions, actions
    return +compte


def _lignes_de_titre(lecture: Lecture) -> Iterator[tuple[int, int]]:
    """Rend les lignes dont le plan entier répond : titres, en-têtes, et ce qui les précède."""
    for rangee in (*lecture.table.avant, *lecture.classement.de("titre")):
        yield rangee.feuille.rang, rangee.rang
    for rang, lignes in lecture.table.entetes.items():
        yield from ((rang, ligne) for ligne in lignes)


def _du_plan(lecture: Lecture) -> Iterator[str]:
    """Rend ce que le plan dit hors des actions, les titres des colonnes, et les niveaux."""
    plan = lecture.brouillon.valeur
    yield from (str(plan.get(cle, "")) for cle in ("titre", "annee", "periode"))
    yield from lecture.table.titres.values()
    for axe in plan["axes"]:
        yield from _d_un_axe(axe)
        yield from dict.fromkeys(str(dit) for action in axe["actions"] for dit in action.values())


def _d_un_axe(axe: Mapping[str, Any]) -> Iterator[str]:
    yield f"axe {axe['numero']} {axe['titre']}"


def _d_une_action(
    plan: Mapping[str, Any], action: Mapping[str, Any], axe: Mapping[str, Any]
) -> Iterator[str]:
    yield from _d_un_axe(axe)
    yield f"{axe['numero']}.{action['code']}"
    for cle, valeur in action.items():
        dits = [plan["groupes"][nom] for nom in valeur] if cle == "groupes" else valeur
        yield " ".join(dits) if isinstance(dits, list) else str(dits)


def _mots(texte: str) -> str:
    """Rend les mots d'un texte, « et » à part, de quoi les chercher entiers dans un autre."""
    mots = re.findall(r"[^\W_]+", plier(texte))
    return f" {' '.join(mot for mot in mots if mot != 'et')} "
