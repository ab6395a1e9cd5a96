"""Les options de `importer` : comment un tableau se lit, une chose par option."""

import re
from collections.abc import Callable, Iterator
from shlex import quote
from typing import Annotated, Any, NamedTuple, NoReturn

from typer import Option

from plandev.commandes.options import drapeau, propositions
from plandev.commandes.options.parametres import Commande, reunir
from plandev.lecture.tableau import precisions as dits
from plandev.lecture.tableau.precisions import SENS, MalDit, Precisions
from plandev.messages.constats import Constat, ErreurPlan, rang_de_colonne
from plandev.messages.mots import enumerer, redire


class _OptionDImporter(NamedTuple):
    """Une option : ce que dit son aide, et comment se lit ce qui y est tapé."""

    nom: str
    metavar: str
    aide: str
    lire: Callable[[str], Any] = str
    plusieurs: bool = False


def _lignes(tapee: str) -> list[tuple[str, str]]:
    designees, _, genre = tapee.rpartition("=")
    return list(dits.des_lignes(designees, genre))


def _colonne(tapee: str) -> tuple[int, str]:
    sens, _, lettres = tapee.partition("=")
    if not sens or not re.fullmatch("[A-Za-z]{1,3}", lettres.strip()):
        attendu = "un rôle et la lettre de sa colonne sont attendus, comme libelle=C"
        raise MalDit(attendu, f"rôles : {enumerer(SENS)}, ou un champ à vous")
    return rang_de_colonne(lettres.strip().upper()), dits.un_sens(sens)


def _croix(tapee: str) -> tuple[str, tuple[int, ...]]:
    role, _, lettres = tapee.partition("=")
    return dits.un_role_croise(role), dits.des_lettres(lettres)


def _etat(tapee: str) -> tuple[str, str]:
    mot, _, etat = tapee.rpartition("=")
    return dits.un_etat(mot, etat)


def _axe(tapee: str) -> tuple[int, str]:
    numero, _, titre = tapee.partition("=")
    return dits.un_axe(numero, titre)


_O = _OptionDImporter
_OPTIONS = {
    "titre": _O("--titre", "TITRE", "Titre du plan, s'il n'y est pas."),
    "annee": _O(
        "--annee", "ANNEE", "Année du plan, ou sa période : 2023-2030.", dits.une_annee
    ),
    "feuille": _O("--feuille", "NOM", "La feuille à lire, s'il y en a plusieurs."),
    "entete": _O("--entete", "N", "La ligne de l'en-tête; 0, s'il n'y en a pas.", dits.un_rang),
    "premiere_ligne": _O("--premiere-ligne", "N", "La première ligne à lire.", dits.un_rang),
    "derniere_ligne": _O("--derniere-ligne", "N", "La dernière ligne à lire.", dits.un_rang),
    "lignes": _O(
        "--ligne", "N=GENRE", "Ce qu'est une ligne : 3=explication, 12-14=cote.", _lignes, True
    ),
    "colonnes": _O(
        "--colonne",
        "ROLE=LETTRE",
        "Ce qu'est une colonne : libelle=C, responsables=D, echeance=F, ou un champ à vous.",
        _colonne,
        True,
    ),
    "sans_colonnes": _O(
        "--sans-colonne", "LETTRES", "Colonnes à mettre de côté : G:K.", dits.des_lettres, True
    ),
    "publiques": _O(
        "--public", "LETTRES", "Colonnes cachées, et pourtant publiques.", dits.des_lettres, True
    ),
    "croix": _O(
        "--croix", "ROLE=E:K", "Colonnes que des croix cochent : responsables=E:K.", _croix, True
    ),
    "etats": _O(
        "--etat", "MOT=ETAT", 'Ce que veut dire un mot : "Complété=réalisée".', _etat, True
    ),
    "axes": _O("--titre-axe", "N=TITRE", "Titre d'un axe qui n'en a pas : 5=Jouer.", _axe, True),
    "axe_unique": _O("--axe-unique", "TITRE", "Titre de l'axe, s'il n'y en a qu'un."),
    "axe_vide": _O("--axe-vide", "TITRE", "Titre de l'axe des actions qui n'en disent pas."),
    "sous_actions": _O(
        "--sous-actions", "GENRE", "Ce qu'elles sont : liste, ou actions.", dits.des_sous_actions
    ),
    "separateur": _O("--separateur", "SIGNE", "Ce qui sépare les unités d'une cellule : ','."),
    "encodage": _O("--encodage", "NOM", "Encodage d'un .csv : utf-8, cp1252, mac-roman…"),
}  # fmt: skip


