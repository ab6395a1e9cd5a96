"""Les actions d'une page publique : ce qui s'en lit, et ce par quoi elles se choisissent."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, groupby, repeat
from typing import NamedTuple

from plandev.messages.nombres import pluriel
from plandev.plan.modele import Axe, Plan
from plandev.plan.valeurs import Numero
from plandev.questions.citations import Citation
from plandev.questions.filtres.recherche import texte_cherche
from plandev.questions.retards import retards
from plandev.reponses import actions
from plandev.reponses.liste import niveau_de
from plandev.reponses.reponse import LIANT, Colonne
from plandev.reponses.retards import dire_et_dater


class Dit(NamedTuple):
    """Un texte, ce qui le sépare du précédent, et l'ancre de ce qui l'explique, s'il y en a une."""

    liant: str
    texte: str
    ancre: str = ""


class ActionPubliee(NamedTuple):
    """Une action : son ancre, ce qui s'en lit, et ce par quoi elle se choisit.

    `responsables` et `groupes` : unis par un point-virgule, qu'aucun ne contient. `etat` : le mot
    du plan et, à la ligne, l'état dont il tient lieu. `texte` : ce où des mots se cherchent, plié
    et coupé.
    """

    ancre: str
    id: str
    libelle: str
    responsables: str
    groupes: str
    etat: str
    texte: str
    faits: Sequence[tuple[str, Sequence[Dit]]]


class NiveauPublie(NamedTuple):
    """Les actions d'un niveau, en listes d'une centaine, dont chacune ne se lit qu'une fois.

    Sans `titre`, l'axe n'a pas de niveaux. `classe` : « longue » s'il y a plusieurs listes, dont un
    navigateur ne dispose que la visible.
    """

    titre: str
    classe: str
    listes: Sequence[Iterator[ActionPubliee]]


class AxePublie(NamedTuple):
    """Un axe et ses actions, niveau par niveau."""

    numero: Numero
    titre: str
    compte: str
    niveaux: Sequence[NiveauPublie]


class Contexte(NamedTuple):
    """Ce qui sert à publier chaque action : son plan, les ancres, les colonnes propres.

    `ancres` : celle de chaque unité dont le nom complet est connu.
    """

    plan: Plan
    ancres: Mapping[str, str]
    propres: Sequence[Colonne]
    niveau: Callable[[Citation], str] | None


def contexte_de(plan: Plan) -> Contexte:
    """Rend ce qui sert à publier les actions de ce plan."""
    connues = (unite for unite, nom in plan.responsables.items() if nom)
    ancres = {unite: f"unite_{rang}" for rang, unite in enumerate(connues, 1)}
    niveau = f"champs.{plan.champ_de_nature('niveau')}"
    propres = [colonne for colonne in actions.propres(plan) if colonne.cle != niveau]
    if en_retard := retards(plan):
        propres.append(actions.retard(partial(dire_et_dater, en_retard)))
    return Contexte(plan, ancres, propres, niveau_de(plan))


def publier(axe: Axe, contexte: Contexte) -> AxePublie:
    """Rend un axe et ses actions, tels que la page les dit."""
    compte = pluriel(len(axe.actions), "action") if axe.actions else "aucune action"
    return AxePublie(axe.numero, axe.titre, compte, list(_niveaux(axe, contexte)))


def _niveaux(axe: Axe, contexte: Contexte) -> Iterator[NiveauPublie]:
    """Rend les actions de l'axe, réunies chaque fois que le niveau reste le même."""
    seule = contexte.plan.numerotation == "plan"
    citees = (Citation(axe, action, seule) for action in axe.actions)
    for niveau, memes in groupby(citees, key=contexte.niveau or (lambda _: "")):
        siennes = list(memes)
        listes = [
            map(partial(_publier, contexte), siennes[debut : debut + _ACTIONS_PAR_LISTE])
            for debut in range(0, len(siennes), _ACTIONS_PAR_LISTE)
        ]
        yield NiveauPublie(niveau, "longue" if len(listes) > 1 else "", listes)


_ACTIONS_PAR_LISTE = 100


def _publier(contexte: Contexte, citation: Citation) -> ActionPubliee:
    action = citation.action
    return ActionPubliee(
        ancre=_ancre(citation.id),
        id=citation.id,
        libelle=action.libelle,
        responsables=";".join(action.responsables),
        groupes=";".join(action.groupes),
        etat="\n".join(dict.fromkeys(filter(None, (action.etat_dit, action.etat)))),
        texte=texte_cherche(citation, contexte.plan),
        faits=list(_faits(citation, contexte)),
    )


def _faits(citation: Citation, contexte: Contexte) -> Iterator[tuple[str, list[Dit]]]:
    unites, groupes = citation.action.responsables, citation.action.groupes
    if unites:
        liants = chain([""], repeat(LIANT))
        connues = (contexte.ancres.get(unite, "") for unite in unites)
        yield "Unités", list(map(Dit, liants, unites, connues))
    if groupes:
        yield "Groupes", [Dit("", LIANT.join(contexte.plan.groupes[cle] for cle in groupes))]
    for colonne in contexte.propres:
        if dit := colonne.textes([citation])[0]:
            yield colonne.titre, [Dit("", dit)]


def _ancre(id_: str) -> str:
    # Une ancre n'a pas d'espace. Celles de la page commencent par une lettre, sans jamais de tilde.
    return id_.replace(" ", "_" if id_[0].isdigit() else "~")
