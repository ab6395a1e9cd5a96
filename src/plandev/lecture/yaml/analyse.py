"""Le seul module qui connaît YAML : un document -> un brouillon du plan.

Les valeurs sont des textes tels qu'ils ont été tapés, des listes et des dictionnaires : aucun
`NO`, `010` ou `5.20` n'y devient autre chose. Un seul passage sur les événements de PyYAML les
construit et retient le décalage de chaque clé et de chaque valeur.
"""

from collections.abc import Callable
from typing import Any, Final

import yaml

from plandev.lecture.brouillon import ILLISIBLE, Debordement
from plandev.lecture.yaml.brouillon_yaml import BrouillonYaml
from plandev.lecture.yaml.document import Document
from plandev.lecture.yaml.fautes_yaml import AU_POINT, caractere_refuse, expliquer
from plandev.messages.constats import Code
from plandev.messages.mots import assainir, composer, redire

_CHARGEUR: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_PROFONDEUR_MAX = 16  # un plan en compte six; au-delà, ce n'en est pas un
_CLE_ECARTEE: Final = object()  # la clé dont la valeur ne sera pas retenue


class _Arret(Exception):
    """La suite du texte n'est pas à lire : la faute est déjà signalée."""


def analyser(document: Document) -> BrouillonYaml:
    """Rend le brouillon d'un document, avec les fautes de YAML qui y ont été trouvées.

    Sont refusés, sans être suivis : ancres, renvois, étiquettes, clés données deux fois, seconds
    documents, et plus de seize niveaux. D'un texte qui n'est pas du YAML, la lecture reprend après
    chaque faute, à l'élément ou à la clé qui suit.
    """
    brouillon = _lire(document)
    if brouillon.arret is None:
        return brouillon
    from plandev.lecture.yaml.reprise import reprendre  # rien n'en sert à un plan sans faute

    return reprendre(brouillon, _lire)


def noeuds(document: Document) -> Any:
    """Rend les nœuds d'un document sans faute, chacun avec la marque de son début et de sa fin."""
    return yaml.compose(document.contenu, Loader=_CHARGEUR)


def _lire(document: Document) -> BrouillonYaml:
    brouillon = BrouillonYaml(document=document)
    try:
        _construire(brouillon, _CHARGEUR(document.contenu))
        brouillon.valeur = _seul_document(brouillon)
    except yaml.MarkedYAMLError as faute:
        _expliquer(brouillon, faute)
    except yaml.reader.ReaderError:
        decalage, message = caractere_refuse(document.texte)
        brouillon.arreter("caractere-de-commande", decalage, message)
    except (_Arret, Debordement):
        pass
    return brouillon


def _construire(brouillon: BrouillonYaml, chargeur: Any) -> None:  # noqa: C901, PLR0912 - voir ci-dessous
    """Construit la valeur de chaque document au fil des événements, et note les décalages.

    C'est la boucle la plus chaude de plandev : elle tient en variables locales, les textes, de loin
    les plus nombreux, y passent en premier, et tout ce qui est rare est ailleurs.
    """
    contenant: Any = brouillon.decalages.valeurs
    cle: Any = None  # celle qui attend sa valeur, dans un dictionnaire
    suite, pile, cles = brouillon.decalages.suite, list[Any](), dict[str, str]()
    suivant = chargeur.get_event
    while True:
        evenement = suivant()
        genre = type(evenement)
        if genre is _TEXTE:
            texte = evenement.value
            if evenement.style or evenement.tag is not None or evenement.anchor is not None:
                texte = _texte_rare(brouillon, evenement)
            if cle is _CLE_ECARTEE:
                cle = None
                continue
            suite.append(evenement.start_mark.index)
            if cle is not None:
                contenant[cle] = texte
                cle = None
            elif type(contenant) is list:
                contenant.append(texte)
            else:
                cle = cles.get(texte) or _composer(brouillon, cles, evenement)
                if cle in contenant:
                    en_liste = len(pile) > 1 and type(pile[-1]) is list
                    cle = _ecarter_double(brouillon, contenant, cle, suite.pop(), en_liste)
        elif genre in _CONTENANTS:
            if evenement.tag is not None or evenement.anchor is not None:
                _signaler_les_marques(brouillon, evenement)
            if cle is _CLE_ECARTEE or (cle is None and type(contenant) is dict):
                cle = _sauter(brouillon, suivant, evenement, cle)
                continue
            suite.append(evenement.start_mark.index)
            valeur = _CONTENANTS[genre]()
            if cle is None:
                contenant.append(valeur)
            else:
                contenant[cle] = valeur
            pile.append(contenant)
            contenant, cle = valeur, None
            if len(pile) > _PROFONDEUR_MAX:
                _signaler_la_profondeur(brouillon, evenement)
        elif genre in _FINS:
            contenant, cle = pile.pop(), None
        elif genre is yaml.AliasEvent:
            cle = _passer_renvoi(brouillon, evenement, contenant, cle)
        elif genre is yaml.StreamEndEvent:
            return


_TEXTE: Final = yaml.ScalarEvent
_CONTENANTS: Final[dict[type, Callable[[], Any]]] = {
    yaml.MappingStartEvent: dict,
    yaml.SequenceStartEvent: list,
}
_FINS: Final = frozenset({yaml.MappingEndEvent, yaml.SequenceEndEvent})


