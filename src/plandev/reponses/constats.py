"""Les constats faits sur des fichiers de plan, et ce que leur examen a donné."""

from collections.abc import Sequence
from operator import attrgetter

from plandev.messages.constats import Constat, Gravite
from plandev.messages.mots import assainir
from plandev.messages.nombres import pluriel
from plandev.reponses.reponse import (
    Colonne,
    ListeDeConstats,
    Nature,
    Phrases,
    Reponse,
    Support,
    Tableau,
)

_COLONNES = (
    Colonne("fichier", "Fichier", attrgetter("fichier")),
    Colonne("ligne", "Ligne", attrgetter("position.ligne"), nature=Nature.NOMBRE),
    Colonne("colonne", "Colonne", attrgetter("position.colonne"), nature=Nature.NOMBRE),
    Colonne("gravite", "Gravité", attrgetter("gravite.value")),
    Colonne("code", "Code", attrgetter("code")),
    Colonne("message", "Message", attrgetter("message")),
)


def examen(places: Sequence[Constat], resume: str) -> Reponse:
    """Rend la réponse qui relève ces constats, tous à leur position, et le résumé de l'examen."""
    tableau = Tableau(_COLONNES, places, ListeDeConstats(), nom="Constats")
    # Le terminal le tient de la note.
    titre = Phrases((resume,), titre=True, support=Support.DOCUMENT)
    return Reponse([titre, tableau], tableau.objets, f"{resume}\n")


def resumer(constats: Sequence[Constat], noms: Sequence[str]) -> str:
    """Rend ce que l'examen de ces fichiers a donné, en une phrase."""
    sujet = assainir(noms[0]) if len(noms) == 1 else f"{len(noms)} fichiers"
    return f"{sujet} : {_compter(constats)}"


def resumer_l_importation(nom: str, actions: int, constats: Sequence[Constat]) -> str:
    """Rend ce qui a été lu d'un tableau, en une phrase."""
    fautif = any(constat.gravite is Gravite.ERREUR for constat in constats)
    suite = "; rien n'est écrit" if fautif else ""
    lues = f"{pluriel(actions, 'action')} lue{'s' if actions >= 2 else ''}"
    return f"{assainir(nom)} : {lues}, {_compter(constats)}{suite}"


def _compter(constats: Sequence[Constat]) -> str:
    erreurs = sum(constat.gravite is Gravite.ERREUR for constat in constats)
    avertissements = len(constats) - erreurs
    suite = f", {pluriel(avertissements, 'avertissement')}" if avertissements else ""
    d_autres = " et d'autres" if any(c.code == "trop-de-fautes" for c in constats) else ""
    return f"{pluriel(erreurs, 'erreur') if erreurs else 'aucune erreur'}{suite}{d_autres}"
