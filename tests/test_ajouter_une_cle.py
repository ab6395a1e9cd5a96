"""Ce qu'ajoute le prochain ingénieur : une clé du modèle, un état. Rien ne s'en perd en silence.

La maison est copiée, et la ligne qu'il y écrirait y est écrite : c'est elle qui répond.
"""

import json
import os
import shutil
import subprocess
import sys
from functools import reduce
from pathlib import Path
from typing import get_args

import pytest

import plandev
from conftest import PETIT_PLAN
from plandev.lecture.validation.attentes import attente_de_la_cle
from plandev.messages.constats import Code
from plandev.plan.action import CLES_D_UNE_ACTION, NON_ECRITES, Action
from plandev.plan.champ import Champ
from plandev.plan.etats import ETATS, signes
from plandev.plan.modele import DE_L_ANNEE, DECLARATIONS, Axe, Plan, Regle, titre_de_la_cle
from plandev.plan.tableur import DECLAREES
from plandev.plan.tete import CLES_DE_TETE

PAQUET = Path(plandev.__file__).parent
AJOUTS = {
    "plan/action.py": (
        "    etat: Etat | None",
        '    cout: Poids | None = Field(default=None, title="Coût", description="Son coût")\n'
        "    lieux: Annotated[tuple[Texte, ...], Field(fail_fast=True)] = Field(\n"
        '        default=(), title="Lieux", description="Où elle se fait"\n'
        "    )\n",
    ),
    "plan/modele.py": (
        "    poids: Poids | None",
        '    couleur: Texte | None = Field(default=None, title="Couleur", description="Elle")\n',
    ),
}
AU_PLAN = (
    "    etat_au: Jour | None",
    '    auteur: Texte | None = Field(default=None, title="Auteur", description="Qui")\n',
)
HUITIEME = '    Etat("suspendue", 8, "s", (), sans_suite=True),\n)  # fmt: skip\n'

DITES = (
    ("annee: 2020", "annee: 2020\nauteur: Une agente"),
    ("titre: Mobilité", "titre: Mobilité\n    couleur: bleu"),
    ("libelle: Ouvrir", "cout: 12\n        lieux: [Parc, Quai]\n        libelle: Ouvrir"),
)
AVANT = reduce(lambda texte, dite: texte.replace(*dite), DITES, PETIT_PLAN)
APRES = AVANT.replace("cout: 12", "cout: 15").replace("Quai]", "Pont]")
APRES = APRES.replace("bleu", "vert").replace("Une agente", "Un agent")


def inserer(fichier, avant, ajout):
    texte = fichier.read_text(encoding="utf-8")
    assert avant in texte
    fichier.write_text(texte.replace(avant, ajout + avant, 1), encoding="utf-8")


@pytest.fixture
def copie(tmp_path):
    """La maison, dans un dossier où l'on peut y ajouter ce qu'on veut."""
    ou = tmp_path / "copie" / "plandev"
    shutil.copytree(PAQUET, ou, ignore=shutil.ignore_patterns("__pycache__"))
    return ou


