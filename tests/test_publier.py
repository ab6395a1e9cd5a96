"""La Ville met son plan sur son site : une page, un fichier, que tout le monde peut lire."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages import HOSTILES, PLANS
from plandev.formats import en_html
from plandev.lecture import charger
from plandev.messages.mots import sans_trace
from plandev.plan.modele import Plan
from plandev.plan.valeurs import PATRON_CODE, PATRON_TEXTE, PATRON_TEXTE_LONG, PATRON_UNITE
from plandev.reponses.page import page as decrire
from plans_au_hasard import SIMPLES, plans

pytestmark = pytest.mark.usefixtures("dossier_2020")


class Lecteur(HTMLParser):
    """Ce qu'il y a dans une page : ses textes, ses attributs, ce qui est dans chaque balise."""

    SANS_TEXTE = ("style", "script")

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.textes, self.attributs, self.balises, self.contenus = [], [], [], {}
        self._ouverte = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, balise, attributs):
        self.balises.append(balise)
        self.attributs += [(balise, nom, valeur) for nom, valeur in attributs]
        self._ouverte = balise

    def handle_endtag(self, _):
        self._ouverte = ""

    def handle_data(self, texte):
        self.contenus.setdefault(self._ouverte, []).append(texte)
        if self._ouverte not in self.SANS_TEXTE:
            self.textes.append(texte)

    def valeurs(self, nom):
        return [valeur for _, sien, valeur in self.attributs if sien == nom]

    @property
    def lignes(self):
        """Les textes qui se lisent, une ligne chacun, tels que le navigateur les montre."""
        return [" ".join(t.split()) for t in self.textes if t.strip()]


@pytest.fixture
def publier(plandev):
    """La page d'un plan, par la commande."""

    def publier(plan="plan2020.yaml"):
        resultat = plandev("page", "-p", plan)
        assert resultat.exit_code == 0
        return Lecteur(resultat.stdout_bytes.decode())

    return publier


def test_la_date_des_etats_d_un_plan_qui_n_en_note_aucun_n_y_est_pas(publier, ecrire_plan):
    lignes = publier(ecrire_plan(("axes:\n", "etat_au: 2020-12-31\naxes:\n"))).lignes
    assert lignes[3] == "2 actions sur 2 axes"
    assert [ligne for ligne in lignes if "états" in ligne] == []


