"""L'agente commence le plan de l'an prochain de celui de cette année."""

from difflib import unified_diff
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from plandev.lecture import charger
from plandev.lecture.yaml.coupe import nouveau
from plandev.messages.constats import ErreurPlan

EXEMPLES = Path(__file__).parent / "exemples"
PLAN_2020 = Path(__file__).parents[1] / "plan2020.yaml"
VALIDES = ("plan-de-ville", "codes-publics", "en-lettres")
PLANS = [
    PLAN_2020,
    *sorted((EXEMPLES / "annees").glob("*.yaml")),
    *(
        EXEMPLES / "valides" / f"{nom}.yaml"
        for nom in ("plan-de-ville", "codes-publics", "en-lettres")
    ),
]


def ecarts(avant, apres):
    lignes = unified_diff(avant.splitlines(), apres.splitlines(), lineterm="", n=0)
    return [ligne for ligne in lignes if not ligne.startswith(("---", "+++", "@@"))]


def test_celui_de_2020_n_y_change_que_son_titre_et_son_annee(plandev, dossier_2020):
    resultat = plandev("nouveau", "2021")
    avant = dossier_2020.read_text("utf-8")
    assert ecarts(avant[avant.index("titre: ") :], resultat.stdout) == [
        "-titre: Plan de déploiement 2020",
        "+titre: Plan de déploiement 2021",
        "-annee: 2020",
        "+annee: 2021",
    ]
    assert resultat.stderr == "Plan : plan2020.yaml\n"


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

      # Des choses à poursuivre :

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
titre: Plan 2022   # le titre de 2021
annee: 2022   # l'année
responsables: {DVC: }

axes:
  # Le premier axe.
  - numero: 1
    titre: Mobilité
    actions:   # trois
      # Des choses à poursuivre :

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


ECRIT_AUTREMENT = """\
titre: Plan
annee: 2020
responsables: {}
axes:
  - numero: 1
    titre: Axe
    actions:
      - etat: en cours   # au printemps
        # Son code.
        code: 1
        libelle: >-
          Planter
          # des arbres
      # Une piste.
      - code: 2
        libelle: Ouvrir
        etat: réalisée
      - code: 3
        etat: >-
          en cours
        libelle: Loger
      - {code: 4, libelle: Nourrir, etat: en cours}
      - {etat: en cours, code: 5, libelle: Tenir}
      - {code: 6, libelle: Finir, etat: réalisée}
      -
        etat: reportée
        code: 7
        libelle: Bâtir
      # Un jardin.
      - # abandonné
        code: 8
        libelle: Semer
        etat: abandonnée
  - {numero: 2, titre: Axe, actions: [{code: 1, libelle: A, etat: réalisée}, {code: 2, libelle: B}]}
  - {numero: 3, titre: Axe, actions: [{code: 1, libelle: A, etat: réalisée}]}
"""
ECRIT_AUTREMENT_SUIVANT = """\
titre: Plan
annee: 2021
responsables: {}
axes:
  - numero: 1
    titre: Axe
    actions:
      - # Son code.
        code: 1
        libelle: >-
          Planter
          # des arbres
      - code: 3
        libelle: Loger
      - {code: 4, libelle: Nourrir}
      - {code: 5, libelle: Tenir}
      -
        code: 7
        libelle: Bâtir
  - {numero: 2, titre: Axe, actions: [{code: 2, libelle: B}]}
  - {numero: 3, titre: Axe, actions: []}
"""


def test_un_plan_se_coupe_comme_il_est_ecrit(plandev, tmp_path):
    (tmp_path / "plan.yaml").write_text(ECRIT_AUTREMENT, encoding="utf-8")
    assert plandev("nouveau", "2021", "-p", "plan.yaml").stdout == ECRIT_AUTREMENT_SUIVANT


def test_ce_qui_ne_se_coupe_pas_est_refuse_a_sa_place(plandev, ecrire_plan):
    ecrire_plan(
        ("      - code: 4.b\n", "      - ? etat\n        : en cours\n        code: 4.b\n"),
        nom="plan.yaml",
    )
    resultat = plandev("nouveau", "2021", "-p", "plan.yaml")
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert resultat.stderr == (
        "plan.yaml:19:11: erreur: ce qui est écrit ici ne se coupe pas; écrivez une clé par ligne, "
        "suivie de «\u00a0:\u00a0», et une action par tiret, comme dans "
        "«\u00a0plandev exemple\u00a0»\n"
        "        - ? etat\n"
        "            ^\n"
    )


