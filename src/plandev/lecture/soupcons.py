"""Ce qu'un fichier laisse soupçonner, d'un plan pourtant sans faute : des avertissements.

Ils tiennent à ce que le texte montre et que ses valeurs n'ont plus : un commentaire, un nom de
fichier. Ceux qui ne tiennent qu'aux valeurs sont dans `contraintes`.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from plandev.constats import Adresse, Code, Constat, Gravite
from plandev.lecture.brouillon import Brouillon
from plandev.modele import Plan
from plandev.mots import SANS_TRACE, citer

Soupcon = Callable[[Plan, Brouillon], Iterator[tuple[int, str]]]
"""Rend ce qui est soupçonné, après le décalage du caractère où le montrer."""

_ANNEE_DU_NOM = re.compile(r"plan[ _-]?([0-9]{4})\.ya?ml", re.IGNORECASE)
_TEXTES = ("titre", "libelle", "motif", "source_des_poids")
_DECLARATIONS = ("responsables", "groupes")
_COMMENTAIRE = re.compile(r"[ \t]+(#.*)")
_SANS_TRACE = re.compile(f"[{SANS_TRACE}]")
_CODE_DE_SIGNE = re.compile(r"\\[xuUN_]")  # ce qui, entre guillemets doubles, en écrit un
_NOMS_DE_SIGNES = {
    "\xad": "trait d'union conditionnel",
    "\u061c": "marque du sens d'écriture",
    "\u200b": "espace sans largeur",
    "\u200c": "antiliant sans largeur",
    "\u200d": "liant sans largeur",
    "\u200e": "marque du sens d'écriture",
    "\u200f": "marque du sens d'écriture",
    "\u2060": "liant de mots",
    "\ufeff": "indicateur d'ordre des octets",
}


def soupconner(plan: Plan, brouillon: Brouillon) -> Iterator[Constat]:
    """Rend les avertissements que mérite un plan sans faute, placés dans son fichier."""
    for code, soupcon in SOUPCONS:
        for decalage, message in soupcon(plan, brouillon):
            yield brouillon.document.constat(code, decalage, message, Gravite.AVERTISSEMENT)


def annee_du_fichier(plan: Plan, brouillon: Brouillon) -> Iterator[tuple[int, str]]:
    """L'année du plan est celle du nom de son fichier."""
    trouve = _ANNEE_DU_NOM.fullmatch(Path(brouillon.document.nom).name)
    if trouve and int(trouve[1]) != plan.annee:
        message = f"le plan est de {plan.annee}, mais son fichier porte l'année {trouve[1]}"
        yield brouillon.decalage(("annee",)), f"{message}; corrigez l'un ou l'autre"


def textes_entiers(_: Plan, brouillon: Brouillon) -> Iterator[tuple[int, str]]:
    """Un texte sans guillemets n'est pas coupé par un « # »."""
    if not any(signes in brouillon.document.contenu for signes in (b" #", b"\t#")):
        return
    texte = brouillon.document.texte
    for adresse, valeur in _textes(brouillon.valeur, ()):
        debut = brouillon.decalage(adresse)
        if perdu := _suite_perdue(texte, debut, valeur):
            message = f"{citer(perdu)} n'est pas lu : « # » commence un commentaire"
            yield debut, f"{message}; pour l'y garder, mettez tout le texte entre guillemets"


def signes_visibles(_: Plan, brouillon: Brouillon) -> Iterator[tuple[int, str]]:
    """Un texte n'a que des signes qui se voient : deux textes qui se lisent pareils le sont."""
    texte = brouillon.document.texte
    if not _SANS_TRACE.search(texte) and not _CODE_DE_SIGNE.search(texte):
        return
    for adresse, valeur in _textes(brouillon.valeur, ()):
        if trouve := _SANS_TRACE.search(valeur):
            signe, debut = trouve.group(), brouillon.decalage(adresse)
            nomme = f"{_NOMS_DE_SIGNES.get(signe, 'signe')} (U+{ord(signe):04X})"
            ou = debut if texte[debut] == '"' else texte.index(signe, debut)
            yield ou, f"{nomme} dans {citer(valeur)}, où il ne se voit pas; effacez-le"


SOUPCONS: tuple[tuple[Code, Soupcon], ...] = (
    ("annee-autre", annee_du_fichier),
    ("texte-coupe", textes_entiers),
    ("signe-sans-trace", signes_visibles),
)


def _textes(valeur: Any, adresse: Adresse) -> Iterator[tuple[Adresse, str]]:
    """Rend les textes libres du brouillon, que couper ne rendrait pas fautifs."""
    if isinstance(valeur, str) and adresse and valeur:
        if adresse[-1] in _TEXTES or (len(adresse) == 2 and adresse[0] in _DECLARATIONS):
            yield adresse, valeur
        return
    for nom, enfant in _enfants(valeur):
        yield from _textes(enfant, (*adresse, nom))


def _enfants(valeur: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(valeur, dict):
        yield from valeur.items()
    elif isinstance(valeur, list):
        yield from enumerate(valeur)


def _suite_perdue(texte: str, decalage: int, valeur: str) -> str | None:
    """Rend le commentaire qui suit, sur sa ligne, un texte écrit à ce décalage sans guillemets."""
    if texte[decalage] in "'\"|>":
        return None
    fin = decalage
    for mot in valeur.split():
        fin = _passer_les_blancs(texte, fin)
        if not texte.startswith(mot, fin):
            return None
        fin += len(mot)
    commentaire = _COMMENTAIRE.match(texte, fin)
    return commentaire[1] if commentaire else None


def _passer_les_blancs(texte: str, decalage: int) -> int:
    while decalage < len(texte) and texte[decalage].isspace():
        decalage += 1
    return decalage
