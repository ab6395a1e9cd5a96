"""La somme d'un champ de nombres, sa moyenne, et combien d'actions le disent."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from plandev.messages.nombres import pluriel
from plandev.plan.champ import Champ
from plandev.plan.modele import Plan
from plandev.questions.comptes import Comptage
from plandev.questions.sommes import Somme
from plandev.reponses.reponse import Colonne, Nature

TOUTES = ()
"""À la place d'une case : toutes les actions comptées, chacune une fois."""


def sommes(comptes: Comptage, plan: Plan) -> Sequence[Colonne]:
    """Rend les colonnes de ce qui se somme, d'une case ou de TOUTES; rien si rien ne se somme."""
    if not comptes.champ:
        return ()
    champ = plan.champs[comptes.champ]
    se_somme, total = champ.sa_nature.se_somme, comptes.ensemble.total

    def lue(case: Any) -> Somme:
        return (comptes.sommes or {}).get(case, Somme()) if case else comptes.ensemble

    def disent(case: Any) -> int:
        return lue(case).renseignees

    def part(case: Any) -> Fraction | None:
        return Fraction(lue(case).total) / Fraction(total) if se_somme and total else None

    def somme(case: Any) -> Any:
        return _entier_si_possible(lue(case).total) if se_somme else None

    return (
        _colonne("somme", "Somme", somme, champ),
        _colonne("moyenne", "Moyenne", lambda case: lue(case).moyenne, champ),
        Colonne("renseignees", "Renseignées", disent, Nature.NOMBRE, total=str(disent(TOUTES))),
        Colonne("part_de_la_somme", "Part du total", part, nature=Nature.PART),
    )


def _entier_si_possible(nombre: Decimal) -> int | Decimal:
    return int(nombre) if nombre == int(nombre) else nombre


def _colonne(cle: str, titre: str, lire: Callable[[Any], Any], champ: Champ) -> Colonne:
    def ecrire(valeurs: Sequence[Any]) -> list[str]:
        return [_montrer(champ, valeur) for valeur in valeurs]

    total = _montrer(champ, lire(TOUTES))
    return Colonne(cle, titre, lire, nature=Nature.NOMBRE, ecrire=ecrire, total=total)


def _montrer(champ: Champ, valeur: Any) -> str:
    """Rend une somme ou une moyenne comme un nombre du champ se lit, celle-ci au centième."""
    if valeur is None or champ.sa_nature.montrer is None:
        return "—"
    if isinstance(valeur, Fraction):
        valeur = Decimal(round(valeur * 100)) / 100
    return champ.sa_nature.montrer(_entier_si_possible(valeur))


def dire_la_somme(comptes: Comptage, plan: Plan) -> Sequence[str]:
    """Rend ce que font toutes les actions, chacune une fois, et combien d'entre elles le disent."""
    return [dire(plan, comptes.champ, comptes.ensemble, comptes.actions)] if comptes.champ else []


def dire(plan: Plan, cle: str, somme: Somme, actions: int) -> str:
    """Rend la somme et la moyenne de ces actions, chacune une fois, et combien le disent."""
    champ = plan.champs[cle]
    disent = f"{pluriel(somme.renseignees, 'action')} sur {actions}"
    moyenne = f"{_montrer(champ, somme.moyenne)} en moyenne"
    if not champ.sa_nature.se_somme:
        return f"{champ} : {moyenne}, de {disent}."
    total = _montrer(champ, somme.total)
    return f"{champ} : {total} en tout, {moyenne}, de {disent}, chacune une fois."
