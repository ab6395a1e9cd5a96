"""Éprouver plandev : `python benchmarks/hostiles.py` lui donne des fichiers faits pour coûter cher.

Chaque générateur de la table écrit un fichier de la taille demandée; chaque commande le lit, dans
chaque format, à 0,5 Mo puis à 1 Mo. Ce qu'aucun ne doit dépasser est en tête du module, et tient en
rapports : le statut est 1 si l'un d'eux le fait.
"""

import argparse
import os
import resource
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from couts import PLAN_2020, PLANDEV, Cout, cout
from generateurs import GENERATEURS, TEMOIN

# Un fichier d'au plus un mégaoctet coûte au plus tant de fois le plan de 2020, en plus de ce que
# coûte un mégaoctet de libellés ordinaires; tant de mémoire; et tant de fois sa moitié.
TEMPS_MAX = 20
MEMOIRE_MAX = 300  # Mio
CROISSANCE_MAX = 2.3

ARRETS = {-signal.SIGXCPU, -signal.SIGKILL}
ESPACE_MAX = 2 * 2**30  # octets, au-delà desquels la commande mesurée n'obtient plus de mémoire

COMMANDES = {
    "valider": ["valider", "{plan}"],
    "list": ["list", "-p", "{plan}"],
    "list --texte": ["list", "-p", "{plan}", "--texte", "x"],
    "list --responsable": ["list", "-p", "{plan}", "--responsable", "x"],
    "par-responsable": ["par-responsable", "-p", "{plan}"],
    "equilibre": ["equilibre", "-p", "{plan}"],
    "montrer": ["montrer", "-p", "{plan}", "1.1"],
    "compter": ["compter", "-p", "{plan}", "--par", "responsable", "--par", "axe"],
    "compter les champs": ["compter", "-p", "{plan}", "--par", "c", "--par", "d"],
    "classeur": ["classeur", "-p", "{plan}", "--par-unite"],
    "bilan": ["bilan", "-p", "{plan}"],
    "comparer": ["comparer", str(PLAN_2020), "{plan}"],
    "annees": ["annees", "{plan}"],
    "page": ["page", "-p", "{plan}"],
}
COULEUR = "couleur"
FORMATS = ("table", "json", "csv", "md", COULEUR)
SEUL = "html"  # le format d'une commande qui n'en a qu'un
FORMATS_DE = {"valider": (*FORMATS, "gitlab"), "page": (SEUL,), "classeur": ("xlsx",)}

# Mesurer ------------------------------------------------------------------------------------------


class Essai(NamedTuple):
    """Une commande et un format."""

    commande: str
    format: str

    def ligne(self, plandev: str, chemin: Path) -> list[str]:
        """Rend ce qui se lance."""
        mots = [mot.format(plan=chemin) for mot in COMMANDES[self.commande]]
        if self.format == SEUL:
            return [plandev, *mots]
        return [plandev, *mots, "-f", "table" if self.format == COULEUR else self.format]


class Resultat(NamedTuple):
    """Ce qu'un essai coûte sur un fichier, sa moitié, le plan de 2020 et le témoin."""

    generateur: str
    essai: Essai
    moitie: Cout | None
    entier: Cout
    temoin: Cout
    plan_2020: Cout
    tombe: bool

    @property
    def temps(self) -> float:
        """La part du temps permis : 1 est tout ce qu'un mégaoctet peut prendre."""
        return self.entier.secondes / (TEMPS_MAX * self.plan_2020.secondes + self.temoin.secondes)

    @property
    def croissance(self) -> float | None:
        """Ce que coûte le double, le démarrage ôté; None si c'est lui qu'on mesurerait."""
        depart = self.plan_2020.secondes
        if self.moitie is None or self.moitie.secondes < 2 * depart:
            return None
        return (self.entier.secondes - depart) / (self.moitie.secondes - depart)

    @property
    def arrete(self) -> bool:
        """Vrai si la patience a manqué."""
        return self.entier.statut in ARRETS

    @property
    def manques(self) -> list[str]:
        """Les buts manqués."""
        buts = {
            "TEMPS": self.temps > 1 or self.arrete,
            "MÉMOIRE": self.entier.memoire > MEMOIRE_MAX,
            "CROISSANCE": (self.croissance or 0) > CROISSANCE_MAX,
            "PANNE": self.tombe,
        }
        return [but for but, manque in buts.items() if manque]


