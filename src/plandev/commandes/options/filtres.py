"""Les options qui choisissent des actions, les mêmes pour chaque commande qui en prend."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Any

from typer import Option

from plandev.commandes.options import propositions
from plandev.commandes.options.parametres import Commande, reunir
from plandev.messages.constats import Constat, ErreurPlan
from plandev.messages.mots import redire
from plandev.plan.etats import ETATS
from plandev.plan.modele import Plan
from plandev.questions.dimensions import champs_de_nombres, cle_nommee
from plandev.questions.filtres.criteres import Criteres
from plandev.questions.filtres.demandes import reconnaitre_les_criteres
from plandev.reponses.commandes_proposees import proteger

Choisir = Callable[[Plan], Criteres]
"""Ce que demandent les options, dans les mots d'un plan."""


# De chaque demande : son option, ce qui s'y tape, son aide, et ce qui la complète.
_FILTRES: dict[str, tuple[str, str, str, Any]] = {
    "axes": ("--axe", "N", "Un axe, par son numéro ou son titre.", propositions.axes),
    "responsables": (
        "--responsable", "UNITE", "Une unité, par son nom court ou complet.", propositions.unites
    ),
    "groupes": ("--groupe", "CLE", "Un groupe, par sa clé ou son nom.", propositions.groupes),
    "etats": (
        "--etat", "ETAT", f"Un état : {', '.join(ETATS)}, ou un mot du plan.", propositions.etats
    ),
    "champs": (
        "--champ", "CLE=MOTS",
        "Débuts de mots que ce champ doit tous avoir; CLE==TEXTE pour tout son texte.",
        propositions.champs,
    ),
    "textes": (
        "--texte", "MOTS", "Débuts de mots du libellé, des champs et des noms, ou un code.", None
    ),
    "sans": (
        "--sans", "CLE", "Ce que l'action n'a pas : responsable, groupe, etat ou un champ.",
        propositions.manques,
    ),
    "sauf": (
        "--sauf", "CLE=VALEUR",
        "Ce à quoi l'action ne répond pas : etat=réalisée, responsable=DVC, un champ.",
        propositions.exclues,
    ),
    "au_moins": (
        "--au-moins", "CLE=NOMBRE", "Le moins que dit un champ de nombres : cout=10000.",
        propositions.nombres,
    ),
    "au_plus": (
        "--au-plus", "CLE=NOMBRE", "Le plus que dit un champ de nombres.", propositions.nombres
    ),
    "echeance_avant": (
        "--echeance-avant", "DATE",
        "L'échéance finit avant cette date : 2021, 2021-06, 2021-T2 ou 2021-06-30.", None,
    ),
    "echeance_apres": (
        "--echeance-apres", "DATE", "L'échéance finit après cette date.", None
    ),
}  # fmt: skip


def avec_filtres(commande: Commande) -> Commande:
    """Rend la commande avec ces options; elle en reçoit `choisir`, qui en fait des critères."""
    options = {nom: (_option(*faces), None) for nom, faces in _FILTRES.items()}
    return reunir("choisir", options, _choisir)(commande)


def _option(nom: str, metavar: str, aide: str, proposer: Any) -> Any:
    seule = metavar == "DATE"  # ce que doit précéder, ou suivre, toute l'échéance
    repetee = aide if seule else f"{aide} Peut se répéter."
    option = Option(nom, metavar=metavar, help=repetee, autocompletion=proposer)
    return Annotated[str | None if seule else list[str] | None, option]


def _choisir(**options: Any) -> Choisir:
    demandes = {nom: dits for nom, dits in options.items() if dits is not None}
    paires = {nom: demandes[nom] for nom in _PAIRES if nom in demandes}
    return lambda plan: reconnaitre_les_criteres(
        plan, **demandes | {nom: _paires(plan, nom, dits) for nom, dits in paires.items()}
    )


# De chacune qui demande une clé et une valeur, ce qui en est attendu, et un exemple; {}, la clé.
_PAIRES = {
    "champs": ("CLE=MOTS, ou CLE==TEXTE pour tout le texte", "{}=2021"),
    "sauf": ("CLE=VALEUR", "etat=réalisée"),
    "au_moins": ("CLE=NOMBRE", "{}=1000"),
    "au_plus": ("CLE=NOMBRE", "{}=1000"),
}
# Ce qui compare a son option : le filtre d'un champ n'y cherche que des mots.
_QUI_COMPARENT = {">": "au_moins", "≥": "au_moins", "<": "au_plus", "≤": "au_plus", "!": "sauf"}


def _paires(plan: Plan, nom: str, dits: Iterable[str]) -> Iterator[tuple[str, str]]:
    for dit in dits:
        cle, signe, valeur, *_ = *re.split("(=|[<>≤≥!]=?)", dit, maxsplit=1), "", ""
        if signe != "=":
            nombre = cle_nommee(cle, champs_de_nombres(plan))
            # D'une borne, ce qui n'est pas un champ de nombres se dira avec ceux qui en sont.
            if nombre or not nom.startswith("au_"):
                essai = (nombre or cle.strip(), signe[:1], valeur.strip())
                raise ErreurPlan(_mal_ecrit(nom, dit, *essai, compare=bool(nombre)))
        yield cle, valeur


def _mal_ecrit(nom: str, dit: str, cle: str, signe: str, valeur: str, *, compare: bool) -> Constat:
    attendu, exemple = _PAIRES[nom]
    voulue = _QUI_COMPARENT.get(signe, nom)
    if voulue.startswith("au_") and not compare:
        voulue, attendu = nom, f"{attendu}, et ne compare pas"
    essai = proteger(f"{cle}={valeur}" if valeur else exemple.format(cle))
    message = f"{_FILTRES[nom][0]} {redire(dit)}\u00a0: ce filtre s'écrit {attendu}"
    return Constat("demande-inconnue", f"{message}\nessayez {_FILTRES[voulue][0]} {essai}")
