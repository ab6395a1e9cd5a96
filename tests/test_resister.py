"""Le fichier vient d'un inconnu, le poste est malchanceux : la bonne réponse, sans rien casser."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from plandev.cli import app

RACINE = Path(__file__).parents[1]
PLAN = (RACINE / "plan2020.yaml").read_bytes()
TEXTE = PLAN.decode()
PLANDEV = Path(sys.executable).parent / "plandev"
SURVEILLER = Path(__file__).parent / "surveiller.py"

SAINS = {
    "BOM": b"\xef\xbb\xbf" + PLAN,
    "UTF-16 petit-boutiste": b"\xff\xfe" + TEXTE.encode("utf-16-le"),
    "UTF-16 gros-boutiste": b"\xfe\xff" + TEXTE.encode("utf-16-be"),
    "CRLF": PLAN.replace(b"\n", b"\r\n"),
    "CR seul": PLAN.replace(b"\n", b"\r"),
    "accents décomposés": unicodedata.normalize("NFD", TEXTE).encode(),
    "espace insécable dans un texte": PLAN.replace(b"Renforcer ", "Renforcer\u00a0".encode()),
    "apostrophes courbes": TEXTE.replace("l'", "l’").encode(),
    "libellé de 100 000 caractères": PLAN.replace(b"Renforcer", b"R" * 100_000),
    "trois points à la fin": PLAN + b"...\n",
}


@pytest.mark.parametrize("contenu", SAINS.values(), ids=list(SAINS))
def test_un_plan_venu_d_un_autre_poste_se_lit(plandev, tmp_path, contenu):
    chemin = tmp_path / "plan.yaml"
    chemin.write_bytes(contenu)
    resultat = plandev("list", "-p", chemin)
    assert (resultat.exit_code, len(resultat.stdout.splitlines())) == (0, 36)
    assert len(plandev("list", "-p", chemin, "--texte", "fete").stdout.splitlines()) == 2


FAUTIFS = {
    "vide": (b"", "1:1: erreur: le fichier ne contient aucune donnée"),
    "commentaires": (b"# rien\n# encore\n", "1:1: erreur: le fichier ne contient aucune donnée"),
    "liste": (b"- a\n", "1:1: erreur: le plan s'écrit en clés et valeurs"),
    "texte": (b"plan\n", "1:1: erreur: le plan s'écrit en clés et valeurs"),
    "Windows-1252": (
        TEXTE.encode("cp1252"),
        "3:12: erreur: l'octet 0xE9 (sans doute «\u00a0é\u00a0» en Windows-1252) n'est pas de "
        "l'UTF-8; enregistrez le fichier en UTF-8",
    ),
    "UTF-16 coupé": (
        b"\xff\xfe" + TEXTE.encode("utf-16-le")[:-1],
        "1:1: erreur: texte UTF-16 incomplet; enregistrez le fichier en UTF-8",
    ),
    "UTF-16 sans BOM": ("titre".encode("utf-16-le"), "1:2: erreur: caractère de commande"),
    "NUL": (b"titre: a\0b\n", "1:9: erreur: caractère de commande «\u00a0\\x00\u00a0»"),
    "échappement de terminal": (
        b"titre: a\n\x1b[31mannee: 2020\n",
        "2:1: erreur: caractère de commande «\u00a0\\x1b\u00a0»",
    ),
    "NEL": (b"titre: a\xc2\x85annee\n", "2:1: erreur: il manque un deux-points"),
    "10 000 crochets": (b"[" * 10_000, "1:17: erreur: plus de 16 niveaux"),
    "10 000 accolades": (b"{a: " * 10_000, "1:65: erreur: plus de 16 niveaux"),
    "10 000 tirets": (b"- " * 10_000, "1:33: erreur: plus de 16 niveaux"),
    "renvois sans fin": (
        b"titre: &a [x, x]\nannee: &b [*a, *a]\naxes: &c [*b, *b]\n",
        "1:8: erreur: une ancre (&) n'a pas sa place",
    ),
    "étiquette de Python": (
        b"titre: !!python/object/apply:os.system [ls]\n",
        "1:8: erreur: une étiquette (!) n'a pas sa place",
    ),
    "année de 100 000 chiffres": (
        PLAN.replace(b"annee: 2020", b"annee: " + b"9" * 100_000),
        ": une année est attendue, de 1900 à 2199",
    ),
    "indice infini": (
        PLAN.replace(b"indice_max: 2", b"indice_max: 1e400"),
        "erreur: «\u00a01e400\u00a0» : un nombre à partir de 1 est attendu",
    ),
    "indice immense": (
        PLAN.replace(b"indice_max: 2", b"indice_max: " + b"9" * 400),
        ": un nombre à partir de 1 est attendu",
    ),
    "espace insécable après une clé": (
        PLAN.replace(b"annee: 2020", "annee:\u00a02020".encode()),
        "erreur: il manque un deux-points suivi d'une espace ordinaire",
    ),
    "trois points au milieu": (
        PLAN.replace(b"axes:\n", b"...\naxes:\n"),
        "erreur: second document dans le fichier",
    ),
    "directive inconnue": (b"%YAML 9.9\n---\n" + PLAN, "1:1: erreur: les signes"),
    "demi-code": (b'titre: "\\ud800"\n', "erreur: «\u00a0\\\u00a0» annonce un signe spécial"),
    "clé de 100 000 caractères": (b"a" * 100_000 + b": 1\n", "1:100001: erreur: un deux-points"),
    "octets au hasard": (bytes(range(256)), "erreur: l'octet 0x80"),
}


@pytest.mark.parametrize(("contenu", "message"), FAUTIFS.values(), ids=list(FAUTIFS))
def test_un_fichier_hostile_recoit_un_message_a_sa_place(plandev, tmp_path, contenu, message):
    chemin = tmp_path / "plan.yaml"
    chemin.write_bytes(contenu)
    debut = time.process_time()
    liste, examen = plandev("list", "-p", chemin), plandev("valider", chemin)
    assert time.process_time() - debut < 5
    assert (liste.exit_code, liste.stdout, examen.exit_code) == (2, "", 1)
    assert message in liste.stderr
    assert message in examen.stdout
    assert not set(liste.stderr + examen.stdout) & set("\x00\x1b\x07\x85")
    assert max(map(len, examen.stdout.splitlines())) < 400


MILLE = range(20_000)
SIGLES = "".join(f"  U{rang}:\n" for rang in MILLE)
ENTETE = (
    "titre: Plan\nannee: 2020\nresponsables:\n" + SIGLES + "axes:\n  - numero: 1\n    titre: Axe\n"
)
INNOMBRABLES = {
    "unités sans action": "    actions: []\n",
    "unités répétées": "    actions:\n      - {code: 1, libelle: Agir, responsables: ["
    + "U1, " * len(MILLE)
    + "]}\n",
    "unités non déclarées": "    actions:\n"
    + "".join(f"      - {{code: {n + 1}, libelle: Agir, responsables: [V{n}]}}\n" for n in MILLE),
}


@pytest.mark.parametrize("suite", INNOMBRABLES.values(), ids=list(INNOMBRABLES))
def test_des_milliers_de_constats_se_disent_en_un_temps_borne(plandev, tmp_path, suite):
    chemin = tmp_path / "plan.yaml"
    chemin.write_text(ENTETE + suite, encoding="utf-8")
    debut = time.process_time()
    constats = json.loads(plandev("valider", chemin, "-f", "json").stdout)
    assert time.process_time() - debut < 10
    assert len(constats) >= len(MILLE) - 1


NIVEAUX = ["titre", "annee", "responsables", "groupes", "equilibre", "axes"]


@pytest.mark.parametrize("valeur", ["[a, b]", "{a: b}", "texte", ""])
@pytest.mark.parametrize("cle", NIVEAUX)
def test_une_valeur_d_une_autre_nature_n_est_jamais_une_panne(plandev, tmp_path, cle, valeur):
    chemin = tmp_path / "plan.yaml"
    lignes = [f"{nom}: {valeur if nom == cle else '{}'}" for nom in NIVEAUX]
    chemin.write_text("\n".join(lignes), encoding="utf-8")
    resultat = plandev("valider", chemin, "-f", "json")
    assert resultat.exit_code == 1
    assert json.loads(resultat.stdout)


@pytest.mark.parametrize(
    ("nom", "message"),
    [
        (".", "c'est un dossier; donnez le nom d'un fichier YAML"),
        ("absent.yaml", "fichier introuvable; vérifiez son nom et le dossier courant"),
        ("vide.yaml/plan.yaml", "fichier introuvable; vérifiez son nom et le dossier courant"),
        ("a" * 5000, "fichier illisible; vérifiez son nom et le disque qui le porte"),
        ("/dev/null", "le fichier ne contient aucune donnée"),
    ],
)
def test_ce_qui_n_est_pas_un_fichier_de_plan_se_dit(plandev, tmp_path, nom, message):
    (tmp_path / "vide.yaml").touch()
    resultat = plandev("list", "-p", nom)
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert message in resultat.stderr


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root lit tout")
def test_un_fichier_sans_droit_de_lecture_se_dit(plandev, ecrire_plan):
    plan = ecrire_plan()
    plan.chmod(0)
    assert "lecture refusée; vérifiez vos droits" in plandev("list", "-p", plan).stderr


def test_le_plan_se_lit_sur_l_entree_standard(executer):
    resultat = executer("plandev", "list", "--axe", "2", "-p", "-", input=TEXTE)
    assert (resultat.returncode, len(resultat.stdout.splitlines())) == (0, 10)
    assert resultat.stderr.startswith("Plan : (entrée standard)\n")
    fautif = executer("plandev", "valider", "-", input="titre: a\n")
    assert fautif.returncode == 1
    assert fautif.stdout.startswith("(entrée standard):1:1: erreur: ")


def test_le_plan_se_lit_d_un_tube_nomme(executer, tmp_path):
    tube = tmp_path / "tube"
    os.mkfifo(tube)
    ecrivain = threading.Thread(target=tube.write_bytes, args=(PLAN,))
    ecrivain.start()
    resultat = executer("plandev", "list", "-p", tube)
    ecrivain.join()
    assert len(resultat.stdout.splitlines()) == 36


@pytest.mark.parametrize(
    ("nom", "montre"),
    [
        ("plan d'été.yaml", "plan d'été.yaml"),
        ("plan\nneuf.yaml", "plan\\x0aneuf.yaml"),
        ("\x1b[31mplan.yaml", "\\x1b[31mplan.yaml"),
        ("[red]plan[bold].yaml", "[red]plan[bold].yaml"),
        (b"plan\xff.yaml", "plan\\xff.yaml"),
        ("-plan.yaml", "./-plan.yaml"),
    ],
    ids=repr,
)
def test_le_nom_d_un_fichier_est_montre_sans_rien_executer(executer, tmp_path, nom, montre):
    nom = os.fsdecode(nom)
    (tmp_path / nom).write_bytes(b"titre: a\n")
    resultat = executer("plandev", "valider", "--", nom, cwd=tmp_path)
    assert resultat.returncode == 1
    assert resultat.stdout.startswith(f"{montre}:1:1: erreur: ")
    assert "Traceback" not in resultat.stderr
    en_json = executer("plandev", "valider", "-f", "json", "--", nom, cwd=tmp_path)
    assert json.loads(en_json.stdout)[0]["fichier"] == montre


def test_une_option_d_une_autre_nature_est_montree_sans_rien_executer(plandev):
    for valeur in ["2\n3", "\x1b[31m", "[red]", "é" * 10_000, "\udcff", "\u202e"]:
        resultat = plandev("list", "--axe", valeur)
        assert (resultat.exit_code, resultat.stdout) == (2, "")
        assert resultat.stderr.count("\n") == 2
        assert not set(resultat.stderr) & set("\x1b\u202e\udcff")


def test_les_accents_decomposes_se_valent_partout(plandev, ecrire_plan):
    decompose = unicodedata.normalize("NFD", "ÉCO")
    plan = ecrire_plan(("  ENV:", "  ÉCO:"), ("[ENV]", f"[{decompose}]"))
    resultat = plandev("list", "-p", plan, "--responsable", decompose)
    assert resultat.stdout == "2.4.b  ÉCO  Planter des arbres\n"


def test_ctrl_c_finit_par_le_statut_130_sans_rien_dire(tmp_path):
    tube = tmp_path / "tube"
    os.mkfifo(tube)
    processus = subprocess.Popen(
        [PLANDEV, "list", "-p", tube], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    with tube.open("wb"):  # plandev attend le plan
        time.sleep(0.3)
        processus.send_signal(signal.SIGINT)
        sortie, erreurs = processus.communicate(timeout=30)
    assert (processus.returncode, sortie, erreurs) == (130, b"", b"")


@pytest.mark.parametrize("fermee", [">&-", "2>&-", ">&- 2>&-"])
def test_une_sortie_fermee_ne_change_pas_le_statut(executer, fermee):
    for arguments, statut in (("list", 0), ("equilibre --reference egale", 1), ("zut", 2)):
        resultat = executer("bash", "-c", f"plandev {arguments} {fermee}")
        assert resultat.returncode == statut
        assert "Traceback" not in resultat.stdout + resultat.stderr


@pytest.mark.parametrize("largeur", ["1", "7", "20", "abc", "0"])
def test_un_terminal_etroit_ne_fait_rien_tomber(executer, largeur):
    for arguments in ("list", "equilibre", "par-responsable", "valider", "montrer 5.20", "--help"):
        au_terminal = ["script", "-qec", f"plandev {arguments}", "/dev/null"]
        resultat = executer(*au_terminal, env={"COLUMNS": largeur, "TERM": "inconnu"})
        assert resultat.returncode == 0
        assert "Traceback" not in resultat.stdout


@pytest.mark.skipif(not shutil.which("script"), reason="script n'est pas installé")
@pytest.mark.parametrize("largeur", [10, 20, 40, 80])
def test_un_tableau_trop_large_pour_le_terminal_garde_tout(executer, ecrire_plan, largeur):
    axes = "".join(f"  - {{numero: {n}, titre: Axe, actions: []}}\n" for n in range(3, 41))
    plan = ecrire_plan()
    plan.write_text(plan.read_text(encoding="utf-8") + axes, encoding="utf-8")
    for commande in (f"par-responsable -p {plan}", f"equilibre -p {plan}"):
        au_terminal = f"stty cols {largeur}; plandev {commande}"
        sortie = executer("script", "-qec", au_terminal, "/dev/null").stdout
        sortie = re.sub("\x1b\\[[0-9;]*m", "", sortie)
        lignes = {ligne.split()[0]: ligne.split() for ligne in sortie.splitlines() if ligne.strip()}
        assert "…" not in sortie
        if commande.startswith("par"):
            assert lignes["Unité"] == [
                "Unité",
                *" ".join(f"Axe {n}" for n in range(1, 41)).split(),
                "Actions",
            ]
            assert lignes["ENV"] == ["ENV", "0", "1", *["0"] * 38, "1"]
        else:
            assert "sous-représenté" in sortie
            assert lignes["jeunes"][-1] == "rejoint"


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "-f", "csv"],
        ["par-responsable"],
        ["equilibre", "-f", "md"],
        ["montrer", "2.4"],
        ["valider"],
        ["list", "--axe", "9"],
        ["schema"],
    ],
    ids=str,
)
def test_plandev_n_ecrit_aucun_fichier_n_ouvre_aucune_connexion_ne_lance_rien(
    executer, arguments, tmp_path
):
    environnement = {"PYTHONDONTWRITEBYTECODE": "1", "GITHUB_ACTIONS": "true"}
    environnement |= {"GITHUB_STEP_SUMMARY": str(tmp_path / "resume.md")}
    resultat = executer(sys.executable, SURVEILLER, *arguments, env=environnement)
    ecrits = [ligne for ligne in resultat.stderr.splitlines() if ligne.startswith("audit:")]
    verdict = arguments[0] in {"equilibre", "valider"}
    assert ecrits == ([f"audit: open {tmp_path / 'resume.md'}"] if verdict else [])


LIGNE = st.integers(0, TEXTE.count("\n"))
INSOLITES = st.sampled_from(
    ["", "x", "[", "]", "{", "{}", "[[a]]", "{a: b}", "&a x", "*a", "!!int 3", "!!python/none", "'",
     '"\\e"', '"\\ud800"', "|", ">-", "? a", "- a", "\t", "=1", "1e400", ".nan", "0x1F", "~", "no",
     "\x85", "\u2028", "\ufeff", "\u202e", "# rien", "---", "...", "%YAML 1.2", "<<: x", "é" * 300]
)  # fmt: skip
MORCEAUX = st.sampled_from(["code:", "libelle:", "DVC", "numero", ">-", "[", "]", ": ", "  - "])
EDITIONS = st.lists(
    st.one_of(
        st.tuples(st.just("octets"), st.integers(0, len(PLAN)), st.binary(max_size=6)),
        st.tuples(st.just("ligne"), LIGNE, st.text(max_size=20) | INSOLITES),
        st.tuples(st.just("retirer"), LIGNE, st.integers(1, 12)),
        st.tuples(st.just("repeter"), LIGNE, st.integers(1, 12)),
        st.tuples(st.just("valeur"), LIGNE, INSOLITES),
        st.tuples(st.just("cle"), LIGNE, INSOLITES),
        st.tuples(st.just("remplacer"), MORCEAUX, INSOLITES),
    ),
    min_size=1,
    max_size=4,
)


def editer(contenu, edition):
    genre, ou, quoi = edition
    lignes = contenu.split(b"\n")
    if genre == "octets":
        return contenu[:ou] + quoi + contenu[ou + len(quoi) :]
    if genre == "ligne":
        lignes[ou:ou] = [quoi.encode("utf-8", "surrogatepass")]
    elif genre == "retirer":
        del lignes[ou : ou + quoi]
    elif genre == "repeter":
        lignes[ou:ou] = lignes[ou : ou + quoi]
    elif genre in {"valeur", "cle"}:
        ou, neuf = min(ou, len(lignes) - 1), quoi.encode()
        cle, deux_points, valeur = lignes[ou].partition(b": ")
        lignes[ou] = cle + deux_points + neuf if genre == "valeur" else neuf + deux_points + valeur
    else:
        return contenu.replace(ou.encode(), quoi.encode(), 2)
    return b"\n".join(lignes)


def lignes_de(contenu):
    """Rend les lignes que compte YAML; ce qui n'est plus de l'UTF-8 se lit en Windows-1252."""
    contenu = contenu.removeprefix(b"\xef\xbb\xbf")
    try:
        texte = contenu.decode()
    except UnicodeDecodeError as faute:
        texte = contenu[: faute.start].decode() + contenu[faute.start :].decode("cp1252", "replace")
    return re.split("\r\n|[\n\r\x85\u2028\u2029]", texte)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(editions=EDITIONS)
def test_un_plan_edite_au_hasard_a_un_verdict_et_des_places_qui_existent(editions, tmp_path):
    contenu = PLAN
    for edition in editions:
        contenu = editer(contenu, edition)
    chemin = tmp_path / "plan.yaml"
    chemin.write_bytes(contenu)
    examen = CliRunner().invoke(app, ["valider", str(chemin), "-f", "json"])
    assert isinstance(examen.exception, SystemExit | None), examen.exception
    assert examen.exit_code in {0, 1}
    lignes = lignes_de(contenu)
    for constat in json.loads(examen.stdout):
        assert 1 <= constat["ligne"] <= len(lignes)
        assert 1 <= constat["colonne"] <= len(lignes[constat["ligne"] - 1]) + 1
    liste = CliRunner().invoke(app, ["list", "-p", str(chemin)])
    assert isinstance(liste.exception, SystemExit | None), liste.exception
    assert (liste.exit_code, bool(liste.stdout)) == ((2, False) if examen.exit_code else (0, True))
