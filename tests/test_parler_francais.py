"""Une personne qui ne lit pas l'anglais lit l'aide, se trompe, et n'en rencontre pas un mot.

Tout mot montré doit venir de ce que plandev a écrit : un mot venu de Typer se verrait ici.
"""

import ast
import re
import shlex
import shutil
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import openpyxl
import pytest
from typer.main import get_command

import plandev as paquet
from plandev.commandes.options.propositions import INTERPRETEURS
from plandev.commandes.programme import fautes_typer
from plandev.commandes.programme.application import COMMANDES
from plandev.formats import FORMATS, FORMATS_DE_CONSTATS
from plandev.lecture import charger
from plandev.lecture.yaml import fautes_yaml
from plandev.messages.mots import conseil, enumerer
from plandev.plan.etats import ETATS
from plandev.plan.valeurs import REFERENCES
from plandev.questions.dimensions import titres_des_dimensions

RACINE = Path(__file__).parents[1]
ANNEES = RACINE / "tests" / "exemples" / "annees"
pytestmark = pytest.mark.usefixtures("dossier_2020")

SURVEILLER = Path(__file__).parent / "surveiller.py"
PAGES = [["--help"], *([commande, "--help"] for commande in COMMANDES)]


# Ce qui se tape : les noms des commandes, des options et de leurs valeurs.
def noms_d_options(commande):
    """Les noms des options de cette commande, dans l'ordre où l'aide les montre."""
    module = import_module(f"plandev.commandes.{COMMANDES[commande]}")
    noms = (nom for parametre in get_command(module.app).params for nom in parametre.opts)
    return [nom for nom in noms if nom.startswith("-")]


def option_inconnue(option, commande):
    """Ce que dit une option que cette commande n'a pas."""
    aide = conseil(option, [*noms_d_options(commande), "--help"], "dans l'aide")
    return f"option « {option} » inconnue; {aide}"


def commande_inconnue(mot):
    """Ce que dit une commande que plandev n'a pas."""
    return f"commande « {mot} » inconnue; {conseil(mot, COMMANDES, 'dans plandev --help')}"


NOMS = " ".join(
    [
        *COMMANDES,
        *(nom for commande in COMMANDES for nom in noms_d_options(commande)),
        *(
            *ETATS,
            *FORMATS_DE_CONSTATS,
            *INTERPRETEURS,
            *REFERENCES,
            "axe",
            "responsable",
            "groupe",
        ),
        "plandev help version html index axe responsable groupe etat champ texte par min max",
        "plan2020.yaml",
    ]
)


def mots(texte):
    return {mot.lower() for mot in re.findall(r"[^\W\d_]{2,}", texte)}


def mots_de_plandev():
    ecrits = mots(NOMS)
    modules = set(Path(paquet.__file__).parent.rglob("*.py"))
    for chemin in modules - {Path(fautes_yaml.__file__)}:  # il cite l'anglais de l'analyseur
        for noeud in ast.walk(ast.parse(chemin.read_text(encoding="utf-8"))):
            if isinstance(noeud, ast.Constant) and est_une_phrase(noeud.value):
                ecrits |= mots(noeud.value)
    return ecrits


def est_une_phrase(valeur):
    """Rend vrai d'un texte à montrer : des mots, un titre ou un nom d'argument, pas une clé."""
    if not isinstance(valeur, str) or valeur in fautes_typer.PHRASES_DE_TYPER.values():
        return False
    return " " in valeur or valeur.startswith("[") or (valeur[:1].isupper() and "_" not in valeur)


CONNUS = mots_de_plandev()


@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_chaque_page_d_aide_est_en_francais(plandev, page):
    resultat = plandev(*page)
    assert resultat.exit_code == 0
    assert mots(resultat.output) - CONNUS == set()
    assert resultat.stdout.lstrip().startswith("Utilisation : plandev")


