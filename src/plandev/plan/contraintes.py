"""Les contraintes d'un plan, qui lient plusieurs valeurs : chacune rend ses manquements, tous.

Elles acceptent un plan du modèle, ou le brouillon d'un plan : ce qui n'y a pas la forme attendue
est passé, d'autres en parlent.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple

from plandev.messages.constats import CLE, Adresse, Code, Gravite
from plandev.messages.mots import CONSEILS_MAX, Conseiller, composer, plier, proche, redire
from plandev.plan.action import NOMS_PRIS
from plandev.plan.parcours import dictionnaire, liste, mentions, nommes, valeur_de, valeurs_de


class Manquement(NamedTuple):
    """Une valeur qui contrevient à une contrainte : son adresse, et ce qu'il y a à en dire.

    `premiere` : l'adresse de celle qu'elle répète.
    """

    code: Code
    adresse: Adresse
    message: str
    gravite: Gravite = Gravite.ERREUR
    premiere: Adresse | None = None


Manquants = Iterator[tuple[Adresse, str] | tuple[Adresse, str, Adresse]]
Contraintes = tuple[tuple[Code, Callable[[Any], Manquants]], ...]


def erreurs(plan: Any) -> Iterator[Manquement]:
    """Rend les manquements aux contraintes sans lesquelles un plan n'est pas lu."""
    return _manquements(plan, ERREURS, Gravite.ERREUR)


def avertissements(plan: Any) -> Iterator[Manquement]:
    """Rend les manquements dont il vaut mieux parler, mais dont un plan peut répondre."""
    return _manquements(plan, AVERTISSEMENTS, Gravite.AVERTISSEMENT)


def _manquements(plan: Any, contraintes: Contraintes, gravite: Gravite) -> Iterator[Manquement]:
    for code, contrainte in contraintes:
        for adresse, message, *premiere in contrainte(plan):
            yield Manquement(code, adresse, message, gravite, *premiere)


def axes_numerotes(plan: Any) -> Manquants:
    """Les axes portent les numéros 1, 2, 3…, dans cet ordre."""
    for rang, axe in enumerate(liste(plan, "axes")):
        numero, attendu = valeur_de(axe, "numero"), rang + 1
        if isinstance(numero, str | int) and str(numero) != str(attendu):
            message = f"l'axe numéro {attendu} est attendu ici, pas {redire(str(numero))}"
            yield ("axes", rang, "numero"), f"{message}; les axes se suivent"


def annee_connue(plan: Any) -> Manquants:
    """Un plan est d'une année, ou d'une période de plusieurs."""
    if isinstance(plan, dict):
        # Une clé inconnue, si elle est mal tapée, le dit déjà.
        if any(proche(str(cle), ("annee", "periode")) for cle in islice(plan, CONSEILS_MAX)):
            return
    elif not hasattr(plan, "annee"):
        return
    if valeur_de(plan, "annee") is None and valeur_de(plan, "periode") is None:
        absente = f"clé {redire('annee')} absente; le plan la demande"
        yield ("annee",), f"{absente}, ou {redire('periode')} s'il est de plusieurs années"


def annee_ou_periode(plan: Any) -> Manquants:
    """Un plan d'une année n'a pas de période, et inversement."""
    if valeur_de(plan, "annee") is not None and valeur_de(plan, "periode") is not None:
        message = f"le plan a déjà {redire('annee')}; gardez l'une ou l'autre"
        yield ("periode", CLE), message


def periode_dans_l_ordre(plan: Any) -> Manquants:
    """La première année d'une période vient avant la dernière."""
    periode = str(valeur_de(plan, "periode") or "")
    premiere, _, derniere = periode.partition("-")
    if derniere.isdecimal() and premiere >= derniere:
        attendu = f"{premiere} doit venir avant {derniere}"
        yield ("periode",), f"{redire(periode)} : {attendu}; une seule année s'écrit sous annee"


def codes_uniques(plan: Any) -> Manquants:
    """Un code ne désigne qu'une action de son axe, ou du plan si sa numérotation est celle-là."""
    axes = liste(plan, "axes")
    codes = {rang: list(valeurs_de(liste(axe, "actions"), "code")) for rang, axe in enumerate(axes)}
    if valeur_de(plan, "numerotation") == "plan":
        return _codes_doubles(codes, "dans ce plan, où un code est cité seul")
    par_axe = (_codes_doubles({rang: siens}, "dans cet axe") for rang, siens in codes.items())
    return chain.from_iterable(par_axe)


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
    declares, conseiller = dictionnaire(plan, "champs"), Conseiller()
    for ou, champs in mentions(plan, "champs"):
        for cle in (cle for cle in dict(champs) if cle not in declares):
            inconnue = f"clé {redire(cle)} inconnue dans cette action"
            aide = "un champ s'écrit parmi ses autres clés"
            aide = aide if cle == "champs" else conseiller(cle, declares)
            yield _adresse(ou, "champs", cle, CLE), f"{inconnue}; {aide}"


