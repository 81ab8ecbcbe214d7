"""The coach view: readable from two metres, with only what the coach needs."""

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from tripod.balance.judgement import Judgement, Why
from tripod.live.snapshot import Phase, Snapshot
from tripod.sentences import sentence
from tripod.views.drill.told import as_told
from tripod.views.drill.words import DrillWords
from tripod.views.feet.arrow_art import draw_arrow
from tripod.views.feet.foot_shape import Place
from tripod.views.feet.foot_stage import FootStage
from tripod.views.feet.stance import clockwise_rad, draw_directions, pose_of
from tripod.views.feet.turned_places import moved_to_its_middle
from tripod.views.kit.judgement_mark import answer_said, paint_mark
from tripod.views.kit.pace import MAP_S, SPOKEN_S, Every
from tripod.views.kit.text import Align, Run, draw_runs, runs_width
from tripod.views.kit.theme import BIG, HEAVY, HUGE, LOUD, REGULAR, STRONG, Theme
from tripod.views.kit.words import NO_VALUE, Words
from tripod.views.live.coach_drill import paint_drill
from tripod.views.live.coach_says import CoachSays
from tripod.views.live.stale import stale_for


class CoachPage(FootStage):
    """The feet, what matters most between them, and one line of what to do."""

    def __init__(self, theme: Theme, words: Words, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(theme, words, clock, parent)
        self.setAccessibleName(sentence("view_live_coach_page.coach_view"))
        self._stale_s = 0.0
        self._message: str = ""
        self._frozen = False
        self._own = DrillWords(words, self)
        self._map, self._spoken = Every(MAP_S), Every(SPOKEN_S)

    def show_picture(self, snapshot: Snapshot, now_s: float, message: str, frozen: bool) -> None:
        """Show the newest picture; `message` is the window's quiet line, which stands here too."""
        stale_s = stale_for(snapshot, now_s)
        grey = snapshot.phase in (Phase.LOST, Phase.FAILED, Phase.ENDED) or (stale_s > 0 and not frozen)
        compose = self._map.due(now_s) or (stale_s > 0) != (self._stale_s > 0) or message != self._message
        self._stale_s, self._message, self._frozen = (0.0 if frozen else stale_s), message, frozen
        self.show_snapshot(as_told(snapshot.drill, snapshot), grey, compose)
        if self._spoken.due(now_s):
            says = self.says
            said = [says.drill_line(), *says.loud(), says.band(), *says.corners(flip=self.flip)]
            self.setAccessibleDescription(" ".join(filter(None, said)))

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

    @property
    def says(self) -> CoachSays:
        """What it says of this picture."""
        return CoachSays(self.snapshot, self.words, self._stale_s, self._message, self._frozen, self.grey)

    def loud(self) -> list[str]:
        """Foot, point, number and direction of what matters most; fewer where there is less to say."""
        return self.says.loud()

    def band(self) -> str:
        """The one line at the bottom."""
        return self.says.band()

    def lightest_line(self, foot: str) -> str:
        """The lightest point of a foot with its number; empty where the loud one already says it."""
        return self.says.lightest_line(foot)

    def drill_line(self) -> str:
        """Which rep or hold of a drill under way."""
        return self.says.drill_line()

    def paint_surroundings(self, painter: QPainter) -> None:
        k, theme = self.scale(), self.theme
        for foot, art in self.arts.items():
            title = [Run(self.words.foot_title(foot), 30 * k, theme.muted, HEAVY, 4 * k)]
            draw_runs(painter, title, art.middle_x + 2 * k, art.rect().top() - 26 * k, Align.CENTRE)
            pose = pose_of(self.snapshot, foot)
            if pose is not None:
                draw_directions(painter, art, pose, theme, self.stroke())
        painter.fillRect(self._band_rect(), theme.panel)

    def _band_rect(self) -> QRectF:
        high = 100 * self.scale()
        return QRectF(0, self.height() - high, self.width(), high)

    def paint_numbers(self, painter: QPainter) -> None:
        k, theme, says = self.scale(), self.theme, self.says
        view = says.drill
        judgement = self._judged()
        advice = judgement.advice if judgement is not None and says.loud()[2:] else None
        for foot, art in self.arts.items():
            if advice is not None and advice.foot == foot:
                draw_arrow(painter, art, advice.fault, theme, self.stroke())
            line = [Run(self.lightest_line(foot), BIG * k, theme.muted, STRONG)] if view is None else []
            draw_runs(painter, line, art.place.x, art.place.y + 40 * k, Align.CENTRE)
        self._paint_loud(painter, says)
        if view is not None:
            paint_drill(painter, view, self._own, says.drill_line(), theme, (self.middle(), self._top(), k))
        else:
            done = [Run(says.drill_line(), 28 * k, theme.muted, STRONG)]
            draw_runs(painter, done, self.middle(), self._top() + 480 * k, Align.CENTRE)
        self._paint_band(painter, says)

    def _paint_band(self, painter: QPainter, says: CoachSays) -> None:
        k, theme, band = self.scale(), self.theme, self._band_rect()
        if says.loud()[2:] and not self.grey:
            painter.fillRect(QRectF(0, band.top(), band.width(), 3 * k), theme.warn)
        run = Run(says.band(), 40 * k, theme.text if says.loud() or self._message or says.drill else theme.muted, HEAVY)
        fit = min(1.0, (self.width() - 40 * k) / max(runs_width([run]), 1))
        if run.text:
            run = run._replace(size=run.size * fit)
            draw_runs(painter, [run], self.width() / 2, band.center().y() + 6 * k, Align.CENTRE)
        what, keys = says.corners(flip=self.flip)
        size = max(14 * k, 10.0)
        draw_runs(painter, [Run(what, size, theme.muted)], 24 * k, band.bottom() - 12 * k)
        draw_runs(painter, [Run(keys, size, theme.muted)], self.width() - 24 * k, band.bottom() - 12 * k, Align.RIGHT)

    def mark_rect(self, alone: bool) -> QRectF:
        """Where the judgement's mark stands: above what is said, or alone in the middle."""
        k = self.scale()
        side, y = (120 * k, 250 * k) if alone else (52 * k, 98 * k)
        if self.says.drill is not None:
            side, y = (88 * k, 320 * k) if alone else (0.0, 0.0)
        return QRectF(self.middle() - side / 2, self._top() + y - side / 2, side, side)

    def _judged(self) -> Judgement | None:
        """The judgement, where it is what the page speaks of."""
        snapshot, view = self.snapshot, self.says.drill
        of_the_machine = snapshot.phase is not Phase.LIVE or self._stale_s > 0 or bool(snapshot.overload)
        waits = view is not None and not view.scoring
        return None if of_the_machine or waits else snapshot.judgement

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

    def _paint_loud(self, painter: QPainter, says: CoachSays) -> None:
        k, x, theme, said = self.scale(), self.middle(), self.theme, says.loud()
        self._paint_mark(painter, not said)
        judgement = self.snapshot.judgement
        calm = judgement is not None and judgement.why in (Why.NOBODY, Why.STANCE) and not self.grey
        ink = theme.text if calm else theme.warn
        lower = says.drill is not None
        y = self._top() + (262 if lower else 168) * k
        for text in said[:2]:
            draw_runs(painter, [Run(text, (HUGE + 2) * k, ink, HEAVY)], x, y, Align.CENTRE)
            y += (41 if lower else 43) * k
        if len(said) < 4:
            return
        size = (0.86 if lower else 1.0) * LOUD * k
        number = [Run(said[2], size, ink, HEAVY, -0.045 * size)]
        if said[2] != NO_VALUE:
            number.append(Run(" %", 54 * k, ink, STRONG))
        draw_runs(painter, number, x, self._top() + (418 if lower else 342) * k, Align.CENTRE)
        y = self._top() + 404 * k
        if lower:
            draw_runs(painter, [Run(says.evidence(), 24 * k, theme.muted)], x, self._top() + 462 * k, Align.CENTRE)
            y = self._top() + 520 * k
        draw_runs(painter, [Run(said[3], 30 * k, theme.text, STRONG if lower else REGULAR)], x, y, Align.CENTRE)
