# SPDX-License-Identifier: Apache-2.0
"""Makes tests/core/data/wordpiece again: texts that are hard to cut into words, and what BertTokenizer makes of them.

    python tests/data/make_wordpiece.py build/models/cache   # where transformers is, or is installed to
"""
import sys
import unicodedata
from pathlib import Path

from models import wordpiece
from models.fetched import transformers

WORDS = ["un", "##aff", "##able", "hello", "Hello", "world", "##xx", "cafe", "istanbul", "strasse", "straße", "日本", "##の",
         "robot", "zero", "##width", "mask", "##", "don", "14", "латиница", "hello"]  # the last one twice
UNKNOWN = set("qκ字👍")


def vocab() -> list[str]:
    """And every character of the texts with what it can become, but for some."""
    there: set[str] = set()
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, "".join(wordpiece.HARD))
        there |= set(text) | set(text.lower())
    visible = sorted(one for one in there - UNKNOWN if wordpiece.is_visible(ord(one)))
    return wordpiece.SPECIAL + WORDS + visible + ["##" + one for one in visible]


if __name__ == "__main__":
    transformers(Path(sys.argv[1]))
    wordpiece.write(Path(__file__).parents[1] / "core/data/wordpiece", vocab(), wordpiece.HARD)
