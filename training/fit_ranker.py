"""Fits the weights of the ranker: for each question, the files that answer it are to score above the other candidates.

List-wise softmax loss over the candidates of a question, every right file an equal share of the target; linear in the
features, ridge penalty on standardised weights, Newton steps; NumPy alone and without chance, so that the same data gives the same weights.
`python3 training/fit_ranker.py [--data FILE] [--weights FILE] [--report FILE]`
"""

import argparse
import json
from collections import defaultdict

import numpy as np

TOP = 10
RIDGE = 3e-3
STEPS = 40
TOLERANCE = 1e-9
DECIMALS = 4

# What one question repository counts for, where one of the development benchmark counts 1: their questions were written for
# this purpose by fewer hands, and differ in style from each other less than real ones do.
QUESTION_WEIGHT = 0.5
# Folds of the cross-validation over the question repositories.
FOLDS = 6

DEFINITION_FIRST = 1000

# Left out to see what the vectors are worth.
VECTOR_FEATURES = {
    "cosine",
    "cosineZ",
    "cosineTop3Z",
    "meanCosineZ",
    "cosinePlace",
    "meanCosinePlace",
    "chunkAgreement",
    "fileAgreement",
    "fileChunkAgreement",
}


class Question:
    def __init__(self, row, benchmark):
        self.repository = row["repository"]
        self.category = row["category"]
        self.is_symbol = row["kind"] == "symbol"
        self.benchmark = row["set"] == benchmark
        self.targets = row["targets"]
        self.paths = np.array(row["paths"])
        self.labels = np.array(row["labels"], dtype=np.float64)
        self.features = np.array(row["features"], dtype=np.float64).reshape(len(self.labels), -1)


def read(path):
    with open(path, encoding="utf-8") as lines:
        names = json.loads(next(lines))
        rows = [json.loads(line) for line in lines]
    benchmark = rows[0]["set"]
    return names, [Question(row, benchmark) for row in rows]


def fit(questions, columns):
    """Weights of the columns. Every repository counts alike within its set, however many questions it has."""
    counts = defaultdict(int)
    for question in questions:
        counts[question.repository] += 1
    used = [q for q in questions if 0 < q.labels.sum() < len(q.labels)]
    features = np.concatenate([q.features[:, columns] for q in used])
    target = np.concatenate([q.labels / q.labels.sum() for q in used])
    lengths = np.array([len(q.labels) for q in used])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    owner = np.repeat(np.arange(len(used)), lengths)
    share = np.array([(1 if q.benchmark else QUESTION_WEIGHT) / counts[q.repository] for q in used])
    share /= share.sum()
    scale = features.std(0) + 1e-9
    features = features / scale

    def likelihood(weights):
        scores = features @ weights
        top = np.maximum.reduceat(scores, starts)
        exponent = np.exp(scores - top[owner])
        total = np.add.reduceat(exponent, starts)
        loss = share @ (np.log(total) + top) - (share[owner] * target) @ scores + RIDGE * weights @ weights
        return loss, exponent / total[owner]

    weights = np.zeros(len(columns))
    loss, chance = likelihood(weights)
    for _ in range(STEPS):
        gradient = features.T @ (share[owner] * (chance - target)) + 2 * RIDGE * weights
        mean = np.add.reduceat(features * chance[:, None], starts, axis=0)
        hessian = (features * (share[owner] * chance)[:, None]).T @ features - (mean * share[:, None]).T @ mean
        hessian += 2 * RIDGE * np.eye(len(columns))
        step = np.linalg.solve(hessian, gradient)
        # A full step overshoots where many candidates are alike.
        while True:
            attempt, attempt_chance = likelihood(weights - step)
            if attempt <= loss or np.abs(step).max() < TOLERANCE:
                break
            step = step / 2
        gained = loss - attempt
        weights, loss, chance = weights - step, attempt, attempt_chance
        if gained < TOLERANCE:
            break
    return weights / scale


def ndcg(question, weights, columns, definition):
    scores = question.features[:, columns] @ weights
    if question.is_symbol:
        # As rankHits.ts: asked for a name, its definitions come first.
        scores = scores + DEFINITION_FIRST * question.features[:, definition]
    order = np.lexsort((question.paths, -scores))[:TOP]
    discount = 1 / np.log2(np.arange(TOP) + 2)
    ideal = discount[: min(question.targets, TOP)].sum()
    return float((question.labels[order] * discount[: len(order)]).sum() / ideal)


def measure(questions, weights, columns, definition):
    """Mean NDCG@10 by repository."""
    figures = defaultdict(list)
    for question in questions:
        figures[question.repository].append(ndcg(question, weights, columns, definition))
    return {name: float(np.mean(values)) for name, values in figures.items()}


def leave_out(questions, groups, columns, definition):
    """Every group of repositories measured with weights that were fitted on all the others."""
    figures = {}
    for group in groups:
        weights = fit([q for q in questions if q.repository not in group], columns)
        figures.update(measure([q for q in questions if q.repository in group], weights, columns, definition))
    return figures


def summary(figures):
    return {
        "mean": round(float(np.mean(list(figures.values()))), 4),
        "byRepository": {name: round(value, 4) for name, value in figures.items()},
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default=".cache/training/ranking.jsonl")
    parser.add_argument("--weights", default="server/src/search/rankerWeights.json")
    parser.add_argument("--report", default="training/ranking/report.json")
    options = parser.parse_args()

    names, questions = read(options.data)
    benchmark = sorted({q.repository for q in questions if q.benchmark})
    others = sorted({q.repository for q in questions if not q.benchmark})
    own = [q for q in questions if q.benchmark]
    columns = np.arange(len(names))
    without = np.array([i for i, name in enumerate(names) if name not in VECTOR_FEATURES])
    definition = names.index("definition")
    weights = fit(questions, columns)
    report = {
        "questions": {"benchmark": len(own), "others": len(questions) - len(own)},
        "leaveOneOut": summary(leave_out(questions, [{name} for name in benchmark], columns, definition)),
        "fitted": summary(measure(own, weights, columns, definition)),
        "leaveOneOutWithoutVectors": summary(leave_out(questions, [{name} for name in benchmark], without, definition)),
        "questionRepositories": summary(leave_out(questions, [set(others[i::FOLDS]) for i in range(FOLDS)], columns, definition)),
    }
    for name, value in report.items():
        print(name, value["mean"] if "mean" in value else value)
    for name, value in sorted(report["leaveOneOut"]["byRepository"].items()):
        print(f"  {name}: {value:.4f}, fitted {report['fitted']['byRepository'][name]:.4f}")
    with open(options.weights, "w", encoding="utf-8") as file:
        json.dump({name: round(float(w), DECIMALS) for name, w in zip(names, weights)}, file, indent=2)
        file.write("\n")
    with open(options.report, "w", encoding="utf-8") as file:
        json.dump(report, file, indent=2)
        file.write("\n")


if __name__ == "__main__":
    main()
