"""A banner that does not fit the board's file, or the banner before it, gives one sentence and no number."""

import json
import threading
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tripod.boards import board_names, load_board
from tripod.device.banner_gate import Reason, changed, misfit
from tripod.device.items import SourceError
from tripod.device.protocol import (
    BANNER,
    ID_NOT_KEPT,
    Banner,
    Converter,
    Group,
    Sampling,
    encode_banner,
    encode_frame,
    seal,
)
from tripod.live.session import Session
from tripod.live.snapshot import Phase
from tripod.sources import fast_clock, open_source
from tripod.sources.stream import Stream

SIX = Group(0, Converter.BRIDGE, 0, 80.0, (0,) * 6)
PADS = Banner((1, 0, 0), "pads", "ab" * 8, 5, 0, 5000, 0, 0, 0, 0, (SIX,))


def with_group(banner: Banner, **changes: object) -> Banner:
    return replace(banner, groups=(replace(banner.groups[0], **changes),))


SECOND = replace(PADS.groups[0], group=1)
MISFITS = [
    (replace(PADS, board="plate"), Reason.BOARD, ("'plate'", "'pads'")),
    (replace(PADS, groups=()), Reason.GROUP, ("groups as -", "group 0")),
    (replace(PADS, groups=(SECOND,)), Reason.GROUP, ("groups as 1", "group 0")),
    (replace(PADS, groups=(SECOND, PADS.groups[0])), Reason.GROUP, ("groups as 1, 0", "group 0")),
    (replace(PADS, groups=PADS.groups * 2), Reason.GROUP, ("groups as 0, 0", "group 0")),
    (with_group(PADS, status=(0,) * 8), Reason.CELLS, ("8 cells", "describes 6")),
    (with_group(PADS, converter=1), Reason.CONVERTER, ("FSR converters", "load-cell converters")),
    (with_group(PADS, converter=77), Reason.CONVERTER, ("converters of kind 77", "load-cell converters")),
    (
        with_group(PADS, sampling=Sampling(8_388_606, 0, ratiometric=True)),
        Reason.FULL_SCALE,
        ("8388606 counts", "at 8388607"),
    ),
    (with_group(PADS, rate_hz=1e6), Reason.RATE, ("1000000 Hz", "10–2000 Hz")),
    (with_group(PADS, rate_hz=9.999), Reason.RATE, ("9.999 Hz", "10–2000 Hz")),
    (with_group(PADS, rate_hz=2000.001), Reason.RATE, ("2000.001 Hz", "10–2000 Hz")),
]


@pytest.mark.parametrize(("banner", "reason", "named"), MISFITS)
def test_what_does_not_fit_the_file_is_one_sentence_that_names_both(
    banner: Banner, reason: Reason, named: tuple[str, str]
) -> None:
    wrong = misfit(load_board("pads"), banner)
    assert wrong
    assert wrong.reason is reason
    assert all(part in wrong.said for part in named), wrong.said


@pytest.mark.parametrize("name", board_names())
@pytest.mark.parametrize("rate_hz", [10.0, 80.0, 2000.0])
def test_what_fits_fits(name: str, rate_hz: float) -> None:
    board = load_board(name)
    converter = Converter.BRIDGE if board.front_end.kind == "hx711" else Converter.ADC
    group = Group(0, converter, 255, rate_hz, (3,) * len(board.cells))
    assert misfit(board, replace(PADS, board=name, groups=(group, replace(group, group=1, rate_hz=1.0)))) is None


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        (replace(PADS, board="plate"), Reason.ANOTHER_BOARD),
        (replace(PADS, board_id="cd" * 8), Reason.ANOTHER_BOARD),
        (with_group(PADS, rate_hz=80.001), Reason.OTHER_GROUPS),
        (with_group(PADS, converter=1), Reason.OTHER_GROUPS),
        (with_group(PADS, status=(0,) * 5), Reason.OTHER_GROUPS),
        (replace(PADS, groups=(*PADS.groups, SECOND)), Reason.OTHER_GROUPS),
        (replace(PADS, firmware=(1, 1, 0), uptime_s=0, self_test=7, overruns=3), None),
        (with_group(PADS, status=(7,) * 6, tested=3), None),
        (replace(PADS, board_id="cd" * 8, self_test=2), Reason.ANOTHER_BOARD),
    ],
)
def test_what_may_change_in_mid_stream(now: Banner, reason: Reason | None) -> None:
    wrong = changed(PADS, now)
    assert (wrong and wrong.reason) == reason
    if wrong is not None:
        assert wrong.says in wrong.said
        assert wrong.wanted in wrong.said
        assert wrong.says != wrong.wanted


def test_a_board_that_cannot_keep_an_id_may_have_a_new_one() -> None:
    unkept = replace(PADS, self_test=ID_NOT_KEPT)
    assert changed(unkept, replace(unkept, board_id="cd" * 8)) is None
    wrong = changed(unkept, replace(unkept, board="plate", board_id="cd" * 8))
    assert wrong
    assert wrong.reason is Reason.ANOTHER_BOARD


class Port:
    """Gives pieces of a stream."""

    def __init__(self, *pieces: bytes) -> None:
        self._left = list(pieces)

    def read(self) -> bytes:
        if not self._left:
            raise EOFError
        return self._left.pop(0)

    def close(self) -> None:
        pass


def session_of(*pieces: bytes) -> Session:
    clock, port = fast_clock(), Port(*pieces)
    return Session(Stream("pieces", port, lambda: port, clock), now=clock.now)


