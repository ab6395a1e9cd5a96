"""Où va ce qui est répondu : l'écran, les flux, un fichier."""
