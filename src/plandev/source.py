"""Le seul module qui connaît YAML : un texte -> des valeurs simples, et le lieu de chacune.

Les valeurs sont des textes tels qu'ils ont été tapés, des listes et des dictionnaires : aucun
`NO`, `010` ou `5.20` n'y devient autre chose. Un seul passage sur les événements de PyYAML les
construit et retient le lieu de chaque clé et de chaque valeur.
"""

from array import array
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


def _construire(source: Source, chargeur: Any) -> None:  # noqa: C901 - voir ci-dessous
    """Construit la valeur de chaque document au fil des événements, et note les lieux.

    C'est la boucle la plus chaude de plandev : elle tient en variables locales, les textes, de loin
    les plus nombreux, y passent en premier, et tout ce qui est rare est ailleurs.
    """
    contenant: Any = source.lieux.valeurs
    cle: Any = None
    suite, pile, cles = source.lieux.suite, list[_Cadre](), dict[str, str]()
    suivant = chargeur.get_event
    while True:
        evenement = suivant()
        genre = type(evenement)
        if genre is yaml.ScalarEvent:
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
                    cle = _ecarter(source, suite.pop(), texte)
        elif genre in _VALEURS:
            contenant, suite, cle = _entrer(source, pile, (contenant, suite, cle), evenement)
        elif genre in _FINS:
            contenant, suite, cle = pile.pop()
        elif genre is yaml.StreamEndEvent:
            return


_Cadre = tuple[Any, "array[int]", Any]
"""Où en est la lecture : le contenant, la suite des lieux, et la clé en attente de sa valeur."""


def _entrer(source: Source, pile: list[_Cadre], cadre: _Cadre, evenement: Any) -> _Cadre:
    """Range un dictionnaire, une liste ou un renvoi; rend le cadre où la lecture se poursuit."""
    contenant, suite, cle = cadre
    valeur, lieu, apres = _VALEURS[type(evenement)](), evenement.start_mark.index, None
    _refuser_marques(source, evenement)
    if cle is None and type(contenant) is dict:
        source.signaler(lieu, "une clé est un mot, pas une liste ni un dictionnaire")
        cle = apres = _CLE_ECARTEE
    dedans = suite
    if cle is _CLE_ECARTEE:
        dedans = array("I")  # ce qui est écarté n'a pas de lieu à retenir
    else:
        suite.append(lieu)
        if cle is None:
            contenant.append(valeur)
        else:
            contenant[cle] = valeur
    if valeur is ILLISIBLE:
        return contenant, suite, apres
    pile.append((contenant, suite, apres))
    if len(pile) > _PROFONDEUR_MAX:
        source.signaler(lieu, f"plus de {_PROFONDEUR_MAX} niveaux; un plan n'en a que six")
        raise _Arret
    return valeur, dedans, None


def _ecarter(source: Source, lieu: int, cle: str) -> object:
    source.signaler(lieu, f"clé {citer(cle)} donnée deux fois; gardez-en une seule")
    return _CLE_ECARTEE


_VALEURS: Final[dict[type, Callable[[], Any]]] = {
    yaml.MappingStartEvent: dict,
    yaml.SequenceStartEvent: list,
    yaml.AliasEvent: lambda: ILLISIBLE,
}
_FINS: Final = frozenset({yaml.MappingEndEvent, yaml.SequenceEndEvent})


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


def _expliquer(faute: yaml.MarkedYAMLError) -> tuple[int, str]:
    """Rend le lieu d'une faute de YAML et ce qu'il faut y faire."""
    au_debut, message = expliquer(f"{faute.context or ''}: {faute.problem}")
    marque = (au_debut and faute.context_mark) or faute.problem_mark or faute.context_mark
    return (marque.index if marque else 0), message
