"""Les fautes d'une ligne de commande, que Typer relève -> des phrases en français."""

import re
from collections.abc import Callable
from typing import Any

from typer import TyperException

from plandev.messages.constats import Constat
from plandev.messages.mots import conseil, redire
from plandev.reponses.commandes_proposees import proteger


def expliquer(faute: TyperException) -> tuple[Constat, str]:
    """Rend en français ce qu'une ligne de commande a d'incorrect, et comment obtenir l'aide."""
    rediger = _PAR_GENRE.get(type(faute).__name__, _usage)
    ctx = getattr(faute, "ctx", None)
    commande = ctx.command_path if ctx else "plandev"
    aide = f"Pour l'aide : {commande} --help\n"
    return Constat("demande-inconnue", rediger(faute)), aide


def _option_inconnue(faute: Any) -> str:
    noms = [nom for parametre in faute.ctx.command.params for nom in parametre.opts]
    options = [nom for nom in noms if nom.startswith("-")]
    aide = conseil(faute.option_name, [*options, "--help"], "dans l'aide")
    return f"option {redire(faute.option_name)} inconnue\n{aide}"


def _option_mal_employee(faute: Any) -> str:
    option = redire(faute.option_name)
    if PHRASES_DE_TYPER["sans valeur"] in faute.message:
        return f"l'option {option} s'emploie sans valeur"
    return f"l'option {option} attend une valeur\nécrivez-la à sa suite"


def _valeur_absente(faute: Any) -> str:
    nom = (faute.param.metavar or faute.param.name).removesuffix("...")
    return f"il manque {nom} à la suite de la commande\nl'aide en donne un exemple"


def _usage(faute: Any) -> str:
    if inconnue := re.search(PHRASES_DE_TYPER["commande"], faute.message, re.DOTALL):
        aide = conseil(inconnue[1], faute.ctx.command.commands, "dans plandev --help")
        return f"commande {redire(inconnue[1])} inconnue\n{aide}"
    if en_trop := re.search(PHRASES_DE_TYPER["en trop"], faute.message, re.DOTALL):
        if _nomme_un_plan(faute, en_trop[1]):
            devant = {en_trop[1]: f"--plan {proteger(en_trop[1])}"}
            mots = [devant.get(mot, proteger(mot)) for mot in faute.tapes]
            return f"le plan se nomme par --plan : {' '.join([faute.ctx.command_path, *mots])}"
        return f"{redire(en_trop[1])} est de trop\nretirez-le, ou nommez l'option qui l'attend"
    return "cette ligne de commande n'est pas comprise"


def _nomme_un_plan(faute: Any, mot: str) -> bool:
    """Rend vrai si ce mot, seul de trop, est un nom de plan que la commande attend de --plan."""
    prend_un_plan = any("--plan" in parametre.opts for parametre in faute.ctx.command.params)
    nomme = re.fullmatch(r".+\.ya?ml|[0-9]{4}", mot, re.IGNORECASE)
    return prend_un_plan and mot in faute.tapes and nomme is not None


# Les phrases de Typer auxquelles une faute se reconnaît, quand sa classe n'y suffit pas.
PHRASES_DE_TYPER = {
    "sans valeur": "does not take a value",
    "commande": r"No such command ['\"](.*?)['\"](?:\.|$)",
    "en trop": r"unexpected extra argument\(s\) \((.*)\)",
}
_PAR_GENRE: dict[str, Callable[[Any], str]] = {
    "NoSuchOption": _option_inconnue,
    "BadOptionUsage": _option_mal_employee,
    "MissingParameter": _valeur_absente,
}
