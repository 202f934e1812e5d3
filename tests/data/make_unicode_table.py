#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes core/data/unicode.inc: what BERT's basic tokenizer has to know of Unicode, from Python's unicodedata.

    tests/data/make_unicode_table.py > core/data/unicode.inc
"""
import sys
import unicodedata

LAST = 0x1FFFF  # beyond: rare ideographs, tags and private use
HANGUL = range(0xAC00, 0xD7A4)  # decomposed by arithmetic
SURROGATES = range(0xD800, 0xE000)


def folded(char):
    """Lower case without accents."""
    apart = unicodedata.normalize("NFD", char.lower())
    return "".join(c for c in apart if unicodedata.category(c) != "Mn")


def ranges(belongs):
    start = None
    for code in range(LAST + 2):
        inside = code <= LAST and belongs(code)
        if inside and start is None:
            start = code
        elif not inside and start is not None:
            yield start, code - 1
            start = None


def steps():
    """(first, last, step, delta) of runs whose every step-th code is shifted by delta."""
    shifts = {}
    for code in range(0x80, LAST + 1):
        if code in HANGUL or code in SURROGATES:
            continue
        to = folded(chr(code))
        if len(to) == 1 and to != chr(code):
            shifts[code] = ord(to) - code
    while shifts:
        first = next(iter(shifts))
        delta = shifts[first]
        best = [first]
        for step in (1, 2):
            run = [first]
            while shifts.get(run[-1] + step) == delta:
                run.append(run[-1] + step)
            if len(run) > len(best):
                best = run
        yield best[0], best[-1], best[1] - best[0] if len(best) > 1 else 1, delta
        for code in best:
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
    print("// SPDX-License-Identifier: Apache-2.0")
    print(f"// Made by tests/data/make_unicode_table.py from Unicode {unicodedata.unidata_version}. Do not edit.")
    print("// clang-format off")
    print("#ifdef ATHENA_UNICODE_SHIFTS  // {first, last, step, delta}")
    wrapped(f"{{0x{a:X}, 0x{b:X}, {s}, {d}}}," for a, b, s, d in sorted(steps()))
    print("#elif defined ATHENA_UNICODE_SPLITS  // {code, {to, to, to}}")
    splits = []
    for code in range(0x80, LAST + 1):
        if code in HANGUL or code in SURROGATES or unicodedata.category(chr(code)) == "Mn":
            continue
        to = folded(chr(code))
        assert len(to) <= 3, hex(code)
        if len(to) != 1:
            splits.append(f"{{0x{code:X}, {{{', '.join(f'0x{ord(c):X}' for c in to)}}}}},")
    wrapped(splits)
    for name, wanted in (("MARKS", lambda c: c == "Mn"), ("PUNCTUATION", lambda c: c[0] == "P"),
                         ("CONTROLS", lambda c: c in ("Cc", "Cf", "Co")), ("SPACES", lambda c: c == "Zs")):
        print(f"#elif defined ATHENA_UNICODE_{name}  // {{first, last}}")
        wrapped(f"{{0x{a:X}, 0x{b:X}}}," for a, b in ranges(lambda code: wanted(unicodedata.category(chr(code)))))
    print("#endif")


if __name__ == "__main__":
    sys.exit(main())
