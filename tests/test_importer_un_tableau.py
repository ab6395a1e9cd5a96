"""L'agente a un tableau : plandev en fait un plan, ou dit ce qu'il n'y comprend pas."""

import datetime as dt
import json

import openpyxl
import pytest

from plandev.lecture import charger
from tableaux import ecrire_un_classeur


@pytest.fixture
def importer(plandev, tmp_path):
    """Ce que rend `importer` d'un classeur de ces feuilles, ou d'une seule."""

    def faire(feuilles, *options, nom="tableau.xlsx", **reglages):
        feuilles = feuilles if isinstance(feuilles, dict) else {"Feuil1": feuilles}
        ecrire_un_classeur(tmp_path / nom, feuilles, **reglages)
        return plandev("importer", nom, *options)

    return faire


@pytest.fixture
def actions(importer, plandev, tmp_path):
    """Les actions du plan qu'`importer` fait d'un tableau, et ce qu'il en dit."""

    def faire(feuilles, *options, **reglages):
        resultat = importer(feuilles, "--annee", "2024", "--titre", "Plan", *options, **reglages)
        assert resultat.exit_code == 0, resultat.stderr
        (tmp_path / "plan.yaml").write_text(resultat.stdout, encoding="utf-8")
        lues = json.loads(plandev("list", "-p", "plan.yaml", "-f", "json").stdout)
        *dits, _, _ = resultat.stderr.splitlines()
        return [(a["id"], a["libelle"], a["responsables"]) for a in lues], dits

    return faire


ACHETER = ("1.1", "Acheter des immeubles", ["DVC"])
MARCHER = ("2.1", "Ouvrir une piste", ["DEV"])
DEUX = [ACHETER, MARCHER]
ENTETE = ["N°", "Action", "Responsable"]


# Le plan tel que la Ville l'a publié ---------------------------------------------------------


@pytest.fixture
def publie(racine):
    """Le plan publié, copié dans une feuille d'après les données du fichier du plan.

    L'en-tête se répète sous chaque titre d'axe, comme dans le document; l'axe 5 n'a pas de titre.
    """
    plan = charger(racine / "plan2020.yaml")
    lignes = [[], [2020], ["À chaque année, un plan de déploiement est réalisé."]]
    for axe in plan.axes:
        titre = [axe.titre.upper()] if axe.numero < 5 else []
        lignes += [[], [f"Axe {axe.numero}", *titre], [None, "ACTIONS DU PLAN", "RESPONSABLE"]]
        lignes += [
            [int(a.code) if a.code.isdecimal() else a.code, a.libelle, " ".join(a.responsables)]
            for a in axe.actions
        ]
    return lignes


def test_le_plan_publie_n_a_qu_une_question(importer, publie):
    resultat = importer(publie)
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert (
        resultat.stderr
        == """\
tableau.xlsx:Feuil1!A2: avertissement: année du plan : «\u00a02020\u00a0», d'après cette cellule; --annee en donne autre chose
tableau.xlsx:Feuil1!A3: avertissement: au-dessus du tableau : «\u00a0À chaque année, un plan de déploiement est réalisé.\u00a0»
tableau.xlsx:Feuil1!B12: avertissement: en-tête répété : «\u00a0ACTIONS DU PLAN | RESPONSABLE\u00a0»
  4 fois en tout; aussi à Feuil1!B25, Feuil1!B35, Feuil1!B45
tableau.xlsx:Feuil1!A44: erreur: l'axe 5 n'a pas de titre dans ce tableau; écrivez-le à côté, ou donnez-le : --titre-axe "5=…"
tableau.xlsx:Feuil1!C52: avertissement: «\u00a0DGCH DEV DVC\u00a0» est lu comme 3 unités : DGCH, DEV, DVC
tableau.xlsx: avertissement: titre du plan : «\u00a0tableau\u00a0», d'après le nom du fichier; --titre en donne autre chose
tableau.xlsx : 36 actions lues, 1 erreur, 8 avertissements; rien n'est écrit
Pour répondre à tout : plandev importer tableau.xlsx --titre-axe "5=…"
"""  # noqa: E501 - chaque ligne est celle que la commande dit
    )


def test_le_titre_de_l_axe_5_donne_les_trente_six_actions_y_sont_a_la_lettre(
    importer, publie, plan_2020, tmp_path
):
    resultat = importer(publie, "--titre-axe", f"5={plan_2020.axes[4].titre}")
    assert resultat.exit_code == 0
    (tmp_path / "retour.yaml").write_text(resultat.stdout, encoding="utf-8")
    retour = charger(tmp_path / "retour.yaml")
    assert retour.annee == 2020
    for axe, lu in zip(plan_2020.axes, retour.axes, strict=True):
        assert lu.titre in {axe.titre.upper(), axe.titre}
        assert [(a.code, a.libelle, a.responsables) for a in lu.actions] == [
            (a.code, a.libelle, a.responsables) for a in axe.actions
        ]


