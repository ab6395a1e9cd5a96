"""Ce qu'on fait subir à un plan, au hasard, et les lignes que YAML y compte ensuite."""

import re
from pathlib import Path

PLAN = (Path(__file__).parents[1] / "plan2020.yaml").read_bytes()

INSOLITES = (
    "", "x", "[", "]", "{", "{}", "[[a]]", "{a: b}", "&a x", "*a", "!!int 3", "!!python/none", "'",
    '"\\e"', '"\\ud800"', "|", ">-", "? a", "- a", "\t", "=1", "1e400", ".nan", "0x1F", "~", "no",
    "\x85", "\u2028", "\ufeff", "\u202e", "# rien", "---", "...", "%YAML 1.2", "<<: x", "é" * 300,
)  # fmt: skip
MORCEAUX = ("code:", "libelle:", "DVC", "numero", ">-", "[", "]", ": ", "  - ")


def editer(contenu, edition):
    genre, ou, quoi = edition
    lignes = contenu.split(b"\n")
    if genre == "octets":
        return contenu[:ou] + quoi + contenu[ou + len(quoi) :]
    if genre == "ligne":
        lignes[ou:ou] = [quoi.encode("utf-8", "surrogatepass")]
    elif genre == "retirer":
        del lignes[ou : ou + quoi]
    elif genre == "repeter":
        lignes[ou:ou] = lignes[ou : ou + quoi]
    elif genre == "remplacer":
        return contenu.replace(ou.encode(), quoi.encode(), 2)
    else:
        ou = min(ou, len(lignes) - 1)
        lignes[ou] = _editer_la_ligne(lignes[ou], genre, quoi)
    return b"\n".join(lignes)


def _editer_la_ligne(ligne, genre, quoi):
    if genre == "retrait":
        return b" " * quoi + ligne.lstrip()
    cle, deux_points, valeur = ligne.partition(b": ")
    neuf = quoi.encode()
    return cle + deux_points + neuf if genre == "valeur" else neuf + deux_points + valeur


def lignes_de(contenu):
    """Rend les lignes que compte YAML; ce qui n'est plus de l'UTF-8 se lit en Windows-1252."""
    if contenu.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _lignes(contenu.decode("utf-16", "replace"))
    contenu = contenu.removeprefix(b"\xef\xbb\xbf")
    try:
        texte = contenu.decode()
    except UnicodeDecodeError as faute:
        texte = contenu[: faute.start].decode() + contenu[faute.start :].decode("cp1252", "replace")
    return _lignes(texte)


def _lignes(texte):
    return re.split("\r\n|[\n\r\x85\u2028\u2029]", texte)
