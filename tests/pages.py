"""Les plans dont les tests font des pages : ordinaires, vides, larges, hostiles."""

from pathlib import Path

RACINE = Path(__file__).parents[1]
EXEMPLES = RACINE / "tests" / "exemples"

HOSTILES = (
    "</script><script>document.title='pris'</script>",
    '"><img src=x onerror="document.title=1">',
    "{{ titre }} {% for x in y %} {# z",
    "x" * 200,
    "</style><style>body{display:none}</style>",
    "<!-- &lt; &amp;amp; &#60; ]]>",
    "javascript:alert(1)",
)

_SANS_ACTION = """\
titre: Plan à venir
annee: 2020
responsables: {}
axes:
  - numero: 1
    titre: Seul
    actions: []
"""
_UN_AXE = """\
titre: Plan d'un seul axe
annee: 2020
responsables:
  U:
axes:
  - numero: 1
    titre: Seul
    actions:
      - code: 1
        libelle: Commencer
        responsables: [U]
"""


def _entre_guillemets(texte: str) -> str:
    return "'" + texte.replace("'", "''") + "'"


def _hostile() -> str:
    un, deux, trois, mot, *autres = map(_entre_guillemets, HOSTILES)
    unites = "".join(
        f"  {_entre_guillemets(f'U{rang} <b>')}: {t}\n" for rang, t in enumerate(autres)
    )
    return f"""\
titre: {un}
annee: 2020
responsables:
  U: {deux}
{unites}groupes:
  g: {trois}
champs:
  note: {mot}
equilibre:
  motif: {deux}
axes:
  - numero: 1
    titre: {mot}
    actions:
      - code: 1
        libelle: {un}
        responsables: [U]
        groupes: [g]
        etat: en cours
        note: {deux}
      - code: 12 bis
        libelle: {trois}
        responsables: ['U0 <b>', 'U1 <b>']
        note: {mot}
  - numero: 2
    titre: {trois}
    actions: []
"""


def _lire(chemin: Path) -> str:
    return chemin.read_text(encoding="utf-8")


PLANS = {
    "plan-2020": _lire(RACINE / "plan2020.yaml"),
    "plan-2021-avec-etats": _lire(EXEMPLES / "annees" / "plan2021.yaml"),
    "plan-de-ville": _lire(EXEMPLES / "valides" / "plan-de-ville.yaml"),
    "codes-publics": _lire(EXEMPLES / "valides" / "codes-publics.yaml"),
    "en-lettres": _lire(EXEMPLES / "valides" / "en-lettres.yaml"),
    "mots-d-une-ville": _lire(EXEMPLES / "valides" / "mots-d-une-ville.yaml"),
    "sans-sigle": _lire(EXEMPLES / "valides" / "sans-sigle.yaml"),
    "sans-action": _SANS_ACTION,
    "un-seul-axe-sans-groupe": _UN_AXE,
    "hostile": _hostile(),
}
"""Chaque plan, sous un nom qui dit ce qu'il éprouve."""
