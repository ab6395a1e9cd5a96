"""La touche Tab propose les valeurs du plan, par le protocole même de chaque interpréteur."""

import os
import shutil
from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("dossier_2020")

PLEIN = Path("/dev/full")


@pytest.fixture
def ecouter(executer):
    """Ce qu'écrit un programme qui n'a rien à redire."""

    def lancer(*commande, **variables):
        resultat = executer(*commande, env=variables)
        assert (resultat.returncode, resultat.stderr) == (0, "")
        return resultat.stdout

    return lancer


@pytest.fixture
def en_bash(lancer):
    """Ce que bash reçoit pour le dernier mot : son script ne fait que poser ces trois variables."""

    def proposer(*mots, entree=b"", **variables):
        ligne = " ".join(("plandev", *(f"'{mot}'" for mot in mots)))
        protocole = {"_PLANDEV_COMPLETE": "complete_bash", "COMP_WORDS": ligne}
        environnement = {**protocole, "COMP_CWORD": str(len(mots)), **variables}
        resultat = lancer(env=environnement, entree=entree)
        assert (resultat.returncode, resultat.stderr) == (0, "")
        return resultat.stdout.split("\n")[:-1] or [""]

    return proposer


def test_le_script_de_bash_pose_les_variables_que_plandev_attend(ecouter):
    essai = (
        'eval "$(plandev completion bash)"\n'
        "COMP_WORDS=(plandev par-responsable D); COMP_CWORD=2; _plandev_completion plandev\n"
        'echo "${COMPREPLY[*]}"\n'
        "COMP_WORDS=(plandev montrer 5.1); _plandev_completion plandev\n"
        'echo "${COMPREPLY[*]}"'
    )
    assert ecouter("bash", "--norc", "-c", essai) == "DEV DGCH DVC\n5.10 5.15 5.19.a\n"


@pytest.mark.parametrize(
    ("coupes", "propositions"),
    [
        ("--sauf etat = aban", "abandonnée"),
        ("--sauf responsable = D", "DEV DGCH DVC"),
        ("--sauf groupe =", "handicapees immigrantes jeunes particularites vulnerables"),
        ("--sauf etat = réalisée --responsable U", "URBA"),
    ],
)
def test_bash_propose_ce_qui_suit_un_signe_ou_il_coupe_les_mots(ecouter, coupes, propositions):
    essai = (
        'eval "$(plandev completion bash)"\n'
        f"COMP_WORDS=(plandev list {coupes}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\n"
        '_plandev_completion plandev; echo "${COMPREPLY[*]}"'
    )
    assert ecouter("bash", "--norc", "-c", essai) == f"{propositions}\n"


@pytest.mark.parametrize(
    ("mots", "propositions"),
    [
        (["par-responsable", "D"], ["DEV", "DGCH", "DVC"]),
        (["par-responsable", "DVC", "U"], ["URBA"]),
        (["list", "--axe", ""], ["1", "2", "3", "4", "5"]),
        (["list", "--groupe", "i"], ["immigrantes"]),
        (["list", "--responsable", "IN"], ["INCENDIE"]),
        (["montrer", "5.1"], ["5.10", "5.15", "5.19.a"]),
        (["list", "--format", ""], ["table", "texte", "json", "csv", "md", "xlsx"]),
        (["valider", "-f", "g"], ["gitlab"]),
        (["equilibre", "--reference", "p"], ["prorata"]),
        (["equilibre", "--par", ""], ["axe", "groupe"]),
        (["compter", "--par", "r"], ["responsable"]),
        (["list", "--sans", ""], ["responsable", "groupe", "etat"]),
        (["list", "--etat", "ré"], ["réalisée", "réalisée\\ en\\ partie"]),
        (["equi"], ["equilibre"]),
        (["list", "--gr"], ["--groupe"]),
        (["par-responsable", "Z"], [""]),
    ],
    ids=str,
)
def test_bash_propose_les_valeurs(en_bash, mots, propositions):
    assert en_bash(*mots) == propositions


def test_les_valeurs_sont_celles_du_plan_nomme_plus_tot_dans_la_ligne(en_bash, ecrire_plan):
    plan = ecrire_plan(("  ENV:", "  EAU:"), ("[ENV]", "[EAU]"))
    assert en_bash("list", "--plan", str(plan), "--responsable", "E") == ["EAU"]


