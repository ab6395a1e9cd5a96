"""Les états d'une action au fil de l'année : sept mots, et ceux qui se tapent à leur place."""

import re

from plandev.messages.mots import enumerer, plier, proche

ETATS = (
    "à venir",
    "en cours",
    "en continu",
    "réalisée",
    "réalisée en partie",
    "reportée",
    "abandonnée",
)
"""Ceux des suivis publiés, dans l'ordre où une action y passe."""

REALISEE = "réalisée"
"""Le seul état qu'un taux de réalisation compte."""

SANS_SUITE = ("reportée", "abandonnée")
"""Ceux dont un bilan nomme les actions."""

# Ce qui se lit dans les suivis, et le mot d'ici qui le dit; sans accents ni genre.
_AUTRES_MOTS = {
    "à venir": ("prevu", "planifie", "a faire", "non commence", "non debute", "a planifier"),
    "en cours": ("debute", "commence", "amorce", "entame", "en realisation", "en progression"),
    "en continu": ("continu", "recurrent", "permanent", "en tout temps"),
    "réalisée": ("fait", "termine", "complete", "acheve", "fini", "atteint", "livre"),
    "réalisée en partie": ("partiel", "partiellement realise", "en partie", "partiellement"),
    "reportée": ("en pause", "suspendu", "retarde", "en attente", "differe", "remis"),
    "abandonnée": ("annule", "retire", "supprime", "non realise", "non retenu"),
}
_LETTRES = {"à": "[ÀàAa]", "é": "[ÉéEe]", " ": " "}


def _masculin(mot: str) -> str:
    """Rend un mot sans la marque du féminin, accents ôtés."""
    return re.sub(r"ee\b", "e", plier(mot))


_PAR_FORME = {_masculin(etat): etat for etat in ETATS}
_CONSEILS = {_masculin(mot): etat for etat, mots in _AUTRES_MOTS.items() for mot in mots}


def etat_nomme(mot: str) -> str | None:
    """Rend l'état que nomme un mot, quels que soient casse, accents et genre, ou None."""
    return _PAR_FORME.get(_masculin(mot))


def conseil_d_etat(mot: str) -> str:
    """Rend la fin de phrase qui aide à corriger un mot qui n'est pas un état."""
    choix = f"choix possibles : {enumerer(ETATS)}"
    voisin = _voisin(mot)
    return f"vouliez-vous dire {voisin}? {choix.capitalize()}" if voisin else choix


def _voisin(mot: str) -> str | None:
    forme = re.sub(r"(?<=\w)e\b", "", _masculin(mot))  # « faite » et « fait », « complète »
    for voisin, etat in _CONSEILS.items():
        if forme in {voisin, re.sub(r"(?<=\w)e\b", "", voisin)}:
            return etat
    return proche(mot, ETATS)


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
