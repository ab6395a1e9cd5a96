"""Le seul module qui connaît YAML : un texte -> des valeurs simples, et le lieu de chacune.

Les valeurs sont des textes tels qu'ils ont été tapés, des listes et des dictionnaires : aucun
`NO`, `010` ou `5.20` n'y devient autre chose. Un seul passage sur les événements de PyYAML les
construit et retient le lieu de chaque clé et de chaque valeur.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final
from unicodedata import normalize

import yaml

from plandev.constats import Chemin, Constat
from plandev.document import Document
from plandev.fautes_yaml import caractere_refuse, expliquer
from plandev.lieux import Lieux
from plandev.mots import citer

ILLISIBLE: Final = object()
"""Ce qui tient la place d'une valeur déjà signalée : il n'y a rien d'autre à en dire."""

_CHARGEUR: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_PROFONDEUR_MAX = 16  # un plan en compte six; au-delà, ce n'en est pas un
_CLE_ECARTEE: Final = object()  # la clé dont la valeur ne sera pas retenue


@dataclass(slots=True)
class Source:
    """Ce qu'un document contient : sa `valeur`, et les `constats` faits en la lisant.

    La valeur est ILLISIBLE quand le texte n'est pas du YAML lisible jusqu'au bout.
    """

    document: Document
    valeur: Any = ILLISIBLE
    constats: list[Constat] = field(default_factory=list)
    lieux: Lieux = field(default_factory=Lieux)

    def signaler(self, lieu: int, message: str) -> None:
        """Ajoute une erreur au caractère de rang `lieu`."""
        self.constats.append(self.document.constat(lieu, message))

    def lieu(self, chemin: Chemin) -> int:
        """Rend le rang du premier caractère de la valeur à ce chemin.

        D'une clé absente, c'est celui du dictionnaire qui devait la contenir.
        """
        return self.lieux.de_la_valeur((0, *chemin))

    def lieu_de_la_cle(self, chemin: Chemin) -> int:
        """Rend le rang du premier caractère de la clé qui termine ce chemin."""
        return self.lieux.de_la_cle((0, *chemin))


class _Arret(Exception):
    """La suite du texte n'est pas à lire : la faute est déjà signalée."""


def lire_source(document: Document) -> Source:
    """Rend les valeurs d'un document, leurs lieux, et les fautes de YAML qui y ont été trouvées.

    Sont refusés, sans être suivis : ancres, renvois, étiquettes, clés données deux fois, seconds
    documents, et plus de seize niveaux.
    """
    source = Source(document)
    try:
        _construire(source, _CHARGEUR(document.contenu))
        source.valeur = _seul_document(source)
    except yaml.MarkedYAMLError as faute:
        source.signaler(*_expliquer(faute))
    except yaml.reader.ReaderError:
        source.signaler(*caractere_refuse(document.contenu.decode()))
    except _Arret:
        pass
    return source


def _construire(source: Source, chargeur: Any) -> None:  # noqa: C901, PLR0912 - voir ci-dessous
    """Construit la valeur de chaque document au fil des événements, et note les lieux.

    C'est la boucle la plus chaude de plandev : elle tient en variables locales, les textes, de loin
    les plus nombreux, y passent en premier, et tout ce qui est rare est ailleurs.
    """
    contenant: Any = source.lieux.valeurs
    cle: Any = None  # celle qui attend sa valeur, dans un dictionnaire
    suite, pile, cles = source.lieux.suite, list[Any](), dict[str, str]()
    suivant = chargeur.get_event
    while True:
        evenement = suivant()
        genre = type(evenement)
        if genre is _TEXTE:
            texte = evenement.value
            if evenement.style or evenement.tag is not None or evenement.anchor is not None:
                texte = _texte_rare(source, evenement)
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
                cle = cles.get(texte) or cles.setdefault(texte, normalize("NFC", texte))
                if cle in contenant:
                    double = f"clé {citer(texte)} donnée deux fois; gardez-en une seule"
                    cle = _ecarter(source, suite.pop(), double)
        elif genre in _CONTENANTS:
            if evenement.tag is not None or evenement.anchor is not None:
                _refuser_marques(source, evenement)
            if cle is _CLE_ECARTEE or (cle is None and type(contenant) is dict):
                cle = _sauter(source, suivant, evenement, cle)
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
                _refuser_profondeur(source, evenement)
        elif genre in _FINS:
            contenant, cle = pile.pop(), None
        elif genre is yaml.AliasEvent:
            cle = _passer_renvoi(source, evenement, contenant, cle)
        elif genre is yaml.StreamEndEvent:
            return


