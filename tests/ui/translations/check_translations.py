# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that translations/*.ts say all that the window says. Usage, from the root: check_translations.py LUPDATE

Fails on a string of the sources that a file lacks, on one that is unfinished, and on a translation whose placeholders
(%1, %n, %L1) are not those of its source. `cmake --build BUILD --target update_translations` adds what is missing.
"""
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

PLACEHOLDER = re.compile(r"%L?\d+|%n")
PLURALS_ONLY = {"athena_en.ts"}  # the sources are English: only their plurals need a translation


def texts_of(translation: ET.Element) -> list[str]:
    forms = [form.text or "" for form in translation.findall("numerusform")]
    return forms or [translation.text or ""]


def faults_of(path: Path) -> list[str]:
    faults = []
    for context in ET.parse(path).getroot().findall("context"):
        for message in context.findall("message"):
            source, translation = message.findtext("source", ""), message.find("translation")
            where = f"{path.name}: {context.findtext('name')}: {source!r}"
            if translation.get("type") == "unfinished" or "" in texts_of(translation):
                faults.append(f"{where} is not translated")
                continue
            wanted = set(PLACEHOLDER.findall(source))
            for text in texts_of(translation):
                found = set(PLACEHOLDER.findall(text))
                # A singular may say "a layer" for "%n layers".
                if found != wanted and found != wanted - {"%n"}:
                    faults.append(f"{where} has other placeholders in {text!r}")
    return faults


def main() -> int:
    lupdate, faults = sys.argv[1], []
    with tempfile.TemporaryDirectory() as folder:
        for original in sorted(Path("translations").glob("*.ts")):
            copy = Path(folder) / original.name
            shutil.copy(original, copy)
            plurals = ["-pluralonly"] if original.name in PLURALS_ONLY else []
            subprocess.run([lupdate, "-silent", "-locations", "none", "-no-obsolete", *plurals, "ui", "app/gui", "-I", ".",
                            "-ts", str(copy)], check=True)
            faults += faults_of(copy)
            if not ET.parse(copy).getroot().findall("context"):
                faults.append(f"{original.name}: lupdate found no strings")
    print("\n".join(faults + [f"{len(faults)} faults"]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
