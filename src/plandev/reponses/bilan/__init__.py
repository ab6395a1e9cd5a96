"""Le bilan d'un plan : où en sont ses actions, et de quoi voir lesquelles."""

from typing import Any

from plandev.messages.mots import plier
from plandev.messages.nombres import jour, pluriel, pourcent
from plandev.plan.etats import ETATS, REALISEE, SANS_ETAT, SANS_SUITE, accorder
from plandev.plan.modele import Plan
from plandev.plan.tete import provenance
from plandev.questions.bilan import Bilan, Suivi
from plandev.questions.retards import Retards
from plandev.reponses.bilan.chiffres import SIGNES, legende, tableau
from plandev.reponses.commandes_proposees import commande_du_plan, proteger
from plandev.reponses.comptes.sommes import dire
from plandev.reponses.noms import (
    dire_la_provenance,
    dire_les_repetees,
    nommer_l_etat,
    nommer_le_plan,
)
from plandev.reponses.reponse import Bloc, Phrases, Reponse, Support, Tableau
from plandev.reponses.retards import en_phrases

_PLURIELS = {"axe": "axes", "responsable": "responsables", "groupe": "groupes"}
_D_UN_CHAMP = "lignes"


def bilan(mesure: Bilan, nomme: str | None, retards: Retards | None = None) -> Reponse:
    """Rend la réponse qui dit où en sont les actions d'un plan, et le taux de leur réalisation.

    `nomme` : le plan, s'il l'a été, que nomme aussi la commande proposée; `retards` : ce qui y est
    en retard, si une date le dit.
    """
    chiffres = tableau(mesure)
    total = sum(suivi.actions for suivi in mesure.parties.values())
    repetees = dire_les_repetees(mesure.dimension, total, mesure.ensemble.actions)
    blocs: list[Bloc] = [
        Phrases((_titre(mesure),), titre=True),
        *dire_la_provenance(mesure.plan),
        chiffres,
        Phrases((f"Barre : {legende(mesure)}.",), support=Support.ECRAN),
        Phrases((*repetees, _dire(mesure.plan, mesure.ensemble), _DEFINITION)),
        *_moyennes(mesure),
        *en_phrases(mesure.plan, retards),
        *_sans_suite(mesure),
        Phrases((f"Les actions d'un état : {_commande(mesure, nomme)}",), commande=True),
    ]
    return Reponse(blocs, lambda: _donnees(mesure, chiffres, retards))


_DEFINITION = (
    "Taux de réalisation : actions réalisées ÷ actions prévues, celles du plan l'étant toutes; ni "
    "« en continu » ni « réalisée en partie » n'y compte comme réalisée (la même définition que "
    "celle de la Ville de Lévis, dans le suivi de son plan de développement durable, 2014-2015)."
)


def _titre(mesure: Bilan) -> str:
    plan = mesure.plan
    quand = f", états au {jour(plan.etat_au)}" if plan.etat_au else ", états sans date (etat_au)"
    return f"{nommer_le_plan(plan)} : {pluriel(plan.nombre_actions, 'action')}{quand}"


def _dire(plan: Plan, suivi: Suivi) -> str:
    """Rend la phrase qui dit combien d'actions sont dans chaque état, et le taux."""
    comptes = ", ".join(
        f"{nombre} {nommer_l_etat(plan, etat, nombre)}"
        for etat in SIGNES
        if (nombre := suivi.etats[etat])
    )
    taux = f"{suivi.etats[REALISEE]} ÷ {suivi.actions} = {pourcent(suivi.taux or 0)}"
    return f"En tout : {comptes}. Taux de réalisation : {taux}."


def _sans_suite(mesure: Bilan) -> list[Phrases]:
    puces = [
        f"{citation.id} ({citation.action.etat_dit}) : {citation.action.libelle}"
        for citation in mesure.sans_suite
    ]
    *premiers, dernier = (accorder(etat, 2) for etat in SANS_SUITE)
    annonce = f"{', '.join(premiers)} ou {dernier}".capitalize()
    return [Phrases((f"{annonce} :",), puces=puces)] if puces else []


def _moyennes(mesure: Bilan) -> list[Phrases]:
    total = mesure.ensemble.actions
    dites = [dire(mesure.plan, cle, somme, total) for cle, somme in mesure.moyennes.items()]
    return [Phrases(dites)] if dites else []


def _commande(mesure: Bilan, nomme: str | None) -> str:
    etat = max(ETATS, key=lambda etat: mesure.ensemble.etats[etat])
    return f"plandev list --etat {proteger(etat)}{commande_du_plan(nomme)}"


def _donnees(mesure: Bilan, chiffres: Tableau, retards: Retards | None) -> dict[str, Any]:
    plan, ensemble = mesure.plan, mesure.ensemble
    donnees: dict[str, Any] = {
        "titre": plan.titre,
        "annee": plan.annee,
        "etat_au": plan.etat_au.isoformat() if plan.etat_au else None,
        "actions": ensemble.actions,
        "etats": {etat or SANS_ETAT: ensemble.etats[etat] for etat in (*ETATS, None)},
        "taux": ensemble.taux,
        _PLURIELS.get(mesure.dimension.cle, _D_UN_CHAMP): chiffres.objets(),
    }
    for etat in SANS_SUITE:
        donnees[f"{plier(etat)}s"] = [
            {"id": citation.id, "libelle": citation.action.libelle}
            for citation in mesure.sans_suite
            if citation.action.etat == etat
        ]
    return donnees | _suite(mesure, retards)


def _suite(mesure: Bilan, retards: Retards | None) -> dict[str, Any]:
    """Rend ce qu'un plan ajoute aux clés promises : sa provenance, ses moyennes, ses retards."""
    plan = mesure.plan
    suite: dict[str, Any] = {"periode": str(plan.periode)} if plan.periode else {}
    if mesure.moyennes:
        suite["moyennes"] = {
            cle: {"moyenne": somme.moyenne, "renseignees": somme.renseignees}
            for cle, somme in mesure.moyennes.items()
        }
    suite |= provenance(plan)
    if plan.champ_de_nature("echeance"):
        suite["en_retard"] = [*retards.actions] if retards else None
        suite["au"] = retards.au.isoformat() if retards else None
    return suite
