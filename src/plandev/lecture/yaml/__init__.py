"""Un fichier YAML -> le brouillon du plan qu'il dit, et où chaque valeur y est écrite."""
