# SPDX-License-Identifier: Apache-2.0
"""Checks that the rooms keep to packaging/layering.txt. Usage: check_layering.py [ROOT]; exit 1 on a violation.

Also: no file includes both Qt and LibTorch; qcustomplot.h only under ui/plots; a kernel file of one instruction set
includes nothing but intrinsics, integer headers and headers of its room that do the same (an inline function
compiled with its flags could end up in code that runs on every machine); each file names its area's licence.
"""
import os
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

CODE = {".h", ".cpp", ".inc"}
SCRIPTS = {".py", ".sh", ".cmake"}
AREAS = ("app", "core", "ui", "tests", "packaging")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)
QT = re.compile(r"^(Q[A-Z]\w*|Qt[A-Z]\w*/.*|qcustomplot\.h)$")
TORCH = re.compile(r"^(torch|ATen|c10|caffe2)/|^core/torch_pch\.h$")
ONE_ISA = re.compile(r"^core/(kernels|machine)/(.*/)?(x86|arm)_\w+\.cpp$")
INTRINSICS = {"immintrin.h", "cstdint", "cstddef"}
GPL_FOLDERS = ("ui/", "app/gui/", "tests/ui/")


@dataclass
class Rules:
    may_know: dict[str, set[str]] = field(default_factory=dict)  # room -> rooms, with what those may know
    implements: dict[str, str] = field(default_factory=dict)  # facade header -> room
    without_torch: set[str] = field(default_factory=set)
    with_qt: set[str] = field(default_factory=set)


def read_rules(path: Path) -> Rules:
    rules, direct = Rules(), {}
    for line in path.read_text().splitlines():
        line = line.split("#")[0].strip()
        if " = " in line:
            header, room = line.split(" = ")
            rules.implements[header.strip()] = room.strip()
        elif line:
            name, _, rooms = line.partition(":")
            if name == "without torch":
                rules.without_torch = set(rooms.split())
            elif name == "with qt":
                rules.with_qt = set(rooms.split())
            else:
                direct[name] = rooms.split()

    def all_known(room: str, above: tuple[str, ...]) -> set[str]:
        if room in above or room not in direct:
            raise SystemExit(f"{path}: {room} is unknown, or knows itself: {' <- '.join((*above, room))}")
        return {room}.union(*(all_known(r, (*above, room)) for r in direct[room]))

    rules.may_know = {room: all_known(room, ()) for room in direct}
    return rules


def room_of(path: str) -> str | None:
    """The room of a file, named from the root; None for files that may include everything."""
    if path.startswith("core/include/athena/types/"):
        return "types"
    if path.startswith("core/include/"):
        return "facade"
    parts = path.split("/")
    if parts[0] == "core":
        return parts[1] if len(parts) > 2 else None
    if parts[0] == "app":
        return "/".join(parts[:2])
    return "ui" if parts[0] == "ui" else None


def target_of(root: Path, source: str, name: str) -> str | None:
    """The file in the tree that a quoted include means, named from the root; None if there is none."""
    for candidate in (Path(source).parent / name, Path(name), Path("core/include") / name):
        if (root / candidate).is_file():
            return os.path.normpath(candidate)
    return None


def check_code(root: Path, source: str, text: str, rules: Rules) -> list[str]:
    room, faults, saw_qt, saw_torch = room_of(source), [], False, False
    if room is not None and room not in rules.may_know:
        return [f"{source}: the room '{room}' is not in packaging/layering.txt"]
    for quote, name in INCLUDE.findall(text):
        is_qt, is_torch = bool(QT.match(name)), bool(TORCH.match(name))
        saw_qt, saw_torch = saw_qt or is_qt, saw_torch or is_torch
        if room is not None and is_torch and room in rules.without_torch:
            faults.append(f"{source}: includes LibTorch's {name}; '{room}' must not")
        if room is not None and is_qt and room not in rules.with_qt:
            faults.append(f"{source}: includes Qt's {name}; '{room}' must not")
        if room is not None and name == "qcustomplot.h" and not source.startswith("ui/plots/"):
            faults.append(f"{source}: includes qcustomplot.h; only ui/plots may")
        if quote == '"' and not is_torch and not is_qt:
            faults += check_quoted(root, source, room, name, rules)
    if saw_qt and saw_torch:
        faults.append(f"{source}: includes both Qt and LibTorch")
    return faults


def check_quoted(root: Path, source: str, room: str | None, name: str, rules: Rules) -> list[str]:
    target = target_of(root, source, name)
    if target is None:
        if name.endswith(".moc") or (name.startswith(("moc_", "ui_")) and room == "ui"):
            return []  # made by Qt's tools
        return [f'{source}: includes "{name}", which is not in the tree']
    known = None if room is None else rules.may_know[room]
    there = room_of(target)
    if known is None or there in known or rules.implements.get(name) in known:
        return []
    if there is None and target.startswith("core/"):
        return []
    return [f"{source}: includes {target}; '{room}' must not know '{there or target.split('/')[0]}'"]


def check_one_isa(root: Path, source: str) -> list[str]:
    faults, waiting, seen = [], [source], set()
    room = "/".join(source.split("/")[:2]) + "/"
    while waiting:
        current = waiting.pop()
        seen.add(current)
        for quote, name in INCLUDE.findall((root / current).read_text()):
            target = target_of(root, current, name) if quote == '"' else None
            if target is not None and target.startswith(room):
                if target not in seen:
                    waiting.append(target)
            elif name not in INTRINSICS:
                faults.append(f"{source}: a file of one instruction set includes {name}"
                              + (f" (through {current})" if current != source else ""))
    return faults


def check_licence(source: str, text: str) -> list[str]:
    wanted = "GPL-3.0-or-later" if source.startswith(GPL_FOLDERS) else "Apache-2.0"
    head = "\n".join(text.splitlines()[:3])
    if f"SPDX-License-Identifier: {wanted}" not in head:
        return [f"{source}: its first lines lack 'SPDX-License-Identifier: {wanted}'"]
    return []


def check(root: Path) -> tuple[list[str], int]:
    """The violations under `root`, and how many files were looked at."""
    rules, faults, count = read_rules(root / "packaging" / "layering.txt"), [], 0
    for path in sorted(p for area in AREAS for p in (root / area).rglob("*") if p.is_file()):
        source = str(path.relative_to(root))
        if path.suffix not in CODE | SCRIPTS and path.name != "CMakeLists.txt":
            continue
        count += 1
        text = path.read_text()
        faults += check_licence(source, text)
        if path.suffix in CODE:
            faults += check_code(root, source, text, rules)
        if ONE_ISA.match(source):
            faults += check_one_isa(root, source)
    return faults, count


def main() -> int:
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2]
    faults, count = check(root)
    print("\n".join(faults + [f"{count} files, {len(faults)} violations"]))
    return 1 if faults or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
