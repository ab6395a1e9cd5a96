"""Un second plandev, écrit sans le premier : des plans au hasard, et ce qui doit en être répondu.

Rien n'y est importé de `plandev` : un plan y est ce que PyYAML en lit, les calculs sont ceux du
contrat, en fractions. Pytest ne ramasse pas ce module; `test_oracle.py` compare les deux.
"""

import re
import unicodedata
from calendar import monthrange
from collections import Counter
from fractions import Fraction
from itertools import product
from math import ceil, floor

ETATS = (
    "à venir", "en cours", "en continu", "réalisée", "réalisée en partie", "reportée", "abandonnée",
)  # fmt: skip
FORMES = {
    "à venir": ("à venir", "A VENIR"),
    "réalisée": ("réalisée", "Réalisé", "REALISEE"),
    "abandonnée": ("abandonnée", "Abandonné"),
    "reportée": ("reportée", "reporté"),
}
MOTS = ("ouvrir", "une", "piste", "cyclable", "planter", "des", "arbres", "tenir", "fête", "œuvre")
UNITES = ("DVC", "R&D", "Direction générale", "Élus")
GROUPES = ("jeunes", "aines", "immigrantes")
CHAMPS = ("theme", "partenaires", "cout")
VALEURS = ("a", "A", "été", "ETE", "b c", "1200,5", "=".join("xy"))
NUMEROS = ("A", "a-1", "B", "CCC", "É", "7", "02")
CODES = ("1", "2", "7", "10", "4.b", "R1.1", "A-3", "12 bis", "19.a")
SANS = "sans état"


# --- Tirer des plans ------------------------------------------------------------------------------


def tirer(hasard, annee=2020, modele=None):
    """Un plan au hasard, tel qu'une personne l'écrirait; de `modele`, il garde souvent les noms."""
    plan = {"titre": hasard.choice(("Plan", "Plan de quartier"))}
    periode = hasard.random() < 0.2
    plan |= {"periode": f"{annee}-{annee + 2}"} if periode else {"annee": annee}
    if hasard.random() < 0.4:
        plan["etat_au"] = f"{annee}-12-31"
    if hasard.random() < 0.5:
        plan["numerotation"] = hasard.choice(("axe", "plan"))
    plan["responsables"] = {
        unite: hasard.choice((None, f"Nom de {unite}")) for unite in UNITES if hasard.random() < 0.8
    }
    if hasard.random() < 0.7:
        plan["groupes"] = {cle: f"Les {cle}" for cle in GROUPES if hasard.random() < 0.7}
    if hasard.random() < 0.7:
        plan["champs"] = {cle: f"Champ {cle}" for cle in CHAMPS if hasard.random() < 0.7}
    numeros = _numeros(hasard)
    tous_peses = hasard.random() < 0.6
    if hasard.random() < 0.7:
        plan["equilibre"] = _regle(hasard, tous_peses)
    if modele and hasard.random() < 0.8:
        plan |= {cle: modele[cle] for cle in ("responsables", "groupes", "champs") if cle in modele}
        numeros = [_retaper(hasard, axe["numero"]) for axe in modele["axes"]]
    plan["axes"] = _axes(hasard, plan, numeros, tous_peses)
    if modele and hasard.random() < 0.8:
        _reprendre(hasard, plan, modele)
    return plan


def _regle(hasard, tous_peses):
    regle = {}
    if hasard.random() < 0.6:
        regle["reference"] = hasard.choice(("egale", "prorata") if tous_peses else ("egale",))
    if hasard.random() < 0.6:
        regle["indice_min"] = hasard.choice(("0", "0.25", "0.5", "0.75", "0.9", "1"))
    if hasard.random() < 0.6:
        regle["indice_max"] = hasard.choice(("1", "1.1", "1.5", "2", "3.25"))
    if hasard.random() < 0.3:
        regle["motif"] = "Décidée en séance."
    if hasard.random() < 0.3:
        regle["source_des_poids"] = "Compte officiel."
    return regle or {"reference": "egale"}


def _numeros(hasard):
    """Les rangs de quelques axes; ou leurs codes, tous des textes, dont le premier a une lettre."""
    nombre = hasard.randint(1, 5)
    if hasard.random() < 0.6:
        return list(range(1, nombre + 1))
    codes = hasard.sample((*NUMEROS[1:], "1", "2"), nombre - 1)
    return [NUMEROS[0], *codes] if hasard.random() < 0.5 else [*codes, NUMEROS[0]]