# D'où vient l'axe d'une action ---------------------------------------------------------------

AXES = {
    "une colonne": [
        ["Axe", *ENTETE],
        ["Axe 1 : Se loger", 1, *ACHETER[1:2], "DVC"],
        ["2. Marcher", 1, *MARCHER[1:2], "DEV"],
    ],
    "une colonne de titres seuls": [
        ["Axe d'intervention", *ENTETE],
        ["Se loger", 1, ACHETER[1], "DVC"],
        ["Marcher", 1, MARCHER[1], "DEV"],
    ],
    "deux colonnes": [
        ["Axe", "Titre de l'axe", *ENTETE],
        [1, "Se loger", 1, ACHETER[1], "DVC"],
        [2, "Marcher", 1, MARCHER[1], "DEV"],
    ],
    "des lignes de titre": [
        ENTETE,
        ["Axe 1 : Se loger"],
        [1, ACHETER[1], "DVC"],
        ["AXE 2 — Marcher"],
        [1, MARCHER[1], "DEV"],
    ],
    "un titre sous le rang, et l'en-tête répété": [
        ["Axe 1"], ["Se loger"], ENTETE, [1, ACHETER[1], "DVC"], [],
        ["Axe 2"], ["Marcher"], ENTETE, [1, MARCHER[1], "DEV"],
    ],
    "une feuille par axe": {
        "Axe 1 - Se loger": [ENTETE, [1, ACHETER[1], "DVC"]],
        "Axe 2 - Marcher": [ENTETE, [1, MARCHER[1], "DEV"]],
    },
    "une feuille par axe, son titre dedans": {
        "A": [["Axe 1 : Se loger"], ENTETE, [1, ACHETER[1], "DVC"]],
        "B": [["Axe 2 : Marcher"], ENTETE, [1, MARCHER[1], "DEV"]],
    },
}  # fmt: skip


@pytest.mark.parametrize("feuilles", AXES.values(), ids=list(AXES))
def test_l_axe_est_dit_comme_les_gens_le_disent(actions, tmp_path, feuilles):
    assert actions(feuilles)[0] == DEUX
    assert [axe.titre for axe in charger(tmp_path / "plan.yaml").axes] == ["Se loger", "Marcher"]


def test_les_insecables_y_restent(actions, tmp_path):
    actions([["Axe", *ENTETE], ["1. «\u00a0Se loger\u00a0»", 1, "12\u00a0%", "Parc\u00a0: eau"]])
    (axe,) = charger(tmp_path / "plan.yaml").axes
    dits = (axe.titre, axe.actions[0].libelle, *axe.actions[0].responsables)
    assert dits == ("«\u00a0Se loger\u00a0»", "12\u00a0%", "Parc\u00a0: eau")


def test_un_axe_fusionne_vaut_pour_toutes_ses_lignes(actions):
    lignes = [
        ["Axe", *ENTETE],
        ["1. Se loger", 1, "a", "DVC"],
        [None, 2, "b"],
        [None, 1, "c", "DEV"],
    ]
    lignes[3][0] = "2. Marcher"
    lues, dits = actions(lignes, fusions=["A2:A3", "D2:D3"])
    assert lues == [("1.1", "a", ["DVC"]), ("1.2", "b", ["DVC"]), ("2.1", "c", ["DEV"])]
    assert dits == []


def test_un_axe_ecrit_une_fois_la_ou_il_commence_vaut_pour_la_suite(actions):
    lignes = [["Axe", *ENTETE], ["1. Se loger", 1, "a", "DVC"], [None, 2, "b", "DVC"]]
    lues, _ = actions([*lignes, ["2. Marcher", 1, "c", "DVC"]])
    assert [i for i, *_ in lues] == ["1.1", "1.2", "2.1"]


def test_une_case_d_axe_vide_se_demande_si_les_axes_se_redisent(importer, actions):
    lignes = [["Axe", *ENTETE], *([axe, 1, "a", "DVC"] for axe in ("Loger", None, "Loger"))]
    lignes[3][1] = 2
    resultat = importer(lignes, "--annee", "2024", "--titre", "Plan")
    assert resultat.stderr.splitlines()[0] == (
        "tableau.xlsx:Feuil1!A3: erreur: rien ne dit l'axe de cette action; écrivez-le, ou donnez "
        'le titre de l\'axe de celles-là : --axe-vide "…"'
    )
    assert [i for i, *_ in actions(lignes, "--axe-vide", "Autres")[0]] == ["1.1", "1.2", "2.1"]


def test_une_action_sur_plusieurs_lignes_en_reunit_les_unites(actions):
    lignes = [["Axe", *ENTETE], ["1. Se loger", 1, "a", "DVC"], [None, None, None, "DEV"]]
    lues, dits = actions(lignes, fusions=["A2:A3", "B2:B3", "C2:C3"])
    assert (lues, dits) == ([("1.1", "a", ["DVC", "DEV"])], [])


