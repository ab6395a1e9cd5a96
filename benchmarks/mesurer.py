"""Mesurer plandev : `python benchmarks/mesurer.py` écrit le tableau de `benchmarks/README.md`.

Chaque chiffre est un rapport de temps processeur (ou de mémoire) mesuré dans une même exécution :
les deux commandes alternent, et le rapport est celui des médianes. `--petit` ne vérifie, en CI, que
le fait que les mesures tournent.
"""

import argparse
import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from couts import LIBELLE, PLAN_2020, PLANDEV, cout

ICI = Path(__file__).parent
CHARGER = "import sys, yaml; yaml.load(open(sys.argv[1], encoding='utf-8'), yaml.CSafeLoader)"
SANS_RAMASSAGE = f"import gc; gc.disable(); {CHARGER}"
REQUETE = ".axes[] | select(.numero == 2) | .actions[] | [.code, .libelle] | @csv"


class Mesure(NamedTuple):
    """Une commande et celle à laquelle on la compare, et le rapport à ne pas dépasser."""

    nom: str
    commande: list[str]
    reference: list[str]
    limite: float | None
    champ: str = "secondes"
    tours: int = 1  # par tour demandé : une commande courte se mesure plus souvent


def rapport(mesure: Mesure, tours: int) -> float:
    """Rend le rapport des médianes, les deux commandes lancées tour à tour."""
    paires = [(cout(mesure.commande), cout(mesure.reference)) for _ in range(tours)]
    haut, bas = (
        [getattr(c, mesure.champ) for c in colonne] for colonne in zip(*paires, strict=True)
    )
    return statistics.median(haut) / statistics.median(bas)


def ecrire_plan(chemin: Path, actions: int, fautes: int = 0) -> str:
    """Écrit un plan de cette taille, dont tant d'actions nomment une unité non déclarée."""
    with chemin.open("w", encoding="utf-8") as fichier:
        fichier.writelines(f"{ligne}\n" for ligne in lignes(actions, fautes))
    return str(chemin)


def lignes(actions: int, fautes: int) -> Iterator[str]:
    """Rend les lignes d'un plan de cinq axes."""
    entete = ["titre: Plan", "annee: 2020", "responsables:"]
    yield from chain(
        entete, (f"  U{rang}:" for rang in range(20)), ["groupes:", "  jeunes: Jeunes"]
    )
    yield "axes:"
    par_axe = actions // 5
    for axe in range(1, 6):
        yield from (f"  - numero: {axe}", f"    titre: Axe {axe}", "    actions:")
        for code in range(1, par_axe + 1):
            sigle = "ZZ" if fautes and code % max(1, actions // fautes) == 0 else f"U{code % 20}"
            yield f"      - code: {code}"
            yield f"        libelle: {LIBELLE} {code}"
            yield f"        responsables: [{sigle}]"
            if code % 4 == 0:
                yield "        groupes: [jeunes]"


def mesures(dossier: Path, taille: int) -> Iterator[Mesure]:
    """Rend les mesures, sur des plans de cette taille et du double."""
    simple = ecrire_plan(dossier / "simple.yaml", taille)
    double = ecrire_plan(dossier / "double.yaml", 2 * taille)
    fautif = ecrire_plan(dossier / "fautif.yaml", taille, taille // 100)
    plancher = [sys.executable, str(ICI / "plancher.py"), str(PLAN_2020), "2"]
    charger = [sys.executable, "-c", CHARGER, simple]
    axe_2 = [PLANDEV, "list", "--axe", "2", "--plan"]
    yield Mesure(
        "démarrage : `list --axe 2` / plancher", [*axe_2, str(PLAN_2020)], plancher, 1.15, tours=7
    )
    en_json = [*axe_2, str(PLAN_2020), "--format", "json"]
    yield Mesure("démarrage : `list --axe 2 -f json` / plancher", en_json, plancher, 0.90, tours=7)
    page, liste = ([PLANDEV, mot, "-p", str(PLAN_2020)] for mot in ("page", "list"))
    yield Mesure(
        "`page` / `list -f json`, du plan de 2020", page, [*liste, "-f", "json"], 1.25, tours=7
    )
    en_csv = [*axe_2, simple, "--format", "csv"]
    yield Mesure("`list --axe 2 -f csv` / `yaml.load(CSafeLoader)`, temps", en_csv, charger, 0.25)
    sans = [sys.executable, "-c", SANS_RAMASSAGE, simple]
    yield Mesure("le même, le ramasse-miettes arrêté des deux côtés", en_csv, sans, None)
    yield Mesure(
        "`list --axe 2 -f csv` / `yaml.load(CSafeLoader)`, mémoire",
        en_csv,
        charger,
        0.5,
        "memoire",
    )
    if shutil.which("yq") and shutil.which("jq"):
        yq = ["sh", "-c", f"yq . {simple} | jq -r '{REQUETE}'"]
        yield Mesure("`list --axe 2 -f csv` / `yq` et `jq`", en_csv, yq, None)
    for commande in ("list", "par-responsable", "equilibre"):
        un, deux = ([PLANDEV, commande, "--plan", plan] for plan in (simple, double))
        yield Mesure(f"croissance : `{commande}`, le double d'actions", deux, un, 2.2)
    sain = [PLANDEV, "valider", simple]
    yield Mesure("croissance : `valider`, le double", [PLANDEV, "valider", double], sain, 2.2)
    yield Mesure(
        "`valider` : une action sur cent fautive / aucune", [PLANDEV, "valider", fautif], sain, 1.5
    )


def main() -> None:
    """Mesure, et écrit le tableau."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--petit", action="store_true", help="un petit plan, un seul tour")
    options.add_argument("--tours", type=int, default=5)
    choix = options.parse_args()
    taille, tours = (100, 1) if choix.petit else (100_000, choix.tours)
    paquets = [f"{nom} {version(nom)}" for nom in ("typer", "rich", "PyYAML", "pydantic")]
    poste = f"{platform.machine()}, {os.cpu_count()} cœurs, Python {platform.python_version()}"
    print(f"{poste}, {', '.join(paquets)}; {taille} actions, {tours} tours.\n")
    print("| mesure | rapport | limite |\n| --- | ---: | ---: |")
    with tempfile.TemporaryDirectory() as dossier:
        for mesure in mesures(Path(dossier), taille):
            limite = "" if mesure.limite is None else f"{mesure.limite:.2f}".replace(".", ",")
            valeur = f"{rapport(mesure, tours * mesure.tours):.2f}".replace(".", ",")
            print(f"| {mesure.nom} | {valeur} | {limite} |", flush=True)


if __name__ == "__main__":
    main()
