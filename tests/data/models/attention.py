# SPDX-License-Identifier: Apache-2.0
"""Transformers: torch.nn's own, and attention written out with a KV cache, rotary (Su et al. 2021) and relative
(Shaw et al. 2018) positions."""
import copy
import math
from typing import Optional

import torch
from torch import Tensor, nn
from torch.nn.functional import scaled_dot_product_attention

from models.example import Example, forward


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


def rotate(x: Tensor) -> Tensor:
    """Turns the pairs of the last dimension of [B, H, T, D] by their position's angles."""
    angles = torch.arange(x.size(2), dtype=x.dtype).unsqueeze(1) * torch.pow(
        10000.0, -torch.arange(0, x.size(3), 2, dtype=x.dtype) / x.size(3))
    even, odd = x[..., 0::2], x[..., 1::2]
    cos, sin = angles.cos(), angles.sin()
    return torch.stack([even * cos - odd * sin, even * sin + odd * cos], -1).flatten(3)


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


class GptBlock(nn.Module):
    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attend, self.project = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x: Tensor, cache: Optional[tuple[Tensor, Tensor]]) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        batch, length, width = x.shape
        query, key, value = self.attend(self.norm1(x)).split(width, dim=2)
        query = query.view(batch, length, self.heads, -1).transpose(1, 2)
        key = key.view(batch, length, self.heads, -1).transpose(1, 2)
        value = value.view(batch, length, self.heads, -1).transpose(1, 2)
        if cache is not None:
            key, value = torch.cat([cache[0], key], 2), torch.cat([cache[1], value], 2)
        past = key.size(2) - length
        seen = torch.ones(length, key.size(2), dtype=torch.bool).tril(past)
        y = scaled_dot_product_attention(query, key, value, attn_mask=seen)
        x = x + self.project(y.transpose(1, 2).reshape(batch, length, width))
        x = x + self.down(nn.functional.gelu(self.up(self.norm2(x)), approximate="tanh"))
        return x, (key, value)


class Gpt(nn.Module):
    """Over bytes. The output projection is the embedding's weight."""
    def __init__(self, width: int = 96, layers: int = 3, heads: int = 4, longest: int = 128):
        super().__init__()
        self.tokens, self.places = nn.Embedding(256, width), nn.Embedding(longest, width)
        self.blocks = nn.ModuleList([GptBlock(width, heads) for _ in range(layers)])
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, 256, bias=False)
        self.head.weight = self.tokens.weight
        nn.init.normal_(self.tokens.weight, std=0.02)

    def forward(self, tokens: Tensor, cache: Optional[list[tuple[Tensor, Tensor]]] = None
                ) -> tuple[Tensor, list[tuple[Tensor, Tensor]]]:
        past = 0
        if cache is not None:
            past = cache[0][0].size(2)
        x = self.tokens(tokens) + self.places(torch.arange(past, past + tokens.size(1)))
        kept: list[tuple[Tensor, Tensor]] = []
        for i, block in enumerate(self.blocks):
            x, pair = block(x, None if cache is None else cache[i])
            kept.append(pair)
        return self.head(self.norm(x)), kept


def in_dtype(module: nn.Module, dtype: torch.dtype) -> nn.Module:
    return copy.deepcopy(module).to(dtype)


def examples() -> list[Example]:
    x = torch.randn(2, 7, 64)
    padding = torch.tensor([[False] * 7, [False] * 4 + [True] * 3])
    encoder, heads = Encoder(), torch.randn(2, 7, 64)
    tokens = torch.randint(0, 256, (1, 10))
    gpt = Gpt()
    cache = [(k.detach(), v.detach()) for k, v in gpt(tokens)[1]]
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
        Example("gpt", gpt, [forward(tokens), forward(tokens[:, :1], cache)], ["scripted", "frozen"]),
    ]
    for name, dtype in {"half": torch.float16, "bfloat16": torch.bfloat16, "double": torch.float64}.items():
        found.append(Example(f"encoder_{name}", in_dtype(encoder, dtype), [forward(x.to(dtype))], ["scripted", "traced"]))
    return found
