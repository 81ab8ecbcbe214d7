"""The coach view: readable from two metres, with only what the coach needs."""

from collections.abc import Callable
from math import isfinite

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from tripod.balance.foot_states import FootState
from tripod.balance.judgement import Answer, Judgement, Why
from tripod.balance.judgement_words import body, fault_cue_short, fault_direction, title, why
from tripod.boards import POINTS
from tripod.boards.stance_faults import CONVENTION, POINT_OF
from tripod.drills.run.state import State
from tripod.live.snapshot import Phase, Snapshot
from tripod.sentences import sentence
from tripod.views.drill.words import DrillWords
from tripod.views.feet.foot_shape import Place
from tripod.views.feet.foot_stage import FootStage
from tripod.views.feet.stance import clockwise_rad, draw_directions, pose_of
from tripod.views.feet.turned_places import moved_to_its_middle
from tripod.views.kit.judgement_mark import answer_said, paint_mark
from tripod.views.kit.pace import MAP_S, SPOKEN_S, Every
from tripod.views.kit.text import Align, Run, draw_runs, runs_width
from tripod.views.kit.theme import BIG, HEAVY, HUGE, LOUD, REGULAR, STRONG, Theme
from tripod.views.kit.words import NO_VALUE, Words, percent
from tripod.views.live.stale import stale_for


def lightest(state: FootState) -> int | None:
    """The point whose share is lowest relative to the middle of its band. By share alone it would always be MT5."""
    if not state.loaded:
        return None
    against = {
        k: state.share[k] / (CONVENTION[POINTS[k]].low + CONVENTION[POINTS[k]].high)
        for k in (1, 2, 0)
        if isfinite(state.share[k])
    }
    return min(against, key=lambda k: against[k]) if against else None


