"""Le schéma JSON du fichier de plan, pour les éditeurs qui savent s'en servir.

Un éditeur lit le YAML avec ses types : `1` y est un nombre, que plandev lit comme le texte tapé.
Le schéma admet donc un nombre, ou vrai et faux, là où plandev lit un texte. Il n'exprime pas ce qui
lie des valeurs éloignées (une unité déclarée, un code unique) : `plandev valider` le fait.
"""

from typing import Any

from pydantic import TypeAdapter

from plandev.modele import PATRON_CODE, Plan

VERSION = "https://json-schema.org/draft/2020-12/schema"

# Le prorata demande un poids sur chaque axe.
_PRORATA = {
    "if": {
        "required": ["equilibre"],
        "properties": {
            "equilibre": {
                "required": ["reference"],
                "properties": {"reference": {"const": "prorata"}},
            }
        },
    },
    "then": {"properties": {"axes": {"items": {"required": ["poids"]}}}},
}


Schema = dict[str, Any]


def schema() -> Schema:
    """Rend le schéma (JSON Schema, version 2020-12), aux descriptions en français."""
    brut = TypeAdapter(Plan).json_schema()
    return {"$schema": VERSION, "title": "Plan de déploiement", **_adapter(brut), **_PRORATA}


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
    (valeur,) = (choix for choix in noeud["anyOf"] if choix != {"type": "null"})
    reste = {cle: v for cle, v in noeud.items() if cle not in {"default", "anyOf"}}
    return {**reste, **valeur}


def _sans_autre_cle(noeud: Schema) -> Schema:
    return {**noeud, "additionalProperties": False} if "patternProperties" in noeud else noeud


def _en_nombre(noeud: Schema) -> Schema:
    """La valeur par défaut d'un décimal exact est un nombre, que pydantic écrit comme un texte."""
    if noeud.get("type") != "number" or "default" not in noeud:
        return noeud
    return {**noeud, "default": float(noeud["default"])}


def _avec_nombre(noeud: Schema) -> Schema:
    if "pattern" not in noeud:
        return noeud
    reste = {cle: v for cle, v in noeud.items() if cle not in {"pattern", "type"}}
    entier = {"type": "integer", "minimum": 1}
    autre = {"type": ["number", "boolean"], "minimum": 0}
    nombre = entier if noeud["pattern"] == PATRON_CODE else autre
    return {**reste, "anyOf": [{"type": "string", "pattern": noeud["pattern"]}, nombre]}
