"""The tables of the index. Another number in `VERSION` lets it be made anew from the folders."""

VERSION = 5

STATEMENTS = (
    "CREATE TABLE stamps (path TEXT PRIMARY KEY, stamp TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE people (code TEXT PRIMARY KEY, damaged TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE sessions (
        folder TEXT PRIMARY KEY, person TEXT NOT NULL, created TEXT NOT NULL, created_s INTEGER, board TEXT NOT NULL,
        board_id TEXT NOT NULL, simulated INTEGER NOT NULL, duration_s REAL, size_bytes INTEGER NOT NULL,
        damaged TEXT NOT NULL, drilled INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID""",
    """CREATE TABLE drills (
        id INTEGER PRIMARY KEY, person TEXT NOT NULL, number INTEGER NOT NULL, made TEXT NOT NULL, made_s INTEGER,
        drill TEXT NOT NULL, nth INTEGER NOT NULL, board TEXT NOT NULL, board_id TEXT NOT NULL,
        calibration TEXT NOT NULL, foot TEXT NOT NULL, level INTEGER NOT NULL, cueing TEXT NOT NULL,
        simulated INTEGER NOT NULL, score INTEGER, reason TEXT NOT NULL, fault TEXT NOT NULL,
        fault_foot TEXT NOT NULL, kind TEXT NOT NULL, day INTEGER NOT NULL, sways INTEGER NOT NULL, open_mm_s REAL,
        closed_mm_s REAL, open_at_most_mm_s REAL, closed_at_most_mm_s REAL, romberg_quotient REAL, romberg_pm REAL,
        recording TEXT NOT NULL, answer TEXT NOT NULL, untold TEXT NOT NULL,
        untold_points TEXT NOT NULL, untold_pm REAL NOT NULL, answers TEXT NOT NULL
    )""",
    """CREATE TABLE tries (
        drill_id INTEGER NOT NULL, number INTEGER NOT NULL, score INTEGER NOT NULL, of_rep INTEGER NOT NULL,
        PRIMARY KEY (drill_id, number)
    ) WITHOUT ROWID""",
    """CREATE TABLE faults (
        drill_id INTEGER NOT NULL, fault TEXT NOT NULL, times INTEGER NOT NULL, PRIMARY KEY (drill_id, fault)
    ) WITHOUT ROWID""",
    """CREATE TABLE notes (
        person TEXT NOT NULL, key TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (person, key)
    ) WITHOUT ROWID""",
    "CREATE VIEW reps AS SELECT drill_id, number, score FROM tries WHERE of_rep",
    "CREATE INDEX drills_of ON drills (person, made_s)",
    "CREATE INDEX drills_in ON drills (person, recording)",
    "CREATE INDEX sessions_of ON sessions (person, created_s)",
)
