"""Ce qui se demande d'un tableau : l'en-tête, les colonnes, les lignes, chacun avec son option."""

from collections.abc import Sequence
from itertools import groupby
from shlex import quote

from plandev.lecture.tableau.tableau_des_gens.lecture import Lecture
from plandev.lecture.tableau.tableau_des_gens.table import Rangee
from plandev.lecture.tableau.tableau_des_gens.table.genres import DEMANDEE
from plandev.messages.mots import enumerer, redire

_LARGE = 3  # cellules


def demander_les_colonnes(lecture: Lecture) -> None:
    """Demande l'en-tête, le libellé, les sous-actions; avertit d'une table sans unité."""
    roles, brouillon = lecture.colonnes.roles, lecture.brouillon
    _demander_l_en_tete(lecture)
    if "libelle" not in roles:
        _demander_le_libelle(lecture)
    elif "responsables" not in roles and not lecture.precisions.croix.get("responsables"):
        brouillon.avertir("colonne-a-nommer", lecture.debut, _SANS_UNITES)
    if "sous-action" in roles and lecture.precisions.sous_actions is None:
        ou = lecture.table.en_tete(roles["sous-action"])
        brouillon.demander("colonne-a-nommer", ou, _SOUS_ACTIONS, "--sous-actions …")


_SANS_UNITES = (
    "aucun titre ne dit où sont les unités\nnommez leur colonne : --colonne responsables=LETTRE"
)
_SOUS_ACTIONS = (
    "une colonne dit des sous-actions\ndites ce qu'elles sont : liste (de leur action) ou actions, "
    "avec --numeroter si elles n'ont pas de code : --sous-actions …"
)


def _demander_l_en_tete(lecture: Lecture) -> None:
    """Demande l'en-tête, si des lignes au-dessus de lui ont l'air d'actions."""
    libelle, dites = lecture.colonnes.roles.get("libelle", 0), lecture.precisions
    pleines = [r for r in lecture.table.avant if len(r.propres) >= _LARGE and libelle in r.propres]
    if len(pleines) > 1 and dites.entete is None and dites.premiere_ligne is None:
        message = (
            f"{_nommees(pleines)} sont au-dessus de l'en-tête ({redire(pleines[0].textes)}), et ne "
            "seraient pas lues\ndites où il est"
        )
        lecture.brouillon.demander("entete-absent", pleines[0].cases[0], message, "--entete …")


def _demander_le_libelle(lecture: Lecture) -> None:
    """Demande sa colonne, et suppose celle qui a le plus de texte : la suite se demande avec."""
    libres = [c for c in lecture.colonnes.colonnes.values() if c.sens == "texte"]
    dites = enumerer([lecture.table.nom(c.rang) for c in libres])
    message = f"rien ne dit où est le libellé des actions (colonnes : {dites})\nnommez sa colonne"
    lecture.brouillon.demander("colonne-a-nommer", lecture.debut, message, "--colonne libelle=…")

    def signes(rang: int) -> int:
        return sum(len(r.propres[rang].texte) for r in lecture.table.rangees if rang in r.propres)

    if libres := [c for c in libres if not c.dite]:
        max(libres, key=lambda c: signes(c.rang)).sens = "libelle"


def demander_les_lignes(lecture: Lecture) -> None:
    """Demande ce que sont les lignes qui ne se distinguent pas, par raison et par feuille."""
    classement = lecture.classement
    for bloc in classement.blocs_a_part:
        _demander_un_bloc(lecture, bloc)
    a_part = {id(rangee) for bloc in classement.blocs_a_part for rangee in bloc}
    demandees = ((g.phrase, r) for r, g in classement.genres if g.nom == DEMANDEE)
    seules = [(phrase, rangee) for phrase, rangee in demandees if id(rangee) not in a_part]
    seules.sort(key=_par_phrase_et_feuille)
    for (phrase, _), groupe in groupby(seules, key=_par_phrase_et_feuille):
        _demander_des_lignes(lecture, phrase, [rangee for _, rangee in groupe])
    _demander_la_derniere_ligne(lecture)


def _demander_des_lignes(lecture: Lecture, phrase: str, rangees: Sequence[Rangee]) -> None:
    dits = enumerer([rangee.textes for rangee in rangees])
    feuille = f"{rangees[0].feuille.nom}!" if len(lecture.table.feuilles) > 1 else ""
    option = f"--ligne {quote(f'{feuille}{_rangs(rangees)}=…')}"
    message = f"{phrase} : {dits}\n{_DIRE_LA_LIGNE}"
    lecture.brouillon.demander("ligne-a-dire", rangees[0].cases[0], message, option)


_DIRE_LA_LIGNE = (
    "dites si c'est un titre (d'axe), une action, ou une ligne à laisser de côté (cote)"
)


def _par_phrase_et_feuille(demandee: tuple[str, Rangee]) -> tuple[str, int]:
    return demandee[0], demandee[1].feuille.rang


def _demander_un_bloc(lecture: Lecture, bloc: Sequence[Rangee]) -> None:
    lignes, genres = _rangs(bloc), lecture.classement.genres
    fin = f"--ligne {lignes}=…"
    if bloc[-1] is genres[-1][0]:
        avant = [rangee.rang for rangee, _ in genres if rangee.rang < bloc[0].rang]
        fin = f"--derniere-ligne {max(avant, default=1)}"
    message = (
        f"après une ligne vide, {_nommees(bloc)} n'ont pas ce que les actions ont toujours "
        f"({redire(bloc[0].textes)})\nlaissez-les de côté : {fin}; si ce sont des actions : "
        f"--ligne {lignes}=action"
    )
    lecture.brouillon.demander("ligne-a-dire", bloc[0].cases[0], message, fin)


def _demander_la_derniere_ligne(lecture: Lecture) -> None:
    """Demande la dernière ligne que des règles disent, si le tableau s'est allongé depuis."""
    dites, apres = lecture.precisions, lecture.table.apres
    if dites.textes is None or not dites.derniere_ligne or not apres:
        return
    if apres[0].rang == dites.derniere_ligne + 1:
        message = (
            f"les règles arrêtent le tableau juste avant cette ligne : {redire(apres[0].textes)}\n"
            "dites laquelle est la dernière"
        )
        option = "--derniere-ligne …"
        lecture.brouillon.demander("ligne-a-dire", apres[0].cases[0], message, option)


def _rangs(rangees: Sequence[Rangee]) -> str:
    """Rend des lignes comme `--ligne` les nomme : « 2,5 », « 7-10 »."""
    rangs = [rangee.rang for rangee in rangees]
    if len(rangs) > 1 and rangs == [*range(rangs[0], rangs[-1] + 1)]:
        return f"{rangs[0]}-{rangs[-1]}"
    return ",".join(map(str, rangs))


def _nommees(rangees: Sequence[Rangee]) -> str:
    debut, fin = rangees[0].rang, rangees[-1].rang
    return f"les lignes {debut} à {fin}" if fin > debut else f"ce que dit la ligne {debut}"
