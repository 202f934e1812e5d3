# SPDX-License-Identifier: Apache-2.0
"""Loads an exported model as any user of PyTorch would. Usage: load_from_python.py RUNTIME MODEL SCHEME"""
import sys

import torch

runtime, path, scheme = sys.argv[1:]
torch.ops.load_library(runtime)
model = torch.jit.load(path)

libraries = {line.split()[-1] for line in open("/proc/self/maps") if "/libtorch_cpu.so" in line}
assert len(libraries) == 1, f"the runtime brought another LibTorch along: {libraries}"
assert torch.ops.athena.runtime_version() == 1

with torch.no_grad():
    y = model(model.x)
assert torch.equal(y, model.y), (y - model.y).abs().max()
assert model.weight.scheme() == scheme
assert model.weight.calls() == 1 and model.weight.kernel()
assert model.weight.unpack().shape == (model.weight.out_features(), model.weight.in_features())
try:
    model(model.x.requires_grad_())
except RuntimeError as error:
    assert "torch.no_grad()" in str(error)
else:
    raise AssertionError("packed weights took part in autograd")
