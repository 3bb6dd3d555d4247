"""Reads the question files, cuts their texts to passages, and imitates how people type.

The files stay outside the repository: put them into one folder and name it with --data.
"""

import gzip
import hashlib
import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

CHECKSUMS = {
    "channel.jsonl.gz": "6503aec23b4d8c38e7965dfbbd424be7df6d1e6f8783b57976176cd849fa9cfd",
    "qa.jsonl.gz": "967f51ee5126b4edc0582b06a190fc2d88a63cc0a89698cddd5341c241581057",
}

# Stories for children and paragraphs with swapped answers teach little about news; what answers most of their
# questions does not stand in the text.
LEFT_OUT = {"fairytaleqa", "nq-swap"}

LONGEST_PASSAGE = 600  # characters; an index passage has at most 220 tokens, the median in news is 170 characters
SHORTEST_PASSAGE = 25

SENTENCE_END = re.compile(r"[.!?][\"')\]]*\s+(?=[A-Z0-9\"'(])|\n+")


@dataclass(frozen=True)
class Row:
    """One question over one text. `start` is None where the answer's words do not stand in the text as they are;
    `answer` is None where the text does not answer."""

    question: str
    context: str
    answer: str | None
    start: int | None
    origin: str
    split: str


def read_rows(folder):
    """All usable rows of both files, in file order. Fails when a file is not the one the figures were made with."""
    rows = []
    for name, checksum in CHECKSUMS.items():
        path = Path(folder) / name
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != checksum:
            raise SystemExit(f"{path}: SHA-256 is {found}, expected {checksum}. Get the file again.")
        origin = name.split(".")[0]
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows.extend(usable(json.loads(line), origin) for line in lines)
    return [row for row in rows if row is not None]


def usable(record, origin):
    source = record.get("set", origin)
    if source in LEFT_OUT:
        return None
    answer, start = record["answer_text"], record["answer_start"]
    if answer is not None and start is None and len(record["context"]) > LONGEST_PASSAGE:
        return None  # cannot be cut around an answer that is nowhere
    return Row(record["question"], record["context"], answer, start, source, record["split"])


def sentences(text):
    """Half-open (start, end) of each sentence of a text."""
    spans, start = [], 0
    for match in SENTENCE_END.finditer(text):
        end = match.start() + len(match.group().rstrip())
        if end > start:
            spans.append((start, end))
        start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans or [(0, len(text))]


def window(text, start, end, rng):
    """A passage of one to five sentences around text[start:end]: (its start, its end), or None when it is too long."""
    spans = sentences(text)
    inside = [i for i, (a, b) in enumerate(spans) if a < end and b > start]
    if not inside:
        return None
    first, last = inside[0], inside[-1]
    wanted = rng.choice([0, 0, 1, 1, 2, 2, 3, 4])
    before = rng.randint(0, wanted)
    first, last = max(0, first - before), min(len(spans) - 1, last + wanted - before)
    while spans[last][1] - spans[first][0] > LONGEST_PASSAGE:
        if last > inside[-1]:
            last -= 1
        elif first < inside[0]:
            first += 1
        else:
            return None
    return spans[first][0], spans[last][1]


def pieces(text, rng):
    """The whole text as neighbouring passages of one to four sentences."""
    spans, found, i = sentences(text), [], 0
    while i < len(spans):
        wanted = rng.choice([1, 1, 2, 2, 3, 4])
        j = i
        while j + 1 < min(i + wanted, len(spans)) and spans[j + 1][1] - spans[i][0] <= LONGEST_PASSAGE:
            j += 1
        piece = text[spans[i][0] : spans[j][1]]
        if SHORTEST_PASSAGE < len(piece) <= LONGEST_PASSAGE:
            found.append(piece)
        i = j + 1
    return found


SHORT_FORMS = [
    (r"\byou\b", "u"), (r"\bare\b", "r"), (r"\bwhat is\b", "whats"), (r"\bpeople\b", "ppl"), (r"\bbecause\b", "bc"),
    (r"\bwith\b", "w"), (r"\babout\b", "abt"), (r"\bsomeone\b", "sb"), (r"\bwas not\b", "wasnt"), (r"\bdid not\b", "didnt"),
]  # fmt: skip


def typed(question, rng):
    """A written question as it might be typed in a channel: lower case, marks dropped, short forms, one slip."""
    if rng.random() < 0.35:
        return question
    if rng.random() < 0.85:
        question = question.lower()
    if rng.random() < 0.7:
        question = re.sub(r"[?.!]+$", "", question)
    if rng.random() < 0.4:
        question = question.replace("'", "")
    for long, short in SHORT_FORMS:
        if rng.random() < 0.12:
            question = re.sub(long, short, question)
    if rng.random() < 0.2:
        question = with_slip(question, rng)
    return question.strip()


def with_slip(question, rng):
    words = question.split(" ")
    k = rng.randrange(len(words))
    word = words[k]
    if len(word) > 4:
        i = rng.randrange(1, len(word) - 2)
        swapped = word[:i] + word[i + 1] + word[i] + word[i + 2 :]
        words[k] = rng.choice([swapped, word[:i] + word[i + 1 :], word[:i] + word[i] + word[i:]])
    return " ".join(words)


def seeded(*parts):
    """A random generator that depends on its parts alone, so that a step may be repeated."""
    return random.Random("/".join(map(str, parts)))
