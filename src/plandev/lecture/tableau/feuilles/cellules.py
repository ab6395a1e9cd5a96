"""La valeur d'une cellule et sa mise en forme -> ce que le tableur en montre."""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Any

from openpyxl.utils.escape import unescape

from plandev.lecture.tableau.feuilles.feuille import Cellule

# Ce qui se refait d'une mise en forme : des zéros, des décimales, des milliers, un pour cent, dont
# un tableur protège l'espace d'une barre quand il enregistre.
_FORME = re.compile(
    r"(?P<entiers>[#0, ]{0,30}[#0])(?:\.(?P<decimales>0{1,30}))?(?P<pourcent>\\?[ \u00a0]?%)?"
    r"(?:_.)?(?P<dollars>\"\u00a0\$\")?"
)
_SANS_FORME = ("General", "@", "")
_ERREUR = "e"
_COMME_UN_TABLEUR = Context(rounding=ROUND_HALF_UP)  # 8,5 y est montré 9; Python dirait 8


def montrer(cellule: Any) -> Cellule | None:
    """Rend ce que montre une cellule d'openpyxl, ou None si elle est vide."""
    valeur = cellule.value
    if cellule.data_type == _ERREUR:
        return Cellule(str(valeur), "erreur")
    if isinstance(valeur, str):
        return _texte(valeur)
    if valeur is None:
        return None
    if isinstance(valeur, date | time | timedelta):
        return _temps(valeur)
    if isinstance(valeur, bool):
        return Cellule("VRAI" if valeur else "FAUX", "oui-ou-non")
    return nombre(valeur, cellule.number_format)


def _texte(valeur: str) -> Cellule | None:
    if "_x" in valeur or "\r" in valeur:
        valeur = unescape(valeur).replace("\r\n", "\n").replace("\r", "\n")
    return Cellule(valeur) if valeur and not valeur.isspace() else None


def nombre(valeur: float, forme: str) -> Cellule:
    """Rend un nombre tel que cette mise en forme le montre, avec un point.

    D'une forme que plandev ne sait pas refaire, c'est le nombre lui-même.
    """
    if isinstance(valeur, int) and (forme in _SANS_FORME or forme == "0"):
        return Cellule(str(valeur), "nombre")
    exact = Decimal(repr(valeur))
    nu = f"{exact.normalize():f}"
    if forme in _SANS_FORME:
        return Cellule(nu, "decimal" if "." in nu else "nombre")
    trouvee = _FORME.fullmatch(forme.partition(";")[0])
    if trouvee is None:
        return Cellule(nu, "mis-en-forme")
    montre = _mettre_en_forme(exact, trouvee)
    a_tout = Decimal(re.sub(r"[\u00a0%$]", "", montre)) == exact * (
        100 if trouvee["pourcent"] else 1
    )
    return Cellule(montre, "nombre") if a_tout else Cellule(montre, "arrondi", nu)


def _mettre_en_forme(exact: Decimal, forme: re.Match[str]) -> str:
    decimales = len(forme["decimales"] or "")
    with localcontext(_COMME_UN_TABLEUR):
        montre = f"{exact * 100 if forme['pourcent'] else exact:z.{decimales}f}"
    entiers, point, reste = montre.partition(".")
    entiers = entiers.zfill(forme["entiers"].count("0"))
    if "," in forme["entiers"]:
        entiers = f"{Decimal(entiers):,}".replace(",", "\u00a0")
    unite = "\u00a0%" if forme["pourcent"] else "\u00a0$" if forme["dollars"] else ""
    return f"{entiers}{point}{reste}{unite}"


def _temps(valeur: date | time | timedelta) -> Cellule:
    if isinstance(valeur, time):
        return Cellule(str(valeur), "mis-en-forme")
    if isinstance(valeur, timedelta):
        minutes, secondes = divmod(round(valeur.total_seconds()), 60)
        return Cellule(f"{minutes // 60}:{minutes % 60:02d}:{secondes:02d}", "mis-en-forme")
    entiere = not isinstance(valeur, datetime) or valeur.time() == time()
    return Cellule(f"{valeur:%Y-%m-%d}" if entiere else f"{valeur:%Y-%m-%d %H:%M}", "date")
