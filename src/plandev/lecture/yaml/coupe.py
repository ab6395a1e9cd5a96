"""Un plan commencé d'un autre : son texte, coupé d'après les positions que la lecture connaît.

Ce qui est gardé l'est à la lettre, commentaires et disposition compris. Le résultat est relu : s'il
ne dit pas ce qu'il doit dire, rien n'est rendu.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from plandev.lecture.validation import en_ordre, valider
from plandev.lecture.yaml.analyse import analyser
from plandev.lecture.yaml.brouillon_yaml import BrouillonYaml
from plandev.lecture.yaml.document import Document, ouvrir
from plandev.messages.constats import CLE, Adresse, ErreurPlan
from plandev.messages.mots import insecables
from plandev.plan.action import CLES_D_UNE_ACTION, Action
from plandev.plan.etats import FINIS
from plandev.plan.modele import DE_L_ANNEE, Axe, Plan

if TYPE_CHECKING:
    from plandev.lecture.octets import Fichier


class Coupe(NamedTuple):
    """Un morceau du texte, de tel décalage à tel autre, et ce qui vient à sa place."""

    debut: int
    fin: int
    remplacement: str = ""


def nouveau(fichier: "Fichier", annee: int, *, avec_actions: bool = True) -> str:
    """Rend le texte du plan de cette année, commencé de celui d'un fichier.

    La tête et les axes sont gardés; l'année change, et le titre qui la nomme; les états et leur
    date n'y sont plus, ni les actions réalisées ou abandonnées; sans `avec_actions`, aucune.
    Lève ErreurPlan si le fichier a des fautes, ou s'il est écrit de telle façon qu'il ne se coupe
    pas.
    """
    brouillon = analyser(ouvrir(fichier))
    plan = valider(brouillon)
    if plan is None:
        raise ErreurPlan(*en_ordre(brouillon.constats))
    texte = _couper(brouillon.document.texte, _coupes(brouillon, plan, annee, avec_actions))
    relu = analyser(Document(brouillon.document.nom, texte.encode()))
    if valider(relu) != _attendu(plan, annee, avec_actions):
        raise ErreurPlan(brouillon.situer("nouveau-impossible", (), _ECRIT_AUTREMENT))
    return texte


_ECRIT_AUTREMENT = insecables(
    "ce plan est écrit de telle façon qu'il ne se coupe pas; écrivez une clé par ligne et une "
    "action par tiret, comme dans « plandev exemple »"
)


def _attendu(plan: Plan, annee: int, avec_actions: bool) -> Plan:
    sans: dict[str, Any] = dict.fromkeys(cle for cle in CLES_D_UNE_ACTION if cle in DE_L_ANNEE)

    def gardees(axe: Axe) -> tuple[Action, ...]:
        return tuple(
            replace(action, **sans)
            for action in axe.actions
            if avec_actions and action.etat not in FINIS
        )

    axes = tuple(axe.model_copy(update={"actions": gardees(axe)}) for axe in plan.axes)
    notes = dict.fromkeys(cle for cle in DE_L_ANNEE if cle in Plan.model_fields)
    tete = {**notes, "titre": _titre(plan, annee), "annee": annee, "periode": None, "axes": axes}
    return plan.model_copy(update=tete)


def _titre(plan: Plan, annee: int) -> str:
    return re.sub(rf"\b{plan.annees}\b", str(annee), plan.titre)


def _coupes(
    brouillon: BrouillonYaml, plan: Plan, annee: int, avec_actions: bool
) -> Iterator[Coupe]:
    yield from _du_titre(brouillon, plan, annee)
    cle = "periode" if plan.periode else "annee"
    debut = brouillon.decalage((cle, CLE))
    ligne = _fin_de_valeur(brouillon, (cle,))
    yield Coupe(debut, ligne, f"annee: {annee}")
    yield from _de_l_annee(brouillon, ())
    for rang, axe in enumerate(plan.axes):
        yield from _de_l_axe(brouillon, rang, axe.actions, avec_actions)


def _du_titre(brouillon: BrouillonYaml, plan: Plan, annee: int) -> Iterator[Coupe]:
    """Rend les coupes des années que dit le titre; un commentaire, plus loin, garde les siennes."""
    ancienne = re.compile(rf"\b{plan.annees}\b")
    debut = brouillon.decalage(("titre",))
    trouvees = ancienne.finditer(brouillon.document.texte, debut)
    for _, trouvee in zip(ancienne.findall(plan.titre), trouvees, strict=False):
        yield Coupe(*trouvee.span(), str(annee))


def _de_l_axe(
    brouillon: BrouillonYaml, rang: int, actions: tuple[Action, ...], avec_actions: bool
) -> Iterator[Coupe]:
    adresse: Adresse = ("axes", rang, "actions")
    gardees = [avec_actions and action.etat not in FINIS for action in actions]
    if actions and not any(gardees):
        yield from _toutes(brouillon, adresse, len(actions))
        return
    for n, gardee in enumerate(gardees):
        if not gardee:
            yield _bloc(brouillon, (*adresse, n))
        else:
            yield from _de_l_annee(brouillon, (*adresse, n))


def _de_l_annee(brouillon: BrouillonYaml, adresse: Adresse) -> Iterator[Coupe]:
    """Rend les coupes de ce que le plan, ou une action, note de son année."""
    objet = brouillon.valeur
    for nom in adresse:
        objet = objet[nom]
    for cle in DE_L_ANNEE:
        if cle in objet:
            yield _lignes(brouillon, (*adresse, cle, CLE), (*adresse, cle))


def _lignes(brouillon: BrouillonYaml, cle: Adresse, valeur: Adresse) -> Coupe:
    """Rend la coupe d'une clé et de sa valeur, sur leurs lignes à elles."""
    document = brouillon.document
    premiere = document.position(brouillon.decalage(cle)).ligne
    derniere = document.position(brouillon.decalage(valeur)).ligne
    return Coupe(document.debut(premiere), document.debut(derniere + 1))


