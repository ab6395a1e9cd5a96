"""Ce que des cellules nomment : unités, groupes et états, chacun sous sa première écriture."""

import re
from collections.abc import Callable, Iterator, Sequence
from shlex import quote
from typing import Any

from plandev.lecture.brouillon import ILLISIBLE
from plandev.lecture.tableau.brouillon_de_tableau import BrouillonDeTableau
from plandev.lecture.tableau.precisions import Precisions
from plandev.lecture.tableau.tableau_des_gens.ecriture.unites_nommees import (
    est_douteuse,
    est_inconnue,
    separer,
    toutes_sures,
)
from plandev.lecture.tableau.tableau_des_gens.formes import Lu, sur_une_ligne
from plandev.lecture.tableau.tableau_des_gens.lignes.axes import ActionLue
from plandev.messages.constats import lettres
from plandev.messages.mots import enumerer, plier, redire
from plandev.plan.etats import ETATS, etat_nomme
from plandev.plan.tableur import cle_de_champ

_SEPAREZ = "\nsi ce sont plusieurs, séparez-les par des points-virgules, ou dites --separateur"


class NomsLus:
    """Les noms que disent les actions d'une table; `declarer` met chacun dans le plan."""

    def __init__(
        self,
        brouillon: BrouillonDeTableau,
        precisions: Precisions,
        actions: Sequence[ActionLue],
        declarer: Callable[[str, str, Any, Any], None],
    ) -> None:
        self._brouillon, self._precisions, self._declarer = brouillon, precisions, declarer
        self._sures = toutes_sures(lu.lisible for a in actions for lu in a.responsables)
        self._unites: dict[str, str] = {}
        self._groupes: dict[str, str] = {}
        self._mots: dict[str, str] = {}
        self._inconnus: dict[str, list[Lu]] = {}

    def unites(self, lu: Lu) -> Iterator[str]:
        """Rend les unités que nomme une cellule."""
        if est_inconnue(lu.texte):
            self._avertir(
                lu, f"{redire(lu.texte)} n'est pas une unité : l'action n'en a pas encore"
            )
            return
        signe = self._precisions.separateur
        morceaux = (
            map(sur_une_ligne, lu.texte.split(signe)) if signe else separer(lu.texte, self._sures)
        )
        unites = [*filter(None, morceaux)]
        if not signe and len(unites) > len(re.findall(r"[;\n].", lu.texte)) + 1:
            dit = redire(sur_une_ligne(lu.texte))
            self._avertir(lu, f"{dit} est lu comme {len(unites)} unités : {enumerer(unites)}")
        for unite in unites:
            if not signe and est_douteuse(unite, self._sures):
                self._avertir(lu, f"{redire(unite)} est lu comme une seule unité{_SEPAREZ}")
            premiere = self._unites.setdefault(plier(unite), unite)
            if premiere != unite:
                ailleurs = "comme cette unité s'écrit ailleurs"
                self._avertir(lu, f"{redire(unite)} est lu {redire(premiere)}, {ailleurs}")
            self._declarer("responsables", premiere, "", lu.ou)
            yield premiere

    def groupes(self, lu: Lu) -> Iterator[str]:
        """Rend les clés des groupes que nomme une cellule."""
        for nom in filter(None, map(sur_une_ligne, re.split(r"[;\n]", lu.texte))):
            if plier(nom) not in self._groupes:
                self._groupes[plier(nom)] = cle_de_champ(nom, self._groupes.values())
            if est_douteuse(nom) or " et " in nom:
                self._avertir(lu, f"{redire(nom)} est lu comme un seul groupe{_SEPAREZ}")
            self._declarer("groupes", self._groupes[plier(nom)], nom, lu.ou)
            yield self._groupes[plier(nom)]

    def etat(self, lu: Lu | None) -> Lu | None:
        """Rend l'état que dit une cellule, ou le mot de la ville que la commande en explique."""
        if lu is None or lu.texte is ILLISIBLE or etat_nomme(lu.texte):
            return lu
        mot = sur_une_ligne(lu.texte)
        if (tient_lieu := self._precisions.etats.get(plier(mot))) is None:
            self._inconnus.setdefault(mot, []).append(lu)
            return lu._replace(texte=ILLISIBLE)
        premier = self._mots.setdefault(plier(mot), mot)
        self._declarer("etats", premier, tient_lieu, lu.ou)
        return lu._replace(texte=premier)

    def demander_les_etats(self) -> None:
        """Demande, en une fois, ce que veulent dire les mots qui ne sont pas des états."""
        if not self._inconnus:
            return
        dits = "; ".join(f"{redire(mot)}, {len(lus)} fois" for mot, lus in self._inconnus.items())
        ou = next(iter(self._inconnus.values()))[0].ou
        message = (
            f"des mots ne sont pas des états de plandev : {dits}\ndites de quel état chacun tient "
            f"lieu ({enumerer(ETATS)}), ou faites de la colonne un champ : --colonne "
            f"suivi={lettres(ou.colonne)}"
        )
        options = [f"--etat {quote(f'{mot}=…')}" for mot in self._inconnus]
        self._brouillon.demander("etat-inconnu", ou, message, *options)

    def _avertir(self, lu: Lu, message: str) -> None:
        self._brouillon.avertir("unites-a-separer", lu.ou, message)
