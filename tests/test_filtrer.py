"""Une personne demande ce que les actions n'ont pas, ce qu'elles coûtent, quand elles échoient."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plandev import charger
from plandev.plan.etats import ETATS
from plandev.questions.filtres import filtrer
from plans_au_hasard import GROUPES, UNITES, VALEURS, plans

PLAN = """\
titre: Plan de quartier 2021
annee: 2021
responsables:
  DVC: Direction de la vie communautaire
  DEV:
champs:
  fin: {intitule: Échéance, nature: echeance}
  cout: {intitule: Coût, nature: montant}
  part: {intitule: Part faite, nature: pourcentage}
  theme: Thème
axes:
  - numero: 1
    titre: Mobilité
    actions:
      - {code: 1, libelle: Un, responsables: [DVC], etat: réalisée, fin: 2020, cout: 500}
      - {code: 2, libelle: Deux, responsables: [DVC, DEV], fin: 2021-06, cout: 12000.50}
      - {code: 3, libelle: Trois, responsables: [DEV], etat: en cours, fin: 2021-T2, theme: Vélo}
  - numero: 2
    titre: Habitation
    actions:
      - {code: 1, libelle: Quatre, responsables: [DEV], etat: en cours, fin: 2021-07-01}
      - {code: 2, libelle: Cinq, responsables: [DEV], etat: en cours, cout: -3}
