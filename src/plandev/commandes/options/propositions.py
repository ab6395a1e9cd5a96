"""Ce que l'interpréteur de commandes propose : les valeurs du plan en usage, et son script.

Le protocole est celui de Typer : l'interpréteur relance plandev avec la variable
`_PLANDEV_COMPLETE` et la ligne tapée jusque-là.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import redirect_stdout
from io import StringIO
from textwrap import shorten
from typing import TYPE_CHECKING, Any

import typer

from plandev.commandes.options.plan_en_usage import emplacement
from plandev.lecture import lire_et_situer
from plandev.messages.constats import Constat, ErreurPlan
from plandev.messages.mots import conseil, reconnaitre, redire
from plandev.plan.etats import ETATS
from plandev.plan.modele import Plan
from plandev.questions.citations import citations
from plandev.questions.dimensions import champs_de_nombres, titres_des_dimensions
from plandev.sorties.ecran import assainir_balisage
from plandev.sorties.flux import ecrire

if TYPE_CHECKING:
    from plandev.lecture.octets import Fichier

INTERPRETEURS = ("bash", "zsh", "fish")
_VARIABLE = "_PLANDEV_COMPLETE"
_LARGEUR = 60  # de ce que désigne une valeur : à côté d'elle, il tient sur une ligne

Proposition = tuple[str, str]
"""Une valeur, et ce qu'elle désigne."""


def demandees() -> bool:
    """Rend vrai si c'est l'interpréteur de commandes qui appelle."""
    return bool(os.environ.get(_VARIABLE))


def repondre(lancer: Callable[[], Any]) -> None:
    """Écrit les propositions que fait Typer quand le programme est lancé; lève SystemExit.

    Lève ErreurPlan si ce n'est pas le script de plandev qui appelle, et EcritureImpossible si les
    propositions n'ont pas pu être écrites.
    """
    from typer import completion

    _reconnaitre_le_script()
    ecrit = _rejoindre_les_mots()
    completion.completion_init()  # type: ignore[attr-defined]
    tampon = StringIO()
    try:
        with redirect_stdout(tampon):
            lancer()
    finally:
        suites = re.sub(f"(?m)^{re.escape(ecrit)}", "", tampon.getvalue())
        ecrire([_en_un_seul_mot(suites)])


def _rejoindre_les_mots() -> str:
    """Rejoint les mots que bash coupe autour de « = »; rend ce qu'il tient pour déjà écrit."""
    if _interpreteur() != "bash":
        return ""
    rang = int(os.environ["COMP_CWORD"])
    coupes = os.environ["COMP_WORDS"].split("\n")[: rang + 1]
    ligne = re.sub(r"\n(=+)(?:\n(?=.)|\Z)", r"\1", "\n".join(coupes))
    os.environ["COMP_WORDS"] = ligne
    os.environ["COMP_CWORD"] = str(rang - len(coupes) + 1 + ligne.count("\n"))
    mot, bout = ligne.rpartition("\n")[2], coupes[-1].strip("=")
    return mot.removesuffix(bout) if ligne.count("\n") else ""


def _reconnaitre_le_script() -> None:
    valeur = os.environ[_VARIABLE]
    connu = valeur in {f"complete_{interpreteur}" for interpreteur in INTERPRETEURS}
    rang = os.environ.get("COMP_CWORD", "") if "COMP_WORDS" in os.environ else ""
    if not connu or (valeur == "complete_bash" and not re.fullmatch("[0-9]{1,5}", rang)):
        message = (
            f"la variable {_VARIABLE} ({redire(valeur)}) est celle de la touche Tab, mais ce n'est "
            "pas le script de plandev qui l'a posée\nretirez-la, ou écrivez ce script : plandev "
            f"completion {'|'.join(INTERPRETEURS)}"
        )
        raise ErreurPlan(Constat("demande-inconnue", message))


def script(interpreteur: str) -> str:
    """Rend le script qui branche plandev sur cet interpréteur.

    Lève ErreurPlan si ce n'en est pas un que plandev connaît.
    """
    from typer import completion

    connu = reconnaitre(interpreteur, INTERPRETEURS)
    if connu is None:
        aide = conseil(interpreteur, INTERPRETEURS)
        raise ErreurPlan(
            Constat("demande-inconnue", f"interpréteur {redire(interpreteur)} inconnu\n{aide}")
        )
    ecrit: str = completion.get_completion_script(  # type: ignore[attr-defined]
        prog_name="plandev", complete_var=_VARIABLE, shell=connu
    )
    return f"{ecrit}\n"


