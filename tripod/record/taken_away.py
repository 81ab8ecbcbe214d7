"""Files of a recording that something else deleted, moved or changed while it was written."""

from dataclasses import dataclass
from pathlib import Path

from tripod.sentences import sentence


@dataclass(frozen=True)
class TakenAway:
    """The recording went on in another folder, which is whole from there on."""

    folder: Path
    files: tuple[str, ...]
    """Names of those that were not there any more as they were written."""
    rows_lost: int
    """Rows of samples.csv that are in neither folder."""
    events_lost: int
    """The same of the lines of events.jsonl."""
    goes_on_in: Path

    @property
    def lost(self) -> bool:
        """Whether anything that was recorded is in neither folder."""
        return self.rows_lost + self.events_lost > 0

    def said(self) -> str:
        """What to tell the user."""
        files = sentence("taken_away.and").join(self.files)
        said = sentence("taken_away.goes_on", files=files, folder=self.folder, into=self.goes_on_in)
        if not self.lost:
            return said
        gone = sentence("taken_away.lost", rows=self.rows_lost, events=self.events_lost, folder=self.folder)
        return f"{said} {gone}"
