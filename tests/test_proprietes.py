"""Ce qui est vrai de tout plan, et pas seulement de celui de 2020."""

from decimal import Decimal
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from plandev.lecture.yaml.analyse import analyser
from plandev.lecture.yaml.document import Document
from plandev.messages.constats import CLE
from plandev.plan.action import Action
from plandev.plan.modele import Axe, Plan, Regle
from plandev.questions.equilibre import mesurer, repartir

REFERENCES = st.sampled_from([Regle(), Regle(reference="prorata")])
COMPTES = st.lists(st.integers(0, 30), min_size=1, max_size=8).filter(any)


def mesurer_axes(plan, regle):
    return mesurer(plan, regle, "axe").axes


def plan_de(comptes, poids):
    return Plan(
        titre="Plan",
        annee=2020,
        responsables={"DVC": None},
        axes=tuple(
            Axe(numero=rang, titre="Axe", poids=un_poids, actions=tuple(map(action, range(compte))))
            for rang, (compte, un_poids) in enumerate(zip(comptes, poids, strict=True), start=1)
        ),
    )


def action(rang):
    return Action(code=str(rang + 1), libelle="Agir", responsables=("DVC",))


@st.composite
def plans(draw):
    comptes = draw(COMPTES)
    poids = draw(st.lists(st.integers(1, 10**6), min_size=len(comptes), max_size=len(comptes)))
    return plan_de(comptes, poids)


@given(plans(), REFERENCES)
def test_les_parts_et_les_attendus_font_le_tout(plan, regle):
    equilibre = mesurer_axes(plan, regle)
    assert abs(sum(part.part for part in equilibre.parts) - 1) < 1e-9
    assert abs(sum(part.attendu for part in equilibre.parts) - plan.nombre_actions) < 1e-6
    assert 0 <= equilibre.dissimilarite <= 1


@given(plans(), REFERENCES, st.randoms(use_true_random=False))
def test_l_ordre_des_actions_ne_change_pas_le_equilibre(plan, regle, hasard):
    melanges = [
        axe.model_copy(update={"actions": tuple(hasard.sample(axe.actions, len(axe.actions)))})
        for axe in plan.axes
    ]
    melange = plan.model_copy(update={"axes": tuple(melanges)})
    assert mesurer_axes(melange, regle) == mesurer_axes(plan, regle)


@given(plans())
def test_deplacer_les_actions_a_deplacer_atteint_la_meilleure_repartition(plan):
    comptes = [len(axe.actions) for axe in plan.axes]
    poids = [axe.poids for axe in plan.axes]
    cibles = repartir(comptes, poids)
    equilibre = mesurer_axes(plan, Regle(reference="prorata"))
    departs = [max(0, compte - cible) for compte, cible in zip(comptes, cibles, strict=True)]
    arrivees = [max(0, cible - compte) for compte, cible in zip(comptes, cibles, strict=True)]
    assert sum(departs) == sum(arrivees) == equilibre.a_deplacer
    apres = mesurer_axes(plan_de(cibles, poids), Regle(reference="prorata"))
    assert apres.a_deplacer == 0
    assert apres.dissimilarite <= equilibre.dissimilarite


@given(
    st.lists(st.integers(0, 5), min_size=1, max_size=3).filter(any),
    st.lists(st.integers(1, 9), min_size=3, max_size=3),
)
def test_nulle_autre_repartition_en_actions_entieres_n_est_meilleure(comptes, poids):
    poids = poids[: len(comptes)]
    total, somme = sum(comptes), sum(poids)

    def ecart(repartition):
        paires = zip(repartition, poids, strict=True)
        return sum(abs(n * somme - total * un_poids) for n, un_poids in paires)

    toutes = product(range(total + 1), repeat=len(comptes))
    assert ecart(repartir(comptes, poids)) == min(
        ecart(repartition) for repartition in toutes if sum(repartition) == total
    )


