"""What feet did that were told to roll or to travel back: people who go half the way, turn their feet out, or sway."""

from collections.abc import Callable
from math import cos, isnan, nan, pi, sin

import pytest

from tripod.drills.seen.look import Look, Three
from tripod.drills.seen.moves import MoveWatch, Unseen
from tripod.drills.seen.on_and_off import OnAndOff

EVEN: Three = (0.55, 0.27, 0.18)
TO: dict[str, Three] = {"heel": (0.88, 0.07, 0.05), "mt1": (0.18, 0.75, 0.07), "mt5": (0.15, 0.10, 0.75)}
FEET = ("left", "right")


def mixed(far: Three, part: float) -> Three:
    return tuple(a + part * (b - a) for a, b in zip(EVEN, far, strict=True))  # type: ignore[return-value]


def soft(t: float, start: float, length: float) -> float:
    """0 before, 1 in the middle, 0 after."""
    at = (t - start) / length
    return sin(pi * at) ** 2 if 0 < at < 1 else 0.0


def watch(move: str, *, measured: bool = True, **more: object) -> MoveWatch:
    return MoveWatch(move, FEET, measured=measured, **{"usual": {}, "unsure": {}, **more})  # type: ignore[arg-type]


def seen_s(
    of: MoveWatch, look: Callable[..., Look], what: Callable[[float], dict[str, object]], hz: float = 80.0
) -> float:
    """When it is seen within ten seconds; nan if it is not."""
    for k in range(round(10 * hz)):
        if of(look(k / hz, **what(k / hz))):
            return k / hz
    return nan


@pytest.mark.parametrize("hz", [10.0, 20.0, 80.0])
@pytest.mark.parametrize("part", [0.5, 0.75, 1.0])
@pytest.mark.parametrize("move", list(TO))
def test_a_roll_is_seen_that_goes_half_the_way(look: Callable[..., Look], move: str, part: float, hz: float) -> None:
    def rolled(t: float) -> dict[str, object]:
        share = mixed(TO[move], part * soft(t, 2, 3))
        return {"left": share, "right": share}

    assert 2.5 < seen_s(watch(move), look, rolled, hz) < 5.0


@pytest.mark.parametrize("move", list(TO))
def test_what_is_no_roll(look: Callable[..., Look], move: str) -> None:
    def still(t: float) -> dict[str, object]:
        share = mixed(TO[move], 0.08 * sin(3 * t))
        return {"left": share, "right": share}

    def one_foot(t: float) -> dict[str, object]:
        return {"left": mixed(TO[move], soft(t, 2, 3))}

    def another(t: float) -> dict[str, object]:
        far = TO["mt5" if move == "mt1" else "mt1"]
        share = mixed(far, soft(t, 2, 3))
        return {"left": share, "right": share}

    def always(_t: float) -> dict[str, object]:
        return {"left": TO[move], "right": TO[move]}

    def blink(t: float) -> dict[str, object]:
        share = TO[move] if 2 < t < 2.2 else EVEN
        return {"left": share, "right": share}

    for what in (still, one_foot, another, always, blink):
        assert isnan(seen_s(watch(move), look, what)), what.__name__


def test_from_the_heels_back_to_the_middle_is_no_roll_to_the_big_toe(look: Callable[..., Look]) -> None:
    def back(t: float) -> dict[str, object]:
        share = mixed(TO["heel"], max(0.0, 1 - t))
        return {"left": share, "right": share}

    assert isnan(seen_s(watch("mt1"), look, back))


def test_a_person_of_their_own_is_held_against_their_own(look: Callable[..., Look]) -> None:
    usual: Three = (0.70, 0.18, 0.12)

    def leant(t: float) -> dict[str, object]:
        share = tuple(a + 0.12 * soft(t, 2, 3) * way for a, way in zip(usual, (1, -0.6, -0.4), strict=True))
        return {"left": share, "right": share}

    assert seen_s(watch("heel"), look, leant) > 0
    assert isnan(seen_s(watch("heel", usual=dict.fromkeys(FEET, usual)), look, leant))


