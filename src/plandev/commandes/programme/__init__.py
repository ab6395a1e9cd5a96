"""Le programme : ses commandes, leur aide, le plan qu'elles lisent, comment elles finissent."""
