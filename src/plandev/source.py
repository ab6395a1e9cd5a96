"""Le seul module qui connaît YAML : un texte -> des valeurs simples, et le lieu de chacune.

Les valeurs sont des textes tels qu'ils ont été tapés, des listes et des dictionnaires : aucun
`NO`, `010` ou `5.20` n'y devient autre chose. Un seul passage sur les événements de PyYAML les
construit et retient le lieu de chaque clé et de chaque valeur.
"""

import re
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from sys import intern
from typing import Any, Final
from unicodedata import normalize

import yaml

from plandev.constats import Chemin, Constat
from plandev.document import Document
from plandev.fautes_yaml import expliquer
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
    # Un lieu est le rang d'un caractère dans le texte. Ceux des enfants d'un contenant se suivent
    # (clé et valeur par entrée d'un dictionnaire), à partir de `_debuts[id(contenant)]`.
    _lieux: "array[int]" = field(default_factory=lambda: array("q", [0]))
    _debuts: dict[int, int] = field(default_factory=dict)

    def situer(self, lieu: int) -> None:
        """Fixe le lieu de la valeur entière."""
        self._lieux[0] = lieu

    def signaler(self, lieu: int, message: str) -> None:
        """Ajoute une erreur au caractère de rang `lieu`."""
        self.constats.append(self.document.constat(lieu, message))

    def lieu(self, chemin: Chemin) -> int:
        """Rend le rang du premier caractère de la valeur à ce chemin.

        D'une clé absente, c'est celui du dictionnaire qui devait la contenir.
        """
        contenant, lieu = self.valeur, self._lieux[0]
        for nom in chemin:
            if isinstance(contenant, dict) and nom not in contenant:
                break
            lieu = self._lieux[self._place(contenant, nom)]
            contenant = contenant[nom]
        return lieu

    def lieu_de_la_cle(self, chemin: Chemin) -> int:
        """Rend le rang du premier caractère de la clé qui termine ce chemin."""
        contenant = self.valeur
        for nom in chemin[:-1]:
            contenant = contenant[nom]
        return self._lieux[self._place(contenant, chemin[-1]) - 1]

    def _place(self, contenant: Any, nom: str | int) -> int:
        rang = int(nom) if isinstance(contenant, list) else 2 * list(contenant).index(nom) + 1
        return self._debuts[id(contenant)] + rang

    def retenir(self, contenant: object, lieux: list[int]) -> None:
        """Garde les lieux des enfants d'un contenant dont la lecture est terminée."""
        self._debuts[id(contenant)] = len(self._lieux)
        self._lieux.extend(lieux)


class _Arret(Exception):
    """La suite du texte n'est pas à lire : la faute est déjà signalée."""


def lire_source(document: Document) -> Source:
    """Rend les valeurs d'un document, leurs lieux, et les fautes de YAML qui y ont été trouvées.

    Sont refusés, sans être suivis : ancres, renvois, étiquettes, clés données deux fois, seconds
    documents, et plus de seize niveaux.
    """
    source = Source(document)
    try:
        source.valeur = _construire(source, _CHARGEUR(document.contenu))
    except yaml.MarkedYAMLError as faute:
        source.signaler(*_expliquer(faute))
    except yaml.reader.ReaderError:
        source.signaler(*_caractere_refuse(document.contenu.decode()))
    except _Arret:
        pass
    return source


def _construire(source: Source, chargeur: Any) -> Any:  # noqa: C901, PLR0912 - voir ci-dessous
    """Rend la valeur du document, construite au fil des événements.

    C'est la boucle la plus chaude de plandev : elle tient en variables locales, les textes, de loin
    les plus nombreux, y passent en premier, et tout ce qui est rare est ailleurs. Un cadre de la
    pile est (contenant, lieux, clé en attente de sa valeur).
    """
    contenant: Any = []
    racine, lieux, cle, suivant = contenant, list[int](), None, chargeur.get_event
    lieux_de_la_racine, pile = lieux, list[tuple[Any, list[int], Any]]()
    while True:
        evenement = suivant()
        genre = type(evenement)
        if genre is yaml.ScalarEvent:
            if evenement.tag is not None or evenement.anchor is not None:
                _refuser_marques(source, evenement)
            lieux.append(evenement.start_mark.index)
            texte = evenement.value
            if texte[-1:] == "\n":
                texte = _sans_saut_final(evenement)
            if type(contenant) is list:
                contenant.append(texte)
            elif cle is None:
                cle = _cle(texte, contenant)
                if cle is _CLE_ECARTEE:
                    message = f"clé {citer(texte)} donnée deux fois; gardez-en une seule"
                    source.signaler(lieux.pop(), message)
            elif cle is _CLE_ECARTEE:
                lieux.pop()
                cle = None
            else:
                contenant[cle] = texte
                cle = None
        elif genre in _VALEURS:
            valeur = _VALEURS[genre]()
            _refuser_marques(source, evenement)
            lieux.append(evenement.start_mark.index)
            apres = None
            if type(contenant) is dict and cle is None:
                source.signaler(lieux.pop(), "une clé est un mot, pas une liste ni un dictionnaire")
                apres = _CLE_ECARTEE
            else:
                _ranger(valeur, contenant, lieux, cle)
            if valeur is ILLISIBLE:
                cle = apres
                continue
            pile.append((contenant, lieux, apres))
            contenant, lieux, cle = valeur, [], None
            _limiter_profondeur(source, evenement, len(pile))
        elif genre in _FINS:
            source.retenir(contenant, lieux)
            contenant, lieux, cle = pile.pop()
        elif genre is yaml.StreamEndEvent:
            return _seul_document(source, racine, lieux_de_la_racine)