def frames(banner: Banner, first: int, n: int) -> bytes:
    group = banner.groups[0]
    cells, period_us = group.cells, round(1e6 / group.rate_hz)
    return b"".join(
        encode_frame(0, k, k * period_us, [1000 * (c + 1) for c in range(cells)], [0] * cells, [0] * cells)
        for k in range(first, first + n)
    )


@pytest.mark.parametrize("banner", [m[0] for m in MISFITS if m[1] is not Reason.BOARD])
def test_a_stream_whose_banner_does_not_fit_gives_no_number(banner: Banner, tmp_path: Path) -> None:
    session = session_of(encode_banner(banner) + frames(PADS, 0, 5))
    session.record_from_start(tmp_path / "r")
    with pytest.raises(SourceError):
        while session.step():
            pass
    assert (session.pipeline.frames, session.pipeline.setup) == (0, None)
    session.close()
    assert not (tmp_path / "r").exists()


def test_on_a_thread_it_has_failed_with_that_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    session = session_of(encode_banner(with_group(PADS, rate_hz=1e6)))
    failed, fail = threading.Event(), session.pipeline.fail

    def note(said: str) -> None:
        fail(said)
        failed.set()

    monkeypatch.setattr(session.pipeline, "fail", note)
    session.start()
    assert failed.wait(5)
    shown = session.pipeline.snapshot()
    session.close()
    assert shown.phase is Phase.FAILED
    assert "1000000 Hz" in shown.message


@pytest.mark.parametrize("cut", [0, 10, 300])
def test_in_mid_stream_what_came_before_is_kept_however_cut(cut: int) -> None:
    before = encode_banner(PADS) + frames(PADS, 0, 9)
    data = before + encode_banner(with_group(PADS, rate_hz=100.0)) + frames(PADS, 9, 9)
    at = len(before) + cut - 10 if cut else len(data)
    session = session_of(data[:at], data[at:])
    with pytest.raises(SourceError, match="at 100 Hz by load-cell converters instead of 6 cells in group 0 at 80 Hz"):
        while session.step():
            pass
    assert session.pipeline.frames == 9
    session.close()


@pytest.mark.parametrize("cut", [0, 10, 300])
def test_before_another_protocol_version_what_came_is_kept_however_cut(cut: int) -> None:
    before = encode_banner(PADS) + frames(PADS, 0, 9)
    data = before + seal(bytes([BANNER, 9]) + bytes(60)) + frames(PADS, 9, 9)
    at = len(before) + cut - 10 if cut else len(data)
    session = session_of(data[:at], data[at:])
    with pytest.raises(SourceError, match="protocol 9"):
        while session.step():
            pass
    assert session.pipeline.frames == 9
    session.close()


def test_a_recording_whose_banner_does_not_fit_is_refused(tmp_path: Path) -> None:
    session = session_of(encode_banner(PADS) + frames(PADS, 0, 20))
    session.record_from_start(tmp_path / "r")
    while session.step():
        pass
    session.close()
    assert open_source(str(tmp_path / "r"))
    header = json.loads((tmp_path / "r" / "session.json").read_text("utf-8"))
    for banner, _, named in MISFITS:
        header["banner"] = encode_banner(banner).hex()
        (tmp_path / "r" / "session.json").write_text(json.dumps(header), "utf-8")
        with pytest.raises(SourceError, match="no recording that can be measured") as refused:
            open_source(str(tmp_path / "r"))
        assert named[0] in str(refused.value)


GROUPS = st.builds(
    Group,
    st.sampled_from([0, 0, 0, 1, 2, 255]),
    st.sampled_from([1, 2, 2, 0, 255]),
    st.integers(0, 255),
    st.sampled_from([10, 80, 200, 1000, 2000, 0.001, 4e6]) | st.integers(1, (1 << 32) - 1).map(lambda mhz: mhz / 1000),
    st.lists(st.integers(0, 255), min_size=1, max_size=8).map(tuple) | st.just((0,) * 6),
)
U32 = st.integers(0, (1 << 32) - 1)
BANNERS = st.builds(
    Banner,
    st.tuples(*[st.integers(0, 255)] * 3),
    st.sampled_from([*board_names(), "pads", "/dev/zero.toml", "..", "x\0y.toml"])
    | st.text(st.characters(max_codepoint=127), max_size=16).map(lambda name: name.rstrip("\0")),
    st.binary(min_size=8, max_size=8).map(bytes.hex),
    *[U32] * 2,
    st.integers(0, 65_535),
    st.integers(0, 255),
    *[U32] * 3,
    st.lists(GROUPS, max_size=4).map(tuple),
)


@given(BANNERS)
@example(PADS)
@example(with_group(PADS, rate_hz=2000.0))
@example(replace(PADS, board="insole", groups=(Group(0, 1, 0, 10.0, (0,) * 6),)))
@example(with_group(PADS, rate_hz=4e6))
@example(replace(PADS, board="x\0y.toml"))
@example(replace(PADS, board="/dev/zero.toml"))
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_banner_is_refused_or_works_in_bounded_memory(banner: Banner) -> None:
    sent = frames(banner, 0, 30) if banner.groups and 10 <= banner.groups[0].rate_hz <= 2000 else b""
    session = session_of(encode_banner(banner) + sent)
    tracemalloc.start()
    refused = ""
    try:
        while session.step():
            pass
        session.pipeline.snapshot()
    except SourceError as error:
        refused = str(error)
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        session.close()
    assert peak < 32 << 20
    if refused:
        assert session.pipeline.frames == 0
        assert refused.endswith((".", ")", "?")), refused
    else:
        assert session.pipeline.frames == 30
