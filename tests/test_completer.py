"""La touche Tab propose les valeurs du plan, par le protocole même de chaque interpréteur."""

import shutil

import pytest


@pytest.fixture
def ecouter(executer):
    """Ce qu'écrit un programme qui n'a rien à redire."""

    def lancer(*commande, **variables):
        resultat = executer(*commande, env=variables)
        assert (resultat.returncode, resultat.stderr) == (0, "")
        return resultat.stdout

    return lancer


@pytest.fixture
def en_bash(ecouter):
    """Ce que bash propose pour le dernier mot, avec le script que plandev lui donne."""

    def proposer(*mots, **variables):
        ligne = " ".join(f"'{mot}'" for mot in mots)
        essai = (
            'eval "$(plandev completion bash)"\n'
            f"COMP_WORDS=(plandev {ligne}); COMP_CWORD={len(mots)}\n"
            '_plandev_completion plandev; printf "%s\\n" "${COMPREPLY[@]}"'
        )
        return ecouter("bash", "--norc", "-c", essai, **variables).split("\n")[:-1]

    return proposer


@pytest.mark.parametrize(
    ("mots", "propositions"),
    [
        (["par-responsable", "D"], ["DEV", "DGCH", "DVC"]),
        (["par-responsable", "DVC", "U"], ["URBA"]),
        (["list", "--axe", ""], ["1", "2", "3", "4", "5"]),
        (["list", "--groupe", "i"], ["immigrantes"]),
        (["list", "--responsable", "IN"], ["INCENDIE"]),
        (["montrer", "5.1"], ["5.10", "5.15", "5.19.a"]),
        (["list", "--format", ""], ["table", "json", "csv", "md"]),
        (["valider", "-f", "g"], ["gitlab"]),
        (["equilibre", "--reference", "p"], ["prorata"]),
        (["equilibre", "--par", ""], ["axe", "groupe"]),
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


@pytest.mark.parametrize("plan", ["absent.yaml", "fautif.yaml"])
def test_sans_plan_valable_rien_n_est_propose_ni_dit(en_bash, ecrire_plan, plan):
    ecrire_plan(("2020", "20"), nom="fautif.yaml")
    assert en_bash("par-responsable", "D", PLANDEV_PLAN=plan) == [""]
    assert en_bash("list", "--format", "j", PLANDEV_PLAN=plan) == ["json"]


@pytest.mark.skipif(not shutil.which("fish"), reason="fish n'est pas installé")
def test_fish_propose_les_valeurs_et_ce_qu_elles_designent(ecouter):
    charger = "plandev completion fish | source; complete -C 'plandev {}'"
    unites = ecouter("fish", "--no-config", "-c", charger.format("par-responsable DV"))
    assert unites == "DVC\tDirection de la vie communautaire\n"
    axes = ecouter("fish", "--no-config", "-c", charger.format("list --axe "))
    assert axes.splitlines()[0] == "1\tLa mobilité des personnes"


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
@pytest.mark.parametrize(
    "piege", ["$(touch x)", "`touch x`", r"\$(touch x)", r"\`touch x`", r"fin \\"]
)
def test_zsh_n_execute_rien_de_ce_que_dit_le_plan(ecouter, ecrire_plan, tmp_path, piege):
    plan = ecrire_plan(("Direction de la vie communautaire", f"'Nom {piege}'"))
    # `_arguments` évalue ainsi la liste qu'il reçoit (fonction « _arguments » de zsh).
    essai = (
        'compdef() {}; _arguments() { local a=${1#*: :}; eval "montre=( ${a[3,-3]} )" }\n'
        "source <(plandev completion zsh)\n"
        "words=(plandev list --responsable D); CURRENT=4\n_plandev_completion\n"
        "print -r -- ${#montre}"
    )
    assert ecouter("zsh", "-f", "-c", essai, PLANDEV_PLAN=str(plan)) == "1\n"
    assert not (tmp_path / "x").exists()


def test_un_titre_qui_ressemble_a_du_balisage_est_montre_a_la_lettre(ecouter, ecrire_plan):
    plan = ecrire_plan(("titre: Mobilité", "titre: '[red]Rue[/red] [/voirie]'"))
    propositions = ecouter(
        "plandev",
        _PLANDEV_COMPLETE="complete_fish",
        _TYPER_COMPLETE_FISH_ACTION="get-args",
        _TYPER_COMPLETE_ARGS="plandev list --axe ",
        PLANDEV_PLAN=str(plan),
    )
    assert propositions.splitlines()[0] == "1\t[red]Rue[/red] [/voirie]"
