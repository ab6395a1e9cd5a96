"""Des constats, tels qu'une personne les lit : la place, la phrase, la ligne du fichier."""

from collections.abc import Sequence

from plandev.messages.constats import Case, Constat, Gravite, Position
from plandev.messages.nombres import entier
from plandev.sorties.ecran import Page, largeur_du_texte

_LARGEUR_EXTRAIT = 76
_MARGE_EXTRAIT = 4  # deux espaces devant la ligne, et les points qui disent qu'elle continue
_DITS_MAX = 1_000  # de quoi corriger longtemps; les formats de données les disent tous
_REDITS_MAX = 3  # fois : au-delà, une phrase ne se dit plus qu'à sa première place
_PLACES_CITEES = 5
_PLACES_D_UN_TABLEAU = 1_000
_STYLES = {Gravite.ERREUR: "bold red", Gravite.AVERTISSEMENT: "bold magenta"}


def montrer_les_constats(liste: Sequence[Constat], page: Page) -> str:
    """Rend les constats : `fichier:ligne:colonne: gravité: message`, la ligne, un signe dessous.

    Un message qui se répète plus de trois fois se dit à sa première place, avec les suivantes. Les
    mille premiers se disent, les autres se comptent.
    """
    large = min(_LARGEUR_EXTRAIT, page.largeur - _MARGE_EXTRAIT)
    repetes = _repetes(liste)
    a_dire = [
        constat for constat in liste if repetes.get(_phrase(constat), [constat])[0] is constat
    ]
    dits = "".join(
        _constat(constat, page, large) + _ailleurs(repetes.get(_phrase(constat), ()), page)
        for constat in a_dire[:_DITS_MAX]
    )
    autres = len(a_dire) - _DITS_MAX
    if autres <= 0:
        return dits
    suite = "«\u00a0plandev valider --format csv\u00a0» les dit tous"
    if isinstance(liste[0].position, Case):  # d'un tableau, aucune commande ne le fait
        suite = "corrigez ceux-là, les autres se diront ensuite"
    return f"{dits}et {entier(autres)} autres; {suite}\n"


_Phrase = tuple[str | None, Gravite, str]


def _phrase(constat: Constat) -> _Phrase:
    return constat.fichier, constat.gravite, constat.message


def _repetes(liste: Sequence[Constat]) -> dict[_Phrase, list[Constat]]:
    """Rend les constats dont la phrase se répète dans un fichier, sous cette phrase."""
    pareils: dict[_Phrase, list[Constat]] = {}
    for constat in liste:
        pareils.setdefault(_phrase(constat), []).append(constat)
    return {phrase: siens for phrase, siens in pareils.items() if len(siens) > _REDITS_MAX}


def _ailleurs(pareils: Sequence[Constat], page: Page) -> str:
    """Rend combien de fois une phrase se répète, et ses places suivantes."""
    if not pareils:
        return ""
    places = [str(c.position) for c in pareils[1:] if c.position]
    d_un_tableau = isinstance(pareils[0].position, Case)  # rien d'autre n'en dit les places
    combien = _PLACES_D_UN_TABLEAU if d_un_tableau else _PLACES_CITEES
    suite = ", …" if len(places) > combien else ""
    cites = ", ".join(places[:combien])
    return page.lignes(f"  {entier(len(pareils))} fois en tout; aussi à {cites}{suite}")


def _constat(constat: Constat, page: Page, large: int) -> str:
    gravite = (constat.gravite.value, _STYLES[constat.gravite])
    phrase = page.phrase(constat.lieu, ": ", gravite, ": ", constat.message)
    if not isinstance(constat.position, Position):
        return phrase
    return phrase + _extrait(constat.extrait, constat.position.colonne, large)


def _extrait(ligne: str, colonne: int, large: int) -> str:
    """Rend la ligne et le signe « ^ » sous la colonne; d'une longue ligne, ses environs."""
    debut = max(0, colonne - 1 - large // 2) if len(ligne) > large else 0
    morceau = ligne[debut : debut + large]
    avant = "…" if debut else ""
    apres = "…" if debut + large < len(ligne) else ""
    visible = "".join(signe if signe.isprintable() else " " for signe in morceau)
    marge = " " * (len(avant) + largeur_du_texte(visible[: colonne - 1 - debut]))
    return f"  {avant}{visible}{apres}\n  {marge}^\n"
