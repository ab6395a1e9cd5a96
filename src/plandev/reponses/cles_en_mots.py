"""Les clés de ce qui change d'un plan à un autre, dites à une personne."""

from plandev.plan.modele import Plan

_SEULES = {
    "libelle": "libellé",
    "responsables": "unités",
    "etat": "état",
    "annee": "année",
    "periode": "période",
    "etat_au": "date des états",
    "numerotation": "numérotation",
}
_SOUS = {"responsables": "unité", "groupes": "groupe", "champs": "champ"}
_DE_LA_REGLE = {
    "reference": "référence",
    "indice_min": "indice minimal",
    "indice_max": "indice maximal",
    "source_des_poids": "source des poids",
}


def nommer_la_cle(cle: str) -> str:
    """Rend ce qu'est cette clé du plan : `axes.2.titre` est « axe 2, titre »."""
    tete, point, suite = cle.partition(".")
    if not point:
        return _SEULES.get(cle, cle)
    if tete == "equilibre":
        return f"règle, {_DE_LA_REGLE.get(suite, suite)}"
    if tete == "axes":
        return f"axe {suite.replace('.', ', ')}"
    return f"{_SOUS[tete]} {suite}"


def nommer_la_cle_d_une_action(cle: str, *plans: Plan) -> str:
    """Rend ce qu'est cette clé d'une action; un champ a l'intitulé que lui donne un des plans."""
    champ = cle.removeprefix("champs.")
    if champ == cle:
        return _SEULES.get(cle, cle)
    return next((plan.champs[champ].lower() for plan in plans if champ in plan.champs), champ)
