"""The language in force decides what is read: sentences, numbers, choices of endings, drills."""

import errno
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tripod.boards import plain_point
from tripod.calibration.wizard.mass_input import MassError, parse_mass_kg
from tripod.cli import main
from tripod.cli.language import written_in
from tripod.sentences import (
    LanguageError,
    SentenceError,
    catalogue,
    figure,
    language,
    language_name,
    languages,
    reason,
    sentence,
    shipped_text,
    system_language,
    use_language,
    with_decimal_point,
)
from tripod.sentences.filling import filled
from tripod.storage.places import settings_path

SAID_WHILE_LOADED = """
import importlib, pkgutil, sys
import tripod
from tripod.sentences import catalogue
said, fill = [], catalogue.filled
def heard(text, *rest):
    said.append(text)
    return fill(text, *rest)
catalogue.filled = heard
for found in pkgutil.walk_packages(tripod.__path__, "tripod."):
    if not found.name.endswith("__main__"):
        importlib.import_module(found.name)
sys.exit("; ".join(said) or None)
"""
ENGLISH_AND_A_PART = {
    "en": {"room": 'here = "here"\nthere = "there"', "language": 'decimal = "."'},
    "de": {"room": 'here = "hier"', "language": 'decimal = ","'},
}


def test_the_languages_are_the_folders() -> None:
    assert languages() == ("en", "de")
    assert [language_name(code) for code in languages()] == ["English", "Deutsch"]


def test_a_language_that_is_not_there_changes_nothing() -> None:
    with pytest.raises(LanguageError):
        use_language("xx")
    assert language() == "en"


def test_what_a_language_lacks_is_said_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "_tables", ENGLISH_AND_A_PART.__getitem__)
    catalogue._texts.cache_clear()
    try:
        use_language("de")
        assert (sentence("room.here"), sentence("room.there")) == ("hier", "there")
        with pytest.raises(SentenceError, match="room.nowhere"):
            sentence("room.nowhere")
    finally:
        catalogue._texts.cache_clear()


@pytest.mark.parametrize(
    ("value", "form", "said"),
    [
        (-8.5, "+.1f", "−8.5"),
        (0.4, "+.1f", "+0.4"),
        (-0.04, "+.1f", "0.0"),
        (0.04, "+.1f", "0.0"),
        (-0.001, "+7.2f", "   0.00"),
        (-3.2, "+7.2f", "  −3.20"),
    ],
)
def test_a_sign_is_written_as_people_do_and_a_nought_has_none(value: float, form: str, said: str) -> None:
    assert filled(f"{{x:{form}}} %", {"x": value}, ".") == f"{said} %"
    assert filled(f"{{x:{form}}} %", {"x": value}, ",") == f"{said} %".replace(".", ",")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{x:.1f} kg", "1,5 kg"),
        ("{x:g}", "1,5"),
        ("{x:.0%}", "150%"),
        ("{n} of {n:03d}", "7 of 007"),
        ("{version!r} {version}", "'1.2' 1.2"),
        ("{foot:left=linken|right=rechten} Fuß", "linken Fuß"),
        ("{n:1=einmal|*=#-mal}, {one:1=einmal|*=#-mal}", "7-mal, einmal"),
        ("{other:left=linken|right=rechten}", "both"),
        ("{{x}}", "{x}"),
    ],
)
def test_parameters_are_filled_in(text: str, said: str) -> None:
    values = {"x": 1.5, "n": 7, "version": "1.2", "foot": "left", "other": "both", "one": 1}
    assert filled(text, values, ",") == said
    assert filled(text, values, ".") == said.replace("1,5", "1.5")


def test_numbers_have_the_comma_of_the_language() -> None:
    assert figure(2.25, ".2f") == "2.25"
    use_language("de")
    assert (figure(2.25, ".2f"), figure(1e-7, ".2g")) == ("2,25", "1e-07")


@pytest.mark.parametrize(("code", "kg"), [("en", None), ("de", 75.5)])
def test_somebody_types_a_number_as_their_language_writes_it(code: str, kg: float | None) -> None:
    use_language(code)
    assert with_decimal_point("75,5 kg") == ("75,5 kg" if kg is None else "75.5 kg")
    if kg is None:
        with pytest.raises(MassError, match="decimals with a point"):
            parse_mass_kg("75,5 kg")
    else:
        assert parse_mass_kg("75,5 kg") == parse_mass_kg("75.5") == kg