def test_la_page_dit_tout_le_plan_dans_l_ordre_ou_on_le_lit(publier, ecrire_plan):
    plan = ecrire_plan(
        ("axes:\n", "etat_au: 2020-12-31\nchamps:\n  note: Note\naxes:\n"),
        ("responsables: [DVC]\n", "responsables: [DVC, ENV]\n        etat: réalisée\n"),
        ("[ENV]\n", "[ENV]\n        note: |-\n          Une\n          deux\n"),
    )
    assert publier(plan).lignes == [
        "Plan de quartier (2020)",
        "Aller aux actions",
        "Plan de quartier (2020)",
        "2 actions sur 2 axes; états au 31 décembre 2020",
        "Le plan est-il équilibré?",
        "Où en sont les actions?",
        "Les actions",
        "Comment l'équilibre se calcule",
        "Les unités responsables",
        "Les données",
        "Le plan est-il équilibré?",
        "Verdict : équilibré (règle par défaut)",
        "Chaque axe a un nombre d'actions que la règle admet; chaque groupe est nommé par au moins "
        "une action.",
        "Règle par défaut (le plan n'en déclare pas) : la part équitable d'un axe est la même pour "
        "tous; il est équilibré de 0,5 à 2 fois cette part.",
        "Les actions de chaque axe",
        *("Axe", "Actions", "Admis", "Verdict"),
        *("1. Mobilité", "1", "1 à 2", "équilibré"),
        *("2. Habitation", "1", "1 à 2", "équilibré"),
        "La barre est la part que l'axe a des actions; le trait marque sa part équitable. Admis : "
        "les nombres d'actions que la règle admet.",
        "Les groupes, et les actions qui les nomment",
        *("Groupe", "Actions", "Verdict"),
        *("Jeunes", "1", "rejoint"),
        "Où en sont les actions?",
        "L'état des actions de chaque axe",
        *("Axe", "Actions", "Réalisées", "Taux", "Les autres"),
        *("1. Mobilité", "1", "1", "100,0 %"),
        *("2. Habitation", "1", "0", "0,0 %", "1 sans état"),
        *("Total", "2", "1", "50,0 %", "1 sans état"),
        "En tout : 1 réalisée, 1 sans état. Taux de réalisation : 1 ÷ 2 = 50,0 %.",
        "Taux de réalisation : actions réalisées ÷ actions prévues, celles du plan l'étant toutes; "
        "ni « en continu » ni « réalisée en partie » n'y compte comme réalisée (la même "
        "définition que celle de la Ville de Lévis, dans le suivi de son plan de développement "
        "durable, 2014-2015).",
        "Les actions",
        "Mots cherchés",
        *("Axe", "Tous les axes", "1. Mobilité", "2. Habitation"),
        *("Unité", "Toutes les unités", "DVC (Direction de la vie communautaire)", "ENV"),
        *("Groupe", "Tous les groupes", "Jeunes"),
        *("État", "Tous les états", "réalisée"),
        "Tout montrer",
        "2 actions",
        *("Axe 1. Mobilité", "(1 action)"),
        *("1.1", "Ouvrir une piste"),
        *("Unités :", "DVC", "; ENV"),
        *("Groupes :", "Jeunes"),
        *("État :", "réalisée"),
        *("Axe 2. Habitation", "(1 action)"),
        *("2.4.b", "Planter des arbres"),
        *("Unités :", "ENV"),
        *("Note :", "Une deux"),
        "Comment l'équilibre se calcule",
        "Les chiffres de chaque axe",
        *("Axe", "Actions", "Part", "Attendu", "Admis"),
        *("1", "1", "50,0 %", "1", "1 à 2"),
        *("2", "1", "50,0 %", "1", "1 à 2"),
        "Attendu : sa part équitable des 2 actions, soit 2 ÷ 2.",
        "Admis : les nombres d'actions qui le laissent équilibré, de 0,5 à 2 fois l'attendu.",
        "Dissimilarité : 0,0 % des actions changeraient d'axe pour que chacun ait exactement son "
        "attendu.",
        "C'est déjà, en actions entières, la répartition la plus proche de la part équitable.",
        "Les unités responsables",
        *("DVC", "Direction de la vie communautaire"),
        "Les données",
        "Toutes les actions de cette page, pour un tableur ou un programme :",
        "En CSV, pour un tableur",
        "En JSON, pour un programme",
        "Dans Excel, ouvrez le CSV par « Données », puis « À partir d’un fichier texte/CSV », et "
        "gardez en texte les colonnes id et code : 5.20 est un nom, pas un nombre.",
        "Cette page est faite du fichier du plan par la commande",
        "plandev page",
        ".",
    ]


def test_un_plan_desequilibre_dit_ce_qu_il_y_a_a_corriger(publier, ecrire_plan):
    lignes = publier(ecrire_plan(("        groupes: [jeunes]\n", ""))).lignes
    debut = lignes.index("Verdict : non équilibré (règle par défaut)")
    assert lignes[debut + 1 : debut + 3] == [
        "À corriger :",
        "groupe jeunes (Jeunes) : aucune action ne le nomme",
    ]


def test_un_plan_sans_action_a_sa_page_sans_verdict(publier, tmp_path):
    (tmp_path / "vide.yaml").write_text(PLANS["sans-action"], encoding="utf-8")
    lignes = publier(tmp_path / "vide.yaml").lignes
    assert "Ce plan n'a aucune action à compter : aucun verdict n'en est rendu." in lignes
    assert "Comment l'équilibre se calcule" not in lignes
    assert lignes[lignes.index("0 action") + 1 :][:2] == ["Axe 1. Seul", "(aucune action)"]


AILLEURS = ("codes-publics", "en-lettres")


def test_chaque_action_a_son_ancre_et_chaque_lien_mene_quelque_part(publier, racine):
    ailleurs = (racine / f"tests/exemples/valides/{nom}.yaml" for nom in AILLEURS)
    for plan in ("plan2020.yaml", *ailleurs):
        page = publier(plan)
        ancres = page.valeurs("id")
        assert len(ancres) == len(set(ancres))
        assert [ancre for ancre in ancres if re.search(r"\s", ancre)] == []
        liens = [lien for lien in page.valeurs("href") if lien.startswith("#")]
        assert [lien for lien in liens if lien[1:] not in ancres] == []
    assert {"5.20", "5.19.a"} <= set(publier().valeurs("id"))
    en_lettres = publier(racine / "tests/exemples/valides/en-lettres.yaml").valeurs("id")
    assert {"axe_A", "A.4.a", "axe_TR-2", "TR-2.1", "G.12~bis"} <= set(en_lettres)
    codes_a_espace = racine / "tests/exemples/valides/codes-publics.yaml"
    assert "12_bis" in publier(codes_a_espace).valeurs("id")


