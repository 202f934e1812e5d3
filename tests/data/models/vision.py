# SPDX-License-Identifier: Apache-2.0
"""Convolutional networks in plain torch.nn: He et al. 2015 (ResNet-18), Sandler et al. 2018 (MobileNetV2),
Ronneberger et al. 2015 (U-Net)."""
from pathlib import Path

import torch
from torch import Tensor, nn

from models import scans
from models.example import Example, forward


class BasicBlock(nn.Module):
    def __init__(self, channels: int, out: int, stride: int):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, out, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(out)
        self.relu = nn.ReLU(inplace=True)
        self.conv2 = nn.Conv2d(out, out, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(out)
        self.downsample = None
        if stride != 1 or channels != out:
            self.downsample = nn.Sequential(nn.Conv2d(channels, out, 1, stride, bias=False), nn.BatchNorm2d(out))

    def forward(self, x: Tensor) -> Tensor:
        same = x
        x = self.relu(self.bn1(self.conv1(x)))
        x = self.bn2(self.conv2(x))
        if self.downsample is not None:
            same = self.downsample(same)
        return self.relu(x + same)


class ResNet18(nn.Module):
    def __init__(self, classes: int = 1000):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        self.relu = nn.ReLU(inplace=True)
        self.maxpool = nn.MaxPool2d(3, 2, 1)
        self.layer1 = nn.Sequential(BasicBlock(64, 64, 1), BasicBlock(64, 64, 1))
        self.layer2 = nn.Sequential(BasicBlock(64, 128, 2), BasicBlock(128, 128, 1))
        self.layer3 = nn.Sequential(BasicBlock(128, 256, 2), BasicBlock(256, 256, 1))
        self.layer4 = nn.Sequential(BasicBlock(256, 512, 2), BasicBlock(512, 512, 1))
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.fc = nn.Linear(512, classes)

    def forward(self, x: Tensor) -> Tensor:
        x = self.maxpool(self.relu(self.bn1(self.conv1(x))))
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.fc(torch.flatten(self.avgpool(x), 1))


def conv_bn_relu(channels: int, out: int, kernel: int, stride: int = 1, groups: int = 1) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(channels, out, kernel, stride, (kernel - 1) // 2, groups=groups, bias=False),
                         nn.BatchNorm2d(out), nn.ReLU6(inplace=True))


class InvertedResidual(nn.Module):
    def __init__(self, channels: int, out: int, stride: int, expand: int):
        super().__init__()
        hidden = channels * expand
        layers = [conv_bn_relu(channels, hidden, 1)] if expand != 1 else []
        layers += [conv_bn_relu(hidden, hidden, 3, stride, hidden), nn.Conv2d(hidden, out, 1, bias=False),
                   nn.BatchNorm2d(out)]
        self.conv = nn.Sequential(*layers)
        self.use_res_connect = stride == 1 and channels == out

    def forward(self, x: Tensor) -> Tensor:
        return x + self.conv(x) if self.use_res_connect else self.conv(x)


class MobileNetV2(nn.Module):
    PLAN = [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]

    def __init__(self, classes: int = 1000):
        super().__init__()
        features: list[nn.Module] = [conv_bn_relu(3, 32, 3, 2)]
        channels = 32
        for expand, out, count, stride in self.PLAN:
            for i in range(count):
                features.append(InvertedResidual(channels, out, stride if i == 0 else 1, expand))
                channels = out
        features.append(conv_bn_relu(channels, 1280, 1))
        self.features = nn.Sequential(*features)
        self.classifier = nn.Sequential(nn.Dropout(0.2), nn.Linear(1280, classes))

    def forward(self, x: Tensor) -> Tensor:
        return self.classifier(self.features(x).mean([2, 3]))


class DoubleConv(nn.Sequential):
    def __init__(self, channels: int, out: int):
        super().__init__(nn.Conv2d(channels, out, 3, padding=1, padding_mode="reflect"), nn.BatchNorm2d(out), nn.ReLU(),
                         nn.Conv2d(out, out, 3, padding="same", dilation=2), nn.ReLU())


class UNet(nn.Module):
    def __init__(self, classes: int = 3, widths: tuple[int, ...] = (16, 32, 64)):
        super().__init__()
        self.down = nn.ModuleList()
        channels = 1
        for width in widths:
            self.down.append(DoubleConv(channels, width))
            channels = width
        self.middle = DoubleConv(channels, 2 * channels)
        self.up, self.join = nn.ModuleList(), nn.ModuleList()
        for width in reversed(widths):
            self.up.append(nn.ConvTranspose2d(2 * width, width, 2, stride=2))
            self.join.append(DoubleConv(2 * width, width))
        self.head = nn.Conv2d(widths[0], classes, 1)

    def forward(self, x: Tensor) -> Tensor:
        kept: list[Tensor] = []
        for block in self.down:
            x = block(x)
            kept.append(x)
            x = nn.functional.max_pool2d(x, 2)
        x = self.middle(x)
        for up, join in zip(self.up, self.join):
            x = join(torch.cat([up(x), kept.pop()], dim=1))
        return self.head(x)


class MeanIoU(nn.Module):
    """Per sample the mean intersection over union of the classes that occur, of logits [B, C, H, W] and labels
    [B, H, W]."""
    def forward(self, output: Tensor, target: Tensor) -> Tensor:
        classes = output.size(1)
        found = nn.functional.one_hot(output.argmax(1), classes).flatten(1, 2)
        wanted = nn.functional.one_hot(target, classes).flatten(1, 2)
        both = (found * wanted).sum(1).float()
        either = (found + wanted).clamp(max=1).sum(1).float()
        return (both / either.clamp(min=1)).sum(1) / (either > 0).float().sum(1)


def with_lived_in_norms(module: nn.Module) -> nn.Module:
    """BatchNorm statistics as training would leave them, not zero and one."""
    for norm in module.modules():
        if isinstance(norm, nn.BatchNorm2d):
            nn.init.normal_(norm.running_mean, 0, 0.1)
            nn.init.uniform_(norm.running_var, 0.5, 1.5)
            nn.init.uniform_(norm.weight, 0.5, 1.5)
            nn.init.normal_(norm.bias, 0, 0.1)
    return module


def examples(folder: Path) -> list[Example]:
    scans.write_data(folder / "scans", metric="../mean_iou_scripted.pt")
    photos = [forward(torch.randn(2, 3, 96, 96)), forward(torch.randn(1, 3, 64, 64))]
    images = [forward(torch.randn(2, 1, 32, 48)), forward(torch.randn(1, 1, 16, 16))]
    forms = ["scripted", "traced", "frozen"]
    return [
        Example("resnet18", with_lived_in_norms(ResNet18()), photos, forms + ["optimized"]),
        Example("mobilenet_v2", with_lived_in_norms(MobileNetV2()), photos, forms),
        Example("unet", scans.train(UNet(), steps=250), images, forms),
        Example("mean_iou", MeanIoU(), [forward(torch.randn(2, 3, 8, 8), torch.randint(0, 3, (2, 8, 8)))]),
    ]
