"""Les formats de sortie : une réponse -> son texte, dans celui qui est demandé."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from plandev.constats import Constat, ErreurPlan
from plandev.donnees import Tableau
from plandev.mots import citer, conseil, reconnaitre


class Reponse(NamedTuple):
    """Ce qu'une commande répond, sous les formes dont les formats ont besoin.

    `donnees` est ce que rend le JSON; `tableaux`, le CSV et le Markdown; `ecran` compose, si on la
    demande, la vue du terminal; `conclusion` se lit sous les tableaux d'un document.
    """

    donnees: Any
    tableaux: Sequence[Tableau]
    ecran: Callable[[], str]
    conclusion: Sequence[str] = ()


class Format(NamedTuple):
    """Une façon d'écrire une réponse.

    Sans `encodage`, c'est celui du terminal ou du fichier. `libre` : des lignes étrangères à la
    réponse, comme des annotations, peuvent la suivre.
    """

    ecrire: Callable[[Reponse], Iterable[str]]
    encodage: str | None = None
    libre: bool = False


def en_json(donnees: Any) -> Iterator[str]:
    """Rend des données simples en JSON, lettres accentuées comprises."""
    yield json.dumps(donnees, ensure_ascii=False, indent=2, default=list)
    yield "\n"


def _table(reponse: Reponse) -> Iterator[str]:
    yield reponse.ecran()


def _json(reponse: Reponse) -> Iterator[str]:
    return en_json(reponse.donnees)


def _csv(reponse: Reponse) -> Iterator[str]:
    """Rend un seul tableau (RFC 4180), aux colonnes de tous; une ligne est vide hors des siennes.

    Les textes sont entre guillemets, les nombres non : un tableur peut y garder un code en texte.
    """
    import csv

    ecrire = csv.writer(_Echo, quoting=csv.QUOTE_NONNUMERIC).writerow
    colonnes = list(dict.fromkeys(c for tableau in reponse.tableaux for c in tableau.colonnes))
    yield ecrire(colonnes)
    for tableau in reponse.tableaux:
        rangs = [_rang(colonne, tableau.colonnes) for colonne in colonnes]
        entier = rangs == list(range(len(tableau.colonnes)))
        for ligne in tableau.lignes:
            yield ecrire(ligne if entier else [_cellule(ligne, rang) for rang in rangs])


class _Echo:
    """Ce qui tient lieu de fichier à `csv.writer` : la ligne écrite est la ligne rendue."""

    @staticmethod
    def write(ligne: str) -> str:
        return ligne


def _md(reponse: Reponse) -> Iterator[str]:
    from plandev import markdown

    return markdown.document(reponse.tableaux, reponse.conclusion)


def _gitlab(reponse: Reponse) -> Iterator[str]:
    from plandev import gitlab

    return en_json(gitlab.rapport(reponse.donnees))


FORMATS: dict[str, Format] = {
    "table": Format(_table, libre=True),
    "json": Format(_json, "utf-8"),
    "csv": Format(_csv, "utf-8"),
    "md": Format(_md, "utf-8"),
}
FORMATS_DE_CONSTATS = {**FORMATS, "gitlab": Format(_gitlab, "utf-8")}


def format_nomme(nom: str, formats: Mapping[str, Format] = FORMATS) -> Format:
    """Rend le format de ce nom. Lève ErreurPlan s'il n'y en a pas de tel."""
    connu = reconnaitre(nom, formats)
    if connu is None:
        raise ErreurPlan(Constat(f"format {citer(nom)} inconnu; {conseil(nom, formats)}"))
    return formats[connu]


def _rang(colonne: str, colonnes: Sequence[str]) -> int | None:
    return colonnes.index(colonne) if colonne in colonnes else None


def _cellule(ligne: Sequence[Any], rang: int | None) -> Any:
    return "" if rang is None else ligne[rang]
