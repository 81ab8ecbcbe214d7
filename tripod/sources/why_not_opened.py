"""Why a port cannot be opened, in one sentence that says what to do."""

import errno
from difflib import get_close_matches

from tripod.sentences import reason, sentence
from tripod.sources.port_permission import permission_step


def why_not_opened(device: str, error: Exception, known: list[str]) -> str:
    """One plain sentence: what is wrong with the port that raised `error`, and what to do; `known` are the ports that
    are there."""
    code = getattr(error, "errno", None)
    text = str(error).lower()
    if code == errno.ENOENT or "no such file" in text or "filenotfound" in text:
        near = get_close_matches(device, known, 1, 0.8)
        if near:
            return sentence("port.not_there_but_near", port=device, near=near[0])
        if known:
            return sentence("port.not_there", port=device, ports=", ".join(known))
        return sentence("port.not_there_nor_others", port=device)
    if code in (errno.EACCES, errno.EPERM) or "permission" in text or "access is denied" in text:
        return sentence("port.no_permission", port=device, help=permission_step())
    if code in (errno.EBUSY, errno.EAGAIN, errno.EWOULDBLOCK) or "lock" in text or "busy" in text:
        return sentence("port.in_use", port=device)
    if code in (errno.ENOTTY, errno.EINVAL, errno.EISDIR) or "could not configure" in text:
        return sentence("port.not_serial", port=device)
    if code in (errno.EIO, errno.ENXIO, errno.ENODEV):
        return sentence("port.went_away", port=device)
    return sentence("port.cannot_be_opened", port=device, why=reason(error) if isinstance(error, OSError) else error)
