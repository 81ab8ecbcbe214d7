"""The strips of the last seconds."""

from dataclasses import replace

import numpy as np

from tripod.live.recent_window import Window
from tripod.views.feet.curves import envelope, polylines


def test_envelope_keeps_spikes_and_bridges_no_gap():
    t = np.arange(0, 10, 0.001)
    values = np.zeros((len(t), 3), np.float32)
    values[5000, 1] = 1.0
    values[2000:3000] = np.nan
    _, low, high = envelope(t, values, 0.05)
    assert np.nanmax(high[:, 1]) == 1.0
    assert np.nanmax(high[:, 0]) == 0.0
    assert np.isnan(low[45:55]).all()
    assert len(polylines(np.arange(len(low), dtype=float), low[:, 0].astype(float))) == 2


def test_strip_survives_an_empty_window(bench, vc):
    bench.session.strip = Window(np.zeros(0), np.zeros((0, 2, 3), np.float32), np.zeros((0, 2, 2), np.float32))
    bench.show(vc.make_snapshot())
    bench.session.strip = vc.make_window()
    bench.session.strip.share[:] = np.nan
    bench.show(replace(vc.make_snapshot(), t_s=13.0))
