"""Un plan commencé d'un autre : son texte, où ce qui est gardé l'est à la lettre."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from plandev.lecture import lire_et_situer
from plandev.lecture.yaml.retouche import Coupe, Retouche, cles, debut_de
from plandev.messages.nombres import MOIS
from plandev.plan.action import CLES_D_UNE_ACTION, Action
from plandev.plan.etats import FINIS
from plandev.plan.modele import DE_L_ANNEE, Axe, Plan
from plandev.plan.valeurs import Periode

if TYPE_CHECKING:
    from plandev.lecture.octets import Fichier

Annees = int | Periode  # l'année d'un plan, ou sa période


def nouveau(fichier: "Fichier", annees: Annees, *, avec_actions: bool = True) -> str:
    """Rend le texte du plan de cette année, ou de cette période, commencé de celui d'un fichier.

    La tête et les axes sont gardés; l'année change, et le titre qui la nomme; les commentaires
    d'avant la première clé, qui parlent du fichier, n'y sont plus, ni les états et leur date, ni
    les actions réalisées ou abandonnées; sans `avec_actions`, aucune. Lève ErreurPlan si le fichier
    a des fautes, ou s'il est écrit de telle façon qu'il ne se coupe pas.
    """
    plan, brouillon = lire_et_situer(fichier)
    ciseaux = _Ciseaux(brouillon.document, plan)
    attendu = _attendu(plan, annees, avec_actions)
    return ciseaux.faire(ciseaux.coupes(annees, avec_actions), attendu)


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


_ESPACES = re.compile(r"\s*")
_LIGNE_DE_TETE = re.compile(r"^[ \t]*(#(?! yaml-language-server:).*)?\r?\n", re.MULTILINE)


class _Ciseaux(Retouche):
    """De quoi couper un plan pour en commencer un autre."""

    def coupes(self, annees: Annees, avec_actions: bool) -> Iterator[Coupe]:
        """Rend, sans ordre, les coupes qui font de ce plan celui de ces années."""
        for ligne in _LIGNE_DE_TETE.finditer(self._texte, 0, debut_de(self._racine)):
            yield Coupe(*ligne.span())
        tete = cles(self._racine)
        _, titre = tete["titre"]
        for nombre in _NOMBRES.finditer(self._texte, debut_de(titre), self._fin(titre)):
            yield Coupe(*nombre.span(), _autre(nombre, self._plan, annees))
        cle, valeur = tete["periode" if self._plan.periode else "annee"]
        yield Coupe(debut_de(cle), self._fin(valeur), f"{_cle_de(annees)}: {annees}")
        yield from self._de_l_annee(self._racine)
        for axe, noeud in zip(self._plan.axes, tete["axes"][1].value, strict=True):
            gardees = [avec_actions and action.etat not in FINIS for action in axe.actions]
            yield from self._de_l_axe(*cles(noeud)["actions"], gardees)

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
        siennes = Plan.model_fields if objet is self._racine else CLES_D_UNE_ACTION
        notees = {cle for cle in DE_L_ANNEE if cle in siennes}  # un champ peut avoir l'un des noms
        retirees = [rang for rang, (cle, _) in enumerate(objet.value) if cle.value in notees]
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
                yield Coupe(debut_de(elements[rang][0]), debut_de(elements[rang + 1][0]))
            else:
                yield Coupe(self._fin(elements[rang - 1][1]), self._fin(elements[rang][1]))

    def _paire(self, cle: Any, valeur: Any) -> Coupe:
        """Rend la coupe des lignes d'une clé et de sa valeur; un tiret qui les précède reste."""
        debut = self._document.debut(self._ligne(debut_de(cle)))
        apres = self._document.debut(self._ligne(self._fin(valeur)) + 1)
        if not self._texte[debut : debut_de(cle)].strip():
            return Coupe(debut, apres)
        return Coupe(debut_de(cle), self._suite(apres, _ESPACES))

    def _element(self, cle: Any, actions: Any, rang: int) -> Coupe:
        """Rend la coupe d'une action, de son tiret et des commentaires qui la touchent."""
        avant = self._fin(actions.value[rang - 1] if rang else cle)
        premiere = self._ligne(self._suite(avant) if rang else debut_de(actions))
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
            return Coupe(debut_de(actions), self._fin(actions), "[]")
        debut = self._texte.index(":", self._fin(cle)) + 1
        reste = self._texte[debut : self._document.debut(self._ligne(debut) + 1)]
        fin = self._element(cle, actions, len(actions.value) - 1).fin
        vide = "" if fin >= len(self._texte) else self._saut
        return Coupe(debut, fin, f" []{reste}{vide}")
