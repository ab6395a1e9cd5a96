"""Les formats : une réponse -> son texte ou ses octets, dans celui qui est demandé.

Un nouveau format est un module de ce dossier et une ligne de FORMATS. Ce module a une fonction
`ecrire(reponse)`, qui rend la réponse par morceaux et n'est importé que si on le demande.
"""

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any, NamedTuple

from plandev.constats import Constat, ErreurPlan
from plandev.mots import citer, conseil, reconnaitre
from plandev.reponses.reponse import Reponse
from plandev.sortie import pour_des_personnes

Morceaux = Iterable[str] | Iterable[bytes]


class Format(NamedTuple):
    """Une façon d'écrire une réponse, dans le module de ce nom.

    Sans `encodage`, c'est celui du terminal ou du fichier. `libre` : il s'adresse à des personnes;
    des lignes étrangères à la réponse, comme des annotations, peuvent la suivre.
    """

    module: str
    encodage: str | None = None
    libre: bool = False

    def ecrire(self, reponse: Reponse) -> Morceaux:
        """Rend la réponse écrite, morceau par morceau."""
        morceaux: Any = import_module(f"plandev.formats.{self.module}").ecrire(reponse)
        return map(pour_des_personnes, morceaux) if self.libre else morceaux


FORMATS = {
    "table": Format("en_table", libre=True),
    "json": Format("en_json", "utf-8"),
    "csv": Format("en_csv", "utf-8"),
    "md": Format("en_md", "utf-8"),
}
FORMATS_DE_CONSTATS = {**FORMATS, "gitlab": Format("en_gitlab", "utf-8")}


def format_nomme(nom: str, formats: Mapping[str, Format] = FORMATS) -> Format:
    """Rend le format de ce nom. Lève ErreurPlan s'il n'y en a pas de tel."""
    connu = reconnaitre(nom, formats)
    if connu is None:
        message = f"format {citer(nom)} inconnu; {conseil(nom, formats)}"
        raise ErreurPlan(Constat("demande-inconnue", message))
    return formats[connu]
