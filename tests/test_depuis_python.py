"""Une personne lit le plan dans un carnet Python."""

import copy
import pickle
import rlcompleter
from fractions import Fraction
from pathlib import Path

import pytest

import plandev


@pytest.fixture
def plan(racine):
    return plandev.charger(str(racine / "plan2020.yaml"))


def test_le_plan_ses_axes_et_ses_actions_sont_des_valeurs(plan):
    assert (plan.titre, plan.annee, plan.nombre_actions) == ("Plan de déploiement 2020", 2020, 36)
    assert plan.axes[4].actions[6].responsables == ("DGCH", "DEV", "DVC")
    with pytest.raises(ValueError, match="frozen"):
        plan.axes[0].titre = "Un autre titre"


def test_on_filtre_on_compte_et_on_trouve(plan):
    trouvees = plandev.filtrer(plan, axes=[2], responsables=["dvc"])
    assert [citation.id for citation in trouvees] == ["2.8", "2.9", "2.12", "2.13", "2.23"]
    assert plandev.charges(plan)[0].actions == 22
    assert plandev.par_groupe(plan)["immigrantes"] == 3
    assert plandev.trouver(plan, "5.20").axe.numero == 5


def test_on_mesure_l_equilibre_sous_la_regle_du_plan_ou_une_autre(plan):
    assert plandev.mesurer(plan).atteint
    equilibre = plandev.mesurer(plan, plandev.Regle(reference="egale"))
    assert not equilibre.atteint
    assert equilibre.axes.parts[0].verdict == "sous-représenté"
    assert (equilibre.axes.dissimilarite, equilibre.axes.a_deplacer) == (Fraction(23, 180), 4)
    assert equilibre.axes.parts[0].indice == Fraction(5, 12)


def test_un_fichier_fautif_leve_une_erreur_qui_a_toutes_les_fautes(ecrire_plan):
    with pytest.raises(plandev.ErreurPlan) as refus:
        plandev.charger(ecrire_plan(("2020", "20"), ("[DVC]", "[DVX]")))
    assert [(constat.code, constat.position.ligne) for constat in refus.value.constats] == [
        ("annee-invalide", 2),
        ("unite-inconnue", 14),
    ]


def test_une_erreur_dit_chaque_faute_a_sa_place(ecrire_plan):
    chemin = ecrire_plan(("2020", "20"), ("[DVC]", "[DVX]"))
    with pytest.raises(plandev.ErreurPlan) as refus:
        plandev.charger(chemin)
    assert str(refus.value).splitlines() == [
        f"{chemin}:2:8: erreur: «\u00a020\u00a0» : une année est attendue, de 1900 à 2199",
        f"{chemin}:14:24: erreur: {refus.value.constats[1].message}",
    ]
    with pytest.raises(plandev.ErreurPlan, match=r"^absent\.yaml: erreur: fichier introuvable"):
        plandev.charger("absent.yaml")


def test_une_erreur_revient_entiere_d_un_autre_processus_ou_d_une_copie(ecrire_plan):
    with pytest.raises(plandev.ErreurPlan) as refus:
        plandev.charger(ecrire_plan(("2020", "20"), ("[DVC]", "[DVX]")))
    for faire in (lambda e: pickle.loads(pickle.dumps(e)), copy.copy, copy.deepcopy):  # noqa: S301
        revenue = faire(refus.value)
        assert revenue.constats == refus.value.constats
        assert str(revenue) == str(refus.value)


def valeurs_publiques(plan, faute):
    """Rend une valeur de chaque classe publique, sous son nom."""
    comptages = [plandev.compter(plan, cle) for cle in ("axe", "responsable", "groupe", "etat")]
    comptages.append(plandev.compter(plan, "note", "axe"))
    equilibre = plandev.mesurer(plan)
    (constat,) = faute.constats
    rendues = [plan, plan.axes[0], plan.axes[0].actions[0], plan.equilibre, *comptages]
    rendues += [plandev.trouver(plan, "1.1"), *plandev.charges(plan), equilibre, equilibre.axes]
    rendues += [*equilibre.axes.parts, *equilibre.groupes, faute, constat, constat.position]
    rendues += [plan.champs["note"], plandev.bilan(plan), plandev.comparer(plan, plan)]
    rendues += [plandev.annees([plan]), constat.gravite, equilibre.axes.parts[0].verdict]
    return rendues


