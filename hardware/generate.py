"""Write everything that follows from the board files and the build files.

    python hardware/generate.py                    all but the solids
    python hardware/generate.py --solids           the solids as well (pip install '.[cad]', about 1 GB)
    python hardware/generate.py --board my-pads.toml --into mine/    drawing and templates of your own board's file
    python hardware/generate.py --solids --foot-mm 245 --into mine/    your own size, into another folder

Needs pip install '.[hardware]' and Graphviz (apt-get install graphviz).
"""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from making.build import BUILDS, HARDWARE, load_build, own_build
from making.files import SOLID, drawn_files, sheets, text_files
from making.solid_sources import solid_sources

from tripod.boards import BoardError, read_board_file


def main(argv: Sequence[str] | None = None) -> None:
    """Write the files, and say which changed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--solids", action="store_true", help="rebuild STEP and STL with build123d")
    parser.add_argument("--foot-mm", type=float, default=0.0, help="solids for this foot length")
    parser.add_argument("--board", type=Path, help="drawing and templates of this board's file alone")
    parser.add_argument("--into", type=Path, default=HARDWARE.parent, help="instead of this checkout")
    args = parser.parse_args(argv)
    if args.foot_mm and args.into == HARDWARE.parent:
        parser.error("--foot-mm needs --into: the committed solids are of one size")
    if args.board:
        if args.into == HARDWARE.parent:
            parser.error("--board needs --into: the committed drawings are of the shipped boards")
        try:
            board = read_board_file(args.board)
            _write(sheets(own_build(board), board.name), args.into)
        except (BoardError, ValueError) as error:
            parser.error(str(error))
        return
    if args.solids:
        from making.solids import solids, write  # noqa: PLC0415 - build123d is an extra

        for name in BUILDS:
            if name in SOLID:
                build, folder = load_build(name), args.into / "hardware" / "made" / name / "solids"
                write(solids(build, args.foot_mm), folder)
                (folder / "sources.txt").write_text(solid_sources(build), "utf-8")
    _write({**text_files(), **drawn_files(into=args.into)}, args.into)


def _write(files: Mapping[str, str | bytes], into: Path) -> None:
    for path, text in files.items():
        target, content = into / path, text.encode() if isinstance(text, str) else text
        if not target.exists() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            print(path)


if __name__ == "__main__":
    main()
