"""Les contraintes d'un plan, qui lient plusieurs valeurs : chacune rend ses manquements, tous.

Elles acceptent un plan du modèle, ou le brouillon d'un plan : ce qui n'y a pas la forme attendue
est passé, d'autres en parlent.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple

from plandev.messages.constats import CLE, Adresse, Code, Gravite
from plandev.messages.mots import CONSEILS_MAX, enumerer, plier, proche, redire
from plandev.plan.action import Action
from plandev.plan.contraintes import declarations
from plandev.plan.contraintes.declarations import Manquants, place, repetes
from plandev.plan.parcours import liste, valeur_de, valeurs_de


class Manquement(NamedTuple):
    """Une valeur qui contrevient à une contrainte : son adresse, et ce qu'il y a à en dire.

    `premiere` : l'adresse de celle qu'elle répète.
    """

    code: Code
    adresse: Adresse
    message: str
    gravite: Gravite = Gravite.ERREUR
    premiere: Adresse | None = None


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
    """Des axes sans lettre portent les numéros 1, 2, 3…, dans cet ordre."""
    numeros = _numeros(plan)
    for rang, numero in enumerate(numeros if not any(map(_est_un_code, numeros)) else ()):
        if numero and numero != str(rang + 1):
            message = f"l'axe numéro {rang + 1} est attendu ici, pas {redire(numero)}"
            yield ("axes", rang, "numero"), f"{message}; les axes se suivent"


def numeros_de_meme_sorte(plan: Any) -> Manquants:
    """Les axes d'un plan ont tous leur rang, ou tous un code qui a une lettre."""
    numeros = _numeros(plan)
    codes = [rang for rang, numero in enumerate(numeros) if _est_un_code(numero)]
    if codes and (chiffres := [numero for numero in numeros if numero.isdecimal()]):
        lus = f"et d'autres non ({enumerer(chiffres)}) : tous les numéros sont lus en codes"
        aide = "si c'est voulu, il n'y a rien à changer; sinon, donnez à chaque axe son rang"
        message = f"{redire(numeros[codes[0]])} a une lettre, {lus}\n{aide}"
        yield ("axes", codes[0], "numero"), message


def _numeros(plan: Any) -> list[str]:
    """Rend le numéro de chaque axe, tel qu'il s'écrit; rien, de ce qui n'en est pas un."""
    dits = (valeur_de(axe, "numero") for axe in liste(plan, "axes"))
    return [str(dit) if isinstance(dit, str | int) else "" for dit in dits]


def _est_un_code(numero: str) -> bool:
    return any(map(str.isalpha, numero))


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
        message = f"le plan a déjà {redire('annee')}\ngardez l'une ou l'autre"
        yield ("periode", CLE), message


def periode_dans_l_ordre(plan: Any) -> Manquants:
    """La première année d'une période vient avant la dernière."""
    periode = str(valeur_de(plan, "periode") or "")
    premiere, _, derniere = periode.partition("-")
    if derniere.isdecimal() and premiere >= derniere:
        attendu = f"{premiere} doit venir avant {derniere}"
        yield ("periode",), f"{redire(periode)} : {attendu}\nune seule année s'écrit sous annee"


def codes_uniques(plan: Any) -> Manquants:
    """Un code ne désigne qu'un axe; ou qu'une action, de son axe ou du plan, selon le plan."""
    axes, numeros = liste(plan, "axes"), _numeros(plan)
    lus = [numero or None for numero in numeros] if any(map(_est_un_code, numeros)) else []
    for rang, premier, numero in repetes(lus, plier):
        message = f"code {redire(numero)} déjà donné à un axe\ndonnez-en un autre"
        yield ("axes", rang, "numero"), message, ("axes", premier, "numero")
    codes = {rang: list(valeurs_de(liste(axe, "actions"), "code")) for rang, axe in enumerate(axes)}
    if valeur_de(plan, "numerotation") == "plan":
        yield from _codes_doubles(codes, "dans ce plan, où un code est cité seul")
        return
    for rang, siens in codes.items():
        yield from _codes_doubles({rang: siens}, "dans cet axe")


def poids_connus(plan: Any) -> Manquants:
    """Quand la référence est le prorata, chaque axe a son poids."""
    if valeur_de(valeur_de(plan, "equilibre"), "reference") != "prorata":
        return
    for rang, axe in enumerate(liste(plan, "axes")):
        if (isinstance(axe, dict) or hasattr(axe, "poids")) and valeur_de(axe, "poids") is None:
            absente = f"clé {redire('poids')} absente de cet axe"
            yield ("axes", rang, "poids"), f"{absente}; la référence {redire('prorata')} la demande"


def actions_confiees(plan: Any) -> Manquants:
    """Une unité au moins répond de chaque action."""
    for rang_axe, axe in enumerate(liste(plan, "axes")):
        actions = liste(axe, "actions")
        for rang, unites in enumerate(valeurs_de(actions, "responsables")):
            if not unites and _sans_cle_inconnue(actions[rang]):
                message = "aucune unité ne répond de cette action\nnommez-la dès qu'elle est connue"
                yield place((rang_axe, rang), "responsables"), message


def _sans_cle_inconnue(action: Any) -> bool:
    # D'un brouillon, une clé mal tapée peut être celle qui manque.
    if isinstance(action, dict):
        return action.keys() <= Action.__annotations__.keys()
    return isinstance(action, Action)


ERREURS: Contraintes = (
    ("cle-absente", annee_connue),
    ("annee-et-periode", annee_ou_periode),
    ("periode-invalide", periode_dans_l_ordre),
    ("axe-hors-rang", axes_numerotes),
    ("code-double", codes_uniques),
    ("unite-repetee", declarations.unites_une_fois),
    ("unite-inconnue", declarations.unites_declarees),
    ("groupe-repete", declarations.groupes_une_fois),
    ("groupe-inconnu", declarations.groupes_declares),
    ("cle-inconnue", declarations.mots_d_etat_declares),
    ("cle-inconnue", declarations.champs_declares),
    ("champ-reserve", declarations.champs_aux_noms_libres),
    ("mot-d-etat-pris", declarations.mots_d_etat_libres),
    ("nature-repetee", declarations.natures_une_fois),
    ("champ-invalide", declarations.valeurs_de_leur_nature),
    ("poids-absent", poids_connus),
)
AVERTISSEMENTS: Contraintes = (
    ("unite-sans-action", declarations.unites_employees),
    ("groupe-sans-action", declarations.groupes_employes),
    ("etat-sans-action", declarations.mots_d_etat_employes),
    ("champ-sans-action", declarations.champs_employes),
    ("action-sans-unite", actions_confiees),
    ("noms-semblables", declarations.noms_distincts),
    ("numeros-meles", numeros_de_meme_sorte),
)


def _codes_doubles(codes: Mapping[int, Sequence[Any]], ou: str) -> Manquants:
    doubles = list(repetes(list(chain.from_iterable(codes.values())), plier))
    places = [(axe, n) for axe in codes for n in range(len(codes[axe]))] if doubles else []
    for rang, premier, code in doubles:
        message = f"code {redire(code)} déjà donné {ou}\ndonnez-en un autre"
        yield place(places[rang], "code"), message, place(places[premier], "code")
