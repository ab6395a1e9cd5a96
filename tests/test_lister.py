"""Une personne liste les actions : toutes, celles d'un axe, d'une unité, d'un groupe, d'un mot."""

import json

import pytest

from plandev.formats import FORMATS
from plandev.messages.mots import enumerer
from plandev.questions.citations import citations


def ids(resultat):
    assert resultat.exit_code == 0
    return [ligne.split()[0] for ligne in resultat.stdout.split("\n") if ligne]


def test_sans_filtre_ce_sont_les_36_actions_dans_l_ordre_du_plan(plandev, plan_2020):
    resultat = plandev("list")
    assert ids(resultat) == [citation.id for citation in citations(plan_2020)]
    assert resultat.stderr == "Plan : plan2020.yaml (fourni avec plandev)\n36 actions\n"


def test_un_axe_a_ses_dix_actions(plandev):
    resultat = plandev("list", "--axe", "2")
    assert ids(resultat) == [
        "2.1",
        "2.4",
        "2.8",
        "2.9",
        "2.11",
        "2.12",
        "2.13",
        "2.15",
        "2.18",
        "2.23",
    ]
    assert resultat.stderr.endswith("10 actions sur 36\n")


def test_vers_un_tube_une_action_tient_sur_une_ligne(plandev):
    assert plandev("list", "--axe", "1", "--responsable", "BMD").stdout == (
        "1.7  BMD  Créer un axe structurant de desserte en transport en commun sur le boulevard "
        "Guillaume-Couture et sur la route des Rivières ainsi que dans les quartiers.\n"
        "1.8  BMD  Renforcer l'interconnexion du transport en commun entre Lévis et Québec.\n"
    )


def test_les_groupes_d_une_action_suivent_son_libelle(plandev):
    assert plandev("list", "--groupe", "handicapees").stdout == (
        "5.15  DVC  Mettre en œuvre le Plan d'action de la Ville de Lévis à l'égard des personnes "
        "handicapées. [handicapees]\n"
    )


def test_la_meme_option_deux_fois_veut_dire_ou(plandev):
    assert ids(plandev("list", "--responsable", "URBA", "--responsable", "BMD")) == [
        "1.7", "1.8", "2.1", "2.4",
    ]  # fmt: skip


def test_des_options_differentes_veulent_dire_et(plandev):
    assert ids(plandev("list", "--axe", "5", "--responsable", "DEV", "--groupe", "jeunes")) == [
        "5.20"
    ]


@pytest.mark.parametrize("saisie", ["dvc", "DVC", "Dvc"])
def test_une_unite_se_trouve_quelle_que_soit_la_casse(plandev, saisie):
    assert len(ids(plandev("list", "--responsable", saisie))) == 22


@pytest.mark.parametrize(
    ("texte", "trouvees"),
    [
        ("fete", ["2.9", "2.13"]),
        ("FÊTE des VOISINS", ["2.13"]),
        ("oeuvre ppu", ["3.14"]),
        ("voisins fête", ["2.13"]),
        ("main-d’œuvre", ["5.26"]),
        ("e\u0301quiper", ["2.15"]),
        ("l'offre", ["2.4", "2.8"]),
    ],
)
def test_les_mots_se_trouvent_malgre_accents_ligatures_et_apostrophes(plandev, texte, trouvees):
    assert ids(plandev("list", "--texte", texte)) == trouvees


@pytest.mark.parametrize(
    ("option", "saisie", "connue"),
    [
        ("--responsable", "Direction de la vie communautaire", "DVC"),
        ("--responsable", "DVC (Direction de la vie communautaire)", "DVC"),
        ("--groupe", "Personnes handicapées", "handicapees"),
        ("--groupe", "personnes ayant des particularites", "particularites"),
        ("--groupe", "Jeunes", "jeunes"),
        ("--axe", "La mobilité des personnes", "1"),
        ("--axe", "2. l’habitation et le milieu de vie", "2"),
        ("--sans", "Unités", "responsable"),
        ("--sans", "Groupe", "groupe"),
        ("--sans", "états", "etat"),
    ],
)
def test_ce_que_montre_l_ecran_se_tape_aussi(plandev, option, saisie, connue):
    assert ids(plandev("list", option, saisie)) == ids(plandev("list", option, connue))


