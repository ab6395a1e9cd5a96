"""Le programme `plandev`, et `python -m plandev` : son processus, et ce qui peut lui arriver.

Rien n'est importé ici que Python n'ait déjà chargé : tant que `main` n'a pas commencé, Ctrl-C et un
manque de mémoire s'y diraient par une trace.
"""

import gc
import os
import sys

INTERROMPU = 130  # le statut qu'un interpréteur donne à un programme arrêté par Ctrl-C
SANS_REPONSE = 2

_TAILLES = ("COLUMNS", "LINES", "TERMINAL_WIDTH")
# D'une taille : une aide large d'un milliard de colonnes prendrait toute la mémoire.
_CHIFFRES_MAX = 5
_LONGUEUR_CITEE = 60
_SUITE = (
    "relancez cette commande avec PLANDEV_TRACE=1, et envoyez ce qu'elle écrit aux responsables de "
    "plandev"
)


def main() -> None:
    """Lance la commande; lève SystemExit, avec son statut."""
    # Un processus d'un dixième de seconde n'a pas de cycles à ramasser, et le ramasse-miettes y
    # reparcourrait en vain les actions d'un grand plan (un quart du temps de lecture), puis, à la
    # sortie, tout ce que les bibliothèques ont chargé (un huitième du démarrage).
    gc.disable()
    try:
        _finir_des_ctrl_c()
        _oublier_les_reglages_insenses()
        _se_passer_de_greffons()
        from plandev.commandes.programme.application import app

        app(prog_name="plandev")
    except SystemExit:
        raise
    except KeyboardInterrupt:
        raise SystemExit(INTERROMPU) from None
    except BaseException as panne:  # noqa: BLE001 - Python finirait par 1, qui est un verdict
        try:
            _avouer(panne)
        finally:
            # Là où la mémoire manque, Python échouerait à lever SystemExit, et finirait par 1.
            os._exit(SANS_REPONSE)
    finally:
        gc.freeze()


def _finir_des_ctrl_c() -> None:
    """Fait finir le programme dès Ctrl-C : il n'y a rien à défaire, ni de tampon à vider.

    L'exception que Python lèverait sinon au milieu d'un import s'y perd, ou se dit par une trace.
    """
    import signal

    # Lancé en arrière-plan, un programme ignore Ctrl-C : cela ne change pas.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, lambda *_: os._exit(INTERROMPU))


def _oublier_les_reglages_insenses() -> None:
    """Retire de l'environnement ce qui ferait tomber Rich ou Typer, ou taire l'aide."""
    for nom in _TAILLES:
        if nom in os.environ and not _est_une_taille(os.environ[nom]):
            del os.environ[nom]
    os.environ.pop("TYPER_USE_RICH", None)


def _se_passer_de_greffons() -> None:
    """Fait que pydantic ne cherche pas de greffons parmi tous les paquets du poste.

    La recherche prend un centième du démarrage, et ce que fait le greffon d'un autre programme, ou
    un avertissement qu'il ne se charge pas, ne regarde pas qui lit un plan.
    """
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"


def _est_une_taille(tape: str) -> bool:
    chiffres = tape.isascii() and tape.isdigit() and len(tape) <= _CHIFFRES_MAX
    return chiffres and int(tape) > 0


def _avouer(panne: BaseException) -> None:
    """Dit en une phrase ce qu'une panne imprévue a arrêté, et comment la signaler."""
    commande = f"«\u00a0{_commande()}\u00a0»"
    dite = f"une panne a arrêté {commande}; {_SUITE}"
    if isinstance(panne, MemoryError):
        dite = f"la mémoire a manqué à {commande}; libérez-en, ou {_SUITE}"
    phrase = f"plandev: erreur: {dite}\n"
    try:
        from plandev.sorties.flux import noter

        noter(phrase)
        if os.environ.get("PLANDEV_TRACE"):
            from traceback import format_exception

            noter(*format_exception(panne))
    except Exception:  # noqa: BLE001 - là où tout manque, la phrase se passe de tout
        _avouer_sans_rien(phrase)


def _avouer_sans_rien(phrase: str) -> None:
    if sys.stderr is not None:  # sinon, ce descripteur est peut-être celui d'un autre fichier
        try:
            os.write(2, phrase.encode("utf-8", "replace"))
        except OSError:
            return


def _commande() -> str:
    tapee = " ".join(("plandev", *sys.argv[1:]))[:_LONGUEUR_CITEE]
    return "".join(signe if signe.isprintable() else "?" for signe in tapee)


if __name__ == "__main__":
    main()