""".replace("part: {", "faite: {")


@pytest.fixture(autouse=True)
def dossier(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan2021.yaml").write_text(PLAN, encoding="utf-8")


def ids(plandev, *filtres):
    resultat = plandev("list", *filtres, "-f", "json")
    assert resultat.exit_code == 0
    return [action["id"] for action in json.loads(resultat.stdout)]


@pytest.mark.parametrize(
    ("filtres", "trouvees"),
    [
        (["--sauf", "etat=Réalisé"], ["1.2", "1.3", "2.1", "2.2"]),
        (["--sauf", "responsable=dvc"], ["1.3", "2.1", "2.2"]),
        (["--sauf", "unité=Direction de la vie communautaire"], ["1.3", "2.1", "2.2"]),
        (["--sauf", "axe=Habitation", "--sauf", "etat=en cours"], ["1.1", "1.2"]),
        (["--sauf", "theme=velos"], ["1.1", "1.2", "2.1", "2.2"]),
        (["--sauf", "theme==vélo", "--axe", "1"], ["1.1", "1.2"]),
        (["--au-moins", "cout=500"], ["1.1", "1.2"]),
        (["--au-moins", "coût=500,01"], ["1.2"]),
        (["--au-plus", "Coût=12 000,50 $"], ["1.1", "1.2", "2.2"]),
        (["--au-plus", "cout=12000", "--au-moins", "cout=0"], ["1.1"]),
        (["--echeance-avant", "2021"], ["1.1"]),
        (["--echeance-avant", "2021-07"], ["1.1", "1.2", "1.3"]),
        (["--echeance-avant", "2021-07-01"], ["1.1", "1.2", "1.3"]),
        (["--echeance-apres", "2020"], ["1.2", "1.3", "2.1"]),
        (["--echeance-apres", "2021-T2"], ["2.1"]),
        (["--echeance-apres", "2020", "--echeance-avant", "2021-T3"], ["1.2", "1.3"]),
    ],
)
def test_une_demande_trouve_les_actions_qu_on_trouverait_a_la_main(plandev, filtres, trouvees):
    assert ids(plandev, *filtres) == trouvees


@pytest.mark.parametrize(
    ("filtres", "message"),
    [
        (
            ["--sauf", "etat"],
            "--sauf « etat » : ce filtre s'écrit CLE=VALEUR; essayez --sauf 'etat=réalisée'",
        ),
        (
            ["--sauf", "responsable=DVX"],
            "unité « DVX » : le plan n'en a pas; vouliez-vous dire DVC? Choix possibles : DVC, DEV",
        ),
        (
            ["--sauf", "etas=en cours"],
            "--sauf « etas » : rien de tel dans un plan; vouliez-vous dire etat? Choix possibles : "
            "axe, responsable, groupe, etat, fin, cout, faite, theme",
        ),
        (
            ["--au-moins", "theme=3"],
            "--au-moins « theme » : ce n'est pas un champ de nombres; choix possibles : cout, "
            "faite",
        ),
        (
            ["--au-plus", "cout=beaucoup"],
            "--au-plus « cout=beaucoup » : un montant est attendu, sans « $ » ni espace : 12000 ou "
            "12000.50",
        ),
        (
            ["--au-moins", "cout=1", "--au-moins", "Coût=2"],
            "--au-moins « cout » : donnée deux fois; gardez-en une seule",
        ),
        (
            ["--sauf", "DVC"],
            "--sauf « DVC » : ce filtre s'écrit CLE=VALEUR; essayez --sauf 'etat=réalisée'",
        ),
        (
            ["--au-moins", "5000"],
            "--au-moins « 5000 » : ce n'est pas un champ de nombres; choix possibles : cout, faite",
        ),
        (
            ["--champ", "Coût<100"],
            "--champ « Coût<100 » : ce filtre s'écrit CLE=MOTS, ou CLE==TEXTE pour tout le texte; "
            "essayez --au-plus cout=100",
        ),
        (
            ["--echeance-avant", ""],
            "--echeance-avant «  » : une échéance est attendue, comme 2021-06-30, 2021-06, "
            "2021-T2 ou 2021",
        ),
        (
            ["--champ", "cout>=100"],
            "--champ « cout>=100 » : ce filtre s'écrit CLE=MOTS, ou CLE==TEXTE pour tout le texte; "
            "essayez --au-moins cout=100",
        ),
        (
            ["--echeance-avant", "juin"],
            "--echeance-avant « juin » : une échéance est attendue, comme 2021-06-30, 2021-06, "
            "2021-T2 ou 2021",
        ),
    ],
)
def test_une_demande_mal_tapee_dit_ce_qui_est_attendu(plandev, filtres, message):
    refus = plandev("list", *filtres)
    assert (refus.exit_code, refus.stdout) == (2, "")
    dits = refus.stderr.replace("\u00a0", " ").splitlines()
    assert dits[-1] == f"plandev: erreur: {message}"


def test_un_plan_sans_nombre_ni_echeance_dit_comment_en_declarer(plandev):
    sans = plandev("list", "--echeance-avant", "2021", "-p", "2020")
    assert sans.exit_code == 2
    refus = plandev("list", "--au-moins", "cout=1", "--echeance-apres", "2021")
    assert refus.exit_code == 0


@pytest.mark.parametrize("dimension", ["axe", "responsable"])
def test_ce_qui_est_exclu_ne_se_compte_pas(plandev, dimension):
    exclu = {"axe": "2", "responsable": "DVC"}[dimension]
    dit = plandev("compter", "--par", dimension, "--sauf", f"{dimension}={exclu}", "-f", "json")
    lignes = json.loads(dit.stdout)["lignes"]
    assert exclu not in [str(ligne[dimension]) for ligne in lignes]


def test_ce_qui_vide_la_liste_est_nomme(plandev):
    vide = plandev("list", "--axe", "1", "--au-moins", "cout=99999", "--sauf", "etat=en cours")
    assert vide.stderr.splitlines()[-1] == "Aucune action ne répond à --au-moins cout=99999"


def test_la_commande_proposee_redit_ces_filtres(plandev):
    filtres = ["--sauf", "etat=réalisée", "--au-plus", "cout=99999", "--echeance-apres", "2020"]
    dit = plandev("compter", "--par", "axe", *filtres).stdout
    assert dit.rstrip().splitlines()[-1].replace("\u00a0", " ") == (
        "Les actions d'une ligne : plandev list --sauf 'etat=réalisée' --au-plus cout=99999 "
        "--echeance-apres 2020 --axe 1"
    )


@pytest.mark.parametrize("cout", [500, 500.0, Decimal(500), "500,00 $"])
def test_en_python_une_borne_est_un_nombre_ou_ce_qui_s_en_tape(cout):
    plan = charger("plan2021.yaml")
    assert [c.id for c in filtrer(plan, au_plus={"cout": cout})] == ["1.1", "2.2"]
    assert [c.id for c in filtrer(plan, au_moins=[("cout", cout)])] == ["1.1", "1.2"]
    assert [c.id for c in filtrer(plan, echeance_avant=2021)] == ["1.1"]


EXCLUS = st.one_of(
    st.tuples(st.just("responsable"), st.sampled_from(UNITES)),
    st.tuples(st.just("groupe"), st.sampled_from(GROUPES)),
    st.tuples(st.just("etat"), st.sampled_from(ETATS)),
    st.tuples(st.just("theme"), st.sampled_from(VALEURS)),
)
PLURIELS = {"responsable": "responsables", "groupe": "groupes", "etat": "etats"}


@given(plans(), EXCLUS)
def test_ce_qui_est_exclu_et_ce_qui_est_demande_font_tout_le_plan(plan, exclu):
    cle, valeur = exclu
    demande = {PLURIELS[cle]: valeur} if cle in PLURIELS else {"champs": {cle: valeur}}
    connus = {"responsable": plan.responsables, "groupe": plan.groupes, "etat": ETATS}
    if valeur not in connus.get(cle, VALEURS):
        return
    avec = [citation.id for citation in filtrer(plan, **demande)]
    sans = [citation.id for citation in filtrer(plan, sauf={cle: valeur})]
    toutes = [citation.id for citation in filtrer(plan)]
    assert sorted(avec + sans) == sorted(toutes)
