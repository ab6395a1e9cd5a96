"""Toutes les fautes de forme d'un brouillon, une à une et dans l'ordre du fichier.

D'une liste, le modèle ne relève que le premier élément fautif : pydantic garderait sinon, d'un
petit fichier, des centaines de milliers de fautes. Le reste se relève ici, élément par élément,
tant qu'on en demande.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from plandev.lecture.brouillon import CONSTATS_MAX
from plandev.lecture.validation.fautes_pydantic import CLES_INCONNUES, cles_connues
from plandev.messages.constats import Adresse
from plandev.messages.mots import CONSEILS_MAX, Conseiller
from plandev.plan.action import TYPES_DES_LISTES, Action
from plandev.plan.modele import Axe, Plan
from plandev.plan.parcours import dictionnaire, liste
from plandev.plan.valeurs import ListeDeTextes, Texte, TexteLong

# De quoi tenir, sans faute, la place des éléments qui s'éprouvent un à un.
_AXE = {"numero": "1", "titre": "Axe", "actions": []}


def fautes_de_forme(plan: Any, conseiller: Conseiller) -> Iterator[ErrorDetails]:
    """Rend les erreurs de pydantic que mérite ce brouillon.

    Une clé mal tapée est inconnue; elle n'est pas dite, en plus, absente sous son vrai nom.
    """
    champs = dictionnaire(plan, "champs")
    for fautes in _par_objet(plan):
        yield from _sans_doublets(fautes, conseiller, champs)


def _par_objet(plan: Any) -> Iterator[list[ErrorDetails]]:
    axes = liste(plan, "axes")
    yield _fautes(Plan, {**plan, "axes": [_AXE] * len(axes)} if axes else plan, ())
    for rang, axe in enumerate(axes):
        yield from _de_l_axe(axe, ("axes", rang), dictionnaire(plan, "champs"))


def _de_l_axe(axe: Any, adresse: Adresse, champs: Iterable[str]) -> Iterator[list[ErrorDetails]]:
    actions = liste(axe, "actions")
    yield _fautes(Axe, {**axe, "actions": []} if actions else axe, adresse)
    for rang, action in enumerate(actions):
        if _fautes(Action, action, ()):
            yield from _de_l_action(action, (*adresse, "actions", rang), champs)


def _de_l_action(
    action: Any, adresse: Adresse, champs: Iterable[str]
) -> Iterator[list[ErrorDetails]]:
    listes = {cle: elements for cle in TYPES_DES_LISTES if (elements := liste(action, cle))}
    a_part: dict[str, Any] = {cle: [] for cle in listes}
    dits = action.get("champs", {}) if isinstance(action, dict) else {}
    a_part |= {"champs": {}} if dits else {}
    yield _fautes(Action, {**action, **a_part} if a_part else action, adresse)
    for cle, elements in listes.items():
        yield from _des_elements(elements, TYPES_DES_LISTES[cle], (*adresse, cle))
    for cle in (cle for cle in dits if cle in champs):
        yield from _du_champ(dits[cle], (*adresse, "champs", cle))


def _du_champ(valeur: Any, adresse: Adresse) -> Iterator[list[ErrorDetails]]:
    if isinstance(valeur, list):
        yield _fautes(ListeDeTextes, ["texte"] * len(valeur), adresse)
        yield from _des_elements(valeur, Texte, adresse)
    else:
        yield _fautes(TexteLong, valeur, adresse)


def _des_elements(
    elements: Sequence[Any], type_: Any, adresse: Adresse
) -> Iterator[list[ErrorDetails]]:
    for rang, element in enumerate(elements):
        yield _fautes(type_, element, (*adresse, rang))


def _fautes(type_: Any, valeur: Any, adresse: Adresse) -> list[ErrorDetails]:
    try:
        _adaptateur(type_).validate_python(_bornee(valeur, type_))
    except ValidationError as refus:
        fautes = refus.errors(include_url=False)
        return [{**faute, "loc": (*adresse, *faute["loc"])} for faute in fautes]
    return []


def _bornee(valeur: Any, type_: Any) -> Any:
    """Rend un objet sans beaucoup plus de clés inconnues qu'il ne s'en dit."""
    if not isinstance(valeur, dict) or len(valeur) <= CONSTATS_MAX:
        return valeur
    connues = {cle: valeur[cle] for cle in type_.__annotations__ if cle in valeur}
    return dict(islice(valeur.items(), 2 * CONSTATS_MAX)) | connues


@cache
def _adaptateur(type_: Any) -> TypeAdapter[Any]:
    return TypeAdapter(type_)


def _sans_doublets(
    fautes: list[ErrorDetails], conseiller: Conseiller, champs: Iterable[str]
) -> Iterable[ErrorDetails]:
    if all(faute["type"] != "missing" for faute in fautes):
        return fautes
    inconnues = (faute["loc"] for faute in fautes if faute["type"] in CLES_INCONNUES)
    voulues = {
        (*dessus, conseiller.proche(str(cle), cles_connues(dessus, champs)))
        for *dessus, cle in islice(inconnues, CONSEILS_MAX)
    }
    return [faute for faute in fautes if faute["type"] != "missing" or faute["loc"] not in voulues]
