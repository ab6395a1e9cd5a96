"""La valeur d'une cellule et sa mise en forme -> ce que le tableur en montre."""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from openpyxl.utils.escape import unescape

from plandev.lecture.tableau.feuilles.feuille import Cellule

# Ce qui se refait d'une mise en forme : des zéros, des décimales, des milliers, et ce qui entoure
# le nombre; une fois ôté ce qui n'est que place, couleur ou langue.
_FORME = re.compile(
    r"(?P<avant>[^#0.,]*?)(?P<entiers>[#0, \u00a0\u202f]{0,30}[#0])"
    r"(?:\.(?P<decimales>[0#]{1,30}))?(?P<apres>[^#0.,]*)"
)
_MONNAIE = re.compile(r"\[\$([^\]-]*)[^\]]*\]")
_SANS_EFFET = re.compile(r"\[[^\]]*\]|_.|\*.|[\"\\]")
_AUTOUR = re.compile(r"[\s()+\-]*(?P<unite>[$€%]?)[\s()+\-]*")
_SANS_FORME = ("General", "@", "")
_ERREUR = "e"


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
    trouvee, unite = _lire_la_forme(forme, exact)
    if trouvee is None:
        return Cellule(nu, "mis-en-forme")
    montre = _mettre_en_forme(exact, trouvee, unite)
    a_tout = Decimal(re.sub(r"[\u00a0%$€]", "", montre)) == exact * (100 if unite == "%" else 1)
    return Cellule(montre, "nombre") if a_tout else Cellule(montre, "arrondi", nu)


def _lire_la_forme(forme: str, valeur: Decimal) -> tuple[re.Match[str] | None, str]:
    """Rend ce qu'une mise en forme fait d'un nombre de ce signe, et l'unité qu'elle y ajoute."""
    parties = _SANS_EFFET.sub("", _MONNAIE.sub(r"\1", forme)).split(";")
    partie = parties[1] if valeur < 0 and len(parties) > 1 else parties[0]
    trouvee = _FORME.fullmatch(partie)
    autour = _AUTOUR.fullmatch(f"{trouvee['avant']}{trouvee['apres']}") if trouvee else None
    return (trouvee, autour["unite"]) if autour else (None, "")


def _mettre_en_forme(exact: Decimal, forme: re.Match[str], unite: str) -> str:
    decimales = len(forme["decimales"] or "")
    valeur = exact * 100 if unite == "%" else exact
    arrondie = valeur.quantize(Decimal(1).scaleb(-decimales), ROUND_HALF_UP)
    entiers, point, reste = f"{abs(arrondie):f}".partition(".")
    reste = reste.rstrip("0").ljust((forme["decimales"] or "").count("0"), "0")
    entiers = entiers.zfill(forme["entiers"].count("0"))
    if re.search(r"[, \u00a0\u202f]", forme["entiers"]):
        entiers = f"{Decimal(entiers):,}".replace(",", "\u00a0")
    signe = "-" if arrondie < 0 else ""
    return f"{signe}{entiers}{point if reste else ''}{reste}" + (f"\u00a0{unite}" if unite else "")


def _temps(valeur: date | time | timedelta) -> Cellule:
    if isinstance(valeur, time):
        return Cellule(str(valeur), "mis-en-forme")
    if isinstance(valeur, timedelta):
        minutes, secondes = divmod(round(valeur.total_seconds()), 60)
        return Cellule(f"{minutes // 60}:{minutes % 60:02d}:{secondes:02d}", "mis-en-forme")
    entiere = not isinstance(valeur, datetime) or valeur.time() == time()
    return Cellule(f"{valeur:%Y-%m-%d}" if entiere else f"{valeur:%Y-%m-%d %H:%M}", "date")
