"""settings.json: what was chosen of the window and of this machine."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from tripod.storage.versioned import Kind

Theme = Literal["system", "dark", "light"]
Palette = Literal["blue", "blue_yellow"]
Full = Annotated[float, Meta(gt=0, le=1e5)]


class SettingsFile(Struct, kw_only=True, frozen=True):
    """Schema 1."""

    schema: int = 1
    theme: Theme = "system"
    text_percent: Annotated[int, Meta(ge=100, le=200)] = 100
    palette: Palette = "blue"
    map_held: Annotated[dict[Annotated[str, Meta(max_length=64)], Full], Meta(max_length=100)] = {}
    between: bool = False
    language: Annotated[str, Meta(max_length=16)] = ""
    sound_device: Annotated[str, Meta(max_length=300)] = ""
    own_drills: Annotated[str, Meta(max_length=4096)] = ""
    tour_answered: bool = False


SETTINGS = Kind(1, SettingsFile, most_bytes=1 << 16)
