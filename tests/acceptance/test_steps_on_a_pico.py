"""The same steps on a Raspberry Pi Pico: its own pins and its own 3.3 V, and nothing passed that it does not report."""

import numpy as np
import pytest
from bench import Bench, bench, examined, presses, said

from tripod.acceptance import Check, Finding, Verdict, builds
from tripod.device.protocol import Sampling
from tripod.live.acceptance import Asked, Known, Wanted, examine_step
from tripod.live.doctor import examine
from tripod.sources.port_identity import PortIdentity
from tripod.sources.stream import Stream


def pico(name: str, **how: object) -> Bench:
    """As the portable sketch says it: it samples by program and measures no supply."""
    full_scale = 65_520 if name.startswith("insole") else 8_388_607
    return bench(name, sampling=Sampling(full_scale, 0, ratiometric=True), supply_mv=0, **how)


def shivers(it: Bench, counts: np.ndarray, t_s: float) -> None:
    counts[:, 4] += it.rng.normal(0, 305, len(counts))


def one_dead(it: Bench, counts: np.ndarray, t_s: float) -> None:
    counts[:, 1] = 0


def all_dead(it: Bench, counts: np.ndarray, t_s: float) -> None:
    counts[:] = 0


@pytest.fixture
def usb_of_a_pico(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bench's port has the USB ids of one."""
    here = (PortIdentity("bench", 0x2E8A, 0x000A),)
    monkeypatch.setattr("tripod.sources.arduino_kind.ports_here", lambda: here)


def told_on_a_pico(it: Bench, step: int) -> dict[Check, list[tuple[Verdict, str]]]:
    clock, told = it.clock(), dict[Check, list[tuple[Verdict, str]]]()
    known: Known | None = None
    for item in examine_step(Stream("bench", it, lambda: it, clock), clock, Wanted(step, it.board.name, 5.0, 4.0)):
        match item:
            case Known():
                known = item
            case Asked(cell):
                presses(it, cell)
            case Finding(check, verdict):
                assert known
                told.setdefault(check, []).append((verdict, item.said(known.board, known.build)))
    return told


@pytest.mark.usefixtures("usb_of_a_pico")
@pytest.mark.parametrize("name", ["insole-tonight", "insole-right", "pads", "plate"])
def test_on_a_pico_its_supply_is_not_passed_and_all_else_is(name: str) -> None:
    told = told_on_a_pico(pico(name), builds()[name].step[0].number)
    ((verdict, says),) = told.pop(Check.SUPPLY)
    assert verdict is Verdict.CANNOT_TELL
    assert "neither its supply nor why it began anew" in says
    assert "between 3V3 and GND; 3.2 to 3.4 V" in says
    assert {v for found in told.values() for v, _ in found} == {Verdict.PASS}


@pytest.mark.usefixtures("usb_of_a_pico")
def test_on_a_pico_wires_are_named_by_its_own_pins() -> None:
    told = told_on_a_pico(pico("pads", wrong=shivers), 6)
    assert "data on GP6" in told[Check.NOISE][0][1]
    told = told_on_a_pico(pico("insole-right", wrong=one_dead), 6)
    assert "the white wire to GP27" in told[Check.REST][0][1]
    told = told_on_a_pico(pico("insole-right", wrong=all_dead), 6)
    assert "3.3 V between them), and 0.26 V at the reference divider" in told[Check.REST][0][1]
    told = told_on_a_pico(pico("insole-tonight", answers={1: -1}), 4)
    assert "one in 3V3, one in the row of GP27" in told[Check.PRESS][1][1]


@pytest.mark.usefixtures("usb_of_a_pico")
def test_on_a_pico_its_clock_is_not_that_of_an_arduino() -> None:
    it = pico("pads", clock_ratio=0.5)
    ((verdict, says),) = told_on_a_pico(it, 6)[Check.CLOCK]
    assert verdict is Verdict.FAIL
    assert "16 MHz" not in says
    assert '"tripod flash --board pads --arduino pico"' in says


@pytest.mark.usefixtures("usb_of_a_pico")
def test_on_a_pico_the_page_without_a_step_names_its_pins_too() -> None:
    it = pico("pads", wrong=shivers)
    clock = it.clock()
    page = "\n".join(line.said for line in examine(Stream("bench", it, lambda: it, clock), clock, 5.0))
    assert "data on GP6" in page
    assert "supply: not tested" in page


def test_a_board_of_another_kind_without_a_measured_supply_hears_of_its_own_volts() -> None:
    it = pico("pads")
    says = said(it, examined(it, 6))
    assert len(says) == 1
    assert "between 5V and GND; 4.5 to 5.5 V is right on a board of 5 V" in says[0]


def test_every_build_but_the_six_films_fits_onto_a_pico() -> None:
    assert [name for name, build in builds().items() if build.on_pico() is build] == ["insole"]
    for build in builds().values():
        assert set(build.on_pico().pins) == set(build.pins)
