"""A cue that was given, and what came of it."""

from dataclasses import dataclass
from math import isfinite, nan

from tripod.boards.stance_faults import Fault
from tripod.coach.phrases import SHORT
from tripod.drills.run.event_types import CueForm
from tripod.storage.schemas.drill_result import CueFile


@dataclass
class Cue:
    """What was said about a fault, or kept silent, and whether recovery followed."""

    t_s: float
    fault: Fault
    foot: str
    wording: str
    words: str
    """"" where nothing was said."""
    recovered: bool | None = None
    """None while nobody knows yet, and where nothing can follow from it."""
    after_s: float = nan
    """From the cue to the end of the fault."""
    form: CueForm = CueForm.WHOLE
    onset_s: float = nan
    """When the fault that it is about began."""
    said_of: Fault | None = None
    """Whose words these are, where they are not the fault's own: a point that was lost is spoken to as a light one."""

    @property
    def row(self) -> str:
        """Under which name the memory counts it."""
        return memory_row(self.said_of or self.fault, self.form)

    def as_file(self) -> CueFile:
        """For JSON."""
        return CueFile(
            t_s=round(self.t_s, 3),
            fault=self.fault.value,
            foot=self.foot or None,
            wording=self.wording,
            words=self.words or None,
            recovered=self.recovered,
            after_s=round(self.after_s, 3) if isfinite(self.after_s) else None,
            form=self.form.value,
            onset_s=round(self.onset_s, 3) if isfinite(self.onset_s) else None,
        )


def memory_row(fault: Fault, form: CueForm) -> str:
    """The name under which what is said of a fault in this form, and silence instead of it, are counted."""
    return fault + SHORT if form is CueForm.SHORT else fault
