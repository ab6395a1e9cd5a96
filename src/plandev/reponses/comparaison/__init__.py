"""Ce qui change d'un plan à un autre : action par action, puis le tout."""

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from plandev.messages.nombres import pluriel, pourcent
from plandev.plan.etats import SANS_ETAT
from plandev.plan.valeurs import Numero
from plandev.questions.citations import Citation
from plandev.questions.comparaison import Changement, Comparaison, Ecart, Modifiee, Valeur
from plandev.questions.dimensions import titres_des_dimensions
from plandev.questions.equilibre import Equilibre
from plandev.reponses.comparaison.en_donnees import Demande, donnees, par_dimension
from plandev.reponses.comparaison.mots_changes import marquer
from plandev.reponses.noms import nature_de, nommer, nommer_la_cle, nommer_la_cle_d_une_action
from plandev.reponses.reponse import (
    LIANT,
    Bloc,
    Colonne,
    Grille,
    Nature,
    Phrases,
    Reponse,
    Segment,
    Tableau,
    Ton,
)


def comparaison(ecarts: Comparaison, demande: Demande) -> Reponse:
    """Rend la réponse qui dit ce qui change du premier plan au second."""
    blocs: list[Bloc] = [Phrases((_titre(ecarts, demande),), titre=True)]
    if ecarts.vide:
        blocs += [Phrases(("Aucune différence.",), ton=Ton.FAVORABLE)]
    else:
        blocs += [Phrases((_compter(ecarts),))]
        blocs += [] if demande.resume else _details(ecarts)
        blocs += [*_tableaux(ecarts), Phrases(list(_equilibres(ecarts)))]
    return Reponse(blocs, lambda: donnees(ecarts, demande))


def _titre(ecarts: Comparaison, demande: Demande) -> str:
    plans = ((ecarts.avant, demande.avant), (ecarts.apres, demande.apres))
    avant, apres = (
        f"{plan.titre} ({fichier.strip('()')}, {pluriel(plan.nombre_actions, 'action')})"
        for plan, fichier in plans
    )
    return f"{avant} → {apres}"


def _compter(ecarts: Comparaison) -> str:
    comptes = [
        f"{pluriel(ecarts.reconduites, 'action')} sans changement",
        pluriel(len(ecarts.modifiees), "modifiée"),
        pluriel(len(ecarts.ajoutees), "ajoutée"),
        pluriel(len(ecarts.retirees), "retirée"),
    ]
    return f"{', '.join(comptes)}."


def _details(ecarts: Comparaison) -> list[Bloc]:
    blocs: list[Bloc] = [Tableau(_COLONNES, list(_lignes(ecarts)), None, nom="Changements")]
    du_plan = [_changer(nommer_la_cle(changement.cle), changement) for changement in ecarts.plan]
    annonces = (
        ("Ce que le plan dit de lui-même :", du_plan),
        ("Actions modifiées :", [_changer_une_action(ecarts, m, c) for m, c in _paires(ecarts)]),
        ("Actions ajoutées :", list(map(_dire, ecarts.ajoutees))),
        ("Actions retirées :", list(map(_dire, ecarts.retirees))),
        (
            "Peut-être renumérotées (même libellé, ou presque) :",
            [
                f"{r.avant.id} → {r.apres.id} : {r.apres.action.libelle}"
                for r in ecarts.renumerotees
            ],
        ),
    )
    blocs += [Phrases((annonce,), puces=puces) for annonce, puces in annonces if puces]
    return blocs


def _paires(ecarts: Comparaison) -> Iterator[tuple[Modifiee, Changement]]:
    for modifiee in ecarts.modifiees:
        for changement in modifiee.changements:
            yield modifiee, changement


def _dire(citation: Citation) -> str:
    unites = LIANT.join(citation.action.responsables) or "sans unité"
    return f"{citation.id} ({unites}) : {citation.action.libelle}"


def _changer_une_action(
    ecarts: Comparaison, modifiee: Modifiee, changement: Changement
) -> Sequence[Segment]:
    cle, avant, apres = changement
    quoi = nommer_la_cle_d_une_action(cle, ecarts.apres, ecarts.avant)
    if cle == "etat_du_plan" and all(c.cle != "etat" for c in modifiee.changements):
        quoi += f" (toujours {modifiee.apres.action.etat})"
    avant = nature_de(cle, ecarts.avant).dire(avant)
    apres = nature_de(cle, ecarts.apres).dire(apres)
    return _changer(f"{modifiee.avant.id}, {quoi}", Changement(cle, avant, apres))


