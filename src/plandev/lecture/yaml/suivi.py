"""Les états notés dans le texte d'un plan : rien d'autre n'y change."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from plandev.lecture.yaml.brouillon_yaml import BrouillonYaml
from plandev.lecture.yaml.retouche import Coupe, Retouche, cles, debut_de
from plandev.plan.action import CLES_D_UNE_ACTION, Action
from plandev.plan.modele import Plan
from plandev.plan.redaction import en_ligne

Etats = Mapping[tuple[int, int], Action]
"""Les actions dont l'état change, telles qu'elles le disent désormais, sous leurs deux rangs."""


def noter(plan: Plan, brouillon: BrouillonYaml, etats: Etats, etat_au: date | None) -> str:
    """Rend le texte de ce plan, ces états notés à cette date; une clé qui n'y était pas y est mise.

    Lève ErreurPlan si le texte est écrit de telle façon qu'il ne se retouche pas.
    """
    plume = _Plume(brouillon.document, plan)
    return plume.faire(plume.coupes(etats, etat_au), _attendu(plan, etats, etat_au))


def _attendu(plan: Plan, etats: Etats, etat_au: date | None) -> Plan:
    axes = tuple(
        axe.model_copy(
            update={
                "actions": tuple(
                    replace(action, etat=dite.etat, etat_du_plan=dite.etat_du_plan)
                    if (dite := etats.get((n, rang)))
                    else action
                    for rang, action in enumerate(axe.actions)
                )
            }
        )
        for n, axe in enumerate(plan.axes)
    )
    return plan.model_copy(update={"axes": axes, "etat_au": etat_au})


class _Plume(Retouche):
    """De quoi écrire une clé d'un plan, ou de l'une de ses actions."""

    def coupes(self, etats: Etats, etat_au: date | None) -> Iterator[Coupe]:
        """Rend, sans ordre, ce qui note ces états et leur date."""
        tete = cles(self._racine)
        if etat_au != self._plan.etat_au:
            yield self._ecrire(self._racine, "etat_au", str(etat_au), [*Plan.model_fields])
        axes = tete["axes"][1].value
        for (n, rang), action in etats.items():
            noeud = cles(axes[n])["actions"][1].value[rang]
            yield self._ecrire(noeud, "etat", str(action.etat_dit), CLES_D_UNE_ACTION)

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
        saut = "\r\n" if "\r\n" in self._texte else "\n"
        devant = "" if self._texte[:apres].endswith("\n") else saut
        return Coupe(apres, apres, f"{devant}{marge}{cle}: {texte}{saut}")
