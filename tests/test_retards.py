"""Le chef d'une unité demande ce qui est en retard; l'élue lit de combien, et à quelle date."""

import json
from datetime import UTC, datetime

import pytest

PLAN = """\
titre: Plan de quartier
annee: 2024
etat_au: 2024-12-31
responsables:
  DG:
  DVC:
champs:
  fin: {intitule: Échéance, nature: echeance}
axes:
  - numero: 1
    titre: Mobilité
    actions:
      - {code: 10, libelle: Dix, responsables: [DG], etat: en cours, fin: 2024-06-30}
      - {code: 9, libelle: Neuf, responsables: [DG], etat: réalisée, fin: 2024-03}
      - {code: 4.b, libelle: Quatre, responsables: [DVC], etat: à venir, fin: 2024-12-30}
      - {code: 4, libelle: Quatre encore, responsables: [DVC], fin: 2022}
  - numero: 2
    titre: Habitation
    actions:
      - {code: 1, libelle: Un, responsables: [DVC], etat: reportée, fin: 2023}
      - {code: 2, libelle: Deux, responsables: [DVC], etat: en cours, fin: 2024-T4}
      - {code: 3, libelle: Trois, responsables: [DG], etat: réalisée en partie, fin: 2024-11-29}
      - {code: 5, libelle: Cinq, responsables: [DG], etat: en cours}
"""
SANS_DATE = PLAN.replace("etat_au: 2024-12-31\n", "")
COMMENT = (
    "ce plan n'a pas de champ de nature echeance; déclarez-le en tête du plan, sous champs : "
    "echeance: {intitule: Échéance, nature: echeance}"
)


