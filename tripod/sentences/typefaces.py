"""Which typefaces have what the program's own lacks."""

import unicodedata

_CJK = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")


def typefaces_of(characters: str) -> str:
    """The Noto typefaces of their scripts, as one says them: "Noto Sans CJK, Noto Sans Thai"."""
    names = [unicodedata.name(c, "SYMBOLS").split()[0].partition("-")[0] for c in characters]
    faces = dict.fromkeys("CJK" if name in _CJK else name.title() for name in names)
    return ", ".join(f"Noto Sans {face}" for face in faces)
