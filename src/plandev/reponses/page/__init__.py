"""La page publique d'un plan : ce qu'elle dit, partie par partie, dans les mots des réponses."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from plandev.messages.nombres import jour, pluriel
from plandev.plan.modele import Plan
from plandev.questions.citations import citations, plan_public
from plandev.questions.equilibre import Equilibre, mesurer_au_besoin
from plandev.reponses.commandes_proposees import TOUT_LISTER
from plandev.reponses.equilibre.phrases import (
    conseils,
    hors_compte,
    lexique,
    regle,
    repartition,
    solidite,
    verdict,
)
from plandev.reponses.equilibre.tableaux import (
    Barre,
    barres,
    tableau_d_axes,
    tableau_de_groupes,
    tableau_public,
)
from plandev.reponses.liste import liste
from plandev.reponses.noms import annoncer_la_provenance, nommer, nommer_le_plan
from plandev.reponses.page.actions_publiees import AxePublie, contexte_de, publier
from plandev.reponses.reponse import Bloc, Phrases, Reponse, Support, Tableau


class Montre(NamedTuple):
    """Un bloc de la page; d'un tableau, sa légende, et les barres de ses lignes s'il en a."""

    bloc: Bloc
    legende: str = ""
    barres: Sequence[Barre] = ()


class Partie(NamedTuple):
    """Une partie de la page : son ancre, son titre, ses blocs."""

    ancre: str
    titre: str
    blocs: Sequence[Montre]


class Choix(NamedTuple):
    """Ce qu'un lecteur peut choisir : les valeurs d'une dimension, et leur nom."""

    cle: str
    titre: str
    tous: str
    valeurs: Sequence[tuple[str, str]]


class Page(NamedTuple):
    """Ce que dit la page, dans son ordre; une partie dont le plan ne dit rien n'y est pas.

    `unites` : celles dont le nom complet est connu, après leur ancre. `liste` : la réponse de
    `plandev list`.
    """

    titre: str
    annees: str
    resume: str
    provenance: Sequence[tuple[str, str]]
    avant: Sequence[Partie]
    choix: Sequence[Choix]
    compte: str
    axes: Sequence[AxePublie]
    apres: Sequence[Partie]
    unites: Sequence[tuple[str, str, str]]
    liste: Reponse

    @property
    def sommaire(self) -> list[tuple[str, str]]:
        """Les parties de la page : leur ancre et leur titre."""
        parties = [(partie.ancre, partie.titre) for partie in self.avant]
        parties += [("les_actions", "Les actions")]
        parties += [(partie.ancre, partie.titre) for partie in self.apres]
        parties += [("les_unites", "Les unités responsables")] if self.unites else []
        return [*parties, ("les_donnees", "Les données")]


def page(plan: Plan) -> Page:
    """Rend la page d'un plan; sans action, elle n'a pas de verdict.

    Lève ErreurPlan si un poids manque au prorata.
    """
    plan = plan_public(plan)
    mesure = mesurer_au_besoin(plan)
    contexte = contexte_de(plan)
    return Page(
        titre=nommer_le_plan(plan),
        annees=plan.annees,
        resume=_resumer(plan),
        provenance=annoncer_la_provenance(plan),
        avant=[_verdict(mesure), *_bilan(plan)],
        choix=[choix for choix in _choix(plan) if choix.valeurs],
        compte=pluriel(plan.nombre_actions, "action"),
        axes=[publier(axe, contexte) for axe in plan.axes],
        apres=_calcul(mesure),
        unites=[
            (ancre, unite, plan.responsables[unite] or "")
            for unite, ancre in contexte.ancres.items()
        ],
        liste=liste(list(citations(plan)), plan, TOUT_LISTER),
    )


def _resumer(plan: Plan) -> str:
    axes = "un seul axe" if len(plan.axes) == 1 else pluriel(len(plan.axes), "axe")
    dit = f"{pluriel(plan.nombre_actions, 'action')} sur {axes}"
    return f"{dit}; états au {jour(plan.etat_au)}" if plan.etat_au and plan.a_des_etats else dit


def _verdict(mesure: Equilibre | None) -> Partie:
    blocs = [Montre(_SANS_VERDICT)]
    if mesure and mesure.axes:
        blocs = [Montre(verdict(mesure)), _pourquoi(mesure), *map(Montre, hors_compte(mesure))]
        blocs += [Montre(regle(mesure.axes))]
        blocs += [
            Montre(tableau_public(mesure.axes), "Les actions de chaque axe", barres(mesure.axes)),
            Montre(_LECTURE),
        ]
    if mesure and mesure.groupes:
        blocs += [
            Montre(
                tableau_de_groupes(mesure.groupes), "Les groupes, et les actions qui les nomment"
            )
        ]
    return Partie("le_verdict", "Le plan est-il équilibré?", blocs)


_SANS_VERDICT = Phrases(("Ce plan n'a aucune action à compter : aucun verdict n'en est rendu.",))
_LECTURE = Phrases(
    (
        "La barre est la part que l'axe a des actions; le trait marque sa part équitable. Admis : "
        "les nombres d'actions que la règle admet.",
    )
)


def _pourquoi(mesure: Equilibre) -> Montre:
    """Rend ce qui fait le verdict : ce qui est à corriger, ou que rien ne l'est."""
    if puces := [conseil.phrase for conseil in conseils(mesure)]:
        return Montre(Phrases(("À corriger :",), puces=puces))
    groupes = "; chaque groupe est nommé par au moins une action" if mesure.groupes else ""
    return Montre(Phrases((f"Chaque axe a un nombre d'actions que la règle admet{groupes}.",)))


