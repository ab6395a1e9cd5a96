"""Ce que montre `--apercu` : comment un tableau serait lu, avant que rien ne s'en écrive."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from textwrap import wrap

from plandev.lecture.tableau.feuilles.feuille import Cellule
from plandev.lecture.tableau.tableau_des_gens.colonnes import COTE, VIDE, Colonne, Correspondance
from plandev.lecture.tableau.tableau_des_gens.formes import (
    axe_d_une_cellule,
    en_code,
    en_jour_de_serie,
    en_valeur,
    est_vide,
    sur_une_ligne,
)
from plandev.lecture.tableau.tableau_des_gens.lecture import Lecture
from plandev.lecture.tableau.tableau_des_gens.table import Rangee, Table
from plandev.messages.constats import lettres
from plandev.messages.mots import assainir, redire
from plandev.messages.nombres import entier
from plandev.plan.natures import NATURES

_LETTRES, _TITRE, _SENS = 4, 26, 14
_MINIMUM = 20
_ETROIT = 72  # colonnes
_NOMS = {
    "libelle": "libellé", "etat": "état", "axe_titre": "titre de l'axe", "echeance": "échéance",
    COTE: "de côté", VIDE: "vide",
}  # fmt: skip
_GENRES = {"?": "à dire", "en-tête": "en-tête répété", "cote": "de côté"}


def apercevoir(lecture: Lecture, largeur: int, *, detail: bool = False) -> str:
    """Rend l'aperçu d'un tableau, en lignes d'au plus tant de signes.

    Une ligne par colonne qui a un rôle ou une nature, une phrase pour les autres, une ligne par
    genre de lignes; avec `detail`, toutes les colonnes, chaque ligne à part, et pourquoi.
    """
    tete = [ligne for phrase in _tete(lecture.table) for ligne in wrap(phrase, largeur)]
    lignes = [*tete, "", *_colonnes(lecture, largeur, detail), ""]
    if not detail:
        lignes += _paragraphes(lecture, largeur)
    lignes += _genres(lecture, largeur, detail)
    return "\n".join(assainir(ligne).rstrip() for ligne in lignes) + "\n"


def _tete(table: Table) -> Iterator[str]:
    for feuille in table.feuilles:
        nom = f"Feuille {redire(feuille.nom)} : " if feuille.nom else ""
        rangs = table.entetes[feuille.rang]
        entete = f"en-tête ligne {' et '.join(map(str, rangs))}" if rangs else "pas d'en-tête"
        siennes = [r.rang for r in table.rangees if r.feuille is feuille]
        lignes = f", {_de_a(siennes[0], siennes[-1])}" if siennes else ""
        phrase = f"{nom}{entete}{lignes}"
        yield phrase[0].upper() + phrase[1:]


def _de_a(premiere: int, derniere: int) -> str:
    return f"lignes {premiere} à {derniere}" if derniere > premiere else f"ligne {premiere}"


def _colonnes(lecture: Lecture, largeur: int, detail: bool) -> Iterator[str]:
    yield _ligne("", "titre", "lu comme", "deux valeurs, telles que lues", largeur)
    colonnes = lecture.colonnes
    siennes = [*colonnes.colonnes.values()]
    if not detail:
        montrees = (c for c in siennes if _a_une_ligne(colonnes, c))
        siennes = sorted(montrees, key=lambda c: (_rang(_sens(colonnes, c)), c.rang))
    for colonne in siennes:
        valeurs = " | ".join(_deux_valeurs(lecture, colonne, largeur))
        sens = _sens(colonnes, colonne)
        yield _ligne(lettres(colonne.rang), colonne.titre, sens, valeurs, largeur)
        if detail and colonne.raison:
            yield from wrap(
                f"({colonne.raison})", largeur, initial_indent="    ", subsequent_indent="    "
            )


def _a_une_ligne(colonnes: Correspondance, colonne: Colonne) -> bool:
    return colonne.rang in colonnes.croix or colonne.sens not in {"texte", VIDE, COTE}


_NOMS_EN_ORDRE = (
    "code",
    "libellé",
    "axe",
    "titre",
    "niveau",
    "responsables",
    "groupes",
    "croix",
    "état",
    "échéance",
)


def _rang(sens: str) -> int:
    mot = sens.split(" ", maxsplit=1)[0]
    return _NOMS_EN_ORDRE.index(mot) if mot in _NOMS_EN_ORDRE else len(_NOMS_EN_ORDRE)


def _ligne(lettre: str, titre: str, sens: str, valeurs: str, largeur: int) -> str:
    """Rend la ligne d'une colonne; sans ses valeurs, dans un terminal étroit."""
    etroit = largeur < _ETROIT
    place = largeur - _LETTRES - _SENS if etroit else _TITRE
    debut = f"{lettre:<{_LETTRES}}{_couper(titre, place - 1):<{place}}{sens:<{_SENS}}"
    return debut if etroit else f"{debut}{_couper(valeurs, _place_des_valeurs(largeur))}"


