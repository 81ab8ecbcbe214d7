"""What a board carries: body and bar are refused before a drill begins."""

from dataclasses import replace
from math import nan

from tripod.boards import load_board
from tripod.drills.format.limits import load_refusal
from tripod.drills.format.loader import library
from tripod.drills.format.part import Options

DRILLS, _ = library()


def test_too_much_load_is_refused_before_it_begins() -> None:
    plate, pads, insole = (load_board(b) for b in ("plate", "pads", "insole"))
    lift, hold, leg = (DRILLS[n] for n in ("deadlift-reps", "tripod-hold", "one-leg-hold"))
    lifter = Options(weight_kg=120, bar_kg=200)
    assert "Too heavy for this board" in load_refusal(lift, pads, lifter)
    assert load_refusal(lift, plate, replace(lifter, bar_kg=100)) == ""
    assert "what bar and plates weigh" in load_refusal(lift, plate, Options(weight_kg=80))
    assert "does not carry a barbell" in load_refusal(lift, insole, lifter)
    assert load_refusal(hold, insole, Options()) == ""
    assert "on one foot" in load_refusal(leg, pads, Options(weight_kg=250))


def test_a_bar_needs_the_bodys_weight_too() -> None:
    pads = load_board("pads")
    refusal = load_refusal(DRILLS["deadlift-reps"], pads, Options(weight_kg=nan, bar_kg=400))
    assert "what you weigh" in refusal
