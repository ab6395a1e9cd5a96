"""Les commandes : lire, demander, montrer, et rendre le statut par lequel finir."""

import sys
from collections.abc import Sequence
from itertools import starmap
from typing import Any

import typer

from plandev import (
    affichage,
    completion,
    donnees,
    fin,
    formats,
    lecture,
    options,
    requetes,
)
from plandev.constats import Constat, ErreurPlan, Gravite
from plandev.emplacement import emplacement
from plandev.formats import FORMATS_DE_CONSTATS, Format, Reponse, format_nomme
from plandev.francais import Commande, Commandes
from plandev.modele import Plan
from plandev.requetes import Citation
from plandev.sortie import EcritureImpossible, ecrire, noter


class _Plandev(Commandes):
    """Les commandes de plandev, où une réponse impossible devient un statut."""

    def main(self, *args: Any, **reglages: Any) -> Any:
        completion.preparer()
        try:
            return super().main(*args, **reglages)
        except ErreurPlan as erreur:
            statut = fin.refuser(erreur)
        except EcritureImpossible as cause:
            statut = fin.renoncer(cause)
        raise SystemExit(statut)


app = typer.Typer(cls=_Plandev, add_completion=False, pretty_exceptions_enable=False)


def _exemples(*commandes: str) -> str:
    return "\n".join(["Exemples :", *(f"$ plandev {commande}" for commande in commandes)])


@app.callback(invoke_without_command=True)
def plandev(
    ctx: typer.Context,
    version: options.Version = False,
) -> None:
    """Lit un plan de déploiement : ses actions, qui en répond, et son équilibre entre les axes."""
    if version:
        ecrire([affichage.version()])
    elif ctx.invoked_subcommand is None:
        ctx.get_help()


@app.command(
    "list",
    cls=Commande,
    epilog=_exemples(
        "list --axe 2", "list --responsable DVC --texte fete", "list --groupe jeunes --format csv"
    ),
)
def list_(
    axe: options.Axes = None,
    responsable: options.Responsables = None,
    groupe: options.Groupes = None,
    texte: options.Textes = None,
    plan: options.Plan = None,
    format_: options.Format = "table",
) -> int:
    """Liste les actions du plan, toutes ou celles qu'on choisit."""
    choisi, lu = format_nomme(format_), _lire(plan)
    trouvees = requetes.filtrer(
        lu,
        axes=axe or (),
        responsables=responsable or (),
        groupes=groupe or (),
        textes=texte or (),
    )
    return _repondre_actions(trouvees, lu, choisi)


@app.command(cls=Commande, epilog=_exemples("montrer 2.4", "montrer 5.19.a --format json"))
def montrer(
    action: options.Action,
    plan: options.Plan = None,
    format_: options.Format = "table",
) -> int:
    """Montre une action entière."""
    choisi, lu = format_nomme(format_), _lire(plan)
    trouvee = requetes.trouver(lu, action)
    reponse = Reponse(
        donnees.action(trouvee),
        [donnees.tableau_d_une_action(trouvee)],
        lambda: affichage.action(trouvee, lu),
    )
    return fin.repondre(reponse, choisi)


@app.command(
    "par-responsable",
    cls=Commande,
    epilog=_exemples(
        "par-responsable", "par-responsable DVC", "par-responsable URBA DEV --format md"
    ),
)
def par_responsable(
    unites: options.Unites = None,
    plan: options.Plan = None,
    format_: options.Format = "table",
) -> int:
    """Compte les actions de chaque unité, ou liste celles des unités nommées."""
    choisi, lu = format_nomme(format_), _lire(plan)
    if unites:
        return _repondre_actions(requetes.filtrer(lu, responsables=unites), lu, choisi)
    liste = requetes.charges(lu)
    reponse = Reponse(
        donnees.charges(liste),
        [donnees.tableau_de_charges(liste, lu)],
        lambda: affichage.charges(liste, lu),
    )
    return fin.repondre(reponse, choisi)


