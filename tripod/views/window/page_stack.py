"""The pages that the window has, and which of them is on the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from tripod.live.freshness import Freshness
from tripod.views.feet.foot_stage import FootStage
from tripod.views.kit.theme import Theme
from tripod.views.kit.words import Words
from tripod.views.live.coach_page import CoachPage
from tripod.views.live.header import Header
from tripod.views.live.live_page import LivePage
from tripod.views.live.start_page import StartPage

if TYPE_CHECKING:
    from tripod.views.calibrate.page import WizardPage
    from tripod.views.drill.page import DrillPage
    from tripod.views.drill.report_action import ReportAction
    from tripod.views.history.page import HistoryPage
    from tripod.views.replay.page import ReplayPage


@dataclass(frozen=True)
class Beside:
    """A page that belongs to no board, what the header calls it, and the page before it."""

    page: QWidget
    name: str
    before: QWidget
    say: Callable[[str], object]
    """Shows on the page what the window says; "": nothing more."""


class PageStack(QStackedWidget):
    """Pages that take long to load are made when they are first asked for."""

    coach_asked = Signal()
    """By the drill page."""
    person_asked = Signal()
    """By the drill page: who trains."""
    person_changed = Signal()
    """Who trains is another, or called otherwise."""
    why_not = Signal(str)
    """The sentence why a key has nothing to do now."""
    drill_refused = Signal(str)
    """What was asked of a drill cannot be, with the sentence why."""

    def __init__(
        self,
        header: Header,
        theme: Theme,
        words: Words,
        clock: Callable[[], float],
        permission_help: Callable[[], str],
        documents: Path,
        parent: QWidget | None = None,
    ) -> None:
        """`documents`: the folder where certificates and reports go."""
        super().__init__(parent)
        self._header, self._theme, self._words = header, theme, words
        self._clock, self._documents = clock, documents
        self.live = LivePage(theme, words, clock)
        self.coach = CoachPage(theme, words, clock)
        self.coach.fitted = self.live.feet.fitted
        self.start = StartPage(theme, words, clock, permission_help)
        self._drills: DrillPage | None = None
        self._report: ReportAction | None = None
        self._replay: ReplayPage | None = None
        self._before_replay: tuple[QWidget, str] | None = None
        """The page before it, and what the header called that."""
        self._wizard: WizardPage | None = None
        self._history: HistoryPage | None = None
        self._before_coach: QWidget | None = None
        self._beside: list[Beside] = []
        """Pages that belong to no board, as the settings, each opened from the one before it."""
        self._person = ""
        for page in (self.start, self.live, self.coach):
            self.addWidget(page)
        self.live.why_not.connect(self.why_not)

    @property
    def drills(self) -> DrillPage:
        """The drill page, made when it is first asked for: the Live page must not wait for it."""
        if self._drills is None:
            from tripod.views.drill.page import DrillPage  # noqa: PLC0415
            from tripod.views.drill.report_action import ReportAction  # noqa: PLC0415

            self._drills = DrillPage(self._theme, self._words, self._clock)
            self._drills.running.feet.fitted = self.live.feet.fitted
            self.addWidget(self._drills)
            self._drills.library.show_person(self._person)
            self._drills.library.who.clicked.connect(self.person_asked)
            self._drills.running.coach.clicked.connect(self.coach_asked)
            self._drills.refused.connect(self.drill_refused)
            self._drills.why_not.connect(self.why_not)
            self._report = ReportAction(self._drills, self._documents, lambda: self.drills.session)
        return self._drills

    def report_of_drill(self) -> None:
        """Write the report of the drill that was just done."""
        if self._report is not None:
            self._report.write()

    def end_report_of_drill(self) -> None:
        """The window goes: none is being written any more."""
        if self._report is not None:
            self._report.work.close()

    @property
    def looked_at(self) -> Path | None:
        """The folder of the recording that is on the screen, or of the chosen one of the history; None where there is
        none."""
        if self.replay_shown is not None and self.replay_shown.playbacks:
            return self.replay_shown.playbacks[0].about.folder
        return self._history.folder if self.history_shown and self._history is not None else None

    @property
    def replayed_before(self) -> Path | None:
        """The folder of the recording to which one goes back from a page beside it; None where there is none."""
        came_from = [of.before for of in self._beside]
        if self._replay is None or self._replay not in came_from or not self._replay.playbacks:
            return None
        return self._replay.playbacks[0].about.folder

    @property
    def coach_shown(self) -> bool:
        """Whether the coach view is the one on the screen."""
        return self.currentWidget() is self.coach

    @property
    def drills_shown(self) -> bool:
        """Whether the drill page is the one on the screen."""
        return self._drills is not None and self.currentWidget() is self._drills

    @property
    def drill_under_way(self) -> bool:
        """Whether a drill is being done, whichever page is shown."""
        return self._drills is not None and self._drills.under_way

    @property
    def wizard_shown(self) -> WizardPage | None:
        """The wizard's page while it is the one on the screen."""
        return self._wizard if self.currentWidget() is self._wizard else None

    @property
    def live_keys_hold(self) -> bool:
        """Whether the keys of the Live page hold: it is on the screen, or the coach view."""
        away = self.beside_shown or self.history_shown or self.replay_shown is not None
        return self.wizard_shown is None and not self.drills_shown and not away

    @property
    def theme(self) -> Theme:
        """What all pages are painted in."""
        return self._theme

    @property
    def beside_shown(self) -> bool:
        """Whether a page is on the screen that belongs to no board."""
        return bool(self._beside) and self.currentWidget() is self._beside[-1].page

    @property
    def history_shown(self) -> bool:
        """Whether the History page is the one on the screen."""
        return self._history is not None and self.currentWidget() is self._history

    @property
    def replay(self) -> ReplayPage:
        """The page of a recording, made when it is first asked for."""
        if self._replay is None:
            from tripod.views.replay.page import ReplayPage  # noqa: PLC0415

            self._replay = ReplayPage(self._theme, self._words, self._clock)
            self.addWidget(self._replay)
        return self._replay

    @property
    def replay_shown(self) -> ReplayPage | None:
        """The page of a recording while it is the one on the screen."""
        return self._replay if self.currentWidget() is self._replay else None

    def take_focus(self) -> None:
        """The keys are those of the page that is shown."""
        page: QWidget | None = self.currentWidget()
        if page is self.live:
            page = self.live.feet
        elif page is self.start:
            page = self.start.virtual
        elif self.replay_shown is not None:
            page = self.replay_shown.line
        elif self._history is not None and page is self._history:
            page = self._history.days
        if page is not None:
            page.setFocus()

    @property
    def still(self) -> bool:
        """Whether the Live page is on the screen, and frozen: nothing on it moves."""
        return self.live.frozen is not None and self.currentWidget() is self.live

    def wants(self, now_s: float, *, seen: bool) -> Freshness:
        """How much of the next picture is shown anew: numbers are those of its own moment, and so is the map. `seen`:
        somebody can see the window."""
        if not seen or self.still:
            return Freshness.UNSEEN
        return self.live.wants(now_s) if self.currentWidget() is self.live else Freshness.GLANCE

    def delay_s(self) -> tuple[float, float]:
        """Median and 95th percentile of the delay from sample to screen on the page shown; nan before a paint."""
        stage: FootStage = self.live.feet
        if self.coach_shown:
            stage = self.coach
        elif self.drills_shown:
            stage = self.drills.running.feet
        return stage.latency.percentiles()

    def take_cost_s(self) -> float:
        """Time spent on painting feet since this was last asked."""
        stages = (self.live.feet, self.coach, *([self._drills.running.feet] if self._drills is not None else []))
        stages += tuple(panel.feet for panel in self._replay.panels) if self._replay is not None else ()
        return sum(stage.take_cost_s() for stage in stages)

    def set_theme(self, theme: Theme) -> None:
        """What pages are made in that are first asked for later; those that there are get the theme themselves."""
        self._theme = theme
