"""`python -m plandev` : la même chose que `plandev`."""

from plandev.cli import app

if __name__ == "__main__":
    app(prog_name="plandev")
