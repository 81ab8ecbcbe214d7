"""What cannot be true of a cell's readings, and that nothing else is found."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tripod.boards import Board, load_board
from tripod.force.calibration import nominal
from tripod.force.counts_to_newtons import ForceLaw
from tripod.force.plausibility import Cause, Implausible
from tripod.force.plausibility_checks import gone_down
from tripod.force.plausibility_watch import PlausibilityWatch
from tripod.force.wild_readings import WildReadings
from tripod.sentences import sentence, use_language

PADS, PLATE = load_board("pads"), load_board("plate")
RATE = 80.0
NAN = float("nan")
Thing = tuple[Cause, int | None, str]


def stands(board: Board, seconds: float = 6.0, from_s: float = 2.0, noise_n: float = 0.03, seed: int = 1) -> np.ndarray:
    """Forces (n, cells) of an even stance from `from_s` on, with the sensors' noise."""
    rng = np.random.default_rng(seed)
    rows = round(seconds * RATE)
    t = np.arange(rows) / RATE
    return np.where(t < from_s, 0.0, 120.0)[:, None] + rng.normal(0, noise_n, (rows, len(board.cells)))


def found(board: Board, force: np.ndarray, known: bool = False, counts: np.ndarray | None = None) -> set[Thing]:
    watch = PlausibilityWatch(board, RATE, np.zeros(len(board.cells)), empty_known=known)
    tick = np.arange(len(force), dtype=np.int64) * 12_500
    watch(tick, force, np.rint(force * 2000).astype(np.int32) if counts is None else counts)
    return {(f.cause, f.cell, f.foot) for f in watch.found}


def of(cause: Cause, cell: int | None = None, foot: str = "left") -> Thing:
    return cause, cell, foot


@pytest.mark.parametrize("board", [PADS, PLATE], ids=["pads", "plate"])
def test_a_sound_board_is_left_alone(board: Board) -> None:
    assert not found(board, stands(board))
    assert not found(board, stands(board, from_s=0.0))


@pytest.mark.parametrize("board", [PADS, PLATE], ids=["pads", "plate"])
@pytest.mark.parametrize("cell", [0, 1, 2])
def test_a_cell_that_goes_down_under_load_reads_backwards(board: Board, cell: int) -> None:
    force = stands(board)
    force[:, cell] *= -1
    assert found(board, force) == {of(Cause.BACKWARDS, cell)}


def test_who_was_never_seen_to_step_on_may_have_a_zero_that_is_far_off() -> None:
    force = stands(PADS, from_s=0.0)
    force[:, 1] *= -1
    assert found(PADS, force) == {of(Cause.BELOW_ZERO, 1)}
    assert found(PADS, force, known=True) == {of(Cause.BACKWARDS, 1)}


def test_all_cells_of_a_foot_or_of_the_board_are_said_at_once() -> None:
    left, both = stands(PADS), -stands(PADS)
    left[:, :3] *= -1
    assert found(PADS, left) == {of(Cause.BACKWARDS)}
    assert found(PADS, both) == {of(Cause.BACKWARDS, foot="")}


