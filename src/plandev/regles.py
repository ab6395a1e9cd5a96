"""Les règles d'un plan qui lient plusieurs valeurs : chacune rend ses manquements, tous.

Elles acceptent un plan du modèle ou le brouillon d'un plan (dictionnaires et listes, avec des
fautes de forme) : ce qui n'a pas la forme attendue y est passé, d'autres en parlent.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple
from unicodedata import normalize

from plandev.constats import Chemin
from plandev.mots import citer, conseil


class Manquement(NamedTuple):
    """Une valeur qui contrevient à une règle : son chemin, et ce qu'il y a à en dire."""

    chemin: Chemin
    message: str


def manquements(plan: Any) -> Iterator[Manquement]:
    """Rend les manquements à toutes les règles."""
    for regle in REGLES:
        yield from regle(plan)


def axes_numerotes(plan: Any) -> Iterator[Manquement]:
    """Les axes portent les numéros 1, 2, 3…, dans cet ordre."""
    for rang, axe in enumerate(_liste(plan, "axes")):
        numero, attendu = _champ(axe, "numero"), rang + 1
        if isinstance(numero, str | int) and str(numero) != str(attendu):
            message = f"l'axe numéro {attendu} est attendu ici, pas {citer(str(numero))}"
            yield Manquement(("axes", rang, "numero"), f"{message}; les axes se suivent")


def codes_uniques(plan: Any) -> Iterator[Manquement]:
    """Dans un axe, un code ne désigne qu'une action."""
    for rang_axe, axe in enumerate(_liste(plan, "axes")):
        deja: set[str] = set()
        for rang, action in enumerate(_liste(axe, "actions")):
            code = _champ(action, "code")
            if not isinstance(code, str):
                continue
            if code in deja:
                message = f"code {citer(code)} déjà donné dans cet axe; donnez-en un autre"
                yield Manquement(("axes", rang_axe, "actions", rang, "code"), message)
            deja.add(code)


def unites_declarees(plan: Any) -> Iterator[Manquement]:
    """Les unités d'une action sont déclarées sous `responsables`, et n'y sont qu'une fois."""
    return _renvois(plan, "responsables", "unité", _champ(plan, "responsables"))


def groupes_declares(plan: Any) -> Iterator[Manquement]:
    """Les groupes d'une action sont déclarés sous `groupes`, et n'y sont qu'une fois."""
    return _renvois(plan, "groupes", "groupe", _champ(plan, "groupes") or {})


def poids_connus(plan: Any) -> Iterator[Manquement]:
    """Quand la référence est le prorata, chaque axe a son poids."""
    if _champ(_champ(plan, "equilibre"), "reference") != "prorata":
        return
    for rang, axe in enumerate(_liste(plan, "axes")):
        if (isinstance(axe, dict) or hasattr(axe, "poids")) and _champ(axe, "poids") is None:
            absente = f"clé {citer('poids')} absente de cet axe"
            message = f"{absente}; la référence {citer('prorata')} la demande"
            yield Manquement(("axes", rang, "poids"), message)


REGLES = (axes_numerotes, codes_uniques, unites_declarees, groupes_declares, poids_connus)


def _renvois(plan: Any, cle: str, mot: str, declares: Any) -> Iterator[Manquement]:
    for rang_axe, axe in enumerate(_liste(plan, "axes")):
        for rang, action in enumerate(_liste(axe, "actions")):
            cites = _champ(action, cle)
            if not cites or _en_regle(cites, declares):
                continue
            deja: set[str] = set()
            for rang_cite, cite in enumerate(cites):
                if not isinstance(cite, str):
                    continue
                nom = normalize("NFC", cite)
                if message := _reproche(mot, nom, deja, declares):
                    chemin = ("axes", rang_axe, "actions", rang, cle, rang_cite)
                    yield Manquement(chemin, message)
                deja.add(nom)


def _en_regle(cites: Any, declares: Any) -> bool:
    """Rend vrai d'un seul nom, déclaré, de loin le cas le plus fréquent; et hors d'une liste."""
    if not isinstance(cites, (list, tuple)):
        return True
    seul = cites[0] if len(cites) == 1 else None
    return type(seul) is str and isinstance(declares, dict) and seul in declares


def _reproche(mot: str, cite: str, deja: AbstractSet[str], declares: Any) -> str | None:
    if cite in deja:
        return f"{mot} {citer(cite)} figure déjà dans cette liste; une fois suffit"
    if not isinstance(declares, dict) or cite in declares:
        return None
    return f"{mot} {citer(cite)} sans déclaration en tête du plan; {conseil(cite, declares)}"


def _champ(objet: Any, nom: str) -> Any:
    return objet.get(nom) if isinstance(objet, dict) else getattr(objet, nom, None)


def _liste(objet: Any, nom: str) -> Sequence[Any]:
    valeur = _champ(objet, nom)
    return valeur if isinstance(valeur, (list, tuple)) else ()