def _bilan(plan: Plan) -> list[Partie]:
    if not plan.a_des_etats:
        return []
    from plandev.questions import bilan as questions  # un plan sans états n'en a pas l'usage
    from plandev.questions.retards import retards
    from plandev.reponses.bilan import bilan

    dits = bilan(questions.bilan(plan), None, retards(plan)).blocs
    legende = "L'état des actions de chaque axe"
    blocs = [Montre(bloc, legende) for bloc in dits if _est_de_la_page(bloc)]
    return [Partie("le_bilan", "Où en sont les actions?", blocs)]


def _est_de_la_page(bloc: Bloc) -> bool:
    if isinstance(bloc, Tableau):
        return True
    return not (bloc.titre or bloc.commande or bloc.support is not Support.PARTOUT)


def _calcul(mesure: Equilibre | None) -> list[Partie]:
    if not mesure or not (axes := mesure.axes):
        return []
    # Le titre des axes et leur verdict sont déjà dans le premier tableau de la page.
    chiffres = tableau_d_axes(axes)
    colonnes = [c for c in chiffres.document if c.cle not in {"titre", "verdict"}]
    phrases = [
        lexique(axes),
        *([solidite(axes)] if axes.regle.reference == "prorata" else []),
        repartition(mesure, axes),
    ]
    tableau = Montre(chiffres._replace(document=colonnes), "Les chiffres de chaque axe")
    blocs = [tableau, *map(Montre, phrases)]
    return [Partie("le_calcul", "Comment l'équilibre se calcule", blocs)]


def _choix(plan: Plan) -> Iterator[Choix]:
    axes = [(str(axe.numero), f"{axe.numero}. {axe.titre}") for axe in plan.axes]
    unites = [(unite, nommer(unite, nom)) for unite, nom in plan.responsables.items()]
    actions = [citation.action for citation in citations(plan)]
    etats = dict.fromkeys([*(a.etat_dit for a in actions), *(a.etat for a in actions)])
    yield Choix("axe", "Axe", "Tous les axes", axes)
    yield Choix("responsable", "Unité", "Toutes les unités", unites)
    yield Choix("groupe", "Groupe", "Tous les groupes", list(plan.groupes.items()))
    yield Choix("etat", "État", "Tous les états", [(etat, etat) for etat in etats if etat])
