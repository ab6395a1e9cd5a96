
"use strict";
(() => {
  const PAUSE = 700; // millisecondes : le temps de finir un mot avant que le compte soit annoncé
  const BLANCS = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;
  const AUTRES_FORMES = { "œ": "oe", "æ": "ae", "’": "'", "‘": "'", "ʼ": "'" };

  // Un accent est ce que la normalisation déplace devant U+0345, qui se range après tous.
  const estUnAccent = (signe) =>
    signe === "\u0345" || ("\u0345" + signe).normalize("NFD")[0] !== "\u0345";
  // Ce que Python nomme `casefold`, sur toutes les lettres d'Unicode : un test le vérifie.
  const sansCasse = (signe) => {
    if (signe === "ı") return signe;
    if (/\p{Script=Cherokee}/u.test(signe)) return signe.toUpperCase();
    return signe.toLowerCase().toUpperCase().toLowerCase();
  };

  // La forme de comparaison d'un texte : celle que plandev donne à ce qu'il cherche.
  const plier = (texte) =>
    [...texte.normalize("NFKD")]
      .filter((signe) => !estUnAccent(signe))
      .map((signe) => [...sansCasse(signe)].map((s) => AUTRES_FORMES[s] ?? s).join(""))
      .join("")
      .split(BLANCS)
      .filter(Boolean)
      .join(" ");

  // Un mot cherché, sans s ni x final, commence un mot du texte, ou est l'un des codes qui y sont
  // entre deux fins de ligne : la règle est celle de plandev, et un test le vérifie.
  const COUPURES = /[ '"()[\]{},:;/«»“”‐–—-]+/g;
  const debut = (mot) =>
    (` ${mot}`.replace(COUPURES, " ").replace(/ $/, "") || ` ${mot}`).replace(/([^ ])[sx]$/, "$1");
  const chercher = (texte) =>
    plier(texte).split(" ").filter(Boolean).map((mot) => [debut(mot), `\n${mot}\n`]);

  const filtre = document.getElementById("le_filtre");
  const compte = document.getElementById("le_compte");
  const annonce = document.getElementById("l_annonce");
  const champs = [...filtre.elements].filter((champ) => champ.name);
  const actions = [...document.querySelectorAll("li[data-texte]")].map((element) => ({
    element,
    texte: element.dataset.texte,
    axe: [element.dataset.axe],
    responsable: element.dataset.responsable.split(";"),
    groupe: element.dataset.groupe.split(";"),
    etat: element.dataset.etat.split("\n"),
  }));
  const parties = [...document.querySelectorAll("section.axe, .niveau")];

  const repond = (action, mots, choisis) =>
    mots.every((formes) => formes.some((forme) => action.texte.includes(forme))) &&
    choisis.every((champ) => action[champ.name].includes(champ.value));

  const lisible = (champ) =>
    champ.name === "texte" ? `« ${champ.value.trim()} »` : champ.selectedOptions[0].text;

  const compter = (nombre, remplis) => {
    const sur = remplis.length ? ` sur ${actions.length}` : "";
    const dit = nombre ? `${nombre} action${nombre > 1 ? "s" : ""}${sur}` : "Aucune action";
    return remplis.length ? `${dit} : ${remplis.map(lisible).join("; ")}` : dit;
  };

  let attente = 0;
  const annoncer = (dit) => {
    clearTimeout(attente);
    attente = setTimeout(() => { annonce.textContent = dit; }, PAUSE);
  };

  const choisir = () => {
    const remplis = champs.filter((champ) => champ.value.trim());
    const choisis = remplis.filter((champ) => champ.name !== "texte");
    const mots = chercher(filtre.elements.texte.value);
    let nombre = 0;
    for (const action of actions) {
      const retenue = repond(action, mots, choisis);
      action.element.hidden = !retenue;
      nombre += retenue;
    }
    for (const partie of parties) {
      partie.hidden = remplis.length > 0 && !partie.querySelector("li:not([hidden])");
    }
    compte.textContent = compter(nombre, remplis);
    annoncer(compte.textContent);
    return remplis;
  };

  // Ce qui est choisi reste dans l'adresse : elle se garde, et s'envoie.
  const retenir = (remplis) => {
    const adresse = new URL(location.href);
    adresse.search = new URLSearchParams(remplis.map((champ) => [champ.name, champ.value.trim()]));
    history.replaceState(null, "", adresse);
  };

  const rappeler = () => {
    const demandes = new URLSearchParams(location.search);
    for (const champ of champs) {
      champ.value = demandes.get(champ.name) ?? "";
      if (champ.selectedIndex === -1) champ.value = "";
    }
  };

  const cible = (ancre) => {
    try {
      return document.getElementById(decodeURIComponent(ancre.slice(1)));
    } catch {
      return null;
    }
  };

  // Un lien vers une action que le choix cache la montre : il défait le choix.
  const suivre = (ancre) => {
    const element = cible(ancre);
    if (!element?.closest("[hidden]")) return;
    filtre.reset();
    element.scrollIntoView();
  };

  filtre.hidden = false;
  filtre.addEventListener("submit", (evenement) => evenement.preventDefault());
  filtre.addEventListener("input", () => retenir(choisir()));
  filtre.addEventListener("reset", () => {
    for (const champ of champs) champ.value = "";
    retenir(choisir());
  });
  addEventListener("hashchange", () => suivre(location.hash));
  document.addEventListener("click", (evenement) => {
    const lien = evenement.target.closest?.('a[href^="#"]');
    if (lien) suivre(lien.hash);
  });
  rappeler();
  if (champs.some((champ) => champ.value)) choisir();
  suivre(location.hash);
})();