def codes_des_ancres():
    """Rend les ancres d'une page, telles qu'un code pourrait les écrire."""
    ville = charger(Path(__file__).parent / "exemples" / "valides" / "plan-de-ville.yaml")
    ancres = Lecteur("".join(en_html.ecrire(decrire(ville)))).valeurs("id")
    codes = {ancre.replace("_", " ") for ancre in ancres}
    return sorted(code for code in codes if len(code) <= 20 and re.fullmatch(PATRON_CODE, code))


CODES_DES_ANCRES = SIMPLES._replace(codes=st.sampled_from(codes_des_ancres()))


@settings(max_examples=50)
@given(plan=plans(CODES_DES_ANCRES, numerotation="plan", annee=2020))
def test_nul_code_ne_prend_l_ancre_d_une_autre_partie_de_la_page(plan):
    ancres = Lecteur("".join(en_html.ecrire(decrire(plan)))).valeurs("id")
    assert len(ancres) == len(set(ancres))


@pytest.mark.parametrize("format_", ["csv", "json"])
def test_les_donnees_a_emporter_sont_celles_de_la_liste(plandev, publier, format_):
    page = publier()
    assert page.valeurs("download") == ["plan2020.csv", "plan2020.json"]
    (lien,) = [x for x in page.valeurs("href") if x.startswith("data:") and f"/{format_}" in x]
    assert base64.b64decode(lien.partition(",")[2]) == plandev("list", "-f", format_).stdout_bytes


def test_deux_pages_du_meme_plan_sont_les_memes_a_l_octet(executer, tmp_path):
    (tmp_path / "ailleurs").mkdir()
    (tmp_path / "ailleurs" / "copie.yaml").write_bytes((tmp_path / "plan2020.yaml").read_bytes())
    pages = set()
    for graine, dossier, plan in (("1", ".", "plan2020.yaml"), ("2", "ailleurs", "copie.yaml")):
        reglages = {"cwd": tmp_path / dossier, "env": {"PYTHONHASHSEED": graine}}
        assert executer("plandev", "page", "-p", plan, "-o", "p.html", **reglages).returncode == 0
        pages.add((tmp_path / dossier / "p.html").read_bytes())
    assert len(pages) == 1


def test_la_page_n_a_que_son_style_et_son_programme_et_ne_demande_rien(publier):
    page = publier()
    (politique,) = [v for v in page.valeurs("content") if v.startswith("default-src")]
    empreintes = {
        balise: base64.b64encode(hashlib.sha256("".join(page.contenus[balise]).encode()).digest())
        for balise in ("style", "script")
    }
    assert politique == (
        f"default-src 'none'; style-src 'sha256-{empreintes['style'].decode()}'; "
        f"script-src 'sha256-{empreintes['script'].decode()}'; base-uri 'none'; form-action 'none'"
    )
    assert [a for a in page.attributs if a[1] == "style" or a[1].startswith("on")] == []
    assert [a for a in page.attributs if a[1] in {"src", "srcset", "action", "data"}] == []
    assert {x.partition(":")[0] for x in page.valeurs("href") if x[0] != "#"} == {"data"}
    code = "".join(page.contenus["style"] + page.contenus["script"])
    assert [mot for mot in ("innerHTML", "url(", "@import", "http", "eval") if mot in code] == []


def test_une_page_n_est_jamais_celle_d_un_plan_que_personne_n_a_nomme(plandev, tmp_path):
    (tmp_path / "plan2020.yaml").unlink()
    resultat = plandev("page", "-o", "page.html")
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert "aucun plan n'est nommé" in resultat.stderr