class Banc(NamedTuple):
    """Où l'on mesure, avec quelle commande, et quand on renonce."""

    dossier: Path
    plandev: str
    taille: int
    patience: int

    def ecrire(self, generateur: str, taille: int) -> Path:
        """Écrit le fichier d'un générateur; un demi-code y est un octet qui n'est pas d'UTF-8."""
        chemin = self.dossier / f"{taille}.yaml"
        chemin.write_bytes(GENERATEURS[generateur](taille).encode("utf-8", "surrogateescape"))
        return chemin

    def mesurer(self, essai: Essai, chemin: Path) -> Cout:
        """Rend le coût d'un essai, borné en temps et en mémoire."""
        return cout(
            essai.ligne(self.plandev, chemin), lambda: self._borner(essai), str(self.erreurs)
        )

    def _borner(self, essai: Essai) -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (self.patience, self.patience + 1))
        resource.setrlimit(resource.RLIMIT_AS, (ESPACE_MAX, ESPACE_MAX))
        for variable in ("PLANDEV_PLAN", "GITHUB_ACTIONS", "NO_COLOR", "FORCE_COLOR"):
            os.environ.pop(variable, None)
        if essai.format == COULEUR:
            os.environ["FORCE_COLOR"] = "1"

    @property
    def erreurs(self) -> Path:
        """Le fichier de la sortie d'erreur de la dernière commande."""
        return self.dossier / "erreurs.txt"

    def tombe(self, fini: Cout) -> bool:
        """Rend vrai si la dernière commande a fini autrement que par une réponse ou un refus."""
        attendus = {0, 1, 2, *ARRETS}
        return fini.statut not in attendus or b"Traceback (most" in self.erreurs.read_bytes()


def essais(commande: str | None, format_: str | None) -> list[Essai]:
    """Rend chaque commande en chaque format, ou ceux qui sont voulus."""
    tous = [Essai(nom, f) for nom in COMMANDES for f in FORMATS_DE.get(nom, FORMATS)]
    voulus = [essai for essai in tous if essai.commande == (commande or essai.commande)]
    return [essai for essai in voulus if essai.format == (format_ or essai.format)]


def eprouver(banc: Banc, generateurs: Iterable[str], voulus: list[Essai]) -> Iterator[Resultat]:
    """Mesure chaque essai sur chaque fichier, après le plan de 2020 et le témoin."""
    temoin = banc.ecrire(TEMOIN, banc.taille)
    plan_2020 = {essai: min(banc.mesurer(essai, PLAN_2020) for _ in range(3)) for essai in voulus}
    temoins = {essai: banc.mesurer(essai, temoin) for essai in voulus}
    for generateur in generateurs:
        for essai in _utiles(banc, generateur, voulus):
            yield _mesurer(banc, generateur, essai, plan_2020[essai], temoins[essai])


