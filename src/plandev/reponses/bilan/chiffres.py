"""Le tableau d'un bilan : ses nombres par état, ses taux, et ses barres."""

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from typing import Any, NamedTuple

from plandev.messages.nombres import pourcents
from plandev.plan.etats import ETATS, REALISEE, SANS_ETAT, accorder, signes
from plandev.plan.tableur import BILAN
from plandev.questions.bilan import Bilan, Suivi
from plandev.questions.dimensions import Valeur
from plandev.reponses.noms import nom_complet, nommer_l_etat, nommer_la_valeur
from plandev.reponses.reponse import Colonne, Grille, Nature, Tableau, Variante, texte

SIGNES = signes()
_BARRE = 20  # signes de la plus longue
_AVEC_LES_NOMS = 100  # colonnes sous lesquelles les noms des axes passent sous leur tableau


class _Ligne(NamedTuple):
    """Une ligne du bilan : de quoi elle parle, et où en sont ses actions."""

    valeur: Valeur
    suivi: Suivi


def tableau(mesure: Bilan) -> Tableau:
    """Rend le tableau d'un bilan : une ligne par axe, unité ou groupe."""
    lignes = [_Ligne(valeur, suivi) for valeur, suivi in mesure.parties.items()]
    lignes = [ligne for ligne in lignes if ligne.valeur is not None or ligne.suivi.actions]
    nombres = (
        _ACTIONS._replace(total=str(mesure.ensemble.actions)),
        *(_colonne_d_etat(etat, mesure) for etat in _presents(mesure)),
        _taux(mesure),
    )
    nom = Colonne("", mesure.dimension.titre, partial(_nommer, mesure), total="Total")
    barre = Colonne("", "Où en sont ses actions", _barre(lignes), fixe=True)
    return Tableau(
        _donnees(mesure),
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
            f"{nombre}\u00a0{accorder(etat, nombre)}"
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
    return [etat for etat in SIGNES if mesure.ensemble.etats[etat]]


def _colonne_d_etat(etat: str | None, mesure: Bilan) -> Colonne:
    return Colonne(
        f"etats.{etat or SANS_ETAT}",
        _titre_d_etat(etat),
        lambda ligne: ligne.suivi.etats[etat],
        nature=Nature.NOMBRE,
        total=str(mesure.ensemble.etats[etat]),
    )


def _titre_d_etat(etat: str | None) -> str:
    return accorder(etat, 2).capitalize()


def _taux(mesure: Bilan) -> Colonne:
    (total,) = pourcents([mesure.ensemble.taux])
    return _TAUX._replace(total=total)


_TAUX = Colonne("taux", "Taux", lambda ligne: ligne.suivi.taux, nature=Nature.PART, forte=True)


def _donnees(mesure: Bilan) -> list[Colonne]:
    """Rend les colonnes d'un programme, qui a tous les états; un état y a son propre nom."""
    cle = mesure.dimension.cle
    etats = (_colonne_d_etat(etat, mesure)._replace(titre="") for etat in (*ETATS, None))
    nom = "titre" if cle == "axe" else "nom"
    titre = "Titre" if cle == "axe" else "Nom"
    return [
        Colonne(
            "valeur" if cle in mesure.plan.champs else cle,
            mesure.dimension.titre,
            lambda ligne: ligne.valeur,
        ),
        Colonne(nom, titre, lambda ligne: nom_complet(mesure.dimension, ligne.valeur, mesure.plan)),
        _ACTIONS,
        *etats,
        _TAUX,
    ]


def _nommer(mesure: Bilan, ligne: _Ligne) -> str:
    return nommer_la_valeur(mesure.dimension, ligne.valeur, mesure.plan)


def _barre(lignes: Sequence[_Ligne]) -> Any:
    """Rend de quoi dessiner une ligne : un signe par action, ou à une même échelle pour toutes."""
    plus_longue = max((ligne.suivi.actions for ligne in lignes), default=0)
    echelle = Fraction(min(_BARRE, plus_longue), plus_longue or 1)

    def dessiner(ligne: _Ligne) -> str:
        dessin, cumul = "", 0
        for etat, signe in SIGNES.items():
            cumul += ligne.suivi.etats[etat]
            dessin += signe * (round(cumul * echelle) - len(dessin))
        return dessin

    return dessiner


def legende(mesure: Bilan) -> str:
    """Rend ce que veut dire chaque signe des barres."""
    presents = ((etat, SIGNES[etat]) for etat in _presents(mesure))
    return ", ".join(f"{signe} {nommer_l_etat(mesure.plan, etat)}" for etat, signe in presents)
