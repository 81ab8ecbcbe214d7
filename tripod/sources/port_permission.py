"""What to do when a port may not be opened, on each system."""

import platform
import shutil
import sys

from tripod.sentences import sentence

UDEV_RULE = (
    'SUBSYSTEM=="tty", ATTRS{idVendor}=="2341|2a03|1a86|0403|10c4", TAG+="uaccess", ENV{ID_MM_DEVICE_IGNORE}="1"'
)


def permission_step() -> str:
    """What to do first on this system when a port may not be opened, in one line."""
    if sys.platform == "win32":
        return sentence("port_permission.close_other_programs")
    if sys.platform == "darwin":
        return sentence("port_permission.allow_accessory")
    try:
        system = platform.freedesktop_os_release().get("ID", "")
    except OSError:
        system = ""
    group = "uucp" if system == "arch" else "dialout"
    return sentence("port_permission.join_group", group=group)


def permission_help() -> str:
    """All that one can do on this system when a port may not be opened; the first line is `permission_step`."""
    if sys.platform in ("win32", "darwin"):
        return permission_step()
    return f"{permission_step()}\n{sentence('port_permission.udev_rule')}\n{UDEV_RULE}"


RULES_FILE = "/etc/udev/rules.d/70-tripod.rules"
_WRITE = 'printf "%s\\n" "$1" > "$2" && udevadm control --reload && udevadm trigger --subsystem-match=tty'


def permission_command() -> tuple[str, ...]:
    """The command that does the second half of `permission_help`, after the system itself has asked for a password; ()
    where there is nobody to ask."""
    pkexec = shutil.which("pkexec") if sys.platform.startswith("linux") else None
    return (pkexec, "/bin/sh", "-c", _WRITE, "sh", UDEV_RULE, RULES_FILE) if pkexec else ()
