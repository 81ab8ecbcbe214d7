"""A headless Chromium that is spoken to over two pipes (its DevTools protocol), for looking at pages."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)

_AS_THREE_AND_FOUR = """
import fcntl, os, sys
high = [fcntl.fcntl(int(n), fcntl.F_DUPFD, 10) for n in sys.argv[1:3]]
os.dup2(high[0], 3), os.dup2(high[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Becomes the browser, which hears on number 3 and says on number 4; out of the way first, for those may be taken."""


def found() -> str | None:
    """The command of a browser of that kind, None where there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Page:
    """One tab."""

    def __init__(self, to_browser: int, answers: BufferedReader) -> None:
        self._to, self._from, self._heard = to_browser, answers, b""
        self._number, self._session = 0, ""
        self.asked_for: list[str] = []
        """Addresses that pages loaded something from."""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """Asks, and waits for the answer.

        Raises:
            RuntimeError: the browser refused; its words.
        """
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while (got := self._next()).get("id") != self._number:
            pass
        if "error" in got:
            raise RuntimeError(f"{method}: {got['error']['message']}")
        return got["result"]

    def open(self, url: str) -> None:
        """Opens a page and waits until it is loaded."""
        self.ask("Page.navigate", url=url)
        while self._next().get("method") != "Page.loadEventFired":
            pass
        self.run("document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(done))).then(() => 0)")

    def run(self, script: str) -> Any:
        """The value of a script; a promise is waited for."""
        got = self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in got:
            raise RuntimeError(str(got["exceptionDetails"]))
        return got["result"].get("value")

    def wide(self, width: int, height: int = 844, dark: bool = False) -> None:
        """As on a screen of this size, in CSS pixels."""
        self.ask(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.ask("Emulation.setEmulatedMedia", features=scheme)

    def _next(self) -> dict[str, Any]:
        pieces: list[bytes] = []
        while b"\0" not in self._heard:
            pieces.append(self._heard)
            self._heard = self._from.read1(1 << 20)
            if not self._heard:
                raise RuntimeError("The browser ended.")
        rest, _, self._heard = self._heard.partition(b"\0")
        got = json.loads(b"".join([*pieces, rest]))
        if got.get("method") == "Network.requestWillBeSent":
            self.asked_for.append(got["params"]["request"]["url"])
        return got


@contextmanager
def opened(command: str, profile: Path) -> Iterator[Page]:
    """A browser of its own, with an empty profile in a folder; it ends with the block."""
    hears, to_browser = os.pipe()
    from_browser, says = os.pipe()

    browser = subprocess.Popen(
        [
            sys.executable,
            "-c",
            _AS_THREE_AND_FOUR,
            str(hears),
            str(says),
            command,
            *_FLAGS,
            f"--user-data-dir={profile}",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=(hears, says),
    )
    os.close(hears)
    os.close(says)
    try:
        with os.fdopen(from_browser, "rb") as answers:
            yield Page(to_browser, answers)
    finally:
        browser.terminate()
        browser.wait(10)
        os.close(to_browser)
