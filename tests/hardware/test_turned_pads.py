"""Pads whose blocks are mounted turned: drawing, template, program and virtual board follow from the board's file."""

import re
import subprocess
import sys
from dataclasses import replace
from importlib import resources
from math import radians, tan
from pathlib import Path

import numpy as np
import pytest
from making.build import Build, own_build
from making.drawing import Drawing
from making.drawing import Path as Line
from making.plan import plan
from making.template import template
from numpy.typing import NDArray

from tripod.balance.geometry import Feet, cell_positions, place_mm, turned
from tripod.boards import FEET, Board, load_board, read_board_file
from tripod.virtual.board import LoadPath
from tripod.virtual.scenario import Scenario
from tripod.virtual.standing import Stance, scenario_stance

Array = NDArray[np.float64]

TURN_DEG = 10.0


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the pads' file with turned blocks."""
    text = (resources.files("tripod.boards") / "pads.toml").read_text("utf-8")
    text = text.replace('name = "pads"', 'name = "my-pads"').replace(
        "y_mm = 0 }", f"y_mm = 0, turn_deg = {TURN_DEG} }}"
    )
    path = tmp_path_factory.mktemp("own") / "my-pads.toml"
    path.write_text(text, "utf-8")
    return path


@pytest.fixture(scope="module")
def board(own: Path) -> Board:
    return read_board_file(own)


@pytest.fixture(scope="module")
def build(board: Board) -> Build:
    return own_build(board)


def dotted(sheet: Drawing) -> list[np.ndarray]:
    """The ends (2, 2) of each piece of a line straight ahead."""
    lines = [np.array(i.rings[0]) for i in sheet.items if isinstance(i, Line) and i.dash == (0.6, 1.6)]
    return [line for line in lines if np.hypot(*np.ptp(line, axis=0)) > 1]


@pytest.mark.parametrize("length", [230, 260, 300])
def test_the_template_shows_straight_ahead_at_the_files_angle(build: Build, length: int) -> None:
    pieces = dotted(template(build, length))
    assert len(pieces) == 6
    tilts = [float(np.degrees(np.arctan2(b[0] - a[0], a[1] - b[1]))) for a, b in pieces]
    # Straight ahead is inward of the axis of a foot that is turned outward: to the right of the left one's.
    assert tilts == pytest.approx([TURN_DEG] * 3 + [-TURN_DEG] * 3, abs=0.01)
    assert any(f"left {TURN_DEG:g}°" in getattr(item, "words", "") for item in template(build, length).items)


def test_the_workshop_drawing_shows_it_too(build: Build) -> None:
    (line,) = dotted(plan(build))
    across, along = line[1] - line[0]
    assert across / -along == pytest.approx(-tan(radians(TURN_DEG)), abs=1e-3)
    assert any("turned outward by 10°" in getattr(item, "words", "") for item in plan(build).items)


def test_the_shipped_pads_point_straight_and_show_no_such_line() -> None:
    shipped = own_build(load_board("pads"))
    assert shipped.name == "pads"
    assert dotted(template(shipped, 260)) == []
    assert dotted(plan(shipped)) == []


def test_the_program_has_the_cells_there(board: Board) -> None:
    straight, turned_ = (cell_positions(b, Feet()) for b in (load_board("pads"), board))
    for foot in FEET:
        k = list(board.cells_of(foot))
        heel = np.array([board.places[foot].x_mm, board.places[foot].y_mm])
        assert turned_[k] - heel == pytest.approx((straight[k] - heel) @ turned(foot, radians(TURN_DEG)).T)
    # Both feet's toes point outward.
    assert (np.abs(turned_[:, 0]) >= np.abs(straight[:, 0]) - 1e-9).all()


def test_the_virtual_board_follows_and_so_does_its_cop(board: Board) -> None:
    """A quiet foot on its turned blocks has the shares of one on straight blocks, and its CoP is turned with it."""
    forces, cops = list[Array](), list[Array]()
    for of in (load_board("pads"), board):
        stands = scenario_stance(Scenario("quiet", of))
        cop = stands.on_board(stands.quiet_mm[None])
        stance = Stance(np.zeros(1), np.full((1, 2), 350.0), cop, np.ones((1, 2)))
        force = LoadPath(of, Feet(), stands)(stance)[0][0]
        at = cell_positions(of, Feet())
        own = [list(of.cells_of(foot)) for foot in FEET]
        forces.append(force)
        cops.append(
            np.array([force[k] @ at[k] / force[k].sum() - place_mm(of, f) for f, k in zip(FEET, own, strict=True)])
        )
    assert forces[1] == pytest.approx(forces[0])
    for k, foot in enumerate(FEET):
        assert cops[1][k] == pytest.approx(turned(foot, radians(TURN_DEG)) @ cops[0][k])


def test_drawings_of_ones_own_board_are_written(own: Path, root: Path, tmp_path: Path) -> None:
    script = [sys.executable, str(root / "hardware" / "generate.py"), "--board", str(own)]
    done = subprocess.run([*script, "--into", str(tmp_path)], capture_output=True, text=True, check=True)
    assert "my-pads/drawing.svg" in done.stdout
    assert (tmp_path / "my-pads" / "template-260-a3.pdf").read_bytes().startswith(b"%PDF")
    refused = subprocess.run(script, capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert re.search("--board needs --into", refused.stderr)


def test_a_board_that_nothing_is_drawn_for_is_refused(board: Board) -> None:
    with pytest.raises(ValueError, match="has other cells than any of"):
        own_build(replace(board, cells=board.cells[:2]))
