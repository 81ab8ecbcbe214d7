"""SPICE follows the ideal law within 1 % at 0.75, 1 and 1.25 of the nominal drive, and keeps the current limits."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from making.build import BUILDS, Build, load_build
from making.load_case import variants
from making.spice import STEPS, complaints, deck, ideal, loop_deck, nominal_us, rings, run

from tripod.force.front_end import conductance_us


@pytest.fixture(autouse=True)
def simulator(tools: Callable[..., None]) -> None:
    tools("ngspice", "ngspice")


@pytest.mark.parametrize("name", BUILDS)
def test_the_front_end_follows_its_law(name: str, made: Path) -> None:
    build = load_build(name)
    text = (made / name / f"{build.board.front_end.kind}.cir").read_text("utf-8")
    assert complaints(build, run(text)) == []


def test_a_clipped_amplifier_is_caught() -> None:
    build = _with_ohm(load_build("insole"), 5600)
    assert any("of the nominal drive" in c for c in complaints(build, run(deck(build))))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("RF out minus 3920", "RF out minus 4220"),
        ("RT vcc top 11500", "RT vcc top 12000"),
        ("RI out pin", "* RI out pin"),
    ],
)
def test_another_resistor_in_the_circuit_is_caught(old: str, new: str) -> None:
    build = load_build("insole")
    text = deck(build)
    assert old in text
    assert complaints(build, run(text.replace(old, new)))


def test_another_resistor_in_a_source_is_caught() -> None:
    build = load_build("insole")
    changed = replace(build, data={**build.data, "circuit": {**build.data["circuit"], "reference_bottom": 1200}})
    assert complaints(build, run(deck(changed)))
    assert complaints(_with_ohm(build, 3300), run(deck(build)))


def test_too_much_current_is_caught() -> None:
    build = load_build("tonight")
    assert any("i_film" in c for c in complaints(_with_ohm(build, 1000), run(deck(_with_ohm(build, 1000)))))
    pads = load_build("pads")
    thirsty = replace(pads, data={**pads.data, "circuit": {**pads.data["circuit"], "bridge_ohm": 40}})
    assert {c.split(" ")[1] for c in complaints(thirsty, run(deck(thirsty)))} == {"i_bridge", "i_usb"}


@pytest.mark.parametrize("name", ["insole", "tonight"])
def test_a_film_that_is_pressed_as_far_as_it_goes_bears_its_current(name: str) -> None:
    build = load_build(name)
    most = run(deck(build))["i_film"][-1]
    assert most < 1.267e-3
    # Ohm's law, by hand: supply over the film and what lies in series with it.
    ohm = (
        build.data["circuit"]["film_least_ohm"]
        + (1 - build.data["circuit"]["ohm_tolerance"]) * build.board.front_end.ohm
    )
    assert most == pytest.approx(5.25 / ohm, rel=0.03)


@pytest.mark.parametrize(
    ("name", "ohm", "path", "to"),
    [
        ("insole", 3600, None, None),
        ("insole", None, ("circuit", "supply_most"), 5.5),
        ("insole", None, ("circuit", "ohm_tolerance"), 0.05),
        ("insole", None, ("circuit", "film_least_ohm"), 100),
        ("insole", None, ("sensor", "active_mm"), 12.0),
        ("tonight", 4100, None, None),
    ],
)
def test_a_film_that_would_be_burnt_is_caught(
    name: str, ohm: float | None, path: tuple[str, str] | None, to: float | None
) -> None:
    build = load_build(name)
    if ohm:
        build = _with_ohm(build, ohm)
    if path:
        table, key = path
        build = replace(build, data={**build.data, table: {**build.data[table], key: to}})
    assert any("i_film" in c for c in complaints(build, run(deck(build))))


def test_a_film_that_is_pressed_as_far_as_it_goes_is_called_saturated() -> None:
    build = load_build("insole")
    printed = run(deck(build))
    # By hand: what the output can give, less what it loses over its own resistance into feedback and film.
    c, ohm = build.data["circuit"], build.board.front_end.ohm
    top, ref = c["supply_most"] - c["op_amp_swing"], c["supply_most"] / 12.5
    most = top - (top - ref) * c["op_amp_output_ohm"] / (c["op_amp_output_ohm"] + 0.99 * ohm + c["film_least_ohm"])
    assert printed["v_most"][0] == pytest.approx(most / c["supply_most"], rel=2e-3)
    late = replace(build.board, front_end=replace(build.board.front_end, full_scale_counts=1020 * 64))
    assert any("saturated" in said for said in complaints(replace(build, board=late), printed))


def test_the_amplifier_does_not_ring() -> None:
    build = load_build("insole")
    printed = run(loop_deck(build))
    assert rings(build, printed) == []
    bare = {**build.data["circuit"], "feedback_farad": 1e-12}
    assert rings(replace(build, data={**build.data, "circuit": bare}), {}) != []
    without = run(loop_deck(replace(build, data={**build.data, "circuit": bare})))
    assert without["margin"][0] == pytest.approx(30, abs=3)
    assert rings(build, without)
    # By hand, the film open: the loop gain falls to 1 where the bandwidth meets the capacitive divider.
    c = build.data["circuit"]
    assert printed["margin"][0] == pytest.approx(90, abs=5)
    assert c["feedback_farad"] > 3 * c["input_farad"]


def test_a_circuit_that_prints_nothing_is_caught() -> None:
    build = load_build("insole")
    assert complaints(build, run(deck(build).replace("print v\n", "")))
    assert complaints(build, {})


@pytest.mark.parametrize("name", ["insole", "tonight"])
def test_films_stay_within_range_on_one_leg(name: str) -> None:
    build = load_build(name)
    assert max(ideal(build)) < build.circuit("supply") * build.board.front_end.full_scale_counts / 65536
    assert len(STEPS) == len(ideal(build))
    assert 1000 < nominal_us(build) < 4000


def test_circuit_values_agree_with_the_board_file() -> None:
    build = load_build("insole")
    c, front = build.data["circuit"], build.board.front_end
    part = c["reference_bottom"] / (c["reference_top"] + c["reference_bottom"])
    assert part == pytest.approx(front.reference, rel=0.002)
    assert c["filter_ohm"] * c["filter_farad"] == pytest.approx(front.group_delay_s, rel=0.01)


@pytest.mark.parametrize("name", ["pads", "plate"])
def test_the_nominal_gain_is_that_of_the_cells(name: str) -> None:
    build = load_build(name)
    c = build.data["circuit"]
    for cell in build.board.cells:
        counts = c["rated_output"] * c["converter_gain"] / 0.5 * 2**23
        assert cell.nominal.gain == pytest.approx(cell.range_n / counts, rel=0.01)
    if name == "plate":
        light, _ = variants(build)["bodyweight"]
        counts = build.data["bodyweight"]["circuit"]["rated_output"] * c["converter_gain"] / 0.5 * 2**23
        assert light.cells[0].nominal.gain == pytest.approx(light.cells[0].range_n / counts, rel=0.01)


def _with_ohm(build: Build, ohm: float) -> Build:
    return replace(build, board=replace(build.board, front_end=replace(build.board.front_end, ohm=ohm)))


@pytest.mark.parametrize("name", ["insole", "tonight"])
def test_pages_say_at_what_load_a_film_is_at_its_end(name: str, root: Path) -> None:
    board = load_build(name).board
    law = board.cells[0].nominal
    clips_n = law.gain * float(conductance_us(board.front_end, board.front_end.full_scale_counts)) ** law.exponent
    ends_n = min(clips_n, board.cells[0].range_n)
    chooser = (root / "hardware" / "README.md").read_text("utf-8")
    assert f"a film reads up to {int(ends_n)} N on its own spot" in chooser
    if name == "insole":
        page = (root / "hardware" / "insole.md").read_text("utf-8")
        foot_n = {point: ends_n / part for cell in board.cells for point, part in cell.sees.items()}
        said = re.search(r"with (\d+) N under the heel, (\d+) N under MT1 or (\d+) N under MT5", page)
        assert said
        assert [float(n) for n in said.groups()] == pytest.approx([foot_n[p] for p in ("heel", "mt1", "mt5")], abs=5)
