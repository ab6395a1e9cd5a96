"""Une citoyenne lit la page du plan dans un vrai Chromium : au téléphone, au clavier, imprimée."""

import json
import re
import shutil
import unicodedata
from random import Random

import pytest

from navigateur import Navigateur, module_de_npm, sans_chromium
from pages import HOSTILES, PLANS
from plandev.lecture import charger
from plandev.messages.mots import plier
from plandev.questions.citations import citations

pytestmark = sans_chromium

LARGEURS = (1280, 390, 320)
APPARENCES = {
    "claire": (1280, {}),
    "sombre-au-telephone": (390, {"prefers_color_scheme": "dark"}),
    "couleurs-forcees-en-etroit": (320, {"forced_colors": "active"}),
}


@pytest.fixture(scope="module")
def onglet():
    navigateur = Navigateur()
    yield navigateur
    navigateur.fermer()


@pytest.fixture
def ouvrir(onglet, plandev, tmp_path):
    """Ouvre la page d'un plan, en claire et à 1280 colonnes; rend l'onglet et le plan."""

    def ouvrir(nom="plan-2020", suite=""):
        plan, page = tmp_path / "plan.yaml", tmp_path / "page.html"
        plan.write_text(PLANS.get(nom, nom), encoding="utf-8")
        assert plandev("page", "-p", plan, "-o", page, "--remplacer").exit_code == 0
        onglet.taille(1280)
        onglet.simuler()
        onglet.aller(f"{page.as_uri()}{suite}")
        return onglet, plan

    return ouvrir


@pytest.mark.parametrize("nom", PLANS)
def test_la_page_est_accessible_tient_dans_l_ecran_et_ne_demande_rien(ouvrir, tmp_path, nom):
    axe = module_de_npm("axe-core/axe.min.js").read_text(encoding="utf-8")
    onglet, _ = ouvrir(nom)
    assert onglet.requetes() == [(tmp_path / "page.html").as_uri()]
    assert onglet.messages() == []
    # La politique de la page refuse ce programme; le débogueur, lui, le lance.
    onglet.evaluer(f"{axe};0")
    for largeur, apparence in APPARENCES.values():
        onglet.taille(largeur)
        onglet.simuler(**apparence)
        violations = onglet.evaluer(
            "axe.run(document).then(r => r.violations.map(v => [v.id, v.nodes[0].html]))"
        )
        assert violations == []
        large = "document.scrollingElement.scrollWidth"
        assert onglet.evaluer(large) <= largeur
    assert onglet.messages() == []


def test_chaque_page_est_du_html_valide(plandev, executer, tmp_path):
    vnu = module_de_npm("vnu-jar/build/dist/vnu.jar")
    if not shutil.which("java"):
        pytest.skip("Java n'est pas installé : apt-get install default-jre-headless")
    pages = []
    for nom, texte in PLANS.items():
        (tmp_path / "plan.yaml").write_text(texte, encoding="utf-8")
        pages.append(tmp_path / f"{nom}.html")
        plandev("page", "-p", tmp_path / "plan.yaml", "-o", pages[-1])
    dites = executer("java", "-jar", vnu, "--format", "gnu", *pages).stderr.splitlines()
    # Il ne sait pas que la politique nomme, par leur empreinte, ce style et ce programme.
    a_tort = [x for x in dites if re.search("Inline (style|script) violates Content Secur", x)]
    assert len(a_tort) == 2 * len(pages)
    assert [dite for dite in dites if dite not in a_tort] == []


RECHERCHES = [
    {"texte": "fete"},
    {"texte": "oeuvre"},
    {"texte": "ŒUVRE  l’accueil"},
    {"texte": "É"},
    {"texte": "introuvable"},
    {"axe": "2"},
    {"responsable": "DVC"},
    {"groupe": "immigrantes"},
    {"axe": "5", "responsable": "DVC", "texte": "plan d'action"},
    {"groupe": "jeunes", "responsable": "DEV"},
]
CHOISIES = """[...document.querySelectorAll("section.axe li")]
    .filter((li) => li.checkVisibility()).map((li) => li.querySelector("a").textContent)"""


