"""Where a map's colours end: for who stands there, and not for a passer-by."""

from math import isnan, nan

import numpy as np
import pytest

from tripod.balance.map_scale import FittedScale, MapScale, round_scale

G = 9.81


def stand(fitted: FittedScale, kg: float, start_s: float, seconds: float = 3.0, rate_hz: float = 10, sway=0.02, seed=1):
    noise = np.random.default_rng(seed).normal(0, sway, int(seconds * rate_hz))
    for k, part in enumerate(noise.tolist()):
        fitted.see(start_s + k / rate_hz, kg * G * (1 + part), True)
    return start_s + seconds


@pytest.mark.parametrize("rate_hz", [10, 70])
@pytest.mark.parametrize("kg", [45, 75, 130])
def test_one_heel_on_both_feet_is_read_in_the_same_colours_whoever_stands(kg, rate_hz):
    fitted = FittedScale()
    stand(fitted, kg, 5.0, rate_hz=rate_hz)
    scale = fitted.scale(600.0, nan)
    both_feet, one_leg = 0.5 * 0.55 * kg * G / scale.full_n, 0.55 * kg * G / scale.full_n
    assert both_feet == pytest.approx(0.5, abs=0.05)
    assert one_leg == pytest.approx(1.0, abs=0.1)
    assert (scale.told, scale.held) == (False, False)


def test_the_weight_that_was_said_goes_before_what_is_seen_but_a_bar_on_top_of_it_is_seen():
    fitted = FittedScale()
    end = stand(fitted, 71, 0.0)
    assert fitted.scale(600.0, 75 * G) == MapScale(400.0, 75 * G, True)
    stand(fitted, 75 + 100, end)
    laden = fitted.scale(600.0, 75 * G)
    assert laden.full_n == pytest.approx(0.55 * 175 * G, rel=0.06)
    assert not laden.told


def test_sway_steps_and_one_who_jumps_move_no_scale():
    fitted = FittedScale()
    end = stand(fitted, 75, 0.0)
    before = fitted.scale(600.0, nan)
    for k in range(60):
        # Stepping and jumping: never the same load for a second.
        fitted.see(end + k / 20, 75 * G * (1 + 0.8 * np.sin(2 * np.pi * k / 16)), True)
    stand(fitted, 80, end + 4)
    assert fitted.scale(600.0, nan) == before
    fitted.see(end + 20, 0.0, False)
    assert fitted.scale(600.0, nan) == before, "who steps off leaves it"
    stand(fitted, 50, end + 30)
    assert fitted.scale(600.0, nan).full_n < 0.75 * before.full_n


def test_held_it_stays_until_it_is_let_go_and_another_board_begins_anew():
    fitted = FittedScale()
    end = stand(fitted, 75, 0.0)
    fitted.hold(fitted.scale(600.0, nan))
    stand(fitted, 130, end)
    assert (fitted.scale(600.0, nan).full_n, fitted.scale(600.0, nan).held) == (400.0, True)
    fitted.hold(None)
    assert fitted.scale(600.0, nan).full_n > 600
    fitted.forget()
    assert fitted.scale(25.0, nan).full_n == 25.0
    assert isnan(fitted.scale(25.0, nan).for_n)


def test_nothing_is_seen_in_a_second_too_short_in_no_load_or_in_no_number():
    for totals, dt in (([700.0] * 5, 0.1), ([0.0] * 40, 0.1), ([nan] * 40, 0.1), ([-5.0] * 40, 0.1)):
        fitted = FittedScale()
        for k, total in enumerate(totals):
            fitted.see(k * dt, total, True)
        assert isnan(fitted.scale(600.0, nan).for_n)
    backwards = FittedScale()
    for t_s in (50.0, 0.0, 0.5):
        backwards.see(t_s, 700.0, True)
    assert isnan(backwards.scale(600.0, nan).for_n), "a recording that was begun anew"


@pytest.mark.parametrize(("full", "rounded"), [(242.8, 240), (404.7, 400), (701.4, 720), (16.5, 16), (1376, 1200)])
def test_a_quarter_of_the_scale_is_a_round_number(full, rounded):
    assert round_scale(full) == pytest.approx(rounded)
    assert float(f"{rounded / 4:.3g}") == rounded / 4
