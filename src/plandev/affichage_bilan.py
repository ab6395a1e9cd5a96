"""Ce que voit une personne du bilan : la forme, les chiffres, ce qu'il y a à faire, le verdict."""

import sys
from collections.abc import Sequence

from plandev import ecran
from plandev.constats import CLE, Chemin
from plandev.equilibre import Bilan, BilanAxes, CouvertureGroupe, PartAxe, Verdict
from plandev.nombres import decimal, pluriel, pourcent

_DEMI_BARRE = 6  # signes de part et d'autre de la part équitable
_DEMI_BARRE_ETROITE = 4
_ETROIT = 76  # colonnes sous lesquelles les titres des axes passent sous leur tableau
_COULEURS = {
    Verdict.SOUS_REPRESENTE: "magenta",
    Verdict.SUR_REPRESENTE: "magenta",
    Verdict.NON_REJOINT: "magenta",
    Verdict.EQUILIBRE: "green",
    Verdict.REJOINT: "green",
}


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
    for part, nom, *chiffres in zip(parts, noms, attendus, indices, strict=True):
        barre = _barre(part.indice, demi_barre)
        tableau.add_row(nom, barre, str(part.actions), *chiffres, _colorer(part.verdict))
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
    nombre = pluriel(abs(ecart), "action") if round(ecart, 1) else "moins de 0,1 action"
    cote = "sous la" if ecart < 0 else "au-dessus de la"
    return f"axe {part.numero} : {nombre} {cote} part équitable ({part.verdict})"


def _conseil_de_groupe(groupe: CouvertureGroupe) -> str:
    return f"groupe {groupe.cle} ({groupe.nom}) : aucune action ne le nomme"
