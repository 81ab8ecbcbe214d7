"""The handbook is built without a dead link, asks nothing of the net, and what its pages name runs or exists."""

import contextlib
import io
import re
import shlex
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from making.build import BUILDS, load_build

from tripod.acceptance import builds
from tripod.cli import main
from tripod.cli.parser import make_parser
from tripod.views.kit.key_table import KEYS

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "hardware" / "handbook"
sys.path.append(str(FOLDER))
pytest.importorskip("mkdocs", reason="mkdocs is missing: pip install '.[handbook]'")

import browser  # noqa: E402 - lies beside the handbook's sources
import collect  # noqa: E402

STANDS_FOR = {
    "PORT": "/dev/ttyACM0",
    "SOURCE": "virtual:quiet",
    "N": "3",
    "NAME": "plate",
    "CODE": "P-01",
    "DIR": "new",
    "FOLDER": "new",
    "FILE": "my.toml",
    "FILE.pdf": "my.pdf",
    "PATH": "new",
    "SESSION": "new",
    "BOARD_ID": "0102030405060708",
    "READINGS.csv": "readings.csv",
}
"""What may be written where a page names a thing by a word in capitals."""


def _nav() -> list[str]:
    text = re.sub(r"!!python\S+ \{[^}]*\{[^}]*\} \}", "{}", (FOLDER / "mkdocs.yml").read_text("utf-8"))
    return list(collect._named(yaml.safe_load(text)["nav"]))


PAGES = _nav()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("handbook")
    made = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-f", str(FOLDER / "mkdocs.yml"), "-d", str(into)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    return into


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest) -> Path:
    return ROOT / request.param


# -- the pages, built ------------------------------------------------------------------------------------------------


def test_every_page_is_built_and_none_asks_anything_of_the_net(built: Path) -> None:
    for path in PAGES:
        assert (built / collect.place(path)).exists(), path
    for html in built.rglob("*.html"):
        for name, value in _attributes(html.read_text("utf-8")):
            assert not re.search(r"https?://|^//", value), (html, name, value)
    for sheet in built.rglob("*.css"):
        assert not re.search(r"url\(.?(https?:)?//|@import", sheet.read_text("utf-8")), sheet


def test_every_link_and_picture_of_a_built_page_leads_to_a_file_and_a_place_in_it(built: Path) -> None:
    places: dict[Path, set[str]] = {}

    def places_of(path: Path) -> set[str]:
        if path not in places:
            places[path] = {value for name, value in _attributes(path.read_text("utf-8")) if name in ("id", "name")}
        return places[path]

    seen = 0
    for html in [built / collect.place(path) for path in PAGES]:
        for name, value in _attributes(html.read_text("utf-8")):
            if name not in ("href", "src") or value.startswith(("data:", "javascript:", "mailto:")):
                continue
            target, _, anchor = value.partition("#")
            there = (html.parent / target.partition("?")[0]).resolve() if target else html
            assert there.is_file() or there == built.resolve(), (html, value)
            if anchor and not anchor.startswith("__") and there.suffix == ".html":
                assert anchor in places_of(there), (html, value)
            seen += 1
    assert seen > 500


