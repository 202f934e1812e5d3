# SPDX-License-Identifier: Apache-2.0
"""Times Athena's int8 convolutions against torch and ONNX Runtime, interleaved in one run. See tests/bench/README.md."""
import json
import statistics
from typing import NamedTuple

from compare import interleaved
from contest import contest_parser, int8_dynamic, ort_settings, pinned_torch


class Conv(NamedTuple):
    network: str
    channels: int
    outputs: int
    kernel: int
    stride: int
    groups: int
    size: int  # of the input, which is square; padded by half the kernel


def shapes() -> list[Conv]:
    """Every different convolution of ResNet-18 and MobileNetV2 on an image of 224 x 224."""
    resnet = [Conv("resnet18", 3, 64, 7, 2, 1, 224), Conv("resnet18", 64, 64, 3, 1, 1, 56)]
    for channels, size in ((64, 56), (128, 28), (256, 14)):
        resnet += [Conv("resnet18", channels, 2 * channels, 3, 2, 1, size),
                   Conv("resnet18", channels, 2 * channels, 1, 2, 1, size),
                   Conv("resnet18", 2 * channels, 2 * channels, 3, 1, 1, size // 2)]
    mobile, channels, size = [Conv("mobilenet_v2", 3, 32, 3, 2, 1, 224)], 32, 112
    for factor, outputs, repeats, stride in ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1),
                                             (6, 160, 3, 2), (6, 320, 1, 1)):
        for step in (stride,) + (1,) * (repeats - 1):
            hidden = factor * channels
            if factor > 1:
                mobile.append(Conv("mobilenet_v2", channels, hidden, 1, 1, 1, size))
            mobile.append(Conv("mobilenet_v2", hidden, hidden, 3, step, hidden, size))
            size //= step
            mobile.append(Conv("mobilenet_v2", hidden, outputs, 1, 1, 1, size))
            channels = outputs
    mobile.append(Conv("mobilenet_v2", 320, 1280, 1, 1, 1, size))
    return resnet + list(dict.fromkeys(mobile))


class Range(NamedTuple):
    """number = (code - zero) * scale, codes of 8 bits"""
    scale: float
    zero: int

    def codes(self, numbers):
        import numpy
        return (numpy.round(numbers / numpy.float32(self.scale)) + self.zero).clip(0, 255).astype(numpy.uint8)


def range_of(values) -> Range:
    import numpy
    low, high = min(float(values.min()), 0.0), float(values.max())
    scale = float(numpy.float32((high - low) / 255))
    return Range(scale, round(-low / scale))


def athena(layer, x, sx: Range, sy: Range, options):
    """athena::conv between fp32 tensors, which looks for the range itself, and athena::conv_static between codes."""
    import torch
    loaded = int8_dynamic(torch.jit.script(torch.nn.Sequential(layer).eval()), options)

    class Static(torch.nn.Module):
        def __init__(self, weight, stride: int, padding: int, sx: float, zx: int, sy: float, zy: int):
            super().__init__()
            self.weight, self.stride, self.padding = weight, stride, padding
            self.sx, self.zx, self.sy, self.zy = sx, zx, sy, zy

        def forward(self, codes):
            return torch.ops.athena.conv_static(codes, self.weight, [self.stride], [self.padding], [1], self.sx, self.zx,
                                                self.sy, self.zy, None, None)

    static = torch.jit.script(Static(getattr(loaded, "0").weight_packed, layer.stride[0], layer.padding[0], *sx,
                                     *sy).eval())
    # A module's own call looks for hooks first.
    static, dynamic = torch.jit.freeze(static).forward, torch.jit.freeze(loaded).forward
    codes = torch.from_numpy(sx.codes(x.numpy())).contiguous(memory_format=torch.channels_last)
    return {"athena u8": lambda: static(codes), "athena fp32": lambda: dynamic(x)}


def torch_fp32(layer, x):
    import torch
    module = torch.jit.freeze(torch.jit.script(torch.nn.Sequential(layer).eval())).forward
    return lambda: module(x)