@pytest.fixture
def repondre(copie):
    """La commande de cette maison-là."""

    def lancer(*arguments, statut=0):
        reglages = {**os.environ, "PYTHONPATH": str(copie.parent), "PYTHONIOENCODING": "utf-8"}
        fini = subprocess.run(
            [sys.executable, "-m", "plandev", *arguments],
            env=reglages,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert fini.returncode == statut, fini.stderr
        return fini.stdout

    return lancer


@pytest.fixture
def avec_des_cles(copie, tmp_path):
    """Deux plans, dans une maison où une action, un axe et le plan ont des clés de plus."""
    for fichier, (avant, ajout) in AJOUTS.items():
        inserer(copie / fichier, avant, ajout)
    inserer(copie / "plan/modele.py", *AU_PLAN)
    inserer(copie / "plan/action.py", "Texte, Unite, ValeurDeChamp", "Poids, ")
    for nom, texte in (("avant.yaml", AVANT), ("apres.yaml", APRES)):
        (tmp_path / nom).write_text(texte, encoding="utf-8")


@pytest.mark.usefixtures("avec_des_cles")
def test_elle_est_lue_et_comparee(repondre):
    repondre("valider", "--strict", "avant.yaml")
    dit = repondre("comparer", "avant.yaml", "apres.yaml", "-f", "json")
    changes = json.loads(dit)
    assert changes["modifiees"] == [
        {
            "id": "1.1",
            "champs": {
                "cout": {"avant": "12", "apres": "15"},
                "lieux": {"avant": ["Parc", "Quai"], "apres": ["Parc", "Pont"]},
            },
        }
    ]
    assert changes["plan"] == {
        "auteur": {"avant": "Une agente", "apres": "Un agent"},
        "axes.1.couleur": {"avant": "bleu", "apres": "vert"},
    }
    dites = repondre("comparer", "avant.yaml", "apres.yaml")
    assert "- auteur : " in dites
    assert "- axe 1, couleur : bleu → vert" in dites
    assert "- 1.1, coût : 12 → 15" in dites


@pytest.mark.usefixtures("avec_des_cles")
def test_le_classeur_la_porte_et_la_rend_ecrite(repondre):
    repondre("classeur", "-p", "avant.yaml", "-o", "plan.xlsx")
    repondre("importer", "plan.xlsx", "-o", "retour.yaml")
    assert repondre("comparer", "--statut", "avant.yaml", "retour.yaml").endswith(
        "Aucune différence.\n"
    )
    ecrit = Path("retour.yaml").read_text(encoding="utf-8")
    for ligne in ("auteur: Une agente", "couleur: bleu", "cout: 12", "lieux: [Parc, Quai]"):
        assert f"{ligne}\n" in ecrit


@pytest.mark.usefixtures("avec_des_cles")
def test_l_an_prochain_la_garde(repondre):
    suivant = repondre("nouveau", "2021", "-p", "avant.yaml")
    assert suivant == AVANT.replace("annee: 2020", "annee: 2021")


@pytest.mark.usefixtures("avec_des_cles")
def test_un_champ_n_en_prend_pas_le_nom(repondre, tmp_path):
    pris = tmp_path / "pris.yaml"
    pris.write_text(PETIT_PLAN.replace("axes:", "champs:\n  cout: Coût\naxes:"), encoding="utf-8")
    assert "a déjà un sens dans un plan" in repondre("valider", "pris.yaml", statut=1)


@pytest.mark.usefixtures("avec_des_cles")
def test_une_personne_et_un_programme_la_voient_apres_les_cles_promises(repondre):
    action = json.loads(repondre("montrer", "1.1", "-p", "avant.yaml", "-f", "json"))
    promises = ["id", "axe", "axe_titre", "code", "libelle", "responsables", "groupes"]
    assert [*action] == [*promises, "cout", "lieux"]
    assert (action["cout"], action["lieux"]) == (12, ["Parc", "Quai"])
    montre = repondre("montrer", "1.1", "-p", "avant.yaml").splitlines()
    assert [ligne.split() for ligne in montre[-2:]] == [["Coût", "12"], ["Lieux", "Parc;", "Quai"]]


@pytest.mark.usefixtures("avec_des_cles")
def test_un_plan_qui_ne_l_emploie_pas_ne_la_montre_pas(repondre, tmp_path):
    (tmp_path / "sans.yaml").write_text(PETIT_PLAN, encoding="utf-8")
    for action in json.loads(repondre("list", "-p", "sans.yaml", "-f", "json")):
        assert [*action] == ["id", "axe", "code", "libelle", "responsables", "groupes"]


def test_ce_que_nouveau_ne_reprend_pas_est_une_cle_du_modele():
    assert set(DE_L_ANNEE) <= {*CLES_D_UNE_ACTION, *NON_ECRITES, *CLES_DE_TETE}


def test_ce_que_declare_un_plan_a_sa_feuille():
    assert [*DECLAREES] == [*DECLARATIONS], "à dire dans plan/tableur.py"


@pytest.mark.parametrize(
    ("objet", "cle"),
    [
        *((Action, cle) for cle in CLES_D_UNE_ACTION),
        *((Axe, cle) for cle in Axe.model_fields if cle != "actions"),
        *((Regle, cle) for cle in Regle.model_fields),
        *((Champ, cle) for cle in Champ.model_fields),
        *((Plan, cle) for cle in CLES_DE_TETE),
    ],
)
def test_une_cle_a_son_titre_et_ce_qui_en_est_attendu(objet, cle):
    assert titre_de_la_cle(objet, cle) != cle, "à dire dans plan/action.py ou plan/modele.py"
    declaree = objet is Action and cle in DECLARATIONS
    attente = attente_de_la_cle(cle)
    assert declaree or attente, "à dire dans plan/valeurs.py"
    assert declaree or attente.code in get_args(Code), "à dire dans messages/constats.py"


def test_un_etat_de_plus_est_compte_et_dessine(copie, repondre, tmp_path):
    texte = (copie / "plan/etats.py").read_text(encoding="utf-8")
    texte = texte.replace(")  # fmt: skip\n", HUITIEME, 1)
    (copie / "plan/etats.py").write_text(texte, encoding="utf-8")
    plan = tmp_path / "plan.yaml"
    dits = PETIT_PLAN.replace("groupes: [jeunes]\n", "groupes: [jeunes]\n        etat: suspendue\n")
    plan.write_text(dits, encoding="utf-8")
    bilan = json.loads(repondre("bilan", "-p", "plan.yaml", "-f", "json"))
    assert sum(bilan["etats"].values()) == bilan["actions"] == 2
    assert bilan["suspendues"] == [{"id": "1.1", "libelle": "Ouvrir une piste"}]
    montre = repondre("bilan", "-p", "plan.yaml", "-f", "texte")
    assert "s suspendue" in montre
    assert "En tout : 1 suspendue, 1 sans état." in montre


def test_chaque_etat_a_son_signe():
    assert {*signes()} == {*ETATS, None}
    assert len({*signes().values()}) == len(signes())
