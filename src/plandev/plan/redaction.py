"""Un plan -> son fichier, écrit comme une main l'écrirait, à la façon de plan2020.yaml.

Relu, c'est un plan égal. Un texte n'y a de guillemets que si sa forme nue ne se relirait pas.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from io import StringIO
from typing import Any

from yaml.emitter import Emitter

from plandev.plan.action import CLES_D_UNE_ACTION, Action
from plandev.plan.champ import Champ
from plandev.plan.modele import DECLARATIONS, Axe, Plan
from plandev.plan.tete import regle_declaree, tete

_LARGEUR = 100
# Une coupure de ligne se relit comme une seule espace : ailleurs, elle changerait le texte.
_ESPACE_SEULE = re.compile(r"(?<! ) (?! )")
# Ce qu'un bloc ne rend pas à la lettre : un blanc au bord d'une ligne, un signe à nommer.
_HORS_D_UN_BLOC = re.compile(
    r"^[ \n]|[ \n]\Z| \n|[^\n -~\u00a0-\U0010ffff]|[\u2028\u2029\ufeff\ufffe\uffff]"
)
_A_ECHAPPER = re.compile(r'["\\]|[^ -~\u00a0-\U0010ffff]|[\u2028\u2029\ufeff\ufffe\uffff]')
# Les clés, les unités et les codes reviennent à chaque action.
_analyser = lru_cache(maxsize=4096)(Emitter(StringIO(), allow_unicode=True).analyze_scalar)


def rediger(plan: Plan) -> str:
    """Rend le texte du fichier de ce plan : ses clés dans l'ordre du modèle, sans commentaire."""
    declares = {cle: getattr(plan, cle) for cle in DECLARATIONS}
    declares["equilibre"] = regle_declaree(plan)
    obligatoires = {cle for cle in DECLARATIONS if Plan.model_fields[cle].is_required()}
    sections = [_sous(cle, d) for cle, d in declares.items() if d or cle in obligatoires]
    axes = "axes:\n" + "\n".join(map(_axe, plan.axes))
    return "\n".join([_paires("", tete(plan)), *sections, axes])


def _axe(axe: Axe) -> str:
    tete = _element({cle: dit for cle, dit in axe if cle != "actions"}, "  ")
    if not axe.actions:
        return f"{tete}    actions: []\n"
    return f"{tete}    actions:\n" + "\n".join(map(_action, axe.actions))


def _action(action: Action) -> str:
    siens = {cle: getattr(action, cle) for cle in CLES_D_UNE_ACTION}
    return _element({**siens, "etat": action.etat_dit, **dict(action.champs)}, "      ")


def _element(dits: Mapping[str, Any], retrait: str) -> str:
    """Rend un élément de liste, son tiret dans ce retrait."""
    donnes = {cle: valeur for cle, valeur in dits.items() if valeur is not None and valeur != ()}
    paires = _paires(f"{retrait}  ", donnes)
    return f"{retrait}- {paires[len(retrait) + 2 :]}"


def _sous(cle: str, dits: Mapping[str, Any]) -> str:
    return f"{cle}:\n{_paires('  ', dits)}" if dits else f"{cle}: {{}}\n"


def _paires(retrait: str, dits: Mapping[str, Any]) -> str:
    lignes = (ligne for cle, valeur in dits.items() for ligne in _paire(retrait, cle, valeur))
    return "".join(f"{ligne}\n" for ligne in lignes)


def _paire(retrait: str, cle: str, valeur: Any) -> Iterator[str]:
    tete = f"{retrait}{en_ligne(cle)}:"
    if valeur is None:
        yield tete
    elif isinstance(valeur, Champ) and valeur.precisions:
        dits = {"intitule": valeur.intitule, **valeur.precisions}.items()
        yield f"{tete} {{{', '.join(f'{c}: {en_ligne(d, en_liste=True)}' for c, d in dits)}}}"
    elif isinstance(valeur, tuple):
        yield from _liste(tete, valeur)
    else:
        yield from _texte(tete, str(valeur))


def _liste(tete: str, textes: tuple[str, ...]) -> Iterator[str]:
    ligne = f"{tete} [{', '.join(en_ligne(texte, en_liste=True) for texte in textes)}]"
    if len(ligne) <= _LARGEUR:
        yield ligne
        return
    yield tete
    for texte in textes:
        yield from _texte(f"{_retrait_sous(tete)}-", texte)


def _texte(tete: str, texte: str) -> Iterator[str]:
    """Rend les lignes d'un texte, la première derrière cette tête."""
    if "\n" in texte and _tient_en_bloc(texte):
        yield f"{tete} |-"
        yield from (f"{_retrait_sous(tete)}{une}".rstrip(" ") for une in texte.split("\n"))
    elif len(tete) + 1 + len(texte) > _LARGEUR and _tient_en_bloc(texte):
        yield f"{tete} >-"
        yield from _plier(texte, _retrait_sous(tete))
    else:
        yield f"{tete} {en_ligne(texte)}"


def _tient_en_bloc(texte: str) -> bool:
    """Rend vrai si un bloc rend ce texte à la lettre."""
    return not _HORS_D_UN_BLOC.search(texte)


def _retrait_sous(tete: str) -> str:
    return " " * (len(tete) - len(tete.lstrip(" ")) + 2)


def _plier(texte: str, retrait: str) -> Iterator[str]:
    premier, *mots = _ESPACE_SEULE.split(texte)
    ligne = f"{retrait}{premier}"
    for mot in mots:
        if len(ligne) + 1 + len(mot) > _LARGEUR:
            yield ligne
            ligne = f"{retrait}{mot}"
        else:
            ligne += f" {mot}"
    yield ligne


def en_ligne(texte: str, *, en_liste: bool = False) -> str:
    """Rend ce texte sur une ligne; `en_liste` : entre deux virgules."""
    nature = _analyser(texte)
    if "\n" not in texte and (nature.allow_flow_plain if en_liste else nature.allow_block_plain):
        return texte
    return entre_guillemets(texte)


def entre_guillemets(texte: str) -> str:
    """Rend ce texte entre guillemets droits, tel qu'il se relit."""
    # Une apostrophe se doublerait entre guillemets simples : les doubles se lisent mieux.
    simples = _analyser(texte).allow_single_quoted and "\n" not in texte
    if simples and ('"' in texte or "\\" in texte):
        return "'" + texte.replace("'", "''") + "'"
    return '"' + _A_ECHAPPER.sub(_echapper, texte) + '"'


def _echapper(trouve: re.Match[str]) -> str:
    signe = trouve.group()
    if signe in '"\\':
        return f"\\{signe}"
    return "\\n" if signe == "\n" else f"\\U{ord(signe):08X}"
