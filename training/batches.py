"""Texts to padded token tensors, and gradients averaged over processes."""

import torch
import torch.distributed as dist
from tokenizers import Tokenizer

LONGEST_PAIR = 176  # tokens of question and passage together; 99 of 100 training pairs are shorter
LONGEST_QUESTION = 40
LONGEST_PASSAGE = 144


def open_tokenizer(path, longest):
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.enable_truncation(longest, strategy="longest_first")
    return tokenizer


def padded(sequences):
    """Lists of ids -> B x T, T the longest, padded with 0."""
    length = max(map(len, sequences))
    return torch.tensor([list(s) + [0] * (length - len(s)) for s in sequences])


def token_span(encoding, start, end):
    """First and last token of the second sequence that overlap its characters start to end, or None."""
    inside = [
        i
        for i, (offset, segment) in enumerate(zip(encoding.offsets, encoding.type_ids, strict=True))
        if segment == 1 and offset[1] > offset[0] and offset[1] > start and offset[0] < end
    ]
    return (inside[0], inside[-1]) if inside else None


def averaged(parameters, processes):
    """Makes each gradient the mean over all processes."""
    gradients = [p.grad for p in parameters]
    flat = torch.cat([g.flatten() for g in gradients])
    dist.all_reduce(flat)
    flat /= processes
    at = 0
    for gradient in gradients:
        gradient.copy_(flat[at : at + gradient.numel()].view_as(gradient))
        at += gradient.numel()
