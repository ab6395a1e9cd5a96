"""Un plan d'ailleurs : quatorze axes, ou des axes en lettres, des unités sans sigle, des champs."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from plandev.lecture import charger
from plandev.plan.etats import ETATS

VALIDES = Path(__file__).parent / "exemples" / "valides"
EXEMPLES = {
    nom: charger(VALIDES / f"{nom}.yaml")
    for nom in ("plan-de-ville", "codes-publics", "sans-sigle", "en-lettres")
}
CHAMP = {
    "plan-de-ville": ("sous_axe", "Logements sains"),
    "codes-publics": ("priorite", "haute"),
    "sans-sigle": ("debut", "2026"),
    "en-lettres": ("partenaires", "Centraide"),
}
COMMANDES = [
    "list",
    "list --sans responsable",
    "list --texte les",
    "montrer {action}",
    "par-responsable",
    "par-responsable {unite}",
    "par-responsable --axe {axe}",
    "equilibre",
    "equilibre --detail",
    "compter --par axe",
    "compter --par responsable --par axe",
    "compter --par axe --par responsable",
    "compter --par responsable --par {champ}",
    "compter --par {champ} --champ {champ}={valeur}",
    "valider",
]


def lire_csv(resultat):
    texte = resultat.stdout_bytes.decode()
    return list(csv.DictReader(io.StringIO(texte, newline=""), strict=True))


def ids(plan):
    """Ce par quoi on cite chaque action, écrit autrement que plandev ne le fait."""
    seuls = plan.numerotation == "plan"
    return [
        action.code if seuls else f"{axe.numero}.{action.code}"
        for axe in plan.axes
        for action in axe.actions
    ]


def arguments(commande, nom):
    plan, (champ, valeur) = EXEMPLES[nom], CHAMP[nom]
    unite = next(iter(plan.responsables))
    mots = {"action": ids(plan)[3], "unite": unite, "champ": champ, "valeur": valeur}
    mots["axe"] = plan.axes[0].numero
    nommer = [] if commande == "valider" else ["--plan"]
    return [
        *(mot.format(**mots) for mot in commande.split()), *nommer, str(VALIDES / f"{nom}.yaml")
    ]  # fmt: skip


def statut(commande, nom):
    """Un axe du plan de ville est vide."""
    return 1 if "equilibre" in commande and nom == "plan-de-ville" else 0


def montre(fini):
    """Ce qu'un terminal montre, sans ses couleurs ni la ligne qui nomme le plan."""
    sans_couleur = re.sub("\x1b\\[[0-9;]*m", "", fini.stdout)
    return "\n".join(ligne for ligne in sans_couleur.splitlines() if str(VALIDES) not in ligne)


@pytest.mark.parametrize("nom", EXEMPLES)
@pytest.mark.parametrize("commande", COMMANDES)
def test_chaque_commande_en_repond_dans_chaque_format(plandev, commande, nom):
    for format_ in ("table", "json", "csv", "md"):
        resultat = plandev(*arguments(commande, nom), "-f", format_)
        assert resultat.exit_code == (
            1 if "equilibre" in commande and nom == "plan-de-ville" else 0
        )
        assert resultat.stdout
        if format_ == "json":
            json.loads(resultat.stdout)
        if format_ == "csv":
            rangees = list(csv.reader(io.StringIO(resultat.stdout, newline=""), strict=True))
            assert len({len(rangee) for rangee in rangees}) == 1


@pytest.mark.parametrize("nom", EXEMPLES)
@pytest.mark.parametrize("largeur", [60, 80, 160])
def test_a_toute_largeur_rien_n_est_coupe_et_rien_ne_deborde(lancer, largeur, nom):
    for commande in COMMANDES[:-1]:
        fini = lancer(*arguments(commande, nom), terminal=largeur)
        assert fini.returncode == statut(commande, nom)
        assert max(map(len, montre(fini).splitlines())) <= largeur
        assert "…" not in montre(fini)


@pytest.mark.parametrize("nom", EXEMPLES)
def test_la_liste_est_dans_l_ordre_du_plan_et_chaque_action_se_montre(plandev, nom):
    plan, chemin = EXEMPLES[nom], VALIDES / f"{nom}.yaml"
    listees = json.loads(plandev("list", "-p", chemin, "-f", "json").stdout)
    assert [action["id"] for action in listees] == ids(plan)
    montrees = json.loads(plandev("montrer", *ids(plan), "-p", chemin, "-f", "json").stdout)
    assert [action.pop("axe_titre") for action in montrees]
    assert montrees == listees


