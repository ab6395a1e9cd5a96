"""Ce que l'interpréteur de commandes propose : les valeurs du plan en usage, et son script.

Le protocole est celui de Typer : l'interpréteur relance plandev avec la variable
`_PLANDEV_COMPLETE` et la ligne tapée jusque-là.
"""

import os
import sys
from collections.abc import Callable, Iterable
from io import TextIOWrapper
from textwrap import shorten

import typer

from plandev.commandes.plan_en_usage import emplacement
from plandev.constats import Constat, ErreurPlan
from plandev.ecran import assainir_balisage
from plandev.formats import FORMATS, FORMATS_DE_CONSTATS
from plandev.lecture import lire_et_situer
from plandev.modele import Plan
from plandev.mots import citer, conseil, reconnaitre
from plandev.requetes import citations
from plandev.sortie import SANS_ACCENTS

INTERPRETEURS = ("bash", "zsh", "fish")
_VARIABLE = "_PLANDEV_COMPLETE"
_LARGEUR = 60  # de ce que désigne une valeur : à côté d'elle, il tient sur une ligne

Proposition = tuple[str, str]
"""Une valeur, et ce qu'elle désigne."""


def preparer() -> None:
    """Met en place le protocole, quand c'est l'interpréteur qui appelle."""
    if _VARIABLE in os.environ:
        from typer import completion

        completion.completion_init()  # type: ignore[attr-defined]
        if isinstance(sys.stdout, TextIOWrapper):  # Typer y écrit lui-même ses propositions
            sys.stdout.reconfigure(errors=SANS_ACCENTS)


def script(interpreteur: str) -> str:
    """Rend le script qui branche plandev sur cet interpréteur.

    Lève ErreurPlan si ce n'en est pas un que plandev connaît.
    """
    from typer import completion

    connu = reconnaitre(interpreteur, INTERPRETEURS)
    if connu is None:
        aide = conseil(interpreteur, INTERPRETEURS)
        raise ErreurPlan(
            Constat("demande-inconnue", f"interpréteur {citer(interpreteur)} inconnu; {aide}")
        )
    ecrit: str = completion.get_completion_script(  # type: ignore[attr-defined]
        prog_name="plandev", complete_var=_VARIABLE, shell=connu
    )
    return f"{ecrit}\n"


def axes(ctx: typer.Context, incomplete: str) -> list[Proposition]:
    """Propose les numéros d'axe, avec leur titre."""
    return _proposer(ctx, incomplete, lambda plan: ((str(a.numero), a.titre) for a in plan.axes))


def unites(ctx: typer.Context, incomplete: str) -> list[Proposition]:
    """Propose les sigles des unités, avec leur nom."""
    return _proposer(
        ctx,
        incomplete,
        lambda plan: ((sigle, nom or "") for sigle, nom in plan.responsables.items()),
    )


def groupes(ctx: typer.Context, incomplete: str) -> list[Proposition]:
    """Propose les clés des groupes, avec leur nom."""
    return _proposer(ctx, incomplete, lambda plan: plan.groupes.items())


def actions(ctx: typer.Context, incomplete: str) -> list[Proposition]:
    """Propose ce par quoi on cite chaque action, avec son libellé."""
    return _proposer(
        ctx,
        incomplete,
        lambda plan: ((citation.id, citation.action.libelle) for citation in citations(plan)),
    )


def mots(*connus: str) -> Callable[[str], list[str]]:
    """Rend une fonction qui propose ces mots, les mêmes quel que soit le plan."""

    def proposer(incomplete: str) -> list[str]:
        return [mot for mot in connus if mot.startswith(incomplete)]

    return proposer


formats = mots(*FORMATS)
formats_de_constats = mots(*FORMATS_DE_CONSTATS)


def _proposer(
    ctx: typer.Context, incomplete: str, lister: Callable[[Plan], Iterable[Proposition]]
) -> list[Proposition]:
    try:
        plan = lire_et_situer(emplacement(ctx.params.get("plan")).fichier)[0]
    except ErreurPlan:  # au milieu d'une ligne qu'on tape, ce n'est pas le lieu d'en parler
        return []
    return [
        (valeur, _assainir(sens)) for valeur, sens in lister(plan) if valeur.startswith(incomplete)
    ]


def _assainir(sens: str) -> str:
    # zsh évalue ce qu'il montre : une barre inverse du plan y annulerait celle que Typer met devant
    # « $ », et ce qui suit s'exécuterait.
    return assainir_balisage(shorten(sens.replace("\\", "/"), _LARGEUR, placeholder="…"))
