"""Une personne met la réponse dans un tableur, un wiki ou un programme : c'est la même réponse."""

import csv
import io
import json
import re
import shutil
import zipfile

import pytest

from plandev.lecture import charger

pytestmark = pytest.mark.usefixtures("dossier_2020")

LISTES = [
    ("list",),
    ("list", "--axe", "5"),
    ("par-responsable",),
    ("par-responsable", "DVC"),
    ("montrer", "5.19.a"),
    ("equilibre", "--par", "axe"),
    ("equilibre", "--par", "groupe", "--reference", "egale"),
    ("equilibre", "--par", "axe", "--reference", "egale"),
]
LISTES_D_ACTIONS = [("list",), ("list", "--axe", "5"), ("par-responsable", "DVC")]


def lire_csv(texte):
    return list(csv.DictReader(io.StringIO(texte, newline=""), strict=True))


def lire_md(texte):
    """Rend les lignes de tous les tableaux, une liste de cellules par ligne."""
    lignes = []
    for tableau in (bloc.strip().split("\n") for bloc in texte.split("\n\n") if bloc[0] == "|"):
        lignes += [re.split(r" (?<!\\)\| ", x.strip("|").strip() + " ") for x in tableau[2:]]
    return [[re.sub(r"\\(.)", r"\1", cellule).strip() for cellule in ligne] for ligne in lignes]


def aplatir(donnees):
    """Rend les lignes du JSON comme le CSV les écrit : des textes, `axes.1` pour une sous-clé."""
    if isinstance(donnees, dict) and "equilibre" in donnees:
        donnees = donnees.get("axes", donnees.get("groupes"))
    for ligne in donnees if isinstance(donnees, list) else [donnees]:
        plate = {}
        for cle, valeur in ligne.items():
            if isinstance(valeur, dict):
                plate |= {f"{cle}.{sous}": str(v) for sous, v in valeur.items()}
            elif isinstance(valeur, list):
                plate[cle] = "; ".join(str(v) for v in valeur if v is not None)
            else:
                plate[cle] = "" if valeur is None else str(valeur)
        yield plate


@pytest.mark.parametrize("commande", LISTES, ids=" ".join)
def test_le_csv_dit_la_meme_chose_que_le_json(plandev, commande):
    donnees = json.loads(plandev(*commande, "-f", "json").stdout)
    assert lire_csv(plandev(*commande, "-f", "csv").stdout) == list(aplatir(donnees))


@pytest.mark.parametrize("commande", LISTES_D_ACTIONS, ids=" ".join)
def test_le_markdown_dit_la_meme_chose_que_le_csv(plandev, plan_2020, commande):
    attendues = [
        [
            ligne["id"],
            ligne["libelle"],
            ligne["responsables"],
            "; ".join(plan_2020.groupes[cle] for cle in ligne["groupes"].split("; ") if cle),
        ]
        for ligne in lire_csv(plandev(*commande, "-f", "csv").stdout)
    ]
    assert lire_md(plandev(*commande, "-f", "md").stdout) == attendues


def test_le_markdown_d_une_liste_est_un_document(plandev):
    md = plandev("list", "--responsable", "DEV", "--axe", "3", "--axe", "5", "-f", "md").stdout
    assert md.replace("\u00a0", " ") == (
        "# Plan de déploiement 2020\n\n"
        "Ville de Lévis — Politique de développement social et communautaire\n"
        "\n"
        "3 actions sur 36 (plandev list --axe 3 --axe 5 --responsable DEV)\n"
        "\n"
        "## Axe 3. Le développement de quartier à échelle humaine\n"
        "\n"
        "| Action | Libellé | Unités | Groupes |\n"
        "| --------- | ------------------------------------------------ | --------- | "
        "----------------- |\n"
        "| 3.14 | Mettre en œuvre les plans particuliers d'urbanisme (PPU) dans une approche de "
        "collaboration avec le milieu, en y intégrant les principes de développement social et "
        "d'accessibilité universelle. | DEV |  |\n"
        "\n"
        "## Axe 5. Le développement et l'épanouissement des personnes\n"
        "\n"
        "| Action | Libellé | Unités | Groupes |\n"
        "| --------- | ------------------------------------------------ | --------- | "
        "----------------- |\n"
        "| 5.19.a | Participer à la mise en place d'un salon de l'emploi intégrant des ateliers "
        "destinés aux personnes immigrantes et aux personnes ayant des particularités. | DEV | "
        "Personnes immigrantes; Personnes ayant des particularités |\n"
        "| 5.20 | Adopter des pratiques de gestion permettant aux jeunes étudiants à l'emploi de "
        "la Ville de concilier les études et le travail. | DGCH; DEV; DVC | Jeunes |\n"
        "\n"
        "Unités :\n"
        "\n"
        "- DVC : Direction de la vie communautaire\n"
    )


