"""Fine-tunes the retriever: questions near the passages that answer them, far from those that only look alike.

    python train_retriever.py --base minilm.onnx --tokenizer tokenizer.json --groups FILE --out retriever.pt --minutes 16

Two losses, both cross-entropies of each question over all passages of its batch: its own, every other question's, and
one mined wrong passage each (in-batch and hard negatives: Karpukhin et al. 2020, arXiv 2004.04906). One is over the
cosines of pooled vectors, times 20; the other over late interaction, times 40: for each token of the question the best
cosine with any token of the passage, and of these the mean (Khattab and Zaharia 2020, arXiv 2004.12832). One process a
core, gradients averaged. Resumes from --out when it exists.
"""


import argparse
import itertools
import json
import os
import tempfile
import time
from pathlib import Path

import torch
import torch.distributed as dist
import torch.nn.functional as F

from batches import LONGEST_PASSAGE, LONGEST_QUESTION, averaged, open_tokenizer, padded
from data import seeded, typed
from model import Retriever

BATCH = 32
POOL = 16  # batches whose passages are sorted by length together
POOLED_SCALE, TOKEN_SCALE = 20.0, 40.0
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


def batches(groups, processes):
    """Batches for ever, the same in each run: of passages of like length, so that little of a batch is padding, and that
    the processes of one step take as long as each other."""
    stream = list(triples(groups))
    for epoch in itertools.count():
        for at in range(0, len(stream), BATCH * POOL):
            part = sorted(stream[at : at + BATCH * POOL], key=lambda t: max(len(t[1]), len(t[2])))
            found = [part[i : i + BATCH] for i in range(0, len(part), BATCH)]
            steps = [found[i : i + processes] for i in range(0, len(found) - processes + 1, processes)]
            seeded("batches", epoch, at).shuffle(steps)
            for step in steps:
                yield from step


def loss_of(model, batch, ask, passage):
    right = [positive for _, positive, _ in batch]
    questions = padded([ask.encode(question).ids for question, _, _ in batch])
    passages = padded([passage.encode(text).ids for text in right + [wrong for _, _, wrong in batch]])
    q, p = model.tokens(questions), model.tokens(passages)
    same = torch.tensor([[a == b for b in right] for a in right]) & ~torch.eye(len(right), dtype=torch.bool)
    same = F.pad(same, (0, len(batch)))  # another question on the same passage is no wrong one

    def loss(scores):
        return F.cross_entropy(scores.float().masked_fill(same, -1e4), torch.arange(len(right)))

    return loss(model.pooled(q) @ model.pooled(p).T * POOLED_SCALE), loss(model.interaction(q, p) * TOKEN_SCALE)


def train(rank, options):
    processes = options.processes
    if processes > 1:
        store = dist.FileStore(options.meeting, processes)
        dist.init_process_group("gloo", store=store, rank=rank, world_size=processes)
    torch.manual_seed(3)
    torch.set_num_threads(1)
    ask, passage = open_tokenizer(options.tokenizer, LONGEST_QUESTION), open_tokenizer(options.tokenizer, LONGEST_PASSAGE)
    groups = [json.loads(line) for line in open(options.groups, encoding="utf-8")]
    model = Retriever()
    model.encoder.load_onnx(options.base)
    model.load_weights(Path(options.groups).with_name("idf.json"))
    model.encoder.words.weight.requires_grad_(False)
    trained = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(trained, lr=RATE, weight_decay=0.01)
    done = 0
    out = Path(options.out)
    if out.exists():
        saved = torch.load(out)
        model.load_state_dict(saved["model"])
        done = saved["step"]
    elif options.start:
        model.load_state_dict(torch.load(options.start)["model"], strict=False)

    def save():
        if rank == 0:
            torch.save({"model": model.state_dict(), "step": step}, out)

    started, seconds, step, means = time.time(), options.minutes * 60, done, None
    spent = torch.zeros(1)
    for batch in itertools.islice(batches(groups, processes), done * processes + rank, None, processes):
        if spent.item() >= seconds:
            break
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1.0, (step - done + 1) / 40) * (1 - spent.item() / seconds)
        with torch.autocast("cpu", torch.bfloat16):
            pooled, tokens = loss_of(model, batch, ask, passage)
            loss = 0.5 * pooled + tokens
        optimiser.zero_grad()
        loss.backward()
        if processes > 1:
            averaged(trained, processes)
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimiser.step()
        step += 1
        spent = torch.tensor([time.time() - started])
        if processes > 1:
            dist.broadcast(spent, 0)  # one clock for all
        now = torch.tensor([pooled.item(), tokens.item()])
        means = now if means is None else 0.97 * means + 0.03 * now
        if rank == 0 and step % 20 == 0:
            shown = " ".join(f"{x:.3f}" for x in means.tolist())
            print(f"{spent.item():.0f} s, step {step}, questions {step * BATCH * processes}, losses {shown}", flush=True)
        if step % 100 == 0:
            save()
    save()
    if rank == 0:
        print(f"done: {step * BATCH * processes} questions")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--base", "--tokenizer", "--groups", "--out"):
        arguments.add_argument(name, required=True)
    arguments.add_argument("--start", help="a retriever trained before, to go on from")
    arguments.add_argument("--minutes", type=float, required=True)
    arguments.add_argument("--processes", type=int, default=os.cpu_count())
    options = arguments.parse_args()
    if options.processes == 1:
        train(0, options)
        return
    with tempfile.TemporaryDirectory() as folder:
        options.meeting = str(Path(folder) / "meeting")
        torch.multiprocessing.spawn(train, (options,), nprocs=options.processes)


if __name__ == "__main__":
    main()
