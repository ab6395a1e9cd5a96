"""Les codes des actions : numérotés si la table n'en a pas, demandés s'ils se répètent, rangés."""

import re
from collections.abc import Iterator, Sequence

from plandev.lecture.brouillon import ILLISIBLE
from plandev.lecture.tableau.tableau_des_gens.colonnes import COTE
from plandev.lecture.tableau.tableau_des_gens.formes import CODE_MAX, Lu
from plandev.lecture.tableau.tableau_des_gens.lecture import Lecture
from plandev.lecture.tableau.tableau_des_gens.lignes.axes import ActionLue, AxeLu
from plandev.messages.mots import plier, redire


def donner_les_codes(lecture: Lecture, axes: Sequence[AxeLu]) -> None:
    """Donne son code à chaque action, et met de côté la colonne qui ne fait que le redire."""
    if "code" not in lecture.colonnes.roles or lecture.precisions.numeroter:
        _numeroter(lecture, axes)
    _oublier_ce_qui_redit_le_code(lecture, axes)
    _demander_les_longs(lecture, axes)
    _demander_les_doubles(lecture, axes)
    _ranger(lecture, axes)


_NUMERO_DU_LIBELLE = re.compile(
    r"(?:(?:action|mesure|projet|fiche|intervention)s? +)*(?:n[°o] ?)?([0-9]+(?:\.[0-9]+)*)\b",
    re.IGNORECASE,
)


def _numeroter(lecture: Lecture, axes: Sequence[AxeLu]) -> None:
    """Donne un code à chaque action d'une table qui n'en a pas la colonne, et le dit.

    C'est le numéro qui commence tous les libellés, s'il les distingue; sinon, leur rang dans l'axe.
    """
    actions = [(axe, rang, action) for axe in axes for rang, action in enumerate(axe.actions, 1)]
    if not actions:
        return
    numeros = [*filter(None, (_numero_du_libelle(action) for *_, action in actions))]
    distincts = {(axe.numero, n) for (axe, *_), n in zip(actions, numeros, strict=False)}
    tous = len(distincts) == len(actions)
    for n, (_, rang, action) in enumerate(actions):
        action.code = Lu(numeros[n] if tous else str(rang), action.ou)
    d_ou = "le numéro qui commence son libellé" if tous else "son rang dans son axe"
    message = f"codes donnés par plandev : celui de chaque action est {d_ou}"
    lecture.brouillon.avertir("numerotation-du-plan", actions[0][2].ou, message)


def _numero_du_libelle(action: ActionLue) -> str:
    trouve = _NUMERO_DU_LIBELLE.match(action.libelle.lisible) if action.libelle else None
    return trouve[1] if trouve else ""


def _oublier_ce_qui_redit_le_code(lecture: Lecture, axes: Sequence[AxeLu]) -> None:
    """Met de côté la colonne des réponses de plandev qui redit l'axe et le code, comme 5.20."""
    for colonne in lecture.colonnes.champs:
        if colonne.titre in _REDITES and not colonne.dite and _redit_le_code(axes, colonne.cle):
            colonne.sens = COTE
            for action in (action for axe in axes for action in axe.actions):
                ou = [lu.ou for lu in action.champs.pop(colonne.cle, {})]
                message = "cette colonne redit le code"
                lecture.brouillon.mettre_de_cote(ou, message, "colonne-de-cote")


def _demander_les_longs(lecture: Lecture, axes: Sequence[AxeLu]) -> None:
    """Demande ce que sont des codes trop longs; dit ceux qu'un programme a pu changer."""
    codes = [*_codes(axes)]
    if codes and all(code.texte.endswith(".0") for _, code in codes):
        lecture.brouillon.avertir("zero-perdu", codes[0][1].ou, _POINT_ZERO)
    for action, code in codes:
        if len(code.texte) > CODE_MAX:
            message = (
                f"le code {redire(code.texte)} a {len(code.texte)} signes; il en faut au plus "
                f"{CODE_MAX}\nabrégez-le, ou faites numéroter toutes les actions"
            )
            lecture.brouillon.demander("code-mal-forme", code.ou, message, "--numeroter")
            action.code = code._replace(texte=ILLISIBLE)


_POINT_ZERO = (
    "tous les codes finissent par « .0 », qu'un programme a pu leur ajouter\nmettez leur "
    "colonne en format Texte et retapez-les, ou faites-les numéroter : --numeroter"
)


def _demander_les_doubles(lecture: Lecture, axes: Sequence[AxeLu]) -> None:
    """Demande ce que sont des codes donnés deux fois dans leur axe."""
    for axe in axes:
        vus: dict[str, Lu] = {}
        for action, code in _codes([axe]):
            premier = vus.setdefault(plier(code.texte), code)
            if premier is not code:
                message = (
                    f"le code {redire(code.texte)} est déjà donné dans cet axe (en "
                    f"{premier.ou})\ndonnez-en un autre, ou faites numéroter toutes les actions"
                )
                lecture.brouillon.demander("code-double", code.ou, message, "--numeroter")
                action.code = code._replace(texte=ILLISIBLE)


def _ranger(lecture: Lecture, axes: Sequence[AxeLu]) -> None:
    """Fait d'un code précédé de son axe le code seul; dit si un seul suffit dans le plan."""
    codes = [(axe, action, code) for axe in axes for action, code in _codes([axe])]
    if codes and all(code.texte.startswith(f"{axe.numero}.") for axe, _, code in codes):
        for axe, action, code in codes:
            seul = code.texte.removeprefix(f"{axe.numero}.")
            action.code = code._replace(texte=seul)
    elif _un_seul_suffit([(axe.numero, code) for axe, _, code in codes], len(axes)):
        lecture.brouillon.valeur["numerotation"] = "plan"
        message = "aucun code ne se répète d'un axe à l'autre : chacun est cité sans le sien"
        lecture.brouillon.avertir("numerotation-du-plan", codes[0][1].ou, message)


def _un_seul_suffit(codes: Sequence[tuple[int, Lu]], axes: int) -> bool:
    distincts = {plier(code.texte) for _, code in codes}
    return len({axe for axe, _ in codes}) > 1 and len(distincts) == len(codes) > axes


_REDITES = ("id", "Action")


def _codes(axes: Sequence[AxeLu]) -> Iterator[tuple[ActionLue, Lu]]:
    for axe in axes:
        for action in axe.actions:
            if action.code and action.code.texte is not ILLISIBLE:
                yield action, action.code


def _redit_le_code(axes: Sequence[AxeLu], cle: str) -> bool:
    dits = [
        (axe, action, [*action.champs[cle]])
        for axe in axes
        for action in axe.actions
        if cle in action.champs
    ]
    return bool(dits) and all(
        len(lus) == 1
        and action.code
        and lus[0].texte in {action.code.texte, f"{axe.numero}.{action.code.texte}"}
        for axe, action, lus in dits
    )