class CoachPage(FootStage):
    """The feet, what matters most between them, and one line of what to do."""

    def __init__(self, theme: Theme, words: Words, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(theme, words, clock, parent)
        self.setAccessibleName(sentence("view_live_coach_page.coach_view"))
        self._stale_s = 0.0
        self._message: str = ""
        self._frozen = False
        self._map, self._spoken = Every(MAP_S), Every(SPOKEN_S)

    def show_picture(self, snapshot: Snapshot, now_s: float, message: str, frozen: bool) -> None:
        """Show the newest picture; `message` is the window's quiet line, which stands here too."""
        stale_s = stale_for(snapshot, now_s)
        grey = snapshot.phase in (Phase.LOST, Phase.FAILED, Phase.ENDED) or (stale_s > 0 and not frozen)
        compose = self._map.due(now_s) or (stale_s > 0) != (self._stale_s > 0) or message != self._message
        self._stale_s, self._message, self._frozen = (0.0 if frozen else stale_s), message, frozen
        self.show_snapshot(snapshot, grey, compose)
        if self._spoken.due(now_s):
            self.setAccessibleDescription(" ".join([*self.loud(), self.band()]))

    def stroke(self) -> float:
        return 1.3 * self.scale()

    def scale(self) -> float:
        return max(min(self.width() / 1280, self.height() / 800), 0.3)

    def places(self) -> dict[str, Place]:
        k, feet = self.scale(), self.feet()
        length = self.snapshot.own_feet.longest_mm
        px_per_mm = 560 * k / length
        y = self._top() + 560 * k
        side = -1 if self.flip else 1
        apart = {"left": -340 * k * side, "right": 340 * k * side}
        middle = self.width() / 2
        alone = len(feet) == 1
        at = {foot: middle - 260 * k if alone else middle + apart[foot] for foot in feet}
        return {foot: self._place(foot, Place(x, y, px_per_mm, self.flip)) for foot, x in at.items()}

    def _place(self, foot: str, place: Place) -> Place:
        """Turned as the foot stands, where that is asked."""
        turn = clockwise_rad(self.snapshot, foot)
        length_mm = self.snapshot.own_feet.length_of(foot)
        return moved_to_its_middle(place, foot, length_mm, turn) if turn else place

    def _top(self) -> float:
        return (self.height() - 800 * self.scale()) / 2 + 82 * self.scale()

    def middle(self) -> float:
        """Where the loud number stands."""
        return self.width() / 2 + (200 * self.scale() if len(self.feet()) == 1 else 0)

    def loud(self) -> list[str]:
        """Foot, point, number and direction of what matters most; fewer where there is less to say."""
        snapshot = self.snapshot
        if snapshot.phase is Phase.LOST:
            return [sentence("view_live_coach_page.board"), sentence("view_live_coach_page.unplugged")]
        if snapshot.phase in (Phase.FAILED, Phase.ENDED, Phase.WAITING):
            return [sentence("view_live_coach_page.no_picture")]
        if self._stale_s > 0:
            return [
                sentence("view_live_coach_page.picture_is_old"),
                sentence("view_live_coach_page.no_sample_for_s", n=f"{self._stale_s:.0f}"),
            ]
        if snapshot.overload:
            return [sentence("view_live_coach_page.too_much"), sentence("view_live_coach_page.load")]
        broken = self.words.broken_cells(snapshot.board, snapshot)
        if broken:
            foot, place, word = broken[0]
            return [self.words.foot_title(foot), place, NO_VALUE, word]
        return self._loud_of(snapshot.judgement) if snapshot.judgement is not None else []

    def _loud_of(self, judgement: Judgement) -> list[str]:
        about, advice = judgement.about, judgement.advice
        if judgement.why is Why.NOBODY:
            return [sentence("view_live_coach_page.step_on")]
        if judgement.why is Why.WIRE:
            return [sentence("view_live_coach_page.check"), sentence("view_live_coach_page.a_wire")]
        if judgement.why is Why.STANCE:
            return [sentence("view_live_coach_page.cannot_tell"), sentence("view_live_coach_page.until_you_roll")]
        if judgement.answer is not Answer.OFF:
            return []
        if about is not None:
            word = "little_under" if about.share < about.band.low else "little_over"
            said = sentence(f"view_live_coach_page.{word}", low=percent(about.band.low), high=percent(about.band.high))
            return [self.words.foot_title(about.foot), self.words.point(about.point), percent(about.share), said]
        assert advice
        if advice.fault not in POINT_OF:
            return [self.words.foot_title(advice.foot)] * bool(advice.foot) + [fault_direction(advice.fault)]
        point = self.words.point(POINT_OF[advice.fault])
        return [self.words.foot_title(advice.foot), point, percent(advice.share), fault_direction(advice.fault)]

    def band(self) -> str:
        """The one line at the bottom."""
        snapshot = self.snapshot
        if snapshot.phase is Phase.LOST:
            return sentence("view_live_coach_page.tripod_reconnects_by_itself")
        if snapshot.phase is not Phase.LIVE:
            return snapshot.message
        if self._stale_s > 0:
            return sentence("view_live_coach_page.the_board_is_silent_this")
        if snapshot.overload:
            return snapshot.overload
        if self._message:
            return self._message
        if self._frozen:
            return sentence("view_live_coach_page.frozen_space_lets_it_run")
        drill = snapshot.drill
        if drill is not None and drill.state is not State.DONE and drill.written:
            return drill.written
        return self._band_of(snapshot)

    def _band_of(self, snapshot: Snapshot) -> str:
        judgement, board = snapshot.judgement, snapshot.board
        if judgement is None or board is None or judgement.why is Why.NO_READING:
            return ""
        match judgement.answer:
            case Answer.GOOD:
                return sentence("view_live_coach_page.all_three_points_carry")
            case Answer.MOVING:
                return title(judgement, board)
            case _ if judgement.advice is not None:
                return fault_cue_short(judgement.advice.fault)
            case Answer.OFF:
                return body(judgement, board)
            case Answer.CANNOT_TELL if judgement.why is Why.STANCE:
                offer = "roll_by_key" if snapshot.may_roll else "roll"
                return sentence(f"view_live_coach_page.offer_{offer}")
            case Answer.CANNOT_TELL:
                return why(judgement, board)

    def lightest_line(self, foot: str) -> str:
        """The lightest point of a foot with its number; empty where the loud one already says it."""
        state = self.snapshot.feet.get(foot)
        if state is None or self.grey:
            return ""
        k = lightest(state)
        if k is None:
            if any(state.causes):
                return sentence("view_live_coach_page.not_judged")
            return sentence("view_live_coach_page.not_standing") if not state.loaded else ""
        point = self.words.point(POINTS[k])
        pose = pose_of(self.snapshot, foot)
        if pose is not None and not pose.measured:
            return sentence("view_live_coach_page.not_measured")
        if self.loud()[:2] == [self.words.foot_title(foot), point]:
            return ""
        band = CONVENTION[POINTS[k]]
        return sentence(
            "view_live_coach_page.lightest",
            point=point,
            share=percent(state.share[k]),
            low=percent(band.low),
            high=percent(band.high),
        )

    def drill_line(self) -> str:
        """Rep and phase, or the time left, of a drill under way."""
        view = self.snapshot.drill
        if view is None or view.state is State.DONE:
            return ""
        if view.state is State.ASKING and view.question:
            return sentence("view_live_coach_page.y_yes_n_no", question=view.question)
        own = DrillWords(self.words)
        word, number, _ = own.ring(view)
        if view.kind == "reps" and view.state is State.WORKING:
            rep = view.pace[1] if view.pace is not None else view.reps_seen
            return sentence(
                "view_live_coach_page.rep" if view.tempo else "view_live_coach_page.free_rep", n=rep, phase=word
            )
        return sentence("view_live_coach_page.s", what=word, n=number) if number.isdigit() else word

    def paint_surroundings(self, painter: QPainter) -> None:
        k, theme = self.scale(), self.theme
        for foot, art in self.arts.items():
            title = [Run(self.words.foot_title(foot), 30 * k, theme.muted, HEAVY, 4 * k)]
            draw_runs(painter, title, art.middle_x + 2 * k, art.rect().top() - 26 * k, Align.CENTRE)
            pose = pose_of(self.snapshot, foot)
            if pose is not None:
                draw_directions(painter, art, pose, theme, self.stroke())
        painter.fillRect(self._band_rect(), theme.panel)
        if self.flip:
            said = [Run(sentence("view_live_coach_page.mirrored_as_seen_from_in"), 17 * k, theme.muted)]
            draw_runs(painter, said, self.middle(), self._top() + 10 * k, Align.CENTRE)

    def _band_rect(self) -> QRectF:
        high = 100 * self.scale()
        return QRectF(0, self.height() - high, self.width(), high)

    def paint_numbers(self, painter: QPainter) -> None:
        k, theme = self.scale(), self.theme
        for foot, art in self.arts.items():
            line = [Run(self.lightest_line(foot), BIG * k, theme.muted, STRONG)]
            draw_runs(painter, line, art.place.x, art.place.y + 40 * k, Align.CENTRE)
        self._paint_loud(painter, self.loud())
        drill = [Run(self.drill_line(), 28 * k, theme.muted, STRONG)]
        draw_runs(painter, drill, self.middle(), self._top() + 480 * k, Align.CENTRE)
        band = self._band_rect()
        run = Run(self.band(), 40 * k, theme.text if self.loud() or self._message else theme.muted, HEAVY)
        fit = min(1.0, (self.width() - 40 * k) / max(runs_width([run]), 1))
        if run.text:
            run = run._replace(size=run.size * fit)
            draw_runs(painter, [run], self.width() / 2, band.center().y() + 14 * k * fit, Align.CENTRE)

    def mark_rect(self, alone: bool) -> QRectF:
        """Where the judgement's mark stands: above what is said, or alone in the middle."""
        k = self.scale()
        side, y = (120 * k, 250 * k) if alone else (52 * k, 98 * k)
        return QRectF(self.middle() - side / 2, self._top() + y - side / 2, side, side)

    def _judged(self) -> Judgement | None:
        """The judgement, where it is what the page speaks of."""
        snapshot = self.snapshot
        of_the_machine = snapshot.phase is not Phase.LIVE or self._stale_s > 0 or bool(snapshot.overload)
        return None if of_the_machine else snapshot.judgement

    def _paint_mark(self, painter: QPainter, alone: bool) -> None:
        judgement = self._judged()
        if judgement is None or judgement.why is Why.NOBODY:
            return
        box = self.mark_rect(alone)
        paint_mark(painter, judgement, box, self.theme)
        if alone:
            k = self.scale()
            answer = [Run(answer_said(judgement), 30 * k, self.theme.muted, STRONG)]
            draw_runs(painter, answer, self.middle(), box.bottom() + 50 * k, Align.CENTRE)

    def _paint_loud(self, painter: QPainter, said: list[str]) -> None:
        k, x, theme = self.scale(), self.middle(), self.theme
        self._paint_mark(painter, not said)
        judgement = self.snapshot.judgement
        calm = judgement is not None and judgement.why in (Why.NOBODY, Why.STANCE) and not self.grey
        ink = theme.text if calm else theme.warn
        y = self._top() + 168 * k
        for text in said[:2]:
            draw_runs(painter, [Run(text, (HUGE + 2) * k, ink, HEAVY)], x, y, Align.CENTRE)
            y += 43 * k
        if len(said) < 4:
            return
        number = [Run(said[2], LOUD * k, ink, HEAVY, -0.045 * LOUD * k)]
        if said[2] != NO_VALUE:
            number.append(Run(" %", 54 * k, ink, STRONG))
        draw_runs(painter, number, x, self._top() + 342 * k, Align.CENTRE)
        draw_runs(painter, [Run(said[3], 30 * k, theme.text, REGULAR)], x, self._top() + 404 * k, Align.CENTRE)
