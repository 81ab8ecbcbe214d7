"""samples.quick: the same bits and the same count of bad rows as from samples.csv, or none of it."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from tripod.device.blocks import Block, concatenate
from tripod.live.session import Session
from tripod.record import quick_samples
from tripod.record.disk_use import recordings_used, remove
from tripod.record.layout import QUICK, SAMPLES, SESSION
from tripod.record.quick_samples import MAGIC, SCHEMA
from tripod.record.recording import RecordingError, open_recording
from tripod.record.sample_rows import LeftOut
from tripod.sources import fast_clock, open_source


@pytest.fixture(scope="module", params=["pads", "insole"])
def recorded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of more rows than one piece holds; some failed."""
    folder, clock = tmp_path_factory.mktemp("recorded") / "shift", fast_clock()
    source = open_source(f"virtual:shift,board={request.param},seconds=6,rate_hz=1000,fault=torn:left_mt1", clock=clock)
    session = Session(source, now=clock.now)
    session.record_from_start(folder)
    while session.step():
        pass
    session.close()
    return folder


@pytest.fixture
def copy(recorded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(recorded, tmp_path / "copy"))


def quickly(folder: Path) -> tuple[Block, LeftOut]:
    """All rows, from samples.quick where it may be used."""
    left_out = LeftOut()
    return concatenate(list(open_recording(folder).blocks(left_out, 0))), left_out


def parsed(folder: Path) -> tuple[Block, LeftOut]:
    left_out = LeftOut()
    return concatenate(list(open_recording(folder).parsed(left_out=left_out))), left_out


def assert_same(one: tuple[Block, LeftOut], other: tuple[Block, LeftOut]) -> None:
    for name in ("seq", "tick_us", "counts", "status", "age"):
        a, b = getattr(one[0], name), getattr(other[0], name)
        assert a.dtype == b.dtype
        assert np.array_equal(a, b), name
    assert one[1] == other[1]


