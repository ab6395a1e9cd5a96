"""Étape 3, fin : ce qui a été lu -> le brouillon : les clés d'un plan, et la cellule de chacune."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from plandev.lecture.brouillon import ILLISIBLE
from plandev.lecture.tableau.tableau_des_gens.colonnes import Colonne
from plandev.lecture.tableau.tableau_des_gens.ecriture.codes import donner_les_codes
from plandev.lecture.tableau.tableau_des_gens.ecriture.noms import NomsLus
from plandev.lecture.tableau.tableau_des_gens.formes import (
    Lu,
    en_jour_de_serie,
    en_liste,
    en_valeur,
    sur_une_ligne,
)
from plandev.lecture.tableau.tableau_des_gens.lecture import Lecture
from plandev.lecture.tableau.tableau_des_gens.lignes.axes import (
    SOUS_ACTIONS,
    ActionLue,
    AxeLu,
    choisir_le_titre,
)
from plandev.messages.constats import CLE, Adresse
from plandev.messages.mots import redire
from plandev.messages.nombres import pluriel


class ActionEcrite(NamedTuple):
    """Une action lue, et ce que le plan en dit : elle-même, et son axe."""

    lue: ActionLue
    action: dict[str, Any]
    axe: dict[str, Any]


class MiseEnPlan:
    """L'écriture du brouillon : ce qui a été lu, sous les clés d'un plan."""

    def __init__(self, lecture: Lecture) -> None:
        self._lecture, self._brouillon = lecture, lecture.brouillon
        self._plan: dict[str, Any] = lecture.brouillon.valeur
        self._natures: dict[str, str] = {}
        self._converties: dict[str, list[tuple[str, str]]] = {}
        self._ecrites: list[ActionEcrite] = []

    def ecrire(self, axes: Sequence[AxeLu], niveau: tuple[str, str] | None) -> list[ActionEcrite]:
        """Met dans le brouillon ce que disent les axes, et rend ce qui est écrit de chaque action.

        `niveau` : la clé et l'intitulé de celui que disent des lignes de titre, s'il y en a un.
        """
        actions = [action for axe in axes for action in axe.actions]
        donner_les_codes(self._lecture, axes)
        self._plan |= {"responsables": {}, "groupes": {}, "etats": {}, "champs": {}}
        dites, brouillon = self._lecture.precisions, self._brouillon
        self._noms = NomsLus(brouillon, dites, actions, self._declarer)
        self._declarer_les_champs(niveau, actions)
        self._plan["axes"] = [] if axes else ILLISIBLE  # l'absence d'axe est déjà dite
        for axe in axes:
            self._un_axe(axe)
        self._noms.demander_les_etats()
        self._dire_les_conversions()
        for cle in ("groupes", "etats", "champs"):
            if not self._plan[cle]:
                del self._plan[cle]
        return self._ecrites

    # Ce qui se déclare en tête -----------------------------------------------------------------

    def _declarer(self, dans: str, cle: str, dit: Any, ou: Any) -> None:
        if cle not in self._plan[dans]:
            self._brouillon.poser(self._plan[dans], cle, dit, (dans,), ou)
            self._brouillon.places[dans, cle, CLE] = ou

    def _declarer_les_champs(
        self, niveau: tuple[str, str] | None, actions: Sequence[ActionLue]
    ) -> None:
        if niveau:
            dit = {"intitule": niveau[1], "nature": "niveau"}
            self._declarer("champs", niveau[0], dit, self._lecture.debut)
        numeroter = self._lecture.precisions.numeroter
        for colonne in self._lecture.colonnes.declares(numerotes=numeroter):
            plusieurs = any(len(action.champs.get(colonne.cle, ())) > 1 for action in actions)
            en_texte = plusieurs or colonne.sens == "code" or (niveau and colonne.sens == "niveau")
            self._natures[colonne.cle] = "texte" if en_texte else colonne.sens
            self._declarer(
                "champs",
                colonne.cle,
                _declaration(colonne, self._natures[colonne.cle]),
                self._lecture.table.en_tete(colonne.rang),
            )
        if any(SOUS_ACTIONS in action.champs for action in actions):
            self._declarer("champs", SOUS_ACTIONS, "Sous-actions", self._lecture.debut)

    # Un axe, une action ------------------------------------------------------------------------

    def _un_axe(self, axe: AxeLu) -> None:
        adresse: Adresse = ("axes", len(self._plan["axes"]))
        ecrit: dict[str, Any] = {}
        self._brouillon.poser(self._plan["axes"], adresse[1], ecrit, ("axes",), axe.ou)
        numero = ILLISIBLE if axe.hors_rang else str(axe.numero)
        titre = choisir_le_titre(self._lecture, axe)
        for cle, valeur in (("numero", numero), ("titre", titre), ("actions", [])):
            self._brouillon.poser(ecrit, cle, valeur, adresse, axe.ou)
        for action in axe.actions:
            self._une_action(action, ecrit, (*adresse, "actions"))

    def _une_action(self, action: ActionLue, axe: dict[str, Any], dessus: Adresse) -> None:
        adresse: Adresse = (*dessus, len(axe["actions"]))
        ecrite: dict[str, Any] = {}
        self._brouillon.poser(axe["actions"], len(axe["actions"]), ecrite, dessus, action.ou)
        self._ecrites.append(ActionEcrite(action, ecrite, axe))
        dits = {"code": action.code, "libelle": self._libelle(action)}
        for cle, lu in {**dits, "etat": self._noms.etat(action.etat)}.items():
            if lu:
                self._brouillon.poser(ecrite, cle, lu.texte, adresse, lu.ou)
        self._nommes(ecrite, adresse, "responsables", [*action.responsables])
        self._nommes(ecrite, adresse, "groupes", [*action.groupes])
        for cle, siens in action.champs.items():
            lus = [*siens]
            self._brouillon.poser(ecrite, cle, self._valeur(cle, lus), adresse, lus[0].ou)

    def _nommes(
        self, ecrite: dict[str, Any], adresse: Adresse, cle: str, lus: Sequence[Lu]
    ) -> None:
        """Met dans l'action les unités ou les groupes que nomment ces cellules, chacun une fois."""
        if not lus:
            return
        lire = self._noms.unites if cle == "responsables" else self._noms.groupes
        lisibles = all(lu.texte is not ILLISIBLE for lu in lus)
        noms = {nom: lu.ou for lu in lus for nom in lire(lu)} if lisibles else {}
        self._brouillon.poser(ecrite, cle, [] if lisibles else ILLISIBLE, adresse, lus[0].ou)
        for rang, (nom, ou) in enumerate(noms.items()):
            self._brouillon.poser(ecrite[cle], rang, nom, (*adresse, cle), ou)

    def _libelle(self, action: ActionLue) -> Lu | None:
        libelle = action.libelle
        if libelle is None or libelle.texte is ILLISIBLE:
            return libelle
        if "\n" in libelle.texte.strip():
            message = "fin de ligne lue comme une espace : un libellé tient sur une ligne"
            self._brouillon.avertir("cellule-mise-en-forme", libelle.ou, message)
        return libelle._replace(texte=sur_une_ligne(libelle.texte))

    # La valeur d'un champ ----------------------------------------------------------------------

    def _valeur(self, cle: str, lus: Sequence[Lu]) -> Any:
        """Rend ce que dit un champ : une valeur de sa nature, un texte, une liste, ou ILLISIBLE."""
        if any(lu.texte is ILLISIBLE for lu in lus):
            return ILLISIBLE
        if len(lus) > 1:
            return [sur_une_ligne(dit) for lu in lus for dit in _elements(en_liste(lu.texte))]
        nature = self._natures.get(cle, "texte")
        if nature == "texte":
            return en_liste(lus[0].texte)
        return sur_une_ligne(lus[0].texte) if nature == "niveau" else self._convertir(cle, lus[0])

    def _convertir(self, cle: str, lu: Lu) -> str:
        """Rend une date ou un nombre tel qu'un plan l'écrit; tel quel, si le plan le refusera."""
        nature, cellule = self._natures[cle], self._lecture.table.cellule(lu.ou)
        valeur = en_valeur(nature, cellule)
        if (
            valeur is None
            and nature in {"date", "echeance"}
            and (valeur := en_jour_de_serie(cellule))
        ):
            message = f"{redire(cellule.texte)} est le nombre de jours d'une date, lu {valeur}"
            self._brouillon.avertir("cellule-mise-en-forme", lu.ou, message)
        if valeur is not None:
            self._brouillon.convertir(lu.ou, valeur)
            self._converties.setdefault(cle, []).append((cellule.texte, valeur))
        return valeur or lu.texte

    def _dire_les_conversions(self) -> None:
        """Dit, une fois par colonne, que ses cellules s'écrivent autrement dans le plan."""
        for colonne in self._lecture.colonnes.champs:
            dites = [d for d in self._converties.get(colonne.cle, ()) if d[0] != d[1]]
            if dites:
                texte, valeur = dites[0]
                autres = len(dites) - 1
                suite = f", et ainsi de {pluriel(autres, 'autre')}" if autres else ""
                message = f"{redire(colonne.titre)} : {redire(texte)} s'écrit {valeur}{suite}"
                ou = self._lecture.table.en_tete(colonne.rang)
                self._brouillon.avertir("cellule-mise-en-forme", ou, message)


def _elements(valeur: str | list[str]) -> list[str]:
    return valeur if isinstance(valeur, list) else [valeur]


def _declaration(colonne: Colonne, nature: str) -> Any:
    """Rend ce que le plan déclare d'un champ : son intitulé, ou ce qu'il y a de plus à en dire."""
    dit = {"intitule": colonne.intitule}
    dit |= {"nature": nature} if nature != "texte" else {}
    dit |= {} if colonne.publique else {"public": "non"}
    return dit if len(dit) > 1 else colonne.intitule
