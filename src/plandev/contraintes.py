"""Les contraintes d'un plan, qui lient plusieurs valeurs : chacune rend ses manquements, tous.

Elles acceptent un plan du modèle ou le brouillon d'un plan (dictionnaires et listes, avec des
fautes de forme) : ce qui n'a pas la forme attendue y est passé, d'autres en parlent.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from plandev.constats import CLE, Adresse, Code, Gravite
from plandev.mots import Conseiller, citer, composer


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
Contrainte = Callable[[Any], Manquants]


def erreurs(plan: Any) -> Iterator[Manquement]:
    """Rend les manquements aux contraintes sans lesquelles un plan n'est pas lu."""
    for code, contrainte in ERREURS:
        for adresse, message, *premiere in contrainte(plan):
            yield Manquement(code, adresse, message, Gravite.ERREUR, *premiere)


def avertissements(plan: Any) -> Iterator[Manquement]:
    """Rend les manquements dont il vaut mieux parler, mais dont un plan peut répondre."""
    for code, contrainte in AVERTISSEMENTS:
        for adresse, message, *premiere in contrainte(plan):
            yield Manquement(code, adresse, message, Gravite.AVERTISSEMENT, *premiere)


def axes_numerotes(plan: Any) -> Manquants:
    """Les axes portent les numéros 1, 2, 3…, dans cet ordre."""
    for rang, axe in enumerate(_liste(plan, "axes")):
        numero, attendu = _champ(axe, "numero"), rang + 1
        if isinstance(numero, str | int) and str(numero) != str(attendu):
            message = f"l'axe numéro {attendu} est attendu ici, pas {citer(str(numero))}"
            yield ("axes", rang, "numero"), f"{message}; les axes se suivent"


def codes_uniques(plan: Any) -> Manquants:
    """Dans un axe, un code ne désigne qu'une action."""
    for rang_axe, axe in enumerate(_liste(plan, "axes")):
        actions = ("axes", rang_axe, "actions")
        for rang, premier, code in _doubles(list(_champs(_liste(axe, "actions"), "code"))):
            message = f"code {citer(code)} déjà donné dans cet axe; donnez-en un autre"
            yield (*actions, rang, "code"), message, (*actions, premier, "code")


def unites_declarees(plan: Any) -> Manquants:
    """Les unités d'une action sont déclarées sous `responsables`."""
    return _non_declares(plan, "responsables", "unité", _champ(plan, "responsables"))


def unites_une_fois(plan: Any) -> Manquants:
    """Une action ne nomme une unité qu'une fois."""
    return _repetes(plan, "responsables", "unité")


def groupes_declares(plan: Any) -> Manquants:
    """Les groupes d'une action sont déclarés sous `groupes`."""
    return _non_declares(plan, "groupes", "groupe", _champ(plan, "groupes") or {})


def groupes_une_fois(plan: Any) -> Manquants:
    """Une action ne nomme un groupe qu'une fois."""
    return _repetes(plan, "groupes", "groupe")


def poids_connus(plan: Any) -> Manquants:
    """Quand la référence est le prorata, chaque axe a son poids."""
    if _champ(_champ(plan, "equilibre"), "reference") != "prorata":
        return
    for rang, axe in enumerate(_liste(plan, "axes")):
        if (isinstance(axe, dict) or hasattr(axe, "poids")) and _champ(axe, "poids") is None:
            absente = f"clé {citer('poids')} absente de cet axe"
            yield ("axes", rang, "poids"), f"{absente}; la référence {citer('prorata')} la demande"


def unites_employees(plan: Any) -> Manquants:
    """Une unité déclarée répond d'au moins une action."""
    employees = {unite for _, unites in _mentions(plan, "responsables") for unite in unites}
    for unite in _champ(plan, "responsables"):
        if unite not in employees:
            message = f"unité {unite} déclarée, mais aucune action n'en relève"
            yield ("responsables", unite, CLE), message


ERREURS: tuple[tuple[Code, Contrainte], ...] = (
    ("axe-hors-rang", axes_numerotes),
    ("code-double", codes_uniques),
    ("unite-repetee", unites_une_fois),
    ("unite-inconnue", unites_declarees),
    ("groupe-repete", groupes_une_fois),
    ("groupe-inconnu", groupes_declares),
    ("poids-absent", poids_connus),
)
AVERTISSEMENTS: tuple[tuple[Code, Contrainte], ...] = (("unite-sans-action", unites_employees),)


def _non_declares(plan: Any, cle: str, mot: str, declares: Any) -> Manquants:
    if not isinstance(declares, dict):
        return
    conseiller = Conseiller()
    for ou, cites in _mentions(plan, cle):
        for rang, cite in enumerate(cites):
            if not isinstance(cite, str) or cite in declares:
                continue
            if (nom := composer(cite)) not in declares:
                sans = f"{mot} {citer(nom)} sans déclaration en tête du plan"
                yield _adresse(ou, cle, rang), f"{sans}; {conseiller(nom, declares)}"


def _repetes(plan: Any, cle: str, mot: str) -> Manquants:
    for ou, cites in _mentions(plan, cle, au_moins=2):
        for rang, _, nom in _doubles(cites):
            message = f"{mot} {citer(nom)} figure déjà dans cette liste; une fois suffit"
            yield _adresse(ou, cle, rang), message


def _doubles(valeurs: Sequence[Any]) -> Iterator[tuple[int, int, str]]:
    """Rend chaque texte qui en répète un autre, après son rang et celui du premier."""
    textes = [valeur for valeur in valeurs if isinstance(valeur, str)]
    if len(set(textes)) == len(textes) and all(map(str.isascii, textes)):
        return
    premiers: dict[str, int] = {}
    for rang, valeur in enumerate(valeurs):
        if isinstance(valeur, str):
            texte = composer(valeur)
            if premiers.setdefault(texte, rang) != rang:
                yield rang, premiers[texte], texte


def _mentions(
    plan: Any, cle: str, au_moins: int = 1
) -> Iterator[tuple[tuple[int, int], Sequence[Any]]]:
    """Rend ce que nomme chaque action qui nomme au moins tant de choses, après leurs deux rangs."""
    for rang_axe, axe in enumerate(_liste(plan, "axes")):
        for rang, cites in enumerate(_champs(_liste(axe, "actions"), cle)):
            if isinstance(cites, (tuple, list)) and len(cites) >= au_moins:
                yield (rang_axe, rang), cites


def _adresse(ou: tuple[int, int], cle: str, rang: int) -> Adresse:
    return "axes", ou[0], "actions", ou[1], cle, rang


def _champs(objets: Sequence[Any], nom: str) -> Iterable[Any]:
    """Rend ce champ de chacun, au plus court pour les milliers d'actions d'un plan du modèle."""
    if objets and hasattr(objets[0], nom):
        return map(attrgetter(nom), objets)
    return (_champ(objet, nom) for objet in objets)


def _champ(objet: Any, nom: str) -> Any:
    return objet.get(nom) if isinstance(objet, dict) else getattr(objet, nom, None)


def _liste(objet: Any, nom: str) -> Sequence[Any]:
    valeur = _champ(objet, nom)
    return valeur if isinstance(valeur, (list, tuple)) else ()
