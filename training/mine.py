"""Replaces the wrong passages of the groups by what the trained retriever ranks high and is wrong.

    python mine.py --retriever retriever.pt --tokenizer tokenizer.json --groups DIR

Reads groups.jsonl and pool.jsonl, writes mined.jsonl: for questions typed as in a channel and for those that their
text does not answer, two of the wrong passages are the retriever's (ranks 3 to 20 over a third of the pool: the very
first are often right after all), one is the word search's. The other questions keep those of the word search.
"""

import argparse
import json
from pathlib import Path

import torch

from batches import LONGEST_PASSAGE, LONGEST_QUESTION, open_tokenizer, padded
from data import seeded
from model import Retriever

FIRST_RANK, LAST_RANK = 3, 20
POOL = 20000  # passages looked through, which takes two minutes
BATCH = 64


def embedded(model, tokenizer, texts):
    """len(texts) x H vectors, read in batches of like length."""
    encoded = [tokenizer.encode(text).ids for text in texts]
    order = sorted(range(len(texts)), key=lambda i: len(encoded[i]))
    vectors = torch.empty(len(texts), 384)
    for at in range(0, len(order), BATCH):
        chosen = order[at : at + BATCH]
        with torch.autocast("cpu", torch.bfloat16):
            vectors[chosen] = model(padded([encoded[i] for i in chosen]))
    return vectors


@torch.no_grad()
def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--retriever", "--tokenizer", "--groups"):
        arguments.add_argument(name, required=True)
    options = arguments.parse_args()
    torch.set_num_threads(2)
    folder = Path(options.groups)
    groups = [json.loads(line) for line in open(folder / "groups.jsonl", encoding="utf-8")]
    pool = [json.loads(line) for line in open(folder / "pool.jsonl", encoding="utf-8")]
    model = Retriever()
    model.load_state_dict(torch.load(options.retriever)["model"])
    model.eval()

    pool = seeded("pool").sample(pool, POOL)
    searched = [g for g in groups if g["origin"] == "channel" or g["positive"] is None]
    rest = [g for g in groups if g["origin"] != "channel" and g["positive"] is not None]
    passages = embedded(model, open_tokenizer(options.tokenizer, LONGEST_PASSAGE), pool)
    questions = embedded(model, open_tokenizer(options.tokenizer, LONGEST_QUESTION), [g["question"] for g in searched])
    with open(folder / "mined.jsonl", "w", encoding="utf-8") as out:
        for at in range(0, len(searched), 256):
            best = (questions[at : at + 256] @ passages.T).topk(LAST_RANK).indices.tolist()
            for group, ranked in zip(searched[at : at + 256], best, strict=True):
                out.write(json.dumps(with_hard(group, [pool[i] for i in ranked])) + "\n")
        for group in rest:
            out.write(json.dumps(group) + "\n")
    print(f"{len(searched)} groups searched, {len(rest)} kept as they were")


def with_hard(group, ranked):
    rng = seeded(group["question"])
    answer = group["positive"][group["start"] : group["end"]].lower() if group["start"] is not None else None
    positive = group["positive"] or ""

    def wrong(passage):
        return passage not in positive and positive not in passage and (answer is None or answer not in passage.lower())

    hard = [p for p in ranked[FIRST_RANK:] if (wrong(p) if positive else p not in group["near"])]
    rng.shuffle(hard)
    return {**group, "mined": hard[:2] + group["mined"][:1]}


if __name__ == "__main__":
    main()
