"""Les états qu'un classeur note d'un plan : combien, à quelle date, et ce qui n'est pas repris."""

from plandev.messages.mots import enumerer
from plandev.messages.nombres import jour, pluriel
from plandev.questions.suivi import Suivi
from plandev.reponses.noms import nommer_la_cle, nommer_la_cle_d_une_action

_NOTES = ("etat_au", "états des actions")


def resumer_le_suivi(suivi: Suivi) -> str:
    """Rend les états qu'un classeur a notés d'un plan, et ce qu'il n'en a pas repris."""
    ecarts, plan, lu = suivi.ecarts, suivi.ecarts.avant, suivi.ecarts.apres
    dits = [f"{pluriel(len(suivi.notees), 'état')} à noter"]
    dits += [f"au {jour(lu.etat_au)}"] if lu.etat_au else []
    if plan.etat_au and (lu.etat_au or plan.etat_au) <= plan.etat_au != lu.etat_au:
        dits += [f"le plan en notait au {jour(plan.etat_au)}"]
    autres = [
        f"{m.avant.id}, {nommer_la_cle_d_une_action(c.cle, lu, plan)}"
        for m in ecarts.modifiees
        for c in m.changements
        if c.cle not in {"etat", "etat_du_plan"}
    ] + [nommer_la_cle(c.cle) for c in ecarts.plan if c.cle not in _NOTES]
    for annonce, quoi in (
        ("gardé là où le classeur n'en dit plus", suivi.vides),
        ("absent du classeur", [citation.id for citation in ecarts.retirees]),
        ("dit autrement par le classeur, et non repris", autres),
    ):
        dits += [f"{annonce} : {enumerer(quoi)}"] if quoi else []
    return "; ".join(dits)
