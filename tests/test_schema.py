"""Un éditeur qui connaît le schéma souligne, dès qu'on la tape, une faute qu'il exprime."""

import json
import re
from pathlib import Path
from typing import ClassVar

import pytest
import yaml
from jsonschema import Draft202012Validator

from plandev.plan.action import CLES_D_UNE_ACTION
from plandev.plan.champ import Champ
from plandev.plan.modele import Axe, Plan, Regle
from plandev.plan.schema import schema
from test_valider import est_averti

RACINE = Path(__file__).parents[1]
EXEMPLES = Path(__file__).parent / "exemples"
VALIDES = [RACINE / "plan2020.yaml", *sorted((EXEMPLES / "valides").glob("*.yaml"))]

# Ce qu'un schéma n'exprime pas : ce qui lie des valeurs, ou que les types de YAML effacent.
INEXPRIMABLES = {
    "mot-d-etat-pris": "deux mots qui se lisent pareils",
    "etat-inconnu.parmi-les-mots-du-plan": "un renvoi à une autre clé",
    "axe-hors-rang": "l'ordre des axes",
    "axe-hors-rang.desordre": "l'ordre des axes",
    "code-double": "un code unique dans son axe",
    "code-double.de-deux-axes": "un code unique dans le plan",
    "groupe-inconnu": "un renvoi à une autre clé",
    "groupe-inconnu.aucun-declare": "un renvoi à une autre clé",
    "unite-inconnue": "un renvoi à une autre clé",
    "unite-inconnue.parmi-dix": "un renvoi à une autre clé",
    "unite-inconnue.sans-voisine": "un renvoi à une autre clé",
    "unite-inconnue.virgule-oubliee": "un renvoi à une autre clé",
    "code-double.dans-le-plan": "un code unique dans le plan",
    "cle-inconnue.champ": "un renvoi à une autre clé",
    "champ-reserve": "les noms qui ont déjà un sens",
    "champ-reserve.d-une-reponse": "les noms qui ont déjà un sens",
    "periode-invalide.a-l-envers": "l'ordre de deux années",
    "jour-invalide": "le calendrier",
    "nature-repetee": "ce qui lie deux valeurs",
    "champ-invalide": "un renvoi à une autre clé",
    "ancre.et-renvoi": "l'éditeur a déjà suivi le renvoi",
    "etiquette": "l'éditeur a déjà lu l'étiquette",
    "indice-invalide.infinis": "JSON n'a ni infini ni NaN",
    "annee-invalide.en-octal": "l'éditeur lit 02020 comme 2020",
}
# Ce qui n'est pas un document YAML, que l'éditeur souligne sans le secours du schéma.
HORS_YAML = {
    "caractere-de-commande", "cle-double", "cle-double.dans-une-action", "cle-double.unite",
    "tiret-oublie", "cle-composee", "renvoi.partout", "second-document", "encodage",
    "second-document.apres-la-fin", "signe-invisible.tabulation", "utf-16-incomplet",
    "texte-coupe.et-quatorze-autres",
}  # fmt: skip


class TypesDeBase(yaml.SafeLoader):
    """Les types que donne un éditeur : le « core schema » de YAML 1.2."""

    yaml_implicit_resolvers: ClassVar = {}


for type_, patron in {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.inf|\.nan",
}.items():
    TypesDeBase.add_implicit_resolver(
        f"tag:yaml.org,2002:{type_}", re.compile(f"^(?:{patron})$"), None
    )
TypesDeBase.add_constructor(
    "tag:yaml.org,2002:int", lambda chargeur, noeud: int(chargeur.construct_scalar(noeud))
)


def lu_par_un_editeur(chemin):
    return yaml.load(chemin.read_text(encoding="utf-8"), Loader=TypesDeBase)  # noqa: S506


@pytest.fixture(scope="module")
def juge():
    Draft202012Validator.check_schema(schema())
    return Draft202012Validator(schema())


@pytest.mark.parametrize("exemple", VALIDES, ids=lambda chemin: chemin.stem)
def test_un_plan_valide_satisfait_le_schema(juge, exemple):
    assert [erreur.message for erreur in juge.iter_errors(lu_par_un_editeur(exemple))] == []


FAUTIFS = [
    chemin
    for chemin in sorted((EXEMPLES / "fautifs").glob("*.yaml"))
    if chemin.stem not in HORS_YAML and not chemin.stem.startswith("yaml-")
]


@pytest.mark.parametrize("exemple", FAUTIFS, ids=lambda chemin: chemin.stem)
def test_le_schema_refuse_ce_que_plandev_refuse_quand_il_peut_l_exprimer(juge, exemple):
    inexprimable = exemple.stem in INEXPRIMABLES or est_averti(exemple)
    assert juge.is_valid(lu_par_un_editeur(exemple)) == inexprimable


@pytest.mark.parametrize(
    "commande", ["exemple", "nouveau 2021 -p plan2020.yaml", "importer plan2020.xlsx"]
)
def test_rien_de_ce_que_plandev_ecrit_ne_nomme_un_schema_qui_n_est_pas_la(
    plandev, dossier_2020, commande
):
    assert plandev("classeur", "-o", dossier_2020.with_suffix(".xlsx")).exit_code == 0
    resultat = plandev(*commande.split())
    assert resultat.exit_code == 0
    assert "plan.schema.json" not in resultat.stdout


def test_le_schema_se_nomme_comme_le_dit_la_documentation(plandev, dossier_2020):
    page = (RACINE / "docs" / "fichier.md").read_text(encoding="utf-8")
    (nommer,) = re.findall(r"^# yaml-language-server: .*\n", page, re.MULTILINE)
    (ecrire,) = re.findall(r"^plandev (schema .*)$", page, re.MULTILINE)
    assert plandev(*ecrire.split()).exit_code == 0
    assert dossier_2020.with_name(nommer.rstrip().partition("$schema=")[2]).exists()
    dossier_2020.write_text(nommer + dossier_2020.read_text("utf-8"), encoding="utf-8")
    assert plandev("valider", "plan2020.yaml").exit_code == 0
    assert plandev("nouveau", "2021").stdout.startswith(f"{nommer}titre: ")


def test_le_schema_du_depot_est_celui_que_la_commande_ecrit(plandev):
    ecrit = plandev("schema").stdout
    assert ecrit == (RACINE / "plan.schema.json").read_text(encoding="utf-8")
    assert json.loads(ecrit)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_chaque_cle_est_decrite():
    modeles = [schema(), *schema()["$defs"].values()]
    champs = [champ for modele in modeles for champ in modele["properties"].values()]
    cles = (
        Plan.model_fields,
        Axe.model_fields,
        Champ.model_fields,
        Regle.model_fields,
        CLES_D_UNE_ACTION,
    )
    assert len(champs) == sum(map(len, cles))
    assert all(champ["description"] for champ in champs)