def choisir(onglet, demandes):
    """Remplit le formulaire comme le ferait une personne, et rend les actions qui restent."""
    onglet.evaluer("document.querySelector('#le_filtre button').click()")
    for cle, valeur in demandes.items():
        champ = f"document.getElementById('par_{cle}')"
        onglet.evaluer(f"{champ}.value = {json.dumps(valeur)}")
        onglet.evaluer(f"{champ}.dispatchEvent(new Event('input', {{bubbles: true}}))")
    return onglet.evaluer(CHOISIES)


def lister(plandev, plan, demandes):
    options = [mot for cle, valeur in demandes.items() for mot in (f"--{cle}", valeur)]
    listees = plandev("list", "-p", plan, *options, "-f", "json")
    return [action["id"] for action in json.loads(listees.stdout)]


def test_la_recherche_trouve_exactement_ce_que_list_trouve(ouvrir, plandev):
    onglet, plan = ouvrir()
    for demandes in RECHERCHES:
        assert choisir(onglet, demandes) == lister(plandev, plan, demandes), demandes


@pytest.mark.parametrize(
    "nom",
    ["plan-2021-avec-etats", "plan-de-ville", "codes-publics", "hostile", "mots-d-une-ville"],
)
def test_elle_le_trouve_aussi_dans_les_champs_les_etats_et_d_autres_plans(ouvrir, plandev, nom):
    onglet, plan = ouvrir(nom)
    lu = charger(plan)
    actions = [action for axe in lu.axes for action in axe.actions]
    mots = [mot for action in actions[::7] for mot in action.libelle.split()[-2:]]
    champs = [str(valeur).split()[0] for action in actions[::9] for _, valeur in action.champs[:1]]
    demandes = [{"texte": mot} for mot in (*mots[:12], *champs[:6])]
    demandes += [{"responsable": unite} for unite in list(lu.responsables)[:8]]
    etats = dict.fromkeys(mot for une in actions[:9] for mot in (une.etat_dit, une.etat) if mot)
    demandes += [{"etat": mot} for mot in etats]
    demandes += [{"axe": "1", "groupe": groupe} for groupe in list(lu.groupes)[:3]]
    for demande in demandes:
        assert choisir(onglet, demande) == lister(plandev, plan, demande), demande


def mots_au_hasard(plan, combien=60):
    """Des morceaux de ce que dit le plan, de l'un à l'autre bout d'un mot, au pluriel ou non."""
    hasard = Random(22)  # noqa: S311 - le même tirage d'une fois à l'autre, et aucun secret
    dits = [c.action.libelle for c in citations(plan)] + [c.id for c in citations(plan)]
    dits += [*plan.responsables, *filter(None, plan.responsables.values()), *plan.groupes.values()]
    for _ in range(combien):
        dit = hasard.choice(dits)
        debut = hasard.choice([0, *(n + 1 for n, signe in enumerate(dit) if signe in " '’-(.")])
        mot = dit[debut + hasard.choice([0, 0, 0, 1]) :][: hasard.randint(1, 12)]
        yield mot + hasard.choice(["", "", "s", "x", "."])


@pytest.mark.parametrize(
    "nom", ["plan-2020", "plan-2021-avec-etats", "plan-de-ville", "codes-publics", "hostile"]
)
def test_des_mots_au_hasard_y_trouvent_ce_que_list_trouve(ouvrir, plandev, nom):
    onglet, plan = ouvrir(nom)
    premiere, *_ = (citation.id for citation in citations(charger(plan)))
    cherches = [*mots_au_hasard(charger(plan)), premiere, "-", "s", "d'", "DVC"]
    trouvees = {mots: choisir(onglet, {"texte": mots}) for mots in cherches if mots.strip()}
    assert trouvees == {mots: lister(plandev, plan, {"texte": mots}) for mots in trouvees}
    assert premiere in trouvees[premiere]


