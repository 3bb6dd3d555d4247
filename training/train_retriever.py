"""Fine-tunes the retriever: questions near the passages that answer them, far from those that only look alike.

    python train_retriever.py --base minilm.onnx --tokenizer tokenizer.json --groups DIR --out retriever.pt --minutes 20

Cross-entropy over cosines (times 20) of each question with all passages of its batch: its own, every other
question's, and one mined wrong passage each (in-batch and hard negatives: Karpukhin et al. 2020, arXiv 2004.04906).
Resumes from --out when it exists.
"""

import argparse
import itertools
import json
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from batches import LONGEST_PASSAGE, LONGEST_QUESTION, open_tokenizer, padded
from data import seeded, typed
from model import Retriever

BATCH = 48
POOL = 16  # batches whose passages are sorted by length together
SCALE = 20.0
RATE = 4e-5


def triples(groups):
    """(question, its passage, a wrong passage), the groups shuffled once."""
    usable = [g for g in groups if g["positive"] is not None and (g["mined"] or g["near"])]
    seeded("retriever").shuffle(usable)
    for i, g in enumerate(usable):
        rng = seeded("triple", i)
        question = g["question"] if g["origin"] == "channel" else typed(g["question"], rng)
        wrong = g["near"] if g["near"] and (not g["mined"] or rng.random() < 0.3) else g["mined"]
        yield question, g["positive"], rng.choice(wrong)


def batches(groups):
    """Batches for ever, the same in each run: of passages of like length, so that little of a batch is padding."""
    stream = list(triples(groups))
    for epoch in itertools.count():
        for at in range(0, len(stream), BATCH * POOL):
            part = sorted(stream[at : at + BATCH * POOL], key=lambda t: max(len(t[1]), len(t[2])))
            found = [part[i : i + BATCH] for i in range(0, len(part), BATCH)]
            seeded("batches", epoch, at).shuffle(found)
            yield from found


def loss_of(model, batch, ask, passage):
    right = [positive for _, positive, _ in batch]
    q = model(padded([ask.encode(question).ids for question, _, _ in batch]))
    p = model(padded([passage.encode(text).ids for text in right + [wrong for _, _, wrong in batch]]))
    scores = q @ p.T * SCALE
    same = torch.tensor([[a == b for b in right] for a in right]) & ~torch.eye(len(right), dtype=torch.bool)
    scores[:, : len(right)] = scores[:, : len(right)].masked_fill(same, -1e4)  # another question on the same passage
    return F.cross_entropy(scores, torch.arange(len(right)))


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--base", "--tokenizer", "--groups", "--out"):
        arguments.add_argument(name, required=True)
    arguments.add_argument("--minutes", type=float, required=True)
    options = arguments.parse_args()

    torch.manual_seed(3)
    torch.set_num_threads(2)
    ask, passage = open_tokenizer(options.tokenizer, LONGEST_QUESTION), open_tokenizer(options.tokenizer, LONGEST_PASSAGE)
    groups = [json.loads(line) for line in open(Path(options.groups) / "groups.jsonl", encoding="utf-8")]
    model = Retriever()
    model.encoder.load_onnx(options.base)
    model.encoder.words.weight.requires_grad_(False)
    optimiser = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=RATE, weight_decay=0.01)
    done = 0
    out = Path(options.out)
    if out.exists():
        saved = torch.load(out)
        model.load_state_dict(saved["model"])
        optimiser.load_state_dict(saved["optimiser"])
        done = saved["step"]

    started, seconds, step, mean = time.time(), options.minutes * 60, done, None
    for batch in itertools.islice(batches(groups), done, None):
        if time.time() - started >= seconds:
            break
        fraction = (time.time() - started) / seconds
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1.0, (step - done + 1) / 40) * (1 - fraction)
        with torch.autocast("cpu", torch.bfloat16):
            loss = loss_of(model, batch, ask, passage)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        step += 1
        mean = loss.item() if mean is None else 0.97 * mean + 0.03 * loss.item()
        if step % 20 == 0:
            print(f"{time.time() - started:.0f} s, step {step}, questions {step * BATCH}, loss {mean:.3f}", flush=True)
        if step % 100 == 0:
            torch.save({"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step}, out)
    torch.save({"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step}, out)
    print(f"done: {step * BATCH} questions")


if __name__ == "__main__":
    main()
