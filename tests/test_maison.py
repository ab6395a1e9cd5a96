"""L'ordre de la maison : une pièce n'importe que de son étage et des étages du dessous."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import plandev

PAQUET = Path(plandev.__file__).parent

# Les pièces, du plus haut étage au plus bas; un dossier est une pièce.
ETAGES = (
    {"__main__"},
    {"commandes"},
    {"formats"},
    {"reponses"},
    {"questions", "lecture"},
    {"plan", "sorties"},
    {"messages"},
)
SEULES = {
    "typer": {"commandes"},
    "rich": {"sorties.ecran"},
    "yaml": {"lecture.yaml.analyse", "plan.redaction"},
    "jinja2": {"formats.en_html"},
    "xlsxwriter": {"formats.en_xlsx"},
    "openpyxl": {
        "lecture.tableau.feuilles.classeur_xlsx",
        "lecture.tableau.feuilles.cellules",
    },
    "subprocess": {"sorties.pagination"},
    "pydantic": {
        "plan.champ",
        "plan.action",
        "plan.modele",
        "plan.valeurs",
        "plan.schema",
        "lecture.validation",
        "lecture.validation.forme",
    },
    "pydantic_core": {
        "plan.conversions",
        "plan.modele",
        "lecture.validation",
        "lecture.validation.attentes",
        "lecture.validation.forme",
        "lecture.validation.fautes_pydantic",
    },
}


EN_TABLE = ("commandes", "formats")  # dont chaque module est une ligne de COMMANDES ou de FORMATS
# Des modules de moins de quarante lignes, et pourquoi ils sont seuls.
COURTS = {
    "reponses.suivi": "une seule commande paie le prix de la comparaison qu'il redit",
    "commandes.options.parametres": "seul à récrire la signature d'une commande",
    "lecture.tableau.tableau_des_gens.lecture": "ce que ses trois étapes se passent",
    "messages.paquets": "seul à demander un paquet du supplément",
}


def nom(chemin):
    parties = chemin.relative_to(PAQUET).with_suffix("").parts
    return ".".join(parties[:-1] if parties[-1] == "__init__" else parties)


MODULES = {nom(chemin): chemin for chemin in PAQUET.rglob("*.py")}
del MODULES[""]  # le module public, qui n'importe qu'à l'emploi


def imports(module):
    arbre = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    for noeud in ast.walk(arbre):
        if isinstance(noeud, ast.ImportFrom):
            source = noeud.module or ""
            for cible in noeud.names:
                sous_module = f"{source}.{cible.name}".removeprefix("plandev.")
                yield f"plandev.{sous_module}" if sous_module in MODULES else source
        elif isinstance(noeud, ast.Import):
            yield from (cible.name for cible in noeud.names)


def internes(module):
    return {i.removeprefix("plandev.") for i in imports(module) if i.startswith("plandev.")}


def etage(module):
    (rang,) = (rang for rang, pieces in enumerate(ETAGES) if module.split(".")[0] in pieces)
    return rang


def lignes(chemin):
    return chemin.read_text(encoding="utf-8").count("\n")


def test_le_paquet_n_a_en_haut_que_deux_modules():
    assert {chemin.name for chemin in PAQUET.glob("*.py")} == {"__init__.py", "__main__.py"}


def test_un_dossier_a_au_plus_douze_modules():
    """Une commande et un format sont une ligne d'une table : il peut y en avoir plus."""
    dossiers = {chemin.parent for chemin in MODULES.values()} - {PAQUET / n for n in EN_TABLE}
    modules = {d: [f for f in d.glob("*.py") if f.name != "__init__.py"] for d in dossiers}
    assert {dossier: len(siens) for dossier, siens in modules.items() if len(siens) > 12} == {}


def test_un_module_a_au_plus_deux_cent_cinquante_lignes():
    assert {m: lignes(chemin) for m, chemin in MODULES.items() if lignes(chemin) > 250} == {}


def test_un_module_de_moins_de_quarante_lignes_est_d_une_table_ou_dit_pourquoi():
    courts = {
        module
        for module, chemin in MODULES.items()
        if lignes(chemin) < 40
        and chemin.name != "__init__.py"
        and chemin.parent.name not in EN_TABLE
    }
    assert courts == set(COURTS)


def test_chaque_piece_a_son_etage():
    assert {module.split(".")[0] for module in MODULES} == set().union(*ETAGES)


@pytest.mark.parametrize("module", MODULES)
def test_un_module_n_importe_que_de_son_etage_et_du_dessous(module):
    assert {importe for importe in internes(module) if etage(importe) < etage(module)} == set()


def test_aucun_module_ne_s_importe_en_rond():
    TopologicalSorter({module: internes(module) for module in MODULES}).prepare()


def test_seules_les_commandes_importent_la_lecture():
    lecteurs = {m.split(".")[0] for m in MODULES for i in internes(m) if i.startswith("lecture")}
    assert lecteurs == {"commandes", "lecture"}


def test_la_lecture_ne_connait_que_le_plan_et_ce_qui_est_dessous():
    connus = {i.split(".")[0] for m in MODULES if m.startswith("lecture") for i in internes(m)}
    assert connus <= {"lecture", "plan", "messages"}


@pytest.mark.parametrize("bibliotheque", SEULES)
def test_une_bibliotheque_n_entre_que_par_sa_porte(bibliotheque):
    entrees = {m for m in MODULES if any(i.split(".")[0] == bibliotheque for i in imports(m))}
    permises = SEULES[bibliotheque]
    assert {m for m in entrees if m not in permises and m.split(".")[0] not in permises} == set()
    assert entrees
