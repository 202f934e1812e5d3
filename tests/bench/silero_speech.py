# SPDX-License-Identifier: Apache-2.0
"""How close Silero VAD stays in integers on read speech, at 16 and 8 kHz: its probabilities before and after
athena-cli compress. See tests/bench/README.md."""
import argparse
import json
import subprocess
import sys
import tarfile
import tempfile
import wave
from pathlib import Path

import numpy as np
import torch

CHUNK = {16000: 512, 8000: 256}
HELD_OUT = ("0870", "0930")  # the other recordings calibrate


def recordings(cache: Path) -> Path:
    """Five recordings of LibriVox ("Sense and Sensibility", public domain), which the sources of the Python package
    pocketsphinx carry."""
    folder = cache / "librivox"
    if not folder.exists():
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:", "--dest",
                        cache, "pocketsphinx"], check=True)
        with tarfile.open(next(cache.glob("pocketsphinx-*.tar.gz"))) as sources:
            folder.mkdir()
            for member in sources.getmembers():
                if "/librivox/" in member.name and member.name.endswith(".wav"):
                    (folder / Path(member.name).name).write_bytes(sources.extractfile(member).read())
    return folder


def sound_of(file: Path) -> torch.Tensor:
    with wave.open(str(file)) as audio:
        if (audio.getframerate(), audio.getnchannels(), audio.getsampwidth()) != (16000, 1, 2):
            raise SystemExit(f"{file}: one channel of 16 bits at 16 kHz is wanted.")
        samples = np.frombuffer(audio.readframes(audio.getnframes()), np.int16)
    return torch.from_numpy(samples / np.float32(32768))


def halved(sound: torch.Tensor) -> torch.Tensor:
    """At 8 kHz: without what lies above 4 kHz."""
    half = sound.numel() // 2
    return torch.fft.irfft(torch.fft.rfft(sound[:2 * half])[:half // 2 + 1], n=half) / 2


def chunks(sounds: list[torch.Tensor], rate: int) -> torch.Tensor:
    """[n, chunk] of the recordings one after the other, half a second of a quiet room before each."""
    draw = torch.Generator().manual_seed(1)
    parts = []
    for sound in sounds:
        parts += [0.0005 * torch.randn(rate // 2, generator=draw), sound if rate == 16000 else halved(sound)]
    joined = torch.cat(parts)
    return joined[:joined.numel() // CHUNK[rate] * CHUNK[rate]].view(-1, CHUNK[rate])


def probabilities(file: Path, spoken: torch.Tensor, rate: int) -> torch.Tensor:
    model = torch.jit.load(str(file)).eval()
    model.reset_states()
    return torch.stack([model(chunk.unsqueeze(0), rate).flatten()[0] for chunk in spoken])


def compress(options: argparse.Namespace, data: Path, made: Path) -> None:
    recover = ["--recover", options.recover, "--data", data] if options.recover else []
    subprocess.run([options.build / "bin/athena-cli", "compress", options.models / "silero_vad_foreign.pt", "--set",
                    options.set, *recover, "--no-measure", "-o", made], check=True, capture_output=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=Path, default=Path("build/release"))
    parser.add_argument("--models", type=Path, default=Path("build/models"), help="where make_models.py put its models")
    parser.add_argument("--speech", type=Path, help="folder of WAV files, fetched where none is given")
    parser.add_argument("--set", default="*=int8-dynamic", help="rule for athena-cli compress")
    parser.add_argument("--recover", default="gptq:samples=400", help="how weights are rounded; empty: to nearest")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    torch.ops.load_library(str((options.build / "lib/libathena_runtime.so").resolve()))
    files = sorted((options.speech or recordings(options.models / "cache")).glob("*.wav"))
    held_out = [file for file in files if file.stem.endswith(HELD_OUT)] if not options.speech else files[::2]
    others = [sound_of(file) for file in files if file not in held_out]
    results = []
    with tempfile.TemporaryDirectory() as place, torch.inference_mode():
        np.save(f"{place}/chunks.npy", chunks(others, 16000).numpy())
        data, made = Path(place) / "speech.data.json", Path(place) / "silero.int8.pt"
        data.write_text(json.dumps({
            "athena_data": 1, "sources": {"speech": {"npy": {"x": "chunks.npy"}}},
            "inputs": [{"column": "x", "argument": "x"}, {"value": 16000, "argument": "sr"}],
            "splits": {"calibrate": {"source": "speech"}}}))
        compress(options, data, made)
        for rate in CHUNK:
            spoken = chunks([sound_of(file) for file in held_out], rate)
            original = options.models / "silero_vad_foreign.pt"
            was, now = (probabilities(file, spoken, rate) for file in (original, made))
            apart = (was - now).abs()
            results.append({"rate": rate, "chunks": len(spoken), "speech": float((was > 0.5).float().mean()),
                            "mean": float(apart.mean()), "max": float(apart.max()),
                            "decisions_changed": float(((was > 0.5) != (now > 0.5)).float().mean())})
            print("{rate} Hz, {chunks} chunks, {speech:.0%} of them speech: mean |dp| {mean:.4f}, max {max:.3f}, "
                  "decisions changed {decisions_changed:.2%}".format(**results[-1]), flush=True)
    if options.json:
        options.json.write_text(json.dumps(results, indent=1))


main()
