"""Le programme : ses commandes, dont seule celle qu'on demande est chargée, et comment il finit."""

from functools import partial
from typing import Any

import typer

from plandev.commandes import options
from plandev.commandes.options import propositions
from plandev.commandes.programme import echecs
from plandev.commandes.programme.aide import REGLAGES, Commandes
from plandev.messages.constats import ErreurPlan
from plandev.sorties.flux import EcritureImpossible, ecrire

# Chaque commande, et le module de ce dossier qui la contient, dans l'ordre où l'aide les montre.
COMMANDES = {
    "list": "lister",
    "montrer": "montrer",
    "par-responsable": "par_responsable",
    "compter": "compter",
    "equilibre": "equilibre",
    "valider": "valider",
    "bilan": "bilan",
    "comparer": "comparer",
    "annees": "annees",
    "nouveau": "nouveau",
    "page": "page",
    "classeur": "classeur",
    "importer": "importer",
    "exemple": "exemple",
    "completion": "completion",
    "schema": "schema",
}


class _Plandev(Commandes):
    """Les commandes de plandev, où une réponse impossible devient un statut."""

    modules = COMMANDES

    def main(self, *args: Any, **reglages: Any) -> Any:
        lancer = partial(super().main, *args, **reglages)
        try:
            return propositions.repondre(lancer) if propositions.demandees() else lancer()
        except ErreurPlan as erreur:
            statut = echecs.echouer(erreur.constats)
        except EcritureImpossible as cause:
            statut = echecs.renoncer(cause)
        raise SystemExit(statut)


app = typer.Typer(
    cls=_Plandev, add_completion=False, pretty_exceptions_enable=False, context_settings=REGLAGES
)


@app.callback(
    invoke_without_command=True,
    help="Lit un plan de déploiement : ses actions, qui en répond, et son équilibre entre les "
    "axes.",
)
def plandev(ctx: typer.Context, version: options.Version = False) -> None:
    if version:
        from importlib.metadata import version as version_installee

        ecrire([f"plandev {version_installee('plandev')}\n"])
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        ctx.get_help()
