"""Le programme `plandev`, et `python -m plandev`."""

import gc

INTERROMPU = 130  # le statut qu'un interpréteur donne à un programme arrêté par Ctrl-C


def main() -> None:
    """Lance la commande; lève SystemExit, avec son statut."""
    # Un processus d'un dixième de seconde n'a pas de cycles à ramasser, et le ramasse-miettes y
    # reparcourrait en vain les actions d'un grand plan (un quart du temps de lecture), puis, à la
    # sortie, tout ce que les bibliothèques ont chargé (un huitième du démarrage).
    gc.disable()
    try:
        from plandev.commandes.application import app

        app(prog_name="plandev")
    except KeyboardInterrupt:
        raise SystemExit(INTERROMPU) from None
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
