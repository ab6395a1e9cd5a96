"""Une personne vérifie un plan : chaque faute lui est dite à sa place, avec ce qu'il faut faire.

Un exemple fautif est un fichier de `exemples/fautifs` qui porte en tête, derrière « #= », les
messages qu'il doit recevoir. En ajouter un ne demande pas de Python.
"""

import json
import re
import sys
from pathlib import Path
from unicodedata import category

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "docs"))
from ecrire_fautes import attendre, attendus

EXEMPLES = Path(__file__).parent / "exemples"
FAUTIFS = sorted((EXEMPLES / "fautifs").glob("*.yaml"))
VALIDES = sorted((EXEMPLES / "valides").glob("*.yaml"))

# Les plans d'exemple dont des actions n'ont pas encore d'unité, et combien.
SANS_UNITE = {"en-lettres": 2, "codes-publics": 2, "plan-de-ville": 15, "sans-sigle": 2}


def est_averti(exemple: Path) -> bool:
    """Rien de ce qui est attendu de cet exemple n'empêche de le lire."""
    return all(": avertissement[" in message for message in attendus(exemple))


def recus(sortie: str) -> list[str]:
    constats = json.loads(sortie)
    modele = "{ligne}:{colonne}: {gravite}[{code}]: {message}"
    return [modele.format(**constat) for constat in constats]


@pytest.mark.parametrize("exemple", FAUTIFS, ids=lambda chemin: chemin.stem)
def test_un_exemple_fautif_recoit_ses_messages_et_eux_seuls(plandev, exemple):
    resultat = plandev("valider", exemple, "--format", "json")
    assert recus(resultat.stdout) == attendus(exemple) != []
    assert resultat.exit_code == (0 if est_averti(exemple) else 1)


@pytest.mark.parametrize("exemple", FAUTIFS, ids=lambda chemin: chemin.stem)
def test_aucune_commande_ne_repond_d_un_exemple_fautif(plandev, exemple):
    resultat = plandev("list", "--plan", exemple)
    if not est_averti(exemple):
        assert (resultat.exit_code, resultat.stdout) == (2, "")
        erreurs = [message for message in attendus(exemple) if ": erreur[" in message]
        sans_code = [re.sub(r"\[[a-z0-9-]+\]: ", ": ", m, count=1) for m in erreurs]
        tetes = [f"{exemple}:{message}" for message in _dits_une_fois(sans_code)]
        assert [ligne for ligne in resultat.stderr.split("\n") if ligne in tetes] == tetes


def _dits_une_fois(messages):
    """Les messages, sans ceux qui en répètent un autre plus de trois fois."""
    phrases = [message.partition(": ")[2] for message in messages]
    return [
        message
        for rang, message in enumerate(messages)
        if phrases.count(phrases[rang]) <= 3 or phrases.index(phrases[rang]) == rang
    ]


@pytest.mark.parametrize("exemple", FAUTIFS, ids=lambda chemin: chemin.stem)
def test_rien_de_ce_qui_est_montre_d_un_exemple_fautif_n_agit_sur_le_terminal(plandev, exemple):
    montre = plandev("valider", exemple).output.replace("\n", "")
    assert [signe for signe in montre if category(signe) in {"Cc", "Cf", "Cs", "Zl", "Zp"}] == []


def test_un_exemple_neuf_recoit_les_lignes_de_ce_qui_en_est_dit(tmp_path):
    neuf = tmp_path / "neuf.yaml"
    ancien = EXEMPLES / "fautifs" / "etat-inconnu.yaml"
    texte = ancien.read_text(encoding="utf-8")
    neuf.write_text(re.sub(r"^#= .*\n", "", texte, flags=re.MULTILINE), encoding="utf-8")
    attendre(neuf)
    assert neuf.read_text(encoding="utf-8") == texte


@pytest.mark.parametrize("exemple", VALIDES, ids=lambda chemin: chemin.stem)
def test_un_exemple_valide_n_a_pas_de_faute(plandev, exemple):
    resultat = plandev("valider", exemple, "--format", "csv")
    avertis = SANS_UNITE.get(exemple.stem, 0)
    suite = f", {avertis} avertissements" if avertis else ""
    assert (resultat.exit_code, resultat.stdout.count("action-sans-unite")) == (0, avertis)
    assert resultat.stderr == f"{exemple} : aucune erreur{suite}\n"
    assert plandev("valider", exemple, "--strict").exit_code == (1 if avertis else 0)


def test_la_ligne_fautive_est_montree_avec_un_signe_sous_la_place(plandev, ecrire_plan):
    plan = ecrire_plan(("[DVC]", "[DVX]"), ("  ENV:\n", "  ENV:\n  URBA:\n"))
    resultat = plandev("valider", plan)
    assert resultat.stdout == (
        f"{plan}:15:24: erreur: unité «\u00a0DVX\u00a0» sans déclaration en tête du plan; "
        "vouliez-vous dire DVC? Choix possibles : DVC, ENV, URBA\n"
        "          responsables: [DVX]\n"
        "                         ^\n"
    )
    assert resultat.stderr == f"{plan} : 1 erreur\n"


def test_plusieurs_fichiers_sont_verifies_en_une_fois(plandev, ecrire_plan):
    bon = ecrire_plan(nom="bon.yaml")
    fautif = ecrire_plan(("2020", "20"), nom="fautif.yaml")
    resultat = plandev("valider", bon, fautif)
    assert resultat.exit_code == 1
    assert resultat.stdout.startswith(f"{fautif}:2:8: erreur: ")
    assert resultat.stderr == "2 fichiers : 1 erreur\n"


