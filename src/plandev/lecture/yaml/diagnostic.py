"""Une faute de YAML, telle qu'une personne l'a faite : où elle est, et la ligne réparée.

L'analyseur dit où il a cessé de comprendre; ce qui l'a trompé est souvent la ligne d'avant, et se
reconnaît à la façon dont elle est écrite, même là où ce n'est pas du YAML.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from plandev.lecture.yaml.brouillon_yaml import en_liste
from plandev.lecture.yaml.document import Document
from plandev.lecture.yaml.fautes_yaml import TABULATION
from plandev.messages.constats import Code
from plandev.messages.mots import assainir, redire
from plandev.messages.nombres import pluriel
from plandev.plan.action import CLES_D_UNE_ACTION, TYPES_DES_LISTES
from plandev.plan.modele import DECLARATIONS, Axe, Plan, Regle
from plandev.plan.redaction import entre_guillemets

_PLUS_BAS: Final = {*Axe.__annotations__, *CLES_D_UNE_ACTION, *Regle.__annotations__}
_CLES: Final = {*Plan.__annotations__, *_PLUS_BAS}
_SANS_TEXTE: Final = {*DECLARATIONS, *TYPES_DES_LISTES, "equilibre", "axes", "actions"}
_DE_TEXTE: Final = ("yaml-deux-points", "yaml-signe", "yaml-tiret")
_NOM: Final = r"[^\W\d_][^:\"'\[\]{}#]*"
_ECRITE: Final = re.compile(
    r"([ \t]*)((?:(?:-(?!-)|[–—•])[ \xa0\u202f]*)?)"
    rf"(?:({_NOM}):([ \xa0\u202f]*))?(.*)",
    re.DOTALL,
)
_PORTEE: Final = 500  # lignes, avant et après, où en chercher une pareille
_PAR_ELEMENT: Final = 20  # lignes, où chercher le tiret par où commence l'élément
_LONGUEUR_CITEE: Final = 45
_UN_TIRET = "un élément commence par un tiret simple, suivi d'une espace ordinaire"
_UN_DEUX_POINTS = "une clé est suivie d'un deux-points et d'une espace ordinaire"


class Ligne(NamedTuple):
    """Les morceaux d'une ligne, tels qu'ils se suivent, et le décalage de son premier signe.

    D'une ligne en retrait par une tabulation, le retrait est -1 : ce n'est celui d'aucune autre.
    """

    numero: int
    debut: int
    retrait: int
    tiret: str
    cle: str
    blanc: str
    reste: str

    @property
    def colonne(self) -> int:
        """Combien de signes précèdent la clé."""
        return self.retrait + len(self.tiret)

    @property
    def vide(self) -> bool:
        """Vrai d'une ligne qui ne dit rien, ou qui n'est qu'un commentaire."""
        return self.reste.startswith("#") or not (self.cle or self.tiret or self.reste)

    @property
    def ecrite(self) -> str:
        """Ce qui s'écrit après le retrait : un tiret et une clé, comme il se doit, et le reste."""
        cle = f"{self.cle}: " if self.cle else ""
        return f"{'- ' if self.tiret else ''}{cle}{self.reste}".rstrip()


class Diagnostic(NamedTuple):
    """Ce qu'il y a à dire d'une faute : sous quel code, à quel décalage, et quoi.

    `reparee` : la ligne à écrire à la place d'une seule, si elle est connue.
    """

    code: Code
    decalage: int
    message: str
    reparee: Ligne | None = None


def lire_ligne(document: Document, numero: int) -> Ligne:
    """Rend la ligne de ce numéro; sans clé, ce qui suit le retrait ou le tiret est le reste."""
    retrait, *morceaux = re.findall(_ECRITE, document.ligne(numero).rstrip(" "))[0]
    espaces = -1 if "\t" in retrait else len(retrait)
    return Ligne(numero, document.debut(numero) + len(retrait), espaces, *morceaux)


