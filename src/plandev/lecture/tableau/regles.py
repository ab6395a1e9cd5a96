"""Le fichier de règles : comment un tableau se lit, dit une fois pour toutes.

Une colonne y est nommée par son titre : en insérer une ne décale pas les autres.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from plandev.lecture.brouillon import ILLISIBLE
from plandev.lecture.tableau import precisions as dits
from plandev.lecture.tableau.precisions import MalDit, Precisions
from plandev.lecture.tableau.tableau_des_gens.colonnes import COTE, VIDE, Colonne
from plandev.lecture.tableau.tableau_des_gens.lecture import Lecture
from plandev.lecture.yaml.analyse import analyser
from plandev.lecture.yaml.document import ouvrir
from plandev.messages.constats import CLE, Adresse, Code, ErreurPlan
from plandev.messages.mots import conseil, redire
from plandev.plan.modele import Plan
from plandev.plan.redaction import en_ligne

if TYPE_CHECKING:
    from plandev.lecture.octets import Fichier
    from plandev.lecture.yaml.brouillon_yaml import BrouillonYaml

_TEXTES = ("titre", "feuille", "axe_unique", "axe_vide", "separateur", "encodage")
_LUS: Mapping[str, Callable[[str], Any]] = {
    **dict.fromkeys(_TEXTES, str),
    "annee": dits.une_annee,
    "sous_actions": dits.des_sous_actions,
    **dict.fromkeys(("entete", "premiere_ligne", "derniere_ligne"), dits.un_rang),
}
_LISTES = ("sans_colonnes", "public", "textes")
_TABLES: Mapping[str, Callable[[str, Any], Any]] = {
    "lignes": lambda lignes, genre: list(dits.des_lignes(lignes, genre)),
    "colonnes": lambda titre, sens: [(titre, dits.un_sens(sens))],
    "etats": lambda mot, etat: [dits.un_etat(mot, etat)],
    "axes": lambda numero, titre: [dits.un_axe(numero, titre)],
    "croix": lambda role, titres: [(dits.un_role_croise(role), tuple(titres))],
}
_PAGE = "dans docs/tableur.md"
_CLES = (*_LUS, *_LISTES, *_TABLES, "numeroter")


def lire_les_regles(fichier: "Fichier") -> Precisions:
    """Rend ce que dit un fichier de règles.

    Lève ErreurPlan, qui dit toutes ses fautes à leur place.
    """
    brouillon = analyser(ouvrir(fichier))
    if not isinstance(brouillon.valeur, dict):
        _fauter(brouillon, "cles-attendues", (), "des clés sont attendues, comme « annee: 2024 »")
        raise ErreurPlan(*brouillon.constats)
    lues = {cle: _une_cle(brouillon, cle, dit) for cle, dit in brouillon.valeur.items()}
    if brouillon.constats:
        raise ErreurPlan(*brouillon.constats)
    lues["publiques"] = lues.pop("public", ())
    for table in ("lignes", "etats", "axes", "croix"):
        lues[table] = dict(lues.get(table, ()))
    lues["textes"] = lues.get("textes", ())
    lues["colonnes"] = tuple(lues.get("colonnes", ()))
    return Precisions(**lues)


def _une_cle(brouillon: "BrouillonYaml", cle: str, dit: Any) -> Any:
    """Rend ce que dit une clé, ou None après en avoir dit la faute."""
    if cle not in _CLES:
        _fauter(
            brouillon,
            "cle-inconnue",
            (cle, CLE),
            f"clé {redire(cle)} inconnue\n{conseil(cle, _CLES, 'dans docs/tableur.md')}",
        )
    elif cle in _LISTES:
        if _est_une_liste(brouillon, (cle,), dit):
            return tuple(dit)
    elif cle in _TABLES:
        if isinstance(dit, dict):
            return [
                paire
                for nom, valeur in dit.items()
                for paire in _une_ligne(brouillon, cle, nom, valeur)
            ]
        _fauter(brouillon, "cles-attendues", (cle,), "des clés y sont attendues, une par ligne")
    elif cle == "numeroter":
        return _un_texte(brouillon, (cle,), dit, lambda texte: texte == "oui")
    else:
        return _un_texte(brouillon, (cle,), dit, _LUS[cle])
    return None


def _un_texte(
    brouillon: "BrouillonYaml", adresse: Adresse, dit: Any, lire: Callable[[str], Any]
) -> Any:
    if isinstance(dit, str) and dit:
        return _essayer(brouillon, adresse, dit, lambda: lire(dit))
    _fauter(brouillon, "texte-attendu", adresse, "un texte est attendu")
    return None


def _une_ligne(brouillon: "BrouillonYaml", cle: str, nom: str, valeur: Any) -> Iterable[Any]:
    adresse: Adresse = (cle, nom)
    if cle == "croix":
        juste = _est_une_liste(brouillon, adresse, valeur)
    elif juste := isinstance(valeur, str) and bool(valeur):
        pass
    else:
        _fauter(brouillon, "texte-attendu", adresse, "un texte est attendu")
    return _essayer(brouillon, adresse, nom, lambda: _TABLES[cle](nom, valeur)) if juste else ()


def _est_une_liste(brouillon: "BrouillonYaml", adresse: Adresse, dit: Any) -> bool:
    juste = isinstance(dit, list) and all(isinstance(un, str) for un in dit)
    if not juste:
        _fauter(
            brouillon,
            "liste-attendue",
            adresse,
            "une liste de titres est attendue, comme [Coût, Notes]",
        )
    return juste


def _essayer(
    brouillon: "BrouillonYaml", adresse: Adresse, dit: str, lire: Callable[[], Any]
) -> Any:
    try:
        return lire()
    except MalDit as raison:
        _fauter(brouillon, "valeur-refusee", adresse, f"{redire(dit)} : {raison}")
        return ()


def _fauter(brouillon: "BrouillonYaml", code: Code, adresse: Adresse, message: str) -> None:
    if brouillon.valeur is not ILLISIBLE:
        brouillon.ajouter([brouillon.situer(code, adresse, message)])


def completer(regles: Precisions, dites: Precisions) -> Precisions:
    """Rend ces règles, où ce que la commande dit l'emporte."""
    changees: dict[str, Any] = {}
    for nom, dit in dites._asdict().items():
        if isinstance(dit, Mapping):
            changees[nom] = {**getattr(regles, nom), **dit}
        elif isinstance(dit, tuple):
            changees[nom] = (*getattr(regles, nom), *dit)
        elif dit is not None and dit is not False:
            changees[nom] = dit
    return regles._replace(**changees)


