"""Makes the groups that both models learn from: a question, the passage that answers it if any, and passages that do not.

    python prepare.py --data DIR --tokenizer tokenizer.json --out DIR

Writes groups.jsonl (training), dev.jsonl (the data's own dev split, never trained on), pool.jsonl (the passages that
wrong ones are mined from) and idf.json (how much each token says). Takes about a minute.
"""

import argparse
import json
import math
import re
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from batches import open_tokenizer
from data import pieces, read_rows, seeded, window

# How many questions of each set are used, so that no set drowns the questions typed as in a channel. What is not
# named is used whole.
AT_MOST = {
    "squad2-train-unanswerable": 9000,
    "squad1-train-44articles": 2500, "squad1-train-17articles": 1000, "squad1-train-4330": 1500,
    "squad1-train-800paras": 1500, "squad1-train-sentences-10k": 1500, "squad2-train-part1": 1500,
    "squadshifts-newwiki": 3000, "squadshifts-reddit": 2000, "squadshifts-amazon": 2000,
    "tweetqa-train": 1500, "qamr-dev-test": 3000, "qadiscourse": 3500, "boolq-dev": 1500, "selqa-dev-test": 800,
}  # fmt: skip
DEV_AT_MOST = 300  # of each set
MINED = 4  # wrong passages kept a question, of each kind
RANKS = 12  # how deep the word search is looked into


def terms(text):
    return re.findall(r"[a-z0-9]+", text.lower())


class WordSearch:
    """BM25 (Robertson and Zaragoza 2009) over passages, as one sparse matrix."""

    def __init__(self, passages, k1=1.2, b=0.75):
        self.vocabulary = {}
        rows, columns, values = [], [], []
        lengths = np.array([len(terms(p)) for p in passages], dtype=np.float32)
        mean = lengths.mean()
        frequency = Counter()
        for i, passage in enumerate(passages):
            counted = Counter(terms(passage))
            frequency.update(counted.keys())
            norm = k1 * (1 - b + b * lengths[i] / mean)
            for term, count in counted.items():
                rows.append(i)
                columns.append(self.vocabulary.setdefault(term, len(self.vocabulary)))
                values.append(count * (k1 + 1) / (count + norm))
        n = len(passages)
        idf = np.zeros(len(self.vocabulary), dtype=np.float32)
        for term, column in self.vocabulary.items():
            df = frequency[term]
            idf[column] = 0 if df > n * 0.05 else np.log(1 + (n - df + 0.5) / (df + 0.5))
        matrix = csr_matrix((np.array(values, dtype=np.float32), (rows, columns)), shape=(n, len(self.vocabulary)))
        self.by_term = matrix.multiply(idf).T.tocsr()

    def best(self, query, count):
        columns = sorted({self.vocabulary[t] for t in terms(query) if t in self.vocabulary})
        if not columns:
            return []
        scores = np.asarray(self.by_term[columns].sum(axis=0)).ravel()
        top = np.argpartition(-scores, min(count, len(scores) - 1))[:count]
        return [int(i) for i in top[np.argsort(-scores[top])] if scores[i] > 0]


def chosen(rows, split, limits, default):
    by_set = defaultdict(list)
    for row in rows:
        if row.split == split:
            by_set[row.origin].append(row)
    picked = []
    for name in sorted(by_set):
        group = by_set[name]
        seeded("choose", split, name).shuffle(group)
        picked.extend(group[: limits.get(name, default)])
    seeded("order", split).shuffle(picked)
    return picked


def says(passage, row):
    return row.answer is not None and row.answer.lower() in passage.lower()


def group_of(i, row, parts, search, pool):
    """One training group, or None when the answer's passage cannot be cut."""
    rng = seeded("group", row.split, i)
    group = {"question": row.question, "origin": row.origin, "positive": None, "start": None, "end": None}
    own = [p for p in parts[row.context] if not says(p, row)]
    if row.answer is not None:
        if row.start is None:
            group["positive"] = row.context
            own = []  # which part answers is not known, so no part is surely wrong
        else:
            span = window(row.context, row.start, row.start + len(row.answer), rng)
            if span is None:
                return None
            group["positive"] = row.context[span[0] : span[1]]
            group["start"] = row.start - span[0]
            group["end"] = group["start"] + len(row.answer)
            own = [p for p in own if p not in group["positive"] and group["positive"] not in p]
    asked = set(terms(row.question))
    own.sort(key=lambda p: -len(asked & set(terms(p))))
    near = own[:2] if row.answer is None else own[:1] + rng.sample(own[1:], min(2, len(own[1:])))
    mined = [pool[k] for k in search.best(row.question, RANKS)]
    mined = [p for p in mined if not says(p, row) and p not in row.context][:MINED]
    group["near"], group["mined"] = near[:MINED], mined
    return group if near or mined else None


def token_weights(tokenizer, passages):
    """Inverse document frequency by token id. Special tokens and punctuation have none; a token that no passage has
    weighs as much as the rarest."""
    frequency = Counter()
    for encoding in tokenizer.encode_batch(passages):
        frequency.update(set(encoding.ids))
    weights = {
        str(i): round(math.log((len(passages) + 1) / (frequency[i] + 0.5)), 3)
        for token, i in tokenizer.get_vocab().items()
        if not token.startswith("[") and re.search(r"\w", token)
    }
    rarest = max(weight for i, weight in weights.items() if frequency[int(i)] > 0)
    return {i: min(weight, rarest) for i, weight in weights.items()}


def write(path, items):
    with open(path, "w", encoding="utf-8") as out:
        for item in items:
            out.write(json.dumps(item) + "\n")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", required=True)
    arguments.add_argument("--tokenizer", required=True)
    arguments.add_argument("--out", required=True)
    options = arguments.parse_args()
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)

    rows = read_rows(options.data)
    for split, limits, default, name in (
        ("train", AT_MOST, 10**9, "groups.jsonl"),
        ("dev", {}, DEV_AT_MOST, "dev.jsonl"),
    ):
        picked = chosen(rows, split, limits, default)
        contexts = sorted({row.context for row in picked})
        parts = {text: pieces(text, seeded("pieces", n)) for n, text in enumerate(contexts)}
        pool = sorted({p for found in parts.values() for p in found})
        search = WordSearch(pool)
        groups = [g for g in (group_of(i, row, parts, search, pool) for i, row in enumerate(picked)) if g]
        write(out / name, groups)
        if split == "train":
            write(out / "pool.jsonl", pool)
            weights = token_weights(open_tokenizer(options.tokenizer, 512), pool)
            (out / "idf.json").write_text(json.dumps(weights))
        answerable = sum(g["positive"] is not None for g in groups)
        print(f"{name}: {len(groups)} groups, {answerable} answerable, pool of {len(pool)} passages")


if __name__ == "__main__":
    main()
