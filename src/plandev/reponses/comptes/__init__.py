"""Des actions comptées, selon une dimension ou le croisement de deux."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import partial
from typing import Any

from plandev.messages.nombres import pluriel
from plandev.plan.modele import Plan
from plandev.questions.comptes import Comptage
from plandev.questions.dimensions import Dimension, Valeur
from plandev.questions.filtres.criteres import Criteres
from plandev.reponses.commandes_proposees import commande_de_liste, dire_le_vide
from plandev.reponses.comptes.sommes import TOUTES, dire_la_somme, sommes
from plandev.reponses.croisement import Croisement, Entete, nombre_et_part
from plandev.reponses.noms import dire_les_repetees, nom_complet, nommer_la_valeur, nommer_le_plan
from plandev.reponses.reponse import (
    Bloc,
    Colonne,
    Grille,
    Phrases,
    Reponse,
    Support,
    Tableau,
    Variante,
)

Case = tuple[Valeur, ...]


def comptage(
    comptes: Comptage, plan: Plan, criteres: Criteres, nomme: str | None = None
) -> Reponse:
    """Rend la réponse qui donne un comptage, ses parts, ses totaux, et comment voir les actions.

    `nomme` : le plan, s'il l'a été, que nomme aussi la commande proposée.
    """
    croises = len(comptes.dimensions) == 2 and not comptes.champ
    tableau, legende = _croise(comptes, plan) if croises else (_simple(comptes, plan), ())
    blocs: list[Bloc] = [
        Phrases((_titre(comptes, plan),), titre=True, support=Support.DOCUMENT),
        tableau,
        *legende,
        Phrases(
            (*_totaux(comptes), *dire_la_somme(comptes, plan), *_derriere(comptes, criteres, nomme))
        ),
    ]
    note = "" if comptes.actions else f"{dire_le_vide(plan, criteres)}\n"
    return Reponse(blocs, lambda: _donnees(comptes, plan, tableau), note)


def _titre(comptes: Comptage, plan: Plan) -> str:
    par = " et par ".join(dimension.titre.lower() for dimension in comptes.dimensions)
    return f"{nommer_le_plan(plan)} : les actions par {par}"


def _donnees(comptes: Comptage, plan: Plan, tableau: Tableau) -> dict[str, Any]:
    donnees: dict[str, Any] = {
        "par": [dimension.cle for dimension in comptes.dimensions],
        "lignes": tableau.objets(),
        "actions": comptes.actions,
    }
    if comptes.champ:
        *dites, _ = sommes(comptes, plan)
        donnees |= {"champ": comptes.champ} | {c.cle: c.lire(TOUTES) for c in dites}
    return donnees


def _simple(comptes: Comptage, plan: Plan) -> Tableau:
    nombres, sommees = _nombres(comptes, comptes.nombre), sommes(comptes, plan)
    noms = [_nom(dimension, rang, plan) for rang, dimension in enumerate(comptes.dimensions)]
    # À l'écran, la part qui importe est celle de ce qui se somme.
    comptees = nombres[: 1 if sommees else None]
    dites = [colonne for colonne in sommees if colonne.lire(TOUTES) is not None]
    montrees = (*noms, *comptees, *dites)
    return Tableau(
        (*_cles(comptes), *nombres, *sommees),
        list(comptes.cases()),
        Grille(montrees, variantes=[Variante(_ETROIT, (*noms, *dites[:2]))] if dites else ()),
        document=montrees,
        nom="Comptes",
    )


_ETROIT = 76  # colonnes : sous lesquelles il ne se lit que la somme et la moyenne


def _nom(dimension: Dimension, rang: int, plan: Plan) -> Colonne:
    return Colonne(
        "",
        dimension.titre,
        lambda case: nommer_la_valeur(dimension, case[rang], plan),
        total="" if rang else "Total",
    )


def _croise(comptes: Comptage, plan: Plan) -> tuple[Tableau, Sequence[Phrases]]:
    """Rend le croisement, et ce que veulent dire, dans un document, ses titres de colonnes.

    Une personne le lit en tableau, le plus long de ses côtés vers le bas.
    """
    haut, large = (0, 1) if _se_lit_dans_l_ordre(comptes) else (1, 0)
    debout, couche = comptes.dimensions[haut], comptes.dimensions[large]

    lignes_comptees: dict[Valeur, dict[Valeur, int]] = defaultdict(dict)
    totaux = Counter[Valeur]()
    for case, nombre in comptes.nombres.items():
        lignes_comptees[case[haut]][case[large]] = nombre
        totaux[case[large]] += nombre
    croisement = Croisement(
        [_entete(couche, valeur, plan) for valeur in comptes.valeurs[large]],
        lambda valeur: lignes_comptees.get(valeur, {}),
        f"Par {couche.titre.lower()}",
        [totaux[valeur] for valeur in comptes.valeurs[large]],
    )
    lignes = comptes.valeurs[haut]
    nom = Colonne(
        "", debout.titre, lambda valeur: nommer_la_valeur(debout, valeur, plan), total="Total"
    )
    dernieres = _nombres(comptes, comptes.marges[haut].__getitem__, haut)
    tableau = Tableau(
        (*_cles(comptes), *_nombres(comptes, comptes.nombre)),
        list(comptes.cases()),
        croisement.grille(nom, dernieres, nom.textes(lignes)),
        document=(nom, *croisement.pour_un_document(), *dernieres),
        montrees=lignes,
        nom="Comptes",
    )
    return tableau, croisement.legende_du_document()


def _se_lit_dans_l_ordre(comptes: Comptage) -> bool:
    lignes, colonnes = map(len, comptes.valeurs)
    return colonnes <= lignes or colonnes <= _COTE_COURT


_COTE_COURT = 12  # colonnes : ce qu'un tableau porte sans qu'il vaille mieux le tourner


def _cles(comptes: Comptage) -> list[Colonne]:
    def lire(case: Case, rang: int) -> Valeur:
        return case[rang]

    return [
        Colonne(dimension.cle, dimension.titre, partial(lire, rang=rang))
        for rang, dimension in enumerate(comptes.dimensions)
    ]


def _nombres(comptes: Comptage, nombre: Any, rang: int = 0) -> Sequence[Colonne]:
    return nombre_et_part(nombre, sum(comptes.marges[rang].values()), comptes.actions)


def _entete(dimension: Dimension, valeur: Valeur, plan: Plan) -> Entete:
    titre = dimension.sans if valeur is None else str(valeur)
    if dimension.cle == "axe":
        return Entete(
            valeur, "", f"Axe {valeur}", nom_complet(dimension, valeur, plan) or "", str(valeur)
        )
    return Entete(valeur, "", titre, nommer_la_valeur(dimension, valeur, plan))


def _totaux(comptes: Comptage) -> Sequence[str]:
    """Rend ce que disent les totaux : une action qui a deux valeurs compte pour chacune."""
    phrases = [f"Part : sur {pluriel(comptes.actions, 'action')}."] if not comptes.champ else []
    for dimension, marge in zip(comptes.dimensions, comptes.marges, strict=True):
        phrases += dire_les_repetees(dimension, sum(marge.values()), comptes.actions)
    return [" ".join(phrases)] if phrases else []


def _derriere(comptes: Comptage, criteres: Criteres, nomme: str | None) -> Sequence[str]:
    """Rend la commande qui liste les actions de la case la plus pleine."""
    if not comptes.nombres:
        return ()
    plus = max(comptes.nombres.values())
    case = next(case for case in comptes.cases() if comptes.nombre(case) == plus)
    cles = [dimension.cle for dimension in comptes.dimensions]
    commande = commande_de_liste(criteres, nomme, dict(zip(cles, case, strict=True)))
    return (f"Les actions d'une ligne : {commande}",)
