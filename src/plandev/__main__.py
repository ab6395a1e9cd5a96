"""Le programme `plandev`, et `python -m plandev`."""

import gc


def main() -> None:
    """Lance la commande; lève SystemExit, avec son statut."""
    # Un processus d'un dixième de seconde n'a pas de cycles à ramasser, et le ramasse-miettes y
    # reparcourrait en vain les actions d'un grand plan (un quart du temps de lecture).
    gc.disable()

    from plandev.cli import app

    app(prog_name="plandev")


if __name__ == "__main__":
    main()
