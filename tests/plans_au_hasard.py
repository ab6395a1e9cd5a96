"""Des plans tirés au hasard, pour ce qui doit être vrai de tous. Pytest ne le ramasse pas.

Il n'y a qu'un tirage, `plans`. Chaque clé du modèle y a sa ligne, dans TIRAGES; une clé ajoutée
au modèle arrête toutes les propriétés, jusqu'à ce que la sienne soit écrite.
"""

import re
from dataclasses import replace
from datetime import date
from functools import partial
from typing import NamedTuple

from hypothesis import strategies as st

from plandev.plan.action import Action
from plandev.plan.champ import Champ
from plandev.plan.etats import ETATS, forme_d_etat
from plandev.plan.modele import Axe, Plan, Regle
from plandev.plan.natures import NATURES
from plandev.plan.valeurs import (
    LONGUEUR_D_UN_CODE,
    LONGUEUR_D_UN_TEXTE,
    LONGUEUR_D_UNE_CLE,
    LONGUEUR_D_UNE_UNITE,
    NUMEROTATIONS,
    PATRON_CLE,
    PATRON_CODE,
    PATRON_MOT,
    PATRON_NUMERO,
    PATRON_TEXTE,
    PATRON_TEXTE_LONG,
    PATRON_UNITE,
    REFERENCES,
)

UNITES = ("DVC", "R&D", "Direction générale")
LONGUEUR_D_UN_NUMERO = 12
GROUPES = ("jeunes", "aines")
VALEURS = ("a", "B", "b c")
LIBELLES = ("Ouvrir une piste", "Ouvrir une piste cyclable", "Planter des arbres", "Tenir une fête")


COUT = Champ(intitule="Coût", nature="montant")


class Textes(NamedTuple):
    """De quoi un plan est écrit : les mots de chaque sorte, et combien il y en a.

    `unites`, `groupes` et `champs` : ce que le plan en déclare, chacun derrière sa clé.
    """

    titres: st.SearchStrategy
    libelles: st.SearchStrategy
    numeros: st.SearchStrategy
    codes: st.SearchStrategy
    unites: st.SearchStrategy
    groupes: st.SearchStrategy
    etats: st.SearchStrategy
    champs: st.SearchStrategy
    valeurs: st.SearchStrategy
    poids: st.SearchStrategy
    axes_max: int
    actions_max: int


def sous_ensembles(valeurs):
    """Quelques-unes de ces valeurs, dans un ordre ou dans l'autre."""
    if not valeurs:
        return st.just(())
    return st.lists(st.sampled_from(valeurs), unique=True).map(tuple)


# Peu de mots : deux plans, et deux actions, s'y ressemblent souvent, en tout ou en partie.
SIMPLES = Textes(
    titres=st.sampled_from(("Plan", "Axe", "Milieu de vie")),
    libelles=st.sampled_from(LIBELLES),
    numeros=st.sampled_from(("A", "CCC", "e-1", "F", "1", "02")),
    codes=st.sampled_from("123456"),
    unites=st.fixed_dictionaries({unite: st.sampled_from((None, "Nom")) for unite in UNITES}),
    groupes=st.fixed_dictionaries(dict.fromkeys(GROUPES, st.sampled_from(("Groupe", "Nom")))),
    champs=st.sampled_from(({"theme": "Thème"}, {"theme": "Thème", "cout": COUT})),
    etats=st.sampled_from(({}, {"Complété": "réalisée", "Non débuté": "à venir"})),
    valeurs=st.sampled_from(VALEURS) | sous_ensembles(VALEURS).filter(bool),
    poids=st.integers(6, 30),
    axes_max=4,
    actions_max=6,
)


