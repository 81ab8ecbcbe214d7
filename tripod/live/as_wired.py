"""What a build's wires hang on: the Arduino of its page, or a Raspberry Pi Pico."""

from tripod.acceptance.steps import BuildSteps
from tripod.firmware.images import Kind
from tripod.sources.arduino_kind import kind_at
from tripod.sources.source import Source


def as_wired(build: BuildSteps, source: Source) -> BuildSteps:
    """The build as it is where its board is heard. A Pico is known by its USB ids alone: behind an adapter, or in a
    recording, it is taken for the Arduino of the page."""
    if source.simulated or source.replayed or kind_at(source.label) is not Kind.PICO:
        return build
    return build.on_pico()
