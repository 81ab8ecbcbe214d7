"""Boards that are wired wrong in other ways than the five that doctor once called ok: what a builder's hands do. Their
volts are reckoned here, by the schematic, and not by the program's own models."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from bench import Bench, Wrong, bench, examined, presses, said

from tripod.acceptance import Check, Finding, NoStep, Verdict, build_for, outcome
from tripod.boards import load_board
from tripod.device.protocol import SUPPLY_OUT_OF_RANGE, Status

SUPPLY, REFERENCE, FEEDBACK_OHM, DIVIDER_OHM = 5.0, 0.4, 3920.0, 10_000.0
THUMB_OHM = 1_000.0
"""A film under a kilogram, about 10 N, as much as a thumb."""
CODES, COUNTS = 1024, 64


def counts_of(volts: np.ndarray | float, full: float = SUPPLY) -> np.ndarray:
    """What ten bits make of it."""
    return np.clip(np.floor(np.asarray(volts) / full * CODES), 0, CODES - 1) * COUNTS


def under_thumb(it: Bench) -> int | None:
    """The cell that is pressed."""
    return it.pressed[0] if it.pressed and it.pressed[1] - 0.8 < it.now_s < it.pressed[1] - 0.2 else None


def film_volts(it: Bench) -> np.ndarray:
    """(cells,) what each output has, of sound films."""
    conductance = np.zeros(len(it.board.cells))
    if (cell := under_thumb(it)) is not None:
        conductance[cell] = 1 / THUMB_OHM
    if it.board.front_end.kind == "conductance":
        return REFERENCE * (1 + FEEDBACK_OHM * conductance)
    return SUPPLY * DIVIDER_OHM * conductance / (1 + DIVIDER_OHM * conductance)


def films(volts: Callable[[Bench, np.ndarray], np.ndarray], noise_v: float = 0.001) -> Wrong:
    """Counts of such volts, given those of sound films."""

    def wrong(it: Bench, counts: np.ndarray, t_s: float) -> None:
        trembles = it.rng.normal(0, noise_v, counts.shape)
        counts[:] = counts_of(np.minimum(volts(it, film_volts(it)) + trembles, SUPPLY))

    return wrong


def sound(it: Bench, v: np.ndarray) -> np.ndarray:
    return v


def two_outputs_touch(it: Bench, v: np.ndarray) -> np.ndarray:
    """Each behind its 1 kΩ."""
    v[1:3] = v[1:3].mean()
    return v


def heel_touches_big_toe(it: Bench, v: np.ndarray) -> np.ndarray:
    v[:2] = v[:2].mean()
    return v


def two_rows_touch(it: Bench, v: np.ndarray) -> np.ndarray:
    """Two films on one row: half the resistor, and both pins see it."""
    half, g = DIVIDER_OHM / 2, 1 / THUMB_OHM
    v[1:3] = SUPPLY * half * g / (1 + half * g) if under_thumb(it) in (1, 2) else 0.0
    return v


def no_ground(it: Bench, v: np.ndarray) -> np.ndarray:
    """The amplifier's outputs follow its supply, less two diodes."""
    v[3:] = SUPPLY - 0.5 - 0.02 * np.arange(3)
    return v


def reference_swapped(it: Bench, v: np.ndarray) -> np.ndarray:
    """RT and RB in each other's place: 4.6 V at rest."""
    v[:3] = SUPPLY * 11_500 / 12_500
    return v


def films_without_feed(it: Bench, v: np.ndarray) -> np.ndarray:
    return np.zeros_like(v)


def no_ground_row(it: Bench, v: np.ndarray) -> np.ndarray:
    """No resistor reaches ground, and a film of some megohms pulls all pins up."""
    return np.full_like(v, 4.7)


def silent(cells: tuple[int, ...]) -> dict[str, object]:
    """Converters that never answer: the firmware sends 0 counts for them."""

    def wrong(it: Bench, counts: np.ndarray, t_s: float) -> None:
        counts[:, cells] = 0

    return {"wrong": wrong, "status": lambda cell, t_s: Status.MISSING if cell in cells else 0}


def off_scale(it: Bench, counts: np.ndarray, t_s: float) -> None:
    counts[:, 5] = -(2**23)


def reference_pin(it: Bench, counts: np.ndarray, t_s: float) -> None:
    """3.3 V at AREF."""
    counts[:] = counts_of(film_volts(it) + it.rng.normal(0, 0.001, counts.shape), 3.3)


@dataclass(frozen=True)
class Dead:
    """How it is wired, at which step, and what must be said of it."""

    board: str
    step: int
    how: dict[str, object]
    check: Check
    says: tuple[str, ...]
    verdict: Verdict = Verdict.FAIL
    not_passed: tuple[Check, ...] = ()
    """What must not be called right either."""


