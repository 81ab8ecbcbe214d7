"""What was chosen of the window is kept, and what another program chose meanwhile stays."""

import json
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from tripod.storage.folder_size import used
from tripod.storage.places import settings_path, usual_own_drills
from tripod.storage.schemas.settings import Palette
from tripod.storage.settings import Settings, SettingsError, changed, keep_settings, own_drills, read_settings
from tripod.views.kit.map_palettes import MapPalette

OTHER = Settings("light", 125, "blue_yellow", {"pads": 400.0}, True, "de", "Headphones", "/drills", True)


def test_every_setting_is_kept_and_read(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.json"
    assert read_settings(path) == Settings()
    names = changed(Settings(), OTHER)
    assert len(names) == len(Settings.__dataclass_fields__), "each is another one"
    keep_settings(path, OTHER, names)
    assert read_settings(path) == OTHER


def test_only_what_was_changed_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    keep_settings(path, replace(Settings(), theme="dark"), ["theme"])
    keep_settings(path, replace(Settings(), text_percent=150), ["text_percent"])
    assert read_settings(path) == replace(Settings(), theme="dark", text_percent=150)


@pytest.mark.parametrize(
    "text", ["{", "{}", '{"schema": 2}', '{"schema": 1, "theme": "pink"}', '{"schema": 1, "text_percent": 1000}']
)
def test_damaged_ones_are_named_and_never_written_over(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(text)
    for attempt in (lambda: read_settings(path), lambda: keep_settings(path, OTHER, ["theme"])):
        with pytest.raises(SettingsError, match=r"settings\.json"):
            attempt()
    assert path.read_text() == text


def test_a_folder_for_own_drills_holds_for_every_command(tmp_path: Path) -> None:
    assert own_drills() == usual_own_drills()
    keep_settings(settings_path(), replace(Settings(), own_drills=str(tmp_path / "mine")), ["own_drills"])
    assert own_drills() == tmp_path / "mine"
    settings_path().write_text(json.dumps({"schema": 1, "own_drills": 3}))
    assert own_drills() == usual_own_drills(), "damaged settings lose nobody's drills"


def test_the_file_knows_the_windows_palettes() -> None:
    assert get_args(Palette) == tuple(MapPalette)


def test_what_a_folder_takes_is_counted_and_a_link_is_not_followed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "a").mkdir(parents=True)
    (home / "a" / "one").write_bytes(bytes(1000))
    (home / "two").write_bytes(bytes(24))
    assert (used(home).files, used(home).size, used(home).all) == (2, 1024, True)
    assert used(tmp_path / "nothing").files == 0
    assert (used(home, 1).files, used(home, 1).all) == (1, False)
    (tmp_path / "big").mkdir()
    (tmp_path / "big" / "file").write_bytes(bytes(99999))
    (home / "link").symlink_to(tmp_path / "big")
    assert used(home).size < 2000