_TEXTE: Final = yaml.ScalarEvent
_CONTENANTS: Final[dict[type, Callable[[], Any]]] = {
    yaml.MappingStartEvent: dict,
    yaml.SequenceStartEvent: list,
}
_FINS: Final = frozenset({yaml.MappingEndEvent, yaml.SequenceEndEvent})


def _sauter(source: Source, suivant: Callable[[], Any], debut: Any, cle: Any) -> Any:
    """Passe un contenant écarté sans rien en lire ni en dire; rend la clé qui attend ensuite."""
    profondeur = 1
    while profondeur:
        evenement = suivant()
        profondeur += (type(evenement) in _CONTENANTS) - (type(evenement) in _FINS)
        if profondeur > _PROFONDEUR_MAX:
            _refuser_profondeur(source, evenement)
    if cle is _CLE_ECARTEE:
        return None
    lieu = debut.start_mark.index
    return _ecarter(source, lieu, "une clé est un mot, pas une liste ni un dictionnaire")


def _passer_renvoi(source: Source, renvoi: Any, contenant: Any, cle: Any) -> Any:
    """Refuse un renvoi et met ILLISIBLE à sa place; rend la clé qui attend ensuite."""
    _refuser(source, renvoi, "un renvoi (*)")
    if cle is _CLE_ECARTEE:
        return None
    if cle is None and type(contenant) is dict:
        return _CLE_ECARTEE
    source.lieux.suite.append(renvoi.start_mark.index)
    if cle is None:
        contenant.append(ILLISIBLE)
    else:
        contenant[cle] = ILLISIBLE
    return None


def _ecarter(source: Source, lieu: int, message: str) -> object:
    source.signaler(lieu, message)
    return _CLE_ECARTEE


def _texte_rare(source: Source, evenement: Any) -> str:
    """Rend un texte entre guillemets, en bloc ou marqué, et refuse ses marques."""
    _refuser_marques(source, evenement)
    texte: str = evenement.value
    # Le saut de ligne qui termine un bloc « > » ou « | » n'a pas été tapé comme du texte.
    return texte.rstrip("\n") if evenement.style in ("|", ">") else texte


def _seul_document(source: Source) -> Any:
    valeurs = source.lieux.valeurs
    if not valeurs:
        source.signaler(
            0, "le fichier ne contient aucune donnée; commencez par «\u00a0titre:\u00a0»"
        )
        return ILLISIBLE
    for rang in range(1, len(valeurs)):
        lieu = source.lieux.de_la_valeur((rang,))
        source.signaler(lieu, "second document dans le fichier; un fichier est un seul plan")
    return valeurs[0]


def _refuser_marques(source: Source, evenement: Any) -> None:
    if evenement.anchor is not None:
        _refuser(source, evenement, "une ancre (&)")
    if evenement.tag is not None:
        _refuser(source, evenement, "une étiquette (!)")


def _refuser(source: Source, evenement: Any, marque: str) -> None:
    message = f"{marque} n'a pas sa place dans un plan; écrivez la valeur elle-même"
    source.signaler(evenement.start_mark.index, message)


def _refuser_profondeur(source: Source, evenement: Any) -> None:
    message = f"plus de {_PROFONDEUR_MAX} niveaux; un plan n'en a que six"
    source.signaler(evenement.start_mark.index, message)
    raise _Arret


def _expliquer(faute: yaml.MarkedYAMLError) -> tuple[int, str]:
    """Rend le lieu d'une faute de YAML et ce qu'il faut y faire."""
    au_debut, message = expliquer(f"{faute.context or ''}: {faute.problem}")
    marque = (au_debut and faute.context_mark) or faute.problem_mark or faute.context_mark
    return (marque.index if marque else 0), message