def test_les_valeurs_sont_celles_du_plan_de_la_variable(en_bash, ecrire_plan):
    assert en_bash("montrer", "", PLANDEV_PLAN=str(ecrire_plan())) == ["1.1", "2.4.b"]


VILLE = Path(__file__).parent / "exemples" / "valides" / "plan-de-ville.yaml"


def test_les_champs_du_plan_se_proposent(en_bash):
    nomme = ("-p", str(VILLE))
    assert en_bash("list", *nomme, "--champ", "b") == ["budget="]
    assert en_bash("compter", *nomme, "--par", "s") == ["sous_axe"]
    assert en_bash("list", *nomme, "--sans", "n") == ["notes"]


def test_un_axe_et_ses_actions_se_proposent_par_son_code(en_bash):
    nomme = ("-p", str(VILLE.with_stem("en-lettres")))
    assert en_bash("list", *nomme, "--axe", "") == ["A", "B", "C", "D", "E", "F", "G", "TR-2"]
    assert en_bash("montrer", *nomme, "T") == ["TR-2.1", "TR-2.2", "TR-2.3"]


def test_une_unite_de_plusieurs_mots_se_propose_en_un_seul(en_bash, ecouter):
    (proposee,) = en_bash("par-responsable", "-p", str(VILLE), r"Service de s")
    assert proposee == r"Service\ de\ soins\ infirmiers\ à\ domicile\ \(SSIAD\)"
    essai = (
        'eval "$(plandev completion bash)"\n'
        r"COMP_WORDS=(plandev par-responsable 'Service\ des'); COMP_CWORD=2; "
        "_plandev_completion plandev\n"
        'eval "plandev par-responsable --axe 2 ${COMPREPLY[0]} 2>&1"'
    )
    dit = ecouter("bash", "--norc", "-c", essai, PLANDEV_PLAN=str(VILLE))
    assert dit.endswith("\n1 action sur 120\n")


@pytest.mark.parametrize("plan", ["absent.yaml", "fautif.yaml"])
def test_sans_plan_valable_rien_n_est_propose_ni_dit(en_bash, ecrire_plan, plan):
    ecrire_plan(("2020", "20"), nom="fautif.yaml")
    assert en_bash("par-responsable", "D", PLANDEV_PLAN=plan) == [""]
    assert en_bash("list", "--format", "j", PLANDEV_PLAN=plan) == ["json"]


FISH = {
    "_PLANDEV_COMPLETE": "complete_fish",
    "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    "_TYPER_COMPLETE_ARGS": "plandev par-responsable -p - ",
}


def test_rien_n_est_lu_au_clavier_pour_completer(en_bash, lancer, racine):
    contenu = (racine / "plan2020.yaml").read_bytes()
    assert en_bash("par-responsable", "-p", "-", "D", entree=contenu) == [""]
    assert en_bash("par-responsable", "D", entree=contenu, PLANDEV_PLAN="-") == [""]
    assert en_bash("list", "-p", "-", "--format", "j", entree=contenu) == ["json"]
    assert lancer(env=FISH, entree=contenu) == (0, "\n", "")


def test_rien_n_est_lu_d_un_tube_pour_completer(executer, tmp_path):
    os.mkfifo(tmp_path / "tube")
    protocole = {"_PLANDEV_COMPLETE": "complete_bash", "COMP_CWORD": "4"}
    ligne = {"COMP_WORDS": "plandev par-responsable -p tube D"}
    resultat = executer("plandev", env={**protocole, **ligne})
    assert (resultat.returncode, resultat.stdout, resultat.stderr) == (0, "\n", "")


SANS_SENS = [
    {"_PLANDEV_COMPLETE": "zut"},
    {"_PLANDEV_COMPLETE": "complete_zut"},
    {"_PLANDEV_COMPLETE": "zut_bash", "COMP_WORDS": "plandev", "COMP_CWORD": "1"},
    {"_PLANDEV_COMPLETE": "complete_bash"},
    {"_PLANDEV_COMPLETE": "complete_bash", "COMP_WORDS": "plandev", "COMP_CWORD": "²"},
]


