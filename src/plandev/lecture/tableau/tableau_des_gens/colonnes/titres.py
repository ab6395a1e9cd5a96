"""Les titres des colonnes : le rôle que disent leurs mots, tous leurs mots.

Un titre a un rôle quand chacun de ses mots est de ce rôle; ce qui est entre parenthèses n'y compte
pas, ni les mots qui nomment seulement ce dont la ligne parle : action, mesure, projet, fiche…
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from plandev.messages.mots import plier

Role = Literal[
    "code", "libelle", "responsables", "groupes", "axe", "axe_titre", "etat", "sous-action"
]  # fmt: skip
ROLES: dict[Role, str] = {
    "code": "le code de l'action",
    "libelle": "le libellé de l'action",
    "responsables": "les unités",
    "groupes": "les groupes",
    "axe": "l'axe",
    "axe_titre": "le titre de l'axe",
    "etat": "l'état",
    "sous-action": "une sous-action",
}
"""Les rôles d'une colonne, et ce que chacun dit d'une action."""

# De chaque rôle, ses mots du plus sûr au moins sûr, sans accents ni pluriel : de deux colonnes qui
# le réclament, la plus sûre l'a, et l'autre est un champ.
_MOTS: tuple[tuple[Role, tuple[str, ...]], ...] = (
    ("code", ("code n no num numero", "ref reference", "id ident identifiant")),
    ("libelle", ("libelle intitule titre nom", "", "description designation enonce", "moyen")),
    ("responsables", ("direction service unite", "responsable responsabilite resp porteur porteuse "
                      "pilote mandataire structure qui")),
    ("groupes", ("groupe", "clientele population")),
    ("axe", ("axe", "orientation volet", "theme thematique categorie")),
    ("etat", ("etat statut", "avancement")),
)  # fmt: skip
_ADMIS: dict[Role, frozenset[str]] = {
    "axe": frozenset({"intervention", "strategique", "prioritaire"}),
    "etat": frozenset({"realisation"}),
    "groupes": frozenset({"visee", "vise", "cible", "ciblee"}),
}
_INCERTAIN = 2
"""À partir de ce rang, une colonne n'est l'axe que si toutes les lignes la remplissent."""
_DE_LA_LIGNE = frozenset({"action", "mesure", "projet", "fiche", "intervention", "activite"})
_LIAISONS = frozenset(
    ("a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "ou", "par",
     "pour", "s", "se", "plan")
)  # fmt: skip
_AUTRES = {
    "echeance": frozenset({"echeance", "echeancier", "delai", "quand", "fin", "limite"}),
    "date": frozenset({"date", "debut", "annee", "periode", "mois", "jour"}),
    "montant": frozenset({"montant", "cout", "budget", "depense", "financement", "subvention"}),
    "niveau": frozenset({"sous-axe", "objectif"}),
    "texte": frozenset({"partenaire", "indicateur", "commentaire", "remarque", "note", "cible"}),
}
_LONGUEUR_MAX = 60
_PARENTHESES = re.compile(r"\([^)]*\)")


class Reclame(NamedTuple):
    """Le rôle que réclame une colonne, et son rang : 0 est le plus sûr."""

    role: Role
    rang: int

    @property
    def incertain(self) -> bool:
        """Vrai de ce qui n'est un axe que si toutes les lignes en ont un."""
        return self.role == "axe" and self.rang >= _INCERTAIN


def role_du_titre(titre: str) -> Reclame | None:
    """Rend le rôle que disent tous les mots d'un titre, ou None."""
    if titre.strip() == "#":
        return Reclame("code", 0)
    mots = mots_du_titre(titre)
    if not mots or "%" in titre or len(titre) > _LONGUEUR_MAX:
        return None
    if "sous-action" in mots:
        return Reclame("sous-action", 0)
    utiles = mots - _DE_LA_LIGNE
    if not utiles:
        return Reclame("libelle", 1)
    if "axe" in utiles and utiles - {"axe"} and utiles <= {"axe", "titre", "nom", "libelle"}:
        return Reclame("axe_titre", 0)
    return next(_reclames(utiles), None)


def _reclames(utiles: frozenset[str]) -> Iterator[Reclame]:
    for role, rangs in _MOTS:
        siens = [frozenset(mots.split()) for mots in rangs]
        if utiles <= frozenset().union(*siens, _ADMIS.get(role, ())):
            yield from (Reclame(role, n) for n, mots in enumerate(siens) if utiles & mots)


def nature_du_titre(titre: str) -> str | None:
    """Rend la nature de champ dont parle un titre, à éprouver sur ses cellules; ou None."""
    mots = mots_du_titre(titre)
    return next((nature for nature, siens in _AUTRES.items() if mots & siens), None)


def est_connu(titre: str) -> bool:
    """Rend vrai d'un titre de colonne usuel, rôle ou champ."""
    return len(titre) <= _LONGUEUR_MAX and bool(role_du_titre(titre) or nature_du_titre(titre))


def mots_du_titre(titre: str) -> frozenset[str]:
    """Rend les mots d'un titre : sans casse, accents, pluriel, liaisons ni parenthèses."""
    nu = _PARENTHESES.sub(" ", plier(titre)).replace("sous axe", "sous-axe")
    mots = re.findall(r"sous-[a-z]+|[a-z0-9]+", nu.replace("sous action", "sous-action"))
    return frozenset(map(_singulier, mots)) - _LIAISONS


def _singulier(mot: str) -> str:
    return re.sub(r"(?<=..)[sx]\Z", "", mot)
