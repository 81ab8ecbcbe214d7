"""The history of 10,000 sessions of forty people: how long until it is there, and until another choice is."""

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication
from table import Effort, Measured, Row

from tripod.history.ask import drills, kept, tries_of
from tripod.history.found import Done, Wanted
from tripod.history.index import Index
from tripod.history.trend import trend
from tripod.storage.places import diary_path, sessions_folder
from tripod.training.diary import Diary, Entry, write_diary
from tripod.views.history.page import HistoryPage
from tripod.views.kit.theme import DARK, load_fonts

GOLDEN = Path(__file__).parents[1] / "golden" / "schema-1" / "sessions" / "pads-drill"
PEOPLE = 40


def rows(effort: Effort) -> list[Row]:
    """Milliseconds, of folders that are on this machine's disk."""
    app = QApplication.instance() or QApplication(["tripod"])
    load_fonts()
    each = effort.pick(5, 250)
    total, repeats = each * PEOPLE, effort.pick(3, 7)
    for person in range(PEOPLE):
        _make(f"P-{person:02}", each)
    begun = time.process_time()
    index = Index().up_to_date()
    first_s = time.process_time() - begun
    index.close()
    one, everybody = Wanted("P-07", "tripod-hold"), Wanted()
    opened = Index().up_to_date()

    def open_again() -> None:
        again = Index().up_to_date()
        kept(again.tables, Wanted("P-07"))
        again.close()

    def choose() -> None:
        found = [of for of in kept(opened.tables, one) if isinstance(of, Done)]
        trend(found, tries_of(opened.tables, "P-07", "tripod-hold"))
        drills(opened.tables, "P-07")

    page = HistoryPage(DARK, lambda: "2020-11-30")
    page.resize(1280, 748)
    page.show()

    def show_page() -> None:
        page.open("P-07")
        while page._reader.progress is not None:
            page.read_on()
        page.grab()

    def filter_page() -> None:
        page.sessions.which.buttons["this"].click()
        page.grab()
        page.sessions.which.buttons["all"].click()
        page.grab()

    what = f"{total} sessions of {PEOPLE} people"
    found = [
        Row(f"history of {what}: open", "ms", _ms(open_again, repeats), limit=300),
        Row(f"history of {what}: one person's drill and its trend", "ms", _ms(choose, repeats * 3), limit=50),
        Row("… the page: H pressed → painted", "ms", _ms(show_page, repeats), limit=300),
        Row("… the page: another filter → painted", "ms", _ms(filter_page, repeats).times(0.5), limit=50),
        Row("… all of everybody, found by a note", "ms",
            _ms(lambda: kept(opened.tables, Wanted(text="shoes")), repeats), limit=50),
        Row("… all of everybody as a list", "ms", _ms(lambda: kept(opened.tables, everybody), repeats)),
        Row("… read for the first time", "s", Measured.of([first_s])),
    ]  # fmt: skip
    found += _first_look(page, effort, repeats)
    page.close_index()
    opened.close()
    del app
    return found


def _first_look(page: HistoryPage, effort: Effort, repeats: int) -> list[Row]:
    """Somebody did one drill for thousands of times, and it is chosen before its trend is known."""
    n, code = effort.pick(1500, 9500), "P-99"
    days = (f"{2020 + k // 2400}-{k % 2400 // 200 + 1:02}-{k % 200 // 8 + 1:02}T1{k % 8}" for k in range(n))
    scores = [tuple(60 + (7 * k + 5 * j) % 20 for j in range(3)) for k in range(n)]
    done = [_entry(day, "tripod-hold", "ab" * 8, of, {}) for day, of in zip(days, scores, strict=True)]
    _keep(code, [*done, *(_entry(f"2024-12-0{k}T10", "paced-hinge", "ab" * 8, (60, 70), {}) for k in range(1, 6))])
    page.open(code)
    while page._reader.progress is not None:
        page.read_on()
    _reckoned(page)
    painted, there = list[float](), list[float]()
    for _ in range(repeats):
        _choose(page, "paced-hinge")
        page._reader._trends.clear()
        begun = time.process_time()
        _choose(page, "tripod-hold")
        painted.append(1000 * (time.process_time() - begun))
        _reckoned(page)
        there.append(1000 * (time.process_time() - begun))
    return [
        Row(f"… the page: a drill done {n} times, first seen → painted", "ms", Measured.of(painted), limit=50),
        Row("… until its trend is there, reckoned beside the window", "ms", Measured.of(there)),
    ]


def _choose(page: HistoryPage, drill: str) -> None:
    choice = page.trend.drill
    choice.setCurrentIndex(choice.keys.index(drill))
    choice.picked.emit(drill)
    page.grab()


def _reckoned(page: HistoryPage) -> None:
    while page.trend.reckoning:
        page.read_on()
        QApplication.processEvents()
        time.sleep(0.005)


def _ms(what: Callable[[], object], repeats: int) -> Measured:
    took: list[float] = []
    for _ in range(repeats):
        begun = time.process_time()
        what()
        took.append(1000 * (time.process_time() - begun))
    return Measured.of(took)


def _make(code: str, each: int) -> None:
    """Somebody with so many drills, each recorded."""
    head = json.loads((GOLDEN / "session.json").read_text())
    entries: list[Entry] = []
    for n in range(each):
        stamp = f"{2020 + n // 300}-{n % 300 // 25 + 1:02}-{n % 25 + 1:02}T10"
        board_id = head["board_id"]
        scores = tuple(60 + (7 * n + 5 * k) % 20 for k in range(3))
        drill = ("tripod-hold", "paced-hinge", "quiet-stance")[n % 3]
        entries.append(_entry(stamp, drill, board_id, scores, {"sway": n % 2}))
        folder = sessions_folder() / f"{code}-{n}"
        folder.mkdir(parents=True)
        said = {"subject": code, "created": f"{stamp}:00:00+00:00"}
        (folder / "session.json").write_text(json.dumps(head | said))
        for name in ("summary.json", "events.jsonl"):
            shutil.copyfile(GOLDEN / name, folder / name)
    _keep(code, entries)


def _entry(stamp: str, drill: str, board_id: str, scores: tuple[int, ...], faults: dict[str, int]) -> Entry:
    return Entry(f"{stamp}:05:00+00:00", drill, "pads", board_id, sum(scores) // 3, scores, faults)


def _keep(code: str, entries: list[Entry]) -> None:
    diary_path(code).parent.mkdir(parents=True)
    write_diary(diary_path(code), Diary(tuple(entries)))
