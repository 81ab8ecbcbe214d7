"""Pictures of the handbook's pages, to be looked at: phone, desk, dark, and paper.

    python hardware/handbook/look.py FOLDER [PAGE …]       pages by their place: index.html hardware/tonight.html

Builds the handbook as it is. Without pages: those of the builds. Needs pip install '.[handbook]' and a Chromium
(apt-get install chromium).
"""

import argparse
import base64
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from browser import Page, found, opened

CONFIG = Path(__file__).resolve().with_name("mkdocs.yml")
PAGES = ("index.html", *(f"hardware/{name}.html" for name in ("tonight", "insole", "pads", "plate", "SAFETY")))
WIDTHS = {"phone": 390, "desk": 1280}
TALLEST = 16_000
"""So many pixels of a page are drawn."""


def main(argv: Sequence[str] | None = None) -> None:
    """Write the pictures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("page", nargs="*", default=PAGES)
    args = parser.parse_args(argv)
    command = found()
    if command is None:
        parser.error("chromium is missing: apt-get install -y chromium")
    args.folder.mkdir(parents=True, exist_ok=True)
    # Chromium's own processes may still write into its profile while it is deleted.
    kept = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    with tempfile.TemporaryDirectory() as built, kept as profile:
        mkdocs = (sys.executable, "-m", "mkdocs", "build", "-q", "--strict", "-f", str(CONFIG), "-d", built)
        if subprocess.run(mkdocs, check=False).returncode:
            parser.error("the handbook cannot be built")
        missing = [page for page in args.page if not (Path(built) / page).exists()]
        if missing:
            parser.error(f"there is no page {missing[0]}")
        with opened(command, Path(profile)) as browser:
            for page in args.page:
                print(
                    _pictures(browser, Path(built) / page, args.folder / page.removesuffix(".html").replace("/", "-"))
                )


def _pictures(browser: Page, page: Path, into: Path) -> str:
    """Of one page; gives the beginning of their names."""
    for screen, width in WIDTHS.items():
        for dark in (False, True):
            browser.wide(width, dark=dark)
            browser.open(page.as_uri())
            high = int(browser.run("document.documentElement.scrollHeight"))
            browser.wide(width, min(high, TALLEST), dark)
            shot = browser.ask("Page.captureScreenshot", format="png")["data"]
            into.with_name(f"{into.name}-{screen}{'-dark' if dark else ''}.png").write_bytes(base64.b64decode(shot))
    browser.wide(1280)
    paper = browser.ask("Page.printToPDF", paperWidth=8.27, paperHeight=11.69, printBackground=False)["data"]
    into.with_name(f"{into.name}.pdf").write_bytes(base64.b64decode(paper))
    return into.name


if __name__ == "__main__":
    main()
