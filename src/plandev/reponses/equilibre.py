"""L'équilibre d'un plan : la règle, les chiffres, ce qu'il y a à faire, le verdict."""

from collections.abc import Iterator, Sequence
from functools import partial
from operator import attrgetter
from typing import Any, NamedTuple

from plandev.constats import CLE, Adresse, Code
from plandev.equilibre import CouvertureGroupe, Equilibre, EquilibreAxes, PartAxe, Verdict
from plandev.nombres import alignes, decimal, pluriel, pourcent, pourcents
from plandev.reponses.reponse import Bloc, Colonne, Grille, Phrases, Reponse, Tableau, Ton

_DEMI_BARRE = 6  # signes de part et d'autre de la part équitable
_DEMI_BARRE_ETROITE = 4


class Conseil(NamedTuple):
    """Ce qu'il y a à corriger d'un axe ou d'un groupe en défaut, et où le plan l'écrit."""

    code: Code
    adresse: Adresse
    phrase: str


def equilibre(equilibre: Equilibre) -> Reponse:
    """Rend la réponse qui dit si un plan est équilibré, et pourquoi."""
    axes, groupes = equilibre.axes, equilibre.groupes
    blocs: list[Bloc] = [_titre(equilibre)]
    if axes:
        blocs += [_phrases_de_la_regle(axes), _tableau_d_axes(axes), _phrases_des_mesures(axes)]
    if groupes is not None:
        blocs += [_tableau_de_groupes(groupes)]
    if a_corriger := [conseil.phrase for conseil in conseils(equilibre)]:
        blocs += [Phrases(("À corriger :",), puces=a_corriger)]
    return Reponse([*blocs, _verdict(equilibre)], lambda: _donnees(equilibre))


def conseils(equilibre: Equilibre) -> Iterator[Conseil]:
    """Rend ce qu'il y a à corriger : un conseil par axe ou par groupe en défaut."""
    for part in equilibre.axes.parts if equilibre.axes else ():
        if code := _CODES.get(part.verdict):
            yield Conseil(code, ("axes", part.numero - 1), _conseil(part))
    for groupe in equilibre.groupes or ():
        if code := _CODES.get(groupe.verdict):
            phrase = f"groupe {groupe.cle} ({groupe.nom}) : aucune action ne le nomme"
            yield Conseil(code, ("groupes", groupe.cle, CLE), phrase)


_CODES: dict[Verdict, Code] = {
    Verdict.SOUS_REPRESENTE: "axe-sous-represente",
    Verdict.SUR_REPRESENTE: "axe-sur-represente",
    Verdict.NON_REJOINT: "groupe-non-rejoint",
}


def _conseil(part: PartAxe) -> str:
    ecart = part.actions - part.attendu
    nombre = pluriel(abs(ecart), "action") if round(ecart, 1) else "moins de 0,1 action"
    cote = "sous la" if ecart < 0 else "au-dessus de la"
    return f"axe {part.numero} : {nombre} {cote} part équitable ({part.verdict})"


def _titre(equilibre: Equilibre) -> Phrases:
    plan = equilibre.plan
    return Phrases((f"{plan.titre} : {pluriel(plan.nombre_actions, 'action')}",), titre=True)


def _phrases_de_la_regle(axes: EquilibreAxes) -> Phrases:
    regle = axes.regle
    part = {
        "egale": "la même pour chaque axe",
        "prorata": "au prorata du poids des axes",
    }[regle.reference]
    limites = f"de {decimal(regle.indice_min, 3)} à {decimal(regle.indice_max, 3)}"
    motif = [f"Motif : {regle.motif}"] if regle.motif else []
    return Phrases((f"Part équitable (│) : {part}; indice admis : {limites}", *motif))


def _phrases_des_mesures(axes: EquilibreAxes) -> Phrases:
    deplacer = pluriel(axes.a_deplacer, "action")
    return Phrases(
        (
            f"Dissimilarité : {pourcent(axes.dissimilarite)}",
            f"À déplacer pour la meilleure répartition possible : {deplacer}",
        )
    )