def _type(nom: str, option: _OptionDImporter) -> tuple[Any, Any]:
    mots = propositions.mots(*(f"{sens}=" for sens in SENS)) if nom == "colonnes" else None
    dite = Option(option.nom, metavar=option.metavar, help=option.aide, autocompletion=mots)
    return (
        Annotated[list[str] | None, dite] if option.plusieurs else Annotated[str | None, dite]
    ), None


def avec_precisions(commande: Commande) -> Commande:
    """Rend la commande, qui prend ces options et en reçoit ses `precisions`.

    Lève ErreurPlan, quand elle est lancée, si l'une d'elles n'est pas comprise.
    """
    numeroter = drapeau("--numeroter", "Numérote les actions de chaque axe, de 1 à n.")
    options = {nom: _type(nom, option) for nom, option in _OPTIONS.items()}
    options["numeroter"] = (Annotated[bool, numeroter], False)
    return reunir("precisions", options, _comprendre)(commande)


def _comprendre(*, numeroter: bool, **tapees: Any) -> Precisions:
    lues = {nom: _lire(_OPTIONS[nom], dites) for nom, dites in tapees.items() if dites is not None}
    for nom in ("lignes", "sans_colonnes", "publiques"):
        lues[nom] = [un for plusieurs in lues.get(nom, ()) for un in plusieurs]
    for nom in ("lignes", "croix", "etats", "axes"):
        lues[nom] = _une_fois(_OPTIONS[nom].nom, lues.get(nom, ()))
    colonnes = tuple(lues.get("colonnes", ()))
    _une_fois("--colonne", colonnes)
    _une_fois("--colonne", [(sens, c) for c, sens in colonnes if dits.une_seule_fois(sens)])
    suites = {nom: tuple(lues[nom]) for nom in ("sans_colonnes", "publiques")}
    tapees["numeroter"] = numeroter
    retapees = tuple(_retaper(tapees))
    return Precisions(
        **{**lues, **suites, "colonnes": colonnes, "numeroter": numeroter, "tapees": retapees}
    )


def _lire(option: _OptionDImporter, tapees: str | list[str]) -> Any:
    if isinstance(tapees, list):
        return [_lire(option, tapee) for tapee in tapees]
    if not tapees.strip():
        _refuser(f"{option.nom} : ce texte est vide\nécrivez-le")
    if "…" in tapees:
        _refuser(f"{option.nom} {redire(tapees)} : remplacez «\u00a0…\u00a0» par ce qu'il faut")
    try:
        return option.lire(tapees)
    except MalDit as raison:
        _refuser(f"{option.nom} {redire(tapees)} : {raison}")


def _retaper(tapees: dict[str, Any]) -> Iterator[str]:
    """Rend les options telles qu'elles se retapent dans un terminal."""
    for nom, dites in tapees.items():
        if dites is True:
            yield "--numeroter"
        elif dites:
            siennes = dites if isinstance(dites, list) else [dites]
            yield from (f"{_OPTIONS[nom].nom} {quote(dite)}" for dite in siennes)


def _une_fois(option: str, paires: Any) -> dict[Any, Any]:
    """Rend ces paires; lève ErreurPlan si une clé y est deux fois."""
    rendues: dict[Any, Any] = {}
    for cle, valeur in paires:
        if cle in rendues:
            _refuser(f"{option} {redire(str(cle))} : donnée deux fois\ngardez-en une seule")
        rendues[cle] = valeur
    return rendues


def _refuser(message: str) -> NoReturn:
    raise ErreurPlan(Constat("demande-inconnue", message))
