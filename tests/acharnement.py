"""S'acharner sur plandev : `python tests/acharnement.py --minutes 60 --graine N`.

Des plans édités au hasard passent par toutes les commandes et tous les formats, sous les deux
lecteurs de YAML et à des largeurs de terminal au hasard. Rien n'y doit tomber, se contredire,
s'évader vers le terminal ni traîner. Chaque sorte de manquement est montrée une fois, avec le plus
petit fichier qui la provoque (`--garder DOSSIER` l'y écrit). Pytest ne ramasse pas ce module.
"""

import argparse
import csv
import gc
import io
import json
import os
import random
import re
import shlex
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from multiprocessing import Process, Queue
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from editions import INSOLITES, MORCEAUX, PLAN, editer, lignes_de
from plandev.commandes.programme.application import COMMANDES, app
from plandev.formats import FORMATS, FORMATS_DE_CONSTATS
from plandev.lecture.yaml import analyse

EXEMPLES = sorted((Path(__file__).parent / "exemples").rglob("*.yaml"))

# Ce qui se tape, mot à mot; {…} est tiré au sort par _mots. Une commande qui n'est pas ici, et lit
# un plan, est lancée avec le seul `-p {plan}`.
LIGNES = (
    "valider {plan}",
    "list -p {plan}",
    "list -p {plan} --axe {axe} --responsable {mot}",
    "list -p {plan} --texte={hostile}",
    "list -p {plan} --groupe={mot} --responsable={hostile}",
    "montrer -p {plan} {action}",
    "montrer -p {plan} 99.99",
    "montrer -p {plan} {action} {hostile}",
    "par-responsable -p {plan}",
    "par-responsable -p {plan} {mot}",
    "par-responsable -p {plan} --axe {axe} --sans groupe",
    "list -p {plan} --champ {mot}={hostile} --etat {mot}",
    "compter -p {plan} --par axe --par responsable",
    "compter -p {plan} --par {mot} --responsable={mot}",
    "compter -p {plan} --par groupe --par {mot} --sans responsable",
    "bilan -p {plan}",
    "bilan -p {plan} --par {mot}",
    "bilan -p {plan} --au {date} --public",
    "list -p {plan} --en-retard --au {date} --tri {mot}",
    "list -p {plan} --sauf {mot}={hostile} --sauf etat={mot}",
    "list -p {plan} --au-moins cout={nombre} --au-plus {mot}={hostile}",
    "list -p {plan} --echeance-avant {date} --echeance-apres {hostile}",
    "montrer {action} -p {plan} --au {date}",
    "compter -p {plan} --par axe --somme {mot}",
    "compter -p {plan} --par {mot} --par axe --somme cout --public",
    f"comparer {{plan}} {EXEMPLES[0]} --statut",
    "annees {plan}",
    "equilibre {plan}",
    "equilibre {plan} {plan} --detail",
    "equilibre {plan} --par axe --reference egale --detail",
    "equilibre -p {plan} --par groupe --indice-max={nombre}",
    "equilibre -p {plan} --reference {mot} --indice-min={nombre}",
)
SANS_PLAN = {"exemple", "completion", "schema", "nouveau", "importer"}
DE_CONSTATS = {"valider"}
SEUL = "html"  # le format d'une commande qui n'en a qu'un
LISIBLES, CONSTATS_LISIBLES = (
    [nom for nom, format_ in formats.items() if not format_.binaire]
    for formats in (FORMATS, FORMATS_DE_CONSTATS)
)
FORMATS_DE = {"valider": CONSTATS_LISIBLES, "page": [SEUL], "classeur": []}

LECTEURS = {
    "C": getattr(yaml, "CBaseLoader", yaml.BaseLoader),
    "Python": yaml.BaseLoader,
}
LARGEURS = (None, None, 1, 7, 20, 40, 80, 200)
HOSTILES = (
    *INSOLITES, " ", "-", "--", "-x", "@a", "\x1b[31mrouge", "\x1b]0;titre\x07", "[red]a[/red]",
    "[/]", "\udcff", "\0", "a\nb", "e\u0301", "\u0300\u0327" * 20, "😀" * 40, "١٢", "²", "1.0",
    "001", "x" * 9_000,
)  # fmt: skip
# Ce qui ne s'écrit dans un plan qu'entre guillemets.
ECHAPPES = (
    '"\\nx"', '"x\\ny"', '"\\rx"', '"x\\t"', '"\\Lx"', '"\\u202ex"', '"x\\0"', '" =1"', '"\\t=1"',
    '"\\u200b=1"', '"\\U0001F600"', '" "', "''", '"\\u0301"',
)  # fmt: skip
DATES = ("2021", "2021-06", "2021-06-30", "2021-T2", "2021-02-30", "9999-12-31", "hier", "")
NOMBRES = (
    "0",
    "1",
    "0,5",
    "2",
    "2.5",
    "-1",
    "1e400",
    "nan",
    "inf",
    "1e-400",
    "٣",
    "0x1",
    "9" * 400,
)
LENT = 2.0  # secondes de processeur


