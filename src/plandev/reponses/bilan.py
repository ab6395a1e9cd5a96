"""Le bilan d'un plan : où en sont ses actions, et de quoi voir lesquelles."""

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from typing import Any, NamedTuple

from plandev.messages.mots import insecables, plier
from plandev.messages.nombres import jour, pluriel, pourcent
from plandev.plan.etats import ETATS, REALISEE, SANS_SUITE, signes
from plandev.plan.tableur import BILAN
from plandev.questions.bilan import Bilan, Suivi
from plandev.questions.dimensions import Valeur
from plandev.reponses.commandes_proposees import commande_du_plan, proteger
from plandev.reponses.noms import nommer_la_valeur, nommer_le_plan
from plandev.reponses.reponse import (
    Bloc,
    Colonne,
    Grille,
    Lieu,
    Nature,
    Phrases,
    Reponse,
    Tableau,
    Variante,
    texte,
)

SANS_ETAT = "sans état"
_SIGNES = signes()
_BARRE = 20  # signes de la plus longue
_PLURIELS = {"axe": "axes", "responsable": "responsables", "groupe": "groupes"}
_AVEC_LES_NOMS = 100  # colonnes sous lesquelles les noms des axes passent sous leur tableau


class _Ligne(NamedTuple):
    """Une ligne du bilan : de quoi elle parle, et où en sont ses actions."""

    valeur: Valeur
    suivi: Suivi


def bilan(mesure: Bilan, nomme: str | None) -> Reponse:
    """Rend la réponse qui dit où en sont les actions d'un plan, et le taux de leur réalisation.

    `nomme` : le plan, s'il l'a été, que nomme aussi la commande proposée.
    """
    tableau = _tableau(mesure)
    blocs: list[Bloc] = [
        Phrases((_titre(mesure),), titre=True),
        tableau,
        Phrases((f"Barre : {_legende(mesure.ensemble)}.",), lieu=Lieu.ECRAN),
        Phrases((_dire(mesure.ensemble), _DEFINITION)),
        *_sans_suite(mesure),
        Phrases((f"Les actions d'un état : {_commande(mesure, nomme)}",), commande=True),
    ]
    return Reponse(blocs, lambda: _donnees(mesure, tableau))


_DEFINITION = insecables(
    "Taux de réalisation : actions réalisées ÷ actions prévues, celles du plan l'étant toutes; ni "
    "« en continu » ni « réalisée en partie » n'y compte comme réalisée (définition de la Ville de "
    "Lévis, suivi de son plan de développement durable, 2014-2015)."
)


def _titre(mesure: Bilan) -> str:
    plan = mesure.plan
    quand = f", états au {jour(plan.etat_au)}" if plan.etat_au else ", états sans date (etat_au)"
    return f"{nommer_le_plan(plan)} : {pluriel(plan.nombre_actions, 'action')}{quand}"


def _tableau(mesure: Bilan) -> Tableau:
    lignes = [_Ligne(valeur, suivi) for valeur, suivi in mesure.parties.items()]
    lignes = [ligne for ligne in lignes if ligne.valeur is not None or ligne.suivi.actions]
    nombres = (
        _ACTIONS._replace(total=str(mesure.ensemble.actions)),
        *_etats(mesure),
        _taux(mesure),
    )
    nom = Colonne("", mesure.dimension.titre, partial(_nommer, mesure), total="Total")
    barre = Colonne("", "Où en sont ses actions", _barre(lignes), fixe=True)
    return Tableau(
        (*_cles(mesure), *_donnees_chiffrees()),
        lignes,
        Grille((nom, *nombres, barre), variantes=_etroites(mesure, lignes, nom, barre)),
        document=(nom, *_essentiel(mesure), _les_autres(mesure)),
        nom=BILAN,
    )


def _etroites(
    mesure: Bilan, lignes: Sequence[_Ligne], nom: Colonne, barre: Colonne
) -> Sequence[Variante]:
    """Rend les vues où la barre tient lieu du nombre de chaque état."""
    essentiel = _essentiel(mesure)
    court = nom
    legende: list[str] = []
    if mesure.dimension.cle == "axe":
        court = nom._replace(lire=lambda ligne: ligne.valeur)
        legende = [_nommer(mesure, ligne) for ligne in lignes]
    return (
        Variante(_large(mesure), (nom, *essentiel, barre)),
        Variante(_AVEC_LES_NOMS, (court, *essentiel, barre), legende),
    )


def _essentiel(mesure: Bilan) -> Sequence[Colonne]:
    actions = _ACTIONS._replace(total=str(mesure.ensemble.actions))
    return (actions, _colonne_d_etat(REALISEE, mesure), _taux(mesure))


def _les_autres(mesure: Bilan) -> Colonne:
    """Rend la colonne d'un document où se disent les états qui n'y ont pas chacun la leur."""

    def dire(suivi: Suivi) -> tuple[str, ...]:
        return tuple(
            f"{nombre}\u00a0{_accorder(etat, nombre)}"
            for etat in _presents(mesure)
            if etat != REALISEE and (nombre := suivi.etats[etat])
        )

    return Colonne(
        "", "Les autres", lambda ligne: dire(ligne.suivi), total=texte(dire(mesure.ensemble))
    )


def _large(mesure: Bilan) -> int:
    """Rend combien de colonnes demande une vue où chaque état a la sienne."""
    return _AVEC_LES_NOMS + sum(len(_titre_d_etat(etat)) + 2 for etat in _presents(mesure))


