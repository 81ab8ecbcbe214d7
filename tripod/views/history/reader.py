"""Reads the index in slices between two pictures, and answers from it."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from PySide6.QtCore import QElapsedTimer

from tripod.history.ask import boards, drills, in_detail, kept, odd_dates, people, times
from tripod.history.found import Done, InDetail, Kept, PersonKept, Wanted
from tripod.history.index import Index, Reading
from tripod.history.trend import Trend
from tripod.history.words import odd_dates_said
from tripod.storage.places import notes_path, sessions_folder
from tripod.training.alike import Kind
from tripod.training.notes import keep_note
from tripod.views.history.trend_work import TrendWork, trend_of

SLICE_MS = 10
"""For so long folders are read before the window is painted again."""
AT_ONCE = 1000
"""Times that a drill was done whose trend is there while a key may wait: some 25 ms."""


class Reader:
    """Owns the index while the page is there."""

    def __init__(self) -> None:
        self._index: Index | None = None
        self._steps: Iterator[Reading] | None = None
        self.progress: Reading | None = None
        """How far the folders are read; None when all are."""
        self._trends: dict[tuple[Wanted, Kind], Trend] = {}
        self._people: list[PersonKept] | None = None
        self._told = set[str]()
        self._read: object = None
        """Which index trends and people are of, and after how many changes."""
        self._alone = self._asked = False
        """Nobody else can read the file; one trend is asked for, and not here yet."""
        self.work = TrendWork()
        self.work.reckoned.connect(self._take)

    def begin(self) -> None:
        """Look for what has changed since."""
        if self._index is not None and not self._index.path.exists():
            # Somebody was deleted, and with them what it knew.
            self.close()
        self._steps = self.index.refresh()
        self.progress = Reading(0, 0)

    def read_on(self) -> bool:
        """Read for a moment; whether all is read now, and was not before."""
        if self._steps is None:
            return False
        watch = QElapsedTimer()
        watch.start()
        for step in self._steps:
            self.progress = step
            if watch.elapsed() > SLICE_MS:
                return False
        self._steps, self.progress = None, None
        return True

    def close(self) -> None:
        """Close the index."""
        self.work.close()
        self._steps = None
        if self._index is not None:
            self._index.close()
            self._index, self._read = None, None

    @property
    def index(self) -> Index:
        """Opened when it is first asked for."""
        if self._index is None:
            self._index = Index()
        return self._index

    def notices(self) -> str:
        """What became of the index, in sentences; each is told once."""
        said = " ".join(notice.said() for notice in self.index.notices)
        self.index.notices.clear()
        return said

    def odd_dates(self, person: str, today: str) -> str:
        """What is to be said of dates of this person that cannot be true, "" of none; told once. `today`: ISO date."""
        said = odd_dates_said(odd_dates(self.index.tables, person, today))
        if said in self._told:
            return ""
        self._told.add(said)
        return said

    def people(self) -> list[PersonKept]:
        """All people with kept data."""
        self._known()
        if self._people is None:
            self._people = people(self.index.tables)
        return self._people

    def drills(self, person: str) -> list[tuple[str, int, int]]:
        """What somebody did, how often, and how often it was scored."""
        return drills(self.index.tables, person)

    def boards(self, person: str) -> list[tuple[str, str]]:
        """Id and kind of the boards somebody stood on."""
        return boards(self.index.tables, person)

    def kept(self, wanted: Wanted, most: int = -1) -> list[Kept]:
        """The newest first, at most so many (-1: all)."""
        return kept(self.index.tables, wanted, most)

    def trend(self, wanted: Wanted, kind: Kind = Kind.ALL) -> Trend | None:
        """Of the drill that is wanted, or of its holds or reps; None where that takes longer than a key may wait:
        `reckon_ahead` reckons it beside the window."""
        trends = self._known()
        if (wanted, kind) not in trends:
            if self._beside(wanted):
                return None
            trends[wanted, kind] = trend_of(self.index.tables, wanted, kind)
        return trends[wanted, kind]

    def reckon_ahead(self, wanted: Iterable[Wanted]) -> None:
        """Reckon one trend that will be wanted and is not known yet, or let it be reckoned beside the window."""
        known = self._known()
        for of in wanted:
            for kind in known[of, Kind.ALL].kinds if (of, Kind.ALL) in known else (Kind.ALL,):
                if (of, kind) in known:
                    continue
                if not self._beside(of):
                    self.trend(of, kind)
                elif not self._asked:
                    self._asked = True
                    self.work.begin(self.index.path, of, kind, self._read)
                return

    def _beside(self, wanted: Wanted) -> bool:
        # What is in memory only this thread can read.
        alone = self.index.in_memory or self._alone
        return not alone and times(self.index.tables, wanted) > AT_ONCE

    def _take(self, wanted: Wanted, kind: Kind, read: object, found: Trend | None) -> None:
        self._alone, self._asked = found is None, False
        if self._index is None:
            return
        trends = self._known()
        if found is not None and self._read == read:
            trends[wanted, kind] = found

    def _known(self) -> dict[tuple[Wanted, Kind], Trend]:
        """Trends of the tables as they are now; of what they were nothing is known any more."""
        tables = self.index.tables
        # The second changes with what another program writes there.
        read = tables, (tables.total_changes, *tables.execute("PRAGMA data_version").fetchone())
        if self._read != read:
            self._trends, self._people, self._read = {}, None, read
        return self._trends

    def detail(self, of: Kept) -> InDetail:
        """More of it."""
        return in_detail(self.index.tables, of) if isinstance(of, Done) else InDetail(recording=of)

    def folder(self, of: Kept) -> Path | None:
        """The recording of it that can be opened."""
        recording = self.detail(of).recording
        return sessions_folder() / recording.folder if recording is not None and not recording.damaged else None

    def keep_note(self, of: Kept, text: str) -> None:
        """Keep it, and know of it.

        Raises:
            NoteError: it cannot be kept.
        """
        keep_note(notes_path(of.person), of.key, text)
        self.index.up_to_date()