def _fin_de_valeur(brouillon: BrouillonYaml, adresse: Adresse) -> int:
    """Rend le décalage qui suit une valeur d'un seul mot, guillemets compris."""
    debut = brouillon.decalage(adresse)
    trouve = re.compile(r"\"[^\"]*\"|'[^']*'|[^\s#,}]+").match(brouillon.document.texte, debut)
    return trouve.end() if trouve else debut


def _bloc(brouillon: BrouillonYaml, adresse: Adresse) -> Coupe:
    """Rend la coupe d'un élément d'une liste, avec les commentaires qui le touchent."""
    document = brouillon.document
    premiere = document.position(brouillon.decalage(adresse)).ligne
    fin = document.debut(_fin_du_bloc(document, premiere, _ligne_suivante(brouillon, adresse)))
    while premiere > 1 and _est_un_commentaire(document, premiere - 1):
        premiere -= 1
    return Coupe(document.debut(premiere), fin)


def _fin_du_bloc(document: Document, premiere: int, suivante: int) -> int:
    """Rend la ligne où commence ce qui n'est plus de cet élément, entre lui et ce qui le suit.

    Un commentaire qui touche la suite, ou qu'une ligne vide sépare de l'élément, n'en est pas.
    """
    apres = suivante
    while apres - 1 > premiere and not document.ligne(apres - 1).partition("#")[0].strip():
        apres -= 1
    siens = apres
    while siens < suivante and _est_un_commentaire(document, siens):
        siens += 1
    if siens == suivante:
        return apres
    while siens < suivante and not document.ligne(siens).strip():
        siens += 1
    return siens


def _est_un_commentaire(document: Document, numero: int) -> bool:
    return document.ligne(numero).lstrip().startswith("#")


def _toutes(brouillon: BrouillonYaml, adresse: Adresse, nombre: int) -> Iterator[Coupe]:
    """Rend les coupes de toutes les actions d'un axe, que « [] » remplace."""
    document = brouillon.document
    cle = brouillon.decalage((*adresse, CLE))
    apres = cle + len("actions:")
    yield Coupe(apres, apres, " []")
    fin = _bloc(brouillon, (*adresse, nombre - 1)).fin
    fin_de_ligne = "\r\n" if "\r\n" in document.texte else "\n"
    vide = "" if fin >= len(document.texte) else fin_de_ligne
    yield Coupe(document.debut(document.position(cle).ligne + 1), fin, vide)


def _ligne_suivante(brouillon: BrouillonYaml, adresse: Adresse) -> int:
    """Rend la ligne de ce qui suit un élément; si c'est le dernier, celle où finit le texte."""
    document, suite = brouillon.document, _suite(brouillon, adresse)
    finit_en_ligne = document.texte.endswith(("\n", "\r"))
    if suite >= len(document.texte):
        return document.nombre_lignes if finit_en_ligne else document.nombre_lignes + 1
    return document.position(suite).ligne


def _suite(brouillon: BrouillonYaml, adresse: Adresse) -> int:
    """Rend le décalage de ce qui suit, clé ou élément, ce qui est à cette adresse."""
    suite = brouillon.decalages.suite
    rang = bisect_right(suite, _derniere(brouillon, adresse))
    return suite[rang] if rang < len(suite) else len(brouillon.document.texte)


def _derniere(brouillon: BrouillonYaml, adresse: Adresse) -> int:
    """Rend le décalage de la dernière valeur que contient celle de cette adresse."""
    valeur = brouillon.valeur
    for nom in adresse:
        valeur = valeur[nom]
    while isinstance(valeur, dict | list) and valeur:
        nom = list(valeur)[-1] if isinstance(valeur, dict) else len(valeur) - 1
        adresse, valeur = (*adresse, nom), valeur[nom]
    return brouillon.decalage(adresse)


def _couper(texte: str, coupes: Iterator[Coupe]) -> str:
    morceaux, fin = [], 0
    for coupe in sorted(coupes):
        morceaux += [texte[fin : coupe.debut], coupe.remplacement]
        fin = coupe.fin
    return "".join([*morceaux, texte[fin:]])
