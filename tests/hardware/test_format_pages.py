"""Pages that say what a file holds name every key that there is, and none that there is not."""

import ast
import csv
import json
import re
from pathlib import Path
from typing import get_args, get_type_hints

import msgspec
import pytest

from tripod.cli import main
from tripod.drills.format.loader import read_drill
from tripod.storage.schemas.drill import DrillFile, StepTable
from tripod.storage.schemas.session import SessionFile

ROOT = Path(__file__).parents[2]
DRILLS = (ROOT / "tripod" / "drills" / "drill-files.md").read_text("utf-8")
RECORDINGS = (ROOT / "tripod" / "record" / "recordings.md").read_text("utf-8")


def tables(text: str, heading: str) -> list[list[str]]:
    """The names in the first column of each table below a heading."""
    below = text.split(f"\n## {heading}\n")[1].split("\n## ", maxsplit=1)[0]
    found: list[list[str]] = []
    for table in re.split(r"\n\n", below):
        rows = [line for line in table.splitlines() if line.startswith("|")][2:]
        if rows:
            found.append([name for row in rows for name in re.findall(r"`([\w.]+)`", row.split(" | ")[0])])
    return found


def keys(struct: type[msgspec.Struct]) -> set[str]:
    return {field.encode_name for field in msgspec.structs.fields(struct)}


def test_the_page_of_drills_names_every_key_and_every_kind_of_step() -> None:
    assert set(tables(DRILLS, "The drill")[0]) == keys(DrillFile)
    of_a_step, kinds = tables(DRILLS, "A step")
    assert set(of_a_step) == keys(StepTable)
    assert set(kinds) == set(get_args(get_type_hints(StepTable)["kind"]))


def test_the_page_s_own_drill_is_one() -> None:
    text = re.findall(r"```toml\n(.*?)```", DRILLS, re.S)[0]
    assert read_drill(text, "my-hold.toml").title == "My hold"


@pytest.mark.parametrize("board", ["insole", "pads"])
def test_a_recording_has_the_files_columns_and_keys_that_its_page_names(board: str, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    assert main(["record", f"virtual:quiet,board={board},seconds=2", "--fast", "-o", str(folder)]) == 0
    below = RECORDINGS.split("\n## ")[0]
    files = set(re.findall(r"^\| `([\w.]+)` \|", below, re.M))
    assert {path.name for path in folder.iterdir()} == files - {"marks.json"}
    with (folder / "samples.csv").open(encoding="utf-8", newline="") as file:
        head = next(csv.reader(file))
    named = tables(RECORDINGS, "samples.csv")[0]
    cells = [cell["name"] for cell in json.loads((folder / "session.json").read_text("utf-8"))["board"]["cells"]]
    expected = [*named[:3], *cells, *([f"{cell}_age" for cell in cells] if board == "pads" else [])]
    assert head == expected
    assert {"left_heel", "left_heel_age"} <= set(named)
    session = set(tables(RECORDINGS, "session.json")[0])
    assert session == keys(SessionFile) == set(json.loads((folder / "session.json").read_text("utf-8")))


def test_the_page_of_recordings_names_every_event_that_is_written() -> None:
    source = (ROOT / "tripod" / "record" / "event_lines.py").read_text("utf-8")
    written = {
        value.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
        if isinstance(key, ast.Constant) and key.value == "event" and isinstance(value, ast.Constant)
    }
    assert len(written) > 5
    assert set(tables(RECORDINGS, "events.jsonl")[0]) == written