def _retaper(hasard, numero):
    """Le numéro d'un axe, un code ayant parfois une autre casse."""
    return numero.lower() if isinstance(numero, str) and hasard.random() < 0.2 else numero


def _axes(hasard, plan, numeros, tous_peses):
    restants, axes = hasard.sample(CODES, len(CODES)), []
    for numero in numeros:
        combien = hasard.choice((0, 1, 1, 2, 3, 3))
        if plan.get("numerotation") == "plan":
            codes = [restants.pop() for _ in range(min(combien, len(restants)))]
        else:
            codes = hasard.sample(CODES, combien)
        axe = {"numero": numero, "titre": f"Axe {hasard.choice(('un', 'deux', 'trois'))}"}
        if tous_peses or hasard.random() < 0.3:
            axe["poids"] = hasard.choice((1, 2, 3, 8, 27, 10**6))
        axes.append(axe | {"actions": [_action(hasard, plan, code) for code in codes]})
    return axes


def _action(hasard, plan, code):
    def quelques(noms, chance):
        tires = [nom for nom in noms if hasard.random() < chance]
        return hasard.sample(tires, len(tires))

    action = {"code": code, "libelle": " ".join(hasard.sample(MOTS, hasard.randint(1, 6)))}
    if unites := quelques(plan["responsables"], 0.4):
        action["responsables"] = unites
    if groupes := quelques(plan.get("groupes", ()), 0.3):
        action["groupes"] = groupes
    if hasard.random() < 0.6:
        etat = hasard.choice(ETATS)
        action["etat"] = hasard.choice(FORMES.get(etat, (etat, etat.capitalize())))
    for cle in quelques(plan.get("champs", ()), 0.5):
        valeurs = hasard.sample(VALEURS, hasard.randint(1, 3))
        action[cle] = valeurs if len(valeurs) > 1 or hasard.random() < 0.2 else valeurs[0]
    return action


def _reprendre(hasard, plan, modele):
    """Met dans ce plan quelques actions du modèle, telles quelles ou retouchées."""
    connus = {cle: set(plan.get(cle) or ()) for cle in ("responsables", "groupes", "champs")}
    for axe, ancien in zip(plan["axes"], modele["axes"], strict=False):
        prises = {action["code"]: action for action in ancien["actions"] if hasard.random() < 0.7}
        for action in axe["actions"]:
            if prise := prises.get(action["code"]):
                action.clear()
                action |= {
                    cle: valeur for cle, valeur in prise.items() if _admise(cle, valeur, connus)
                }
                if hasard.random() < 0.3:
                    action["libelle"] += " encore"


def _admise(cle, valeur, connus):
    if cle in ("code", "libelle", "etat"):
        return True
    return set(valeur) <= connus[cle] if cle in connus else cle in connus["champs"]


# --- Ce qu'un plan dit ----------------------------------------------------------------------------


def plier(texte):
    """La forme de comparaison : casse, accents, ligatures et suites de blancs n'y comptent plus."""
    nu = "".join(c for c in unicodedata.normalize("NFKD", texte) if not unicodedata.combining(c))
    return " ".join(nu.casefold().replace("œ", "oe").replace("’", "'").split())


def etat_de(action):
    """L'état, l'un des sept, ou None."""
    if "etat" not in action:
        return None
    formes = {re.sub(r"ee\b", "e", plier(etat)): etat for etat in ETATS}
    return formes[re.sub(r"ee\b", "e", plier(action["etat"]))]


def citees(plan):
    """Chaque action, derrière ce qui la cite : son axe et elle."""
    seule = plan.get("numerotation") == "plan"
    return {
        action["code"] if seule else f"{axe['numero']}.{action['code']}": (axe["numero"], action)
        for axe in plan["axes"]
        for action in axe["actions"]
    }


