"""Le plan en usage : lequel c'est, et sa lecture.

C'est celui qu'on nomme, celui du dossier courant, ou, pour qui ne fait que lire, celui de 2020 qui
est fourni avec plandev : un verdict n'est jamais rendu sur un plan que personne n'a nommé.
"""

import os
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from plandev.commandes.programme.echecs import annoncer
from plandev.lecture import lire_et_situer, soupconner
from plandev.lecture.octets import ENTREE
from plandev.messages.constats import Constat, ErreurPlan
from plandev.messages.mots import assainir, enumerer, redire
from plandev.plan.modele import Plan
from plandev.questions.citations import plan_public
from plandev.sorties.flux import noter

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from plandev.lecture.octets import Fichier
    from plandev.lecture.yaml.brouillon_yaml import BrouillonYaml

_NOM = re.compile(r"plan[ _-]?([0-9]{4})\.ya?ml", re.IGNORECASE)
_FOURNI = "plan2020.yaml"
_NOMS_EXAMINES = 2_000  # d'un dossier et de ses sous-dossiers, pour y proposer un plan
_NOMS_PROPOSES = 5


class Emplacement(NamedTuple):
    """Un fichier de plan, le nom à montrer pour dire lequel a répondu, et s'il a été nommé."""

    fichier: "Fichier"
    nom: str
    nomme: str | None = None


def emplacement(
    nomme: str | None, *, pour_un_verdict: bool = False, avant: int | None = None
) -> Emplacement:
    """Rend l'emplacement du plan à lire; `avant`, du dossier, le plus récent d'avant cette année.

    C'est celui qui est nommé, par son fichier ou par son année, ou que nomme la variable
    PLANDEV_PLAN; sinon, le plus récent `planAAAA.yaml` du dossier courant; sinon, et si ce n'est
    pas pour rendre un verdict, celui qui est fourni avec plandev. Lève ErreurPlan s'il n'y en a
    pas, ou si deux sont de la même année.
    """
    voulu = nomme if nomme is not None else os.environ.get("PLANDEV_PLAN") or None
    if voulu is not None:
        if voulu == "-":
            return Emplacement(ENTREE, str(ENTREE), nomme)
        if chemin := _de_l_annee(voulu):
            return Emplacement(chemin, chemin.name, nomme)
        return Emplacement(Path(voulu), voulu, nomme)
    if chemin := _plus_recent(Path(), avant):
        return Emplacement(chemin, chemin.name)
    if pour_un_verdict:
        raise ErreurPlan(Constat("plan-non-nomme", _aucun_plan(avant)))
    return Emplacement(fourni(), f"{_FOURNI} (fourni avec plandev)")


def emplacements(fichiers: list[str] | None, nomme: str | None) -> list[Emplacement]:
    """Rend les plans sur lesquels rendre un verdict : ceux qui sont nommés, sinon celui en usage.

    Lève ErreurPlan s'il n'y en a pas, s'il y en a de nommés des deux façons, ou si plusieurs sont à
    lire de l'entrée standard, qui n'en contient qu'un.
    """
    if fichiers and nomme is not None:
        message = "des fichiers et --plan à la fois\nnommez les plans d'une seule façon"
        raise ErreurPlan(Constat("demande-inconnue", message))
    if fichiers and fichiers.count("-") > 1:
        message = (
            "l'entrée standard (-) est nommée deux fois, mais ne se lit qu'une\ngardez un seul "
            "«\u00a0-\u00a0»"
        )
        raise ErreurPlan(Constat("demande-inconnue", message))
    return [emplacement(nom, pour_un_verdict=True) for nom in fichiers or (nomme,)]


def emplacements_par_annee(fichiers: list[str]) -> list[Emplacement]:
    """Rend les plans nommés, sinon tous ceux du dossier courant, par année.

    Lève ErreurPlan s'il n'y en a pas, si deux sont de la même année, ou si plusieurs sont à lire de
    l'entrée standard.
    """
    if fichiers:
        return emplacements(fichiers, None)
    par_annee = sorted(_par_annee(Path()).items())
    if not par_annee:
        raise ErreurPlan(Constat("plan-non-nomme", _aucun_plan()))
    seuls = "nommez ceux qu'il faut"
    chemins = [_seul(annee, chemins, seuls) for annee, chemins in par_annee]
    return [Emplacement(chemin, chemin.name) for chemin in chemins]


def lire(nomme: str | None, *, publie: bool, public: bool) -> tuple[Plan, Emplacement]:
    """Rend le plan en usage, et où il est; note lequel c'est.

    Lève ErreurPlan, avec toutes les fautes du fichier, s'il en a.
    """
    lieu = emplacement(nomme)
    return lire_la(lieu, publie=publie, public=public)[0], lieu


