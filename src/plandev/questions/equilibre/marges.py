"""De combien un poids peut être faux avant que le verdict des axes ne change."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil, floor, inf

Borne = Fraction | float  # un nombre exact, ou l'infini


def marges(
    comptes: Sequence[int], poids: Sequence[int], mini: Fraction, maxi: Fraction
) -> Iterator[tuple[int, int | None]]:
    """Rend, pour chaque axe, l'intervalle de son poids où le verdict des axes reste ce qu'il est.

    Les poids des autres axes ne changent pas. Les bornes sont entières, comprises, à partir de 1;
    la seconde est None où il n'y a pas de fin.

    Pour n actions sur N, et un poids p sur P en tout, l'indice est nP / Np. Celui des autres axes
    ne dépend que de P : il tient entre les limites quand P est entre `mini` et `maxi` fois Np / n.
    Celui de l'axe lui-même décroît quand son poids grandit. Les poids qui équilibrent tout forment
    donc un intervalle; quand le plan ne l'est pas, on reste de son côté de cet intervalle.
    """
    total, somme = sum(comptes), sum(poids)
    sommes = [_sommes(n, p, total, mini, maxi) for n, p in zip(comptes, poids, strict=True)]
    basses = _chez_les_autres([basse for basse, _ in sommes], max, Fraction(0))
    hautes = _chez_les_autres([haute for _, haute in sommes], min, inf)
    for n, p, basse, haute in zip(comptes, poids, basses, hautes, strict=True):
        reste = somme - p
        premier, dernier = _poids_de_l_axe(n, reste, total, mini, maxi)
        yield _de_son_cote(p, max(premier, basse - reste), min(dernier, haute - reste))


def _sommes(n: int, p: int, total: int, mini: Fraction, maxi: Fraction) -> tuple[Borne, Borne]:
    """Rend entre quelles sommes de poids est admis l'indice d'un axe qui garde le sien."""
    if n == 0:  # son indice est nul, quelle que soit la somme
        return Fraction(0), (Fraction(0) if mini else inf)
    return mini * total * p / n, maxi * total * p / n


def _poids_de_l_axe(
    n: int, reste: int, total: int, mini: Fraction, maxi: Fraction
) -> tuple[Borne, Borne]:
    """Rend entre quels poids est admis l'indice d'un axe, la somme des autres étant `reste`."""
    if n == 0:
        return Fraction(1), (Fraction(0) if mini else inf)
    if reste == 0:  # seul axe : son indice est 1
        return Fraction(1), inf
    trop, assez = maxi * total - n, mini * total - n
    premier = n * reste / trop if trop > 0 else inf
    return max(Fraction(1), premier), (n * reste / assez if assez > 0 else inf)


def _de_son_cote(p: int, premier: Borne, dernier: Borne) -> tuple[int, int | None]:
    debut = None if premier == inf else ceil(premier)
    fin = None if dernier == inf else floor(dernier)
    if debut is None or (fin is not None and fin < debut):
        return 1, None  # aucun poids n'équilibrerait
    if p < debut:
        return 1, debut - 1
    if fin is not None and p > fin:
        return fin + 1, None
    return debut, fin


def _chez_les_autres(valeurs: Sequence[Borne], extreme: object, neutre: Borne) -> Iterator[Borne]:
    """Rend, pour chaque rang, l'extrême des valeurs de tous les autres."""
    rangs = range(len(valeurs))
    deux = sorted(rangs, key=valeurs.__getitem__, reverse=extreme is max)[:2]
    for rang in rangs:
        yield next((valeurs[autre] for autre in deux if autre != rang), neutre)