def aux_memes_axes(plans, *, comme_le_dernier):
    """Ces plans, leurs axes nommés par des textes dès que l'un d'eux l'est par un code.

    Un même axe, à la casse près, a partout le code que lui donne le dernier, si c'est demandé.
    """
    axes = [axe for plan in plans for axe in plan["axes"]]
    if all(type(axe["numero"]) is int for axe in axes):
        return plans
    derniers = {plier(str(axe["numero"])): str(axe["numero"]) for axe in axes}

    def renommer(numero):
        return derniers[plier(str(numero))] if comme_le_dernier else str(numero)

    return [
        plan | {"axes": [axe | {"numero": renommer(axe["numero"])} for axe in plan["axes"]]}
        for plan in plans
    ]


def quand(plan):
    """L'année du plan, ou sa période, un texte."""
    return plan.get("annee") or plan["periode"]


def _liste(valeur):
    return [valeur] if isinstance(valeur, str) else list(valeur or ())


def lire(dimension, axe, action):
    """Ce que cette action a dans cette dimension; rien, si elle n'en a pas."""
    if dimension == "axe":
        return [axe]
    if dimension == "responsable":
        return action.get("responsables", [])
    if dimension == "groupe":
        return action.get("groupes", [])
    if dimension == "etat":
        return [etat] if (etat := etat_de(action)) else []
    return _liste(action.get(dimension))


def _declarees(plan, dimension):
    return {
        "axe": [axe["numero"] for axe in plan["axes"]],
        "responsable": sorted(plan["responsables"]),
        "groupe": list(plan.get("groupes") or ()),
        "etat": list(ETATS),
    }.get(dimension, [])


# --- Ce qui doit en être répondu ------------------------------------------------------------------


def compter(plan, *dimensions):
    """Les lignes de `compter`, sans leur ordre, et le nombre d'actions."""
    actions = list(citees(plan).values())
    premiers = {}
    for axe, action in actions:
        for dimension in dimensions:
            for valeur in lire(dimension, axe, action):
                premiers.setdefault((dimension, plier(str(valeur))), valeur)

    def nommer(dimension, valeur):
        champ = dimension in (plan.get("champs") or ())
        return premiers[dimension, plier(valeur)] if champ else valeur

    comptes = Counter()
    for axe, action in actions:
        siennes = [
            list(dict.fromkeys(nommer(d, v) for v in lire(d, axe, action))) or [None]
            for d in dimensions
        ]
        comptes.update(product(*siennes))
    if len(dimensions) == 1:
        for valeur in _declarees(plan, dimensions[0]):
            comptes.setdefault((valeur,), 0)
    lignes = [
        dict(zip(dimensions, case, strict=True))
        | {"actions": nombre, "part": _part(nombre, len(actions)) or 0}
        for case, nombre in comptes.items()
    ]
    return {"par": list(dimensions), "lignes": lignes, "actions": len(actions)}


def _part(nombre, total):
    return float(Fraction(nombre, total)) if total else None


def bilan(plan, dimension):
    """Les données de `bilan`; None, si aucune action n'a d'état."""
    actions = list(citees(plan).values())
    if not any("etat" in action for _, action in actions):
        return None
    ensemble = _suivi([action for _, action in actions])
    parties = {valeur: [] for valeur in _declarees(plan, dimension)}
    for axe, action in actions:
        for valeur in lire(dimension, axe, action) or [None]:
            parties.setdefault(valeur, []).append(action)
    noms = {
        "axe": {axe["numero"]: axe["titre"] for axe in plan["axes"]},
        "responsable": plan["responsables"],
        "groupe": plan.get("groupes") or {},
    }[dimension]
    nom = "titre" if dimension == "axe" else "nom"
    dites = {"titre": plan["titre"], "annee": plan.get("annee"), "etat_au": plan.get("etat_au")}
    dites |= ensemble | {
        f"{dimension}s" if dimension != "axe" else "axes": [
            {dimension: valeur, nom: noms.get(valeur)} | _suivi(siennes)
            for valeur, siennes in parties.items()
        ]
    }
    for etat in ("reportée", "abandonnée"):
        dites[f"{plier(etat)}s"] = [
            {"id": id_, "libelle": action["libelle"]}
            for id_, (_, action) in citees(plan).items()
            if etat_de(action) == etat
        ]
    return dites | ({"periode": plan["periode"]} if "periode" in plan else {})


def _suivi(actions):
    comptes = Counter(map(etat_de, actions))
    return {
        "actions": len(actions),
        "etats": {etat: comptes[etat] for etat in ETATS} | {SANS: comptes[None]},
        "taux": _part(comptes["réalisée"], len(actions)),
    }