def test_round_is_all_three_in_any_order_on_both_feet(look: Callable[..., Look]) -> None:
    def turned(order: tuple[str, ...]) -> Callable[[float], dict[str, object]]:
        def what(t: float) -> dict[str, object]:
            share = EVEN
            for n, move in enumerate(order):
                if 1 + 2 * n <= t < 3 + 2 * n:
                    share = mixed(TO[move], soft(t, 1 + 2 * n, 2))
            return {"left": share, "right": share}

        return what

    for order in (("heel", "mt5", "mt1"), ("mt1", "heel", "mt5")):
        assert seen_s(watch("round"), look, turned(order)) > 5
    assert isnan(seen_s(watch("round"), look, turned(("heel", "mt1"))))


def test_a_share_known_vaguely_must_move_by_more_or_shows_nothing(look: Callable[..., Look]) -> None:
    vague = watch("mt1", unsure=dict.fromkeys(FEET, (0.1, 0.4, 0.4)))
    assert vague.cannot is Unseen.VAGUE
    assert not vague(look(0.0))

    def rolled(t: float) -> dict[str, object]:
        share = mixed(TO["mt1"], 0.4 * soft(t, 2, 3))
        return {"left": share, "right": share}

    assert seen_s(watch("mt1"), look, rolled) > 0
    assert isnan(seen_s(watch("mt1", unsure=dict.fromkeys(FEET, (0.2, 0.2, 0.2))), look, rolled))


def test_a_plate_that_does_not_know_the_stance_sees_heels_and_hips_alone(look: Callable[..., Look]) -> None:
    assert {move: watch(move, measured=False).cannot for move in TO} == {
        "heel": None, "mt1": Unseen.STANCE, "mt5": Unseen.STANCE,
    }  # fmt: skip

    def heels(t: float) -> dict[str, object]:
        return {"cop": (0.0, 100 - 40 * soft(t, 2, 3))}

    assert 2.5 < seen_s(watch("heel", measured=False), look, heels) < 5
    assert isnan(seen_s(watch("round", measured=False), look, heels))

    def both(t: float) -> dict[str, object]:
        return {"cop": (0.0, 100 - 40 * soft(t, 2, 3) + 40 * soft(t, 5, 3))}

    assert seen_s(watch("round", measured=False), look, both) > 5


@pytest.mark.parametrize("sway_mm", [3.0, 6.0])
def test_hips_travel_back_and_home_and_sway_is_neither(look: Callable[..., Look], sway_mm: float) -> None:
    def swaying(t: float) -> float:
        return sway_mm * (sin(1.7 * t) + 0.5 * cos(4.1 * t))

    def hinge(t: float) -> dict[str, object]:
        return {"cop": (0.0, 100 - 28 * soft(t, 2, 4) + 0.3 * swaying(t))}

    def sways(t: float) -> dict[str, object]:
        return {"cop": (0.0, 100 + swaying(t))}

    def stays(t: float) -> dict[str, object]:
        return {"cop": (0.0, 100 - 28 * min(1.0, max(0.0, t - 2)))}

    assert 4.0 < seen_s(watch("back"), look, hinge) < 6.0, "once they are half way home"
    assert isnan(seen_s(watch("back"), look, sways))
    assert isnan(seen_s(watch("back"), look, stays))


def stepped(look: Callable[..., Look], on: list[tuple[float, float]], hz: float = 20.0) -> list[float]:
    of, out = OnAndOff(), list[float]()
    for k in range(round(8 * hz)):
        t = k / hz
        there = any(a <= t < b for a, b in on)
        if of(look(t, EVEN if there else None, None)):
            out.append(t)
    return out


@pytest.mark.parametrize("hz", [10.0, 20.0, 80.0])
def test_a_step_on_and_off_says_ready(look: Callable[..., Look], hz: float) -> None:
    first, *_ = stepped(look, [(2.0, 3.0)], hz)
    assert 3.2 <= first <= 3.5


def test_who_stood_there_or_stays_there_has_not_said_so(look: Callable[..., Look]) -> None:
    assert stepped(look, [(0.0, 4.0)]) == []
    assert stepped(look, [(2.0, 9.0)]) == []
    assert stepped(look, [(2.0, 2.06)], 80.0) == []
    assert stepped(look, []) == []
