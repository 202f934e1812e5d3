# SPDX-License-Identifier: Apache-2.0
"""How close the MiniLM sentence encoder stays in integers: mean cosine of its tokens over tests/data/sentences.txt,
and file size. See tests/bench/README.md."""
import argparse
import json
import subprocess
import tempfile
from pathlib import Path

import torch

TEXTS = Path(__file__).parents[1] / "data/sentences.txt"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=Path, default=Path("build/release"))
    parser.add_argument("--models", type=Path, default=Path("build/models"), help="where make_models.py put its models")
    parser.add_argument("--minilm", type=Path, required=True, help="folder with MiniLM's vocab.txt")
    parser.add_argument("--set", default="*=int8-dynamic", help="rule for athena-cli compress")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    from transformers import BertTokenizerFast
    tokenizer = BertTokenizerFast.from_pretrained(options.minilm)
    torch.ops.load_library(str((options.build / "lib/libathena_runtime.so").resolve()))
    results = []
    with tempfile.TemporaryDirectory() as place, torch.inference_mode():
        for name in ("minilm_traced", "minilm_sdpa_traced"):
            original, made = options.models / f"{name}.pt", Path(place) / f"{name}.int8.pt"
            subprocess.run([options.build / "bin/athena-cli", "compress", original, "--set", options.set, "-o", made,
                            "--no-measure"], check=True, capture_output=True)
            models = [torch.jit.load(str(file)).eval() for file in (original, made)]
            cosines = []
            for text in TEXTS.read_text().splitlines():
                tokens = tokenizer([text], truncation=True, max_length=128, return_tensors="pt")
                wanted, got = (model(tokens["input_ids"], tokens["attention_mask"]) for model in models)
                cosines.append(float(torch.nn.functional.cosine_similarity(wanted, got, dim=-1).mean()))
            results.append({"model": name, "texts": len(cosines), "mean_cosine": sum(cosines) / len(cosines),
                            "worst_text": min(cosines), "file_ratio": made.stat().st_size / original.stat().st_size})
            print("{model}, {texts} texts: mean token cosine {mean_cosine:.5f}, worst text {worst_text:.5f}, "
                  "file {file_ratio:.3f}x".format(**results[-1]), flush=True)
    if options.json:
        options.json.write_text(json.dumps(results, indent=1))


main()
