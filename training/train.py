"""From collected chunks to a table: vocabulary, training, figures. `python3 training/train.py --help`"""

import argparse
import json
import os
from collections import Counter, defaultdict

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(variable, "2")

import numpy as np  # noqa: E402  (the thread counts are read when NumPy loads)

from contrastive import Options, train  # noqa: E402
from dataset import TrainingSet, embedded_text, read_chunks  # noqa: E402
from evaluation import Benchmark, HeldOut, mean  # noqa: E402
from onnx_file import quantised  # noqa: E402
from wordpieces import WordPieces, build_vocabulary, words_of  # noqa: E402


def vocabulary_of(chunks, size):
    counts = defaultdict(Counter)
    for chunk in chunks:
        counts[chunk["repository"]].update(words_of(f"{embedded_text(chunk)}\n{chunk['doc']}"))
    return build_vocabulary(counts, size)


def language_counts(data):
    """Chunks and described chunks by language."""
    described = data.doc.lengths > 0
    return {
        str(name): (int((data.language == i).sum()), int((described & (data.language == i)).sum()))
        for i, name in enumerate(data.language_names)
    }


def report(table, held_out, benchmark):
    """Figures of the table as it is shipped, in signed bytes, and the benchmark's with 32-bit floats."""
    rows, scale = quantised(table)
    exact, table = table, rows * scale
    figures = held_out.measure(table)
    by_repository = {name: (round(value[0], 4), round(value[1], 4)) for name, value in figures.items()}
    result = {
        "held_out_mrr10": round(mean([f[0] for f in figures.values()]), 4),
        "held_out_ndcg10": round(mean([f[1] for f in figures.values()]), 4),
        "held_out_by_repository": by_repository,
    }
    if benchmark:
        by_name = benchmark.measure(table)
        result["benchmark_ndcg10"] = round(mean(list(by_name.values())), 4)
        result["benchmark_ndcg10_float"] = round(mean(list(benchmark.measure(exact).values())), 4)
        result["benchmark_by_repository"] = {name: round(value, 4) for name, value in by_name.items()}
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chunks", default=".cache/training/chunks.jsonl")
    parser.add_argument("--benchmark", help="dump of the development benchmark, for figures only")
    parser.add_argument("--out", default=".cache/training/model")
    parser.add_argument("--vocabulary", type=int, default=28_000)
    for name in vars(Options):
        if not name.startswith("_"):
            value = getattr(Options, name)
            parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    options = parser.parse_args()

    chunks = list(read_chunks(options.chunks, "train"))
    vocabulary = vocabulary_of(chunks, options.vocabulary)
    pieces = WordPieces(vocabulary)
    data = TrainingSet(chunks, pieces)
    counts = language_counts(data)
    print(f"{data.size} chunks, {int((data.doc.lengths > 0).sum())} described, {len(data.code.values)} tokens", flush=True)
    del chunks
    held_out = HeldOut(read_chunks(options.chunks, "eval"), pieces)
    benchmark = Benchmark(options.benchmark, pieces) if options.benchmark else None

    table = train(data, len(vocabulary), options, log=lambda text: print(text, flush=True))
    figures = report(table, held_out, benchmark)
    figures["recipe"] = {name: value for name, value in vars(options).items() if isinstance(value, (int, float))}
    figures["chunks_by_language"] = counts
    os.makedirs(options.out, exist_ok=True)
    np.save(os.path.join(options.out, "table.npy"), table)
    with open(os.path.join(options.out, "vocabulary.txt"), "w", encoding="utf-8") as file:
        file.write("\n".join(vocabulary) + "\n")
    with open(os.path.join(options.out, "figures.json"), "w", encoding="utf-8") as file:
        json.dump(figures, file, indent=2)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
