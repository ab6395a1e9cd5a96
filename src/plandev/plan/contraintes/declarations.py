"""Ce qu'un plan déclare (unités, groupes, champs) et ce que ses actions en nomment."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from plandev.messages.constats import CLE, Adresse
from plandev.messages.mots import EN_TETE, Conseiller, composer, plier, redire
from plandev.plan.action import NOMS_PRIS
from plandev.plan.conversions import nom_ou_rien
from plandev.plan.etats import ETATS, forme_d_etat
from plandev.plan.parcours import (
    dictionnaire,
    liste,
    listes_de_noms,
    mentions,
    nommes,
    valeur_de,
    valeurs_de,
)

if TYPE_CHECKING:
    from plandev.plan.natures import NatureDeChamp

Manquants = Iterator[tuple[Adresse, str] | tuple[Adresse, str, Adresse]]


def unites_declarees(plan: Any) -> Manquants:
    """Les unités d'une action sont déclarées sous `responsables`."""
    return _non_declares(plan, "responsables", "unité", valeur_de(plan, "responsables"))


def unites_une_fois(plan: Any) -> Manquants:
    """Une action ne nomme une unité qu'une fois."""
    return _repetes(plan, "responsables", "unité")


def groupes_declares(plan: Any) -> Manquants:
    """Les groupes d'une action sont déclarés sous `groupes`."""
    return _non_declares(plan, "groupes", "groupe", valeur_de(plan, "groupes") or {})


def groupes_une_fois(plan: Any) -> Manquants:
    """Une action ne nomme un groupe qu'une fois."""
    return _repetes(plan, "groupes", "groupe")


def champs_declares(plan: Any) -> Manquants:
    """Ce qu'une action dit de plus est déclaré sous `champs`."""
    if not any(any(valeurs_de(liste(axe, "actions"), "champs")) for axe in liste(plan, "axes")):
        return
    declares, conseiller = dictionnaire(plan, "champs"), Conseiller(EN_TETE)
    for ou, champs in mentions(plan, "champs"):
        for cle in (cle for cle in dict(champs) if cle not in declares):
            inconnue = f"clé {redire(cle)} inconnue dans cette action"
            aide = _OU_S_ECRIVENT.get(cle) or conseiller(cle, declares)
            yield place(ou, "champs", cle, CLE), f"{inconnue}\n{aide}"


_OU_S_ECRIVENT = {
    "champs": "un champ s'écrit parmi ses autres clés",
    "etat_du_plan": "un mot du plan pour un état s'écrit sous etat, et se déclare sous etats",
}


def champs_aux_noms_libres(plan: Any) -> Manquants:
    """Un champ du plan n'a pas le nom d'une clé que plandev connaît déjà."""
    for cle in dictionnaire(plan, "champs"):
        if cle in NOMS_PRIS:
            pris = f"{redire(cle)} a déjà un sens dans un plan, ou dans une réponse"
            yield ("champs", cle, CLE), f"{pris}\ndonnez un autre nom à ce champ"


def mots_d_etat_libres(plan: Any) -> Manquants:
    """Un mot du plan pour un état n'est ni l'un des sept, ni un autre de ses mots."""
    pris = {forme_d_etat(etat): etat for etat in ETATS}
    for mot in dictionnaire(plan, "etats"):
        if (deja := pris.setdefault(forme_d_etat(mot), mot)) != mot or mot in ETATS:
            lu = f"{redire(mot)} se lit déjà {redire(deja)}, quels que soient accents et genre"
            yield ("etats", mot, CLE), f"{lu}\nretirez-le, ou changez-en"


def mots_d_etat_declares(plan: Any) -> Manquants:
    """Le mot d'une action pour son état est de ceux que le plan déclare, pour cet état-là."""
    declares = dictionnaire(plan, "etats")
    for rang_axe, axe in enumerate(liste(plan, "axes")):
        actions = liste(axe, "actions")
        for rang, mot in enumerate(valeurs_de(actions, "etat_du_plan")):
            if mot and declares.get(mot) != valeur_de(actions[rang], "etat"):
                inconnue = f"clé {redire('etat_du_plan')} inconnue dans cette action"
                ou = place((rang_axe, rang), "etat_du_plan", CLE)
                yield ou, f"{inconnue}\n{_OU_S_ECRIVENT['etat_du_plan']}"


def mots_d_etat_employes(plan: Any) -> Manquants:
    """Un mot que le plan déclare pour un état est celui d'au moins une action."""
    # Un plan qui commence n'en note encore aucun.
    if dictionnaire(plan, "etats") and valeur_de(plan, "a_des_etats"):
        yield from _sans_emploi(plan, "etats", "état {} déclaré, mais aucune action ne l'a")


def natures_une_fois(plan: Any) -> Manquants:
    """Un plan a au plus un champ de nature `echeance`, et un de nature `niveau`."""
    premiers: dict[str, str] = {}
    for cle, (nom, nature) in _natures(plan).items():
        if nature.une_seule and (premier := premiers.setdefault(nom, cle)) != cle:
            deja = f"{redire(premier)} est déjà le champ de nature {nom}; un plan en a un au plus"
            message = f"{deja}\ndonnez une autre nature à {redire(cle)}"
            yield ("champs", cle, "nature"), message, ("champs", premier, "nature")