def test_le_markdown_d_une_action_est_sa_fiche(plandev):
    assert plandev("montrer", "5.20", "-f", "md").stdout.replace("\u00a0", " ") == (
        "# Plan de déploiement 2020\n"
        "\n"
        "## Action 5.20\n"
        "\n"
        "- **Axe** : 5. Le développement et l'épanouissement des personnes\n"
        "- **Libellé** : Adopter des pratiques de gestion permettant aux jeunes étudiants à "
        "l'emploi de la Ville de concilier les études et le travail.\n"
        "- **Unités** : DGCH; DEV; DVC (Direction de la vie communautaire)\n"
        "- **Groupes** : Jeunes\n"
    )


@pytest.mark.skipif(not shutil.which("pandoc"), reason="pandoc n'est pas installé (apt, brew)")
@pytest.mark.parametrize("plan", ["plan2020.yaml", "plan-de-ville.yaml", "codes-publics.yaml"])
def test_un_traitement_de_texte_donne_au_libelle_presque_la_moitie_de_la_page(
    plandev, executer, racine, plan
):
    (chemin, *_) = [*racine.glob(plan), *racine.glob(f"tests/exemples/valides/{plan}")]
    plandev("list", "-p", chemin, "-o", "plan.md")
    executer("pandoc", "plan.md", "-o", "plan.docx")
    with zipfile.ZipFile("plan.docx") as document:
        corps = document.read("word/document.xml").decode()
    grilles = re.findall(r"<w:tblGrid>(.*?)</w:tblGrid>", corps)
    assert len(grilles) == sum(bool(axe.actions) for axe in charger(chemin).axes)
    for grille in grilles:
        larges = [int(large) for large in re.findall(r'w:w="(\d+)"', grille)]
        assert larges[1] >= 0.42 * sum(larges)


@pytest.mark.parametrize("commande", LISTES[:2], ids=" ".join)
def test_le_tableau_a_les_memes_actions_que_le_json(plandev, commande):
    donnees = json.loads(plandev(*commande, "-f", "json").stdout)
    lignes = plandev(*commande).stdout.splitlines()
    assert [ligne.split()[0] for ligne in lignes] == [action["id"] for action in donnees]
    for ligne, action in zip(lignes, donnees, strict=True):
        assert action["libelle"] in ligne


def test_le_csv_a_la_forme_de_la_rfc_4180(plandev):
    assert plandev(
        "list", "--axe", "1", "--responsable", "BMD", "-f", "csv"
    ).stdout_bytes.decode() == (
        '"id","axe","code","libelle","responsables","groupes"\r\n'
        '"1.7",1,"7","Créer un axe structurant de desserte en transport en commun sur le boulevard '
        'Guillaume-Couture et sur la route des Rivières ainsi que dans les quartiers.",'
        '"BMD",""\r\n'
        '"1.8",1,"8","Renforcer l\'interconnexion du transport en commun entre Lévis et Québec.",'
        '"BMD",""\r\n'
    )


def test_le_bilan_entier_tient_dans_un_seul_tableau_csv(plandev):
    axe, *_, groupe = lire_csv(plandev("equilibre", "-f", "csv").stdout)
    assert list(axe) == [
        "axe", "titre", "actions", "part", "attendu", "indice", "verdict", "poids", "admis", "vise",
        "poids_admis", "groupe", "nom",
    ]  # fmt: skip
    assert (axe["axe"], axe["groupe"]) == ("1", "")
    assert (groupe["axe"], groupe["groupe"], groupe["actions"]) == ("", "vulnerables", "1")


