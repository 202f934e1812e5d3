# SPDX-License-Identifier: Apache-2.0
"""Transformers: torch.nn's own, and attention written out with rotary (Su et al. 2021) and relative (Shaw et al. 2018)
positions; an untrained GPT."""
import copy
import math
from typing import Optional

import torch
from torch import Tensor, nn
from torch.nn.functional import scaled_dot_product_attention

from models.example import Example, forward
from models.gpt import Gpt, calls, rotate


class Encoder(nn.Module):
    def __init__(self, width: int = 64, activation: str = "gelu", norm_first: bool = False):
        super().__init__()
        layer = nn.TransformerEncoderLayer(width, 4, 128, 0.1, activation, batch_first=True, norm_first=norm_first)
        self.encoder = nn.TransformerEncoder(layer, 2)
        self.head = nn.Linear(width, 5)

    def forward(self, x: Tensor, padding: Optional[Tensor] = None) -> Tensor:
        return self.head(self.encoder(x, src_key_padding_mask=padding))


class SelfAttention(nn.Module):
    def __init__(self, width: int = 64, batch_first: bool = True):
        super().__init__()
        self.attention = nn.MultiheadAttention(width, 4, batch_first=batch_first)

    def forward(self, x: Tensor, padding: Optional[Tensor] = None) -> tuple[Tensor, Optional[Tensor]]:
        return self.attention(x, x, x, key_padding_mask=padding)


class CrossAttention(nn.Module):
    """Queries, keys and values of different widths: three weights of their own."""
    def __init__(self):
        super().__init__()
        self.attention = nn.MultiheadAttention(64, 4, kdim=48, vdim=40, batch_first=True)
        self.shared = nn.MultiheadAttention(64, 4, batch_first=True, add_bias_kv=True)

    def forward(self, x: Tensor, key: Tensor, value: Tensor) -> Tensor:
        x = self.attention(x, key, value, need_weights=False)[0]
        return self.shared(x, x.flip(1), x.flip(1))[0]


class RotaryAttention(nn.Module):
    """The packed projection is a plain parameter, chunked into query, key and value."""
    def __init__(self, width: int = 64, heads: int = 4):
        super().__init__()
        self.heads = heads
        self.qkv_weight = nn.Parameter(torch.randn(3 * width, width) / math.sqrt(width))
        self.qkv_bias = nn.Parameter(torch.randn(3 * width) * 0.1)
        self.out = nn.Linear(width, width)

    def forward(self, x: Tensor) -> Tensor:
        batch, length, width = x.shape
        weights, biases = self.qkv_weight.chunk(3), self.qkv_bias.chunk(3)
        parts: list[Tensor] = []
        for weight, bias in zip(weights, biases):
            part = nn.functional.linear(x, weight, bias)
            parts.append(part.view(batch, length, self.heads, width // self.heads).transpose(1, 2))
        y = scaled_dot_product_attention(rotate(parts[0]), rotate(parts[1]), parts[2], is_causal=True)
        return self.out(y.transpose(1, 2).reshape(batch, length, width))


class RelativeAttention(nn.Module):
    """Projections as einsum and bmm with stored weights [H, D, E]; a learned bias for each distance."""
    def __init__(self, width: int = 64, heads: int = 4, reach: int = 16):
        super().__init__()
        self.reach = reach
        def weight(*shape: int) -> nn.Parameter:
            return nn.Parameter(torch.randn(*shape) / math.sqrt(width))
        self.query, self.key = weight(heads, width // heads, width), weight(heads, width // heads, width)
        self.value = weight(heads, width, width // heads)
        self.output = weight(width, width)
        self.output_bias = nn.Parameter(torch.zeros(width))
        self.distance = nn.Embedding(2 * reach + 1, heads)

    def forward(self, x: Tensor) -> Tensor:
        batch, length, width = x.shape
        query = torch.einsum("bte,hde->bhtd", x, self.query)
        key = torch.einsum("bte,hde->bhtd", x, self.key)
        rows = x.reshape(1, batch * length, width).expand(self.value.size(0), -1, -1)
        value = torch.bmm(rows, self.value).view(self.value.size(0), batch, length, -1).transpose(0, 1)
        place = torch.arange(length)
        apart = (place[None, :] - place[:, None]).clamp(-self.reach, self.reach) + self.reach
        scores = query @ key.transpose(2, 3) / math.sqrt(query.size(3)) + self.distance(apart).permute(2, 0, 1)
        mixed = (torch.softmax(scores, -1) @ value).transpose(1, 2).reshape(batch * length, width)
        return torch.addmm(self.output_bias, mixed, self.output.t()).view(batch, length, width)


def in_dtype(module: nn.Module, dtype: torch.dtype) -> nn.Module:
    return copy.deepcopy(module).to(dtype)


def examples() -> list[Example]:
    x = torch.randn(2, 7, 64)
    padding = torch.tensor([[False] * 7, [False] * 4 + [True] * 3])
    encoder, heads = Encoder(), torch.randn(2, 7, 64)
    gpt = Gpt(width=96, layers=3, heads=4, places=128)
    masked = [forward(x, padding), forward(torch.randn(2, 7, 64), padding.flip(0))]
    found = [
        Example("encoder", encoder, [forward(x), forward(x, padding), forward(torch.randn(1, 3, 64))]),
        Example("encoder", encoder, [forward(x), forward(x + 1)], ["traced", "traced_frozen"]),
        Example("encoder_masked", encoder, masked, ["traced"]),
        Example("encoder_relu", Encoder(activation="relu", norm_first=True), [forward(x), forward(x, padding)],
                ["scripted", "frozen"]),
        Example("encoder_relu_masked", Encoder(activation="relu", norm_first=True), masked, ["traced"]),
        Example("attention", SelfAttention(), [forward(heads), forward(heads, padding)], ["scripted"]),
        Example("attention", SelfAttention(), [forward(heads)], ["traced"]),
        Example("attention_time_first", SelfAttention(batch_first=False), [forward(heads)], ["scripted", "traced"]),
        Example("cross_attention", CrossAttention(), [forward(x, torch.randn(2, 5, 48), torch.randn(2, 5, 40))],
                ["scripted", "traced"]),
        Example("rotary_attention", RotaryAttention(), [forward(x), forward(x[:, :3])], ["scripted", "traced", "frozen"]),
        Example("relative_attention", RelativeAttention(), [forward(x), forward(x[:1])], ["scripted", "traced"]),
        Example("gpt", gpt, calls(gpt, torch.randint(0, 256, (1, 10))), ["scripted", "frozen"]),
    ]
    for name, dtype in {"half": torch.float16, "bfloat16": torch.bfloat16, "double": torch.float64}.items():
        found.append(Example(f"encoder_{name}", in_dtype(encoder, dtype), [forward(x.to(dtype))], ["scripted", "traced"]))
    return found