def test_le_tableau_d_un_seul_axe_se_lit_si_l_on_dit_son_titre(actions):
    lues, _ = actions([ENTETE, [1, "a", "DVC"]], "--titre-axe", "1=Se loger")
    assert lues == [("1.1", "a", ["DVC"])]


PARMI_LES_CODES = {
    "un titre numéroté": [
        ["1. Se loger"],
        ["1.1", "a", "DVC"],
        ["2. Marcher"],
        ["2.1", "b", "DEV"],
    ],
    "un rang et un titre": [["1", "Se loger"], ["1.1", "a", "DVC"], [2, "Marcher"], ["2.1", "b"]],
    "des chiffres romains": [["AXE I — Se loger"], [1, "a", "DVC"], ["AXE II — Marcher"], [1, "b"]],
}


@pytest.mark.parametrize("lignes", PARMI_LES_CODES.values(), ids=list(PARMI_LES_CODES))
def test_un_axe_est_reconnu_parmi_les_codes(actions, tmp_path, lignes):
    assert [i for i, *_ in actions([ENTETE, *lignes])[0]] == ["1.1", "2.1"]
    assert [axe.titre for axe in charger(tmp_path / "plan.yaml").axes] == ["Se loger", "Marcher"]


def test_un_axe_sans_action_se_donne_par_son_titre(importer, actions):
    lignes = [ENTETE, ["Axe 1 : Se loger"], [1, "a", "DVC"], ["Axe 3 : Vivre"], [1, "b", "DVC"]]
    resultat = importer(lignes, "--annee", "2024", "--titre", "Plan")
    assert resultat.stderr.splitlines()[:-2] == [
        "tableau.xlsx:Feuil1!A4: erreur: l'axe 2 n'est pas dans ce tableau; s'il n'a pas d'action, "
        'donnez son titre : --titre-axe "2=…"'
    ]
    assert [i for i, *_ in actions(lignes, "--titre-axe", "2=Marcher")[0]] == ["1.1", "3.1"]
    refus = importer(lignes, "--annee", "2024", "--titre-axe", "2=b", "--titre-axe", "9=c")
    assert "--titre-axe 9 : ce tableau n'a pas d'axe 9" in refus.stderr


# Ce qui est dans une cellule ------------------------------------------------------------------

CODES = {
    ("1,20", None): "1.20",
    ("1.20", None): "1.20",
    (1.2, "0.00"): "1.20",
    (1.2, None): "1.2",
    (20, None): "1.20",
    (20.0, "0"): "1.20",
    ("20.", None): "1.20",
    (7, "00"): "1.07",
    (" 4.b\n", None): "1.4.b",
    ("12 bis", None): "1.12 bis",
}


@pytest.mark.parametrize(("valeur", "forme"), CODES, ids=map(repr, CODES))
def test_un_code_est_celui_que_la_cellule_montre(actions, valeur, forme):
    lignes = [["Axe", *ENTETE], ["1. Se loger", valeur, "a", "DVC"]]
    lues, dits = actions(lignes, formes={"B2": forme or "General"})
    assert lues[0][0] == CODES[valeur, forme]
    perdu = [dit.split(": ")[0] for dit in dits if "s'il finissait par un zéro" in dit]
    assert perdu == (["tableau.xlsx:Feuil1!B2"] if (valeur, forme) == (1.2, None) else [])


UNITES = {
    "DVC; DEV": ["DVC", "DEV"],
    "DVC\nDEV": ["DVC", "DEV"],
    "DVC, DEV": ["DVC", "DEV"],
    "DVC et DEV": ["DVC", "DEV"],
    "DGCH DEV DVC": ["DGCH", "DEV", "DVC"],
    "DEER/SET": ["DEER/SET"],
    "R&D": ["R&D"],
    "DVC\nDirection générale": ["DVC", "Direction générale"],
    "Direction\ngénérale": ["Direction générale"],
    "À déterminer": [],
    "Direction de la culture et des bibliothèques": [
        "Direction de la culture et des bibliothèques"
    ],
    "Loisirs, sports et plein air": ["Loisirs, sports et plein air"],
    "POLICE MUNICIPALE": ["POLICE MUNICIPALE"],
    "-": [],
}


@pytest.mark.parametrize(("cellule", "unites"), UNITES.items(), ids=list(UNITES))
def test_plusieurs_unites_d_une_cellule_sont_separees_et_un_nom_reste_entier(
    actions, cellule, unites
):
    lues, _ = actions([["Axe", *ENTETE], ["1. Se loger", 1, "a", cellule]])
    assert lues[0][2] == unites