def _changer(quoi: str, changement: Changement) -> Sequence[Segment]:
    _, avant, apres = changement
    intitule = Segment(f"{quoi} : ")
    if isinstance(avant, str) and isinstance(apres, str) and " " in f"{avant}{apres}":
        return [intitule, *marquer(avant, apres)]
    dits = (
        Segment(_texte(avant), Ton.DEFAVORABLE),
        Segment(" → "),
        Segment(_texte(apres), Ton.FAVORABLE),
    )
    return [intitule, *dits]


def _texte(valeur: Valeur) -> str:
    if isinstance(valeur, tuple):
        return LIANT.join(valeur) or "rien"
    return "rien" if valeur is None else valeur


class _Ligne(NamedTuple):
    """Une différence, telle qu'un tableau la donne."""

    changement: str
    id: str
    cle: str
    avant: Valeur
    apres: Valeur


_COLONNES = tuple(
    Colonne(cle, "", attrgetter(cle)) for cle in ("changement", "id", "cle", "avant", "apres")
)


def _lignes(ecarts: Comparaison) -> Iterator[_Ligne]:
    for changement in ecarts.plan:
        yield _Ligne("plan", "", *changement)
    for modifiee, changement in _paires(ecarts):
        yield _Ligne("modifiée", modifiee.avant.id, *changement)
    for id_, changement in ecarts.etats_notes.items():
        yield _Ligne("état noté", id_, *changement)
    for citation in ecarts.ajoutees:
        yield _Ligne("ajoutée", citation.id, "libelle", None, citation.action.libelle)
    for citation in ecarts.retirees:
        yield _Ligne("retirée", citation.id, "libelle", citation.action.libelle, None)
    for avant, apres in ecarts.renumerotees:
        yield _Ligne("renumérotée", avant.id, "code", avant.id, apres.id)


def _tableaux(ecarts: Comparaison) -> Iterator[Tableau]:
    titres = titres_des_dimensions(ecarts.apres)
    for cle, lignes in par_dimension(ecarts).items():
        if lignes:
            titre = titres[cle]
            chiffres = (_AVANT, _APRES, _ECART if cle != "etat" else _ECART_D_ETATS)
            nom = Colonne("", titre, _numeroter if cle == "axe" else _nommer)
            colonnes = (Colonne(cle, titre, attrgetter("cle")), *chiffres)
            vue = Grille((nom, *chiffres))
            yield Tableau(colonnes, lignes, vue, document=(nom, *chiffres), nom=titre)


def _numeroter(ecart: Ecart) -> str:
    return f"{ecart.cle}. {ecart.nom}"


def _nommer(ecart: Ecart) -> str:
    return nommer(str(ecart.cle or SANS_ETAT), ecart.nom)


def _signer(differences: Sequence[int | None]) -> list[str]:
    return ["" if ecart is None else f"{ecart:+}" if ecart else "=" for ecart in differences]


def _ecart_connu(ecart: Ecart) -> int | None:
    """Rend de combien change un nombre d'actions; None si l'un des plans n'en note pas d'état."""
    return None if None in {ecart.avant, ecart.apres} else ecart.difference


_AVANT = Colonne("avant", "Avant", attrgetter("avant"), nature=Nature.NOMBRE)
_APRES = Colonne("apres", "Après", attrgetter("apres"), nature=Nature.NOMBRE)
_ECART = Colonne("ecart", "Écart", attrgetter("difference"), nature=Nature.NOMBRE, ecrire=_signer)
_ECART_D_ETATS = _ECART._replace(lire=_ecart_connu)


def _equilibres(ecarts: Comparaison) -> Iterator[str]:
    avant, apres = ecarts.equilibres
    verdicts = f"{_verdict(avant)} → {_verdict(apres)}"
    yield f"Équilibre : {verdicts}. Dissimilarité : {_part(avant)} → {_part(apres)}."
    changes = list(_axes_qui_changent(avant, apres))
    if changes:
        yield f"Axes qui changent de verdict : {'; '.join(changes)}."


def _axes_qui_changent(avant: Equilibre | None, apres: Equilibre | None) -> Iterator[str]:
    anciens, nouveaux = _verdicts(avant), _verdicts(apres)
    for numero in dict.fromkeys((*anciens, *nouveaux)):
        ancien, nouveau = anciens.get(numero, "absent"), nouveaux.get(numero, "absent")
        if ancien != nouveau and avant and apres:
            yield f"axe {numero}, {ancien} → {nouveau}"


def _verdicts(equilibre: Equilibre | None) -> dict[Numero, str]:
    axes = equilibre.axes if equilibre else None
    return {part.numero: part.verdict.value for part in axes.parts} if axes else {}


def _verdict(equilibre: Equilibre | None) -> str:
    if equilibre is None:
        return "aucun verdict"
    return "équilibré" if equilibre.atteint else "non équilibré"


def _part(equilibre: Equilibre | None) -> str:
    axes = equilibre.axes if equilibre else None
    return pourcent(axes.dissimilarite) if axes else "aucune"
