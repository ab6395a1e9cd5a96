"""Le schéma JSON du fichier de plan, pour les éditeurs qui savent s'en servir.

Un éditeur lit le YAML avec ses types : `1` y est un nombre, que plandev lit comme le texte tapé.
Le schéma admet donc un nombre, ou vrai et faux, là où plandev lit un texte. Il n'exprime pas ce qui
lie des valeurs éloignées (une unité déclarée, un code unique) : `plandev valider` le fait.
"""

from typing import Any

from pydantic import TypeAdapter

from plandev.plan.action import CLES_D_UNE_ACTION, NON_ECRITES
from plandev.plan.modele import Plan
from plandev.plan.natures import NATURES
from plandev.plan.valeurs import (
    LONGUEUR_D_UNE_CLE,
    PATRON_CLE,
    PATRON_CODE,
    PATRON_TEXTE,
    PATRON_TEXTE_LONG,
    PATRON_UNITE,
    Etat,
    ListeDeTextes,
    MotDEtat,
    TexteLong,
)

Schema = dict[str, Any]

VERSION = "https://json-schema.org/draft/2020-12/schema"


def _sous(cle: str, schema: Schema) -> Schema:
    return {"properties": {cle: schema}}


_AU_PRORATA = {"required": ["reference"], **_sous("reference", {"const": "prorata"})}
# Le prorata demande un poids sur chaque axe.
_PRORATA: Schema = {
    "if": {"required": ["equilibre"], **_sous("equilibre", _AU_PRORATA)},
    "then": _sous("axes", {"items": {"required": ["poids"]}}),
}
_CLES_CONNUES = {"items": {"propertyNames": {"enum": list(CLES_D_UNE_ACTION)}}}
# Ce qu'une action dit de plus se déclare sous « champs ».
_SANS_CHAMPS: Schema = {
    "if": {"not": {"required": ["champs"]}},
    "then": _sous("axes", {"items": _sous("actions", _CLES_CONNUES)}),
}
_UN_DES_SEPT: Schema = TypeAdapter(Etat).json_schema()
# Un mot du plan pour un état se déclare sous « etats ».
_SANS_ETATS: Schema = {
    "if": {"not": {"required": ["etats"]}},
    "then": _sous("axes", {"items": _sous("actions", {"items": _sous("etat", _UN_DES_SEPT)})}),
}
_ANNEE_OU_PERIODE: Schema = {"oneOf": [{"required": ["annee"]}, {"required": ["periode"]}]}
# Ce qu'un éditeur lit parfois comme un nombre, ou vrai et faux : 211, 4.5, NON.
_TEXTES_LIBRES = (PATRON_TEXTE, PATRON_TEXTE_LONG, PATRON_UNITE, PATRON_CLE, PATRON_CODE)
_CHAMP = TypeAdapter(TexteLong | ListeDeTextes)


def schema() -> Schema:
    """Rend le schéma (JSON Schema, version 2020-12), aux descriptions en français."""
    brut = TypeAdapter(Plan).json_schema()
    _champs_dans_l_action(brut["$defs"]["Action"])
    # Ce que pydantic n'en sait pas : les natures, que peu de plans font charger.
    nature = brut["$defs"]["Champ"]["properties"]["nature"]
    nature |= {"enum": [*NATURES], "type": nature.pop("type")}
    conditions = {**_ANNEE_OU_PERIODE, "allOf": [_PRORATA, _SANS_CHAMPS, _SANS_ETATS]}
    return {"$schema": VERSION, "title": "Plan de déploiement", **_adapter(brut), **conditions}


def _champs_dans_l_action(action: Schema) -> None:
    """Remplace, dans le schéma d'une action, les champs du modèle par les clés qui s'y écrivent."""
    for cle in NON_ECRITES:
        del action["properties"][cle]
    mot = TypeAdapter(MotDEtat).json_schema()
    action["properties"]["etat"] |= {"anyOf": [_UN_DES_SEPT, mot, {"type": "null"}]}
    action["additionalProperties"] = _CHAMP.json_schema()
    action["propertyNames"] = {"pattern": PATRON_CLE, "maxLength": LONGUEUR_D_UNE_CLE}


def _adapter(noeud: Any) -> Any:
    """Rend ce morceau du schéma de pydantic tel qu'un éditeur de YAML doit l'appliquer."""
    if isinstance(noeud, list):
        return [_adapter(element) for element in noeud]
    if not isinstance(noeud, dict):
        return noeud
    # Les titres de pydantic répètent, en moins bien, le nom de la clé.
    adapte = {cle: _adapter(v) for cle, v in noeud.items() if cle != "title"}
    for corriger in (_sans_rien, _sans_autre_cle, _avec_nombre, _en_nombre):
        adapte = corriger(adapte)
    return adapte


def _sans_rien(noeud: Schema) -> Schema:
    """Une clé facultative s'omet; dans le fichier, elle ne s'écrit pas sans valeur."""
    if noeud.get("default", ...) is not None:
        return noeud
    valeurs = [choix for choix in noeud["anyOf"] if choix != {"type": "null"}]
    reste = {cle: v for cle, v in noeud.items() if cle not in {"default", "anyOf"}}
    return {**reste, **(valeurs[0] if len(valeurs) == 1 else {"anyOf": valeurs})}


def _sans_autre_cle(noeud: Schema) -> Schema:
    return {**noeud, "additionalProperties": False} if "patternProperties" in noeud else noeud


def _en_nombre(noeud: Schema) -> Schema:
    """La valeur par défaut d'un décimal exact est un nombre, que pydantic écrit comme un texte."""
    if noeud.get("type") != "number" or "default" not in noeud:
        return noeud
    return {**noeud, "default": float(noeud["default"])}


def _avec_nombre(noeud: Schema) -> Schema:
    if noeud.get("pattern") not in _TEXTES_LIBRES:
        return noeud
    reste = {cle: v for cle, v in noeud.items() if cle not in {"pattern", "type"}}
    signe = {} if noeud["pattern"] == PATRON_TEXTE_LONG else {"minimum": 0}
    nombre = {"type": ["number", "boolean"], **signe}
    return {**reste, "anyOf": [{"type": "string", "pattern": noeud["pattern"]}, nombre]}