def test_ce_qui_n_est_pas_d_une_action_est_dit_laisse_de_cote(actions):
    lues, dits = actions(
        [
            ["Suivi au 30 juin"],
            ["Axe", *ENTETE],
            ["1. Se loger", 1, "a", "DVC"],
            [],
            ["Axe", *ENTETE],
            ["Objectif 2 : des logements pour tous"],
            ["2. Marcher", 1, "b", "DEV"],
            ["Sous-total", None, 2],
        ]
    )
    assert [i for i, *_ in lues] == ["1.1", "2.1"]
    assert dits == [
        "tableau.xlsx:Feuil1!A1: avertissement: au-dessus du tableau : "
        "«\u00a0Suivi au 30 juin\u00a0»",
        "tableau.xlsx:Feuil1!A5: avertissement: en-tête répété : "
        "«\u00a0Axe | N° | Action | Responsable\u00a0»",
        "tableau.xlsx:Feuil1!A8: avertissement: total laissé de côté : "
        "«\u00a0Sous-total | 2\u00a0»",
    ]


def test_un_plan_d_une_autre_ville_y_entre_avec_ses_champs(importer):
    resultat = importer(
        [
            ["PLAN CLIMAT 2024-2030"],
            ["Axe stratégique", "Objectif", "N° action", "Intitulé de l'action", "Pilote",
             "Partenaires", "Échéance", "Avancement", "Budget ($)"],
            ["Axe 1 - Se loger", "1.1 Bâtir", "1.1.1", "Acheter : des immeubles", "Ville",
             "• OMH\n• Coop", dt.date(2025, 6, 30), "En cours", 5000],
            ["Axe 1 - Se loger", "1.1 Bâtir", "1.1.2", "Céder\ndes terrains", "Ville; OMH",
             None, "Été 2025", "Réalisé", 0.125],
            ["Axe 2 - Marcher", "2.1 Ouvrir", "2.1.1", "Ouvrir une piste", "ville",
             "-", None, "", None],
        ],
        nom="ville.xlsx", formes={"I3": "#,##0", "I4": "0.0%"},
    )  # fmt: skip
    assert (
        resultat.stderr
        == """\
ville.xlsx:Feuil1!A1: avertissement: titre du plan : «\u00a0PLAN CLIMAT 2024-2030\u00a0», d'après cette cellule; --titre en donne autre chose
ville.xlsx:Feuil1!A1: avertissement: période du plan : «\u00a02024-2030\u00a0», d'après cette cellule; --annee en donne autre chose
ville.xlsx:Feuil1!D4: avertissement: fin de ligne lue comme une espace : un libellé tient sur une ligne
ville.xlsx:Feuil1!E5: avertissement: «\u00a0ville\u00a0» est lu «\u00a0Ville\u00a0», comme cette unité s'écrit ailleurs
ville.xlsx:Feuil1!F5: avertissement: «\u00a0-\u00a0» est lu comme une cellule vide
ville.xlsx : 3 actions lues, aucune erreur, 5 avertissements
5 lignes : 1 au-dessus du tableau, 1 d'en-tête, 3 actions; 33 cellules : 32 lues, 1 laissée de côté (dite plus haut)
"""  # noqa: E501 - chaque ligne est celle que la commande dit
    )
    assert (
        resultat.stdout
        == """\
titre: PLAN CLIMAT 2024-2030
periode: 2024-2030

responsables:
  Ville:
  OMH:

champs:
  objectif: {intitule: Objectif, nature: niveau}
  partenaires: Partenaires
  echeance: Échéance
  budget: Budget ($)

axes:
  - numero: 1
    titre: Se loger
    actions:
      - code: 1.1
        libelle: "Acheter : des immeubles"
        responsables: [Ville]
        etat: en cours
        objectif: 1.1 Bâtir
        partenaires: [OMH, Coop]
        echeance: 2025-06-30
        budget: 5 000

      - code: 1.2
        libelle: Céder des terrains
        responsables: [Ville, OMH]
        etat: réalisée
        objectif: 1.1 Bâtir
        echeance: Été 2025
        budget: 12,5 %

  - numero: 2
    titre: Marcher
    actions:
      - code: 1.1
        libelle: Ouvrir une piste
        responsables: [Ville]
        objectif: 2.1 Ouvrir
"""
    )


PERDUES = {
    "un en-tête qui est une formule": (
        [["Axe", *ENTETE, "=A1"], ["1. Se loger", 1, "a", "DVC", "x"]],
        "E1: erreur: la formule de cette cellule n'a pas été calculée",
    ),
    "un en-tête en erreur": (
        [["Axe", *ENTETE, "#REF!"], ["1. Se loger", 1, "a", "DVC", "x"]],
        "E1: erreur: la cellule est en erreur («\u00a0#REF!\u00a0»)",
    ),
    "un code de deux nombres dit son axe, et non son titre": (
        [ENTETE, ["1.1", "a"], ["1.2", "b", "DVC"]],
        "B2: erreur: l'axe 1 n'a pas de titre dans ce tableau",
    ),
    "aucune action sous l'en-tête": (
        [["Axe", *ENTETE]],
        ": erreur: il n'y a aucune ligne sous l'en-tête",
    ),
    "une ligne de trop au-dessus de l'en-tête": (
        [["x", 1, "y", "z"], ["x", 2, "y", "z"], ["Axe", *ENTETE], ["1. Se loger", 1, "a", "DVC"]],
        "A1: erreur: les lignes 1 à 2 sont au-dessus de l'en-tête",
    ),
}


