"""The PDF: two pages at most, the same bytes for the same data, text that stays text, and files whole or not at all."""

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import msgspec
import pytest

from tests.report.conftest import GOLDEN
from tripod.cli import main
from tripod.report import sway_table
from tripod.report.page import Page, Row, Score, ScoreMark, Table, Text, Tick, Trend, TrendPoint
from tripod.report.typeset import missing_said, pdf_of
from tripod.report.write_report import report_page
from tripod.sentences import sentence, use_language

Words = Callable[[bytes], tuple[str, int]]


def test_what_the_page_says_is_on_the_paper(golden_page: Page, words: Words) -> None:
    said, pages = words(pdf_of("session", golden_page))
    assert pages <= 2
    for text in (golden_page.headline, "Not a medical device", *(row.name for row in golden_page.facts)):
        assert text in said


def test_the_same_data_gives_the_same_bytes(golden_page: Page) -> None:
    assert pdf_of("session", golden_page) == pdf_of("session", golden_page)


@pytest.mark.parametrize(
    "name", ['#import "x": *', r"\u{7} $x$ *bold* _it_ `raw` \\ <a> @b", '"); #panic("no")', "Łukasz Анна Żółć"]
)
def test_a_name_is_text_whatever_is_in_it(golden_page: Page, words: Words, name: str) -> None:
    said, _ = words(pdf_of("session", msgspec.structs.replace(golden_page, headline=name)))
    assert " ".join(name.split()) in said


@pytest.mark.parametrize("name", ["山田花子", "王小明", "김철수", "Анна", "Łukasz", '#import "山": *'])
def test_a_name_is_text_with_no_typeface_for_it_and_the_page_says_which_would_have_it(
    golden_page: Page, words: Words, name: str
) -> None:
    page = msgspec.structs.replace(golden_page, headline=name, author=name, head=f"{name} · 1 May")
    said, pages = words(pdf_of("session", page))
    assert f"{name} · 1 May" in said
    assert said.count(name) > pages
    assert pages <= 2
    assert "Not a medical device" in said
    has_box = "Boxes stand here" in said
    assert not has_box or "Noto Sans CJK" in said
    # What Inter has needs no other typeface anywhere.
    assert not (has_box and name in ("Анна", "Łukasz"))


def test_what_is_said_of_boxes_names_the_typeface() -> None:
    assert missing_said("") == ""
    assert "a character" in missing_said("山")
    assert "Noto Sans Devanagari" in missing_said("देव")
    assert "Noto Sans CJK, Noto Sans Thai" in missing_said("山ก")


def _sways() -> list[Table]:
    """As many rows as there may be, and all that may have to be said below them."""
    right = [False, *[True] * 6]
    row = ["10, eyes closed", *["10.15 ± 0.05"] * 6]
    why = "No ±: the cells follow a turn only after a dead band, which may have hidden too much of so small a sway. "
    head = ["No.", *["Speed right, mm/s"] * 6]
    rows, no = [row] * sway_table.MOST_ROWS, [False] * sway_table.MOST_ROWS
    return [Table("Sway of both feet", "tripod CoP", head, right, rows, no, why * n) for n in (4, 2)]


@pytest.mark.parametrize("sways", [False, True])
def test_the_fullest_report_has_two_pages(golden_page: Page, words: Words, sways: bool) -> None:
    table = golden_page.tables[0]
    rows = [table.rows[0]] * 10
    points = [TrendPoint(k / 9, (k % 4) / 4, "now" if k == 9 else "past") for k in range(10)]
    trend = Trend(
        "A drill with a long name",
        "Points",
        points,
        [Tick(0, "1 Jan")],
        [Tick(k / 4, "50") for k in range(5)],
        None,
        "no band",
    )
    full = msgspec.structs.replace(
        golden_page,
        headline="17 holds, 10 reps: right rolls outward in 12 of them",
        beside="Cannot tell more: this board knows the share of the base of the little toe to ± 6 points only.",
        warnings=["Simulated.", "Not calibrated: " + "no load proven, " * 9, "No centre of pressure: " + "none " * 9],
        formulas=Text("How it was reckoned.", sentence("report_formula.measures") + golden_page.formulas.text)
        if sways
        else golden_page.formulas,
        tables=_sways()
        if sways
        else [Table(table.title, table.note, table.head, table.right, rows, [True] * 10, table.below)],
        trends=[trend] * 4,
        texts=[Text("Better than at the start", "Tripod hold (80, 29 at the start); Paced hinge (90, 45).")] * 3,
        seen=[Row("Did the broomstick touch head, upper back and tailbone all the way?", "not answered")] * 6,
        next=Text("Next: Tripod hold", "Keeping all three points while you stand. " * 3),
    )  # fmt: skip
    said, pages = words(pdf_of("session", full))
    assert pages == 2
    assert "Page 1 of 2" in said


@pytest.mark.parametrize("score", [0, 45, 100])
def test_the_line_of_a_score_is_all_of_its_range(golden_page: Page, words: Words, score: int) -> None:
    line = Score("Score", str(score), [ScoreMark(float(score), "now", "now")], None, [], "")
    said, _ = words(pdf_of("session", msgspec.structs.replace(golden_page, score=line, grid=None, tables=[])))
    assert "0 20 40 60 80 100" in said


def test_the_command_writes_a_new_file_and_never_over_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    args = ["report", str(GOLDEN / "pads-drill"), "-o", str(tmp_path / "a b.pdf")]
    assert main(args) == 0
    first = (tmp_path / "a b.pdf").read_bytes()
    assert first.startswith(b"%PDF")
    assert main(args) == 1
    assert "there already" in capsys.readouterr().err
    assert (tmp_path / "a b.pdf").read_bytes() == first


def test_without_the_extra_one_sentence_says_how_to_get_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    assert main(["report", str(GOLDEN / "pads-drill"), "-o", str(tmp_path / "a.pdf")]) == 1
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "pip install 'foot-tripod[report]'" in err
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_session_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(tmp_path / "nothing"), "-o", str(tmp_path / "a.pdf")]) == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No file may grow beyond 4 kB, and no compiled module is kept cut."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    resource = pytest.importorskip("resource", reason="limits of files are those of Unix")
    limits, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    signal.signal(signal.SIGXFSZ, handler)


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, full_disk: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(GOLDEN / "pads-drill"), "-o", str(tmp_path / "a.pdf")]) == 1
    assert "cannot be written" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


BOX = re.compile(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
Word = tuple[float, float, float, float, str]
"""Left, top, right, bottom in points, and what it says."""


def over_each_other(pdf: Path) -> list[str]:
    """Words of a line of which one begins before the other ends."""
    out = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, check=True).stdout.decode()
    found: list[str] = []
    for sheet in out.split("<page ")[1:]:
        placed: list[Word] = [(*map(float, m.groups()[:4]), m[5]) for m in BOX.finditer(sheet)]
        for a, b in combinations(placed, 2):
            across = min(a[2], b[2]) - max(a[0], b[0])
            down = min(a[3], b[3]) - max(a[1], b[1])
            if across > 0.5 and down > 0.5 * min(a[3] - a[1], b[3] - b[1]):
                found.append(f"{a[4]} {b[4]}")
    return found


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_word_lies_over_another(language: str, tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("needs pdftotext of poppler-utils")
    use_language(language)
    try:
        page = report_page([GOLDEN / "pads-drill"])
        (tmp_path / "a.pdf").write_bytes(pdf_of("session", page))
    finally:
        use_language("en")
    assert over_each_other(tmp_path / "a.pdf") == []