def _utiles(banc: Banc, generateur: str, voulus: list[Essai]) -> list[Essai]:
    """Rend les essais qui apprennent quelque chose de ce fichier.

    D'un plan fautif, toutes les commandes disent la même chose que `list`, quel que soit le format.
    """
    refus = {Essai("list", "table"), Essai("list", COULEUR)}
    utiles = [essai for essai in voulus if essai.commande == "valider" or essai in refus]
    if len(utiles) == len(voulus):
        return voulus
    petit = banc.ecrire(generateur, banc.taille // 50)
    return voulus if banc.mesurer(Essai("list", "json"), petit).statut == 0 else utiles


def _mesurer(banc: Banc, generateur: str, essai: Essai, plan_2020: Cout, temoin: Cout) -> Resultat:
    """Rend le résultat d'un essai; un but manqué de peu se mesure une seconde fois."""

    def une_fois() -> Resultat:
        entier, tombe, moitie = _couts(banc, generateur, essai, 3 * plan_2020.secondes)
        return Resultat(generateur, essai, moitie, entier, temoin, plan_2020, tombe)

    premier = une_fois()
    if not premier.manques or premier.tombe or premier.arrete or premier.temps > 2:
        return premier
    return min(premier, une_fois(), key=lambda resultat: len(resultat.manques))


def _couts(
    banc: Banc, generateur: str, essai: Essai, seuil: float
) -> tuple[Cout, bool, Cout | None]:
    """Rend le coût du fichier entier, s'il a fait tomber la commande, et le coût de sa moitié.

    Sous ce seuil, en secondes, rien ne s'y jugerait de la croissance.
    """
    entier = banc.mesurer(essai, banc.ecrire(generateur, banc.taille))
    tombe = banc.tombe(entier)
    if entier.secondes < seuil or entier.statut in ARRETS:
        return entier, tombe, None
    return entier, tombe, banc.mesurer(essai, banc.ecrire(generateur, banc.taille // 2))


# Montrer ------------------------------------------------------------------------------------------

ENTETE = (
    "| fichier | commande | format | temps / permis | temps / 2020 | Mio | croissance | manque |\n"
    "| --- | --- | --- | ---: | ---: | ---: | ---: | --- |"
)


def ligne(resultat: Resultat, patience: int) -> str:
    """Rend la ligne d'un résultat."""
    rapport = resultat.entier.secondes / resultat.plan_2020.secondes
    cellules = (
        resultat.generateur,
        *resultat.essai,
        _nombre(resultat.temps, 2),
        f"> {patience} s" if resultat.arrete else _nombre(rapport, 1),
        _nombre(resultat.entier.memoire, 0),
        _nombre(resultat.croissance, 2) if resultat.croissance else "",
        " ".join(resultat.manques),
    )
    return f"| {' | '.join(cellules)} |"


def _nombre(valeur: float, decimales: int) -> str:
    return f"{valeur:.{decimales}f}".replace(".", ",")


def pires(resultats: list[Resultat], combien: int) -> list[Resultat]:
    """Rend les pires par le temps, la mémoire et la croissance, et tout ce qui manque un but."""
    mesures: tuple[Callable[[Resultat], float], ...] = (
        lambda r: r.temps,
        lambda r: r.entier.memoire,
        lambda r: r.croissance or 0,
    )
    retenus = {r for mesure in mesures for r in sorted(resultats, key=mesure)[-combien:]}
    retenus |= {r for r in resultats if r.manques}
    return sorted(retenus, key=lambda r: (len(r.manques), r.temps), reverse=True)


def _choix() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--petit", action="store_true", help="de petits fichiers, peu d'essais")
    options.add_argument("--taille", type=int, default=1_000_000, help="en octets")
    options.add_argument("--patience", type=int, default=60, help="secondes avant de renoncer")
    options.add_argument("--generateur", choices=GENERATEURS, action="append", metavar="NOM")
    options.add_argument("--commande", choices=COMMANDES)
    options.add_argument("--format", choices=(*FORMATS, "gitlab", "xlsx"))
    options.add_argument("--plandev", default=os.environ.get("PLANDEV_MESURE", PLANDEV))
    options.add_argument("--tout", action="store_true", help="montrer aussi ce qui va bien")
    return options.parse_args()


def main() -> int:
    """Mesure, montre les pires lignes, et rend 1 si un but est manqué."""
    choix = _choix()
    taille = 1_000 if choix.petit else choix.taille
    voulus = [Essai("valider", "table")] if choix.petit else essais(choix.commande, choix.format)
    with tempfile.TemporaryDirectory() as dossier:
        banc = Banc(Path(dossier), choix.plandev, taille, choix.patience)
        resultats = list(_suivre(eprouver(banc, choix.generateur or GENERATEURS, voulus), choix))
    montres = resultats if choix.tout else pires(resultats, 25)
    print(ENTETE, *(ligne(r, choix.patience) for r in montres), sep="\n")
    manques = sum(bool(r.manques) for r in resultats)
    print(f"\n{len(resultats)} mesures, {manques} qui manquent un but.")
    return min(manques, 1)


def _suivre(resultats: Iterable[Resultat], choix: argparse.Namespace) -> Iterator[Resultat]:
    """Rend les résultats, et dit au fur et à mesure ceux qui manquent un but."""
    for resultat in resultats:
        if resultat.manques:
            print(ligne(resultat, choix.patience), file=sys.stderr, flush=True)
        yield resultat


if __name__ == "__main__":
    sys.exit(main())
