"""Des fichiers faits pour coûter cher : une taille en octets -> le texte d'un fichier.

Dans une forme, « § » est le rang de ce qui se répète; un demi-code (U+DCE9) est un octet qui
n'est pas de l'UTF-8.
"""

from collections.abc import Callable

from couts import LIBELLE

TEMOIN = "libellés ordinaires"
ACTION = "      - {code: §, libelle: Agir, responsables: [U0]}\n"
CENT = ", ".join(f"§-{n}" for n in range(100))


def suite(taille: int, forme: str, debut: int = 1) -> str:
    """Répète la forme jusqu'à cette taille; « § » y est le rang, à partir de `debut`."""
    nombre = max(1, taille // len(forme.replace("§", "10000").encode("utf-8", "surrogateescape")))
    return "".join(forme.replace("§", str(rang)) for rang in range(debut, debut + nombre))


def plan(
    actions: str, unites: str = "", autres: str = "", titre: str = "Axe", apres: str = ""
) -> str:
    """Rend un plan d'un axe, de ces actions; l'unité U0 y est toujours déclarée."""
    return (
        f"titre: Plan\nannee: 2020\n{autres}responsables:\n  U0:\n{unites}axes:\n"
        f"  - numero: 1\n    titre: {titre}\n    actions:\n{actions}{apres}"
    )


def libelles(taille: int, libelle: str) -> str:
    """Rend un plan dont chaque action a ce libellé."""
    return plan(
        suite(taille, f"      - code: §\n        libelle: {libelle}\n        responsables: [U0]\n")
    )


def une_action(taille: int, *, libelle: str = "Agir", code: str = "1", unites: str = "[U0]") -> str:
    """Rend un plan dont la première action a cette valeur, et d'autres, petites, pour le reste."""
    action = f"      - {{code: {code}, libelle: {libelle}, responsables: {unites}}}\n"
    return plan(action + suite(taille, ACTION, 2))


def enorme_unite(taille: int, nom: str = "") -> str:
    """Rend un plan où toutes les actions nomment l'unité qui a ce nom."""
    return plan(suite(taille, ACTION.replace("U0", "U1")), f"  U1: {nom}\n")


def sigle_enorme(taille: int) -> str:
    """Rend un plan dont une action nomme une unité d'un quart du fichier."""
    sigle = "U" * (taille // 4)
    premiere = ACTION.replace("§", "1").replace("U0", sigle)
    return plan(premiere + suite(taille // 2, ACTION, 2), f"  ? {sigle}\n  :\n")


def groupe_enorme(taille: int) -> str:
    """Rend un plan où chaque action nomme le groupe dont le nom est la moitié du fichier."""
    groupes = f"groupes:\n  g: {'a' * (taille // 2)}\n"
    return plan(suite(taille // 2, ACTION.replace("[U0]", "[U0], groupes: [g]")), "", groupes)


def unites_proches(taille: int) -> str:
    """Rend un plan qui nomme des unités presque comme deux cents qu'il déclare."""
    connues = [f"UNITE-{'ABCDE' * 9}-{rang:03}" for rang in range(199)]
    actions = suite(taille, ACTION.replace("U0", f"UNITE-{'ABCED' * 9}-§"))
    return plan(actions, "".join(f"  {connue}:\n" for connue in connues))


def longs_connus(taille: int) -> str:
    """Rend un plan qui déclare des unités de 10 000 signes, et en nomme d'autres."""
    unites = suite(taille // 2, f"  ? {'A' * 10_000}§\n  :\n")
    return plan(suite(taille // 2, ACTION.replace("U0", "A§")), unites)


def toutes_les_unites(taille: int) -> str:
    """Rend un plan dont une action nomme toutes les unités, et d'autres une seule."""
    unites = suite(taille // 3, "  U§:\n")
    noms = ", ".join(ligne.strip(" :") for ligne in unites.splitlines())
    premiere = ACTION.replace("§", "1").replace("U0", noms)
    return plan(premiere + suite(taille // 3, ACTION, 2), unites)


def tous_les_groupes(taille: int) -> str:
    """Rend un plan dont une action nomme tous les groupes, et d'autres aucun."""
    groupes = suite(taille // 3, "  g§: Groupe\n")
    noms = ", ".join(ligne.split(":")[0].strip() for ligne in groupes.splitlines())
    premiere = ACTION.replace("§", "1").replace("[U0]", f"[U0], groupes: [{noms}]")
    return plan(premiere + suite(taille // 3, ACTION, 2), "", f"groupes:\n{groupes}")


def unites_et_axes(taille: int) -> str:
    """Rend un plan d'autant d'unités que d'axes vides."""
    axes = suite(taille // 2, "  - {numero: §, titre: A, actions: []}\n", 2)
    return plan(ACTION.replace("§", "1"), suite(taille // 2, "  U§:\n"), apres=axes)


def groupes_et_axes(taille: int) -> str:
    """Rend un plan d'autant de groupes que d'axes d'une action."""
    axe = "  - {numero: §, titre: A, actions: [{code: 1, libelle: A, responsables: [U0]}]}\n"
    groupes = suite(taille // 2, "  g§: G\n")
    return plan(
        ACTION.replace("§", "1"), "", f"groupes:\n{groupes}", apres=suite(taille // 2, axe, 2)
    )


def unites_par_axe(taille: int) -> str:
    """Rend un plan où chaque axe a son unité."""
    axe = "  - {numero: §, titre: A, actions: [{code: 1, libelle: A, responsables: [U§]}]}\n"
    unites = suite(taille // 8, "  U§:\n")
    return plan(ACTION.replace("§", "1"), unites, apres=suite(taille * 7 // 8, axe, 2))


def titre_enorme(taille: int) -> str:
    """Rend un plan dont le titre de l'axe est la moitié du fichier."""
    return plan(suite(taille // 2, ACTION), titre="Axe " * (taille // 8))


def en_une_ligne(taille: int) -> str:
    """Rend un plan sain, tout entier sur une ligne."""
    actions = suite(taille, "{code: §, libelle: Agir, responsables: [U0]}, ")
    axes = f"[{{numero: 1, titre: Axe, actions: [{actions}]}}]"
    return f"{{titre: Plan, annee: 2020, responsables: {{U0: Nom}}, axes: {axes}}}\n"


def decale(taille: int) -> str:
    """Rend un plan dont toute la suite est un cran trop à droite, sous les unités."""
    droit = plan(suite(taille, ACTION.replace("U0", "V§")))
    debut, fin = droit.split("axes:\n")
    return debut + "  axes:\n" + "".join(f"  {ligne}\n" for ligne in fin.splitlines())


ACCENTS = "\u0300\u0327"

GENERATEURS: dict[str, Callable[[int], str]] = {
    TEMOIN: lambda t: libelles(t, f"{LIBELLE} §"),
    # Des noms qu'il faut rapprocher, compter, redire.
    "unités proches, non déclarées": unites_proches,
    "unités courtes, non déclarées, en une liste": lambda t: plan(
        ACTION.replace("§", "1").replace("U0", suite(t, "V§, "))
    ),
    "unités non déclarées, une par action": lambda t: plan(suite(t, ACTION.replace("U0", "V§"))),
    "unité répétée en une liste": lambda t: plan(
        ACTION.replace("§", "1").replace("U0", suite(t, "U0, "))
    ),
    "unités déclarées de 10 000 signes, et fautes": longs_connus,
    "unités sans action": lambda t: plan(ACTION.replace("§", "1"), suite(t, "  U§:\n")),
    "unités mal formées": lambda t: plan(ACTION.replace("§", "1"), suite(t, "  u§:\n")),
    "groupes non déclarés": lambda t: plan(
        suite(t, ACTION.replace("[U0]", "[U0], groupes: [jeune§]")), "", "groupes:\n  jeunes: J\n"
    ),
    "groupes par milliers": lambda t: plan(
        ACTION.replace("§", "1"), "", f"groupes:\n{suite(t, '  g§: Groupe §' + chr(10))}"
    ),
    "clés inconnues du plan": lambda t: suite(t, "x§: 1\n") + plan(ACTION.replace("§", "1")),
    "clés presque connues du plan": lambda t: (
        suite(t, "responsable§: 1\n") + plan(ACTION.replace("§", "1"))
    ),
    "clés inconnues d'une action": lambda t: plan(
        ACTION.replace("§", "1").replace("libelle", f"{suite(t, 'x§: 1, ')}libelle")
    ),
    "clé inconnue de chaque action": lambda t: plan(
        suite(t, ACTION.replace("libelle", "lib: x, libelle"))
    ),
    "actions vides": lambda t: plan(suite(t, "      - {}\n")),
    "actions de rien": lambda t: plan(suite(t, "      -\n")),
    # Des comptes qui se multiplient.
    "unités × axes vides": unites_et_axes,
    "groupes × axes": groupes_et_axes,
    "une unité par axe": unites_par_axe,
    "une action à toutes les unités": toutes_les_unites,
    "une action à tous les groupes": tous_les_groupes,
    "axes vides": lambda t: plan(
        ACTION.replace("§", "1"), apres=suite(t, "  - {numero: §, titre: A, actions: []}\n", 2)
    ),
    "axes hors rang": lambda t: plan(
        ACTION.replace("§", "1"), apres=suite(t, "  - {numero: 9, titre: A, actions: []}\n", 2)
    ),
    "poids absents": lambda t: plan(
        ACTION.replace("§", "1"),
        "",
        "equilibre: {reference: prorata}\n",
        apres=suite(t, "  - {numero: §, titre: A, actions: []}\n", 2),
    ),
    "actions les plus courtes": lambda t: plan(suite(t, ACTION).replace("Agir", "A")),
    # Des valeurs énormes, que d'autres lignes pourraient répéter.
    "libellé énorme": lambda t: une_action(t // 2, libelle="Agir " * (t // 10)),
    "libellé énorme d'un seul mot": lambda t: une_action(t // 2, libelle="A" * (t // 2)),
    "libellé énorme et fautif": lambda t: plan(
        suite(t // 2, ACTION.replace("U0", "V§")) + ACTION.replace("Agir", "=" * (t // 2))
    ),
    "code énorme": lambda t: une_action(t // 2, code="1" + "0" * (t // 2)),
    "code énorme et fautif": lambda t: une_action(t // 2, code="x" * (t // 2)),
    "sigle énorme": sigle_enorme,
    "nom d'unité énorme": lambda t: enorme_unite(t // 2, "Nom " * (t // 8)),
    "nom de groupe énorme": groupe_enorme,
    "titre d'axe énorme": titre_enorme,
    "titre de plan énorme": lambda t: plan(suite(t // 2, ACTION)).replace("Plan", "P" * (t // 2)),
    "numéro énorme": lambda t: plan(suite(t // 2, ACTION)).replace("2020", "9" * (t // 2)),
    # Ce que disent les plans d'ailleurs.
    "un champ par action": lambda t: plan(
        suite(t, ACTION.replace("[U0]", "[U0], c: v§")), "", "champs: {c: C}\n"
    ),
    "champs non déclarés": lambda t: plan(suite(t, ACTION.replace("[U0]", "[U0], c§: v"))),
    "cent champs dans une action": lambda t: plan(
        suite(t, ACTION.replace("[U0]", f"[U0], {', '.join(f'c{n}: v' for n in range(100))}")),
        "",
        f"champs: {{{', '.join(f'c{n}: C' for n in range(100))}}}\n",
    ),
    "deux listes de cent textes à croiser": lambda t: plan(
        suite(t, ACTION.replace("[U0]", f"[U0], c: [{CENT}], d: [{CENT}]")),
        "",
        "champs: {c: C, d: D}\n",
    ),
    "deux listes de deux mille textes": lambda t: plan(
        ACTION.replace("U0]", f"U0], c: [{suite(t // 2, 'c§,')}], d: [{suite(t // 2, 'd§,')}]"),
        "",
        "champs: {c: C, d: D}\n",
    ),
    "mille unités par action": lambda t: plan(
        suite(t, ACTION.replace("U0", ", ".join(f"U{n}" for n in range(1_000)))),
        "".join(f"  U{n}:\n" for n in range(1, 1_000)),
    ),
    "un état par action": lambda t: plan(suite(t, ACTION.replace("[U0]", "[U0], etat: fait"))),
    "des états": lambda t: plan(suite(t, ACTION.replace("[U0]", "[U0], etat: réalisé"))),
    "noms d'unités de 120 signes": lambda t: enorme_unite(t).replace("U1", "Unité " * 19 + "U"),
    "libellés de mots rares": lambda t: libelles(t, " ".join(f"mot{n}§" for n in range(10))),
    # Des signes.
    "accents alternés dans un libellé": lambda t: une_action(0, libelle="A" + ACCENTS * (t // 4)),
    "accents alternés dans une clé": lambda t: (
        f"? a{ACCENTS * (t // 4)}\n: 1\n{plan(ACTION.replace('§', '1'))}"
    ),
    "accents alternés dans mille clés": lambda t: suite(t, f"a§{ACCENTS * 100}: 1\n"),
    "accents alternés dans une unité": lambda t: une_action(0, unites=f"[A{ACCENTS * (t // 4)}]"),
    "accents alternés dans une unité déclarée": lambda t: plan(
        ACTION.replace("§", "1"), f"  ? A{ACCENTS * (t // 4)}\n  :\n"
    ),
    "signes sans largeur": lambda t: libelles(t, "Agir\u200b" * 20),
    "signes larges": lambda t: libelles(t, "😀漢" * 20),
    "sens d'écriture": lambda t: libelles(t, "Agir\u202e" * 5),
    "crochets de balisage": lambda t: libelles(t, "Agir [b]a[/b] [/] " * 5),
    "signes actifs en Markdown": lambda t: libelles(t, "A" + "|*_`<" * 30),
    "échappements \\u": lambda t: libelles(t, '"' + "\\u00e9" * 20 + '"'),
    "échappements \\u en un libellé": lambda t: une_action(
        0, libelle='"' + "\\u00e9" * (t // 6) + '"'
    ),
    "échappements fautifs": lambda t: libelles(t, '"\\q"'),
    "caractères de commande": lambda t: libelles(t, "Agir\x01"),
    "octets de Windows-1252": lambda t: libelles(t, "Agir \udce9"),
    "commentaire dans chaque libellé": lambda t: libelles(t, "Agir # §"),
    "libellés sur plusieurs lignes": lambda t: libelles(t, "Agir" + "\n          encore" * 4),
    "libellés en blocs": lambda t: libelles(t, ">-" + "\n          encore" * 4),
    "clés avalées par un texte": lambda t: libelles(
        t, ">-\n          Agir\n          groupes: [g]"
    ),
    # La forme du YAML.
    "`a:` à chaque ligne": lambda t: "a:\n" * (t // 3),
    "`{a: ` sans fin": lambda t: "{a: " * (t // 4),
    "crochets sans fin": lambda t: "[" * t,
    "`a: ` de plus en plus profond": lambda t: "".join(
        f"{' ' * n}a:\n" for n in range(int((2 * t) ** 0.5))
    ),
    "lignes de `- `": lambda t: "- \n" * (t // 3),
    "tirets en une ligne": lambda t: "- " * (t // 2),
    "`? ` à chaque ligne": lambda t: "? a\n" * (t // 4),
    "tabulations": lambda t: "\t\n" * (t // 2),
    "tabulations devant des clés": lambda t: suite(t, "\ta§: 1\n"),
    "lignes fautives : deux-points": lambda t: suite(t, "a§: b: c\n"),
    "lignes fautives : crochet": lambda t: "]\n" * (t // 2),
    "lignes fautives : guillemet": lambda t: suite(t, "a§: 'b\n"),
    "lignes fautives : guillemet et suite": lambda t: suite(t, "a§: 'b' c\n"),
    "lignes fautives : arobase": lambda t: suite(t, "a§: @b\n"),
    "lignes fautives : sans deux-points": lambda t: suite(t, "a§: 1\nb\n"),
    "actions fautives : crochet ouvert": lambda t: plan(suite(t, ACTION.replace("]}", ""))),
    "actions fautives : alignement": lambda t: plan(
        suite(t, "      - code: §\n       libelle: Agir\n        responsables: [U0]\n")
    ),
    "actions fautives : deux-points": lambda t: libelles(t, "Agir : ici"),
    "un crochet ouvert et un plan": lambda t: f"titre: [\n{libelles(t, LIBELLE)}",
    "une ligne d'un mot": lambda t: "a" * t,
    "une ligne de mots": lambda t: "a " * (t // 2),
    "une ligne de clés": lambda t: suite(t, "a: "),
    "un plan en une ligne": en_une_ligne,
    "un plan en une ligne, fautif": lambda t: en_une_ligne(t).replace("U0]", "V0]"),
    "tout un cran trop à droite": decale,
    "clés doubles du plan": lambda t: "titre: Plan\n" * (t // 12) + plan(ACTION.replace("§", "1")),
    "clés doubles des actions": lambda t: plan(
        suite(t, ACTION.replace("libelle", "code: 1, libelle"))
    ),
    "tirets oubliés": lambda t: plan(
        "      - code: 1\n"
        + suite(t, "        libelle: A\n        responsables: [U0]\n        code: §\n", 2)
    ),
    "codes doubles": lambda t: plan(suite(t, ACTION.replace("§", "1"))),
    "codes mal formés": lambda t: plan(suite(t, ACTION.replace("§", "x§"))),
    "ancres": lambda t: libelles(t, "&a§ Agir"),
    "renvois": lambda t: "titre: &a Plan\n" + libelles(t, "*a"),
    "étiquettes": lambda t: libelles(t, "!t Agir"),
    "documents": lambda t: plan(ACTION.replace("§", "1")) + "---\na: 1\n" * (t // 9),
    "directives": lambda t: "%A b\n" * (t // 5) + "---\na\n",
    "commentaires": lambda t: "# rien\n" * (t // 7) + plan(ACTION.replace("§", "1")),
    "fins de ligne CR": lambda t: libelles(t, LIBELLE).replace("\n", "\r"),
    "fins de ligne U+2028": lambda t: libelles(t, LIBELLE).replace("\n", "\u2028"),
    "lignes vides": lambda t: "\n" * t + plan(ACTION.replace("§", "1")),
}
