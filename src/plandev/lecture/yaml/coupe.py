"""Un plan commencé d'un autre : son texte, coupé d'après ce que YAML sait de ses bornes.

Ce qui est gardé l'est à la lettre, commentaires et disposition compris. Le résultat est relu : s'il
ne dit pas ce qu'il doit dire, rien n'est rendu.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from plandev.lecture import lire_et_situer
from plandev.lecture.validation import valider
from plandev.lecture.yaml.analyse import analyser, noeuds
from plandev.lecture.yaml.document import Document
from plandev.messages.constats import ErreurPlan
from plandev.messages.nombres import MOIS
from plandev.plan.action import Action
from plandev.plan.etats import FINIS
from plandev.plan.modele import DE_L_ANNEE, Axe, Plan
from plandev.plan.valeurs import Periode

if TYPE_CHECKING:
    from plandev.lecture.octets import Fichier

Annees = int | Periode  # l'année d'un plan, ou sa période


class Coupe(NamedTuple):
    """Un morceau du texte, de tel décalage à tel autre, et ce qui vient à sa place."""

    debut: int
    fin: int
    remplacement: str = ""


def nouveau(fichier: "Fichier", annees: Annees, *, avec_actions: bool = True) -> str:
    """Rend le texte du plan de cette année, ou de cette période, commencé de celui d'un fichier.

    La tête et les axes sont gardés; l'année change, et le titre qui la nomme; les commentaires
    d'avant la première clé, qui parlent du fichier, n'y sont plus, ni les états et leur date, ni
    les actions réalisées ou abandonnées; sans `avec_actions`, aucune. Lève ErreurPlan si le fichier
    a des fautes, ou s'il est écrit de telle façon qu'il ne se coupe pas.
    """
    plan, brouillon = lire_et_situer(fichier)
    document = brouillon.document
    coupes = sorted(_Ciseaux(document, plan).coupes(annees, avec_actions))
    texte = _couper(document.texte, coupes)
    if _relire(texte) != _attendu(plan, annees, avec_actions):
        mal_coupe = _mal_coupe(document.texte, coupes) or brouillon.decalage(("titre",))
        raise ErreurPlan(document.constat("nouveau-impossible", mal_coupe, _ECRIT_AUTREMENT))
    return texte


_ECRIT_AUTREMENT = (
    "ce qui est écrit ici ne se coupe pas\nécrivez une clé par ligne, suivie de « : », et une "
    "action par tiret, comme dans « plandev exemple »"
)


def _relire(texte: str) -> Plan | None:
    return valider(analyser(Document("", texte.encode())))


def _mal_coupe(texte: str, coupes: Sequence[Coupe]) -> int | None:
    """Rend le décalage de la première coupe après laquelle il n'y a plus de plan, ou None."""

    def perdu(rang: int) -> bool:
        return _relire(_couper(texte, coupes[: rang + 1])) is None

    rang = bisect_left(range(len(coupes)), True, key=perdu)
    return coupes[rang].debut if rang < len(coupes) else None


def _attendu(plan: Plan, annees: Annees, avec_actions: bool) -> Plan:
    sans: dict[str, Any] = dict.fromkeys(c for c in DE_L_ANNEE if c in Action.__annotations__)

    def gardees(axe: Axe) -> tuple[Action, ...]:
        return tuple(
            replace(action, **sans)
            for action in axe.actions
            if avec_actions and action.etat not in FINIS
        )

    axes = tuple(axe.model_copy(update={"actions": gardees(axe)}) for axe in plan.axes)
    notes = dict.fromkeys((*(c for c in DE_L_ANNEE if c in Plan.model_fields), "annee", "periode"))
    titre = _NOMBRES.sub(lambda nombre: _autre(nombre, plan, annees), plan.titre)
    tete = {**notes, _cle_de(annees): annees, "titre": titre, "axes": axes}
    return plan.model_copy(update=tete)


def _cle_de(annees: Annees) -> str:
    return "annee" if isinstance(annees, int) else "periode"


