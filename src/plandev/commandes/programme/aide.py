"""Les commandes de Typer et leur aide, en français là où il n'offre pas de les traduire.

Typer n'a de public que le nom des options et le texte de l'aide. Le reste passe ici par ce qu'une
sous-classe peut redéfinir, et par les titres que `typer.rich_utils` garde dans ses variables.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stdout
from importlib import import_module
from io import StringIO
from typing import Any, ClassVar, Protocol, TextIO, cast

from typer import Abort, Typer, TyperException
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from plandev.messages.constats import Constat, ErreurPlan
from plandev.messages.mots import reconnaitre, redire
from plandev.sorties.ecran import au_terminal
from plandev.sorties.flux import ecrire

_TITRES = {
    "ARGUMENTS_PANEL_TITLE": "Arguments",
    "OPTIONS_PANEL_TITLE": "Options",
    "COMMANDS_PANEL_TITLE": "Commandes",
    "REQUIRED_LONG_STRING": "[obligatoire]",
    "DEFAULT_STRING": "[par défaut : {}]",
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
        formatter.write_usage(ctx.command_path, morceaux, prefix="Utilisation : ")

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

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Lève ErreurPlan si une option qui n'a qu'une valeur est donnée deux fois."""
        try:
            if not ctx.resilient_parsing:
                self._une_fois(ctx, args)
            return super().parse_args(ctx, [*args])
        except TyperException as faute:
            faute.tapes = args  # type: ignore[attr-defined]
            # D'une option sans sa valeur, Typer ne dit pas dans quelle commande elle est.
            if getattr(faute, "ctx", None) is None:
                faute.ctx = ctx  # type: ignore[attr-defined]
            raise

    def _une_fois(self, ctx: Any, args: list[str]) -> None:
        *_, donnes = self.make_parser(ctx).parse_args(args=list(args))
        for parametre in self.params:
            option = parametre.param_type_name == "option"
            if option and not parametre.multiple and donnes.count(parametre) > 1:
                nom = max(parametre.opts, key=len)
                message = f"l'option {redire(nom)} est donnée deux fois\ngardez-en une seule"
                raise ErreurPlan(Constat("option-repetee", message))


REGLAGES = {"help_option_names": ["-h", "--help"]}
_AUTRES_NOMS = {"liste": "list"}


def commande(nom: str, aide: str, *exemples: str) -> tuple[Typer, Callable[[Any], Any]]:
    """Rend de quoi faire d'une fonction la commande de ce nom, avec cette aide et ces exemples.

    L'aide n'est pas la docstring de la fonction : PYTHONOPTIMIZE=2 les retire toutes.
    """
    app = Typer(add_completion=False)
    epilogue = "\n".join(["Exemples :", *(f"$ plandev {exemple}" for exemple in exemples)])
    declarer = app.command(nom, cls=Commande, help=aide, epilog=epilogue, context_settings=REGLAGES)
    return app, declarer


class ModuleDeCommande(Protocol):
    """Ce que le module d'une commande offre, comme `lister` : la première valeur de `commande`."""

    app: Typer


class _Paresseuses(Mapping[str, Any]):
    """Des commandes connues par leur nom, et chargées chacune à la première demande."""

    def __init__(self, modules: Mapping[str, str]) -> None:
        self._modules = modules

    def __getitem__(self, nom: str) -> Any:
        module = import_module(f"plandev.commandes.{self._modules[nom]}")
        return get_command(cast("ModuleDeCommande", module).app)

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)


class Commandes(_EnFrancais, TyperGroup):
    """Les commandes d'un programme qui ne parle que français, même de ce qu'il ne comprend pas.

    `modules` : le nom de chacune, et le module de ce dossier qui la contient.
    """

    modules: ClassVar[Mapping[str, str]] = {}

    def __init__(self, **reglages: Any) -> None:
        super().__init__(**{**reglages, "subcommand_metavar": "COMMANDE [ARGUMENTS]..."})
        self.commands = _Paresseuses(self.modules)  # type: ignore[assignment]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Rend la commande de ce nom, quels que soient sa casse et ses accents, ou None."""
        nom = _AUTRES_NOMS.get(cmd_name) or reconnaitre(cmd_name, self.modules)
        return super().get_command(ctx, nom) if nom else None

    def main(self, *args: Any, **reglages: Any) -> Any:
        """Lève SystemExit, avec le statut que rend la commande ou celui d'une faute d'usage."""
        try:
            statut = super().main(*args, **{**reglages, "standalone_mode": False})
        except TyperException as faute:
            from plandev.commandes.programme.echecs import annoncer
            from plandev.commandes.programme.fautes_typer import expliquer

            constat, aide = expliquer(faute)
            annoncer([constat], aide)
            statut = faute.exit_code
        except Abort:  # ce que Typer fait de Ctrl-C
            raise KeyboardInterrupt from None
        raise SystemExit(statut or 0)
