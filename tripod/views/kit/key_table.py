"""The one table of keys: which key does what, and on which pages. Keys are bound, and explained, from it."""

from dataclasses import dataclass
from enum import StrEnum


class Where(StrEnum):
    """Where a key holds; each has its name in the catalogue."""

    EVERYWHERE = "everywhere"
    START = "start"
    LIVE = "live"
    COACH = "coach"
    LIBRARY = "library"
    """The drill page, before a drill."""
    DRILL = "drill"
    """A drill under way."""
    SUMMARY = "summary"
    """A drill that is over."""
    WIZARD = "wizard"
    STRIP = "strip"
    """The strip of the Live page, while it has the focus."""
    HISTORY = "history"
    REPLAY = "replay"
    """The page of a recording."""
    SETTINGS = "settings"
    BOARD = "board"
    """All that needs a board which is open."""
    ACTING = "acting"
    """What else needs one, where no other page lies before it: settings, history, a recording."""


class Does(StrEnum):
    """What a key does; each has its words in the catalogue, in the table `key_does`."""

    ZERO = "zero"
    UNDO_ZERO = "undo_zero"
    MARK = "mark"
    RECORD = "record"
    FREEZE = "freeze"
    COACH = "coach"
    MIRROR = "mirror"
    SCREENSHOT = "screenshot"
    THEME = "theme"
    TURN_WIRE = "turn_wire"
    LEAVE = "leave"
    LIVE = "live"
    DRILLS = "drills"
    CALIBRATE = "calibrate"
    PEOPLE = "people"
    ROLL = "roll"
    PLAY = "play"
    TOES_IN = "toes_in"
    TOES_OUT = "toes_out"
    SETTINGS = "settings"
    KEYS = "keys"
    HOLD_SCALE = "hold_scale"
    BETWEEN = "between"
    WHOLE = "whole"
    LONGER = "longer"
    SHORTER = "shorter"
    STRIP = "strip"
    CURSOR = "cursor"
    TODAY = "today"
    READY = "ready"
    SKIP = "skip"
    REPEAT = "repeat"
    YES = "yes"
    NO = "no"
    UNSEEN = "unseen"
    FINISH = "finish"
    PAUSE = "pause"
    AGAIN = "again"
    ACCEPT = "accept"
    GO_ON = "go_on"
    TAKE_AGAIN = "take_again"
    SCROLL = "scroll"
    HISTORY = "history"
    FIND = "find"
    NOTE = "note"
    OTHERS = "others"
    OPEN = "open"
    NEWEST = "newest"
    NEW_BOARD = "new_board"
    REPORT = "report"
    EXPORT = "export"
    PLAY_BACK = "play_back"
    FRAME = "frame"
    SECOND = "second"
    TEN_SECONDS = "ten_seconds"
    ENDS = "ends"
    SPEED = "speed"
    NEXT_EVENT = "next_event"
    PREVIOUS_EVENT = "previous_event"
    MARK_LATER = "mark_later"
    UNMARK = "unmark"
    BESIDE = "beside"
    SWAP = "swap"
    ALIGN = "align"
    RECALIBRATED = "recalibrated"
    RESTART = "restart"


@dataclass(frozen=True)
class KeyRow:
    """One line of the table."""

    keys: tuple[str, ...]
    """As Qt writes them; any of them does it."""
    does: Does
    where: Where