def retrait_voulu(document: Document, ligne: Ligne) -> tuple[int, Ligne]:
    """Rend le retrait que devrait avoir une ligne, et celle dont il vient.

    C'est la plus proche qui commence par la même clé, sinon la précédente de même nature.
    """
    derniere = min(document.nombre_lignes, ligne.numero + _PORTEE)
    suivantes = [lire_ligne(document, n) for n in range(ligne.numero + 1, derniere + 1)]
    avant = [autre for autre in _precedentes(document, ligne) if autre.retrait >= 0]
    # Une clé du plan peut être aussi celle d'un axe ou d'une action : elle y a une valeur.
    du_plan = ligne.cle in Plan.__annotations__ and not (ligne.reste and ligne.cle in _PLUS_BAS)
    pareilles = [a for a in [*avant, *suivantes] if _tete(a) == _tete(ligne) and a.retrait > 0]
    memes = [a for a in avant if a.cle and bool(a.tiret) >= bool(ligne.tiret)]
    memes = [a for a in memes if not (du_plan and a.retrait)]
    modele = ((not du_plan and pareilles) or memes or [ligne])[0]
    return modele.retrait if ligne.tiret else modele.colonne, modele


def _tete(ligne: Ligne) -> tuple[bool, str]:
    return bool(ligne.tiret), ligne.cle


def diagnostiquer(document: Document, faute: Diagnostic) -> Diagnostic:
    """Rend ce qu'il y a à dire d'une faute qu'un analyseur a relevée, là où elle a été faite."""
    ici = lire_ligne(document, document.position(faute.decalage).ligne)
    if ici.retrait < 0:
        tabulation = document.texte.index("\t", document.debut(ici.numero))
        return Diagnostic("yaml-tabulation", tabulation, TABULATION)
    return next(_diagnostics(document, ici, faute), faute)


def _diagnostics(document: Document, ici: Ligne, faute: Diagnostic) -> Iterator[Diagnostic]:
    """Rend ce qui se reconnaît de la faute, le plus sûr d'abord."""
    code, decalage, message, _ = faute
    sa_cle = decalage == ici.debut + len(ici.tiret + ici.cle) and code == "yaml-deux-points"
    ferme = document.texte[ici.debut : decalage].rstrip()
    if code == "yaml-alignement" and ferme.endswith(('"', "'")):
        yield from _guillemet_ferme(document, ferme, ici)
    # L'analyseur prend la ligne de cette clé pour la suite d'un texte commencé plus haut.
    avant = _precedentes(document, ici) if sa_cle else []
    debut = next((rang for rang, une in enumerate(avant, 1) if une.cle or une.tiret), len(avant))
    lignes = [ici, *avant[:debut]]
    for ligne in reversed(lignes):
        yield from _mal_ecrite(document, ligne)
    if (sa_cle and lignes[-1].cle) or (code == "yaml-alignement" and decalage == ici.debut):
        yield from _decalee(document, ici)
    elif not sa_cle and code in _DE_TEXTE and (citee := citer(document, ici)):
        yield _reparer(code, decalage, message.partition("\n")[0], citee)


def _precedentes(document: Document, ligne: Ligne) -> list[Ligne]:
    """Rend les lignes d'avant, la plus proche d'abord, sans les vides ni les commentaires."""
    numeros = range(ligne.numero - 1, max(0, ligne.numero - _PORTEE), -1)
    lignes = (lire_ligne(document, numero) for numero in numeros)
    return [une for une in lignes if not une.vide]


def _guillemet_ferme(document: Document, ferme: str, ici: Ligne) -> Iterator[Diagnostic]:
    """Le texte entre guillemets en contient un, qui le ferme, ou n'en a pas à la fin."""
    signe = ferme[-1:]
    for avant in _precedentes(document, ici) if ici.reste[:1] != signe else ():
        if avant.reste[:1] == signe and avant.reste.count(signe) == 1:
            message = f"guillemet ouvert ici, et qu'un autre ferme à la ligne {ici.numero}"
            citee = avant._replace(reste=entre_guillemets(avant.reste[1:]))
            yield _reparer("yaml-guillemet-ouvert", avant.debut, message, citee)
    if ici.reste[:1] == signe and ferme.count(signe) > 1:
        texte = ici.reste[1:-1] if ici.reste.endswith(signe) else ici.reste
        nom = "le guillemet" if signe == '"' else "l'apostrophe"
        message = f"{nom} de la colonne {ici.retrait + len(ferme)} ferme le texte"
        citee = ici._replace(reste=entre_guillemets(texte))
        yield _reparer("yaml-guillemet-ferme", ici.debut + len(ferme) - 1, message, citee)


