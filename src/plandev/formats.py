"""Les formats de sortie : une réponse -> son texte, dans celui qui est demandé."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from plandev.constats import Constat, ErreurPlan
from plandev.donnees import Tableau
from plandev.mots import citer, conseil, decimal, pourcent, reconnaitre


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


def markdown(reponse: Reponse) -> Iterator[str]:
    """Rend les tableaux en Markdown de GitHub, nombres à la française, et la conclusion."""
    for rang, tableau in enumerate(reponse.tableaux):
        yield "\n" if rang else ""
        yield _rangee(_titre(colonne) for colonne in tableau.colonnes)
        yield _rangee("---:" if colonne in _CHIFFRES else "---" for colonne in tableau.colonnes)
        for ligne in tableau.lignes:
            yield _rangee(map(_markdown, tableau.colonnes, ligne))
    for phrase in reponse.conclusion:
        yield f"\n{_echapper(phrase)}\n"


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


def _gitlab(reponse: Reponse) -> Iterator[str]:
    """Rend les constats en rapport de qualité du code de GitLab."""
    vus: dict[str, int] = {}
    rapport = [_defaut(constat, vus) for constat in reponse.donnees]
    return en_json(rapport)


def _defaut(constat: Mapping[str, Any], vus: dict[str, int]) -> Mapping[str, Any]:
    from hashlib import sha256

    # L'empreinte suit la faute d'une version à l'autre : elle ignore la ligne, qui peut bouger.
    cle = f"{constat['fichier']}\n{constat['message']}"
    vus[cle] = vus.get(cle, 0) + 1
    return {
        "description": constat["message"],
        "check_name": f"plandev-{constat['gravite']}",
        "fingerprint": sha256(f"{cle}\n{vus[cle]}".encode(errors="replace")).hexdigest(),
        "severity": {"erreur": "major", "avertissement": "minor"}[constat["gravite"]],
        "location": {"path": constat["fichier"], "lines": {"begin": constat["ligne"]}},
    }


FORMATS: dict[str, Format] = {
    "table": Format(_table, libre=True),
    "json": Format(_json, "utf-8"),
    "csv": Format(_csv, "utf-8"),
    "md": Format(markdown, "utf-8"),
}
FORMATS_DE_CONSTATS = {**FORMATS, "gitlab": Format(_gitlab, "utf-8")}


def format_nomme(nom: str, formats: Mapping[str, Format] = FORMATS) -> Format:
    """Rend le format de ce nom. Lève ErreurPlan s'il n'y en a pas de tel."""
    connu = reconnaitre(nom, formats)
    if connu is None:
        raise ErreurPlan(Constat(f"format {citer(nom)} inconnu; {conseil(nom, formats)}"))
    return formats[connu]


_TITRES = {
    "id": "Action",
    "axe": "Axe",
    "axe_titre": "Titre de l'axe",
    "code": "Code",
    "libelle": "Libellé",
    "responsables": "Responsables",
    "groupes": "Groupes",
    "responsable": "Unité",
    "nom": "Nom",
    "actions": "Actions",
    "titre": "Titre",
    "part": "Part",
    "attendu": "Attendu",
    "indice": "Indice",
    "verdict": "Verdict",
    "groupe": "Groupe",
    "fichier": "Fichier",
    "ligne": "Ligne",
    "colonne": "Colonne",
    "gravite": "Gravité",
    "message": "Message",
}
_NOMBRES: dict[str, Callable[[float], str]] = {
    "part": pourcent,
    "attendu": lambda valeur: decimal(valeur, 2),
    "indice": lambda valeur: decimal(valeur, 3),
}
_CHIFFRES = {"actions", "part", "attendu", "indice", "ligne", "colonne"}
_ACTIFS = r"[\\`*_\[\]<>|~&]"


def _rangee(cellules: Iterable[str]) -> str:
    return f"| {' | '.join(cellules)} |\n"


def _titre(colonne: str) -> str:
    return _TITRES.get(colonne) or colonne.replace("axes.", "Axe ")


def _markdown(colonne: str, valeur: Any) -> str:
    if ecrire := _NOMBRES.get(colonne):
        return ecrire(valeur)
    return "" if valeur is None else _echapper(str(valeur))


def _echapper(texte: str) -> str:
    return re.sub(_ACTIFS, r"\\\g<0>", texte)


def _rang(colonne: str, colonnes: Sequence[str]) -> int | None:
    return colonnes.index(colonne) if colonne in colonnes else None


def _cellule(ligne: Sequence[Any], rang: int | None) -> Any:
    return "" if rang is None else ligne[rang]
