# SPDX-License-Identifier: Apache-2.0
"""Makes resources/samples/: the digits as gzipped IDX, and the three models trained on them.

    python tests/data/make_samples.py data --mnist FOLDER   # FOLDER: the four unpacked MNIST files
    python tests/data/make_samples.py cnn transformer early_exit

Needs torch 2.13 and numpy. One thread and fixed seeds: the same machine makes the same files. Models learn from
the first 18,000 shipped training images; the last 2,000 are never shown to them, and the test images are looked at
once, at the end, for the accuracy that is recorded in resources/samples/accuracy.json.
"""
import argparse
import hashlib
import json
import math
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import numpy
import torch
from torch import Tensor, nn
from torch.nn import functional

import idx
from sample_models import DigitsCnn, DigitsEarlyExit, DigitsTransformer

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
SHIPPED_TRAIN, LEARNED_FROM, SHIPPED_TEST = 20000, 18000, 10000


@dataclass
class Plan:
    make: Callable[[], nn.Module]
    epochs: int
    learning_rate: float
    least: float  # accuracy below which nothing is written


PLANS = {
    "cnn": Plan(DigitsCnn, 14, 4e-3, 0.99),
    "transformer": Plan(DigitsTransformer, 22, 1.2e-3, 0.975),
    "early_exit": Plan(DigitsEarlyExit, 30, 2e-3, 0.97),
}


def load(part: str) -> tuple[Tensor, Tensor]:
    """Images [N, 1, 28, 28] in 0..1 and labels [N] of "train" or "t10k"."""
    dims, pixels = idx.read(SAMPLES / f"{part}-images-idx3-ubyte.gz")
    _, labels = idx.read(SAMPLES / f"{part}-labels-idx1-ubyte.gz")
    images = numpy.frombuffer(pixels, numpy.uint8).reshape(dims[0], 1, *dims[1:])
    return (torch.from_numpy(images.copy()).float() / 255,
            torch.from_numpy(numpy.frombuffer(labels, numpy.uint8).astype(numpy.int64)))


def jittered(images: Tensor, draw: torch.Generator) -> Tensor:
    """Turned by up to 12 degrees, scaled by up to 10 % and shifted by up to 2 pixels, each image its own way."""
    def uniform(limit: float) -> Tensor:
        return (torch.rand(len(images), generator=draw) * 2 - 1) * limit
    angle, scale = uniform(math.radians(12)), 1 + uniform(0.1)
    grid = torch.zeros(len(images), 2, 3)
    grid[:, 0, 0], grid[:, 0, 1] = scale * angle.cos(), -scale * angle.sin()
    grid[:, 1, 0], grid[:, 1, 1] = scale * angle.sin(), scale * angle.cos()
    grid[:, 0, 2], grid[:, 1, 2] = uniform(2 / 14), uniform(2 / 14)
    places = functional.affine_grid(grid, list(images.shape), align_corners=False)
    return functional.grid_sample(images, places, align_corners=False)


def loss_of(model: nn.Module, images: Tensor, labels: Tensor) -> Tensor:
    if isinstance(model, DigitsEarlyExit):
        return torch.stack([functional.cross_entropy(a, labels) for a in model.every_answer(images)]).mean()
    return functional.cross_entropy(model(images), labels)