def test_un_terminal_ne_montre_pas_la_page_mais_un_tube_la_prend(lancer):
    for arguments in ((), ("-o", "-")):
        refus = lancer("page", *arguments, terminal=200, env={"TERM": "dumb"})
        assert refus.returncode == 2
        assert refus.stdout.replace("\n", " ") == (
            "plandev: erreur: un terminal ne montre pas ce format; nommez un fichier où le "
            "mettre : --sortie page.html "
        )
    assert lancer("page").stdout.startswith("<!doctype html>")


def test_jinja_n_est_charge_que_pour_la_page(executer):
    code = (
        "import sys; from plandev.commandes.programme.application import app\n"
        "try: app(sys.argv[1:], prog_name='plandev')\n"
        "except SystemExit: pass\n"
        "print('jinja2' in sys.modules, file=sys.stderr)"
    )
    for ligne, charge in (("--help", "False"), ("list -f md", "False"), ("page", "True")):
        dite = executer("python", "-c", code, *ligne.split()).stderr
        assert dite.splitlines()[-1] == charge


SIGNES = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Cf"]) | st.sampled_from("<>&'{}%#")


def textes(patron):
    return st.text(SIGNES, min_size=1, max_size=30).filter(lambda t: re.fullmatch(patron, t))


TEXTES = textes(PATRON_TEXTE) | st.sampled_from(HOSTILES)


def plan_d_une_action(titre, libelle, nom, groupe, unite, note):
    """Un plan où chacun de ces textes a sa place."""
    action = {"code": "1", "libelle": libelle, "responsables": (unite,), "groupes": ("g",)}
    action["champs"] = {"note": note}
    return Plan(
        titre=titre,
        annee=2020,
        responsables={unite: nom},
        groupes={"g": groupe},
        champs={"note": titre},
        axes=[{"numero": 1, "titre": titre, "actions": [action]}],
    )


def lire_la_page(plan):
    return Lecteur("".join(en_html.ecrire(decrire(plan))))


BALISES = lire_la_page(plan_d_une_action(*"abcdef")).balises


@settings(max_examples=150)
@given(
    titre=TEXTES,
    libelle=TEXTES,
    nom=TEXTES.filter(lambda nom: nom not in {"~", "null", "Null", "NULL"}),  # aucun nom connu
    groupe=TEXTES,
    unite=textes(PATRON_UNITE).filter(lambda nom: not sans_trace(nom)),
    note=textes(PATRON_TEXTE_LONG) | st.sampled_from(HOSTILES),
)
def test_aucun_texte_du_plan_n_y_est_du_balisage(titre, libelle, nom, groupe, unite, note):
    plan = plan_d_une_action(titre, libelle, nom, groupe, unite, note)
    page = lire_la_page(plan)
    (unite,) = plan.responsables  # ses accents composés
    lu = "\0".join(page.textes)
    assert [voulu for voulu in (titre, libelle, nom, groupe, unite, note) if voulu not in lu] == []
    assert page.valeurs("data-responsable") == [unite]
    (donnees,) = [x for x in page.valeurs("href") if "json" in x]
    (action,) = json.loads(base64.b64decode(donnees.partition(",")[2]))
    assert (action["libelle"], action["champs"]["note"]) == (libelle, note)
    assert page.balises == BALISES


TETE = (
    "titre: Plan de quartier\n",
    "titre: Plan de quartier\norganisme: Ville d'Essai\npolitique: Politique <b>familiale</b>\n"
    "source: {}\nlicence: CC BY 4.0\n",
)


@pytest.mark.parametrize(
    ("source", "montree"),
    [
        ("https://ville.exemple/plan?a=1&b=2", '<a href="https://ville.exemple/plan?a=1&amp;b=2">'),
        ("javascript:alert(1)", "Source\u00a0: javascript:alert(1)</p>"),
        ("Procès-verbal du 3 mai", "Source\u00a0: Procès-verbal du 3 mai</p>"),
    ],
)
def test_la_page_dit_une_fois_de_qui_est_le_plan_et_d_ou_il_vient(
    plandev, ecrire_plan, source, montree
):
    etat = ("[DVC]\n", "[DVC]\n        etat: Réalisé\n")
    plan = ecrire_plan((TETE[0], TETE[1].format(source)), etat)
    page = plandev("page", "-p", plan).stdout
    assert montree in page
    for dit in ("<p>Ville d&#39;Essai</p>", "Politique &lt;b&gt;familiale&lt;/b&gt;", "CC BY 4.0"):
        assert page.count(dit) == 1
