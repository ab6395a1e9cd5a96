"""Choisir des actions, par ce qu'on en demande, et les ranger."""

import re
from collections.abc import Sequence
from typing import Any, Unpack

from plandev.messages.constats import Constat, ErreurPlan
from plandev.messages.mots import conseil, plier, redire
from plandev.plan.action import Action
from plandev.plan.etats import ETATS
from plandev.plan.modele import Plan, titre_de_la_cle
from plandev.questions.citations import Citation
from plandev.questions.dimensions import cle_nommee, textes_du_champ
from plandev.questions.filtres.criteres import choisir
from plandev.questions.filtres.demandes import Demandes, reconnaitre_les_criteres


def filtrer(plan: Plan, **demandes: Unpack[Demandes]) -> list[Citation]:
    """Rend les actions choisies, dans l'ordre du plan.

    `axes`, `responsables`, `groupes`, `etats`, `champs`, `textes` et `sans` : une action passe si
    elle a, pour chaque critère donné, l'une de ses valeurs; d'un texte, elle a tous les mots, dans
    ce que rend `texte_cherche`; de `sans`, elle n'a rien de ce qui est nommé; de `sauf`, elle ne
    répond à rien de ce qui y est sous sa clé ({"etat": "réalisée"}). `au_moins`, `au_plus` : les
    bornes d'un champ de nombres, sous sa clé, comprises; `echeance_avant`, `echeance_apres` : une
    date (2021, 2021-06…) que l'échéance précède, ou suit, tout entière; qui n'en dit rien ne passe
    pas. Une valeur seule se passe de liste; `champs` est un dictionnaire. Unités, groupes et champs
    (nom court ou complet), axes (numéro ou titre), états et mots se reconnaissent quels que soient
    casse, accents et ligatures. Lève ErreurPlan, avec tous les mots que le plan ne connaît pas et
    les plus proches.
    """
    return choisir(plan, reconnaitre_les_criteres(plan, **demandes))


def trier(plan: Plan, choisies: Sequence[Citation], cle: str) -> list[Citation]:
    """Rend ces actions rangées par leur code, leur état ou un champ, selon sa nature.

    Celles qui n'en disent rien sont à la fin; d'égales, l'ordre reste. Lève ErreurPlan si le plan
    n'a pas de telle clé.
    """
    titres = {cle: titre_de_la_cle(Action, cle) for cle in ("code", "etat")}
    titres |= {nom: champ.intitule for nom, champ in plan.champs.items()}
    if (connue := cle_nommee(cle, titres)) is None:
        message = f"--tri {redire(cle)} : rien de tel dans ce plan\n{conseil(cle, titres)}"
        raise ErreurPlan(Constat("demande-inconnue", message))

    def rang(citation: Citation) -> tuple[bool, Any]:
        sien = _rang(plan, citation, connue)
        return sien is None, sien

    return sorted(choisies, key=rang)


def _rang(plan: Plan, citation: Citation, cle: str) -> Any:
    """Rend ce par quoi une action se range; None si elle n'en dit rien."""
    if cle == "code":
        morceaux = re.findall("[0-9]+|[^0-9]+", plier(citation.action.code))
        return [(0, int(m), "") if m.isdecimal() else (1, 0, m) for m in morceaux]
    if cle == "etat":
        return ETATS.index(citation.action.etat) if citation.action.etat else None
    lire = plan.champs[cle].sa_nature.lire
    lus = map(lire, textes_du_champ(citation.action, cle))
    return [plier(lu) if isinstance(lu, str) else lu for lu in lus] or None
