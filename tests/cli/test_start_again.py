"""Started anew from its own window: what is said to the program then. That it comes back: `views/test_real_keys.py`."""

import pytest

from tripod.cli.parser import make_parser
from tripod.cli.start_again import words_again


@pytest.mark.parametrize(
    ("argv", "source", "again"),
    [
        ([], "", []),
        (["--language", "en"], "", []),
        ([], "virtual:quiet", ["live", "virtual:quiet"]),
        (["live", "virtual:quiet", "--record", "r", "--seconds=9"], "virtual:quiet", ["live", "virtual:quiet"]),
        (
            ["live", "a", "--drill", "today", "--foot-mm", "270", "--lsl"],
            "b",
            ["live", "b", "--foot-mm", "270", "--lsl"],
        ),
        (["--person", "P-01", "live", "a", "--udp=9000"], "a", ["live", "a", "--udp=9000"]),
        (["demo", "--output", "live"], "virtual:quiet", ["live", "virtual:quiet"]),
        (["live", "a", "--turned", "7"], "", []),
    ],
)
def test_what_is_said_to_it_then(argv: list[str], source: str, again: list[str]) -> None:
    words = words_again(argv, source, "P-07")
    assert words == ["--person", "P-07", *again, "--on-settings"]
    args = make_parser().parse_args(words)
    assert args.person == "P-07"
    assert args.on_settings
    assert args.source == (source or None)