@pytest.mark.parametrize(
    ("option", "prises"),
    [
        (["--responsable", "direction"], ["1.1", "2.4.b"]),
        (["--responsable", "dvc"], ["1.1"]),
        (["--responsable", "Dvc"], ["1.1"]),
        (["--responsable", "URBA"], ["2.4.b"]),
        (["--responsable", "urba"], ["2.4.b"]),
        (["--groupe", "PERSONNES AÎNÉES"], ["1.1", "2.4.b"]),
    ],
)
def test_deux_qui_ont_le_meme_nom_sont_pris_tous_les_deux(plandev, racine, option, prises):
    plan = racine / "tests" / "exemples" / "fautifs" / "noms-semblables.yaml"
    assert ids(plandev("list", "-p", plan, *option)) == prises


def test_un_champ_se_nomme_aussi_par_son_intitule(plandev, ecrire_plan):
    plan = ecrire_plan(
        ("axes:", "champs:\n  fin: Échéance prévue\naxes:"),
        ("libelle: Ouvrir", "fin: 2021\n        libelle: Ouvrir"),
    )
    assert ids(plandev("list", "-p", plan, "--champ", "echeance prevue=2021")) == ["1.1"]


@pytest.mark.parametrize(
    ("texte", "trouvees"),
    [
        ("vélo", []),  # ni « développement »
        ("développement lévisiens", ["4.18"]),
        ("transports", ["1.1", "1.7", "1.8"]),
        ("transport", ["1.1", "1.7", "1.8"]),
        ("trajectoire réseaux", ["2.23"]),
        ("2.4", ["2.4"]),
        ("5.4", ["5.4.b"]),
        ("19.A", ["5.19.a"]),
        ("1", ["1.1", "1.7", "1.8", "2.1", "4.18"]),
        ("urba", ["2.1", "2.4", "3.14", "3.16"]),
        ("sécurité incendies", ["2.15", "4.12", "5.27"]),
        ("(ppu)", ["3.14"]),
        ("handicapée", ["5.15"]),
        ("particularité vulnérabilités", ["3.17"]),
        ("-", []),
        ("'", []),
    ],
)
def test_un_mot_commence_un_mot_du_libelle_ou_d_un_nom_ou_est_un_code(plandev, texte, trouvees):
    assert ids(plandev("list", "--texte", texte)) == trouvees


def test_les_mots_d_un_champ_se_trouvent_de_meme(plandev, ecrire_plan):
    plan = ecrire_plan(
        ("axes:", "champs:\n  note: Note\naxes:"),
        ("libelle: Ouvrir", "note: Le développement d'un réseau\n        libelle: Ouvrir"),
    )
    for mots, trouvees in {"velo": [], "dev reseaux": ["1.1"], "eseau": []}.items():
        assert ids(plandev("list", "-p", plan, "--champ", f"note={mots}")) == trouvees


def test_deux_textes_veulent_dire_l_un_ou_l_autre(plandev):
    assert ids(plandev("list", "--texte", "fete voisins", "--texte", "ppu")) == ["2.13", "3.14"]


VIDES = {
    "--axe 1 --responsable URBA": "à la fois à --axe 1 et à --responsable URBA",
    "--axe 1 --etat reportée": "à --etat 'reportée'",
    "--texte zzz --texte yyy --axe 2": "à --texte zzz --texte yyy",
    "--texte Vélo": "à --texte 'Vélo'",
    "--groupe jeunes --sans groupe --axe 5": "à la fois à --axe 5 et à --groupe jeunes et à --sans "
    "groupe",
}


@pytest.mark.parametrize("commande", ["list", "par-responsable", "compter --par axe"])
@pytest.mark.parametrize(("filtres", "vident"), VIDES.items(), ids=list(VIDES))
def test_une_demande_qui_ne_trouve_rien_dit_quel_filtre_la_vide(plandev, commande, filtres, vident):
    resultat = plandev(*commande.split(), *filtres.split())
    assert resultat.exit_code == 0
    assert resultat.stderr.endswith(f"\nAucune action ne répond {vident}\n")
    assert plandev("list", *filtres.split()).stdout == ""


def test_des_unites_nommees_sont_un_filtre_comme_un_autre(plandev):
    assert plandev("par-responsable", "URBA", "--axe", "1").stderr.endswith(
        "\nAucune action ne répond à la fois à --axe 1 et à --responsable URBA\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--axe", "9"], "axe « 9 » : le plan n'en a pas; choix possibles : 1, 2, 3, 4, 5"),
        (
            ["--responsable", "DVX"],
            "unité « DVX » : le plan n'en a pas; vouliez-vous dire DVC? Les plus proches : DVC, "
            "DEV, ENV; les autres sont dans plandev compter --par unité",
        ),
        (
            ["--groupe", "jeune"],
            "groupe « jeune » : le plan n'en a pas; vouliez-vous dire jeunes? Choix possibles : "
            "handicapees, immigrantes, jeunes, particularites, vulnerables",
        ),
        (
            ["--format", "jsn"],
            "format « jsn » inconnu; vouliez-vous dire json? Choix possibles : "
            f"{enumerer(FORMATS)}",
        ),
    ],
)
def test_un_mot_inconnu_est_une_erreur_qui_dit_les_mots_connus(plandev, arguments, message):
    resultat = plandev("list", *arguments)
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert resultat.stderr.endswith(f"plandev: erreur: {message}\n")