def _composer(brouillon: BrouillonYaml, cles: dict[str, str], evenement: Any) -> str:
    """Rend une clé, composée une fois pour toutes, sans l'insécable d'avant son deux-points."""
    cle = composer(evenement.value)
    if not cle.endswith(("\xa0", "\u202f")):
        return cles.setdefault(evenement.value, cle)
    nue = cle.rstrip()
    message = f"espace insécable (U+{ord(cle[-1]):04X}) entre cette clé et son deux-points"
    debut = evenement.start_mark.index
    brouillon.signaler("signe-invisible", debut, f"{message}\nécrivez {assainir(nue)}:")
    return nue


def _sauter(brouillon: BrouillonYaml, suivant: Callable[[], Any], debut: Any, cle: Any) -> Any:
    """Passe un contenant écarté sans rien en lire ni en dire; rend la clé qui attend ensuite."""
    profondeur = 1
    while profondeur:
        evenement = suivant()
        profondeur += (type(evenement) in _CONTENANTS) - (type(evenement) in _FINS)
        if profondeur > _PROFONDEUR_MAX:
            _signaler_la_profondeur(brouillon, evenement)
    if cle is _CLE_ECARTEE:
        return None
    message = "une clé est un mot, pas une liste ni un dictionnaire"
    return _ecarter(brouillon, "cle-composee", debut.start_mark.index, message)


def _passer_renvoi(brouillon: BrouillonYaml, renvoi: Any, contenant: Any, cle: Any) -> Any:
    """Refuse un renvoi et met ILLISIBLE à sa place; rend la clé qui attend ensuite."""
    _signaler(brouillon, "renvoi", renvoi, "un renvoi (*)")
    if cle is _CLE_ECARTEE:
        return None
    if cle is None and type(contenant) is dict:
        return _CLE_ECARTEE
    brouillon.decalages.suite.append(renvoi.start_mark.index)
    if cle is None:
        contenant.append(ILLISIBLE)
    else:
        contenant[cle] = ILLISIBLE
    return None


def _ecarter_double(
    brouillon: BrouillonYaml, contenant: dict[str, Any], cle: str, decalage: int, en_liste: bool
) -> object:
    """Écarte une clé donnée deux fois, ou celles d'un élément dont le tiret a été oublié."""
    if id(contenant) in brouillon.sans_tiret:
        return _CLE_ECARTEE
    if en_liste and cle == next(iter(contenant)) and len(contenant) > 1:
        brouillon.sans_tiret.add(id(contenant))
        ligne = brouillon.document.ligne(brouillon.document.position(decalage).ligne).strip()
        manque = "il manque un tiret devant cette clé, par où commence un autre élément"
        message = f"{manque}\nécrivez {redire(f'- {ligne}')} dans l'alignement des autres tirets"
        return _ecarter(brouillon, "tiret-oublie", decalage, message)
    message = f"clé {redire(cle)} donnée deux fois\ngardez-en une seule"
    return _ecarter(brouillon, "cle-double", decalage, message)


def _ecarter(brouillon: BrouillonYaml, code: Code, decalage: int, message: str) -> object:
    brouillon.signaler(code, decalage, message)
    return _CLE_ECARTEE


def _texte_rare(brouillon: BrouillonYaml, evenement: Any) -> str:
    """Rend un texte entre guillemets, en bloc ou marqué, et refuse ses marques."""
    _signaler_les_marques(brouillon, evenement)
    texte: str = evenement.value
    # Le saut de ligne qui termine un bloc « > » ou « | » n'a pas été tapé comme du texte.
    return texte.rstrip("\n") if evenement.style in ("|", ">") else texte


def _seul_document(brouillon: BrouillonYaml) -> Any:
    valeurs = brouillon.decalages.valeurs
    if not valeurs:
        vide = "le fichier ne contient aucune donnée\ncommencez par «\u00a0titre:\u00a0»"
        brouillon.signaler("fichier-vide", 0, vide)
        return ILLISIBLE
    for rang in range(1, len(valeurs)):
        message = "second document dans le fichier; un fichier est un seul plan"
        decalage = brouillon.decalages.de_la_valeur((rang,))
        brouillon.signaler("second-document", decalage, message)
    return valeurs[0]


def _signaler_les_marques(brouillon: BrouillonYaml, evenement: Any) -> None:
    if evenement.anchor is not None:
        _signaler(brouillon, "ancre", evenement, "une ancre (&)")
    if evenement.tag is not None:
        _signaler(brouillon, "etiquette", evenement, "une étiquette (!)")


def _signaler(brouillon: BrouillonYaml, code: Code, evenement: Any, marque: str) -> None:
    message = f"{marque} n'a pas sa place dans un plan\nécrivez la valeur elle-même"
    brouillon.signaler(code, evenement.start_mark.index, message)


def _signaler_la_profondeur(brouillon: BrouillonYaml, evenement: Any) -> None:
    message = f"plus de {_PROFONDEUR_MAX} niveaux; un plan n'en a que six"
    brouillon.signaler("trop-de-niveaux", evenement.start_mark.index, message)
    raise _Arret


def _expliquer(brouillon: BrouillonYaml, relevee: yaml.MarkedYAMLError) -> None:
    from plandev.lecture.yaml.diagnostic import Diagnostic, diagnostiquer  # rares

    code, message = expliquer(f"{relevee.context or ''}: {relevee.problem}")
    marques = relevee.context_mark, relevee.problem_mark
    marque = next(filter(None, reversed(marques) if code in AU_POINT else marques), None)
    faute = Diagnostic(code, marque.index if marque else 0, message)
    faute = diagnostiquer(brouillon.document, faute)
    brouillon.arreter(faute.code, faute.decalage, faute.message)
    if ligne := faute.reparee:
        brouillon.reparee = ligne.numero, f"{' ' * ligne.retrait}{ligne.ecrite}"
