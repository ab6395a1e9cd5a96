"""Les natures d'un champ : ce qui s'y écrit, ce que cela vaut, et comment cela se montre.

Une action garde le texte tapé; la nature de son champ dit ce qui en est lu. Une nature de plus est
une ligne de NATURES, et la phrase de ce qui y est attendu.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

from plandev.messages.nombres import par_tranches

# Compilés au premier emploi : peu de plans s'en servent.
_DECIMAL = r"(?!-0(?:\.0+)?\Z)-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,18})?"
_DATE = r"((?:19|2[01])[0-9]{2})(?:-(?:T([1-4])|(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?))?"
_COURT = 120  # signes
_CHIFFRES_MAX = 15  # au-delà, un tableur en perd
PREMIER_JOUR = date(1907, 1, 1)
"""De 1905 et 1906, une date d'un tableur y a souvent été tapée comme une année : 2022."""


class CelluleEnForme(NamedTuple):
    """Un nombre ou un jour dans une cellule d'un tableur, et la mise en forme qui le montre."""

    valeur: float | date
    forme: str


class NatureDeChamp(NamedTuple):
    """Ce que sont les valeurs d'un champ.

    `attendu` : la phrase qui le dit de ce qui ne l'est pas. `lire` : d'un texte tapé, ce qu'il
    vaut et par quoi il se range; None, s'il n'est pas de cette nature. `montrer` : d'un nombre, ce
    qu'une personne en voit. `cellule` : ce qu'en contient un tableur, si ce n'est pas le texte.
    `retaper` : d'un texte qu'un tableur montre, celui qui se tape. `une_seule` : un plan en a un
    champ au plus; `se_somme` : la somme de ses nombres veut dire quelque chose.
    """

    attendu: str = ""
    lire: Callable[[str], Any] = str
    montrer: Callable[[Any], str] | None = None
    cellule: Callable[[Any], CelluleEnForme | str] | None = None
    retaper: Callable[[str], str] = str.strip
    une_seule: bool = False
    se_somme: bool = True

    @property
    def de_nombres(self) -> bool:
        """Vrai si ses valeurs sont des nombres, qui se comparent et dont une moyenne se fait."""
        return self.montrer is not None

    def admet(self, dit: object) -> bool:
        """Rend vrai de ce qui peut s'écrire sous un champ de cette nature."""
        return isinstance(dit, str) and self.lire(dit) is not None

    def valeur(self, dit: Any) -> Any:
        """Rend ce qu'un programme lit de ce que dit une action, ou de ce qu'elle n'en dit pas."""
        return _en_nombre(dit) if self.montrer and dit is not None else dit

    def dire(self, dit: Any) -> Any:
        """Rend ce qu'une personne en voit."""
        return self.montrer(_en_nombre(dit)) if self.montrer and dit is not None else dit


def jours(dit: str) -> tuple[date, date] | None:
    """Rend le premier jour et le dernier d'une année, d'un trimestre, d'un mois; None du reste."""
    if not (trouvee := re.fullmatch(_DATE, dit)):
        return None
    annee, trimestre, mois, jour = (int(nombre or 0) for nombre in trouvee.groups())
    premier, mois = mois or 3 * trimestre - 2 * bool(trimestre) or 1, mois or 3 * trimestre or 12
    dernier = (date(annee + mois // 12, mois % 12 + 1, 1) - timedelta(days=1)).day
    if jour > dernier:
        return None
    return date(annee, premier, jour or 1), date(annee, mois, jour or dernier)


def dernier_jour(dit: str) -> date | None:
    """Rend le dernier jour d'une année, d'un trimestre, d'un mois ou d'un jour; None du reste."""
    siens = jours(dit)
    return siens and siens[1]


def _decimal(dit: str) -> Decimal | None:
    return Decimal(dit) if re.fullmatch(_DECIMAL, dit) else None


def _part(dit: str) -> Decimal | None:
    valeur = _decimal(dit)
    return valeur if valeur is not None and 0 <= valeur <= 100 else None


def _court(dit: str) -> str | None:
    return dit if len(dit) <= _COURT and "\n" not in dit else None


def _en_nombre(dit: str) -> int | Decimal:
    return Decimal(dit) if "." in dit else int(dit)


def _retaper_un_nombre(montre: str) -> str:
    """Rend un nombre écrit à la française, tel qu'il se tape; tout autre texte, tel quel."""
    nu = re.sub(r"[\s$%]", "", montre).replace("\u2212", "-")
    nu = re.sub(r",([0-9]{1,2})\Z", r".\1", nu)  # de trois, ce peut être des milliers
    return nu if _decimal(nu) is not None else montre


def _nombre_en_cellule(forme: str, diviseur: int, valeur: int | Decimal) -> CelluleEnForme | str:
    exact = Decimal(valeur)
    _, chiffres, exposant = exact.as_tuple()
    if len(chiffres) > _CHIFFRES_MAX or not isinstance(exposant, int):
        return f"{exact:f}"
    decimales = f".{'0' * -exposant}" if exposant else ""
    return CelluleEnForme(float(exact / diviseur), forme.format(decimales))


def _jour_en_cellule(dit: str) -> CelluleEnForme | str:
    jour = dernier_jour(dit)
    entier = jour is not None and dit == str(jour) and jour >= PREMIER_JOUR
    return CelluleEnForme(jour, "yyyy-mm-dd") if jour and entier else dit


def _de_nombres(
    attendu: str,
    unite: str = "",
    forme: str = "#,##0{}",
    *,
    lire: Callable[[str], Decimal | None] = _decimal,
    diviseur: int = 1,
    decimales: int = 0,
) -> NatureDeChamp:
    def montrer(valeur: int | Decimal) -> str:
        return f"{par_tranches(valeur, decimales)}{unite}"

    cellule = partial(_nombre_en_cellule, forme, diviseur)
    return NatureDeChamp(attendu, lire, montrer, cellule, _retaper_un_nombre)


_COMME = "comme 2021-06-30, 2021-06, 2021-T2 ou 2021"
_DE_DATES = NatureDeChamp(
    f"une date est attendue, {_COMME}", dernier_jour, cellule=_jour_en_cellule
)
NATURES = {
    "texte": NatureDeChamp(),
    "date": _DE_DATES,
    "echeance": _DE_DATES._replace(attendu=f"une échéance est attendue, {_COMME}", une_seule=True),
    "nombre": _de_nombres("un nombre est attendu, avec un point s'il a des décimales : 12 ou -3.5"),
    "montant": _de_nombres(
        "un montant est attendu, sans «\u00a0$\u00a0» ni espace : 12000 ou 12000.50",
        "\u00a0$",
        '#,##0{}"\u00a0$"',
        decimales=2,  # 0,50\u00a0$, ou 12\u00a0000\u00a0$
    ),
    "pourcentage": _de_nombres(
        "un nombre de 0 à 100 est attendu, sans «\u00a0%\u00a0» : 40 ou 12.5",
        "\u00a0%",
        "0{} %",
        lire=_part,
        diviseur=100,
    )._replace(se_somme=False),
    "niveau": NatureDeChamp(
        f"un court texte est attendu, d'une ligne et d'au plus {_COURT} signes",
        _court,
        une_seule=True,
    ),
}
"""Les natures, sous le nom qui s'écrit dans un plan; la première, là où rien n'est dit."""
