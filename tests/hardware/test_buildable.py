"""Whether the lists and drawings can be built: each check returns its complaints, so that a mutation brings one."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import buildable
import pytest
from making.build import BUILDS, Build, load_build
from making.harness import harness
from making.mechanics import pads_base, plate_box
from making.parts import bom
from making.template import LENGTHS_MM


def changed(build: Build, *path: str, to: object) -> Build:
    """The build with one value of its file changed."""

    def put(table: Any, keys: tuple[str, ...]) -> Any:
        return {**table, keys[0]: put(table[keys[0]], keys[1:]) if keys[1:] else to}

    return replace(build, data=put(build.data, path))


@pytest.mark.parametrize("length", LENGTHS_MM)
def test_nobody_stands_on_a_films_pins(length: int) -> None:
    assert buildable.tails(load_build("tonight"), length) == []


def test_a_tail_under_the_foot_is_caught() -> None:
    short = changed(load_build("tonight"), "sensor", "tail_mm", to=25.0)
    assert len(buildable.tails(short, 260)) == 2


@pytest.mark.parametrize("name", BUILDS)
def test_every_wire_of_the_picture_is_bought(name: str) -> None:
    build = load_build(name)
    assert buildable.wires(build, bom(build), harness(build)) == []


def test_a_jumper_or_a_lead_too_few_is_caught() -> None:
    build = load_build("tonight")
    text = bom(build)
    for lost in (" WJ5", " WL6"):
        assert lost in text
        assert buildable.wires(build, text.replace(lost, ""), harness(build))


# -- screws and stops against what they go through -------------------------------------------------------------------


def test_stops_reach_hold_and_lie_where_nothing_else_is() -> None:
    assert buildable.plate_stops(load_build("plate")) == []


@pytest.mark.parametrize(
    ("path", "to", "says"),
    [
        (("stop", "stock_mm"), [16], "no set screw"),
        (("stop", "stock_mm"), [35], "out of the base below"),
        (("solid", "edge_along_mm"), 23, "runs into a cell"),
        (("stop", "nut_mm"), 16.0, "lock nut"),
        (("stop", "insert_mm"), 20, "insert"),
        (("solid", "foot_mm"), 60, "foot"),
    ],
)
def test_a_stop_that_cannot_be_built_is_caught(path: tuple[str, ...], to: object, says: str) -> None:
    assert any(says in complaint for complaint in buildable.plate_stops(changed(load_build("plate"), *path, to=to)))


def test_seats_buttons_and_pegs_of_half_bridges_fit() -> None:
    assert buildable.half_bridge_plate(load_build("plate")) == []


@pytest.mark.parametrize(
    ("path", "to", "says"),
    [
        (("bodyweight", "seat", "side_mm"), 42, "on the stop"),
        (("bodyweight", "seat", "side_mm"), 36, "wall"),
        (("bodyweight", "seat", "frame_mm"), 36, "wall"),
        (("bodyweight", "seat", "cell_mm"), 11, "button"),
        (("bodyweight", "seat", "cell_mm"), 4, "rim"),
        (("bodyweight", "seat", "deep_mm"), 0, "button"),
        (("bodyweight", "seat", "high_mm"), 10, "button"),
        (("bodyweight", "seat", "free_deep_mm"), 4, "hang free"),
        (("bodyweight", "seat", "free_mm"), 30, "hang free"),
        (("bodyweight", "button", "diameter_mm"), 24, "frame"),
        (("bodyweight", "peg", "base_deep_mm"), 16, "other side"),
        (("bodyweight", "peg", "top_deep_mm"), 16, "other side"),
        (("bodyweight", "peg", "top_deep_mm"), 7, "before it reaches its stops"),
        (("bodyweight", "peg", "in_top_mm"), 2, "holds nothing"),
        (("bodyweight", "peg", "slot_mm"), 9, "no way"),
        (("cell_body", "height_mm"), 18, "button"),
        (("solid", "edge_along_mm"), 34, "on the stop"),
        (("solid", "edge_mm"), 18, "over the edge"),
    ],
)
def test_a_seat_a_button_or_a_peg_that_does_not_fit_is_caught(path: tuple[str, ...], to: object, says: str) -> None:
    found = buildable.half_bridge_plate(changed(load_build("plate"), *path, to=to))
    assert any(says in complaint for complaint in found), found


def _half_bridge_papers(build: Build, root: Path) -> list[str]:
    drawing, page = ((root / "hardware" / p).read_text("utf-8") for p in ("made/plate/drawing-50kg.svg", "plate.md"))
    bom_, chooser = ((root / "hardware" / p).read_text("utf-8") for p in ("made/plate/bom.csv", "README.md"))
    return buildable.half_bridge_papers(build, drawing, page, bom_, chooser)


def test_papers_of_the_plate_on_half_bridges_are_those_of_its_file(root: Path) -> None:
    assert _half_bridge_papers(load_build("plate"), root) == []


@pytest.mark.parametrize(
    ("path", "to"),
    [
        (("bodyweight", "seat", "side_mm"), 37.5),
        (("bodyweight", "seat", "high_mm"), 7.5),
        (("bodyweight", "seat", "cell_mm"), 8.5),
        (("bodyweight", "button", "diameter_mm"), 17),
        (("bodyweight", "peg", "diameter_mm"), 10),
        (("bodyweight", "peg", "base_deep_mm"), 13),
        (("bodyweight", "peg", "in_top_mm"), 5),
        (("bodyweight", "peg", "top_deep_mm"), 9),
        (("bodyweight", "peg", "room_mm"), 0.6),
        (("bodyweight", "peg", "slot_mm"), 13),
        (("material", "plywood", "thick_mm"), 15),
        (("cell_body", "height_mm"), 24),
        (("solid", "foot_high_mm"), 9),
    ],
)
def test_papers_that_say_something_else_are_caught(path: tuple[str, ...], to: object, root: Path) -> None:
    assert _half_bridge_papers(changed(load_build("plate"), *path, to=to), root)


def test_screws_of_the_pads_fit_their_stack() -> None:
    assert buildable.pads_screws_fit(load_build("pads")) == []


@pytest.mark.parametrize(
    ("path", "to", "says"),
    [
        (("screws", "stock_mm"), [20, 80], "sold"),
        (("screws", "cell_most_thread_mm"), 9.5, "sold"),
        (("solid", "block_mm"), 6, "sold"),
        (("solid", "wood_screws_apart_mm"), 44, "carrier"),
        (("solid", "wood_screws_apart_mm"), 8, "pilot"),
    ],
)
def test_a_screw_that_does_not_fit_is_caught(path: tuple[str, ...], to: object, says: str) -> None:
    found = buildable.pads_screws_fit(changed(load_build("pads"), *path, to=to))
    assert any(says in complaint for complaint in found)


@pytest.mark.parametrize("name", ["pads", "plate"])
def test_heights_of_the_pages_are_those_of_the_parts(name: str, root: Path) -> None:
    build = load_build(name)
    assert buildable.heights(build, (root / "hardware" / "README.md").read_text("utf-8")) == []
    thicker = (
        changed(build, "rubber", "foot_high_mm", to=9)
        if name == "pads"
        else changed(build, "solid", "foot_high_mm", to=9)
    )
    assert buildable.heights(thicker, (root / "hardware" / "README.md").read_text("utf-8"))


def _page(name: str, root: Path) -> str:
    return (root / "hardware" / f"{name}.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["pads", "plate"])
def test_numbers_in_the_text_of_a_page_are_those_of_its_file(name: str, root: Path) -> None:
    assert buildable.said_by_hand(load_build(name), _page(name, root)) == []


@pytest.mark.parametrize(
    ("name", "path", "to"),
    [
        ("pads", ("rubber", "foot_high_mm"), 9),
        ("pads", ("cell_body", "spacer_mm"), 4.0),
        ("pads", ("cell_body", "height_mm"), 38),
        ("pads", ("cell_body", "bolt_mm"), 8.4),
        ("pads", ("solid", "pilot_mm"), 5.0),
        ("pads", ("solid", "gap_mm"), 2.0),
        ("pads", ("screws", "nut_sunk_mm"), 6.0),
        ("pads", ("rubber", "mat_mm"), 4),
        ("plate", ("stop", "thread"), "M6"),
        ("plate", ("solid", "stop_gap_mm"), 0.7),
        ("plate", ("solid", "stop_mm"), 18),
        ("plate", ("solid", "foot_high_mm"), 9),
        ("plate", ("solid", "grid_foot_mm"), 25),
        ("plate", ("cell_body", "pocket_deep_mm"), 2.0),
        ("plate", ("cell_body", "diameter_mm"), 40),
        ("plate", ("material", "plywood", "thick_mm"), 15),
    ],
)
def test_a_number_that_the_text_has_otherwise_is_caught(
    name: str, path: tuple[str, ...], to: object, root: Path
) -> None:
    assert buildable.said_by_hand(changed(load_build(name), *path, to=to), _page(name, root))


# -- packages, nets, terminals ---------------------------------------------------------------------------------------


def with_part(build: Build, refs: str, **to: object) -> Build:
    """The build with a row of its list changed; without it where nothing is said."""
    rows = [({**row, **to} if row["refs"] == refs else row) for row in build.data["part"]]
    return replace(build, data={**build.data, "part": rows if to else [r for r in rows if r["refs"] != refs]})


def test_parts_of_the_perfboard_have_legs_and_one_place() -> None:
    build = load_build("insole")
    assert buildable.perfboard(build) == []
    assert any("no legs" in c for c in buildable.perfboard(with_part(build, "D", package="SOT-143")))
    assert any("no socket" in c for c in buildable.perfboard(with_part(build, "US")))
    assert any("where CI sits" in c for c in buildable.perfboard(with_part(build, "CI", place="")))


def _places(root: Path) -> tuple[str, str, str, str]:
    paths = ("made/insole/conductance.cir", "made/insole/steps/4-amplifier.svg", "insole.md")
    doctor = root / "tripod" / "sentences" / "en" / "acceptance.toml"
    deck_, picture, page = ((root / "hardware" / path).read_text("utf-8") for path in paths)
    return deck_, picture, page, doctor.read_text("utf-8")


def test_each_component_of_the_amplifier_has_one_place_in_all_that_is_said_of_it(root: Path) -> None:
    assert buildable.one_place(load_build("insole"), *_places(root)) == []


def test_a_second_place_is_caught(root: Path) -> None:
    build, said = load_build("insole"), _places(root)
    for ref in buildable.WHERE:
        assert buildable.one_place(with_part(build, ref, place="on the Arduino"), *said), ref
    for k, words in enumerate(("CI pin 0", "CI from that wire to ground", "from pin 12 to ground", "(RI) before it")):
        other = [text.replace(words, "elsewhere") if i == k else text for i, text in enumerate(said)]
        assert other[k] != said[k]
        assert buildable.one_place(build, *other), words


@pytest.mark.parametrize(("name", "key", "sheets"), [("plate", "edge_mm", 4), ("pads", "base_mm", 1)])
def test_sheets_are_ordered_by_their_size(name: str, key: str, sheets: int) -> None:
    build = load_build(name)

    def sizes(of: Build) -> list[str]:
        return re.findall(r"plate[^\n]*? cut to ([\d.]+ x [\d.]+ mm)", bom(of))

    box = plate_box(build) if name == "plate" else pads_base(build, "left", build.board.foot_length_mm)
    assert sizes(build) == [f"{box[2] - box[0]:g} x {box[3] - box[1]:g} mm"] * sheets
    if name == "plate":
        assert sizes(changed(build, "solid", key, to=30)) != sizes(build)


@pytest.mark.parametrize("name", ["insole", "pads", "plate"])
def test_every_wire_that_goes_into_the_arduino_has_an_end_that_holds_there(name: str) -> None:
    build = load_build(name)
    assert buildable.ends_at_the_arduino(build, harness(build)) == []
    for less in (with_part(build, "H"), with_part(build, "H", pins=8)):
        assert any("pins are bought" in c for c in buildable.ends_at_the_arduino(less, harness(build)))


@pytest.mark.parametrize("name", ["pads", "plate"])
def test_terminals_have_a_way_for_each_wire_and_hold_it(name: str) -> None:
    build = load_build(name)
    diagram = harness(build)
    assert buildable.nets(build, bom(build), diagram) == []
    eight = with_part(build, "X", ways=3)
    assert any("ways" in c for c in buildable.nets(eight, bom(eight), diagram))
    solid = with_part(build, "X", least_mm2=0.5)
    assert any("do not hold" in c for c in buildable.nets(solid, bom(solid), diagram))
