"""Les commandes qu'une réponse propose de taper : elles répondent du même plan qu'elle."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType

from plandev.messages.mots import assainir
from plandev.plan.modele import Plan
from plandev.questions.dimensions import Valeur
from plandev.questions.filtres.criteres import Criteres, ce_qui_vide

TOUT_LISTER = "plandev list"
"""La commande qui liste toutes les actions du plan en usage."""

_PARTOUT: Mapping[str, Valeur] = MappingProxyType({})


def proteger(mot: str) -> str:
    """Rend le mot tel que l'interpréteur de commandes le lit d'un seul tenant.

    Ce qu'un terminal exécuterait y est nommé plutôt que redit.
    """
    if mot.isascii() and mot.isalnum():  # une unité, un numéro d'axe : rien à y protéger
        return mot
    from shlex import quote

    return quote(assainir(mot))


def commande_du_plan(nomme: str | None) -> str:
    """Rend l'option qui nomme ce plan, précédée d'une espace; rien s'il n'a pas été nommé."""
    return f" --plan {proteger(nomme)}" if nomme else ""


def commande_des_unites(unites: Iterable[str], criteres: Criteres, nomme: str | None) -> str:
    """Rend la commande qui liste, des actions choisies, celles de ces unités."""
    voulues = [*map(proteger, unites), *options(criteres, ["responsable"])]
    return " ".join(["plandev par-responsable", *voulues]) + commande_du_plan(nomme)


def commande_de_liste(
    criteres: Criteres, nomme: str | None, case: Mapping[str, Valeur] = _PARTOUT
) -> str:
    """Rend la commande qui liste les actions choisies, ou celles d'une case de leur comptage.

    `case` : la valeur de chaque dimension; elle remplace ce que les critères en disaient.
    """
    voulues = [*options(criteres, case), *(_option(*valeur) for valeur in case.items())]
    return " ".join([TOUT_LISTER, *voulues]) + commande_du_plan(nomme)


def dire_le_vide(plan: Plan, *criteres: Criteres) -> str:
    """Rend ce qui se dit de n'avoir aucune action, et ce qui, des critères, n'en laisse pas."""
    if not plan.nombre_actions:
        return "Ce plan n'a pas encore d'action"
    vides = [" ".join(options([groupe])) for groupe in ce_qui_vide(plan, [*chain(*criteres)])]
    ensemble = " à la fois" if len(vides) > 1 else ""
    return f"Aucune action ne répond{ensemble} à {' et à '.join(vides) or 'cette demande'}"


def options(criteres: Criteres, remplacees: Collection[str] = ()) -> Iterator[str]:
    """Rend les options qui demandent ces critères, sauf celles qui disent ces dimensions."""
    for critere in chain(*criteres):
        if critere.option == "sauf" or critere.dimension not in remplacees:
            yield f"--{critere.option} {proteger(critere.tape)}"


_PAR_NOM = ("axe", "responsable", "groupe", "etat")


def _option(dimension: str, valeur: Valeur) -> str:
    if valeur is None:
        return f"--sans {dimension}"
    if dimension in _PAR_NOM:
        return f"--{dimension} {proteger(str(valeur))}"
    return f"--champ {proteger(f'{dimension}=={valeur}')}"
