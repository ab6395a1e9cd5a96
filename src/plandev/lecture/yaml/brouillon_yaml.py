"""Le brouillon que rend un document YAML : où chaque valeur y est écrite, au caractère près."""

import re
from dataclasses import dataclass, field

from plandev.lecture.brouillon import Brouillon
from plandev.lecture.yaml.decalages import Decalages
from plandev.lecture.yaml.document import Document
from plandev.messages.constats import CLE, Adresse, Code, Constat, Gravite
from plandev.messages.mots import assainir
from plandev.plan.action import TYPES_DES_LISTES
from plandev.plan.contraintes import Manquement


@dataclass(slots=True, kw_only=True)
class BrouillonYaml(Brouillon):
    """Ce qu'un document contient.

    D'un texte qui n'est pas du YAML lisible jusqu'au bout, `arret` est le décalage de ce qui en a
    arrêté la lecture, et `reparee` le numéro et le texte de la ligne qui la ferait reprendre.
    """

    document: Document
    decalages: Decalages = field(default_factory=Decalages)
    arret: int | None = None
    reparee: tuple[int, str] | None = None
    sans_tiret: set[int] = field(default_factory=set)  # l'`id` des éléments qui en cachent un autre

    def signaler(self, code: Code, decalage: int, message: str) -> None:
        """Ajoute une erreur au caractère de ce décalage. Lève Debordement."""
        self.ajouter([self.document.constat(code, decalage, message)])

    def arreter(self, code: Code, decalage: int, message: str) -> None:
        """Ajoute une erreur à ce caractère, au-delà duquel rien n'a été lu."""
        self.signaler(code, decalage, message)
        self.arret = decalage

    def decalage(self, adresse: Adresse) -> int:
        """Rend le décalage de ce qui est à cette adresse, comme `placer` le comprend."""
        if adresse[-1:] == (CLE,):
            return self.decalages.de_la_cle((0, *adresse[:-1]))
        return self.decalages.de_la_valeur((0, *adresse))

    def placer(self, code: Code, adresse: Adresse, message: str, gravite: Gravite) -> Constat:
        """Rend un constat placé là où cette adresse est écrite."""
        return self.document.constat(code, self.decalage(adresse), message, gravite)

    def nommer_le_lieu(self, adresse: Adresse) -> str:
        """Rend la ligne de cette adresse."""
        return f"à la ligne {self.document.position(self.decalage(adresse)).ligne}"

    def constater(self, faute: Manquement) -> Constat:
        """Rend le constat d'une faute; d'un texte mis pour une liste, avec la liste de ses noms."""
        if faute.code == "liste-attendue" and (cle := faute.adresse[-1]) in TYPES_DES_LISTES:
            quoi, noms = faute.message.partition("\n")[0], en_liste(self._ecrit(faute.adresse))
            faute = faute._replace(message=f"{quoi}\nécrivez {assainir(f'{cle}: {noms}')}")
        return self.situer(*faute)

    def _ecrit(self, adresse: Adresse) -> str:
        """Rend le texte de cette adresse, et, s'il est sans guillemets, ses fins de ligne."""
        dit = self.valeur
        for nom in adresse:
            dit = dit[nom]
        if not isinstance(dit, str):
            return "…"
        mots = re.compile(r"\s+".join(map(re.escape, dit.split())))
        ecrit = mots.match(self.document.texte, self.decalage(adresse))
        return (ecrit.group() if ecrit else dit) or "…"


def en_liste(tape: str) -> str:
    """Rend la liste des noms que sépare, dans ce qui a été tapé, une virgule ou une ligne."""
    noms = (nom.strip(" -–—•") for nom in re.split(r"[\[\],;\n]", tape))
    return f"[{', '.join(filter(None, noms))}]"
