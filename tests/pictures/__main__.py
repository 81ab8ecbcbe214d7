"""Every page as a picture: `python tests/pictures FOLDER` (all sizes, both themes, all languages; takes minutes).

python tests/pictures FOLDER --size 1280x800 --theme dark --language de --quick
python tests/pictures FOLDER --walk     no pictures: says what is cut, covered, faint or nameless; ends with 1 if so
python tests/pictures .github/pictures --docs     those of the page tripod/views/pages.md
python tests/pictures FOLDER --keys     prints how many keys and seconds each first thing takes, from the start page on
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

SIZES = ("1280x800", "1920x1080", "1024x600")
SCALES = ("1", "1.25", "2")
DOCS = (
    "start", "new-board", "live", "details", "coach", "drills", "hold", "summary", "calibrate", "played", "history",
    "replay", "people", "export", "settings", "keys",
)  # fmt: skip
"""Pages that `tripod/views/pages.md` shows."""
AT_SCALE = {"1": SIZES, "1.25": ("1092x614",), "2": SIZES[:1]}
"""A small laptop's 1366×768 at 125 %, and a display with small pixels."""


def main(argv: Sequence[str] | None = None) -> int:
    """Take the pictures; one process a scale, because Qt reads it once."""
    parser = argparse.ArgumentParser(prog="python tests/pictures", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", action="append", metavar="WxH", help=f"default {', '.join(SIZES)}")
    parser.add_argument("--theme", action="append", choices=("dark", "light"))
    parser.add_argument("--language", action="append")
    parser.add_argument("--scale", action="append", choices=SCALES, help="default all")
    parser.add_argument("--quick", action="store_true", help="without the pages of a drill")
    parser.add_argument("--walk", action="store_true", help="no pictures: what is cut, covered, faint or nameless")
    parser.add_argument("--docs", action="store_true", help="those of tripod/views/pages.md, one size, dark, English")
    parser.add_argument("--keys", action="store_true", help="no pictures: the table of keys and seconds")
    args = parser.parse_args(argv)
    args.folder.mkdir(parents=True, exist_ok=True)
    if args.keys:
        return _count(args.folder)
    if args.docs:
        args.size, args.theme, args.language, args.scale = SIZES[:1], ("dark",), ("en",), SCALES[:1]
    scales = args.scale or SCALES
    if len(scales) > 1:
        rest = sys.argv[1:] if argv is None else list(argv)
        return max(subprocess.call([sys.executable, __file__, *rest, "--scale", scale]) for scale in scales)
    os.environ["QT_QPA_PLATFORM"], os.environ["QT_SCALE_FACTOR"] = "offscreen", scales[0]
    sizes = args.size or AT_SCALE[scales[0]]
    return _take(args, sizes, args.theme or ("dark", "light"), scales[0])


def _count(folder: Path) -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as home:
        os.environ["XDG_DATA_HOME"] = home
        from PySide6.QtWidgets import QApplication

        sys.path.insert(0, str(Path(__file__).parent))
        from keys_and_seconds import JOURNEYS, count, table  # pyright: ignore[reportImplicitRelativeImport]

        from tripod.views.kit import theme as themes

        app = QApplication(["tripod"])
        app.setQuitOnLastWindowClosed(False)
        themes.load_fonts()
        # The drill of the second is what the others look back at.
        said = table([count(name) for name, *_ in JOURNEYS])
    (folder / "keys-and-seconds.txt").write_text(said + "\n", "utf-8")
    print(said)
    return 0


def _take(args: argparse.Namespace, sizes: Sequence[str], looks: Sequence[str], scale: str) -> int:
    from PySide6.QtWidgets import QApplication

    sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]
    from pages import Led, drill_pages, quick_pages  # pyright: ignore[reportImplicitRelativeImport]
    from walk import cut, faint, over, unnamed  # pyright: ignore[reportImplicitRelativeImport]

    from tripod.sentences import languages, use_language
    from tripod.views.kit import theme as themes

    app = QApplication(["tripod"])
    app.setQuitOnLastWindowClosed(False)
    themes.load_fonts()
    wrong = 0
    for code in args.language or languages():
        use_language(code)
        for look in looks:
            for size in sizes:
                wide, high = map(int, size.split("x"))
                at = f"{size}@{scale}x" if scale != "1" else size
                for pages in (quick_pages, *(() if args.quick else (drill_pages,))):
                    home = tempfile.TemporaryDirectory()
                    os.environ["XDG_DATA_HOME"] = home.name
                    led = Led(args.folder, (wide, high), look == "dark")
                    for name in pages(led):
                        if args.walk:
                            body = led.window.centralWidget()
                            for said in (*cut(body), *over(body), *faint(body), *unnamed(body)):
                                wrong = 1
                                print(f"{name}-{at}-{look}-{code}: {said}")
                            continue
                        if args.docs and name not in DOCS:
                            continue
                        path = args.folder / (f"{name}-{look}.png" if args.docs else f"{name}-{at}-{look}-{code}.png")
                        led.window.grab().save(str(path))
                        print(path)
                    led.close()
                    home.cleanup()
    return wrong


if __name__ == "__main__":
    raise SystemExit(main())
