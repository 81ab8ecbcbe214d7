"""Where the feet point, by the window alone: the offer, its key, the roll, turning by hand. On real sessions."""

import re
from collections.abc import Callable
from math import cos, degrees, radians, sin
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel

from tripod.balance.geometry import mirror
from tripod.balance.judgement import Answer, Why
from tripod.balance.pose import Known
from tripod.cli import main
from tripod.drills.run.state import State
from tripod.sentences import sentence
from tripod.storage.places import diary_path

QUIET = "virtual:quiet,board=plate,turned=15"
PUPIL = "virtual:pupil,board=plate,turned=15,seed=5"
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def live(gym: Callable[..., Any]) -> Callable[..., Any]:
    """A window on its Live page."""

    def make(source: str = QUIET, seconds: float = 4.0) -> Any:
        of = gym(source)
        of.qtbot.keyClick(of.window, Qt.Key.Key_L)
        of.go(seconds)
        return of

    return make


def poses(of: Any) -> dict[str, Any]:
    return of.session.pipeline.setup.poses


def test_it_is_offered_calmly_where_it_is_not_measured(live: Callable[..., Any]) -> None:
    of = live()
    page = of.window.live
    judgement = of.session.snapshot().judgement
    assert (judgement.answer, judgement.why) == (Answer.CANNOT_TELL, Why.STANCE)
    assert page.offer.isVisible()
    assert not page.advice.loud
    of.fits(page)
    border = page.offer.grab().toImage().pixelColor(page.offer.width() // 2, 0)
    accent, warn = of.window.theme.accent, of.window.theme.warn
    assert abs(border.blue() - accent.blue()) < 60 < border.blue() - border.red()
    assert border.red() < warn.red() / 2
    for size in ((1000, 700), (1024, 600)):
        of.window.resize(*size)
        of.go(0.5)
        of.fits(page.offer)
        assert page.offer.roll.width() >= page.offer.roll.sizeHint().width(), "its key is shown"
        assert page.advice.geometry().top() > page.offer.geometry().bottom()
    reached, at = set(), page.feet
    for _ in range(600):
        at = at.nextInFocusChain()
        reached.add(at)
    assert {page.offer.roll, page.offer.by_hand, page.offer.not_now} <= reached


def test_who_does_not_want_it_now_is_not_asked_until_it_was_known_once(live: Callable[..., Any]) -> None:
    of = live()
    offer = of.window.live.offer
    of.qtbot.keyClick(of.window, Qt.Key.Key_Escape)
    of.go(1.0)
    assert offer.isHidden()
    assert of.session.snapshot().may_roll
    of.window.stance.set_turns({"left": 15.0, "right": 15.0})
    of.go(0.5)
    of.window.stance.set_turns({})
    of.go(0.5)
    assert offer.isVisible()
    of.qtbot.mouseClick(offer.not_now, Qt.MouseButton.LeftButton)
    of.go(0.5)
    assert offer.isHidden()
    of.qtbot.keyClick(of.window, Qt.Key.Key_E)
    assert of.window.drills_shown, "its key holds all the same"


def test_a_recording_is_offered_nothing(live: Callable[..., Any], tmp_path: Path) -> None:
    folder = str(tmp_path / "r")
    assert main(["record", f"{QUIET},seconds=6", "-o", folder, "--fast"]) == 0
    of = live(folder, 3.0)
    assert of.session.snapshot().judgement.why is Why.STANCE
    assert of.window.live.offer.isHidden()


def test_screen_readers_hear_where_the_feet_point(live: Callable[..., Any]) -> None:
    of = live()
    of.go(1.5)
    assert "Left foot 7° out ± 12° (as drawn, not measured)." in of.window.live.feet.accessibleDescription()


@pytest.mark.parametrize("board", ["pads", "insole"])
def test_nothing_is_offered_where_the_cells_go_with_the_feet(live: Callable[..., Any], board: str) -> None:
    of = live(f"virtual:quiet,board={board}", 1.0)
    assert of.window.live.offer.isHidden()
    of.qtbot.keyClick(of.window, Qt.Key.Key_E)
    of.qtbot.keyClick(of.window, Qt.Key.Key_Right, SHIFT)
    of.go(0.5)
    assert of.session.drilling.run is None
    assert of.window.message == sentence("view_why_not.no_turning")
    of.window.toggle_details()
    assert of.window.details.stance.isHidden()


@pytest.mark.parametrize("by_key", [True, False])
def test_from_the_offer_to_feet_that_are_drawn_as_they_stand(live: Callable[..., Any], by_key: bool) -> None:
    of = live(PUPIL, 1.0)
    page = of.window.live
    assert page.offer.isVisible()
    assert page.feet.arts["right"].place.clockwise_rad == pytest.approx(radians(7))
    if by_key:
        of.qtbot.keyClick(of.window, Qt.Key.Key_E)
    else:
        of.qtbot.mouseClick(page.offer.roll, Qt.MouseButton.LeftButton)
    of.go(0.5)
    assert of.window.drills_shown
    run = of.session.drilling.run
    while run.engine.state is not State.WORKING:
        of.go(0.5)
    of.go(1.0)
    running = of.page.running
    assert running.ring.spoken().startswith("roll ")
    assert not any(any(state.light) for state in running.feet.snapshot.feet.values()), "nothing is wrong in a roll"
    assert running.so_far.isHidden()
    of.fits(of.page)
    while not of.session.pipeline.setup.stance_measured:
        of.go(0.5)
    # Told while the person still stands there.
    of.go(0.7)
    assert not run.done
    judgement = of.session.snapshot().judgement
    assert judgement.why is not Why.STANCE
    turned = running.feet.arts["left"].place.clockwise_rad
    assert turned == pytest.approx(-poses(of)["left"].turn_rad)
    assert turned == pytest.approx(-radians(15), abs=radians(7))
    while of.session.drilling.run is not None:
        of.go(0.5)
    of.go(0.5)
    assert of.window.pages.currentWidget() is page, "back where it was offered"
    assert of.window.message.startswith("Found: left 1")
    assert page.offer.isHidden()
    assert page.feet.arts["left"].place.clockwise_rad == pytest.approx(turned)
    assert all(pose.known is Known.ROLL for pose in poses(of).values())
    assert not diary_path().exists(), "nothing was tried that could have failed"


def test_begun_in_the_library_it_ends_on_its_summary_without_a_score(gym: Callable[..., Any]) -> None:
    of = gym(PUPIL)
    button = of.page.library.buttons["where-i-stand", "both"]
    said = [line.text() for line in button.parentWidget().findChildren(QLabel)]
    assert not any("off the board" in text for text in said)
    button.click()
    of.go(0.5)
    of.finish()
    summary = of.page.summary
    assert of.page.stack.currentWidget() is summary
    assert summary.one_word.word.text() == "Found"
    # The pupil has left the board by now: what was found is told of the feet that stood there.
    assert re.match(r"Found: left 1[2-7]° out ± \d°", summary.one_word.sentence.text())
    shown = [line.text() for line in summary.findChildren(QLabel) if line.isVisible()]
    assert not any("None" in text or text in ("SCORE", "–") for text in shown)
    assert not summary.why.isVisible()
    assert not summary.tries.isVisible()
    of.fits(of.page)
    # What is scored shows its score again.
    of.page.start("tripod-hold", "both")
    of.go(50)
    of.key(Qt.Key.Key_Escape)
    of.go(0.5)
    assert summary.score.isVisible()
    assert summary.tries.isVisible()


def test_who_does_not_roll_is_told_why_and_may_do_it_once_more(live: Callable[..., Any]) -> None:
    of = live(QUIET, 1.0)
    of.qtbot.keyClick(of.window, Qt.Key.Key_E)
    of.go(0.5)
    of.finish()
    assert of.window.drills_shown
    assert of.page.summary.one_word.sentence.text() == sentence(
        "pose_said.not_found", why=sentence("pose_not_found.too_little", foot="left")
    )
    of.key(Qt.Key.Key_Return)
    of.go(0.5)
    assert of.page.under_way
    of.key(Qt.Key.Key_Escape)
    of.go(0.5)
    assert of.page.summary.one_word.sentence.text() == "Not found: stopped before its end."
    assert not diary_path().exists()


def test_the_coach_view_cannot_tell_and_offers_the_roll_in_big_letters(live: Callable[..., Any]) -> None:
    of = live()
    of.window.toggle_coach()
    of.go(0.5)
    coach = of.window.coach
    assert coach.loud() == ["Cannot tell", "until you roll"]
    assert coach.band() == "Roll once round the edge of each foot: key E"
    assert coach.lightest_line("left") == "not measured"
    of.qtbot.keyClick(coach, Qt.Key.Key_E)
    of.go(1.0)
    assert of.window.pages.coach_shown
    assert of.page.under_way
    assert coach.drill_line() == "part 1 of 1"
    assert coach.band().startswith("Roll slowly round the edge")


def test_shift_and_arrows_turn_both_feet(live: Callable[..., Any]) -> None:
    of = live()
    for _ in range(8):
        of.qtbot.keyClick(of.window, Qt.Key.Key_Right, SHIFT)
    of.go(1.0)
    assert [round(p.turn_deg, 6) for p in poses(of).values()] == [15.0, 15.0]
    assert all(p.known is Known.EYE for p in poses(of).values())
    assert of.window.message == "Taken to stand along lines, as you say: left 15°, right 15°."
    page = of.window.live
    assert page.offer.isHidden()
    assert page.feet.arts["left"].place.clockwise_rad == pytest.approx(-radians(15))
    assert of.session.snapshot().judgement.why is not Why.STANCE
    shares = of.session.snapshot().feet["left"].share
    assert shares == pytest.approx((0.55, 0.27, 0.18), abs=0.05)
    of.qtbot.keyClick(of.window, Qt.Key.Key_Left, SHIFT)
    assert poses(of)["right"].turn_deg == pytest.approx(14)


def test_the_angle_is_written_in_the_details(live: Callable[..., Any]) -> None:
    of = live()
    of.window.live.offer.by_hand.click()
    details, form = of.window.details, of.window.details.stance
    assert details.isVisible()
    assert form.isVisible()
    assert form.lines["left"].text() == "Left foot 7° out ± 12° (as drawn, not measured)"
    assert form.fields["left"].edit.text() == ""
    for foot, text in (("left", "15"), ("right", "12.5°")):
        form.fields[foot].edit.setText(text)
    form.fields["right"].edit.editingFinished.emit()
    of.go(1.0)
    assert [p.turn_deg for p in poses(of).values()] == pytest.approx([15, 12.5])
    assert form.lines["right"].text() == "Right foot 12° out ± 8° (turned by eye)"
    assert form.fields["right"].edit.text() == "12.5°"
    of.fits(details)
    form.fields["left"].edit.setText("60")
    form.fields["left"].edit.editingFinished.emit()
    assert "-30 to 45" in form.fields["left"].error.text()
    assert poses(of)["left"].turn_deg == pytest.approx(15)
    for field in form.fields.values():
        field.edit.setText("")
    form.fields["left"].edit.editingFinished.emit()
    of.go(0.5)
    assert not of.session.pipeline.setup.stance_measured
    assert of.window.message == "Nobody knows now where your feet point."


def test_a_drill_under_way_keeps_its_stance_and_the_refusal_is_one_sentence(gym: Callable[..., Any]) -> None:
    of = gym(QUIET)
    of.page.start("tripod-hold", "both")
    of.go(1.0)
    of.window.stance.set_turns({"left": 10.0, "right": 10.0})
    assert of.window.message == sentence("refused.stance_in_a_drill")
    assert not of.session.pipeline.setup.stance_measured
    of.qtbot.keyClick(of.window, Qt.Key.Key_L)
    of.go(0.5)
    for _ in range(50):
        of.qtbot.keyClick(of.window, Qt.Key.Key_Right, SHIFT)
    assert poses(of)["left"].turn_deg == pytest.approx(7), "as drawn"


def pointing(art: Any, deg: float, far: float = 0.95) -> QPoint:
    """Where the toes of a foot would be that points so far outward."""
    way = mirror(art.foot) * radians(deg) * (-1 if art.place.flip else 1)
    length = far * art.length_mm * art.place.px_per_mm
    return QPoint(round(art.place.x + length * sin(way)), round(art.place.y - length * cos(way)))


@pytest.mark.parametrize("flip", [False, True])
def test_a_foot_is_turned_by_dragging_its_toes(live: Callable[..., Any], tmp_path: Path, flip: bool) -> None:
    of = live()
    feet = of.window.live.feet
    if flip:
        of.window.toggle_mirror()
        of.go(0.5)
    for foot, deg in (("left", 22.0), ("right", -6.0)):
        art = feet.arts[foot]
        start = pointing(art, degrees(mirror(foot) * art.place.clockwise_rad))
        of.qtbot.mousePress(feet, Qt.MouseButton.LeftButton, pos=start)
        of.qtbot.mouseMove(feet, pointing(art, deg))
        of.go(0.3)
        feet.grab().save(str(tmp_path / f"{foot}.png"))
        of.qtbot.mouseRelease(feet, Qt.MouseButton.LeftButton, pos=pointing(art, deg))
        of.go(0.5)
    known = of.session.pipeline.setup.stance
    assert {foot: pose.known for foot, pose in known.items()} == {"left": Known.EYE, "right": Known.EYE}
    assert [pose.turn_deg for pose in known.values()] == pytest.approx([22.0, -6.0], abs=1.0)
    assert "−6°" in of.window.message


def test_nothing_is_turned_by_a_click_elsewhere_or_where_cells_go_with_the_foot(live: Callable[..., Any]) -> None:
    of = live()
    feet = of.window.live.feet
    heel = QPoint(round(feet.arts["left"].place.x), round(feet.arts["left"].place.y) - 20)
    of.qtbot.mouseClick(feet, Qt.MouseButton.LeftButton, pos=heel)
    of.go(0.5)
    assert of.session.pipeline.setup.stance == {}
    pads = live("virtual:quiet,board=pads")
    feet = pads.window.live.feet
    pads.qtbot.mouseClick(feet, Qt.MouseButton.LeftButton, pos=pointing(feet.arts["left"], 0))
    pads.go(0.5)
    assert pads.window.message == ""
