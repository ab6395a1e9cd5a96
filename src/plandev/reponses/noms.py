"""Comment une personne lit une unité, un groupe, une autre valeur du plan, ou l'une de ses clés."""

import re
from typing import TYPE_CHECKING, Any

from plandev.plan.action import Action
from plandev.plan.etats import accorder
from plandev.plan.modele import Axe, Plan, Regle, titre_de_la_cle
from plandev.questions.dimensions import Dimension, Valeur
from plandev.reponses.reponse import Phrases, Support

if TYPE_CHECKING:
    from plandev.plan.natures import NatureDeChamp


def nommer(cle: str, nom: str | None) -> str:
    """Rend une unité ou un groupe, et son nom complet, s'il est connu."""
    return f"{cle} ({nom})" if nom else cle


def nommer_le_plan(plan: Plan) -> str:
    """Rend le titre d'un plan, et son année ou sa période si le titre ne les dit pas."""
    annees, dites = (set(re.findall(r"\d+", texte)) for texte in (plan.annees, plan.titre))
    return plan.titre if annees <= dites else f"{plan.titre} ({plan.annees})"


_ANNONCES = {"source": "Source\u00a0: ", "licence": "Licence\u00a0: "}


def annoncer_la_provenance(plan: Plan) -> list[tuple[str, str]]:
    """Rend de qui est un plan, ce qu'il déploie et d'où il vient, chacun après ce qui l'annonce."""
    from plandev.plan.tete import provenance  # un document s'en sert, et peu de réponses

    return [(_ANNONCES.get(cle, ""), dit) for cle, dit in provenance(plan).items()]


def dire_la_provenance(plan: Plan) -> list[Phrases]:
    """Rend, pour un document, la ligne qui le dit."""
    dits = [*map("".join, annoncer_la_provenance(plan))]
    return [Phrases((" — ".join(dits),), support=Support.DOCUMENT)] if dits else []


def nommer_la_valeur(dimension: Dimension, valeur: Valeur, plan: Plan) -> str:
    """Rend une valeur d'une dimension, son nom complet compris."""
    if valeur is None:
        return dimension.sans
    nom = nom_complet(dimension, valeur, plan)
    dit = nature_de(dimension.cle, plan).dire(valeur)
    return f"{valeur}. {nom}" if dimension.cle == "axe" else nommer(dit, nom)


def nom_complet(dimension: Dimension, valeur: Valeur, plan: Plan) -> str | None:
    """Rend le titre d'un axe, le nom complet d'une unité ou d'un groupe, ou les mots d'un état."""
    if dimension.cle == "axe":
        return next(axe.titre for axe in plan.axes if axe.numero == valeur)
    if dimension.cle == "etat":
        return ", ".join(mot for mot, etat in plan.etats.items() if etat == valeur) or None
    if not isinstance(valeur, str) or dimension.cle not in {"responsable", "groupe"}:
        return None
    return plan.groupes[valeur] if dimension.cle == "groupe" else plan.responsables[valeur]


def dire_les_repetees(dimension: Dimension, total: int, actions: int) -> list[str]:
    """Rend ce qui explique un total de plus d'actions qu'il n'y en a : une a plusieurs valeurs."""
    par = f"Par {dimension.titre.lower()}, {total} pour {actions}"
    return [f"{par} : une action peut en avoir plusieurs."] if total > actions else []


_SOUS = {"responsables": "unité", "groupes": "groupe", "etats": "état", "champs": "champ"}


def nommer_l_etat(plan: Plan, etat: str | None, nombre: int = 1) -> str:
    """Rend un état accordé, et les mots que le plan a pour lui : « réalisées (Complété) »."""
    mots = (mot for mot, sien in plan.etats.items() if sien == etat)
    return nommer(accorder(etat, nombre), ", ".join(mots))


def nommer_la_cle(cle: str) -> str:
    """Rend ce qu'est cette clé du plan : `axes.2.titre` est « axe 2, titre »."""
    tete, point, suite = cle.partition(".")
    if not point:
        return _titre(Plan, cle)
    if tete == "equilibre":
        return f"règle, {_titre(Regle, suite)}"
    if tete == "axes":
        numero, _, cle_d_axe = suite.partition(".")
        return f"axe {numero}, {_titre(Axe, cle_d_axe)}"
    nom = suite.replace(".", ", ") if tete == "champs" else suite
    return f"{_SOUS.get(tete, tete)} {nom}"


def nommer_la_cle_d_une_action(cle: str, *plans: Plan) -> str:
    """Rend ce qu'est cette clé d'une action; un champ a l'intitulé que lui donne un des plans."""
    champ = cle.removeprefix("champs.")
    if champ == cle:
        return _titre(Action, cle)
    return next((str(p.champs[champ]).lower() for p in plans if champ in p.champs), champ)


def nature_de(cle: str, plan: Plan) -> "NatureDeChamp":
    """Rend la nature de ce qu'une action dit sous cette clé."""
    from plandev.plan.natures import NATURES

    champ = plan.champs.get(cle.removeprefix("champs."))
    return champ.sa_nature if champ else NATURES["texte"]


def _titre(objet: Any, cle: str) -> str:
    return titre_de_la_cle(objet, cle).lower() if cle in objet.__annotations__ else cle
