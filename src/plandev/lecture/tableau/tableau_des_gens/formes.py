"""Ce qu'une cellule écrit à sa façon -> ce qu'un plan en écrit : dates, nombres, listes, axes."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from plandev.lecture.tableau.feuilles.feuille import Cellule
from plandev.messages.constats import Case
from plandev.messages.mots import plier, redire
from plandev.messages.nombres import MOIS, exact
from plandev.plan.natures import NATURES, jours
from plandev.plan.tableur import sans_puces
from plandev.plan.valeurs import PATRON_CODE

_BLANCS = re.compile(r"[ \t\n]+")
_TIRETS = ("-", "\u2013", "\u2014", "--")  # ce qui se met où il n'y a rien à dire
_VIRGULE_DECIMALE = re.compile(r"(?<=[0-9]),(?=[0-9])")


class Lu(NamedTuple):
    """Ce que dit une cellule, ou ILLISIBLE, et où elle est."""

    texte: Any
    ou: Case

    @property
    def lisible(self) -> str:
        """Ce qu'elle dit; rien, de ce qui ne se lit pas."""
        return self.texte if isinstance(self.texte, str) else ""


# D'une cellule fusionnée, plusieurs lignes disent la même chose.
LuesUneFois = dict[Lu, None]


def sur_une_ligne(texte: str) -> str:
    """Rend un texte sans fins de ligne ni blancs de trop; les insécables y restent."""
    return _BLANCS.sub(" ", texte).strip()


def est_vide(cellule: Cellule) -> bool:
    """Rend vrai d'une cellule où ne s'écrit qu'un tiret, là où il n'y a rien à dire."""
    return cellule.nature == "texte" and cellule.texte.strip() in {"", *_TIRETS}


def dire_un_vide(cellule: Cellule) -> str:
    """Rend la phrase qui dit d'une telle cellule ce qui en est lu."""
    return f"{redire(cellule.texte.strip())} est lu comme une cellule vide"


def premier_mot(cellule: Cellule) -> str:
    """Rend le premier mot d'une cellule, plié."""
    return plier(cellule.texte).partition(" ")[0]


def en_code(texte: str) -> str:
    """Rend un code tel qu'un plan l'écrit : un point entre ses nombres, aucun à la fin."""
    return _VIRGULE_DECIMALE.sub(".", sur_une_ligne(texte)).rstrip(".)")


_MOIS = {plier(nom): rang for rang, nom in enumerate(MOIS, 1)}
_ECRITES = (
    re.compile(r"(?P<j>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<a>\d{4})"),
    re.compile(r"(?P<a>\d{4})[/.-](?P<m>\d{1,2})(?:[/.-](?P<j>\d{1,2}))?"),
    re.compile(r"(?:(?P<j>\d{1,2})(?:er)? )?(?P<nom>[a-z]+)\.? (?P<a>\d{4})"),
    re.compile(r"(?P<m>\d{1,2})/(?P<a>\d{4})"),
)
_TRIMESTRES = (re.compile(r"t ?(?P<t>[1-4]) ?[-/]? ?(?P<a>\d{4})"),
               re.compile(r"(?P<a>\d{4}) ?[-/]? ?t ?(?P<t>[1-4])"))  # fmt: skip
_ANNEE = re.compile(r"(?:19|20|21)\d\d")
_SERIE = re.compile(r"[2-6]\d{4}")  # de 1954 à 2091
_ORIGINE = date(1899, 12, 30)  # celle des jours d'un tableur

_NOMBRE = re.compile(
    r"(?P<signe>[-\u2212] ?|\()?"
    r"(?P<n>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)\)?"
    r"\s?(?P<unite>[kM]?\$|%)?",
)
_FOIS = {"k$": 3, "M$": 6}
_PUCES_D_UNE_LISTE = 2
_PUCE = re.compile(r"\A\s*(?:[-\u2013\u2014\u2022\u00b7\u25aa\u25cf\u25e6*o]\s+|\u2022)")


def en_date(cellule: Cellule) -> str | None:
    """Rend une date telle qu'un plan l'écrit (2021-06-30, 2021-06, 2021-T2, 2021), ou None."""
    dit = plier(cellule.texte)
    if cellule.nature == "date":
        return dit if jours(dit) else None
    if _ANNEE.fullmatch(dit):
        return dit
    for forme in _TRIMESTRES:
        if trouve := forme.fullmatch(dit):
            return f"{trouve['a']}-T{trouve['t']}"
    return next(filter(None, map(_jour, (forme.fullmatch(dit) for forme in _ECRITES))), None)


def _jour(trouve: re.Match[str] | None) -> str | None:
    if trouve is None:
        return None
    dits = trouve.groupdict()
    mois = int(dits.get("m") or _MOIS.get(dits.get("nom") or "", 0))
    jour = f"-{int(dits['j']):02}" if dits.get("j") else ""
    ecrite = f"{dits['a']}-{mois:02}{jour}"
    return ecrite if jours(ecrite) else None


def en_jour_de_serie(cellule: Cellule) -> str | None:
    """Rend le jour qu'est un nombre de jours, dont le tableur n'a pas gardé la forme; ou None."""
    if cellule.nature not in {"nombre", "texte"} or not _SERIE.fullmatch(cellule.texte):
        return None
    return str(_ORIGINE + timedelta(days=int(cellule.texte)))


