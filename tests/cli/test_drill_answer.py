"""`tripod drill`: what is told of a try, and kept, is what the board could tell of it."""

import json
from pathlib import Path

import pytest

from tests.cli.drill_command import HOLD, drill, own
from tripod.cli import main

ASKED = """
[[step]]
kind = "check"
text = "Who watched saw it."
questions = ["toes_loose"]
"""
SHORT = HOLD.replace("duration_s = 15", "duration_s = 10")
ROLLED = SHORT.replace(
    "[[step]]", '[[step]]\nkind = "roll"\ntext = "Roll."\nduration_s = 20\nmove = "round"\n\n[[step]]'
)
INSOLE, PADS = "virtual:pupil,board=insole,seed=5", "virtual:pupil,board=pads,seed=5"


@pytest.mark.parametrize(
    ("text", "source", "of_try", "why"),
    [
        (SHORT, INSOLE, "good", None),
        (SHORT + ASKED, INSOLE, "cannot tell", "unanswered"),
        (SHORT, PADS, "cannot tell", "unsure"),
        (SHORT, f"{PADS},habit=mt1_light:right", "off", None),
        (ROLLED, "virtual:pupil,board=plate,seed=5", "cannot tell", "unsure"),
    ],
)
def test_a_try_is_kept_with_what_could_be_told_of_it(
    text: str, source: str, of_try: str, why: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = ["--answer", "yes"] if ASKED in text else []
    result = drill(
        capsys, own("short", text), "--source", source, "--fast", "--record", str(tmp_path / "kept"), *answers
    )
    (events,) = tmp_path.rglob("events.jsonl")
    lines = [json.loads(line) for line in events.read_text("utf-8").splitlines()]
    (told,) = [line for line in lines if line.get("happened") == "try" and line["scored"]]
    assert (told["answer"], told["answer_why"]) == (of_try, why)
    # What no board sees is asked after the try: then the drill knows more than the try did.
    assert (result["answer"], result["answer_why"]) == (("good", None) if answers else (of_try, why))


def test_what_has_no_score_is_done_in_the_history_and_no_riddle(capsys: pytest.CaptureFixture[str]) -> None:
    text = f'{SHORT.split("[[step]]")[0]}[[step]]\nkind = "say"\ntext = "Stand up."\nduration_s = 2\n'
    result = drill(capsys, own("chair", text), "--source", PADS, "--fast")
    assert (result["answer"], result["answer_why"]) == ("cannot tell", "no_score")
    assert main(["history"]) == 0
    said = capsys.readouterr().out
    assert "done; it has no score" in said
    assert "cannot tell" not in said
