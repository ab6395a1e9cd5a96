"""Une clé écrite un cran trop à droite : la remettre à sa place, et le dire une seule fois.

Sans cela, elle serait dite absente là où elle devrait être, inconnue là où elle est, et tout ce
qu'elle déclare manquerait au reste du plan.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from plandev.messages.constats import CLE, Adresse
from plandev.messages.mots import redire
from plandev.plan.contraintes import Manquement
from plandev.plan.modele import DECLARATIONS, Plan


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
            trop = f"clé {redire(cle)} un cran trop à droite, sous {redire(dessus)}"
            message = (
                f"{trop}\nramenez-la, et ce qui la suit, dans l'alignement de {redire(dessus)}"
            )
            yield Manquement("cle-trop-a-droite", (dessus, cle, CLE), message)


def redresser(valeur: Any) -> Redressement:
    """Rend le brouillon redressé; c'est le même si rien n'y est à déplacer."""
    if not isinstance(valeur, dict):
        return Redressement(valeur, {})
    origines = {
        cle: dessus
        for dessus in (*DECLARATIONS, "equilibre")
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