def test_un_titre_qui_cache_son_annee_est_refuse_a_sa_place(plandev, ecrire_plan):
    ecrire_plan(("Plan de quartier", '"Plan 20\\x320"'), nom="plan.yaml")
    resultat = plandev("nouveau", "2021", "-p", "plan.yaml")
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert resultat.stderr.startswith("plan.yaml:1:8: erreur: ce qui est écrit ici ne se coupe pas")


def titre_de_l_an_prochain(plandev, ecrire_plan, titre, **changement):
    plan = ecrire_plan(("Plan de quartier", titre), *changement.get("tete", ()))
    return charger_le_texte(plandev("nouveau", "2021", "-p", plan).stdout)["titre"]


def charger_le_texte(texte):
    return yaml.load(texte, Loader=yaml.BaseLoader)  # noqa: S506


@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        ("Plan 2020 du Plan d'action 2020-2030", "Plan 2021 du Plan d'action 2020-2030"),
        ("Plan 2020 (adopté le 3 février 2020)", "Plan 2021 (adopté le 3 février 2020)"),
        ("Plan 2020, adopté le 2020-02-03", "Plan 2021, adopté le 2020-02-03"),
        ("De 2020 à 2030, plan de 2020 - 5 axes", "De 2020 à 2030, plan de 2021 - 5 axes"),
        ("Exercice 2019–2020", "Exercice 2019–2020"),
        ("'Plan, février\n  2020, de 2020'", "Plan, février 2020, de 2021"),
        ("Plan A2020", "Plan A2020"),
    ],
)
def test_le_titre_ne_change_que_l_annee_du_plan(plandev, ecrire_plan, avant, apres):
    assert titre_de_l_an_prochain(plandev, ecrire_plan, avant) == apres


@pytest.mark.parametrize("periode", ["2020-2026", "2020 à 2026"])
def test_le_titre_d_une_periode_la_change_toute(plandev, ecrire_plan, periode):
    tete = [("annee: 2020", "periode: 2020-2026")]
    titre = titre_de_l_an_prochain(plandev, ecrire_plan, f"Plan {periode}", tete=tete)
    assert titre == "Plan 2021"


def test_ce_que_la_tete_dit_du_fichier_d_avant_n_y_est_pas(plandev, dossier_2020):
    tete = "%YAML 1.1\n# yaml-language-server: $schema=plan.schema.json\n---\n# Tel que publié.\n\n"
    texte = dossier_2020.read_text("utf-8")
    dossier_2020.write_text(f"{tete}{texte[texte.index('titre') :]}", encoding="utf-8")
    assert plandev("nouveau", "2021").stdout.startswith(
        "%YAML 1.1\n# yaml-language-server: $schema=plan.schema.json\n---\n"
        "titre: Plan de déploiement 2021\n"
    )


@pytest.mark.parametrize("tete", ["annee: 2020", "periode: 2024-2026"])
@pytest.mark.parametrize("voulues", ["annee: 2027", "periode: 2027-2029"])
def test_d_une_annee_ou_d_une_periode_commence_l_une_ou_l_autre(
    plandev, ecrire_plan, tete, voulues
):
    plan = ecrire_plan(("annee: 2020", tete))
    suivant = plandev("nouveau", voulues.partition(": ")[2], "-p", plan).stdout
    assert suivant == plan.read_text("utf-8").replace(tete, voulues)


@pytest.mark.parametrize("presents", [(), ("plan2023.yaml",), ("plan2023.yaml", "plan2024.yaml")])
def test_un_plan_ne_se_commence_jamais_de_celui_d_une_autre_ville(plandev, ecrire_plan, presents):
    for nom in presents:
        ecrire_plan(nom=nom)
    resultat = plandev("nouveau", "2023")
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    trouves = f" Trouvés : {', '.join(presents)}." if presents else ""
    assert resultat.stderr == (
        "plandev: erreur: aucun plan n'est nommé et ce dossier n'en contient pas d'avant 2023; un "
        f"plan ne se commence que d'un plan nommé.{trouves} Nommez-le par --plan FICHIER, ou "
        "commencez-en un : plandev exemple -o plan2020.yaml\n"
    )
    nomme = ecrire_plan(nom="plan2023.yaml")
    assert plandev("nouveau", "2023", "-p", nomme).exit_code == 0


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


@pytest.mark.parametrize(
    "annee",
    ["20", "deux mille", "2200", "²", "2029-2027", "2027-2027", "2027-", "2027-28", "a-2027-2029"],
)
def test_une_annee_qui_n_en_est_pas_une_est_refusee(plandev, annee, dossier_2020):
    resultat = plandev("nouveau", annee, "-p", dossier_2020)
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    attente = "une année est attendue, de 1900 à 2199, ou une période, comme 2027-2029\n"
    assert resultat.stderr == f"plandev: erreur: «\u00a0{annee}\u00a0» : {attente}"


