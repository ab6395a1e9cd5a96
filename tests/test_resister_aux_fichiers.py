"""Le fichier vient d'un inconnu ou d'un autre poste : il se lit, ou chaque faute est à sa place."""

import gc
import json
import time
import unicodedata
from functools import partial
from pathlib import Path

import pytest

RACINE = Path(__file__).parents[1]
PLAN = (RACINE / "plan2020.yaml").read_bytes()
TEXTE = PLAN.decode()

SAINS = {
    "BOM": b"\xef\xbb\xbf" + PLAN,
    "UTF-16 petit-boutiste": b"\xff\xfe" + TEXTE.encode("utf-16-le"),
    "UTF-16 gros-boutiste": b"\xfe\xff" + TEXTE.encode("utf-16-be"),
    "trois BOM": b"\xef\xbb\xbf" * 3 + PLAN,
    "UTF-16 et deux BOM": b"\xff\xfe" * 2 + TEXTE.encode("utf-16-le"),
    "CRLF": PLAN.replace(b"\n", b"\r\n"),
    "CR seul": PLAN.replace(b"\n", b"\r"),
    "accents décomposés": unicodedata.normalize("NFD", TEXTE).encode(),
    "espace insécable dans un texte": PLAN.replace(b"Renforcer ", "Renforcer\u00a0".encode()),
    "apostrophes courbes": TEXTE.replace("l'", "l’").encode(),
    "libellé de 10 000 caractères": PLAN.replace(b"Renforcer", b"R" * 9_900),
    "trois points à la fin": PLAN + b"...\n",
}


@pytest.mark.parametrize("contenu", SAINS.values(), ids=list(SAINS))
def test_un_plan_venu_d_un_autre_poste_se_lit(plandev, tmp_path, contenu):
    chemin = tmp_path / "plan.yaml"
    chemin.write_bytes(contenu)
    resultat = plandev("list", "-p", chemin)
    assert (resultat.exit_code, len(resultat.stdout.splitlines())) == (0, 36)
    assert len(plandev("list", "-p", chemin, "--texte", "fete").stdout.splitlines()) == 2


@pytest.mark.parametrize("combien", [1, 2, 3])
@pytest.mark.parametrize("encodage", ["utf-8", "utf-16-le", "utf-16-be"])
def test_une_faute_est_la_ou_une_personne_la_voit_quoi_qui_precede(
    plandev, tmp_path, encodage, combien
):
    chemin = tmp_path / "plan.yaml"
    chemin.write_bytes(("\ufeff" * combien + "titre: =1\nannee: b\n").encode(encodage))
    constats = json.loads(plandev("valider", chemin, "-f", "json").stdout)
    places = [(constat["code"], constat["ligne"], constat["colonne"]) for constat in constats]
    assert ("formule", 1, 8) in places
    assert ("annee-invalide", 2, 8) in places


FAUTIFS = {
    "vide": (b"", "1:1: erreur: le fichier ne contient aucune donnée"),
    "commentaires": (b"# rien\n# encore\n", "1:1: erreur: le fichier ne contient aucune donnée"),
    "liste": (b"- a\n", "1:1: erreur: le plan s'écrit en clés et valeurs"),
    "texte": (b"plan\n", "1:1: erreur: le plan s'écrit en clés et valeurs"),
    "Windows-1252": (
        TEXTE.encode("cp1252"),
        "1:12: erreur: l'octet 0xE9 (sans doute «\u00a0é\u00a0» en Windows-1252) n'est pas de "
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
    "NEL": (b"titre: a\xc2\x85annee\n", "2:1: erreur: une clé est suivie d'un deux-points"),
    # libyaml 0.2.6 s'arrête d'elle-même au millième, avant que plandev n'ait vu le premier.
    "10 000 crochets": (b"[" * 10_000, ": erreur: plus de 16 niveaux"),
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
        "erreur: «\u00a01e400\u00a0» : un nombre à partir de 1 est attendu",
    ),
    "indice immense": (
        PLAN.replace(b"indice_max: 2", b"indice_max: " + b"9" * 400),
        ": un nombre à partir de 1 est attendu",
    ),
    "espace insécable après une clé": (
        PLAN.replace(b"annee: 2020", "annee:\u00a02020".encode()),
        "erreur: une clé est suivie d'un deux-points et d'une espace ordinaire; écrivez annee",
    ),
    "trois points au milieu": (
        PLAN.replace(b"axes:\n", b"...\naxes:\n"),
        "erreur: second document dans le fichier",
    ),
    "directive inconnue": (
        b"%YAML 9.9\n---\n" + PLAN,
        "1:1: erreur: un texte ne commence pas par ce signe",
    ),
    "demi-code": (b'titre: "\\ud800"\n', "erreur: «\u00a0\\\u00a0» annonce un signe spécial"),
    "clé de 100 000 caractères": (b"a" * 100_000 + b": 1\n", "1:100001: erreur: un deux-points"),
    "octets au hasard": (bytes(range(256)), "erreur: l'octet 0x80"),
}


