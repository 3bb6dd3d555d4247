"""The 6-layer MiniLM encoder (Wang et al. 2020, arXiv 2002.10957) in plain PyTorch, and the two models made of it.

Shapes: B sequences of T tokens (padded with id 0), hidden size H = 384.
"""

import json
import math
from pathlib import Path

import onnx
import torch
import torch.nn as nn
import torch.nn.functional as F
from onnx import numpy_helper

HIDDEN, HEADS, INNER, VOCABULARY, POSITIONS = 384, 12, 1536, 30522, 512


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.attention_norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.widen, self.narrow = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.output_norm = nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x, mask):
        batch, length, _ = x.shape

        def heads(y):
            return y.view(batch, length, HEADS, HIDDEN // HEADS).transpose(1, 2)

        # Written out: on two cores the backward pass of PyTorch 2.6's own attention takes four times as long.
        weights = heads(self.query(x)) @ heads(self.key(x)).transpose(-1, -2) / math.sqrt(HIDDEN // HEADS)
        y = torch.softmax(weights + mask, -1) @ heads(self.value(x))
        x = self.attention_norm(x + self.out(y.transpose(1, 2).reshape(batch, length, HIDDEN)))
        return self.output_norm(x + self.narrow(F.gelu(self.widen(x))))


class Encoder(nn.Module):
    """(ids, segments): two B x T integer tensors -> B x T x H."""

    def __init__(self, layers=6):
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.segments = nn.Embedding(2, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))

    def forward(self, ids, segments, attended):
        x = self.words(ids) + self.positions.weight[: ids.shape[1]][None] + self.segments(segments)
        x = self.norm(x)
        mask = (1.0 - attended[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load_onnx(self, path, kept=None):
        """Takes the weights of a BERT-shaped ONNX file; `kept` names the layers to take, all by default."""
        graph = onnx.load(path).graph
        stored = {i.name: torch.tensor(numpy_helper.to_array(i).copy()) for i in graph.initializer}
        matrix_before = matrices_by_bias(graph, stored)

        def take(module, name):
            module.weight.data.copy_(matrix_before.get(f"{name}.bias", stored.get(f"{name}.weight")))
            module.bias.data.copy_(stored[f"{name}.bias"])

        for module, name in ((self.words, "word"), (self.positions, "position"), (self.segments, "token_type")):
            module.weight.data.copy_(stored[f"embeddings.{name}_embeddings.weight"])
        take(self.norm, "embeddings.LayerNorm")
        for layer, k in zip(self.layers, kept or range(len(self.layers)), strict=True):
            at = f"encoder.layer.{k}"
            take(layer.query, f"{at}.attention.self.query")
            take(layer.key, f"{at}.attention.self.key")
            take(layer.value, f"{at}.attention.self.value")
            take(layer.out, f"{at}.attention.output.dense")
            take(layer.attention_norm, f"{at}.attention.output.LayerNorm")
            take(layer.widen, f"{at}.intermediate.dense")
            take(layer.narrow, f"{at}.output.dense")
            take(layer.output_norm, f"{at}.output.LayerNorm")


def matrices_by_bias(graph, stored):
    """The weight of each linear map, by the name of the bias that is added after it: the exporter names the matrices
    onnx::MatMul_* and stores them transposed."""
    consumers = {name: node for node in graph.node for name in node.input}
    found = {}
    for node in graph.node:
        weights = [name for name in node.input if name in stored]
        if node.op_type == "MatMul" and weights:
            addition = consumers[node.output[0]]
            found[next(name for name in addition.input if name in stored)] = stored[weights[0]].T
    return found


class Retriever(nn.Module):
    """Texts to vectors: pooled, the mean of the token vectors, scaled to length 1 (Reimers and Gurevych 2019,
    arXiv 1908.10084); and one a token, for late interaction (Khattab and Zaharia 2020, arXiv 2004.12832)."""

    def __init__(self, layers=6):
        super().__init__()
        self.encoder = Encoder(layers)
        self.register_buffer("weights", torch.ones(VOCABULARY))  # how much each token of a question weighs

    def load_weights(self, path):
        """Takes inverse document frequencies by token id; special tokens and punctuation weigh nothing."""
        self.weights.zero_()
        for token, weight in json.loads(Path(path).read_text()).items():
            self.weights[int(token)] = weight

    def tokens(self, ids):
        """B x T ids -> (B x T x H states, B x T which are tokens, B x T weights)."""
        attended = (ids > 0).float()
        states = self.encoder(ids, torch.zeros_like(ids), attended.long())
        return states.float(), attended, self.weights[ids] * attended

    @staticmethod
    def pooled(read):
        states, attended, _ = read
        return F.normalize((states * attended.unsqueeze(-1)).sum(1) / attended.sum(1, keepdim=True), dim=-1)

    @staticmethod
    def interaction(questions, passages):
        """Of each question with each passage: for each of its tokens the best cosine, and their weighted mean."""
        q, _, weight = questions
        p, attended, _ = passages
        q, p = F.normalize(q, dim=-1), F.normalize(p, dim=-1)
        cosines = torch.einsum("ath,bsh->abts", q, p) - (1 - attended)[None, :, None, :] * 4
        best = cosines.max(-1).values
        return (best * weight[:, None]).sum(-1) / weight.sum(-1, keepdim=True).clamp_min(1e-6)

    def forward(self, ids):
        return self.pooled(self.tokens(ids))


class Reader(nn.Module):
    """Question and passage in one sequence -> (relevance: B, start: B x T, end: B x T), all logits.

    Two heads as in DPR's reader (Karpukhin et al. 2020, arXiv 2004.04906): the relevance of the first token compares
    passages and says whether one answers at all; start and end find the words inside a passage."""

    def __init__(self, layers=6):
        super().__init__()
        self.encoder = Encoder(layers)
        self.relevance = nn.Linear(HIDDEN, 1)
        self.span = nn.Linear(HIDDEN, 2)

    def forward(self, ids, segments, attended):
        states = self.encoder(ids, segments, attended).float()
        start, end = self.span(states).unbind(-1)
        return self.relevance(states[:, 0]).squeeze(-1), start, end