WHAT_IS_READ = (Check.REST, Check.NOISE, Check.APART)
DEAD = {
    "two pins joined by solder, insole": Dead(
        "insole",
        7,
        {"wrong": films(two_outputs_touch)},
        Check.PRESS,
        ("big toe and the base of the left little toe", "A1, A2"),
    ),
    "the first two pins joined by solder": Dead(
        "insole",
        7,
        {"wrong": films(heel_touches_big_toe)},
        Check.PRESS,
        ("left heel and the base of the left big toe", "base of the left big toe and the left heel", "A1, A0"),
    ),
    "two films on one row of the breadboard": Dead(
        "insole-tonight",
        4,
        {"wrong": films(two_rows_touch)},
        Check.PRESS,
        ("answer as one", "A1, A2", "row of the breadboard"),
    ),
    "the right amplifier has no ground": Dead(
        "insole",
        6,
        {"wrong": films(no_ground)},
        Check.REST,
        ("black wire of the right amplifier", "pin 11"),
    ),
    "the left reference divider is turned round": Dead(
        "insole",
        6,
        {"wrong": films(reference_swapped)},
        Check.REST,
        ("left", "0.40 V", "RB to ground"),
    ),
    "the films' row has no 5 V": Dead(
        "insole-tonight",
        4,
        {"wrong": films(films_without_feed)},
        Check.PRESS,
        ("wire from 5V to the long row",),
        Verdict.CANNOT_TELL,
    ),
    "the resistors' row has no ground": Dead(
        "insole-tonight",
        3,
        {"wrong": films(no_ground_row)},
        Check.REST,
        ("wire from GND to the long row",),
    ),
    "3.3 V at AREF": Dead(
        "insole",
        6,
        {"wrong": reference_pin, "supply_mv": 3300, "self_test": SUPPLY_OUT_OF_RANGE},
        Check.SUPPLY,
        ("AREF",),
        not_passed=(Check.REST,),
    ),
    "no clock at any converter": Dead(
        "pads",
        6,
        silent(tuple(range(6))),
        Check.READINGS,
        ("clock wire", "D2, D3, D4, D5, D6, D7"),
        not_passed=WHAT_IS_READ,
    ),
    "one data wire is off": Dead(
        "plate",
        7,
        silent((6,)),
        Check.READINGS,
        ("front left corner of the right plate", "D8"),
        not_passed=WHAT_IS_READ,
    ),
    "A+ is off, and the converter at its end": Dead(
        "plate",
        7,
        {"wrong": off_scale, "status": lambda c, t: Status.SHORTED * (c == 5)},
        Check.READINGS,
        ("D7",),
        not_passed=(Check.REST,),
    ),
    "converters clocked too slowly begin anew": Dead(
        "pads",
        6,
        {"rate_hz": 18.0},
        Check.RATE,
        ("17.9", "clock wire", "faster than any converter that is strapped to 10"),
    ),
    "E+ and E- of one cell swapped": Dead("pads", 7, {"turned": (4,)}, Check.PRESS, ("D6",)),
    "two cells exchanged between the plates": Dead("plate", 8, {"answers": {3: 7, 7: 3}}, Check.PRESS, ("D5, D9",)),
}


def judged(findings: list[Finding], check: Check) -> set[Verdict]:
    return {f.verdict for f in findings if f.check is check}


@pytest.mark.parametrize("name", DEAD)
def test_its_wire_is_named_and_nothing_is_called_right_that_was_not_seen(name: str) -> None:
    dead = DEAD[name]
    it = bench(dead.board, **dead.how)
    findings = examined(it, dead.step, presses)
    assert outcome(findings) is dead.verdict
    assert dead.verdict in judged(findings, dead.check)
    page = "\n".join(said(it, [f for f in findings if f.check is dead.check]))
    assert all(words in page for words in dead.says), page
    for check in dead.not_passed:
        assert Verdict.PASS not in judged(findings, check)


@pytest.mark.parametrize(("board", "step"), [("insole", 7), ("insole-tonight", 4)])
def test_sound_films_by_the_same_volts_pass(board: str, step: int) -> None:
    it = bench(board, wrong=films(sound))
    assert said(it, examined(it, step)) == []


def test_films_that_lie_still_are_not_said_to_have_wires_of_their_own() -> None:
    it = bench("insole", wrong=films(two_outputs_touch))
    (apart,) = [f for f in examined(it, 6) if f.check is Check.APART]
    assert "whether two wires touch is told when each film is pressed" in apart.said(it.board, None)


def test_a_hand_on_two_blocks_of_three_names_no_pair() -> None:
    """All of a foot moves: somebody steps on, and no two wires touch."""

    def stepped_on(it: Bench, counts: np.ndarray, t_s: float) -> None:
        if under_thumb(it) is not None:
            counts[:, :3] += 200_000

    it = bench("pads", wrong=stepped_on, answers=dict.fromkeys(range(6), -1))
    findings = [f for f in examined(it, 7) if f.check is Check.PRESS]
    assert {f.verdict for f in findings} == {Verdict.CANNOT_TELL}


