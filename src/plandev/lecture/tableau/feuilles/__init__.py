"""Les octets d'un tableau -> ses feuilles, telles qu'on les voit."""
