"""L'en-tête d'une feuille : les règles 1 et 2 de `docs/tableur.md`."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from plandev.lecture.tableau.feuilles.feuille import EN_ERREUR, Feuille, Ligne
from plandev.lecture.tableau.precisions import Precisions
from plandev.lecture.tableau.tableau_des_gens.colonnes.titres import est_connu, role_du_titre
from plandev.lecture.tableau.tableau_des_gens.formes import (
    axe_nomme,
    en_date,
    en_nombre,
    sur_une_ligne,
)
from plandev.messages.mots import plier

_LIGNES_D_EN_TETE = 40


class EnTete(NamedTuple):
    """Les lignes d'un en-tête, et le titre de chaque colonne."""

    rangs: list[int]
    titres: Mapping[int, str]

    @property
    def signature(self) -> tuple[tuple[int, str], ...]:
        """Ce que deux en-têtes ont de pareil, cellule par cellule."""
        return tuple(sorted((colonne, plier(titre)) for colonne, titre in self.titres.items()))

    @property
    def a_un_libelle(self) -> bool:
        """Vrai s'il dit où est le libellé."""
        return any(r and r.role == "libelle" for r in map(role_du_titre, self.titres.values()))


def trouver_l_en_tete(feuille: Feuille, precisions: Precisions) -> EnTete:
    """Rend l'en-tête d'une feuille, sur une ligne ou deux; vide, s'il n'y en a pas."""
    premieres = [rang for rang in feuille.lignes if rang <= _LIGNES_D_EN_TETE]
    if precisions.entete is not None:
        rang = precisions.entete or None
    else:
        candidates = [(_connus(feuille.lignes[rang]), rang) for rang in premieres]
        connus, rang = max(candidates, key=lambda c: (c[0], -c[1]), default=(0, None))
        if not connus:
            rang = _premiere_large(feuille, premieres)
    if rang is None or rang not in feuille.lignes:
        return EnTete([], {})
    rangs = [rang, *_suite_de_l_en_tete(feuille, rang)]
    return EnTete(rangs, _titres(feuille, rangs))


def _connus(ligne: Ligne) -> int:
    """Rend combien de titres connus a cette ligne; aucun, s'il n'y a pas de libellé parmi eux."""
    dits = [c.texte for c in ligne.values() if c.nature not in EN_ERREUR and not axe_nomme(c.texte)]
    roles = {r.role for r in map(role_du_titre, dits) if r}
    return len({*filter(est_connu, dits)}) if "libelle" in roles else 0


def merite(feuille: Feuille) -> tuple[int, int]:
    """Rend combien de titres connus a l'en-tête d'une feuille, puis sa largeur usuelle."""
    larges = sorted(len(ligne) for ligne in feuille.lignes.values())
    premieres = [ligne for rang, ligne in feuille.lignes.items() if rang <= _LIGNES_D_EN_TETE]
    return max(map(_connus, premieres), default=0), larges[len(larges) // 2] if larges else 0


def _premiere_large(feuille: Feuille, premieres: Sequence[int]) -> int | None:
    large = max((len(feuille.lignes[rang]) for rang in premieres), default=0)
    for rang in premieres:
        ligne = feuille.lignes[rang]
        datee = any(
            en_date(c) or en_nombre(c) or c.nature != "texte" or c.texte[:1].isdecimal()
            for c in ligne.values()
        )
        if len(ligne) >= max(2, large / 2) and not datee:
            return rang
    return None


def _suite_de_l_en_tete(feuille: Feuille, rang: int) -> Iterator[int]:
    """Rend la ligne du dessous, si elle n'a pas de libellé et titre une colonne qui n'en a pas."""
    dessus, ligne = feuille.lignes[rang], feuille.lignes.get(rang + 1, {})
    libelles = {
        c
        for c, cellule in dessus.items()
        if (r := role_du_titre(cellule.texte)) and r.role in {"libelle", "code"}
    }
    sans_titre = ligne.keys() - dessus.keys()
    courtes = all(len(c.texte) <= 40 for c in ligne.values())
    if (
        len(ligne) > 1
        and sans_titre
        and min(ligne) > min(dessus)
        and not ligne.keys() & libelles
        and courtes
    ):
        yield rang + 1


def _titres(feuille: Feuille, rangs: Sequence[int]) -> dict[int, str]:
    """Rend le titre de chaque colonne; sur deux lignes, celui du dessus, puis le sien."""
    dessus = {c: sur_une_ligne(cellule.texte) for c, cellule in feuille.lignes[rangs[0]].items()}
    titres = dict(dessus)
    for rang in rangs[1:]:
        for colonne, cellule in feuille.lignes[rang].items():
            a_gauche = dessus[max(c for c in dessus if c <= colonne)]
            titres[colonne] = f"{a_gauche} {sur_une_ligne(cellule.texte)}"
    return dict(sorted(_distinguer(titres, feuille.lignes.get(rangs[0] - 1, {})).items()))


def _distinguer(titres: Mapping[int, str], dessus: Ligne) -> dict[int, str]:
    """Rend les titres, tous différents : deux pareils prennent celui du dessus, ou un rang."""
    combien, vus = Counter(map(plier, titres.values())), Counter[str]()
    rendus: dict[int, str] = {}
    for colonne, titre in titres.items():
        if combien[plier(titre)] > 1 and colonne in dessus:
            titre = f"{sur_une_ligne(dessus[colonne].texte)} {titre}"  # noqa: PLW2901
        vus[plier(titre)] += 1
        rendus[colonne] = titre if vus[plier(titre)] == 1 else f"{titre} ({vus[plier(titre)]})"
    return rendus
