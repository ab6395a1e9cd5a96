"""Écrire `docs/fautes.md` : `python docs/ecrire_fautes.py`. Les tests vérifient qu'elle est à jour.

Chaque message de la page est celui d'un exemple de `tests/exemples/fautifs`, que plandev dit pour
de vrai; un fichier d'exemple porte le nom du code qu'il montre. Nommé à la suite, un exemple reçoit
les lignes `#=` de ce que plandev en dit : `python docs/ecrire_fautes.py EXEMPLE.yaml`.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, get_args

from plandev.lecture import examiner
from plandev.lecture.yaml.soupcons import SOUPCONS
from plandev.messages.constats import Code, Constat
from plandev.messages.mots import enumerer
from plandev.plan.action import CLES_D_UNE_ACTION
from plandev.plan.contraintes import AVERTISSEMENTS, ERREURS
from plandev.plan.etats import ETATS
from plandev.plan.modele import Axe, Plan

RACINE = Path(__file__).parents[1]
EXEMPLES = RACINE / "tests" / "exemples" / "fautifs"
PAGE = RACINE / "docs" / "fautes.md"

ENTETE = """\
# Les fautes, par leur code

Chaque constat de `plandev valider` a un code, le même d'une version à l'autre. Il est dans le JSON
et le CSV (`code`), dans le rapport de GitLab (`check_name`) et dans le titre des annotations de
GitHub. Cette page est écrite par `python docs/ecrire_fautes.py`, des exemples de
[`tests/exemples/fautifs`](../tests/exemples/fautifs).
"""
# Ce qu'un fichier d'exemple ne peut pas montrer.
SANS_EXEMPLE: dict[str, str] = {
    "fichier-introuvable": "Aucun fichier n'a ce nom dans ce dossier.",
    "fichier-illisible": "Le fichier existe, mais le disque ou le système ne le rend pas.",
    "lecture-refusee": "Vous n'avez pas le droit de lire ce fichier.",
    "dossier": "C'est un dossier, et non un fichier.",
    "nom-impossible": "Aucun fichier ne peut porter ce nom.",
    "fichier-trop-grand": "Le fichier a plus de 256 Mio.",
    "yaml-illisible": "Le texte n'est pas du YAML, pour une raison que plandev ne sait pas nommer.",
    "trop-de-fautes": "Le fichier mérite plus de 10 000 constats : les autres se diront ensuite.",
    "valeur-refusee": "La valeur n'est pas admise, pour une raison que plandev ne sait pas nommer.",
    "axe-sous-represente": "`equilibre` : l'axe a moins d'actions que la règle n'en admet.",
    "axe-sur-represente": "`equilibre` : l'axe a plus d'actions que la règle n'en admet.",
    "groupe-non-rejoint": "`equilibre` : aucune action ne nomme ce groupe, que le plan déclare.",
    "demande-inconnue": "La commande nomme un axe, une unité, un format… qui n'existe pas.",
    "option-repetee": "La commande donne deux fois une option qui n'a qu'une valeur.",
    "annee-autre": "Le plan est d'une année, et le nom de son fichier en dit une autre.",
    "plan-non-nomme": "Un verdict ou un plan nouveau, mais aucun plan n'est nommé ni trouvé.",
    "plans-de-la-meme-annee": "Le dossier a plusieurs plans d'une année, ou de la plus récente.",
    "sans-verdict": "Il n'y a pas de quoi rendre un verdict, ou un bilan.",
    "nouveau-impossible": "`nouveau` : ce qui est écrit là ne se coupe pas.",
    "sortie-refusee": "`--sortie` : ce fichier existe, est le plan, ou ne peut pas l'être.",
    "paquet-absent": "Le format demandé a besoin d'un paquet que ce poste n'a pas.",
    "tableau-illisible": "`importer` : le fichier n'est pas un tableau, ou est abîmé.",
    "tableau-trop-grand": "`importer` : le lire prendrait trop de temps ou de mémoire.",
    "cellule-en-erreur": "`importer` : la cellule montre une erreur, comme `#N/A`.",
    "formule-sans-valeur": "`importer` : la formule n'a pas été calculée par un tableur.",
    "code-en-date": "`importer` : le tableur a fait une date d'un code, comme 5-20.",
    "zero-perdu": "`importer` : un code est un nombre, et 5.2 a pu être 5.20.",
    "cellule-mise-en-forme": "`importer` : ce qui est lu n'est pas tout à fait ce qui se voit.",
    "cellule-cachee": "`importer` : la ligne ou la colonne est cachée, et lue quand même.",
    "entete-absent": "`importer` : l'en-tête est ailleurs, ou il lui manque une colonne.",
    "colonne-a-nommer": "`importer` : rien ne dit ce qu'est une colonne; `--colonne` le dit.",
    "axe-a-nommer": "`importer` : l'axe d'une action, ou son titre, n'est pas dit.",
    "numerotation-du-plan": "`importer` : les codes se suivent d'un axe à l'autre.",
    "tete-a-donner": "`importer` : d'où viennent le titre et l'année, ou qu'il faut les donner.",
    "unites-a-separer": "`importer` : une cellule nomme peut-être plusieurs unités, ou groupes.",
    "ligne-de-cote": "`importer` : la ligne n'est pas d'une action.",
    "ligne-a-dire": "`importer` : rien ne dit ce qu'est cette ligne; `--ligne` le dit.",
    "titre-sans-action": "`importer` : il n'y a aucune action sous ce titre.",
    "cellule-perdue": "`importer` : la cellule ne se retrouve pas dans le plan; rien n'est écrit.",
    "colonne-de-cote": "`importer` : la colonne n'est pas lue.",
    "feuille-de-cote": "`importer` : la feuille n'est pas lue.",
    "option-sans-effet": "`importer` : le classeur de plandev dit déjà tout de son plan.",
    "texte-trop-long-pour-un-tableur": "Une cellule a au plus 32 767 signes; rien n'est coupé.",
}


# Ce qu'un message attendu cite d'une table, sans la recopier : « {états} », « {clés du plan} ».
LISTES = {
    "{états}": enumerer(ETATS),
    "{clés du plan}": enumerer(Plan.model_fields),
    "{clés d'un axe}": enumerer(Axe.model_fields),
    "{clés d'une action}": enumerer(CLES_D_UNE_ACTION),
}


class Message(NamedTuple):
    """Un message d'un exemple, et le fichier de celui-ci."""

    gravite: str
    code: str
    phrase: str
    fichier: str