ETATS = ("", "", "en cours", "Réalisé", "abandonnée", "à venir")
ECRITURES_D_UN_ETAT = ("{}", "'{}'", '"{}"   # noté', ">-\n{retrait}  {}", "|\n{retrait}  {}\n")
ECRITURES_D_UN_LIBELLE = (
    "Action {}",
    "'Action {}, dite « # 5 »'",
    "Action {},\n{retrait}  longue   # dite",
    ">-\n{retrait}  Action {}\n{retrait}  # 5",
    ">\n{retrait}  Action {}\n\n",
)
ENTRE_DEUX = (
    "",
    "",
    "\n",
    "{retrait}# Une note.\n",
    "\n{retrait}# À suivre :\n\n",
    "# À gauche.\n",
)


@st.composite
def actions_a_la_main(draw):
    """Des actions comme une main les écrit : leur texte, et le code de celles à poursuivre."""
    textes, gardees = [], []
    en_ligne = draw(st.booleans())
    for code in map(str, range(1, draw(st.integers(1, 5)) + 1)):
        etat = draw(st.sampled_from(ETATS))
        gardees += [code] if etat not in {"Réalisé", "abandonnée"} else []
        retrait = " " * 8
        dites = {"code": code}
        if en_ligne or draw(st.booleans()):
            dites |= {"libelle": f"'Action {code}, {{5}}'"} | ({"etat": etat} if etat else {})
            paires = ", ".join(f"{c}: {dites[c]}" for c in draw(st.permutations([*dites])))
            textes.append(f"{{{paires}}}")
            continue
        dites["libelle"] = draw(st.sampled_from(ECRITURES_D_UN_LIBELLE)).format(
            code, retrait=retrait
        )
        if etat:
            dites["etat"] = draw(st.sampled_from(ECRITURES_D_UN_ETAT)).format(etat, retrait=retrait)
        lignes = ""
        for cle in draw(st.permutations([*dites])):
            lignes += f"{retrait}{cle}: {dites[cle]}\n"
            lignes += draw(st.sampled_from(ENTRE_DEUX)).format(retrait=retrait)
        tiret = draw(st.sampled_from(("- ", "-\n", "-   # une action\n")))
        debut = lignes.removeprefix(retrait) if tiret == "- " else lignes
        textes.append(f"      {tiret}{debut}")
    if en_ligne:
        separees = draw(st.sampled_from((", ", ",\n        ", ",   # suite\n          ")))
        return f" [{separees.join(textes)}]\n", gardees
    blocs = [t if t.startswith(" ") else f"      - {t}\n" for t in textes]
    notes = [draw(st.sampled_from(ENTRE_DEUX)).format(retrait=" " * 6) for _ in blocs]
    return "\n" + "".join(f"{note}{bloc}" for note, bloc in zip(notes, blocs, strict=True)), gardees


@given(actions_a_la_main(), actions_a_la_main(), st.booleans())
@settings(max_examples=300)
def test_quelle_que_soit_son_ecriture_le_suivant_a_les_actions_a_poursuivre(
    premieres, secondes, fini_en_ligne
):
    axes = "".join(
        f"  - numero: {numero}\n    titre: Axe\n    actions:{actions[0]}"
        for numero, actions in ((1, premieres), (2, secondes))
    )
    texte = f"# Plan de 2020.\ntitre: Plan\nannee: 2020\nresponsables: {{}}\naxes:\n{axes}"
    texte = texte if fini_en_ligne else texte.rstrip()
    try:
        suivant = nouveau(_Source(texte), 2021)
    except ErreurPlan as refus:
        pytest.fail(f"{refus}\n{texte}")
    avant, apres = _actions(texte), _actions(suivant)
    for axe, gardees in enumerate((premieres[1], secondes[1])):
        attendues = [a for a in avant[axe] if a["code"] in gardees]
        assert apres[axe] == [{c: a[c] for c in a if c != "etat"} for a in attendues], suivant


def _actions(texte):
    return [axe["actions"] for axe in charger_le_texte(texte)["axes"]]


class _Source:
    """Un fichier en mémoire."""

    def __init__(self, texte):
        self._texte = texte

    def open(self, _):
        import io

        return io.BytesIO(self._texte.encode())

    def __str__(self):
        return "plan.yaml"
