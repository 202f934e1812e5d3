# SPDX-License-Identifier: Apache-2.0
"""Times whole models: Athena's int8 variant against the fp32 file and its optimized forms, and for the MiniLM sentence
encoder against torch's and ONNX Runtime's dynamic int8, all interleaved in one run. See tests/bench/README.md."""
import argparse
import json
import math
import statistics
import subprocess
import tempfile
import time
import warnings
from pathlib import Path

from contest import ort_settings, pinned_torch

SAMPLES = ("digits_cnn", "digits_transformer", "digits_early_exit")
IMAGES = {"resnet18_traced": "ResNet-18", "mobilenet_v2_traced": "MobileNetV2"}
TEXT = ("Athena weighs what a model can lose: most of its bytes, little of its sense. What it measures it measures "
        "twice, next to what it replaces, on the machine that will run it. ") * 12


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=Path, default=Path("build/release"))
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=10, help="of each table row, over all contenders")
    parser.add_argument("--batches", default="1,32", help="batches of the samples")
    parser.add_argument("--models", type=Path, default=Path("build/models"), help="made by tests/data/make_models.py")
    parser.add_argument("--minilm", type=Path, help="folder with MiniLM's config.json, model.safetensors, tokenizer")
    parser.add_argument("--lengths", default="32,128", help="tokens of MiniLM's sentence")
    parser.add_argument("--without-pass", action="append", default=[], help="a pass to leave out of the variants")
    parser.add_argument("--json", type=Path)
    return parser.parse_args()


def compressed(model: Path, folder: Path, options: argparse.Namespace, *words: str) -> Path:
    """The model with every layer int8-dynamic, through the command line as a person would; `words`: more of it."""
    output = folder / f"{model.stem}.{len(list(folder.iterdir()))}.pt"
    left_out = [word for name in options.without_pass for word in ("--without-pass", name)]
    subprocess.run([options.build / "bin/athena-cli", "compress", model, "--set", "*=int8-dynamic", *words, *left_out,
                    "-o", output, "--no-measure"], check=True, capture_output=True)
    return output


def interleaved(calls: dict, seconds: float) -> dict[str, tuple[float, float]]:
    """Name -> best and median milliseconds. Every round calls each once, so a disturbance meets all alike."""
    for call in calls.values():
        for _ in range(8):  # torch's executor compiles during the first calls
            call()
    times: dict[str, list[float]] = {name: [] for name in calls}
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        for name, call in calls.items():
            start = time.perf_counter()
            call()
            times[name].append((time.perf_counter() - start) * 1e3)
    return {name: (min(ms), statistics.median(ms)) for name, ms in times.items()}


def cosine(a, b) -> float:
    a, b = a.flatten().double(), b.flatten().double()
    return float(a @ b / a.norm() / b.norm())


def rows_of(what: str, calls: dict, seconds: float) -> list[dict]:
    """`calls` begins with the reference of the cosines; each gives a tensor."""
    reference = next(iter(calls.values()))()
    times = interleaved(calls, seconds)
    rows = [{"what": what, "name": name, "best_ms": best, "median_ms": median,
             "cosine": cosine(reference, calls[name]())} for name, (best, median) in times.items()]
    for row in rows:
        print(f"{what:34s} {row['name']:22s} {row['best_ms']:8.3f} ms best {row['median_ms']:8.3f} ms median  "
              f"cosine {row['cosine']:.5f}", flush=True)
    return rows


def fp32_forms(model, torch) -> dict:
    return {"fp32": model, "fp32 frozen": torch.jit.freeze(model),
            "fp32 for inference": torch.jit.optimize_for_inference(torch.jit.freeze(model))}


def sample_rows(folder: Path, options: argparse.Namespace, torch) -> list[dict]:
    rows = []
    for name in SAMPLES:
        file = Path("resources/samples") / (name + ".pt")
        models = fp32_forms(torch.jit.load(file).eval(), torch)
        models["athena int8"] = torch.jit.load(compressed(file, folder, options)).eval()
        for batch in map(int, options.batches.split(",")):
            images = torch.rand(batch, 1, 28, 28, generator=torch.Generator().manual_seed(1))
            calls = {form: lambda model=model: model(images) for form, model in models.items()}
            rows += rows_of(f"{name}, batch {batch}", calls, options.seconds)
    return rows


