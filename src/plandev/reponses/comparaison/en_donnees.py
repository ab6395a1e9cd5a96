"""Les données d'une comparaison : ce qu'un programme en lit."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from plandev.plan.modele import Plan
from plandev.plan.tete import provenance
from plandev.questions.comparaison import Changement, Comparaison, Ecart, Modifiee
from plandev.questions.equilibre import Equilibre
from plandev.reponses import actions
from plandev.reponses.noms import nature_de
from plandev.reponses.reponse import Tableau


class Demande(NamedTuple):
    """Ce qui a été demandé : les noms des deux fichiers, et si le tout suffit."""

    avant: str
    apres: str
    resume: bool = False


def par_dimension(ecarts: Comparaison) -> dict[str, Sequence[Ecart]]:
    """Rend, sous la clé de chaque dimension, ce qui y change."""
    siens = (ecarts.axes, ecarts.responsables, ecarts.groupes, ecarts.etats)
    return dict(zip(("axe", "responsable", "groupe", "etat"), siens, strict=True))


def donnees(ecarts: Comparaison, demande: Demande) -> dict[str, Any]:
    """Rend les données simples du JSON, aux clés promises."""
    plans = ((ecarts.avant, demande.avant), (ecarts.apres, demande.apres))
    avant, apres = (_plan(plan, fichier) for plan, fichier in plans)
    dites: dict[str, Any] = {"avant": avant, "apres": apres, "reconduites": ecarts.reconduites}
    if not demande.resume:
        dites |= {
            "ajoutees": Tableau(actions.colonnes(ecarts.apres), ecarts.ajoutees, None).objets(),
            "retirees": Tableau(actions.colonnes(ecarts.avant), ecarts.retirees, None).objets(),
            "modifiees": [_modifiee(ecarts, modifiee) for modifiee in ecarts.modifiees],
            "renumerotees": [
                {"avant": r.avant.id, "apres": r.apres.id} for r in ecarts.renumerotees
            ],
        }
    for cle, lignes in par_dimension(ecarts).items():
        dites[f"{cle}s"] = [{cle: e.cle, "avant": e.avant, "apres": e.apres} for e in lignes]
    equilibre_avant, equilibre_apres = map(_equilibre, ecarts.equilibres)
    dites["equilibre"] = {"avant": equilibre_avant, "apres": equilibre_apres}
    if demande.resume:
        return dites
    notes = {id_: {"avant": c.avant, "apres": c.apres} for id_, c in ecarts.etats_notes.items()}
    return dites | {"plan": _par_cle(ecarts.plan), "etats_notes": notes}


def _plan(plan: Plan, fichier: str) -> dict[str, Any]:
    donnees = {
        "fichier": fichier,
        "titre": plan.titre,
        "annee": plan.annee,
        "actions": plan.nombre_actions,
    }
    periode = {"periode": str(plan.periode)} if plan.periode else {}
    return donnees | periode | provenance(plan)


def _modifiee(ecarts: Comparaison, modifiee: Modifiee) -> dict[str, Any]:
    changements = [_en_donnees(ecarts, changement) for changement in modifiee.changements]
    return {"id": modifiee.avant.id, "champs": _par_cle(changements)}


def _en_donnees(ecarts: Comparaison, changement: Changement) -> Changement:
    """Rend ce changement d'une action, ses valeurs telles que `list` les donne."""
    cle, avant, apres = changement
    avant, apres = (
        nature_de(cle, plan).valeur(dit)
        for plan, dit in ((ecarts.avant, avant), (ecarts.apres, apres))
    )
    return Changement(cle, avant, apres)


def _par_cle(changements: Sequence[Changement]) -> dict[str, Any]:
    return {cle: {"avant": avant, "apres": apres} for cle, avant, apres in changements}


def _equilibre(equilibre: Equilibre | None) -> dict[str, Any] | None:
    axes = equilibre.axes if equilibre else None
    if equilibre is None or axes is None:
        return None
    return {
        "equilibre": equilibre.atteint,
        "dissimilarite": axes.dissimilarite,
        "axes": [{"axe": part.numero, "verdict": part.verdict.value} for part in axes.parts],
    }
