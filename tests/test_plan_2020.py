"""Le plan de 2020 est celui que la Ville a publié."""

import hashlib

from plandev.questions.citations import citations
from plandev.questions.comptes import charges


def test_chaque_axe_a_ses_actions_dans_l_ordre_du_document(plan_2020):
    codes = {axe.numero: " ".join(action.code for action in axe.actions) for axe in plan_2020.axes}
    assert codes == {
        1: "1 7 8",
        2: "1 4 8 9 11 12 13 15 18 23",
        3: "3 8 14 15 16 17 21",
        4: "6 7 12 13 17 18 19",
        5: "4.b 7.d 7.c 10 15 19.a 20 26 27",
    }


def test_chaque_axe_a_son_titre_et_son_poids(plan_2020):
    assert [(axe.titre, axe.poids) for axe in plan_2020.axes] == [
        ("La mobilité des personnes", 8),
        ("L'habitation et le milieu de vie", 23),
        ("Le développement de quartier à échelle humaine", 21),
        ("L'action communautaire et la cohésion sociale", 19),
        ("Le développement et l'épanouissement des personnes", 27),
    ]


def test_38_responsabilites_servent_36_actions(plan_2020):
    comptes = {charge.unite: charge.actions for charge in charges(plan_2020)}
    assert comptes == {
        "DVC": 22, "DEV": 4, "INCENDIE": 3, "BMD": 2, "URBA": 2,
        "APPRO": 1, "DGCH": 1, "ENV": 1, "JURIDIQUE": 1, "POLICE": 1,
    }  # fmt: skip
    assert (sum(comptes.values()), plan_2020.nombre_actions) == (38, 36)


def test_une_seule_action_a_trois_unites_et_dans_cet_ordre(plan_2020):
    partagees = {
        citation.id: citation.action.responsables
        for citation in citations(plan_2020)
        if len(citation.action.responsables) > 1
    }
    assert partagees == {"5.20": ("DGCH", "DEV", "DVC")}


def test_une_action_ne_porte_que_les_groupes_que_son_libelle_nomme(plan_2020):
    groupes = {
        citation.id: citation.action.groupes
        for citation in citations(plan_2020)
        if citation.action.groupes
    }
    assert groupes == {
        "2.8": ("immigrantes",),
        "3.17": ("vulnerables", "particularites"),
        "5.15": ("handicapees",),
        "5.19.a": ("immigrantes", "particularites"),
        "5.20": ("jeunes",),
        "5.26": ("immigrantes",),
        "5.27": ("jeunes",),
    }


def test_seuls_les_noms_d_unites_qui_sont_certains_sont_ecrits(plan_2020):
    assert {sigle: nom for sigle, nom in plan_2020.responsables.items() if nom} == {
        "DVC": "Direction de la vie communautaire",
        "INCENDIE": "Service de la sécurité incendie",
    }


def test_les_libelles_gardent_accents_ligatures_et_parentheses(plan_2020):
    libelles = {citation.id: citation.action.libelle for citation in citations(plan_2020)}
    assert libelles["5.7.c"] == (
        "Maintenir la gratuité aux activités locales de médiation culturelle (p. ex., série de "
        "concerts dans les parcs, programmations des Journées de la culture, activités de "
        "médiation culturelle au Lieu historique du chantier A.C. Davie)"
    )
    assert libelles["3.14"] == (
        "Mettre en œuvre les plans particuliers d'urbanisme (PPU) dans une approche de "
        "collaboration avec le milieu, en y intégrant les principes de développement social et "
        "d'accessibilité universelle."
    )


def test_les_36_lignes_sont_celles_du_document_publie_a_la_lettre(plan_2020):
    # L'empreinte est celle des lignes « axe.code, libellé, unités » extraites du document publié.
    lignes = "".join(
        f"{citation.id}\t{citation.action.libelle}\t{' '.join(citation.action.responsables)}\n"
        for citation in citations(plan_2020)
    )
    empreinte = hashlib.sha256(lignes.encode()).hexdigest()
    assert empreinte == "28f8a78cd8dc8fe3a01bd820509b6347f366deee19996916ee316208ccbe0675"
