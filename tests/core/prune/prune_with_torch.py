# SPDX-License-Identifier: Apache-2.0
"""Writes weights and the masks that torch.nn.utils.prune gives them, as buffers. Usage: prune_with_torch.py OUT"""
import sys

import torch
from torch.ao.pruning import WeightNormSparsifier
from torch.nn.utils import prune


class Masks(torch.nn.Module):
    def __init__(self, tensors: dict[str, torch.Tensor]):
        super().__init__()
        for name, tensor in tensors.items():
            self.register_buffer(name, tensor)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x


generator = torch.Generator().manual_seed(5)
weights = {"weight": torch.randn(45, 33, generator=generator),
           "ties": torch.randint(-3, 4, (40, 20), generator=generator).float()}
tensors = dict(weights)
for name, weight in weights.items():
    for percent in (0, 1, 10, 33, 50, 77, 90, 99, 100):
        module = torch.nn.Module()
        module.weight = torch.nn.Parameter(weight.clone())
        prune.l1_unstructured(module, "weight", amount=percent / 100)
        tensors[f"{name}_{percent}"] = module.weight_mask.bool()
linear = torch.nn.Linear(64, 24)
tensors["linear"] = linear.weight.detach().clone()
sparsifier = WeightNormSparsifier(sparsity_level=1.0, sparse_block_shape=(1, 4), zeros_per_block=2, norm=1)
sparsifier.prepare(torch.nn.Sequential(linear), [{"tensor_fqn": "0.weight"}])
sparsifier.step()
tensors["linear_2_4"] = linear.parametrizations.weight[0].mask.bool()
torch.jit.script(Masks(tensors)).save(sys.argv[1])
