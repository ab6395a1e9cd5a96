"""Les unités : ce dont chacune répond."""

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from plandev.messages.nombres import pluriel
from plandev.plan.modele import Plan
from plandev.questions.citations import Citation
from plandev.questions.comptes import Charge
from plandev.questions.filtres.criteres import Criteres
from plandev.reponses.commandes_proposees import (
    commande_de_liste,
    commande_des_unites,
    dire_le_vide,
)
from plandev.reponses.croisement import Croisement, Entete, nombre_et_part
from plandev.reponses.noms import nommer, nommer_le_plan
from plandev.reponses.reponse import Bloc, Colonne, Phrases, Reponse, Support, Tableau

_UNITE = Colonne("responsable", "Unité", attrgetter("unite"), total="Total")
_NOM = Colonne("nom", "Nom", attrgetter("nom"))


class Demande(NamedTuple):
    """Ce qui a été demandé, et que disent aussi les commandes proposées.

    `plan` : celui qui a été nommé, s'il l'a été; `choisies` : les actions qui sont comptées.
    """

    plan: str | None
    criteres: Criteres
    choisies: Sequence[Citation]


def charges(liste: Sequence[Charge], plan: Plan, demande: Demande) -> Reponse:
    """Rend la réponse qui compte les actions de chaque unité, et ce que disent les totaux."""
    choisies = demande.choisies
    par_axe = _par_axe(liste, plan)
    unite = _UNITE._replace(lire=lambda charge: nommer(charge.unite, charge.nom))
    total = sum(charge.actions for charge in liste)
    dernieres = nombre_et_part(attrgetter("actions"), total, len(choisies))
    tableau = Tableau(
        (_UNITE, _NOM, *par_axe.colonnes(), *dernieres),
        liste,
        par_axe.grille(unite, dernieres, unite.textes(liste)),
        document=(unite, *par_axe.pour_un_document(), *dernieres),
        nom="Unités",
    )
    phrases = Phrases((*_totaux(liste, demande), *_une_seule(liste, demande)))
    titre = f"{nommer_le_plan(plan)} : les actions de chaque unité"
    blocs: list[Bloc] = [
        Phrases((titre,), titre=True, support=Support.DOCUMENT),
        tableau,
        *par_axe.legende_du_document(),
        phrases,
    ]
    note = "" if choisies else f"{dire_le_vide(plan, demande.criteres)}\n"
    return Reponse(blocs, tableau.objets, note)


def _par_axe(liste: Sequence[Charge], plan: Plan) -> Croisement:
    return Croisement(
        [
            Entete(a.numero, f"axes.{a.numero}", f"Axe {a.numero}", a.titre, str(a.numero))
            for a in plan.axes
        ],
        attrgetter("par_axe"),
        "Par axe",
        [sum(charge.par_axe[axe.numero] for charge in liste) for axe in plan.axes],
    )


def _totaux(liste: Sequence[Charge], demande: Demande) -> Iterator[str]:
    choisies, montrees = demande.choisies, sum(charge.actions for charge in liste)
    total = sum(len(citation.action.responsables) for citation in choisies)
    note = f"{pluriel(total, 'responsabilité')} pour {pluriel(len(choisies), 'action')}"
    if montrees < total:
        note += f", dont {montrees} dans ce tableau"
    if total > len(choisies):
        note += " : une action peut relever de plusieurs unités"
    yield f"{note}."
    if seules := [citation.action.responsables for citation in choisies].count(()):
        commande = commande_de_liste(demande.criteres, demande.plan, {"responsable": None})
        yield f"Sans unité, {pluriel(seules, 'action')} : {commande}"


def _une_seule(liste: Sequence[Charge], demande: Demande) -> Iterator[str]:
    for charge in liste[:1]:
        commande = commande_des_unites([charge.unite], demande.criteres, demande.plan)
        yield f"Une seule unité : {commande}"
