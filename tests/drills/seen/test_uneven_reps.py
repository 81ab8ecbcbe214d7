"""Hinges that differ in depth, half ones, and sets with a step between, on sway of three kinds."""

from collections.abc import Sequence

import numpy as np
import pytest

from tripod.drills.seen.rep_count import count_reps, prominences
from tripod.drills.seen.reps import FreeReps, find_reps, free_reps

HZ = 80
UNEVEN = (30.0, 55.0, 35.0, 60.0, 28.0, 50.0)
SLOW, BRISK = (3.0, 1.0, 2.0, 2.0), (1.2, 0.3, 1.0, 0.8)


def sway(n: int, seed: int, slope: float) -> np.ndarray:
    """Noise whose power falls with this power of the frequency from 0.02 Hz on, and fast above 1 Hz; of unit SD."""
    rng, f = np.random.default_rng(seed), np.fft.rfftfreq(n, 1 / HZ)
    size = np.where(f >= 0.02, np.maximum(f, 0.02) ** (-slope / 2) / np.sqrt(1 + f**4), 0)
    line = np.fft.irfft(size * (rng.normal(size=len(f)) + 1j * rng.normal(size=len(f))), n)
    return line / line.std()


def a_set(
    depths_mm: Sequence[float], sd_mm: float, seed: int, tempo: Sequence[float] = SLOW, slope: float = 1.0
) -> tuple[np.ndarray, np.ndarray, float]:
    """Times, how far back, and the SD of the three seconds before the set, which is all that the program knows."""
    down, bottom, up, _ = tempo
    t = np.arange(0, 7 + len(depths_mm) * sum(tempo), 1 / HZ)
    back = sd_mm * sway(len(t), seed, slope)
    for k, depth in enumerate(depths_mm):
        own = t - 5 - k * sum(tempo)
        back += depth * (0.5 - 0.5 * np.cos(np.pi * np.clip(own / down, 0, 1)))
        back -= depth * (0.5 - 0.5 * np.cos(np.pi * np.clip((own - down - bottom) / up, 0, 1)))
    before = back[: 3 * HZ]
    return t[3 * HZ :], back[3 * HZ :] - before.mean(), float(before.std())


@pytest.mark.parametrize("slope", [0.0, 1.0, 2.0])
@pytest.mark.parametrize("tempo", [SLOW, BRISK], ids=["slow", "brisk"])
@pytest.mark.parametrize("depths_mm", [UNEVEN, (30.0, 60.0) * 3], ids=["uneven", "by turns"])
def test_uneven_reps_are_counted(depths_mm: Sequence[float], tempo: Sequence[float], slope: float) -> None:
    found = [find_reps(*a_set(depths_mm, 2.8, seed, tempo, slope)) for seed in range(20)]
    assert [len(reps) for reps, _ in found].count(6) >= 19
    assert all(least <= 6 <= most for _, (least, most) in found)


def test_a_set_of_any_depths_is_seldom_wrong_and_sure() -> None:
    rng, wrong, sure_and_wrong = np.random.default_rng(5), 0, 0
    for seed in range(60):
        reps, (least, most) = find_reps(*a_set(rng.uniform(25, 60, 6).tolist(), 5.0, seed, slope=seed % 3))
        wrong += len(reps) != 6
        sure_and_wrong += len(reps) != 6 and least == most
    # 1.2 and 0.6 are expected where the target is just met: more than these are seen once in 200 runs.
    assert wrong <= 5
    assert sure_and_wrong <= 3


def test_who_swayed_far_at_first_did_no_rep_by_that() -> None:
    """Quiet stance said little of what the sway would be: three times as wide for the first ten seconds."""
    for seed in range(10):
        t, back, sd_mm = a_set([0.0] + [40.0] * 6, 2.0, seed)
        wide = 4.0 * sway(len(t), 100 + seed, 0.5) * np.clip((10 - (t - t[0])) / 2, 0, 1)
        reps, (least, most) = find_reps(t, back + wide, sd_mm)
        assert len(reps) == 6
        assert least <= 6 <= most


def half_in(depth_mm: float, part: float, seed: int) -> FreeReps:
    return free_reps(*a_set([depth_mm] * 3 + [part * depth_mm] + [depth_mm] * 3, 1.5, seed))


def test_a_half_rep_is_told_as_half() -> None:
    for seed in range(10):
        found = half_in(36.0, 0.5, seed)
        assert len(found.reps) == 6
        (half,) = found.halves
        assert half.depth_mm == pytest.approx(18.0, abs=5)
        assert found.reps[2].end_s <= half.descent_s < found.reps[3].descent_s
        assert found.between[0] <= 6 <= found.between[1]


def test_who_goes_as_deep_as_the_drill_asks_did_no_half_rep() -> None:
    found = half_in(60.0, 0.55, 1)
    assert (len(found.reps), found.halves) == (7, ())
    t, back, sd_mm = a_set([60.0] * 3 + [33.0] + [60.0] * 3, 1.5, 1)
    assert len(free_reps(t, back, sd_mm, asked_mm=50.0).halves) == 1


def test_uneven_is_not_half() -> None:
    for seed in range(10):
        found = free_reps(*a_set(UNEVEN, 2.0, seed), asked_mm=60.0)
        assert (len(found.reps), found.halves) == (6, ())


def test_a_half_that_is_nearly_whole_leaves_the_count_open() -> None:
    found = free_reps(*a_set([30.0] * 3 + [18.0] + [30.0] * 3, 0.3, 3))
    assert (len(found.reps), len(found.halves), found.between) == (6, 1, (6, 7))


def test_what_lies_between_two_stretches_joins_no_rep() -> None:
    """A foot is away at the bottom of the third: that one was not seen, and the others were."""
    t, back, sd_mm = a_set([40.0] * 6, 2.0, 4)
    away = (t > t[0] + 2 + 16 + 3) & (t < t[0] + 2 + 16 + 4)
    found = free_reps(t[~away], back[~away], sd_mm, breaks=[int(away.argmax())])
    assert len(found.reps) == 5
    count = count_reps(t[~away], back[~away], 3.0, [int(away.argmax())])
    assert all(not d.first < away.argmax() <= d.last for d in count.downs)


def test_a_peak_stands_out_as_far_as_the_lesser_of_its_falls() -> None:
    at, size = prominences(np.array([0.0, 5, 3, 9, 9, 4, 6, 1, 2]))
    assert at.tolist() == [1, 3, 6]
    assert size.tolist() == [2, 8, 2]
    assert len(prominences(np.array([0.0, 1, 2]))[0]) == 0