def wrong_feedback(cell: int, factor: float) -> Callable[[Bench, np.ndarray], np.ndarray]:
    """One feedback resistor is so many times what the list has; a film at rest lets nothing through it."""

    def volts(it: Bench, v: np.ndarray) -> np.ndarray:
        v[cell] = REFERENCE + (v[cell] - REFERENCE) * factor
        return v

    return volts


def at_gain(factor: float, *cells: int) -> Wrong:
    """Converters at another gain: all that the bridge gives, zero and load, in this part; the noise of the converter's
    own is as it was."""

    def wrong(it: Bench, counts: np.ndarray, t_s: float) -> None:
        for cell in cells or range(counts.shape[1]):
            own = it.rng.normal(0, it.noise, len(counts)) * max(1 - factor**2, 0) ** 0.5
            counts[:, cell] = factor * counts[:, cell] + own

    return wrong


GAINS: dict[str, tuple[str, int, Wrong, tuple[str, ...]]] = {
    "one feedback resistor of 392 ohm": ("insole", 7, films(wrong_feedback(4, 0.1)), ("right big toe", "(RF)")),
    "one of 10 kilohm": ("insole", 7, films(wrong_feedback(1, 2.55)), ("left big toe", "(RF)")),
    "one converter at gain 64": ("pads", 7, at_gain(0.5, 3), ("right heel", "2.5", "data on D5")),
    "every converter at gain 64": ("pads", 7, at_gain(0.5), ("Every cell reads about 2.5", "A+ and A−, not on B")),
    "one cell on channel B": ("plate", 8, at_gain(0.25, 6), ("right plate", "data on D8")),
    "50 kg cells under the firmware of 200 kg": ("plate", 8, at_gain(2.0), ("variant with other cells", "plate")),
    "200 kg cells under the firmware of 50 kg": ("plate-50kg", 8, at_gain(0.5), ("variant with other cells",)),
}  # fmt: skip


@pytest.mark.parametrize("name", GAINS)
def test_a_wrong_gain_is_told_by_a_known_mass_and_never_passed_without_one(name: str) -> None:
    board, step, wrong, says = GAINS[name]
    it = bench(board, wrong=wrong)
    findings = examined(it, step)
    failed = [f for f in findings if f.verdict is Verdict.FAIL]
    assert {f.check for f in failed} == {Check.WEIGHT}
    page = "\n".join(said(it, failed))
    assert all(words in page for words in says), page
    findings = examined(bench(board, wrong=wrong, hand_kg=1.0 if it.film else 20.0), step, mass_kg=0.0)
    assert outcome(findings) is Verdict.CANNOT_TELL
    (weight,) = [f for f in findings if f.verdict is not Verdict.PASS]
    assert "--mass" in weight.said(it.board, None)


def test_what_was_not_weighed_is_not_passed() -> None:
    findings = examined(bench("pads", answers={2: -1}), 7)
    (weight,) = [f for f in findings if f.check is Check.WEIGHT]
    assert (weight.verdict, weight.cells) == (Verdict.CANNOT_TELL, (2,))


@pytest.mark.parametrize("kg", [1.0, 200.0])
def test_a_mass_that_no_cell_can_tell_or_bear_is_refused_before_anybody_lifts_it(kg: float) -> None:
    with pytest.raises(NoStep, match="take one of"):
        examined(bench("pads"), 7, mass_kg=kg)


@pytest.mark.parametrize(
    ("board", "others"),
    [
        ("plate", ("plate-ply", "plate-50kg")),
        ("plate-50kg", ("plate", "plate-ply")),
        ("insole-left", ("insole", "insole-right")),
        ("insole", ()),
        ("pads", ()),
        ("insole-tonight", ()),
    ],
)
def test_a_board_alone_cannot_say_which_of_those_that_read_alike_was_built(board: str, others: tuple[str, ...]) -> None:
    step = build_for(load_board(board)).step[0].number
    (name,) = [f for f in examined(bench(board), step, build="") if f.check is Check.IDENTITY]
    assert name.verdict is (Verdict.CANNOT_TELL if others else Verdict.PASS)
    assert all(other in name.said(load_board(board), build_for(load_board(board))) for other in others)


@pytest.mark.parametrize(
    ("board", "others"),
    [("plate", ("plate-ply", "plate-50kg")), ("insole-right", ("insole-left",)), ("pads", ())],
)
def test_so_it_is_on_a_pico(board: str, others: tuple[str, ...]) -> None:
    assert build_for(load_board(board)).on_pico().read_alike == others


def test_firmware_of_another_variant_fails_where_its_builder_says_what_it_is() -> None:
    (name,) = [f for f in examined(bench("plate"), 7, build="plate-ply") if f.check is Check.IDENTITY]
    assert name.verdict is Verdict.FAIL
    built = build_for(load_board("plate"), "plate-ply")
    assert "does not say that it is plate-ply" in name.said(load_board("plate"), built)


def test_films_that_are_wired_backwards_or_fed_from_aref_as_well_are_right() -> None:
    assert outcome(examined(bench("insole", wrong=films(sound)), 7)) is Verdict.PASS
