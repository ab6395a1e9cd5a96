"""L'équilibre d'un plan, tel qu'on peut le refaire à la main.

La règle et de qui elle est, les chiffres, d'où ils viennent et ce qu'ils veulent dire, ce qu'il y a
à faire, le verdict.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from plandev.plan.tete import provenance
from plandev.questions.equilibre import Equilibre
from plandev.reponses.equilibre.phrases import (
    LECTURE_DES_BARRES,
    autre_reference,
    conseils,
    hors_compte,
    lexique,
    regle,
    repartition,
    solidite,
    titre,
    verdict,
)
from plandev.reponses.equilibre.tableaux import tableau_d_axes, tableau_de_groupes
from plandev.reponses.noms import dire_la_provenance
from plandev.reponses.reponse import Bloc, Colonne, Phrases, Reponse, Tableau


class Demande(NamedTuple):
    """Ce qui a été demandé, et que la réponse redit : le plan nommé, et s'il faut tout montrer."""

    plan: str | None = None
    detail: bool = False


def equilibre(equilibre: Equilibre, demande: Demande) -> Reponse:
    """Rend la réponse qui dit si un plan est équilibré, et pourquoi."""
    axes, groupes = equilibre.axes, equilibre.groupes
    blocs: list[Bloc] = [titre(equilibre), *dire_la_provenance(equilibre.plan)]
    blocs += [*hors_compte(equilibre)]
    if axes:
        blocs += [regle(axes), tableau_d_axes(axes, demande.detail), LECTURE_DES_BARRES]
        blocs += [lexique(axes)]
        blocs += [solidite(axes)] if axes.regle.reference == "prorata" else []
    if groupes is not None:
        blocs += [tableau_de_groupes(groupes)]
    if a_corriger := [conseil.phrase for conseil in conseils(equilibre)]:
        blocs += [Phrases(("À corriger :",), puces=a_corriger)]
    if axes:
        blocs += [repartition(equilibre, axes), *autre_reference(equilibre, axes, demande.plan)]
    return Reponse([*blocs, verdict(equilibre)], lambda: _donnees(equilibre))


def plusieurs(nommes: Sequence[tuple[str, Equilibre]], detail: bool) -> Reponse:
    """Rend la réponse pour plusieurs plans : celle de chacun, sous le nom de son fichier."""
    reponses = [
        (nom, equilibre(mesure, Demande(nom, detail)), _donnees(mesure)) for nom, mesure in nommes
    ]
    blocs = [_sous_le_nom(bloc, nom) for nom, reponse, _ in reponses for bloc in reponse.blocs]
    return Reponse(blocs, lambda: [{"fichier": nom, **donnees} for nom, _, donnees in reponses])


def _sous_le_nom(bloc: Bloc, nom: str) -> Bloc:
    if isinstance(bloc, Tableau):
        fichier = Colonne("fichier", "Fichier", lambda _: nom)
        return bloc._replace(colonnes=(fichier, *bloc.colonnes))
    if bloc.titre:
        return bloc._replace(lignes=[f"{nom} : {ligne}" for ligne in bloc.lignes])
    return bloc


def _donnees(equilibre: Equilibre) -> dict[str, Any]:
    axes, groupes = equilibre.axes, equilibre.groupes
    donnees: dict[str, Any] = {"titre": equilibre.plan.titre, "annee": equilibre.plan.annee}
    if axes:
        voulue = axes.regle
        donnees |= {"reference": voulue.reference}
        donnees |= {"indice_min": voulue.indice_min, "indice_max": voulue.indice_max}
    donnees |= {"actions": equilibre.actions}
    if axes:
        donnees |= {"axes": tableau_d_axes(axes).objets()}
        donnees |= {"dissimilarite": axes.dissimilarite, "a_deplacer": axes.a_deplacer}
    if groupes is not None:
        donnees |= {"groupes": tableau_de_groupes(groupes).objets()}
    donnees |= {"equilibre": equilibre.atteint}
    donnees |= {"regle": axes.origine.value} if axes else {}
    periode = equilibre.plan.periode
    donnees |= {"periode": str(periode)} if periode else {}
    ids = [citation.id for citation in equilibre.hors_compte]
    return donnees | ({"abandonnees": ids} if ids else {}) | provenance(equilibre.plan)
