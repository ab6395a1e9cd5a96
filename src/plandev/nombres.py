"""Les nombres, écrits à la française."""


def pluriel(nombre: float, nom: str) -> str:
    """Rend le nombre, d'une décimale au plus, et son nom, au pluriel à partir de deux."""
    arrondi = round(nombre, 1)
    return f"{decimal(arrondi, 1)} {nom}{'s' if arrondi >= 2 else ''}"


def decimal(valeur: float, chiffres: int) -> str:
    """Rend un nombre à la française : `7,2`, et sans zéros inutiles à la fin."""
    texte = f"{valeur:.{chiffres}f}"
    return texte.rstrip("0").rstrip(".").replace(".", ",") if "." in texte else texte


def pourcent(part: float) -> str:
    """Rend une part (de 0 à 1) en pour cent, avec une décimale : `12,8 %`."""
    return f"{100 * part:.1f}".replace(".", ",") + "\u00a0%"
