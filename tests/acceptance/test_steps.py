"""The acceptance test of each step: right boards pass, dead ones fail with their wire."""

from collections.abc import Callable

import numpy as np
import pytest
from bench import Bench, Wrong, bench, examined, said

from tripod.acceptance import Cause, Check, Finding, NoStep, Verdict, build_for, builds, outcome
from tripod.boards import load_board
from tripod.device.protocol import ID_NOT_KEPT, SUPPLY_DIPPED, SUPPLY_OUT_OF_RANGE, Sampling, Status
from tripod.live.doctor import examine
from tripod.sources.stream import Stream

FIRST = {
    "insole": 6,
    "insole-left": 6,
    "insole-right": 6,
    "insole-tonight": 3,
    "pads": 6,
    "plate": 7,
    "plate-ply": 7,
    "plate-50kg": 7,
}


def wrong(findings: list[Finding]) -> list[tuple[Check, Cause, tuple[int, ...]]]:
    return [(f.check, f.cause, f.cells) for f in findings if f.verdict is Verdict.FAIL]


def test_every_build_has_its_steps_and_the_cells_of_its_board() -> None:
    assert {name: build.step[0].number for name, build in builds().items()} == FIRST
    for name, build in builds().items():
        board = load_board(name)
        assert build_for(board) is build
        assert set(build.colours) == set(build.pins) == {cell.name for cell in board.cells}
        for step in build.step:
            assert [Check(c) for c in step.checks]


@pytest.mark.parametrize("name", FIRST)
def test_a_right_board_passes_its_first_step(name: str) -> None:
    it = bench(name)
    findings = examined(it, FIRST[name])
    assert said(it, findings) == []
    assert outcome(findings) is Verdict.PASS
    assert [f.check for f in findings] == list(Check)[:-2]


@pytest.mark.parametrize("name", ["insole-tonight", "pads", "plate"])
def test_a_right_board_passes_when_each_cell_is_pressed(name: str) -> None:
    it = bench(name)
    findings = examined(it, FIRST[name] + 1)
    assert said(it, findings) == []
    assert [f.cells[0] for f in findings if f.check is Check.PRESS] == list(range(len(it.board.cells)))


# -- the five dead boards that an examination once called ok ---------------------------------------------------------


def floating(it: Bench, counts: np.ndarray, t_s: float) -> None:
    """Six pins of a bare Uno: mains on all of them, each a little away from the next, and wandering."""
    t = t_s + np.arange(len(counts)) / it.rate_hz
    hum = 2500 * np.sin(2 * np.pi * 49.7 * t)[:, None] * np.linspace(1, 0.7, counts.shape[1])
    counts[:] = 21_000 + 900 * np.sin(0.7 * t)[:, None] + hum + it.rng.normal(0, 120, counts.shape)


def test_floating_pins_of_a_bare_uno() -> None:
    it = bench("insole", wrong=floating)
    findings = examined(it, 6)
    assert outcome(findings) is Verdict.FAIL
    assert (Check.APART, Cause.NOTHING_CONNECTED, tuple(range(6))) in wrong(findings)
    assert [cells for _, cause, cells in wrong(findings) if cause is Cause.FAR_FROM_REST] == [(k,) for k in range(6)]
    assert any("A0, A1, A2, A3, A4, A5 move as one" in s and "nothing drives them" in s for s in said(it, findings))


def dead_foot(it: Bench, counts: np.ndarray, t_s: float) -> None:
    counts[:, 3:] = 0


def shivers(it: Bench, counts: np.ndarray, t_s: float) -> None:
    counts[:, 4] += it.rng.normal(0, 305, len(counts))


def drifts(it: Bench, counts: np.ndarray, t_s: float) -> None:
    counts[:, 2] = -3_000_000 - 40_000 * t_s + it.rng.normal(0, 24_714, len(counts))


def test_an_amplifier_without_supply() -> None:
    it = bench("insole", wrong=dead_foot)
    findings = examined(it, 6)
    assert wrong(findings) == [(Check.REST, Cause.FOOT_WITHOUT_SUPPLY, (3, 4, 5))]
    (sentence,) = said(it, findings)
    assert "All cells of the right foot read 0 counts" in sentence
    assert "the red and the black wire of the right amplifier" in sentence


def test_one_output_that_does_not_arrive() -> None:
    def dead(it: Bench, counts: np.ndarray, t_s: float) -> None:
        counts[:, 1] = 0

    it = bench("insole", wrong=dead)
    findings = examined(it, 6)
    assert wrong(findings) == [(Check.REST, Cause.NO_AMPLIFIER, (1,))]
    assert "the white wire to A1" in said(it, findings)[0]


@pytest.mark.parametrize("name", ["pads", "insole"])
def test_a_floating_signal_wire(name: str) -> None:
    it = bench(name, wrong=shivers)
    findings = examined(it, 6)
    assert wrong(findings) == [(Check.NOISE, Cause.NOISY_WIRE, (4,))]
    (sentence,) = said(it, findings)
    assert "base of the right big toe" in sentence
    assert ("D6" if name == "pads" else "the white wire to A4") in sentence


