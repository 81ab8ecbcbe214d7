"""The ± of sway is what the board's errors really do: against drawn errors, and where nobody knows it none is told."""

from dataclasses import replace

import numpy as np
import pytest

from tripod.analysis.core_measures import core
from tripod.analysis.prepared import prepared
from tripod.analysis.trace import CopTrace
from tripod.analysis.trial import Trial
from tripod.analysis.uncertainty import ANGLE, NotKnown, Unsure, not_known, uncertainty
from tripod.balance.sway_errors import SwayErrors

AT = np.array([[x, y] for x in (-200.0, -60.0, 60.0, 200.0) for y in (-20.0, 220.0)])
T = np.arange(2400) / 80
GAIN, PLACE_MM, ZERO_N = 0.02, 0.8, 0.4
ERRORS = SwayErrors(AT, np.diag(np.repeat([GAIN, PLACE_MM], [8, 16])), ZERO_N, 0.0, 0.0, {}, sees_all=True)


def swaying() -> np.ndarray:
    """(n, cells) newtons of somebody who sways on eight cells."""
    rng = np.random.default_rng(5)
    cop = sum(np.outer(np.sin(f * T + rng.uniform(0, 6)), rng.normal(0, 3, 2)) for f in (0.7, 1.9, 3.1, 6.5))
    plane = np.linalg.pinv(np.vstack([np.ones(8), AT.T]))
    return 740 * (plane @ np.vstack([np.ones(len(T)), cop.T + np.array([[0], [100]])])).T


def cop_of(force: np.ndarray, at: np.ndarray = AT) -> np.ndarray:
    return force @ at / force.sum(1, keepdims=True)


def trial(errors: SwayErrors | None = ERRORS) -> Trial:
    force = swaying()
    return Trial("s", CopTrace(T, cop_of(force)), "measured CoP", force_n=force, errors=errors, stood=("left",))


def told(of: Trial) -> Unsure:
    return uncertainty(of, prepared(of.cop))


def test_it_is_as_wide_as_the_values_that_drawn_errors_give() -> None:
    rng, force = np.random.default_rng(7), swaying()
    drawn = [
        core(prepared(CopTrace(T, cop_of(
            force * (1 + rng.normal(0, GAIN, 8)) + rng.normal(0, ZERO_N, 8), AT + rng.normal(0, PLACE_MM, AT.shape)
        ))).cop_mm, 100.0)
        for _ in range(150)
    ]  # fmt: skip
    pm = told(trial()).pm
    for name in drawn[0].keys() - {ANGLE}:
        # Of 150 draws the SD itself is known to 6 %.
        assert pm[name] == pytest.approx(1.96 * np.std([of[name] for of in drawn]), rel=0.3), name


def test_an_error_that_all_cells_share_changes_nothing() -> None:
    together = np.zeros((24, 1))
    together[:8] = 0.05
    pm = told(trial(replace(ERRORS, independent=together, zero_n=0.0))).pm
    assert max(pm.values()) < 1e-9
    together[:8], together[8:16] = 0, 3.0
    assert max(told(trial(replace(ERRORS, independent=together, zero_n=0.0))).pm.values()) < 1e-9


def test_what_a_dead_band_and_noise_do_is_in_it() -> None:
    narrow = replace(ERRORS, dead_band_mm={("left",): (0.1, 0.1)})
    plain, hidden = told(trial()).pm, told(trial(narrow))
    assert not hidden.why
    assert hidden.pm["mean_velocity_mm_s"] > plain["mean_velocity_mm_s"]
    wide = told(trial(replace(ERRORS, dead_band_mm={("left",): (3.0, 3.0)})))
    assert wide.why["mean_velocity_mm_s"] is NotKnown.HIDDEN
    assert "mean_velocity_mm_s" not in wide.pm
    noisy = told(trial(replace(ERRORS, noise_n=1.0))).pm
    assert noisy["mean_velocity_mm_s"] > plain["mean_velocity_mm_s"]
    assert noisy["path_length_mm"] > 2 * plain["path_length_mm"]


def test_where_nobody_knows_it_none_is_told() -> None:
    names = told(trial()).pm
    assert told(trial(None)) == not_known(names, NotKnown.NO_BOARD)
    assert told(trial(replace(ERRORS, sees_all=False))) == not_known(names, NotKnown.UNSEEN)


def test_samples_that_are_missing_are_drawn_alike() -> None:
    whole = trial()
    cop = whole.cop.cop_mm.copy()
    cop[500:510] = np.nan
    some = told(replace(whole, cop=CopTrace(T, cop))).pm
    assert some["rms_ml_mm"] == pytest.approx(told(whole).pm["rms_ml_mm"], rel=0.05)
