"""L'agente commence le plan de l'an prochain de celui de cette année."""

from difflib import unified_diff
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from plandev.lecture import charger
from plandev.lecture.yaml.coupe import nouveau
from plandev.messages.constats import ErreurPlan

EXEMPLES = Path(__file__).parent / "exemples"
PLAN_2020 = Path(__file__).parents[1] / "plan2020.yaml"
PLANS = [
    PLAN_2020,
    *sorted((EXEMPLES / "annees").glob("*.yaml")),
    *(EXEMPLES / "valides" / f"{nom}.yaml" for nom in ("plan-de-ville", "codes-publics")),
]


def ecarts(avant, apres):
    lignes = unified_diff(avant.splitlines(), apres.splitlines(), lineterm="", n=0)
    return [ligne for ligne in lignes if not ligne.startswith(("---", "+++", "@@"))]


def test_celui_de_2020_n_y_change_que_son_titre_et_son_annee(plandev, dossier_2020):
    resultat = plandev("nouveau", "2021")
    assert ecarts(dossier_2020.read_text("utf-8"), resultat.stdout) == [
        "-titre: Plan de déploiement 2020",
        "-annee: 2020",
        "+titre: Plan de déploiement 2021",
        "+annee: 2021",
    ]
    assert resultat.stderr == "Plan : plan2020.yaml\n"


def test_redirige_vers_le_plan_de_cette_annee_il_part_du_precedent(executer, dossier_2020):
    fini = executer("sh", "-c", "plandev nouveau 2021 >plan2021.yaml && plandev valider")
    assert (fini.returncode, fini.stdout) == (0, "")
    assert charger("plan2021.yaml").annee == 2021
    assert dossier_2020.exists()


PLAN = """\
# En tête.
titre: Plan 2021   # le titre de 2021
etat_au: 2021-12-31   # noté en décembre
annee: 2021   # l'année
responsables: {DVC: }

axes:
  # Le premier axe.
  - numero: 1
    titre: Mobilité
    actions:   # trois
      # Une piste.
      - code: 1
        libelle: Ouvrir une piste
        responsables: [DVC]
        etat: réalisée   # bravo
        # Fin de la piste.

      # Des choses à poursuivre :

      - code: 2
        etat: en cours
        libelle: Planter des arbres
        responsables: [DVC]
      # Une fête.
      - code: 3
        libelle: |-
          Tenir une fête
        etat: abandonnée

  # Le second axe.
  - numero: 2
    titre: Habitation
    actions:
      - code: 1
        libelle: Loger
        etat: Réalisé

# La fin.
"""
SUIVANT = """\
# En tête.
titre: Plan 2022   # le titre de 2021
annee: 2022   # l'année
responsables: {DVC: }

axes:
  # Le premier axe.
  - numero: 1
    titre: Mobilité
    actions:   # trois
      # Des choses à poursuivre :

      - code: 2
        libelle: Planter des arbres
        responsables: [DVC]
  # Le second axe.
  - numero: 2
    titre: Habitation
    actions: []

# La fin.
"""


@pytest.fixture
def plan(tmp_path):
    chemin = tmp_path / "plan.yaml"
    chemin.write_text(PLAN, encoding="utf-8")
    return chemin


def test_ce_qui_est_garde_l_est_a_la_lettre_et_le_reste_s_en_va_avec_ses_commentaires(
    plandev, plan
):
    assert plandev("nouveau", "2022", "-p", plan).stdout == SUIVANT


def test_sans_actions_il_ne_reste_que_les_axes(plandev, plan, tmp_path):
    suivant = tmp_path / "plan2022.yaml"
    suivant.write_text(plandev("nouveau", "2022", "--sans-actions", "-p", plan).stdout, "utf-8")
    assert [axe.actions for axe in charger(suivant).axes] == [(), ()]
    assert "    actions: []   # trois\n" in suivant.read_text("utf-8")


