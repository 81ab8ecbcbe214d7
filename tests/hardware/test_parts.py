"""Parts lists: sums, quantities, references."""

from pathlib import Path

import agreement
import pytest
from making.build import BUILDS, load_build


@pytest.fixture(scope="module")
def guides(root: Path) -> str:
    return "\n".join(p.read_text("utf-8") for p in (root / "hardware").glob("*.md"))


def _text(made: Path, name: str) -> tuple[str, str]:
    return (made / name / "bom.csv").read_text("utf-8"), (made / name / "wiring.yml").read_text("utf-8")


@pytest.mark.parametrize("name", BUILDS)
def test_the_parts_list_is_whole(name: str, made: Path, guides: str) -> None:
    bom, diagram = _text(made, name)
    assert agreement.parts(load_build(name), bom, diagram, guides) == []


@pytest.mark.parametrize("name", BUILDS)
def test_a_dropped_row_is_caught(name: str, made: Path, guides: str) -> None:
    bom, diagram = _text(made, name)
    lines = bom.splitlines(keepends=True)
    for k in range(1, len(lines)):
        dropped = "".join(lines[:k] + lines[k + 1 :])
        assert agreement.parts(load_build(name), dropped, diagram, guides), lines[k]


def test_a_wrong_quantity_and_a_double_reference_are_caught(made: Path, guides: str) -> None:
    bom, diagram = _text(made, "insole")
    build = load_build("insole")
    assert any("says 5" in c for c in agreement.parts(build, bom.replace("S6,6,", "S6,5,"), diagram, guides))
    assert any("twice" in c for c in agreement.parts(build, bom.replace("RF1 RF2", "RF2 RF2"), diagram, guides))


def test_resistors_of_the_list_are_those_of_the_board_file(made: Path) -> None:
    for name, reference in (("insole", "RF1"), ("tonight", "RD1")):
        row = next(line for line in _text(made, name)[0].splitlines() if reference in line)
        assert f"{load_build(name).board.front_end.ohm:g} ohm" in row


def test_no_part_is_named_by_a_path_or_a_shop(made: Path) -> None:
    for name in BUILDS:
        assert "://" not in _text(made, name)[0]