@pytest.mark.parametrize(("lignes", "message"), PERDUES.values(), ids=list(PERDUES))
def test_rien_ne_s_y_perd_sans_etre_dit(importer, lignes, message):
    resultat = importer(lignes, "--annee", "2024", "--titre", "Plan")
    assert message in resultat.stderr


def test_deux_codes_sous_un_libelle_fusionne_sont_deux_actions(actions):
    lignes = [
        ["Axe", "N°", "Action", "État"],
        ["1. A", 1, "x", "réalisée"],
        [None, 2, None, "en cours"],
    ]
    lues, _ = actions(lignes, fusions=["A2:A3", "C2:C3"])
    assert lues == [("1.1", "x", []), ("1.2", "x", [])]


def test_une_colonne_de_titres_d_axes_suffit(actions):
    lignes = [["Titre de l'axe", *ENTETE], ["Se loger", 1, "a", "DVC"], ["Marcher", 1, "b", "DVC"]]
    assert [i for i, *_ in actions(lignes)[0]] == ["1.1", "2.1"]


# Ce qui ne se devine pas ----------------------------------------------------------------------


def test_dix_saletes_sont_dites_en_une_fois_chacune_dans_sa_cellule(importer):
    loger = "1. Se loger"
    resultat = importer(
        {
            "Plan 2024": [
                ["Axe", *ENTETE, "Échéance", "État"],
                [loger, 1, "Acheter", "DVC", "2025", "En cours"],
                [loger, 5.2, "Céder", "DVC", "#N/A", "En cours"],
                [loger, dt.date(2024, 5, 20), "Bâtir", "DVC", None, "En cours"],
                [loger, 4, "=A1&B1", "DVC", None, "fait"],
                [loger, 1, "Rénover", "DVC", None, "à venir"],
                [loger, "n° 6 !", "+ de logements", "DVC", None, "à venir"],
                [loger, 7, None, "DVC", None, None],
                ["2", 8, "Marcher", "DVC", None, None],
            ]
        },
        "--titre", "Plan",
    )  # fmt: skip
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert (
        resultat.stderr
        == """\
tableau.xlsx:'Plan 2024'!C2: avertissement: aucun code ne se répète d'un axe à l'autre : chacun est cité sans le sien
tableau.xlsx:'Plan 2024'!B3: avertissement: ce code est un nombre : s'il finissait par un zéro, comme 5.20, le tableur l'a ôté; mettez la cellule en format Texte, et retapez-le
tableau.xlsx:'Plan 2024'!E3: erreur: la cellule est en erreur («\u00a0#N/A\u00a0»); écrivez-y la valeur
tableau.xlsx:'Plan 2024'!B4: erreur: «\u00a02024-05-20\u00a0» : le tableur a fait une date de ce code; mettez la cellule en format Texte, et retapez-le
tableau.xlsx:'Plan 2024'!C5: erreur: la formule de cette cellule n'a pas été calculée; enregistrez le classeur depuis un tableur, ou écrivez la valeur
tableau.xlsx:'Plan 2024'!F5: erreur: des mots ne sont pas des états de plandev : «\u00a0fait\u00a0», 1 fois; dites de quel état chacun tient lieu (à venir, en cours, en continu, réalisée, réalisée en partie, reportée, abandonnée), ou faites de la colonne un champ : --colonne suivi=F
tableau.xlsx:'Plan 2024'!B6: erreur: le code «\u00a01\u00a0» est déjà donné dans cet axe (en 'Plan 2024'!B2); donnez-en un autre, ou faites numéroter toutes les actions : --numeroter
tableau.xlsx:'Plan 2024'!B7: erreur: «\u00a0n° 6 !\u00a0» : un code est un mot court de lettres, de chiffres, de points, de traits d'union et de barres obliques, comme 4.b, R1.1 ou 12 bis
tableau.xlsx:'Plan 2024'!C7: erreur: un tableur exécuterait ce texte, qui commence par «\u00a0+\u00a0»; changez-le
tableau.xlsx:'Plan 2024'!C8: erreur: cette ligne a un code et pas de libellé; écrivez-le, ou retirez la ligne
tableau.xlsx:'Plan 2024'!A9: erreur: l'axe 2 n'a pas de titre dans ce tableau; écrivez-le à côté, ou donnez-le : --titre-axe "2=…"
tableau.xlsx: avertissement: année du plan : «\u00a02024\u00a0», d'après le nom de la feuille; --annee en donne autre chose
tableau.xlsx : 8 actions lues, 9 erreurs, 3 avertissements; rien n'est écrit
Pour répondre à tout : plandev importer tableau.xlsx --titre Plan --numeroter --titre-axe "2=…" --etat 'fait=…'
"""  # noqa: E501 - chaque ligne est celle que la commande dit
    )


