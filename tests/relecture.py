"""Un second lecteur, qui ne partage rien avec `src` : un tableau et le plan qui en vient, comparés.

La loi : chaque cellule qui contient quelque chose est dite, ou dans l'action de sa ligne.
"""

import csv
import datetime as dt
import re
import unicodedata

import openpyxl
import yaml

MOIS = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
]


def cellules(chemin):
    """Les cellules pleines : (feuille, ligne, colonne en lettres) -> ce qu'elles contiennent."""
    if chemin.suffix == ".csv":
        with chemin.open(encoding=_encodage(chemin), newline="") as fichier:
            texte = fichier.read()
        separateur = max(";,", key=texte.count)
        rangees = {"": list(csv.reader(texte.splitlines(keepends=True), delimiter=separateur))}
    else:
        classeur = openpyxl.load_workbook(chemin, data_only=True)
        rangees = {f.title: list(f.iter_rows(values_only=True)) for f in classeur}
    return {
        (feuille, ligne, openpyxl.utils.get_column_letter(colonne)): valeur
        for feuille, lignes in rangees.items()
        for ligne, valeurs in enumerate(lignes, 1)
        for colonne, valeur in enumerate(valeurs, 1)
        if valeur is not None and str(valeur).strip()
    }


def _encodage(chemin):
    try:
        chemin.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def lire(texte_du_plan):
    """Le plan, tous ses scalaires étant des textes."""
    return yaml.load(texte_du_plan, Loader=yaml.BaseLoader)  # noqa: S506 - il ne crée que des textes


def libelles_des_lignes(chemin, texte_du_plan):
    """Le libellé de l'action de chaque ligne d'un tableau : celui qu'une de ses cellules redit."""
    plan = lire(texte_du_plan)
    connus = {
        " ".join(mots(a["libelle"])): a["libelle"] for x in plan["axes"] for a in x["actions"]
    }
    redits = {place: connus.get(" ".join(mots(v))) for place, v in cellules(chemin).items()}
    return {(feuille, ligne): dit for (feuille, ligne, _), dit in redits.items() if dit}


def lignes_d_en_tete(chemin, libelles):
    """Les lignes de plusieurs cellules qui précèdent, dans leur feuille, toute action."""
    places = [(feuille, ligne) for feuille, ligne, _ in cellules(chemin)]
    premieres = {f: min(n for g, n in libelles if g == f) for f, _ in libelles}
    return {
        (feuille, ligne)
        for feuille, ligne in places
        if ligne < premieres.get(feuille, 0) and places.count((feuille, ligne)) > 1
    }


def mots(texte):
    """Les mots d'un texte, sans casse ni accents."""
    plat = unicodedata.normalize("NFKD", str(texte)).lower().replace("œ", "oe")
    plat = "".join(c for c in plat if not unicodedata.combining(c))
    return [mot for mot in re.findall(r"[a-z0-9]+", plat) if mot != "et"]


def formes(valeur):
    """Ce qu'un plan peut écrire d'une cellule : ses mots, ou sa date, ou son nombre."""
    yield mots(valeur)
    yield [*mots(valeur)[:-1], *(f"{mot}e" for mot in mots(valeur)[-1:])]  # un état, au féminin
    if mots(valeur)[:1] in (["orientation"], ["volet"]):
        yield mots(valeur)[1:]
    if isinstance(valeur, dt.datetime):
        yield mots(f"{valeur:%Y-%m-%d}")
    texte = str(valeur).strip()
    if trouve := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", texte):
        yield [trouve[3], trouve[2].zfill(2), trouve[1].zfill(2)]
    if trouve := re.fullmatch(r"T(\d) (\d{4})", texte):
        yield [trouve[2], f"t{trouve[1]}"]
    nom, _, annee = " ".join(mots(texte)).rpartition(" ")
    if nom in MOIS:
        yield [annee, f"{MOIS.index(nom) + 1:02}"]
    nu = re.sub(r"[\s$%]", "", texte).replace(",", ".")
    fois = 1_000_000 if nu.endswith("M") else 1
    if re.fullmatch(r"-?\d+(\.\d+)?M?", nu):
        nombre = round(float(nu.rstrip("M")) * fois, 6)
        yield mots(f"{nombre:.6f}".rstrip("0").rstrip("."))
        yield mots(f"{nombre:.2f}")


def contient(foin, aiguille):
    """Vrai si ces mots se suivent dans cet autre texte."""
    return f" {' '.join(aiguille)} " in f" {' '.join(mots(foin))} "


def dit_par_le_plan(plan, axe, action):
    """Tout ce que le plan dit d'une action, un texte par clé."""
    yield f"axe {axe['numero']} {axe['titre']}"
    yield f"{axe['numero']}.{action['code']}"
    groupes = plan.get("groupes", {})
    for cle, valeur in action.items():
        if cle == "groupes":
            yield " ".join(str(groupes[nom]) for nom in valeur)
        else:
            yield " ".join(map(str, valeur)) if isinstance(valeur, list) else str(valeur)


def perdues(chemin, texte_du_plan, messages, libelles, entetes):
    """Les cellules qui ne sont ni dites, ni dans l'action de leur ligne.

    `libelles` : celui de l'action de chaque ligne, sous (feuille, ligne);
    `entetes` : les lignes d'en-tête, dont un titre nomme un rôle ou un champ.
    """
    plan = lire(texte_du_plan)
    dites = set(re.findall(r"(?:'([^']*)'!|(\w+)!)?([A-Z]{1,2})(\d+)", messages))
    dites = {(a or b, int(ligne), colonne) for a, b, colonne, ligne in dites}
    colonnes_dites = set(re.findall(r"colonne ([A-Z]{1,2}) ", messages))
    lignes_dites = {(feuille, ligne) for feuille, ligne, _ in dites}
    foins = {}
    for axe in plan["axes"]:
        for action in axe["actions"]:
            foins.setdefault(str(action["libelle"]), []).extend(dit_par_le_plan(plan, axe, action))
    general = [
        *map(str, (plan.get("titre"), plan.get("annee"))),
        *(f"axe {a['numero']} {a['titre']}" for a in plan["axes"]),
    ]
    general += [
        c["intitule"] if isinstance(c, dict) else c for c in plan.get("champs", {}).values()
    ]
    general += [dit for siens in foins.values() for dit in siens]
    pleines = cellules(chemin)
    for (feuille, ligne, colonne), valeur in pleines.items():
        if (feuille, ligne) in entetes:
            continue
        libelle = libelles.get((feuille, ligne))
        foin = foins.get(libelle, []) if libelle else general
        lus = [valeur, *titres_coches(pleines, (feuille, ligne, colonne))]
        trouvee = any(contient(dit, f) for dit in foin for lu in lus for f in formes(lu) if f)
        dite = (feuille, ligne, colonne) in dites or colonne in colonnes_dites
        if not (trouvee or dite or (libelle is None and (feuille, ligne) in lignes_dites)):
            yield (feuille, ligne, colonne), valeur


def titres_coches(pleines, place):
    """Ce qui est écrit au-dessus d'une croix, qui le coche."""
    feuille, ligne, colonne = place
    if mots(pleines[place]) != ["x"]:
        return []
    return [v for (f, n, c), v in pleines.items() if (f, c) == (feuille, colonne) and n < ligne]