@pytest.mark.parametrize("source", PLANS, ids=lambda chemin: chemin.stem)
@pytest.mark.parametrize("avec_actions", [True, False])
def test_les_actions_a_poursuivre_y_sont_telles_quelles_sans_leur_etat(
    source, avec_actions, tmp_path
):
    suivant = tmp_path / "plan.yaml"
    suivant.write_text(nouveau(source, 2040, avec_actions=avec_actions), encoding="utf-8")
    avant, apres = charger(source), charger(suivant)
    for axe, suivi in zip(avant.axes, apres.axes, strict=True):
        gardees = [
            (a.code, a.libelle, a.responsables, a.groupes, None, a.champs)
            for a in axe.actions
            if avec_actions and a.etat not in {"réalisée", "abandonnée"}
        ]
        assert [
            (a.code, a.libelle, a.responsables, a.groupes, a.etat, a.champs) for a in suivi.actions
        ] == gardees
    assert (apres.annee, apres.etat_au, apres.equilibre) == (2040, None, avant.equilibre)


def test_un_plan_ecrit_en_accolades_est_refuse_plutot_que_mal_coupe(plandev, ecrire_plan):
    action = (
        "      - code: 1\n        libelle: Ouvrir une piste\n        responsables: [DVC]\n"
        "        groupes: [jeunes]\n"
    )
    plan = ecrire_plan((action, "      - {code: 1, etat: en cours, libelle: Ouvrir}\n"))
    resultat = plandev("nouveau", "2021", "-p", plan)
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert "ce plan est écrit de telle façon qu'il ne se coupe pas" in resultat.stderr


def test_d_un_plan_fautif_les_fautes_se_disent_dans_l_ordre_du_fichier(plandev, ecrire_plan):
    plan = ecrire_plan(("[DVC]", "[DVX]"), ("annee: 2020", "annee: 20"))
    resultat = plandev("nouveau", "2021", "-p", plan)
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    tetes = [ligne for ligne in resultat.stderr.splitlines() if ligne.startswith(str(plan))]
    assert [ligne.split(":")[1] for ligne in tetes] == ["2", "14"]


def test_les_fins_de_ligne_de_windows_sont_gardees(plandev, plan):
    plan.write_bytes(PLAN.replace("\n", "\r\n").encode())
    ecrit = plandev("nouveau", "2022", "-p", plan).stdout_bytes
    assert ecrit == SUIVANT.replace("\n", "\r\n").encode()


@pytest.mark.parametrize("annee", ["20", "deux mille", "2200", "²"])
def test_une_annee_qui_n_en_est_pas_une_est_refusee(plandev, annee, dossier_2020):
    resultat = plandev("nouveau", annee, "-p", dossier_2020)
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert "une année est attendue, de 1900 à 2199" in resultat.stderr


ETATS = st.lists(
    st.sampled_from(["", "en cours", "Réalisé", "abandonnée", "à venir"]), min_size=1, max_size=8
)


@given(ETATS, ETATS, st.booleans(), st.booleans())
def test_quels_que_soient_les_etats_le_suivant_se_relit(premier, second, aere, commente):
    def ecrire(etats):
        for code, etat in enumerate(etats, start=1):
            if commente:
                yield f"      # L'action {code}."
            yield f"      - code: {code}"
            yield f"        libelle: Action {code}"
            if etat:
                yield f"        etat: {etat}"
            if aere:
                yield ""

    axes = "\n".join(
        line
        for numero, etats in ((1, premier), (2, second))
        for line in (f"  - numero: {numero}", "    titre: Axe", "    actions:", *ecrire(etats))
    )
    texte = f"titre: Plan\nannee: 2020\nresponsables: {{}}\naxes:\n{axes}\n"
    try:
        suivant = nouveau(_Source(texte), 2021)
    except ErreurPlan as refus:
        pytest.fail(str(refus))
    lu = yaml.load(suivant, Loader=yaml.BaseLoader)  # noqa: S506
    gardes = [
        [str(n) for n, etat in enumerate(etats, start=1) if etat not in {"Réalisé", "abandonnée"}]
        for etats in (premier, second)
    ]
    assert [[action["code"] for action in axe["actions"]] for axe in lu["axes"]] == gardes


class _Source:
    """Un fichier en mémoire."""

    def __init__(self, texte):
        self._texte = texte

    def open(self, _):
        import io

        return io.BytesIO(self._texte.encode())

    def __str__(self):
        return "plan.yaml"
