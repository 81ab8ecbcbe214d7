"""Ten more boards as hands make them, on four builds: at which step doctor stops, at which wire, and what it does not
claim before."""

import numpy as np
import pytest
from bench import Bench, bench, examined, said
from test_dead_boards import DIVIDER_OHM, REFERENCE, SUPPLY, Dead, films, judged, under_thumb

from tripod.acceptance import Check, Verdict, outcome
from tripod.device.protocol import Status

MASS_OHM = 1_000.0
"""A film under a kilogram."""


def divider(ohm: float, feed: float = SUPPLY):
    """Dividers with another resistor, or fed from another pin."""

    def volts(it: Bench, v: np.ndarray) -> np.ndarray:
        v[:] = 0.0
        if (cell := under_thumb(it)) is not None:
            v[cell] = feed * ohm / (ohm + MASS_OHM)
        return v

    return volts


def leads_in_one_column(it: Bench, v: np.ndarray) -> np.ndarray:
    """Both legs of a film in one row of the breadboard: its pin hangs on 5 V."""
    v[1] = SUPPLY
    return v


def feedback_bridged(it: Bench, v: np.ndarray) -> np.ndarray:
    """Solder across RF: the amplifier follows its reference, whatever the film does."""
    v[2] = REFERENCE
    return v


def feedback_open(it: Bench, v: np.ndarray) -> np.ndarray:
    """No RF: a comparator, at one end or the other by its offset."""
    v[5] = 4.95
    return v


def inputs_shorted(it: Bench, counts: np.ndarray, t_s: float) -> None:
    """A+ on A−: what is left is the converter's own noise."""
    counts[:, 4] = it.rng.normal(120, 35, len(counts))


def a_third_beside(cell: int):
    """Of the load on a cell a third goes through a screw, or a stop that touches."""

    def wrong(it: Bench, counts: np.ndarray, t_s: float) -> None:
        counts[:, cell] = it.zero[cell] + (counts[:, cell] - it.zero[cell]) * 0.66

    return wrong


def repeats_itself(it: Bench, counts: np.ndarray, t_s: float) -> None:
    counts[:, 3] = 41_234


def no_completion(it: Bench, counts: np.ndarray, t_s: float) -> None:
    """A− of a half bridge hangs on nothing: a millivolt here or there is all of the range."""
    counts[:, 7] = 5_200_000 + it.rng.normal(0, 9_000, len(counts))


DEAD = {
    "tonight: the resistors of 1 Mohm where those of 10 kohm belong": Dead(
        "insole-tonight", 4, {"wrong": films(divider(1e6)), "status": lambda c, t: 0}, Check.WEIGHT, ("resistors",)
    ),
    "tonight: films fed from 3.3 V": Dead(
        "insole-tonight", 4, {"wrong": films(divider(DIVIDER_OHM, 3.3))}, Check.WEIGHT, ("5V",)
    ),
    "tonight: both leads of a film in one column": Dead(
        "insole-tonight", 3, {"wrong": films(leads_in_one_column)}, Check.REST, ("A1", "both leads of its film")
    ),
    "insole: solder across a feedback resistor": Dead(
        "insole", 7, {"wrong": films(feedback_bridged)}, Check.PRESS, ("left little toe", "RF"),
        not_passed=(Check.WEIGHT,),
    ),
    "insole: a feedback resistor is missing": Dead(
        "insole", 6, {"wrong": films(feedback_open)}, Check.REST, ("right little toe", "A5", "RF")
    ),
    "insole: the cables of the two feet are exchanged": Dead(
        "insole",
        7,
        {"answers": {k: (k + 3) % 6 for k in range(6)}},
        Check.PRESS,
        ("pressed the left heel, and the right heel answered", "A0, A3"),
        not_passed=(Check.WEIGHT,),
    ),
    "pads: A+ touches A- at a converter": Dead(
        "pads", 7, {"wrong": inputs_shorted}, Check.PRESS, ("right big toe", "D6"), not_passed=(Check.WEIGHT,)
    ),
    "pads: a screw under a block bears a third": Dead(
        "pads", 7, {"wrong": a_third_beside(0)}, Check.WEIGHT, ("left heel", "3.3", "sheet of paper")
    ),
    "plate: a converter repeats its last reading": Dead(
        "plate", 7, {"wrong": repeats_itself, "status": lambda c, t: Status.STUCK * (c == 3)}, Check.READINGS,
        ("front right corner of the left plate",),
    ),
    "plate: a half bridge without its other half": Dead(
        "plate-50kg", 7, {"wrong": no_completion}, Check.REST, ("D9", "1 kΩ")
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DEAD)
def test_it_is_stopped_at_its_wire(name: str) -> None:
    dead = DEAD[name]
    it = bench(dead.board, **dead.how)
    findings = examined(it, dead.step)
    page = "\n".join(said(it, findings))
    assert outcome(findings) is Verdict.FAIL, page
    assert Verdict.FAIL in judged(findings, dead.check), page
    assert all(words in page for words in dead.says), page
    assert all(Verdict.PASS not in judged(findings, check) for check in dead.not_passed)