def test_a_cell_that_drifts_at_minus_three_million() -> None:
    it = bench("pads", wrong=drifts)
    findings = examined(it, 6)
    assert (Check.REST, Cause.FAR_FROM_REST, (2,)) in wrong(findings)
    assert {cells for *_, cells in wrong(findings)} == {(2,)}
    assert any("A+ or A−" in s and "data on D4" in s for s in said(it, findings))


@pytest.mark.parametrize("ratio", [0.5, 0.9, 1.25])
def test_a_board_whose_clock_is_wrong_cannot_vouch_for_itself(ratio: float) -> None:
    it = bench("insole", clock_ratio=ratio)
    it.rate_hz *= ratio
    findings = examined(it, 6)
    assert (Check.CLOCK, Cause.CLOCK_OFF, ()) in wrong(findings)
    assert any("16 MHz" in s for s in said(it, findings))


DEAD: dict[str, tuple[str, Wrong, str]] = {
    "floating pins": ("insole", floating, "A0, A1, A2, A3, A4, A5 move as one"),
    "no supply": ("insole", dead_foot, "All cells of the right foot read 0 counts"),
    "floating wire": ("pads", shivers, "A+ and A− at its converter (data on D6)"),
    "drifting cell": ("pads", drifts, "data on D4"),
}


@pytest.mark.parametrize("case", DEAD)
def test_the_page_without_a_step_calls_no_dead_board_right(case: str) -> None:
    name, wrong_, says = DEAD[case]
    it = bench(name, wrong=wrong_)
    clock = it.clock()
    lines = [line.said for line in examine(Stream("bench", it, lambda: it, clock), clock, 5.0)]
    page = "\n".join(lines)
    assert says in page
    assert "WRONG" in page
    assert "No reading was seen that cannot be true" not in page


def test_the_page_without_a_step_names_a_wrong_clock() -> None:
    it = bench("insole", clock_ratio=0.5)
    it.rate_hz *= 0.5
    clock = it.clock()
    lines = [line.said for line in examine(Stream("bench", it, lambda: it, clock), clock, 5.0)]
    assert any(line.startswith("clock:") and "16 MHz" in line for line in lines)


@pytest.mark.parametrize("by_program", [False, True])
def test_the_page_says_what_a_board_that_samples_by_program_may_not_claim(by_program: bool) -> None:
    it = bench("insole", sampling=Sampling(65_532, 3, ratiometric=False) if by_program else None)
    clock = it.clock()
    page = "\n".join(line.said for line in examine(Stream("bench", it, lambda: it, clock), clock, 3.0))
    assert ("within 2.5 ms of its beat" in page) is by_program
    assert ("speed and frequency of sway" in page) is by_program
    assert ("another supply changes every reading" in page) is by_program


# -- other wires -----------------------------------------------------------------------------------------------------


def one_slow(cell: int, seq: int, slow: tuple[int, ...]) -> int:
    """Age of a cell where frames wait for the last of the slow ones."""
    if cell in slow:
        return 0 if cell == slow[-1] else 255
    return (17 * (cell + 1) + 11 * seq) % 125


@pytest.mark.parametrize("slow", [(2,), (1, 5), (0, 1, 2, 3, 4, 5)])
def test_which_of_six_is_strapped_to_ten(slow: tuple[int, ...]) -> None:
    it = bench("pads", rate_hz=10.4, age=lambda cell, seq: one_slow(cell, seq, slow))
    findings = examined(it, 6)
    cause = Cause.ALL_STRAPPED_SLOW if len(slow) == 6 else Cause.STRAPPED_SLOW
    assert wrong(findings) == [(Check.RATE, cause, slow)]
    assert "RATE" in said(it, findings)[0]


def test_a_slow_board_whose_ages_tell_nothing_names_no_chip() -> None:
    it = bench("pads", rate_hz=10.4, age=lambda cell, seq: 60)
    assert wrong(examined(it, 6)) == [(Check.RATE, Cause.SLOW_UNKNOWN, (0, 1, 2, 3, 4, 5))]


def all_alike(it: Bench, counts: np.ndarray, t_s: float) -> None:
    counts += it.rng.normal(0, 400, (len(counts), 1))


def on_one_wire(it: Bench, counts: np.ndarray, t_s: float) -> None:
    counts[:, 3] = counts[:, 2] + 5


def pressed(it: Bench, counts: np.ndarray, t_s: float) -> None:
    counts[:, 0] += 2_000


