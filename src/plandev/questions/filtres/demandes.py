"""Ce qui est demandé des actions, reconnu dans les mots d'un plan : des critères."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypedDict, TypeVar, Unpack

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
from plandev.questions.filtres.criteres import Critere, Criteres
from plandev.questions.filtres.recherche import dit, texte_cherche, trouve

_Valeur = TypeVar("_Valeur", int | str, str)

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
    erreurs: list[Constat] = []
    groupes = [tuple(groupe) for groupe in _groupes(plan, demandes, erreurs)]
    if erreurs:
        raise ErreurPlan(*erreurs)
    return tuple(filter(None, groupes))


def _groupes(plan: Plan, demandes: Demandes, erreurs: list[Constat]) -> Iterator[Iterable[Critere]]:
    axes = {str(axe.numero): axe.titre for axe in plan.axes}
    saisis = map(str, _plusieurs(demandes.get("axes", ())))
    yield _valeurs(plan, "axe", _connus("axe", saisis, axes, erreurs))
    unites = _plusieurs(demandes.get("responsables", ()))
    yield _valeurs(plan, "responsable", _connus("unité", unites, plan.responsables, erreurs))
    groupes = _plusieurs(demandes.get("groupes", ()))
    yield _valeurs(plan, "groupe", _connus("groupe", groupes, plan.groupes, erreurs))
    yield _etats(plan, _plusieurs(demandes.get("etats", ())), erreurs)
    yield from _champs(plan, _paires(demandes.get("champs", ())), erreurs).values()
    yield from _sauf(plan, _paires(demandes.get("sauf", ())), erreurs)
    yield from _bornes(plan, demandes, erreurs)
    yield [_mots(plan, mots) for mots in _plusieurs(demandes.get("textes", ()))]
    yield from _sans(plan, _plusieurs(demandes.get("sans", ())), erreurs)


def _plusieurs(valeurs: Iterable[_Valeur] | _Valeur) -> Iterable[_Valeur]:
    # Un texte est une suite de lettres : pris pour une liste, il en donnerait autant de valeurs.
    return (valeurs,) if isinstance(valeurs, int | str) else valeurs


def _paires(champs: Champs) -> Iterator[tuple[str, str]]:
    if not isinstance(champs, Mapping):
        yield from champs
        return
    for cle, textes in champs.items():
        yield from ((cle, texte) for texte in _plusieurs(textes))


def _valeurs(plan: Plan, cle: str, connus: Iterable[str]) -> list[Critere]:
    lire = dimension_nommee(plan, cle).lire

    def critere(connu: str) -> Critere:
        def est_lui(valeur: Valeur) -> bool:
            return valeur is not None and str(valeur) == connu

        return Critere(cle, connu, cle, lambda c: any(map(est_lui, lire(c.axe, c.action))), est_lui)

    return [critere(connu) for connu in connus]


def _connus(
    genre: str, saisis: Iterable[str], connus: Mapping[str, str | None], erreurs: list[Constat]
) -> Iterator[str]:
    """Rend les mots connus que désignent ceux qui sont saisis; ajoute une erreur par inconnu.

    `connus` : sous chacun, son nom complet ou son titre, s'il en a un.
    """
    for saisi in saisis:
        if trouves := _designes(saisi, connus):
            yield from trouves
        else:
            ou = EN_TETE if genre == "champ" else f"dans plandev compter --par {genre}"
            message = f"{genre} {redire(saisi)} : le plan n'en a pas\n{conseil(saisi, connus, ou)}"
            erreurs.append(Constat("demande-inconnue", message))


def _designes(saisi: str, connus: Mapping[str, str | None]) -> list[str]:
    """Rend ce que désigne un mot : celui qui s'écrit ainsi, sinon tous ceux qui se plient ainsi.

    Sinon, tous ceux qui ont ce nom complet, seul ou tel que l'écran le montre à côté du court.
    """
    if saisi in connus:
        return [saisi]
    forme = plier(saisi)
    if plies := [connu for connu in connus if plier(connu) == forme]:
        return plies
    ecrits = ("{1}", "{0} ({1})", "{0}. {1}")
    return [c for c, n in connus.items() if n and forme in {plier(e.format(c, n)) for e in ecrits}]


def _etats(plan: Plan, saisis: Iterable[str], erreurs: list[Constat]) -> Iterator[Critere]:
    for saisi in saisis:
        if etat := etat_nomme(saisi) or mot_nomme(saisi, plan.etats):
            yield _etat(etat)
        else:
            message = f"état {redire(saisi)} inconnu\n{conseil_d_etat(saisi, plan.etats)}"
            erreurs.append(Constat("demande-inconnue", message))


def _etat(etat: str) -> Critere:
    # Une action n'en a qu'un, et un mot du plan tient lieu d'un autre : tous se lisent.
    return Critere("etat", etat, "etat", lambda c: etat in (c.action.etat, c.action.etat_du_plan))


def _champs(
    plan: Plan, paires: Iterable[tuple[str, str]], erreurs: list[Constat]
) -> Mapping[str, Iterable[Critere]]:
    demandes: dict[str, list[Critere]] = {}
    intitules = {cle: champ.intitule for cle, champ in plan.champs.items()}
    for saisie, texte in paires:
        for cle in _connus("champ", [saisie], intitules, erreurs):
            exact = "=" if texte.startswith("=") else ""
            voulu = exact + plier(texte.removeprefix("="))
            demandes.setdefault(cle, []).append(_champ(cle, voulu))
    return demandes


def _champ(cle: str, voulu: str) -> Critere:
    def admet(valeur: Valeur) -> bool:
        return isinstance(valeur, str) and dit(valeur, voulu)

    def epreuve(citation: Citation) -> bool:
        return any(map(admet, textes_du_champ(citation.action, cle)))

    return Critere("champ", f"{cle}={voulu}", cle, epreuve, admet)


def _mots(plan: Plan, mots: str) -> Critere:
    voulus = plier(mots)
    return Critere("texte", mots, "", lambda c: trouve(texte_cherche(c, plan), voulus))


def _sans(plan: Plan, saisis: Iterable[str], erreurs: list[Constat]) -> Iterator[Iterable[Critere]]:
    cles = {cle: titre for cle, titre in titres_des_dimensions(plan).items() if cle != "axe"}
    for saisi in saisis:
        if cle := cle_nommee(saisi, cles):
            yield [_manque(plan, cle)]
        else:
            message = f"--sans {redire(saisi)}\u00a0: rien de tel dans un plan"
            erreurs.append(Constat("demande-inconnue", f"{message}\n{conseil(saisi, cles)}"))


def _manque(plan: Plan, cle: str) -> Critere:
    lire = dimension_nommee(plan, cle).lire
    return Critere("sans", cle, cle, lambda c: not lire(c.axe, c.action), lambda v: v is None)


def _bornes(plan: Plan, demandes: Demandes, erreurs: list[Constat]) -> Iterator[Iterable[Critere]]:
    nombres = {
        "au-moins": demandes.get("au_moins") or (),
        "au-plus": demandes.get("au_plus") or (),
    }
    avant, apres = demandes.get("echeance_avant"), demandes.get("echeance_apres")
    if any(nombres.values()) or not (avant is apres is None):
        from plandev.questions.filtres.bornes import bornes_de_dates, bornes_de_nombres

        for option, dits in nombres.items():
            paires = dits.items() if isinstance(dits, Mapping) else dits
            yield from ([b] for b in bornes_de_nombres(plan, option, paires, erreurs))
        yield from ([borne] for borne in bornes_de_dates(plan, avant, apres, erreurs))


_PLURIELS = {"axe": "axes", "responsable": "responsables", "groupe": "groupes", "etat": "etats"}


def _sauf(
    plan: Plan, paires: Iterable[tuple[str, str]], erreurs: list[Constat]
) -> Iterator[Iterable[Critere]]:
    titres = titres_des_dimensions(plan)
    for saisi, valeur in paires:
        if (cle := cle_nommee(saisi, titres)) is None:
            message = f"--sauf {redire(saisi)}\u00a0: rien de tel dans un plan"
            erreurs.append(Constat("demande-inconnue", f"{message}\n{conseil(saisi, titres)}"))
            continue
        exclu: Any = {_PLURIELS[cle]: valeur} if cle in _PLURIELS else {"champs": {cle: valeur}}
        try:
            ((*exclus,),) = reconnaitre_les_criteres(plan, **exclu)
        except ErreurPlan as refus:
            erreurs.extend(refus.constats)
        else:
            yield from ([_contraire(critere)] for critere in exclus)


def _contraire(critere: Critere) -> Critere:
    _, tape, dimension, epreuve, admet = critere
    ecrit = tape if critere.option == "champ" else f"{dimension}={tape}"
    contraire = Critere("sauf", ecrit, dimension, lambda c: not epreuve(c))
    return contraire if dimension == "etat" else contraire._replace(admet=lambda v: not admet(v))
