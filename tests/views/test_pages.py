"""Coach view, and the window as a whole."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from tripod.live.snapshot import Phase
from tripod.views.app import run_window
from tripod.views.kit import theme as themes
from tripod.views.kit.pace import TICK_MS
from tripod.views.kit.style import apply


def test_coach_view_opens_names_what_is_light_and_closes(bench, vc, qtbot):
    feet = {"left": vc.foot_state(), "right": vc.foot_state(vc.ROLLED_OUT)}
    bench.show(vc.make_snapshot(feet=feet))
    qtbot.keyClick(bench.window, Qt.Key.Key_F11)
    bench.show(vc.make_snapshot(feet=feet))
    coach = bench.window.coach
    assert bench.window.pages.currentWidget() is coach
    assert not bench.window.header.isVisible()
    assert coach.loud() == ["RIGHT", "base of big toe", "9", "rolls outward"]
    assert coach.band() == "Push the floor away under the base of the big toe"
    assert coach.lightest_line("left").startswith("lowest in band: ")
    assert coach.lightest_line("right") == ""
    qtbot.keyClick(bench.window, Qt.Key.Key_Escape)
    assert bench.window.pages.currentWidget() is bench.window.live
    assert bench.window.header.isVisible()


def test_coach_view_mirrored_swaps_the_sides(bench, vc, qtbot):
    qtbot.keyClick(bench.window, Qt.Key.Key_F11)
    bench.show(vc.make_snapshot())
    arts = bench.window.coach.arts
    assert arts["left"].place.x < arts["right"].place.x
    toe = arts["left"].points[1].x() - arts["left"].place.x
    qtbot.keyClick(bench.window, Qt.Key.Key_X)
    bench.show(vc.make_snapshot())
    arts = bench.window.coach.arts
    assert arts["left"].place.x > arts["right"].place.x
    assert arts["left"].points[1].x() - arts["left"].place.x == pytest.approx(-toe)


def test_coach_view_says_at_once_that_the_picture_is_old(bench, vc, qtbot):
    qtbot.keyClick(bench.window, Qt.Key.Key_F11)
    bench.show(vc.make_snapshot())
    bench.show(bench.session.now, after_s=0.6)
    assert bench.window.coach.loud()[0] == "Picture is old"
    assert bench.window.coach.grey
    bench.show(vc.make_snapshot(phase=Phase.LOST), after_s=0.016)
    assert bench.window.coach.loud() == ["Board", "unplugged"]


def test_coach_view_text_fits(bench, vc, qtbot):
    feet = {"left": vc.foot_state(), "right": vc.foot_state(vc.ROLLED_OUT)}
    qtbot.keyClick(bench.window, Qt.Key.Key_F11)
    for size in ((1000, 700), (1280, 800), (1920, 1080)):
        bench.window.resize(*size)
        bench.show(vc.make_snapshot(feet=feet))
        coach = bench.window.coach
        image = coach.grab().toImage()
        row = round(coach._top() + 330 * coach.scale())
        warn = [x for x in range(image.width()) if image.pixelColor(x, row) == coach.theme.warn]
        assert warn, "the loud number is painted"
        apart = [art.rect() for art in coach.arts.values()]
        assert apart[0].right() < warn[0]
        assert warn[-1] < apart[1].left()


def test_everything_on_the_live_page_is_reached_by_tab(bench, vc):
    bench.show(vc.make_snapshot(can_undo_zero=True))
    live, first = bench.window.live, bench.window.live.feet
    reached, at = set(), first
    for _ in range(600):
        at = at.nextInFocusChain()
        reached.add(at)
    for button in (live.zero, live.undo_zero, live.mark, live.record, live.freeze, live.coach):
        assert button in reached
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert button.accessibleName()
    assert bench.window.header.source_bar in reached


def test_theme_key_changes_every_colour(bench, vc, qtbot, qapp):
    bench.show(vc.make_snapshot())
    dark = bench.window.grab().toImage()
    qtbot.keyClick(bench.window, Qt.Key.Key_T)
    bench.show(vc.make_snapshot(t_s=12.5))
    light = bench.window.grab().toImage()
    for x, y in ((5, 5), (5, 400), (400, 640), (900, 80), (900, 660)):
        assert dark.pixelColor(x, y).lightness() < 80
        assert light.pixelColor(x, y).lightness() > 200
    qtbot.keyClick(bench.window, Qt.Key.Key_T)
    apply(qapp, themes.DARK)


def test_closing_the_window_closes_the_session(bench):
    bench.window.close()
    assert bench.session.closed
    assert not bench.window._timer.isActive()


def test_pages_do_not_wait_for_a_slow_machine(bench, vc):
    pacer = bench.window._pacer
    for _ in range(pacer.FRAMES):
        pacer.add(0.010)
    assert pacer.period_ms == 2 * TICK_MS
    for _ in range(pacer.FRAMES):
        pacer.add(0.001)
    assert pacer.period_ms == TICK_MS


_SHOOT = """
import sys, time, runpy
from pathlib import Path
sys.path.insert(0, {here!r})
import conftest
from tripod.views.app import run_window
from tripod.views.kit.pace import TICK_MS
from tripod.views.live.port_watch import PortWatch
session = conftest.FakeSession(now=conftest.make_snapshot(arrived_s=float("nan")))
sys.exit(run_window(lambda s: session, "x", list_ports=lambda: [], permission_help=lambda: "", clock=time.monotonic,
                    screenshot=Path({out!r}), after_s={after_s}, dark=True))
"""


@pytest.mark.parametrize(("scale", "after_s"), [("1", 0.2), ("2", 0.2), ("1", 0.0)])
def test_screenshot_by_the_entry_point_at_both_pixel_ratios_and_before_the_loop_runs(tmp_path, scale, after_s):
    out = tmp_path / "shot.png"
    code = _SHOOT.format(here=str(Path(__file__).parent), out=str(out), after_s=after_s)
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    image = QImage(str(out))
    n = int(scale)
    assert (image.width(), image.height()) == (1280 * n, 800 * n)
    heel = [image.pixelColor(x * n, y * n) for x in range(215, 275, 4) for y in range(510, 590, 8)]
    assert sum(ink.blue() > 1.3 * ink.red() for ink in heel) > 0.3 * len(heel)


def test_entry_point_runs_in_this_process_too(tmp_path, vc, qapp):
    clock = vc.FakeClock()

    def ticking():
        clock.now_s += 0.01
        return clock.now_s

    out = tmp_path / "shot.png"
    session = vc.FakeSession()
    code = run_window(
        lambda source: session, "x", list_ports=list, permission_help=str, clock=ticking, screenshot=out, after_s=0.3
    )
    assert code == 0
    assert out.exists()
    assert session.closed
    apply(qapp, themes.DARK)


def test_a_banner_without_samples_is_not_praised(bench, vc):
    bench.show(vc.make_snapshot(feet={}, judgement=None))
    assert bench.window.live.advice.title.text() == "No readings yet"


def test_a_frozen_coach_view_says_so(bench, vc, qtbot):
    qtbot.keyClick(bench.window, Qt.Key.Key_F11)
    bench.show(vc.make_snapshot(judgement=None))
    qtbot.keyClick(bench.window, Qt.Key.Key_Space)
    bench.show(vc.make_snapshot(judgement=None))
    assert bench.window.coach.band() == "Frozen: Space lets it run"


def test_nothing_is_minus_nought(vc):
    from tripod.views.kit.words import percent

    assert percent(-0.002) == "0"