def image_rows(folder: Path, options: argparse.Namespace, torch) -> list[dict]:
    """Networks of convolutions, with ranges taken from each image and with ranges calibrated, on random images."""
    data = folder / "images.data.json"
    data.write_text(json.dumps({"athena_data": 1, "inputs": [{"column": "x"}],
                                "sources": {"all": {"random": {"samples": 32, "columns": {"x": "float32[3,224,224]"}}}},
                                "splits": {"calibrate": {"source": "all", "end": 16},
                                           "test": {"source": "all", "begin": 16}}}))
    ways = {"dynamic": [],
            "static": ["--set", "@Conv2d=int8-static", "--calibrate", "minmax:samples=16", "--data", str(data)]}
    rows = []
    for file, name in IMAGES.items():
        model = options.models / f"{file}.pt"
        if not model.exists():
            print(f"left out {name}: make_models.py has not made {model}")
            continue
        forms = fp32_forms(torch.jit.load(model).eval(), torch)
        for way, words in ways.items():
            models = forms | {"athena int8": torch.jit.load(compressed(model, folder, options, *words)).eval()}
            for batch in map(int, options.batches.split(",")):
                images = torch.rand(batch, 3, 224, 224, generator=torch.Generator().manual_seed(1))
                calls = {form: lambda model=model: model(images) for form, model in models.items()}
                rows += rows_of(f"{name} int8-{way}, batch {batch}", calls, options.seconds)
    return rows


def minilm_rows(folder: Path, options: argparse.Namespace, torch) -> list[dict]:
    import copy
    import onnxruntime
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from transformers import BertModel, BertTokenizerFast

    class Encoder(torch.nn.Module):
        def __init__(self, bert):
            super().__init__()
            self.bert = bert

        def forward(self, input_ids, attention_mask):
            return self.bert(input_ids=input_ids, attention_mask=attention_mask, return_dict=False)[0]

    model = Encoder(BertModel.from_pretrained(options.minilm, attn_implementation="eager")).eval()
    tokenizer = BertTokenizerFast.from_pretrained(options.minilm)
    session_options = ort_settings(options.threads)

    def tokens(length: int):
        found = tokenizer([TEXT], truncation=True, max_length=length, padding="max_length", return_tensors="pt")
        return found["input_ids"], found["attention_mask"]

    traced = torch.jit.trace(model, tokens(128))
    traced.save(folder / "minilm.pt")
    names = ["input_ids", "attention_mask"]
    torch.onnx.export(model, tokens(128), folder / "minilm.onnx", dynamo=False, opset_version=17, input_names=names,
                      dynamic_axes={name: [0, 1] for name in names})
    quantize_dynamic(folder / "minilm.onnx", folder / "minilm.int8.onnx", weight_type=QuantType.QInt8, per_channel=True)
    models = fp32_forms(traced, torch)
    models["torch int8"] = torch.ao.quantization.quantize_dynamic(copy.deepcopy(model), {torch.nn.Linear},
                                                                   dtype=torch.qint8)
    models["athena int8"] = torch.jit.load(compressed(folder / "minilm.pt", folder, options)).eval()
    sessions = {name: onnxruntime.InferenceSession(folder / file, session_options, providers=["CPUExecutionProvider"])
                for name, file in (("ort fp32", "minilm.onnx"), ("ort int8", "minilm.int8.onnx"))}
    rows = []
    for length in map(int, options.lengths.split(",")):
        inputs = tokens(length)
        feed = dict(zip(names, (each.numpy() for each in inputs)))
        calls = {form: lambda form=form: models[form](*inputs) for form in models}
        calls |= {form: lambda form=form: torch.from_numpy(sessions[form].run(None, feed)[0]) for form in sessions}
        rows += rows_of(f"MiniLM, {length} tokens", calls, options.seconds)
    return rows


def table(rows: list[dict]) -> str:
    lines = ["| model | Athena int8 | of the best fp32 of torch | of ORT int8 | cosine |", "|---|---|---|---|---|"]
    for what in dict.fromkeys(row["what"] for row in rows):
        here = {row["name"]: row for row in rows if row["what"] == what}
        ours = here["athena int8"]

        def share(names: list[str]) -> str:
            peers = [here[name] for name in names if name in here]
            best, median = (min((p[key] for p in peers), default=math.nan) for key in ("best_ms", "median_ms"))
            return f"{ours['best_ms'] / best:.2f}x ({ours['median_ms'] / median:.2f}x)" if peers else "-"

        lines.append(f"| {what} | {ours['best_ms']:.3f} ms | {share(['fp32', 'fp32 frozen', 'fp32 for inference'])} | "
                     f"{share(['ort int8'])} | {ours['cosine']:.5f} |")
    return "\n".join(lines)


def main() -> None:
    options = arguments()
    warnings.simplefilter("ignore")
    torch = pinned_torch(options)
    with torch.inference_mode(), tempfile.TemporaryDirectory() as folder:
        rows = sample_rows(Path(folder), options, torch) + image_rows(Path(folder), options, torch)
        if options.minilm:
            rows += minilm_rows(Path(folder), options, torch)
    print(table(rows))
    if options.json:
        options.json.write_text(json.dumps({"schema": 1, "threads": options.threads, "torch": torch.__version__,
                                            "without_passes": options.without_pass, "rows": rows}, indent=1))


if __name__ == "__main__":
    main()