class Passage(NamedTuple):
    """Ce qui a été lancé, sur quel fichier, et dans quel terminal."""

    arguments: tuple[str, ...]
    format: str
    lecteur: str
    largeur: int | None
    couleur: bool
    chemin: Path
    contenu: bytes


class Fini(NamedTuple):
    """Ce qu'un passage a rendu; `panne` est ce qui en est sorti d'autre qu'un statut."""

    statut: Any
    sortie: str
    dit: str
    secondes: float
    panne: str = ""


class Trouvaille(NamedTuple):
    """Un manquement : sa sorte, ce qui le dit, et de quoi le refaire."""

    sorte: str
    detail: str
    passage: Passage
    graine: str


class Flux(io.TextIOWrapper):
    """Une sortie en mémoire, terminal ou non."""

    def __init__(self, terminal: bool) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def texte(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode()


# Éditer au hasard ---------------------------------------------------------------------------------


def editions_au_hasard(hasard: random.Random, contenu: bytes) -> bytes:
    for _ in range(hasard.choice((0, 1, 1, 1, 2, 2, 3, 4, 8))):
        contenu = editer(contenu, _edition(hasard, contenu))
    return contenu


def _edition(hasard: random.Random, contenu: bytes) -> tuple[str, Any, Any]:
    ligne, texte = hasard.randint(0, contenu.count(b"\n")), hasard.choice(INSOLITES + ECHAPPES)
    possibles = (
        ("octets", hasard.randint(0, len(contenu)), hasard.randbytes(hasard.randint(0, 6))),
        ("ligne", ligne, hasard.choice((texte, _texte(hasard)))),
        ("ligne", ligne, " " * hasard.randint(0, 10) + texte),
        ("retirer", ligne, hasard.randint(1, 12)),
        ("repeter", ligne, hasard.randint(1, 12)),
        ("retrait", ligne, hasard.randint(0, 12)),
        *(("valeur", hasard.choice(_a_valeur(contenu) or [ligne]), texte),) * 3,
        ("cle", ligne, texte),
        ("remplacer", hasard.choice(MORCEAUX), texte),
    )
    return hasard.choice(possibles)


def _a_valeur(contenu: bytes) -> list[int]:
    return [rang for rang, ligne in enumerate(contenu.split(b"\n")) if b": " in ligne]


def _texte(hasard: random.Random) -> str:
    bornes = hasard.choice(((32, 126), (0, 255), (0x300, 0x36F), (0x2000, 0x206F), (1, 0x10FFFF)))
    return "".join(chr(hasard.randint(*bornes)) for _ in range(hasard.randint(1, 20)))


# Lancer -------------------------------------------------------------------------------------------


def passages(hasard: random.Random, chemin: Path, contenu: bytes) -> list[Passage]:
    """Rend toutes les lignes de commande et tous leurs formats, sur ce fichier."""
    # Le lecteur en Python coûte vingt fois l'autre : il lit surtout les petits fichiers.
    lecteur = "Python" if hasard.random() < (0.5 if len(contenu) < 4_000 else 0.02) else "C"
    mots = _mots(hasard, contenu)
    tires = []
    for ligne in (*LIGNES, *_nouvelles()):
        arguments = tuple(m.format_map(mots | {"plan": str(chemin)}) for m in shlex.split(ligne))
        for format_ in FORMATS_DE.get(arguments[0], LISIBLES):
            largeur = hasard.choice(LARGEURS) if format_ == "table" else None
            couleur = format_ == "table" and hasard.random() < 0.3
            tires.append(Passage(arguments, format_, lecteur, largeur, couleur, chemin, contenu))
    return tires


def _nouvelles() -> list[str]:
    connues = {ligne.split()[0] for ligne in LIGNES} | SANS_PLAN
    return [f"{commande} -p {{plan}}" for commande in COMMANDES if commande not in connues]


def _mots(hasard: random.Random, contenu: bytes) -> dict[str, str]:
    texte = contenu.decode("utf-8", "replace")
    axes = re.findall(r"numero: (\S+)", texte) or ["1"]
    codes = re.findall(r"code: (\S+)", texte) or ["1"]
    axe = hasard.choice(axes)
    return {
        "axe": axe,
        "action": f"{axe}.{hasard.choice(codes)}",
        "mot": hasard.choice(re.findall(r"[\w-]+", texte) or ["x"]),
        "hostile": hasard.choice(HOSTILES),
        "nombre": hasard.choice(NOMBRES),
        "date": hasard.choice(DATES),
    }


def lancer(passage: Passage) -> Fini:
    """Lance la commande dans ce processus."""
    passage.chemin.write_bytes(passage.contenu)
    _regler(passage)
    sortie, dit = (Flux(passage.largeur is not None) for _ in range(2))
    debut, statut, panne = time.process_time(), None, ""
    with redirect_stdout(sortie), redirect_stderr(dit):
        try:
            format_ = () if passage.format == SEUL else ("-f", passage.format)
            app([*passage.arguments, *format_], prog_name="plandev")
        except SystemExit as fin:
            statut = fin.code or 0
        except BaseException:  # noqa: BLE001 - c'est ce qu'on cherche
            panne = traceback.format_exc()
    return Fini(statut, sortie.texte(), dit.texte(), time.process_time() - debut, panne)


def _regler(passage: Passage) -> None:
    analyse._CHARGEUR = LECTEURS[passage.lecteur]  # noqa: SLF001 - le choix n'est pas une option
    for variable in ("PLANDEV_PLAN", "NO_COLOR", "GITHUB_ACTIONS", "FORCE_COLOR", "COLUMNS"):
        os.environ.pop(variable, None)
    os.environ["TERM"] = "xterm"
    if passage.largeur is not None:
        os.environ["COLUMNS"] = str(passage.largeur)
    if passage.couleur:
        os.environ["FORCE_COLOR"] = "1"


# Juger --------------------------------------------------------------------------------------------

_COULEURS = re.compile("\x1b\\[[0-9;]*m")
_DANGEREUX = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufdd0]")


