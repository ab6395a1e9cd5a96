"""La commande `list`."""

from plandev.commandes import options
from plandev.commandes.options.destination import Ecriture, avec_ecriture
from plandev.commandes.options.filtres import Choisir, avec_filtres
from plandev.commandes.options.plan_en_usage import lire
from plandev.commandes.programme.aide import commande
from plandev.commandes.programme.reponse import repondre
from plandev.messages.constats import Constat, ErreurPlan
from plandev.questions.filtres import trier
from plandev.questions.filtres.criteres import choisir as choisir_les_actions
from plandev.reponses import liste as reponses
from plandev.reponses.commandes_proposees import commande_de_liste, proteger

app, declarer = commande(
    "list",
    "Liste les actions du plan, toutes ou celles qu'on choisit.",
    "list --axe 2",
    "list --responsable DVC --texte fete",
    "list --groupe jeunes --format csv",
)


@declarer
@avec_filtres
@avec_ecriture(champs=True)
def lister(
    *,
    choisir: Choisir,
    plan: options.Plan = None,
    ecriture: Ecriture,
    tri: options.Tri = None,
    en_retard: options.EnRetard = False,
    au: options.Au = None,
    sans_pagination: options.SansPagination = False,
) -> int:
    lu, lieu = lire(plan, publie=ecriture.format.publie, public=ecriture.public)
    criteres = choisir(lu)
    trouvees = choisir_les_actions(lu, criteres)
    if au is not None and not en_retard:
        message = "--au date ce qui est en retard\najoutez --en-retard, ou retirez --au"
        raise ErreurPlan(Constat("demande-inconnue", message))
    retards = None
    if en_retard:
        from plandev.commandes.options.date_des_retards import retards_a

        demandes = retards_a(lu, au, ecriture, demandes=True)
        retards = demandes if trouvees else None  # sinon, ce sont les filtres qui n'en laissent pas
        trouvees = [une for une in trouvees if demandes and une.id in demandes.actions]
    if tri is not None:
        trouvees = trier(lu, trouvees, tri)
    demandees = ["--en-retard"] * en_retard + [f"--au {au}"] * bool(au)
    demandees += [f"--tri {proteger(tri)}"] if tri else []
    commande = " ".join([commande_de_liste(criteres, plan), *demandees])
    reponse = reponses.liste(trouvees, lu, commande, criteres, retards=retards, rangees=bool(tri))
    return repondre(reponse, ecriture, lieu, pagine=not sans_pagination)
