"""The History page: whose, one drill over weeks, sessions by day, and the chosen one of them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tripod.drills.format.drill import Drill
from tripod.drills.format.loader import library
from tripod.history.found import Done, InDetail, Kept, Wanted
from tripod.history.trend import Point
from tripod.record.session_facts import mean_feet
from tripod.sentences import sentence
from tripod.storage.settings import own_drills
from tripod.training.drill_title import drill_title
from tripod.training.notes import NoteError
from tripod.training.overview import Overview, overview
from tripod.views.history.dates import days_of
from tripod.views.history.frame import HistoryFrame
from tripod.views.history.reader import Reader
from tripod.views.history.trend_panel import WEEKS
from tripod.views.kit.theme import Theme

_MOST = 300
"""Rows that are listed at first; more when somebody goes to their end."""


class HistoryPage(HistoryFrame):
    """Shows what the index tells. Of others than who is here nothing is shown before somebody asks for them."""

    replay_asked = Signal(Path)
    """The folder of a recording."""

    def __init__(self, theme: Theme, today: Callable[[], str], parent: QWidget | None = None) -> None:
        """`today`: the date, ISO 8601."""
        super().__init__(theme, self._title, parent)
        self._today = today
        self._reader = Reader()
        self._reader.work.reckoned.connect(self._show_reckoned)
        self._library: Mapping[str, Drill] = {}
        self._overviews: dict[str, Overview] = {}
        self._others = False
        self._most, self._more = _MOST, False
        self.here = self.person = ""
        """Who is here, and whose history is shown."""
        self.people.chosen.connect(self.show_person)
        self.people.others_asked.connect(self.ask_others)
        self.trend.changed.connect(self._show_all)
        self.trend.plot.chosen.connect(self._choose_point)
        self.sessions.changed.connect(self._show_days)
        self.days.at_end.connect(self._show_more)
        self.days.shown.connect(self._show_chosen)
        self.days.entered.connect(self.open_replay)
        self.chosen.noted.connect(self._keep_note)
        self.chosen.note.done.connect(self.days.setFocus)
        self.chosen.replay_asked.connect(self.open_replay)

    # -- reading ------------------------------------------------------------------------------------------------

    def open(self, here: str) -> None:
        """Show what was kept of who is here, and read what has changed since."""
        if here != self.here:
            self._others = False
        self.here, self.person = here, here
        self._library = library(own_drills())[0]
        self._overviews = {}
        self._reader.begin()
        self.read_on()
        if self._reader.progress is not None:
            self._show_everything()
        self.days.setFocus()

    def read_on(self) -> None:
        """Read for a moment, and show what there is when all is read; then what is next for each that is shown."""
        progress = self._reader.progress
        if self._reader.read_on():
            self._show_everything()
            said = self._reader.notices() or self._reader.odd_dates(self.person, self._today())
            self.chosen.show_said(said or self.chosen.said.text())
        elif progress is not None and progress.of:
            self.nothing.show_reading(sentence("view_history.reading", done=progress.done, of=progress.of))
        elif progress is None:
            self._look_at_one()

    def _look_at_one(self) -> None:
        """Read one more person's diary for what was worst; when all are read, or one is waited for, reckon a trend."""
        code = next((row.code for row in self.people.rows if row.code and row.code not in self._overviews), None)
        if code is not None:
            self._overviews[code] = overview(code, self._library, self._today())
            self._show_people()
        if code is None or self.trend.reckoning:
            self._reckon_ahead()

    def _reckon_ahead(self) -> None:
        """One more trend, the one that is shown first."""
        board, shown, keys = self.trend.board.key, self.trend.drill.key, self.trend.drill.keys
        self._reader.reckon_ahead(Wanted(self.person, of, board) for of in sorted(keys, key=lambda of: of != shown))

    def close_index(self) -> None:
        """The window is closed: so is the index, and what is being written is kept."""
        self.chosen.keep()
        self.trend.reckoning = False
        self._reader.close()

    # -- showing ------------------------------------------------------------------------------------------------

    def show_person(self, code: str) -> None:
        """What was kept of this person."""
        self.chosen.keep()
        self.person = code
        self._show_everything()

    def ask_others(self) -> None:
        """Show the others, or who is here alone."""
        self._others = not self._others
        if not self._others and self.person != self.here:
            self.show_person(self.here)
        self._show_people()

    def _show_everything(self) -> None:
        self._show_people()
        done = self._reader.drills(self.person)
        titles = {name: self._title_of(name) for name, _, _ in done}
        usual = max(done, key=lambda of: of[2])[0] if done else ""
        self.trend.offer(titles, usual, self._reader.boards(self.person))
        self._show_all()
        some = any(one.drills or one.recordings for one in self._reader.people() if one.code == self.person)
        self._stack.setCurrentIndex(0 if some else 1)
        # An empty list of people is none.
        self.people.setVisible(some or bool(self._reader.people()))
        if self._reader.progress is None:
            self.nothing.show_nobody(self.person or sentence("view_history.nobody"))

    def _show_people(self) -> None:
        everybody = self._reader.people()
        shown = [one for one in everybody if self._others or one.code == self.person]
        others = sum(one.code != self.here for one in everybody)
        self.people.others.setVisible(others > 0)
        self.people.others.set_text(sentence("view_history.only_me" if self._others else "view_history.others"))
        self.people.show_people(shown, self._overviews, self.person, self._today())

    def _show_all(self) -> None:
        self._show_trend()
        self._show_days()

    def _show_trend(self) -> None:
        wanted = Wanted(self.person, self.trend.drill.key, self.trend.board.key)
        trend = self._reader.trend(wanted)
        if trend is not None:
            kind = self.trend.offer_kinds(trend.kinds)
            trend = trend if kind is trend.kind else self._reader.trend(wanted, kind)
        if trend is None:
            self.trend.show_reckoning()
            return
        weeks = WEEKS[self.trend.weeks.key]
        self.trend.show_trend(trend, days_of(self._today()) - 7 * weeks if weeks else None)

    def _show_reckoned(self) -> None:
        if self.trend.reckoning:
            self._show_trend()
            self.trend.mark(self.days.chosen)

    def _show_days(self) -> None:
        self._list(_MOST)

    def _show_more(self) -> None:
        """Older ones, too; what is seen stays where it is."""
        if self._more:
            at = self.days.verticalScrollBar().value()
            self._list(8 * self._most)
            self.days.verticalScrollBar().setValue(at)

    def _list(self, most: int) -> None:
        """The newest; -1 for all."""
        before, self._most = self.days.chosen or self.chosen.of, most
        weeks = WEEKS[self.trend.weeks.key]
        wanted = Wanted(
            self.person,
            self.trend.drill.key if self.sessions.of_one_drill else "",
            self.trend.board.key,
            86_400 * (days_of(self._today()) - 7 * weeks) if weeks else None,
            self.sessions.text,
        )
        found = self._reader.kept(wanted, most)
        self._more = len(found) == most
        self.days.show(found, self._today())
        self.days.choose(lambda of: before is not None and (of.person, of.key) == (before.person, before.key))

    def _show_chosen(self) -> None:
        of = self.days.chosen
        if of is None:
            said = sentence("view_history.none_found") if self.sessions.text else ""
            self.chosen.show_kept(None, InDetail(), said, sentence("view_history.none_found"))
            self.trend.mark(None)
            return
        folder = self._reader.folder(of)
        no_replay = "" if folder is not None else sentence("view_history.no_recording")
        feet = mean_feet(folder) if folder is not None else None
        self.chosen.show_kept(of, self._reader.detail(of), self._title(of), no_replay, feet)
        self.trend.mark(of)

    def _choose_point(self, number: int) -> None:
        ident = self.trend.plot.points[number].done.id
        if not self.days.choose(lambda of: isinstance(of, Done) and of.id == ident) and self._more:
            self._list(-1)
            self.days.choose(lambda of: isinstance(of, Done) and of.id == ident)
        self.days.setFocus()

    def _title(self, of: Kept) -> str:
        return self._title_of(of.drill) if isinstance(of, Done) else sentence("view_history.a_recording")

    def _title_of(self, drill: str) -> str:
        return drill_title(drill, self._library)

    # -- doing --------------------------------------------------------------------------------------------------

    def show_message(self, text: str) -> None:
        """What the window has to say."""
        self.chosen.show_said(text)
        self.nothing.message.set_text(text)

    def go_find(self) -> None:
        """The field to find something in notes."""
        self.sessions.go_find()

    def write_note(self) -> None:
        """The field of the note."""
        if self.chosen.note.isEnabled():
            self.chosen.note.setFocus()

    def leave(self) -> bool:
        """Esc: out of the note, of what is being found, else of others; whether there was something to leave."""
        if self.chosen.note.hasFocus():
            self.days.setFocus()
            return True
        if self.sessions.leave_find():
            return True
        if self._others:
            self.ask_others()
            return True
        return False

    @property
    def folder(self) -> Path | None:
        """Of the recording of the chosen one; None where there is none."""
        of = self.days.chosen
        return self._reader.folder(of) if of is not None else None

    def open_replay(self) -> None:
        """Ask for the replay of the chosen one."""
        folder = self.folder
        if folder is not None:
            self.chosen.keep()
            self.replay_asked.emit(folder)

    def _keep_note(self, text: str) -> None:
        of = self.chosen.of
        if of is None:
            return
        try:
            self._reader.keep_note(of, text)
        except NoteError as error:
            self.chosen.refuse_note(text, str(error))
            return
        self.chosen.show_said(sentence("view_history.noted" if text else "view_history.note_gone"))
        self._renew_rows()

    def _renew_rows(self) -> None:
        """The rows say what is noted now, and stay where they are."""
        key = {(of.person, of.key): of for of in self._reader.kept(Wanted(self.person))}
        self.days.renew(key)
        self.trend.plot.points = tuple(self._again(p, key) for p in self.trend.plot.points)

    @staticmethod
    def _again(point: Point, key: Mapping[tuple[str, str], Kept]) -> Point:
        of = key.get((point.done.person, point.done.key))
        return replace(point, done=of) if isinstance(of, Done) else point