def equilibre(plan, actions=None, regle=None):
    """L'équilibre d'un plan, ou de ces couples d'axe et d'action; None, s'il n'y en a aucune.

    Rend le verdict du tout, la dissimilarité, et ce qui se dit de chaque axe.
    """
    regle = plan.get("equilibre") or {} if regle is None else regle
    toutes = list(citees(plan).values()) if actions is None else actions
    gardees = [(axe, action) for axe, action in toutes if etat_de(action) != "abandonnée"]
    if not gardees:
        return None
    prorata = regle.get("reference") == "prorata"
    poids = [axe["poids"] if prorata else 1 for axe in plan["axes"]]
    comptes = Counter(axe for axe, _ in gardees)
    total = len(gardees)
    mini, maxi = Fraction(regle.get("indice_min", "0.5")), Fraction(regle.get("indice_max", "2"))
    axes, ecarts = [], Fraction(0)
    for axe, sien in zip(plan["axes"], poids, strict=True):
        n, attendu = comptes[axe["numero"]], Fraction(total * sien, sum(poids))
        indice = n / attendu
        verdict = "sous-représenté" if indice < mini else "équilibré"
        verdict = "sur-représenté" if indice > maxi else verdict
        admis = [ceil(mini * attendu), min(floor(maxi * attendu), total)]
        ecarts += abs(n - attendu)
        axes.append(
            {
                "axe": axe["numero"],
                "titre": axe["titre"],
                "actions": n,
                "part": float(Fraction(n, total)),
                "attendu": float(attendu),
                "indice": float(indice),
                "verdict": verdict,
                "poids": axe.get("poids"),
                "admis": admis if admis[0] <= admis[1] else [None, None],
            }
        )
    nommes = Counter(cle for _, action in gardees for cle in action.get("groupes", []))
    groupes = [
        {
            "groupe": cle,
            "nom": nom,
            "actions": nommes[cle],
            "verdict": "rejoint" if nommes[cle] else "non rejoint",
        }
        for cle, nom in (plan.get("groupes") or {}).items()
    ]
    favorables = {"équilibré", "rejoint"}
    return {
        "actions": total,
        "axes": axes,
        "dissimilarite": float(ecarts / (2 * total)),
        "groupes": groupes,
        "equilibre": all(dit["verdict"] in favorables for dit in [*axes, *groupes]),
    }


def annees(plans):
    """Ce qui doit être dit de ces plans réunis, du plus ancien au plus récent."""
    plans = aux_memes_axes(plans, comme_le_dernier=True)
    fois, axes, groupes = {}, {}, {}
    for plan in plans:
        axes |= {axe["numero"]: axe for axe in plan["axes"]}
        groupes |= plan.get("groupes") or {}
        for id_, (axe, action) in citees(plan).items():
            if etat_de(action) not in ("reportée", "abandonnée"):
                fois.setdefault(plier(id_), []).append((axe, action))
    regle = plans[-1].get("equilibre") or {}
    union = {"axes": list(axes.values()), "groupes": groupes}
    pese = regle.get("reference") != "prorata" or all("poids" in axe for axe in union["axes"])
    lignes = []
    for numero, axe in axes.items():
        distinctes = sum(any(a == numero for a, _ in citations) for citations in fois.values())
        lignes.append(
            {
                "axe": numero,
                "titre": axe["titre"],
                "poids": axe.get("poids"),
                "par_annee": {
                    str(quand(plan)): sum(
                        len(sien["actions"]) for sien in plan["axes"] if sien["numero"] == numero
                    )
                    for plan in plans
                },
                "distinctes": distinctes,
                "part_deployee": (
                    float(Fraction(distinctes, axe["poids"])) if "poids" in axe else None
                ),
            }
        )
    mesures = {str(quand(plan)): equilibre(plan) for plan in plans}
    dernieres = [citations[-1] for citations in fois.values()]
    mesures["ensemble"] = equilibre(union, dernieres, regle) if pese else None
    return {
        "annees": list(map(quand, plans)),
        "axes": lignes,
        "equilibre": {
            nom: mesure and {cle: mesure[cle] for cle in ("equilibre", "dissimilarite")}
            for nom, mesure in mesures.items()
        },
        "sans_action": _sans_action(plans, axes),
        "distinctes": len(fois),
    }


