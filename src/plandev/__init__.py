"""plandev : lire, valider et équilibrer un plan de déploiement."""
