# SPDX-License-Identifier: Apache-2.0
"""The three sample networks. Each takes floats [B, 1, 28, 28] in 0..1 and gives logits [B, 10]."""
import torch
from torch import Tensor, nn


def normalised(images: Tensor) -> Tensor:
    # mean and standard deviation of MNIST's training pixels
    return (images - 0.1307) / 0.3081


class DigitsCnn(nn.Module):
    """Three Conv + BatchNorm stages and two Linear layers."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(1, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16)
        self.conv2, self.bn2 = nn.Conv2d(16, 32, 3, padding=1, bias=False), nn.BatchNorm2d(32)
        self.conv3, self.bn3 = nn.Conv2d(32, 64, 3, padding=1), nn.BatchNorm2d(64)
        self.fc1, self.fc2 = nn.Linear(64 * 3 * 3, 128), nn.Linear(128, 10)

    def forward(self, images: Tensor) -> Tensor:
        x = normalised(images)
        x = torch.max_pool2d(torch.relu(self.bn1(self.conv1(x))), 2)
        x = torch.max_pool2d(torch.relu(self.bn2(self.conv2(x))), 2)
        x = torch.max_pool2d(torch.relu(self.bn3(self.conv3(x))), 2)
        return self.fc2(torch.relu(self.fc1(x.flatten(1))))


class DigitsTransformer(nn.Module):
    """Sixteen 7x7 patches as tokens through torch.nn.TransformerEncoder, averaged."""

    def __init__(self, width: int = 160, layers: int = 4) -> None:
        super().__init__()
        self.embed = nn.Linear(49, width)
        self.position = nn.Parameter(torch.randn(1, 16, width) * 0.02)
        layer = nn.TransformerEncoderLayer(width, nhead=8, dim_feedforward=512, dropout=0.0, batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, layers, enable_nested_tensor=False)
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, 10)

    def forward(self, images: Tensor) -> Tensor:
        patches = normalised(images).reshape(-1, 4, 7, 4, 7).transpose(2, 3).reshape(-1, 16, 49)
        tokens = self.encoder(self.embed(patches) + self.position)
        return self.head(self.norm(tokens.mean(1)))


class DigitsEarlyExit(nn.Module):
    """Answers at once when it is sure of the whole batch; else refines, again and again, until it is.

    The `if` and the loop's condition depend on the data, and one block's weights serve every round.
    """

    def __init__(self, width: int = 256, rounds: int = 4, threshold: float = 0.99) -> None:
        super().__init__()
        self.rounds, self.threshold = rounds, threshold
        self.stem = nn.Linear(784, width)
        self.early = nn.Linear(width, 10)
        self.expand, self.shrink = nn.Linear(width, 2 * width), nn.Linear(2 * width, width)
        self.late = nn.Linear(width, 10)

    def first(self, images: Tensor) -> Tensor:
        return torch.relu(self.stem(normalised(images).flatten(1)))

    def refine(self, hidden: Tensor) -> Tensor:
        return hidden + self.shrink(torch.relu(self.expand(hidden)))

    def sure(self, logits: Tensor) -> bool:
        return bool(torch.softmax(logits, 1).amax(1).min() >= self.threshold)

    def forward(self, images: Tensor) -> Tensor:
        hidden = self.first(images)
        logits = self.early(hidden)
        if not self.sure(logits):
            going, done = True, 0
            while going:
                hidden = self.refine(hidden)
                logits = self.late(hidden)
                done += 1
                going = done < self.rounds and not self.sure(logits)
        return logits

    @torch.jit.unused
    def every_answer(self, images: Tensor) -> list[Tensor]:
        """What each exit would say: the early one, then one a round. For training."""
        hidden = self.first(images)
        answers = [self.early(hidden)]
        for _ in range(self.rounds):
            hidden = self.refine(hidden)
            answers.append(self.late(hidden))
        return answers
