"""Les réponses : à chaque question la sienne, décrite une fois pour tous les formats."""
