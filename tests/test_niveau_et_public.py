"""Un plan a un niveau entre l'axe et l'action, et des champs qui ne se publient pas."""

import zipfile

import pytest

PLAN = """\
titre: Plan climat 2024
annee: 2024
responsables:
  DG:
champs:
  objectif: {intitule: Objectif, nature: niveau}
  zutkey: {intitule: Zutnote, public: non}
  cout: {intitule: Zutcout, nature: montant, public: non}
axes:
  - numero: 1
    titre: Air
    actions:
      - {code: 1, libelle: Un, responsables: [DG], objectif: Réduire, zutkey: Xylophage,
         cout: 987123}
      - {code: 2, libelle: Deux, responsables: [DG], etat: en cours, objectif: Réduire}
      - {code: 3, libelle: Trois, responsables: [DG]}
      - {code: 4, libelle: Quatre, responsables: [DG], objectif: Planter, zutkey: [Wapiti, Yack]}
  - numero: 2
    titre: Eau
    actions:
      - {code: 1, libelle: Cinq, responsables: [DG]}
"""
PRIVES = ("zutkey", "Zutnote", "Zutcout", "Xylophage", "Wapiti", "Yack", "987123", "987\u00a0123")


@pytest.fixture(autouse=True)
def dossier(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan2024.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def test_a_l_ecran_le_niveau_ouvre_les_actions_qui_le_disent(plandev):
    assert plandev("list", "-f", "texte", "--sans", "zutkey").stdout.replace("\u00a0", " ") == (
        "Plan climat 2024\n\n"
        "3 actions sur 5 (plandev list --sans zutkey)\n\n"
        "Action  Unités  État      Libellé [groupes]\n"
        "───────────────────────────────────────────\n"
        "Axe 1                     Air\n\n"
        "                          Réduire\n"
        "1.2     DG      en cours  Deux\n\n"
        "                          Sans objectif\n"
        "1.3     DG                Trois\n\n"
        "Axe 2                     Eau\n"
        "2.1     DG                Cinq\n"
    )


def test_dans_un_document_c_est_un_titre_et_non_une_colonne(plandev):
    ecrit = plandev("list", "-f", "md", "--public").stdout
    titres = [ligne for ligne in ecrit.splitlines() if ligne.startswith("#")]
    assert titres == [
        "# Plan climat 2024", "## Axe 1. Air", "### Réduire", "### Sans objectif", "### Planter",
        "## Axe 2. Eau",
    ]  # fmt: skip
    assert "| Action | Libellé | Unités | État |\n" in ecrit


def test_vers_un_tube_une_action_tient_toujours_sur_une_ligne(plandev):
    assert len(plandev("list").stdout.splitlines()) == 5


def test_la_page_a_un_titre_par_niveau(plandev):
    page = plandev("page").stdout
    assert page.count("<h4>") == page.count('<div class="niveau">') == 3
    assert "<h4>Sans objectif</h4>" in page


def test_on_compte_par_niveau(plandev):
    assert "Réduire              2  40,0" in plandev("compter", "--par", "objectif").stdout


def test_la_page_n_a_rien_de_ce_qui_n_est_pas_public(plandev):
    page = plandev("page").stdout
    assert "Réduire" in page
    assert [prive for prive in PRIVES if prive.casefold() in page.casefold()] == []


@pytest.mark.parametrize("format_", ["table", "texte", "json", "csv", "md"])
@pytest.mark.parametrize(
    "commande",
    ["list", "montrer 1.1 1.4", "par-responsable DG", "bilan", "compter --par axe"],
)
def test_un_document_public_n_en_a_rien_non_plus(plandev, commande, format_):
    resultat = plandev(*commande.split(), "--public", "-f", format_)
    assert resultat.exit_code == 0
    ecrit = (resultat.stdout + resultat.stderr).casefold()
    assert [prive for prive in PRIVES if prive.casefold() in ecrit] == []


def test_ni_la_comparaison_de_deux_plans(plandev, dossier):
    (dossier / "apres.yaml").write_text(PLAN.replace("Xylophage", "Wapiti"), encoding="utf-8")
    assert "Zutnote" in plandev("comparer", "plan2024.yaml", "apres.yaml").stdout.title()
    dit = plandev("comparer", "plan2024.yaml", "apres.yaml", "--public").stdout
    assert [prive for prive in PRIVES if prive.casefold() in dit.casefold()] == []


def test_ni_le_classeur_dont_revient_le_plan_public(plandev, dossier):
    assert plandev("classeur", "--public", "--par-unite", "-o", "p.xlsx").exit_code == 0
    with zipfile.ZipFile(dossier / "p.xlsx") as archive:
        contenu = "".join(archive.read(nom).decode("utf-8") for nom in archive.namelist())
    assert [prive for prive in PRIVES if prive in contenu] == []
    repris = plandev("importer", "p.xlsx").stdout
    assert "objectif: Réduire" in repris
    assert [prive for prive in PRIVES if prive in repris] == []


def test_un_filtre_n_y_cherche_pas(plandev):
    refus = plandev("list", "--public", "--champ", "zutkey=Xylophage")
    assert refus.exit_code == 2
    assert plandev("list", "--public", "--texte", "Xylophage").stdout == ""
    assert plandev("list", "--texte", "Xylophage").stdout.startswith("1.1")
