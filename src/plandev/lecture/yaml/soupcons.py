"""Ce qu'un fichier laisse soupçonner, de ce qui y est pourtant lu : des avertissements.

Ce qui y est lu n'est peut-être pas ce qui a été voulu (un commentaire, un nom de fichier, un code);
tout ce qui se publie les redit. Ceux qui n'y changent rien sont dans `contraintes`.
"""

import re
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from itertools import islice
from pathlib import Path
from typing import Any, get_args

from plandev.lecture.yaml.brouillon_yaml import BrouillonYaml
from plandev.lecture.yaml.document import Document
from plandev.messages.constats import Adresse, Code, Constat, Gravite
from plandev.messages.mots import redire, sans_trace
from plandev.plan.action import CLES_D_UNE_ACTION, Action
from plandev.plan.champ import Champ
from plandev.plan.modele import CHAMPS_MAX, DECLARATIONS, Axe, Plan, Regle
from plandev.plan.parcours import dictionnaire, liste, valeur_de, valeurs_de
from plandev.plan.valeurs import Texte

Soupcon = Callable[[BrouillonYaml], Iterator[tuple[int, str]]]
"""Rend ce qui est soupçonné, après le décalage du caractère où le montrer."""

_ANNEE_DU_NOM = re.compile(r"plan[ _-]?([0-9]{4})\.ya?ml", re.IGNORECASE)
_TEXTES = {
    cle
    for objet in (Plan, Axe, Action, Regle, Champ)
    for cle, genre in objet.__annotations__.items()
    if Texte in (genre, *get_args(genre))
}
_MOT = re.compile(r"\S+")
_COMMENTAIRE = re.compile(r"[ \t]+(#.*)")
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


def soupconner(brouillon: BrouillonYaml) -> Iterator[Constat]:
    """Rend les avertissements que mérite un brouillon, fautif ou non, placés dans son fichier."""
    for code, soupcon in SOUPCONS:
        for decalage, message in soupcon(brouillon):
            yield brouillon.document.constat(code, decalage, message, Gravite.AVERTISSEMENT)


def annee_du_fichier(brouillon: BrouillonYaml) -> Iterator[tuple[int, str]]:
    """L'année du plan est celle du nom de son fichier, ou ce nom en dit une de sa période."""
    trouve = _ANNEE_DU_NOM.fullmatch(Path(brouillon.document.nom).name)
    cle = "periode" if valeur_de(brouillon.valeur, "periode") else "annee"
    dite = re.fullmatch(r"([0-9]{4})(?:-([0-9]{4}))?", str(valeur_de(brouillon.valeur, cle)))
    if trouve and dite and not dite[1] <= trouve[1] <= (dite[2] or dite[1]):
        message = f"le plan est de {dite[0]}, mais son fichier porte l'année {trouve[1]}"
        yield brouillon.decalage((cle,)), f"{message}\ncorrigez l'un ou l'autre"


def textes_entiers(brouillon: BrouillonYaml) -> Iterator[tuple[int, str]]:
    """Un texte sans guillemets n'est pas coupé par un « # »."""
    if not any(signes in brouillon.document.contenu for signes in (b" #", b"\t#")):
        return
    texte = brouillon.document.texte
    for adresse, valeur in _textes(brouillon):
        debut = brouillon.decalage(adresse)
        if perdu := _suite_perdue(texte, debut, valeur):
            message = f"{redire(perdu)} n'est pas lu : « # » commence un commentaire"
            yield debut, f"{message}\npour l'y garder, {_citer(brouillon.document, debut)}"


def _citer(document: Document, debut: int) -> str:
    from plandev.lecture.yaml.diagnostic import (  # peu de plans s'en servent
        citer,
        lire_ligne,
        remede,
    )

    citee = citer(document, lire_ligne(document, document.position(debut).ligne))
    return remede(citee) if citee else "mettez le texte entre guillemets droits"


def signes_visibles(brouillon: BrouillonYaml) -> Iterator[tuple[int, str]]:
    """Un texte n'a que des signes qui se voient : deux textes qui se lisent pareils le sont."""
    texte = brouillon.document.texte
    if not sans_trace(texte) and not _CODE_DE_SIGNE.search(texte):
        return
    for adresse, valeur in _textes(brouillon):
        if trouve := sans_trace(valeur):
            signe, debut = trouve.group(), brouillon.decalage(adresse)
            nomme = f"{_NOMS_DE_SIGNES.get(signe, 'signe')} (U+{ord(signe):04X})"
            ou = debut if texte[debut] == '"' else texte.index(signe, debut)
            yield ou, f"{nomme} dans {redire(valeur)}, où il ne se voit pas\neffacez-le"