def test_de_deux_colonnes_qui_se_disputent_un_role_la_plus_sure_l_a_et_cela_se_voit(
    importer, actions
):
    lignes = [["Axe", "N°", "Action", "Direction", "Responsable"]]
    lignes += [["1. Se loger", 1, "a", "DVC", "Mme X"]]
    assert actions(lignes)[0] == [("1.1", "a", ["DVC"])]
    assert "    (les unités : déjà en D)\n" in importer(lignes, "--apercu", "--detail").stdout
    assert actions(lignes, "--colonne", "responsables=E")[0] == [("1.1", "a", ["Mme X"])]


def test_une_colonne_que_rien_ne_nomme_se_demande_et_se_nomme(importer, actions):
    lignes = [["Axe", "N°", "Texte", "Qui"], ["1. Se loger", 1, "a", "DVC"]]
    resultat = importer(lignes, "--annee", "2024", "--titre", "Plan")
    assert resultat.stderr.splitlines()[0] == (
        "tableau.xlsx:Feuil1!A1: erreur: rien ne dit où est le libellé des actions (colonnes : C "
        "«\u00a0Texte\u00a0»); nommez sa colonne : --colonne libelle=…"
    )
    options = ("--colonne", "libelle=C", "--colonne", "responsables=d")
    assert actions(lignes, *options)[0] == [("1.1", "a", ["DVC"])]


def test_un_tableau_sans_en_tete_se_lit_si_ses_colonnes_sont_nommees(actions):
    lignes = [["1. Se loger", 1, "a", "DVC"], ["2. Marcher", 1, "b", "DEV"]]
    colonnes = ("axe=A", "code=B", "libelle=C", "responsables=D")
    options = [mot for colonne in colonnes for mot in ("--colonne", colonne)]
    assert [i for i, *_ in actions(lignes, *options)[0]] == ["1.1", "2.1"]


def test_un_tableau_sans_numeros_est_numerote_et_c_est_dit(actions):
    lignes = [
        ["Axe", "Action", "Responsable"],
        ["1. Se loger", "a", "DVC"],
        ["1. Se loger", "b", ""],
    ]
    lues, dits = actions(lignes)
    assert [i for i, *_ in lues] == ["1.1", "1.2"]
    assert dits[0] == (
        "tableau.xlsx:Feuil1!B2: avertissement: codes donnés par plandev : celui de chaque action "
        "est son rang dans son axe"
    )


def test_le_numero_qui_commence_chaque_libelle_est_le_code(actions):
    lignes = [["Axe", "Action"], ["Se loger", "Fiche action 4 : a"], ["Se loger", "Action 2. b"]]
    assert [i for i, *_ in actions(lignes)[0]] == ["1.4", "1.2"]


def test_des_codes_en_double_ou_absents_se_demandent(importer, actions):
    lignes = [["Axe", *ENTETE], *(["Se loger", code, "a", "DVC"] for code in (1, 1, 2, 3, 4, 5))]
    resultat = importer(lignes, "--annee", "2024", "--titre", "Plan")
    assert resultat.stderr.splitlines()[0] == (
        "tableau.xlsx:Feuil1!B3: erreur: le code «\u00a01\u00a0» est déjà donné dans cet axe (en "
        "Feuil1!B2); donnez-en un autre, ou faites numéroter toutes les actions : --numeroter"
    )
    lues, _ = actions(lignes, "--numeroter")
    assert [i for i, *_ in lues] == [f"1.{n}" for n in range(1, 7)]


def test_un_code_trop_long_se_demande_et_un_point_zero_se_dit(importer, actions):
    lignes = [["Axe", *ENTETE], *(["Se loger", n, "a", "DVC"] for n in "123456789")]
    lignes[3][1] = "un-tres-long-code-2025"
    resultat = importer(lignes, "--annee", "2024", "--titre", "Plan")
    assert resultat.stderr.splitlines()[0] == (
        "tableau.xlsx:Feuil1!B4: erreur: le code «\u00a0un-tres-long-code-2025\u00a0» a 22 signes; "
        "il en faut au plus 20; abrégez-le, ou faites numéroter toutes les actions : --numeroter"
    )
    assert [i for i, *_ in actions(lignes, "--numeroter")[0]][2] == "1.3"
    lignes = [["Axe", *ENTETE], *(["Se loger", f"{n}.0", "a", "DVC"] for n in (1, 2))]
    assert "tous les codes finissent par «\u00a0.0\u00a0»" in actions(lignes)[1][0]


def test_un_tableau_sans_aucune_action_est_une_erreur(importer):
    resultat = importer([["Axe", *ENTETE], ["Total", None, None, 12]], "--annee", "2024")
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert resultat.stderr.splitlines()[0] == (
        "tableau.xlsx:Feuil1!A1: erreur: aucune action n'y est lue; voyez ce qu'est chaque ligne : "
        "--apercu --detail"
    )


