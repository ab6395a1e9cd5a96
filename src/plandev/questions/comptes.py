"""Compter des actions : par axe, par unité, par groupe, par champ, ou par deux d'entre eux."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from plandev.messages.constats import Constat, ErreurPlan
from plandev.messages.mots import choix, plier, redire
from plandev.messages.nombres import entier
from plandev.plan.modele import Plan
from plandev.plan.valeurs import Numero
from plandev.questions.citations import Citation, citations
from plandev.questions.dimensions import Dimension, Valeur, dimension_nommee, titres_des_dimensions
from plandev.questions.filtres.criteres import Criteres, admettent, choisir
from plandev.questions.sommes import Somme, champ_de_nombres, sommer

_COMBIEN = (1, 2)
_CASES_MAX = 100_000  # d'un croisement : ce qui borne ce qu'un fichier peut coûter
# Signes, comme un nom d'unité : au-delà, ce ne sont pas des valeurs, mais des textes.
_LONGUEUR_D_UNE_VALEUR = 120


class Charge(NamedTuple):
    """Ce dont une unité répond : le nombre de ses actions, en tout et par numéro d'axe."""

    unite: str
    nom: str | None
    par_axe: dict[Numero, int]

    @property
    def actions(self) -> int:
        """Le nombre de ses actions, tous axes réunis."""
        return sum(self.par_axe.values())


class Comptage(NamedTuple):
    """Des actions comptées selon une dimension, ou deux.

    `valeurs` : pour chaque dimension, celles qui se lisent, dans leur ordre; None, la dernière, est
    celle des actions qui n'en ont pas. `nombres` : combien d'actions ont ces valeurs, une par
    dimension. `marges` : combien ont celle-ci, les autres dimensions confondues; une action qui en
    a deux y est une fois pour chacune. `actions` : combien il y en a, chacune une fois. `champ` :
    celui dont les nombres se somment, s'il est demandé; `sommes` : de chaque case; `ensemble` : de
    toutes les actions, chacune une fois.
    """

    dimensions: Sequence[Dimension]
    valeurs: Sequence[Sequence[Valeur]]
    nombres: Mapping[tuple[Valeur, ...], int]
    marges: Sequence[Mapping[Valeur, int]]
    actions: int
    champ: str = ""
    sommes: Mapping[tuple[Valeur, ...], Somme] | None = None
    ensemble: Somme = Somme()

    def cases(self) -> Iterator[tuple[Valeur, ...]]:
        """Rend les valeurs de chaque case, une par dimension; d'un croisement, sans les vides."""
        if len(self.valeurs) == 1:
            yield from ((valeur,) for valeur in self.valeurs[0])
            return
        rangs = [{valeur: rang for rang, valeur in enumerate(siennes)} for siennes in self.valeurs]
        yield from sorted(
            self.nombres, key=lambda case: [r[v] for r, v in zip(rangs, case, strict=True)]
        )

    def nombre(self, case: tuple[Valeur, ...]) -> int:
        """Rend le nombre d'actions d'une case : une valeur par dimension, None pour qui n'en a pas.

        Lève KeyError si ce n'est pas une case de ce comptage.
        """
        if case not in self.nombres:
            possible = isinstance(case, tuple) and len(case) == len(self.valeurs)
            paires = zip(case, self.valeurs, strict=True) if possible else ()
            if not possible or any(valeur not in (*lues, None) for valeur, lues in paires):
                raise KeyError(case)
        return self.nombres.get(case, 0)


def compter(plan: Plan, *par: str, criteres: Criteres = (), somme: str | None = None) -> Comptage:
    """Rend le nombre d'actions selon une ou deux dimensions, nommées par leur clé.

    Les actions comptées sont celles qui répondent aux critères. D'une dimension sur laquelle ils
    portent, ce sont les valeurs demandées qui se lisent. `somme` : un champ de nombres, à sommer
    aussi dans chaque case. Lève ErreurPlan si le plan n'a pas de tel champ ou de telle dimension,
    si c'est deux fois la même, si ce sont de longs textes, ou si elles se croisent en trop de
    cases.
    """
    dimensions = _dimensions(plan, par)
    nommees = [(dimension, noms_des_valeurs(plan, dimension)) for dimension in dimensions]
    choisies = choisir(plan, criteres)
    lues = [[_admises(c, d, nommer, criteres) for d, nommer in nommees] for c in choisies]
    marges = [Counter(v for siennes in lues for v in siennes[n]) for n in range(len(dimensions))]
    seuls: dict[tuple[Valeur, ...], int] = {(v,): n for v, n in marges[0].items()}
    nombres = _croiser(dimensions, lues) if dimensions[1:] else seuls
    valeurs = [_en_ordre(d, m, criteres) for d, m in zip(dimensions, marges, strict=True)]
    comptes = Comptage(dimensions, valeurs, nombres, marges, len(choisies))
    if somme is None:
        return comptes
    cle = champ_de_nombres(plan, somme)
    par_case = defaultdict[tuple[Valeur, ...], list[Citation]](list)
    for citation, siennes in zip(choisies, lues, strict=True):
        for case in product(*siennes):
            par_case[case].append(citation)
    sommes = {case: sommer(plan, cle, siennes) for case, siennes in par_case.items()}
    return comptes._replace(champ=cle, sommes=sommes, ensemble=sommer(plan, cle, choisies))


