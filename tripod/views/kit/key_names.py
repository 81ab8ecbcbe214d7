"""The names of keys, as the reader's keyboard has them."""

from tripod.sentences import sentence

_NAMED = {
    "Return": "enter", "Space": "space", "Esc": "esc", "PgUp": "pgup", "PgDown": "pgdown", "Home": "home", "End": "end",
    "Del": "del", "Ctrl": "ctrl", "Shift": "shift",
}  # fmt: skip
_ARROWS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}


def key_shown(key: str) -> str:
    """A key as Qt writes it, as it is printed on keyboards; what is no name of Qt's stays."""
    parts = key.split("+") if key not in "+" else [key]
    return "+".join(sentence(f"view_help.key_{_NAMED[p]}") if p in _NAMED else _ARROWS.get(p, p) for p in parts)