def test_un_titre_sans_action_est_dit(actions):
    lignes = [ENTETE, ["Axe 1 : A"], ["1", "x", "DVC"], ["Axe 2 : B"], ["Axe 3 : C"], ["1", "y"]]
    assert (
        "tableau.xlsx:Feuil1!A4: avertissement: aucune action sous ce titre : "
        "«\u00a0Axe 2 : B\u00a0»"
    ) in actions(lignes)[1]


MONTANTS = {"- 200 $": "-200", "1,2 M$": "1200000", "12 000 $": "12000", "350,50 $": "350.50"}


@pytest.mark.parametrize(("ecrit", "lu"), MONTANTS.items(), ids=list(MONTANTS))
def test_un_montant_ecrit_a_la_main_devient_un_nombre_et_c_est_dit(importer, ecrit, lu):
    lignes = [["Axe", *ENTETE, "Coût"], ["1. Se loger", 1, "a", "DVC", ecrit]]
    resultat = importer(lignes, "--annee", "2024", "--titre", "Plan")
    assert "  cout: {intitule: Coût, nature: montant}\n" in resultat.stdout
    assert f"        cout: {lu}\n" in resultat.stdout
    assert f"«\u00a0Coût\u00a0» : «\u00a0{ecrit}\u00a0» s'écrit {lu}" in resultat.stderr


DATES = {
    "juin 2021": "2021-06",
    "T2 2021": "2021-T2",
    "30/06/2021": "2021-06-30",
    "1er mars 2021": "2021-03-01",
    "2021-06-30": "2021-06-30",
    "2021": "2021",
}


@pytest.mark.parametrize(("ecrite", "lue"), DATES.items(), ids=list(DATES))
def test_une_date_ecrite_a_la_main_devient_une_echeance(importer, ecrite, lue):
    lignes = [["Axe", *ENTETE, "Date de fin"], ["1. Se loger", 1, "a", "DVC", ecrite]]
    sortie = importer(lignes, "--annee", "2024", "--titre", "Plan").stdout
    assert "  date_de_fin: {intitule: Date de fin, nature: echeance}\n" in sortie
    assert f"        date_de_fin: {lue}\n" in sortie


def test_un_en_tete_sur_deux_lignes_donne_son_nom_entier_a_chaque_colonne(importer):
    lignes = [
        ["Axe", *ENTETE, "Échéancier", None, None],
        [None, None, None, None, 2024, 2025, 2026],
        ["1. Se loger", 1, "a", "DVC", None, "X", "X"],
    ]
    sortie = importer(lignes, "--annee", "2024", fusions=["E1:G1"]).stdout
    assert "  echeancier_2025: Échéancier 2025\n  echeancier_2026: Échéancier 2026\n" in sortie
    assert "        echeancier_2025: X\n        echeancier_2026: X\n" in sortie


def test_ce_qui_est_cache_est_lu_et_c_est_dit(importer, plandev, tmp_path):
    importer([["Axe", *ENTETE, "Notes"], ["1. Se loger", 1, "a", "DVC", "secret"]])
    classeur = openpyxl.load_workbook(tmp_path / "tableau.xlsx")
    classeur.active.row_dimensions[2].hidden = True
    classeur.active.column_dimensions["E"].hidden = True
    classeur.save(tmp_path / "tableau.xlsx")
    resultat = plandev("importer", "tableau.xlsx", "--annee", "2024", "--titre", "Plan")
    assert "        notes: secret\n" in resultat.stdout
    assert resultat.stderr.splitlines()[:-2] == [
        "tableau.xlsx:Feuil1!E1: avertissement: colonne E «\u00a0Notes\u00a0» cachée : son champ "
        "n'est pas public; --public E le rend public",
        "tableau.xlsx:Feuil1!A2: avertissement: ligne cachée, lue comme les autres",
    ]
    assert "  notes: {intitule: Notes, public: non}\n" in resultat.stdout
    publique = plandev("importer", "tableau.xlsx", "--annee", "2024", "--public", "E")
    assert "  notes: Notes\n" in publique.stdout


CLES = {
    "% d'avancement": "avancement",
    "Date d’échéance": "date_echeance",
    "Jusqu'à quand": "a_quand",
    "Aujourd'hui": "aujourd_hui",
    "Presqu'île": "presqu_ile",
    "Coût (k$)": "cout_k",
    "%": "champ",
    "Part": "part_2",
}


@pytest.mark.parametrize(("intitule", "cle"), CLES.items(), ids=list(CLES))
def test_la_cle_d_un_champ_est_faite_des_mots_entiers_de_son_intitule(importer, intitule, cle):
    lignes = [["Axe", *ENTETE, intitule], ["1. Se loger", 1, "a", "DVC", "à moitié"]]
    sortie = importer(lignes, "--annee", "2024", "--titre", "Plan").stdout
    assert f"        {cle}: à moitié\n" in sortie