@app.command(
    "equilibre",
    cls=Commande,
    epilog=_exemples(
        "equilibre", "equilibre --par groupe", "equilibre --reference egale --indice-min 0.4"
    ),
)
def equilibre_(
    par: options.Par = None,
    reference: options.Reference = None,
    indice_min: options.IndiceMin = None,
    indice_max: options.IndiceMax = None,
    plan: options.Plan = None,
    format_: options.Format = "table",
) -> int:
    """Dit si les actions sont bien réparties entre les axes, et si chaque groupe est rejoint."""
    from plandev import affichage_bilan, equilibre

    choisi = format_nomme(format_)
    lu, situer = _lire_et_situer(plan)
    regle = lecture.modifier(
        lu.equilibre, reference=reference, indice_min=indice_min, indice_max=indice_max
    )
    bilan = equilibre.bilan(lu, regle, par)
    conseils = affichage_bilan.conseils(bilan)
    reponse = Reponse(
        donnees.bilan(bilan),
        donnees.tableaux_de_bilan(bilan),
        lambda: affichage_bilan.bilan(bilan),
        [*conseils.values(), affichage_bilan.verdict(bilan)],
    )
    verdict = fin.FAVORABLE if bilan.equilibre else fin.DEFAVORABLE
    return fin.repondre(
        reponse, choisi, verdict=verdict, a_annoter=starmap(situer, conseils.items())
    )


@app.command(
    cls=Commande, epilog=_exemples("valider", "valider plan2020.yaml", "valider --format json")
)
def valider(
    fichiers: options.Fichiers = None,
    format_: options.FormatDeConstats = "table",
) -> int:
    """Relève toutes les fautes d'un plan, avec leur place et ce qu'il faut y faire."""
    choisi = format_nomme(format_, FORMATS_DE_CONSTATS)
    lieux = [emplacement(nom) for nom in fichiers or (None,)]
    constats = [constat for lieu in lieux for constat in lecture.examiner(lieu.chemin)]
    places = [constat for constat in constats if constat.position]
    illisibles = [constat for constat in constats if not constat.position]
    resume = affichage.resume(constats, [lieu.nom for lieu in lieux])
    reponse = Reponse(
        donnees.constats(places),
        [donnees.tableau_de_constats(places)],
        lambda: affichage.constats(places, sys.stdout),
        [resume.rstrip()],
    )
    noter(affichage.constats(illisibles, sys.stderr))
    verdict = _statut(places, illisibles)
    return fin.repondre(reponse, choisi, resume, verdict=verdict, a_annoter=[*places, *illisibles])


@app.command("completion", cls=Commande, epilog=_exemples("completion bash", "completion fish"))
def completion_(
    interpreteur: options.Interpreteur,
) -> None:
    """Écrit le script qui fait compléter commandes, options et valeurs par la touche Tab."""
    ecrire([completion.script(interpreteur)])


@app.command("schema", cls=Commande, epilog=_exemples("schema > plan.schema.json"))
def schema_() -> None:
    """Écrit le schéma JSON du fichier de plan, pour un éditeur qui sait s'en servir."""
    from plandev.schema import schema

    ecrire(formats.en_json(schema()), "utf-8")


def _statut(places: Sequence[Constat], illisibles: Sequence[Constat]) -> int:
    if illisibles:
        return fin.SANS_VERDICT
    fautes = any(constat.gravite is Gravite.ERREUR for constat in places)
    return fin.DEFAVORABLE if fautes else fin.FAVORABLE


def _lire(nomme: str | None) -> Plan:
    return _lire_et_situer(nomme)[0]


def _lire_et_situer(nomme: str | None) -> tuple[Plan, lecture.Situer]:
    lieu = emplacement(nomme)
    lu = lecture.lire_et_situer(lieu.chemin)
    noter(affichage.source(lieu.nom))
    return lu


def _repondre_actions(trouvees: Sequence[Citation], plan: Plan, choisi: Format) -> int:
    reponse = Reponse(
        donnees.actions(trouvees),
        [donnees.tableau_d_actions(trouvees)],
        lambda: affichage.actions(trouvees),
    )
    return fin.repondre(reponse, choisi, affichage.compte(len(trouvees), plan.nombre_actions))