def test_un_code_reste_un_texte_pour_qui_lit_les_guillemets(plandev):
    texte = plandev("list", "--axe", "5", "-f", "csv").stdout
    lignes = list(csv.reader(io.StringIO(texte, newline=""), quoting=csv.QUOTE_NONNUMERIC))[1:]
    assert [(type(ligne[0]), type(ligne[1]), type(ligne[2])) for ligne in lignes] == (
        [(str, float, str)] * 9
    )
    assert "5.20" in [ligne[0] for ligne in lignes]


@pytest.mark.parametrize("commande", LISTES, ids=" ".join)
def test_aucune_cellule_du_csv_ne_s_execute(plandev, commande):
    for ligne in lire_csv(plandev(*commande, "-f", "csv").stdout):
        assert not [valeur for valeur in ligne.values() if valeur[:1] in tuple("=+-@\t\r")]


def test_un_nom_de_fichier_ne_s_execute_pas_non_plus(plandev, ecrire_plan):
    ecrire_plan(("2020", "20"), nom="=cmd.yaml")
    (constat,) = lire_csv(plandev("valider", "=cmd.yaml", "-f", "csv").stdout)
    assert constat["fichier"] == "./=cmd.yaml"


LIBELLES = [
    'Dire « oui », "peut-être", ou rien; à 50 %',
    "Tracer l'axe A|B et [voirie] <b>ici</b> & là",
    "Œuvrer *sans* _relâche_ à `tout` \\ 1 ~ 2",
    "Ouvrir, fermer, puis rouvrir",
]


@pytest.mark.parametrize("libelle", LIBELLES)
def test_un_libelle_revient_a_la_lettre_de_chaque_format(plandev, ecrire_plan, libelle):
    plan = ecrire_plan(("Ouvrir une piste", "'" + libelle.replace("'", "''") + "'"))
    lister = ("list", "--axe", "1", "-p", plan, "-f")
    assert json.loads(plandev(*lister, "json").stdout)[0]["libelle"] == libelle
    assert lire_csv(plandev(*lister, "csv").stdout)[0]["libelle"] == libelle
    assert lire_md(plandev(*lister, "md").stdout)[0][1] == libelle


@pytest.mark.skipif(not shutil.which("jq"), reason="jq n'est pas installé")
def test_jq_rend_les_libelles_a_la_lettre(plandev, executer, plan_2020):
    donnees = plandev("list", "-f", "json").stdout
    sortie = executer("jq", "-r", ".[].libelle", input=donnees).stdout
    assert sortie.splitlines() == [a.libelle for axe in plan_2020.axes for a in axe.actions]


@pytest.mark.parametrize(
    ("format_", "vide"),
    [
        ("json", "[]\n"),
        ("csv", '"id","axe","code","libelle","responsables","groupes"\n'),
        (
            "md",
            "# Plan de déploiement 2020\n\n"
            "Ville de Lévis — Politique de développement social et communautaire\n\n"
            "Aucune action ne répond à cette demande (plandev list --axe 1 --groupe jeunes)\n",
        ),
        ("table", ""),
    ],
)
def test_une_reponse_vide_garde_la_forme_de_son_format(plandev, format_, vide):
    resultat = plandev("list", "--axe", "1", "--groupe", "jeunes", "-f", format_)
    assert (resultat.exit_code, resultat.stdout) == (0, vide)


