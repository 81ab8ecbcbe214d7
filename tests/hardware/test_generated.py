"""Generated files are those that the sources make; drawings by other programs carry their sources' hash."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from making.build import BUILDS, load_build
from making.files import drawn_files, is_current
from making.harness import harness, harness_svg
from making.pico import pico_harness
from making.schematic_values import source

from tripod.boards import board_names, load_board

DRAWN = {f"hardware/made/{name}/{which}.svg" for name in BUILDS for which in ("wiring", "wiring-pico", "schematic")}
"""By other programs, whose versions draw the same a little otherwise."""


@pytest.fixture(scope="module")
def files(root: Path, tools: Callable[..., None], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """All that the script makes in an empty folder, path -> content."""
    tools("graphviz", "dot")
    into = tmp_path_factory.mktemp("made")
    done = subprocess.run(
        [sys.executable, str(root / "hardware" / "generate.py"), "--into", "."],
        cwd=into,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    files = {str(path.relative_to(into)): path.read_bytes() for path in into.rglob("*") if path.is_file()}
    assert set(done.stdout.split()) == set(files), "it says what it wrote"
    return files


def test_every_text_file_is_current(root: Path, files: dict[str, bytes]) -> None:
    assert {"firmware_arduino/tripod/wiring.h", "hardware/pads.md"} | DRAWN <= set(files)
    stale = [path for path in set(files) - DRAWN if (root / path).read_bytes() != files[path]]
    assert not stale, "run: python hardware/generate.py"


def test_nothing_lies_there_that_no_source_makes(made: Path, root: Path, files: dict[str, bytes]) -> None:
    there = {str(p.relative_to(root)) for p in made.rglob("*") if p.is_file() and p.parent.name != "solids"}
    assert there - set(files) == set()


@pytest.mark.parametrize("name", BUILDS)
def test_diagram_and_schematic_are_not_older_than_their_sources(name: str) -> None:
    build = load_build(name)
    assert is_current(build, "wiring.svg", harness(build)), "run: python hardware/generate.py"
    assert is_current(build, "wiring-pico.svg", pico_harness(build)), "run: python hardware/generate.py"
    assert is_current(build, "schematic.svg", source(build)), "run: python hardware/generate.py"
    assert drawn_files() == {}


@pytest.mark.parametrize("name", ["insole", "pads"])
def test_the_diagram_drawn_anew_says_the_same(name: str, made: Path, tools: Callable[..., None]) -> None:
    tools("graphviz", "dot")
    drawn = harness_svg(harness(load_build(name)))
    assert _words(drawn) == _words((made / name / "wiring.svg").read_text("utf-8"))


@pytest.mark.parametrize("name", BUILDS)
def test_the_schematic_drawn_anew_says_the_same(name: str, made: Path) -> None:
    from making.schematic import schematic

    drawn = schematic(load_build(name))
    assert _words(drawn) == _words((made / name / "schematic.svg").read_text("utf-8"))
    assert 'fill="#ffffff"' in drawn


def _words(svg: str) -> list[str]:
    return sorted(re.sub(r"<[^>]+>", "", t).strip() for t in re.findall(r"<text.*?</text>", svg, re.S))


def test_a_picture_is_made_for_each_step_and_shown(root: Path, made: Path) -> None:
    for path in made.glob("*/steps/*.svg"):
        name = path.parts[-3]
        guide = (root / "hardware" / f"{name}.md").read_text("utf-8")
        assert f"made/{name}/steps/{path.name}" in guide


def test_committed_files_are_small(made: Path) -> None:
    assert sum(p.stat().st_size for p in made.rglob("*") if p.is_file()) < 6.5e6


@pytest.mark.parametrize("name", ["insole-tonight", "plate-ply", "plate-50kg"])
def test_boards_of_variants_come_with_the_program(name: str) -> None:
    assert name in board_names()
    assert load_board(name).name == name


def test_no_value_stands_in_board_file_and_build_file(root: Path) -> None:
    for name in BUILDS:
        data = tomllib.loads((root / "hardware" / "builds" / f"{name}.toml").read_text("utf-8"))
        board = tomllib.loads((root / "tripod" / "boards" / f"{data['board']}.toml").read_text("utf-8"))
        # A variant says what differs from the shipped board; each of its values must differ.
        tables = [data.pop("variant", {}), *(data.pop(key, {}).get("variant", {}) for key in ("bodyweight", "plywood"))]
        for variant in tables:
            same = [k for k, v in _leaves(variant) if (k, v) in set(_leaves(board)) and k != "law"]
            assert not same, name
        assert {k for k, _ in _leaves(data)} & {k for k, _ in _leaves(board)} <= {
            "board",
            "foot",
            "heel",
            "mt1",
            "mt5",
        }, name


def _leaves(data: dict, key: str = "") -> list[tuple[str, str]]:
    if isinstance(data, dict):
        return [leaf for k, v in data.items() for leaf in _leaves(v, k)]
    if isinstance(data, list):
        return [leaf for v in data for leaf in _leaves(v, key)]
    return [(key, str(data))]