def en_nombre(cellule: Cellule) -> tuple[str, str] | None:
    """Rend un nombre tel qu'un plan l'écrit, et son unité (« $ », « % » ou rien); ou None."""
    trouve = _NOMBRE.fullmatch(sur_une_ligne(cellule.texte))
    nu = re.sub(r"[ \u00a0\u202f]", "", trouve["n"]).replace(",", ".") if trouve else ""
    # « 012 » est un numéro; « 1,200 », peut-être un millier d'une autre langue.
    if trouve is None or re.match(r"0\d", nu) or re.search(r",\d{3}\Z", trouve["n"]):
        return None
    unite, signe = trouve["unite"] or "", "-" if trouve["signe"] else ""
    valeur = Decimal(nu).scaleb(_FOIS.get(unite, 0))
    ecrit = exact(valeur.quantize(Decimal(1)) if valeur == valeur.to_integral() else valeur)
    return (signe * (valeur != 0) + ecrit, unite[-1:])


def en_valeur(nature: str, cellule: Cellule) -> str | None:
    """Rend ce que dit une cellule, tel qu'un champ de cette nature l'écrit; None, s'il ne peut."""
    if nature in {"date", "echeance"}:
        return en_date(cellule)
    lu = en_nombre(cellule)
    return lu[0] if lu and NATURES[nature].admet(lu[0]) else None


def en_liste(texte: str) -> str | list[str]:
    """Rend le texte, ou la liste qu'il est : deux lignes à puces au moins, les puces ôtées."""
    if isinstance(liste := sans_puces(texte.strip()), list):
        return liste
    lignes = [ligne.strip() for ligne in texte.strip().split("\n") if ligne.strip()]
    puces = [bool(_PUCE.match(ligne)) for ligne in lignes]
    if sum(puces) >= _PUCES_D_UNE_LISTE:
        return [sur_une_ligne(_PUCE.sub("", ligne, count=1)) for ligne in lignes]
    return _PUCE.sub("", "\n".join(lignes), count=1).replace("\t", " ")


_ROMAINS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_RANG = r"([0-9]{1,3}|[IVX]{1,4})"
_AXE = re.compile(
    rf"(?:axe|orientation|volet)\s*(?:n[o\u00b0\u00ba]\.?\s*)?{_RANG}\b[\s:.)=\u2013\u2014-]*(.*)",
    re.IGNORECASE,
)
_NUMERO = re.compile(rf"{_RANG}(?:\Z|\s*[:.)=\u2013\u2014-]+\s*((?!\d)(?=.*[^\W\d_]{{2}}).*))")
_SANS_POINT = re.compile(r"([0-9]{1,2})\s+(\D.*)")
_SUITE = re.compile(r"\s*\(suite[^)]*\)\Z", re.IGNORECASE)
_NUMEROTE = re.compile(
    r"(?:([^\W\d_][\w-]*)\s+)?(?:n°\s*)?([0-9]{1,3}(?:\.[0-9]{1,3})*)\.?(?=[\s:.)\u2013-]|\Z)"
)


def axe_nomme(texte: str) -> tuple[int, str] | None:
    """Rend le numéro et le titre, vide s'il n'y est pas, de l'axe que nomme « Axe 2 : … »."""
    return _numero_et_titre(_AXE.fullmatch(sur_une_ligne(texte)))


def axe_d_une_cellule(texte: str) -> tuple[int | None, str]:
    """Rend le numéro, s'il est dit, et le titre de l'axe que nomme une cellule de sa colonne."""
    dit = sur_une_ligne(texte)
    formes = (_AXE, _NUMERO, _SANS_POINT)
    lus = (_numero_et_titre(forme.fullmatch(dit)) for forme in formes)
    return next(filter(None, lus), (None, _SUITE.sub("", dit)))


def _numero_et_titre(trouve: re.Match[str] | None) -> tuple[int, str] | None:
    if trouve is None:
        return None
    ecrit = trouve[1].lower()
    numero = (
        int(ecrit) if ecrit.isdecimal() else _ROMAINS.index(ecrit) + 1 if ecrit in _ROMAINS else 0
    )
    return (numero, _SUITE.sub("", trouve[2] or "")) if numero else None


def forme_d_un_titre(texte: str) -> str:
    """Rend la forme d'un titre : son premier mot et la profondeur de son numéro, comme « axe 1 ».

    D'un titre sans numéro, elle est vide.
    """
    dit = sur_une_ligne(texte)
    if axe_nomme(dit):
        return "axe 1"
    if trouve := _NUMEROTE.match(dit):
        return f"{plier(trouve[1] or '')} {trouve[2].count('.') + 1}".strip()
    return ""


CODE_MAX = 20
"""Ce qu'un code a au plus de signes."""
_CODE_EN_DEUX_MOTS = 8  # « 12 bis », et non « 100 arbres »


_TOTAL = re.compile(r"(?:sous[ -]?)?tota(?:l|ux)\b|nombre (?:total )?d.actions")


def est_un_code(texte: str) -> bool:
    """Rend vrai d'un texte court, qui a un chiffre et la forme d'un code, de deux mots au plus."""
    code = en_code(texte)
    if " " in code and len(code) > _CODE_EN_DEUX_MOTS:
        return False
    return (
        len(code) <= CODE_MAX
        and any(map(str.isdecimal, code))
        and bool(re.fullmatch(PATRON_CODE, code))
    )


def commence_par_total(texte: str) -> bool:
    """Rend vrai de ce qui commence par « Total », ou « Sous-total »."""
    return bool(_TOTAL.match(plier(texte)))


def est_un_total(cellules: Sequence[Cellule]) -> bool:
    """Rend vrai de cellules dont le seul texte commence par « Total », et de nombres."""
    textes = [c.texte for c in cellules if not en_nombre(c) and not est_vide(c)]
    if len(textes) != 1 or not commence_par_total(textes[0]):
        return False
    return any(map(en_nombre, cellules)) or any(map(str.isdecimal, textes[0]))
