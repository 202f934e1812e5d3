# SPDX-License-Identifier: Apache-2.0
"""Times Athena's int8 convolutions against torch and ONNX Runtime, interleaved in one run. See tests/bench/README.md."""
import argparse
import json
import os
import statistics
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from compare import interleaved


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


def athena(layer, x, options):
    import torch
    with tempfile.TemporaryDirectory() as folder:
        torch.jit.script(torch.nn.Sequential(layer).eval()).save(Path(folder) / "layer.pt")
        subprocess.run([options.build / "bin/athena-cli", "compress", Path(folder) / "layer.pt", "--set",
                        "*=int8-dynamic", "--no-measure", "-o", Path(folder) / "int8.pt"], check=True,
                       capture_output=True)
        module = torch.jit.freeze(torch.jit.load(Path(folder) / "int8.pt").eval())
    return lambda: module(x)


def torch_fp32(layer, x):
    import torch
    module = torch.jit.freeze(torch.jit.script(torch.nn.Sequential(layer).eval()))
    return lambda: module(x)


def ort_static(layer, x, threads):
    """QLinearConv between u8 tensors, and the same between fp32 tensors, as Athena's op is called."""
    import numpy
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper
    y = layer(x)

    def range_of(values):
        low, high = min(float(values.min()), 0.0), float(values.max())
        scale = numpy.float32((high - low) / 255)
        return scale, numpy.uint8(round(-low / scale))

    (sx, zx), (sy, zy) = range_of(x), range_of(y)
    weight = layer.weight.detach().numpy()
    sw = numpy.abs(weight).max(axis=(1, 2, 3)) / 127
    constants = {"sx": sx, "zx": zx, "sy": sy, "zy": zy, "sw": sw, "zw": numpy.zeros(len(sw), numpy.int8),
                 "w": numpy.round(weight / sw[:, None, None, None]).astype(numpy.int8),
                 "b": numpy.round(layer.bias.detach().numpy() / (sx * sw)).astype(numpy.int32)}
    tensors = [numpy_helper.from_array(numpy.asarray(value), name) for name, value in constants.items()]
    conv = helper.make_node("QLinearConv", ["xq", "sx", "zx", "w", "sw", "zw", "sy", "zy", "b"], ["yq"],
                            strides=layer.stride, pads=list(layer.padding) * 2, group=layer.groups)
    around = [helper.make_node("QuantizeLinear", ["x", "sx", "zx"], ["xq"]), conv,
              helper.make_node("DequantizeLinear", ["yq", "sy", "zy"], ["y"])]

    def bind(nodes, name, value, output, kind):
        graph = helper.make_graph(nodes, "conv", [helper.make_tensor_value_info(name, kind, x.shape)],
                                  [helper.make_tensor_value_info(output, kind, y.shape)], tensors)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads, settings.inter_op_num_threads = threads, 1
        session = onnxruntime.InferenceSession(model.SerializeToString(), settings, ["CPUExecutionProvider"])
        binding = session.io_binding()
        binding.bind_cpu_input(name, value)
        binding.bind_output(output, "cpu")
        return lambda: session.run_with_iobinding(binding)

    codes = (numpy.round(x.numpy() / sx) + zx).clip(0, 255).astype(numpy.uint8)
    return {"ort u8": bind([conv], "xq", codes, "yq", TensorProto.UINT8),
            "ort fp32 in and out": bind(around, "x", x.numpy(), "y", TensorProto.FLOAT)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=Path, default=Path("build/release"))
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=15, help="times that every library has its turn")
    parser.add_argument("--turn", type=float, default=0.01, help="seconds of one turn")
    parser.add_argument("--network", choices=["resnet18", "mobilenet_v2"], help="only its layers")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    # Before any library starts its threads.
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:options.threads])
    os.environ.update(OMP_NUM_THREADS=str(options.threads), OMP_PROC_BIND="true")
    import torch
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    torch.ops.load_library(str((options.build / "lib/libathena_runtime.so").resolve()))
    figures, ratios = [], {}
    print("| layer | athena us | GMAC/s | " + " | ".join(f"speed-up over {peer}" for peer in
                                                        ("torch fp32", "ort u8", "ort fp32 in and out")) + " |")
    print("|---|---|---|---|---|---|", flush=True)
    with torch.inference_mode():
        for shape in shapes():
            if options.network and shape.network != options.network:
                continue
            layer = torch.nn.Conv2d(shape.channels, shape.outputs, shape.kernel, shape.stride, shape.kernel // 2,
                                    groups=shape.groups)
            x = torch.randn(1, shape.channels, shape.size, shape.size).relu()
            calls = {"athena": athena(layer, x, options), "torch fp32": torch_fp32(layer, x),
                     **ort_static(layer, x, options.threads)}
            best = {name: us for name, (us, _) in interleaved(calls, options.rounds, options.turn).items()}
            work = layer.weight[0].numel() * layer(x).numel() / 1e3
            peers = {name: us / best["athena"] for name, us in best.items() if name != "athena"}
            for name, ratio in peers.items():
                ratios.setdefault(name, []).append(ratio)
            figures.append({**shape._asdict(), "best_us": best, "gmacs": work / best["athena"]})
            what = f"{shape.channels}->{shape.outputs} {shape.kernel}x{shape.kernel}" + (
                f"/{shape.stride}" if shape.stride > 1 else "") + (" depthwise" if shape.groups > 1 else "")
            print(f"| {what} at {shape.size} | {best['athena']:.0f} | {work / best['athena']:.0f} | "
                  + " | ".join(f"{ratio:.2f}x" for ratio in peers.values()) + " |", flush=True)
    for name, values in ratios.items():
        print(f"{name}: geomean {statistics.geometric_mean(values):.2f}x, worst {min(values):.2f}x")
    if options.json:
        options.json.write_text(json.dumps({"schema": 1, "threads": options.threads, "figures": figures}, indent=1))


if __name__ == "__main__":
    main()