def test_une_colonne_nommee_d_un_mot_a_soi_est_un_champ(importer):
    lignes = [["Axe", *ENTETE, "Avancement"], ["1. Se loger", 1, "a", "DVC", "50 %"]]
    resultat = importer(lignes, "--annee", "2024", "--colonne", "progres=E")
    assert "\nchamps:\n  progres: Avancement\n" in resultat.stdout
    assert "        progres: 50 %\n" in resultat.stdout


def test_deux_feuilles_des_memes_axes_sont_deux_plans_et_l_on_dit_laquelle(importer, actions):
    lignes = [["Axe", *ENTETE], ["1. Se loger", 1, "a", "DVC"]]
    feuilles = {"2023": lignes, "2024": lignes, "Notes": [["bla"]]}
    resultat = importer(feuilles)
    assert resultat.stderr.splitlines()[1] == (
        "tableau.xlsx: erreur: plusieurs feuilles ont des actions : 2023, 2024; nommez celle qu'il "
        "faut : --feuille …"
    )
    assert actions(feuilles, "--feuille", "2024") == ([("1.1", "a", ["DVC"])], [])
    assert "aucune feuille «\u00a0zut\u00a0»; choix possibles : 2023, 2024, Notes" in (
        importer(feuilles, "--feuille", "zut").stderr
    )


def test_une_feuille_cachee_et_une_autre_sans_actions_sont_laissees_de_cote(actions):
    lignes = [["Axe", *ENTETE], ["1. Se loger", 1, "a", "DVC"]]
    _, dits = actions({"Plan!": lignes, "Notes": [["bla"]], "Vieux": lignes}, cachees=("Vieux",))
    assert dits == [
        "tableau.xlsx:Notes!A1: avertissement: feuille «\u00a0Notes\u00a0» laissée de côté : "
        "elle n'a pas l'en-tête d'un tableau d'actions",
        "tableau.xlsx:Vieux!A1: avertissement: feuille «\u00a0Vieux\u00a0» laissée de côté : "
        "elle est cachée",
    ]


def test_le_titre_et_l_annee_se_lisent_au_dessus_ou_dans_un_nom_et_c_est_dit(importer):
    lignes = [["Axe", *ENTETE], ["1. Se loger", 1, "a", "DVC"]]
    assert importer(lignes, nom="Plan 2024.xlsx").stderr.splitlines()[:2] == [
        "Plan 2024.xlsx: avertissement: titre du plan : «\u00a0Plan 2024\u00a0», d'après le nom du "
        "fichier; --titre en donne autre chose",
        "Plan 2024.xlsx: avertissement: année du plan : «\u00a02024\u00a0», d'après le nom du "
        "fichier; --annee en donne autre chose",
    ]
    titree = [["Plan d'action 2024-2027"], *lignes]
    sortie = importer(titree).stdout
    assert "titre: Plan d'action 2024-2027\nperiode: 2024-2027\n" in sortie
    assert (
        "l'année du plan n'est pas dans ce tableau; donnez-la, ou sa période (2023-2030) : "
        "--annee …"
    ) in importer(lignes).stderr


@pytest.mark.parametrize("fin", ["csv", "xlsx"])
def test_une_liste_de_plandev_se_reprend_s_il_y_a_les_titres_des_axes(
    plandev, plan_2020, racine, tmp_path, fin
):
    plandev("list", "-p", racine / "plan2020.yaml", "-o", f"liste.{fin}")
    titres = [mot for a in plan_2020.axes for mot in ("--titre-axe", f"{a.numero}={a.titre}")]
    resultat = plandev("importer", f"liste.{fin}", "--annee", "2020", "--titre", "Plan", *titres)
    assert f"liste.{fin} : 36 actions lues, aucune erreur" in resultat.stderr
    (tmp_path / "plan.yaml").write_text(resultat.stdout, encoding="utf-8")
    retour = charger(tmp_path / "plan.yaml")
    assert retour.champs == {}
    assert [axe.actions for axe in retour.axes] == [axe.actions for axe in plan_2020.axes]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--annee", "vingt"], "--annee «\u00a0vingt\u00a0» : une année est attendue"),
        (["--colonne", "libelle"], "--colonne «\u00a0libelle\u00a0» : un rôle et la lettre"),
        (["--colonne", "code=7"], "--colonne «\u00a0code=7\u00a0» : un rôle et la lettre"),
        (
            ["--colonne", "code=A", "--colonne", "Code=B"],
            "--colonne «\u00a0code\u00a0» : donnée deux fois",
        ),
        (["--titre", " "], "--titre : ce texte est vide"),
        (["--titre-axe", "9" * 5_000 + "=x"], "un axe et son titre sont attendus"),
        (["--titre-axe", "Se loger"], "--titre-axe «\u00a0Se loger\u00a0» : le numéro d'un axe"),
    ],
)
def test_une_precision_mal_tapee_dit_ce_qui_est_attendu(importer, options, message):
    resultat = importer([ENTETE], *options)
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert message in resultat.stderr
