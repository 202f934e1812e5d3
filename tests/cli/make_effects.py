# SPDX-License-Identifier: Apache-2.0
"""Writes models that do more than compute, or worse. Usage: make_effects.py FOLDER

saves.pt    its forward writes FOLDER/written
loads.pt    its __setstate__ writes FOLDER/written while it is loaded
default.pt  a default argument does
loops.pt    never returns
deep.pt     brackets nested so deep that LibTorch's parser, which recurses, overflows its stack
"""
import sys
import zipfile
from pathlib import Path

import torch

folder = Path(sys.argv[1])
written = str(folder / "written")


class Saves(torch.nn.Module):
    def __init__(self, path: str):
        super().__init__()
        self.path = path
        self.fc = torch.nn.Linear(28, 4)

    def forward(self, x):
        torch.ops.aten.save(x, self.path)
        return self.fc(x)


class Loads(torch.nn.Module):
    def __init__(self, path: str):
        super().__init__()
        self.path = path

    def forward(self, x):
        return x + 1

    @torch.jit.export
    def __getstate__(self):
        return (self.path, self.training)

    @torch.jit.export
    def __setstate__(self, state: tuple[str, bool]):
        self.path = state[0]
        self.training = state[1]
        torch.ops.aten.save(state[1], self.path)


class Loops(torch.nn.Module):
    def forward(self, x):
        i = 0
        while i >= 0:
            i = (i + 1) % 1000
        return x + i


class Plain(torch.nn.Module):
    def forward(self, x):
        return x + 1


def replaced(name: str, old: bytes, new: bytes) -> None:
    torch.jit.script(Plain()).save(folder / "plain.pt")
    with zipfile.ZipFile(folder / "plain.pt") as source, zipfile.ZipFile(folder / name, "w") as target:
        for record in source.namelist():
            content = source.read(record)
            if record.endswith(".py") and old in content:
                content = content.replace(old, new)
            target.writestr(record, content)
    assert (folder / name).read_bytes() != (folder / "plain.pt").read_bytes()
    (folder / "plain.pt").unlink()


torch.jit.script(Saves(written)).save(folder / "saves.pt")
torch.jit.script(Loads(written)).save(folder / "loads.pt")
torch.jit.script(Loops()).save(folder / "loops.pt")
replaced("default.pt", b"x: Tensor)", f'x: Tensor, y: None=ops.aten.save(1, "{written}"))'.encode())
replaced("deep.pt", b"return ", b"return " + b"(" * 200000 + b"1" + b")" * 200000 + b"\n    return ")
if Path(written).exists():  # scripting runs nothing, saving runs __getstate__ alone
    Path(written).unlink()
