"""Every script of the studies, the hardware and the benchmarks runs at its smallest size: else no test ever starts it.

The scripts are found on disk. Each runs in a process of its own, from a folder that is not the checkout; of those that
measure how long a start takes, and of one study, that process begins from nothing, as a user's does.
"""

import ast
import importlib
import json
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.warm_start import WarmStart

ROOT = Path(__file__).parents[1]
FOLDERS = ("calibration", "hardware", "tests/benchmarks")
BENCHMARKS = ROOT / "tests" / "benchmarks"
TABLE = "tests/benchmarks/__main__.py"
GENERATE = "hardware/generate.py"
"""tests/hardware/test_generated.py runs it whole."""
LONGEST_S = 110
MISSING = "is missing: apt-get install"


@dataclass(frozen=True)
class Smallest:
    """A script at its smallest size, and what it then promises."""

    script: str
    args: str = ""
    says: tuple[str, ...] = ()
    """Patterns that lines of stdout, or of stderr, must match."""
    rows: int = 0
    """Lines of a Markdown table, its head not counted."""
    writes: tuple[str, ...] = ()
    """Files, below the folder in which it runs."""
    needs: tuple[str, str] | None = None
    """A command without which it cannot run, and the package that has it."""
    stdin: str = ""
    from_nothing: bool = False


