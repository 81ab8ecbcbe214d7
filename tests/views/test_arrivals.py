"""A picture is made when samples come, neither twice for the same nor while nobody can see it."""

from PySide6.QtWidgets import QApplication


def came(bench, snapshot, after_s: float) -> bool:
    """Whether what comes then is shown at once."""
    bench.clock.now_s += after_s
    bench.session.now = snapshot
    bench.session.on_read()
    bench.session.on_read()
    QApplication.processEvents()
    return bench.window.live.feet.snapshot.t_s == snapshot.t_s


def test_what_comes_is_shown_at_once_but_not_sooner_than_a_picture_lasts(bench, vc, monkeypatch):
    # On a machine that does much else the timer would be due between two of these lines.
    monkeypatch.setattr(bench.window, "_keep_pace", lambda: None)
    bench.window._timer.setInterval(100_000)
    bench.show(vc.make_snapshot(t_s=12.0), after_s=0.1)
    assert came(bench, vc.make_snapshot(t_s=12.016), after_s=0.016)
    assert not came(bench, vc.make_snapshot(t_s=12.020), after_s=0.004)
    assert came(bench, vc.make_snapshot(t_s=12.030), after_s=0.010)


def test_a_window_that_nobody_sees_makes_no_picture_of_it(bench, vc):
    bench.show(vc.make_snapshot(t_s=12.0), after_s=0.1)
    bench.window.showMinimized()
    QApplication.processEvents()
    assert not bench.session.closely
    woken = []
    bench.window._arrivals.came.connect(lambda: woken.append(True))
    assert not came(bench, vc.make_snapshot(t_s=12.1), after_s=0.016)
    assert not woken
    bench.window.showNormal()
    QApplication.processEvents()
    assert bench.session.closely
    assert came(bench, vc.make_snapshot(t_s=12.2), after_s=0.016)
    assert woken
