"""Les formats : une réponse -> son texte ou ses octets, dans celui qui est demandé.

Un nouveau format est un `ModuleDeFormat` de ce dossier et une ligne de FORMATS. Le module n'est
importé que si on le demande.
"""

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import NamedTuple, Protocol, cast

from plandev.messages.constats import Constat, ErreurPlan
from plandev.messages.mots import conseil, enumerer, reconnaitre, redire
from plandev.reponses.reponse import Reponse

Morceaux = Iterable[str] | Iterable[bytes]


class ModuleDeFormat(Protocol):
    """Ce que le module d'un format offre, comme `en_json` : la réponse, morceau par morceau."""

    def ecrire(self, reponse: Reponse) -> Morceaux:
        """Rend la réponse écrite; lève ErreurPlan de ce que le format ne peut pas contenir."""


class Format(NamedTuple):
    """Une façon d'écrire une réponse, dans le module de ce nom.

    `fin` : celle du nom d'un fichier de ce format. Sans `encodage`, c'est celui du terminal; un
    fichier est en UTF-8. `libre` : il s'adresse à des personnes; des lignes étrangères à la
    réponse, comme des annotations, peuvent la suivre. `en_fichier` : le module qui l'écrit dans un
    fichier, si ce n'est pas comme à l'écran. `binaire` : ce sont des octets, qu'un terminal ne
    montre pas. `publie` : c'est un document, que liront d'autres que qui l'a demandé.
    """

    module: str
    fin: str = ""
    encodage: str | None = None
    libre: bool = False
    en_fichier: str = ""
    binaire: bool = False
    publie: bool = False

    def ecrire(self, reponse: Reponse, *, dans_un_fichier: bool = False) -> Morceaux:
        """Rend la réponse écrite, morceau par morceau."""
        module = (dans_un_fichier and self.en_fichier) or self.module
        format_ = cast("ModuleDeFormat", import_module(f"plandev.formats.{module}"))
        return format_.ecrire(reponse)


FORMATS = {
    "table": Format("en_table", libre=True, en_fichier="en_lignes"),
    "texte": Format("en_texte", ".txt", libre=True),
    "json": Format("en_json", ".json", "utf-8"),
    "csv": Format("en_csv", ".csv", "utf-8"),
    "md": Format("en_md", ".md", "utf-8", publie=True),
    "xlsx": Format("en_xlsx", ".xlsx", binaire=True, publie=True),
}
CLASSEUR = {"xlsx": FORMATS["xlsx"]}
FORMATS_DE_CONSTATS = {**FORMATS, "gitlab": Format("en_gitlab", encodage="utf-8")}


def format_nomme(nom: str, formats: Mapping[str, Format] = FORMATS) -> Format:
    """Rend le format de ce nom. Lève ErreurPlan s'il n'y en a pas de tel."""
    connu = reconnaitre(nom, formats)
    if connu is None:
        message = f"format {redire(nom)} inconnu\n{conseil(nom, formats)}"
        raise ErreurPlan(Constat("demande-inconnue", message))
    return formats[connu]


def format_du_fichier(nom: str, formats: Mapping[str, Format] = FORMATS) -> Format:
    """Rend le format que dit la fin de ce nom de fichier. Lève ErreurPlan si elle n'en dit pas."""
    for format_ in formats.values():
        if format_.fin and nom.casefold().endswith(format_.fin):
            return format_
    fins = [format_.fin for format_ in formats.values() if format_.fin]
    message = f"la fin de {redire(nom)} ne dit pas de format\nfinissez ce nom par {enumerer(fins)}"
    suite = ", ou nommez le format par --format" if len(formats) > 1 else ""
    raise ErreurPlan(Constat("demande-inconnue", f"{message}{suite}"))
