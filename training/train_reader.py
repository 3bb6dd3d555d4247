"""Trains the reader: question and passage in one sequence, whether the passage answers, and with which words.

    python train_reader.py --base minilm.onnx --tokenizer tokenizer.json --groups FILE --out reader.pt --minutes 80

A group is a question, the passage that answers it (if any) and passages that do not. Three losses: binary
cross-entropy of the relevance of each pair (does it answer?); cross-entropy over a group's relevances (which one
answers?); cross-entropy of start and end in the passage that answers. The learning rate rises over the first steps
and then falls to nothing over the time given. One process a core, gradients averaged: on two cores 1.4 times as fast as
one process with two threads. Checkpoints every 100 steps; resumes from --out when it exists, with the minutes that are
left of the same plan.
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

from batches import LONGEST_PAIR, averaged, open_tokenizer, padded, token_span
from data import seeded, typed
from model import Reader

PAIRS = 36  # a batch holds about so many pairs
RATE = 1.2e-4
LIST_WEIGHT, SPAN_WEIGHT = 0.5, 0.35
POOL = 512  # groups sorted by length together


def pairs_of(group, rng, tokenizer):
    """The pairs of one group: [(encoding, answers, (first, last) token or None)]."""
    question = group["question"] if group["origin"] == "channel" else typed(group["question"], rng)
    pairs = []
    if group["positive"] is not None:
        encoding = tokenizer.encode(question, group["positive"])
        span = token_span(encoding, group["start"], group["end"]) if group["start"] is not None else None
        pairs.append((encoding, 1.0, span))
    near, mined = group["near"], group["mined"]
    wrong = ([rng.choice(near)] if near else []) + ([rng.choice(mined[:3])] if mined else [])
    if group["positive"] is None and near:
        wrong = wrong[: 1 + (rng.random() < 0.4)]  # the near one teaches; a far one is easy
    pairs.extend((tokenizer.encode(question, passage), 0.0, None) for passage in wrong)
    return pairs


def endless(groups, tokenizer, processes):
    for epoch in itertools.count():
        yield from batches(groups, tokenizer, epoch, processes)


def batches(groups, tokenizer, epoch, processes):
    """Batches of groups of like length, in random order but that neighbours go to the processes of one step, which then
    take as long as each other; the same for the same epoch."""
    order = list(range(len(groups)))
    seeded("reader", epoch).shuffle(order)
    for at in range(0, len(order), POOL):
        rng = seeded("pool", epoch, at)
        read = [pairs_of(groups[i], rng, tokenizer) for i in order[at : at + POOL]]
        read.sort(key=lambda pairs: max(len(p[0].ids) for p in pairs))
        batch, found = [], []
        for pairs in read:
            batch.append(pairs)
            if sum(map(len, batch)) >= PAIRS:
                found.append(batch)
                batch = []
        steps = [found[i : i + processes] for i in range(0, len(found) - processes + 1, processes)]
        rng.shuffle(steps)
        for step in steps:
            yield from step


def tensors(batch):
    flat = [(pair, g) for g, pairs in enumerate(batch) for pair in pairs]
    ids = padded([pair[0].ids for pair, _ in flat])
    segments = padded([pair[0].type_ids for pair, _ in flat])
    answers = torch.tensor([pair[1] for pair, _ in flat])
    group = torch.tensor([g for _, g in flat])
    spans = [(i, pair[2]) for i, (pair, _) in enumerate(flat) if pair[2] is not None]
    return ids, segments, answers, group, spans


def losses(model, batch):
    ids, segments, answers, group, spans = tensors(batch)
    relevance, start, end = model(ids, segments, (ids > 0).long())
    whether = F.binary_cross_entropy_with_logits(relevance, answers)
    which, lists = torch.zeros(()), 0
    for g in range(len(batch)):
        inside = group == g
        if answers[inside].sum() > 0 and inside.sum() > 1:
            which = which - torch.log_softmax(relevance[inside], 0)[answers[inside] > 0].mean()
            lists += 1
    where = torch.zeros(())
    if spans:
        rows = torch.tensor([i for i, _ in spans])
        outside = (segments[rows] == 0) | (ids[rows] == 0)
        for logits, k in ((start, 0), (end, 1)):
            target = torch.tensor([span[k] for _, span in spans])
            where = where + F.cross_entropy(logits[rows].masked_fill(outside, -1e4), target)
    return whether, which / max(lists, 1), where, len(answers)


def train(rank, options):
    """One of the processes: it takes every batch whose turn is its own, and all take the same steps."""
    processes = options.processes
    if processes > 1:
        store = dist.FileStore(options.meeting, processes)
        dist.init_process_group("gloo", store=store, rank=rank, world_size=processes)
    torch.manual_seed(3)
    torch.set_num_threads(1)
    tokenizer = open_tokenizer(options.tokenizer, LONGEST_PAIR)
    groups = [json.loads(line) for line in open(options.groups, encoding="utf-8")]
    model = Reader()
    model.encoder.load_onnx(options.base)
    model.encoder.words.weight.requires_grad_(False)
    trained = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(trained, lr=options.rate, weight_decay=0.01)
    out = Path(options.out)
    state = {"step": 0, "batches": 0, "pairs": 0, "spent": 0.0}
    if out.exists():
        saved = torch.load(out)
        model.load_state_dict(saved["model"])
        optimiser.load_state_dict(saved["optimiser"])
        state = saved["state"]

    def save():
        if rank > 0:
            return
        saved = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "state": state}
        torch.save(saved, out.with_suffix(".part"))
        out.with_suffix(".part").rename(out)

    seconds = options.minutes * 60
    started = time.time() - state["spent"]
    spent = torch.tensor([state["spent"]])
    running = None
    stream = itertools.islice(endless(groups, tokenizer, processes), state["batches"] + rank, None, processes)
    for batch in stream:
        if spent.item() >= seconds:
            break
        for group in optimiser.param_groups:
            group["lr"] = options.rate * min(1.0, (state["step"] + 1) / 100) * (1 - spent.item() / seconds)
        with torch.autocast("cpu", torch.bfloat16):
            whether, which, where, count = losses(model, batch)
            loss = whether + LIST_WEIGHT * which + SPAN_WEIGHT * where
        optimiser.zero_grad()
        loss.backward()
        if processes > 1:
            averaged(trained, processes)
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimiser.step()
        spent = torch.tensor([time.time() - started])
        if processes > 1:
            dist.broadcast(spent, 0)  # one clock for all
        state = {
            "step": state["step"] + 1,
            "batches": state["batches"] + processes,
            "pairs": state["pairs"] + count * processes,
            "spent": spent.item(),
        }
        now = torch.tensor([float(whether), float(which), float(where)])
        running = now if running is None else 0.98 * running + 0.02 * now
        if rank == 0 and state["step"] % 20 == 0:
            shown = " ".join(f"{x:.3f}" for x in running.tolist())
            print(f"{spent.item():.0f} s, step {state['step']}, pairs {state['pairs']}, losses {shown}", flush=True)
        if state["step"] % 100 == 0:
            save()
    save()
    if rank == 0:
        print(f"done: {state['pairs']} pairs")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--base", "--tokenizer", "--groups", "--out"):
        arguments.add_argument(name, required=True)
    arguments.add_argument("--minutes", type=float, required=True)
    arguments.add_argument("--rate", type=float, default=RATE)
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