@pytest.fixture
def ecrire(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def poser(texte):
        (tmp_path / "plan2024.yaml").write_text(texte, encoding="utf-8")

    poser(PLAN)
    return poser


def dit(texte):
    return texte.replace("\u00a0", " ")


@pytest.mark.usefixtures("ecrire")
def test_ce_qui_est_en_retard_se_liste_avec_de_combien_et_a_quelle_date(plandev):
    resultat = plandev("list", "--en-retard")
    assert (resultat.exit_code, dit(resultat.stdout), dit(resultat.stderr)) == (
        0,
        "1.10   DG   en cours            en retard de 6 mois  Dix\n"
        "1.4.b  DVC  à venir             en retard de 1 jour  Quatre\n"
        "1.4    DVC                      en retard de 2 ans   Quatre encore\n"
        "2.3    DG   réalisée en partie  en retard de 1 mois  Trois\n",
        "Plan : plan2024.yaml\n4 actions sur 8 en retard au 31 décembre 2024 (date des états)\n",
    )


@pytest.mark.usefixtures("ecrire")
@pytest.mark.parametrize(
    ("demande", "trouvees"),
    [
        (["--responsable", "DG"], ["1.10", "2.3"]),
        (["--au", "2024-06-30"], ["1.4"]),
        (["--au", "2024-07-01", "--tri", "fin"], ["1.4", "1.10"]),
        (["--au", "2022-12-31"], []),
        (["--au", "2025-01-01", "--axe", "2"], ["2.2", "2.3"]),
    ],
)
def test_les_filtres_et_la_date_choisissent_ce_qui_l_est(plandev, demande, trouvees):
    resultat = plandev("list", "--en-retard", *demande, "-f", "json")
    assert (resultat.exit_code, [a["id"] for a in json.loads(resultat.stdout)]) == (0, trouvees)


@pytest.mark.usefixtures("ecrire")
@pytest.mark.parametrize("format_", ["texte", "md"])
def test_un_filtre_qui_n_en_laisse_aucune_n_est_pas_dit_sans_reponse(plandev, format_):
    resultat = plandev("list", "--en-retard", "--etat", "réalisée", "-f", format_)
    aucune = "Aucune des actions choisies n'est en retard au 31 décembre 2024 (date des états)"
    assert (resultat.exit_code, dit(resultat.stderr).splitlines()[-1]) == (0, aucune)
    assert "ne répond" not in resultat.stdout
    resultat = plandev("list", "--en-retard", "--texte", "Zoologie", "-f", format_)
    aucune = "Aucune action ne répond à --texte Zoologie"
    assert (resultat.exit_code, dit(resultat.stderr).splitlines()[-1]) == (0, aucune)


def test_la_commande_d_un_document_se_recolle_d_un_champ_de_deux_mots(plandev, ecrire):
    ecrire(PLAN.replace("Échéance", "Échéance prévue"))
    document = plandev("list", "--tri", "Échéance prévue", "-f", "md").stdout
    assert "(plandev list --tri 'Échéance prévue')" in dit(document)


@pytest.mark.usefixtures("ecrire")
def test_le_bilan_le_dit_le_plus_ancien_d_abord(plandev):
    ecrit = dit(plandev("bilan").stdout)
    assert (
        "4 actions en retard au 31 décembre 2024 (date des états) :\n"
        "- 1.4 (échéance : 2022; en retard de 2 ans) : Quatre encore\n"
        "- 1.10 (échéance : 2024-06-30; en retard de 6 mois) : Dix\n"
        "- 2.3 (échéance : 2024-11-29; en retard de 1 mois) : Trois\n"
        "- 1.4.b (échéance : 2024-12-30; en retard de 1 jour) : Quatre\n"
    ) in ecrit
    donnees = json.loads(plandev("bilan", "--au", "2024-01-01", "-f", "json").stdout)
    assert list(donnees)[-2:] == ["en_retard", "au"]
    assert (donnees["en_retard"], donnees["au"]) == (["1.4"], "2024-01-01")


def test_sans_date_seul_l_ecran_prend_celle_du_jour_et_le_dit(plandev, ecrire):
    ecrire(SANS_DATE)
    aujourd_hui = datetime.now(tz=UTC).astimezone().date()
    note = dit(plandev("list", "--en-retard").stderr)
    assert f"{aujourd_hui.year} (date du jour)\n" in note
    for format_ in ("json", "csv", "md"):
        refus = plandev("list", "--en-retard", "-f", format_)
        assert (refus.exit_code, dit(refus.stderr).splitlines()[-1]) == (
            2,
            "plandev: erreur: --en-retard : rien ne dit à quelle date, et ce n'est pas une réponse "
            "à l'écran; ajoutez --au AAAA-MM-JJ, ou etat_au: AAAA-MM-JJ en tête du plan",
        )
    donnees = json.loads(plandev("bilan", "-f", "json").stdout)
    assert (donnees["en_retard"], donnees["au"]) == (None, None)
    for document in (["bilan", "-f", "md"], ["page"], ["montrer", "1.4", "-f", "md"]):
        assert "retard" not in plandev(*document).stdout


@pytest.mark.usefixtures("ecrire")
def test_une_action_entiere_et_la_page_le_disent_en_mots(plandev):
    attendu = "en retard de 2 ans, au 31 décembre 2024 (date des états)"
    assert f"Retard    {attendu}\n" in dit(plandev("montrer", "1.4").stdout)
    assert "Retard" not in plandev("montrer", "1.9").stdout
    page = dit(plandev("page").stdout)
    assert f'<p class="fait"><b>Retard&nbsp;:</b> {attendu}</p>' in page
    assert page.count("<b>Retard&nbsp;:</b>") == 4


@pytest.mark.parametrize(
    ("texte", "demande", "statut", "message"),
    [
        (PLAN, "list --au 2024-01-01", 2, "--au date ce qui est en retard; ajoutez --en-retard, ou "
         "retirez --au"),
        (PLAN, "list --au=", 2, "--au date ce qui est en retard; ajoutez --en-retard, ou retirez "
         "--au"),
        (PLAN, "list --tri=", 2, "--tri «  » : rien de tel dans ce plan; choix possibles : code, "
         "etat, fin"),
        (PLAN, "bilan --au 2024-13-01", 2, "--au « 2024-13-01 » : une date est attendue : "
         "année (de "
         "1900 à 2199), mois et jour, comme 2020-12-31"),
        (PLAN, "montrer 1.4 --au 2024", 2, "--au « 2024 » : une date est attendue : année (de "
         "1900 à 2199), mois et "
         "jour, comme 2020-12-31"),
        (PLAN, "list --tri etax", 2, "--tri « etax » : rien de tel dans ce plan; vouliez-vous dire "
         "etat? Choix possibles : code, etat, fin"),
        (PLAN.replace("nature: echeance", "nature: date"), "list --en-retard", 2,
         f"--en-retard : {COMMENT}"),
        (PLAN.replace("nature: echeance", "nature: date"), "bilan --au 2024-01-01", 2,
         f"--au : {COMMENT}"),
    ],
)  # fmt: skip
def test_une_demande_qui_n_a_pas_de_reponse_dit_pourquoi(
    plandev, ecrire, texte, demande, statut, message
):
    ecrire(texte)
    refus = plandev(*demande.split())
    assert (refus.exit_code, refus.stdout) == (statut, "")
    assert dit(refus.stderr).splitlines()[-1] == f"plandev: erreur: {message}"


def test_d_un_plan_qui_ne_note_aucun_etat_rien_n_est_en_retard(plandev, ecrire):
    etats = ("en cours", "réalisée en partie", "réalisée", "à venir", "reportée")
    texte = PLAN
    for etat in etats:
        texte = texte.replace(f" etat: {etat},", "").replace(f", etat: {etat}}}", "}")
    ecrire(texte)
    resultat = plandev("list", "--en-retard")
    assert (resultat.exit_code, resultat.stdout, dit(resultat.stderr).splitlines()[-1]) == (
        0, "", "Rien n'est en retard : ce plan ne note l'état d'aucune action",
    )  # fmt: skip


@pytest.mark.usefixtures("ecrire")
@pytest.mark.parametrize(
    ("cle", "rangees"),
    [
        ("fin", ["1.4", "2.1", "1.9", "1.10", "2.3", "1.4.b", "2.2", "2.5"]),
        ("Échéance", ["1.4", "2.1", "1.9", "1.10", "2.3", "1.4.b", "2.2", "2.5"]),
        ("code", ["2.1", "2.2", "2.3", "1.4", "1.4.b", "2.5", "1.9", "1.10"]),
        ("etat", ["1.4.b", "1.10", "2.2", "2.5", "1.9", "2.3", "2.1", "1.4"]),
    ],
)
def test_une_liste_se_range_et_n_a_plus_de_parties(plandev, cle, rangees):
    dites = json.loads(plandev("list", "--tri", cle, "-f", "json").stdout)
    assert [action["id"] for action in dites] == rangees
    assert "## Axe" not in plandev("list", "--tri", cle, "-f", "md").stdout
    assert "## Axe" in plandev("list", "-f", "md").stdout
