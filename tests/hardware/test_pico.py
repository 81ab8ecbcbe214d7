"""The boards on a Raspberry Pi Pico: its pins, nowhere 5 V, and the circuits on 3.3 V."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from making.build import BUILDS, Build, load_build, spoken
from making.error_budget import circuit, gain_sigma
from making.harness import follow
from making.pico import EDGE, complaints, gp, on_pico, pico_harness
from making.pin_header import read_pin_header
from making.spice import STEPS, deck, ideal, run
from making.spice import complaints as circuit_complaints


def with_pico(build: Build, **values: object) -> Build:
    return replace(build, data={**build.data, "pico": {**build.data["pico"], **values}})


@pytest.mark.parametrize("name", BUILDS)
def test_firmware_and_wiring_name_one_pin_for_each_cell(name: str, root: Path, made: Path) -> None:
    text = (made / name / "wiring-pico.yml").read_text("utf-8")
    board = on_pico(load_build(name)).board
    macros = read_pin_header((root / "firmware_arduino" / "tripod_any" / "wiring.h").read_text("utf-8"))[board.name]
    wired, shared = follow(text)
    pins = [gp(pin) for pin in macros.get("CELL_PINS") or macros["HX711_DATA_PINS"]]
    assert wired == {spoken(cell): pin for cell, pin in zip(board.cells, pins, strict=True)}
    assert "3V3" in shared
    assert all(gp(pin) in shared for pin in macros.get("HX711_CLOCK_PIN", []))
    assert "5V" not in text
    connector = yaml.safe_load(text)["connectors"]["A1"]
    assert connector["pins"] == [EDGE[label] for label in connector["pinlabels"]]


def test_the_numbers_on_its_edge_are_forty_at_most_and_none_is_there_twice() -> None:
    assert len(set(EDGE.values())) == len(EDGE)
    grounds = {3, 8, 13, 18, 23, 28, 33, 38}
    others = {30: "RUN", 35: "ADC_VREF", 37: "3V3_EN", 39: "VSYS", 40: "VBUS"}
    assert set(EDGE.values()) <= set(range(1, 41)) - (grounds - {38}) - set(others)


@pytest.mark.parametrize("name", BUILDS)
def test_each_board_bears_3_3_volts(name: str, tools: Callable[..., None]) -> None:
    tools("ngspice", "ngspice")
    build = load_build(name)
    assert complaints(build) == []
    there = on_pico(build)
    assert circuit_complaints(there, run(deck(there))) == []


@pytest.mark.parametrize("name", ["tonight", "insole"])
def test_films_give_the_same_part_of_the_supply_on_either(name: str, tools: Callable[..., None]) -> None:
    tools("ngspice", "ngspice")
    build = load_build(name)
    parts = [[v / b.circuit("supply") for v in run(deck(b))["v"]] for b in (build, on_pico(build))]
    assert len(parts[0]) == len(STEPS)
    assert parts[1] == pytest.approx(parts[0], rel=1e-3)
    assert max(ideal(on_pico(build))) < 3.3


@pytest.mark.parametrize("name", BUILDS)
def test_what_the_converter_adds_is_the_smaller_part_of_the_error(name: str) -> None:
    build = load_build(name)
    assert all(part < gain_sigma(build, True) for part in circuit(on_pico(build)).values())


def test_what_does_not_fit_is_said() -> None:
    pads, insole, tonight = (load_build(name) for name in ("pads", "insole", "tonight"))
    assert "too little" in complaints(with_pico(pads, excitation=2.5))[0]
    assert "regulator" in complaints(with_pico(pads, usb_max_a=0.05))[0]
    assert "no small part" in complaints(with_pico(tonight, adc_codes=16))[0]
    six = replace(insole, data={**insole.data, "pico": {"supply": 3.3, "adc_codes": 416}})
    assert "no A3" in complaints(six)[0]


def test_a_swapped_wire_is_caught() -> None:
    build = load_build("pads")
    swapped = (
        pico_harness(build).replace("- GP2\n", "- GPX\n").replace("- GP3\n", "- GP2\n").replace("- GPX\n", "- GP3\n")
    )
    assert follow(swapped)[0] != follow(pico_harness(build))[0]