def _panne(_: Passage, fini: Fini) -> str:
    return fini.panne.strip().rsplit("\n", 1)[-1][:200] + _ou(fini.panne) if fini.panne else ""


def _ou(panne: str) -> str:
    lieux = re.findall(r'plandev/(\S+\.py)", line (\d+)', panne)
    return f" ({':'.join(lieux[-1])})" if lieux else ""


def _statut(_: Passage, fini: Fini) -> str:
    return "" if fini.panne or fini.statut in {0, 1, 2} else f"statut {fini.statut}"


def _sans_reponse(passage: Passage, fini: Fini) -> str:
    if fini.panne:
        return ""
    if fini.statut == 2 and (fini.sortie or not fini.dit):
        return "statut 2, avec une réponse" if fini.sortie else "statut 2, sans un mot"
    if fini.statut != 2 and not (fini.sortie or (passage.format == "table" and fini.dit)):
        return f"statut {fini.statut}, sans réponse"
    return ""


def _places(passage: Passage, fini: Fini) -> str:
    lignes = lignes_de(passage.contenu)
    dites = re.findall(rf"^{re.escape(str(passage.chemin))}:(\d+):(\d+): ", fini.dit, re.MULTILINE)
    if passage.arguments[0] in DE_CONSTATS and passage.format == "json" and not fini.panne:
        dites += [(c["ligne"], c["colonne"]) for c in _json(fini.sortie) or ()]
    for ligne, colonne in ((int(ligne), int(colonne)) for ligne, colonne in dites):
        if not 1 <= ligne <= len(lignes):
            return f"ligne {ligne} de {len(lignes)}"
        if not 1 <= colonne <= len(lignes[ligne - 1]) + 1:
            return f"colonne {colonne} de {len(lignes[ligne - 1])}"
    return ""


def _json(texte: str) -> Any:
    try:
        return json.loads(texte, parse_constant=_refuser_constante)
    except ValueError:
        return None


def _refuser_constante(nom: str) -> None:
    raise ValueError(nom)


def _json_illisible(passage: Passage, fini: Fini) -> str:
    attendu = passage.format in {"json", "gitlab"} and fini.sortie
    return "JSON illisible" if attendu and _json(fini.sortie) is None else ""


def _csv_inegal(passage: Passage, fini: Fini) -> str:
    rangees = _rangees(passage, fini)
    largeurs = {len(rangee) for rangee in rangees}
    return f"rangées de {sorted(largeurs)} colonnes" if len(largeurs) > 1 else ""


def _rangees(passage: Passage, fini: Fini) -> list[list[str]]:
    lisible = passage.format == "csv" and not fini.panne
    return list(csv.reader(io.StringIO(fini.sortie, newline=""))) if lisible else []