def test_chaque_valeur_publique_se_garde_et_se_retrouve_la_meme(ecrire_plan):
    champ = (
        ("axes:", "champs:\n  note: Note\naxes:"),
        ("[DVC]\n", "[DVC]\n        note: [a, b]\n        etat: en cours\n"),
    )
    plan = plandev.charger(ecrire_plan(*champ))
    with pytest.raises(plandev.ErreurPlan) as refus:
        plandev.charger(ecrire_plan(("2020", "20")))
    valeurs = valeurs_publiques(plan, refus.value)
    classes = {nom for nom in plandev.__all__ if nom[0].isupper()}
    assert {type(valeur).__name__ for valeur in valeurs} >= classes
    for valeur in valeurs:
        revenue = pickle.loads(pickle.dumps(valeur))  # noqa: S301
        if isinstance(valeur, plandev.ErreurPlan):
            assert (str(revenue), revenue.constats) == (str(valeur), valeur.constats)
        else:
            assert revenue == valeur


def test_le_nombre_d_une_case_qui_n_existe_pas_n_est_pas_zero(plan):
    par_axe, croise = plandev.compter(plan, "axe"), plandev.compter(plan, "axe", "groupe")
    assert [par_axe.nombre((valeur,)) for valeur in (5, None)] == [9, 0]
    assert [croise.nombre(case) for case in ((5, "jeunes"), (1, "jeunes"), (1, None))] == [2, 0, 3]
    for case in (1, (9,), ("1",), (5, "jeunes"), ()):
        with pytest.raises(KeyError):
            par_axe.nombre(case)
    for case in ((5,), ("jeunes", 5), (5, "Jeunes"), (5, "jeunes", 1)):
        with pytest.raises(KeyError):
            croise.nombre(case)


def test_un_texte_seul_est_une_valeur_et_non_ses_lettres(plan):
    def ids(**criteres):
        return [citation.id for citation in plandev.filtrer(plan, **criteres)]

    assert ids(textes="logements") == ids(textes=["logements"]) != []
    assert ids(responsables="dvc") == ids(responsables=["DVC"]) != []
    assert ids(groupes="jeunes") == ids(groupes=["jeunes"]) != []
    assert ids(axes="2") == ids(axes=2) == ids(axes=[2]) != []
    with pytest.raises(plandev.ErreurPlan, match="axe «\u00a012\u00a0» : le plan n'en a pas"):
        ids(axes="12")


def test_un_critere_qui_n_existe_pas_est_refuse_et_non_ignore(plan):
    with pytest.raises(TypeError, match="responsable"):
        plandev.filtrer(plan, responsable=["DVC"])


def test_une_valeur_construite_en_python_a_les_memes_contraintes():
    action = plandev.Action(code="1", libelle="Agir", responsables=("DVC",))
    axe = plandev.Axe(numero=1, titre="Axe", actions=(action, action))
    with pytest.raises(ValueError, match="déjà donné dans cet axe") as refus:
        plandev.Plan(titre="Plan", annee=2020, responsables={}, axes=(axe,))
    assert len(refus.value.errors()) == 3
    with pytest.raises(ValueError, match="annee"):
        plandev.Plan(titre="Plan", annee=20, responsables={}, axes=())


def test_la_touche_tab_propose_chaque_nom_public_et_lui_seul():
    completeur = rlcompleter.Completer({"plandev": plandev})
    proposes = [p.rstrip("()") for p in completeur.attr_matches("plandev.")]
    assert proposes == [f"plandev.{nom}" for nom in sorted(plandev.__all__)]


def test_chaque_nom_public_vient_du_module_qui_l_ecrit():
    modules = {nom: getattr(plandev, nom).__module__ for nom in dir(plandev)}
    assert {m for m in modules.values() if not m.startswith("plandev.")} == set()
    with pytest.raises(AttributeError, match="n'a pas de zut"):
        plandev.zut  # noqa: B018


def test_le_paquet_est_type():
    assert Path(plandev.__file__).with_name("py.typed").exists()


def test_on_suit_compare_et_reunit_des_plans(plan, ecrire_plan):
    suivi = plandev.charger(ecrire_plan(("[DVC]\n", "[DVC]\n        etat: Réalisé\n")))
    bilan = plandev.bilan(suivi, "axe")
    assert (bilan.ensemble.actions, bilan.ensemble.taux) == (2, Fraction(1, 2))
    ecarts = plandev.comparer(plan, plan)
    assert (ecarts.reconduites, ecarts.ajoutees, ecarts.modifiees) == (36, [], [])
    reunies = plandev.annees([plan])
    assert [axe.distinctes for axe in reunies.axes] == [3, 10, 7, 7, 9]
    assert reunies.axes[0].part_deployee == Fraction(3, 8)