@pytest.mark.parametrize(
    ("environ", "code"),
    [
        ({"LANG": "de_AT.UTF-8"}, "de"),
        ({"LANG": "de-CH"}, "de"),
        ({"LANG": "de"}, "de"),
        ({"LANG": "German_Germany.1252"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": ""}, "en"),
        ({"LANG": "??"}, "en"),
        ({}, "en"),
    ],
)
def test_the_system_says_its_language(environ: dict[str, str], code: str) -> None:
    assert system_language(environ) == code


def test_what_was_chosen_in_the_window_goes_before_the_system_and_after_what_is_asked() -> None:
    settings_path().parent.mkdir(parents=True)
    settings_path().write_text('{"schema": 1, "language": "de"}')
    assert written_in([]) == "de"
    assert written_in(["--language", "en"]) == "en"
    for text in ('{"language": "xx"}', '{"language": 3}', "[]", "{", ""):
        settings_path().write_text(text)
        assert written_in([]) == system_language()


def test_the_command_line_asks_for_a_language_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    assert written_in(["--language", "de", "ports"]) == written_in(["ports", "--language=de"]) == "de"
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert written_in(["ports"]) == "de"
    assert written_in(["ports", "--language", "en"]) == "en"
    assert written_in(["ports", "--language", "xx"]) == "de"


def test_points_bend_with_their_side() -> None:
    use_language("de")
    assert plain_point("mt1", "left") == "Großzehenballen links"
    assert plain_point("heel", "").strip() == "Ferse"


def test_drills_are_written_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--language", "de", "drill", "--list"]) == 0
    said = shipped_text("Tripod hold")
    assert said in capsys.readouterr().out
    assert said != "Tripod hold"


def test_what_programs_read_is_english_wherever_it_is_made(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    session = str(tmp_path / "s")
    drilled = ("drill", "tripod-hold", "--source", "virtual:pupil,board=pads,seconds=30,habit=heel_light:left")
    for words in (("boards",), ("drill", "--list"), ("drill", "--plan"), ("--language", "de", "history")):
        told: list[str] = []
        for place in ("C.UTF-8", "tr_TR.UTF-8", "de_DE.UTF-8"):
            monkeypatch.setenv("LC_ALL", place)
            main([*words, "--json"])
            told.append(capsys.readouterr().out)
        assert len(told[0]) > 1
        assert told[0] == told[1] == told[2], words
    assert main([*drilled, "--fast", "--record", session]) == 0
    assert "Ferse" in capsys.readouterr().out
    for words in (drilled, ("monitor", session)):
        assert main([*words, "--json"]) == 0
        out = json.dumps(json.loads(capsys.readouterr().out), ensure_ascii=False)
        assert not {"Ferse", "Fuß", "nicht", "Brett", "und"} & set(re.findall(r"\w+", out)), out
    # Nor do files that others read hold words of a language: what was said has a phrase's name.
    assert main(["export", session, "--to", "csv", "-o", str(tmp_path / "x.csv"), "--json"]) == 0
    events = json.loads((tmp_path / "x.json").read_text("utf-8"))["events"]
    texts = {event["kind"]: event["text"] for event in reversed(events)}
    assert texts["drill_part"] == "hold 1/2: hold_tripod"
    assert texts["drill_cue"].startswith("heel_light")
    assert "Ferse" not in json.dumps(events, ensure_ascii=False)


def test_what_the_system_says_is_written_in_it() -> None:
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert reason(full) == os.strerror(errno.ENOSPC)
    use_language("de")
    assert reason(full) == "kein Platz mehr auf dem Datenträger"
    assert reason(OSError("who knows")) == "who knows"


def test_help_is_written_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    for args in (["--help"], ["drill", "--help"]):
        with pytest.raises(SystemExit):
            main(["--language", "de", *args])
        out = capsys.readouterr().out
        assert out.startswith("Aufruf: tripod")
        assert "\nOptionen:\n" in out
        assert "diese Hilfe zeigen" in out
        use_language("en")


def test_nothing_is_said_while_modules_are_loaded() -> None:
    """It would stay in the language that was in force then."""
    done = subprocess.run([sys.executable, "-c", SAID_WHILE_LOADED], capture_output=True, text=True, check=False)
    assert done.stderr == ""