# Ce qu'un texte peut avoir qui, dans un fichier, voudrait dire autre chose que lui-même.
_PIEGES = (
    *(": ", " #", "- ", "? ", "'", '"', "\\", "%", "&", "*", "!", "|", ">", "`", "@", "#", "~"),
    *("[", "]", "{", "}", ",", " ", "  ", "\u00a0", "\ufeff", "\u200b", "œ", "🚲", "null", "NO"),
    *(":", "5.20", "---", "...", "<<", "=", "libre-service", "_x000D_", "_x005F_", "_x0041_"),
    *("_xD83D_", "•", "• ", "\\n", "été", "mot " * 30, "x" * 120),
)  # fmt: skip
_TEXTES = st.lists(st.sampled_from(_PIEGES) | st.characters(exclude_categories=["Cs"]), max_size=9)


def _qui_suivent(patron, longueur, textes=_TEXTES):
    """Des textes hostiles qui ont la forme de ceux d'un plan; redressés, et non refusés.

    Un seul texte refusé ferait refuser tout le plan : il ne resterait que les plus petits.
    """
    forme = re.compile(patron)

    def redresser(morceaux):
        texte = "".join(m for m in morceaux if forme.fullmatch(f"x{m}x"))
        entier = len(texte) <= longueur and forme.fullmatch(texte)
        return texte if entier else f"x{texte[: longueur - 2]}x"

    return textes.map(redresser)


def _identifiants(patron, longueur):
    """Des identifiants sans accent : composé ou non, c'est le même, et un autre test le dit."""
    ascii_ = re.sub(r"[^ -~](-[^ -~])?", "", patron).replace("$", r"\Z")
    return st.from_regex(ascii_, fullmatch=True).filter(lambda texte: len(texte) <= longueur)


TEXTES_HOSTILES = _qui_suivent(PATRON_TEXTE, LONGUEUR_D_UN_TEXTE)
TEXTES_LONGS_HOSTILES = _qui_suivent(
    PATRON_TEXTE_LONG,
    LONGUEUR_D_UN_TEXTE,
    st.lists(st.sampled_from((*_PIEGES, "\n", "\n\n", "\n  ")), max_size=9),
)
_UNITES_HOSTILES = _qui_suivent(
    PATRON_UNITE,
    LONGUEUR_D_UNE_UNITE,
    st.lists(st.sampled_from(_PIEGES).filter(str.isascii) | st.characters(codec="ascii")),
).filter(lambda texte: texte not in {"~", "null", "Null", "NULL"})
_CLES = _identifiants(PATRON_CLE, LONGUEUR_D_UNE_CLE)
# Un champ n'a le nom d'aucune clé du modèle.
_CLES_DE_CHAMPS = _CLES.map(lambda cle: f"{cle[:40]}_1")


def _distincts(textes, au_plus):
    """De zéro à tant de textes, aussi souvent les uns que les autres, distincts sans la casse."""
    return st.integers(0, au_plus).flatmap(
        lambda n: st.lists(textes, unique_by=str.casefold, min_size=n, max_size=n)
    )


def _declares(cles, noms, au_plus):
    """Ce qu'un plan déclare; les clés d'abord, pour qu'une de refusée n'y refuse pas le plan."""
    return _distincts(cles, au_plus).flatmap(
        lambda tirees: st.fixed_dictionaries(dict.fromkeys(tirees, noms))
    )


@st.composite
def _champs(draw, cles, noms, au_plus):
    """Des champs de toutes natures, dont chacune ne sert qu'une fois, ou d'un intitulé seul."""
    tires, natures = draw(_declares(cles, noms, au_plus)), draw(st.permutations(list(NATURES)))
    champs = {
        cle: Champ(intitule=nom, nature=nature, public=draw(st.booleans()))
        for (cle, nom), nature in zip(tires.items(), natures, strict=False)
    }
    return {cle: draw(st.sampled_from((tires[cle], champ))) for cle, champ in champs.items()}


def _decimaux(mini, maxi):
    """Des décimaux tels qu'ils se tapent, de tant de chiffres qu'un tableur en perdrait."""
    entiers = st.integers(mini, maxi).map(str)
    decimaux = st.tuples(entiers, st.from_regex(r"[0-9]{1,18}", fullmatch=True)).map(".".join)
    return entiers | decimaux.filter(lambda dit: mini <= float(dit) <= maxi)