def test_a_backward_cell_stays_found_after_stepping_off() -> None:
    force = np.concatenate([stands(PADS), stands(PADS, from_s=1e9)])
    force[:, 1] *= -1
    assert found(PADS, force) == {of(Cause.BACKWARDS, 1)}
    force[len(force) // 2 :, :] += 120 * (np.arange(len(force) // 2) > 200)[:, None]
    assert not found(PADS, force), "it was seen to carry something"


@pytest.mark.parametrize(("value", "key"), [(-1, "stuck_at_minus_one"), (0, "stuck_at_zero"), (777, "stuck")])
def test_a_converter_that_stands_still(value: int, key: str) -> None:
    force = stands(PADS)
    counts = np.rint(force * 2000).astype(np.int32)
    counts[:, 4] = value
    force[:, 4] = value / 2000
    watch = PlausibilityWatch(PADS, RATE, np.zeros(6), empty_known=False)
    watch(np.arange(len(force)) * 12_500, force, counts)
    (thing,) = watch.found
    assert (thing.cause, thing.cell) == (Cause.STUCK, 4)
    said = thing.said(PADS)
    assert said == sentence(
        f"implausible.{key}", cell=PADS.cells[4].plain, foot="right", value=str(value).replace("-", "−"), unit="N"
    )


def test_a_cell_noisier_than_its_neighbours() -> None:
    force = stands(PADS)
    force[:, 2] += np.random.default_rng(2).normal(0, 2.0, len(force))
    assert found(PADS, force) == {of(Cause.NOISY, 2)}


def test_what_all_cells_do_alike_is_no_cell() -> None:
    force = stands(PADS)
    force += 2.0 * (np.arange(len(force)) % 2)[:, None]
    assert found(PADS, force) == {of(Cause.DISTURBED, foot="")}
    jumps = stands(PADS)
    jumps[200::40] += 180 * np.random.default_rng(3).choice([-1, 1], jumps[200::40].shape)
    assert found(PADS, jumps) == {of(Cause.DISTURBED, foot="")}


@pytest.mark.parametrize("wild_n", [1916.0, 0.0])
def test_single_wild_readings_are_found_and_kept_out(wild_n: float) -> None:
    force = stands(PADS, 8.0)
    rows = np.arange(200, len(force), 160)
    force[rows, 1] = wild_n
    watch = PlausibilityWatch(PADS, RATE, np.zeros(6), empty_known=False)
    mask = watch(np.arange(len(force)) * 12_500, force, np.rint(force * 2000).astype(np.int32))
    assert mask is not None
    assert mask[rows, 1].all(), "not one of them is believed"
    assert [(f.cause, f.cell) for f in watch.found] == [(Cause.WILD, 1)]


def test_more_than_a_cell_can_carry() -> None:
    force = stands(PADS)
    force[300:, 0] = 5000 + np.random.default_rng(1).normal(0, 0.1, len(force) - 300)
    assert found(PADS, force) == {of(Cause.BEYOND_RANGE, 0)}


@pytest.mark.parametrize(("over", "wrong"), [(0.9, set()), (1.1, {of(Cause.BEYOND_RANGE, 1)})])
def test_a_film_pressed_harder_than_it_can_tell_is_not_believed(over: float, wrong: set[Thing]) -> None:
    board = load_board("insole-tonight")
    foot = board.feet[0]
    force = 10 + np.random.default_rng(3).normal(0, 0.05, (640, 3))
    force[:, 1] *= over * board.cells[1].range_n / 10
    assert {thing[:2] for thing in found(board, force)} == {thing[:2] for thing in wrong}
    said = Implausible(Cause.BEYOND_RANGE, 1, foot, value=44.0).said(board)
    assert said.startswith("The film of")
    assert said != Implausible(Cause.BEYOND_RANGE, 1, foot, value=44.0).said(PADS)


def test_cells_that_never_moved() -> None:
    blocks, plate = stands(PADS, 8.0), stands(PLATE, 8.0)
    blocks[160:, 1:3] -= 120
    plate[160:, 1] -= 120
    assert found(PADS, blocks) == {of(Cause.SILENT, 1), of(Cause.SILENT, 2)}
    assert found(PLATE, plate) == {of(Cause.SILENT, 1)}


def test_one_cell_that_never_moved_is_asked_for_and_then_believed() -> None:
    blocks = stands(PADS, 18.0)
    blocks[160:, 1] -= 120
    assert not found(PADS, blocks[: round(3.9 * RATE)]), "who steps on has not put all down at once"
    assert found(PADS, blocks) == {of(Cause.SILENT, 1)}
    blocks[round(10 * RATE) : round(11 * RATE), 1] += 8
    assert not found(PADS, blocks), "a foot that rolls outward is no dead cell"


def test_a_cell_that_never_moved_is_asked_for_of_who_stood_there_before_anybody_zeroed() -> None:
    blocks = stands(PADS, 12.0, from_s=0.0)
    blocks += np.sin(np.arange(len(blocks)) / 60)[:, None] * 5
    assert not found(PADS, blocks)
    blocks[:, 1] = 7 + np.random.default_rng(2).normal(0, 0.03, len(blocks))
    assert found(PADS, blocks) == {of(Cause.SILENT, 1)}


def test_somebody_on_one_live_cell_of_a_board_is_told_from_a_mass() -> None:
    force = stands(PADS, 14.0, from_s=1e9)
    force[160:, 4] += 90
    assert not found(PADS, force), "a mass lies still"
    force[160:, 4] += 4 * np.sin(np.arange(len(force) - 160) / RATE * 3)
    assert found(PADS, force) == {of(Cause.SILENT, 3, "right"), of(Cause.SILENT, 5, "right")}


@pytest.mark.parametrize("name", ["pads", "insole"])
def test_two_cells_on_one_wire(name: str) -> None:
    board = load_board(name)
    rng = np.random.default_rng(9)
    counts = np.rint(np.array([20_000.0] * 6) + rng.normal(0, 60, (480, 6))).astype(np.int32)
    law = ForceLaw(board, nominal(board))
    assert not found(board, law.newtons(counts), counts=counts)
    counts[:, 5] = counts[:, 1]
    assert found(board, law.newtons(counts), counts=counts) == {of(Cause.TWINS, 1), of(Cause.TWINS, 5, "right")}
    said = Implausible(Cause.TWINS, 1, "left", other=5).said(board)
    assert board.cells[1].plain in said
    assert board.cells[5].plain in said


def test_films_that_rest_on_one_code_are_no_twins() -> None:
    board = load_board("insole")
    counts = np.full((480, 6), 5248, np.int32)
    counts[100, :] = 5312
    assert not found(board, ForceLaw(board, nominal(board)).newtons(counts), counts=counts)


def test_a_converter_slower_than_the_board_is_named_and_one_in_step_is_not() -> None:
    force = stands(PADS)
    force[:, 3] = np.repeat(force[::8, 3], 8)
    assert found(PADS, force) == {of(Cause.REPEATS, 3, "right")}
    assert not found(PADS, np.repeat(stands(PADS, 12.0)[::4], 4, axis=0)[: 6 * 80]), "all of them: it is the board"


def test_an_amplifier_that_does_not_reach_the_board() -> None:
    board = load_board("insole")
    rng = np.random.default_rng(3)
    counts = np.rint(8000 + 1500 * np.sin(np.arange(960) / 50)[:, None] + rng.normal(0, 30, (960, 6))).astype(np.int32)
    counts[:, 2] = 0
    law = ForceLaw(board, nominal(board))
    assert found(board, law.newtons(counts), counts=counts) == {of(Cause.UNDRIVEN, 2)}
    assert "never gives less than 5243" in Implausible(Cause.UNDRIVEN, 2, "left", value=0.0).said(board)


def test_a_slow_board_is_judged_alike() -> None:
    force = stands(PADS)[::8]
    force[:, 1] *= -1
    watch = PlausibilityWatch(PADS, 10.0, np.zeros(6), empty_known=False)
    watch(np.arange(len(force)) * 100_000, force, np.rint(force * 2000).astype(np.int32))
    assert [(f.cause, f.cell) for f in watch.found] == [(Cause.BACKWARDS, 1)]


def test_every_cause_has_its_sentence() -> None:
    for cause in Cause:
        things = [Implausible(cause, 1, "left"), Implausible(cause, None, "left"), Implausible(cause, None, "")]
        said = []
        for thing in things:
            try:
                said.append(thing.said(PADS))
            except KeyError:
                continue
        assert said, cause
        assert sentence(f"view_kit_words.wrong_{cause.value}"), "the lamp of a cell has a word for it"
        assert all(len(s) < 200 for s in said)


@settings(max_examples=40, deadline=None)
@given(cuts=st.lists(st.integers(0, 480), max_size=20), seed=st.integers(0, 5))
def test_where_the_stream_was_cut_plays_no_part(cuts: list[int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    force = stands(PADS)
    force[rng.integers(0, 480, 12), rng.integers(0, 6, 12)] = rng.choice([0.0, 1900.0, NAN], 12)
    force[:, 1] *= rng.choice([1, -1])
    counts, tick = np.rint(np.nan_to_num(force) * 2000).astype(np.int32), np.arange(480) * 12_500
    whole, pieces = (PlausibilityWatch(PADS, RATE, np.zeros(6), empty_known=False) for _ in range(2))
    mask = whole(tick, force, counts)
    parts = []
    for part in np.split(np.arange(480), sorted(cuts)):
        if len(part):
            now = pieces(tick[part], force[part], counts[part])
            parts.append(np.zeros((len(part), 6), bool) if now is None else now)
    assert (np.concatenate(parts) == (np.zeros((480, 6), bool) if mask is None else mask)).all()
    assert pieces.found == whole.found or str(pieces.found) == str(whole.found)


@settings(max_examples=60, deadline=None)
@given(steps=st.lists(st.floats(-300, 300), min_size=2, max_size=40))
def test_a_step_that_is_real_costs_one_reading_at_most(steps: list[float]) -> None:
    held = np.repeat(np.cumsum(steps), 3)[:, None]
    doubted, wild = WildReadings(np.array([40.0]))(held)
    if doubted is not None and wild is not None:
        assert not wild.any()
        assert not (doubted[1:] & doubted[:-1]).any()


@pytest.mark.parametrize(("part", "backwards"), [(0.11, False), (0.16, True)])
def test_a_far_cell_of_a_triangle_lifts_under_a_turned_foot_and_is_no_wrong_wire(part: float, backwards: bool) -> None:
    board = load_board("plate-three")
    change = np.zeros(len(board.cells))
    cells = list(board.cells_of("left"))
    change[cells] = 400.0 * np.array([0.6 * (1 - part), 0.4 * (1 - part), -part])
    assert gone_down(board, change, change, known=True)["left"] == ([cells[2]] if backwards else [])


@given(
    st.lists(
        st.tuples(st.integers(0, 399), st.integers(0, 1), st.sampled_from([-90.0, 60.0, 300.0, np.nan])), max_size=9
    ),
    st.integers(1, 400),
)
def test_wild_readings_of_a_long_block_are_those_of_any_pieces(wrong: list[tuple[int, int, float]], n: int) -> None:
    force = np.cumsum(np.random.default_rng(3).normal(0, 2, (400, 2)), axis=0)
    for row, cell, by in wrong:
        force[row, cell] += by
    held = []
    for pieces in ([force], [force[at : at + n] for at in range(0, 400, n)], [force[at : at + 1] for at in range(400)]):
        judge = WildReadings(np.array([40.0, 40.0]))
        found = [(judge(piece), len(piece)) for piece in pieces]
        masks = [
            np.concatenate([np.zeros((rows, 2), np.bool_) if of[k] is None else of[k] for of, rows in found])
            for k in range(2)
        ]
        held.append((masks, judge._before, judge._doubted))
    for masks, before, doubted in held[1:]:
        assert np.array_equal(masks, held[0][0])
        assert np.array_equal([before, doubted], [held[0][1], held[0][2]], equal_nan=True)


def test_a_small_value_has_the_decimal_sign_of_the_language() -> None:
    noisy, plate = Implausible(Cause.NOISY, 0, "left", value=8.44), load_board("plate")
    assert "8.4 N" in noisy.said(plate)
    use_language("de")
    try:
        assert "8,4 N" in noisy.said(plate)
    finally:
        use_language("en")


def test_three_cells_on_one_wire_each_name_one_other() -> None:
    rng = np.random.default_rng(9)
    counts = np.rint(np.array([20_000.0] * 6) + rng.normal(0, 60, (480, 6))).astype(np.int32)
    counts[:, 2] = counts[:, 4] = counts[:, 1]
    watch = PlausibilityWatch(PADS, RATE, np.zeros(6), empty_known=False)
    watch(np.arange(480) * 12_500, ForceLaw(PADS, nominal(PADS)).newtons(counts), counts)
    assert [(thing.cell, thing.other) for thing in watch.found] == [(1, 2), (2, 1), (4, 1)]
    assert all(np.isnan(thing.value) for thing in watch.found), "no cell's number stands where a force does"


def test_a_cell_that_was_alive_before_a_zero_is_alive_after_it() -> None:
    force = stands(PADS, 12.0)
    force[round(5 * RATE) : round(7 * RATE)] -= 120
    force[round(7 * RATE) :, 1] -= 120
    for zeroes in (False, True):
        watch = PlausibilityWatch(PADS, RATE, np.zeros(6), empty_known=True)
        for at in range(0, len(force), 40):
            if zeroes and at == round(6 * RATE):
                watch.set_empty(np.zeros(6), known=True, moved=watch.moved)
            part = force[at : at + 40]
            watch(np.arange(at, at + len(part)) * 12_500, part, np.rint(part * 2000).astype(np.int32))
        assert watch.found == (), "a point in the air, which carried before"
    watch.restart()
    assert watch.moved == (False,) * 6, "after a gap another wire may hang there"


def test_a_zero_that_is_far_off_is_no_load_that_a_cell_has_carried() -> None:
    force = stands(PADS, 8.0, from_s=3.0) + np.array([0, 40.0, 0, 0, 0, 0])
    force[round(3 * RATE) :, 1] -= 120
    assert found(PADS, force) == {of(Cause.SILENT, 1)}


@pytest.mark.parametrize(("out_s", "dead"), [(0.1, 0), (0.25, -1), (1.5, -1), (4.0, 0)])
def test_a_converter_that_falls_out_again_and_again_has_a_loose_wire(out_s: float, dead: int) -> None:
    force = stands(PADS, 30.0)
    counts = np.rint(force * 2000).astype(np.int32) + 30_000
    rows = np.arange(len(force)) / RATE
    out = (rows // out_s) % 2 == 1
    counts[out, 1] = dead
    force = (counts - 30_000) / 2000
    watch = PlausibilityWatch(PADS, RATE, np.zeros(6), empty_known=True)
    mask = watch((rows * 1e6).astype(np.int64), force, counts)
    assert mask is not None
    fell = np.flatnonzero(out)
    believed = np.flatnonzero(out & ~mask[:, 1])
    assert all(row - 2 not in fell or row - 1 not in fell for row in believed), "two readings at most before it is seen"
    assert (watch.found[0].cause, watch.found[0].cell) == (Cause.LOOSE, 1)


@settings(max_examples=30, deadline=None)
@given(cuts=st.lists(st.integers(0, 480), max_size=12), dead=st.lists(st.integers(0, 479), max_size=6))
def test_where_the_stream_was_cut_plays_no_part_for_what_falls_out(cuts: list[int], dead: list[int]) -> None:
    force = stands(PADS)
    counts, tick = np.rint(force * 2000).astype(np.int32), np.arange(480) * 12_500
    for row in dead:
        counts[row : row + 1 + row % 7, row % 6] = -(row % 2)
    force = np.where((counts == 0) | (counts == -1), counts / 2000, force)
    whole, pieces = (PlausibilityWatch(PADS, RATE, np.zeros(6), empty_known=False) for _ in range(2))
    mask = whole(tick, force, counts)
    parts = [np.zeros((0, 6), bool)]
    for part in np.split(np.arange(480), sorted(cuts)):
        if len(part):
            now = pieces(tick[part], force[part], counts[part])
            parts.append(np.zeros((len(part), 6), bool) if now is None else now)
    assert (np.concatenate(parts) == (np.zeros((480, 6), bool) if mask is None else mask)).all()
    assert str(pieces.found) == str(whole.found)


def test_one_foots_cells_on_both_feets_wires_are_said_at_once() -> None:
    force = stands(PADS)
    counts = np.rint(force * 2000).astype(np.int32)
    counts[:, 3:] = counts[:, :3]
    assert found(PADS, counts / 2000, counts=counts) == {of(Cause.TWINS, foot="")}
