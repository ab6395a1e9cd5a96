"""Ce que dit une réponse sur l'équilibre : la règle, ses mots, sa solidité, les conseils."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from plandev.messages.constats import CLE, Adresse, Code
from plandev.messages.nombres import pluriel, pourcent, tape
from plandev.plan.etats import accorder
from plandev.plan.modele import Regle
from plandev.questions.citations import Citation
from plandev.questions.equilibre import Bornes, Equilibre, EquilibreAxes, Origine, PartAxe, Verdict
from plandev.reponses.commandes_proposees import commande_du_plan
from plandev.reponses.noms import nommer_le_plan
from plandev.reponses.reponse import Phrases, Support, Ton


class Conseil(NamedTuple):
    """Ce qu'il y a à corriger d'un axe ou d'un groupe en défaut, et où le plan l'écrit."""

    code: Code
    adresse: Adresse
    phrase: str


def conseils(equilibre: Equilibre) -> Iterator[Conseil]:
    """Rend ce qu'il y a à corriger : un conseil par axe ou par groupe en défaut."""
    for rang, part in enumerate(equilibre.axes.parts if equilibre.axes else ()):
        if code := _CODES.get(part.verdict):
            yield Conseil(code, ("axes", rang), _conseil(part))
    for groupe in equilibre.groupes or ():
        if code := _CODES.get(groupe.verdict):
            phrase = f"groupe {groupe.cle} ({groupe.nom}) : {_sans_action(equilibre, groupe.cle)}"
            yield Conseil(code, ("groupes", groupe.cle, CLE), phrase)


def _sans_action(equilibre: Equilibre, groupe: str) -> str:
    citees = [citation for citation in equilibre.hors_compte if groupe in citation.action.groupes]
    if not citees:
        return "aucune action ne le nomme"
    if len(citees) == 1:
        return f"seule une action abandonnée le nomme ({citees[0].id})"
    return f"seules des actions abandonnées le nomment ({_enumerer(citees)})"


def _enumerer(citees: Sequence[Citation]) -> str:
    return ", ".join(citation.id for citation in citees)


_CODES: dict[Verdict, Code] = {
    Verdict.SOUS_REPRESENTE: "axe-sous-represente",
    Verdict.SUR_REPRESENTE: "axe-sur-represente",
    Verdict.NON_REJOINT: "groupe-non-rejoint",
}


def _conseil(part: PartAxe) -> str:
    a = f"axe {part.numero} : {pluriel(part.actions, 'action')}"
    premier, dernier = part.admis
    if premier is None:
        return f"{a}; la règle n'admet ici aucun nombre entier ({part.verdict})"
    if part.verdict is Verdict.SOUS_REPRESENTE:
        return f"{a}; il en faut au moins {premier} ({part.verdict})"
    return f"{a}; il peut en avoir au plus {dernier} ({part.verdict})"


def titre(equilibre: Equilibre) -> Phrases:
    """Rend la phrase qui dit de quel plan parle la réponse."""
    plan = equilibre.plan
    return Phrases(
        (f"{nommer_le_plan(plan)} : {pluriel(equilibre.actions, 'action')}",), titre=True
    )


def hors_compte(equilibre: Equilibre) -> Iterator[Phrases]:
    """Rend la phrase qui nomme les actions que l'équilibre ne compte pas, s'il y en a."""
    if citees := equilibre.hors_compte:
        combien = f"{pluriel(len(citees), 'action')} {accorder('abandonnée', len(citees))}"
        yield Phrases((f"Hors du compte : {combien} ({_enumerer(citees)}).",))


def regle(axes: EquilibreAxes) -> Phrases:
    """Rend la règle, de qui elle est, et son motif."""
    voulue = axes.regle
    part = {"egale": "est la même pour tous", "prorata": "est à la mesure de son poids"}[
        voulue.reference
    ]
    phrase = (
        f"{_DE_QUI[axes.origine]} : la part équitable d'un axe {part}; il est équilibré de "
        f"{tape(voulue.indice_min)} à {tape(voulue.indice_max)} fois cette part."
    )
    return Phrases((phrase, *([f"Motif : {voulue.motif}"] if voulue.motif else ())))


_DE_QUI = {
    Origine.PLAN: "Règle du plan",
    Origine.DEFAUT: "Règle par défaut (le plan n'en déclare pas)",
    Origine.DEMANDEE: "Règle demandée par les options",
}


