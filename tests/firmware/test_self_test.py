"""Each fault is reported in the frames and in the next banner, and nothing else is."""

import numpy as np
import pytest

from tripod.device.protocol import FIRST_AFTER_BOOT, SUPPLY_DIPPED, SUPPLY_OUT_OF_RANGE, WATCHDOG_RESTART, Status

NO_FAULT = (0,) * 6


def loaded(rows: int = 10_000, seed: int = 3) -> np.ndarray:
    """Six loaded cells with sway and noise, at 1 kHz."""
    rng = np.random.default_rng(seed)
    t_s = np.arange(rows)[:, None] / 1000
    sway = 400 + 60 * np.sin(2 * np.pi * (0.5 + 0.1 * np.arange(6)) * t_s)
    return np.round(sway + rng.normal(0, 2, (rows, 6)))


@pytest.fixture
def watch(firmware, emulate, recording):
    """Run a board on these codes and return what it said."""

    def run(codes: np.ndarray, seconds: float = 6.0, cells: int = 6, **settings: object):
        with emulate(firmware(**settings)) as board:
            board.set_codes(codes)
            board.run_s(seconds)
            return recording.decode(board.read(), cells)

    return run


def worst(frames) -> np.ndarray:
    return np.array([banner.groups[0].status for banner in frames.banners])


def test_a_good_board_is_called_good(watch):
    frames = watch(loaded())
    assert not frames.status.any()
    assert not worst(frames).any()
    assert [banner.self_test for banner in frames.banners] == [FIRST_AFTER_BOOT] + [0] * (len(frames.banners) - 1)


def test_an_unloaded_board_raises_no_false_alarm(watch):
    for frames in (watch(np.full((1, 6), 82)), watch(np.zeros((1, 6)), RESTING_CODE=0)):
        assert not frames.status.any()
        assert not worst(frames).any()


def test_what_can_be_found_is_said(watch):
    plain, bleed = watch(loaded(), 1.0), watch(loaded(), 1.0, BLEED_RESISTOR=1)
    found = {status for status in Status if plain.banners[0].groups[0].can_find(status)}
    assert found == {Status.SHORTED, Status.SATURATED, Status.STUCK}
    assert bleed.banners[0].groups[0].tested == plain.banners[0].groups[0].tested | 1 << Status.OPEN


def test_saturated_while_at_the_end_of_the_range_and_no_longer(watch):
    codes = loaded()
    codes[3000:3500, 1] = 1023
    frames = watch(codes)
    assert not frames.status[:, [0, 2, 3, 4, 5]].any()
    said = frames.status[:, 1] == Status.SATURATED
    assert np.sum(said) == pytest.approx(100, abs=2)
    assert np.ptp(np.flatnonzero(said)) < 102
    assert np.sum(worst(frames)[:, 1] == Status.SATURATED) == 1
    assert worst(frames)[-1].tolist() == [0] * 6


def test_shorted_after_two_seconds_at_the_end_of_the_range(watch):
    codes = loaded()
    codes[:, 4] = 1023
    frames = watch(codes)
    since_first_s = (frames.t_us - frames.t_us[0]) / 1e6
    assert np.all(frames.status[since_first_s < 1.99, 4] == Status.SATURATED)
    assert np.all(frames.status[since_first_s > 2.01, 4] == Status.SHORTED)
    assert worst(frames)[0, 4] == Status.SATURATED
    assert worst(frames)[-1, 4] == Status.SHORTED


def test_stuck_while_other_cells_change(watch):
    codes = loaded()
    codes[:, 2] = 350
    frames = watch(codes)
    since_first_s = (frames.t_us - frames.t_us[0]) / 1e6
    assert not frames.status[since_first_s < 2.99].any()
    assert np.all(frames.status[since_first_s > 3.1, 2] == Status.STUCK)
    assert not frames.status[:, [0, 1, 3, 4, 5]].any()
    assert worst(frames)[-1].tolist() == [0, 0, Status.STUCK, 0, 0, 0]


def test_a_board_on_which_nothing_changes_is_not_stuck(watch):
    assert not watch(np.full((1, 6), 350)).status.any()


