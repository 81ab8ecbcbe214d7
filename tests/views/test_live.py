"""What the Live page says and does, for every board, phase and fault."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from tests.views.page_texts import label_of, texts
from tripod.balance.geometry import Feet
from tripod.balance.support import Margin
from tripod.boards import load_board
from tripod.device.protocol import Sampling, Status
from tripod.live.snapshot import Counters, Phase
from tripod.training.profile import Profile
from tripod.views.feet.lanes import Shown
from tripod.views.kit.words import Words
from tripod.views.live.person_form import PersonForm


def test_the_header_says_which_board_and_the_details_how_it_is_doing(bench, vc):
    bench.show(vc.make_snapshot())
    bench.show(vc.make_snapshot(t_s=12.014))
    bar, details = bench.window.header.source_bar, bench.window.details
    assert (bar.said, bar.muted_said, bar.loud) == ("pads · 3f9a", "", False)
    bench.window.toggle_details()
    assert details._values["frames"].text().startswith("80 Hz · 960 received, 0 lost")
    assert details._values["delay"].text() == "screen 13 ms (95 of 100 within 20 ms) + filter 23 ms + sensor 25 ms"
    assert details._values["calibration"].text() == "nominal values, nobody calibrated it"
    bench.show(vc.make_snapshot(t_s=12.2, ear_delay_s=0.0281))
    assert details._values["delay"].text().endswith(", ear 28 ms")


def test_the_details_say_what_a_board_that_samples_by_program_may_not_claim(bench, vc):
    timed = vc.make_snapshot()
    bench.show(timed)
    bench.window.toggle_details()
    assert "by program" not in bench.window.details.not_tested.text()
    group = replace(timed.banner.groups[0], converter=2, sampling=Sampling(65_520, 3, ratiometric=False))
    bench.show(vc.make_snapshot(t_s=12.1, banner=replace(timed.banner, groups=(group,))))
    said = bench.window.details.not_tested.text()
    assert "right to 2.5 ms" in said
    assert "another supply changes every reading" in said


def test_the_header_says_what_is_wrong(bench, vc):
    bar = bench.window.header.source_bar
    for lost, said in ((5, "pads · 3f9a"), (40, "pads · 3f9a · 40 frames lost")):
        bench.show(vc.make_snapshot(counters=Counters(frames=960, lost_frames=lost, rate_hz=80.0)))
        assert bar.said == said
    old = bench.session.now
    bench.show(old, after_s=0.4)
    bench.show(old, after_s=0.4)
    assert (bar.said, bar.loud) == ("pads · 3f9a · silent", True)


def test_pads_speak_newtons_and_kilograms(bench, vc):
    bench.show(vc.make_snapshot())
    said = texts(bench)
    assert "211 N" in said
    assert "kg" in said
    assert "measured region share" in said
    assert "measured without toes" in said


def test_insole_never_shows_newtons_or_kilograms(bench, vc):
    bench.show(vc.make_snapshot("insole"))
    said = texts(bench)
    assert "kg" not in said
    assert " N" not in said.replace(" Nothing", "")
    assert "relative index" in said
    assert "index 9.9" in said


def test_plate_measures_no_distribution_and_shows_equivalent_shares(bench, vc):
    bench.show(vc.make_snapshot("plate"))
    assert "this board measures no distribution" in texts(bench)
    assert "equivalent share" in texts(bench)


def test_share_beyond_0_to_100_is_shown_as_outside(bench, vc):
    foot = vc.foot_state((1.04, -0.10, 0.06), status=(0, 0, 0, 0))
    bench.show(vc.make_snapshot("plate", feet={"left": foot, "right": foot}))
    assert label_of(bench, "left", "heel").number == "104"
    assert label_of(bench, "left", "heel").flag == "outside"
    assert label_of(bench, "left", "mt1").number == "−10"


def test_light_point_is_loud_with_its_word_and_its_advice(bench, vc):
    feet = {"left": vc.foot_state(), "right": vc.foot_state(vc.ROLLED_OUT)}
    bench.show(vc.make_snapshot(feet=feet))
    label = label_of(bench, "right", "mt1")
    assert (label.flag, label.loud) == ("light", True)
    panel = bench.window.live.advice
    assert panel.title.text() == "Right foot rolls outward"
    assert "Push the floor away under the base of the big toe." in panel.body.text()
    assert panel.evidence.text() == "base of big toe 9 % — convention 22–32"
    assert panel.loud


@pytest.mark.parametrize(
    ("share", "title"),
    [
        ((0.62, 0.33, 0.05), "Left foot rolls inward"),
        ((0.85, 0.09, 0.06), "Left foot: too far back"),
        ((0.30, 0.40, 0.30), "Left foot: too far forward"),
    ],
)
def test_every_advice_has_its_sentence(bench, vc, share, title):
    bench.show(vc.make_snapshot(feet={"left": vc.foot_state(share), "right": vc.foot_state()}))
    assert bench.window.live.advice.title.text() == title


def test_a_cell_that_came_back_a_moment_ago_is_no_fault_of_the_page(bench, vc):
    gone = (vc.NAN,) * 3
    broken = vc.make_snapshot(feet={"left": vc.foot_state(gone, status=(0, 7, 0)), "right": vc.foot_state()})
    sound = {"left": vc.foot_state(), "right": vc.foot_state()}
    bench.show(vc.make_snapshot(feet=sound, judgement=broken.judgement))
    assert bench.window.live.advice.title.text() == "Cannot tell"


def test_good_names_what_was_checked_and_no_more(bench, vc):
    bench.show(vc.make_snapshot())
    assert bench.window.live.advice.evidence.text().endswith("left/right")
    nobody = vc.foot_state(load_n=3.0, loaded=False)
    bench.show(vc.make_snapshot(feet={"left": nobody, "right": vc.foot_state()}, left_fraction=vc.NAN))
    assert bench.window.live.advice.evidence.text().endswith("Right foot alone")


def test_all_is_well_is_calm(bench, vc):
    bench.show(vc.make_snapshot())
    assert bench.window.live.advice.title.text() == "Nothing to correct"
    assert not bench.window.live.advice.loud


def test_nobody_on_the_board(bench, vc):
    nobody = vc.foot_state(load_n=3.0, loaded=False)
    bench.show(
        vc.make_snapshot(
            feet={"left": nobody, "right": nobody}, margin=Margin(vc.NAN, vc.NAN, True), left_fraction=vc.NAN
        )
    )
    assert label_of(bench, "left", "heel").number == "–"
    assert bench.window.live.totals.margin_lines()[0] == "–"
    assert bench.window.live.advice.title.text() == "Step on"
    assert not bench.window.live.advice.loud


@pytest.mark.parametrize("status", [s for s in Status if s != Status.OK])
def test_every_fault_has_its_word_at_its_point(bench, vc, status):
    word = Words().status(status)
    gone = (vc.NAN,) * 3
    broken = vc.foot_state(gone, status=(0, status, 0), cop=(vc.NAN, vc.NAN), ellipse=False)
    bench.show(vc.make_snapshot(feet={"left": broken, "right": vc.foot_state()}))
    label = label_of(bench, "left", "mt1")
    assert (label.flag, label.number, label.loud) == (word, "–", True)
    assert bench.window.live.advice.title.text() == f"Left foot, base of big toe: {word}"


def test_words_of_the_faults_are_plain_and_differ():
    words = [Words().status(s) for s in Status]
    assert len(set(words)) == len(words)
    assert words[0] == ""
    assert Words().status(99) == "unknown fault"


def test_failed_cell_under_a_plate_is_named_at_its_foot(bench, vc):
    foot = vc.foot_state(status=(0, 0, 7, 0))
    bench.show(vc.make_snapshot("plate", feet={"left": vc.foot_state(status=(0,) * 4), "right": foot}))
    (runs, at), *_ = bench.window.live.feet._notes()
    assert runs[0].text == "front left cell: no answer"
    assert at.x() > bench.window.live.feet.width() / 2


@pytest.mark.parametrize(
    ("phase", "title", "bar", "grey"),
    [
        (Phase.WAITING, "Waiting for the board", "waiting for the board", False),
        (Phase.LOST, "Board unplugged", "unplugged", True),
        (Phase.ENDED, "At its end", "at its end", True),
        (Phase.FAILED, "It cannot go on", "stopped", True),
    ],
)
def test_every_phase_is_said_at_once(bench, vc, phase, title, bar, grey):
    bench.show(vc.make_snapshot())
    bench.show(vc.make_snapshot(phase=phase, message="The reason."), after_s=0.016)
    bench.show(vc.make_snapshot(phase=phase, message="The reason."), after_s=0.25)
    said = texts(bench)
    assert title in said
    assert bar in bench.window.header.source_bar.said
    assert bench.window.live.feet.grey is grey
    assert "The reason." in said
    assert bench.window.live.advice.again.isHidden() == (phase in (Phase.WAITING, Phase.LOST))


def test_lost_greys_in_the_very_next_frame(bench, vc):
    bench.show(vc.make_snapshot())
    bench.show(vc.make_snapshot(phase=Phase.LOST), after_s=0.016)
    assert bench.window.live.feet.grey
    assert bench.window.live.totals.grey
    assert bench.window.live.advice.title.text() == "Board unplugged"


def test_stale_picture_says_so(bench, vc):
    bench.show(vc.make_snapshot())
    old = bench.session.now
    bench.show(old, after_s=0.4)
    assert not bench.window.live.feet.grey
    bench.show(old, after_s=0.4)
    assert bench.window.live.feet.grey
    assert bench.window.live.advice.title.text() == "The board is silent"
    assert "0.8 s" in bench.window.live.advice.body.text()


def test_overload_is_loud(bench, vc):
    bench.show(vc.make_snapshot(overload="The left foot carries more than 2400 N."))
    assert bench.window.live.advice.loud
    assert "2400 N" in bench.window.live.advice.body.text()


def test_one_foot_board_shows_one_foot(bench, vc):
    bench.show(vc.make_snapshot("insole-left"))
    live = bench.window.live
    assert list(live.feet.arts) == ["left"]
    assert abs(live.feet.arts["left"].place.x - live.feet.width() / 2) < 1
    offered = [key for key, button in live.strips.choice.buttons.items() if not button.isHidden()]
    assert offered == ["left", "cop"]
    assert live.strips.shown is Shown.LEFT
    assert live.feet.both_feet() is None


def test_foot_length_scales_the_map(bench, vc):
    bench.show(vc.make_snapshot(own_feet=Feet(220.0)))
    small = bench.window.live.feet.arts["left"].place.px_per_mm
    bench.show(vc.make_snapshot(own_feet=Feet(300.0)))
    assert small > 1.2 * bench.window.live.feet.arts["left"].place.px_per_mm


def test_details_show_lamps_and_what_is_not_tested(bench, vc, qtbot):
    board = vc.make_snapshot().board
    feet = {"left": vc.foot_state(status=(0, 2, 0)), "right": vc.foot_state()}
    bench.show(vc.make_snapshot(feet=feet, banner=vc.make_banner(board, tested=0b00000100)))
    bench.window.header.source_bar.setFocus()
    qtbot.keyClick(bench.window.header.source_bar, Qt.Key.Key_Space)
    details = bench.window.details
    assert details.isVisible()
    assert ("left base of big toe", "shorted", False) in details.lamps.lamps
    assert ("right heel", "sound", True) in details.lamps.lamps
    assert "stuck" in details.not_tested.text()
    assert "shorted" not in details.not_tested.text()
    qtbot.keyClick(bench.window, Qt.Key.Key_Escape)
    assert not details.isVisible()


def test_summary_for_screen_readers_is_renewed_once_a_second(bench, vc):
    feet = bench.window.live.feet
    feet_now = {"left": vc.foot_state(vc.ROLLED_OUT), "right": vc.foot_state()}
    before = feet.accessibleDescription()
    bench.show(vc.make_snapshot(feet=feet_now), after_s=0.1)
    assert feet.accessibleDescription() == before
    bench.show(vc.make_snapshot(feet=feet_now), after_s=1.1)
    assert "base of big toe 9 %, light" in feet.accessibleDescription()
    assert "kg" in feet.accessibleDescription()


@pytest.mark.parametrize(
    "profile",
    [
        Profile(),
        Profile(speech=False, tone=False, language="de", volume=0.3),
        Profile(tone=False, adapts=False, convention=True),
        Profile(volume=0.0),
    ],
)
def test_how_the_coach_is_heard_is_shown_as_it_was_kept(qtbot, bench, profile):
    form = PersonForm(bench.window.theme)
    for part in (form.body, form.coach):
        qtbot.addWidget(part)
    said = []
    form.changed.connect(said.append)
    form.show_profile(profile)
    assert said == []
    form.rezero.click()
    assert len(said) == 1
    kept = ("speech", "tone", "language", "volume", "adapts", "convention")
    assert [getattr(said[0], k) for k in kept] == [getattr(profile, k) for k in kept]
    assert said[0].rezero


def test_choosing_to_read_silences_the_coach_and_back(qtbot, bench):
    form = PersonForm(bench.window.theme)
    for part in (form.body, form.coach):
        qtbot.addWidget(part)
    form.show_profile(Profile(tone=False))
    said = []
    form.changed.connect(said.append)
    form.heard.setCurrentIndex(4)
    form.heard.activated.emit(4)
    assert said[-1].volume == 0
    form.heard.setCurrentIndex(3)
    form.heard.activated.emit(3)
    assert (said[-1].speech, said[-1].tone) == (False, False)
    assert said[-1].volume > 0


def test_details_fit_a_small_window(bench, vc):
    bench.window.resize(1000, 700)
    bench.show(vc.make_snapshot())
    bench.window.toggle_details()
    assert bench.window.details.geometry().bottom() <= bench.window.height()


@pytest.mark.parametrize("name", ["insole", "pads", "plate"])
def test_details_repeat_what_the_board_carries(bench, vc, name):
    board = load_board(name)
    details = bench.window.details
    details.show_snapshot(replace(vc.make_snapshot(), board=board), 0.01, 0.02)
    said = f"at most {board.limits.max_foot_n:.0f} N a foot"
    assert (said in details.heading.text()) == board.claims.newtons
    assert details.heading.sizeHint().width() < 500


@pytest.mark.parametrize(
    ("board", "said"), [("pads", "measured without toes"), ("plate", "measured"), ("insole", "relative index")]
)
@pytest.mark.parametrize("size", [(1024, 600), (1280, 800)])
def test_the_total_says_what_this_board_may_claim_of_it(bench, vc, board, said, size):
    bench.window.resize(*size)
    bench.show(vc.make_snapshot(board))
    heading = bench.window.live.totals.heading("TOTAL")
    assert "".join(run.text for run in heading) == f"TOTAL  {said}"


def test_of_a_foot_with_a_cell_that_gives_nothing_nobody_says_that_it_does_not_stand(bench, vc):
    nothing = float("nan")
    open_wire = vc.foot_state(load_n=nothing, loaded=False, status=(1, 0, 0))
    snapshot = vc.make_snapshot(feet={"left": vc.foot_state(), "right": open_wire})
    bench.show(snapshot)
    feet = bench.window.live.feet
    assert [runs[0].text for runs, _ in feet._notes()] == ["not judged"]
    assert "Right foot: not judged." in bench.window.words.summary(snapshot)
    off = vc.make_snapshot(feet={"left": vc.foot_state(), "right": vc.foot_state(load_n=2.0, loaded=False)})
    bench.show(off)
    assert [runs[0].text for runs, _ in feet._notes()] == ["not standing"]
    assert "Right foot: not standing." in bench.window.words.summary(off)