def ort_static(layer, x, sx: Range, sy: Range, threads):
    """QLinearConv between u8 tensors, in ONNX's layout and in the one it has within a network, and between fp32 tensors."""
    import numpy
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper
    shape, result = list(x.shape), list(layer(x).shape)
    weight = layer.weight.detach().numpy()
    sw = numpy.abs(weight).max(axis=(1, 2, 3)) / 127
    constants = {"sx": numpy.float32(sx.scale), "zx": numpy.uint8(sx.zero), "sy": numpy.float32(sy.scale),
                 "zy": numpy.uint8(sy.zero), "sw": sw, "zw": numpy.zeros(len(sw), numpy.int8),
                 "w": numpy.round(weight / sw[:, None, None, None]).astype(numpy.int8),
                 "b": numpy.round(layer.bias.detach().numpy() / (numpy.float32(sx.scale) * sw)).astype(numpy.int32)}
    tensors = [numpy_helper.from_array(numpy.asarray(value), name) for name, value in constants.items()]

    def conv(**attributes):
        return helper.make_node("QLinearConv", ["xq", "sx", "zx", "w", "sw", "zw", "sy", "zy", "b"], ["yq"],
                                strides=layer.stride, pads=list(layer.padding) * 2, group=layer.groups, **attributes)

    around = [helper.make_node("QuantizeLinear", ["x", "sx", "zx"], ["xq"]), conv(),
              helper.make_node("DequantizeLinear", ["yq", "sy", "zy"], ["y"])]

    def last(sizes):
        return sizes[:1] + sizes[2:] + sizes[1:2]

    def bind(nodes, name, value, output, sizes, kind):
        graph = helper.make_graph(nodes, "conv", [helper.make_tensor_value_info(name, kind, value.shape)],
                                  [helper.make_tensor_value_info(output, kind, sizes)], tensors)
        opsets = [helper.make_opsetid("", 13), helper.make_opsetid("com.microsoft", 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=8)
        session = onnxruntime.InferenceSession(model.SerializeToString(), ort_settings(threads), ["CPUExecutionProvider"])
        binding = session.io_binding()
        binding.bind_cpu_input(name, value)
        binding.bind_output(output, "cpu")

        def call():
            session.run_with_iobinding(binding)
            return binding

        return call

    codes = sx.codes(x.numpy())
    codes_last = numpy.ascontiguousarray(codes.transpose(0, 2, 3, 1))
    return {"ort u8": bind([conv()], "xq", codes, "yq", result, TensorProto.UINT8),
            "ort u8 channels last": bind([conv(domain="com.microsoft", channels_last=1)], "xq", codes_last, "yq",
                                         last(result), TensorProto.UINT8),
            "ort fp32": bind(around, "x", x.numpy(), "y", result, TensorProto.FLOAT)}


def check_alike(calls) -> None:
    """Both round the same sums; ONNX Runtime has rounded its bias before."""
    import numpy
    ours, theirs = calls["athena u8"]().numpy().astype(int), calls["ort u8"]().copy_outputs_to_cpu()[0].astype(int)
    assert numpy.abs(ours - theirs).max() <= 1, "Athena's codes are not ONNX Runtime's"


# Which of Athena's ops a peer is compared with.
CONTESTS = [("athena u8", "ort u8"), ("athena u8", "ort u8 channels last"), ("athena u8", "torch fp32"),
            ("athena fp32", "ort fp32"), ("athena fp32", "torch fp32")]


def main() -> None:
    parser = contest_parser(__doc__)
    parser.add_argument("--network", choices=["resnet18", "mobilenet_v2"], help="only its layers")
    options = parser.parse_args()
    torch = pinned_torch(options)
    torch.manual_seed(0)
    figures, ratios = [], {contest: [] for contest in CONTESTS}
    print("| layer | u8 us | GMAC/s | fp32 us | " + " | ".join(f"{ours} over {peer}" for ours, peer in CONTESTS) + " |")
    print("|---|---|---|---|" + "---|" * len(CONTESTS), flush=True)
    with torch.inference_mode():
        for shape in shapes():
            if options.network and shape.network != options.network:
                continue
            layer = torch.nn.Conv2d(shape.channels, shape.outputs, shape.kernel, shape.stride, shape.kernel // 2,
                                    groups=shape.groups)
            x = torch.randn(1, shape.channels, shape.size, shape.size).relu()
            sx, sy = range_of(x), range_of(layer(x))
            calls = {**athena(layer, x, sx, sy, options), "torch fp32": torch_fp32(layer, x),
                     **ort_static(layer, x, sx, sy, options.threads)}
            check_alike(calls)
            best = {name: us for name, (us, _) in interleaved(calls, options.rounds, options.turn).items()}
            work = layer.weight[0].numel() * layer(x).numel() / 1e3
            for ours, peer in CONTESTS:
                ratios[ours, peer].append(best[peer] / best[ours])
            figures.append({**shape._asdict(), "best_us": best, "gmacs": work / best["athena u8"]})
            what = f"{shape.channels}->{shape.outputs} {shape.kernel}x{shape.kernel}" + (
                f"/{shape.stride}" if shape.stride > 1 else "") + (" depthwise" if shape.groups > 1 else "")
            print(f"| {what} at {shape.size} | {best['athena u8']:.0f} | {work / best['athena u8']:.0f} | "
                  f"{best['athena fp32']:.0f} | " + " | ".join(f"{values[-1]:.2f}x" for values in ratios.values())
                  + " |", flush=True)
    for (ours, peer), values in ratios.items():
        print(f"{ours} over {peer}: geomean {statistics.geometric_mean(values):.2f}x, worst {min(values):.2f}x")
    if options.json:
        options.json.write_text(json.dumps({"schema": 2, "threads": options.threads, "figures": figures}, indent=1))


if __name__ == "__main__":
    main()