def test_de_milliers_d_actions_le_message_dit_ou_elles_se_lisent(plandev, ecrire_plan):
    autres = "".join(f"      - {{code: {n}, libelle: Faire}}\n" for n in range(100, 2100))
    plan = ecrire_plan(("    actions:\n", f"    actions:\n{autres}"))
    assert plandev("montrer", "1.9", "-p", plan).stderr.endswith(
        "«\u00a01.9\u00a0» absente du plan; les choix possibles sont dans plandev list\n"
    )


def test_deux_mots_inconnus_font_deux_messages(plandev):
    resultat = plandev("list", "--axe", "9", "--responsable", "XYZ")
    assert resultat.exit_code == 2
    assert resultat.stderr.count("plandev: erreur: ") == 2


def test_le_json_a_les_cles_promises_dans_leur_ordre(plandev):
    resultat = plandev("list", "--responsable", "DGCH", "--format", "json")
    assert json.loads(resultat.stdout) == [
        {
            "id": "5.20",
            "axe": 5,
            "code": "20",
            "libelle": "Adopter des pratiques de gestion permettant aux jeunes étudiants à "
            "l'emploi de la Ville de concilier les études et le travail.",
            "responsables": ["DGCH", "DEV", "DVC"],
            "groupes": ["jeunes"],
        }
    ]
    assert list(json.loads(resultat.stdout)[0]) == (
        ["id", "axe", "code", "libelle", "responsables", "groupes"]
    )
    assert "étudiants" in resultat.stdout


def test_le_json_d_une_liste_vide_est_une_liste_vide(plandev):
    assert plandev("list", "--axe", "1", "--groupe", "jeunes", "-f", "json").stdout == "[]\n"


def test_un_texte_du_plan_n_est_jamais_du_balisage(plandev, ecrire_plan):
    plan = ecrire_plan(("Ouvrir une piste", "'Ouvrir [voirie] [/voirie] [red]x[/red] :smile:'"))
    assert plandev("list", "--axe", "1", "-p", plan).stdout == (
        "1.1  DVC  Ouvrir [voirie] [/voirie] [red]x[/red] :smile: [jeunes]\n"
    )


def test_le_plan_est_celui_que_nomme_la_variable(plandev, ecrire_plan, monkeypatch):
    monkeypatch.setenv("PLANDEV_PLAN", str(ecrire_plan(nom="un-autre.yaml")))
    resultat = plandev("list")
    assert ids(resultat) == ["1.1", "2.4.b"]
    assert resultat.stderr == f"Plan : {ecrire_plan(nom='un-autre.yaml')}\n2 actions\n"


def test_l_option_passe_avant_la_variable(plandev, ecrire_plan, monkeypatch):
    monkeypatch.setenv("PLANDEV_PLAN", "absent.yaml")
    assert ids(plandev("list", "--plan", ecrire_plan())) == ["1.1", "2.4.b"]


def test_sans_rien_dire_le_plan_est_le_plus_recent_du_dossier(plandev, ecrire_plan):
    ecrire_plan(nom="plan2019.yaml")
    ecrire_plan(("Ouvrir", "Rouvrir"), nom="plan2021.yaml")
    ecrire_plan(nom="planification.yaml")
    resultat = plandev("list", "--axe", "1")
    assert resultat.stdout == "1.1  DVC  Rouvrir une piste [jeunes]\n"
    assert resultat.stderr.startswith("Plan : plan2021.yaml\n")


@pytest.mark.parametrize("commande", [["list", "-p"], ["valider"]], ids=str)
def test_un_nom_de_fichier_vide_n_est_pas_un_autre_plan(plandev, commande):
    resultat = plandev(*commande, "")
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert "c'est un dossier; donnez le nom d'un fichier" in resultat.stderr


def test_un_plan_introuvable_est_une_erreur_et_rien_d_autre(plandev):
    resultat = plandev("list", "-p", "absent.yaml")
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert resultat.stderr == (
        "absent.yaml: erreur: fichier introuvable; vérifiez son nom et le dossier courant\n"
    )