_VALEURS: Final[dict[type, Callable[[], Any]]] = {
    yaml.MappingStartEvent: dict,
    yaml.SequenceStartEvent: list,
    yaml.AliasEvent: lambda: ILLISIBLE,
}
_FINS: Final = frozenset({yaml.MappingEndEvent, yaml.SequenceEndEvent})


def _cle(texte: str, dictionnaire: dict[str, Any]) -> Any:
    """Rend la clé, accents composés, ou _CLE_ECARTEE si elle est déjà donnée.

    Les clés, les mêmes d'une action à l'autre, ne sont gardées qu'une fois en mémoire.
    """
    cle = intern(texte if texte.isascii() else normalize("NFC", texte))
    return _CLE_ECARTEE if cle in dictionnaire else cle


def _ranger(valeur: Any, contenant: Any, lieux: list[int], cle: Any) -> None:
    if type(contenant) is list:
        contenant.append(valeur)
    elif cle is _CLE_ECARTEE:
        lieux.pop()
    else:
        contenant[cle] = valeur


def _sans_saut_final(evenement: Any) -> str:
    # Le saut de ligne qui termine un bloc « > » ou « | » n'a pas été tapé comme du texte.
    texte: str = evenement.value
    return texte.rstrip("\n") if evenement.style in ("|", ">") else texte


def _seul_document(source: Source, racine: list[Any], lieux: list[int]) -> Any:
    if not racine:
        source.signaler(
            0, "le fichier ne contient aucune donnée; commencez par «\u00a0titre:\u00a0»"
        )
        return ILLISIBLE
    source.situer(lieux[0])
    for lieu in lieux[1:]:
        source.signaler(lieu, "second document dans le fichier; un fichier est un seul plan")
    return racine[0]


def _refuser_marques(source: Source, evenement: Any) -> None:
    if type(evenement) is yaml.AliasEvent:
        _refuser(source, evenement, "un renvoi (*)")
        return
    if evenement.anchor is not None:
        _refuser(source, evenement, "une ancre (&)")
    if evenement.tag is not None:
        _refuser(source, evenement, "une étiquette (!)")


def _refuser(source: Source, evenement: Any, marque: str) -> None:
    message = f"{marque} n'a pas sa place dans un plan; écrivez la valeur elle-même"
    source.signaler(evenement.start_mark.index, message)


def _limiter_profondeur(source: Source, evenement: Any, profondeur: int) -> None:
    if profondeur > _PROFONDEUR_MAX:
        message = f"plus de {_PROFONDEUR_MAX} niveaux; un plan n'en a que six"
        source.signaler(evenement.start_mark.index, message)
        raise _Arret


def _caractere_refuse(texte: str) -> tuple[int, str]:
    trouve = re.search(_NON_YAML, texte)
    if trouve is None:
        return 0, "un caractère de ce fichier n'est pas lisible; retapez le texte qui le contient"
    return trouve.start(), f"caractère de commande {citer(trouve.group())}; effacez-le"


# Ce que YAML 1.1 (section 4.1) n'admet pas dans un texte.
_NON_YAML = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"


def _expliquer(faute: yaml.MarkedYAMLError) -> tuple[int, str]:
    """Rend le lieu d'une faute de YAML et ce qu'il faut y faire."""
    au_debut, message = expliquer(f"{faute.context or ''}: {faute.problem}")
    marque = (au_debut and faute.context_mark) or faute.problem_mark or faute.context_mark
    return (marque.index if marque else 0), message