def test_an_unloaded_cell_among_moving_ones_is_not_stuck(watch):
    codes = loaded()
    codes[:, 2] = 5
    assert not watch(codes, RESTING_CODE=0).status.any()


def test_a_lifted_foot_on_the_reference_amplifier_is_not_stuck(watch):
    """The amplifier rests at 82; without noise a foot in the air stands still at that for as long as it likes."""
    codes = loaded()
    codes[:, 3:] = 82
    assert not watch(codes).status.any()


def test_open_only_where_a_bleed_resistor_shows_it(watch):
    codes = loaded()
    codes[:, 3] = 0
    assert not watch(codes, 2.0, RESTING_CODE=0).status.any()
    frames = watch(codes, 2.0, BLEED_RESISTOR=1)
    assert np.all(frames.status[:, 3] == Status.OPEN)
    assert not frames.status[:, [0, 1, 2, 4, 5]].any()
    assert np.all(worst(frames)[:, 3] == Status.OPEN)


def test_an_amplifier_without_supply_is_open(watch):
    """It rests at 82 and nothing lowers it; 73 may be its offset, 71 is none."""
    codes = loaded()
    codes[:, 3:] = 0
    codes[:, 1], codes[:, 2] = 73, 71
    frames = watch(codes, 2.0)
    assert np.all(frames.status[:, 2:] == Status.OPEN)
    assert not frames.status[:, :2].any()
    assert worst(frames)[-1].tolist() == [0, 0, *[Status.OPEN] * 4]
    # What is promised is what a missing film needs, and that is not found.
    assert not frames.banners[0].groups[0].can_find(Status.OPEN)


def test_open_at_boot_is_in_the_first_banner(watch):
    codes = loaded()
    codes[:, 0] = 0
    assert worst(watch(codes, 0.7, BLEED_RESISTOR=1)).tolist() == [[Status.OPEN, 0, 0, 0, 0, 0]]


@pytest.mark.parametrize("rate_hz", [200, 1000])
def test_supply_is_watched_while_running(firmware, emulate, recording, rate_hz):
    with emulate(firmware(RATE_HZ=rate_hz)) as board:
        board.set_codes(loaded())
        board.run_s(2.0)
        board.set_supply_mv(4200)
        board.run_s(3.0)
        frames = recording.decode(board.read())
        bursts = recording.bursts(board.conversions(), recording.PASSES[rate_hz])
    first, last = frames.banners[0], frames.banners[-1]
    assert first.supply_mv == pytest.approx(5000, rel=0.01)
    assert not first.self_test & SUPPLY_OUT_OF_RANGE
    assert last.supply_mv == pytest.approx(4200, rel=0.01)
    assert last.self_test == SUPPLY_OUT_OF_RANGE
    starts = bursts["cycle"][:, 0, 0].astype(np.int64)
    assert np.ptp(np.diff(starts)) <= 256
    assert np.array_equal(frames.counts, 64 * bursts["code"].mean(axis=1)[frames.seq.astype(int) - 1])


def test_supply_out_of_range_at_boot(firmware, emulate, recording):
    with emulate(firmware()) as board:
        board.set_supply_mv(3300)
        board.run_s(0.7)
        banner = recording.decode(board.read()).banners[0]
    assert banner.self_test == FIRST_AFTER_BOOT | SUPPLY_OUT_OF_RANGE
    assert banner.supply_mv == pytest.approx(3300, rel=0.01)


MCUSR = 0x54
"""Its place in the chip's memory; the bits are power-on 1, reset pin 2, brown-out 4, watchdog 8."""


@pytest.mark.parametrize(
    ("noted", "said"), [(1, 0), (2, 0), (4, SUPPLY_DIPPED), (5, 0), (8, WATCHDOG_RESTART), (12, SUPPLY_DIPPED)]
)
def test_the_banner_says_why_the_board_began_anew(firmware, emulate, recording, noted, said):
    with emulate(firmware()) as board:
        board.poke(MCUSR, noted)
        board.run_s(1.7)
        first, later, *_ = recording.decode(board.read()).banners
    assert first.self_test == FIRST_AFTER_BOOT | said
    assert later.self_test == said