def came_from_text(folder: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the rows are made of samples.csv, and are those that stand there."""
    with monkeypatch.context() as patched:
        made: list[object] = []
        plain = quick_samples.QuickSamples.blocks
        patched.setattr(quick_samples.QuickSamples, "blocks", lambda of: made.append(of) or plain(of))
        assert_same(quickly(folder), parsed(folder))
        return not made


def write_lines(folder: Path, change: Callable[[list[bytes]], object]) -> None:
    lines = (folder / SAMPLES).read_bytes().split(b"\n")
    change(lines)
    (folder / SAMPLES).write_bytes(b"\n".join(lines))


def test_the_second_time_the_same_bits_come_without_the_text(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert came_from_text(copy, monkeypatch)
    assert not came_from_text(copy, monkeypatch)
    assert (copy / QUICK).stat().st_size < (copy / SAMPLES).stat().st_size


def test_bad_rows_are_counted_as_from_the_text(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def damage(lines: list[bytes]) -> None:
        lines[3], lines[77], lines[5000] = b"", b"# no", b"1" + lines[5000]

    write_lines(copy, damage)
    _, left_out = quickly(copy)
    assert (left_out.rows, left_out.first_line) == (3, 4)
    assert not came_from_text(copy, monkeypatch)


def test_a_last_line_that_was_cut_is_left_out(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (copy / SAMPLES).write_bytes((copy / SAMPLES).read_bytes()[:-3])
    quickly(copy)
    assert not came_from_text(copy, monkeypatch)


def test_an_edit_in_place_is_seen_although_size_and_time_are_as_before(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quickly(copy)
    before = (copy / SAMPLES).stat()

    def edit(lines: list[bytes]) -> None:
        fields = lines[2500].split(b",")
        fields[4] = b"1" * len(fields[4])
        lines[2500] = b",".join(fields)

    write_lines(copy, edit)
    os.utime(copy / SAMPLES, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (copy / SAMPLES).stat().st_size == before.st_size
    assert came_from_text(copy, monkeypatch)
    assert not came_from_text(copy, monkeypatch)


def test_a_copied_folder_keeps_it_although_its_times_are_others(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quickly(copy)
    shutil.copytree(copy, tmp_path / "other", copy_function=shutil.copyfile)
    assert not came_from_text(tmp_path / "other", monkeypatch)


def _flip(at: int) -> Callable[[Path], object]:
    def damage(path: Path) -> None:
        data = bytearray(path.read_bytes())
        data[at] ^= 0x10
        path.write_bytes(data)

    return damage


@pytest.mark.parametrize(
    "damage",
    [
        _flip(0),
        _flip(len(MAGIC) + 5),
        _flip(100_000),
        _flip(-1),
        _flip(-5),
        _flip(-6),
        _flip(-40),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.write_bytes(path.read_bytes()[: len(MAGIC)]),
        lambda path: path.write_bytes(b"\0" * path.stat().st_size),
        lambda path: path.write_bytes(path.read_bytes() + b"\0" * 9),
        lambda path: path.write_bytes(MAGIC + b"\xff" * 8),
    ],
)
def test_a_damaged_one_is_made_anew(
    copy: Path, damage: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    quickly(copy)
    sound = (copy / QUICK).read_bytes()
    damage(copy / QUICK)
    assert came_from_text(copy, monkeypatch)
    assert (copy / QUICK).read_bytes() == sound


def test_that_of_a_newer_tripod_is_neither_used_nor_written_over(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as newer:
        newer.setattr(quick_samples, "SCHEMA", SCHEMA + 1)
        quickly(copy)
    written = (copy / QUICK).read_bytes()
    assert came_from_text(copy, monkeypatch)
    assert (copy / QUICK).read_bytes() == written


def test_of_other_cells_it_is_not_used(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody gave the folder the description and the samples of another board."""
    quickly(copy)
    header = (copy / SAMPLES).read_bytes().split(b"\n", 1)[0]
    text = json.loads((copy / SESSION).read_text("utf-8"))
    text["board"]["cells"][0]["name"] = "other_heel"
    (copy / SESSION).write_text(json.dumps(text), "utf-8")
    body = (copy / SAMPLES).read_bytes().split(b"\n", 1)[1]
    (copy / SAMPLES).write_bytes(header.replace(b"left_heel", b"other_heel") + b"\n" + body)
    assert came_from_text(copy, monkeypatch)


def test_who_stops_reading_leaves_nothing(copy: Path) -> None:
    names = {path.name for path in copy.iterdir()}
    blocks = open_recording(copy).blocks(None, 0)
    next(iter(blocks))
    blocks.close()  # type: ignore[attr-defined]
    assert {path.name for path in copy.iterdir()} == names


def test_a_short_recording_has_none(copy: Path) -> None:
    list(open_recording(copy).blocks())
    assert not (copy / QUICK).exists()


def test_a_folder_in_its_place_does_no_harm(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (copy / QUICK).mkdir()
    names = {path.name for path in copy.iterdir()}
    assert came_from_text(copy, monkeypatch)
    assert {path.name for path in copy.iterdir()} == names


@pytest.fixture
def read_only(recorded: Path) -> Iterator[Path]:
    """A copy that this process may read and not write."""
    if not hasattr(os, "geteuid"):
        pytest.skip("rights of folders are those of POSIX")
    # Below the folder of pytest nobody else may look.
    parent = Path(tempfile.mkdtemp(prefix="tripod-read-only-"))
    folder = Path(shutil.copytree(recorded, parent / "r"))
    for path, mode in ((parent, 0o755), (folder, 0o555)):
        path.chmod(mode)
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    yield folder
    os.seteuid(was)
    folder.chmod(0o755)
    shutil.rmtree(parent)


def test_a_folder_that_cannot_be_written_is_read_all_the_same(read_only: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert came_from_text(read_only, monkeypatch)
    assert came_from_text(read_only, monkeypatch)
    assert not (read_only / QUICK).exists()


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from tripod.record.recording import open_recording
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
print(sum(len(block) for block in open_recording(Path(sys.argv[1])).blocks(None, 0)))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of a file's size")
@pytest.mark.parametrize("most_bytes", [0, 5, 100_000, -1])
def test_on_a_full_disk_nothing_is_left_of_it(copy: Path, most_bytes: int) -> None:
    if most_bytes < 0:
        quickly(copy)
        # All but the last byte of it.
        most_bytes = (copy / QUICK).stat().st_size - 1
        (copy / QUICK).unlink()
    names = {path.name for path in copy.iterdir()}
    # -B: else what is loaded there would be kept, cut.
    command = [sys.executable, "-B", "-c", FULL_DISK, str(copy), str(most_bytes)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == (f"{len(parsed(copy)[0])}\n", "")
    assert {path.name for path in copy.iterdir()} == names


def test_a_recording_that_changes_while_it_is_read_quickly_is_said(copy: Path) -> None:
    quickly(copy)
    blocks = iter(open_recording(copy).blocks(None, 0))
    next(blocks)
    with open(copy / SAMPLES, "a", encoding="utf-8") as file:
        file.write("x\n")
    with pytest.raises(RecordingError, match="changed while it was read"):
        list(blocks)


def test_one_that_changed_while_it_was_written_is_not_kept(copy: Path) -> None:
    blocks = iter(open_recording(copy).blocks(None, 0))
    next(blocks)
    with open(copy / SAMPLES, "a", encoding="utf-8") as file:
        file.write("x\n")
    with pytest.raises(RecordingError, match="changed while it was read"):
        list(blocks)
    assert not (copy / QUICK).exists()


def test_it_is_counted_and_deleted_with_its_recording(copy: Path) -> None:
    before = recordings_used(copy.parent).size
    quickly(copy)
    assert recordings_used(copy.parent).size == before + (copy / QUICK).stat().st_size
    assert remove([copy]) == []
    assert not copy.exists()


def test_a_half_written_one_of_a_killed_program_is_deleted_with_its_recording(copy: Path) -> None:
    (copy / f".{QUICK}.4711-0.part").write_bytes(b"half")
    assert remove([copy]) == []
    assert not copy.exists()