def _verdict(equilibre: Equilibre) -> Phrases:
    if equilibre.atteint:
        return Phrases(("Verdict : équilibré",), ton=Ton.FAVORABLE)
    return Phrases(("Verdict : non équilibré",), ton=Ton.DEFAVORABLE)


def _donnees(equilibre: Equilibre) -> dict[str, Any]:
    axes, groupes = equilibre.axes, equilibre.groupes
    donnees = {"titre": equilibre.plan.titre, "annee": equilibre.plan.annee}
    donnees |= _regle(axes) if axes else {}
    donnees |= {"actions": equilibre.plan.nombre_actions}
    if axes:
        donnees |= {"axes": _tableau_d_axes(axes).objets(), **_mesures(axes)}
    if groupes is not None:
        donnees |= {"groupes": _tableau_de_groupes(groupes).objets()}
    return {**donnees, "equilibre": equilibre.atteint}


def _regle(axes: EquilibreAxes) -> dict[str, Any]:
    regle = axes.regle
    return {
        "reference": regle.reference,
        "indice_min": regle.indice_min,
        "indice_max": regle.indice_max,
    }


def _mesures(axes: EquilibreAxes) -> dict[str, Any]:
    return {"dissimilarite": axes.dissimilarite, "a_deplacer": axes.a_deplacer}


def _ton(objet: PartAxe | CouvertureGroupe) -> Ton:
    return Ton.FAVORABLE if objet.verdict.favorable else Ton.DEFAVORABLE


_ACTIONS = Colonne("actions", "Actions", attrgetter("actions"), a_droite=True)
_VERDICT = Colonne("verdict", "Verdict", attrgetter("verdict.value"), ton=_ton, fixe=True)
_NUMERO = Colonne("axe", "Axe", attrgetter("numero"))
_CHIFFRES = (
    _ACTIONS,
    Colonne(
        "attendu",
        "Attendu",
        attrgetter("attendu"),
        a_droite=True,
        ecrire=partial(alignes, chiffres=2),
    ),
    Colonne(
        "indice",
        "Indice",
        attrgetter("indice"),
        a_droite=True,
        ecrire=partial(alignes, chiffres=3),
    ),
    _VERDICT,
)
_COLONNES_D_AXE = (
    _NUMERO,
    Colonne("titre", "Titre", attrgetter("titre")),
    _ACTIONS,
    Colonne("part", "Part", attrgetter("part"), a_droite=True, ecrire=pourcents),
    *_CHIFFRES[1:],
)
_GROUPE = Colonne("groupe", "Groupe", attrgetter("cle"))
_NOM = Colonne("nom", "Nom", attrgetter("nom"))


def _tableau_d_axes(axes: EquilibreAxes) -> Tableau:
    barre = Colonne("", "Part de l'axe", lambda part: _barre(part.indice, _DEMI_BARRE), fixe=True)
    courte = Colonne("", "Part", lambda part: _barre(part.indice, _DEMI_BARRE_ETROITE), fixe=True)
    vue = Grille(
        (Colonne("", "Axe", _nommer), barre, *_CHIFFRES),
        etroites=(_NUMERO, courte, *_CHIFFRES),
        legende=[_nommer(part) for part in axes.parts],
    )
    return Tableau(_COLONNES_D_AXE, axes.parts, vue)


def _nommer(part: PartAxe) -> str:
    return f"{part.numero}. {part.titre}"


def _barre(indice: float, demi: int) -> str:
    """Rend la barre d'un axe, le trait « │ » à la part équitable; « + » : elle continue."""
    pleins = round(min(indice, 3) * demi)
    signes = ("█" * min(pleins, 2 * demi)).ljust(2 * demi)
    suite = "+" if pleins > 2 * demi else " "
    return f"{signes[:demi]}│{signes[demi:]}{suite}"


def _tableau_de_groupes(groupes: Sequence[CouvertureGroupe]) -> Tableau:
    colonnes = (_GROUPE, _NOM, _ACTIONS, _VERDICT)
    return Tableau(colonnes, groupes, Grille(colonnes))
