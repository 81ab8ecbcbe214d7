"""What a recording keeps of a drill at its start: all that it depends on beside the samples."""

from typing import Annotated, Any

from msgspec import Meta, Struct

from tripod.storage.schemas.bounds import Number
from tripod.storage.schemas.diary import BaselineFile, MemoryFile, TargetFile


class OptionsFile(Struct, frozen=True):
    """What was chosen for this try."""

    foot: str = "both"
    """`left`, `right`, or `both`."""
    weight_kg: Number | None = None
    bar_kg: Number | None = None
    convention: bool = False
    asks: bool = True
    feedback: bool = True
    roll: bool = False
    waits: bool = False
    """Whether the drill waited for the voice and the learner: before this was kept it did not."""


class CoachingFile(Struct, frozen=True):
    """How the coach was set."""

    language: str = "en"
    tone: bool = True
    speech: bool = True
    fading: Annotated[int, Meta(ge=0, le=2)] = 0
    fading_told: Annotated[str, Meta(max_length=40)] = ""
    """The word by which that is said at its start."""
    comes_back: bool = False
    """Whether a coach who fades speaks again when it goes wrong."""
    back_sounds: bool = False
    """Whether that has a sound of its own: before this was kept it had none."""
    memory: MemoryFile | None = None
    own_words: bool = False
    """Whether any of the drill's own words were told."""
    lengths_s: Annotated[dict[str, Annotated[float, Meta(gt=0, le=600)]], Meta(max_length=2000)] | None = None
    """Seconds of each phrase that the coach may say, by key; null where it was not kept: then as the voices are now."""
    own_lengths_s: dict[str, Annotated[float, Meta(gt=0, le=600)]] | None = None
    """Those that were, with the seconds that they took; null where it was not kept: then all were, for as long as
    their letters make likely."""


class DrillStartFile(Struct, kw_only=True, frozen=True):
    """`drill` is decoded apart, as a recorded drill (`drills.format`)."""

    drill: Any
    options: OptionsFile
    coaching: CoachingFile
    baseline: BaselineFile | None = None
    target: TargetFile | None = None
    board_id: str = ""
    calibration: str = ""
