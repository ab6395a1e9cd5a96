"""Les mots des tableaux des gens : ce que dit un en-tête, et ce qui nomme un axe."""

import re
from typing import Literal, NamedTuple

from plandev.lecture.tableau.tableau_des_gens.textes import sur_une_ligne
from plandev.messages.mots import plier

Role = Literal["code", "axe", "axe_titre", "libelle", "responsables", "groupes", "etat"]
ROLES: tuple[Role, ...] = (
    "code", "axe", "axe_titre", "libelle", "responsables", "groupes", "etat",
)  # fmt: skip

# Les en-têtes eux-mêmes, sans casse, accents ni ponctuation, du plus sûr au moins sûr : s'il y a
# « Action » et « Libellé », c'est le second qui en est un. Ceux des réponses de plandev en sont.
_NOMS: dict[Role, tuple[tuple[str, ...], ...]] = {
    "code": (("code",), ("n", "no", "num", "numero", "ref", "reference"), ("id",)),
    "axe": (("axe", "axes", "axe d intervention", "axe strategique"), ("orientation", "volet")),
    "axe_titre": (("axe titre", "titre de l axe", "nom de l axe"),),
    "libelle": (
        ("libelle", "intitule"),
        ("action", "actions", "mesure", "mesures"),
        ("description",),
    ),
    "responsables": (
        (
            "responsable", "responsables", "responsabilite", "unite", "unites", "direction",
            "directions", "service", "services", "direction ou service", "direction service",
            "direction responsable", "directions responsables", "service responsable",
            "services responsables", "unite responsable", "unites responsables", "porteur",
            "porteurs", "pilote", "pilotes", "mandataire", "mandataires", "resp", "service porteur",
            "direction porteuse", "direction pilote", "service pilote",
        ),
    ),
    "groupes": (
        ("groupe", "groupes"),
        ("clientele", "clienteles", "population visee", "populations visees"),
    ),
    "etat": (("etat", "statut"), ("avancement", "etat d avancement", "etat de realisation")),
}  # fmt: skip
# Par quoi commence un en-tête qui en dit plus : « Actions du plan », « N° d'action ».
_DEBUTS: dict[Role, tuple[str, ...]] = {
    "code": ("n d", "n action", "no d", "no action", "numero d", "numero action", "code d"),
    "libelle": (
        "action ", "actions ", "mesure ", "mesures ", "libelle d", "description d", "intitule d",
        "titre de l action", "titre de la mesure",
    ),
    # « Direction de… » et « Service de… » sont le plus souvent des noms d'unités.
    "responsables": ("responsable ", "responsables ", "porteur d", "pilote d"),
    "groupes": ("groupe ", "groupes ", "clientele ", "clienteles ", "population ", "populations "),
    "etat": ("etat ", "statut "),
    "axe": ("axe d", "axe s"),
}  # fmt: skip
_LONGUEUR_MAX = 60
_ROMAINS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_RANG = r"([0-9]{1,3}|[IVX]{1,4})"
_SUITE = r"[\s:.)\u2013\u2014-]*(.*)"
_AXE = re.compile(
    rf"\s*(?:axe|orientation|volet)\s*(?:n[o\u00b0\u00ba]\.?\s*)?{_RANG}\b{_SUITE}",
    re.IGNORECASE | re.DOTALL,
)
# Un titre a un mot : « 1.1 » et « 1-A » sont des codes.
_MOT = r"(?!\d)(?=.*[^\W\d_]{2})"
_NUMERO = re.compile(rf"\s*{_RANG}(?:\Z|\s*[:.)\u2013\u2014-]+\s*({_MOT}.*))", re.DOTALL)
_NUMERO_SANS_POINT = re.compile(r"\s*([0-9]{1,2})\s+(\D.*)", re.DOTALL)
_NIVEAU = re.compile(r"(?:objectif|sous-?axe|but|theme|enjeu|cible|chantier)s?\b")
_SUITE_D_AXE = re.compile(r"\s*\(suite[^)]*\)\Z", re.IGNORECASE)
_TOTAL = re.compile(r"(sous[ -]?)?tota(l|ux)\b|nombre (total )?d.actions")


class Reconnu(NamedTuple):
    """Le rôle d'un en-tête, et à quel point il est sûr : 0 est le plus sûr."""

    role: Role
    doute: int


_DOUTE_D_UN_DEBUT = 9


def reconnaitre(titre: str) -> Reconnu | None:
    """Rend le rôle que dit un en-tête, ou None."""
    if titre.strip() == "#":
        return Reconnu("code", 1)
    # Un pourcentage d'avancement n'est pas un état.
    if len(titre) > _LONGUEUR_MAX or _AXE.match(titre) or "%" in titre:
        return None
    mots = en_mots(titre)
    if mots in _PAR_NOM:
        return _PAR_NOM[mots]
    roles = (role for role, debuts in _DEBUTS.items() if mots.startswith(debuts))
    return next((Reconnu(role, _DOUTE_D_UN_DEBUT) for role in roles), None)


_PAR_NOM = {
    nom: Reconnu(role, doute)
    for role, rangs in _NOMS.items()
    for doute, noms in enumerate(rangs)
    for nom in noms
}


def en_mots(titre: str) -> str:
    """Rend les mots d'un en-tête, sans casse, accents, ponctuation, ni marque du pluriel à côté."""
    sans_pluriel = re.sub(r"\((?:s|e|es)\)", "", plier(titre))
    return " ".join(re.findall(r"[a-z0-9]+", sans_pluriel))


def axe_nomme(texte: str) -> tuple[int, str] | None:
    """Rend le numéro et le titre, vide s'il n'y est pas, de l'axe que nomme « Axe 2 : … »."""
    trouve = _AXE.fullmatch(texte)
    return (_rang(trouve[1]), _titre(trouve[2])) if trouve and _rang(trouve[1]) else None


def axe_numerote(texte: str) -> tuple[int, str] | None:
    """Rend le numéro et le titre de ce qui s'écrit « 2. Se déplacer »."""
    trouve = _NUMERO.fullmatch(texte)
    return (_rang(trouve[1]), _titre(trouve[2] or "")) if trouve and _rang(trouve[1]) else None


def axe_d_une_cellule(texte: str) -> tuple[int | None, str]:
    """Rend le numéro, s'il est dit, et le titre de l'axe que nomme une cellule de sa colonne."""
    if nomme := axe_nomme(texte) or axe_numerote(texte):
        return nomme
    if trouve := _NUMERO_SANS_POINT.fullmatch(texte):
        return int(trouve[1]), _titre(trouve[2])
    return None, _titre(texte)


def _rang(ecrit: str) -> int:
    """Rend le nombre qui est écrit, en chiffres arabes ou romains, ou 0."""
    if ecrit.isdecimal():
        return int(ecrit)
    romain = ecrit.lower()
    return _ROMAINS.index(romain) + 1 if romain in _ROMAINS else 0


def _titre(ecrit: str) -> str:
    return _SUITE_D_AXE.sub("", sur_une_ligne(ecrit))


def est_un_niveau(texte: str) -> bool:
    """Rend vrai de ce par quoi commence un sous-titre, comme « Objectif 1.1 »."""
    return bool(_NIVEAU.match(plier(texte)))


def est_un_total(texte: str) -> bool:
    """Rend vrai de ce par quoi commence une ligne de total."""
    return bool(_TOTAL.match(plier(texte)))
