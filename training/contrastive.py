"""Trains the table: one vector per token, a text is the mean of its tokens, and a query must be nearer to its own chunk
than to the other chunks of the batch, and the other way round (symmetric InfoNCE). Row-wise Adagrad; NumPy alone.
"""

import time

import numpy as np

from dataset import NAME, PATH

EPSILON = 1e-8


class Options:
    """The recipe. Learning rate and the share of batches from few repositories were tried against others (model card)."""

    dimensions = 256
    batch = 1024
    temperature = 0.05
    epochs = 3
    rate = 0.05
    rate_end = 0.1  # the last step's rate, as a share of the first's
    hide_name = 0.5
    hide_path = 0.3
    drop_code = 0.15
    opening = 0.25
    same_repository = 0.6  # share of batches whose items come from few repositories
    repositories_per_batch = 8
    frequency = 1e-3  # a of the first weights a / (a + p): frequent tokens begin small
    seed = 1


def initial_table(counts, options, rng):
    share = counts / counts.sum()
    weight = options.frequency / (options.frequency + share)
    table = rng.standard_normal((len(counts), options.dimensions)).astype(np.float32) / np.sqrt(options.dimensions)
    return table * weight[:, None].astype(np.float32)


def train(data, vocabulary_size, options, log=print, after_epoch=None):
    rng = np.random.default_rng(options.seed)
    counts = np.bincount(data.code.values >> 2, minlength=vocabulary_size) + 1.0
    counts += 20 * np.bincount(data.doc.values >> 2, minlength=vocabulary_size)
    table = initial_table(counts, options, rng)
    table[:3] = 0
    squares = np.full(vocabulary_size, 1e-10, dtype=np.float32)
    steps = options.epochs * (data.size // options.batch)
    step = 0
    for epoch in range(options.epochs):
        started, total, batches = time.time(), 0.0, 0
        for items in batches_of(data, options, rng):
            rate = options.rate * (1 - (1 - options.rate_end) * step / steps)
            query = Texts(*query_tokens(data, items, options, rng), len(items))
            code = Texts(*code_batch(data, items, options, rng), len(items))
            loss = one_step(table, squares, query, code, options.temperature, rate)
            total, batches, step = total + loss, batches + 1, step + 1
        log(f"epoch {epoch + 1}: loss {total / batches:.4f}, {time.time() - started:.0f} s")
        if after_epoch:
            after_epoch(epoch, table)
    table[:3] = 0  # special tokens say nothing
    return table


def batches_of(data, options, rng):
    """All items in batches; some batches hold few repositories, whose chunks are harder to tell apart."""
    order = rng.permutation(data.size)
    count = data.size // options.batch
    near = int(round(options.same_repository * count))
    result = [order[i * options.batch : (i + 1) * options.batch] for i in range(near, count)]
    if near:
        pool = order[: near * options.batch]
        # Runs of one repository, in a random order of runs.
        run = options.batch // options.repositories_per_batch
        pool = pool[np.argsort(data.repository[pool], kind="stable")]
        cut = len(pool) // run * run
        runs = pool[:cut].reshape(-1, run)[rng.permutation(cut // run)]
        flat = runs.reshape(-1)
        result += [flat[i * options.batch : (i + 1) * options.batch] for i in range(len(flat) // options.batch)]
    return [result[i] for i in rng.permutation(len(result))]


def code_batch(data, items, options, rng):
    values, owner = data.code.take(items)
    flag = values & 3
    hide_name = (rng.random(len(items)) < options.hide_name)[owner] & (flag == NAME)
    hide_path = (rng.random(len(items)) < options.hide_path)[owner] & (flag == PATH)
    drop = rng.random(len(values)) < options.drop_code
    keep = ~(hide_name | hide_path | drop)
    return values[keep] >> 2, owner[keep]


def query_tokens(data, items, options, rng):
    """One query per item: its description, its name, both, or the description of what it stands in with its name."""
    kind = rng.random(len(items))
    has_doc = data.doc.lengths[items] > 0
    has_heading = data.heading.lengths[items] > 0
    has_name = data.name.lengths[items] > 0
    doc = has_doc & ((kind < 0.65) | ~has_name)
    name = has_name & ((kind >= 0.5) | ~has_doc)
    heading = has_heading & has_name & (kind >= 0.88)
    parts = []
    for use, ragged in ((doc, data.doc), (name, data.name), (heading, data.heading)):
        rows = np.flatnonzero(use)
        values, owner = ragged.take(items[rows])
        if ragged is data.doc:
            # Half of the descriptions that begin with the name lose it there.
            lose = (rng.random(len(rows)) < 0.5)[owner] & ((values & 3) == NAME)
            values, owner = values[~lose] >> 2, owner[~lose]
        parts.append((values, rows[owner]))
    opened = np.flatnonzero(rng.random(len(items)) < options.opening)
    values, owner = data.openings.take(rng.integers(len(data.openings.lengths), size=len(opened)))
    parts.append((values, opened[owner]))
    return np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])


# Tokens that stand this often in a batch are summed by a matrix product, the many rarer ones entry by entry.
DENSE_COUNT = 5


class Texts:
    """The texts of a batch, given as tokens and the text of each; embeds them and leads gradients back to their tokens."""

    def __init__(self, tokens, owner, count):
        self.tokens, place, times = np.unique(tokens, return_inverse=True, return_counts=True)
        self.count = count
        self.weight = (1 / np.maximum(np.bincount(owner, minlength=count), 1)).astype(np.float32)[:, None]
        dense = times >= DENSE_COUNT
        self.dense = np.flatnonzero(dense)
        column = np.cumsum(dense) - 1
        is_dense = dense[place]
        cells = owner[is_dense] * len(self.dense) + column[place[is_dense]]
        self.counts = np.bincount(cells, minlength=count * len(self.dense)).astype(np.float32).reshape(count, -1)
        owner, place = owner[~is_dense], place[~is_dense]
        by_owner = np.argsort(owner, kind="stable")
        self.by_owner = Runs(owner[by_owner], place[by_owner])
        by_place = np.argsort(place, kind="stable")
        self.by_place = Runs(place[by_place], owner[by_place])

    def embed(self, table):
        rows = table[self.tokens]
        mean = self.counts @ rows[self.dense]
        self.by_owner.add(rows, mean)
        mean *= self.weight
        self.length = np.sqrt((mean * mean).sum(1, keepdims=True)) + EPSILON
        self.unit = mean / self.length
        return self.unit

    def gradient(self, unit_gradient):
        along = (unit_gradient * self.unit).sum(1, keepdims=True)
        rows = (unit_gradient - along * self.unit) / self.length * self.weight
        result = np.zeros((len(self.tokens), rows.shape[1]), dtype=np.float32)
        result[self.dense] = self.counts.T @ rows
        self.by_place.add(rows, result)
        return result


class Runs:
    """Sums rows of one array into rows of another: `targets` is sorted, `sources` says which row each entry adds."""

    def __init__(self, targets, sources):
        self.targets, self.starts = np.unique(targets, return_index=True)
        self.sources = sources

    def add(self, rows, result):
        if len(self.sources):
            result[self.targets] += np.add.reduceat(rows[self.sources], self.starts, axis=0)


def one_step(table, squares, query, code, temperature, rate):
    q, c = query.embed(table), code.embed(table)
    scores = (q @ c.T) / temperature
    loss_rows, rows = softmax_loss(scores)
    loss_columns, columns = softmax_loss(scores.T)
    gradient = (rows + columns.T) / (2 * len(scores) * temperature)
    update(table, squares, query.tokens, query.gradient(gradient @ c), rate)
    update(table, squares, code.tokens, code.gradient(gradient.T @ q), rate)
    return (loss_rows + loss_columns) / 2


def softmax_loss(scores):
    """Mean cross-entropy of the diagonal, and its gradient with respect to the scores times the count."""
    top = scores.max(1, keepdims=True)
    exponent = np.exp(scores - top)
    total = exponent.sum(1, keepdims=True)
    diagonal = np.arange(len(scores))
    loss = float(np.mean(np.log(total[:, 0]) + top[:, 0] - scores[diagonal, diagonal]))
    gradient = exponent / total
    gradient[diagonal, diagonal] -= 1
    return loss, gradient


def update(table, squares, tokens, gradient, rate):
    squares[tokens] += (gradient * gradient).mean(1)
    table[tokens] -= rate * gradient / np.sqrt(squares[tokens])[:, None]