def attendus(exemple: Path) -> list[str]:
    """Rend les messages que porte un exemple, derrière « #= », leurs listes écrites en entier."""
    octets = exemple.read_bytes()
    encodage = "utf-16" if octets.startswith(b"\xff\xfe") else "utf-8"
    texte = octets.decode(encodage, "replace")
    return [_en_entier(dit) for dit in re.findall(r"^#= (.*)$", texte, re.MULTILINE)]


def _en_entier(attendu: str) -> str:
    for nom, liste_entiere in LISTES.items():
        attendu = attendu.replace(nom, liste_entiere)
    return attendu


def attendre(exemple: Path) -> None:
    """Écrit en tête d'un exemple, derrière « #= », ce que plandev en dit."""
    corps = re.sub(r"^#= .*\n", "", exemple.read_text(encoding="utf-8"), flags=re.MULTILINE)
    entete, avant = "", None
    while entete != avant:  # chaque ligne ajoutée en tête déplace les places dites
        exemple.write_text(entete + corps, encoding="utf-8")
        avant, entete = entete, "".join(map(_attendu, examiner(exemple)))


def _attendu(constat: Constat) -> str:
    dit = f"#= {constat.position}: {constat.gravite}[{constat.code}]: {constat.message}\n"
    for nom, liste_entiere in LISTES.items():
        dit = dit.replace(liste_entiere, nom)
    return dit


def messages() -> Iterator[Message]:
    """Rend les messages que portent les exemples, dans l'ordre des fichiers."""
    for chemin in sorted(EXEMPLES.glob("*.yaml")):
        for attendu in attendus(chemin):
            gravite, code, phrase = re.fullmatch(r"\d+:\d+: (\w+)\[(.*?)\]: (.*)", attendu).groups()
            yield Message(gravite, code, phrase, chemin.name)


def page() -> str:
    """Rend la page : un titre par code, ce qu'il veut dire, et ce que plandev en dit."""
    controles = (*ERREURS, *AVERTISSEMENTS, *SOUPCONS)
    regles = {code: controle.__doc__ for code, controle in controles}
    dits = list(messages())
    morceaux = [ENTETE]
    for code in get_args(Code):
        morceaux.append(f"\n## {code}\n\n")
        siens = [message for message in dits if message.code == code]
        if code in regles:
            morceaux.append(f"{regles[code]}\n\n")
        if code in SANS_EXEMPLE:
            morceaux.append(f"{SANS_EXEMPLE[code]}\n")
        morceaux += liste(siens)
    return "".join(morceaux)


def liste(siens: list[Message]) -> Iterator[str]:
    """Rend les messages d'un code : le premier de chaque fichier qui en porte le nom d'abord."""
    siens = sorted(siens, key=lambda message: message.fichier.split(".")[0] != message.code)
    for message in list({m.phrase: m for m in reversed(siens)}.values())[::-1][:3]:
        ou = f"[{message.fichier}](../tests/exemples/fautifs/{message.fichier})"
        phrase = re.sub(r"[\\`*_<>|\[\]&]", r"\\\g<0>", message.phrase)
        yield f"- {message.gravite} : {phrase} ({ou})\n"


if __name__ == "__main__":
    for nomme in sys.argv[1:]:
        attendre(Path(nomme))
    PAGE.write_text(page(), encoding="utf-8")
