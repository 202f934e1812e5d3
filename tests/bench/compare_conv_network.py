# SPDX-License-Identifier: Apache-2.0
"""Times ResNet-18 and MobileNetV2 up to their last convolution, in codes, against ONNX Runtime and torch. See README.md."""
import json
from typing import NamedTuple, Optional

from compare import interleaved
from compare_conv import Range, range_of
from contest import contest_parser, int8_dynamic, ort_settings, pinned_torch


class Step(NamedTuple):
    """Makes the next tensor of earlier ones: tensor 0 is the image, tensor i + 1 that of step i."""
    source: int
    conv: Optional[int] = None  # None: max pooling, 3 x 3 with stride 2
    add: Optional[int] = None  # a tensor that is added
    most: Optional[float] = None  # ReLU up to here; None: no activation


class Network:
    def __init__(self):
        self.convs, self.steps = [], []

    def conv(self, source, channels, outputs, kernel=1, stride=1, groups=1, **step) -> int:
        import torch
        layer = torch.nn.Conv2d(channels, outputs, kernel, stride, kernel // 2, groups=groups)
        torch.nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
        self.convs.append(layer)
        self.steps.append(Step(source, len(self.convs) - 1, **step))
        return len(self.steps)

    def pool(self, source) -> int:
        self.steps.append(Step(source))
        return len(self.steps)


def resnet18() -> Network:
    net, relu = Network(), float("inf")
    x, channels = net.pool(net.conv(0, 3, 64, 7, 2, most=relu)), 64
    for outputs in (64, 128, 256, 512):
        for stride in (1 if outputs == 64 else 2, 1):
            inner = net.conv(x, channels, outputs, 3, stride, most=relu)
            around = x if channels == outputs else net.conv(x, channels, outputs, 1, stride)
            x, channels = net.conv(inner, outputs, outputs, 3, add=around, most=relu), outputs
    return net


def mobilenet_v2() -> Network:
    net = Network()
    x, channels = net.conv(0, 3, 32, 3, 2, most=6.0), 32
    for factor, outputs, repeats, first in ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1),
                                            (6, 160, 3, 2), (6, 320, 1, 1)):
        for stride in (first,) + (1,) * (repeats - 1):
            hidden = factor * channels
            wide = net.conv(x, channels, hidden, most=6.0) if factor > 1 else x
            wide = net.conv(wide, hidden, hidden, 3, stride, hidden, most=6.0)
            x, channels = net.conv(wide, hidden, outputs, add=x if stride == 1 and channels == outputs else None), outputs
    net.conv(x, channels, 1280, most=6.0)
    return net