def _croiser(
    dimensions: Sequence[Dimension], lues: Iterable[Sequence[Sequence[Valeur]]]
) -> dict[tuple[Valeur, ...], int]:
    """Rend le nombre d'actions de chaque case; lève ErreurPlan s'il y en a trop."""
    # Par première valeur, puis par seconde : compter des paires prendrait dix fois le temps.
    lignes, cases = defaultdict[Valeur, Counter[Valeur]](Counter), 0
    for premieres, secondes in lues:
        for valeur in premieres:
            cases -= len(lignes[valeur])
            lignes[valeur].update(secondes)
            cases += len(lignes[valeur])
        if cases > _CASES_MAX:
            une, autre = (redire(dimension.cle) for dimension in dimensions)
            trop = f"{une} et {autre} se croisent en plus de {entier(_CASES_MAX)} cases"
            conseil = "comptez selon l'une des deux, ou choisissez moins d'actions"
            raise ErreurPlan(Constat("demande-inconnue", f"{trop}\n{conseil}"))
    return {(v, w): n for v, ligne in lignes.items() for w, n in ligne.items()}


def _dimensions(plan: Plan, par: Sequence[str]) -> list[Dimension]:
    if len(par) not in _COMBIEN:
        aide = choix(titres_des_dimensions(plan))
        message = f"il faut dire une fois ou deux par quoi compter (--par)\n{aide}"
        raise ErreurPlan(Constat("demande-inconnue", message))
    dimensions = [dimension_nommee(plan, nom) for nom in par]
    if len({dimension.cle for dimension in dimensions}) < len(par):
        message = f"--par {redire(dimensions[0].cle)} est donné deux fois\ngardez-en un seul"
        raise ErreurPlan(Constat("demande-inconnue", message))
    return dimensions


def charges(
    plan: Plan, choisies: Iterable[Citation] | None = None, criteres: Criteres = ()
) -> list[Charge]:
    """Rend la charge de chaque unité, en toutes les actions du plan ou en celles-là.

    Les plus chargées viennent d'abord, puis c'est par nom. Si les actions ont été choisies par des
    critères, une unité qui n'en a aucune, ou qui n'est pas demandée, n'y est pas.
    """
    comptes = {unite: {axe.numero: 0 for axe in plan.axes} for unite in plan.responsables}
    for axe, action, _ in citations(plan) if choisies is None else choisies:
        for unite in action.responsables:
            comptes[unite][axe.numero] += 1
    liste = [Charge(unite, nom, comptes[unite]) for unite, nom in plan.responsables.items()]
    if criteres:
        demandees = (c for c in liste if admettent(criteres, "responsable", c.unite))
        liste = [charge for charge in demandees if charge.actions]
    return sorted(liste, key=lambda charge: (-charge.actions, charge.unite))


def _admises(
    citation: Citation, dimension: Dimension, nommer: Callable[[Valeur], Valeur], criteres: Criteres
) -> list[Valeur]:
    """Rend, une fois chacune, les valeurs d'une action que les critères laissent lire."""
    lues = dimension.lire(citation.axe, citation.action) or (None,)
    nommees = dict.fromkeys(map(nommer, lues))
    return [valeur for valeur in nommees if admettent(criteres, dimension.cle, valeur)]


def noms_des_valeurs(plan: Plan, dimension: Dimension) -> Callable[[Valeur], Valeur]:
    """Rend de quoi nommer une valeur; deux d'un champ qui se plient de même n'en font qu'une.

    Lève ErreurPlan si ce sont de longs textes.
    """
    if dimension.cle not in plan.champs:
        return lambda valeur: valeur
    premiers: dict[str, Valeur] = {}
    for axe, action, _ in citations(plan):
        for valeur in dimension.lire(axe, action):
            _refuser_un_texte(str(valeur), dimension)
            premiers.setdefault(plier(str(valeur)), valeur)
    return lambda valeur: None if valeur is None else premiers[plier(str(valeur))]


def _refuser_un_texte(valeur: str, dimension: Dimension) -> None:
    if len(valeur) <= _LONGUEUR_D_UNE_VALEUR and "\n" not in valeur:
        return
    message = (
        f"{redire(dimension.cle)} ne se compte pas : {redire(valeur)} est un texte, et non une "
        f"valeur courte\ncherchez-y plutôt des mots : plandev list --champ {dimension.cle}=MOTS"
    )
    raise ErreurPlan(Constat("demande-inconnue", message))


def _en_ordre(
    dimension: Dimension, marge: Mapping[Valeur, int], criteres: Criteres
) -> list[Valeur]:
    """Rend les valeurs à lire : celles que le plan déclare et celles qui s'y trouvent.

    D'actions choisies, une unité ou un groupe qui n'en a aucune n'est pas à lire; un axe l'est.
    """
    toutes = not criteres or dimension.cle == "axe"
    admises = (valeur for valeur in dimension.ordre if admettent(criteres, dimension.cle, valeur))
    declarees = [valeur for valeur in admises if toutes or marge.get(valeur)]
    valeurs = list(dict.fromkeys([*declarees, *(v for v in marge if v is not None)]))
    if dimension.par_nombre:
        valeurs.sort(key=lambda valeur: -marge.get(valeur, 0))
    return [*valeurs, None] if marge.get(None) else valeurs
