"""How well retriever and reader do on questions that neither was trained on, and what the reader's relevance is worth.

    python evaluate.py --retriever DIR --reader DIR --groups DIR [--each 300]

Takes the dev split (dev.jsonl): some answerable questions of each kind and as many without an answer, finds 24
passages for each among all of the split by meaning, reads them with the int8 reader as the program does, and prints
the share answered first and in three, AUROCs, the calibration of relevance (Platt 1999, one scale and one offset,
fitted on half of the questions and checked on the other), and the curve of the threshold.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnxruntime

from batches import open_tokenizer
from data import seeded

READ = 24
CURVE = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


def session(folder):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    return onnxruntime.InferenceSession(str(Path(folder) / "onnx" / "model_quantized.onnx"), options)


def run(model, encoding):
    ids = np.array([encoding.ids])
    fed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.array([encoding.type_ids])}
    return model.run(None, fed)[0]


def embedded(model, tokenizer, texts):
    vectors = np.array([run(model, tokenizer.encode(text))[0].mean(0) for text in texts])
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def auroc(right, wrong):
    right, wrong = np.array(right)[:, None], np.array(wrong)[None]
    return float((right > wrong).mean() + 0.5 * (right == wrong).mean())


def platt(values, labels, steps=4000, rate=0.05):
    """Scale and offset that make sigmoid(scale * value + offset) most likely."""
    scale, offset = 1.0, 0.0
    for _ in range(steps):
        error = 1 / (1 + np.exp(-(scale * values + offset))) - labels
        scale -= rate * float((error * values).mean())
        offset -= rate * float(error.mean())
    return scale, offset


def questions_of(groups, each):
    by_kind = {}
    for group in groups:
        kind = ("channel" if group["origin"] == "channel" else "human", group["positive"] is not None)
        by_kind.setdefault(kind, []).append(group)
    for kind, members in sorted(by_kind.items()):
        seeded("evaluate", *kind).shuffle(members)
        yield from members[:each]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--retriever", "--reader", "--groups"):
        arguments.add_argument(name, required=True)
    arguments.add_argument("--each", type=int, default=300)
    options = arguments.parse_args()

    groups = [json.loads(line) for line in open(Path(options.groups) / "dev.jsonl", encoding="utf-8")]
    asked = list(questions_of(groups, options.each))
    pool = sorted({p for g in groups for p in [g["positive"], *g["near"], *g["mined"]] if p})
    tokenizer = open_tokenizer(Path(options.reader) / "tokenizer.json", 256)
    retriever, reader = session(options.retriever), session(options.reader)
    near = embedded(retriever, tokenizer, [g["question"] for g in asked]) @ embedded(retriever, tokenizer, pool).T

    rows = []
    for group, similarities in zip(asked, near, strict=True):
        found = [pool[i] for i in np.argsort(-similarities)[:READ]]
        scores = [float(run(reader, tokenizer.encode(group["question"], p))[0]) for p in found]
        ranked = [found[i] for i in np.argsort(-np.array(scores))]
        answer = (group["positive"] or "")[group["start"] : group["end"]].lower() if group["start"] is not None else None
        hits = [p == group["positive"] or (answer is not None and answer in p.lower()) for p in ranked[:3]]
        rows.append((group, max(scores), hits, group["positive"] in found))

    for kind in ("channel", "human"):
        own = [row for row in rows if (row[0]["origin"] == "channel") == (kind == "channel")]
        can = [row for row in own if row[0]["positive"] is not None]
        cannot = [row for row in own if row[0]["positive"] is None]
        print(
            f"{kind}: {len(can)} answerable, found {np.mean([r[3] for r in can]):.3f}, "
            f"first {np.mean([r[2][0] for r in can]):.3f}, in three {np.mean([any(r[2]) for r in can]):.3f}; "
            f"{len(cannot)} not, AUROC {auroc([r[1] for r in can], [r[1] for r in cannot]):.3f}"
        )
    values = np.array([row[1] for row in rows])
    labels = np.array([float(row[0]["positive"] is not None) for row in rows])
    half = np.array([seeded("half", i).random() < 0.5 for i in range(len(rows))])
    scale, offset = platt(values[half], labels[half])
    chance = 1 / (1 + np.exp(-(scale * values + offset)))
    print(f"calibration: scale {scale:.3f}, offset {offset:.3f}; Brier on the other half "
          f"{np.mean((chance[~half] - labels[~half]) ** 2):.3f}")  # fmt: skip
    for threshold in CURVE:
        print(
            f"threshold {threshold}: answerable declined {np.mean(chance[labels == 1] < threshold):.3f}, "
            f"unanswerable declined {np.mean(chance[labels == 0] < threshold):.3f}"
        )


if __name__ == "__main__":
    main()