def as_module(net: Network, seen: Optional[list] = None):
    """In fp32; `seen` gets each step's result before an addition and after all."""
    import torch

    class Module(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.convs = torch.nn.ModuleList(net.convs)

        def forward(self, x):
            values = [x]
            for step in net.steps:
                y = values[step.source]
                y = torch.nn.functional.max_pool2d(y, 3, 2, 1) if step.conv is None else self.convs[step.conv](y)
                before = y
                if step.add is not None:
                    y = y + values[step.add]
                if step.most is not None:
                    y = y.clamp(0.0, step.most)
                if seen is not None:
                    seen.append((before, y))
                values.append(y)
            return values[-1]

    return Module().eval()


def athena(net: Network, x, ranges: list[Range], options):
    import torch
    loaded = int8_dynamic(torch.jit.trace(as_module(net), x), options)
    dynamic = torch.jit.freeze(loaded).forward
    lines = [f"x0 = torch.ops.athena.quantize_static(x, {ranges[0].scale}, {ranges[0].zero})"]
    for i, (step, result) in enumerate(zip(net.steps, ranges[1:])):
        if step.conv is None:
            lines.append(f"x{i + 1} = torch.ops.athena.max_pool2d_static(x{step.source}, [3, 3], [2, 2], [1, 1], [1, 1], False)")
            continue
        layer, source = net.convs[step.conv], ranges[step.source]
        added = "" if step.add is None else f", x{step.add}, {ranges[step.add].scale}, {ranges[step.add].zero}"
        lines.append(f"x{i + 1} = torch.ops.athena.conv_static(x{step.source}, getattr(self.convs, \"{step.conv}\").weight_packed, {list(layer.stride)}, "
                     f"{list(layer.padding)}, [1, 1], {source.scale}, {source.zero}, {result.scale}, {result.zero}, None, None"
                     f"{added})")
    last = ranges[len(net.steps)]
    lines.append(f"return torch.ops.athena.dequantize_static(x{len(net.steps)}, {last.scale}, {last.zero})")
    loaded.define("def static(self, x):\n  " + "\n  ".join(lines) + "\n")
    static = torch.jit.freeze(loaded, preserved_attrs=["static"]).static
    return {"athena static": lambda: static(x), "athena dynamic": lambda: dynamic(x)}


def ort_static(net: Network, x, y, before: list[Range], ranges: list[Range], threads: int):
    """Rectifying is in the ranges' low ends, as ONNX Runtime's quantizer has it."""
    import numpy
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper
    tensors, nodes = [], []

    def constant(name, value) -> str:
        tensors.append(numpy_helper.from_array(numpy.asarray(value), name))
        return name

    def range_names(name, given: Range) -> list[str]:
        return [constant(name + "_scale", numpy.float32(given.scale)), constant(name + "_zero", numpy.uint8(given.zero))]

    names = [["x0", *range_names("x0", ranges[0])]]
    nodes.append(helper.make_node("QuantizeLinear", ["x", *names[0][1:]], ["x0"]))
    for i, step in enumerate(net.steps):
        name, source = f"x{i + 1}", names[step.source]
        if step.conv is None:
            nodes.append(helper.make_node("MaxPool", source[:1], [name], kernel_shape=[3, 3], strides=[2, 2], pads=[1] * 4))
            names.append([name, *source[1:]])
            continue
        layer, result = net.convs[step.conv], [name, *range_names(name, ranges[i + 1])]
        weight = layer.weight.detach().numpy()
        sw = numpy.abs(weight).max(axis=(1, 2, 3)) / 127
        bias = layer.bias.detach().numpy() / (numpy.float32(ranges[step.source].scale) * sw)
        product = result if step.add is None else [name + "_conv", *range_names(name + "_conv", before[i])]
        nodes.append(helper.make_node(
            "QLinearConv", [*source, constant(name + "_w", numpy.round(weight / sw[:, None, None, None]).astype(numpy.int8)),
                            constant(name + "_sw", sw), constant(name + "_zw", numpy.zeros(len(sw), numpy.int8)),
                            *product[1:], constant(name + "_b", numpy.round(bias).astype(numpy.int32))], product[:1],
            strides=layer.stride, pads=list(layer.padding) * 2, group=layer.groups))
        if step.add is not None:
            nodes.append(helper.make_node("QLinearAdd", [*product, *names[step.add], *result[1:]], [name],
                                          domain="com.microsoft"))
        names.append(result)
    nodes.append(helper.make_node("DequantizeLinear", names[-1], ["y"]))
    graph = helper.make_graph(nodes, "net", [helper.make_tensor_value_info("x", TensorProto.FLOAT, x.shape)],
                              [helper.make_tensor_value_info("y", TensorProto.FLOAT, y.shape)], tensors)
    opsets = [helper.make_opsetid("", 13), helper.make_opsetid("com.microsoft", 1)]
    session = onnxruntime.InferenceSession(
        helper.make_model(graph, opset_imports=opsets, ir_version=8).SerializeToString(), ort_settings(threads),
        ["CPUExecutionProvider"])
    binding = session.io_binding()
    binding.bind_cpu_input("x", x.numpy())
    binding.bind_output("y", "cpu")

    def call():
        session.run_with_iobinding(binding)
        return binding

    return call


def main() -> None:
    parser = contest_parser(__doc__, turn=0.05)
    options = parser.parse_args()
    torch = pinned_torch(options)
    torch.manual_seed(0)
    figures = []
    print("| network | " + " | ".join(("static us", "ort us", "torch fp32 us", "dynamic us", "static over ort",
                                        "static over torch fp32", "error", "ort's error")) + " |")
    print("|---" * 9 + "|")
    with torch.inference_mode():
        for name, net in (("resnet18", resnet18()), ("mobilenet_v2", mobilenet_v2())):
            x, seen = torch.randn(1, 3, 224, 224), []
            y = as_module(net, seen)(x)
            before = [range_of(value) for value, _ in seen]
            ranges = [range_of(x)] + [range_of(value) for _, value in seen]
            for i, step in enumerate(net.steps):
                if step.conv is None:
                    ranges[i + 1] = ranges[step.source]
            fp32 = torch.jit.optimize_for_inference(torch.jit.freeze(torch.jit.trace(as_module(net), x))).forward
            calls = {**athena(net, x, ranges, options), "torch fp32": lambda: fp32(x),
                     "ort": ort_static(net, x, y, before, ranges, options.threads)}
            # As a share of what there is to see.
            error, peer = (float((result - y).norm() / y.norm()) for result in (
                calls["athena static"](), torch.from_numpy(calls["ort"]().copy_outputs_to_cpu()[0])))
            best = {call: us for call, (us, _) in interleaved(calls, options.rounds, options.turn).items()}
            figures.append({"network": name, "best_us": best, "error": {"athena static": error, "ort": peer}})
            ours = best["athena static"]
            print(f"| {name} | {ours:.0f} | {best['ort']:.0f} | {best['torch fp32']:.0f} | {best['athena dynamic']:.0f} | "
                  f"{best['ort'] / ours:.2f}x | {best['torch fp32'] / ours:.2f}x | {error:.4f} | {peer:.4f} |", flush=True)
    if options.json:
        options.json.write_text(json.dumps({"schema": 1, "threads": options.threads, "figures": figures}, indent=1))


if __name__ == "__main__":
    main()