SMALLEST = (
    Smallest("calibration/accuracy.py", "--boards 3", (r"\| plate, nobody calibrated",), rows=42, from_nothing=True),
    Smallest(
        "calibration/change_rule.py", "--people 2", (r"\| as it is \| ", r"\| none: own repeats alone \| "), rows=14
    ),
    Smallest("calibration/coverage.py", "--boards 3", (r"\| insole, stepping, toes 5–20 %",), rows=23),
    Smallest(
        "calibration/cue_timing.py",
        "--drill posterior-shift --language de --habit mt1_light:right --seeds 1",
        (
            r"\| posterior-shift \| reps \| de \| down \d\.\d+, hold \d",
            r"\| posterior-shift \| de \| [2-9] \+ 1 \|.*\| 0 of 20 \| \d+ \| 0 \| 0 \|",
        ),
        rows=4,
    ),
    Smallest(
        "calibration/drill_faults.py",
        "--tries 1 --minutes 1 --board pads",
        (r"\| pads \| mt1_light \| [01] \(", r"\| pads \| 10 good hinges \| \d+ false"),
        rows=16,
    ),
    Smallest(
        "calibration/examples.py",
        "--into made",
        ("plate: accept", "pads: accept", "insole: accept"),
        writes=tuple(
            f"made/{b}/{f}" for b in ("plate", "pads", "insole") for f in ("readings.csv", "calibration.json")
        ),
    ),
    Smallest(
        "calibration/faults.py",
        "--board plate --each 1 --healthy 1",
        (r"\| plate \| drift \| [01] of 1", r"\| plate \| none \| [01] alarms of 1"),
        rows=10,
    ),
    Smallest(
        "calibration/weeks.py", "--weeks 4 --seeds 1", (r"\| perfect \| ", r"\| back rounds, for good \| "), rows=20
    ),
    Smallest("calibration/pictures.py", "--board pads made", writes=("made/pads-1-check.png", "made/pads-9-saved.png")),
    Smallest(
        "calibration/pictures.py",
        "--board plate made",
        writes=("made/plate-4-load-grid.png", "made/plate-9-saved.png"),
    ),
    Smallest(
        "calibration/healthy_boards.py", "--hours 0.01 --board pads", (r"\| pads \| 0.01 \| 1 \| 0 \| – \|",), rows=1
    ),
    Smallest(
        "calibration/healthy_steps.py", "--hours 0.005 --board pads", (r"\| pads \| 0.005 \| 3 \| 0 \| – \|",), rows=1
    ),
    Smallest(
        "calibration/claims.py",
        "--boards 2 --people 4 --sets 1",
        (r"\| plate, the same with toes turned out 10°, nobody says or rolls .*\| not scored",),
        rows=54,
    ),
    Smallest("calibration/poses.py", "8", (r"\| rolled round, each point 55 to 95 % of the way \| \d+ %",), rows=11),
    Smallest("calibration/whole_feet.py", "8", (r"\| along a line, then rolled round \| \d+ %",), rows=10),
    Smallest(
        "calibration/live_numbers.py",
        "--boards 1 --quick",
        (r"\| plate \| 80 \| 37\.5 \| 21\.3 \|", r"\| sines 0 \| pads \|.*no: not_whole_foot"),
        rows=10,
    ),
    Smallest("calibration/rep_count.py", "--sets 1", ("No recording of a quiet stance was named",), rows=60),
    Smallest(
        "calibration/stances.py",
        "--people 5 --hold 5",
        (
            r"\| plate, .* straight ahead.*\| score \d+",
            r"\| plate, .* nobody says or rolls \| not scored",
            r"\| plate, .* after the roll \| score \d+.*found left \d",
            r"\| to the edge, plate, .* stance measured \| 13 ± \d+ mm, measured \| 13 mm \|",
        ),
        rows=12,
    ),
    Smallest(
        "calibration/skill.py",
        "--quick --pupils 1 --board plate --drill hold --habit mt1_light --out tries.csv",
        (r"\| hold .*\| mt1_light \| coached \| 1 \| 100 \|", r"\| hold .*\| mt1_light \| silent \| 1 \| 100 \|"),
        rows=2,
    ),
    Smallest(
        "calibration/real_weeks.py",
        "--pupil learns --weeks 1 --days 1 --short",
        (r"\| 2026-01-05 \| assess \|.*\(assess_hinge\)",),
        rows=1,
    ),
    Smallest(
        "calibration/heard_library.py", "--drill rack-check --language de", (r"\| rack-check \| de \| 0 \|",), rows=1
    ),
    Smallest("hardware/error_budget.py", "--draws 1000", (r"\| CoP error, calibrated",)),
    Smallest(
        "hardware/handbook/look.py",
        "pictures hardware/SAFETY.html",
        ("hardware-SAFETY",),
        writes=tuple(f"pictures/hardware-SAFETY{end}" for end in ("-phone.png", "-desk-dark.png", ".pdf")),
        needs=("chromium", "chromium"),
    ),
    Smallest("hardware/load_case.py", "", ("A foot may carry",)),
    Smallest("tests/benchmarks/cluster.py", "--sessions 1 --workers 0 --core", (r"one process .* processor each",)),
    Smallest("tests/benchmarks/first_paint_bare.py", from_nothing=True, says=(r"\d+\.\d+$",)),
    Smallest("tests/benchmarks/first_paint_tripod.py", from_nothing=True, says=(r"\d+\.\d+$",)),
    Smallest(
        "tests/benchmarks/window_hours.py",
        "--minutes 2 --minute 1.5",
        (r"\| 2 \| \d+\.\d \| \d+ \| \d+ \|.* \| [1-9]\d* \| 1 \|",),
        rows=2,
    ),
    Smallest(
        "tests/benchmarks/wire_writer.py",
        "quiet,board=insole,seconds=0.2,rate_hz=100 text",
        ("ready", r"19(,\d+){7}$"),
        stdin="go\n",
        from_nothing=True,
    ),
)
SECTIONS = sorted(
    path.stem
    for path in BENCHMARKS.glob("*.py")
    if any(
        isinstance(node, ast.FunctionDef) and node.name == "rows" for node in ast.parse(path.read_text("utf-8")).body
    )
)


def scripts(root: Path) -> set[str]:
    """Files in these folders that do something when Python runs them."""
    return {
        str(path.relative_to(root).as_posix())
        for folder in FOLDERS
        for path in (root / folder).rglob("*.py")
        if _runs(ast.parse(path.read_text("utf-8")))
    }


def _runs(module: ast.Module) -> bool:
    for node in module.body:
        if isinstance(node, ast.If) and "__name__" in ast.unparse(node.test):
            return True
        calls = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
        # A module that only says where others are to be found is no script.
        if calls and not ast.unparse(node).startswith("sys.path."):
            return True
    return False


@pytest.fixture(scope="module")
def warm() -> Iterator[WarmStart]:
    with WarmStart() as start:
        yield start


