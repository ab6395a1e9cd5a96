"""Les états notés dans le texte d'un plan : rien d'autre n'y change."""

from collections.abc import Iterator
from typing import Any

from plandev.lecture.yaml.brouillon_yaml import BrouillonYaml
from plandev.lecture.yaml.document import FINS_DE_LIGNE
from plandev.lecture.yaml.retouche import Coupe, Retouche, cles, debut_de
from plandev.plan.action import CLES_D_UNE_ACTION
from plandev.plan.modele import Plan
from plandev.plan.redaction import en_ligne


def noter(plan: Plan, brouillon: BrouillonYaml, note: Plan) -> str:
    """Rend le texte de ce plan, les états et leur date de celui qui est noté à la place des siens.

    Une clé qui n'y était pas y est mise. Lève ErreurPlan si le texte est écrit de telle façon qu'il
    ne se retouche pas.
    """
    plume = _Plume(brouillon.document, plan)
    return brouillon.document.marque + plume.faire(plume.coupes(note), note)


class _Plume(Retouche):
    """De quoi écrire une clé d'un plan, ou de l'une de ses actions."""

    def coupes(self, note: Plan) -> Iterator[Coupe]:
        """Rend, sans ordre, ce qui note ces états et leur date."""
        if note.etat_au != self._plan.etat_au:
            yield self._ecrire(self._racine, "etat_au", str(note.etat_au), [*Plan.model_fields])
        axes = cles(self._racine)["axes"][1].value
        for noeud, avant, apres in zip(axes, self._plan.axes, note.axes, strict=True):
            actions = cles(noeud)["actions"][1].value
            for objet, ancienne, notee in zip(actions, avant.actions, apres.actions, strict=True):
                if ancienne.etat_dit != notee.etat_dit:
                    yield self._ecrire(objet, "etat", str(notee.etat_dit), CLES_D_UNE_ACTION)

    def _ecrire(self, objet: Any, cle: str, dit: str, ordre: Any) -> Coupe:
        """Rend ce qui écrit une clé à la place de la même, ou après celles qui la précèdent."""
        ecrites, en_accolades = cles(objet), bool(objet.flow_style)
        texte = en_ligne(dit, en_liste=en_accolades)
        if cle in ecrites:
            ancien = ecrites[cle][1]
            return Coupe(debut_de(ancien), self._fin(ancien), texte)
        rang = list(ordre).index(cle)
        d_avant = [ecrites[c] for c in ordre[:rang] if c in ecrites]
        _, valeur = max(d_avant, key=lambda paire: debut_de(paire[0]))
        fin = self._fin(valeur)
        if en_accolades:
            return Coupe(fin, fin, f", {cle}: {texte}")
        marge = " " * objet.value[0][0].start_mark.column
        apres = self._document.debut(self._ligne(fin) + 1)
        devant = "" if self._texte[apres - 1] in FINS_DE_LIGNE else self._saut
        return Coupe(apres, apres, f"{devant}{marge}{cle}: {texte}{self._saut}")
