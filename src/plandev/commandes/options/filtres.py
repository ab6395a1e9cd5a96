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
from plandev.questions.criteres import Criteres, reconnaitre_les_criteres
from plandev.reponses.commandes_proposees import proteger

Choisir = Callable[[Plan], Criteres]
"""Ce que demandent les options, dans les mots d'un plan."""


def _option(nom: str, metavar: str, aide: str, proposer: Any) -> Any:
    repetee = f"{aide} Peut se répéter."
    option = Option(f"--{nom}", metavar=metavar, help=repetee, autocompletion=proposer)
    return Annotated[list[str] | None, option]


# De chaque option : le nom du critère, ce qui s'y tape, son aide, et ce qui la complète.
_FILTRES: dict[str, tuple[Any, ...]] = {
    "axe": ("axes", "N", "Un axe, par son numéro ou son titre.", propositions.axes),
    "responsable": (
        "responsables", "UNITE", "Une unité, par son nom court ou complet.", propositions.unites
    ),
    "groupe": ("groupes", "CLE", "Un groupe, par sa clé ou son nom.", propositions.groupes),
    "etat": (
        "etats", "ETAT", f"Un état : {', '.join(ETATS)}, ou un mot du plan.", propositions.etats
    ),
    "champ": (
        "champs", "CLE=MOTS",
        "Débuts de mots que ce champ doit tous avoir; CLE==TEXTE pour tout son texte.",
        propositions.champs,
    ),
    "texte": (
        "textes", "MOTS", "Débuts de mots du libellé, des champs et des noms, ou un code.", None
    ),
    "sans": (
        "sans", "CLE", "Ce que l'action n'a pas : responsable, groupe, etat ou un champ.",
        propositions.manques,
    ),
}  # fmt: skip


def avec_filtres(commande: Commande) -> Commande:
    """Rend la commande avec ces options; elle en reçoit `choisir`, qui en fait des critères."""
    options = {nom: (_option(nom, *faces), None) for nom, (_, *faces) in _FILTRES.items()}
    return reunir("choisir", options, _choisir)(commande)


def _choisir(**options: list[str] | None) -> Choisir:
    demandes: dict[str, Any] = {
        critere: options[nom] or () for nom, (critere, *_) in _FILTRES.items()
    }
    return lambda plan: _reconnaitre(plan, demandes)


def _reconnaitre(plan: Plan, demandes: dict[str, Any]) -> Criteres:
    return reconnaitre_les_criteres(
        plan, **{**demandes, "champs": list(_paires(demandes["champs"]))}
    )


def _paires(champs: Iterable[str]) -> Iterator[tuple[str, str]]:
    for champ in champs:
        cle, signe, texte, *_ = *re.split("(=|[<>≤≥!]=?)", champ, maxsplit=1), "", ""
        if signe != "=":
            attendu = "s'écrit CLE=MOTS, ou CLE==TEXTE pour tout le texte, et ne compare pas"
            exemple = proteger(f"{cle.strip()}={texte.strip() or '2021'}")
            message = f"--champ {redire(champ)} : ce filtre {attendu}\nessayez --champ {exemple}"
            raise ErreurPlan(Constat("demande-inconnue", message))
        yield cle, texte
