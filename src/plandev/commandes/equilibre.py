"""La commande `equilibre`."""

from collections.abc import Mapping, Sequence
from typing import get_args

from plandev.commandes import options
from plandev.commandes.options.destination import Ecriture, avec_ecriture
from plandev.commandes.options.plan_en_usage import Emplacement, emplacements, lire_la
from plandev.commandes.programme import echecs
from plandev.commandes.programme.aide import commande
from plandev.commandes.programme.reponse import repondre
from plandev.lecture.octets import nom_a_citer
from plandev.lecture.validation import modifier
from plandev.messages.constats import Constat, ErreurPlan
from plandev.messages.mots import conseil, reconnaitre, redire
from plandev.plan.valeurs import REFERENCES
from plandev.questions.dimensions import cle_nommee
from plandev.questions.equilibre import Equilibre, Volet, mesurer
from plandev.reponses import equilibre as reponses
from plandev.reponses.equilibre.phrases import conseils
from plandev.reponses.reponse import Reponse

app, declarer = commande(
    "equilibre",
    "Dit si les actions sont bien réparties entre les axes, et si chaque groupe est rejoint.",
    "equilibre",
    "equilibre --par groupe",
    "equilibre --reference egale --indice-min 0,4",
    "equilibre plan2020.yaml --detail",
)


@declarer
@avec_ecriture()
def equilibre(
    *,
    fichiers: options.Fichiers = None,
    par: options.Par = None,
    reference: options.Reference = None,
    indice_min: options.IndiceMin = None,
    indice_max: options.IndiceMax = None,
    detail: options.Detail = False,
    plan: options.Plan = None,
    ecriture: Ecriture,
) -> int:
    lieux = emplacements(fichiers, plan)
    voulue = {"reference": reference and (reconnaitre(reference, REFERENCES) or reference)}
    voulue |= {"indice_min": indice_min, "indice_max": indice_max}
    mesures, a_annoter = _mesurer(lieux, par, voulue, publie=ecriture.format.publie)
    if not mesures:
        return echecs.SANS_VERDICT
    statut = repondre(
        _reponse(mesures, len(lieux), detail),
        ecriture,
        *lieux,
        verdict=echecs.FAVORABLE if all(m.atteint for _, m in mesures) else echecs.DEFAVORABLE,
        a_annoter=a_annoter,
    )
    return statut if len(mesures) == len(lieux) else echecs.SANS_VERDICT


def _mesurer(
    lieux: Sequence[Emplacement], par: str | None, voulue: Mapping[str, str | None], *, publie: bool
) -> tuple[list[tuple[Emplacement, Equilibre]], list[Constat]]:
    """Rend l'équilibre de chaque plan qui en a un, et un constat par défaut, à sa place.

    Dit pourquoi des autres. `voulue` : ce que les options changent de la règle du plan.
    """
    mesures: list[tuple[Emplacement, Equilibre]] = []
    a_annoter: list[Constat] = []
    for lieu in lieux:
        try:
            plan, brouillon = lire_la(lieu, publie=publie)
            regle = modifier(plan.equilibre, _option, **voulue)
            mesure = mesurer(plan, regle, _volet(par))
        except ErreurPlan as erreur:
            echecs.echouer(erreur.constats)
        else:
            mesures.append((lieu, mesure))
            a_annoter += [brouillon.situer(*dit) for dit in conseils(mesure)]
    return mesures, a_annoter


def _reponse(
    mesures: Sequence[tuple[Emplacement, Equilibre]], demandes: int, detail: bool
) -> Reponse:
    if demandes == 1:
        ((lieu, mesure),) = mesures
        return reponses.equilibre(mesure, reponses.Demande(lieu.nomme, detail))
    return reponses.plusieurs([(nom_a_citer(lieu.nom), mesure) for lieu, mesure in mesures], detail)


def _volet(par: str | None) -> Volet | None:
    volets: tuple[Volet, ...] = get_args(Volet)
    if par is None:
        return None
    for volet in volets:
        if cle_nommee(par, {volet: volet}):
            return volet
    message = f"équilibre par {redire(par)} inconnu\n{conseil(par, volets)}"
    raise ErreurPlan(Constat("demande-inconnue", message))


def _option(cle: str) -> str:
    return f"--{cle.replace('_', '-')}"