def lire_la(
    lieu: Emplacement, *, publie: bool, public: bool = False
) -> "tuple[Plan, BrouillonYaml]":
    """Rend le plan de cet emplacement, et de quoi placer un constat dans son fichier.

    `publie` : ce qui s'en fait se publie; les avertissements qui changent ce qui s'y lit sont dits.
    `public` : il n'en reste que ce qui l'est.
    """
    plan, brouillon = lire_et_situer(lieu.fichier)
    noter_le(lieu)
    if publie:
        annoncer(soupconner(brouillon))
    return plan_public(plan) if public else plan, brouillon


def noter_le(lieu: Emplacement) -> None:
    """Dit quel plan répond."""
    noter(f"Plan : {assainir(lieu.nom)}\n")


def lire_chacun(lieux: Iterable[Emplacement], *, publie: bool, public: bool = False) -> list[Plan]:
    """Rend le plan de chacun de ces emplacements.

    Lève ErreurPlan avec toutes les fautes de tous.
    """
    plans, fautes = list[Plan](), list[Constat]()
    for lieu in lieux:
        try:
            plans.append(lire_la(lieu, publie=publie, public=public)[0])
        except ErreurPlan as erreur:
            fautes += erreur.constats
    if fautes:
        raise ErreurPlan(*fautes)
    return plans


def fourni() -> "Traversable":
    """Rend le fichier du plan de 2020, fourni avec plandev."""
    from importlib.resources import files

    return files("plandev") / _FOURNI


def _plus_recent(dossier: Path, avant: int | None) -> Path | None:
    par_annee = _par_annee(dossier)
    par_annee = {a: chemins for a, chemins in par_annee.items() if avant is None or int(a) < avant}
    if not par_annee:
        return None
    return _seul(max(par_annee), par_annee[max(par_annee)], "nommez le bon par --plan")


def _de_l_annee(annee: str) -> Path | None:
    """Rend le plan du dossier courant qui est de cette année, si aucun fichier n'en a le nom.

    S'il n'y en a pas, c'est celui qui devrait y être : ce qui le lira dira ce qui y ressemble.
    """
    if not re.fullmatch("[0-9]{4}", annee) or os.path.lexists(annee):
        return None
    chemins = _par_annee(Path()).get(annee, [Path(f"plan{annee}.yaml")])
    return _seul(annee, chemins, "nommez le bon")


def _par_annee(dossier: Path) -> dict[str, list[Path]]:
    """Rend les plans d'un dossier, sous l'année que dit leur nom."""
    par_annee: dict[str, list[Path]] = {}
    try:
        for chemin in dossier.iterdir():
            if trouve := _NOM.fullmatch(chemin.name):
                par_annee.setdefault(trouve[1], []).append(chemin)
    except OSError:  # un dossier courant effacé ou sans droit de lecture n'a pas de plan
        return {}
    return par_annee


def _seul(annee: str, chemins: list[Path], remede: str) -> Path:
    if len(chemins) > 1:
        noms = enumerer([chemin.name for chemin in sorted(chemins)])
        message = f"plusieurs plans de {annee} dans ce dossier : {noms}\n{remede}"
        raise ErreurPlan(Constat("plans-de-la-meme-annee", message))
    return chemins[0]


def _aucun_plan(avant: int | None = None) -> str:
    voisins = list(islice(_voisins(Path()), _NOMS_PROPOSES))
    trouves = f" Trouvés : {enumerer(voisins)}." if voisins else ""
    if any(voisin.lower().endswith(".txt") for voisin in voisins):
        trouves += f" Ôtez {redire('.txt')} du nom d'un plan pour qu'il en soit un."
    d_avant = f" d'avant {avant}" if avant else ""
    regle = "un plan ne se commence" if avant else "un verdict ne se rend"
    return (
        f"aucun plan n'est nommé et ce dossier n'en contient pas{d_avant}; {regle} que d'un "
        f"plan nommé.{trouves} Nommez-le par --plan FICHIER, ou commencez-en un : "
        f"plandev exemple -o {_FOURNI}"
    )


def _voisins(dossier: Path) -> Iterator[str]:
    """Rend les fichiers YAML qui ont l'air d'un plan, ici ou dans les sous-dossiers."""
    chemins = (c for motif in ("*", "*/*", "*/*/*") for c in dossier.glob(motif))
    for chemin in islice(chemins, _NOMS_EXAMINES):
        cache = any(partie.startswith(".") for partie in chemin.parts)
        if re.search(r"plan.*\.ya?ml(\.txt)?$", chemin.name, re.IGNORECASE) and not cache:
            yield str(chemin)
