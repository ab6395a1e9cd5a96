"""Une réponse est celle du plan qu'on voulait : celui qu'on nomme, celui du dossier, ou aucun."""

import shlex

import pytest

from plandev import charger

VERDICTS = ["equilibre", "valider"]


@pytest.mark.parametrize("commande", VERDICTS)
def test_un_verdict_ne_se_rend_jamais_d_un_plan_que_personne_n_a_nomme(plandev, commande):
    resultat = plandev(commande)
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert resultat.stderr == (
        "plandev: erreur: aucun plan n'est nommé et ce dossier n'en contient pas; un verdict ne se "
        "rend que d'un plan nommé. Nommez-le par --plan FICHIER, ou commencez-en un : plandev "
        "exemple -o plan2020.yaml\n"
    )


@pytest.mark.parametrize("commande", VERDICTS)
def test_le_refus_cite_les_plans_qui_sont_plus_loin(plandev, ecrire_plan, tmp_path, commande):
    (tmp_path / "plans" / "vieux").mkdir(parents=True)
    (tmp_path / ".cache").mkdir()
    for nom in (
        "plans/plan2021.yaml",
        "plans/vieux/plan_2019.yml",
        "mon-plan.yaml",
        ".cache/plan2020.yaml",
    ):
        ecrire_plan(nom=nom)
    resultat = plandev(commande)
    assert resultat.exit_code == 2
    voisins = resultat.stderr.partition("Trouvés : ")[2].partition(". Nommez")[0]
    assert voisins == "mon-plan.yaml, plans/plan2021.yaml, plans/vieux/plan_2019.yml"


@pytest.mark.parametrize(
    "commande", [["equilibre", "-p"], ["valider", "-p"], ["equilibre"], ["valider"]]
)
def test_un_verdict_se_rend_d_un_plan_nomme(plandev, ecrire_plan, commande):
    assert plandev(*commande, ecrire_plan(nom="a.yaml")).exit_code == 0


@pytest.mark.parametrize("commande", VERDICTS)
def test_un_verdict_se_rend_du_plan_de_la_variable_ou_de_l_entree(
    plandev, lancer, ecrire_plan, monkeypatch, commande
):
    plan = ecrire_plan(nom="a.yaml")
    assert lancer(commande, "-p", "-", entree=plan.read_bytes()).returncode == 0
    monkeypatch.setenv("PLANDEV_PLAN", str(plan))
    assert plandev(commande).exit_code == 0


@pytest.mark.parametrize("commande", [["list"], ["montrer", "2.4"], ["par-responsable"]], ids=str)
def test_qui_ne_fait_que_lire_a_le_plan_fourni_et_le_sait(plandev, commande):
    resultat = plandev(*commande)
    assert resultat.exit_code == 0
    assert resultat.stderr.startswith("Plan : plan2020.yaml (fourni avec plandev)\n")


@pytest.mark.parametrize(
    "nom", ["plan2021.yml", "PLAN2021.YAML", "plan 2021.yaml", "plan-2021.yaml", "Plan_2021.yml"]
)
def test_le_plan_du_dossier_se_trouve_sous_les_noms_qu_on_lui_donne(plandev, ecrire_plan, nom):
    ecrire_plan(nom="plan2019.yaml")
    ecrire_plan(nom=nom)
    assert plandev("list").stderr.startswith(f"Plan : {nom}\n")


@pytest.mark.parametrize(
    "commande", [["list"], ["montrer", "1.1"], ["equilibre"], ["valider"]], ids=str
)
def test_deux_plans_de_l_annee_la_plus_recente_sont_refuses_tous_deux_nommes(
    plandev, ecrire_plan, commande
):
    for nom in ("plan2021.yaml", "plan_2021.yml", "plan2020.yaml"):
        ecrire_plan(nom=nom)
    resultat = plandev(*commande)
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert resultat.stderr == (
        "plandev: erreur: plusieurs plans de 2021 dans ce dossier : plan2021.yaml, plan_2021.yml; "
        "nommez le bon par --plan\n"
    )


def test_un_fichier_qui_s_appelle_tiret_n_est_pas_l_entree_standard(lancer, ecrire_plan):
    ecrire_plan(nom="-")
    for arguments, env in [(["-p", "./-"], {}), ([], {"PLANDEV_PLAN": "./-"})]:
        resultat = lancer("list", *arguments, env=env, entree=b"titre: a\n")
        assert (resultat.returncode, resultat.stderr) == (0, "Plan : ./-\n2 actions\n")
    assert charger("-").titre == "Plan de quartier"


