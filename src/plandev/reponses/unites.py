"""Les unités : ce dont chacune répond."""

from collections.abc import Sequence
from operator import attrgetter
from shlex import quote

from plandev.modele import Plan
from plandev.nombres import pluriel
from plandev.reponses.commande import commande_du_plan
from plandev.reponses.reponse import Colonne, Grille, Lieu, Phrases, Reponse, Tableau
from plandev.requetes import Charge

_UNITE = Colonne("responsable", "Unité", attrgetter("sigle"))
_NOM = Colonne("nom", "Nom", attrgetter("nom"))
_COLONNES_MAX = 40  # d'axes; au-delà, une personne lit ceux où l'unité a des actions
_ACTIONS = Colonne("actions", "Actions", attrgetter("actions"), a_droite=True, forte=True)


def nommer(sigle: str, nom: str | None) -> str:
    """Rend une unité et son nom complet, s'il est connu."""
    return f"{sigle} ({nom})" if nom else sigle


def charges(liste: Sequence[Charge], plan: Plan, nomme: str | None) -> Reponse:
    """Rend la réponse qui compte les actions de chaque unité, et ce que disent les totaux.

    `nomme` : le plan, s'il l'a été, que nomme aussi la commande proposée.
    """
    axes = [_colonne_d_axe(axe.numero) for axe in plan.axes]
    unite = Colonne("responsable", "Unité", lambda charge: nommer(charge.sigle, charge.nom))
    a_droite = [colonne._replace(a_droite=True) for colonne in axes]
    if len(axes) > _COLONNES_MAX:
        a_droite = [Colonne("axes", "Par axe", _par_axe)]
    tableau = Tableau(
        (_UNITE, _NOM, *axes, _ACTIONS),
        liste,
        Grille((unite, *a_droite, _ACTIONS)),
        document=(_UNITE, _NOM, *a_droite, _ACTIONS) if len(axes) > _COLONNES_MAX else (),
    )
    exemple = quote(liste[0].sigle) if liste else "UNITE"
    suite = f"Une seule unité : plandev par-responsable {exemple}{commande_du_plan(nomme)}"
    phrases = Phrases((_total(liste, plan), suite), lieu=Lieu.ECRAN)
    return Reponse([tableau, phrases], tableau.objets)


def _colonne_d_axe(numero: int) -> Colonne:
    return Colonne(f"axes.{numero}", f"Axe {numero}", lambda charge: charge.par_axe[numero])


def _par_axe(charge: Charge) -> str:
    return ", ".join(f"axe {n} : {actions}" for n, actions in charge.par_axe.items() if actions)


def _total(liste: Sequence[Charge], plan: Plan) -> str:
    total = sum(charge.actions for charge in liste)
    note = f"{pluriel(total, 'responsabilité')} pour {pluriel(plan.nombre_actions, 'action')}"
    if total > plan.nombre_actions:
        note += " : une action peut relever de plusieurs unités"
    return f"{note}."
