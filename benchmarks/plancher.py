"""Le plancher du démarrage : ce que coûtent les quatre bibliothèques, sans rien de plandev."""

import sys

import typer
import yaml
from pydantic import BaseModel
from rich.console import Console
from rich.table import Table


class Plan(BaseModel):
    titre: str
    annee: int
    axes: list[dict[str, object]]


app = typer.Typer()


@app.command()
def lister(fichier: str, axe: int) -> None:
    with open(fichier, encoding="utf-8") as texte:
        plan = Plan.model_validate(yaml.load(texte, Loader=yaml.CSafeLoader))
    tableau = Table("Action", "Unités", "Libellé")
    for action in plan.axes[axe - 1]["actions"]:
        tableau.add_row(str(action["code"]), " ".join(action["responsables"]), action["libelle"])
    Console(file=sys.stdout).print(tableau)


app()
