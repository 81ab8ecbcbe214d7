"""Every link and file that the guides name exists, and the guides say what they must."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from making.build import load_build
from making.guide import prices

GUIDES = (
    "README.md",
    "SAFETY.md",
    "tonight.md",
    "insole.md",
    "pads.md",
    "plate.md",
    "pico.md",
    "first-builds.md",
    "findings.md",
    "questions.md",
    "why/shares.md",
    "why/cells-under-points.md",
    "why/board-talks.md",
)


@pytest.fixture(params=GUIDES)
def guide(request: pytest.FixtureRequest, root: Path) -> Path:
    return root / "hardware" / request.param


def test_links_lead_somewhere(guide: Path) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", guide.read_text("utf-8")):
        assert "://" not in target, "nothing here needs the net"
        path, _, anchor = target.partition("#")
        there = guide.parent / path if path else guide
        assert there.exists(), target
        if anchor:
            assert anchor in _anchors(there.read_text("utf-8")), target


def test_files_named_in_passing_exist(guide: Path, root: Path) -> None:
    for name in re.findall(
        r"`((?:made|builds|making|why|firmware_arduino|tripod|hardware)/[^`\s]*)`", guide.read_text("utf-8")
    ):
        if "NAME" in name:
            continue
        places = [root / "hardware", root]
        assert any(list(p.glob(name.rstrip("/"))) for p in places), name


def test_every_guide_is_reached_from_the_first_page(root: Path) -> None:
    first = (root / "hardware" / "README.md").read_text("utf-8")
    for name in GUIDES[1:]:
        assert f"({name})" in first


def test_tables_are_marked_and_filled(guide: Path) -> None:
    text = guide.read_text("utf-8")
    tables = re.findall(r"<!-- made: ([\w-]+) -->\n(.*?)<!-- /made -->", text, re.S)
    assert all(body.strip() for _, body in tables)
    assert text.count("<!-- made:") == len(tables)


@pytest.mark.parametrize("name", ["insole", "pads", "plate"])
def test_a_build_guide_has_steps_pictures_checks_calibration_and_cures(name: str, root: Path) -> None:
    text = (root / "hardware" / f"{name}.md").read_text("utf-8")
    steps = re.findall(r"^\*\*(\d+)\. ", text, re.M)
    assert steps == [str(k + 1) for k in range(len(steps))]
    assert len(steps) >= 6
    assert text.count("![") >= 5
    assert text.count("*Check") >= 3
    for words in ("`tripod doctor PORT --step ", "tripod calibrate PORT", "**K**", "## Faults and cures", "SAFETY.md"):
        assert words in text


def test_the_safety_page_says_what_it_must(root: Path) -> None:
    text = (root / "hardware" / "SAFETY.md").read_text("utf-8").lower()
    for word in ("5 v from usb", "insulate", "battery", "isolator", "static", "strain relief", "pinch", "trip",
                 "before each use", "load limit", "stop", "not a medical"):  # fmt: skip
        assert word in text
    assert "todo" not in text


def test_the_page_of_first_builds_says_that_there_are_none_until_there_are(root: Path) -> None:
    text = (root / "hardware" / "first-builds.md").read_text("utf-8")
    rows = re.findall(r"^\| ([A-Z][^|]+) \| ([^|]+) \|", text.split("## A log", maxsplit=1)[0], re.M)
    built = [board for board, who in rows if who.strip() != "nobody yet"]
    assert len(rows) == 6
    assert ("Nobody has built any of this yet" in text) == (not built)
    boards, pictures = [board for board, _ in rows], text.split("## Photographs")[1]
    assert re.findall(r"^\| ([A-Z][^|]+) \|", pictures, re.M) == boards
    assert ("nobody has built this yet" in pictures) == ("](photographs/" not in pictures)
    for heading in ("## A log of your build", "## Errata", "## Photographs"):
        assert heading in text


def test_prices_are_called_estimates_and_one_statement_says_what_that_means(guide: Path, root: Path) -> None:
    text = guide.read_text("utf-8")
    for line in re.findall(r"^.*\d EUR.*$", text, re.M):
        table = re.match(r"\| (\d+|cost, estimated) \|", line)
        assert table or re.search(r"estimated|rather|about|tonight, for", line), line
    said = "Every price of these pages and lists is an estimate"
    assert text.count(said) == (guide.name == "README.md" and guide.parent == root / "hardware")


def test_prices_of_different_dates_are_refused() -> None:
    builds = [load_build(name) for name in ("tonight", "insole")]
    assert "2026-11" in prices(builds)
    later = replace(builds[1], data={**builds[1].data, "price_date": "2027-01"})
    with pytest.raises(ValueError, match="2026-11 and of 2027-01"):
        prices([builds[0], later])


def test_the_licence_is_there(root: Path) -> None:
    assert "CERN Open Hardware Licence Version 2 - Permissive" in (root / "hardware" / "LICENSE").read_text("utf-8")
    assert "CERN-OHL-P-2.0" in (root / "hardware" / "README.md").read_text("utf-8")


def _anchors(text: str) -> set[str]:
    """As GitHub makes them of headings."""
    heads = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", h.strip().lower()).replace(" ", "-") for h in heads}
