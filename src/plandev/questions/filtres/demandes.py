"""Ce qui est demandé des actions, reconnu dans les mots d'un plan : des critères."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, TypedDict, Unpack, cast

from plandev.messages.constats import Constat, ErreurPlan
from plandev.messages.mots import EN_TETE, conseil, plier, redire
from plandev.messages.nombres import Nombre
from plandev.plan.etats import conseil_d_etat, etat_nomme, mot_nomme
from plandev.plan.modele import Plan
from plandev.questions.citations import Citation
from plandev.questions.dimensions import (
    Valeur,
    cle_nommee,
    dimension_nommee,
    textes_du_champ,
    titres_des_dimensions,
)
from plandev.questions.filtres.criteres import Critere, Criteres, Reconnu, refus
from plandev.questions.filtres.recherche import dit, texte_cherche, trouve

Champs = Mapping[str, Iterable[str] | str] | Iterable[tuple[str, str]]
"""Ce qui est demandé de chaque champ, derrière sa clé : des mots, ou « = » et toute la valeur."""


Bornes = Mapping[str, Nombre | str] | Iterable[tuple[str, Nombre | str]]
"""Ce qu'un champ de nombres doit atteindre, ou ne pas dépasser, derrière sa clé."""


class Demandes(TypedDict, total=False):
    """Ce qui se demande des actions, dans les mots d'une personne."""

    axes: Iterable[int | str] | int | str
    responsables: Iterable[str] | str
    groupes: Iterable[str] | str
    etats: Iterable[str] | str
    champs: Champs
    textes: Iterable[str] | str
    sans: Iterable[str] | str
    sauf: Champs
    au_moins: Bornes
    au_plus: Bornes
    echeance_avant: int | str | None
    echeance_apres: int | str | None


def reconnaitre_les_criteres(plan: Plan, **demandes: Unpack[Demandes]) -> Criteres:
    """Rend ce qui est demandé, dans les mots du plan.

    Lève ErreurPlan, avec tous les mots que le plan ne connaît pas et les plus proches.
    """
    if inconnues := demandes.keys() - Demandes.__annotations__.keys():
        message = f"rien ne se demande sous {', '.join(sorted(inconnues))}"
        raise TypeError(message)
    groupes = [tuple(groupe) for groupe in _groupes(plan, demandes)]
    if erreurs := [un for un in chain(*groupes) if isinstance(un, Constat)]:
        raise ErreurPlan(*erreurs)
    return cast("Criteres", tuple(filter(None, groupes)))


def _groupes(plan: Plan, demandes: Mapping[str, Any]) -> Iterator[Iterable[Reconnu]]:
    for cle, nom in _DIMENSIONS.items():
        saisis = _plusieurs(demandes.get(nom, ()))
        yield chain(*(_reconnus(plan, cle, str(saisi)) for saisi in saisis))
    yield from _champs(plan, _paires(demandes.get("champs", ())))
    yield from _sauf(plan, _paires(demandes.get("sauf", ())))
    yield from ([borne] for borne in _bornes(plan, demandes))
    yield [_mots(plan, mots) for mots in _plusieurs(demandes.get("textes", ()))]
    yield from ([_manque(plan, saisi)] for saisi in _plusieurs(demandes.get("sans", ())))


_DIMENSIONS = {"axe": "axes", "responsable": "responsables", "groupe": "groupes", "etat": "etats"}


def _plusieurs(valeurs: Any) -> Iterable[Any]:
    # Un texte est une suite de lettres : pris pour une liste, il en donnerait autant de valeurs.
    return (valeurs,) if isinstance(valeurs, Nombre | str) else valeurs


def _paires(demandees: Any) -> Iterator[tuple[str, Any]]:
    if not isinstance(demandees, Mapping):
        yield from demandees
        return
    for cle, valeurs in demandees.items():
        yield from ((cle, valeur) for valeur in _plusieurs(valeurs))


def _reconnus(plan: Plan, cle: str, saisi: str) -> Iterator[Reconnu]:
    """Rend ce que demande un mot d'une dimension de ce plan."""
    if cle in plan.champs:
        yield _champ(cle, saisi)
    elif cle == "etat":
        yield _etat(plan, saisi)
    else:
        axes = {str(axe.numero): axe.titre for axe in plan.axes}
        declares: dict[str, Mapping[str, str | None]]
        declares = {"axe": axes, "responsable": plan.responsables, "groupe": plan.groupes}
        genre = "unité" if cle == "responsable" else cle
        ou = f"dans plandev compter --par {genre}"
        for connu in _designes(genre, saisi, declares[cle], ou):
            yield connu if isinstance(connu, Constat) else _valeur(plan, cle, connu)


def _valeur(plan: Plan, cle: str, connu: str) -> Critere:
    lire = dimension_nommee(plan, cle).lire

    def est_lui(valeur: Valeur) -> bool:
        return valeur is not None and str(valeur) == connu

    return Critere(cle, connu, cle, lambda c: any(map(est_lui, lire(c.axe, c.action))), est_lui)