def test_un_fichier_introuvable_n_a_pas_de_verdict(plandev, ecrire_plan):
    fautif = ecrire_plan(("2020", "20"))
    resultat = plandev("valider", "absent.yaml", fautif, "-f", "json")
    assert resultat.exit_code == 2
    assert [constat["fichier"] for constat in json.loads(resultat.stdout)] == [str(fautif)]
    assert resultat.stderr == (
        "absent.yaml: erreur: fichier introuvable; vérifiez son nom et le dossier courant\n"
        "2 fichiers : 2 erreurs\n"
    )


def test_sans_nom_de_fichier_c_est_le_plan_du_dossier(plandev, ecrire_plan):
    ecrire_plan(("2020", "20"), nom="plan2021.yaml")
    resultat = plandev("valider")
    assert resultat.exit_code == 1
    assert resultat.stdout.startswith("plan2021.yaml:2:8: erreur: ")


def test_le_json_d_un_plan_sans_faute_est_une_liste_vide(plandev, ecrire_plan):
    assert plandev("valider", ecrire_plan(), "-f", "json").stdout == "[]\n"


def test_une_longue_ligne_est_montree_autour_de_la_faute(plandev, ecrire_plan):
    plan = ecrire_plan(("[DVC]", f"[{'DVC, ' * 60}ENV]"))
    _, ligne, repere, *_ = plandev("valider", plan).stdout.split("\n")
    assert len(ligne) <= 80
    assert ligne[repere.index("^") :].startswith("DVC")


def test_un_avertissement_ne_rend_pas_le_plan_fautif(plandev, ecrire_plan):
    plan = ecrire_plan(("  ENV:\n", "  ENV:\n  URBA:\n"))
    resultat = plandev("valider", plan)
    assert resultat.exit_code == 0
    assert resultat.stdout == (
        f"{plan}:6:3: avertissement: unité «\u00a0URBA\u00a0» déclarée, mais aucune action n'en "
        "relève\n"
        "    URBA:\n"
        "    ^\n"
    )
    assert resultat.stderr == f"{plan} : aucune erreur, 1 avertissement\n"


@pytest.mark.parametrize(
    ("premier", "second", "tete", "averti"),
    [
        ("1.1", "2.4", "", True),
        ("1.1", "4.b", "", False),
        ("10", "11", "", False),
        ("1.1", "2.4", "numerotation: plan\n", False),
    ],
)
def test_des_codes_qui_portent_tous_le_numero_de_leur_axe_sont_dits(
    plandev, ecrire_plan, premier, second, tete, averti
):
    codes = ("code: 1\n", f"code: {premier}\n"), ("4.b", second)
    plan = ecrire_plan(*codes, ("responsables:\n", f"{tete}responsables:\n"))
    assert plandev("valider", plan).stderr.endswith("1 avertissement\n") is averti


def test_fautes_de_forme_contraintes_et_avertissements_se_disent_d_un_coup(plandev, ecrire_plan):
    plan = ecrire_plan(
        ("titre: Mobilité", 'titre: ""'),
        ("une piste", "une piste # ou deux"),
        ("[DVC]", "[DVX]"),
        ("4.b\n", "4.b\n        etat: fini\n"),
        ("        responsables: [ENV]\n", ""),
    )
    resultat = plandev("valider", plan, "--format", "json")
    dits = [(constat["ligne"], constat["code"]) for constat in json.loads(resultat.stdout)]
    assert dits == [
        (10, "texte-vide"),
        (13, "texte-coupe"),
        (14, "unite-inconnue"),
        (19, "action-sans-unite"),
        (20, "etat-inconnu"),
    ]


def test_un_avertissement_qu_une_faute_explique_ne_se_dit_pas(plandev, ecrire_plan):
    plan = ecrire_plan(("[DVC]", "[DVX]"), ("responsables: [ENV]", "responsable: [ENV]"))
    dits = json.loads(plandev("valider", plan, "--format", "json").stdout)
    assert [constat["code"] for constat in dits] == ["unite-inconnue", "cle-inconnue"]


def test_strict_fait_des_avertissements_des_fautes(plandev, ecrire_plan):
    plan = ecrire_plan(("  ENV:\n", "  ENV:\n  URBA:\n"))
    resultat = plandev("valider", plan, "--strict")
    assert resultat.exit_code == 1
    assert resultat.stdout.startswith(f"{plan}:6:3: erreur: unité «\u00a0URBA\u00a0» déclarée")
    assert resultat.stderr == f"{plan} : 1 erreur\n"


def test_un_message_qui_se_repete_est_dit_une_fois_avec_ses_places(plandev, ecrire_plan):
    actions = "".join(
        f"      - code: {code}\n        libelle: Agir\n        notes: à revoir\n"
        for code in range(5, 13)
    )
    plan = ecrire_plan(("    actions:\n", f"    actions:\n{actions}"))
    resultat = plandev("valider", plan)
    assert resultat.stdout == (
        f"{plan}:14:9: erreur: clé «\u00a0notes\u00a0» inconnue dans cette action; choix "
        "possibles : code, libelle, responsables, groupes, etat; ou déclarez-la sous "
        "«\u00a0champs\u00a0», en tête du plan\n"
        "          notes: à revoir\n"
        "          ^\n"
        "  8 fois en tout; aussi à 17:9, 20:9, 23:9, 26:9, 29:9, …\n"
    )
    assert resultat.stderr == f"{plan} : 8 erreurs\n"
    assert len(json.loads(plandev("valider", plan, "-f", "json").stdout)) == 8
    assert len(json.loads(plandev("valider", plan, "-f", "gitlab").stdout)) == 8