def _evasion(_: Passage, fini: Fini) -> str:
    for ou, texte in (("sortie", fini.sortie), ("erreur", fini.dit)):
        texte_seul = _COULEURS.sub("", texte).replace("\r\n", "\n")
        if trouve := _DANGEREUX.search(texte_seul):
            return f"U+{ord(trouve.group()):04X} sur la {ou}"
    return ""


def _plusieurs_lignes(passage: Passage, fini: Fini) -> str:
    """Nul texte d'un plan ni d'un constat n'a plusieurs lignes, même échappées, sauf un champ."""
    titres, *rangees = _rangees(passage, fini) or [[]]
    textes = titres + [
        cellule
        for rangee in rangees
        # Un champ a plusieurs lignes : le sien, ou ce qu'une comparaison dit de lui.
        if not any(texte.startswith("champs.") for texte in rangee)
        for titre, cellule in zip(titres, rangee, strict=False)
        if not titre.startswith("champs.")
    ]
    if passage.format in {"json", "gitlab"}:
        textes += _textes(_json(fini.sortie))
    return "texte sur plusieurs lignes" if re.search(r"[\r\n]", "".join(textes)) else ""


def _textes(donnees: Any) -> list[str]:
    if isinstance(donnees, str):
        return [donnees]
    if isinstance(donnees, dict):
        donnees = [valeur for cle, valeur in donnees.items() if cle != "champs"]
    dedans = donnees
    return [t for d in dedans for t in _textes(d)] if isinstance(donnees, list) else []


def _balise(passage: Passage, fini: Fini) -> str:
    """Une page n'a de style et de programme que les siens, et aucune image."""
    ouvertes = re.findall("<(style|script|img|iframe|object)", fini.sortie)
    de_trop = passage.format == SEUL and fini.sortie and ouvertes != ["style", "script"]
    return f"balises {ouvertes}" if de_trop else ""


def _traceback(_: Passage, fini: Fini) -> str:
    return "Traceback" if "Traceback" in fini.sortie + fini.dit else ""


def _lenteur(passage: Passage, fini: Fini) -> str:
    return f"plus de {LENT} s" if fini.secondes > LENT * (1 + len(passage.contenu) / 1e5) else ""


JUGES: dict[str, Callable[[Passage, Fini], str]] = {
    "panne": _panne,
    "statut": _statut,
    "réponse": _sans_reponse,
    "place": _places,
    "json": _json_illisible,
    "csv": _csv_inegal,
    "évasion": _evasion,
    "lignes": _plusieurs_lignes,
    "balise": _balise,
    "traceback": _traceback,
    "lenteur": _lenteur,
}


def manquements(passage: Passage, fini: Fini) -> dict[str, str]:
    """Rend ce qui manque à ce qu'on attend d'un passage : la sorte, et le détail."""
    return {nom: dit for nom, juge in JUGES.items() if (dit := juge(passage, fini))}


def se_contredire(faits: list[tuple[Passage, Fini]]) -> list[tuple[Passage, str]]:
    """Rend les passages dont le statut n'est pas celui de la même commande en un autre format."""
    premiers: dict[tuple[str, ...], Any] = {}
    return [
        (passage, f"statut {fini.statut} en {passage.format}, {premier} ailleurs")
        for passage, fini in faits
        if (premier := premiers.setdefault(passage.arguments, fini.statut)) != fini.statut
    ]


# S'acharner ---------------------------------------------------------------------------------------


def acharner(graine: int, rang: int, fin: float, tours: int | None, file: Any) -> None:
    """Édite et lance jusqu'à l'heure dite, et met ses trouvailles dans la file."""
    vues: set[str] = set()
    lances = tour = 0
    gc.disable()  # comme le programme; le ramassage se fait entre deux fichiers
    with tempfile.TemporaryDirectory() as dossier:
        os.chdir(dossier)
        while time.time() < fin and tour != tours:
            faits, trouvailles = _un_tour(f"{graine}-{rang}-{tour}", Path(dossier) / "plan.yaml")
            for trouvaille in trouvailles:
                if (sorte := _signature(trouvaille)) not in vues:
                    vues.add(sorte)
                    file.put(_reduite(trouvaille))
            lances, tour = lances + faits, tour + 1
            gc.collect()
    file.put((tour, lances))


