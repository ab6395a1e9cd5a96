"""Ce qui est demandé des actions, reconnu dans les mots d'un plan."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict, TypeVar

from plandev.messages.constats import Constat, ErreurPlan
from plandev.messages.mots import EN_TETE, conseil, plier, redire
from plandev.plan.etats import conseil_d_etat, etat_nomme, mot_nomme
from plandev.plan.modele import Plan
from plandev.questions.dimensions import cle_nommee, titres_des_dimensions
from plandev.questions.recherche import dit

if TYPE_CHECKING:
    from plandev.questions.bornes import Borne

_Valeur = TypeVar("_Valeur", int | str, str)

Champs = Mapping[str, Iterable[str] | str] | Iterable[tuple[str, str]]
"""Ce qui est demandé de chaque champ, derrière sa clé : des mots, ou « = » et toute la valeur."""


class Criteres(NamedTuple):
    """Ce qu'une action doit avoir, dans les mots du plan; un critère vide admet tout.

    `champs` : pour chaque clé, des mots pliés dont une valeur doit avoir tous les uns ou tous les
    autres, ou la valeur pliée elle-même, derrière « = ». `sans` : ce qu'elle ne doit pas avoir;
    `sauf` : ce à quoi elle ne doit pas répondre, un critère chacun.
    """

    axes: tuple[str, ...] = ()
    responsables: tuple[str, ...] = ()
    groupes: tuple[str, ...] = ()
    etats: tuple[str, ...] = ()
    champs: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    textes: tuple[str, ...] = ()
    sans: tuple[str, ...] = ()
    sauf: tuple["Criteres", ...] = ()
    bornes: "tuple[Borne, ...]" = ()

    def admet(self, dimension: str, valeur: object) -> bool:
        """Rend vrai si une action choisie peut devoir l'être à cette valeur de cette dimension."""
        if dimension in self.sans:
            return valeur is None
        if dimension == "etat":  # une action n'en a qu'un, et un mot du plan tient lieu d'un autre
            return True
        exclus = (exclu for exclu in self.sauf if exclu.porte_sur(dimension))
        if any(exclu.admet(dimension, valeur) for exclu in exclus):
            return False
        if voulus := self.champs.get(dimension):
            return isinstance(valeur, str) and any(dit(valeur, voulu) for voulu in voulus)
        connus = self.par_dimension.get(dimension, ())
        return not connus or str(valeur) in connus

    def porte_sur(self, dimension: str) -> bool:
        """Rend vrai si quelque chose est demandé de cette dimension."""
        return bool(self.par_dimension.get(dimension) or dimension in self.champs)

    @property
    def par_dimension(self) -> dict[str, tuple[str, ...]]:
        """Ce qui est demandé de chaque dimension que tout plan a."""
        return {
            "axe": self.axes,
            "responsable": self.responsables,
            "groupe": self.groupes,
            "etat": self.etats,
        }


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
    au_moins: Champs
    au_plus: Champs
    echeance_avant: str | None
    echeance_apres: str | None


def reconnaitre_les_criteres(
    plan: Plan,
    *,
    axes: Iterable[int | str] | int | str = (),
    responsables: Iterable[str] | str = (),
    groupes: Iterable[str] | str = (),
    etats: Iterable[str] | str = (),
    champs: Champs = (),
    textes: Iterable[str] | str = (),
    sans: Iterable[str] | str = (),
    sauf: Champs = (),
    au_moins: Champs = (),
    au_plus: Champs = (),
    echeance_avant: str | None = None,
    echeance_apres: str | None = None,
) -> Criteres:
    """Rend ce qui est demandé, dans les mots du plan.

    Lève ErreurPlan, avec tous les mots que le plan ne connaît pas et les plus proches.
    """
    erreurs: list[Constat] = []
    titres = {str(axe.numero): axe.titre for axe in plan.axes}
    criteres = Criteres(
        tuple(_connus("axe", map(str, _plusieurs(axes)), titres, erreurs)),
        tuple(_connus("unité", _plusieurs(responsables), plan.responsables, erreurs)),
        tuple(_connus("groupe", _plusieurs(groupes), plan.groupes, erreurs)),
        tuple(_etats(plan, _plusieurs(etats), erreurs)),
        _champs(plan, _paires(champs), erreurs),
        tuple(_plusieurs(textes)),
        tuple(_sans(plan, _plusieurs(sans), erreurs)),
        tuple(_sauf(plan, _paires(sauf), erreurs)),
        _bornes(plan, (au_moins, au_plus, echeance_avant, echeance_apres), erreurs),
    )
    if erreurs:
        raise ErreurPlan(*erreurs)
    return criteres


