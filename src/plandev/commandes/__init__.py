"""La ligne de commande : lire, demander, répondre. Rien d'autre ne connaît Typer.

Une nouvelle commande est un module de ce dossier et une ligne de COMMANDES (`application`).
"""
