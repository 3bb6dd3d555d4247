"""Writes a trained model as the program loads it: config, tokenizer, int8 weights (ONNX, dynamic quantisation).

    python export.py --model retriever|reader --checkpoint FILE.pt --tokenizer DIR --out DIR

Prints how far int8 and fp32 agree on the same inputs, and the SHA-256 of each file.
"""

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
import torch.nn as nn
from onnxruntime.quantization import QuantType, quantize_dynamic

from model import HEADS, HIDDEN, INNER, POSITIONS, VOCABULARY, Reader, Retriever

INPUTS = ["input_ids", "attention_mask", "token_type_ids"]
OPSET = 14
IR_VERSION = 8  # onnxruntime-node 1.14 reads no later one


class Tokens(nn.Module):
    """The retriever without its pooling, which the program does: the layout of sentence encoders on the hub."""

    def __init__(self, retriever):
        super().__init__()
        self.encoder = retriever.encoder
        self.weights = retriever.weights

    def forward(self, ids, attended, segments):
        return self.encoder(ids, segments, attended), self.weights[ids]


class Heads(nn.Module):
    def __init__(self, reader):
        super().__init__()
        self.reader = reader

    def forward(self, ids, attended, segments):
        return self.reader(ids, segments, attended)


def config_of(layers):
    return {
        "architectures": ["BertModel"],
        "hidden_act": "gelu",
        "hidden_size": HIDDEN,
        "intermediate_size": INNER,
        "layer_norm_eps": 1e-12,
        "max_position_embeddings": POSITIONS,
        "model_type": "bert",
        "num_attention_heads": HEADS,
        "num_hidden_layers": layers,
        "type_vocab_size": 2,
        "vocab_size": VOCABULARY,
    }


def inputs_of(generator, length):
    ids = torch.randint(1000, VOCABULARY, (1, length), generator=generator)
    segments = (torch.arange(length) > 12).long()[None]
    return {"input_ids": ids, "attention_mask": torch.ones_like(ids), "token_type_ids": segments}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--model", choices=("retriever", "reader"), required=True)
    arguments.add_argument("--layers", type=int, default=6)
    for name in ("--checkpoint", "--tokenizer", "--out"):
        arguments.add_argument(name, required=True)
    options = arguments.parse_args()
    torch.set_num_threads(1)

    trained = (Retriever if options.model == "retriever" else Reader)(options.layers)
    trained.load_state_dict(torch.load(options.checkpoint, map_location="cpu")["model"])
    wrapped = (Tokens if options.model == "retriever" else Heads)(trained).eval()
    outputs = ["last_hidden_state", "token_weights"] if options.model == "retriever" else ["relevance", "start_logits", "end_logits"]

    out = Path(options.out)
    (out / "onnx").mkdir(parents=True, exist_ok=True)
    whole, small = out / "onnx" / "model.onnx", out / "onnx" / "model_quantized.onnx"
    axes = {name: {0: "batch", 1: "length"} for name in INPUTS + outputs if name != "relevance"}
    example = inputs_of(torch.Generator().manual_seed(1), 24)
    torch.onnx.export(
        wrapped, tuple(example.values()), str(whole), input_names=INPUTS, output_names=outputs,
        dynamic_axes={**axes, "relevance": {0: "batch"}} if "relevance" in outputs else axes,
        opset_version=OPSET, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(str(whole), str(small), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    for path in (whole, small):
        graph = onnx.load(str(path))
        graph.ir_version = min(graph.ir_version, IR_VERSION)
        onnx.save(graph, str(path))

    sessions = [onnxruntime.InferenceSession(str(path)) for path in (whole, small)]
    generator = torch.Generator().manual_seed(2)
    found = [[], []]
    for length in range(20, 140, 3):
        fed = {name: value.numpy() for name, value in inputs_of(generator, length).items()}
        for session, values in zip(sessions, found, strict=True):
            values.append(session.run(None, fed)[0].ravel()[:384])
    flat = [np.concatenate(values) for values in found]
    print(f"correlation of fp32 and int8 on random inputs: {np.corrcoef(*flat)[0, 1]:.4f}")

    (out / "config.json").write_text(json.dumps(config_of(options.layers), indent=2) + "\n")
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(Path(options.tokenizer) / name, out / name)
    for path in sorted(out.rglob("*")):
        if path.is_file() and path != whole:
            print(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(out)}")


if __name__ == "__main__":
    main()
