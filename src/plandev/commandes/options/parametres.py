"""Plusieurs options d'une commande, réunies en un seul de ses paramètres."""

from collections.abc import Callable, Mapping
from inspect import Parameter, Signature, signature
from typing import Any

Commande = Callable[..., Any]
Options = Mapping[str, tuple[Any, Any]]
"""Chaque option, sous le nom du paramètre où Typer la met : son type, et sa valeur par défaut."""


def reunir(nom: str, options: Options, faire: Callable[..., Any]) -> Callable[[Commande], Commande]:
    """Rend un décorateur : la commande prend ces options, et reçoit `faire(**options)` sous ce nom.

    Dans son aide, elles sont là où elle a ce paramètre.
    """
    siennes = [
        Parameter(option, Parameter.KEYWORD_ONLY, default=defaut, annotation=type_)
        for option, (type_, defaut) in options.items()
    ]

    def decorer(commande: Commande) -> Commande:
        def elargie(**valeurs: Any) -> Any:
            reunies = {option: valeurs.pop(option) for option in options}
            return commande(**valeurs, **{nom: faire(**reunies)})

        parametres: list[Parameter] = []
        for parametre in signature(commande).parameters.values():
            parametres += siennes if parametre.name == nom else [parametre]
        # Typer lit l'une et l'autre.
        elargie.__signature__ = Signature(  # type: ignore[attr-defined]
            [parametre.replace(kind=Parameter.KEYWORD_ONLY) for parametre in parametres]
        )
        elargie.__annotations__ = {p.name: p.annotation for p in parametres}
        return elargie

    return decorer