def valeurs_de_leur_nature(plan: Any) -> Manquants:
    """Ce qu'une action dit sous un champ est de la nature que le plan donne à celui-ci."""
    bornees = {cle: nature for cle, (_, nature) in _natures(plan).items() if nature.attendu}
    for ou, champs in mentions(plan, "champs") if bornees else ():
        for cle, dit in dict(champs).items():
            if cle in bornees and isinstance(dit, _LUS) and not bornees[cle].admet(dit):
                yield place(ou, "champs", cle), _autre_nature(dit, bornees[cle])


_LUS = (str, list, tuple)  # ce qui, d'un brouillon, n'est pas illisible


def _natures(plan: Any) -> "dict[str, tuple[str, NatureDeChamp]]":
    """Rend le nom et la nature de chaque champ qui en déclare une."""
    noms = {cle: valeur_de(champ, "nature") for cle, champ in dictionnaire(plan, "champs").items()}
    if not any(noms.values()):
        return {}
    from plandev.plan.natures import NATURES

    return {cle: (nom, NATURES[nom]) for cle, nom in noms.items() if str(nom) in NATURES}


def _autre_nature(dit: Any, nature: "NatureDeChamp") -> str:
    if not isinstance(dit, str):
        return f"une liste : {nature.attendu}\nn'écrivez ici qu'une valeur"
    retape = nature.retaper(dit)
    aide = f"\nécrivez {retape}" if retape != dit and nature.admet(retape) else ""
    return f"{redire(dit)} : {nature.attendu}{aide}"


def unites_employees(plan: Any) -> Manquants:
    """Une unité déclarée répond d'au moins une action."""
    return _sans_emploi(plan, "responsables", "unité {} déclarée, mais aucune action n'en relève")


def groupes_employes(plan: Any) -> Manquants:
    """Un groupe déclaré est nommé par au moins une action."""
    return _sans_emploi(plan, "groupes", "groupe {} déclaré, mais aucune action ne le nomme")


def champs_employes(plan: Any) -> Manquants:
    """Un champ déclaré est donné par au moins une action."""
    return _sans_emploi(plan, "champs", "champ {} déclaré, mais aucune action ne le donne")


def noms_distincts(plan: Any) -> Manquants:
    """Deux unités, ou deux groupes, ne se confondent ni par leur nom court ni par le complet."""
    for cle, mot in (("responsables", "unités"), ("groupes", "groupes")):
        declares = dictionnaire(plan, cle)
        courts = [*declares]
        complets = [*map(nom_ou_rien, declares.values())]  # d'un brouillon, « null » est tapé
        for noms, pareil in ((courts, "court"), (complets, "complet")):
            for rang, premier, _ in repetes(noms, plier):
                deux = f"{mot} {redire(courts[premier])} et {redire(courts[rang])}"
                suite = f"même nom {pareil}, à la casse et aux accents près\ndistinguez-les"
                yield (cle, courts[rang], CLE), f"{deux} : {suite}"


def _sans_emploi(plan: Any, cle: str, phrase: str) -> Manquants:
    # D'un brouillon, la faute d'une action peut cacher ce qui s'en sert.
    if isinstance(plan, dict) or not (declares := dictionnaire(plan, cle)):
        return
    employes = nommes(plan, cle)
    for nom in declares:
        if nom not in employes:
            yield (cle, nom, CLE), phrase.format(redire(nom))


def _non_declares(plan: Any, cle: str, mot: str, declares: Any) -> Manquants:
    if not isinstance(declares, dict):
        return
    if hasattr(plan, "axes") and nommes(plan, cle) <= declares.keys():  # au plus court
        return
    conseiller = Conseiller(EN_TETE)
    for ou, cites in mentions(plan, cle):
        for rang, cite in enumerate(cites):
            if not isinstance(cite, str) or cite in declares:
                continue
            if (nom := composer(cite)) not in declares:
                sans = f"{mot} {redire(nom)} sans déclaration en tête du plan"
                mots = nom.split()
                virgule = len(mots) > 1 and all(un in declares for un in mots)
                aide = f"écrivez {', '.join(mots)}" if virgule else conseiller(nom, declares)
                yield place(ou, cle, rang), f"{sans}\n{aide}"


def _repetes(plan: Any, cle: str, mot: str) -> Manquants:
    if hasattr(plan, "axes") and not any(any(repetes(c)) for c in listes_de_noms(plan, cle)):
        return
    for ou, cites in mentions(plan, cle, au_moins=2):
        for rang, _, nom in repetes(cites):
            message = f"{mot} {redire(nom)} figure déjà dans cette liste\nune fois suffit"
            yield place(ou, cle, rang), message


def repetes(
    valeurs: Sequence[Any], forme: Callable[[str], str] = composer
) -> Iterator[tuple[int, int, str]]:
    """Rend chaque texte qui a la forme d'un autre, après son rang et celui du premier."""
    textes = [valeur for valeur in valeurs if isinstance(valeur, str)]
    if all(map(str.isascii, textes)) and len({*map(str.lower, textes)}) == len(textes):
        return
    premiers: dict[str, int] = {}
    for rang, valeur in enumerate(valeurs):
        if isinstance(valeur, str) and premiers.setdefault(forme(valeur), rang) != rang:
            yield rang, premiers[forme(valeur)], composer(valeur)


def place(ou: tuple[int, int], *suite: str | int) -> Adresse:
    """Rend l'adresse de ce qui est, sous ces clés, de l'action de ces deux rangs."""
    return "axes", ou[0], "actions", ou[1], *suite