@pytest.mark.parametrize("nom", EXEMPLES)
def test_ce_que_dit_un_champ_se_retrouve_dans_chaque_format(plandev, nom):
    plan, chemin = EXEMPLES[nom], VALIDES / f"{nom}.yaml"
    listees = json.loads(plandev("list", "-p", chemin, "-f", "json").stdout)
    rangees = csv.DictReader(
        io.StringIO(plandev("list", "-p", chemin, "-f", "csv").stdout, newline="")
    )
    actions = [action for axe in plan.axes for action in axe.actions]
    rangees_md = re.findall(
        r"^\| (.*?) \| (.*) \|$", plandev("list", "-p", chemin, "-f", "md").stdout, re.MULTILINE
    )
    dites = {id_: re.sub(r"\\(.)", r"\1", suite) for id_, suite in rangees_md}
    for action, objet, rangee in zip(actions, listees, rangees, strict=True):
        dits = {cle: list(v) if isinstance(v, tuple) else v for cle, v in action.champs}
        assert objet["champs"] == dits
        assert list(objet["champs"]) == [cle for cle in plan.champs if cle in dits]
        for cle in plan.champs:
            dit = dits.get(cle, "")
            texte = "; ".join(dit) if isinstance(dit, list) else dit
            assert rangee[f"champs.{cle}"] == texte
            assert texte.replace("\n", " <br>") in dites[objet["id"]]


def test_une_note_de_plusieurs_lignes_les_garde(plandev, lancer):
    chemin = VALIDES / "plan-de-ville.yaml"
    (axe, note) = next(
        (f"{axe.numero}.{action.code}", note)
        for axe in EXEMPLES["plan-de-ville"].axes
        for action in axe.actions
        if (note := action.champ("notes")) and "\n" in note
    )
    premiere, *_, derniere = note.split("\n")
    montree = montre(lancer("montrer", axe, "-p", chemin, terminal=200))
    assert re.search(rf"Notes +{re.escape(premiere)} *\n", montree)
    assert derniere in montree
    md = plandev("montrer", axe, "-p", chemin, "-f", "md").stdout.replace("\\", "")
    assert note.replace("\n", " <br>") in md
    (listee,) = lire_csv(plandev("montrer", axe, "-p", chemin, "-f", "csv"))
    assert listee["champs.notes"] == note


@pytest.mark.parametrize(
    ("filtre", "trouvees"),
    [
        (["--champ", "priorite==basse", "--axe", "1"], ["R1.3b"]),
        (["--champ", "PRIORITE=BASSE", "--axe", "1"], ["R1.3b"]),
        (["--champ", "collaborateurs=energir"], ["R1.1"]),
        (["--texte", "energir"], ["R1.1"]),
        (["--sans", "responsable"], ["1.2.1-b", "CCC10"]),
        (["--champ", "priorite=zzz"], []),
    ],
    ids=" ".join,
)
def test_une_action_se_trouve_par_ses_champs(plandev, filtre, trouvees):
    chemin = VALIDES / "codes-publics.yaml"
    listees = json.loads(plandev("list", *filtre, "-p", chemin, "-f", "json").stdout)
    assert [action["id"] for action in listees] == trouvees


@pytest.mark.parametrize("code", ["WM 1.1", "wm 1.1", "12 BIS", "a-3 bis", "1.2.1-b"])
def test_un_code_public_se_cite_seul(plandev, code):
    chemin = VALIDES / "codes-publics.yaml"
    montree = json.loads(plandev("montrer", code, "-p", chemin, "-f", "json").stdout)
    assert montree["id"] == montree["code"]
    assert montree["id"].lower() == code.lower()


def test_de_deux_unites_qui_se_plient_de_meme_celle_qui_est_tapee_est_la_bonne(
    plandev, ecrire_plan
):
    plan = ecrire_plan(("  ENV:", "  Dvc:"), ("[ENV]", "[Dvc]"))
    assert plandev("list", "--responsable", "Dvc", "-p", plan).stdout.split()[0] == "2.4.b"
    assert len(plandev("list", "--responsable", "dvc", "-p", plan).stdout.splitlines()) == 2


