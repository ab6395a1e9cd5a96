"""Le français de Typer : son aide et ses erreurs d'usage, là où il n'offre pas de les traduire.

Typer n'a de public que le nom des options et le texte de l'aide. Le reste passe ici par ce qu'une
sous-classe peut redéfinir, et par les titres que `typer.rich_utils` garde dans ses variables.
"""

import re
from collections.abc import Callable
from typing import Any

from typer import TyperException
from typer.core import TyperCommand, TyperGroup

from plandev.mots import citer, conseil
from plandev.sortie import noter

_TITRES = {
    "ARGUMENTS_PANEL_TITLE": "Arguments",
    "OPTIONS_PANEL_TITLE": "Options",
    "COMMANDS_PANEL_TITLE": "Commandes",
    "REQUIRED_LONG_STRING": "[obligatoire]",
    "DEFAULT_STRING": "[par défaut : {}]",
}


class _EnFrancais:
    """Ce qui, de l'aide d'une commande, se dit autrement que Typer ne l'écrit."""

    def format_usage(self: Any, ctx: Any, formatter: Any) -> None:
        morceaux = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, morceaux, prefix="Utilisation : ")

    def get_help_option(self: Any, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help, option.metavar = "Affiche cette aide.", ""
        return option

    def format_help(self: Any, ctx: Any, formatter: Any) -> None:
        from typer import rich_utils

        for nom, titre in _TITRES.items():
            setattr(rich_utils, nom, titre)
        super().format_help(ctx, formatter)  # type: ignore[misc]


class Commande(_EnFrancais, TyperCommand):
    """Une commande dont l'aide est en français."""

    def __init__(self, *args: Any, **reglages: Any) -> None:
        super().__init__(*args, **{**reglages, "options_metavar": "[OPTIONS]"})


class Commandes(_EnFrancais, TyperGroup):
    """Les commandes d'un programme qui ne parle que français, même de ce qu'il ne comprend pas."""

    def __init__(self, **reglages: Any) -> None:
        super().__init__(**{**reglages, "subcommand_metavar": "COMMANDE [ARGUMENTS]..."})

    def main(self, *args: Any, **reglages: Any) -> Any:
        """Exécute la ligne de commande et finit par son statut (lève SystemExit)."""
        try:
            statut = super().main(*args, **{**reglages, "standalone_mode": False})
        except TyperException as faute:
            noter(expliquer(faute))
            raise SystemExit(faute.exit_code) from None
        raise SystemExit(statut or 0)


def expliquer(faute: TyperException) -> str:
    """Rend en français ce qu'une ligne de commande a d'incorrect, et comment obtenir l'aide."""
    rediger = _PAR_GENRE.get(type(faute).__name__, _usage)
    ctx = getattr(faute, "ctx", None)
    commande = ctx.command_path if ctx else "plandev"
    return f"plandev: erreur: {rediger(faute)}\nPour l'aide : {commande} --help\n"


def _option_inconnue(faute: Any) -> str:
    connues = [nom for parametre in faute.ctx.command.params for nom in parametre.opts]
    return f"option {citer(faute.option_name)} inconnue; {conseil(faute.option_name, connues)}"


def _option_mal_employee(faute: Any) -> str:
    if "does not take" in faute.message:
        return f"l'option {faute.option_name} s'emploie sans valeur"
    return f"l'option {faute.option_name} attend une valeur; écrivez-la à sa suite"


def _valeur_absente(faute: Any) -> str:
    nom = faute.param.metavar or faute.param.name
    return f"il manque {nom}; écrivez-le à la suite de la commande"


def _commande_inconnue(faute: Any) -> str:
    tape = re.findall(r"No such command '(.*?)'(?:\.|$)", faute.message)
    nom = tape[0] if tape else ""
    return f"commande {citer(nom)} inconnue; {conseil(nom, faute.ctx.command.commands)}"


def _usage(faute: Any) -> str:
    message = str(faute.message)
    if "No such command" in message:
        return _commande_inconnue(faute)
    if en_trop := re.search(r"unexpected extra argument\(s\) \((.*)\)", message, re.DOTALL):
        return f"{citer(en_trop[1])} est de trop; retirez-le, ou nommez l'option qui l'attend"
    return "cette ligne de commande n'est pas comprise"


_PAR_GENRE: dict[str, Callable[[Any], str]] = {
    "NoSuchOption": _option_inconnue,
    "BadOptionUsage": _option_mal_employee,
    "MissingParameter": _valeur_absente,
}