CASES: dict[str, tuple[str, dict[str, object], Check, Cause, Verdict]] = {
    "two data wires touch": ("pads", {"wrong": on_one_wire}, Check.APART, Cause.SAME_SIGNAL, Verdict.FAIL),
    "a shaking floor": ("pads", {"wrong": all_alike}, Check.NOISE, Cause.ALL_NOISY, Verdict.CANNOT_TELL),
    "a film under something": ("insole", {"wrong": pressed}, Check.REST, Cause.ABOVE_REST, Verdict.CANNOT_TELL),
    "weak supply": (
        "insole", {"supply_mv": 4100, "self_test": SUPPLY_OUT_OF_RANGE}, Check.SUPPLY, Cause.SUPPLY_OFF, Verdict.FAIL,
    ),
    "no supply measured": (
        "insole", {"supply_mv": 0}, Check.SUPPLY, Cause.SUPPLY_UNKNOWN, Verdict.CANNOT_TELL,
    ),
    "a supply that dips": (
        "insole", {"self_test": SUPPLY_DIPPED}, Check.SUPPLY, Cause.SUPPLY_DIPPED, Verdict.FAIL,
    ),
    "worn memory": ("pads", {"self_test": ID_NOT_KEPT}, Check.IDENTITY, Cause.ID_NOT_KEPT, Verdict.FAIL),
    "an id that nobody wrote": (
        "pads", {"self_test": ID_NOT_KEPT, "board_id": "0" * 16}, Check.IDENTITY, Cause.NO_ID, Verdict.FAIL,
    ),
    "a bad cable": ("pads", {"lose": 37}, Check.LINE, Cause.FRAMES_LOST, Verdict.FAIL),
    "half the frames": ("insole", {"rate_hz": 100.0}, Check.RATE, Cause.RATE_OFF, Verdict.FAIL),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_is_wrong_is_found_and_nothing_else(case: str) -> None:
    name, how, check, cause, verdict = CASES[case]
    it = bench(name, **how)
    findings = examined(it, FIRST[name])
    assert {(f.check, f.cause, f.verdict) for f in findings if f.verdict is not Verdict.PASS} == {
        (check, cause, verdict)
    }
    assert outcome(findings) is verdict
    assert all(said(it, findings))


def test_of_a_cell_that_gives_no_answer_nothing_else_is_told() -> None:
    it = bench("pads", status=lambda c, t: Status.MISSING * (c == 3))
    findings = examined(it, 6)
    assert {(f.check, f.cause, f.verdict, f.cells) for f in findings if f.verdict is not Verdict.PASS} == {
        (Check.READINGS, Cause.STATUS, Verdict.FAIL, (3,)),
        *((check, Cause.NOT_READ, Verdict.CANNOT_TELL, (3,)) for check in (Check.REST, Check.NOISE, Check.APART)),
    }


# -- presses ---------------------------------------------------------------------------------------------------------


def told(findings: list[Finding]) -> dict[int, tuple[Verdict, Cause]]:
    return {f.cells[0]: (f.verdict, f.cause) for f in findings if f.check is Check.PRESS}


PRESSES: dict[str, tuple[dict[str, object], dict[int, tuple[Verdict, Cause]]]] = {
    "swapped": (
        {"answers": {0: 1, 1: 0}},
        {0: (Verdict.FAIL, Cause.OTHER_ANSWERED), 1: (Verdict.FAIL, Cause.OTHER_ANSWERED)},
    ),
    "backwards": ({"turned": (4,)}, {4: (Verdict.FAIL, Cause.READS_BACKWARDS)}),
    "dead": ({"answers": {2: -1}}, {2: (Verdict.FAIL, Cause.NOTHING_ANSWERED)}),
    "bridged": ({"bridged": 0.2}, dict.fromkeys(range(6), (Verdict.FAIL, Cause.CROSS_TALK))),
}


@pytest.mark.parametrize("case", PRESSES)
def test_a_press_tells_order_sign_and_cross_talk(case: str) -> None:
    how, expected = PRESSES[case]
    it = bench("pads", **how)
    findings = examined(it, 7)
    assert told(findings) == dict.fromkeys(range(6), (Verdict.PASS, Cause.RIGHT)) | expected
    assert len(said(it, [f for f in findings if f.check is Check.PRESS])) == len(expected)
    (weight,) = [f for f in findings if f.check is Check.WEIGHT]
    assert (weight.verdict, weight.cells) == (Verdict.CANNOT_TELL, tuple(expected)), "no other was weighed wrong"


def test_nobody_presses_anything() -> None:
    findings = examined(bench("pads"), 7, lambda it, cell: None)
    assert told(findings) == dict.fromkeys(range(6), (Verdict.CANNOT_TELL, Cause.NOT_PRESSED))


def test_somebody_never_leaves_it_alone() -> None:
    def fidgets(it: Bench, counts: np.ndarray, t_s: float) -> None:
        if t_s > 6:
            counts[:, 3] += 300_000 * np.sin(9 * t_s)

    findings = examined(bench("pads", wrong=fidgets), 7)
    assert told(findings) == {3: (Verdict.CANNOT_TELL, Cause.NOT_STILL)}


# -- steps and builds ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("find", "says"),
    [
        (lambda: build_for(load_board("pads")).at(2), r"step 2 of pads.md.*6 \(Flash\), 7 \(Mats\)"),
        (lambda: build_for(load_board("pads"), "pad"), "no build called 'pad'"),
        (lambda: build_for(load_board("pads"), "plate"), "other cells than the board 'pads'"),
        (lambda: build_for(load_board("plate-three")), "--build NAME"),
    ],
)
def test_a_step_that_is_none_is_answered_with_those_there_are(find: Callable[[], object], says: str) -> None:
    with pytest.raises(NoStep, match=says):
        find()
