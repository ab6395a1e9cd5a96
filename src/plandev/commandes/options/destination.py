"""Où va une réponse, et sous quelle forme : les options qui le disent, les mêmes partout."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, NamedTuple

from typer import Option

from plandev.commandes.options import drapeau, propositions
from plandev.commandes.options.parametres import Commande, reunir
from plandev.formats import FORMATS, Format, format_du_fichier, format_nomme
from plandev.messages.constats import Constat, ErreurPlan
from plandev.messages.mots import enumerer, redire

_SORTIE_STANDARD = "-"
_TOUT_OU_RIEN = "Fichier où écrire la réponse, toute ou pas du tout."
_SANS_FORMAT = "Sans --format, la fin de son nom dit le format."


class Destination(NamedTuple):
    """Le fichier qui reçoit la réponse, ou None pour la sortie standard.

    `remplacer` : s'il se remplace; None, si cela ne se demande pas.
    """

    fichier: str | None = None
    remplacer: bool | None = False


class Ecriture(NamedTuple):
    """Dans quel format s'écrit une réponse, où, et si elle n'a que ce qui est public."""

    format: Format
    destination: Destination
    public: bool = False


def _sortie(aide: str) -> Any:
    return Annotated[str | None, Option("--sortie", "-o", metavar="FICHIER", help=aide)]


Remplacer = Annotated[
    bool, drapeau("--remplacer", "Remplace le fichier de --sortie, s'il existe déjà.")
]


Public = Annotated[bool, drapeau("--public", "Sans les champs que le plan dit n'être pas publics.")]


def avec_destination(*fins: str, remplacable: bool = True) -> Callable[[Commande], Commande]:
    """Rend un décorateur : la commande prend --sortie et, si elle peut remplacer, --remplacer.

    Elle en reçoit sa `destination`. `fins` : celles que peut avoir le nom du fichier, s'il ne peut
    pas les avoir toutes; lève ErreurPlan, quand elle est lancée, s'il en a une autre.
    """

    def choisir(sortie: str | None, remplacer: bool | None = None) -> Destination:
        destination = _destination(sortie, remplacer)
        nom = destination.fichier
        if nom and fins and not nom.casefold().endswith(fins):
            message = f"--sortie {redire(nom)} : finissez ce nom par {enumerer(fins)}"
            raise ErreurPlan(Constat("sortie-refusee", message))
        return destination

    options: dict[str, Any] = {"sortie": (_sortie(_TOUT_OU_RIEN), None)}
    options |= {"remplacer": (Remplacer, False)} if remplacable else {}
    return reunir("destination", options, choisir)


def avec_ecriture(
    formats: Mapping[str, Format] = FORMATS, defaut: str = "table", *, champs: bool = False
) -> Callable[[Commande], Commande]:
    """Rend un décorateur : la commande prend --format, --sortie et --remplacer.

    Elle en reçoit son `ecriture`. `champs` : elle dit ceux du plan, et prend aussi --public. Lève
    ErreurPlan, quand elle est lancée, si le format n'est pas l'un de ceux-là.
    """

    def choisir(
        format_: str | None, sortie: str | None, remplacer: bool, public: bool = False
    ) -> Ecriture:
        destination = _destination(sortie, remplacer)
        if format_ is not None:
            choisi = format_nomme(format_, formats)
        elif destination.fichier is not None:
            choisi = format_du_fichier(destination.fichier, formats)
        else:
            choisi = formats[defaut]
        return Ecriture(choisi, destination, public)

    options: dict[str, Any] = {
        "format_": (Annotated[str | None, _format(formats, defaut)], None),
        "sortie": (_sortie(f"{_TOUT_OU_RIEN} {_SANS_FORMAT}"), None),
        "remplacer": (Remplacer, False),
    }
    options |= {"public": (Public, False)} if champs else {}
    return reunir("ecriture", options, choisir)


def _format(formats: Mapping[str, Format], defaut: str) -> Any:
    aide = f"Format de la réponse : {', '.join(formats)}. Sinon, {defaut}."
    proposer = propositions.mots(*formats)
    return Option("--format", "-f", metavar="FORMAT", help=aide, autocompletion=proposer)


def _destination(sortie: str | None, remplacer: bool | None) -> Destination:
    return Destination(None if sortie == _SORTIE_STANDARD else sortie, remplacer)