def test_la_variable_peut_nommer_l_entree_standard(lancer, ecrire_plan):
    contenu = ecrire_plan().read_bytes()
    resultat = lancer("list", env={"PLANDEV_PLAN": "-"}, entree=contenu)
    assert (resultat.returncode, resultat.stderr) == (0, "Plan : (entrée standard)\n2 actions\n")


@pytest.mark.parametrize("commande", VERDICTS)
def test_l_entree_standard_ne_contient_qu_un_plan(lancer, ecrire_plan, commande):
    resultat = lancer(commande, "-", "-", entree=ecrire_plan().read_bytes())
    assert (resultat.returncode, resultat.stdout) == (2, "")
    assert resultat.stderr == (
        "plandev: erreur: l'entrée standard (-) est nommée deux fois, mais ne se lit qu'une; "
        "gardez un seul «\u00a0-\u00a0»\n"
    )


def test_un_plan_se_commence_de_l_exemple_qui_est_celui_de_2020_a_la_lettre(plandev, racine):
    assert plandev("exemple").stdout_bytes == (racine / "plan2020.yaml").read_bytes()


def test_le_plan_commence_de_l_exemple_a_un_verdict(executer, tmp_path):
    essai = "plandev exemple -o plan2020.yaml && plandev valider && plandev equilibre"
    assert executer("bash", "-c", essai, cwd=tmp_path).returncode == 0


def test_l_annee_du_plan_est_celle_du_nom_de_son_fichier(plandev, ecrire_plan):
    ecrire_plan(nom="plan2021.yaml")
    resultat = plandev("valider")
    assert resultat.exit_code == 0
    assert resultat.stdout == (
        "plan2021.yaml:2:8: avertissement: le plan est de 2020, mais son fichier porte l'année "
        "2021; corrigez l'un ou l'autre\n"
        "  annee: 2020\n"
        "         ^\n"
    )
    ecrire_plan(("2020", "2021"), nom="plan2021.yaml")
    assert plandev("valider").stdout == ""


@pytest.mark.parametrize("rien", ["", " null", " ~", " Null", ' ""'])
def test_une_unite_sans_nom_connu_n_en_a_pas(plandev, ecrire_plan, rien):
    plan = ecrire_plan(("  ENV:\n", f"  ENV:{rien}\n"))
    assert "ENV    " in plandev("par-responsable", "-p", plan).stdout
    assert "null" not in plandev("par-responsable", "-p", plan, "-f", "table").stdout


@pytest.mark.parametrize("nom", ["équilibre", "Equilibre", "EQUILIBRE"])
def test_une_commande_se_trouve_malgre_casse_et_accents(plandev, ecrire_plan, nom):
    assert plandev(nom, ecrire_plan()).exit_code == 0


def test_liste_est_un_autre_nom_de_list(plandev):
    assert plandev("liste", "--axe", "1").stdout == plandev("list", "--axe", "1").stdout


@pytest.mark.parametrize("commande", [[], ["list"], ["equilibre"]], ids=str)
def test_h_affiche_l_aide(plandev, commande):
    courte, longue = plandev(*commande, "-h"), plandev(*commande, "--help")
    assert courte.exit_code == 0
    assert courte.stdout == longue.stdout != ""


@pytest.mark.parametrize("commande", [["list", "--responsable"], ["par-responsable"]], ids=str)
def test_une_unite_se_trouve_par_son_nom_complet(plandev, commande):
    resultat = plandev(*commande, "service de la securite INCENDIE")
    assert len(resultat.stdout.splitlines()) == 3


def test_la_commande_proposee_nomme_le_plan_qui_a_repondu(plandev, ecrire_plan):
    plan = ecrire_plan(nom="le plan.yaml")
    *_, derniere = plandev("par-responsable", "-p", plan).stdout.splitlines()
    assert derniere == f"Une seule unité : plandev par-responsable DVC --plan '{plan}'"


def test_un_guillemet_ne_se_separe_pas_de_son_mot_au_bout_d_une_ligne(lancer, ecrire_plan):
    for combien in range(30):
        nom = f"plan{'n' * combien}.yaml"
        ecrire_plan(("2020", "20"), nom=nom)
        montre = lancer("valider", nom, terminal=60).stdout
        assert "«\n" not in montre
        assert not [ligne for ligne in montre.splitlines() if ligne.lstrip().startswith("»")]


@pytest.mark.parametrize("commande", VERDICTS)
def test_le_refus_cite_le_plan_que_le_bloc_notes_a_nomme_en_txt(plandev, ecrire_plan, commande):
    ecrire_plan(nom="Plan2021.YAML.txt")
    assert plandev(commande).stderr == (
        "plandev: erreur: aucun plan n'est nommé et ce dossier n'en contient pas; un verdict ne se "
        "rend que d'un plan nommé. Trouvés : Plan2021.YAML.txt. Ôtez «\u00a0.txt\u00a0» du nom "
        "d'un plan pour qu'il en soit un. Nommez-le par --plan FICHIER, ou commencez-en un : "
        "plandev exemple -o plan2020.yaml\n"
    )


