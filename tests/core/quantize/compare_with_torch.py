# SPDX-License-Identifier: Apache-2.0
"""Compares packed weights with torch's own observers and rounding. Usage: compare_with_torch.py RUNTIME WRITER"""
import subprocess
import sys
import tempfile
from pathlib import Path

import torch
from torch.ao.quantization.observer import PerChannelMinMaxObserver

runtime, writer = sys.argv[1:]
torch.ops.load_library(runtime)


class Holder(torch.nn.Module):
    def __init__(self, weight: torch.Tensor):
        super().__init__()
        self.weight = torch.nn.Parameter(weight)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x


def observed(rows: torch.Tensor, most: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Scales [N] and rounded values [N, K] as torch finds them, symmetric in [-most, most]."""
    observer = PerChannelMinMaxObserver(ch_axis=0, dtype=torch.qint8, qscheme=torch.per_channel_symmetric,
                                        quant_min=-most, quant_max=most, eps=torch.finfo(torch.float32).tiny)
    observer(rows)
    scale, zero = observer.calculate_qparams()
    assert not zero.any()
    return scale, torch.fake_quantize_per_channel_affine(rows, scale, zero.int(), 0, -most, most)


generator = torch.Generator().manual_seed(7)
weight = torch.randn(37, 256, generator=generator) * torch.logspace(-6, 6, 37)[:, None]
with tempfile.TemporaryDirectory() as folder:
    torch.jit.script(Holder(weight)).save(Path(folder) / "weight.pt")
    subprocess.run([writer, Path(folder) / "weight.pt", Path(folder) / "packed.pt"], check=True)
    packed = torch.jit.load(Path(folder) / "packed.pt")

for name, most, group in (("int8", 127, 256), ("int4", 7, 256), ("int4_g32", 7, 32), ("int4_g128", 7, 128)):
    scale, values = observed(weight.reshape(-1, group), most)
    layer = getattr(packed, name)
    # Codes times scales, bit for bit: a scale that is off by one digit shows in every value.
    assert torch.equal(layer.unpack(), values.reshape(weight.shape)), f"{name} in groups of {group}: values differ"
    print(f"{name} in groups of {group}: {values.numel()} values under {scale.numel()} scales are equal")
