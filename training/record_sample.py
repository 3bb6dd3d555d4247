"""Writes the fp32 reader's relevances beside a fixed sample of questions, so that a test can hold int8 against them.

    python record_sample.py --checkpoint reader.pt --tokenizer tokenizer.json --sample ../test/embedding/reader-sample.json
"""

import argparse
import json

import torch

from batches import open_tokenizer
from model import Reader


@torch.no_grad()
def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--checkpoint", "--tokenizer", "--sample"):
        arguments.add_argument(name, required=True)
    options = arguments.parse_args()
    model = Reader()
    model.load_state_dict(torch.load(options.checkpoint)["model"])
    model.eval()
    tokenizer = open_tokenizer(options.tokenizer, 320)
    sample = json.load(open(options.sample, encoding="utf-8"))
    for item in sample:
        encodings = [tokenizer.encode(item["question"], passage) for passage in item["passages"]]
        read = [model(torch.tensor([e.ids]), torch.tensor([e.type_ids]), torch.ones(1, len(e.ids)))[0] for e in encodings]
        item["relevance"] = [round(float(value), 3) for value in read]
    with open(options.sample, "w", encoding="utf-8") as out:
        json.dump(sample, out, indent=2)
        out.write("\n")


if __name__ == "__main__":
    main()
