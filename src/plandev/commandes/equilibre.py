"""La commande `equilibre`."""

from collections.abc import Sequence
from typing import NamedTuple, get_args

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
from plandev.plan.modele import Regle
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


class _Demande(NamedTuple):
    """Ce que les options demandent de chaque plan."""

    par: str | None
    reference: str | None
    indice_min: str | None
    indice_max: str | None
    publie: bool

    def mesurer(self, lieu: Emplacement) -> tuple[Equilibre, list[Constat]]:
        """Rend l'équilibre d'un plan, et un constat par défaut, à sa place.

        Lève ErreurPlan si le plan a des fautes, ou s'il n'y a pas de verdict à en rendre.
        """
        plan, brouillon = lire_la(lieu, publie=self.publie)
        mesure = mesurer(plan, self._regle(plan.equilibre), _volet(self.par))
        return mesure, [brouillon.situer(*dit) for dit in conseils(mesure)]

    def _regle(self, regle: Regle) -> Regle | None:
        changee = modifier(
            regle,
            _option,
            reference=_reference(self.reference),
            indice_min=self.indice_min,
            indice_max=self.indice_max,
        )
        return None if changee is regle else changee


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
    demande = _Demande(par, reference, indice_min, indice_max, ecriture.format.publie)
    mesures, a_annoter = _mesurer(lieux, demande)
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
    lieux: Sequence[Emplacement], demande: _Demande
) -> tuple[list[tuple[Emplacement, Equilibre]], list[Constat]]:
    """Rend l'équilibre de chaque plan qui en a un, et les constats; dit pourquoi des autres."""
    mesures: list[tuple[Emplacement, Equilibre]] = []
    a_annoter: list[Constat] = []
    for lieu in lieux:
        try:
            mesure, constats = demande.mesurer(lieu)
        except ErreurPlan as erreur:
            echecs.echouer(erreur.constats)
        else:
            mesures.append((lieu, mesure))
            a_annoter += constats
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


def _reference(tapee: str | None) -> str | None:
    return tapee and (reconnaitre(tapee, REFERENCES) or tapee)


def _option(cle: str) -> str:
    return f"--{cle.replace('_', '-')}"