def test_a_dead_link_is_caught(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n\n[b](b.md), [c](c.toml), [d](d/)\n", "utf-8")
    with pytest.raises(FileNotFoundError, match="a.md links to b.md"):
        collect.collected(tmp_path, ["a.md"])


def test_a_link_to_a_source_a_list_or_a_folder_leads_to_a_page_that_shows_it(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "e.csv").write_text('x,y\n1,"a|b"\n', "utf-8")
    (tmp_path / "c.toml").write_text("c = 1\n", "utf-8")
    (tmp_path / "p.svg").write_text("<svg/>", "utf-8")
    (tmp_path / "a.md").write_text("# A\n\n[c](c.toml), [d](d), ![p](p.svg)\n\n```\n[z](z)\n```\n", "utf-8")
    found = collect.collected(tmp_path, ["a.md"])
    assert set(found) == {"a.md", "c.toml.md", "d/index.md", "d/e.csv.md", "p.svg"}
    assert "[c](c.toml.md), [d](d/index.md), ![p](p.svg)\n\n```\n[z](z)" in str(found["a.md"])
    assert "c = 1" in str(found["c.toml.md"])
    assert "a\\|b" in str(found["d/e.csv.md"])
    assert found["p.svg"] == tmp_path / "p.svg"


@pytest.mark.parametrize("path", PAGES)
def test_both_kinds_of_markdown_read_a_page_alike(path: str) -> None:
    """A code host reads CommonMark, mkdocs does not: a list one space off is a paragraph there."""
    markdown, commonmark = pytest.importorskip("markdown"), pytest.importorskip("markdown_it")
    text = collect._MADE.sub("", (ROOT / path).read_text("utf-8"))
    here = markdown.markdown(text, extensions=["tables", "pymdownx.superfences", "pymdownx.highlight"])
    there = commonmark.MarkdownIt("commonmark").enable("table").render(text)
    assert _tags(here) == _tags(there)


# -- what the pages name ---------------------------------------------------------------------------------------------


def test_commands_are_those_of_the_program(page: Path) -> None:
    for command in _commands(page.read_text("utf-8")):
        wrong = refused(command)
        assert not wrong, f"{page.name}: {command}: {wrong}"


@pytest.mark.parametrize(
    "command",
    [
        "tripod dance",
        "tripod doctor PORT --step two",
        "tripod live PORT --fast-forward",
        "tripod calibrate --route swing",
    ],
)
def test_a_command_that_is_none_is_caught(command: str) -> None:
    assert refused(command)


def test_keys_are_those_of_the_window(page: Path) -> None:
    known = {key for row in KEYS for key in row.keys}
    named = set(re.findall(r"\*\*([A-Z]|F\d+|Ctrl\+[A-Z])\*\*", page.read_text("utf-8")))
    assert named <= known, named - known


def test_boards_that_are_chosen_are_those_of_the_firmware(page: Path) -> None:
    header = (ROOT / "firmware_arduino" / "tripod" / "wiring.h").read_text("utf-8")
    known = set(re.findall(r"^#define (\w+) \d+$", header, re.M))
    assert "INSOLE_TONIGHT" in known
    text = page.read_text("utf-8")
    chosen = re.findall(r"`((?:INSOLE|PADS|PLATE)\w*)`", text) + re.findall(r"#define BOARD (\w+)", text)
    assert set(chosen) <= known


@pytest.mark.parametrize("build", BUILDS)
def test_a_build_is_flashed_by_the_program_first_and_by_the_ide_second(build: str) -> None:
    text = (ROOT / "hardware" / f"{build}.md").read_text("utf-8")
    ((number, step),) = re.findall(r"^\*\*(\d+)\. Flash\.\*\*(.*?)^\*\*\d+\.", text, re.M | re.S)
    flashed = list(re.finditer(r"tripod flash PORT --board ([\w-]+)", step))
    assert flashed
    assert flashed[0].start() < step.index("board.h")
    assert load_build(build).board.name == flashed[0][1]
    assert int(number) == builds()[flashed[0][1]].step[0].number


def test_what_is_flashed_by_a_page_ships(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in _commands(page.read_text("utf-8")):
        if command.startswith("tripod flash") and "--board" in command:
            words = [STANDS_FOR.get(word, word) for word in shlex.split(command)[1:] if word != "…"]
            assert main([*words, "--dry-run"]) == 0, command
            assert "Nothing was written" in capsys.readouterr().out


def test_scripts_of_commands_are_there_and_know_their_options(page: Path) -> None:
    for script, rest in re.findall(
        r"(?:^|[\s`])(?:\.venv/bin/)?python ([\w/]+(?:\.py)?)([^`\n#&]*)", page.read_text("utf-8")
    ):
        path = ROOT / script if (ROOT / script).exists() else page.parent / script
        source = path if path.suffix else path / "__main__.py"
        assert source.exists(), script
        for option in re.findall(r"--[\w-]+", rest):
            assert f'"{option}"' in source.read_text("utf-8"), (script, option)


def test_extras_that_are_installed_are_there(page: Path) -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    for named in re.findall(r"pip install '[\w.-]*\[([\w,]+)\]'", page.read_text("utf-8")):
        assert set(named.split(",")) <= set(extras), named


FOLDERS = ("calibration", "firmware_arduino", "hardware", "tests", "tripod")
"""Of a checkout; what the program wrote beside them, as the README's first command does, is named by nobody."""


def test_files_named_in_passing_exist(page: Path) -> None:
    assert all((ROOT / folder).is_dir() for folder in FOLDERS)
    tops = "|".join(FOLDERS)
    for name in re.findall(rf"`((?:{tops}|made|builds|making|why)/[^`\s]*)`", page.read_text("utf-8")):
        path, _, test = name.partition("::")
        if re.search(r"NAME|<|…", path) or path.startswith("build/"):
            continue
        places = [
            folder
            for folder in (ROOT, page.parent, ROOT / "hardware", ROOT / "tripod")
            if list(folder.glob(path.rstrip("/")))
        ]
        assert places, f"{page.name}: {name}"
        if test:
            assert re.search(rf"^def {test}\(", (places[0] / path).read_text("utf-8"), re.M), name


def test_what_questions_quote_is_what_the_program_says() -> None:
    said = "\n".join(p.read_text("utf-8") for p in (ROOT / "tripod" / "sentences" / "en").glob("*.toml"))
    quoted = re.findall(r'"([^"]+)"', (ROOT / "hardware" / "questions.md").read_text("utf-8"))
    assert len(quoted) > 15
    assert [words for words in quoted if words not in said] == []


def test_each_finding_names_the_tests_that_hold_it() -> None:
    rows = re.findall(r"^\| .* \|$", (ROOT / "hardware" / "findings.md").read_text("utf-8"), re.M)
    findings = [row for row in rows if not row.startswith(("|---", "| # ", "| found "))]
    assert len(findings) == 21
    assert all("::test_" in row.rsplit(" | ", 1)[1] for row in findings)


# -- in a browser ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def opened(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[browser.Page]:
    command = browser.found()
    if command is None:
        pytest.skip("chromium is missing: apt-get install -y chromium")
    with browser.opened(command, tmp_path_factory.mktemp("profile")) as tab:
        yield tab


_ON_DISK = ("file:", "data:", "about:")
_WIDER = """[...document.querySelectorAll("article table, article img, article pre, article p, article li")]
    .filter((e) => e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.outerHTML.slice(0, 80))"""


WIDTHS = (390, 1280)


@pytest.fixture(scope="module")
def measured(built: Path, opened: browser.Page) -> dict[tuple[str, int], tuple[int, list[str], int]]:
    """Of each page at each width: the window's width, what is wider, the page's width. A page is loaded anew for each:
    drawn wider, what slides in and out of it is still on its way."""
    found = {}
    for width in WIDTHS:
        opened.wide(width)
        for path in PAGES:
            opened.open((built / collect.place(path)).as_uri())
            answers = (opened.run(it) for it in ("innerWidth", _WIDER, "document.documentElement.scrollWidth"))
            found[path, width] = tuple(answers)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_screen(measured, opened: browser.Page, width: int) -> None:
    for path in PAGES:
        window, wider, page = measured[path, width]
        assert window == width
        assert wider == [], path
        assert page <= width, path
    assert all(url.startswith(_ON_DISK) for url in opened.asked_for), opened.asked_for


@pytest.mark.slow
def test_the_search_finds_a_word_without_the_net(built: Path, opened: browser.Page) -> None:
    opened.wide(1280)
    opened.open((built / "index.html").as_uri())
    found = opened.run(
        """new Promise((done) => {
            const field = document.querySelector("[data-md-component=search-query]");
            document.querySelector("#__search").click();
            field.focus();
            const look = () => {
                const links = [...document.querySelectorAll("a.md-search-result__link")].map((a) => a.href);
                if (links.length) done(links); else setTimeout(look, 50);
            };
            field.value = "hysteresis";
            field.dispatchEvent(new Event("input", { bubbles: true }));
            field.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
            look();
        })"""
    )
    assert any("insole.html" in url for url in found), found
    assert all(url.startswith(_ON_DISK) for url in opened.asked_for), opened.asked_for


# -- reading -----------------------------------------------------------------------------------------------------------


def _commands(text: str) -> Iterator[str]:
    """Every `tripod …` of a page, in its running text and in its blocks."""
    blocks = re.findall(r"^```(?!toml|c$)\w*\n(.*?)^```", text, re.M | re.S)
    for block in blocks:
        for line in block.splitlines():
            yield from re.findall(r"(?:^|&& )(?:\.venv/bin/)?(tripod [^#&]+)", line)
    running = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    yield from (re.sub(r"\s+", " ", c) for c in re.findall(r"(?<!`)`(tripod [^`]+)`(?!`)", running))


def refused(command: str) -> str:
    """What the program's own parser says against a command; "" where nothing. Where a page only mentions a command or
    its option, what follows it may be missing."""
    words = [STANDS_FOR.get(word.rstrip("…"), word) for word in shlex.split(command)[1:] if word != "…"]
    missing = ([], ["3"], ["virtual:quiet"], ["virtual:quiet", "virtual:quiet"])
    answers = [_answer([*words, *more]) for more in missing]
    return "" if "" in answers else answers[0]


def _answer(words: list[str]) -> str:
    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
            make_parser().parse_args(words)
    except SystemExit as end:
        return said.getvalue() if end.code else ""
    return ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.attributes: list[tuple[str, str]] = []
        self.tags: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(name, value) for name, value in attrs if value and name != "xmlns"]


def _attributes(html: str) -> list[tuple[str, str]]:
    reader = _Reader()
    reader.feed(html)
    return reader.attributes


def _tags(html: str) -> dict[str, int]:
    reader = _Reader()
    reader.feed(html)
    counted = ("h1", "h2", "h3", "h4", "li", "ol", "ul", "table", "tr", "td", "img", "em", "strong", "a")
    return {tag: reader.tags[tag] for tag in counted}
