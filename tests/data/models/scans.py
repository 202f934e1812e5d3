# SPDX-License-Identifier: Apache-2.0
"""Small images to segment, and training on them: a disc (class 1) and a square (class 2) on noise (class 0)."""
import json
from pathlib import Path

import torch
from torch import Tensor, nn

SIDE = 32


def scans(count: int, draw: torch.Generator) -> tuple[Tensor, Tensor]:
    """Images float32 [count, 1, 32, 32] and labels int64 [count, 32, 32]."""
    def places() -> tuple[Tensor, Tensor, Tensor]:
        centre = torch.rand(2, count, 1, 1, generator=draw) * SIDE
        return centre[0], centre[1], 4 + 5 * torch.rand(count, 1, 1, generator=draw)

    y, x = torch.meshgrid(torch.arange(SIDE), torch.arange(SIDE), indexing="ij")
    labels = torch.zeros(count, SIDE, SIDE, dtype=torch.int64)
    down, across, radius = places()
    labels[(y - down) ** 2 + (x - across) ** 2 < radius ** 2] = 1
    down, across, half = places()
    labels[torch.maximum((y - down).abs(), (x - across).abs()) < half * 0.8] = 2
    brightness = torch.tensor([0.0, 0.9, 0.7])[labels]
    return (brightness + 0.35 * torch.randn(count, SIDE, SIDE, generator=draw)).unsqueeze(1), labels


def train(model: nn.Module, steps: int) -> nn.Module:
    draw = torch.Generator().manual_seed(21)
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    model.train()
    for _ in range(steps):
        images, labels = scans(16, draw)
        loss = nn.functional.cross_entropy(model(images), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model.eval()


def write_data(folder: Path, metric: str) -> None:
    """FOLDER/scans.data.json with 100 samples, scored by the file `metric`."""
    folder.mkdir(parents=True, exist_ok=True)
    images, labels = scans(100, torch.Generator().manual_seed(22))
    torch.save({"image": images, "label": labels}, folder / "scans.pt")
    data = {"athena_data": 1, "name": "scans", "sources": {"scans": {"torch": "scans.pt"}},
            "inputs": [{"column": "image"}], "label": "label",
            "metric": {"file": metric, "name": "mean IoU", "higher_is_better": True},
            "splits": {"test": {"source": "scans"}}}
    (folder / "scans.data.json").write_text(json.dumps(data, indent=1))