def train(name: str, plan: Plan, images: Tensor, labels: Tensor, seed: int) -> nn.Module:
    torch.manual_seed(seed)
    draw = torch.Generator().manual_seed(seed)
    model, batch = plan.make(), 128
    optimizer = torch.optim.AdamW(model.parameters(), lr=plan.learning_rate, weight_decay=0.02)
    steps = plan.epochs * (LEARNED_FROM // batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, plan.learning_rate, total_steps=steps)
    for epoch in range(plan.epochs):
        model.train()
        began, order, total = time.monotonic(), torch.randperm(LEARNED_FROM, generator=draw), 0.0
        for step in range(LEARNED_FROM // batch):
            chosen = order[step * batch : (step + 1) * batch]
            loss = loss_of(model, jittered(images[chosen], draw), labels[chosen])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        unseen = accuracy(model.eval(), images[LEARNED_FROM:], labels[LEARNED_FROM:], 64)
        print(f"{name} epoch {epoch + 1}/{plan.epochs}: loss {total / (step + 1):.4f}, "
              f"unseen {unseen:.4f}, {time.monotonic() - began:.0f} s", flush=True)
    return model.eval()


@torch.no_grad()
def accuracy(model: nn.Module, images: Tensor, labels: Tensor, batch: int) -> float:
    right = sum(int((model(i).argmax(1) == l).sum()) for i, l in zip(images.split(batch), labels.split(batch)))
    return right / len(labels)


@torch.no_grad()
def early_exits(model: DigitsEarlyExit, images: Tensor, batch: int) -> float:
    """The share of batches that leave by the early exit."""
    parts = images.split(batch)
    return sum(model.sure(model.early(model.first(part))) for part in parts) / len(parts)


def save(scripted: torch.jit.ScriptModule, target: Path) -> None:
    """Writes the archive without its debug records, which hold the paths of the machine that made it."""
    whole = target.with_suffix(".whole")
    scripted.save(str(whole))
    reader = torch._C.PyTorchFileReader(str(whole))
    writer = torch._C.PyTorchFileWriter(str(target))
    for record in reader.get_all_records():
        made_by_writer = record in ("version", "byteorder") or record.startswith(".data/")
        if not made_by_writer and not record.endswith(".debug_pkl"):
            data = reader.get_record(record)
            writer.write_record(record, data, len(data))
    writer.write_end_of_file()
    whole.unlink()


def record(name: str, facts: dict) -> None:
    path = SAMPLES / "accuracy.json"
    known = json.loads(path.read_text()) if path.exists() else {}
    known[name] = facts
    path.write_text(json.dumps(dict(sorted(known.items())), indent=2) + "\n")


def make(kind: str, seed: int) -> None:
    plan, name = PLANS[kind], f"digits_{kind}.pt"
    images, labels = load("train")
    model = train(name, plan, images, labels, seed)
    partial = SAMPLES / f"digits_{kind}.partial"  # the archive inside takes its name from the stem
    save(torch.jit.script(model), partial)
    saved = torch.jit.load(str(partial))
    test_images, test_labels = load("t10k")
    facts = {
        "test_accuracy": accuracy(saved, test_images, test_labels, 64),
        "unseen_training_accuracy": accuracy(saved, images[LEARNED_FROM:], labels[LEARNED_FROM:], 64),
        "test_images": SHIPPED_TEST, "learned_from": LEARNED_FROM, "epochs": plan.epochs, "seed": seed,
        "parameters": sum(p.numel() for p in model.parameters()),
        "file_bytes": partial.stat().st_size,
        "sha256": hashlib.sha256(partial.read_bytes()).hexdigest(), "torch": torch.__version__,
    }
    if isinstance(model, DigitsEarlyExit):
        facts["threshold"] = model.threshold
        facts["test_accuracy_batch_1"] = accuracy(saved, test_images, test_labels, 1)
        facts["early_exits_batch_1"] = early_exits(model, test_images, 1)
        facts["early_exits_batch_8"] = early_exits(model, test_images, 8)
    print(json.dumps(facts, indent=2), flush=True)
    if facts["test_accuracy"] < plan.least:
        raise SystemExit(f"{name}: {facts['test_accuracy']:.4f} is below {plan.least}; kept as {partial}")
    partial.replace(SAMPLES / name)
    record(name, facts)


def cut_data(mnist: Path) -> None:
    for part, count in (("train", SHIPPED_TRAIN), ("t10k", SHIPPED_TEST)):
        for kind in ("images-idx3-ubyte", "labels-idx1-ubyte"):
            idx.write_cut(mnist / f"{part}-{kind}", SAMPLES / f"{part}-{kind}.gz", count)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="+", choices=["data", *PLANS])
    parser.add_argument("--mnist", type=Path, help="folder with the four unpacked MNIST files, for 'data'")
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    SAMPLES.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    for what in given.what:
        if what == "data":
            if given.mnist is None:
                parser.error("'data' needs --mnist FOLDER")
            cut_data(given.mnist)
        else:
            make(what, given.seed)


if __name__ == "__main__":
    main()