_JOURS = st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(str)
_DATES = _JOURS | _JOURS.map(lambda jour: jour[:7]) | st.sampled_from(("1900", "2021", "2021-T4"))
# De chaque nature, ce qui peut s'y écrire; None : ce que disent les textes tirés.
VALEURS_DES_NATURES = {
    "texte": None,
    "date": _DATES,
    "echeance": _DATES,
    "nombre": _decimaux(-(10**18) + 1, 10**18 - 1),
    "montant": _decimaux(-(10**9), 10**9) | st.sampled_from(("-0.50", "12000", "15000.00")),
    "pourcentage": _decimaux(0, 100),
    "niveau": st.sampled_from(("Objectif 1", "• Objectif", "1. Agir")),
}


def _valeurs(textes, champ):
    siennes = VALEURS_DES_NATURES[getattr(champ, "nature", "texte")]
    return textes.valeurs if siennes is None else siennes


_MOTS_HOSTILES = _qui_suivent(PATRON_MOT, LONGUEUR_D_UNE_UNITE)


def _sans_confusion(etats):
    formes = {forme_d_etat(mot) for mot in etats}
    return len(formes) == len(etats) and formes.isdisjoint(map(forme_d_etat, ETATS))


HOSTILES = Textes(
    titres=TEXTES_HOSTILES,
    libelles=TEXTES_HOSTILES,
    numeros=_identifiants(PATRON_NUMERO, LONGUEUR_D_UN_NUMERO),
    codes=_identifiants(PATRON_CODE, LONGUEUR_D_UN_CODE),
    unites=_declares(_UNITES_HOSTILES, st.none() | TEXTES_HOSTILES, 3),
    groupes=_declares(_CLES, TEXTES_HOSTILES, 2),
    champs=_champs(_CLES_DE_CHAMPS, TEXTES_HOSTILES, 3),
    etats=_declares(_MOTS_HOSTILES, st.sampled_from(ETATS), 3).filter(_sans_confusion),
    valeurs=TEXTES_LONGS_HOSTILES | st.lists(TEXTES_HOSTILES, min_size=1, max_size=3),
    poids=st.integers(1, 10**17),
    axes_max=3,
    actions_max=3,
)


def _au_prorata(plan):
    return getattr(plan.get("equilibre"), "reference", None) == "prorata"


def _quelques_champs(textes, plan):
    """Ce qu'une action dit sous quelques champs, dans l'ordre où le plan les déclare."""
    dits = st.fixed_dictionaries(
        {cle: st.none() | _valeurs(textes, champ) for cle, champ in plan["champs"].items()}
    )
    return dits.map(lambda dits: {c: dits[c] for c in plan["champs"] if dits[c] is not None})


def _dans_ses_mots(plan, action):
    """Cette action, son état dit par l'un des mots du plan, s'il en a pour lui."""
    mots = [mot for mot, etat in plan["etats"].items() if etat == action.etat]
    return st.sampled_from([None, *mots]).map(lambda mot: replace(action, etat_du_plan=mot))


def _numeros(textes, combien):
    """Les numéros d'autant d'axes : leurs rangs; ou des codes, dont l'un au moins a une lettre."""
    codes = st.lists(textes.numeros, unique_by=str.casefold, min_size=combien, max_size=combien)
    avec_lettre = codes.filter(lambda tires: re.search("[A-Za-z]", "".join(tires)))
    return st.just(range(1, combien + 1)) | avec_lettre


@st.composite
def _axes(draw, textes, plan):
    """Les axes d'un plan; leurs codes sont uniques où sa numérotation veut qu'ils le soient."""
    axes, deja = [], set()
    for numero in draw(st.integers(1, textes.axes_max).flatmap(partial(_numeros, textes))):
        codes = draw(_distincts(textes.codes, textes.actions_max))
        if plan["numerotation"] == "plan":
            codes = [code for code in codes if code.casefold() not in deja]
            deja.update(map(str.casefold, codes))
        actions = tuple(draw(_tires(Action, textes, plan, code=code)) for code in codes)
        actions = tuple(draw(_dans_ses_mots(plan, action)) for action in actions)
        axes.append(draw(_tires(Axe, textes, plan, numero=numero, actions=actions)))
    return tuple(axes)


