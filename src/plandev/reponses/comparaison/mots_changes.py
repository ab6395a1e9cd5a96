"""Deux versions d'un texte en une seule : les mots qui ont changé y sont marqués."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from plandev.reponses.reponse import Segment, Ton

_MOTS_MAX = 500  # au-delà, chercher ce qui change coûterait plus qu'il n'éclaire


def marquer(avant: str, apres: str) -> Sequence[Segment]:
    """Rend le texte, ce qui en est retiré entre [- et -], ce qui y est ajouté entre {+ et +}.

    Les signes sont ceux de `git diff --word-diff`.
    """
    anciens, nouveaux = _mots(avant), _mots(apres)
    if max(len(anciens), len(nouveaux)) > _MOTS_MAX:
        return [_retire(avant), Segment(" "), _ajoute(apres)]
    return list(_morceaux(anciens, nouveaux))


def _mots(texte: str) -> list[str]:
    return re.findall(r"\s+|\S+", texte)


def _morceaux(anciens: Sequence[str], nouveaux: Sequence[str]) -> Iterator[Segment]:
    operations = SequenceMatcher(None, anciens, nouveaux, autojunk=False).get_opcodes()
    for operation, debut, fin, debut_apres, fin_apres in operations:
        if operation == "equal":
            yield Segment("".join(anciens[debut:fin]))
            continue
        if retires := "".join(anciens[debut:fin]):
            yield _retire(retires)
        if ajoutes := "".join(nouveaux[debut_apres:fin_apres]):
            yield _ajoute(ajoutes)


def _retire(texte: str) -> Segment:
    return Segment(f"[-{texte}-]", Ton.DEFAVORABLE)


def _ajoute(texte: str) -> Segment:
    return Segment(f"{{+{texte}+}}", Ton.FAVORABLE)
