"""Le brouillon que rend un document YAML : où chaque valeur y est écrite, au caractère près."""

import re
from dataclasses import dataclass, field

from plandev.lecture.brouillon import Brouillon
from plandev.lecture.yaml.decalages import Decalages
from plandev.lecture.yaml.document import Document
from plandev.messages.constats import CLE, Adresse, Code, Constat, Gravite
from plandev.messages.mots import assainir, redire
from plandev.plan.contraintes import Manquement


@dataclass(slots=True, kw_only=True)
class BrouillonYaml(Brouillon):
    """Ce qu'un document contient.

    D'un texte qui n'est pas du YAML lisible jusqu'au bout, `arret` est le décalage de ce qui en a
    arrêté la lecture.
    """

    document: Document
    decalages: Decalages = field(default_factory=Decalages)
    arret: int | None = None
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
        """Rend le constat d'une faute; d'une clé absente, là où une voisine l'a avalée."""
        if faute.code == "liste-attendue" and (noms := self._lignes_de(faute.adresse)):
            quoi = faute.message.partition("\n")[0]
            liste = assainir(f"{faute.adresse[-1]}: [{', '.join(noms)}]")
            faute = faute._replace(message=f"{quoi}\nécrivez {liste}")
        return self._avalee(faute) or self.situer(*faute)

    def _lignes_de(self, adresse: Adresse) -> list[str]:
        """Rend les lignes, sans tiret ni virgule, d'un texte qui en prend plusieurs; sinon rien."""
        dit = self.valeur
        for nom in adresse:
            dit = dit[nom]
        mots = r"\s+".join(map(re.escape, dit.split())) if isinstance(dit, str) and dit else "$"
        ecrit = re.compile(mots).match(self.document.texte, self.decalage(adresse))
        lignes = ecrit.group().splitlines() if ecrit else []
        return [ligne.strip(" -–—•,;") for ligne in lignes] if len(lignes) > 1 else []

    def _avalee(self, faute: Manquement) -> Constat | None:
        if faute.code != "cle-absente":
            return None
        *dessus, cle = faute.adresse
        voisines = self.valeur
        for nom in dessus:
            voisines = voisines[nom]
        ecrite = re.compile(rf"(?<!\S){re.escape(str(cle))}:(?!\S)")
        for voisine, valeur in voisines.items():
            if isinstance(valeur, str) and ecrite.search(valeur):
                debut = self.decalage((*dessus, voisine))
                trouvee = ecrite.search(self.document.texte, debut)
                trop = f"clé {redire(str(cle))} un cran trop à droite, lue comme la suite de"
                message = f"{trop} {redire(voisine)}\nramenez-la dans son alignement"
                decalage = trouvee.start() if trouvee else debut
                return self.document.constat("cle-trop-a-droite", decalage, message)
        return None
