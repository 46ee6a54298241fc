"""Measures a table: on held-out repositories, and on a development benchmark whose chunks were dumped as JSON lines."""

import json
import math
from collections import defaultdict

import numpy as np

from dataset import MAX_QUERY_TOKENS, Ragged, embedded_text

PRODUCT_TOKENS = 511
MAX_QUERIES = 400


def embed(table, ragged, rows=None, block=2048):
    """Unit vectors of token lists."""
    rows = np.arange(len(ragged.lengths)) if rows is None else rows
    result = np.zeros((len(rows), table.shape[1]), dtype=np.float32)
    for at in range(0, len(rows), block):
        values, owner = ragged.take(rows[at : at + block])
        if len(values) == 0:
            continue
        sums = result[at : at + block]
        present, starts = np.unique(owner, return_index=True)
        sums[present] = np.add.reduceat(table[values], starts, axis=0)
    return result / np.maximum(np.sqrt((result * result).sum(1, keepdims=True)), 1e-12)


class HeldOut:
    """For every documented chunk of a repository: the place of that chunk among all, asked for by its description."""

    def __init__(self, chunks, pieces):
        by_repository = defaultdict(list)
        for chunk in chunks:
            by_repository[chunk["repository"]].append(chunk)
        self.sets = []
        for repository, own in sorted(by_repository.items()):
            asked = [i for i, chunk in enumerate(own) if chunk["doc"]]
            if len(asked) < 20:
                continue
            asked = [asked[i] for i in np.random.default_rng(7).permutation(len(asked))[:MAX_QUERIES]]
            texts = Ragged([pieces.encode(embedded_text(chunk))[:PRODUCT_TOKENS] for chunk in own])
            queries = Ragged([pieces.encode(own[i]["doc"])[:MAX_QUERY_TOKENS] for i in asked])
            self.sets.append((repository, texts, queries, np.array(asked)))

    def measure(self, table):
        """MRR@10 and NDCG@10 by repository; one right answer each, so NDCG is 1 / log2(rank + 1)."""
        result = {}
        for repository, texts, queries, asked in self.sets:
            scores = embed(table, queries) @ embed(table, texts).T
            own = scores[np.arange(len(asked)), asked]
            rank = 1 + (scores > own[:, None]).sum(1)
            hit = rank <= 10
            result[repository] = (float((hit / rank).mean()), float((hit / np.log2(rank + 1)).mean()))
        return result


class Benchmark:
    """File NDCG@10 with vectors alone, the best chunk of a file speaking for it."""

    def __init__(self, dump, pieces):
        self.sets = []
        with open(dump, encoding="utf-8") as lines:
            for line in lines:
                one = json.loads(line)
                texts = Ragged([pieces.encode(text)[:PRODUCT_TOKENS] for text in one["texts"]])
                queries = Ragged([pieces.encode(query["text"])[:PRODUCT_TOKENS] for query in one["queries"]])
                targets = [query["targets"] for query in one["queries"]]
                self.sets.append((one["name"], one["paths"], texts, queries, targets))

    def measure(self, table):
        result = {}
        for name, paths, texts, queries, targets in self.sets:
            scores = embed(table, queries) @ embed(table, texts).T
            result[name] = float(np.mean([ndcg(row, paths, wanted) for row, wanted in zip(scores, targets)]))
        return result


def ndcg(scores, paths, wanted):
    files = []
    for index in np.argsort(-scores, kind="stable"):
        if paths[index] not in files:
            files.append(paths[index])
            if len(files) == 10:
                break
    gain = sum(1 / math.log2(rank + 2) for rank, path in enumerate(files) if path in wanted)
    return gain / sum(1 / math.log2(rank + 2) for rank in range(min(len(wanted), 10)))


def mean(values):
    return sum(values) / len(values)
