"""Des plans tirés au hasard, pour ce qui doit être vrai de tous. Pytest ne le ramasse pas."""

import re

from hypothesis import strategies as st

from plandev.plan.action import Action
from plandev.plan.etats import ETATS
from plandev.plan.modele import Plan
from plandev.plan.valeurs import (
    PATRON_CLE,
    PATRON_CODE,
    PATRON_TEXTE,
    PATRON_TEXTE_LONG,
    PATRON_UNITE,
)

UNITES = ("DVC", "R&D", "Direction générale")
GROUPES = ("jeunes", "aines")
VALEURS = ("a", "B", "b c")
LIBELLES = ("Ouvrir une piste", "Ouvrir une piste cyclable", "Planter des arbres", "Tenir une fête")


def sous_ensembles(valeurs):
    return st.lists(st.sampled_from(valeurs), unique=True).map(tuple)


THEMES = st.none() | st.sampled_from(VALEURS) | sous_ensembles(VALEURS).filter(bool)


@st.composite
def actions(draw, code):
    theme = draw(THEMES)
    return Action(
        code=code,
        libelle=draw(st.sampled_from(LIBELLES)),
        responsables=draw(sous_ensembles(UNITES)),
        groupes=draw(sous_ensembles(GROUPES)),
        etat=draw(st.none() | st.sampled_from(ETATS)),
        champs={} if theme is None else {"theme": theme},
    )


@st.composite
def plans(draw, annee=2020, axes_max=4, **tete):
    """Un plan de quelques axes, dont chaque code, de 1 à 6, est là ou non."""
    axes = []
    for numero in range(1, draw(st.integers(1, axes_max)) + 1):
        codes = draw(st.lists(st.sampled_from("123456"), unique=True, max_size=6))
        poids = draw(st.none() | st.integers(6, 30))
        siennes = [draw(actions(code)) for code in codes]
        axes.append({"numero": numero, "titre": "Axe", "poids": poids, "actions": siennes})
    return Plan(
        titre="Plan",
        annee=annee,
        responsables=dict.fromkeys(UNITES),
        groupes=dict.fromkeys(GROUPES, "Groupe"),
        champs={"theme": "Thème"},
        axes=axes,
        **tete,
    )


def toutes(plan):
    """Chaque action, derrière le numéro de son axe."""
    return [(axe.numero, action) for axe in plan.axes for action in axe.actions]


# Ce qu'un texte peut avoir qui, dans un fichier, voudrait dire autre chose que lui-même.
_PIEGES = (
    *(
        ": ",
        " #",
        "- ",
        "? ",
        "'",
        '"',
        "\\",
        "%",
        "&",
        "*",
        "!",
        "|",
        ">",
        "`",
        "@",
        "#",
        ":",
        "~",
    ),
    *(
        "[",
        "]",
        "{",
        "}",
        ",",
        " ",
        "  ",
        "\u00a0",
        "\ufeff",
        "\u200b",
        "œ",
        "🚲",
        "null",
        "NO",
        "5.20",
    ),
    *(
        "---",
        "...",
        "<<",
        "=",
        "libre-service",
        "_x000D_",
        "_x005F_",
        "_x0041_",
        "_xD83D_",
        "•",
        "• ",
        "\\n",
        "été",
        "mot " * 30,
        "x" * 120,
    ),
)
_TEXTES = st.lists(st.sampled_from(_PIEGES) | st.characters(exclude_categories=["Cs"]), max_size=9)


def _qui_suivent(patron, longueur, textes=_TEXTES):
    """Des textes hostiles qui ont la forme de ceux d'un plan."""
    forme = re.compile(patron)
    return textes.map("".join).filter(lambda t: len(t) <= longueur and forme.fullmatch(t))


def _identifiants(patron, longueur):
    return st.from_regex(patron.replace("$", r"\Z"), fullmatch=True).filter(
        lambda t: len(t) <= longueur and t.isascii()
    )


TEXTES_HOSTILES = _qui_suivent(PATRON_TEXTE, 10_000)
TEXTES_LONGS_HOSTILES = _qui_suivent(
    PATRON_TEXTE_LONG,
    10_000,
    st.lists(st.sampled_from((*_PIEGES, "\n", "\n\n", "\n  ")), max_size=9),
)
_UNITES_HOSTILES = _qui_suivent(PATRON_UNITE, 120).filter(
    lambda t: t.isascii() and t not in {"~", "null", "Null", "NULL"}
)
_CLES = _identifiants(PATRON_CLE, 60)
_CODES = _identifiants(PATRON_CODE, 20)
_CHAMPS = TEXTES_LONGS_HOSTILES | st.lists(TEXTES_HOSTILES, min_size=1, max_size=3)
_REGLES = st.fixed_dictionaries(
    {},
    optional={
        "indice_min": st.decimals(0, 1, places=9).map(lambda d: f"{d:f}"),
        "indice_max": st.integers(1, 10**17).map(str),
        "motif": TEXTES_HOSTILES,
        "source_des_poids": TEXTES_HOSTILES,
    },
)


@st.composite
def plans_entiers(draw):
    """Un plan qui emploie tout ce que le format permet, dont les textes sont des pièges."""
    unites = draw(st.lists(_UNITES_HOSTILES, unique=True, max_size=3))
    groupes = draw(st.lists(_CLES, unique=True, max_size=2))
    champs = [cle for cle in draw(st.lists(_CLES, unique=True, max_size=2)) if len(cle) > 1]
    champs = [f"{cle[:40]}_1" for cle in champs]

    def action(code):
        dits = {cle: draw(_CHAMPS) for cle in dict.fromkeys(champs) if draw(st.booleans())}
        return Action(
            code=code,
            libelle=draw(TEXTES_HOSTILES),
            responsables=draw(st.permutations(unites))[: draw(st.integers(0, 3))],
            groupes=groupes[: draw(st.integers(0, 2))],
            etat=draw(st.none() | st.sampled_from(ETATS)),
            champs=dits,
        )

    axes = []
    for numero in range(1, draw(st.integers(1, 3)) + 1):
        codes = draw(st.lists(_CODES, unique_by=str.casefold, max_size=3))
        actions = list(map(action, codes))
        poids = draw(st.none() | st.integers(1, 10**17))
        axes.append({"numero": numero, "titre": draw(TEXTES_HOSTILES), "poids": poids})
        axes[-1]["actions"] = actions
    regle = draw(st.none() | _REGLES)
    quand = draw(st.sampled_from(({"annee": 2020}, {"periode": "2023-2030"})))
    return Plan(
        titre=draw(TEXTES_HOSTILES),
        **quand,
        etat_au=draw(st.none() | st.just("2020-12-31")),
        responsables={unite: draw(st.none() | TEXTES_HOSTILES) for unite in unites},
        groupes={cle: draw(TEXTES_HOSTILES) for cle in groupes},
        champs={cle: draw(TEXTES_HOSTILES) for cle in champs},
        axes=axes,
        **({} if regle is None else {"equilibre": regle}),
    )