def ecrire_les_regles(lecture: Lecture, plan: Plan) -> str:
    """Rend le fichier de règles de ce qui a été compris et dit de ce tableau."""
    dites = {cle: dit for cle, dit in _dites(lecture, plan) if dit}
    return "".join(f"{ligne}\n" for cle, dit in dites.items() for ligne in _lignes(cle, dit))


def _lignes(cle: str, dit: Any) -> Iterator[str]:
    if isinstance(dit, Mapping):
        yield f"{cle}:"
        yield from (f"  {ligne}" for nom, sien in dit.items() for ligne in _lignes(str(nom), sien))
    elif isinstance(dit, str):
        yield f"{en_ligne(cle)}: {en_ligne(dit)}"
    else:
        yield f"{en_ligne(cle)}: [{', '.join(en_ligne(un, en_liste=True) for un in dit)}]"


def _dites(lecture: Lecture, plan: Plan) -> Iterator[tuple[str, Any]]:
    """Rend ce qui est dit du plan et de la table, puis des colonnes, par leurs titres."""
    dites, feuilles = lecture.precisions, lecture.table.feuilles
    yield "titre", dites.titre
    yield "annee", str(plan.annee or plan.periode)
    yield "feuille", feuilles[0].nom if len(feuilles) == 1 else None
    yield "entete", str(next(iter(lecture.table.entetes[feuilles[0].rang]), 0))
    for cle in ("premiere_ligne", "derniere_ligne"):
        yield cle, str(rang) if (rang := getattr(dites, cle)) else None
    yield from _des_colonnes(lecture)
    yield from (("lignes", dites.lignes), ("etats", plan.etats), ("axes", dites.axes))
    for cle in ("axe_unique", "axe_vide", "sous_actions", "separateur", "encodage"):
        yield cle, getattr(dites, cle)
    yield "numeroter", "oui" if dites.numeroter else None


def _des_colonnes(lecture: Lecture) -> Iterator[tuple[str, Any]]:
    croix, titre = lecture.colonnes.croix, lecture.table.titre
    colonnes = [c for c in lecture.colonnes.colonnes.values() if c.rang not in croix]
    cachees = [c for c in colonnes if _est_rendue_publique(lecture, c)]
    rangees: dict[str, list[Colonne]] = {"sans_colonnes": [], "textes": [], "": []}
    for colonne in colonnes:
        rangees[_sorte(colonne)].append(colonne)
    nommees = rangees.pop("")
    yield "colonnes", {titre(c.rang): c.cle if c.sens == "texte" else c.sens for c in nommees}
    for cle, siennes in {**rangees, "public": cachees}.items():
        yield cle, [titre(colonne.rang) for colonne in siennes]
    yield "croix", _croix(lecture)


def _est_rendue_publique(lecture: Lecture, colonne: Colonne) -> bool:
    return colonne.publique and colonne.rang in lecture.table.cachees


def _sorte(colonne: Colonne) -> str:
    """Rend la clé des règles qui nomme une colonne; rien, de celle qui dit ce qu'elle est."""
    if colonne.sens == COTE:
        return "sans_colonnes"
    return "" if colonne.dite or colonne.sens not in {"texte", VIDE} else "textes"


def _croix(lecture: Lecture) -> dict[str, list[str]]:
    croisees: dict[str, list[str]] = {}
    for rang, role in lecture.colonnes.croix.items():
        croisees.setdefault(role, []).append(lecture.table.titre(rang))
    return croisees