def test_l_aide_se_passe_des_docstrings_que_python_peut_retirer(executer, plandev, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    lignes = [" ".join(page) for page in PAGES]
    sans = executer(sys.executable, "-OO", SURVEILLER, *lignes)
    assert sans.stdout == "".join(plandev(*page).stdout for page in PAGES)


def test_la_version_demandee_est_toute_la_reponse(plandev):
    seule = plandev("--version").stdout
    assert plandev("--version", "list").stdout == seule == f"plandev {version('plandev')}\n"


SELON = ", ".join(titres_des_dimensions(charger(Path(__file__).parents[1] / "plan2020.yaml")))


ERREURS = {
    "lister": "commande « lister » inconnue; vouliez-vous dire list? Les plus proches : list, "
    "valider, importer; les autres sont dans plandev --help",
    "zut": commande_inconnue("zut"),
    "''": commande_inconnue(""),
    "aide": commande_inconnue("aide"),
    "--plan x list": "option « --plan » inconnue; choix possibles : --version, --help",
    "list --axes 2": option_inconnue("--axes", "list"),
    "list -z": option_inconnue("-z", "list"),
    "list --axe": "l'option « --axe » attend une valeur; écrivez-la à sa suite",
    "list 2": "« 2 » est de trop; retirez-le, ou nommez l'option qui l'attend",
    "schema 2.5": "« 2.5 » est de trop; retirez-le, ou nommez l'option qui l'attend",
    "valider --zut": option_inconnue("--zut", "valider"),
    "par-responsable --zut": option_inconnue("--zut", "par-responsable"),
    "compter": f"il faut dire une fois ou deux par quoi compter (--par); choix possibles : {SELON}",
    "compter --par axs": "« axs » n'est pas ce selon quoi compter; vouliez-vous dire axe? Choix "
    f"possibles : {SELON}",
    "compter --par axe --par Axe": "--par « axe » est donné deux fois; gardez-en un seul",
    "list --etat fini": "état « fini » inconnu; vouliez-vous dire réalisée? Choix "
    f"possibles : {enumerer(ETATS)}",
    "list --champ zut=1": "champ « zut » : le plan n'en a pas; il n'y en a aucun",
    **{
        f"list --champ '{tape}'": f"--champ « {tape} » : ce filtre s'écrit CLE=MOTS, ou CLE==TEXTE "
        f"pour tout le texte{suite}"
        for tape, suite in (
            ("zut", "; essayez --champ zut=2021"),
            ("fin<2025", ", et ne compare pas; essayez --champ fin=2025"),
            ("fin >= 2025", ", et ne compare pas; essayez --champ fin=2025"),
            ("fin!=mars 2025", "; essayez --sauf 'fin=mars 2025'"),
        )
    },
    "list --sans axe": "--sans « axe » : rien de tel dans un plan; choix possibles : "
    f"{SELON.removeprefix('axe, ')}",
    "list --plan a --plan b": "l'option « --plan » est donnée deux fois; gardez-en une seule",
    "list -p a --plan b": "l'option « --plan » est donnée deux fois; gardez-en une seule",
    "list -f csv -f json": "l'option « --format » est donnée deux fois; gardez-en une seule",
    "equilibre --par axe --par axe": "l'option « --par » est donnée deux fois; gardez-en une seule",
    "equilibre --reference egale --reference egale": "l'option « --reference » est donnée deux "
    "fois; gardez-en une seule",
    "valider a.yaml -p b.yaml": "des fichiers et --plan à la fois; nommez les plans d'une seule "
    "façon",
    "--version=2": "l'option « --version » s'emploie sans valeur",
    "montrer": "il manque ACTION à la suite de la commande; l'aide en donne un exemple",
    "completion": "il manque INTERPRETEUR à la suite de la commande; l'aide en donne un exemple",
    "completion tcsh": "interpréteur « tcsh » inconnu; choix possibles : "
    f"{', '.join(INTERPRETEURS)}",
    "list --axe deux": "axe « deux » : le plan n'en a pas; choix possibles : 1, 2, 3, 4, 5",
    "list -f xml": f"format « xml » inconnu; choix possibles : {', '.join(FORMATS)}",
    "equilibre --par axs": "équilibre par « axs » inconnu; vouliez-vous dire axe? Choix "
    "possibles : axe, groupe",
    "equilibre --indice-min un": "--indice-min « un » : un nombre de 0 à 1 est attendu, avec un "
    "point : 0.5",
    "bilan --par etat": "« etat » n'est pas ce selon quoi compter; choix possibles : axe, "
    "responsable, groupe",
    "comparer": "il manque AVANT à la suite de la commande; l'aide en donne un exemple",
    "nouveau": "il manque ANNEE à la suite de la commande; l'aide en donne un exemple",
    "list -p absent.yaml": "fichier introuvable; vérifiez son nom et le dossier courant",
}


@pytest.mark.parametrize(("ligne", "message"), ERREURS.items(), ids=list(ERREURS))
def test_chaque_erreur_est_dite_en_francais_et_propose_quoi_faire(plandev, ligne, message):
    resultat = plandev(*shlex.split(ligne))
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    dit = resultat.stderr
    assert f": erreur: {message}\n" in dit
    commande = ligne.split()[0]
    if "Pour l'aide" in dit and commande in COMMANDES:
        assert dit.endswith(f"\nPour l'aide : plandev {commande} --help\n")
    permis = CONNUS | mots(ligne) | mots("DVC plan déploiement fourni avec plandev yaml")
    assert mots(dit) - permis == set()


@pytest.mark.parametrize("commande", COMMANDES)
def test_les_exemples_de_l_aide_marchent(plandev, commande, tmp_path):
    for plan in (RACINE / "plan2020.yaml", ANNEES / "plan2021.yaml"):
        shutil.copy(plan, tmp_path)
    plandev("classeur", "-p", "plan2020.yaml", "-o", "plan2020.xlsx")
    (tmp_path / "tableau.csv").write_text("Axe;N°;Quoi\n1. Mobilité;1;Marcher\n", "utf-8")
    (tmp_path / "regles.yaml").write_text(
        "colonnes: {Axe: axe, N°: code, Quoi: libelle}\n", "utf-8"
    )
    aide = plandev(commande, "--help").stdout
    exemples = [ligne.strip() for ligne in re.findall(r"\$ plandev (.*)$", aide, re.MULTILINE)]
    assert exemples
    for exemple in exemples:
        for ecrit in re.findall(r" -o (\S+)", exemple):
            (tmp_path / ecrit).unlink(missing_ok=True)
        resultat = plandev(*exemple.split())
        assert resultat.exit_code in {0, 1}
        dits = (": aucune erreur\n", "Écrit : ")
        assert resultat.stdout or any(dit in resultat.stderr for dit in dits)


def test_sans_commande_c_est_l_aide(plandev):
    resultat = plandev()
    assert resultat.exit_code == 0
    assert resultat.stdout.strip() == plandev("--help").stdout.strip()
    assert "Commandes" in resultat.stdout


def test_un_mot_venu_de_typer_se_verrait():
    assert CONNUS.isdisjoint(
        mots("the error missing required default show exit such try env invalid takes")
    )


# Une espace qui se coupe, devant ou derrière un signe qui ne doit pas rester seul.
COUPABLE = re.compile(r"(?<=[^\s:]) (?=:(?!\S)|»)|(?<=«) |(?<=[0-9]) (?=[%$](?!\w))")


def ecrits_par_plandev():
    """Rend chaque texte du code, à sa place; ni ses docstrings, ni ses commentaires."""
    for fichier in sorted(Path(paquet.__file__).parent.rglob("*.py")):
        arbre = ast.parse(fichier.read_text(encoding="utf-8"))
        expliques = {id(n.value) for n in ast.walk(arbre) if isinstance(n, ast.Expr)}
        for noeud in ast.walk(arbre):
            texte = noeud.value if isinstance(noeud, ast.Constant) else None
            if isinstance(texte, str) and id(noeud) not in expliques:
                yield f"{fichier.name}:{noeud.lineno}", texte


def test_nul_texte_du_code_n_a_d_espace_ordinaire_contre_un_signe_double():
    # Une f-string commence ou finit un morceau par ce qui y est inséré.
    fautifs = [(ou, t) for ou, t in ecrits_par_plandev() if COUPABLE.search(f"}}{t}")]
    assert fautifs == []


LETTRE = "Dit : « oui » à 40 %"  # un texte du plan : il reste tel quel
REPONSES = [
    "list -p {plan}",
    "list --axe 9 -p {plan}",
    "montrer 1.1 -p {plan}",
    "par-responsable -p {plan}",
    "compter --par groupe --par responsable -p {plan}",
    "equilibre --detail {plan}",
    "bilan -p {plan}",
    "comparer plan2020.yaml plan2021.yaml",
    "annees {plan}",
    "valider {plan}",
]
DOCUMENTS = [
    *(f"{reponse} -o document{fin}" for reponse in REPONSES for fin in (".txt", ".md", ".xlsx")),
    "classeur --par-unite -p {plan} -o document.xlsx",
    "page -p {plan} -o document.html",
]


@pytest.fixture
def plan_a_la_lettre(ecrire_plan):
    """Un plan dont chaque texte a les signes doubles d'un autre, avec ses espaces à lui."""
    return ecrire_plan(
        ("titre: Plan de quartier", f"titre: '{LETTRE}'\netat_au: 2020-12-31"),
        ("  DVC: Direction de la vie communautaire", f"  DVC: '{LETTRE}'"),
        ("  jeunes: Jeunes", f"  jeunes: '{LETTRE}'\nchamps:\n  note: '{LETTRE}'"),
        ("titre: Mobilité", f"titre: '{LETTRE}'"),
        ("libelle: Ouvrir une piste", f"libelle: '{LETTRE}'"),
        (
            "groupes: [jeunes]\n",
            f"groupes: [jeunes]\n        etat: reportée\n        note: '{LETTRE}'\n",
        ),
        nom="plan2019.yaml",
    )


def lire(chemin):
    """Rend ce qui se lit d'un document : son texte, ou les cellules de ses feuilles."""
    if chemin.suffix == ".xlsx":
        feuilles = openpyxl.load_workbook(chemin).worksheets
        return "\n".join(str(v) for feuille in feuilles for ligne in feuille.values for v in ligne)
    cache = r'(?s)<(style|script)>.*?</\1>|data-texte=".*?"'
    return re.sub(cache, "", chemin.read_text(encoding="utf-8"))


@pytest.mark.parametrize("commande", DOCUMENTS)
def test_nulle_reponse_n_a_d_espace_ordinaire_contre_un_signe_double(
    lancer, plan_a_la_lettre, tmp_path, commande
):
    shutil.copy(ANNEES / "plan2021.yaml", tmp_path)
    mots = commande.format(plan=plan_a_la_lettre.name).split()
    resultat = lancer(*mots, env={"COLUMNS": "2000"})
    document = tmp_path / mots[-1]
    dit = resultat.stderr + (lire(document) if document.exists() else "")
    assert (resultat.returncode == 2) == ("--axe 9" in commande)
    assert COUPABLE.findall(dit.replace(LETTRE, "")) == []


def test_nulle_aide_n_a_d_espace_ordinaire_contre_un_signe_double(lancer):
    for page in PAGES:
        assert COUPABLE.findall(lancer(*page, env={"COLUMNS": "500"}).stdout) == []
