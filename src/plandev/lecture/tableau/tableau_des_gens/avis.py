"""Ce qui, d'une table, n'est pas lu, ou l'est sans qu'on l'y voie : dit, avec sa place."""

from collections.abc import Collection

from plandev.lecture.tableau.feuilles.feuille import EN_ERREUR, Feuille
from plandev.lecture.tableau.tableau_des_gens.colonnes import COTE, VIDE, Colonne
from plandev.lecture.tableau.tableau_des_gens.formes import dire_un_vide
from plandev.lecture.tableau.tableau_des_gens.lecture import Lecture
from plandev.lecture.tableau.tableau_des_gens.table import Rangee
from plandev.messages.constats import lettres
from plandev.messages.mots import redire

_LAISSEES = {
    "en-tête": "en-tête répété",
    "total": "total laissé de côté",
    "explication": "explication des colonnes laissée de côté",
    "cote": "ligne laissée de côté, comme la commande le dit",
}
_BARREE = "ligne barrée, lue comme les autres"
_CACHEE = "ligne cachée, lue comme les autres"
_EN_LARGEUR = "cellule fusionnée avec celles de droite, lue dans sa colonne seule"


def dire_ce_qui_n_est_pas_lu(lecture: Lecture) -> None:
    """Dit les lignes, les colonnes et les cellules qui ne sont d'aucune action."""
    table, brouillon = lecture.table, lecture.brouillon
    if not lecture.classement.de("action") and not brouillon.constats:
        brouillon.signaler("sans-axe", lecture.debut, _AUCUNE)
    for rangee, genre in lecture.classement.genres:
        if genre.nom in _LAISSEES:
            message = f"{_LAISSEES[genre.nom]} : {redire(rangee.textes)}"
            brouillon.mettre_de_cote(rangee.cases, message)
        elif genre.nom in {"action", "suite"}:
            _dire_ce_qui_se_voit(lecture, rangee)
    for rangee in table.apres:
        brouillon.mettre_de_cote(rangee.cases, f"après la dernière ligne : {redire(rangee.textes)}")
    for colonne in lecture.colonnes.colonnes.values():
        _dire_la_colonne(lecture, colonne)
    for feuille in table.feuilles:
        _dire_les_titres_en_erreur(lecture, feuille)
        _dire_les_notes(lecture, feuille)
        _dire_les_couleurs(lecture, feuille)


_AUCUNE = "aucune action n'y est lue\nvoyez ce qu'est chaque ligne : --apercu --detail"


def _dire_ce_qui_se_voit(lecture: Lecture, rangee: Rangee) -> None:
    """Dit ce qu'une ligne montre sans mots : cachée, barrée, fusionnée en largeur."""
    feuille, brouillon = rangee.feuille, lecture.brouillon
    if rangee.rang in feuille.lignes_cachees:
        brouillon.avertir("cellule-cachee", rangee.cases[0], _CACHEE)
    if barrees := [case for case in rangee.cases if case[1:3] in feuille.barrees]:
        brouillon.avertir("cellule-mise-en-forme", barrees[0], _BARREE)
    for case in rangee.cases:
        if case[1:3] in feuille.en_largeur:
            brouillon.avertir("cellule-mise-en-forme", case, _EN_LARGEUR)


def _dire_la_colonne(lecture: Lecture, colonne: Colonne) -> None:
    """Dit une colonne mise de côté, vide, ou cachée."""
    table, brouillon, rang = lecture.table, lecture.brouillon, colonne.rang
    nom, titre = table.nom(rang), table.en_tete(rang)
    _dire_ce_qui_y_est_neuf(lecture, colonne)
    cases = [r.feuille.case(r.rang, rang) for r in table.rangees if rang in r.propres]
    if colonne.sens == COTE:
        message = f"colonne {nom} mise de côté"
        brouillon.mettre_de_cote([titre, *cases], message, "colonne-de-cote")
    elif colonne.sens == VIDE:
        brouillon.mettre_de_cote([titre, *cases], f"colonne {nom} vide", "colonne-de-cote")
        for case in cases:
            brouillon.avertir("cellule-mise-en-forme", case, dire_un_vide(table.cellule(case)))
    elif not colonne.publique:
        option = f"--public {lettres(rang)} le rend public"
        message = f"colonne {nom} cachée : son champ n'est pas public; {option}"
        brouillon.avertir("cellule-cachee", titre, message)


def _dire_ce_qui_y_est_neuf(lecture: Lecture, colonne: Colonne) -> None:
    """Dit une colonne que des règles ne connaissent pas, ou qui refuse le rôle de son titre."""
    nom, textes = lecture.table.nom(colonne.rang), lecture.precisions.textes
    message = f"colonne {nom} lue comme un champ : {colonne.raison}" if colonne.refusee else ""
    if textes is not None and not colonne.dite and colonne.titre not in textes:
        message = f"nouvelle colonne, que les règles ne disent pas : {nom}, lue comme un champ"
    if message:
        ou = lecture.table.en_tete(colonne.rang)
        lecture.brouillon.avertir("colonne-a-nommer", ou, message)


def _dire_les_titres_en_erreur(lecture: Lecture, feuille: Feuille) -> None:
    for rang in lecture.table.entetes[feuille.rang]:
        for colonne, cellule in feuille.lignes[rang].items():
            if cellule.nature in EN_ERREUR:
                lecture.brouillon.lire(cellule, feuille.case(rang, colonne))


def _dire_les_notes(lecture: Lecture, feuille: Feuille) -> None:
    for (ligne, colonne), texte in feuille.notes.items():
        message = f"la cellule porte une note, qui n'est pas lue : {redire(texte)}"
        lecture.brouillon.avertir("cellule-mise-en-forme", feuille.case(ligne, colonne), message)


def _dire_les_couleurs(lecture: Lecture, feuille: Feuille) -> None:
    """Dit la couleur d'une case vide d'une action, si peu d'autres de sa colonne l'ont."""
    rangees = [r for r in lecture.classement.de("action", "suite") if r.feuille is feuille]
    for colonne in sorted({colonne for _, colonne in feuille.couleurs}):
        vides = [rangee.rang for rangee in rangees if colonne not in rangee.ligne]
        couleurs = {rang: feuille.couleurs.get((rang, colonne), "") for rang in vides}
        for rang, couleur in couleurs.items():
            if _est_rare(couleur, couleurs.values()):
                message = f"case vide colorée ({couleur}) : ce que cela veut dire n'est pas lu"
                ou = feuille.case(rang, colonne)
                lecture.brouillon.avertir("cellule-mise-en-forme", ou, message)


def _est_rare(couleur: str, toutes: Collection[str]) -> bool:
    return bool(couleur) and [*toutes].count(couleur) <= len(toutes) / 2