@pytest.mark.parametrize(
    "commande", [["list", "-p"], ["valider"], ["comparer"], ["importer"]], ids=" ".join
)
def test_un_fichier_que_le_bloc_notes_a_nomme_en_txt_est_cite(plandev, ecrire_plan, commande):
    ecrire_plan(nom="plan2021.yaml.txt")
    ecrire_plan(nom="plan2020.yaml")
    resultat = plandev(*commande, "plan2021.yaml")
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert (
        "plan2021.yaml: erreur: fichier introuvable, mais «\u00a0plan2021.yaml.txt\u00a0» est là; "
        "ôtez-lui «\u00a0.txt\u00a0»\n"
    ) in resultat.stderr


@pytest.mark.parametrize(
    ("tape", "propose"),
    [
        ("bilan plan2021.yaml", "bilan --plan plan2021.yaml"),
        ("bilan --par groupe 2021", "bilan --par groupe --plan 2021"),
        ("list PLAN.yml --texte 'le mot'", "list --plan PLAN.yml --texte 'le mot'"),
        ("compter 'le plan.yaml' --par axe", "compter --plan 'le plan.yaml' --par axe"),
        ("nouveau 2022 plan2021.yaml", "nouveau 2022 --plan plan2021.yaml"),
        ("page plan2021.yaml -o page.html", "page --plan plan2021.yaml -o page.html"),
    ],
)
def test_un_plan_tape_sans_plan_donne_la_commande_a_coller(plandev, tape, propose):
    resultat = plandev(*shlex.split(tape))
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert resultat.stderr == (
        f"plandev: erreur: le plan se nomme par --plan : plandev {propose}\n"
        f"Pour l'aide : plandev {tape.split()[0]} --help\n"
    )


@pytest.mark.parametrize("tape", ["bilan a.yaml b.yaml", "bilan deux mots", "exemple plan.yaml"])
def test_un_mot_de_trop_qui_n_est_pas_un_plan_reste_de_trop(plandev, tape):
    commande, *mots = tape.split()
    resultat = plandev(commande, *mots)
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert f"«\u00a0{' '.join(mots)}\u00a0» est de trop" in resultat.stderr


@pytest.mark.parametrize(
    ("par_annees", "par_noms"),
    [
        ("comparer 2020 2021", "comparer plan2020.yaml Plan_2021.yml"),
        ("equilibre 2021", "equilibre Plan_2021.yml"),
        ("annees 2020 2021", "annees plan2020.yaml Plan_2021.yml"),
        ("valider 2020 2021", "valider plan2020.yaml Plan_2021.yml"),
        ("bilan -p 2020", "bilan -p plan2020.yaml"),
        ("nouveau 2022 -p 2020", "nouveau 2022 -p plan2020.yaml"),
    ],
)
def test_une_annee_nomme_le_plan_de_cette_annee(plandev, ecrire_plan, par_annees, par_noms):
    ecrire_plan(nom="plan2020.yaml")
    ecrire_plan(("annee: 2020", "annee: 2021"), nom="Plan_2021.yml")
    attendu, resultat = (plandev(*commande.split()) for commande in (par_noms, par_annees))
    assert (resultat.exit_code, resultat.output) == (attendu.exit_code, attendu.output)
    assert "introuvable" not in resultat.stderr


def test_une_annee_nomme_d_abord_le_fichier_qui_a_ce_nom(plandev, ecrire_plan):
    ecrire_plan(nom="plan2021.yaml")
    ecrire_plan(nom="2021")
    assert plandev("list", "-p", "2021").stderr == "Plan : 2021\n2 actions\n"
    ecrire_plan(nom="plan_2022.yaml")
    ecrire_plan(nom="plan2022.yaml")
    assert plandev("list", "-p", "2022").stderr == (
        "plandev: erreur: plusieurs plans de 2022 dans ce dossier : plan2022.yaml, "
        "plan_2022.yaml; nommez le bon\n"
    )
    assert "plan2019.yaml: erreur: fichier introuvable" in plandev("list", "-p", "2019").stderr


def test_une_annee_dont_le_plan_est_nomme_en_txt_le_cite(plandev, ecrire_plan):
    ecrire_plan(nom="plan2020.yaml")
    ecrire_plan(nom="plan2021.yaml.txt")
    assert plandev("comparer", "2020", "2021").stderr.splitlines()[-1] == (
        "plan2021.yaml: erreur: fichier introuvable, mais « plan2021.yaml.txt » est là; "
        "ôtez-lui « .txt »"
    )