def test_le_markdown_de_l_equilibre_dit_tout_ce_que_dit_l_ecran(plandev):
    resultat = plandev("equilibre", "--reference", "egale", "--par", "axe", "-f", "md")
    assert resultat.stdout.replace("\u00a0", " ") == (
        "# Plan de déploiement 2020 : 36 actions\n\n"
        "Ville de Lévis — Politique de développement social et communautaire\n"
        "\n"
        "Règle demandée par les options : la part équitable d'un axe est la même pour tous; il est "
        "équilibré de 0,5 à 2 fois cette part.\n"
        "\n"
        "| Axe | Titre | Actions | Part | Attendu | Admis | Verdict |\n"
        "| ------ | --------------------------- | ---------: | --------: | ---------: | "
        "--------: | ------------- |\n"
        "| 1 | La mobilité des personnes | 3 | 8,3 % | 7,2 | 4 à 14 | sous-représenté |\n"
        "| 2 | L'habitation et le milieu de vie | 10 | 27,8 % | 7,2 | 4 à 14 | équilibré |\n"
        "| 3 | Le développement de quartier à échelle humaine | 7 | 19,4 % | 7,2 | 4 à 14 | "
        "équilibré |\n"
        "| 4 | L'action communautaire et la cohésion sociale | 7 | 19,4 % | 7,2 | 4 à 14 | "
        "équilibré |\n"
        "| 5 | Le développement et l'épanouissement des personnes | 9 | 25,0 % | 7,2 | 4 à 14 | "
        "équilibré |\n"
        "\n"
        "Attendu : sa part équitable des 36 actions, soit 36 ÷ 5.\n"
        "\n"
        "Admis : les nombres d'actions qui le laissent équilibré, de 0,5 à 2 fois l'attendu.\n"
        "\n"
        "Dissimilarité : 12,8 % des actions changeraient d'axe pour que chacun ait exactement son "
        "attendu.\n"
        "\n"
        "À corriger :\n"
        "\n"
        "- axe 1 : 3 actions; il en faut au moins 4 (sous-représenté)\n"
        "\n"
        "Pour être au plus près de la part équitable (7, 8, 7, 7, 7), 4 actions changeraient "
        "d'axe : 2 de l'axe 2 vers l'axe 1, 2 de l'axe 5 vers l'axe 1.\n"
        "\n"
        "Le même plan, à la mesure des poids : plandev equilibre --reference prorata\n"
        "\n"
        "Verdict : non équilibré (règle demandée)\n"
    )


def test_chaque_phrase_de_l_ecran_est_dans_le_document_sauf_celle_des_barres(plandev):
    ecran, document = (plandev("equilibre", "-f", f).stdout for f in ("table", "md"))
    phrases = [ligne for ligne in ecran.splitlines() if " : " in ligne and "│" not in ligne]
    assert len(phrases) == 11
    assert [phrase for phrase in phrases if phrase not in document] == []


def test_le_rapport_de_gitlab_place_chaque_faute(plandev, ecrire_plan):
    plan = ecrire_plan(("2020", "20"), ("[DVC]", "[DVX]"))
    rapport = json.loads(plandev("valider", plan, "-f", "gitlab").stdout)
    assert [(d["location"], d["severity"], d["check_name"]) for d in rapport] == [
        ({"path": str(plan), "lines": {"begin": 2}}, "major", "annee-invalide"),
        ({"path": str(plan), "lines": {"begin": 14}}, "major", "unite-inconnue"),
    ]
    assert rapport[0]["description"].endswith(": une année est attendue, de 1900 à 2199")
    assert len({defaut["fingerprint"] for defaut in rapport}) == 2


def test_l_empreinte_d_une_faute_la_suit_quand_elle_change_de_ligne(plandev, ecrire_plan):
    avant = plandev("valider", ecrire_plan(("2020", "20")), "-f", "gitlab").stdout
    plan = ecrire_plan(("titre: Plan", "# Une ligne de plus.\ntitre: Plan"), ("2020", "20"))
    apres = plandev("valider", plan, "-f", "gitlab").stdout
    assert json.loads(avant)[0]["fingerprint"] == json.loads(apres)[0]["fingerprint"]
    assert avant != apres


def cles_d_une_reponse(donnees):
    """Rend toutes les clés de ces données, sauf celles que le plan donne à ses champs."""
    if isinstance(donnees, list):
        return {cle for donnee in donnees for cle in cles_d_une_reponse(donnee)}
    if not isinstance(donnees, dict):
        return set()
    return {*donnees}.union(*(cles_d_une_reponse(v) for c, v in donnees.items() if c != "champs"))


OU_UN_CHAMP_A_SA_CLE = [
    ("list",),
    ("montrer", "1.1"),
    ("par-responsable", "DVC"),
    ("compter", "--par", "theme"),
    ("compter", "--par", "etat", "--par", "theme"),
]