def test_les_mots_se_plient_comme_dans_plandev_pour_tout_unicode(onglet, racine):
    programme = racine / "src" / "plandev" / "formats" / "page" / "page.js"
    code = programme.read_text(encoding="utf-8")
    code = code[code.index("  const BLANCS") : code.index("  const filtre")]
    onglet.aller("about:blank")
    categories = map(unicodedata.category, map(chr, range(0x110000)))
    signes = [chr(n) for n, sorte in enumerate(categories) if sorte not in {"Cn", "Cs", "Co"}]
    textes = [f"a{signe}b" for signe in signes]
    for debut in range(0, len(textes), 20_000):
        tranche = textes[debut : debut + 20_000]
        plies = onglet.evaluer(f"(() => {{ {code} return {json.dumps(tranche)}.map(plier); }})()")
        differents = [t for t, plie in zip(tranche, plies, strict=True) if plier(t) != plie]
        assert differents == []


def test_ce_qui_est_choisi_reste_dans_l_adresse_et_s_y_retrouve(ouvrir):
    onglet, _ = ouvrir()
    avant = choisir(onglet, {"axe": "5", "texte": "Personnes Immigrantes"})
    adresse = onglet.evaluer("location.href")
    assert adresse.endswith("/page.html?texte=Personnes+Immigrantes&axe=5")
    onglet.aller(adresse)
    assert onglet.evaluer(CHOISIES) == avant == ["5.19.a", "5.26"]
    onglet.aller(adresse.replace("axe=5", "axe=99&zut=1"))
    assert len(onglet.evaluer(CHOISIES)) == 3
    onglet.evaluer("document.querySelector('#le_filtre button').click()")
    assert onglet.evaluer("location.search") == ""
    assert len(onglet.evaluer(CHOISIES)) == 36


def plan_a_niveaux(*combien):
    """Un plan d'un axe, dont chaque niveau a tant d'actions; la dernière dit « fin »."""
    niveaux = [rang for rang, nombre in enumerate(combien, 1) for _ in range(nombre)]
    actions = "".join(
        f"      - {{code: {code}, libelle: {'fin' if code == len(niveaux) else 'Agir'}, "
        f"responsables: [U], objectif: Objectif {rang}}}\n"
        for code, rang in enumerate(niveaux, 1)
    )
    return (
        "titre: Niveaux\nannee: 2024\nresponsables:\n  U:\nchamps:\n"
        "  objectif: {intitule: Objectif, nature: niveau}\n"
        f"axes:\n  - numero: 1\n    titre: Air\n    actions:\n{actions}"
    )


def test_un_niveau_de_plus_de_cent_actions_garde_son_titre_au_dessus_de_celles_qui_restent(ouvrir):
    onglet, _ = ouvrir(plan_a_niveaux(1, 120))
    assert choisir(onglet, {"texte": "fin"}) == ["1.121"]
    visibles = "[...document.querySelectorAll('h4')].filter((h) => h.checkVisibility())"
    assert onglet.evaluer(f"{visibles}.map((h) => h.textContent)") == ["Objectif 2"]


def test_des_niveaux_de_quelques_actions_n_allongent_pas_la_page(ouvrir):
    onglet, _ = ouvrir(plan_a_niveaux(1, 1, 1))
    haut = "document.documentElement.scrollHeight"
    avant = onglet.evaluer(haut)
    onglet.evaluer("document.querySelectorAll('ol').forEach((o) => o.removeAttribute('class'))")
    assert avant == onglet.evaluer(haut) < 5_000


COMPTE = "document.getElementById('le_compte').textContent"
ANNONCE = "document.getElementById('l_annonce').textContent"


def test_le_compte_se_dit_et_s_annonce_apres_une_pause_meme_s_il_n_y_a_rien(ouvrir):
    onglet, _ = ouvrir()
    assert (onglet.evaluer(COMPTE), onglet.evaluer(ANNONCE)) == ("36 actions", "")
    choisir(onglet, {"texte": "fete", "axe": "2"})
    dit = "2 actions sur 36 : « fete »; 2. L'habitation et le milieu de vie"
    assert (onglet.evaluer(COMPTE), onglet.evaluer(ANNONCE)) == (dit, "")
    onglet.attendre(f"{ANNONCE} === {json.dumps(dit)}")
    choisir(onglet, {"texte": "zzz"})
    onglet.attendre(f"{ANNONCE} === 'Aucune action : « zzz »'")
    visibles = "[...document.querySelectorAll('section.axe')].some((s) => s.checkVisibility())"
    assert not onglet.evaluer(visibles)


