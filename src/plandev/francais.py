"""Le français de Typer : son aide et ses erreurs d'usage, là où il n'offre pas de les traduire.

Typer n'a de public que le nom des options et le texte de l'aide. Le reste passe ici par ce qu'une
sous-classe peut redéfinir, et par les titres que `typer.rich_utils` garde dans ses variables.
"""

import re
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from typing import Any, TextIO

from typer import Abort, TyperException
from typer.core import TyperCommand, TyperGroup

from plandev.ecran import au_terminal, phrase
from plandev.mots import citer, conseil
from plandev.sortie import ecrire, noter

_TITRES = {
    "ARGUMENTS_PANEL_TITLE": "Arguments",
    "OPTIONS_PANEL_TITLE": "Options",
    "COMMANDS_PANEL_TITLE": "Commandes",
    "REQUIRED_LONG_STRING": "[obligatoire]",
    "DEFAULT_STRING": "[par défaut : {}]",
}


class _Tampon(StringIO):
    """Ce que Rich prend pour la sortie, le temps que l'aide passe par la seule écriture."""

    def __init__(self, flux: TextIO | None) -> None:
        super().__init__()
        self._flux = flux

    def isatty(self) -> bool:
        return au_terminal(self._flux)

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._flux.encoding if self._flux else "utf-8"


def _afficher_l_aide(ctx: Any, _: Any, demandee: bool) -> None:
    if demandee and not ctx.resilient_parsing:
        ctx.get_help()
        ctx.exit()


class _EnFrancais:
    """Ce qui, de l'aide d'une commande, se dit autrement que Typer ne l'écrit."""

    def format_usage(self: Any, ctx: Any, formatter: Any) -> None:
        morceaux = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, morceaux, prefix="Utilisation : ")

    def get_help_option(self: Any, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help, option.metavar = "Affiche cette aide.", ""
            option.callback = _afficher_l_aide
        return option

    def format_help(self: Any, ctx: Any, formatter: Any) -> None:
        from typer import rich_utils

        for nom, titre in _TITRES.items():
            setattr(rich_utils, nom, titre)
        tampon = _Tampon(sys.stdout)
        with redirect_stdout(tampon):
            super().format_help(ctx, formatter)  # type: ignore[misc]
        ecrire([tampon.getvalue()])


class Commande(_EnFrancais, TyperCommand):
    """Une commande dont l'aide est en français."""

    def __init__(self, *args: Any, **reglages: Any) -> None:
        super().__init__(*args, **reglages)
        for parametre in self.params:
            if parametre.param_type_name == "argument":  # son type, « <str> », n'apprend rien
                parametre.display_type_rich = lambda **_: ""  # type: ignore[attr-defined]


class Commandes(_EnFrancais, TyperGroup):
    """Les commandes d'un programme qui ne parle que français, même de ce qu'il ne comprend pas."""

    def __init__(self, **reglages: Any) -> None:
        super().__init__(**{**reglages, "subcommand_metavar": "COMMANDE [ARGUMENTS]..."})

    def main(self, *args: Any, **reglages: Any) -> Any:
        """Lève SystemExit, avec le statut que rend la commande ou celui d'une faute d'usage."""
        try:
            statut = super().main(*args, **{**reglages, "standalone_mode": False})
        except TyperException as faute:
            noter(expliquer(faute))
            statut = faute.exit_code
        except Abort:  # ce que Typer fait de Ctrl-C
            raise KeyboardInterrupt from None
        raise SystemExit(statut or 0)


def expliquer(faute: TyperException) -> str:
    """Rend en français ce qu'une ligne de commande a d'incorrect, et comment obtenir l'aide."""
    rediger = _PAR_GENRE.get(type(faute).__name__, _usage)
    ctx = getattr(faute, "ctx", None)
    commande = ctx.command_path if ctx else "plandev"
    dite = phrase(sys.stderr, "plandev: ", ("erreur", "bold red"), f": {rediger(faute)}")
    return f"{dite}Pour l'aide : {commande} --help\n"


def _option_inconnue(faute: Any) -> str:
    connues = [nom for parametre in faute.ctx.command.params for nom in parametre.opts]
    aide = conseil(faute.option_name, [*connues, "--help"])
    return f"option {citer(faute.option_name)} inconnue; {aide}"


def _option_mal_employee(faute: Any) -> str:
    option = citer(faute.option_name)
    if PHRASES_DE_TYPER["sans valeur"] in faute.message:
        return f"l'option {option} s'emploie sans valeur"
    return f"l'option {option} attend une valeur; écrivez-la à sa suite"


def _valeur_absente(faute: Any) -> str:
    nom = faute.param.metavar or faute.param.name
    return f"il manque {nom}; écrivez-le à la suite de la commande"


def _usage(faute: Any) -> str:
    if inconnue := re.search(PHRASES_DE_TYPER["commande"], faute.message, re.DOTALL):
        aide = conseil(inconnue[1], faute.ctx.command.commands)
        return f"commande {citer(inconnue[1])} inconnue; {aide}"
    if en_trop := re.search(PHRASES_DE_TYPER["en trop"], faute.message, re.DOTALL):
        return f"{citer(en_trop[1])} est de trop; retirez-le, ou nommez l'option qui l'attend"
    return "cette ligne de commande n'est pas comprise"


# Les phrases de Typer auxquelles une faute se reconnaît, quand sa classe n'y suffit pas.
PHRASES_DE_TYPER = {
    "sans valeur": "does not take a value",
    "commande": r"No such command ['\"](.*?)['\"](?:\.|$)",
    "en trop": r"unexpected extra argument\(s\) \((.*)\)",
}
_PAR_GENRE: dict[str, Callable[[Any], str]] = {
    "NoSuchOption": _option_inconnue,
    "BadOptionUsage": _option_mal_employee,
    "MissingParameter": _valeur_absente,
}