def test_le_plan_d_une_periode_dit_ses_annees(plandev, ecrire_plan):
    plan = ecrire_plan(("annee: 2020", "periode: 2023-2030"), nom="plan2025.yaml")
    assert plandev("valider", plan).stdout == ""
    donnees = json.loads(plandev("equilibre", plan, "-f", "json").stdout)
    assert (donnees["annee"], donnees["periode"], list(donnees)[-1]) == (
        None,
        "2023-2030",
        "periode",
    )
    autre = ecrire_plan(("annee: 2020", "periode: 2023-2030"), nom="plan2021.yaml")
    assert "le plan est de 2023-2030, mais son fichier porte l'année 2021" in (
        plandev("valider", autre).stdout
    )


def test_un_etat_se_lit_se_filtre_et_se_compte(plandev, ecrire_plan):
    plan = ecrire_plan(
        ("annee: 2020\n", "annee: 2020\netat_au: 2020-12-31\n"),
        ("groupes: [jeunes]\n", "groupes: [jeunes]\n        etat: Réalisé\n"),
    )
    assert plandev("list", "-p", plan).stdout == (
        "1.1    DVC  réalisée  Ouvrir une piste [jeunes]\n"
        "2.4.b  ENV            Planter des arbres\n"
    )
    assert plandev("list", "--etat", "REALISE", "-p", plan).stdout.split()[0] == "1.1"
    assert plandev("list", "--sans", "etat", "-p", plan).stdout.split()[0] == "2.4.b"
    (seule, autre) = json.loads(plandev("list", "-p", plan, "-f", "json").stdout)
    assert (seule["etat"], autre["etat"]) == ("réalisée", None)
    comptes = json.loads(plandev("compter", "--par", "etat", "-p", plan, "-f", "json").stdout)
    assert [(ligne["etat"], ligne["actions"]) for ligne in comptes["lignes"]] == [
        (etat, int(etat in {"réalisée", None})) for etat in (*ETATS, None)
    ]


EN_LETTRES = VALIDES / "en-lettres.yaml"
AXES = ["A", "B", "C", "D", "E", "F", "G", "TR-2"]
SERREE = [
    "Unité                    Par axe   Actions    Part",
    "─" * 50,
    "DG (Direction générale)  TR-2\u00a0:\u00a02        2  66,7\u00a0%",
    "FIN (Finances)           TR-2\u00a0:\u00a01        1  33,3\u00a0%",
    "",
]
ABREGEE = [
    "Unité                    A  B  C  D  E  F  G  TR-2  Actions    Part",
    "─" * 67,
    "DG (Direction générale)  0  0  0  0  0  0  0     2        2  66,7\u00a0%",
    "FIN (Finances)           0  0  0  0  0  0  0     1        1  33,3\u00a0%",
    "",
]


@pytest.mark.parametrize("tape", ["TR-2", "tr-2", "participation et gouvernance"])
def test_un_axe_en_lettres_se_nomme_par_son_code_ou_son_titre(plandev, tape):
    listees = json.loads(plandev("list", "--axe", tape, "-p", EN_LETTRES, "-f", "json").stdout)
    assert [action["id"] for action in listees] == ["TR-2.1", "TR-2.2", "TR-2.3"]
    montree = plandev("montrer", "tr-2.1", "-p", EN_LETTRES).stdout
    assert "TR-2. Participation et gouvernance" in montree


def test_un_axe_qui_n_est_pas_du_plan_est_une_erreur_qui_dit_les_siens(plandev):
    resultat = plandev("list", "--axe", "1", "-p", EN_LETTRES)
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert resultat.stderr.splitlines()[-1] == (
        f"plandev: erreur: axe « 1 » : le plan n'en a pas; choix possibles : {', '.join(AXES)}"
    )


def test_le_json_de_chaque_commande_donne_le_code_de_l_axe(plandev):
    def donnees(*arguments):
        return json.loads(plandev(*arguments, "-f", "json").stdout)

    def axes(lignes):
        return [*dict.fromkeys(ligne["axe"] for ligne in lignes)]

    nomme = ("-p", EN_LETTRES)
    assert axes(donnees("list", *nomme)) == AXES
    assert axes([donnees("montrer", "b.1", *nomme)]) == ["B"]
    assert list(donnees("par-responsable", *nomme)[0]["axes"]) == AXES
    assert axes(donnees("compter", "--par", "axe", *nomme)["lignes"]) == AXES
    assert axes(donnees("compter", "--par", "etat", "--par", "axe", *nomme)["lignes"])
    for reponse in (
        donnees("equilibre", EN_LETTRES),
        donnees("bilan", *nomme),
        donnees("annees", EN_LETTRES),
        donnees("comparer", EN_LETTRES, VALIDES / "sans-sigle.yaml"),
    ):
        assert axes(reponse["axes"])[:8] == AXES


