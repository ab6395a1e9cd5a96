"""Des actions retirées d'un plan et ajoutées à l'autre, qui n'ont peut-être que changé de code."""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import NamedTuple

from plandev.messages.mots import plier
from plandev.questions.citations import Citation

_PRESQUE = 0.75  # part des mots que deux libellés ont en commun, sur tous les leurs
_RARE = 10  # libellés : un mot plus courant ne rapproche pas deux actions à lui seul


class Renumerotee(NamedTuple):
    """Une action retirée et une ajoutée, qui ont le même libellé, ou presque."""

    avant: Citation
    apres: Citation


def renumerotees(
    retirees: Sequence[Citation], ajoutees: Sequence[Citation]
) -> Sequence[Renumerotee]:
    """Rend les paires dont chacune est, à elle seule, ce qui ressemble le plus à l'autre.

    La ressemblance est l'indice de Jaccard (1901) des mots pliés des libellés. Comparer à rebours
    donne les mêmes paires.
    """
    mots, autres = _mots(retirees), _mots(ajoutees)
    notes = {
        (i, j): len(mots[i] & autres[j]) / len(mots[i] | autres[j])
        for i, j in _paires(mots, autres)
    }
    lignes, colonnes = _meilleures(notes, 0), _meilleures(notes, 1)
    return [
        Renumerotee(retirees[i], ajoutees[j])
        for (i, j), note in sorted(notes.items())
        if note >= _PRESQUE and lignes[i] == [note] and colonnes[j] == [note]
    ]


def _mots(liste: Sequence[Citation]) -> list[frozenset[str]]:
    # Le libellé entier en est un de plus : deux qui sont pareils se rapprochent, si courants que
    # soient leurs mots.
    plies = [plier(citation.action.libelle) for citation in liste]
    return [frozenset((*plie.split(), f"= {plie}")) for plie in plies]


def _paires(
    mots: Sequence[frozenset[str]], autres: Sequence[frozenset[str]]
) -> set[tuple[int, int]]:
    """Rend les paires qui ont un mot assez rare en commun : elles seules se comparent."""
    gauches, droites = _places(mots), _places(autres)
    return {
        paire
        for mot, gauche in gauches.items()
        if len(gauche) <= _RARE and len(droite := droites.get(mot, [])) <= _RARE
        for paire in product(gauche, droite)
    }


def _places(libelles: Sequence[frozenset[str]]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for rang, libelle in enumerate(libelles):
        for mot in libelle:
            places.setdefault(mot, []).append(rang)
    return places


def _meilleures(notes: Mapping[tuple[int, int], float], cote: int) -> dict[int, list[float]]:
    """Rend la meilleure note de chaque action d'un côté, autant de fois qu'elle s'y trouve."""
    meilleures: dict[int, list[float]] = {}
    for paire, note in notes.items():
        connue = meilleures.get(paire[cote])
        if connue is None or note > connue[0]:
            meilleures[paire[cote]] = [note]
        elif note == connue[0]:
            connue.append(note)
    return meilleures