def test_un_lien_vers_une_action_cachee_defait_le_choix(ouvrir):
    onglet, _ = ouvrir(suite="?axe=1#5.20")
    assert len(onglet.evaluer(CHOISIES)) == 36
    assert onglet.evaluer("document.querySelector(':target').id") == "5.20"
    choisir(onglet, {"axe": "1"})
    onglet.evaluer("location.hash = '#5.27'")
    onglet.attendre(f"{CHOISIES}.length === 36")
    haut = onglet.evaluer("document.getElementById('5.27').getBoundingClientRect().top")
    assert 0 <= haut <= 900


def test_au_clavier_le_premier_arret_mene_aux_actions(ouvrir):
    onglet, _ = ouvrir()
    tabulation = {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
    for geste in ("keyDown", "keyUp"):
        onglet.demander("Input.dispatchKeyEvent", type=geste, **tabulation)
    assert onglet.evaluer("document.activeElement.textContent") == "Aller aux actions"
    assert onglet.evaluer("document.activeElement.getBoundingClientRect().top") >= 0


def test_sans_javascript_tout_le_contenu_est_la(ouvrir):
    onglet, _ = ouvrir()
    onglet.sans_script()
    onglet.aller(onglet.evaluer("location.href"))
    assert len(onglet.evaluer(CHOISIES)) == 36
    assert not onglet.evaluer("document.getElementById('le_filtre').checkVisibility()")
    onglet.sans_script(False)


def test_rien_d_un_plan_hostile_ne_s_execute(ouvrir):
    onglet, _ = ouvrir("hostile")
    choisir(onglet, {"texte": HOSTILES[1]})
    assert onglet.evaluer("document.title") == f"{HOSTILES[0]} (2020)"
    assert onglet.messages() == []
    assert onglet.evaluer("document.images.length") == 0


@pytest.fixture
def imprimer(ouvrir, executer, tmp_path):
    """Imprime la page d'un plan; rend ce que dit le PDF de lui-même, et le texte de ses pages."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext n'est pas installé : apt-get install poppler-utils")

    def imprimer(nom="plan-2020", demandes=None):
        onglet, plan = ouvrir(nom)
        if demandes:
            choisir(onglet, demandes)
        onglet.imprimer(tmp_path / "page.pdf")
        dit = executer("pdfinfo", tmp_path / "page.pdf").stdout
        texte = executer("pdftotext", "-layout", tmp_path / "page.pdf", "-").stdout
        return plan, dit, texte.split("\f")[:-1]

    return imprimer


def une_ligne(texte):
    return " ".join(unicodedata.normalize("NFKC", texte).split())


def test_imprimee_en_format_lettre_elle_est_balisee_et_numerotee(imprimer):
    _, dit, pages = imprimer()
    assert re.search(r"^Tagged: +yes$", dit, re.MULTILINE)
    assert re.search(r"^Page size: +612 x 792 pts \(letter\)$", dit, re.MULTILINE)
    assert len(pages) <= 7
    for rang, page in enumerate(pages, 1):
        assert une_ligne(page).replace(" ", "").endswith(f"{rang}/{len(pages)}")
    assert "Mots cherchés" not in "".join(pages)


@pytest.mark.parametrize("nom", ["plan-2020", "plan-de-ville"])
def test_aucune_action_n_y_est_coupee_entre_deux_pages(imprimer, nom):
    plan, _, pages = imprimer(nom)
    lues = [une_ligne(page).replace(" ", "") for page in pages]
    for axe in charger(plan).axes:
        for action in axe.actions:
            libelle = une_ligne(action.libelle).replace(" ", "")
            assert [libelle in lue for lue in lues].count(True) >= 1, action.code


def test_l_en_tete_d_un_long_tableau_y_est_repete(imprimer):
    axes = "".join(
        f"  - {{numero: {n}, titre: Axe numéro {n}, actions: [{{code: {n}, libelle: Faire}}]}}\n"
        for n in range(1, 61)
    )
    _, _, pages = imprimer(f"titre: Large\nannee: 2020\nresponsables: {{}}\naxes:\n{axes}")
    entetes = [len(re.findall(r"Axe +Actions +Admis +Verdict", page)) for page in pages]
    assert sum(entetes) >= 2
    for page, nombre in zip(pages, entetes, strict=True):
        assert nombre >= bool(re.search(r"[0-9]+\. Axe numéro [0-9]+ +1 +1 +équilibré", page))


def test_une_page_filtree_imprime_ce_qu_elle_montre_et_le_dit(imprimer):
    _, _, pages = imprimer(demandes={"groupe": "jeunes"})
    texte = une_ligne("".join(pages))
    assert "2 actions sur 36 : Jeunes" in texte
    assert "5.27" in texte
    assert "La mobilité des personnes (3 actions)" not in texte


def contraste(une, autre):
    """Le rapport de contraste de deux couleurs « rgb(r, v, b) », de 1 à 21 (WCAG 2.2)."""

    def luminance(couleur):
        parts = [int(part) / 255 for part in re.findall(r"[0-9]+", couleur)[:3]]
        r, v, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * v + 0.0722 * b

    claire, sombre = sorted((luminance(une), luminance(autre)), reverse=True)
    return (claire + 0.05) / (sombre + 0.05)


def couleur(selecteur, propriete):
    return f"getComputedStyle(document.querySelector({json.dumps(selecteur)})).{propriete}"


APPARENCES_DE_LA_BARRE = {
    "claire": ("", {}),
    "sombre": ("", {"prefers_color_scheme": "dark"}),
    "imprimee": ("print", {}),
}


@pytest.mark.parametrize("apparence", APPARENCES_DE_LA_BARRE)
def test_ce_qui_n_est_pas_du_texte_se_distingue_de_ce_qui_l_entoure(ouvrir, apparence):
    media, traits = APPARENCES_DE_LA_BARRE[apparence]
    onglet, _ = ouvrir()
    onglet.simuler(media, **traits)
    part, marque, fond = (
        onglet.evaluer(couleur(f".barre .{nom}", "fill")) for nom in ("part", "marque", "fond")
    )
    assert min(contraste(part, fond), contraste(marque, fond), contraste(marque, part)) >= 3
    bord, autour, dedans = (
        onglet.evaluer(couleur(*quoi))
        for quoi in (
            ("#par_texte", "borderTopColor"),
            ("#le_filtre", "backgroundColor"),
            ("#par_texte", "backgroundColor"),
        )
    )
    assert min(contraste(bord, autour), contraste(bord, dedans)) >= 3


def test_la_marque_se_distingue_en_couleurs_forcees(ouvrir):
    onglet, _ = ouvrir()
    onglet.simuler(forced_colors="active")
    noms = ("part", "marque", "fond")
    assert len({onglet.evaluer(couleur(f".barre .{nom}", "fill")) for nom in noms}) == 3


def test_dix_mille_actions_s_ouvrent_en_moins_de_trois_secondes_de_processeur(ouvrir, plandev):
    actions = "".join(
        f"      - {{code: {n}, libelle: 'Faire connaître l''offre de logements, numéro {n}'}}\n"
        for n in range(10_000)
    )
    tete = "titre: Grand\nannee: 2020\nresponsables: {}\naxes:\n"
    onglet, plan = ouvrir(f"{tete}  - numero: 1\n    titre: Seul\n    actions:\n{actions}")
    depart = onglet.processeur()
    onglet.aller(onglet.evaluer("location.href"))
    onglet.evaluer("new Promise((vu) => requestAnimationFrame(() => requestAnimationFrame(vu)))")
    assert onglet.processeur() - depart < 3
    demande = {"texte": "numero 777"}
    assert choisir(onglet, demande) == lister(plandev, plan, demande)
