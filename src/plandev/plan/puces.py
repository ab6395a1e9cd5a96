"""Plusieurs textes dans une cellule, une puce devant chacun, sans qu'un texte s'y confonde."""

import re

PUCE = "• "
_D_UNE_LISTE = re.compile(rf"{PUCE}(.+)")
_D_UN_TEXTE = re.compile(r"•+ .*")


def en_puces(valeur: str | tuple[str, ...]) -> str:
    """Rend ce qui s'écrit dans la cellule : un texte tel quel, une liste, une ligne à puce chacun.

    Un texte qui a déjà l'air d'une liste a une puce de plus : `sans_puces` rend ce qui est donné.
    """
    if isinstance(valeur, tuple):
        return "\n".join(f"{PUCE}{texte}" for texte in valeur)
    lignes = valeur.split("\n")
    if all(map(_D_UN_TEXTE.fullmatch, lignes)):
        return "\n".join(f"•{ligne}" for ligne in lignes)
    return valeur


def sans_puces(ecrit: str) -> str | tuple[str, ...]:
    """Rend le texte ou la liste de textes qui a été écrit ainsi."""
    lignes = ecrit.split("\n")
    elements = [trouve[1] for ligne in lignes if (trouve := _D_UNE_LISTE.fullmatch(ligne))]
    if len(elements) == len(lignes):
        return tuple(elements)
    if all(_D_UN_TEXTE.fullmatch(ligne) and ligne.startswith("••") for ligne in lignes):
        return "\n".join(ligne[1:] for ligne in lignes)
    return ecrit