def _regles(textes, plan):
    return st.none() | _tires(Regle, textes, plan)


# Chaque clé, et ce qui la tire, de ces textes et de ce qui est déjà tiré du plan, dans l'ordre du
# modèle. None : le plan n'en dit rien.
TIRAGES = {
    Plan: {
        "titre": lambda textes, _: textes.titres,
        **dict.fromkeys(
            ("organisme", "politique", "source", "licence"),
            lambda textes, _: st.none() | textes.libelles,
        ),
        "annee": lambda *_: st.none() | st.just(2020),
        "periode": lambda _, plan: (
            st.none() if plan["annee"] else st.sampled_from(("2018-2020", "2023-2030"))
        ),
        "etat_au": lambda *_: st.none() | st.dates(date(2000, 1, 1), date(2199, 12, 31)),
        "numerotation": lambda *_: st.none() | st.sampled_from(NUMEROTATIONS),
        "responsables": lambda textes, _: textes.unites,
        "groupes": lambda textes, _: textes.groupes,
        "etats": lambda textes, _: textes.etats,
        "champs": lambda textes, _: textes.champs,
        "equilibre": _regles,
        "axes": _axes,
    },
    Regle: {
        "reference": lambda *_: st.none() | st.sampled_from(REFERENCES),
        "indice_min": lambda *_: st.none() | st.decimals(0, 1, places=9).map("{:f}".format),
        "indice_max": lambda *_: st.none() | st.integers(1, 10**17).map(str),
        "motif": lambda textes, _: st.none() | textes.libelles,
        "source_des_poids": lambda textes, _: st.none() | textes.libelles,
    },
    Axe: {
        "numero": lambda *_: st.just(1),  # `_axes` les numérote
        "titre": lambda textes, _: textes.titres,
        "poids": lambda textes, plan: (
            textes.poids if _au_prorata(plan) else st.none() | textes.poids
        ),
        "actions": lambda *_: st.just(()),  # `_axes` les tire
    },
    Action: {
        "code": lambda textes, _: textes.codes,
        "libelle": lambda textes, _: textes.libelles,
        "responsables": lambda _, plan: sous_ensembles(tuple(plan["responsables"])),
        "groupes": lambda _, plan: sous_ensembles(tuple(plan["groupes"])),
        "etat": lambda *_: st.none() | st.sampled_from(ETATS),
        "etat_du_plan": lambda *_: st.none(),  # `_axes` le tire, de l'état
        "champs": _quelques_champs,
    },
}


def tirage(modele, cle):
    """Ce qui tire cette clé; une faute qui dit où l'écrire, si rien ne le fait."""
    if cle not in TIRAGES[modele]:
        message = f"la clé {cle} ({modele.__name__}) n'a pas de ligne dans TIRAGES, de {__file__}"
        raise LookupError(message)
    return TIRAGES[modele][cle]


@st.composite
def _tires(draw, modele, textes, plan, **fixes):
    """Une valeur de ce modèle, dont chaque clé est tirée, ou fixée; `plan` : ce qui l'est déjà."""
    tirees = {}
    for cle in modele.__pydantic_fields__:
        dessus = tirees if modele is Plan else plan
        tirees[cle] = fixes[cle] if cle in fixes else draw(tirage(modele, cle)(textes, dessus))
    return modele(**{cle: valeur for cle, valeur in tirees.items() if valeur is not None})


def plans(textes=SIMPLES, **fixes):
    """Des plans entiers, écrits de ces textes; une clé fixée n'y varie pas."""
    return _tires(Plan, textes, {}, **fixes)


def toutes(plan):
    """Chaque action, derrière le numéro de son axe."""
    return [(axe.numero, action) for axe in plan.axes for action in axe.actions]


def citees(plan):
    """Le numéro d'axe et l'action, derrière ce qui la cite."""
    seule = plan.numerotation == "plan"
    return {
        action.code if seule else f"{axe}.{action.code}": (axe, action)
        for axe, action in toutes(plan)
    }
