"""La commande `valider`."""

from collections.abc import Sequence

from plandev import lecture
from plandev.commandes import options
from plandev.commandes.options.destination import Ecriture, avec_ecriture
from plandev.commandes.options.plan_en_usage import emplacements
from plandev.commandes.programme import echecs
from plandev.commandes.programme.aide import commande
from plandev.commandes.programme.reponse import repondre
from plandev.formats import FORMATS_DE_CONSTATS
from plandev.messages.constats import Constat, Gravite
from plandev.reponses.constats import examen, resumer

app, declarer = commande(
    "valider",
    "Relève toutes les fautes d'un plan, avec leur place et ce qu'il faut y faire.",
    "valider",
    "valider plan2020.yaml",
    "valider --strict --format json",
)


@declarer
@avec_ecriture(FORMATS_DE_CONSTATS)
def valider(
    *,
    fichiers: options.Fichiers = None,
    strict: options.Strict = False,
    plan: options.Plan = None,
    ecriture: Ecriture,
) -> int:
    lieux = emplacements(fichiers, plan)
    examinees = (constat for lieu in lieux for constat in lecture.examiner(lieu.fichier))
    constats = [_severe(constat) if strict else constat for constat in examinees]
    places = [constat for constat in constats if constat.position]
    illisibles = [constat for constat in constats if not constat.position]
    echecs.annoncer(illisibles)
    return repondre(
        examen(places, resumer(constats, [lieu.nom for lieu in lieux])),
        ecriture,
        *lieux,
        verdict=_verdict(places, illisibles),
        a_annoter=[*places, *illisibles],
    )


def _severe(constat: Constat) -> Constat:
    return constat._replace(gravite=Gravite.ERREUR)


def _verdict(places: Sequence[Constat], illisibles: Sequence[Constat]) -> int:
    if illisibles:
        return echecs.SANS_VERDICT
    fautes = any(constat.gravite is Gravite.ERREUR for constat in places)
    return echecs.DEFAVORABLE if fautes else echecs.FAVORABLE
