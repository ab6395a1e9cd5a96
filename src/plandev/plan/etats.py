"""Les états d'une action au fil de l'année : des mots, et ceux qui se tapent à leur place."""

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from plandev.messages.mots import enumerer, plier, proche


class Etat(NamedTuple):
    """Un état, et tout ce qui s'en dit.

    `rang` : du plus accompli au moins, dans une barre; `signe` : ce qui l'y dessine, et se lit sans
    couleur. `autres_mots` : ceux des suivis qui ne disent que lui, sans accents ni genre. `fini` :
    l'action n'est plus à faire. `sans_suite` : un bilan nomme ces actions, et elles ne sont pas
    déployées cette année-là. `hors_compte` : l'équilibre ne les compte pas. `a_temps` : l'action
    n'est pas en retard, quelle que soit son échéance.
    """

    mot: str
    rang: int
    signe: str
    autres_mots: tuple[str, ...]
    fini: bool = False
    sans_suite: bool = False
    hors_compte: bool = False
    a_temps: bool = False


# Ceux des suivis publiés, dans l'ordre où une action y passe.
_TOUS = (
    Etat("à venir", 5, "·",
         ("prevu", "planifie", "a faire", "non commence", "non debute", "a planifier")),
    Etat("en cours", 4, "░",
         ("debute", "commence", "amorce", "entame", "en realisation", "en progression")),
    Etat("en continu", 3, "▒", ("continu", "recurrent", "permanent", "en tout temps"),
         a_temps=True),
    Etat("réalisée", 1, "█",
         ("fait", "termine", "complete", "acheve", "fini", "atteint", "livre"), fini=True,
         a_temps=True),
    Etat("réalisée en partie", 2, "▓",
         ("partiel", "partiellement realise", "en partie", "partiellement")),
    Etat("reportée", 6, "›", ("differe",), sans_suite=True, a_temps=True),
    Etat("abandonnée", 7, "×", ("annule", "retire", "supprime"),
         fini=True, sans_suite=True, hors_compte=True, a_temps=True),
)  # fmt: skip
ETATS = tuple(etat.mot for etat in _TOUS)
FINIS = frozenset(etat.mot for etat in _TOUS if etat.fini)
SANS_SUITE = tuple(etat.mot for etat in _TOUS if etat.sans_suite)
A_TEMPS = frozenset(etat.mot for etat in _TOUS if etat.a_temps)
HORS_COMPTE = tuple(etat.mot for etat in _TOUS if etat.hors_compte)

SANS_ETAT = "sans état"
REALISEE = "réalisée"
"""Le seul état qu'un taux de réalisation compte."""


def signes() -> dict[str | None, str]:
    """Rend le signe de chaque état dans une barre, du plus accompli au moins, puis sans état."""
    rangs = sorted(_TOUS, key=lambda etat: etat.rang)
    return {**{etat.mot: etat.signe for etat in rangs}, None: "?"}


_LETTRES = {"à": "[ÀàAa]", "é": "[ÉéEe]", " ": " "}


def forme_d_etat(mot: str) -> str:
    """Rend un mot sans la marque du féminin, casse et accents ôtés : ce qui le fait reconnaître."""
    return re.sub(r"ee\b", "e", plier(mot))


_PAR_FORME = {forme_d_etat(etat): etat for etat in ETATS}
_CONSEILS = {mot: etat.mot for etat in _TOUS for mot in map(forme_d_etat, etat.autres_mots)}


def accorder(etat: str | None, nombre: int) -> str:
    """Rend un état, ou ce qui se dit de qui n'en a pas, au pluriel à partir de deux actions."""
    mot = etat or SANS_ETAT
    return re.sub(r"(?<=[éu])e\b", "es", mot) if nombre > 1 else mot


def etat_nomme(mot: str) -> str | None:
    """Rend l'état que nomme un mot, quels que soient casse, accents et genre, ou None."""
    return _PAR_FORME.get(forme_d_etat(mot))


def mot_nomme(mot: str, mots: Iterable[str]) -> str | None:
    """Rend celui de ces mots d'un plan que nomme un mot, de même, ou None."""
    forme = forme_d_etat(mot)
    return next((sien for sien in mots if forme_d_etat(sien) == forme), None)


def conseil_d_etat(mot: str, mots: Collection[str] = ()) -> str:
    """Rend la fin de phrase qui aide à corriger un mot qui n'est ni un état, ni l'un de ceux-là."""
    choix = f"choix possibles : {enumerer([*mots, *ETATS])}"
    voisin = proche(mot, mots) or _voisin(mot)
    return f"vouliez-vous dire {voisin}? C{choix[1:]}" if voisin else choix


def _voisin(mot: str) -> str | None:
    forme = re.sub(r"(?<=\w)e\b", "", forme_d_etat(mot))  # « faite » et « fait », « complète »
    for voisin, etat in _CONSEILS.items():
        if forme in {voisin, re.sub(r"(?<=\w)e\b", "", voisin)}:
            return etat
    return _faute_de_frappe(forme_d_etat(mot))


def _faute_de_frappe(forme: str) -> str | None:
    """Rend l'état dont un mot n'est qu'une faute de frappe : « non réalisée » dit autre chose."""
    from difflib import get_close_matches

    pareils = [f for f in _PAR_FORME if (f[0], f.count(" ")) == (forme[:1], forme.count(" "))]
    return next(map(_PAR_FORME.get, get_close_matches(forme, pareils, 1, cutoff=0.85)), None)


def motif_d_etat() -> str:
    """Rend l'expression rationnelle de tout ce qui nomme un état, pour le schéma JSON."""
    mots = (re.sub(r"ée\b", "é(e)?", etat) for etat in ETATS)
    return f"^({'|'.join(map(_sans_casse, mots))})$"


def _sans_casse(mot: str) -> str:
    classes = (
        _LETTRES.get(c) or (f"[{c.upper()}{c}]" if c.isalpha() else c)
        for c in mot.replace("(e)?", "\0")
    )
    return "".join(classes).replace("\0", "[Ee]?")
