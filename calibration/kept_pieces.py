"""Pieces of a long run: it may be stopped, read while it goes on, and gone on with."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path


def found_in_piece(text: str, run: Callable[[str], Iterable[str]], folder: Path | None, board: str) -> list[str]:
    """What `run` finds in the scenario `text`; from `folder`/`board`.jsonl where it stands there, else kept there, one
    line a piece. Without a folder nothing is kept."""
    if folder is None:
        return [*run(text)]
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{board}.jsonl"
    for line in file.read_text("utf-8").splitlines() if file.exists() else ():
        # A run that was killed may have left half a line; for its sake each begins with an end of line.
        if line.endswith("}") and (kept := json.loads(line))["piece"] == text:
            return kept["found"]
    found = [*run(text)]
    with file.open("a", encoding="utf-8") as out:
        out.write("\n" + json.dumps({"piece": text, "found": found}))
    return found