def cles_a_leur_place(brouillon: BrouillonYaml) -> Iterator[tuple[int, str]]:
    """Une clé de l'action n'est pas écrite dans le texte d'une autre."""
    champs, axes = dictionnaire(brouillon.valeur, "champs"), liste(brouillon.valeur, "axes")
    cles = "|".join(map(re.escape, (*CLES_D_UNE_ACTION, *islice(champs, CHAMPS_MAX))))
    ecrite = re.compile(rf"(?<!\S)({cles}):(?!\S)")
    libelles = (dit for axe in axes for dit in valeurs_de(liste(axe, "actions"), "libelle"))
    if not champs and not any(":" in str(libelle) for libelle in libelles):
        return
    for adresse, valeur in _textes(brouillon):
        if len(adresse) > _DANS_UNE_ACTION and (trouvee := ecrite.search(valeur)):
            texte, debut = brouillon.document.texte, brouillon.decalage(adresse)
            if texte[debut] in "'\"":
                continue
            la = ecrite.search(texte, debut)
            lue = f"clé {redire(trouvee[1])} lue comme la suite de {redire(str(adresse[4]))}"
            conseil = "ramenez-la dans son alignement, ou mettez ce texte entre guillemets"
            yield la.start() if la else debut, f"{lue}\n{conseil}"


_DANS_UNE_ACTION = 4  # noms d'une adresse : axes, 0, actions, 3, puis une clé


def codes_sans_leur_axe(brouillon: BrouillonYaml) -> Iterator[tuple[int, str]]:
    """Les codes d'un plan numéroté par axe ne commencent pas tous par le numéro de leur axe."""
    if valeur_de(brouillon.valeur, "numerotation") not in (None, "axe"):
        return
    codes = [
        (rang, valeur_de(axe, "numero"), str(code))
        for rang, axe in enumerate(liste(brouillon.valeur, "axes"))
        for code in valeurs_de(liste(axe, "actions"), "code")
    ]
    if codes and all(code.startswith(f"{numero}.") for _, numero, code in codes):
        rang, numero, code = codes[0]
        tous = "tous les codes commencent par le numéro de leur axe"
        message = f"{tous} : {redire(code)} sera cité {numero}.{code}"
        aide = f"écrivez {redire('numerotation: plan')} en tête du plan, ou ôtez-le de chacun"
        yield brouillon.decalage(("axes", rang, "actions", 0, "code")), f"{message}\n{aide}"


SOUPCONS: tuple[tuple[Code, Soupcon], ...] = (
    ("annee-autre", annee_du_fichier),
    ("texte-coupe", textes_entiers),
    ("cle-trop-a-droite", cles_a_leur_place),
    ("signe-sans-trace", signes_visibles),
    ("axe-dans-le-code", codes_sans_leur_axe),
)


def _textes(brouillon: BrouillonYaml) -> Iterator[tuple[Adresse, str]]:
    """Rend les textes libres du brouillon, que couper ne rendrait pas fautifs."""
    libres = {*_TEXTES, *dictionnaire(brouillon.valeur, "champs")}
    return _textes_de(brouillon.valeur, (), libres)


def _textes_de(
    valeur: Any, adresse: Adresse, libres: AbstractSet[str]
) -> Iterator[tuple[Adresse, str]]:
    if isinstance(valeur, dict | list):
        for nom, enfant in valeur.items() if isinstance(valeur, dict) else enumerate(valeur):
            yield from _textes_de(enfant, (*adresse, nom), libres)
    elif isinstance(valeur, str) and valeur:
        cle = next((nom for nom in reversed(adresse) if isinstance(nom, str)), "")
        if cle in libres or (len(adresse) == 2 and adresse[0] in DECLARATIONS):
            yield adresse, valeur


def _suite_perdue(texte: str, decalage: int, valeur: str) -> str | None:
    """Rend le commentaire qui suit, sur sa ligne, un texte écrit à ce décalage sans guillemets."""
    if texte[decalage] in "'\"|>":
        return None
    fin = decalage
    for mot, ecrit in zip(valeur.split(), _MOT.finditer(texte, decalage), strict=False):
        if not ecrit[0].startswith(mot):
            return None
        fin = ecrit.start() + len(mot)
    commentaire = _COMMENTAIRE.match(texte, fin)
    return commentaire[1] if commentaire else None