def _sans_action(plans, axes):
    dits = []
    for numero in axes:
        vides, depuis = 0, None
        for plan in reversed(plans):
            premiere, _, derniere = str(quand(plan)).partition("-")
            if any(
                etat_de(action) not in ("reportée", "abandonnée")
                for axe, action in citees(plan).values()
                if axe == numero
            ):
                depuis = int(derniere or premiere)
                break
            vides += int(derniere or premiere) - int(premiere) + 1
        if vides >= 2:
            dits.append({"axe": numero, "depuis": depuis})
    return dits


def comparer(avant, apres):
    """Ce qui doit être dit de deux plans, sauf des renumérotées et hors des actions."""
    avant, apres = aux_memes_axes([avant, apres], comme_le_dernier=False)
    cites = [
        {plier(id_): (id_, *reste) for id_, reste in citees(p).items()} for p in (avant, apres)
    ]
    notes = [any("etat" in action for _, action in citees(p).values()) for p in (avant, apres)]
    modifiees, reconduites = [], 0
    for cle, (id_, axe, action) in cites[0].items():
        if cle not in cites[1]:
            continue
        _, autre_axe, autre = cites[1][cle]
        champs = _changements(avant, apres, (axe, action), (autre_axe, autre), all(notes))
        modifiees += [{"id": id_, "champs": champs}] if champs else []
        reconduites += not champs
    return {
        "reconduites": reconduites,
        "ajoutees": [c[0] for cle, c in cites[1].items() if cle not in cites[0]],
        "retirees": [c[0] for cle, c in cites[0].items() if cle not in cites[1]],
        "modifiees": modifiees,
        **{
            nom: _ecarts(dimension, avant, apres, notes)
            for nom, dimension in (
                ("axes", "axe"),
                ("responsables", "responsable"),
                ("groupes", "groupe"),
                ("etats", "etat"),
            )
        },
        "equilibre": {
            "avant": _en_bref(equilibre(avant)),
            "apres": _en_bref(equilibre(apres)),
        },
    }


def _changements(avant, apres, ancienne, nouvelle, etats):
    def decrire(plan, axe, action):
        dits = {"axe": str(axe), "code": action["code"], "libelle": action["libelle"]}
        dits |= {cle: action.get(cle, []) for cle in ("responsables", "groupes")}
        dits |= {"etat": etat_de(action)} if etats else {}
        for cle in plan.get("champs") or ():
            if cle in action:
                dits[f"champs.{cle}"] = action[cle]
        return dits

    dits = decrire(avant, *ancienne), decrire(apres, *nouvelle)
    return {
        cle: {"avant": dits[0].get(cle), "apres": dits[1].get(cle)}
        for cle in dict.fromkeys((*dits[0], *dits[1]))
        if dits[0].get(cle) != dits[1].get(cle)
    }


def _ecarts(dimension, avant, apres, notes):
    def comptes(plan, notes):
        declarees = _declarees(plan, dimension)
        if dimension == "etat":
            declarees = [*ETATS, None] if notes else []
        elif dimension == "responsable":
            declarees = list(plan["responsables"])
        lues = Counter(
            valeur
            for axe, action in citees(plan).values()
            for valeur in lire(dimension, axe, action) or [None]
        )
        return {valeur: lues[valeur] for valeur in declarees}

    anciens, nouveaux = comptes(avant, notes[0]), comptes(apres, notes[1])
    return [
        {dimension: valeur, "avant": anciens.get(valeur), "apres": nouveaux.get(valeur)}
        for valeur in dict.fromkeys((*anciens, *nouveaux))
    ]


def _en_bref(mesure):
    return mesure and {
        "equilibre": mesure["equilibre"],
        "dissimilarite": mesure["dissimilarite"],
        "axes": [{cle: axe[cle] for cle in ("axe", "verdict")} for axe in mesure["axes"]],
    }


def suivant(plan, annee):
    """Le plan de cette année, commencé de celui-ci, dont le titre ne nomme pas l'année."""
    neuf = {cle: dit for cle, dit in plan.items() if cle not in ("etat_au", "periode")}
    neuf["annee"] = annee
    neuf["axes"] = [
        axe
        | {
            "actions": [
                {cle: valeur for cle, valeur in action.items() if cle != "etat"}
                for action in axe["actions"]
                if etat_de(action) not in ("réalisée", "abandonnée")
            ]
        }
        for axe in plan["axes"]
    ]
    return neuf