@pytest.mark.parametrize("variables", SANS_SENS, ids=str)
def test_une_variable_que_le_script_n_a_pas_posee_se_dit_en_francais(lancer, variables):
    valeur = variables["_PLANDEV_COMPLETE"]
    assert lancer("list", env=variables) == (
        2,
        "",
        f"plandev: erreur: la variable _PLANDEV_COMPLETE («\u00a0{valeur}\u00a0») est celle de la "
        "touche Tab, mais ce n'est pas le script de plandev qui l'a posée; retirez-la, ou écrivez "
        "ce script : plandev completion bash|zsh|fish\n",
    )


def test_une_variable_vide_est_comme_absente(lancer):
    assert lancer("list", env={"_PLANDEV_COMPLETE": ""}) == lancer("list")


def test_des_propositions_que_personne_ne_recoit_ne_sont_pas_une_panne(lancer):
    lecture, ecriture = os.pipe()
    os.close(lecture)
    with os.fdopen(ecriture, "wb") as tube:
        assert lancer(env=FISH, stdout=tube) == (0, "", "")
    assert lancer(env=FISH, fermes=(1, 2)) == (2, "", "")


@pytest.mark.skipif(not PLEIN.exists(), reason="ce système n'a pas de /dev/full")
def test_des_propositions_que_le_disque_ne_prend_pas_le_disent(lancer):
    with PLEIN.open("w") as plein:
        assert lancer(env=FISH, stdout=plein) == (
            2,
            "",
            "plandev: erreur: le résultat n'a pas pu être écrit : il n'y a plus de place\n",
        )


@pytest.mark.skipif(not shutil.which("fish"), reason="fish n'est pas installé")
def test_fish_propose_les_valeurs_et_ce_qu_elles_designent(ecouter):
    essai = (
        "plandev completion fish | source\n"
        "complete -C 'plandev par-responsable DV'; complete -C 'plandev list --axe '"
    )
    unites, axe, *_ = ecouter("fish", "--no-config", "-c", essai).splitlines()
    assert unites == "DVC\tDirection de la vie communautaire"
    assert axe == "1\tLa mobilité des personnes"


@pytest.mark.skipif(not shutil.which("zsh"), reason="zsh n'est pas installé")
def test_zsh_propose_les_valeurs_et_ce_qu_elles_designent(ecouter):
    # Le script est chargé pour de vrai; `_arguments`, qui n'existe qu'au clavier, est écouté.
    essai = (
        "compdef() {}; _arguments() { print -r -- $1 }\n"
        "source <(plandev completion zsh)\nwords=(plandev par-responsable DV); CURRENT=3\n"
        "_plandev_completion"
    )
    assert "Direction de la vie communautaire" in ecouter("zsh", "-f", "-c", essai)


@pytest.mark.skipif(not shutil.which("zsh"), reason="zsh n'est pas installé")
def test_zsh_n_execute_rien_de_ce_que_dit_le_plan(ecouter, ecrire_plan, tmp_path):
    pieges = ["$(touch x)", "`touch x`", r"\$(touch x)", r"\`touch x`", r"fin \\"]
    plans = [
        ecrire_plan(("Direction de la vie communautaire", f"'Nom {piege}'"), nom=f"{rang}.yaml")
        for rang, piege in enumerate(pieges)
    ]
    # `_arguments` évalue ainsi la liste qu'il reçoit (fonction « _arguments » de zsh).
    essai = (
        'compdef() {}; _arguments() { local a=${1#*: :}; eval "montre=( ${a[3,-3]} )" }\n'
        "source <(plandev completion zsh)\n"
        "words=(plandev list --responsable D); CURRENT=4\n"
        f"for plan in {' '.join(map(str, plans))}; do\n"
        "export PLANDEV_PLAN=$plan; montre=(); _plandev_completion; print -r -- ${#montre}\n"
        "done"
    )
    assert ecouter("zsh", "-f", "-c", essai) == "1\n" * len(pieges)
    assert not (tmp_path / "x").exists()


def test_un_titre_qui_ressemble_a_du_balisage_est_montre_a_la_lettre(lancer, ecrire_plan):
    plan = ecrire_plan(("titre: Mobilité", "titre: '[red]Rue[/red] [/voirie]'"))
    protocole = {
        "_PLANDEV_COMPLETE": "complete_fish",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "_TYPER_COMPLETE_ARGS": "plandev list --axe ",
    }
    resultat = lancer(env={**protocole, "PLANDEV_PLAN": str(plan)})
    assert resultat.stdout.splitlines()[0] == "1\t[red]Rue[/red] [/voirie]"