def champs_aux_noms_libres(plan: Any) -> Manquants:
    """Un champ du plan n'a pas le nom d'une clé que plandev connaît déjà."""
    for cle in dictionnaire(plan, "champs"):
        if cle in NOMS_PRIS:
            message = f"{redire(cle)} a déjà un sens dans un plan; donnez un autre nom à ce champ"
            yield ("champs", cle, CLE), message


def poids_connus(plan: Any) -> Manquants:
    """Quand la référence est le prorata, chaque axe a son poids."""
    if valeur_de(valeur_de(plan, "equilibre"), "reference") != "prorata":
        return
    for rang, axe in enumerate(liste(plan, "axes")):
        if (isinstance(axe, dict) or hasattr(axe, "poids")) and valeur_de(axe, "poids") is None:
            absente = f"clé {redire('poids')} absente de cet axe"
            yield ("axes", rang, "poids"), f"{absente}; la référence {redire('prorata')} la demande"


def unites_employees(plan: Any) -> Manquants:
    """Une unité déclarée répond d'au moins une action."""
    return _sans_emploi(plan, "responsables", "unité {} déclarée, mais aucune action n'en relève")


def groupes_employes(plan: Any) -> Manquants:
    """Un groupe déclaré est nommé par au moins une action."""
    return _sans_emploi(plan, "groupes", "groupe {} déclaré, mais aucune action ne le nomme")


def champs_employes(plan: Any) -> Manquants:
    """Un champ déclaré est donné par au moins une action."""
    return _sans_emploi(plan, "champs", "champ {} déclaré, mais aucune action ne le donne")


def actions_confiees(plan: Any) -> Manquants:
    """Une unité au moins répond de chaque action."""
    for rang_axe, axe in enumerate(liste(plan, "axes")):
        for rang, unites in enumerate(valeurs_de(liste(axe, "actions"), "responsables")):
            if not unites:
                message = "aucune unité ne répond de cette action; nommez-la dès qu'elle est connue"
                yield _adresse((rang_axe, rang), "responsables"), message


ERREURS: Contraintes = (
    ("cle-absente", annee_connue),
    ("annee-et-periode", annee_ou_periode),
    ("periode-invalide", periode_dans_l_ordre),
    ("axe-hors-rang", axes_numerotes),
    ("code-double", codes_uniques),
    ("unite-repetee", unites_une_fois),
    ("unite-inconnue", unites_declarees),
    ("groupe-repete", groupes_une_fois),
    ("groupe-inconnu", groupes_declares),
    ("cle-inconnue", champs_declares),
    ("champ-reserve", champs_aux_noms_libres),
    ("poids-absent", poids_connus),
)
AVERTISSEMENTS: Contraintes = (
    ("unite-sans-action", unites_employees),
    ("groupe-sans-action", groupes_employes),
    ("champ-sans-action", champs_employes),
    ("action-sans-unite", actions_confiees),
)


def _sans_emploi(plan: Any, cle: str, phrase: str) -> Manquants:
    if not (declares := dictionnaire(plan, cle)):
        return
    employes = nommes(plan, cle)
    for nom in declares:
        if nom not in employes:
            yield (cle, nom, CLE), phrase.format(redire(nom))


def _codes_doubles(codes: Mapping[int, Sequence[Any]], ou: str) -> Manquants:
    doubles = list(_doubles(list(chain.from_iterable(codes.values())), plier))
    places = [(axe, n) for axe in codes for n in range(len(codes[axe]))] if doubles else []
    for rang, premier, code in doubles:
        message = f"code {redire(code)} déjà donné {ou}; donnez-en un autre"
        yield _adresse(places[rang], "code"), message, _adresse(places[premier], "code")


def _non_declares(plan: Any, cle: str, mot: str, declares: Any) -> Manquants:
    if not isinstance(declares, dict):
        return
    conseiller = Conseiller()
    for ou, cites in mentions(plan, cle):
        for rang, cite in enumerate(cites):
            if not isinstance(cite, str) or cite in declares:
                continue
            if (nom := composer(cite)) not in declares:
                sans = f"{mot} {redire(nom)} sans déclaration en tête du plan"
                mots = nom.split()
                virgule = len(mots) > 1 and all(un in declares for un in mots)
                aide = f"écrivez {', '.join(mots)}" if virgule else conseiller(nom, declares)
                yield _adresse(ou, cle, rang), f"{sans}; {aide}"


def _repetes(plan: Any, cle: str, mot: str) -> Manquants:
    for ou, cites in mentions(plan, cle, au_moins=2):
        for rang, _, nom in _doubles(cites):
            message = f"{mot} {redire(nom)} figure déjà dans cette liste; une fois suffit"
            yield _adresse(ou, cle, rang), message


def _doubles(
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


def _adresse(ou: tuple[int, int], *suite: str | int) -> Adresse:
    return "axes", ou[0], "actions", ou[1], *suite