LIMITES = st.tuples(
    st.integers(0, 10).map(lambda n: Decimal(n) / 10),
    st.integers(10, 30).map(lambda n: Decimal(n) / 10),
)


def tient(plan, regle, rang, poids):
    axes = list(plan.axes)
    axes[rang] = axes[rang].model_copy(update={"poids": poids})
    parts = mesurer_axes(plan.model_copy(update={"axes": tuple(axes)}), regle).parts
    return all(part.verdict.favorable for part in parts)


@given(
    st.lists(st.integers(0, 6), min_size=1, max_size=4).filter(any),
    st.lists(st.integers(1, 9), min_size=4, max_size=4),
    LIMITES,
)
def test_le_verdict_des_axes_tient_dans_tout_l_intervalle_d_un_poids_et_change_juste_au_dela(
    comptes, poids, limites
):
    plan = plan_de(comptes, poids[: len(comptes)])
    regle = Regle(reference="prorata", indice_min=limites[0], indice_max=limites[1])
    parts = mesurer_axes(plan, regle).parts
    verdict = all(part.verdict.favorable for part in parts)
    for rang, part in enumerate(parts):
        premier, dernier = part.poids_admis
        fin = dernier or max(premier, part.poids) + 200
        essais = {premier, part.poids, (premier + fin) // 2, fin}
        assert {tient(plan, regle, rang, essai) for essai in essais} == {verdict}
        if premier > 1:
            assert tient(plan, regle, rang, premier - 1) != verdict
        if dernier is not None:
            assert tient(plan, regle, rang, dernier + 1) != verdict


@given(plans(), LIMITES)
def test_un_axe_est_equilibre_si_et_seulement_si_son_compte_est_admis(plan, limites):
    regle = Regle(reference="prorata", indice_min=limites[0], indice_max=limites[1])
    for part in mesurer_axes(plan, regle).parts:
        premier, dernier = part.admis
        admis = premier is not None and premier <= part.actions <= dernier
        assert admis == part.verdict.favorable


TEXTES = st.text(st.characters(codec="utf-8", categories=("L", "N", "Zs", "S", "Po")), min_size=1)
VALEURS = st.recursive(
    TEXTES,
    lambda enfants: (
        st.lists(enfants, max_size=4)
        | st.dictionaries(st.text("abcdef", min_size=1), enfants, max_size=4)
    ),
    max_leaves=12,
)


def ecrire(valeur):
    """Rend la valeur en YAML, chaque texte entre guillemets simples."""
    if isinstance(valeur, str):
        return "'" + valeur.replace("'", "''") + "'"
    if isinstance(valeur, list):
        return "[" + ",\n ".join(map(ecrire, valeur)) + "]"
    return "{" + ",\n  ".join(f"{cle}: {ecrire(v)}" for cle, v in valeur.items()) + "}"


def textes(valeur, chemin=()):
    if isinstance(valeur, str):
        yield chemin, valeur
        return
    for nom, enfant in valeur.items() if isinstance(valeur, dict) else enumerate(valeur):
        yield from textes(enfant, (*chemin, nom))


@given(VALEURS)
def test_a_la_place_donnee_pour_un_texte_il_y_a_ce_texte(valeur):
    ecrit = "# œ\n" + ecrire(valeur)
    brouillon = analyser(Document("plan.yaml", ecrit.encode()))
    assert (brouillon.valeur, brouillon.constats) == (valeur, [])
    for chemin, texte in textes(valeur):
        position = brouillon.situer("texte-vide", chemin, "").position
        reste = "\n".join(ecrit.split("\n")[position.ligne - 1 :])[position.colonne - 1 :]
        assert reste.startswith(ecrire(texte))
        if chemin and isinstance(chemin[-1], str):
            position = brouillon.situer("texte-vide", (*chemin, CLE), "").position
            reste = "\n".join(ecrit.split("\n")[position.ligne - 1 :])[position.colonne - 1 :]
            assert reste.startswith(f"{chemin[-1]}: ")
