# SPDX-License-Identifier: Apache-2.0
"""Loads exported models as any user of PyTorch would. Usage: load_from_python.py RUNTIME FOLDER, of <scheme>.pt"""
import sys
from pathlib import Path

import torch

runtime, folder = sys.argv[1:]
torch.ops.load_library(runtime)
assert torch.ops.athena.runtime_version() == 1

paths = sorted(Path(folder).glob("*.pt"))
assert paths, f"no models in {folder}"
for path in paths:
    model = torch.jit.load(path)
    with torch.no_grad():
        y = model(model.x)
    assert torch.equal(y, model.y), f"{path.name}: off by {(y - model.y).abs().max()}"
    assert model.weight.scheme() == path.name.split(":")[0]
    assert model.weight.calls() == 1 and model.weight.kernel()
    assert model.weight.unpack().shape == (model.weight.out_features(), model.weight.in_features())
    try:
        model(model.x.requires_grad_())
    except RuntimeError as error:
        assert "torch.no_grad()" in str(error)
    else:
        raise AssertionError(f"{path.name}: packed weights took part in autograd")

libraries = {line.split()[-1] for line in open("/proc/self/maps") if "/libtorch_cpu.so" in line}
assert len(libraries) == 1, f"the runtime brought another LibTorch along: {libraries}"
