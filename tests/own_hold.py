"""A drill of the user's own that holds the tripod and does nothing else: the shortest there is."""

import json
from pathlib import Path

from tripod.storage.settings import own_drills


def own_hold(name: str = "short", *, title: str = "Short hold", head: str = "", **step: object) -> Path:
    """Writes its file where the program looks for it. `head`: more lines of its head; `step`: further keys of its one
    step, or others than `duration_s=5`."""
    keys = {"kind": "hold", "text": "Stand.", "duration_s": 5} | step
    lines = [f"{key} = {json.dumps(value)}" for key, value in keys.items()]
    whole = ["schema = 1", f'title = "{title}"', 'trains = "A hold."', head, "[[step]]", *lines, ""]
    own_drills().mkdir(parents=True, exist_ok=True)
    file = own_drills() / f"{name}.toml"
    file.write_text("\n".join(whole), "utf-8")
    return file