# --- Ce qu'une ville demande : quand, combien, dans ses mots --------------------------------------

MOTS_D_ETAT = {
    "Complété": "réalisée", "Terminé": "réalisée", "Non débuté": "à venir", "Suspendu": "reportée",
}  # fmt: skip
NATURES = {
    "fin": "echeance", "cout": "montant", "fait": "pourcentage", "places": "nombre",
    "debut": "date", "sous": "niveau", "theme": "texte",
}  # fmt: skip
TAPES = {
    "montant": ("12000", "12000.50", "-3", "0", "0.05", "250", "98765432101.07", "0.3"),
    "pourcentage": ("0", "12.5", "40", "100"),
    "nombre": ("-2", "3.25", "7", "1000"),
    "niveau": ("Loger", "Relier", "loger"),
    "texte": ("vélo", "Vélo", "ETE", "b c"),
}


def tirer_suivi(hasard):
    """Un plan au hasard, qui note des états dans ses mots, des échéances, des montants."""
    plan = tirer(hasard)
    mots = {mot: etat for mot, etat in MOTS_D_ETAT.items() if hasard.random() < 0.6}
    natures = {cle: nature for cle, nature in NATURES.items() if hasard.random() < 0.8}
    plan["champs"] = {
        cle: f"Champ {cle}" if nature == "texte" else {
            "intitule": f"Champ {cle}", "nature": nature, "public": hasard.choice(("oui", "non")),
        }
        for cle, nature in natures.items()
    }  # fmt: skip
    if mots:
        plan["etats"] = mots
    for axe in plan["axes"]:
        for action in axe["actions"]:
            for cle in CHAMPS:
                action.pop(cle, None)
            if mots and hasard.random() < 0.4:
                mot = hasard.choice(list(mots))
                action["etat"] = hasard.choice((mot, mot.upper(), mot.lower()))
            for cle, nature in natures.items():
                if hasard.random() < 0.6:
                    action[cle] = hasard.choice(TAPES.get(nature) or (_date(hasard),))
    return plan


def _date(hasard):
    annee, mois = hasard.randint(2019, 2022), hasard.randint(1, 12)
    return hasard.choice(
        (f"{annee}", f"{annee}-{mois:02}", f"{annee}-{mois:02}-{hasard.randint(1, 28):02}",
         f"{annee}-T{hasard.randint(1, 4)}")
    )  # fmt: skip


def bornes_d_une_date(dite):
    """Le premier jour et le dernier de ce qu'une date désigne, en textes qui se comparent."""
    annee, _, reste = dite.partition("-")
    if reste.startswith("T"):
        dernier = 3 * int(reste[1])
        return f"{annee}-{dernier - 2:02}-01", _fin_du_mois(int(annee), dernier)
    if not reste:
        return f"{annee}-01-01", f"{annee}-12-31"
    if "-" in reste:
        return dite, dite
    return f"{dite}-01", _fin_du_mois(int(annee), int(reste))


def _fin_du_mois(annee, mois):
    return f"{annee}-{mois:02}-{monthrange(annee, mois)[1]:02}"


def mot_de(plan, action):
    """Le mot du plan pour l'état de cette action, s'il en a un pour ce qui est tapé."""
    tape = plier(action.get("etat", ""))
    return next((mot for mot in plan.get("etats") or () if plier(mot) == tape), None)


def etat_dans(plan, action):
    """Celui des sept où est cette action, que le plan le dise dans ses mots ou non."""
    mot = mot_de(plan, action)
    return plan["etats"][mot] if mot else etat_de(action)


def traduire(plan):
    """Le même plan, où chaque état est l'un des sept."""
    axes = [
        axe
        | {
            "actions": [
                action | ({"etat": etat_dans(plan, action)} if "etat" in action else {})
                for action in axe["actions"]
            ]
        }
        for axe in plan["axes"]
    ]
    return {cle: dit for cle, dit in plan.items() if cle != "etats"} | {"axes": axes}


