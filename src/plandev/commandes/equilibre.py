"""La commande `equilibre`."""

from typing import get_args

from plandev.commandes import fin, options
from plandev.commandes.aide import commande
from plandev.commandes.plan_en_usage import lire
from plandev.constats import Constat, ErreurPlan
from plandev.equilibre import Volet, mesurer
from plandev.formats import format_nomme
from plandev.lecture.validation import modifier
from plandev.mots import citer, conseil, reconnaitre
from plandev.reponses import equilibre as reponse

app, declarer = commande(
    "equilibre",
    "equilibre",
    "equilibre --par groupe",
    "equilibre --reference egale --indice-min 0.4",
)


@declarer
def equilibre(
    par: options.Par = None,
    reference: options.Reference = None,
    indice_min: options.IndiceMin = None,
    indice_max: options.IndiceMax = None,
    plan: options.Plan = None,
    format_: options.Format = "table",
) -> int:
    """Dit si les actions sont bien réparties entre les axes, et si chaque groupe est rejoint."""
    choisi, (lu, situer) = format_nomme(format_), lire(plan)
    regle = modifier(
        lu.equilibre, _option, reference=reference, indice_min=indice_min, indice_max=indice_max
    )
    mesure = mesurer(lu, regle, _volet(par))
    return fin.repondre(
        reponse.equilibre(mesure),
        choisi,
        verdict=fin.FAVORABLE if mesure.atteint else fin.DEFAVORABLE,
        a_annoter=[situer(*conseil) for conseil in reponse.conseils(mesure)],
    )


def _volet(par: str | None) -> Volet | None:
    volets: tuple[Volet, ...] = get_args(Volet)
    if par is None:
        return None
    for volet in volets:
        if reconnaitre(par, [volet]):
            return volet
    message = f"bilan par {citer(par)} inconnu; {conseil(par, volets)}"
    raise ErreurPlan(Constat("demande-inconnue", message))


def _option(cle: str) -> str:
    return f"--{cle.replace('_', '-')}"
