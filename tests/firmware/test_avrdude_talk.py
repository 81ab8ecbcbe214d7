"""What avrdude says, and what is made of it. The texts are those of avrdude 7.1."""

import sys

import pytest

from tripod.firmware.avrdude import install_step
from tripod.firmware.avrdude_talk import Talk
from tripod.firmware.images import Kind
from tripod.firmware.progress import Progress, Stage
from tripod.firmware.troubles import Trouble

BAR = "#" * 50


def test_each_bar_is_told_as_it_grows() -> None:
    talk, told = Talk(), []
    for piece in ("Reading | ###", "\nWriting | ", "##########", "#" * 40, " | 100%\n\nReading | #####", "#" * 45):
        told += talk.hear(piece)
    assert [(p.stage, p.percent) for p in told] == [
        (Stage.WRITING, 0),
        (Stage.WRITING, 20),
        (Stage.WRITING, 100),
        (Stage.READING, 10),
        (Stage.READING, 100),
    ]


def test_a_bar_that_ends_unseen_is_told_as_whole() -> None:
    talk, told = Talk(), []
    for piece in ("Writing | #####", "#" * 45 + "\nReading | #####"):
        told += talk.hear(piece)
    assert told[1:] == [Progress(Stage.WRITING, 100), Progress(Stage.READING, 10)]


SYNC = "avrdude stk500_getsync() warning: attempt 2 of 2: not in sync: resp=0x00\navrdude done.  Thank you.\n"
SIGNATURE = "avrdude: device signature = 0x{} (probably m2560)\n"


@pytest.mark.parametrize(
    ("said", "trouble", "named"),
    [
        (SYNC, Trouble.NO_ANSWER, "or choose the Arduino: --arduino mega."),
        (SIGNATURE.format("1e9801"), Trouble.OTHER_ARDUINO, "choose Mega 2560"),
        (SIGNATURE.format("1e9406"), Trouble.WRONG_CHIP, "ATmega168"),
        (SIGNATURE.format("1e9999"), Trouble.WRONG_CHIP, "1E9999"),
        (f"Writing | ####\n{SYNC}", Trouble.BROKE_OFF, "/dev/x"),
        ("avrdude ser_send() error: write error: Input/output error\n", Trouble.BROKE_OFF, "/dev/x"),
        (f"Writing | {BAR}\navrdude avr_verify() warning: verification mismatch\n", Trouble.NOT_VERIFIED, "/dev/x"),
        ("avrdude: cannot open config file /etc/avrdude.conf\n", Trouble.TOOL_SAID, "cannot open config file"),
        ("", Trouble.TOOL_SAID, "?"),
    ],
)
def test_what_went_wrong_is_named(said: str, trouble: Trouble, named: str) -> None:
    talk = Talk()
    list(talk.hear(said))
    found = talk.trouble(Kind.UNO, "/dev/x")
    assert found.trouble is trouble
    assert named in str(found)


def test_on_windows_the_tool_goes_into_the_python_that_looks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "executable", r"C:\tripod\.venv\Scripts\python.exe")
    assert install_step() == r'"C:\tripod\.venv\Scripts\python.exe" -m pip install avrdude-windows'