# Une année n'est celle du plan ni dans une période, ni dans une date, ni dans un autre nombre.
_NOMBRES = re.compile(
    r"\d+(?:[-–—/.]\d+)+|\d{4}\s*(?:[-–—/]|à|au)\s*\d{4}|\b\d+\b"
    rf"|\b(?:{'|'.join(MOIS)})\s+\d+",
    re.IGNORECASE,
)


def _autre(trouve: re.Match[str], plan: Plan, annees: Annees) -> str:
    """Rend la nouvelle année à la place de celle du plan; un autre nombre, tel quel."""
    dit = trouve[0]
    sienne = dit[0].isdigit() and "-".join(re.findall(r"\d+", dit)) == plan.annees
    return str(annees) if sienne else dit


# Ce qui sépare un élément du suivant : des blancs et des commentaires.
_ESPACES = re.compile(r"\s*")
_BLANCS = re.compile(r"(?:\s|#[^\r\n\x85\u2028\u2029]*)*")
_LIGNE_DE_TETE = re.compile(r"^[ \t]*(#(?! yaml-language-server:).*)?\r?\n", re.MULTILINE)


class _Ciseaux:
    """De quoi couper un plan : où commence et finit chaque valeur, d'après les nœuds de YAML."""

    def __init__(self, document: Document, plan: Plan) -> None:
        self._document, self._texte, self._plan = document, document.texte, plan
        self._racine = noeuds(document)

    def coupes(self, annees: Annees, avec_actions: bool) -> Iterator[Coupe]:
        """Rend, sans ordre, les coupes qui font de ce plan celui de ces années."""
        for ligne in _LIGNE_DE_TETE.finditer(self._texte, 0, _debut(self._racine)):
            yield Coupe(*ligne.span())
        tete = _cles(self._racine)
        _, titre = tete["titre"]
        for nombre in _NOMBRES.finditer(self._texte, _debut(titre), self._fin(titre)):
            yield Coupe(*nombre.span(), _autre(nombre, self._plan, annees))
        cle, valeur = tete["periode" if self._plan.periode else "annee"]
        yield Coupe(_debut(cle), self._fin(valeur), f"{_cle_de(annees)}: {annees}")
        yield from self._de_l_annee(self._racine)
        for axe, noeud in zip(self._plan.axes, tete["axes"][1].value, strict=True):
            gardees = [avec_actions and action.etat not in FINIS for action in axe.actions]
            yield from self._de_l_axe(*_cles(noeud)["actions"], gardees)

    def _de_l_axe(self, cle: Any, actions: Any, gardees: Sequence[bool]) -> Iterator[Coupe]:
        if gardees and not any(gardees):
            yield self._toutes(cle, actions)
            return
        retirees = [rang for rang, gardee in enumerate(gardees) if not gardee]
        if actions.flow_style:
            yield from self._entre_virgules([(a, a) for a in actions.value], retirees)
        else:
            yield from (self._element(cle, actions, rang) for rang in retirees)
        for action, gardee in zip(actions.value, gardees, strict=True):
            if gardee:
                yield from self._de_l_annee(action)

    def _de_l_annee(self, objet: Any) -> Iterator[Coupe]:
        """Rend les coupes de ce que le plan, ou une action, note de son année."""
        retirees = [rang for rang, (cle, _) in enumerate(objet.value) if cle.value in DE_L_ANNEE]
        if objet.flow_style:
            yield from self._entre_virgules(objet.value, retirees)
        else:
            yield from (self._paire(*objet.value[rang]) for rang in retirees)

    def _entre_virgules(
        self, elements: Sequence[tuple[Any, Any]], retires: Sequence[int]
    ) -> Iterator[Coupe]:
        """Rend les coupes d'éléments entre crochets ou accolades, chacun avec sa virgule."""
        for rang_de_retrait, rang in enumerate(retires):
            if rang == rang_de_retrait:  # rien n'est gardé avant lui
                yield Coupe(_debut(elements[rang][0]), _debut(elements[rang + 1][0]))
            else:
                yield Coupe(self._fin(elements[rang - 1][1]), self._fin(elements[rang][1]))

    def _paire(self, cle: Any, valeur: Any) -> Coupe:
        """Rend la coupe des lignes d'une clé et de sa valeur; un tiret qui les précède reste."""
        debut = self._document.debut(self._ligne(_debut(cle)))
        apres = self._document.debut(self._ligne(self._fin(valeur)) + 1)
        if not self._texte[debut : _debut(cle)].strip():
            return Coupe(debut, apres)
        return Coupe(_debut(cle), self._suite(apres, _ESPACES))

    def _element(self, cle: Any, actions: Any, rang: int) -> Coupe:
        """Rend la coupe d'une action, de son tiret et des commentaires qui la touchent."""
        avant = self._fin(actions.value[rang - 1] if rang else cle)
        premiere = self._ligne(self._suite(avant) if rang else _debut(actions))
        while premiere - 1 > self._ligne(avant) and self._est_un_commentaire(premiere - 1):
            premiere -= 1
        fin = self._apres(self._fin(actions.value[rang]))
        return Coupe(self._document.debut(premiere), self._document.debut(fin))

    def _apres(self, fin: int) -> int:
        """Rend la ligne où commence ce qui n'est plus de l'élément qui finit à ce décalage.

        Un commentaire qui touche la suite, ou qu'une ligne vide sépare de l'élément, n'en est pas.
        """
        siens = apres = self._ligne(fin) + 1
        suivante = self._ligne(self._suite(fin))
        while siens < suivante and self._est_un_commentaire(siens):
            siens += 1
        if siens == suivante:
            return apres
        while siens < suivante and not self._document.ligne(siens).strip():
            siens += 1
        return siens

    def _toutes(self, cle: Any, actions: Any) -> Coupe:
        """Rend la coupe de toutes les actions d'un axe, que « [] » remplace."""
        if actions.flow_style:
            return Coupe(_debut(actions), self._fin(actions), "[]")
        debut = self._texte.index(":", self._fin(cle)) + 1
        reste = self._texte[debut : self._document.debut(self._ligne(debut) + 1)]
        fin = self._element(cle, actions, len(actions.value) - 1).fin
        vide = "" if fin >= len(self._texte) else "\r\n" if "\r\n" in self._texte else "\n"
        return Coupe(debut, fin, f" []{reste}{vide}")

    def _fin(self, noeud: Any) -> int:
        """Rend le décalage qui suit le dernier signe d'un nœud."""
        while isinstance(noeud.value, list) and not noeud.flow_style:
            dernier = noeud.value[-1]
            noeud = dernier[1] if isinstance(dernier, tuple) else dernier
        debut = _debut(noeud)
        return debut + len(self._texte[debut : noeud.end_mark.index].rstrip())

    def _suite(self, fin: int, a_passer: re.Pattern[str] = _BLANCS) -> int:
        """Rend le décalage de ce qui suit, passé les blancs et les commentaires."""
        return cast("re.Match[str]", a_passer.match(self._texte, fin)).end()

    def _ligne(self, decalage: int) -> int:
        return self._document.position(decalage).ligne

    def _est_un_commentaire(self, numero: int) -> bool:
        return self._document.ligne(numero).lstrip().startswith("#")


def _debut(noeud: Any) -> int:
    return int(noeud.start_mark.index)


def _cles(noeud: Any) -> dict[str, tuple[Any, Any]]:
    """Rend chaque clé d'un nœud, et sa valeur, sous son nom."""
    return {cle.value: (cle, valeur) for cle, valeur in noeud.value}


def _couper(texte: str, coupes: Sequence[Coupe]) -> str:
    morceaux, fin = [], 0
    for coupe in coupes:
        morceaux += [texte[fin : coupe.debut], coupe.remplacement]
        fin = coupe.fin
    return "".join([*morceaux, texte[fin:]])
