"""What to do where a board's firmware is older than what ships; which way it is written depends on what hangs there."""

from tripod.device.protocol import Banner
from tripod.firmware.images import Kind, images, is_older, shipped_version, version_said
from tripod.sentences import sentence
from tripod.sources.arduino_kind import has_own_usb, kind_at
from tripod.sources.source import Source


def older_said(banner: Banner, source: Source) -> str:
    """That, in one sentence; "" where it is not older, or of a recording, to which nothing can be written."""
    if source.replayed or not is_older(banner.firmware):
        return ""
    has, ships = version_said(banner.firmware), version_said(shipped_version())
    return sentence("firmware.older", has=has, ships=ships, how=_how(banner, source))


def _how(banner: Banner, source: Source) -> str:
    board, port = banner.board, source.label
    real = not source.simulated
    kind = kind_at(port) if real else None
    kinds = {image.kind for image in images() if image.board == board}
    if not kinds:
        return sentence("firmware_how.own_board")
    if kind is Kind.PICO and kind in kinds:
        return sentence("firmware_how.pico", board=board)
    if any(group.sampling for group in banner.groups):
        return sentence("firmware_how.portable")
    if real and has_own_usb(port):
        return sentence("firmware_how.own_usb")
    return sentence("firmware_how.flash", board=board, port=port if real else "PORT")