_ACTIONS = Colonne("actions", "Actions", lambda ligne: ligne.suivi.actions, nature=Nature.NOMBRE)


def _presents(mesure: Bilan) -> list[str | None]:
    return [etat for etat in _SIGNES if mesure.ensemble.etats[etat]]


def _etats(mesure: Bilan) -> list[Colonne]:
    return [_colonne_d_etat(etat, mesure) for etat in _presents(mesure)]


def _colonne_d_etat(etat: str | None, mesure: Bilan) -> Colonne:
    return Colonne(
        f"etats.{etat or SANS_ETAT}",
        _titre_d_etat(etat),
        lambda ligne: ligne.suivi.etats[etat],
        nature=Nature.NOMBRE,
        total=str(mesure.ensemble.etats[etat]),
    )


def _titre_d_etat(etat: str | None) -> str:
    return _accorder(etat, 2).capitalize()


def _taux(mesure: Bilan) -> Colonne:
    def ecrire(taux: Sequence[Fraction | None]) -> list[str]:
        return ["—" if un is None else pourcent(un) for un in taux]

    (total,) = ecrire([mesure.ensemble.taux])
    return _TAUX._replace(ecrire=ecrire, total=total)


_TAUX = Colonne("taux", "Taux", lambda ligne: ligne.suivi.taux, nature=Nature.PART, forte=True)


def _cles(mesure: Bilan) -> list[Colonne]:
    cle = mesure.dimension.cle
    nom = "titre" if cle == "axe" else "nom"
    titre = "Titre" if cle == "axe" else "Nom"
    return [
        Colonne(cle, mesure.dimension.titre, lambda ligne: ligne.valeur),
        Colonne(nom, titre, lambda ligne: _nom_seul(mesure, ligne.valeur)),
    ]


def _donnees_chiffrees() -> list[Colonne]:
    etats = [
        Colonne(f"etats.{etat or SANS_ETAT}", "", partial(_compte, etat)) for etat in (*ETATS, None)
    ]
    return [_ACTIONS, *etats, _TAUX]


def _compte(etat: str | None, ligne: _Ligne) -> int:
    return ligne.suivi.etats[etat]


def _nommer(mesure: Bilan, ligne: _Ligne) -> str:
    return nommer_la_valeur(mesure.dimension, ligne.valeur, mesure.plan)


def _nom_seul(mesure: Bilan, valeur: Valeur) -> str | None:
    plan = mesure.plan
    if isinstance(valeur, int):
        return plan.axes[valeur - 1].titre
    if valeur is None:
        return None
    noms = plan.groupes if mesure.dimension.cle == "groupe" else plan.responsables
    return noms[valeur]


def _barre(lignes: Sequence[_Ligne]) -> Any:
    """Rend de quoi dessiner une ligne : un signe par action, ou à une même échelle pour toutes."""
    plus_longue = max((ligne.suivi.actions for ligne in lignes), default=0)
    echelle = Fraction(min(_BARRE, plus_longue), plus_longue or 1)

    def dessiner(ligne: _Ligne) -> str:
        dessin, cumul = "", 0
        for etat, signe in _SIGNES.items():
            cumul += ligne.suivi.etats[etat]
            dessin += signe * (round(cumul * echelle) - len(dessin))
        return dessin

    return dessiner


def _legende(suivi: Suivi) -> str:
    return ", ".join(
        f"{signe} {etat or SANS_ETAT}" for etat, signe in _SIGNES.items() if suivi.etats[etat]
    )


def _dire(suivi: Suivi) -> str:
    """Rend la phrase qui dit combien d'actions sont dans chaque état, et le taux."""
    comptes = ", ".join(
        f"{nombre} {_accorder(etat, nombre)}" for etat in _SIGNES if (nombre := suivi.etats[etat])
    )
    taux = f"{suivi.etats[REALISEE]} ÷ {suivi.actions} = {pourcent(suivi.taux or 0)}"
    return f"En tout : {comptes}. Taux de réalisation : {taux}."


def _accorder(etat: str | None, nombre: int) -> str:
    mot = etat or SANS_ETAT
    return mot.replace("ée", "ées") if nombre > 1 else mot


def _sans_suite(mesure: Bilan) -> list[Phrases]:
    puces = [
        f"{citation.id} ({citation.action.etat}) : {citation.action.libelle}"
        for citation in mesure.sans_suite
    ]
    return [Phrases(("Reportées ou abandonnées :",), puces=puces)] if puces else []


def _commande(mesure: Bilan, nomme: str | None) -> str:
    etat = max(ETATS, key=lambda etat: mesure.ensemble.etats[etat])
    return f"plandev list --etat {proteger(etat)}{commande_du_plan(nomme)}"


def _donnees(mesure: Bilan, tableau: Tableau) -> dict[str, Any]:
    plan, ensemble = mesure.plan, mesure.ensemble
    donnees: dict[str, Any] = {
        "titre": plan.titre,
        "annee": plan.annee,
        "etat_au": plan.etat_au.isoformat() if plan.etat_au else None,
        "actions": ensemble.actions,
        "etats": {etat or SANS_ETAT: ensemble.etats[etat] for etat in (*ETATS, None)},
        "taux": ensemble.taux,
        _PLURIELS[mesure.dimension.cle]: tableau.objets(),
    }
    for etat in SANS_SUITE:
        donnees[f"{plier(etat)}s"] = [
            {"id": citation.id, "libelle": citation.action.libelle}
            for citation in mesure.sans_suite
            if citation.action.etat == etat
        ]
    return donnees | ({"periode": str(plan.periode)} if plan.periode else {})