def _un_tour(graine: str, chemin: Path) -> tuple[int, list[Trouvaille]]:
    """Rend le nombre de passages d'un fichier édité au hasard, et ce qui y a manqué."""
    hasard = random.Random(graine)  # noqa: S311 - un tirage à refaire, sans rien de secret
    source = PLAN if hasard.random() < 0.3 else hasard.choice(EXEMPLES).read_bytes()
    contenu = editions_au_hasard(hasard, source)
    faits = [(passage, lancer(passage)) for passage in passages(hasard, chemin, contenu)]
    trouves = [(p, sorte, dit) for p, fini in faits for sorte, dit in manquements(p, fini).items()]
    trouves += [(passage, "contradiction", dit) for passage, dit in se_contredire(faits)]
    return len(faits), [Trouvaille(sorte, dit, p, graine) for p, sorte, dit in trouves]


def _signature(trouvaille: Trouvaille) -> str:
    # Une panne est à un endroit du programme, quelle que soit la commande qui y passe.
    commande = "" if trouvaille.sorte == "panne" else trouvaille.passage.arguments[0]
    return f"{trouvaille.sorte} {commande} {_sans_nombres(trouvaille.detail)}"


def _sans_nombres(detail: str) -> str:
    return re.sub(r"\d+", "N", detail)


def _reduite(trouvaille: Trouvaille) -> Trouvaille:
    """Rend la même trouvaille, sur le plus petit fichier qui la provoque encore."""
    sorte = trouvaille.sorte
    if sorte not in JUGES or sorte == "lenteur":
        return trouvaille
    voulu = _sans_nombres(trouvaille.detail)

    def echoue(contenu: bytes) -> bool:
        passage = trouvaille.passage._replace(contenu=contenu)
        return _sans_nombres(JUGES[sorte](passage, lancer(passage))) == voulu

    plus_petit = reduire(trouvaille.passage.contenu, echoue)
    return trouvaille._replace(passage=trouvaille.passage._replace(contenu=plus_petit))


def reduire(contenu: bytes, echoue: Callable[[bytes], bool], essais: int = 400) -> bytes:
    """Retire des lignes, par moitiés puis une à une, tant que le manquement demeure."""
    lignes = contenu.split(b"\n")
    pas = len(lignes) // 2
    while pas and essais:
        debut = 0
        while debut < len(lignes) and essais:
            reste, essais = lignes[:debut] + lignes[debut + pas :], essais - 1
            if echoue(b"\n".join(reste)):
                lignes = reste
            else:
                debut += pas
        pas //= 2
    return b"\n".join(lignes)


# Rendre compte ------------------------------------------------------------------------------------


def raconter(trouvaille: Trouvaille, garder: Path | None, rang: int) -> str:
    """Rend de quoi comprendre et refaire une trouvaille, et garde son fichier."""
    passage = trouvaille.passage
    arguments = shlex.join((*passage.arguments, "-f", passage.format))
    if garder:
        nom = f"{rang:03}-{trouvaille.sorte}.yaml"
        (garder / nom).write_bytes(passage.contenu)
        arguments = arguments.replace(str(passage.chemin), nom)
    terminal = f"largeur {passage.largeur}, couleur {passage.couleur}, lecteur {passage.lecteur}"
    contenu = passage.contenu if len(passage.contenu) < 400 else passage.contenu[:400] + b"..."
    tete = f"[{trouvaille.sorte}] {trouvaille.detail}"
    return f"{tete}\n  {arguments!a}\n  {terminal}, graine {trouvaille.graine}\n  {contenu!r}\n"


def _choix() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    options.add_argument("--minutes", type=float, default=60)
    options.add_argument("--tours", type=int, help="s'arrêter après tant de fichiers")
    options.add_argument("--graine", type=int, default=int(time.time()))
    options.add_argument("--processus", type=int, default=1)
    options.add_argument("--garder", type=Path, metavar="DOSSIER")
    return options.parse_args()


def main() -> int:
    """S'acharne, et rend 1 s'il a trouvé quelque chose."""
    choix = _choix()
    if choix.garder:
        choix.garder.mkdir(parents=True, exist_ok=True)
    print(f"graine {choix.graine}", flush=True)
    file: Any = Queue()
    fin = time.time() + 60 * choix.minutes
    for rang in range(choix.processus):
        Process(target=acharner, args=(choix.graine, rang, fin, choix.tours, file)).start()
    return _attendre(file, choix.processus, choix.garder)


def _attendre(file: Any, processus: int, garder: Path | None) -> int:
    fichiers = passages_faits = trouvailles = 0
    while processus:
        recu = file.get()
        if isinstance(recu, Trouvaille):
            trouvailles += 1
            print(raconter(recu, garder, trouvailles), flush=True)
        else:
            processus -= 1
            fichiers, passages_faits = fichiers + recu[0], passages_faits + recu[1]
    print(f"fichiers : {fichiers}; passages : {passages_faits}; manquements : {trouvailles}")
    return min(trouvailles, 1)


if __name__ == "__main__":
    sys.exit(main())