@pytest.mark.parametrize(("largeur", "lignes"), [(60, SERREE), (85, ABREGEE)])
def test_ou_la_place_manque_un_nombre_est_derriere_ou_sous_le_code_de_son_axe(
    plandev, monkeypatch, largeur, lignes
):
    monkeypatch.setenv("COLUMNS", str(largeur))
    commande = ("par-responsable", "--axe", "tr-2", "-p", EN_LETTRES, "-f", "texte")
    assert plandev(*commande).stdout.partition("Total")[0].splitlines()[-5:] == lignes


def test_une_annotation_nomme_l_axe_par_son_code_a_sa_ligne(plandev, ecrire_plan, monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    vide = "axes:\n  - numero: B\n    titre: Ailleurs\n    actions: []"
    plan = ecrire_plan(("axes:", vide), ("numero: 1", "numero: A"), ("numero: 2", "numero: CCC"))
    resultat = plandev("equilibre", plan)
    (annotation,) = re.findall("(?m)^::error .*$", resultat.output)
    assert annotation.partition("plan.yaml,")[2] == (
        "line=9,col=5,title=axe-sous-represente::"
        "axe B : 0 action; il en faut au moins 1 (sous-représenté)"
    )


def test_des_axes_en_chiffres_et_en_lettres_se_lisent_tous_en_codes_et_c_est_dit(
    plandev, ecrire_plan
):
    plan = ecrire_plan(("numero: 2", "numero: A"))
    verifie = plandev("valider", plan, "-f", "json")
    (constat,) = json.loads(verifie.stdout)
    assert verifie.exit_code == 0
    assert (constat["ligne"], constat["gravite"]) == (16, "avertissement")
    assert constat["message"] == (
        "« A » a une lettre, et d'autres non (1) : tous les numéros sont lus en "
        "codes; si c'est voulu, il n'y a rien à changer; sinon, donnez à chaque axe son rang"
    )
    listees = json.loads(plandev("list", "-p", plan, "-f", "json").stdout)
    assert [(action["id"], action["axe"]) for action in listees] == [("1.1", "1"), ("A.4.b", "A")]


def test_un_axe_en_lettre_ajoute_ne_fait_pas_des_autres_des_axes_nouveaux(plandev, ecrire_plan):
    avant = ecrire_plan(nom="plan2020.yaml")
    neuf = "axes:\n  - {numero: Z, titre: Ailleurs, actions: []}"
    apres = ecrire_plan(("axes:", neuf), nom="plan2021.yaml")
    ecarts = json.loads(plandev("comparer", avant, apres, "-f", "json").stdout)
    assert ecarts["axes"] == [
        {"axe": "1", "avant": 1, "apres": 1},
        {"axe": "2", "avant": 1, "apres": 1},
        {"axe": "Z", "avant": None, "apres": 0},
    ]
    assert (ecarts["reconduites"], ecarts["modifiees"]) == (2, [])


@pytest.mark.parametrize("numero", ["A.1", "A B", "Treize-signes", "-A", "A-", "'=A'", "[A]"])
def test_un_code_d_axe_mal_forme_est_refuse(plandev, ecrire_plan, numero):
    constats = json.loads(
        plandev("valider", ecrire_plan(("numero: 1", f"numero: {numero}")), "-f", "json").stdout
    )
    assert "numero-invalide" in [constat["code"] for constat in constats]


@pytest.mark.parametrize("numero", ["0", "01", "1-1", "3"])
def test_sans_lettre_un_axe_a_son_rang(plandev, ecrire_plan, numero):
    (constat,) = json.loads(
        plandev("valider", ecrire_plan(("numero: 1", f"numero: {numero}")), "-f", "json").stdout
    )
    assert constat["message"] == (
        f"l'axe numéro 1 est attendu ici, pas « {numero} »; les axes se suivent"
    )
