"""Ce qui a été lu d'un tableau -> le brouillon : les clés d'un plan, et la cellule de chacune."""

from collections.abc import Iterator, Sequence
from typing import Any

from plandev.lecture.brouillon import ILLISIBLE
from plandev.lecture.tableau.brouillon_de_tableau import BrouillonDeTableau
from plandev.lecture.tableau.precisions import Precisions
from plandev.lecture.tableau.tableau_des_gens.axes import ActionLue, AxeLu, AxesLus
from plandev.lecture.tableau.tableau_des_gens.colonnes import ChampsLus
from plandev.lecture.tableau.tableau_des_gens.textes import Lu, sur_une_ligne
from plandev.lecture.tableau.tableau_des_gens.unites_nommees import (
    est_douteuse,
    est_inconnue,
    separer,
    toutes_sures,
)
from plandev.messages.constats import CLE, Adresse, lettres
from plandev.messages.mots import enumerer, plier, redire
from plandev.plan.etats import conseil_d_etat, etat_nomme
from plandev.plan.tableur import cle_de_champ, sans_puces

_REDITES = ("id", "Action")


class MiseEnPlan:
    """L'écriture du brouillon : ce qui a été lu, sous les clés d'un plan."""

    def __init__(
        self, brouillon: BrouillonDeTableau, champs: ChampsLus, precisions: Precisions
    ) -> None:
        self._brouillon, self._champs, self._precisions = brouillon, champs, precisions
        self._plan: dict[str, Any] = brouillon.valeur
        self._unites: dict[str, str] = {}  # la première écriture de chacune
        self._groupes: dict[str, str] = {}
        self._sures: set[str] = set()

    def ecrire(self, axes: AxesLus) -> None:
        """Met dans le brouillon ce que disent les axes, et tout ce que leurs actions nomment."""
        lus = axes.en_ordre()
        actions = [action for axe in lus for action in axe.actions]
        self._oublier_ce_qui_redit_le_code(lus)
        self._ranger_les_codes(lus)
        self._sures = toutes_sures(
            lu.texte for action in actions for lu in action.responsables if _lisible(lu)
        )
        self._plan |= {"responsables": {}, "groupes": {}}
        if self._champs.declares:
            self._plan["champs"] = {}
            for cle, (intitule, ou) in self._champs.declares.items():
                self._declarer("champs", cle, intitule, ou)
        self._plan["axes"] = [] if lus else ILLISIBLE  # l'absence d'axe est déjà dite
        for axe in lus:
            self._un_axe(axe, axes.choisir_le_titre(axe))
        if not self._plan["groupes"]:
            del self._plan["groupes"]

    def _declarer(self, dans: str, cle: str, dit: str, ou: Any) -> None:
        if cle not in self._plan[dans]:
            self._brouillon.poser(self._plan[dans], cle, dit, (dans,), ou)
            self._brouillon.places[dans, cle, CLE] = ou

    def _oublier_ce_qui_redit_le_code(self, axes: Sequence[AxeLu]) -> None:
        """Retire la colonne des réponses de plandev qui redit l'axe et le code, comme 5.20."""
        actions = [(axe.numero, action) for axe in axes for action in axe.actions if action.code]
        siennes = [
            cle
            for cle, lu in self._champs.declares.items()
            if lu.texte in _REDITES and cle not in self._precisions.colonnes
        ]
        for cle in siennes:
            dits = [(n, a.code, [*a.champs[cle]]) for n, a in actions if cle in a.champs]
            if dits and all(
                len(lus) == 1 and code and lus[0].texte in {code.texte, f"{numero}.{code.texte}"}
                for numero, code, lus in dits
            ):
                del self._champs.declares[cle]
                for _, action in actions:
                    action.champs.pop(cle, None)

    def _ranger_les_codes(self, axes: Sequence[AxeLu]) -> None:
        """Fait d'un code précédé de son axe le code seul; dit si un seul suffit dans le plan."""
        codes = [
            (axe, action, action.code)
            for axe in axes
            for action in axe.actions
            if action.code and _lisible(action.code)
        ]
        if codes and all(code.texte.startswith(f"{axe.numero}.") for axe, _, code in codes):
            for axe, action, code in codes:
                seul = code.texte.removeprefix(f"{axe.numero}.")
                action.code = code._replace(texte=seul)
        elif len({axe.numero for axe, *_ in codes}) > 1:
            distincts = {plier(code.texte) for *_, code in codes}
            if len(distincts) == len(codes) > len(axes):
                self._plan["numerotation"] = "plan"
                message = (
                    "aucun code ne se répète d'un axe à l'autre : chacun est cité sans le sien"
                )
                self._brouillon.avertir("numerotation-du-plan", codes[0][1].ou, message)

    def _un_axe(self, axe: AxeLu, titre: Any) -> None:
        adresse: Adresse = ("axes", len(self._plan["axes"]))
        ecrit: dict[str, Any] = {}
        self._brouillon.poser(self._plan["axes"], adresse[1], ecrit, ("axes",), axe.ou)
        numero = ILLISIBLE if axe.hors_rang else str(axe.numero)
        for cle, valeur in (("numero", numero), ("titre", titre), ("actions", [])):
            self._brouillon.poser(ecrit, cle, valeur, adresse, axe.ou)
        for action in axe.actions:
            self._une_action(action, ecrit["actions"], (*adresse, "actions"))

    def _une_action(self, action: ActionLue, actions: list[Any], dessus: Adresse) -> None:
        adresse: Adresse = (*dessus, len(actions))
        ecrite: dict[str, Any] = {}
        self._brouillon.poser(actions, len(actions), ecrite, dessus, action.ou)
        for cle, lu in (
            ("code", action.code),
            ("libelle", self._libelle(action)),
            ("etat", self._etat(action)),
        ):
            if lu:
                self._brouillon.poser(ecrite, cle, lu.texte, adresse, lu.ou)
        self._nommes(ecrite, adresse, "responsables", [*action.responsables])
        self._nommes(ecrite, adresse, "groupes", [*action.groupes])
        for cle, siens in action.champs.items():
            lus = [*siens]
            self._brouillon.poser(ecrite, cle, _valeur_de_champ(lus), adresse, lus[0].ou)

    def _nommes(
        self, ecrite: dict[str, Any], adresse: Adresse, cle: str, lus: Sequence[Lu]
    ) -> None:
        """Met dans l'action les unités ou les groupes que nomment ces cellules, chacun une fois."""
        if not lus:
            return
        lire = self._nommer_les_unites if cle == "responsables" else self._nommer_les_groupes
        lisibles = all(map(_lisible, lus))
        noms = {nom: lu.ou for lu in lus for nom in lire(lu)} if lisibles else {}
        self._brouillon.poser(ecrite, cle, [] if lisibles else ILLISIBLE, adresse, lus[0].ou)
        for rang, (nom, ou) in enumerate(noms.items()):
            self._brouillon.poser(ecrite[cle], rang, nom, (*adresse, cle), ou)

    def _libelle(self, action: ActionLue) -> Lu | None:
        libelle = action.libelle
        if libelle is None or not _lisible(libelle):
            return libelle
        if "\n" in libelle.texte.strip():
            message = "fin de ligne lue comme une espace : un libellé tient sur une ligne"
            self._brouillon.avertir("cellule-mise-en-forme", libelle.ou, message)
        return libelle._replace(texte=sur_une_ligne(libelle.texte))

    def _etat(self, action: ActionLue) -> Lu | None:
        etat = action.etat
        if etat is None or not _lisible(etat) or etat_nomme(etat.texte):
            return etat
        message = (
            f"état {redire(etat.texte)} inconnu; {conseil_d_etat(etat.texte)}; si cette colonne"
        )
        suite = f"dit autre chose, faites-en un champ : --colonne suivi={lettres(etat.ou.colonne)}"
        self._brouillon.signaler("etat-inconnu", etat.ou, f"{message} {suite}")
        return etat._replace(texte=ILLISIBLE)

    def _nommer_les_unites(self, lu: Lu) -> Iterator[str]:
        if est_inconnue(lu.texte):
            message = f"{redire(lu.texte)} n'est pas une unité : l'action n'en a pas encore"
            self._brouillon.avertir("unites-a-separer", lu.ou, message)
            return
        unites = separer(lu.texte, self._sures)
        if len(unites) > 1 and ";" not in lu.texte:
            dit = redire(sur_une_ligne(lu.texte))
            message = f"{dit} est lu comme {len(unites)} unités : {enumerer(unites)}"
            self._brouillon.avertir("unites-a-separer", lu.ou, message)
        for unite in unites:
            if est_douteuse(unite, self._sures):
                message = f"{redire(unite)} est lu comme une seule unité\nsi ce sont plusieurs,"
                suite = "séparez-les par des points-virgules"
                self._brouillon.avertir("unites-a-separer", lu.ou, f"{message} {suite}")
            yield self._meme_unite(unite, lu)

    def _meme_unite(self, unite: str, lu: Lu) -> str:
        """Rend l'unité telle qu'elle s'est d'abord écrite, et la déclare."""
        premiere = self._unites.setdefault(plier(unite), unite)
        if premiere != unite:
            message = (
                f"{redire(unite)} est lu {redire(premiere)}, comme cette unité s'écrit ailleurs"
            )
            self._brouillon.avertir("unites-a-separer", lu.ou, message)
        self._declarer("responsables", premiere, "", lu.ou)
        return premiere

    def _nommer_les_groupes(self, lu: Lu) -> Iterator[str]:
        for nom in filter(None, map(sur_une_ligne, lu.texte.replace("\n", ";").split(";"))):
            cle = self._groupes.setdefault(plier(nom), "") or cle_de_champ(
                nom, self._plan["groupes"]
            )
            self._groupes[plier(nom)] = cle
            if est_douteuse(nom) or " et " in nom:
                message = f"{redire(nom)} est lu comme un seul groupe\nsi ce sont plusieurs,"
                suite = "séparez-les par des points-virgules"
                self._brouillon.avertir("unites-a-separer", lu.ou, f"{message} {suite}")
            self._declarer("groupes", cle, nom, lu.ou)
            yield cle


def _lisible(lu: Lu) -> bool:
    return lu.texte is not ILLISIBLE


_TIRETS_DE_LISTE = ("- ", "\u2013 ", "\u2014 ", "\u2022 ", "\u00b7 ", "* ")


def _valeur_de_champ(lus: Sequence[Lu]) -> Any:
    """Rend ce que dit un champ : un texte, plusieurs si des lignes s'ajoutent, ou ILLISIBLE."""
    if not all(map(_lisible, lus)):
        return ILLISIBLE
    if len(lus) == 1:
        lignes = list(map(str.strip, lus[0].texte.strip().split("\n")))
        if all(ligne.startswith(_TIRETS_DE_LISTE) for ligne in lignes):
            return [ligne[1:].strip() for ligne in lignes]
        return sans_puces("\n".join(lignes))
    return [sur_une_ligne(lu.texte) for lu in lus]