KEYS = (
    KeyRow(("?", "F1"), Does.KEYS, Where.EVERYWHERE),
    KeyRow((",",), Does.SETTINGS, Where.EVERYWHERE),
    KeyRow(("P",), Does.PEOPLE, Where.EVERYWHERE),
    KeyRow(("H",), Does.HISTORY, Where.EVERYWHERE),
    KeyRow(("T",), Does.THEME, Where.EVERYWHERE),
    KeyRow(("S", "Ctrl+S"), Does.SCREENSHOT, Where.EVERYWHERE),
    KeyRow(("Ctrl+O",), Does.OPEN, Where.EVERYWHERE),
    KeyRow(("Esc",), Does.LEAVE, Where.EVERYWHERE),
    KeyRow(("V",), Does.PLAY, Where.START),
    KeyRow(("Shift+O",), Does.NEWEST, Where.START),
    KeyRow(("N",), Does.NEW_BOARD, Where.START),
    KeyRow(("L",), Does.LIVE, Where.BOARD),
    KeyRow(("D",), Does.DRILLS, Where.BOARD),
    KeyRow(("K",), Does.CALIBRATE, Where.BOARD),
    KeyRow(("F11",), Does.COACH, Where.ACTING),
    KeyRow(("V",), Does.PLAY, Where.ACTING),
    KeyRow(("W",), Does.TURN_WIRE, Where.ACTING),
    KeyRow(("Z",), Does.ZERO, Where.LIVE),
    KeyRow(("Ctrl+Z",), Does.UNDO_ZERO, Where.LIVE),
    KeyRow(("R",), Does.RECORD, Where.LIVE),
    KeyRow(("M",), Does.MARK, Where.LIVE),
    KeyRow(("Space",), Does.FREEZE, Where.LIVE),
    KeyRow(("E",), Does.ROLL, Where.LIVE),
    KeyRow(("Shift+Left",), Does.TOES_IN, Where.LIVE),
    KeyRow(("Shift+Right",), Does.TOES_OUT, Where.LIVE),
    KeyRow(("F",), Does.HOLD_SCALE, Where.LIVE),
    KeyRow(("I",), Does.BETWEEN, Where.LIVE),
    KeyRow(("1", "2", "3", "4"), Does.STRIP, Where.LIVE),
    KeyRow(("A",), Does.WHOLE, Where.LIVE),
    KeyRow(("+",), Does.SHORTER, Where.LIVE),
    KeyRow(("-",), Does.LONGER, Where.LIVE),
    KeyRow(("Left", "Right"), Does.CURSOR, Where.STRIP),
    KeyRow(("X",), Does.MIRROR, Where.COACH),
    KeyRow(("Return",), Does.TODAY, Where.LIBRARY),
    KeyRow(("Return",), Does.READY, Where.DRILL),
    KeyRow(("Space",), Does.PAUSE, Where.DRILL),
    KeyRow(("Y",), Does.YES, Where.DRILL),
    KeyRow(("N",), Does.NO, Where.DRILL),
    KeyRow(("0",), Does.UNSEEN, Where.DRILL),
    KeyRow(("Right",), Does.SKIP, Where.DRILL),
    KeyRow(("Left",), Does.REPEAT, Where.DRILL),
    KeyRow(("F",), Does.FINISH, Where.DRILL),
    KeyRow(("Return",), Does.AGAIN, Where.SUMMARY),
    KeyRow(("A",), Does.ACCEPT, Where.SUMMARY),
    KeyRow(("Ctrl+P",), Does.REPORT, Where.SUMMARY),
    KeyRow(("Return",), Does.GO_ON, Where.WIZARD),
    KeyRow(("R",), Does.TAKE_AGAIN, Where.WIZARD),
    KeyRow(("PgUp", "PgDown"), Does.SCROLL, Where.WIZARD),
    KeyRow(("/",), Does.FIND, Where.HISTORY),
    KeyRow(("N",), Does.NOTE, Where.HISTORY),
    KeyRow(("O",), Does.OTHERS, Where.HISTORY),
    KeyRow(("Ctrl+P",), Does.REPORT, Where.HISTORY),
    KeyRow(("Ctrl+E",), Does.EXPORT, Where.HISTORY),
    KeyRow(("Space",), Does.PLAY_BACK, Where.REPLAY),
    KeyRow(("Left", "Right"), Does.FRAME, Where.REPLAY),
    KeyRow(("Shift+Left", "Shift+Right"), Does.SECOND, Where.REPLAY),
    KeyRow(("PgUp", "PgDown"), Does.TEN_SECONDS, Where.REPLAY),
    KeyRow(("Home", "End"), Does.ENDS, Where.REPLAY),
    KeyRow(("+", "-"), Does.SPEED, Where.REPLAY),
    KeyRow(("E",), Does.NEXT_EVENT, Where.REPLAY),
    KeyRow(("Shift+E",), Does.PREVIOUS_EVENT, Where.REPLAY),
    KeyRow(("M",), Does.MARK_LATER, Where.REPLAY),
    KeyRow(("Del",), Does.UNMARK, Where.REPLAY),
    KeyRow(("B",), Does.BESIDE, Where.REPLAY),
    KeyRow(("C",), Does.RECALIBRATED, Where.REPLAY),
    KeyRow(("X",), Does.SWAP, Where.REPLAY),
    KeyRow(("Y",), Does.ALIGN, Where.REPLAY),
    KeyRow(("Ctrl+P",), Does.REPORT, Where.REPLAY),
    KeyRow(("Ctrl+E",), Does.EXPORT, Where.REPLAY),
    KeyRow(("Ctrl+R",), Does.RESTART, Where.SETTINGS),
)


def keys_of(does: Does) -> tuple[str, ...]:
    """The keys that do this, anywhere."""
    return tuple(dict.fromkeys(key for row in KEYS if row.does is does for key in row.keys))
