"""Le brouillon que rend un tableau : de quelle cellule vient chaque valeur."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from plandev.lecture.brouillon import ILLISIBLE, Brouillon
from plandev.lecture.octets import nom_a_citer
from plandev.lecture.tableau.feuilles.feuille import Cellule
from plandev.messages.constats import Adresse, Case, Code, Constat, Gravite
from plandev.messages.mots import redire


@dataclass(slots=True, kw_only=True)
class BrouillonDeTableau(Brouillon):
    """Ce qu'un tableau contient : les cellules d'où vient chaque adresse, et des `avis`.

    Un avis est un avertissement : il ne dit rien qui empêche le plan d'être lu. `options` : de
    quoi répondre à tout ce qui est demandé; `dites` : les cellules dont quelque chose est dit;
    `conversions` : ce que le plan écrit de celles qui s'y écrivent autrement.
    """

    fichier: str
    places: dict[Adresse, Case] = field(default_factory=dict)
    avis: list[Constat] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    dites: set[Case] = field(default_factory=set)
    conversions: dict[Case, str] = field(default_factory=dict)
    _deja: set[Constat] = field(default_factory=set)

    def poser(
        self, contenant: Any, nom: str | int, valeur: Any, adresse: Adresse, ou: Case
    ) -> None:
        """Met une valeur dans son contenant, et note de quelle cellule elle vient."""
        if isinstance(contenant, list):
            contenant.append(valeur)
        else:
            contenant[nom] = valeur
        self.places[*adresse, nom] = ou

    @property
    def actions(self) -> int:
        """Le nombre d'actions lues."""
        axes = self.valeur.get("axes") if isinstance(self.valeur, dict) else None
        return sum(len(axe.get("actions", ())) for axe in axes) if isinstance(axes, list) else 0

    def placer(self, code: Code, adresse: Adresse, message: str, gravite: Gravite) -> Constat:
        """Rend un constat placé dans la cellule de cette adresse."""
        return Constat(code, message, nom_a_citer(self.fichier), self.case(adresse), "", gravite)

    def nommer_le_lieu(self, adresse: Adresse) -> str:
        """Rend la cellule de cette adresse."""
        return f"en {self.case(adresse)}"

    def case(self, adresse: Adresse) -> Case | None:
        """Rend d'où vient ce qui est à cette adresse, ou ce qui devait le contenir."""
        for fin in range(len(adresse), -1, -1):
            if case := self.places.get(adresse[:fin]):
                return case
        return None

    def signaler(self, code: Code, ou: Case | None, message: str) -> None:
        """Ajoute une erreur dans cette cellule; sans cellule, elle est du tableau entier."""
        self.ajouter([Constat(code, message, nom_a_citer(self.fichier), ou)])

    def demander(self, code: Code, ou: Case | None, message: str, *options: str) -> None:
        """Ajoute une erreur que ces options répareraient, « … » étant ce qui est à remplir."""
        if "--" not in message:
            message = f"{message} : {' '.join(options)}"
        self.signaler(code, ou, message)
        self.options += [option for option in options if option not in self.options]

    def avertir(self, code: Code, ou: Case | None, message: str) -> None:
        """Ajoute un avis dans cette cellule, une seule fois."""
        nom = nom_a_citer(self.fichier)
        avis = Constat(code, message, nom, ou, gravite=Gravite.AVERTISSEMENT)
        if ou:
            self.dites.add(ou)
        if avis not in self._deja:
            self._deja.add(avis)
            self.avis.append(avis)

    def mettre_de_cote(
        self, cases: Sequence[Case], message: str, code: Code = "ligne-de-cote"
    ) -> None:
        """Dit, dans la première, des cellules qui ne sont pas lues."""
        self.avertir(code, cases[0], message)
        self.dites.update(cases)

    def convertir(self, ou: Case, ecrit: str) -> None:
        """Note ce que le plan écrit d'une cellule."""
        self.conversions[ou] = ecrit

    def lire(self, cellule: Cellule, ou: Case, *, code: bool = False) -> Any:
        """Rend le texte d'une cellule, et dit ce qui n'en est pas sûr.

        `code` : le texte doit en être un. D'une cellule qui n'a pas de valeur, c'est ILLISIBLE.
        """
        nature = cellule.nature
        if nature in _ERREURS or (code and nature == "date"):
            dite, phrase = _ERREURS.get(nature, _CODE_EN_DATE)
            self.signaler(dite, ou, phrase.format(redire(cellule.texte)))
            return ILLISIBLE
        if nature in _AVIS or (code and nature == "decimal"):
            dite, phrase = _AVIS.get(nature, _ZERO_PERDU)
            montre = cellule.texte if code else cellule.en_francais
            contenu = cellule.contenu.replace(".", ",")
            self.avertir(dite, ou, phrase.format(redire(montre), redire(contenu)))
        return cellule.texte


_Dit = tuple[Code, str]
_EN_TEXTE = "mettez la cellule en format Texte, et retapez-le"
_CODE_EN_DATE: _Dit = ("code-en-date", f"{{}} : le tableur a fait une date de ce code\n{_EN_TEXTE}")
_ZERO_PERDU: _Dit = (
    "zero-perdu",
    "ce code est un nombre : s'il finissait par un zéro, comme 5.20, le tableur l'a ôté\n"
    f"{_EN_TEXTE}",
)
_ERREURS: dict[str, _Dit] = {
    "erreur": ("cellule-en-erreur", "la cellule est en erreur ({})\nécrivez-y la valeur"),
    "sans-valeur": (
        "formule-sans-valeur",
        "la formule de cette cellule n'a pas été calculée\nenregistrez le classeur depuis un "
        "tableur, ou écrivez la valeur",
    ),
}
_AVIS: dict[str, _Dit] = {
    "date": ("cellule-mise-en-forme", "date, lue en année, mois et jour"),
    "arrondi": ("cellule-mise-en-forme", "{} est lu, comme la cellule le montre; elle contient {}"),
    "mis-en-forme": ("cellule-mise-en-forme", "{} est lu, sans la mise en forme de la cellule"),
    "oui-ou-non": ("cellule-mise-en-forme", "{} est lu comme un texte"),
}
