"""Les blocs que des lignes vides séparent : celui qui n'est pas fait d'actions, à part."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from plandev.lecture.tableau.tableau_des_gens.colonnes.titres import est_connu, role_du_titre
from plandev.lecture.tableau.tableau_des_gens.formes import est_un_code
from plandev.lecture.tableau.tableau_des_gens.table import Rangee, Table

_TOUJOURS = 0.9


_TITRES_D_UN_AUTRE = 3


def blocs_a_part(
    table: Table, lues: Sequence[tuple[Rangee, bool]], code: int
) -> list[list[Rangee]]:
    """Rend les blocs d'après le premier qui ne sont pas d'actions, ou qui ont un autre en-tête.

    `lues` : les lignes, et si chacune serait une action; `code` : la colonne des codes, ou 0. Ce
    que les actions ont toujours, ce sont les colonnes que neuf sur dix remplissent dans le premier.
    """
    premier, *autres = _blocs(lues) or [[]]
    toujours = _toujours(_actions(premier))
    a_part = []
    for bloc in autres:
        actions = _actions(bloc)
        autre_table = bool(actions) and _autre_en_tete(table, bloc[0][0])
        if autre_table or _est_a_part(actions, toujours, code):
            a_part.append([rangee for rangee, _ in bloc])
    return a_part


def _actions(bloc: Sequence[tuple[Rangee, bool]]) -> list[Rangee]:
    return [rangee for rangee, action in bloc if action]


def _est_a_part(actions: Sequence[Rangee], toujours: set[int], code: int) -> bool:
    """Rend vrai si aucune de ces lignes n'a ce que les actions ont toujours."""
    return bool(actions) and not any(
        toujours <= rangee.ligne.keys() and _a_un_code(rangee, code) for rangee in actions
    )


def _a_un_code(rangee: Rangee, code: int) -> bool:
    """Rend faux d'une ligne dont la cellule des codes n'en est pas un."""
    return code not in rangee.ligne or est_un_code(rangee.ligne[code].texte)


def _blocs(lues: Sequence[tuple[Rangee, bool]]) -> list[list[tuple[Rangee, bool]]]:
    blocs = [[*lues[:1]]] if lues else []
    for avant, ici in pairwise(lues):
        if avant[0].feuille is ici[0].feuille and ici[0].rang > avant[0].rang + 1:
            blocs.append([])
        blocs[-1].append(ici)
    return blocs


def _toujours(actions: Sequence[Rangee]) -> set[int]:
    combien = Counter(colonne for rangee in actions for colonne in rangee.ligne)
    return {colonne for colonne, n in combien.items() if n >= _TOUJOURS * len(actions)}


def _autre_en_tete(table: Table, rangee: Rangee) -> bool:
    dits = [c.texte for c in rangee.propres.values()]
    libelle = any(r and r.role == "libelle" for r in map(role_du_titre, dits))
    return (
        libelle and sum(map(est_connu, dits)) >= _TITRES_D_UN_AUTRE and not table.est_repete(rangee)
    )