def mots(*connus: str) -> Callable[[str], list[str]]:
    """Rend une fonction qui propose ces mots, les mêmes quel que soit le plan."""

    def proposer(incomplete: str) -> list[str]:
        return [mot for mot in connus if mot.startswith(incomplete)]

    return proposer


def _du_plan(lister: Callable[[Plan], Iterable[Proposition]]) -> Any:
    """Rend une fonction qui propose ces valeurs du plan en usage."""

    def proposer(ctx: typer.Context, incomplete: str) -> list[Proposition]:
        try:
            fichier = emplacement(ctx.params.get("plan")).fichier
            plan = lire_et_situer(fichier)[0] if _se_relit(fichier) else None
        except ErreurPlan:  # au milieu d'une ligne qu'on tape, ce n'est pas le lieu d'en parler
            return []
        toutes = lister(plan) if plan else ()
        siennes = ((valeur, sens) for valeur, sens in toutes if valeur.startswith(incomplete))
        return [(_a_taper(valeur), _assainir(sens)) for valeur, sens in siennes]

    return proposer


# De chaque dimension, ses valeurs, et ce qu'elles désignent; d'un champ, le début de son filtre.
_VALEURS: dict[str, Callable[[Plan], Iterable[Proposition]]] = {
    "axe": lambda plan: ((str(axe.numero), axe.titre) for axe in plan.axes),
    "responsable": lambda plan: ((nom, sens or "") for nom, sens in plan.responsables.items()),
    "groupe": lambda plan: plan.groupes.items(),
    "etat": lambda plan: ((mot, plan.etats.get(mot, "")) for mot in (*plan.etats, *ETATS)),
}


def _champs(plan: Plan) -> dict[str, str]:
    return {cle: str(champ) for cle, champ in plan.champs.items()}


def _dimensions(plan: Plan) -> dict[str, str]:
    return dict.fromkeys(titres_des_dimensions(plan), "") | _champs(plan)


def _debuts(cles: Mapping[str, str]) -> Iterable[Proposition]:
    return ((f"{cle}=", sens) for cle, sens in cles.items())


def _exclues(plan: Plan) -> Iterator[Proposition]:
    for cle, lister in _VALEURS.items():
        yield from ((f"{cle}={valeur}", sens) for valeur, sens in lister(plan))
    yield from _debuts(_champs(plan))


axes, unites, groupes, etats = map(_du_plan, _VALEURS.values())
champs = _du_plan(lambda plan: _debuts(_champs(plan)))
exclues = _du_plan(_exclues)
nombres = _du_plan(lambda plan: _debuts(champs_de_nombres(plan)))
sommes = _du_plan(lambda plan: champs_de_nombres(plan).items())
actions = _du_plan(lambda plan: ((une.id, une.action.libelle) for une in citations(plan)))
dimensions = _du_plan(lambda plan: _dimensions(plan).items())
manques = _du_plan(lambda plan: (d for d in _dimensions(plan).items() if d[0] != "axe"))
tris = _du_plan(lambda plan: {"code": "", "etat": "", **_champs(plan)}.items())


def _a_taper(valeur: str) -> str:
    # Pour zsh, Typer perdrait l'apostrophe droite; l'autre se reconnaît de même.
    return valeur.replace("'", "’") if _interpreteur() == "zsh" else valeur


def _en_un_seul_mot(propositions: str) -> str:
    """Rend les propositions, une par ligne, chacune telle que bash doit l'écrire : un seul mot."""
    if _interpreteur() != "bash":  # zsh et fish protègent eux-mêmes ce qu'ils écrivent
        return propositions
    return re.sub(r"([^\w.:=,+@%/\n-])", r"\\\1", propositions)


def _interpreteur() -> str:
    return os.environ.get(_VARIABLE, "").removeprefix("complete_")


def _se_relit(fichier: "Fichier") -> bool:
    # L'entrée standard est le clavier, et un tube attend ou se vide : la ligne y resterait bloquée.
    try:
        return fichier.is_file()
    except OSError:
        return False


def _assainir(sens: str) -> str:
    # zsh évalue ce qu'il montre : une barre inverse du plan y annulerait celle que Typer met devant
    # « $ », et ce qui suit s'exécuterait.
    return assainir_balisage(shorten(sens.replace("\\", "/"), _LARGEUR, placeholder="…"))
