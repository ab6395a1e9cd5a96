"""Les formats de sortie : une réponse -> son texte, dans celui qui est demandé."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from plandev.constats import Constat, ErreurPlan
from plandev.mots import citer, conseil, reconnaitre


@dataclass(frozen=True, slots=True)
class Reponse:
    """Ce qu'une commande répond : des données pour les programmes, et un écran pour les personnes.

    L'écran n'est composé que si on le demande.
    """

    donnees: Any
    ecran: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Format:
    """Une façon d'écrire une réponse; sans `encodage`, c'est celui du terminal ou du fichier."""

    ecrire: Callable[[Reponse], Iterable[str]]
    encodage: str | None = None


def _table(reponse: Reponse) -> Iterator[str]:
    yield reponse.ecran()


def _json(reponse: Reponse) -> Iterator[str]:
    yield json.dumps(reponse.donnees, ensure_ascii=False, indent=2, default=list)
    yield "\n"


FORMATS: dict[str, Format] = {
    "table": Format(_table),
    "json": Format(_json, "utf-8"),
}


def format_nomme(nom: str) -> Format:
    """Rend le format de ce nom. Lève ErreurPlan s'il n'y en a pas de tel."""
    connu = reconnaitre(nom, FORMATS)
    if connu is None:
        raise ErreurPlan(Constat(f"format {citer(nom)} inconnu; {conseil(nom, FORMATS)}"))
    return FORMATS[connu]
