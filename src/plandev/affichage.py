"""Ce que voit une personne : les réponses et les constats, en phrases et en tableaux."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from errno import ENOSPC
from itertools import groupby
from typing import TextIO

from plandev import ecran
from plandev.constats import Constat, Gravite
from plandev.modele import Action, Plan
from plandev.mots import montrer
from plandev.nombres import pluriel
from plandev.requetes import Charge, Citation

_LARGEUR_EXTRAIT = 76
_MARGE_EXTRAIT = 4  # deux espaces devant la ligne, et les points qui disent qu'elle continue
_STYLES = {Gravite.ERREUR: "bold red", Gravite.AVERTISSEMENT: "bold magenta"}


def actions(citations: Sequence[Citation]) -> str:
    """Rend les actions : un tableau par axes au terminal, une ligne par action ailleurs."""
    if not ecran.au_terminal(sys.stdout):
        return "".join(_lignes_d_actions(citations))
    return ecran.rendre(_tableau_d_actions(citations)) if citations else ""


def source(nom_du_plan: str) -> str:
    """Rend la note qui dit quel plan a répondu."""
    return f"Plan : {montrer(nom_du_plan)}\n"


def compte(nombre: int, total: int) -> str:
    """Rend la note qui suit une liste : combien d'actions, sur combien."""
    if not nombre:
        return "Aucune action ne répond à cette demande.\n"
    sur = "" if nombre == total else f" sur {total}"
    return f"{pluriel(nombre, 'action')}{sur}\n"


def action(citation: Citation, plan: Plan) -> str:
    """Rend une action entière, un champ par ligne."""
    axe, action = citation
    noms = [_nommer(sigle, plan.responsables[sigle]) for sigle in action.responsables]
    groupes = [plan.groupes[cle] for cle in action.groupes]
    return _champs(
        ("Action", citation.id),
        ("Axe", f"{axe.numero}. {axe.titre}"),
        ("Libellé", action.libelle),
        ("Responsables", ", ".join(noms)),
        ("Groupes", ", ".join(groupes) or "aucun"),
    )


def charges(liste: Sequence[Charge], plan: Plan) -> str:
    """Rend la charge de chaque unité, et ce qu'il faut savoir pour lire les totaux."""
    tableau = ecran.tableau("Unité")
    for axe in plan.axes:
        tableau.add_column(f"Axe {axe.numero}", justify="right", no_wrap=True)
    tableau.add_column("Actions", justify="right", style="bold", no_wrap=True)
    for charge in liste:
        comptes = map(str, (*charge.par_axe.values(), charge.actions))
        tableau.add_row(_nommer(charge.sigle, charge.nom), *comptes)
    total = sum(charge.actions for charge in liste)
    nombre = pluriel(plan.nombre_actions, "action")
    note = f"{pluriel(total, 'responsabilité')} pour {nombre}"
    if total > plan.nombre_actions:
        note += " : une action peut relever de plusieurs unités"
    exemple = liste[0].sigle if liste else "SIGLE"
    suite = f"Une seule unité : plandev par-responsable {exemple}"
    return f"{ecran.rendre(tableau)}\n{ecran.lignes(f'{note}.', suite)}"


def constats(liste: Iterable[Constat], flux: TextIO) -> str:
    """Rend les constats : `fichier:ligne:colonne: gravité: message`, la ligne, un signe dessous."""
    place = min(_LARGEUR_EXTRAIT, ecran.colonnes(flux) - _MARGE_EXTRAIT)
    return "".join(_constat(constat, flux, place) for constat in liste)


def resume(constats: Sequence[Constat], noms: Sequence[str]) -> str:
    """Rend ce que l'examen des fichiers a donné, en une ligne."""
    erreurs = sum(constat.gravite is Gravite.ERREUR for constat in constats)
    avertissements = len(constats) - erreurs
    sujet = montrer(noms[0]) if len(noms) == 1 else f"{len(noms)} fichiers"
    suite = f", {pluriel(avertissements, 'avertissement')}" if avertissements else ""
    return f"{sujet} : {pluriel(erreurs, 'erreur') if erreurs else 'aucune erreur'}{suite}\n"


def ecriture_impossible(cause: OSError) -> str:
    """Rend l'explication d'un résultat qui n'a pas pu être écrit."""
    raison = "il n'y a plus de place" if cause.errno == ENOSPC else "la sortie ne répond pas"
    return f"plandev: erreur: le résultat n'a pas pu être écrit : {raison}\n"


def version() -> str:
    """Rend le nom et la version de plandev."""
    from importlib.metadata import version as version_installee

    return f"plandev {version_installee('plandev')}\n"


def _lignes_d_actions(citations: Sequence[Citation]) -> Iterator[str]:
    unites = [" ".join(action.responsables) for _, action in citations]
    large_id = max((len(citation.id) for citation in citations), default=0)
    large_unites = max(map(len, unites), default=0)
    for citation, sigles in zip(citations, unites, strict=True):
        debut = f"{citation.id:<{large_id}}  {sigles:<{large_unites}}"
        yield f"{debut}  {_libelle(citation.action)}\n"


def _tableau_d_actions(citations: Sequence[Citation]) -> "ecran.Table":
    tableau = ecran.tableau("Action", "Unités", "Libellé [groupes]")
    for axe, siennes in groupby(citations, key=lambda citation: citation.axe):
        tableau.add_section()
        tableau.add_row(f"Axe {axe.numero}", "", axe.titre, style="bold")
        for citation in siennes:
            sigles = "\n".join(citation.action.responsables)
            tableau.add_row(citation.id, sigles, _libelle(citation.action))
    return tableau


def _libelle(action: Action) -> str:
    return f"{action.libelle} [{' '.join(action.groupes)}]" if action.groupes else action.libelle


def _champs(*champs: tuple[str, str]) -> str:
    tableau = ecran.tableau()
    tableau.add_column(style="bold")
    tableau.add_column()
    for nom, valeur in champs:
        tableau.add_row(nom, valeur)
    tableau.show_header = False
    return ecran.rendre(tableau)


def _nommer(sigle: str, nom: str | None) -> str:
    return f"{sigle} ({nom})" if nom else sigle


def _constat(constat: Constat, flux: TextIO, place: int) -> str:
    position = constat.position
    lieu = [constat.fichier or "plandev", *(map(str, position) if position else ())]
    gravite = (constat.gravite.value, _STYLES[constat.gravite])
    tete = ecran.phrase(flux, ":".join(lieu), ": ", gravite, ": ", constat.message)
    return tete + (_extrait(constat.extrait, position.colonne, place) if position else "")


def _extrait(ligne: str, colonne: int, place: int) -> str:
    """Rend la ligne et le signe « ^ » sous la colonne; d'une longue ligne, ses environs."""
    debut = max(0, colonne - 1 - place // 2) if len(ligne) > place else 0
    morceau = ligne[debut : debut + place]
    avant = "…" if debut else ""
    apres = "…" if debut + place < len(ligne) else ""
    visible = "".join(signe if signe.isprintable() else " " for signe in morceau)
    marge = " " * (len(avant) + ecran.largeur(visible[: colonne - 1 - debut]))
    return f"  {avant}{visible}{apres}\n  {marge}^\n"
