# SPDX-License-Identifier: Apache-2.0
"""What TorchScript allows beside layers: named tuples, dicts, state, exceptions, interfaces."""
from typing import NamedTuple, Optional

import torch
from torch import Tensor, nn

from models.example import Example, forward


class Question(NamedTuple):
    x: Tensor
    scale: Optional[Tensor]


class Answer(NamedTuple):
    y: Tensor
    parts: dict[str, Tensor]


class Structures(nn.Module):
    def __init__(self):
        super().__init__()
        self.steps = nn.ModuleDict({"first": nn.Linear(8, 16), "second": nn.Linear(16, 8)})
        self.tail = nn.ModuleList([nn.Linear(8, 8) for _ in range(3)])

    def forward(self, question: Question, extras: dict[str, Tensor], more: Optional[list[Tensor]] = None,
                limit: float = 1e6) -> Answer:
        x = question.x
        parts: dict[str, Tensor] = {}
        for name, step in self.steps.items():
            x = torch.relu(step(x))
            parts[name] = x
        for name, extra in extras.items():
            x = x + extra
            parts[name] = extra * 2
        if more is None:
            return Answer(x, parts)
        for i, layer in enumerate(self.tail):
            if i < len(more):
                x = layer(x) + more[i]
        scale = question.scale
        if scale is not None:
            if bool((scale > limit).any()):
                raise ValueError("The scale is too large.")
            x = x * scale
        return Answer(x, parts)


class Remembers(nn.Module):
    """State that one method writes and another reads and resets; an exception for a wrong width."""
    def __init__(self, width: int = 16):
        super().__init__()
        self.cell = nn.LSTMCell(width, width)
        self.head = nn.Linear(width, 2)
        self.h = torch.zeros(0)
        self.c = torch.zeros(0)
        self.calls = 0

    @torch.jit.export
    def reset_states(self, batch: int = 1):
        self.h = torch.zeros(batch, 16)
        self.c = torch.zeros(batch, 16)
        self.calls = 0

    def forward(self, x: Tensor) -> Tensor:
        if x.size(1) != 16:
            raise ValueError(f"A width of {x.size(1)}; it must be 16.")
        if self.h.size(0) != x.size(0):
            self.reset_states(x.size(0))
        self.h, self.c = self.cell(x, (self.h, self.c))
        self.calls += 1
        return torch.sigmoid(self.head(self.h)) * self.calls


@torch.jit.interface
class Layer(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        pass


class Plain(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(12, 12)

    def forward(self, x: Tensor) -> Tensor:
        return self.fc(x)


class Doubled(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(12, 12)

    def forward(self, x: Tensor) -> Tensor:
        return self.fc(x) * 2


class Switched(nn.Module):
    """Interface attributes: one that stays as it is, and one that a method assigns anew."""
    fixed: Layer
    current: Layer

    def __init__(self):
        super().__init__()
        self.plain, self.doubled = Plain(), Doubled()
        self.fixed, self.current = self.doubled, self.plain

    @torch.jit.export
    def switch(self):
        self.current = self.doubled

    def forward(self, x: Tensor) -> Tensor:
        return self.current.forward(self.fixed.forward(x))


class SwitchedElsewhere(nn.Module):
    """A module at two places: one is called, through the other it is switched."""
    def __init__(self):
        super().__init__()
        self.called = Switched()
        self.switched = self.called

    @torch.jit.export
    def switch(self):
        self.switched.switch()

    def forward(self, x: Tensor) -> Tensor:
        return self.called(x)


class FixedInterface(nn.Module):
    fixed: Layer

    def __init__(self):
        super().__init__()
        self.fixed = Doubled()

    def forward(self, x: Tensor) -> Tensor:
        return self.fixed.forward(x)


class Spellings(nn.Module):
    """A linear layer in every spelling."""
    def __init__(self, width: int = 24):
        super().__init__()
        self.linear = nn.Linear(width, width)
        self.addmm_weight, self.addmm_bias = nn.Parameter(torch.randn(width, width) / 5), nn.Parameter(torch.randn(width))
        self.conv1d_weight = nn.Parameter(torch.randn(width, 2 * width) / 5)  # as GPT-2 stores it: [in, out]
        self.conv1d_bias = nn.Parameter(torch.randn(2 * width))
        self.matmul_weight = nn.Parameter(torch.randn(width, 2 * width) / 5)
        self.mm_weight = nn.Parameter(torch.randn(width, width) / 5)
        self.einsum_weight = nn.Parameter(torch.randn(width, width) / 5)
        self.einsum_transposed_weight = nn.Parameter(torch.randn(width, width) / 5)

    def forward(self, x: Tensor) -> Tensor:
        x = torch.tanh(self.linear(x))
        x = torch.tanh(torch.addmm(self.addmm_bias, x, self.addmm_weight.t()))
        x = torch.tanh(torch.addmm(self.conv1d_bias, x, self.conv1d_weight))
        x = torch.tanh(x @ self.matmul_weight.t() + self.addmm_bias)
        x = torch.tanh(torch.mm(x, self.mm_weight))
        x = torch.tanh(torch.einsum("bk,nk->bn", x, self.einsum_weight))
        return torch.einsum("bk,kn->bn", x, self.einsum_transposed_weight)


def examples() -> list[Example]:
    x = torch.randn(4, 8)
    extras = {"a": torch.randn(4, 8), "b": torch.randn(8)}
    remembers = [forward(torch.randn(2, 16)), forward(torch.randn(2, 16)), ("reset_states", (2,)),
                 forward(torch.randn(2, 16)), forward(torch.randn(1, 16)), forward(torch.randn(1, 15))]
    switched = [forward(torch.randn(3, 12)), ("switch", ()), forward(torch.randn(3, 12))]
    return [
        Example("structures", Structures(), [
            forward(Question(x, None), extras), forward(Question(x, torch.ones(8)), extras, [x, x]),
            forward(Question(x, torch.ones(8)), {}, [x], 0.5)]),
        Example("remembers", Remembers(), remembers),
        Example("switched", Switched(), switched),
        Example("switched_elsewhere", SwitchedElsewhere(), switched),
        Example("fixed_interface", FixedInterface(), [forward(torch.randn(3, 12))]),
        Example("spellings", Spellings(), [forward(torch.randn(5, 24))], ["scripted", "traced"]),
    ]
