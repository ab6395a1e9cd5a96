"""Une ville dit où en sont ses actions dans ses mots à elle, chacun l'un des sept états."""

import json

import pytest

PLAN = """\
titre: Plan d'une ville 2024
annee: 2024
etat_au: 2024-12-31
responsables:
  DG:
etats:
  Complété: réalisée
  Terminé: réalisée
  Non débuté: à venir
axes:
  - numero: 1
    titre: Milieu de vie
    actions:
      - code: 1
        libelle: Ouvrir une piste
        responsables: [DG]
        etat: complete
      - code: 2
        libelle: Planter des arbres
        responsables: [DG]
        etat: Réalisé
      - code: 3
        libelle: Tenir une fête
        responsables: [DG]
        etat: NON DÉBUTÉ
      - code: 4
        libelle: Poser des bancs
        responsables: [DG]
        etat: terminée
"""


@pytest.fixture
def plan(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan2024.yaml").write_text(PLAN, encoding="utf-8")


def listees(plandev, *filtres):
    resultat = plandev("list", *filtres)
    assert resultat.exit_code == 0
    return [ligne.split()[0] for ligne in resultat.stdout.splitlines()]


@pytest.mark.usefixtures("plan")
def test_une_action_se_montre_dans_le_mot_du_plan(plandev):
    assert plandev("list").stdout == (
        "1.1  DG  Complété    Ouvrir une piste\n"
        "1.2  DG  réalisée    Planter des arbres\n"
        "1.3  DG  Non débuté  Tenir une fête\n"
        "1.4  DG  Terminé     Poser des bancs\n"
    )


@pytest.mark.usefixtures("plan")
def test_un_programme_lit_l_un_des_sept_et_le_mot_en_dernier(plandev):
    dites = json.loads(plandev("list", "-f", "json").stdout)
    assert [list(dite)[-2:] for dite in dites] == [["etat", "etat_du_plan"]] * 4
    assert [(dite["etat"], dite["etat_du_plan"]) for dite in dites] == [
        ("réalisée", "Complété"), ("réalisée", None), ("à venir", "Non débuté"),
        ("réalisée", "Terminé"),
    ]  # fmt: skip
    assert plandev("list", "-f", "csv").stdout.splitlines()[0].endswith(',"etat","etat_du_plan"')


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize(
    ("etat", "trouvees"),
    [
        ("complété", ["1.1"]),
        ("Complétée", ["1.1"]),
        ("réalisée", ["1.1", "1.2", "1.4"]),
        ("non debute", ["1.3"]),
        ("à venir", ["1.3"]),
    ],
)
def test_un_filtre_prend_ce_mot_la_ou_tous_ceux_d_un_etat(plandev, etat, trouvees):
    assert listees(plandev, "--etat", etat) == trouvees
    compte = json.loads(plandev("compter", "--par", "etat", "--etat", etat, "-f", "json").stdout)
    assert compte["actions"] == sum(ligne["actions"] for ligne in compte["lignes"]) == len(trouvees)


@pytest.mark.usefixtures("plan")
def test_un_mot_inconnu_propose_les_siens_d_abord(plandev):
    refus = plandev("list", "--etat", "Complet")
    assert (refus.exit_code, refus.stderr.splitlines()[-1].replace("\u00a0", " ")) == (
        2,
        "plandev: erreur: état « Complet » inconnu; vouliez-vous dire Complété? Choix possibles : "
        "Complété, Terminé, Non débuté, à venir, en cours, en continu, réalisée, "
        "réalisée en partie, reportée, abandonnée",
    )


@pytest.mark.usefixtures("plan")
def test_le_bilan_et_le_comptage_nomment_l_un_et_l_autre(plandev):
    ecrit = plandev("bilan").stdout.replace("\u00a0", " ")
    assert "En tout : 3 réalisées (Complété, Terminé), 1 à venir (Non débuté)." in ecrit
    assert "réalisée (Complété, Terminé)        3" in plandev("compter", "--par", "etat").stdout
    assert json.loads(plandev("bilan", "-f", "json").stdout)["etats"]["réalisée"] == 3


@pytest.mark.usefixtures("plan")
def test_un_mot_qui_change_sans_que_l_etat_change_se_dit(plandev, tmp_path):
    (tmp_path / "apres.yaml").write_text(PLAN.replace("etat: complete", "etat: Terminé"), "utf-8")
    dit = plandev("comparer", "plan2024.yaml", "apres.yaml")
    assert "- 1.1, mot du plan (toujours réalisée) : Complété → Terminé\n" in (
        dit.stdout.replace("\u00a0", " ")
    )


@pytest.mark.usefixtures("plan")
def test_le_plan_suivant_garde_les_mots_et_non_les_etats(plandev):
    suivant = plandev("nouveau", "2025").stdout
    assert "etats:\n  Complété: réalisée\n" in suivant
    assert "etat: " not in suivant


@pytest.mark.usefixtures("plan")
def test_un_plan_qui_commence_n_est_pas_averti_de_ses_mots(plandev, tmp_path):
    (tmp_path / "plan2025.yaml").write_text(plandev("nouveau", "2025").stdout, encoding="utf-8")
    resultat = plandev("valider", "--strict", "plan2025.yaml")
    assert (resultat.exit_code, resultat.stdout) == (0, "")


@pytest.mark.usefixtures("plan")
def test_le_classeur_les_propose_et_les_rend(plandev):
    assert plandev("classeur", "-o", "plan.xlsx").exit_code == 0
    repris = plandev("importer", "plan.xlsx")
    assert repris.exit_code == 0
    dits = [ligne.strip() for ligne in repris.stdout.splitlines() if "etat: " in ligne]
    assert dits == ["etat: Complété", "etat: réalisée", "etat: Non débuté", "etat: Terminé"]


@pytest.mark.usefixtures("plan")
def test_la_page_les_dit_et_les_propose_au_choix(plandev):
    page = plandev("page").stdout
    assert '<option value="Non débuté">Non débuté</option>' in page
    assert '<option value="à venir">à venir</option>' in page
    assert 'data-etat="Non débuté\nà venir"' in page
