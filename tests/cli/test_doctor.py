"""`tripod doctor` as a user types it: what it found, what it did not check, and how it ends."""

from collections.abc import Callable

import pytest

from tripod.cli import doctor
from tripod.device.items import End
from tripod.sources import open_source

Run = Callable[..., tuple[int, str, str]]


def test_doctor_says_at_last_what_it_did_not_check(run: Run) -> None:
    """Cells that are exchanged or read too little look sound: of them it says that nobody looked."""
    faults = "swapped:left_mt1:left_mt5+gain:right_mt1"
    code, out, err = run("doctor", f"virtual:quiet,board=pads,fault={faults}", "--fast")
    assert (code, err) == (0, "")
    last = out.splitlines()[-1]
    assert last.startswith("→ not checked")
    for what in ("too much or too little", "two points of a foot exchanged", "left and right exchanged"):
        assert what in last
    # No film is spoken of where there is none.
    assert "FSR" not in out


@pytest.mark.parametrize("kind", ["stuck", "reversed"])
def test_doctor_tells_one_fault_in_one_sentence_and_fails(kind: str, run: Run) -> None:
    code, out, _ = run("doctor", f"virtual:quiet,board=pads,fault={kind}:left_mt1", "--fast")
    assert code == 1
    (row,) = (line for line in out.splitlines() if line.startswith("left_mt1"))
    assert row.endswith("WRONG: see below")
    told = [line for line in out.splitlines() if line.startswith("→")]
    assert len(told) == 2, told
    assert "base of the left big toe" in told[0]


def test_doctors_noise_is_not_the_sway_of_who_stands_there(run: Run) -> None:
    """It is the noise of the empty board, whoever stands on it; what sway does stands beside it."""
    noise: dict[str, list[float]] = {}
    for scenario in ("empty", "quiet"):
        _, out, _ = run("doctor", f"virtual:{scenario},board=pads", "--fast")
        (head,) = (line for line in out.splitlines() if line.startswith("sensor"))
        assert head.split() == ["sensor", "mean", "counts", "spread", "counts", "noise", "counts", "unique", "state"]
        rows = [line.split() for line in out.splitlines() if line.startswith(("left_", "right_"))]
        noise[scenario] = [float(row[3]) for row in rows]
        assert ("−" in out, "-" in "".join(row[1] for row in rows)) == (scenario == "empty", False)
        assert (min(float(row[2]) for row in rows) > 1000) is (scenario == "quiet")
    assert noise["quiet"] == pytest.approx(noise["empty"], rel=0.2)


def test_doctor_fails_on_a_board_that_says_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    silent = open_source("virtual:quiet")
    monkeypatch.setattr(silent, "read", lambda: [End()])
    monkeypatch.setattr(doctor, "open_source", lambda _, clock: silent)
    code, out, err = run("doctor", "PORT")
    assert code == 1
    assert "Qt: loads" in out
    assert "board: it has not said what it is." in out
    assert err == "tripod: The board has not said what it is, so its sensors could not be examined.\n"
