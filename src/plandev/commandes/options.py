"""Ce qui se tape après le nom d'une commande : chaque option, son aide et ce qui la complète."""

from collections.abc import Callable, Iterable
from typing import Annotated, Any

from typer import Argument, Option

from plandev.commandes import propositions
from plandev.formats import FORMATS, FORMATS_DE_CONSTATS


def _format(formats: Iterable[str], proposer: Callable[[str], list[str]]) -> Any:
    aide = f"Format de la réponse : {', '.join(formats)}."
    return Option("--format", "-f", metavar="FORMAT", help=aide, autocompletion=proposer)


Version = Annotated[bool, Option("--version", metavar="", help="Affiche la version de plandev.")]
Plan = Annotated[
    str | None,
    Option(
        "--plan",
        "-p",
        metavar="FICHIER",
        help="Fichier du plan. Sinon, celui que nomme la variable PLANDEV_PLAN; sinon, le plus "
        "récent planAAAA.yaml du dossier courant; sinon, sauf pour un verdict, le plan de 2020 "
        "fourni avec plandev.",
    ),
]
Format = Annotated[str, _format(FORMATS, propositions.formats)]
FormatDeConstats = Annotated[str, _format(FORMATS_DE_CONSTATS, propositions.formats_de_constats)]

Axes = Annotated[
    list[str] | None,
    Option(
        "--axe",
        metavar="N",
        help="Numéro d'un axe. Peut se répéter.",
        autocompletion=propositions.axes,
    ),
]
Responsables = Annotated[
    list[str] | None,
    Option(
        "--responsable",
        metavar="UNITE",
        help="Une unité, par son sigle ou son nom complet. Peut se répéter.",
        autocompletion=propositions.unites,
    ),
]
Groupes = Annotated[
    list[str] | None,
    Option(
        "--groupe",
        metavar="CLE",
        help="Clé d'un groupe. Peut se répéter.",
        autocompletion=propositions.groupes,
    ),
]
Textes = Annotated[
    list[str] | None,
    Option(
        "--texte", metavar="MOTS", help="Mots que le libellé doit tous contenir. Peut se répéter."
    ),
]
Actions = Annotated[
    list[str],
    Argument(
        metavar="ACTION...",
        help="Actions citées axe.code : 2.4.",
        autocompletion=propositions.actions,
    ),
]
Unites = Annotated[
    list[str] | None,
    Argument(
        metavar="UNITE...",
        help="Unités dont lister les actions, par leur sigle ou leur nom complet.",
        autocompletion=propositions.unites,
    ),
]
Par = Annotated[
    str | None,
    Option(
        metavar="axe|groupe",
        help="L'équilibre de l'un des deux seulement.",
        autocompletion=propositions.mots("axe", "groupe"),
    ),
]
Reference = Annotated[
    str | None,
    Option(
        metavar="egale|prorata",
        help="Part équitable : égale, ou selon les poids.",
        autocompletion=propositions.mots("egale", "prorata"),
    ),
]
IndiceMin = Annotated[str | None, Option(metavar="X", help="Indice minimal admis, de 0 à 1 : 0.5.")]
IndiceMax = Annotated[
    str | None, Option(metavar="X", help="Indice maximal admis, à partir de 1 : 2.")
]
Detail = Annotated[
    bool, Option("--detail", metavar="", help="Montre aussi l'indice : actions sur attendu.")
]
Fichiers = Annotated[
    list[str] | None,
    Argument(metavar="FICHIER...", help="Plans à juger. Sinon, celui de --plan, ou du dossier."),
]
Interpreteur = Annotated[
    str,
    Argument(
        metavar="INTERPRETEUR",
        help=f"Interpréteur de commandes : {', '.join(propositions.INTERPRETEURS)}.",
        autocompletion=propositions.mots(*propositions.INTERPRETEURS),
    ),
]