def run(script: str, args: Sequence[str], where: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """A script as a user starts it."""
    return subprocess.run(
        [sys.executable, str(ROOT / script), *args],
        cwd=where,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST_S,
    )


def test_no_script_is_left_out() -> None:
    listed = {one.script for one in SMALLEST} | {TABLE, GENERATE}
    for script in sorted(scripts(ROOT) - listed):
        pytest.fail(f"{script} is never run: add it with its smallest arguments to SMALLEST in tests/test_scripts.py.")
    assert listed <= scripts(ROOT), "a script that is listed is not there"


@pytest.mark.parametrize(
    ("text", "is_script"),
    [
        ('def main(): ...\n\nif __name__ == "__main__":\n    main()\n', True),
        ("import sys\n\nprint(sys.argv)\n", True),
        (
            'import os, sys\n\nsys.path.append("x")\nif os.name == "nt":\n    A = 1\n\n\ndef main():\n    print()\n',
            False,
        ),
    ],
)
def test_a_script_is_what_does_something(text: str, is_script: bool, tmp_path: Path) -> None:
    new = tmp_path / "calibration" / "deeper" / "new.py"
    new.parent.mkdir(parents=True)
    new.write_text(text, "utf-8")
    assert scripts(tmp_path) == ({"calibration/deeper/new.py"} if is_script else set())


@pytest.mark.parametrize("one", SMALLEST, ids=lambda one: f"{one.script} {one.args}".strip())
def test_a_script_does_what_it_promises(one: Smallest, warm: WarmStart, tmp_path: Path) -> None:
    if one.needs and shutil.which(one.needs[0]) is None:
        pytest.skip(f"{one.needs[0]} {MISSING} -y {one.needs[1]}")
    if one.from_nothing:
        done = run(one.script, one.args.split(), tmp_path, one.stdin)
    else:
        args = [str(ROOT / one.script), *one.args.split()]
        done = warm(args, cwd=tmp_path, stdin=one.stdin, timeout_s=LONGEST_S)
    assert done.returncode == 0, done.stderr
    for pattern in one.says:
        assert re.search(f"^{pattern}", done.stdout + done.stderr, re.MULTILINE), (pattern, done.stdout)
    table = [line for line in done.stdout.splitlines() if line.startswith("|")]
    if one.rows:
        assert len(table) == one.rows + 2
        assert not re.search(r"\bnan\b", done.stdout)
    for name in one.writes:
        assert (tmp_path / name).stat().st_size > 0


@pytest.mark.parametrize("text", [None, "a,b\n1,2\n"])
def test_hinges_on_recordings_that_are_none_are_refused_in_a_sentence(text: str | None, tmp_path: Path) -> None:
    if text:
        (tmp_path / "no.csv").write_text(text, "utf-8")
    done = run("calibration/rep_count.py", ["--sets", "1", "1", "no.csv"], tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("The recordings cannot be read: no.csv")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.shared_data
def test_hinges_are_counted_on_sway_measured_on_people(shared_data: Path, tmp_path: Path) -> None:
    stances = [str(shared_data / name) for name in ("BDS00001.csv", "PDS13CR2_net.csv")]
    done = run("calibration/rep_count.py", ["--sets", "1", "1", *stances], tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n| measured on people |") == 24
    assert done.stderr == ""


def test_the_table_has_every_benchmark(tmp_path: Path) -> None:
    said = re.search(r"there are (.*)", run("tests/benchmarks", ["none"], tmp_path).stderr)
    assert said
    assert sorted(said[1].split(", ")) == SECTIONS, f"name each in SECTIONS of {TABLE}, in the order of the table"


def test_the_check_of_costs_passes_what_is_sound(tmp_path: Path) -> None:
    """All sections are checked by `.ci/run`, after the suite: costs are measured where nothing else runs."""
    done = run("tests/benchmarks", ["decoder", "--quick", "--check", "--json"], tmp_path)
    rows = json.loads(done.stdout)["rows"]
    assert rows
    assert all(row["measured"] and row["limit"] for row in rows)
    assert (done.returncode, done.stderr.split()) == (0, ["decoder", "…"])


def test_a_dead_row_and_one_far_off_do_not_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    table = importlib.import_module("table")
    main = runpy.run_path(str(BENCHMARKS / "__main__.py"), run_name="checked")
    sound = table.Row("a", "µs", table.Measured(1, 1, 1), limit=1)
    far = replace(sound, what="b", measured=table.Measured(4, 4, 4))
    dead = table.Row.missing("c", "avr-g++ is missing")
    beside = table.Row("d", "", None, may_be_missing=True)
    assert main["_wrong"]([sound, beside]) == []
    assert main["_wrong"]([sound, far, dead]) == [
        "not measured: c: avr-g++ is missing",
        "more than 3 times its budget: b, ≤ 1 µs, 4 µs, 4.00",
    ]
