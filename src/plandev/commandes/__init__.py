"""La ligne de commande : lire, demander, répondre. Rien d'autre ne connaît Typer.

Une nouvelle commande est un `ModuleDeCommande` (`programme/aide.py`) de ce dossier, et une ligne de
COMMANDES (`programme/application.py`).
"""
