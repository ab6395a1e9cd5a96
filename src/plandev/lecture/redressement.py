"""Une clé écrite un cran trop à droite : la remettre à sa place, et le dire une seule fois.

Sans cela, elle serait dite absente là où elle devrait être, inconnue là où elle est, et tout ce
qu'elle déclare manquerait au reste du plan.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from plandev.constats import CLE, Adresse, Constat
from plandev.contraintes import Manquement
from plandev.lecture.brouillon import Brouillon
from plandev.modele import Plan
from plandev.mots import citer


class Redressement(NamedTuple):
    """Un brouillon où chaque clé du plan est à sa place.

    `origines` : pour chacune de celles qui n'y étaient pas, la clé sous laquelle elle est écrite.
    """

    valeur: Any
    origines: dict[str, str]

    def adresse(self, redressee: Adresse) -> Adresse:
        """Rend où est écrite la valeur de cette adresse."""
        dessus = self.origines.get(str(redressee[0])) if redressee else None
        return (dessus, *redressee) if dessus else redressee

    def manquements(self) -> Iterator[Manquement]:
        """Rend, pour chaque clé déplacée, ce qu'il faut en dire là où elle est écrite."""
        for cle, dessus in self.origines.items():
            trop = f"clé {citer(cle)} un cran trop à droite, sous {citer(dessus)}"
            message = f"{trop}; ramenez-la, et ce qui la suit, dans l'alignement de {citer(dessus)}"
            yield Manquement("cle-trop-a-droite", (dessus, cle, CLE), message)


def redresser(valeur: Any) -> Redressement:
    """Rend le brouillon redressé; c'est le même si rien n'y est à déplacer."""
    if not isinstance(valeur, dict):
        return Redressement(valeur, {})
    origines = {
        cle: dessus
        for dessus in ("responsables", "groupes", "champs", "equilibre")
        for cle in _deplacees(valeur, valeur.get(dessus))
    }
    if not origines:
        return Redressement(valeur, origines)
    droit = {cle: _sans(contenu, origines) for cle, contenu in valeur.items()}
    return Redressement(droit | {c: valeur[d][c] for c, d in origines.items()}, origines)


def _deplacees(plan: dict[str, Any], contenu: Any) -> list[str]:
    """Rend les clés du plan qui n'y sont pas, et que contient ce qui est sous une autre."""
    if not isinstance(contenu, dict):
        return []
    return [
        cle
        for cle in Plan.__annotations__
        if cle in contenu and cle not in plan and isinstance(contenu[cle], dict | list)
    ]


def _sans(contenu: Any, cles: dict[str, str]) -> Any:
    if not isinstance(contenu, dict):
        return contenu
    return {cle: valeur for cle, valeur in contenu.items() if cle not in cles}


def avalee(brouillon: Brouillon, faute: Manquement) -> Constat | None:
    """Rend, d'une clé dite absente que le texte d'une voisine a avalée, où elle est écrite."""
    if faute.code != "cle-absente":
        return None
    *dessus, cle = faute.adresse
    voisines: Any = brouillon.valeur
    for nom in dessus:
        voisines = voisines[nom]
    ecrite = rf"(?<!\S){re.escape(str(cle))}:(?!\S)"
    for voisine, valeur in voisines.items():
        if isinstance(valeur, str) and re.search(ecrite, valeur):
            debut = brouillon.decalage((*dessus, voisine))
            trouvee = re.compile(ecrite).search(brouillon.document.texte, debut)
            trop = f"clé {citer(str(cle))} un cran trop à droite, lue comme la suite de"
            message = f"{trop} {citer(voisine)}; ramenez-la dans son alignement"
            decalage = trouvee.start() if trouvee else debut
            return brouillon.document.constat("cle-trop-a-droite", decalage, message)
    return None
