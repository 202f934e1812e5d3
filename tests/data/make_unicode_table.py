#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes core/data/unicode.inc: what BERT's basic tokenizer takes each code point for, asked of the `tokenizers`
package code point by code point. Its tables are older than Unicode's newest, and models were trained with them.

    python3 -m venv build/tokenizers && build/tokenizers/bin/pip install tokenizers
    build/tokenizers/bin/python tests/data/make_unicode_table.py > core/data/unicode.inc
"""
import sys

import tokenizers
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

CODES = [*range(0xD800), *range(0xE000, 0x110000)]  # all but the surrogates
HANGUL = range(0xAC00, 0xD7A4)  # decomposed by arithmetic
CASED, UNCASED = BertNormalizer(lowercase=False), BertNormalizer(lowercase=True)
WORDS = BertPreTokenizer()


def between(normalizer, code):
    """What becomes of a character inside a word."""
    return normalizer.normalize_str(f"a{chr(code)}b")[1:-1]


def folded(code):
    """Lower case without accents."""
    return between(UNCASED, code).strip(" ")


def is_punctuation(code):
    return [word for word, _ in WORDS.pre_tokenize_str(f"a{chr(code)}b")] == ["a", chr(code), "b"]


def ranges(belongs):
    start = last = None
    for code in CODES:
        if not belongs(code):
            continue
        if start is not None and code != last + 1:
            yield start, last
            start = None
        start = code if start is None else start
        last = code
    if start is not None:
        yield start, last


def steps(to):
    """(first, last, step, delta) of runs whose every step-th code is shifted by delta; no two overlap."""
    shifts = {code: ord(text) - code for code, text in to.items() if len(text) == 1 and text != chr(code)}
    while shifts:
        first, delta = next(iter(shifts.items()))
        step = 1 if first + 1 in shifts else 2
        last = first
        while shifts.get(last + step) == delta and (step == 1 or last + 1 not in shifts):
            last += step
        yield first, last, step if last > first else 1, delta
        for code in range(first, last + 1, step):
            del shifts[code]


def wrapped(entries):
    line = ""
    for entry in entries:
        if len(line) + len(entry) > 108:
            print(line.rstrip())
            line = ""
        line += entry + " "
    print(line.rstrip())


def main():
    kept = {code: between(CASED, code) for code in CODES}
    to = {code: folded(code) for code in CODES if code >= 0x80 and code not in HANGUL and kept[code].strip(" ")}
    print("// SPDX-License-Identifier: Apache-2.0")
    print(f"// Made by tests/data/make_unicode_table.py from tokenizers {tokenizers.__version__}. Do not edit.")
    print("// clang-format off")
    print("#ifdef ATHENA_UNICODE_SHIFTS  // {first, last, step, delta}")
    wrapped(f"{{0x{a:X}, 0x{b:X}, {s}, {d}}}," for a, b, s, d in sorted(steps(to)))
    print("#elif defined ATHENA_UNICODE_SPLITS  // {code, {to, to, to}}")
    splits = {code: text for code, text in to.items() if len(text) > 1}
    assert max(map(len, splits.values())) <= 3
    wrapped(f"{{0x{code:X}, {{{', '.join(f'0x{ord(c):X}' for c in text)}}}}}," for code, text in splits.items())
    for name, belongs in (("MARKS", lambda code: to.get(code) == ""), ("PUNCTUATION", is_punctuation),
                          ("CONTROLS", lambda code: kept[code] == ""), ("SPACES", lambda code: kept[code] == " "),
                          ("IDEOGRAPHS", lambda code: kept[code] == f" {chr(code)} ")):
        print(f"#elif defined ATHENA_UNICODE_{name}  // {{first, last}}")
        wrapped(f"{{0x{a:X}, 0x{b:X}}}," for a, b in ranges(belongs))
    print("#endif")


if __name__ == "__main__":
    sys.exit(main())
