"""L'ordre de la maison : chaque module n'importe que des modules d'un rang inférieur."""

import ast
from pathlib import Path

import pytest

import plandev

PAQUET = Path(plandev.__file__).parent

# Du plus haut au plus bas; les modules d'un même rang ne s'importent pas.
RANGS = (
    {"__main__"},
    {"cli"},
    {"options", "fin"},
    {"francais", "completion", "schema"},
    {"formats"},
    {"markdown", "gitlab"},
    {"affichage", "affichage_bilan", "donnees", "github"},
    {"lecture", "equilibre", "emplacement", "ecran", "sortie"},
    {"messages", "requetes"},
    {"modele"},
    {"regles", "source"},
    {"document", "fautes_yaml", "lieux"},
    {"mots", "nombres", "constats"},
    {"__init__"},
)
SEULS = {
    "typer": {"cli", "options", "francais", "completion"},
    "rich": {"ecran"},
    "yaml": {"source"},
    "pydantic": {"modele", "lecture", "schema"},
    "pydantic_core": {"modele", "lecture", "messages"},
}


def imports(module):
    arbre = ast.parse((PAQUET / f"{module}.py").read_text(encoding="utf-8"))
    for noeud in ast.walk(arbre):
        if module == "__init__":
            continue  # il n'importe qu'à l'emploi
        if isinstance(noeud, ast.ImportFrom) and noeud.module == "plandev":
            yield from (f"plandev.{nom.name}" for nom in noeud.names)
        elif isinstance(noeud, ast.ImportFrom):
            yield noeud.module or ""
        elif isinstance(noeud, ast.Import):
            yield from (nom.name for nom in noeud.names)


MODULES = sorted(chemin.stem for chemin in PAQUET.glob("*.py"))


def test_chaque_module_a_son_rang():
    assert sorted(nom for rang in RANGS for nom in rang) == MODULES


@pytest.mark.parametrize("module", MODULES)
def test_un_module_n_importe_que_des_rangs_inferieurs(module):
    (rang,) = (rang for rang, noms in enumerate(RANGS) if module in noms)
    dessous = {nom for noms in RANGS[rang + 1 :] for nom in noms}
    importes = {nom.split(".")[1] for nom in imports(module) if nom.startswith("plandev.")}
    assert importes <= dessous


@pytest.mark.parametrize("bibliotheque", SEULS)
def test_une_bibliotheque_n_entre_que_par_sa_porte(bibliotheque):
    entrees = {
        module
        for module in MODULES
        if any(nom.split(".")[0] == bibliotheque for nom in imports(module))
    }
    assert entrees == SEULS[bibliotheque]
