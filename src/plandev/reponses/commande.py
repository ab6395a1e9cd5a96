"""Les commandes qu'une réponse propose de taper : elles répondent du même plan qu'elle."""

from shlex import quote


def commande_du_plan(nomme: str | None) -> str:
    """Rend l'option qui nomme ce plan, précédée d'une espace; rien s'il n'a pas été nommé."""
    return f" --plan {quote(nomme)}" if nomme else ""
