"""Le plan entier, en tableaux : ce que dit le fichier, puis ce qui s'en calcule."""

from collections.abc import Iterator
from operator import attrgetter, itemgetter
from typing import Any

from plandev.plan.etats import ETATS
from plandev.plan.modele import Plan
from plandev.plan.puces import en_puces
from plandev.plan.tete import regle_declaree, tete
from plandev.questions.bilan import suivre
from plandev.questions.citations import citations
from plandev.questions.equilibre import mesurer
from plandev.reponses import actions
from plandev.reponses.bilan import bilan
from plandev.reponses.equilibre import Demande, equilibre
from plandev.reponses.noms import nommer_le_plan
from plandev.reponses.reponse import Bloc, Colonne, Phrases, Reponse, Tableau

_UNITES, _GROUPES, _ETATS = "Unités", "Groupes", "États"
# Ce qui se choisit d'une liste : la clé de la colonne, et la feuille qui en a les valeurs.
_CHOIX = {"responsables": _UNITES, "groupes": _GROUPES, "etat": _ETATS}


def classeur(plan: Plan, *, par_unite: bool = False) -> Reponse:
    """Rend la réponse qui dit tout d'un plan, un tableau par sorte de chose.

    Les tableaux qui s'en calculent sont à lire seulement; un plan sans action n'en a pas.
    `par_unite` : il y a aussi celui des actions de chaque unité.
    """
    blocs = [
        Phrases((nommer_le_plan(plan),), titre=True),
        *_tableaux(plan),
        *map(_a_lire, _calcules(plan)),
        *(map(_a_lire, _par_unite(plan)) if par_unite else ()),
    ]
    return Reponse(blocs, list)


def _tableaux(plan: Plan) -> Iterator[Tableau]:
    def declares(nom: str, cle: str, titre: str, siens: object) -> Tableau:
        lignes = list(dict(siens).items())  # type: ignore[call-overload]
        premiere = Colonne(cle, titre, itemgetter(0))
        suite = Colonne("nom", "Intitulé" if cle == "champ" else "Nom", itemgetter(1))
        return Tableau((premiere, suite), lignes, None, nom=nom)

    yield Tableau(_DU_PLAN, list(_dits(plan)), None, nom="Plan")
    yield Tableau(_DES_AXES, plan.axes, None, nom="Axes")
    yield declares(_UNITES, "responsable", "Unité", plan.responsables)
    yield declares(_GROUPES, "groupe", "Clé", plan.groupes)
    yield declares("Champs", "champ", "Clé", plan.champs)
    yield Tableau((Colonne("etat", "État", str),), ETATS, None, nom=_ETATS)
    yield Tableau(_des_actions(plan), list(citations(plan)), None, nom="Actions")


_DU_PLAN = (Colonne("cle", "Clé", itemgetter(0)), Colonne("valeur", "Valeur", itemgetter(1)))
_DES_AXES = (
    Colonne("axe", "Axe", attrgetter("numero"), a_droite=True),
    Colonne("titre", "Titre", attrgetter("titre")),
    Colonne("poids", "Poids", attrgetter("poids"), a_droite=True),
)


def _dits(plan: Plan) -> Iterator[tuple[str, str]]:
    """Rend ce que le plan dit de lui-même, sous les clés de son fichier."""
    yield from tete(plan).items()
    yield from ((f"equilibre.{cle}", dit) for cle, dit in regle_declaree(plan).items())


def _des_actions(plan: Plan) -> list[Colonne]:
    """Rend toutes les colonnes d'une action, l'état même si aucune n'en a encore."""
    siennes = list(actions.colonnes(plan))
    if not plan.a_des_etats:
        rang = [colonne.cle for colonne in siennes].index("groupes") + 1
        siennes.insert(rang, actions.ETAT)
    return [_a_relire(colonne) for colonne in siennes]


def _a_relire(colonne: Colonne) -> Colonne:
    """Rend la colonne d'une action, telle que `importer` la relit sans en rien perdre."""
    if not colonne.facultative:
        return colonne._replace(choix=_CHOIX.get(colonne.cle, ""))

    def lire(ligne: Any) -> str | None:
        valeur: Any = colonne.lire(ligne)
        return None if valeur is None else en_puces(valeur)

    return colonne._replace(lire=lire)


def _calcules(plan: Plan) -> Iterator[Bloc]:
    if plan.nombre_actions:
        yield from equilibre(mesurer(plan), Demande()).blocs[1:]
    if plan.a_des_etats:
        yield from bilan(suivre(plan), None).blocs[1:]


def _par_unite(plan: Plan) -> Iterator[Tableau]:
    toutes = list(citations(plan))
    for unite in plan.responsables:
        siennes = [citation for citation in toutes if unite in citation.action.responsables]
        if siennes:
            yield Tableau(actions.colonnes(plan), siennes, None, nom=unite)


def _a_lire(bloc: Bloc) -> Bloc:
    if isinstance(bloc, Tableau):
        return bloc._replace(a_lire=True, nom=_VUES.get(bloc.nom, bloc.nom))
    return bloc


_VUES = {"Axes": "Équilibre", "Groupes": "Groupes rejoints"}
