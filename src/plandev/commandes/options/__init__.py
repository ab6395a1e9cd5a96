"""Ce qui se tape après le nom d'une commande : chaque option, son aide et ce qui la complète."""

from typing import Annotated, Any

from typer import Argument, Option

from plandev.commandes.options import propositions


def drapeau(nom: str, aide: str) -> Any:
    """Rend une option qui s'emploie sans valeur."""
    return Option(nom, metavar="", help=aide)


def _parmi(aide: str, *mots: str) -> Any:
    proposer = propositions.mots(*mots)
    return Option(metavar="|".join(mots), help=aide, autocompletion=proposer)


Version = Annotated[bool, drapeau("--version", "Affiche la version de plandev.")]
Plan = Annotated[
    str | None,
    Option(
        "--plan",
        "-p",
        metavar="FICHIER",
        help="Fichier du plan, ou son année. Sinon, celui que nomme la variable PLANDEV_PLAN; "
        "sinon, le plus récent planAAAA.yaml du dossier courant; sinon, sauf pour un verdict, le "
        "plan de 2020 fourni avec plandev.",
    ),
]

Dimensions = Annotated[
    list[str] | None,
    Option(
        "--par",
        metavar="DIMENSION",
        help="Ce selon quoi compter : axe, responsable, groupe, etat ou un champ. Deux fois, c'est "
        "leur croisement.",
        autocompletion=propositions.dimensions,
    ),
]
Au = Annotated[
    str | None,
    Option(
        "--au",
        metavar="DATE",
        help="Date où voir le retard : 2021-06-30. Sinon, celle des états du plan, ou, à "
        "l'écran, celle du jour.",
    ),
]
EnRetard = Annotated[
    bool,
    drapeau(
        "--en-retard", "Celles dont l'échéance est passée, et qui ne sont ni faites ni remises."
    ),
]
Tri = Annotated[
    str | None,
    Option(
        metavar="CLE",
        help="Ce par quoi les ranger : code, etat ou un champ. Sinon, l'ordre du plan.",
        autocompletion=propositions.tris,
    ),
]
Strict = Annotated[bool, drapeau("--strict", "Tient les avertissements pour des fautes.")]
SansPagination = Annotated[
    bool, drapeau("--sans-pagination", "N'ouvre pas PAGER, même si la liste dépasse l'écran.")
]
Actions = Annotated[
    list[str],
    Argument(
        metavar="ACTION...",
        help="Actions citées axe.code (2.4), ou leur code seul si le plan les numérote d'un trait.",
        autocompletion=propositions.actions,
    ),
]
Unites = Annotated[
    list[str] | None,
    Argument(
        metavar="UNITE...",
        help="Unités dont lister les actions, par leur nom court ou complet.",
        autocompletion=propositions.unites,
    ),
]
Par = Annotated[str | None, _parmi("L'équilibre de l'un des deux seulement.", "axe", "groupe")]
ParDuBilan = Annotated[
    str,
    Option(
        "--par",
        metavar="DIMENSION",
        help="Ce dont détailler les états : axe, responsable, groupe ou un champ.",
        autocompletion=propositions.dimensions,
    ),
]
Somme = Annotated[
    str | None,
    Option(
        metavar="CHAMP",
        help="Un champ de nombres, à sommer aussi : somme, moyenne, combien d'actions le disent.",
        autocompletion=propositions.sommes,
    ),
]
Reference = Annotated[
    str | None, _parmi("Part équitable : égale, ou selon les poids.", "egale", "prorata")
]
IndiceMin = Annotated[str | None, Option(metavar="X", help="Indice minimal admis, de 0 à 1 : 0.5.")]
IndiceMax = Annotated[
    str | None, Option(metavar="X", help="Indice maximal admis, à partir de 1 : 2.")
]
Detail = Annotated[bool, drapeau("--detail", "Montre aussi l'indice : actions sur attendu.")]
Avant = Annotated[str, Argument(metavar="AVANT", help="Plan d'avant; - lit l'entrée standard.")]
Apres = Annotated[
    str | None,
    Argument(metavar="APRES", help="Plan d'après. Sinon, celui de --plan, ou du dossier."),
]
Resume = Annotated[bool, drapeau("--resume", "Ne dit que le tout, et non chaque action.")]
Statut = Annotated[bool, drapeau("--statut", "Finit par 1 si les plans diffèrent.")]
PlansDAnnees = Annotated[
    list[str] | None,
    Argument(metavar="FICHIER...", help="Plans, un par année. Sinon, tous ceux du dossier."),
]
Annee = Annotated[str, Argument(metavar="ANNEE", help="Année du plan à commencer : 2021.")]
Dans = Annotated[
    str | None,
    Option(
        metavar="FICHIER",
        help="Plan où noter les états que dit le classeur, et leur date; rien d'autre n'y change.",
    ),
]
Tableau = Annotated[
    str, Argument(metavar="TABLEAU", help="Classeur .xlsx, ou texte .csv; - lit l'entrée standard.")
]
ParUnite = Annotated[
    bool, drapeau("--par-unite", "Ajoute une feuille des actions de chaque unité.")
]
SansActions = Annotated[
    bool, drapeau("--sans-actions", "N'y met aucune action : les axes seulement.")
]
Fichiers = Annotated[
    list[str] | None,
    Argument(metavar="FICHIER...", help="Plans à juger. Sinon, celui de --plan, ou du dossier."),
]
Interpreteur = Annotated[
    str,
    Argument(
        metavar="INTERPRETEUR",
        help=f"Interpréteur de commandes : {', '.join(propositions.INTERPRETEURS)}.",
        autocompletion=propositions.mots(*propositions.INTERPRETEURS),
    ),
]
