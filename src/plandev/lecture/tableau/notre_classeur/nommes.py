"""Ce que nomme une cellule : des unités ou des groupes, que d'autres feuilles déclarent."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from plandev.lecture.brouillon import ILLISIBLE
from plandev.lecture.tableau.brouillon_de_tableau import BrouillonDeTableau
from plandev.messages.constats import Case, Code
from plandev.messages.mots import conseil, enumerer, plier, redire
from plandev.plan.tableur import DECLAREES

_ABSENCES: dict[str, tuple[Code, str]] = {
    "responsables": ("unite-inconnue", "unité {} absente"),
    "groupes": ("groupe-inconnu", "groupe {} absent"),
}


def nommes(brouillon: BrouillonDeTableau, cle: str, dit: Any, ou: Case) -> Any:
    """Rend les unités ou les groupes que nomme une cellule, ou ILLISIBLE après l'avoir dit."""
    declares = brouillon.valeur[cle]
    if dit is ILLISIBLE:
        return ILLISIBLE
    noms = {nom: _declares(nom, declares) for nom in _separer(dit, declares)}
    for nom, siens in noms.items():
        if not siens:
            (code, absent), feuille = _ABSENCES[cle], DECLAREES[cle].nom
            aide = conseil(nom, declares, f"dans la feuille {feuille}")
            aide += ". Plusieurs se séparent par des points-virgules"
            message = f"{absent.format(redire(nom))} de la feuille {feuille}\n{aide}"
            brouillon.signaler(code, ou, message)
            return ILLISIBLE
        if len(siens) > 1:
            message = f"{redire(nom)} est le nom complet de {enumerer(siens)}\nécrivez le court"
            brouillon.signaler("noms-semblables", ou, message)
            return ILLISIBLE
    return [declare for siens in noms.values() for declare in siens]


def _separer(dit: str, declares: Mapping[str, Any]) -> Iterator[str]:
    """Rend ce que nomme une cellule; une virgule n'y sépare que ce qui est déclaré."""
    for nom in filter(None, map(str.strip, re.split(r"[;\n]", dit))):
        parties = [partie.strip() for partie in nom.split(",")]
        separe = nom not in declares and declares.keys() >= {*parties}
        yield from parties if separe else [nom]


def _declares(nom: str, declares: Mapping[str, Any]) -> list[str]:
    """Rend ce qui est déclaré sous ce nom; sinon, tout ce qui a ce nom complet."""
    complets = ((cle, dit) for cle, dit in declares.items() if isinstance(dit, str))
    forme = plier(nom)
    return [nom] if nom in declares else [cle for cle, dit in complets if plier(dit) == forme]