def _plusieurs(valeurs: Iterable[_Valeur] | _Valeur) -> Iterable[_Valeur]:
    # Un texte est une suite de lettres : pris pour une liste, il en donnerait autant de valeurs.
    return (valeurs,) if isinstance(valeurs, int | str) else valeurs


def _paires(champs: Champs) -> Iterator[tuple[str, str]]:
    if not isinstance(champs, Mapping):
        yield from champs
        return
    for cle, textes in champs.items():
        yield from ((cle, texte) for texte in _plusieurs(textes))


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


def _etats(plan: Plan, saisis: Iterable[str], erreurs: list[Constat]) -> Iterator[str]:
    for saisi in saisis:
        if etat := etat_nomme(saisi) or mot_nomme(saisi, plan.etats):
            yield etat
        else:
            message = f"état {redire(saisi)} inconnu\n{conseil_d_etat(saisi, plan.etats)}"
            erreurs.append(Constat("demande-inconnue", message))


def _champs(
    plan: Plan, paires: Iterable[tuple[str, str]], erreurs: list[Constat]
) -> Mapping[str, tuple[str, ...]]:
    demandes: dict[str, tuple[str, ...]] = {}
    intitules = {cle: champ.intitule for cle, champ in plan.champs.items()}
    for saisie, texte in paires:
        for cle in _connus("champ", [saisie], intitules, erreurs):
            exact = "=" if texte.startswith("=") else ""
            voulu = exact + plier(texte.removeprefix("="))
            demandes[cle] = (*demandes.get(cle, ()), voulu)
    return demandes


def _sans(plan: Plan, saisis: Iterable[str], erreurs: list[Constat]) -> Iterator[str]:
    cles = {cle: titre for cle, titre in titres_des_dimensions(plan).items() if cle != "axe"}
    for saisi in saisis:
        if cle := cle_nommee(saisi, cles):
            yield cle
        else:
            message = f"--sans {redire(saisi)} : rien de tel dans un plan\n{conseil(saisi, cles)}"
            erreurs.append(Constat("demande-inconnue", message))


def _bornes(plan: Plan, demandes: Any, erreurs: list[Constat]) -> "tuple[Borne, ...]":
    if not any(demandes):
        return ()
    from plandev.questions.bornes import bornes_de_dates, bornes_de_nombres

    au_moins, au_plus, avant, apres = demandes
    return (
        *bornes_de_nombres(plan, "au-moins", _paires(au_moins), erreurs),
        *bornes_de_nombres(plan, "au-plus", _paires(au_plus), erreurs),
        *bornes_de_dates(plan, avant, apres, erreurs),
    )


_PLURIELS = {"axe": "axes", "responsable": "responsables", "groupe": "groupes", "etat": "etats"}


def _sauf(
    plan: Plan, paires: Iterable[tuple[str, str]], erreurs: list[Constat]
) -> Iterator[Criteres]:
    titres = titres_des_dimensions(plan)
    for saisi, valeur in paires:
        if (cle := cle_nommee(saisi, titres)) is None:
            message = f"--sauf {redire(saisi)} : rien de tel dans un plan\n{conseil(saisi, titres)}"
            erreurs.append(Constat("demande-inconnue", message))
            continue
        exclu: Any = {_PLURIELS[cle]: valeur} if cle in _PLURIELS else {"champs": {cle: valeur}}
        try:
            yield reconnaitre_les_criteres(plan, **exclu)
        except ErreurPlan as refus:
            erreurs.extend(refus.constats)
