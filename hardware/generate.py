"""Write everything that follows from the board files and the build files.

    python hardware/generate.py                    all but the solids
    python hardware/generate.py --solids           the solids as well (pip install '.[cad]', about 1 GB)
    python hardware/generate.py --solids --foot-mm 245 --into mine/    your own size, into another folder

Needs pip install '.[hardware]' and Graphviz (apt-get install graphviz).
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from making.build import BUILDS, HARDWARE, load_build
from making.files import SOLID, drawn_files, text_files
from making.solid_sources import solid_sources


def main(argv: Sequence[str] | None = None) -> None:
    """Write the files, and say which changed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--solids", action="store_true", help="rebuild STEP and STL with build123d")
    parser.add_argument("--foot-mm", type=float, default=0.0, help="solids for this foot length")
    parser.add_argument("--into", type=Path, default=HARDWARE.parent, help="instead of this checkout")
    args = parser.parse_args(argv)
    if args.foot_mm and args.into == HARDWARE.parent:
        parser.error("--foot-mm needs --into: the committed solids are of one size")
    if args.solids:
        from making.solids import solids, write  # noqa: PLC0415 - build123d is an extra

        for name in BUILDS:
            if name in SOLID:
                build, folder = load_build(name), args.into / "hardware" / "made" / name / "solids"
                write(solids(build, args.foot_mm), folder)
                (folder / "sources.txt").write_text(solid_sources(build), "utf-8")
    for path, content in {**text_files(), **drawn_files(into=args.into)}.items():
        target = args.into / path
        if not target.exists() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            print(path)


if __name__ == "__main__":
    main()