def _mal_ecrite(document: Document, ligne: Ligne) -> Iterator[Diagnostic]:
    """La ligne n'a pas un tiret simple, ou un deux-points, suivi d'une espace ordinaire."""
    precedentes = _precedentes(document, ligne)
    avant = next(iter(precedentes), ligne)
    dessus = next((autre.cle for autre in precedentes if autre.retrait < ligne.retrait), "")
    mot, _, suite = ligne.reste.partition(" ")
    a_reparer, message = None, _UN_DEUX_POINTS
    if ligne.tiret and ligne.tiret[:2] != "- ":
        yield _reparer("yaml-tiret", ligne.debut, _UN_TIRET, ligne)
    elif ligne.cle:
        if ligne.reste and ligne.blanc[:1] != " " and not ligne.reste.startswith("//"):
            a_reparer = ligne
    elif mot in _CLES:
        a_reparer = ligne._replace(cle=mot, reste=suite.strip())
    elif avant.cle in TYPES_DES_LISTES and avant.reste and avant.retrait:
        message = f"{redire(ligne.reste)} est à part de la liste qui précède"
        a_reparer = avant._replace(reste=en_liste(f"{avant.reste},{ligne.reste}"))
    elif dessus in DECLARATIONS and re.fullmatch(_NOM, ligne.tiret + ligne.reste):
        a_reparer = ligne._replace(cle=ligne.reste, reste="")
    if a_reparer:
        faute = _reparer("yaml-cle-sans-deux-points", ligne.debut, message, a_reparer)
        yield faute if a_reparer.numero == ligne.numero else faute._replace(reparee=None)


def _decalee(document: Document, ici: Ligne) -> Iterator[Diagnostic]:
    """La ligne, ou celle du tiret qui la précède, n'est pas dans l'alignement d'une pareille."""
    for ligne in [ici, *_precedentes(document, ici)[:_PAR_ELEMENT]]:
        voulu, modele = retrait_voulu(document, ligne)
        if (ecart := voulu - ligne.retrait) and (ligne is ici or _tete(ligne) == _tete(modele)):
            decalee = f"ligne décalée de {pluriel(abs(ecart), 'espace')}"
            ou = f"dans l'alignement de {redire(modele.cle or '-')}, à la ligne {modele.numero}"
            faire = f"{'ajoutez' if ecart > 0 else 'ôtez'}-en {abs(ecart)}"
            if ecart < 0 and ligne.cle not in (modele.cle, *_CLES):
                faire += ", ou mettez tout le texte entre guillemets droits"
            message = f"{decalee} : {ligne.retrait} au début, il en faut {voulu}, {ou}\n{faire}"
            seule = ligne.cle and ligne.reste and not ligne.tiret
            reparee = ligne._replace(retrait=voulu) if seule else None
            yield Diagnostic("yaml-alignement", ligne.debut, message, reparee)
        if ecart or ligne.tiret or not ici.cle:
            return


def citer(document: Document, ligne: Ligne) -> Ligne | None:
    """Rend la ligne, son texte entre guillemets; None, s'il ne tient pas sur elle."""
    suivante = lire_ligne(document, min(ligne.numero + 1, document.nombre_lignes))
    if not (ligne.cle and ligne.reste) or suivante.retrait > ligne.colonne:
        return None
    entoure = re.fullmatch("[«“][^«»“”]*[»”]", ligne.reste)
    nu = ligne.reste[1:-1].strip() if entoure else ligne.reste
    # Un tableur exécuterait un texte qui commence par un de ces signes, guillemets ou non.
    texte = entre_guillemets(nu.lstrip("=+-@ "))
    return None if ligne.cle in _SANS_TEXTE else ligne._replace(reste=texte)


def _reparer(code: Code, decalage: int, quoi: str, reparee: Ligne) -> Diagnostic:
    return Diagnostic(code, decalage, f"{quoi}\n{remede(reparee)}", reparee)


def remede(ligne: Ligne) -> str:
    """Rend ce qui dit d'écrire cette ligne; un long texte y est abrégé."""
    if len(ligne.reste) > _LONGUEUR_CITEE:
        ligne = ligne._replace(reste=f"{ligne.reste[:_LONGUEUR_CITEE]}…{ligne.reste[-1]}")
    return f"écrivez {assainir(ligne.ecrite)}"