def durees(*gestes):
    """Rend le temps de processeur de chacun, au plus court de quelques fois, tour à tour.

    Le poste peut ralentir au milieu : aucun n'en pâtit seul. Le ramasse-miettes est arrêté, comme
    dans le programme : il reparcourrait tout ce que la suite de tests a chargé.
    """
    temps = [[] for _ in gestes]
    gc.collect()
    gc.disable()
    try:
        for _ in range(6):
            for siens, faire in zip(temps, gestes, strict=True):
                debut = time.process_time()
                faire()
                siens.append(time.process_time() - debut)
    finally:
        gc.enable()
    return [min(siens) for siens in temps]


@pytest.mark.parametrize(("contenu", "message"), FAUTIFS.values(), ids=list(FAUTIFS))
def test_un_fichier_hostile_recoit_un_message_a_sa_place(plandev, tmp_path, contenu, message):
    chemin = tmp_path / "plan.yaml"
    chemin.write_bytes(contenu)
    liste, examen = plandev("list", "-p", chemin), plandev("valider", chemin)
    assert (liste.exit_code, liste.stdout, examen.exit_code) == (2, "", 1)
    assert message in liste.stderr
    assert message in examen.stdout
    assert not set(liste.stderr + examen.stdout) & set("\x00\x1b\x07\x85")
    assert max(map(len, examen.stdout.splitlines())) < 400


def test_aucun_fichier_hostile_ne_coute_plus_que_de_raison(plandev, tmp_path, racine):
    (temoin,) = durees(lambda: plandev("valider", racine / "plan2020.yaml"))
    chemin = tmp_path / "plan.yaml"
    for contenu, _ in FAUTIFS.values():
        chemin.write_bytes(contenu)
        (mesuree,) = durees(lambda: plandev("valider", chemin))
        assert mesuree < 20 * temoin


def avec_unites(nombre, suite):
    unites = "".join(f"  U{rang}:\n" for rang in range(nombre))
    tete = f"titre: Plan\nannee: 2020\nresponsables:\n{unites}"
    return f"{tete}axes:\n  - numero: 1\n    titre: Axe\n    actions:{suite(range(nombre))}"


INNOMBRABLES = {
    "unités répétées": lambda mille: (
        "\n      - {code: 1, libelle: Agir, responsables: [" + "U1, " * len(mille) + "]}\n"
    ),
    "unités non déclarées": lambda mille: (
        "\n"
        + "".join(
            f"      - {{code: {n + 1}, libelle: Agir, responsables: [V{n}]}}\n" for n in mille
        )
    ),
}


@pytest.mark.parametrize("suite", INNOMBRABLES.values(), ids=list(INNOMBRABLES))
def test_deux_fois_plus_de_constats_ne_coutent_pas_quatre_fois_plus(plandev, tmp_path, suite):
    gestes = []
    for nombre in (1_500, 3_000):
        chemin = tmp_path / f"plan{nombre}.yaml"
        chemin.write_text(avec_unites(nombre, suite), encoding="utf-8")
        gestes.append(partial(plandev, "valider", chemin, "-f", "json"))
        assert len(json.loads(gestes[-1]().stdout)) >= nombre - 1
    simple, double = durees(*gestes)
    assert double < 3 * simple


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


def test_les_accents_decomposes_se_valent_partout(plandev, ecrire_plan):
    decompose = unicodedata.normalize("NFD", "ÉCO")
    plan = ecrire_plan(("  ENV:", "  ÉCO:"), ("[ENV]", f"[{decompose}]"))
    resultat = plandev("list", "-p", plan, "--responsable", decompose)
    assert resultat.stdout == "2.4.b  ÉCO  Planter des arbres\n"