def _place_des_valeurs(largeur: int) -> int:
    return max(_MINIMUM, largeur - _LETTRES - _TITRE - _SENS)


def _couper(texte: str, place: int) -> str:
    dit = sur_une_ligne(texte)
    return dit if len(dit) <= place else dit[: place - 1] + "…"


def _sens(colonnes: Correspondance, colonne: Colonne) -> str:
    if colonne.rang in colonnes.croix:
        return f"croix ({colonnes.croix[colonne.rang]})"[: _SENS - 1]
    return _NOMS.get(colonne.sens, colonne.sens)


def _deux_valeurs(lecture: Lecture, colonne: Colonne, largeur: int) -> list[str]:
    place = _place_des_valeurs(largeur)
    rangees = lecture.classement.de("action", "suite")
    dites = (r.ligne[colonne.rang] for r in rangees if colonne.rang in r.ligne)
    lues = (_lue(colonne, cellule) for cellule in dites if not est_vide(cellule))
    return [_couper(lue, (place - 3) // 2) for lue in list(dict.fromkeys(lues))[:2]]


def _lue(colonne: Colonne, cellule: Cellule) -> str:
    if colonne.sens == "code":
        return en_code(cellule.texte)
    if colonne.sens == "axe":
        numero, titre = axe_d_une_cellule(cellule.texte)
        return f"{numero} = {titre}" if numero and titre else titre or str(numero)
    if colonne.est_un_champ and colonne.sens not in {"texte", "niveau"}:
        ecrit = en_valeur(colonne.sens, cellule) or en_jour_de_serie(cellule)
        return str(NATURES[colonne.sens].dire(ecrit)) if ecrit else cellule.texte
    return cellule.en_francais


def _paragraphes(lecture: Lecture, largeur: int) -> Iterator[str]:
    colonnes = [*lecture.colonnes.colonnes.values()]
    textes = [c for c in colonnes if c.sens == "texte" and c.rang not in lecture.colonnes.croix]
    noms = [f"{lettres(c.rang)} {_couper(c.titre, 24)}".rstrip() for c in textes]
    yield from _paragraphe("Champs de texte, sous leur titre", noms, largeur)
    cachees = [c for c in colonnes if not c.publique]
    for dit, siennes in (
        ("Vides", _lettres_de(colonnes, VIDE)),
        ("De côté", _lettres_de(colonnes, COTE)),
        ("Cachées, donc non publiques", [lettres(c.rang) for c in cachees]),
    ):
        yield from _paragraphe(dit, siennes, largeur)


def _lettres_de(colonnes: Iterable[Colonne], sens: str) -> list[str]:
    return [lettres(colonne.rang) for colonne in colonnes if colonne.sens == sens]


def _paragraphe(dit: str, noms: Sequence[str], largeur: int) -> list[str]:
    return wrap(f"{dit} : {', '.join(noms)}", largeur, subsequent_indent="  ") if noms else []


def _genres(lecture: Lecture, largeur: int, detail: bool) -> Iterator[str]:
    classees = lecture.classement.genres
    for nom in dict.fromkeys(genre.nom for _, genre in classees):
        siennes = lecture.classement.de(nom)
        dites = "" if nom in {"action", "suite"} else f" {redire(siennes[0].textes)}"
        combien = f"{entier(len(siennes))} {_au_pluriel(_GENRES.get(nom, nom), len(siennes))}"
        yield f"  {_couper(f'{combien} : {_etendues(siennes)}{dites}', largeur - 2)}"
    if detail:
        for rangee, genre in classees:
            if genre.nom != "action":
                yield from wrap(
                    f"ligne {rangee.rang}, {genre.nom} : {genre.phrase}",
                    largeur,
                    initial_indent="  ",
                    subsequent_indent="    ",
                )


def _au_pluriel(nom: str, combien: int) -> str:
    return (
        nom
        if combien == 1 or nom in _GENRES.values()
        else " ".join(f"{mot}s" for mot in nom.split(" "))
    )


def _etendues(rangees: Iterable[Rangee]) -> str:
    """Rend des lignes par suites : « 4-32 », « 2, 5, 7-9 »."""
    dites = []
    for _, suite in groupby(enumerate(rangees), key=lambda n: n[1].rang - n[0]):
        rangs = [rangee.rang for _, rangee in suite]
        dites.append(f"{rangs[0]}-{rangs[-1]}" if len(rangs) > 1 else str(rangs[0]))
    return ", ".join(dites)
