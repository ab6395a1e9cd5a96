"""Ce que voit une personne : les réponses et les constats, en phrases et en tableaux."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from errno import ENOSPC
from itertools import groupby
from typing import TextIO

from plandev import ecran
from plandev.constats import CLE, Chemin, Constat, Gravite
from plandev.equilibre import Bilan, BilanAxes, CouvertureGroupe, PartAxe, Verdict
from plandev.modele import Action, Plan
from plandev.mots import decimal, montrer, pluriel, pourcent
from plandev.requetes import Charge, Citation

_LARGEUR_EXTRAIT = 76
_MARGE_EXTRAIT = 4  # deux espaces devant la ligne, et les points qui disent qu'elle continue
_ETROIT = 76  # colonnes sous lesquelles les titres des axes passent sous leur tableau
_STYLES = {Gravite.ERREUR: "bold red", Gravite.AVERTISSEMENT: "bold yellow"}
_DEMI_BARRE = 6  # signes de part et d'autre de la part équitable
_DEMI_BARRE_ETROITE = 4
_COULEURS = {
    Verdict.SOUS_REPRESENTE: "yellow",
    Verdict.SUR_REPRESENTE: "yellow",
    Verdict.NON_REJOINT: "yellow",
    Verdict.EQUILIBRE: "green",
    Verdict.REJOINT: "green",
}


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


def bilan(bilan: Bilan) -> str:
    """Rend le bilan : la forme d'abord, puis les chiffres, ce qu'il y a à faire et le verdict."""
    parties = [ecran.rendre(f"{bilan.plan.titre} : {pluriel(bilan.plan.nombre_actions, 'action')}")]
    if bilan.axes:
        parties += [_regle(bilan.axes), _bilan_des_axes(bilan.axes.parts), _mesures(bilan.axes)]
    if bilan.groupes:
        parties += [ecran.rendre(_tableau_de_groupes(bilan.groupes))]
    if a_corriger := conseils(bilan):
        parties += [
            ecran.lignes("À corriger :", *(f"- {conseil}" for conseil in a_corriger.values()))
        ]
    couleur = "green" if bilan.equilibre else "red"
    parties += [ecran.rendre(ecran.texte(verdict(bilan), f"bold {couleur}"))]
    return "\n".join(parties)


def conseils(bilan: Bilan) -> dict[Chemin, str]:
    """Rend ce qu'il y a à corriger : une phrase par axe ou par groupe en défaut, et sa place."""
    parts = bilan.axes.parts if bilan.axes else ()
    phrases: dict[Chemin, str] = {}
    for part in parts:
        if not part.verdict.favorable:
            phrases["axes", part.numero - 1] = _conseil(part)
    for groupe in bilan.groupes or ():
        if not groupe.verdict.favorable:
            phrases["groupes", groupe.cle, CLE] = _conseil_de_groupe(groupe)
    return phrases


def verdict(bilan: Bilan) -> str:
    """Rend le verdict d'un bilan, en une ligne."""
    return f"Verdict : {'équilibré' if bilan.equilibre else 'non équilibré'}"


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


def _bilan_des_axes(parts: Sequence[PartAxe]) -> str:
    noms = [f"{part.numero}. {part.titre}" for part in parts]
    if ecran.colonnes(sys.stdout) >= _ETROIT:
        return ecran.rendre(_tableau_d_axes(parts, noms, "Part de l'axe", _DEMI_BARRE))
    numeros = [str(part.numero) for part in parts]
    tableau = _tableau_d_axes(parts, numeros, "Part", _DEMI_BARRE_ETROITE)
    return f"{ecran.rendre(tableau)}\n{ecran.lignes(*noms)}"


def _tableau_d_axes(
    parts: Sequence[PartAxe], noms: Sequence[str], titre_des_barres: str, demi_barre: int
) -> "ecran.Table":
    tableau = ecran.tableau("Axe")
    tableau.add_column(titre_des_barres, no_wrap=True)
    for titre in ("Actions", "Attendu", "Indice"):
        tableau.add_column(titre, justify="right", no_wrap=True)
    tableau.add_column("Verdict", no_wrap=True)
    attendus = _colonne([part.attendu for part in parts], 2)
    indices = _colonne([part.indice for part in parts], 3)
    for part, nom, attendu, indice in zip(parts, noms, attendus, indices, strict=True):
        chiffres = (str(part.actions), attendu, indice)
        tableau.add_row(
            nom,
            _barre(part.indice, demi_barre),
            *chiffres,
            ecran.texte(part.verdict, _COULEURS[part.verdict]),
        )
    return tableau


def _colonne(valeurs: Sequence[float], chiffres: int) -> list[str]:
    """Rend des nombres avec autant de décimales les uns que les autres, pour les aligner."""
    utiles = max(len(decimal(valeur, chiffres).partition(",")[2]) for valeur in valeurs)
    return [f"{valeur:.{utiles}f}".replace(".", ",") for valeur in valeurs]


def _barre(indice: float, demi: int) -> str:
    """Rend la barre d'un axe, le trait « │ » à la part équitable; « + » : elle continue."""
    pleins = round(min(indice, 3) * demi)
    signes = ("█" * min(pleins, 2 * demi)).ljust(2 * demi)
    suite = "+" if pleins > 2 * demi else " "
    return f"{signes[:demi]}│{signes[demi:]}{suite}"


def _tableau_de_groupes(groupes: Sequence[CouvertureGroupe]) -> "ecran.Table":
    tableau = ecran.tableau("Groupe", "Nom")
    tableau.add_column("Actions", justify="right", no_wrap=True)
    tableau.add_column("Verdict")
    for groupe in groupes:
        tableau.add_row(groupe.cle, groupe.nom, str(groupe.actions), _colorer(groupe.verdict))
    return tableau


def _colorer(verdict: Verdict) -> "ecran.Text":
    return ecran.texte(verdict.value, _COULEURS[verdict])


def _regle(axes: BilanAxes) -> str:
    regle = axes.regle
    part = {
        "egale": "la même pour chaque axe",
        "prorata": "au prorata du poids des axes",
    }[regle.reference]
    limites = f"de {decimal(regle.indice_min, 3)} à {decimal(regle.indice_max, 3)}"
    lignes = [f"Part équitable (│) : {part}; indice admis : {limites}"]
    lignes += [f"Motif : {regle.motif}"] if regle.motif else []
    return ecran.lignes(*lignes)


def _mesures(axes: BilanAxes) -> str:
    deplacer = pluriel(axes.a_deplacer, "action")
    return ecran.lignes(
        f"Dissimilarité : {pourcent(axes.dissimilarite)}",
        f"À déplacer pour la meilleure répartition possible : {deplacer}",
    )


def _conseil(part: PartAxe) -> str:
    ecart = part.actions - part.attendu
    nombre = decimal(abs(ecart), 1)
    actions = f"{nombre} action{'s' if abs(ecart) >= 2 else ''}"
    cote = "sous la" if ecart < 0 else "au-dessus de la"
    return f"axe {part.numero} : {actions} {cote} part équitable ({part.verdict})"


def _conseil_de_groupe(groupe: CouvertureGroupe) -> str:
    return f"groupe {groupe.cle} ({groupe.nom}) : aucune action ne le nomme"


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
    lieu = [constat.fichier or "plandev", *(map(str, astuple(position)) if position else ())]
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