@pytest.mark.parametrize("commande", OU_UN_CHAMP_A_SA_CLE, ids=" ".join)
def test_un_champ_n_a_la_cle_de_rien_d_autre_la_ou_il_a_la_sienne(plandev, ecrire_plan, commande):
    dite = "[jeunes]\n        etat: en cours\n        theme: Vélo\n"
    sien = ("axes:\n", "champs:\n  theme: Thème\naxes:\n")
    plan = ecrire_plan(sien, ("[jeunes]\n", dite))
    cles = cles_d_une_reponse(json.loads(plandev(*commande, "-p", plan, "-f", "json").stdout))
    cles |= lire_csv(plandev(*commande, "-p", plan, "-f", "csv").stdout)[0].keys()
    for cle in cles - {"theme", "champs.theme"}:
        pris = (("theme: Thème", f"{cle}: Thème"), ("theme: Vélo", f"{cle}: Vélo"))
        fautif = ecrire_plan(sien, ("[jeunes]\n", dite), *pris, nom="pris.yaml")
        assert f"«\u00a0{cle}\u00a0» a déjà un sens" in plandev("valider", fautif).stdout


# Tout ce qui fait, d'un plan, un document que d'autres liront.
DONNEES = [
    "list -p {plan}",
    "montrer 1.1 -p {plan}",
    "par-responsable -p {plan}",
    "par-responsable DVC -p {plan}",
    "compter --par axe -p {plan}",
    "equilibre {plan}",
    "bilan -p {plan}",
    "comparer plan2020.yaml {plan}",
    "annees {plan}",
]
DOCUMENTS = [
    *(f"{commande} -o document.{fin}" for commande in DONNEES for fin in ("md", "xlsx")),
    "classeur -p {plan} -o document.xlsx",
    "page -p {plan} -o document.html",
]
A_DIRE = """\
plan2021.yaml:2:8: avertissement: le plan est de 2020, mais son fichier porte l'année 2021; \
corrigez l'un ou l'autre
  annee: 2020
         ^
plan2021.yaml:13:18: avertissement: « #1 et fin » n'est pas lu : « # » \
commence un commentaire; pour l'y garder, écrivez libelle: "Ouvrir une piste #1 et fin"
          libelle: Ouvrir une piste #1 et fin
                   ^
"""


@pytest.fixture
def avertir(lancer, ecrire_plan):
    """Ce que dit une commande, d'un plan sans rien à en dire, et du même, mal relu."""

    def lancer_deux_fois(commande):
        mots = commande.format(plan="plan2021.yaml").split()
        mots += ["--remplacer"] if "-o" in mots else []
        etat = ("groupes: [jeunes]\n", "groupes: [jeunes]\n        etat: réalisée\n")
        for change in (("annee: 2020", "annee: 2021"), ("une piste", "une piste #1 et fin")):
            ecrire_plan(etat, change, nom="plan2021.yaml")
            yield lancer(*mots)

    return lancer_deux_fois


@pytest.mark.parametrize("commande", DOCUMENTS)
def test_un_document_se_publie_avec_les_avertissements_qui_changent_ce_qui_s_y_lit(
    avertir, commande
):
    sain, averti = avertir(commande)
    assert (averti.returncode, averti.stdout) == (sain.returncode, sain.stdout) == (0, "")
    assert averti.stderr.replace(A_DIRE, "") == sain.stderr != averti.stderr


def test_la_page_de_codes_qui_portent_leur_axe_le_redit(plandev, ecrire_plan):
    plan = ecrire_plan(("code: 1\n", "code: 1.1\n"), ("code: 4.b", "code: 2.4"))
    resultat = plandev("page", "-p", plan, "-o", "page.html")
    assert resultat.exit_code == 0
    assert "« 1.1 » sera cité 1.1.1; écrivez « numerotation: plan »" in resultat.stderr


@pytest.mark.parametrize("commande", DONNEES)
def test_ce_qui_ne_se_publie_pas_les_laisse_a_valider(avertir, commande):
    sain, averti = avertir(f"{commande} -f json")
    assert averti.stderr == sain.stderr
