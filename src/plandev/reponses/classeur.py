"""Le plan entier, en tableaux : ce que dit le fichier, puis ce qui s'en calcule."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter, itemgetter
from typing import Any

from plandev.messages.constats import Constat, ErreurPlan
from plandev.messages.nombres import entier
from plandev.plan import tableur
from plandev.plan.action import TYPES_DES_LISTES
from plandev.plan.champ import Champ
from plandev.plan.etats import ETATS
from plandev.plan.modele import Plan
from plandev.plan.tableur import FeuilleDuPlan, en_puces
from plandev.plan.tete import regle_declaree, tete
from plandev.questions import bilan as questions
from plandev.questions.citations import citations
from plandev.questions.equilibre import mesurer_au_besoin
from plandev.questions.retards import retards
from plandev.reponses import actions
from plandev.reponses.bilan import bilan
from plandev.reponses.equilibre import Demande, equilibre
from plandev.reponses.noms import dire_la_provenance, nommer_le_plan
from plandev.reponses.reponse import Bloc, Colonne, Nature, Phrases, Reponse, Tableau

# Ce qui se choisit d'une liste : la clé de la colonne, et la feuille qui en a les valeurs.
_CHOIX = {
    "responsables": tableur.DECLAREES["responsables"].nom,
    "groupes": tableur.DECLAREES["groupes"].nom,
    "etat": tableur.DECLAREES["etats"].nom,
}

_LIGNES_MAX = 50_000  # des feuilles de toutes les unités : ce qui borne ce qu'elles peuvent coûter


def classeur(plan: Plan, *, par_unite: bool = False) -> Reponse:
    """Rend la réponse qui dit tout d'un plan, un tableau par sorte de chose.

    Un plan sans action n'a pas de ceux qui s'en calculent. `par_unite` : il y a aussi celui des
    actions de chaque unité. Lève ErreurPlan si cela ferait trop de lignes.
    """
    blocs = [
        Phrases((nommer_le_plan(plan),), titre=True),
        *dire_la_provenance(plan),
        *_tableaux(plan),
        *map(_nommer_la_vue, _calcules(plan)),
        *(_par_unite(plan) if par_unite else ()),
    ]
    return Reponse(blocs, list)


def _tableaux(plan: Plan) -> Iterator[Tableau]:
    def feuille(
        sienne: FeuilleDuPlan, lignes: Iterable[Any], *lire: Callable[[Any], Any]
    ) -> Tableau:
        titres = zip(sienne.titres.items(), lire, strict=True)
        colonnes = [Colonne(cle, titre, sien) for (cle, titre), sien in titres]
        return Tableau(colonnes, list(lignes), None, nom=sienne.nom)

    yield feuille(tableur.PLAN, _dits(plan), *_PAIRE)
    yield feuille(tableur.AXES, plan.axes, *map(attrgetter, tableur.AXES.titres))
    for cle, sienne in tableur.DECLAREES.items():
        declares = [(nom, *_declare(dit)) for nom, dit in getattr(plan, cle).items()]
        declares += [(etat, None) for etat in ETATS if cle == "etats"]
        yield feuille(sienne, declares, *map(itemgetter, range(len(sienne.titres))))
    siennes = [*map(_a_relire, _titrees(actions.toutes_les_colonnes(plan), plan))]
    yield Tableau(siennes, list(citations(plan)), None, nom=tableur.ACTIONS.nom)


def _titrees(colonnes: Sequence[Colonne], plan: Plan) -> list[Colonne]:
    """Rend ces colonnes d'une action, chaque champ sous le titre que `importer` y cherche."""
    titres = tableur.titres_des_champs(plan.champs)
    return [c._replace(titre=titres.get(c.cle.removeprefix("champs."), c.titre)) for c in colonnes]


_PAIRE = (itemgetter(0), itemgetter(1))


def _declare(dit: str | Champ | None) -> tuple[str | None, ...]:
    """Rend ce que le plan dit de ce qu'il déclare, une cellule chacun."""
    if isinstance(dit, Champ):
        return dit.intitule, dit.nature, "oui" if dit.public else "non"
    return (dit,)


def _dits(plan: Plan) -> Iterator[tuple[str, str]]:
    """Rend ce que le plan dit de lui-même, sous les clés de son fichier."""
    yield from tete(plan).items()
    yield from ((f"equilibre.{cle}", dit) for cle, dit in regle_declaree(plan).items())


def _a_relire(colonne: Colonne) -> Colonne:
    """Rend la colonne d'une action, telle que `importer` la relit sans en rien perdre."""
    en_liste = colonne.cle in TYPES_DES_LISTES and colonne.nature is not Nature.LISTE
    if colonne.cellule or not (colonne.facultative or en_liste):
        return colonne._replace(choix=_CHOIX.get(colonne.cle, ""))

    def lire(ligne: Any) -> str | None:
        valeur: Any = colonne.lire(ligne)
        return None if valeur is None else en_puces(valeur)

    return colonne._replace(lire=lire)


def _calcules(plan: Plan) -> Iterator[Bloc]:
    if mesure := mesurer_au_besoin(plan):
        yield from _sans_tete(plan, equilibre(mesure, Demande()))
    if plan.a_des_etats:
        yield from _sans_tete(plan, bilan(questions.bilan(plan), None, retards(plan)))


def _sans_tete(plan: Plan, reponse: Reponse) -> Iterator[Bloc]:
    """Rend une réponse sans ce que le classeur dit déjà : le titre du plan, et d'où il vient."""
    deja = dire_la_provenance(plan)
    yield from (bloc for bloc in reponse.blocs[1:] if bloc not in deja)


def _par_unite(plan: Plan) -> Iterator[Tableau]:
    toutes = list(citations(plan))
    if (combien := sum(len(c.action.responsables) for c in toutes)) > _LIGNES_MAX:
        trop = (
            f"--par-unite ferait {entier(combien)} lignes; il y en a au plus {entier(_LIGNES_MAX)}"
        )
        suite = "retirez-le, et choisissez une unité par le filtre de la feuille Actions"
        raise ErreurPlan(Constat("demande-inconnue", f"{trop}\n{suite}"))
    for unite in plan.responsables:
        siennes = [citation for citation in toutes if unite in citation.action.responsables]
        if siennes:
            yield Tableau(_titrees(actions.colonnes(plan), plan), siennes, None, nom=unite)


def _nommer_la_vue(bloc: Bloc) -> Bloc:
    if isinstance(bloc, Tableau):
        return bloc._replace(nom=_VUES.get(bloc.nom, bloc.nom))
    return bloc


_VUES = {
    tableur.AXES.nom: tableur.EQUILIBRE,
    tableur.DECLAREES["groupes"].nom: tableur.GROUPES_REJOINTS,
}
