"""Un vrai Chromium, piloté par son protocole de débogage (DevTools), sans rien à installer de plus.

Le protocole passe par deux tubes : une commande ou un évènement par ligne, finie par un octet nul.
"""

import base64
import json
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
MODULES = Path(os.environ.get("PLANDEV_NPM", "node_modules"))

sans_chromium = pytest.mark.skipif(
    not CHROMIUM, reason="Chromium n'est pas installé : apt-get install chromium"
)
REGLAGES = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--remote-debugging-pipe",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--disable-dev-shm-usage",
    "--force-color-profile=srgb",
]


def module_de_npm(nom: str) -> Path:
    """Rend le fichier de ce module, ou passe le test en disant comment l'obtenir."""
    chemin = MODULES / nom
    if not chemin.exists():
        paquet = nom.split("/", maxsplit=1)[0]
        pytest.skip(f"npm install {paquet}, puis PLANDEV_NPM=le dossier node_modules")
    return chemin


class Navigateur:
    """Un onglet : `aller` l'y mène, `evaluer` y rend la valeur d'une expression."""

    def __init__(self) -> None:
        self._dossier = tempfile.mkdtemp(prefix="chromium-")
        lu, self._ecrire = os.pipe()
        self._lire, ecrit = os.pipe()
        # Chromium lit le descripteur 3 et écrit sur le 4.
        branche = f'exec "$0" "$@" 3<&{lu} 4>&{ecrit}'
        self._processus = subprocess.Popen(
            [
                "bash",
                "-c",
                branche,
                CHROMIUM,
                *REGLAGES,
                f"--user-data-dir={self._dossier}",
                "about:blank",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(lu, ecrit),
        )
        os.close(lu)
        os.close(ecrit)
        self._reste, self._rang, self._session = b"", 0, None
        self.evenements = []
        (cible,) = [
            c for c in self.demander("Target.getTargets")["targetInfos"] if c["type"] == "page"
        ]
        attache = {"targetId": cible["targetId"], "flatten": True}
        self._session = self.demander("Target.attachToTarget", **attache)["sessionId"]
        for domaine in ("Page", "Runtime", "Network", "Log"):
            self.demander(f"{domaine}.enable")

    def fermer(self) -> None:
        self._processus.kill()
        self._processus.wait()
        os.close(self._lire)
        os.close(self._ecrire)
        shutil.rmtree(self._dossier, ignore_errors=True)

    def aller(self, adresse: str) -> None:
        self.evenements.clear()
        self.demander("Page.navigate", url=adresse)
        self.attendre("document.readyState === 'complete'")

    def taille(self, largeur: int, hauteur: int = 900) -> None:
        self.demander(
            "Emulation.setDeviceMetricsOverride",
            width=largeur,
            height=hauteur,
            deviceScaleFactor=1,
            mobile=False,
        )

    def simuler(self, media: str = "", **traits: str) -> None:
        """Simule un support (`print`) et des préférences (`prefers_color_scheme="dark"`)."""
        features = [{"name": n.replace("_", "-"), "value": v} for n, v in traits.items()]
        self.demander("Emulation.setEmulatedMedia", media=media, features=features)

    def sans_script(self, sans: bool = True) -> None:
        self.demander("Emulation.setScriptExecutionDisabled", value=sans)

    def evaluer(self, expression: str):
        rendu = self.demander(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in rendu, rendu["exceptionDetails"]
        return rendu["result"].get("value")

    def attendre(self, condition: str, secondes: float = 300) -> None:
        fin = time.monotonic() + secondes
        while not self.evaluer(condition):
            assert time.monotonic() < fin, f"toujours faux : {condition}"
            time.sleep(0.02)

    def processeur(self) -> float:
        """Rend les secondes de processeur qu'a prises la page, depuis que son processus est né."""
        self.demander("Performance.enable")
        mesures = self.demander("Performance.getMetrics")["metrics"]
        (prises,) = [m["value"] for m in mesures if m["name"] == "ProcessTime"]
        return prises

    def photographier(self, chemin: Path) -> None:
        image = self.demander("Page.captureScreenshot", captureBeyondViewport=True)
        chemin.write_bytes(base64.b64decode(image["data"]))

    def imprimer(self, chemin: Path) -> None:
        pdf = self.demander(
            "Page.printToPDF", preferCSSPageSize=True, generateTaggedPDF=True, printBackground=False
        )
        chemin.write_bytes(base64.b64decode(pdf["data"]))

    def messages(self) -> list[str]:
        """Rend ce que la console a dit depuis la dernière page, et les exceptions."""
        dits = {"Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown"}
        return [str(e["params"]) for e in self.evenements if e["method"] in dits]

    def requetes(self) -> list[str]:
        """Rend les adresses demandées depuis la dernière page, la sienne comprise."""
        envoyees = (e for e in self.evenements if e["method"] == "Network.requestWillBeSent")
        return [e["params"]["request"]["url"] for e in envoyees]

    def demander(self, methode: str, **parametres):
        self._rang += 1
        demande = {"id": self._rang, "method": methode, "params": parametres}
        if self._session:
            demande["sessionId"] = self._session
        _tout_ecrire(self._ecrire, json.dumps(demande).encode() + b"\0")
        while (recu := self._suivant()).get("id") != self._rang:
            self.evenements.append(recu)
        assert "error" not in recu, (methode, recu["error"])
        return recu["result"]

    def _suivant(self) -> dict:
        morceaux = [self._reste]
        while b"\0" not in morceaux[-1]:
            lu = os.read(self._lire, 1 << 20)
            assert lu, "Chromium s'est arrêté"
            morceaux.append(lu)
        message, self._reste = b"".join(morceaux).split(b"\0", 1)
        return json.loads(message)


def _tout_ecrire(descripteur: int, octets: bytes) -> None:
    while octets:
        octets = octets[os.write(descripteur, octets) :]