def lexique(axes: EquilibreAxes) -> Phrases:
    """Rend les mots du tableau, une ligne chacun, et la dissimilarité (Duncan et Duncan, 1955)."""
    voulue, total = axes.regle, sum(part.actions for part in axes.parts)
    calcul = f"{total} ÷ {len(axes.parts)}"
    if voulue.reference == "prorata":
        calcul = f"{total} × son poids ÷ {sum(part.poids or 0 for part in axes.parts)}"
    des_actions = f"des {total} actions" if total > 1 else "de la seule action"
    limites = f"de {tape(voulue.indice_min)} à {tape(voulue.indice_max)} fois l'attendu"
    return Phrases(
        (
            f"Attendu : sa part équitable {des_actions}, soit {calcul}.",
            f"Admis : les nombres d'actions qui le laissent équilibré, {limites}.",
            f"Dissimilarité : {pourcent(axes.dissimilarite)} des actions changeraient d'axe pour "
            "que chacun ait exactement son attendu.",
        )
    )


LECTURE_DES_BARRES = Phrases(
    ("Barre : sa part des actions; │ marque sa part équitable.",), support=Support.ECRAN
)


def solidite(axes: EquilibreAxes) -> Phrases:
    """Rend d'où viennent les poids, et de combien chacun peut être faux."""
    source = source_des_poids(axes.regle)
    if all(part.poids_admis == (1, None) for part in axes.parts):
        jamais = "Aucun axe ne ferait changer le verdict des axes par un autre poids que le sien."
        return Phrases((source, jamais))
    marges = "; ".join(
        f"pour l'axe {part.numero}, {_intervalle(part.poids_admis)}" for part in axes.parts
    )
    si = "Si un seul poids change, le verdict des axes tient tant qu'il va"
    return Phrases((source, f"{si} : {marges}."))


def source_des_poids(regle: Regle) -> str:
    """Rend la phrase qui dit d'où viennent les poids d'un plan."""
    source = regle.source_des_poids or "le plan ne dit pas d'où ils viennent."
    return f"Source des poids : {source}"


def _intervalle(bornes: Bornes) -> str:
    premier, dernier = bornes
    return f"à partir de {premier}" if dernier is None else f"de {premier} à {dernier}"


def repartition(equilibre: Equilibre, axes: EquilibreAxes) -> Phrases:
    """Rend la meilleure répartition en actions entières, et de quel axe à quel axe on y va."""
    if not axes.deplacements:
        deja = (
            "C'est déjà, en actions entières, la répartition la plus proche de la part équitable."
        )
        return Phrases((deja,))
    rien = "Rien n'est à corriger. " if equilibre.atteint else ""
    vises = ", ".join(str(part.vise) for part in axes.parts)
    combien = pluriel(axes.a_deplacer, "action")
    verbe = "changerait" if axes.a_deplacer == 1 else "changeraient"
    trajets = ", ".join(
        f"{d.actions} de l'axe {d.de} vers l'axe {d.vers}" for d in axes.deplacements
    )
    plus_pres = f"Pour être au plus près de la part équitable ({vises})"
    return Phrases((f"{rien}{plus_pres}, {combien} {verbe} d'axe : {trajets}.",))


def autre_reference(
    equilibre: Equilibre, axes: EquilibreAxes, plan_nomme: str | None
) -> Iterator[Phrases]:
    """Rend la commande qui mesure le même plan sous l'autre référence, s'il le permet."""
    autre = "egale" if axes.regle.reference == "prorata" else "prorata"
    if autre == "prorata" and any(axe.poids is None for axe in equilibre.plan.axes):
        return
    mot = {"egale": "à parts égales", "prorata": "à la mesure des poids"}[autre]
    commande = f"plandev equilibre{commande_du_plan(plan_nomme)} --reference {autre}"
    yield Phrases((f"Le même plan, {mot} : {commande}",))


def verdict(equilibre: Equilibre) -> Phrases:
    """Rend le verdict, et de qui est la règle."""
    de_qui = f" ({equilibre.axes.origine})" if equilibre.axes else ""
    if equilibre.atteint:
        return Phrases((f"Verdict : équilibré{de_qui}",), ton=Ton.FAVORABLE)
    return Phrases((f"Verdict : non équilibré{de_qui}",), ton=Ton.DEFAVORABLE)
