"""Les options qui choisissent des actions, les mêmes pour chaque commande qui en prend."""

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

Choisir = Callable[[Plan], Criteres]
"""Ce que demandent les options, dans les mots d'un plan."""


def _option(nom: str, metavar: str, aide: str, proposer: Callable[..., Any] | None = None) -> Any:
    repetee = f"{aide} Peut se répéter."
    option = Option(f"--{nom}", metavar=metavar, help=repetee, autocompletion=proposer)
    return Annotated[list[str] | None, option]


# Le nom de chaque option, celui du critère, et l'option elle-même.
_FILTRES = {
    "axe": ("axes", _option("axe", "N", "Numéro d'un axe.", propositions.axes)),
    "responsable": (
        "responsables",
        _option(
            "responsable",
            "UNITE",
            "Une unité, par son nom court ou complet.",
            propositions.unites,
        ),
    ),
    "groupe": ("groupes", _option("groupe", "CLE", "Clé d'un groupe.", propositions.groupes)),
    "etat": (
        "etats",
        _option("etat", "ETAT", f"Un état : {', '.join(ETATS)}.", propositions.mots(*ETATS)),
    ),
    "champ": (
        "champs",
        _option(
            "champ",
            "CLE=MOTS",
            "Mots que ce champ doit tous contenir; CLE==TEXTE pour tout son texte.",
            propositions.champs,
        ),
    ),
    "texte": (
        "textes",
        _option("texte", "MOTS", "Mots que le libellé ou les champs doivent tous contenir."),
    ),
    "sans": (
        "sans",
        _option("sans", "CLE", "Ce que l'action n'a pas : responsable, groupe, etat ou un champ.",
                propositions.manques),
    ),
}  # fmt: skip


def avec_filtres(commande: Commande) -> Commande:
    """Rend la commande avec ces options; elle en reçoit `choisir`, qui en fait des critères."""
    options = {nom: (option, None) for nom, (_, option) in _FILTRES.items()}
    return reunir("choisir", options, _choisir)(commande)


def _choisir(**options: list[str] | None) -> Choisir:
    demandes: dict[str, Any] = {
        critere: options[nom] or () for nom, (critere, _) in _FILTRES.items()
    }
    return lambda plan: _reconnaitre(plan, demandes)


def _reconnaitre(plan: Plan, demandes: dict[str, Any]) -> Criteres:
    return reconnaitre_les_criteres(
        plan, **{**demandes, "champs": list(_paires(demandes["champs"]))}
    )


def _paires(champs: Iterable[str]) -> Iterator[tuple[str, str]]:
    for champ in champs:
        cle, egal, texte = champ.partition("=")
        if not egal:
            message = f"--champ {redire(champ)} : une clé, « = » et des mots sont attendus"
            exemple = f"; écrivez, par exemple, --champ {redire(f'{cle}=2021')}"
            raise ErreurPlan(Constat("demande-inconnue", message + exemple))
        yield cle, texte