def en_retard(plan, au):
    """Ce qui est en retard à ce jour : l'échéance la plus ancienne d'abord."""
    if not any("etat" in action for _, action in citees(plan).values()):
        return []
    finis = {"réalisée", "en continu", "reportée", "abandonnée"}
    passees = [
        (bornes_d_une_date(action["fin"])[1], id_)
        for id_, (_, action) in citees(plan).items()
        if "fin" in action and etat_dans(plan, action) not in finis
    ]
    rangs = {id_: rang for rang, id_ in enumerate(citees(plan))}
    return [id_ for jour, id_ in sorted(passees, key=lambda p: (p[0], rangs[p[1]])) if jour < au]


def sauf(plan, cle, valeur):
    """Les actions qui ne répondent pas à cette valeur."""

    def repond(axe, action):
        if cle == "etat":
            return valeur in (etat_dans(plan, action), mot_de(plan, action))
        return valeur in lire(cle, axe, action)

    return [id_ for id_, (axe, action) in citees(plan).items() if not repond(axe, action)]


def bornees(plan, cle, mini, maxi):
    """Les actions dont le nombre est entre ces bornes, comprises."""
    return [
        id_ for id_, (_, action) in citees(plan).items()
        if cle in action and Fraction(mini) <= Fraction(action[cle]) <= Fraction(maxi)
    ]  # fmt: skip


def entre(plan, apres, avant):
    """Les actions dont toute l'échéance finit après l'une de ces dates, et avant l'autre."""
    premier, dernier = bornes_d_une_date(avant)[0], bornes_d_une_date(apres)[1]
    return [
        id_ for id_, (_, action) in citees(plan).items()
        if "fin" in action and dernier < bornes_d_une_date(action["fin"])[1] < premier
    ]  # fmt: skip


def trier(plan, cle):
    """Les actions rangées par leur code, leur état ou un champ; sans valeur, à la fin."""
    nature = NATURES.get(cle)

    def rang(action):
        if cle == "etat":
            etat = etat_dans(plan, action)
            return ETATS.index(etat) if etat else None
        if cle == "code":
            morceaux = re.findall(r"\d+|\D+", plier(action["code"]))
            return [(0, int(m), "") if m.isdigit() else (1, 0, m) for m in morceaux]
        if cle not in action:
            return None
        if nature in ("date", "echeance"):
            return bornes_d_une_date(action[cle])[1]
        return plier(action[cle]) if nature in ("niveau", "texte") else Fraction(action[cle])

    rangs = {id_: rang(action) for id_, (_, action) in citees(plan).items()}
    dites = sorted((id_ for id_ in rangs if rangs[id_] is not None), key=rangs.get)
    return dites + [id_ for id_ in rangs if rangs[id_] is None]


def sommer(plan, champ, *dimensions):
    """Les lignes et le tout de `compter --somme`, sans leur ordre."""
    dit = compter(plan, *dimensions)
    se_somme = NATURES[champ] != "pourcentage"

    def nombres(actions):
        return [Fraction(action[champ]) for action in actions if champ in action]

    toutes = nombres([action for _, action in citees(plan).values()])
    lignes = []
    for ligne in dit["lignes"]:
        siennes = nombres(
            action
            for axe, action in citees(plan).values()
            if all(_a(plan, d, ligne[d], axe, action) for d in dimensions)
        )
        part = float(sum(siennes) / sum(toutes)) if se_somme and sum(toutes) else None
        lignes.append(ligne | _somme(siennes, se_somme) | {"part_de_la_somme": part})
    dit["lignes"] = lignes
    return dit | {"champ": champ} | _somme(toutes, se_somme)


def _a(plan, dimension, valeur, axe, action):
    lues = [etat_dans(plan, action)] if dimension == "etat" else lire(dimension, axe, action)
    lues = [lue for lue in lues if lue is not None]
    if valeur is None:
        return not lues
    plie = dimension in (plan.get("champs") or ())
    return any(plier(lue) == plier(valeur) if plie else lue == valeur for lue in lues)


def _somme(nombres, se_somme):
    moyenne = float(sum(nombres) / len(nombres)) if nombres else None
    # Un nombre du JSON se lit au plus près : deux sommes égales en ont le même.
    somme = float(sum(nombres)) if se_somme else None
    return {"somme": somme, "moyenne": moyenne, "renseignees": len(nombres)}