def _designes(
    genre: str, saisi: str, connus: Mapping[str, str | None], ou: str
) -> Sequence[str | Constat]:
    """Rend ce que désigne un mot : celui qui s'écrit ainsi, sinon tous ceux qui se plient ainsi.

    Sinon, tous ceux qui ont ce nom complet, seul ou tel que l'écran le montre à côté du court.
    `connus` : sous chacun, son nom complet ou son titre, s'il en a un.
    """
    if saisi in connus:
        return [saisi]
    forme = plier(saisi)
    if plies := [connu for connu in connus if plier(connu) == forme]:
        return plies
    ecrits = ("{1}", "{0} ({1})", "{0}. {1}")
    trouves = [
        c for c, n in connus.items() if n and forme in {plier(e.format(c, n)) for e in ecrits}
    ]
    message = f"{genre} {redire(saisi)} : le plan n'en a pas"
    return trouves or [refus(f"{message}\n{conseil(saisi, connus, ou)}")]


def _etat(plan: Plan, saisi: str) -> Reconnu:
    etat = etat_nomme(saisi) or mot_nomme(saisi, plan.etats)
    if etat is None:
        return refus(f"état {redire(saisi)} inconnu\n{conseil_d_etat(saisi, plan.etats)}")
    # Une action n'en a qu'un, et un mot du plan tient lieu d'un autre : tous se lisent.
    return Critere("etat", etat, "etat", lambda c: etat in (c.action.etat, c.action.etat_du_plan))


def _bornes(plan: Plan, demandes: Mapping[str, Any]) -> Iterator[Reconnu]:
    nombres = [
        (nom.replace("_", "-"), *paire)
        for nom in ("au_moins", "au_plus")
        for paire in _paires(demandes.get(nom) or ())
    ]
    dates = [
        (nom.replace("_", "-"), f"{dite}".strip())
        for nom in ("echeance_avant", "echeance_apres")
        if (dite := demandes.get(nom)) is not None
    ]
    if nombres or dates:
        from plandev.questions.filtres.bornes import borne_de_date, bornes_de_nombres  # rares

        yield from bornes_de_nombres(plan, nombres)
        yield from (borne_de_date(plan, *date) for date in dates)


def _champs(plan: Plan, demandes: Iterable[tuple[str, str]]) -> Iterable[Iterable[Reconnu]]:
    groupes: dict[str, list[Reconnu]] = {}
    intitules = {cle: champ.intitule for cle, champ in plan.champs.items()}
    for saisie, texte in demandes:
        for cle in _designes("champ", saisie, intitules, EN_TETE):
            siens = groupes.setdefault(str(cle), [])
            siens.append(cle if isinstance(cle, Constat) else _champ(cle, texte))
    return groupes.values()


def _champ(cle: str, texte: str) -> Critere:
    exact = "=" if texte.startswith("=") else ""
    voulu = exact + plier(texte.removeprefix("="))

    def admet(valeur: Valeur) -> bool:
        return isinstance(valeur, str) and dit(valeur, voulu)

    def epreuve(citation: Citation) -> bool:
        return any(map(admet, textes_du_champ(citation.action, cle)))

    return Critere("champ", f"{cle}={voulu}", cle, epreuve, admet)


def _mots(plan: Plan, mots: str) -> Critere:
    voulus = plier(mots)
    return Critere("texte", mots, "", lambda c: trouve(texte_cherche(c, plan), voulus))


def _manque(plan: Plan, saisi: str) -> Reconnu:
    cles = {cle: titre for cle, titre in titres_des_dimensions(plan).items() if cle != "axe"}
    if (cle := cle_nommee(saisi, cles)) is None:
        return _rien_de_tel("sans", saisi, cles)
    lire = dimension_nommee(plan, cle).lire
    return Critere("sans", cle, cle, lambda c: not lire(c.axe, c.action), lambda v: v is None)


def _rien_de_tel(option: str, saisi: str, cles: Mapping[str, str]) -> Constat:
    return refus(f"--{option} {redire(saisi)} : rien de tel dans un plan\n{conseil(saisi, cles)}")


def _sauf(plan: Plan, demandes: Iterable[tuple[str, Any]]) -> Iterator[Iterable[Reconnu]]:
    titres = titres_des_dimensions(plan)
    for saisi, valeur in demandes:
        if cle := cle_nommee(saisi, titres):
            yield from ([_contraire(exclu)] for exclu in _reconnus(plan, cle, str(valeur)))
        else:
            yield [_rien_de_tel("sauf", saisi, titres)]


def _contraire(exclu: Reconnu) -> Reconnu:
    if isinstance(exclu, Constat):
        return exclu
    _, tape, dimension, epreuve, admet = exclu
    ecrit = tape if exclu.option == "champ" else f"{dimension}={tape}"
    contraire = Critere("sauf", ecrit, dimension, lambda c: not epreuve(c))
    return contraire if dimension == "etat" else contraire._replace(admet=lambda v: not admet(v))
