"""Des plans tirés au hasard, pour ce qui doit être vrai de tous. Pytest ne le ramasse pas."""

from hypothesis import strategies as st

from plandev.etats import ETATS
from plandev.modele import Action, Plan

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
